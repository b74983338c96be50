"""Alias records grouped into outlets, and how right the groups are (B-cubed).

Each spelling of each outlet of the hand-collected facts is a record of its own with its country; every fourth record,
counted in the order of ids, keeps the outlet's domain; on request each tells all that its row tells: media,
languages, city, kind of owner, years, status, scope.

B-cubed: Bagga and Baldwin, "Algorithms for scoring coreference
chains" (LREC 1998): the precision of a record is the share of its group that is the same outlet, its recall the share
of the outlet's records that are in its group; both are averaged over the records.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mapping.clean.traits import Record, address_key, sites_in
from mapping.names import skeleton
from mapping.paths import PROJECT
from mapping.tables import split

FACTS = PROJECT / "data" / "raw" / "hand_facts" / "2026-11-21"
TOLD = ("medium", "languages", "city", "ownership_type", "founded", "closed", "status", "scope")
FOLDERS = ("kg", "kz", "regional", "tj", "uz")
# One outlet under two ids, and one id for two outlets, as a reader of the tables settles them.
ONE_OUTLET = {
    "radio-azattyk-kg": "azattyk",
    "times-of-central-asia": "the-times-of-central-asia",
    "voa-uzbek": "amerika-ovozi",
}
TWO_OUTLETS = {("tj", "ovozi-tojik"): "ovozi-tojik-radio"}


@dataclass(frozen=True)
class BCubed:
    """How right a grouping is; `biggest_wrong` is the size of the largest group that holds more than one outlet."""

    precision: float
    recall: float
    biggest_wrong: int

    @property
    def f(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def alias_records(in_full: bool = False) -> tuple[list[Record], list[str]]:
    """The records, and the outlet that each one is of."""
    spelled = sorted(
        {
            (
                truth(folder, row["outlet_id"]),
                name.strip(),
                row["country"],
                row["website"],
                *(row[column] if in_full else "" for column in TOLD),
            )
            for folder in FOLDERS
            for row in outlet_rows(folder)
            for name in (row["name"], row["name_native"], row["name_ru"], *split(row["aliases"]))
            if name.strip()
        }
    )
    # A spelling that stands in two folders is one record.
    lines = sorted({line[:2]: line for line in reversed(spelled)}.values())
    return [record(at, *line[1:]) for at, line in enumerate(lines)], [line[0] for line in lines]


def outlet_rows(folder: str) -> list[dict[str, str]]:
    """The outlets of one folder of the hand-collected facts."""
    with (FACTS / folder / "outlets.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def truth(folder: str, outlet_id: str) -> str:
    """The id that stands for this outlet alone, and for it everywhere."""
    return TWO_OUTLETS.get((folder, outlet_id)) or ONE_OUTLET.get(outlet_id, outlet_id)


def record(at: int, name: str, country: str, website: str, *told: str) -> Record:
    """One spelling as a record of a list of its own; its number decides whether it keeps the domain."""
    media, languages, city, ownership, founded, closed, status, scope = told
    keeps = website and at % 4 == 0
    return Record(
        ref=("outlet", f"list-{at:05}", "", "1"),
        kind="outlet",
        names=(name,),
        countries=frozenset() if country == "XX" else frozenset({country}),
        media=frozenset(split(media)),
        languages=frozenset(split(languages)),
        cities=frozenset({skeleton(city, country)} - {""}),
        ownership=frozenset({ownership} - {"", "unknown"}),
        addresses=sites_in([name]) | (frozenset({address_key("website", website)} - {""}) if keeps else frozenset()),
        founded=founded,
        closed=closed,
        status={"exiled": "active"}.get(status, status),
        scope=scope,
    )


def b_cubed(labels: Sequence[object], outlets: Sequence[str]) -> BCubed:
    """Score group labels against the outlets, one of each per record."""
    both, groups, wholes = Counter(zip(labels, outlets, strict=True)), Counter(labels), Counter(outlets)
    precision = sum(n * n / groups[label] for (label, _), n in both.items()) / len(labels)
    recall = sum(n * n / wholes[outlet] for (_, outlet), n in both.items()) / len(labels)
    kinds = Counter(label for label, _ in both)
    return BCubed(precision, recall, max((groups[label] for label in groups if kinds[label] > 1), default=0))


def evaluate(group: Callable[[Sequence[Record]], Sequence[object]], in_full: bool = False) -> BCubed:
    """Score any function from records to group labels."""
    records, outlets = alias_records(in_full)
    return b_cubed(group(records), outlets)
