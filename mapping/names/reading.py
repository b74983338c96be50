"""How one name is read: everything this package can tell about it, in one record (`mapping names`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mapping.names.languages import Language, identify
from mapping.names.legal import LegalName, split_legal
from mapping.names.numbers import numbers
from mapping.names.persons import PersonName, read_person
from mapping.names.places import Place, find_place, places_in
from mapping.names.scripts import Script, Twins, fold_twins
from mapping.names.skeleton import skeleton
from mapping.names.titles import title_key
from mapping.names.translit import transliterate
from mapping.names.words import core, media_words

Kind = Literal["outlet", "company", "person", "place"]

# How names of a language are best shown to a reader of Latin letters.
LATIN_STANDARDS = {"kk": "kk_2021", "ky": "ky_bgn", "tg": "tg_bgn", "uz": "uz_1995", "kaa": "kaa_2016", "ru": "ru_bgn"}


@dataclass(frozen=True)
class Reading:
    """A name taken apart.

    `skeleton` and `core` are comparison keys (all of the name; without generic words); `media` is what the name itself
    tells (tv, radio, print ...); `concepts` is the translation key or None; `latin` is the name in Latin letters;
    `person` and `place` are filled for those kinds only.
    """

    text: str
    kind: Kind
    script: Script
    language: Language
    twins: Twins
    legal: LegalName
    skeleton: str
    core: str
    media: frozenset[str]
    numbers: tuple[int, ...]
    places: tuple[Place, ...]
    concepts: tuple[str, ...] | None
    latin: str
    person: PersonName | None = None
    place: Place | None = None


def to_latin(text: str, language: str) -> str:
    """The text in Latin letters after the standard of its language; Russian rules where the language has none."""
    return transliterate(text, LATIN_STANDARDS.get(language, "ru_bgn"))


def read_name(text: str, kind: Kind = "outlet", country: str | None = None) -> Reading:
    """All that can be told about a name, which may be empty, very long, of any script or no name at all."""
    twins = fold_twins(text)
    legal = split_legal(twins.text)
    language = identify(legal.name)
    return Reading(
        text=text,
        kind=kind,
        script=language.script,
        language=language,
        twins=twins,
        legal=legal,
        skeleton=skeleton(legal.name, country),
        core=core(legal.name, country),
        media=media_words(legal.name, country),
        numbers=numbers(legal.name, country),
        places=places_in(legal.name, country),
        concepts=title_key(legal.name, country),
        latin=to_latin(twins.text, language.language),
        person=read_person(text) if kind == "person" else None,
        place=find_place(text, country) if kind == "place" else None,
    )
