"""A key that makes one name in many spellings comparable, whatever its script or alphabet.

The letters of every alphabet are folded to the sounds that all spellings share (`data/letters.csv`), pairs of Latin
letters likewise (`data/pairs.csv`), and a few country and region names that neighbours spell by their own ear to one
form (`data/respellings.csv`). What is lost on purpose: к/қ, г/ғ, н/ң, и/й/і/ы, о/у and their kin, doubled
letters, signs.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from mapping.names.arabic import ARABIC, read_arabic
from mapping.names.lists import rows, spaced
from mapping.names.scripts import fold_twins

APOSTROPHES = "'`´ʹʻʼʽʾʿˈˊˋ‘’‛′‵＇՚"
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
# Doubled letters count once, but not the consonants of abbreviations: BBC, NTT.
_REPEAT = re.compile(r"([aeiou])\1+|(?<=\w)([^\W\d_aeiou])\2+(?=[^\W\d_])|(?<=\w\w)([^\W\d_aeiou])\3+")
_VOWEL = "аәоөуұүыіиеэёюяӣӯўaeiou"
# Russian ё is often typed е; between consonants it is hardly ever the io of Uzbek and Tajik.
_RUSSIAN_YO = re.compile(f"(?<=[^\\W\\d_{_VOWEL}йь])ё(?=[^\\W\\d_{_VOWEL}])")
_KAZAKH_2017 = re.compile("[yinc]'")
_C_SOFT = re.compile("c(?=[eiyéèêë])")
# An x that English reads as ks; everywhere else it is the х of Uzbek and Karakalpak.
_X_ENGLISH = re.compile(r"(?<=e)x(?=[pct])|(?<=\b[vfb]o)x\b|(?<=\b[lm][ua])x\b|(?<=\bmi)x\b|(?<=\bfle)x\b")
# Scientific transliteration of Russian endings: Rossijskij, Narodnoje, Vechernjaja.
_J_RUSSIAN = re.compile(r"(?<=[knvtldm][iy])j\b|(?<=o)j(?=e\b)|(?<=n)j(?=aj?a\b)|(?<=nja)j(?=a\b)")


def _base(letter: str) -> str:
    """The letter without its marks."""
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))


@cache
def _letters() -> dict[int, str]:
    """Letter -> sounds, for the listed letters and for every marked Latin or Cyrillic letter that has a plain base."""
    keys = {letter: row["key"] for row in rows("letters") for letter in spaced(row["letters"])}
    for code in (*range(0xC0, 0x250), *range(0x400, 0x530), *range(0x1E00, 0x1F00)):
        letter = chr(code)
        base = _base(letter)
        if letter not in keys and letter.islower() and base != letter:
            keys[letter] = "".join(keys.get(part, part) for part in base)
    marks = {chr(code): "" for code in range(0x300, 0x370)}
    return str.maketrans({**keys, **marks, "+": " plus "})


@cache
def _pairs() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {row["pair"]: row["key"] for row in rows("pairs")}
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(longest_first)), table


@cache
def _respellings() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {_merged(row["start"]): _merged(row["key"]) for row in rows("respellings")}
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})"), table


def _drop_apostrophes(text: str, country: str | None) -> str:
    """Apostrophes folded away; those of the Kazakh alphabet of 2017 that change the sound are read first."""
    text = _APOSTROPHE.sub("'", text)
    text = re.sub(r"y'(?!s\b)", "u", text).replace("c'", "ç") if _KAZAKH_2017.search(text) else text
    if country == "KZ" or _KAZAKH_2017.search(text):
        text = re.sub(r"s'(?=[^\W\d_])", "ş", text)
    return text.replace("'", "")


def _latin_habits(text: str) -> str:
    """English c and x and scientific j written as the sounds they stand for."""
    if "c" in text:
        text = re.sub("c(?!h)", "k", _C_SOFT.sub("s", text.replace("ck", "k")))
    if "x" in text:
        text = _X_ENGLISH.sub("ks", text)
    if "j" in text:
        text = _J_RUSSIAN.sub("i", text)
    return text


def _settle(text: str) -> str:
    """Pairs folded and repeats dropped until nothing changes, so that a folded text folds to itself."""
    pattern, table = _pairs()
    while True:
        folded = _REPEAT.sub(lambda match: match.group()[0], pattern.sub(lambda match: table[match.group()], text))
        if folded == text:
            return folded
        text = folded


@lru_cache(maxsize=1 << 16)
def fold(text: str, country: str | None = None) -> str:
    """The text as shared sounds in lower-case Latin words, о and у still apart: `Халқ сўзи` -> `halk suzi`.

    `country` (ISO2) only settles what letters leave open: Arabic letters as Kazakh, Uzbek and Tajik ё, Kazakh s'.
    """
    if not text.isascii():
        text = fold_twins(unicodedata.normalize("NFKC", text)).text
    text = text.lower()
    if _APOSTROPHE.search(text):
        text = _drop_apostrophes(text, country)
    if ARABIC.search(text):
        text = read_arabic(text, country)
    if "ё" in text and country not in ("UZ", "TJ"):
        text = _RUSSIAN_YO.sub("е", text)
    return _settle(" ".join(_WORDS.findall(_latin_habits(text).translate(_letters()))))


def _merged(text: str, country: str | None = None) -> str:
    """The fold with о and у made one: Ош is Oʻsh, сӯз is soʻz is so'z is soz."""
    return _settle(fold(text, country).replace("u", "o"))


@lru_cache(maxsize=1 << 16)
def skeleton(text: str, country: str | None = None) -> str:
    """The comparison key of a name: equal for one name in any script or alphabet, `""` without letters and digits.

    `Егемен Қазақстан`, `Egemen Qazaqstan` and `Yegemen Kazakhstan` all give `egemen kazakstan`.
    """
    pattern, table = _respellings()
    return _settle(pattern.sub(lambda match: table[match.group()], _merged(text, country)))


def bones(text: str, country: str | None = None) -> str:
    """The consonants of the skeleton: what a name in Persian letters can be compared by."""
    return re.sub("[aeio]", "", skeleton(text, country))
