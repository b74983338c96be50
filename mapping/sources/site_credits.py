"""Whom an article names as its source: the credit lines of six languages in ten writings.

The phrases are those of `credit_patterns`. A name is given as it is written, with its case ending; that of an office
keeps the words by which `mapping.names.declined.is_official` tells it: `пресс-служба МВД`. Left out are the outlet
naming itself, persons, the credits of pictures and what was told earlier ("Напомним, ...").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from mapping.names import fold
from mapping.names.credited import is_place
from mapping.names.declined import is_medium_word, is_official, undeclined, without_joint
from mapping.sources.credit_patterns import ARABIC, QUOTED, UPPER, Phrase, Phrases, phrases_of
from mapping.tables import cell_problem

_SENTENCE = re.compile(rf"(?<=[.!?…])\s+(?={UPPER}|[«“„\"]|{ARABIC})")
_APOSTROPHES = str.maketrans(dict.fromkeys("ʻʼ‘’`´", "'"))
_QUOTES = re.compile('[«»“”„";]')
_QUOTED = re.compile(QUOTED)
_EDGES = " .,:-–—'"
# How names of persons end; other endings (-ин, -ын) are those of cases as well.
_PERSON = re.compile(r"\w(?:[оеё]в(?:а|ич|на)?|ск(?:ий|ая)|зода|ұлы|қызы|улу|уулу|кызы|[oe]va?|zoda|uly|qyzy)$")
_TELLS_MEDIUM = re.compile(r"[A-Za-z]|^[^\Wа-яё]{2,}\b")
MOST = 20


@cache
def _phrases() -> Phrases:
    return phrases_of(files("mapping.sources").joinpath("data/credit_patterns.csv").read_bytes())


def credits_of(text: str, own_names: Iterable[str], stated: Iterable[str] = ()) -> list[str]:
    """The names credited in a text, each once, in order; `stated` are those of the page's structured data.

    `own_names` are the outlet's host and names, by which it naming itself is known.
    """
    own = {_key(name) for name in own_names} - {""}
    told = (_QUOTES.sub("", name).strip() for name in stated)
    found = dict.fromkeys((*told, *_named(text)))
    return [name for name in found if _key(name) not in own and 2 <= len(name) <= 80 and not cell_problem(name)][:MOST]


def _named(text: str) -> Iterator[str]:
    phrases = _phrases()
    for line in text.translate(_APOSTROPHES).splitlines():
        yield from _matched(phrases.line, line)
        if not any(word in line for word in phrases.words):
            continue
        for sentence in _SENTENCE.split(line):
            standing = {word for word in phrases.words if word in sentence}
            if standing and not phrases.skip.match(sentence):
                yield from _matched((each for each in phrases.credit if standing & each.words), sentence)


def _matched(phrases: Iterable[Phrase], text: str) -> Iterator[str]:
    """The names that phrases find, in the order of the text."""
    found = (phrase.whole.finditer(text) for phrase in phrases if phrase.telling.search(text))
    for match in sorted((match for matches in found for match in matches), key=lambda match: match.start("x")):
        groups = match.groupdict()
        yield _name(groups)
        yield _plain(groups.get("y") or "")


def _name(groups: dict[str, str | None]) -> str:
    """The name in a match; of an office with the words beside it; `""` where what stands beside it is no medium."""
    written = groups["x"] or ""
    before, after, beside = (groups.get(name) or "" for name in ("before", "after", "beside"))
    if is_official(before):
        return _tidy(f"{before}{written}")
    if is_official(after) or is_official(beside):
        return _tidy(f"{written}{after}{beside}")
    if before and not is_medium_word(before.split()[-1]):
        return ""
    quoted = _QUOTES.search(written) is not None
    if after and not quoted and not any(map(is_medium_word, after.split())):
        return ""
    if groups.get("named") is not None and not (before or quoted or _TELLS_MEDIUM.search(written)):
        return ""
    name = _plain(written)
    if name and is_place(name):
        return _of_medium(name, f"{before}{written}{after or beside}", quoted=quoted)
    return "" if not quoted and _is_person(name) else name


def _plain(written: str) -> str:
    """A name without quotation marks and case ending; `""` where it only says what sort of medium it is."""
    name = without_joint(_tidy(_within_quotes(written)))
    return "" if all(map(is_medium_word, name.split())) else name


def _is_person(name: str) -> bool:
    last = name.rpartition(" ")[2].lower()
    return any(_PERSON.search(form) for form in (last, *undeclined(last)))


def _of_medium(name: str, whole: str, *, quoted: bool) -> str:
    """A place's name with the word of its medium, without which nobody takes it for one; else only in quotes."""
    told = any(is_medium_word(word) for word in _tidy(whole).split())
    return _tidy(whole) if told else name if quoted else ""


def _within_quotes(name: str) -> str:
    """The quoted part where beside it stand but words of its medium, though with a capital: `Газета «Эркин»`."""
    quoted = _QUOTED.findall(name)
    beside = _QUOTED.sub(" ", name).split()
    common = all(not word.isupper() and is_medium_word(word.lower()) for word in beside)
    return quoted[0] if len(quoted) == 1 and common else name


def _tidy(name: str) -> str:
    return " ".join(_QUOTES.sub("", name).split()).strip(_EDGES)


def _key(name: str) -> str:
    """A name by its sounds, so that a host is known in a name in another script: `УНН` is unn.com.ua."""
    return fold(name).replace(" ", "")
