"""The measures by which candidates are weighed, 0 to 100, from the rows behind them: what `fields.MEASURES` promises.

A measure that rests on nothing is missing, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from mapping import dates
from mapping.analyse.pressure import under_pressure
from mapping.analyse.transparency import GRADES, transparency
from mapping.choosing.fields import MEASURES
from mapping.landscape import Landscape
from mapping.tables import split

YEARS = 5
A_CHANNEL, AN_EVENT, A_PAGE = 25, 20, 10  # points
# Measures of reach in which a small number is the better one.
_RANKED = ("rank", "subdomain_rank", "bucket")


@dataclass(frozen=True)
class Evidence:
    """The rows behind the measures. `pages` says which page states something of which outlet."""

    outlets: pd.DataFrame
    channels: pd.DataFrame
    events: pd.DataFrame
    assessments: pd.DataFrame
    pages: pd.DataFrame
    reach: pd.DataFrame
    roles: pd.DataFrame
    needs: pd.DataFrame
    today: date

    def without(self, pages: Collection[str]) -> Evidence:
        """The evidence had these pages not been read: rows that rest on no other page are gone.

        Reach and network roles stay as they are. A need keeps its score while one of its pages is left.
        """
        lost = set(pages)
        return replace(
            self,
            channels=_resting(self.channels, lost),
            events=_resting(self.events, lost),
            assessments=_resting(self.assessments, lost),
            needs=_resting(self.needs, lost),
            pages=self.pages[~self.pages["page"].isin(lost)],
        )


def evidence(land: Landscape) -> Evidence:
    """What a landscape holds of its outlets."""
    claims = land.claims[land.claims["entity_kind"] == "outlet"].dropna(subset=["citation"])
    pages = claims.assign(page=claims["citation"].str.split(";")).explode("page")
    roles = land.measure("roles")
    return Evidence(
        outlets=land.outlets[["outlet_id", "country"]],
        channels=land.channels,
        events=land.events,
        assessments=land.assessments,
        pages=pages[["entity_id", "page"]].drop_duplicates().set_axis(["outlet_id", "page"], axis=1),
        reach=land.reach,
        roles=roles[roles["layer"] == "joint"],
        needs=_needs(land),
        today=land.date,
    )


def _needs(land: Landscape) -> pd.DataFrame:
    """Scores of need, one per outlet and theme: from its own answers, or else from evidence from outside."""
    found = land.measure("need_scores").dropna(subset=["score"]).sort_values("basis")
    return found.drop_duplicates(["outlet_id", "theme"])


def _resting(rows: pd.DataFrame, lost: set[str]) -> pd.DataFrame:
    """The rows that still rest on a page when some are lost; those that quote none stay."""
    gone = rows["citation"].map(lambda cell: isinstance(cell, str) and set(split(cell)) <= lost)
    return rows[~gone.astype(bool)]


def measures(known: Evidence, ids: Collection[str], names: Iterable[str] = MEASURES) -> pd.DataFrame:
    """The named measures of these outlets, by outlet id; missing where nothing is known."""
    own = pd.Index(ids, name="outlet_id")
    ways: dict[str, Callable[[], pd.Series]] = {
        "presence": lambda: _points(known.channels[known.channels["end"].isna()], A_CHANNEL, distinct="kind"),
        "reach": lambda: _reach(known.reach, own),
        "transparency": lambda: _transparency(known, own),
        "pressure": lambda: _pressure(known),
        "evidence": lambda: _points(known.pages, A_PAGE, distinct="page"),
        "sourcing": lambda: _place(known.roles, "out_strength"),
        "bridging": lambda: _place(known.roles, "betweenness"),
    }
    found = {name: ways[name]() if name in ways else _need(known.needs, name) for name in names}
    return pd.DataFrame({name: cells.reindex(own) for name, cells in found.items()}, index=own, dtype=float)


def _need(needs: pd.DataFrame, name: str) -> pd.Series:
    return needs[needs["theme"] == name.removeprefix("need_")].set_index("outlet_id")["score"]


def _points(rows: pd.DataFrame, each: int, distinct: str) -> pd.Series:
    return (rows.groupby("outlet_id")[distinct].nunique() * each).clip(upper=100)


def _reach(rows: pd.DataFrame, own: pd.Index) -> pd.Series:
    """The mean place of an outlet among the candidates, over the measures that it has a number of."""
    rows = rows[rows["outlet_id"].isin(own)].sort_values("date").drop_duplicates(["address", "measure"], keep="last")
    ranked = rows["measure"].isin(_RANKED)
    best = rows.assign(value=rows["value"].where(~ranked, -rows["value"]))
    of_each = best.groupby(["measure", "outlet_id"])[["value"]].max().reset_index()
    place = of_each.groupby("measure")["value"].rank(pct=True) * 100
    return place.groupby(of_each["outlet_id"]).mean()


def _transparency(known: Evidence, own: pd.Index) -> pd.Series:
    points = dict(zip(GRADES, np.linspace(100, 0, len(GRADES)), strict=True))
    grades = transparency(known.assessments, known.outlets[known.outlets["outlet_id"].isin(own)])
    possible = grades.dropna(subset=["possible"]).set_index("outlet_id")["possible"]
    return possible.map(lambda cell: float(np.mean([points[grade] for grade in split(cell)])))


def recent(events: pd.DataFrame, today: date) -> pd.DataFrame:
    """The events of the last years that press on a newsroom, the newest first."""
    since = today.replace(year=today.year - YEARS, day=min(today.day, 28))
    rows = under_pressure(events)
    late = rows["date"].map(lambda day: dates.span(day).last >= since)
    return rows[late.astype(bool)].sort_values(["date", "event_id"], ascending=False)


def _pressure(known: Evidence) -> pd.Series:
    counts = recent(known.events, known.today).groupby("outlet_id").size()
    looked_at = known.events["outlet_id"].unique()
    return (counts.reindex(looked_at, fill_value=0) * AN_EVENT).clip(upper=100)


def _place(roles: pd.DataFrame, standing: str) -> pd.Series:
    """Which share of all other ends of ties stands lower, as points: 0 for all who share the lowest place."""
    lower = roles.set_index("id")[standing].rank(method="min") - 1
    return 100 * lower / max(len(roles) - 1, 1)
