"""Frequent words that give a language away, in every alphabet the language is written with."""

from __future__ import annotations

import re
from functools import cache

from mapping.names.lists import rows, spaced
from mapping.names.ngrams import BARE_CYRL
from mapping.names.translit import transliterate

_LATIN = {
    "kk": ("kk_2017", "kk_2018", "kk_2019", "kk_2021", "kk_informal"),
    "kaa": ("kaa_2016", "kaa_2009"),
}
_SIGN = re.compile("[‘’ʻ`´']")
_SIGNS = dict.fromkeys(map(ord, "‘’ʻ`´'"), "ʼ")
_WORD = re.compile(r"""[^\s.,:;!?«»"()\[\]{}“”„…—–‐|/\\*#@&+=<>\0-]+""")


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, apostrophes folded to one."""
    return _WORD.findall(_SIGN.sub("ʼ", text).replace("İ", "i").lower())


def _spellings(form: str, language: str) -> set[str]:
    """A word as listed, typed without special letters, and in the Latin alphabets of its language."""
    forms = {form, form.translate(BARE_CYRL)}
    forms |= {transliterate(form, standard) for standard in _LATIN.get(language, ())}
    return {spelling.translate(_SIGNS) for spelling in forms}


@cache
def _listed(language: str) -> frozenset[str]:
    cells = (row["words"] for row in rows("language_clues") if row["language"] == language)
    return frozenset().union(*(_spellings(word, language) for cell in cells for word in spaced(cell)))


@cache
def _known(language: str, against: str) -> frozenset[str]:
    """The words of a language that another does not share."""
    return _listed(language) - _listed(against)


def count(words: list[str], language: str, against: str = "") -> int:
    """How many different words are of a language, or of it and not of another."""
    return len(_known(language, against).intersection(words))
