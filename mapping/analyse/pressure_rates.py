"""How often pressure falls on an outlet: events against the years in which outlets were there to receive it."""

from __future__ import annotations

import datetime

import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.intervals import garwood
from mapping.analyse.pressure import PRESSURES, day_numbers, under_pressure

YEAR = 365.25  # days
PER = 100  # outlet-years
ANY = "any_pressure"
# Where no day of closing is stated, these may have ended on any day.
MAY_HAVE_ENDED = ("closed", "liquidated", "unknown")


def outlet_years(outlets: pd.DataFrame, since: datetime.date, until: datetime.date) -> pd.DataFrame:
    """The years of each outlet between two days: outlet_years, and the least and the most that its dates allow.

    Imprecise dates count at their middle, and at either end for the bounds. An outlet whose founding is unknown counts
    from `since`, at the least not at all. One that ended on an unknown day, or may have, counts half of its years.
    """
    first, last = float(since.toordinal()), float(until.toordinal())
    begun, ended = day_numbers(outlets["founded"]), day_numbers(outlets["closed"])
    gone = outlets["status"].isin(MAY_HAVE_ENDED)
    begun = begun.assign(first=begun["first"].fillna(first), middle=begun["middle"].fillna(first))
    begun = begun.assign(last=begun["last"].fillna(last)).clip(first, last)
    halfway = ((begun["middle"] + last) / 2).where(gone, last)
    ended = ended.assign(middle=ended["middle"].fillna(halfway), last=ended["last"].fillna(last))
    ended = ended.assign(first=ended["first"].fillna(begun["first"].where(gone, last))).clip(first, last)
    years = {
        "outlet_years": ended["middle"] - begun["middle"],
        "years_min": ended["first"] - begun["last"],
        "years_max": ended["last"] - begun["first"],
    }
    return pd.DataFrame({name: days.clip(lower=0) / YEAR for name, days in years.items()})


def _events_counted(events: pd.DataFrame, outlets: pd.DataFrame, counts: pd.Series, since: int) -> pd.DataFrame:
    """Events of each country and class, and of any class, from a year on: n, outlets_hit, n_left_out."""
    frame = under_pressure(events)
    places = outlets[["outlet_id", "country"]].assign(counts=counts)
    frame = frame[frame["year"] >= since].merge(places, on="outlet_id")
    frame = pd.concat([frame, frame.assign(pressure=ANY)])
    cells = ["country", "pressure"]
    inside, left_out = frame[frame["counts"]].groupby(cells), frame[~frame["counts"]].groupby(cells)
    counted = {"n": inside.size(), "outlets_hit": inside["outlet_id"].nunique(), "n_left_out": left_out.size()}
    index = pd.MultiIndex.from_product([sorted(outlets["country"].unique()), (*PRESSURES, ANY)], names=cells)
    return pd.DataFrame(counted).reindex(index).fillna(0).astype(int)


@indicator
def pressure_rates(
    events: pd.DataFrame,
    outlets: pd.DataFrame,
    date: datetime.date,
    *,
    since: int = 2015,
    undated: bool = True,
) -> pd.DataFrame:
    """Events of pressure per 100 outlet-years, from the year `since` to the date of the data.

    An outlet-year is one year in which one outlet was there. An outlet whose founding no source states counts from the
    beginning of the period, or with `undated=False` not at all, nor its events; one of which nothing tells whether it
    still works counts for half of its years. Read as a rate of what is reported: events are found where somebody
    reports them, most outlets are known from a list only, and a case that passes through arrest, trial and verdict
    counts at each stage. Events that come together make the interval too narrow.
    Columns: country, pressure (one of the four classes, or any_pressure), n (events), outlets_hit, outlets (counted),
    outlet_years, years_min and years_max (by what imprecise and unknown dates allow), rate (events per 100
    outlet-years), low, high (exact Poisson 95 %), n_left_out (events of outlets that do not count).
    Method: Garwood (1936), doi 10.1093/biomet/28.3-4.437. Example: n 10 in 1,000 outlet-years is 1.0 (0.48 to 1.84).
    """
    counts = outlets["founded"].notna() | undated
    years = outlet_years(outlets[counts], datetime.date(since, 1, 1), date)
    years = years[years["years_max"] > 0].assign(country=outlets["country"], outlets=1).groupby("country").sum()
    frame = _events_counted(events, outlets, counts, since).join(years)
    frame = frame.fillna(dict.fromkeys(years, 0)).astype({"outlets": int}).reset_index()
    low, high = garwood(frame["n"], frame["outlet_years"])
    frame = frame.assign(rate=PER * frame["n"] / frame["outlet_years"], low=PER * low, high=PER * high)
    first = ["country", "pressure", "n", "outlets_hit", "outlets", "outlet_years", "years_min", "years_max"]
    return frame[[*first, "rate", "low", "high", "n_left_out"]]
