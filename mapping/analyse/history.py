"""When outlets began and ended, and what happened to them."""

from __future__ import annotations

import pandas as pd

from mapping import dates
from mapping.analyse import indicator

DECADE = 10


def _years(cells: pd.Series) -> pd.Series:
    return cells.dropna().map(dates.year).astype(int)


@indicator
def founded_and_closed(outlets: pd.DataFrame, *, bin_years: int = DECADE) -> pd.DataFrame:
    """Outlets founded and closed per decade (or per `bin_years`), by the dates that sources state.

    Outlets without a stated date are not here: the older and the smaller are missing more often.
    Columns: period (first year of the bin), what (outlets_founded, outlets_closed), n (outlets).
    """
    counted = []
    for column in ("founded", "closed"):
        periods = _years(outlets[column]) // bin_years * bin_years
        counts = periods.value_counts().sort_index()
        counted.append(pd.DataFrame({"period": counts.index, "what": f"outlets_{column}", "n": counts.to_numpy()}))
    return pd.concat(counted, ignore_index=True)


@indicator
def events_by_year(events: pd.DataFrame) -> pd.DataFrame:
    """Events per year and kind, as collected: more recent years are better covered, so a rise is not yet a trend.

    Columns: year, kind (an event kind), n (events).
    """
    frame = events.assign(year=_years(events["date"]))
    return frame.groupby(["year", "kind"]).size().rename("n").reset_index()


@indicator
def events_by_kind(events: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """Events per country of the outlet and kind.

    Columns: country, kind (an event kind), n (events).
    """
    frame = events.merge(outlets[["outlet_id", "country"]], on="outlet_id")
    return frame.groupby(["country", "kind"]).size().rename("n").reset_index()
