"""Titles that are translations of each other: `Казахстанская правда` is `Kazakhstan Truth`.

No comparison of letters finds them. The words that media names are made of stand in `data/title_words.csv`: one row a
concept with its forms in Kazakh, Kyrgyz, Tajik, Uzbek, Karakalpak, Russian, English and French, from CLDR (days,
months, directions, peoples), bilingual school dictionaries and the bilingual names of state papers (column `source`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from mapping.countries import STATE_LANGUAGES
from mapping.names.legal import split_legal
from mapping.names.lists import rows, spaced
from mapping.names.numbers import with_digits
from mapping.names.places import Place, place_at
from mapping.names.skeleton import skeleton
from mapping.names.words import GenericWord, generic_word

LANGUAGES = ("kk", "ky", "tg", "uz", "kaa", "ru", "en", "fr")
INFLECTING = LANGUAGES[:-1]  # French forms count as written: its mute vowels would meet other words (terre, Terra)
_SILENT = ("particle", "web_address", "company")
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_LONGEST = 3  # words in the longest written form
_TELLING = 2  # generic meanings that make a title when it has no other: `National Information Agency`
_INFLECTED = 4  # letters from which an unlisted word is looked up without its endings
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
                table.setdefault(skeleton(inflected, "UZ"), row["concept"])  # there ё keeps its own sound
    return table


# What follows a word in skeletons and leaves it the same word: plural, possessive, genitive and locative of the Turkic
# languages, plural and izofat of Tajik, cases of Russian nouns, plural of English.
_TURKIC_END = "(?:[ldtn]?[aeo]r)?(?:s?[io])?(?:[ndt]?[io]n|nin?ki|[dt]ag[io])?"
_TAJIK_END = "(?:g?on|ho)?i?"
_RUSSIAN_END = "[aeio]|ov|ei|oi|om|am|ami|ah|ii|iam?"
_ENDING = re.compile(f"{_TURKIC_END}|{_TAJIK_END}|{_RUSSIAN_END}|e?s")


def _stems(word: str) -> Iterator[str]:
    """What a word may be without its endings, the longest first."""
    for length in range(len(word) - 1, 2, -1):
        if not _ENDING.fullmatch(word[length:]):
            continue
        stem = word[:length]
        yield stem
        if stem[-1] in "gb":
            yield stem[:-1] + {"g": "k", "b": "p"}[stem[-1]]
        if stem[-1] not in "aeio":
            yield from (f"{stem}a", f"{stem}e", f"{stem}o", f"{stem}i")


@cache
def _all_concepts(country: str | None, languages: tuple[str, ...] = LANGUAGES) -> dict[str, str]:
    """The forms of every language; where languages clash, the state language of the country has the word."""
    state = STATE_LANGUAGES.get(country or "")
    table = dict(_concepts(state)) if state else {}
    for language in languages:
        for form, concept in _concepts(language).items():
            table.setdefault(form, concept)
    return table


@lru_cache(maxsize=1 << 15)
def _concept(form: str, country: str | None) -> str | None:
    """The concept of a word or phrase as listed; of a longer word also without its endings."""
    found = _all_concepts(country).get(form)
    if found is not None or " " in form or len(form) < _INFLECTED:
        return found
    table = _all_concepts(country, INFLECTING)
    return next((table[stem] for stem in _stems(form) if stem in table), None)


def _place_concept(place: Place) -> str:
    """A town and the region of its name count as one: `Ферганская` may mean either."""
    return place.country if place.kind == "country" else f"{place.country} {place.name}"


def _place_here(words: list[str], at: int, country: str | None) -> tuple[Place, int] | None:
    return place_at(words, at, country) or place_at(words, at, None)


def _concept_at(words: list[str], at: int, country: str | None) -> tuple[str, int] | None:
    """What the words beginning here mean, and how many they are."""
    place = _place_here(words, at, country)
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        concept = _concept(" ".join(words[at : at + length]), country)
        if concept is not None and (length > 1 or place is None):
            return concept, length
    return (_place_concept(place[0]), place[1]) if place else None


def _generic_meanings(word: str, meaning: str, country: str | None) -> set[str]:
    """What a generic word adds to a title; joined media count as both, particles and `company` as nothing."""
    if meaning in _SILENT:
        return set()
    return {"tv", "radio"} if meaning == "tv_radio" else {_all_concepts(country).get(word, meaning)}


def _own_word(word: str, common: GenericWord, country: str | None) -> bool:
    """Whether a silent word of one language is one of the country's own: Kazakh жаңа (new), Kyrgyz жана (and)."""
    state = STATE_LANGUAGES.get(country or "")
    return common.meaning in _SILENT and state is not None and word in _concepts(state)


def _unread(word: str) -> str:
    """A word outside the lexicon without the vowels of a case: `Сарыарки` is `Сарыарка`."""
    return word.rstrip("aeio") if len(word) > _INFLECTED else word


def _read(words: list[str], country: str | None) -> tuple[set[str], set[str], bool]:
    """The meanings that carry identity, those of generic words, and whether any word was understood."""
    own: set[str] = set()
    generic: set[str] = set()
    understood = False
    at = 0
    while at < len(words):
        word = words[at]
        found, common = _concept_at(words, at, country), generic_word(word)
        if common is not None and (found is None or found[1] == 1) and not _own_word(word, common, country):
            generic |= _generic_meanings(word, common.meaning, country)
            found = None
        else:
            understood = understood or found is not None or word.isdecimal()
            own.add(found[0] if found else word if word.isdecimal() else f"~{_unread(word)}")
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
    if not understood and (own or len(generic) < _TELLING):
        return None
    if any(" " in meaning for meaning in own):  # a place
        generic.discard("regional")
    return tuple(sorted(own if len(own) > 1 else own | generic))


@lru_cache(maxsize=1 << 14)
def title_languages(word: str) -> frozenset[str]:
    """The languages that have this skeleton of a word in the lexicon; none for a name or a place."""
    return frozenset(language for language in LANGUAGES if word in _concepts(language))
