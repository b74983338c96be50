"""Families from the fact tables: outlets and owners of one country whose names look alike."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from anyascii import anyascii
from families import Entity, Family, Spelling, draw, folded
from rapidfuzz import fuzz

FACTS = Path(__file__).resolve().parents[2] / "data" / "raw" / "hand_facts" / "2026-11-21"
COUNTRIES = ("kz", "kg", "tj", "uz")
SIZE = 3
# An alias nearer than this to one of the record's own names is a spelling of it; the rest are older or other names.
SPELLING = 60
# Two records with names nearer than this are left to a person: without more facts nobody can tell them apart.
CONTESTED = 88
MEDIA = {
    "tv": "tv telearnasy telekanal telekanali telekanaly telekanaly televizioni televidenie тв телеканал телеарнасы",
    "radio": "radio radiosy radiosi radiosu radioi fm",
    "paper": "gazeta gazeti newspaper ruznomai gazetasy weekly",
}
MEDIUM = {word: medium for medium, words in MEDIA.items() for word in anyascii(words).split()}


def read(country: str, table: str) -> list[dict[str, str]]:
    """The rows of one hand-collected table."""
    with (FACTS / country / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def left_out(what: str) -> frozenset[str]:
    """The outlets or aliases that `left_out.csv` keeps out, each with its reason there."""
    with (Path(__file__).parent / "left_out.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["name"] for row in csv.DictReader(file) if row["what"] == what)


def words(text: str) -> list[str]:
    """The words of a name in ASCII and lower case."""
    return re.findall(r"[a-z0-9]+", anyascii(text).casefold())


def media(text: str) -> set[str]:
    """The media that a name speaks of."""
    return {MEDIUM[word] for word in words(text) if word in MEDIUM}


def core(text: str) -> str:
    """A name without the words for its medium and without its domain's end."""
    kept = [word for word in words(text) if word not in MEDIUM and word not in {"kz", "kg", "tj", "uz", "com", "org"}]
    return " ".join(kept) or " ".join(words(text))


def likeness(one: str, other: str) -> float:
    """How alike two names look without their medium, 0-100."""
    return fuzz.ratio(core(one), core(other))


def spellings(names: Iterable[str], aliases: Iterable[str]) -> list[Spelling]:
    """The record's own names that look like the first of them, and the aliases that look like those."""
    own = list(dict.fromkeys(re.sub(r"\s*\([^)]*\)", "", name).strip() for name in names if name))
    own = [name for name in own if likeness(name, own[0]) >= SPELLING]
    kept = [alias for alias in aliases if alias not in left_out("alias")]
    close = [alias for alias in kept if any(likeness(alias, name) >= SPELLING for name in own)]
    spoken = {frozenset(media(name)) for name in own if media(name)}
    agree = [alias for alias in close if not media(alias) or not spoken or frozenset(media(alias)) in spoken]
    return [Spelling(text) for text in dict.fromkeys((*own, *agree)) if text]


def outlets(country: str) -> list[Entity]:
    """The outlets of a country with the spellings of their names."""
    return [
        Entity(
            f"fact-{row['outlet_id']}",
            "outlet",
            row["country"],
            spellings((row["name"], row["name_native"], row["name_ru"]), row["aliases"].split(";")),
        )
        for row in read(country, "outlets")
        if row["country"].casefold() == country and row["outlet_id"] not in left_out("outlet")
    ]


def owners(country: str) -> list[Entity]:
    """The owners of a country: persons, and all others as companies."""
    return [
        Entity(
            f"fact-{row['owner_id']}",
            "person" if row["kind"] == "person" else "company",
            row["country"],
            spellings((row["name"], row["name_native"]), ()),
        )
        for row in read(country, "owners")
        if row["country"].casefold() == country
    ]


def entity_likeness(one: Entity, other: Entity) -> float:
    """How alike the likest names of two entities look, 0-100."""
    pairs = itertools.product(one.spellings, other.spellings)
    return max((likeness(a.text, b.text) for a, b in pairs), default=0.0)


def families_of(entities: list[Entity]) -> Iterable[Family]:
    """Each entity in the order drawn with those left that look most like it, but not so alike as to be contested."""
    left = sorted(entities, key=lambda entity: draw(entity.id))
    while left:
        first = left.pop()
        likest = sorted(((entity_likeness(first, other), other.id, other) for other in left), reverse=True)
        members = [first]
        for _, _, other in likest:
            if len(members) < SIZE and all(entity_likeness(member, other) < CONTESTED for member in members):
                members.append(other)
        left = [entity for entity in left if all(entity is not member for member in members)]
        yield Family("word", "two records of the fact tables whose names look alike", members, likest_first=True)


def fact_families(taken: set[str]) -> Iterable[Family]:
    """Families of outlets, companies and persons, without those that stand in a hand-written family (`taken`)."""
    for country in COUNTRIES:
        entities = [
            entity
            for entity in (*outlets(country), *owners(country))
            if not taken & {folded(spelling.text) for spelling in entity.spellings}
        ]
        for kind in ("outlet", "company", "person"):
            yield from families_of([entity for entity in entities if entity.kind == kind])
