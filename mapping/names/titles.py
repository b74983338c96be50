"""Titles that are translations of each other: `Казахстанская правда` is `Kazakhstan Truth`.

No comparison of letters finds them. The words that media names are made of stand in `data/title_words.csv`: one row a
concept with its forms in Kazakh, Kyrgyz, Tajik, Uzbek, Karakalpak, Russian, English and French, from CLDR (days,
months, directions, peoples), bilingual school dictionaries and the bilingual names of state papers (column `source`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from mapping.countries import STATE_LANGUAGES
from mapping.names.legal import split_legal
from mapping.names.lists import rows, spaced
from mapping.names.numbers import with_digits
from mapping.names.places import Place, place_at
from mapping.names.skeleton import skeleton
from mapping.names.words import generic_word

LANGUAGES = ("kk", "ky", "tg", "uz", "kaa", "ru", "en", "fr")
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_LONGEST = 3  # words in the longest written form
# Endings of a Russian adjective in the cases and genders that titles use.
_HARD = ("ый", "ая", "ое", "ые", "ого", "ой", "ых", "ую")
_SOFT = ("ий", "яя", "ее", "ие", "его", "ей", "их", "юю")
_VELAR = ("ий", "ая", "ое", "ие", "ого", "ой", "их", "ую")


def _inflected(form: str) -> list[str]:
    """A Russian adjective in all its endings; any other word as it is."""
    if len(form) < 5 or not form.endswith(("ый", "ий", "ой")):
        return [form]
    stem = form[:-2]
    velar = stem[-1] in "гкхжшщч"
    endings = _VELAR if velar else _SOFT if form.endswith("ий") else _HARD
    return [form, *(stem + ending for ending in endings)]


@cache
def _concepts(language: str) -> dict[str, str]:
    """Skeleton of a form -> concept in one language; a form that two share belongs to the concept listed first."""
    table: dict[str, str] = {}
    for row in rows("title_words"):
        for form in spaced(row[language]):
            for inflected in _inflected(form) if language == "ru" else [form]:
                table.setdefault(skeleton(inflected), row["concept"])
    return table


@cache
def _all_concepts(country: str | None) -> dict[str, str]:
    """The forms of every language; where languages clash, the state language of the country has the word."""
    state = STATE_LANGUAGES.get(country or "")
    table = dict(_concepts(state)) if state else {}
    for language in LANGUAGES:
        for form, concept in _concepts(language).items():
            table.setdefault(form, concept)
    return table


def _place_concept(place: Place) -> str:
    """A town and the region of its name count as one: `Ферганская` may mean either."""
    return place.country if place.kind == "country" else f"{place.country} {place.name}"


def _place_here(words: list[str], at: int, country: str | None) -> tuple[Place, int] | None:
    return place_at(words, at, country) or place_at(words, at, None)


def _concept_at(words: list[str], at: int, country: str | None) -> tuple[str, int] | None:
    """What the words beginning here mean, and how many they are."""
    place = _place_here(words, at, country)
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        concept = _all_concepts(country).get(" ".join(words[at : at + length]))
        if concept is not None and (length > 1 or place is None):
            return concept, length
    return (_place_concept(place[0]), place[1]) if place else None


def _read(words: list[str], country: str | None) -> tuple[set[str], set[str], bool]:
    """The meanings that carry identity, those of generic words, and whether any word was understood."""
    own: set[str] = set()
    generic: set[str] = set()
    understood = False
    at = 0
    while at < len(words):
        word = words[at]
        found, common = _concept_at(words, at, country), generic_word(word)
        if common is not None and (found is None or found[1] == 1):
            meaning = _all_concepts(country).get(word, common.meaning)
            generic |= {meaning} if common.meaning not in ("particle", "web_address") else set()
            found = None
        else:
            understood = understood or found is not None or word.isdecimal()
            own.add(found[0] if found else word if word.isdecimal() else f"~{word}")
        at += found[1] if found else 1
    return own, generic, understood


@lru_cache(maxsize=1 << 15)
def title_key(text: str, country: str | None = None) -> tuple[str, ...] | None:
    """What a title says, whatever its language: sorted concepts, places and numbers; None when no word is known.

    Words outside the lexicon stand in it as `~skeleton`, so that equal keys mean that nothing was left unread. Generic
    words (newspaper, channel) are left out when two meanings remain without them, and so is what stands in brackets.
    """
    plain = _BRACKETED.sub(" ", text) if skeleton(_BRACKETED.sub(" ", text)) else text
    words = with_digits(split_legal(plain).name, country).split()
    own, generic, understood = _read(words, country)
    if not understood:
        return None
    return tuple(sorted(own if len(own) > 1 else own | generic))
