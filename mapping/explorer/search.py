"""The fold by which the explorer's search meets every spelling: small enough for a page to do the same.

One algorithm, made of tables that come from the data of `mapping.names` and travel with the page: letters become the
sounds that all alphabets share, then pairs of letters are replaced, in order, and repeats dropped until nothing
changes. It is coarser than `names.skeleton`, which knows countries and the habits of single alphabets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from mapping.names.lists import rows, spaced
from mapping.names.skeleton import APOSTROPHES

# Latin c as it is mostly read, once pairs such as ch are folded; and о and у, which spellings exchange freely.
_C = (("ck", "k"), ("ce", "se"), ("ci", "si"), ("c", "k"))
_SAME_VOWEL = ("u", "o")
_REPEAT = re.compile(r"([^\W\d_])\1+")
_SPACES = re.compile(" +")


@cache
def letters() -> dict[str, str]:
    """What each listed letter of the Cyrillic, Latin and Arabic alphabets sounds like; others stand for themselves."""
    listed = {letter: row["key"] for row in rows("letters") for letter in spaced(row["letters"])}
    arabic = {row["letter"]: row["kk"] for row in rows("arabic_letters")}
    return arabic | listed | {"+": " plus "}


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """What is replaced by what, in this order, again and again until nothing changes."""
    of_letters = sorted(((row["pair"], row["key"]) for row in rows("pairs")), key=lambda pair: -len(pair[0]))
    first = (*of_letters, *_C, _SAME_VOWEL)
    starts = {(_folded(row["start"], first), _folded(row["key"], first)) for row in rows("respellings")}
    changing = sorted((pair for pair in starts if pair[0] != pair[1]), key=lambda pair: (-len(pair[0]), pair))
    # Only where a word begins: after a space.
    return (*first, *((f" {old}", f" {new}") for old, new in changing))


def fold(text: str) -> str:
    """The text as shared sounds in small Latin letters and single spaces; `""` where it has no letter or digit.

    `Егемен Қазақстан`, `Yegemen Kazakhstan` and `Egemen Qazaqstan` all give `egemen kazakstan`.
    """
    return _folded(text, pairs())


def spellings(texts: Iterable[str]) -> str:
    """The folds of all spellings of a name, each once, one a line: what a query is looked for in."""
    every = [spelling for text in texts for spelling in (text, text.replace("ё", "е"))]
    return "\n".join(dict.fromkeys(filter(None, map(fold, every))))


def tables() -> dict[str, object]:
    """The tables of the fold, for the page: letters, pairs, and the characters that are dropped."""
    return {"letters": letters(), "pairs": pairs(), "drop": APOSTROPHES}


def _folded(text: str, replaced: Iterable[tuple[str, str]]) -> str:
    sounds = "".join(map(_sound, unicodedata.normalize("NFKC", text).lower()))
    folded, before = _SPACES.sub(" ", f" {sounds}"), ""
    while folded != before:
        before = folded
        for old, new in replaced:
            folded = folded.replace(old, new)
        folded = _REPEAT.sub(r"\1", folded)
    return folded.strip()


def _sound(letter: str) -> str:
    if letter in letters():
        return letters()[letter]
    if letter in APOSTROPHES:
        return ""
    plain = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    if plain != letter:
        return "".join(map(_sound, plain))
    return letter if unicodedata.category(letter)[0] in "LN" else " "
