"""The tables of `schema` as DataFrames: at one safety level, for some countries, today or as of an earlier day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

import pandas as pd

from mapping import dates
from mapping.analyse.as_of import View, view
from mapping.countries import AUDIENCES
from mapping.errors import UnknownName
from mapping.landscape.people import People, people
from mapping.landscape.readers import labels_that_count
from mapping.landscape.ties import Ties
from mapping.observations import OBSERVED
from mapping.once import once
from mapping.paths import Places
from mapping.safety import may_show, rank
from mapping.schema import MADE, TABLES, Table
from mapping.tables import join, read, settle, split
from mapping.translate import language

# Texts and answers are kept apart, and are no tables of a landscape.
EVERY = TABLES | MADE | {name: table for name, table in OBSERVED.items() if name not in ("items", "answers")}
# Which column of a table says whose country a row belongs to, through the outlet it names.
_OF_AN_OUTLET = dict.fromkeys(
    ("outlets", "channels", "events", "participations", "dependence", "item_counts"), "outlet_id"
)
_ENDS = {"relations": ("a_id", "b_id"), "ties": ("from_id", "to_id")}


class Loaded:
    """The tables of one landscape, each read when it is first asked for and kept.

    Columns and rows above `level` are not loaded at all, so nothing made from this object can hold them.
    """

    outlets: pd.DataFrame
    names: pd.DataFrame
    channels: pd.DataFrame
    owners: pd.DataFrame
    stakes: pd.DataFrame
    events: pd.DataFrame
    programmes: pd.DataFrame
    participations: pd.DataFrame
    outsiders: pd.DataFrame
    relations: pd.DataFrame
    citations: pd.DataFrame
    claims: pd.DataFrame
    conflicts: pd.DataFrame
    records: pd.DataFrame
    redirects: pd.DataFrame
    doubts: pd.DataFrame
    set_aside: pd.DataFrame
    missing: pd.DataFrame
    rejected: pd.DataFrame
    ties: Ties
    dependence: pd.DataFrame
    item_counts: pd.DataFrame
    access: pd.DataFrame
    reach: pd.DataFrame
    owner_tags: pd.DataFrame
    signals: pd.DataFrame
    registrations: pd.DataFrame
    snapshots: pd.DataFrame
    bans: pd.DataFrame
    listings: pd.DataFrame
    assessments: pd.DataFrame

    def __init__(self, places: Places, level: str, countries: Sequence[str], as_of: str = "") -> None:
        rank(level)
        if unknown := [code for code in countries if code not in AUDIENCES]:
            raise UnknownName(f"There is no country '{unknown[0]}' here: choose from {', '.join(AUDIENCES)}.")
        if as_of and not dates.is_date(as_of):
            raise UnknownName(f"'{as_of}' is no date: give a year, a month or a day, such as 2015 or 2015-06-30.")
        if as_of and dates.span(as_of).first > datetime.date.today():
            raise UnknownName(f"'{as_of}' lies ahead: give an earlier date.")
        self.places, self.level, self.countries = places, level, tuple(countries)
        self.moment: datetime.date | None = dates.span(as_of).last if as_of else None
        self._as_of = as_of
        self._views: dict[str, View] = {}
        self._tables: dict[tuple[str, str], pd.DataFrame] = {}

    @classmethod
    def open(
        cls, data: str | Path | None = None, level: str = "team", countries: Sequence[str] = (), as_of: str = ""
    ) -> Self:
        """The landscape in a data folder (this project's own when none is given); no countries means all.

        `level` is public, partner or team; `as_of` (2015, 2015-06 or 2015-06-30) shows it as it stood on the last day
        of that date. `UnknownName` for a level, country or date that is none.
        """
        places = Places() if data is None else Places(data=Path(data))
        settle(places.processed)
        settle(places.indicators)
        return cls._one(places, level, countries or AUDIENCES, as_of)

    @classmethod
    def _one(cls, places: Places, level: str, countries: Sequence[str], as_of: str) -> Self:
        """The same object for the same wishes where a process makes several reports of unchanged tables."""
        wishes = (places, level, tuple(countries), as_of)
        return once((cls, *wishes), lambda: cls(*wishes))

    def shows(self, level: str) -> bool:
        """Whether what only readers of `level` may see is part of this landscape."""
        return may_show(level, self.level)

    def at(self, level: str) -> Self:
        """The same landscape for readers of another level."""
        return self if level == self.level else self._one(self.places, level, self.countries, self._as_of)

    def as_of(self, date: str | int) -> Self:
        """The landscape as it stood on the last day of `date` (2015, 2015-06 or 2015-06-30), by what is known today.

        Outlets founded by then and not closed before, with their status of then; stakes, channels and relations by
        their interval; events up to then. What has no date is kept, and counted in `undated`. Everything else
        (`measure`, `owners_of`, exports) works on the view as on the landscape of today.
        """
        return self._one(self.places, self.level, self.countries, str(date))

    @cached_property
    def undated(self) -> pd.DataFrame:
        """What a view as of an earlier day rests on: table, kept (rows), undated (of these, without a date that tells),
        left_out (rows of a later or an earlier time). Without rows for today's landscape.
        """
        for name in EVERY:
            getattr(self, name)
        told = [(name, len(seen.frame), seen.undated, seen.left_out) for name, seen in self._views.items()]
        return pd.DataFrame(told, columns=["table", "kept", "undated", "left_out"])

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in EVERY:
            raise AttributeError(f"a landscape has no '{name}'; its tables are {', '.join(EVERY)}")
        slot = (name, self._spoken if name == "owners" else "")
        if slot not in self._tables:
            frame = self._then(name, self._of_countries(EVERY[name], self._visible(EVERY[name]))).reset_index(drop=True)
            self._tables[slot] = Ties(frame) if name == "ties" else frame
        return self._tables[slot]

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *EVERY})

    @cached_property
    def _people(self) -> People:
        """The private persons that readers of the level may not know by name."""
        return people(self.places, self.level)

    @property
    def _spoken(self) -> str:
        """The reader's language where names of owners depend on it: pseudonyms do."""
        return language() if self._people.ids else ""

    def _visible(self, table: Table) -> pd.DataFrame:
        """The rows and columns of a table that readers of the level may see, of all countries and times."""
        frame = self._people.hidden(table, read(self.places.processed / f"{table.name}.csv"))
        if table.name == "outlets" and (counted := labels_that_count(self.places.hand_tables, self.level)) is not None:
            labels = [join(counted.intersection(split(cell))) for cell in frame["labelled_in"]]
            frame = frame.assign(labelled_in=labels)
        if "level" in frame:
            frame = frame[frame["level"].map(lambda level: may_show(level, self.level)).astype(bool)]
        frame = frame[[column.name for column in table.columns if may_show(column.level, self.level)]]
        for column in table.columns:
            if column.name in frame:
                cells = frame[column.name].where(frame[column.name] != "")
                frame = frame.assign(**{column.name: pd.to_numeric(cells) if column.kind == "number" else cells})
        return frame

    def _then(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        if self.moment is None:
            return frame
        events = self._visible(EVERY["events"]) if name == "outlets" else frame
        moves = events[events["kind"] == "relocation"] if name == "outlets" else frame
        if (seen := view(name, frame, self.moment, moves)) is None:
            return frame
        self._views[name] = seen
        return seen.frame

    def _of_countries(self, table: Table, frame: pd.DataFrame) -> pd.DataFrame:
        if set(self.countries) == set(AUDIENCES):
            return frame
        if table.name == "outlets":
            return frame[frame["country"].isin(self.countries)]
        if table.name == "stakes":
            return self._upward(frame)
        if ends := _ENDS.get(table.name):
            near = {*self._outlet_ids, *self.stakes["holder_id"]}
            return frame[frame[list(ends)].isin(near).any(axis=1)]
        if table.name not in _OF_AN_OUTLET:
            return frame
        return frame[frame[_OF_AN_OUTLET[table.name]].isin(self._outlet_ids)]

    @cached_property
    def _outlet_ids(self) -> frozenset[str]:
        """The outlets of these countries, of all times."""
        return frozenset(self._of_countries(EVERY["outlets"], self._visible(EVERY["outlets"]))["outlet_id"])

    def _upward(self, stakes: pd.DataFrame) -> pd.DataFrame:
        """The stakes in these countries' outlets, and in whoever holds those."""
        held, before = set(self._outlet_ids), -1
        while len(held) > before:
            before = len(held)
            held |= set(stakes.loc[stakes["held_id"].isin(held), "holder_id"])
        return stakes[stakes["held_id"].isin(held)]
