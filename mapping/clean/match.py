"""A cautious match of records to things that we already know, by name and by site; each match says why.

A name matches when its key is that of exactly one known thing of the same country (and, for outlets, the same medium).
A site matches when exactly one record and exactly one known outlet of the medium use it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import pandas as pd

from mapping.countries import COUNTRIES
from mapping.names import fold, skeleton
from mapping.safety import host
from mapping.tables import rows_of, split

Ref = tuple[str, str, str, str]

# Words that many channels share: they tell the medium, not the name.
GENERIC_WORDS = (
    "tv тв hd the television телевидение телевизион телевизиони teleradio channel kanal kanali канал каналы "
    "arna арна арнасы telekanal telekanali телеканал телеканали шабака шабакаи мтрк mtrk телерадиокомпания "
    "телерадиокомпанияси teleradiokompaniyasi kz kg tj uz"
)


@cache
def generic() -> frozenset[str]:
    """The skeletons of the words that many channels share."""
    return frozenset(skeleton(GENERIC_WORDS).split())


@dataclass(frozen=True)
class Known:
    """A record whose thing is known: the thing's id and the record's reference."""

    entity_id: str
    ref: Ref


def name_key(text: str, country: str) -> str:
    """What two spellings of one channel's name share; empty where only words such as "TV" are left."""
    words = [word for word in skeleton(text, country).split() if word not in generic()]
    return "".join(words)


@dataclass
class Traits:
    """What the gathered tables say of each record: countries, media, keys of its names, hosts of its sites."""

    kind: str
    gathered: Mapping[str, pd.DataFrame]
    countries: dict[Ref, set[str]] = field(default_factory=lambda: defaultdict(set))
    media: dict[Ref, set[str]] = field(default_factory=lambda: defaultdict(set))
    keys: dict[Ref, set[str]] = field(default_factory=lambda: defaultdict(set))
    hosts: dict[Ref, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for row in rows_of(self.gathered[f"{self.kind}s"]):
            ref = reference(self.kind, row)
            self.countries[ref].add(row["country"])
            self.media[ref] |= set(split(row.get("media", "")))
            for column in ("name", "name_native", "name_ru"):
                self._name(ref, row.get(column, ""))
        if self.kind == "outlet":
            for row in rows_of(self.gathered["names"]):
                self._name(reference("outlet", row), row["text"])
            for row in rows_of(self.gathered["channels"]):
                if row["kind"] == "website":
                    self.hosts[reference("outlet", row)].add(host(row["address"]))

    def _name(self, ref: Ref, text: str) -> None:
        for country in sorted(self.countries[ref] & set(COUNTRIES)) or [""]:
            key = name_key(text, country) if self.kind == "outlet" else fold(text)
            self.keys[ref] |= {key} if key else set()


def reference(kind: str, row: Mapping[str, str]) -> Ref:
    """What tells a record from all others."""
    return kind, row["source"], folder(row["file"]), row["record_id"]


def folder(file: str) -> str:
    """The folder of a source's file: what stands together means the same thing by one id."""
    return file.rpartition("/")[0]


class Matcher:
    """Finds the one known thing that a record is."""

    def __init__(self, kind: str, traits: Traits, known: Iterable[Known]) -> None:
        self.kind, self.traits = kind, traits
        self.by_key: dict[str, dict[str, list[Ref]]] = defaultdict(lambda: defaultdict(list))
        self.by_host: dict[str, dict[str, list[Ref]]] = defaultdict(lambda: defaultdict(list))
        known_refs = set()
        for thing in known:
            known_refs.add(thing.ref)
            for key in traits.keys[thing.ref]:
                self.by_key[key][thing.entity_id].append(thing.ref)
            for site in traits.hosts[thing.ref]:
                self.by_host[site][thing.entity_id].append(thing.ref)
        self.records_on: dict[str, int] = defaultdict(int)
        for ref, sites in traits.hosts.items():
            for site in sites if ref not in known_refs else ():
                self.records_on[site] += 1

    def match(self, row: Mapping[str, str]) -> tuple[str, str] | None:
        """The id of the known thing and the reason; None when nothing, or more than one thing, fits."""
        ref = reference(self.kind, row)
        named = {
            entity
            for key in self.traits.keys[ref]
            for entity, refs in self.by_key[key].items()
            if self._fits(ref, refs)
        }
        housed = {
            entity
            for site in self.traits.hosts[ref]
            if self.records_on[site] == 1
            for entity, refs in self.by_host[site].items()
            if self._fits(ref, refs)
        }
        both = named & housed
        if len(both) == 1:
            return both.pop(), "same name, country, medium and site"
        if len(named) == 1:
            return named.pop(), "same name in the same country" + (" and medium" if self.kind == "outlet" else "")
        if len(housed) == 1 and not named:
            return housed.pop(), "the only one of its medium on the same site"
        return None

    def _fits(self, ref: Ref, others: Iterable[Ref]) -> bool:
        """Whether country and medium speak for it: same country (or region-wide), a shared medium."""
        own = self.traits.countries[ref]
        return any(
            (own & self.traits.countries[other] or "XX" in self.traits.countries[other] or self.kind == "owner")
            and (self.kind == "owner" or self.traits.media[ref] & self.traits.media[other])
            for other in others
        )
