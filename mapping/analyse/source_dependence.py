"""Which share of an outlet's items draws on which group of sources: the question that the toolkit was asked for."""

from __future__ import annotations

import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.intervals import wilson

# Below so many items a share says nothing.
FEWEST = 30
_CASE = ["outlet_id", "country", "group", "mechanism"]
_SHARE = ["n_items", "n", "share", "low", "high", "enough"]


@indicator
def source_dependence(dependence: pd.DataFrame, outlets: pd.DataFrame, *, fewest: int = FEWEST) -> pd.DataFrame:
    """Of each outlet's dated items, the share that draws on an earlier item of a group of sources.

    Columns: outlet_id, country (of the outlet), group (as in data/raw/tables/source_groups.csv; state agencies as
    national_state_agency, of the outlet's own country, and neighbour_state_agency), mechanism (reprint, forward, link,
    citation; any counts an item once), n_items (dated items), n (of these, items that draw on the group), share (0 to
    1), low, high (Wilson interval of 95 %), enough (no where fewer than `fewest` items stand: then no share is given),
    median_lag (seconds from the group's item to the outlet's, where both are known), examples (outlet's address | the
    group's; at most three, joined by ;).

    Source: share and interval as in the project's methods; Wilson (1927), doi 10.1080/01621459.1927.10502953.
    """
    whole = dependence[dependence["month"].isna()]
    return _shared(whole, outlets, fewest)[[*_CASE, *_SHARE, "median_lag", "examples"]]


@indicator
def source_dependence_by_month(
    dependence: pd.DataFrame, outlets: pd.DataFrame, *, fewest: int = FEWEST
) -> pd.DataFrame:
    """The same by month: every group for the mechanism any, the other mechanisms where the outlet draws on it so.

    Columns: outlet_id, country, group, mechanism, month (YYYY-MM), n_items, n, share, low, high, enough.
    """
    months = dependence[dependence["month"].notna()]
    return _shared(months, outlets, fewest)[[*_CASE, "month", *_SHARE]]


@indicator
def group_dependence(dependence: pd.DataFrame, outlets: pd.DataFrame, *, fewest: int = FEWEST) -> pd.DataFrame:
    """The same for all outlets of a country together: outlets with many items weigh more.

    Columns: country, group, mechanism, outlets (with dated items, members of the group left out), n_items, n, share,
    low, high (as if items were drawn one by one: between outlets they differ more), enough.
    """
    whole = dependence[dependence["month"].isna()].merge(outlets[["outlet_id", "country"]], on="outlet_id")
    grouped = whole.groupby(["country", "group", "mechanism"])
    sums = grouped.agg(outlets=("outlet_id", "nunique"), n_items=("n_items", "sum"), n=("n", "sum")).reset_index()
    return _with_shares(sums, fewest)[["country", "group", "mechanism", "outlets", *_SHARE]]


def _shared(rows: pd.DataFrame, outlets: pd.DataFrame, fewest: int) -> pd.DataFrame:
    return _with_shares(rows.merge(outlets[["outlet_id", "country"]], on="outlet_id"), fewest)


def _with_shares(rows: pd.DataFrame, fewest: int) -> pd.DataFrame:
    """The rows with share, interval and whether they stand on enough items."""
    low, high = wilson(rows["n"].to_numpy(), rows["n_items"].to_numpy())
    enough = rows["n_items"] >= fewest
    found = {"share": rows["n"] / rows["n_items"], "low": low, "high": high}
    shares = {name: pd.Series(values, index=rows.index, dtype=float).where(enough) for name, values in found.items()}
    return rows.assign(**shares, enough=enough.map({True: "yes", False: "no"}))
