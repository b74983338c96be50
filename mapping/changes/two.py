"""Two states of the landscape side by side, and how a change is told to be of the world or of what we know."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from mapping import dates, snapshots
from mapping.countries import AUDIENCES
from mapping.landscape import EVERY, Landscape
from mapping.schema import CHANGES, DATA, UNCLEAR, WORLD
from mapping.tables import split

Row = dict[str, str]
# The tables of things, with the kind of each.
KINDS = {"outlets": "outlet", "owners": "owner", "programmes": "programme"}
# What each part of a comparison reads, besides what every snapshot must hold: a state that lacks it would seem empty.
PARTS: dict[str, dict[str, Sequence[str]]] = {
    "programmes": {"programmes": ("programme_id", "name", "countries")},
    "events": {"events": ("event_id", "outlet_id", "date", "kind", "summary", "citation")},
    "status": {"outlets": ("status",)},
    "exile_status": {"outlets": ("exile_status",)},
    "holders": {"stakes": ("relation", "start", "end")},
    "access": {"access": EVERY["access"].heads},
    "ranks": {
        "ties": ("from_id", "to_id", "layer", "weight", "n_items"),
        "item_counts": ("outlet_id", "items", "first_items"),
        "outlets": ("status",),
    },
}


@dataclass(frozen=True)
class Two:
    """The older and the newer state, opened at one level for the same countries."""

    old: Landscape
    new: Landscape

    @property
    def since(self) -> datetime.date:
        """The day of the older data: what is dated later cannot have been known then."""
        return self.old.date

    @cached_property
    def _gaps(self) -> frozenset[tuple[str, str]]:
        return snapshots.gaps(self.old.places.data) | snapshots.gaps(self.new.places.data)

    def compares(self, part: str) -> bool:
        """Whether both states hold all that a part of the comparison reads."""
        read = {(table, column) for table, columns in PARTS[part].items() for column in columns}
        return not read & self._gaps

    def holds(self, table: str, column: str) -> bool:
        """Whether both states hold a column."""
        return (table, column) not in self._gaps

    @cached_property
    def led(self) -> dict[str, str]:
        """Where ids of the older state lead that were merged since."""
        before = set(self.old.redirects["old_id"])
        pairs = zip(self.new.redirects["old_id"], self.new.redirects["entity_id"], strict=True)
        return {old_id: new_id for old_id, new_id in pairs if old_id not in before}

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each thing by id, as it is today, or as it was for what is gone."""
        found: dict[str, str] = {}
        for land in (self.old, self.new):
            found |= land.display_names
            found |= dict(zip(land.programmes["programme_id"], land.programmes["name"], strict=True))
        return found

    def origin(self, *days: str) -> str:
        """World where a day surely lies after the older state, data where all lie before, else unclear."""
        spans = [dates.span(day) for day in days if day]
        if any(span.first > self.since for span in spans):
            return WORLD
        return DATA if spans and all(span.last <= self.since for span in spans) else UNCLEAR

    def things(self, land: Landscape, table: str) -> dict[str, Row]:
        """The things of a table by id, every cell a text; of some countries, only those that belong to them."""
        frame = getattr(land, table)
        if set(land.countries) != set(AUDIENCES) and table != "outlets":
            frame = frame[_of_countries(land, table, frame)]
        key = frame.columns[0]
        return {row[key]: row for row in texts(frame)}

    def row(self, what: str, origin: str, kind: str, own_id: str, **cells: str) -> Row:
        """One row of the table of changes; cells not given are empty."""
        named = {"what": what, "origin": origin, "entity_kind": kind, "entity_id": own_id}
        about = {"name": self.names.get(own_id, own_id), "country": self._country(kind, own_id), "watched": "no"}
        return dict.fromkeys(CHANGES.heads, "") | named | about | cells

    def _country(self, kind: str, own_id: str) -> str:
        return self._countries.get((kind, own_id), "")

    @cached_property
    def _countries(self) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for land in (self.old, self.new):
            for table in ("outlets", "owners"):
                kind, frame = KINDS[table], getattr(land, table)
                pairs = zip(frame[frame.columns[0]], frame["country"].fillna(""), strict=True)
                found |= {(kind, own_id): country for own_id, country in pairs}
        return found


def texts(frame: pd.DataFrame) -> list[Row]:
    """The rows of a table with every cell as a text, a missing one as an empty text."""
    cells = frame.astype(object).where(frame.notna(), "")
    return [{str(name): str(cell) for name, cell in row.items()} for row in cells.to_dict("records")]


def joined(pages: Iterable[str]) -> str:
    """Cells that hold several ids as one: each id once, in order."""
    return ";".join(sorted({page for cell in pages for page in split(cell)}))


def latest(days: Iterable[str]) -> str:
    """The latest of several dates; empty where there is none."""
    return max(filter(None, days), key=lambda day: dates.span(day).last, default="")


def _of_countries(land: Landscape, table: str, frame: pd.DataFrame) -> pd.Series:
    if table == "owners":
        return frame["owner_id"].isin({*land.stakes["holder_id"], *land.stakes["held_id"]})
    wanted = {*land.countries, "XX"}
    return frame["countries"].fillna("").map(lambda cell: bool(wanted & set(split(cell)))).astype(bool)


def by_outlet(rows: Iterable[Mapping[str, str]]) -> dict[str, list[Mapping[str, str]]]:
    """Rows by the outlet they are about."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        found.setdefault(row["outlet_id"], []).append(row)
    return found
