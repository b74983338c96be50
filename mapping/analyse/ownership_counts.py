"""Ownership in numbers of outlets: how many have a known owner, which class of state media, how open."""

from __future__ import annotations

import pandas as pd

from mapping import dates
from mapping.analyse import indicator
from mapping.analyse.markets import cross_media_owners
from mapping.analyse.ownership import owner_or_reason
from mapping.analyse.ownership_history import deals, owner_map
from mapping.analyse.state_media import state_media
from mapping.analyse.transparency import transparency


def _counted(frame: pd.DataFrame, column: str, otherwise: str) -> pd.DataFrame:
    """Rows per country and word of a column; empty cells count as `otherwise`."""
    words = frame[column].where(frame[column].notna(), otherwise)
    return frame.groupby(["country", words]).size().rename("n").reset_index()


@indicator
def outlets_by_owner_known(stakes: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """Outlets by whether a controlling owner is known, and why not.

    Columns: country, reason (owner_known, or the reasons of `owner_or_reason`), n (outlets).
    """
    return _counted(owner_or_reason(stakes, outlets), "reason", "owner_known")


@indicator
def outlets_by_state_media_class(assessments: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """Outlets by their class of state media (State Media Matrix), as far as pages settle it.

    Columns: country, state_media_class (SC, CaPu, CaPr, ISFM, ISF, ISM, IP; several where answers are missing, joined
    by a comma; not_looked_at), n (outlets).
    """
    found = state_media(assessments, outlets)
    settled = found["state_media_class"].where(found["state_media_class"].notna(), found["possible"])
    looked = found.assign(state_media_class=settled.where(settled.isna() | (settled.str.len() < 5), "several_possible"))
    return _counted(looked, "state_media_class", "not_looked_at")


@indicator
def outlets_by_transparency(assessments: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """Outlets by how openly they say who is behind them.

    Columns: country, grade (of `transparency`), n (outlets).
    """
    return _counted(transparency(assessments, outlets), "grade", "not looked at")


@indicator
def outlets_by_owner_over_time(stakes: pd.DataFrame, outlets: pd.DataFrame, owners: pd.DataFrame) -> pd.DataFrame:
    """Outlets with a controlling owner as of 2010, 2015, 2020 and now, by kind of owner.

    Columns: as_of, owner_kind (none_named where no owner is known), n (outlets that worked then).
    """
    found = owner_map(stakes, outlets, owners).drop_duplicates(["as_of", "outlet_id"])
    kinds = found["owner_kind"].where(found["owner_kind"].notna(), "none_named")
    return found.groupby(["as_of", kinds]).size().rename("n").reset_index()


@indicator
def owners_across_media(
    stakes: pd.DataFrame, outlets: pd.DataFrame, owners: pd.DataFrame, *, most: int = 15
) -> pd.DataFrame:
    """The owners who control outlets of most media, and how many of each.

    Columns: owner (its name), medium, n (outlets); owners by their number of media, then of outlets.
    """
    found = cross_media_owners(stakes, outlets)
    sums = found.groupby(["owner_id", "medium"])["n"].sum().reset_index()
    ranked = sums.groupby("owner_id").agg(media=("medium", "size"), outlets=("n", "sum"))
    chosen = ranked[ranked["media"] > 1].sort_values(["media", "outlets"], ascending=False).head(most).index
    names = owners.set_index("owner_id")["name"]
    frame = sums[sums["owner_id"].isin(chosen)].assign(owner=lambda rows: rows["owner_id"].map(names))
    order = {own: place for place, own in enumerate(chosen)}
    return frame.sort_values("owner_id", key=lambda ids: ids.map(order), kind="stable")[["owner", "medium", "n"]]


@indicator
def ownership_changes_by_year(stakes: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """What changed hands, by year: stakes that began or ended, and changes of owner that a page reports.

    Columns: year, what (began, ended, ownership_change), n (changes whose date a page states).
    """
    found = deals(stakes, events)
    years = found["date"].map(dates.year).rename("year")
    return found.groupby([years, "what"]).size().rename("n").reset_index()
