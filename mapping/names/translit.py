"""Transliteration between Cyrillic and Latin after the written standards.

The letters stand in `data/letters_<language>.csv`, one column a standard; the standards and their full sources stand in
`data/standards.csv`: ISO 9:1995, BGN/PCGN (Russian 1947, Kazakh and Kyrgyz 1979, Tajik 1994), ICAO Doc 9303
(passports), French usage; the Kazakh alphabets of 2017, 2018, 2019 and 2021 and the unmarked informal one; Uzbek Latin
of 1995 and the draft of 2021/2023; Karakalpak Latin of 2009 and 2016. A cell `-` means that the standard has no such
rule. In the column `cyrl`, `^е` is the letter at a word's beginning or after a vowel, ъ or ь, and `<ц>` the letter
between vowels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mapping.errors import UnknownName
from mapping.names.lists import rows

_VOWELS = "аәеёиоөуұүӯўыіэюяӣ"
_LATIN_VOWELS = "aeiouāáäōóöúüıå"
_SIGNS = "ъь"


@dataclass(frozen=True)
class Standard:
    """A way of writing a language in Latin letters; `back` says whether the text can be restored letter by letter."""

    name: str
    language: str
    back: bool
    source: str


@cache
def standards() -> dict[str, Standard]:
    """Every standard by its name (`ru_iso9`, `kk_2021`, `uz_1995` ...)."""
    return {
        row["standard"]: Standard(row["standard"], row["language"], row["back"] == "yes", row["source"])
        for row in rows("standards")
    }


def _standard(name: str) -> Standard:
    found = standards().get(name)
    if found is None:
        raise UnknownName(f"There is no transliteration {name!r}: choose one of {', '.join(standards())}.")
    return found


@cache
def _table(name: str) -> dict[str, str]:
    """Cyrillic letter, with its place, -> Latin letters."""
    language, column = name.split("_")
    return {row["cyrl"]: row[column] for row in rows(f"letters_{language}") if row[column] != "-"}


def _place(key: str) -> str:
    """The pattern of a table key: the letter, maybe only in its place."""
    letters = re.escape(key.strip("^<>"))
    if key.startswith("^"):
        return rf"(?:(?<![^\W\d_])|(?<=[{_VOWELS}{_SIGNS}])){letters}"
    return f"(?<=[{_VOWELS}]){letters}(?=[{_VOWELS}])" if key.startswith("<") else letters


@cache
def _forward(name: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One pattern with a group for each key, the most particular first, and what each group becomes."""
    table = _table(name)
    keys = sorted(table, key=lambda key: (-len(key), key))
    return re.compile("|".join(f"({_place(key)})" for key in keys), re.IGNORECASE), tuple(table[key] for key in keys)


def _cased(written: str, match: re.Match[str]) -> str:
    """The replacement in the case of what it replaces; all capitals only inside a word in capitals."""
    letters = match.group()
    if not letters[0].isupper():
        return written
    after, before = match.string[match.end() : match.end() + 1], match.string[max(match.start() - 1, 0) : match.start()]
    beside = after if after.isalpha() else before
    return written.upper() if beside.isupper() else written[:1].upper() + written[1:]


def transliterate(text: str, standard: str) -> str:
    """Cyrillic text in Latin letters after a standard; all else stays as it is. Unknown standard: `UnknownName`."""
    pattern, written = _forward(_standard(standard).name)
    return pattern.sub(lambda match: _cased(written[(match.lastindex or 1) - 1], match), text)


@cache
def _backward(name: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Latin letters -> Cyrillic, where two Cyrillic letters share a spelling the plain one listed first wins."""
    table: dict[str, str] = {}
    for key, written in _table(name).items():
        letters = key.strip("^<>")
        if written and (written not in table or len(letters) < len(table[written])):
            table[written] = letters
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE), table


def _restored(match: re.Match[str], table: dict[str, str], hard_e: bool) -> str:
    """One Cyrillic letter for its Latin spelling; Uzbek writes э where е would be read ye."""
    written, before = match.group(), match.string[match.start() - 1 : match.start()].lower()
    letter = table[written.lower()]
    if hard_e and letter == "е" and written.lower() == "e" and (not before.isalpha() or before in _LATIN_VOWELS):
        letter = "э"
    return letter.upper() if written[0].isupper() else letter


def restore(text: str, standard: str) -> str:
    """Latin text back in Cyrillic, for standards whose `back` is true; `UnknownName` for the others."""
    known = _standard(standard)
    if not known.back:
        possible = ", ".join(name for name, one in standards().items() if one.back)
        raise UnknownName(f"{standard} cannot be read back letter by letter: choose one of {possible}.")
    if known.language == "uz":
        text = re.sub("(?<=[oOgG])['`‘’ʼ´]", "ʻ", text)
        text = re.sub("(?<=[^\\W\\d_])['`‘’´]", "ʼ", text)
    pattern, table = _backward(standard)
    return pattern.sub(lambda match: _restored(match, table, known.language == "uz"), text)
