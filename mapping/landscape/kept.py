"""What stands beside the tables: hand tables, answers, shapes, the date of the data, names and addresses by id."""

from __future__ import annotations

import datetime
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import pandas as pd

from mapping import answers, dates, snapshots
from mapping.analyse.answer_scores import read_key
from mapping.analyse.carried import CARRIED_FILE, UNKNOWN
from mapping.analyse.need_rules import read_frameworks, read_rules, read_stops
from mapping.clean.groups import read_groups
from mapping.clean.traits import sites_in
from mapping.countries import AUDIENCES
from mapping.errors import BuildNeeded, InputUnreadable
from mapping.landscape.loading import Loaded
from mapping.observations import ANSWERS
from mapping.paths import MEASURED
from mapping.safety import host, may_show
from mapping.schema import CARRIED
from mapping.tables import read


class Kept(Loaded):
    """The tables of a landscape with what stands beside them, each read when it is first asked for."""

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
        groups = read_groups(self.places)
        return groups.assign(member_id=groups["member_id"].replace(dict(self._people.ids)))

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
        """The day that the tables speak of: when the newest fact was received, or the earlier day asked for."""
        received_on = self._received()
        return min(received_on, self.moment) if self.moment else received_on

    def _received(self) -> datetime.date:
        if stamp := snapshots.stamp_of(self.places.data):
            return stamp.data_date
        received = [folder.name for source in sorted(self.places.raw.glob("*")) for folder in _dated(source)]
        if not received:
            raise BuildNeeded(f"Nothing was received yet in {self.places.raw}: run `mapping gather` first.")
        return dates.span(max(received)).last

    @cached_property
    def warned_hosts(self) -> frozenset[str]:
        """Hosts of outlets whose materials are labelled extremist, also those that only stand among their names.

        They are printed as text, never as a link.
        """
        # Of today: whom a page endangers is no matter of the day that a view shows.
        land = self if self.moment is None else type(self)(self.places, self.level, self.countries)
        labelled = land.outlets.loc[land.outlets["labelled_in"].notna(), "outlet_id"]
        sites = land.channels[land.channels["outlet_id"].isin(labelled)]
        sites = sites[sites["kind"].isin(("website", "mirror"))]
        names = land.names[land.names["entity_id"].isin(labelled) & (land.names["entity_kind"] == "outlet")]
        return frozenset(host(address) for address in sites["address"]) | sites_in(names["text"])

    @property
    def display_names(self) -> dict[str, str]:
        """The name of each outlet, owner and outsider by its id."""
        if self._spoken not in self._named:
            self._named[self._spoken] = self._names_by_id()
        return self._named[self._spoken]

    @cached_property
    def _named(self) -> dict[str, dict[str, str]]:
        return {}

    def _names_by_id(self) -> dict[str, str]:
        # Of all countries and times: a tie may lead abroad, an event to an outlet that is no more.
        whole = set(self.countries) == set(AUDIENCES) and self.moment is None
        land = self if whole else type(self)(self.places, self.level, AUDIENCES)
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


def _dated(source: Path) -> list[Path]:
    return [folder for folder in source.glob("*") if folder.is_dir() and dates.is_date(folder.name)]
