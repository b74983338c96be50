"""Arabic letters as they are read in Kazakh (töte jazu, China) and in Persian, which Tajik readers share.

Kazakh letters: the alphabet of Akhmet Baitursynuly as written in Xinjiang (the hamza only marks a front word and
carries no sound of its own). Persian: the readings of BGN/PCGN 1958 with Tajik vowels, so that long alef is `o`.
Persian leaves short vowels unwritten: compare such names by `bones`.
"""

from __future__ import annotations

import re
from functools import cache

from mapping.names.lists import rows

ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]+")
# Letters that Kazakh writes and Persian does not, or not there.
_KAZAKH = re.compile(r"[ەۇۋۆڭءٵٶٷٸٴ]|ى\w")
_VOWELS = "aeiou"


@cache
def _table(column: str) -> dict[str, str]:
    return {row["letter"]: row[column] for row in rows("arabic_letters")}


@cache
def _persian_words() -> dict[str, str]:
    return {row["word"]: row["reading"] for row in rows("persian_words")}


def _plain(word: str) -> str:
    """Arabic forms of yeh and kaf as Persian ones, without vowel marks, so that the word list has one form."""
    return re.sub("[\u064b-\u0652\u0670\u0640]", "", word.replace("ي", "ی").replace("ى", "ی").replace("ك", "ک"))


def _persian_letter(word: str, at: int, read: str) -> str:
    """The sound of a letter that depends on its neighbours (marked `*` in the table)."""
    letter, first, last = word[at], at == 0, at == len(word) - 1
    consonant_before = bool(read) and read[-1] not in _VOWELS
    if letter == "ا" and first:
        return "" if word[1:2] in ("و", "ی") else "a"
    if letter == "و":
        return "u" if consonant_before else "v"
    if letter == "ه":
        return "a" if last and consonant_before else "h"
    return "o" if letter == "ا" else "i"


def read_persian(word: str) -> str:
    """A word in Persian letters as sounds; short vowels are missing unless the word is one of the known ones."""
    plain = _plain(word)
    known = _persian_words().get(plain)
    if known is not None:
        return known
    table, read = _table("fa"), ""
    for at, letter in enumerate(plain):
        sound = table.get(letter, "")
        read += _persian_letter(plain, at, read) if sound.startswith("*") else sound
    return read


def read_kazakh(word: str) -> str:
    """A word in Kazakh Arabic letters as sounds."""
    table = _table("kk")
    return "".join(table.get(letter, "") for letter in word)


def is_kazakh(text: str) -> bool:
    """Whether letters stand in the text that Kazakh writes and Persian does not."""
    return _KAZAKH.search(text) is not None


def read_arabic(text: str, country: str | None = None) -> str:
    """The text with every word in Arabic letters read as Kazakh (country KZ, or by its letters), else as Persian."""
    read = read_kazakh if country == "KZ" or is_kazakh(text) else read_persian
    return ARABIC.sub(lambda match: read(match.group()), text)
