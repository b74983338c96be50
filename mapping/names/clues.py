"""Words and endings that give a language away, counted in a text whatever letters it was typed with."""

from __future__ import annotations

from functools import cache

from mapping.names.lists import rows, spaced
from mapping.names.translit import transliterate

# Kazakh, Kyrgyz and Karakalpak typed on a keyboard without their letters.
BARE = str.maketrans("әғқңөұүһіў", "агкноуухиу")
_LATIN = {
    "kk": ("kk_2017", "kk_2018", "kk_2019", "kk_2021", "kk_informal"),
    "kaa": ("kaa_2016", "kaa_2009"),
}
_SIGNS = dict.fromkeys(map(ord, "‘’ʻ`´'"), "ʼ")
_STOPS = dict.fromkeys(map(ord, '.,:;!?«»"()[]{}“”„…—–|/\\*#@&+=<>\0'), " ")
_PLAIN = {**_SIGNS, **_STOPS, ord("İ"): "i"}
_LONGEST_END = 4


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, apostrophes folded to one."""
    return text.translate(_PLAIN).lower().split()


def _spellings(form: str, language: str) -> set[str]:
    """A clue as listed, typed without special letters, and in the Latin alphabets of its language."""
    forms = {form, form.translate(BARE)}
    forms |= {transliterate(form, standard) for standard in _LATIN.get(language, ())}
    return {spelling.translate(_SIGNS) for spelling in forms}


@cache
def _listed(language: str, kind: str) -> frozenset[str]:
    found: set[str] = set()
    for row in rows("language_clues"):
        if row["language"] == language and row["kind"] == kind:
            found.update(*(_spellings(form, language) for form in spaced(row["forms"])))
    return frozenset(found)


@cache
def _clues(language: str, against: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words and endings of a language that another does not share."""
    words = _listed(language, "word") - _listed(against, "word")
    return words, _listed(language, "end") - _listed(against, "end")


def count(words: list[str], language: str, against: str = "") -> int:
    """Evidence for a language, or for it rather than another: two for each known word, one for each ending."""
    known, ends = _clues(language, against)
    found = 0
    for word in words:
        if word in known:
            found += 2
        elif len(word) > 4 and (word[-4:] in ends or word[-3:] in ends or word[-2:] in ends):
            found += 1
    return found
