"""The landscape in memory: `from mapping import Landscape; land = Landscape.open(); land.outlets`."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import pandas as pd

from mapping import analyse, answers, dates
from mapping.analyse.answer_scores import read_key
from mapping.analyse.carried import CARRIED_FILE, UNKNOWN
from mapping.analyse.need_rules import read_frameworks, read_rules, read_stops
from mapping.clean.groups import read_groups
from mapping.clean.traits import sites_in
from mapping.countries import AUDIENCES
from mapping.errors import BuildNeeded, InputUnreadable, UnknownName
from mapping.observations import ANSWERS, OBSERVED
from mapping.paths import MEASURED, Places
from mapping.safety import host, may_show, rank
from mapping.schema import CARRIED, MADE, TABLES, Table
from mapping.tables import read, settle

# Texts and answers are kept apart, and are no tables of a landscape.
EVERY = TABLES | MADE | {name: table for name, table in OBSERVED.items() if name not in ("items", "answers")}
# Which column of a table says whose country a row belongs to, through the outlet it names.
_OF_AN_OUTLET = dict.fromkeys(
    ("outlets", "channels", "events", "participations", "dependence", "item_counts"), "outlet_id"
)
_ENDS = {"relations": ("a_id", "b_id"), "ties": ("from_id", "to_id")}


class Landscape:
    """The tables of one landscape as DataFrames, at one safety level, for some or all countries.

    Each table of `schema` is an attribute (`land.outlets`, `land.stakes`, ...): text cells as text, number columns
    as numbers, empty cells as missing values. Columns and rows above `level` are not loaded at all, so nothing made
    from this object can hold them. `land.measure(name)` gives an indicator.
    """

    def __init__(self, places: Places, level: str, countries: Sequence[str]) -> None:
        rank(level)
        if unknown := [code for code in countries if code not in AUDIENCES]:
            raise UnknownName(f"There is no country '{unknown[0]}' here: choose from {', '.join(AUDIENCES)}.")
        self.places, self.level, self.countries = places, level, tuple(countries)
        self._frames: dict[str, pd.DataFrame] = {}

    @classmethod
    def open(cls, data: str | Path | None = None, level: str = "team", countries: Sequence[str] = ()) -> Landscape:
        """The landscape in a data folder (this project's own when none is given); no countries means all."""
        places = Places() if data is None else Places(data=Path(data))
        settle(places.processed)
        settle(places.indicators)
        return cls(places, level, countries or AUDIENCES)

    def shows(self, level: str) -> bool:
        """Whether what only readers of `level` may see is part of this landscape."""
        return may_show(level, self.level)

    def at(self, level: str) -> Landscape:
        """The same landscape for readers of another level."""
        return self if level == self.level else Landscape(self.places, level, self.countries)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in EVERY:
            raise AttributeError(f"a landscape has no '{name}'; its tables are {', '.join(EVERY)}")
        if name not in self._frames:
            self._frames[name] = self._loaded(EVERY[name])
        return self._frames[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *EVERY]

    def __repr__(self) -> str:
        return f"<Landscape of {len(self.outlets)} outlets in {', '.join(self.countries)}, level {self.level}>"

    def _loaded(self, table: Table) -> pd.DataFrame:
        frame = read(self.places.processed / f"{table.name}.csv")
        if "level" in frame:
            frame = frame[frame["level"].map(lambda level: may_show(level, self.level)).astype(bool)]
        frame = frame[[column.name for column in table.columns if may_show(column.level, self.level)]]
        for column in table.columns:
            if column.name in frame:
                cells = frame[column.name].where(frame[column.name] != "")
                frame = frame.assign(**{column.name: pd.to_numeric(cells) if column.kind == "number" else cells})
        return self._of_countries(table, frame).reset_index(drop=True)

    def _of_countries(self, table: Table, frame: pd.DataFrame) -> pd.DataFrame:
        if set(self.countries) == set(AUDIENCES):
            return frame
        if table.name == "stakes":
            return self._upward(frame)
        if ends := _ENDS.get(table.name):
            near = {*self.outlets["outlet_id"], *self.stakes["holder_id"]}
            return frame[frame[list(ends)].isin(near).any(axis=1)]
        if table.name not in _OF_AN_OUTLET:
            return frame
        if table.name == "outlets":
            return frame[frame["country"].isin(self.countries)]
        return frame[frame[_OF_AN_OUTLET[table.name]].isin(self.outlets["outlet_id"])]

    def _upward(self, stakes: pd.DataFrame) -> pd.DataFrame:
        """The stakes in these countries' outlets, and in whoever holds those."""
        held, before = set(self.outlets["outlet_id"]), -1
        while len(held) > before:
            before = len(held)
            held |= set(stakes.loc[stakes["held_id"].isin(held), "holder_id"])
        return stakes[stakes["held_id"].isin(held)]

    @cached_property
    def regions(self) -> gpd.GeoDataFrame:
        """The 48 regions: code (ISO 3166-2), country, name, approximate, geometry (WGS 84). For display only."""
        path = self.places.raw / "geo" / "regions.geojson"
        if not path.exists():
            raise BuildNeeded(f"{path} is missing: restore it, or make it with scripts/make_regions.py.")
        shapes = gpd.read_file(path)
        return shapes[shapes["country"].isin(self.countries)].sort_values("code").reset_index(drop=True)

    @cached_property
    def populations(self) -> pd.DataFrame:
        """People per country and region: code, name, population, date, publisher, citation, accessed, note."""
        frame = read(self.places.hand_tables / "populations.csv")
        return frame.assign(population=pd.to_numeric(frame["population"]))

    @cached_property
    def languages(self) -> pd.DataFrame:
        """Languages spoken: country, language, status, people, date, what, publisher, citation, accessed, note."""
        frame = read(self.places.hand_tables / "languages.csv")
        return frame.assign(people=pd.to_numeric(frame["people"]))

    @cached_property
    def host_countries(self) -> pd.DataFrame:
        """What setting up elsewhere takes: country, question, answer, citation, accessed, note.

        A country may have several answers to a question. An empty answer means that nobody has looked yet.
        """
        return read(self.places.hand_tables / "host_countries.csv")

    @cached_property
    def source_groups(self) -> pd.DataFrame:
        """Who belongs to which group of sources: group, member_id, start, end, citation, note.

        A member is an outlet, owner or outsider of any country; ids that were merged lead on. `InputUnreadable` when a
        line names nobody.
        """
        return read_groups(self.places)

    @cached_property
    def need_rules(self) -> pd.DataFrame:
        """What counts as evidence of a need: rule, theme, evidence, condition, years, points, most, why, reference.

        `InputUnreadable` when a line cannot be used.
        """
        return read_rules(self.places.hand_tables / "need_rules.csv")

    @cached_property
    def funding_ends(self) -> pd.DataFrame:
        """Funders that stopped: funder, countries, date, what, citation (addresses)."""
        return read_stops(self.places.hand_tables / "funding_ends.csv")

    @cached_property
    def frameworks(self) -> pd.DataFrame:
        """Under which heading of which framework a theme stands: framework, heading, theme, note, reference."""
        return read_frameworks(self.places.hand_tables / "crosswalk.csv")

    @cached_property
    def answer_scores(self) -> pd.DataFrame:
        """What each answer of our questionnaire counts for a need: question, answer, theme, score."""
        return read_key(self.places.hand_tables / "questionnaire")

    @cached_property
    def answers(self) -> pd.DataFrame:
        """What people answered, one row an answer (columns of `observations.ANSWERS`), while their consent lasts.

        Empty, with its heads, where there is no survey yet, or no key here that opens it (`answers.unreadable` says
        why). `LevelTooHigh` below level team.
        """
        try:
            frame = answers.answers(self.places, self.level)
        except InputUnreadable:
            frame = pd.DataFrame(columns=ANSWERS.heads, dtype=str)
        if set(self.countries) == set(AUDIENCES):
            return frame
        return frame[frame["outlet_id"].isin(self.outlets["outlet_id"])].reset_index(drop=True)

    @cached_property
    def carried(self) -> pd.DataFrame:
        """On whom each item draws (columns of `schema.CARRIED`); names by which nobody is known only at level team."""
        path = self.places.processed / CARRIED_FILE
        if not path.exists():
            raise BuildNeeded(f"There is no {path.name} yet: run `mapping build` first.")
        frame = pd.read_parquet(path, columns=CARRIED.heads)
        unknown = frame["from_id"].str.startswith(UNKNOWN)
        return frame if may_show("team", self.level) else frame[~unknown].reset_index(drop=True)

    @cached_property
    def date(self) -> datetime.date:
        """The day on which the newest fact was received: the date of the data."""
        received = [folder.name for source in sorted(self.places.raw.glob("*")) for folder in _dated(source)]
        if not received:
            raise BuildNeeded(f"Nothing was received yet in {self.places.raw}: run `mapping gather` first.")
        return dates.span(max(received)).last

    @cached_property
    def warned_hosts(self) -> frozenset[str]:
        """Hosts of outlets whose materials are labelled extremist, also those that only stand among their names.

        They are printed as text, never as a link.
        """
        labelled = self.outlets.loc[self.outlets["labelled_in"].notna(), "outlet_id"]
        sites = self.channels[self.channels["outlet_id"].isin(labelled)]
        sites = sites[sites["kind"].isin(("website", "mirror"))]
        names = self.names[self.names["entity_id"].isin(labelled) & (self.names["entity_kind"] == "outlet")]
        return frozenset(host(address) for address in sites["address"]) | sites_in(names["text"])

    @cached_property
    def display_names(self) -> dict[str, str]:
        """The name of each outlet, owner and outsider by its id."""
        # Of all countries: a tie may lead abroad.
        land = self if set(self.countries) == set(AUDIENCES) else Landscape(self.places, self.level, AUDIENCES)
        known = (land.outlets, "outlet_id"), (land.owners, "owner_id"), (land.outsiders, "outsider_id")
        return {own_id: name for frame, key in known for own_id, name in zip(frame[key], frame["name"], strict=True)}

    @cached_property
    def urls(self) -> dict[str, str]:
        """The address of each citation by its id."""
        return dict(zip(self.citations["citation_id"], self.citations["url"], strict=True))

    @cached_property
    def websites(self) -> dict[str, str]:
        """One website of each outlet that has any, by outlet id."""
        sites = self.channels[self.channels["kind"] == "website"].drop_duplicates("outlet_id")
        return dict(zip(sites["outlet_id"], sites["address"], strict=True))

    def measured(self, name: str) -> pd.DataFrame:
        """What a benchmark measured of the toolkit itself (`benchmarks/results/<name>.csv`), one row a figure.

        `BuildNeeded` when that benchmark has no results here.
        """
        path = MEASURED / f"{name}.csv"
        if not path.exists():
            raise BuildNeeded(f"{path} is missing: restore it, or run `python -m benchmarks.{name}`.")
        return pd.read_csv(path)

    def measure(self, name: str, **settings: object) -> pd.DataFrame:
        """An indicator by its name (they stand in the codebook), computed from this landscape's own tables."""
        return analyse.compute(name, self, **settings)


def _dated(source: Path) -> list[Path]:
    return [folder for folder in source.glob("*") if folder.is_dir() and dates.is_date(folder.name)]
