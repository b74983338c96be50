"""The landscape in memory: `from mapping import Landscape; land = Landscape.open(); land.outlets`."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import pandas as pd

from mapping import analyse, dates
from mapping.clean.traits import sites_in
from mapping.countries import AUDIENCES
from mapping.errors import BuildNeeded, UnknownName
from mapping.observations import OBSERVED
from mapping.paths import MEASURED, Places
from mapping.safety import host, may_show, rank
from mapping.schema import TABLES, Table
from mapping.tables import read, settle

# Texts and answers are kept apart, and are no tables of a landscape.
EVERY = TABLES | {name: table for name, table in OBSERVED.items() if name not in ("items", "answers")}
# Which column of a table says whose country a row belongs to, through the outlet it names.
_OF_AN_OUTLET = {"outlets": "outlet_id", "channels": "outlet_id", "events": "outlet_id"}


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
        """The name of each outlet and owner by its id."""
        outlets, owners = self.outlets, self.owners
        return dict(zip([*outlets["outlet_id"], *owners["owner_id"]], [*outlets["name"], *owners["name"]], strict=True))

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
