"""Places of the four countries: regions (ISO 3166-2) and towns by any of their names, old and new, in any script.

Regions, big towns and countries with their former and foreign names and Russian adjectives stand in `data/regions.csv`,
`data/cities.csv` and `data/countries.csv` (written by hand from ISO 3166-2 and the renaming decrees); smaller towns in
`data/places.csv` (GeoNames, CC BY 4.0, cut by `scripts/make_places.py`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from mapping.names.lists import rows, spaced
from mapping.names.skeleton import skeleton

Kind = Literal["country", "region", "city"]

_REGION_WORDS = "область области обл oblast region облысы oblysy облусу oblusu вилояти viloyati вилоят вилоята province"
_CITY_WORDS = "город г city қаласы qalasy kalasy шаары shaary шаҳри shahri шаҳр шаҳар town ville de of the"
_OTHER_WORDS = "республика республикасы respublikasi автономная автономии мухтори"
_LONGEST = 3  # words in the longest place name looked for inside a text
_CASE = re.compile("(?<=.....)(?<!sk)(?:i?a|[eoi]|im|nin|in)$")  # Russian cases, izofat, Turkic possessive and genitive
_BIG = 60_000  # inhabitants from which a town of GeoNames is looked for inside names


@dataclass(frozen=True)
class Place:
    """A place: `name` in English, `country` ISO2, `region` ISO 3166-2 (`""` for a country)."""

    name: str
    kind: Kind
    country: str
    region: str = ""


@dataclass(frozen=True)
class _Entry:
    place: Place
    rank: int  # the lower, the likelier when a name is shared
    inside: bool  # whether to look for it inside longer names


_Index = dict[str, list[_Entry]]


def _add(index: _Index, names: list[str], entry: _Entry) -> None:
    for name in names:
        # Whoever asks may not know the country, which settles how Arabic letters are read.
        for key in {skeleton(name, entry.place.country), skeleton(name)} - {""}:
            if entry not in index[key]:
                index[key].append(entry)


@cache
def _index() -> _Index:
    """Skeleton -> the places that bear it, the likeliest first."""
    index: _Index = defaultdict(list)
    for row in rows("countries"):
        place = Place(row["name"], "country", row["country"])
        _add(index, [row["name"], *spaced(row["names"])], _Entry(place, 0, True))
    for row in rows("regions"):
        kind: Kind = "city" if row["kind"] == "city" else "region"
        place = Place(row["name"], kind, row["country"], row["region"])
        _add(
            index, [row["name"], row["native"], *spaced(row["names"])], _Entry(place, 1 if kind == "city" else 3, True)
        )
        _add(index, spaced(row["former"]), _Entry(place, 2 if kind == "city" else 5, True))
    for row in rows("cities"):
        place = Place(row["name"], "city", row["country"], row["region"])
        _add(index, [row["name"], *spaced(row["names"])], _Entry(place, 2, True))
    for row in rows("places"):
        place = Place(row["name"], "city", row["country"], row["region"])
        size = int(row["population"])
        rank = 10_000_000 - size
        _add(index, [row["name"]], _Entry(place, rank, size >= _BIG))
        _add(index, spaced(row["names"]), _Entry(place, rank + 10_000_000, False))
    for entries in index.values():
        entries.sort(key=lambda entry: entry.rank)
    return index


@cache
def _adjectives() -> tuple[re.Pattern[str], dict[str, Place]]:
    """Beginnings of Russian adjectives (`чуйск`) -> region or country."""
    table: dict[str, Place] = {}
    for row in rows("regions"):
        place = Place(row["name"], "city" if row["kind"] == "city" else "region", row["country"], row["region"])
        table |= {skeleton(start): place for start in spaced(row["starts"])}
    for row in rows("countries"):
        table |= {skeleton(start): Place(row["name"], "country", row["country"]) for start in spaced(row["starts"])}
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})(?=[a-z]{{1,4}}\b)"), table


@cache
def _kind_words(words: str) -> frozenset[str]:
    return frozenset(skeleton(word) for word in words.split())


def _asked(words: list[str]) -> tuple[str, Kind | None]:
    """The name without words such as `область` or `қаласы`, and the kind that they ask for."""
    kinds = _kind_words(_REGION_WORDS), _kind_words(_CITY_WORDS)
    kept = [word for word in words if not any(word in kind for kind in (*kinds, _kind_words(_OTHER_WORDS)))]
    if not kept:
        return " ".join(words), None
    kind: Kind | None = "region" if kinds[0] & set(words) else "city" if kinds[1] & set(words) - {"de", "of"} else None
    return " ".join(kept), kind


def _by_adjective(key: str) -> Place | None:
    pattern, table = _adjectives()
    found = pattern.match(skeleton(key.replace(" ", "")))
    return table[found.group()] if found else None


def _choose(entries: list[_Entry], country: str | None, kind: Kind | None) -> Place | None:
    """The likeliest of them in the country (if given) and of the kind (if any is)."""
    here = [entry.place for entry in entries if country is None or entry.place.country == country]
    return next((place for place in here if place.kind == kind), here[0] if here else None)


@lru_cache(maxsize=1 << 14)
def find_place(text: str, country: str | None = None) -> Place | None:
    """The place that the whole text names, in `country` (ISO2) when given; None when no such place is known.

    `Чуйская область`, `Чүй облусу` and `Chüy` are KG-C; `Ош` is the city KG-GO, `Ош облусу` the region KG-O; former
    names lead to the place of today: `Фрунзе` -> Bishkek, `Целиноград` -> Astana.
    """
    words = skeleton(text, country).split()
    if not words:
        return None
    key, kind = _asked(words)
    whole = _index().get(" ".join(words), [])
    entries = whole if any(entry.rank <= 2 for entry in whole) else _index().get(key, []) or _declined(key)
    return _choose(entries, country, kind) or _adjective_in(key, country)


def _adjective_in(key: str, country: str | None) -> Place | None:
    place = _by_adjective(key)
    return place if place and country in (None, place.country) else None


def _declined(key: str) -> list[_Entry]:
    """The entries of a name in another case or with an ending: `Узбекистана`, `Иссык-Куля`, `Тоҷикистони`."""
    ending = _CASE.search(key)
    if ending is None:
        return []
    stem = key[: ending.start()]
    return [entry for name in (stem, f"{stem}a", f"{stem}ia") for entry in _index().get(name, [])]


def _looked_for(entries: list[_Entry]) -> list[_Entry]:
    return [entry for entry in entries if entry.inside]


@cache
def _openers() -> frozenset[str]:
    """First words of place names of several words, and beginnings of adjectives, whose parts may stand apart."""
    names = {key.split()[0] for key, entries in _index().items() if " " in key and _looked_for(entries)}
    return frozenset(names).union(start[:end] for start in _adjectives()[1] for end in range(2, len(start)))


@lru_cache(maxsize=1 << 16)
def _named(key: str, country: str | None, kind: Kind | None) -> Place | None:
    """The place that these words of a longer text name."""
    entries = _looked_for(_index().get(key, [])) or _looked_for(_declined(key))
    return _choose(entries, country, kind) or (_adjective_in(key, country) if key.count(" ") < _LONGEST - 1 else None)


def place_at(words: list[str], at: int, country: str | None) -> tuple[Place, int] | None:
    """The longest place name that begins at this word, and its length in words."""
    longest = min(_LONGEST, len(words) - at) if words[at] in _openers() else 1
    for length in range(longest, 0, -1):
        after = words[at + length] if at + length < len(words) else ""
        kind: Kind | None = "region" if after in _kind_words(_REGION_WORDS) else None
        place = _named(" ".join(words[at : at + length]), country, kind)
        if place:
            return place, length
    return None


@lru_cache(maxsize=1 << 14)
def places_in(text: str, country: str | None = None) -> tuple[Place, ...]:
    """Countries, regions and larger towns named inside a text, in their order: `Ферганская правда` -> Fergana."""
    words = skeleton(text, country).split()
    found: list[Place] = []
    at = 0
    while at < len(words):
        hit = place_at(words, at, country) or place_at(words, at, None)
        if hit and hit[0] not in found:
            found.append(hit[0])
        at += hit[1] if hit else 1
    return tuple(found)
