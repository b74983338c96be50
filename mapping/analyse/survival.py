"""How long outlets go on after pressure first falls on them, or after they change hands."""

from __future__ import annotations

import datetime
import warnings

import numpy as np
import pandas as pd
from scipy import stats

from mapping.analyse import indicator
from mapping.analyse.pressure import PRESSURE, day_numbers
from mapping.countries import COUNTRIES
from mapping.errors import UnknownName

YEAR = 365.25  # days
ALL = "all"
# An order to liquidate is an end, not something that an outlet goes on after.
AFTER = {
    "blocking": ("blocking",),
    "raid": ("raid",),
    "ownership_change": ("ownership_change",),
    "any_pressure": tuple(kind for kind in PRESSURE if kind != "liquidation"),
}
# What counts as an end: it closed for good, its legal person was liquidated, it left the country. The latter two are
# events of these kinds.
ENDS = {"closed": "", "liquidation": "liquidation", "exile": "relocation"}
FEWEST = 10
HORIZONS = (1, 5, 10)  # years


def _first_days(events: pd.DataFrame, kinds: tuple[str, ...]) -> pd.DataFrame:
    """First, middle and last possible day of the earliest event of these kinds, by outlet."""
    chosen = events[events["kind"].isin(kinds)]
    days = day_numbers(chosen["date"]).assign(outlet_id=chosen["outlet_id"])
    return days.sort_values(["middle", "first"]).drop_duplicates("outlet_id").set_index("outlet_id")


def _end_days(events: pd.DataFrame, outlets: pd.DataFrame, ends: tuple[str, ...]) -> pd.DataFrame:
    """The earliest end of each outlet (first, middle, last day; missing for none); undated where no day is stated."""
    if unknown := [end for end in ends if end not in ENDS]:
        raise UnknownName(f"'{unknown[0]}' is no end of an outlet: choose from {', '.join(ENDS)}.")
    closed = day_numbers(outlets["closed"]).set_index(outlets["outlet_id"])
    found = [closed] if "closed" in ends else []
    found += [_first_days(events, (ENDS[end],)) for end in ends if ENDS[end]]
    days = pd.concat(found).sort_values(["middle", "first"])
    days = days[~days.index.duplicated()].reindex(outlets["outlet_id"])
    ended = outlets["status"].isin(("closed", "liquidated")) & ("closed" in ends)
    left = (outlets["exile_status"] == "exile") & ("exile" in ends)
    return days.assign(undated=(ended | left).to_numpy() & days["middle"].isna())


def lives(
    events: pd.DataFrame, outlets: pd.DataFrame, date: datetime.date, after: str, ends: tuple[str, ...]
) -> pd.DataFrame:
    """One row each outlet that had such an event: outlet_id, country, years from it to the end, ended (or still there).

    An outlet without an end is followed to the date of the data, one of unknown status to its last recorded event.
    `left_out` marks those that cannot be followed: their end is not dated, or came before the event.
    """
    start = _first_days(events, AFTER[after])
    end = _end_days(events, outlets, ends).reindex(start.index)
    unknown = outlets.set_index("outlet_id")["status"].reindex(start.index) == "unknown"
    last_seen = day_numbers(events["date"]).groupby(events["outlet_id"])["middle"].max().reindex(start.index)
    followed = last_seen.where(unknown, float(date.toordinal()))
    days = end["middle"].fillna(followed) - start["middle"]
    return pd.DataFrame(
        {
            "country": outlets.set_index("outlet_id")["country"].reindex(start.index),
            "years": days.clip(lower=0) / YEAR,
            "ended": end["middle"].notna(),
            "left_out": end["undated"].astype(bool) | (end["last"] < start["first"]),
        }
    ).reset_index()


def kaplan_meier(years: pd.Series, ended: pd.Series) -> pd.DataFrame:
    """The share that goes on for longer than each length of time: years, at_risk, events, survival, low, high.

    A row for 0, one for each time at which anyone ended, one for the longest time followed. The bounds (95 %, log-log
    of Greenwood's variance) are missing where they are not defined: before the first end, and once none is left.
    """
    followed, over = years.to_numpy(dtype=float), ended.to_numpy(dtype=bool)
    share = stats.ecdf(stats.CensoredData.right_censored(followed, ~over)).sf
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="The confidence interval is undefined", category=RuntimeWarning)
        bounds = share.confidence_interval(method="log-log")
    steps = pd.DataFrame(
        {
            "years": share.quantiles,
            "survival": share.probabilities,
            "low": bounds.low.probabilities,
            "high": bounds.high.probabilities,
        }
    )
    if steps["years"].iloc[0] > 0:
        begin = pd.DataFrame({"years": [0.0], "survival": [1.0], "low": [np.nan], "high": [np.nan]})
        steps = pd.concat([begin, steps], ignore_index=True)
    at_risk = [int((followed >= time).sum()) for time in steps["years"]]
    ends = [int((over & (followed == time)).sum()) for time in steps["years"]]
    steps = steps.assign(at_risk=at_risk, events=ends)
    turns = (steps["events"] > 0) | steps.index.isin((0, len(steps) - 1))
    return steps.loc[turns, ["years", "at_risk", "events", "survival", "low", "high"]].reset_index(drop=True)


def _groups(
    events: pd.DataFrame, outlets: pd.DataFrame, date: datetime.date, ends: tuple[str, ...]
) -> list[tuple[str, str, pd.DataFrame]]:
    """The lives after each sort of event, of each country that has any and of all together."""
    found = []
    for after in AFTER:
        rows = lives(events, outlets, date, after, ends)
        found += [(after, ALL, rows)]
        found += [(after, country, rows[rows["country"] == country]) for country in COUNTRIES]
    return [(after, country, rows) for after, country, rows in found if not rows.empty]


def _enough(at_risk: pd.Series, fewest: int) -> pd.Series:
    return pd.Series(np.where(at_risk >= fewest, "yes", "no"), index=at_risk.index)


@indicator
def survival(
    events: pd.DataFrame,
    outlets: pd.DataFrame,
    date: datetime.date,
    *,
    ends: tuple[str, ...] = ("closed",),
    fewest: int = FEWEST,
) -> pd.DataFrame:
    """The share of outlets that still goes on, so many years after they were first blocked, raided, sold or pressed.

    The clock of an outlet starts with its first recorded event of that sort, so that none joins later (no truncation
    from the left). `ends` says what ends it: closed, liquidation (of its legal person), exile; by default closed.
    Imprecise dates count at their middle; outlets that have not ended are followed to the date of the data, those of
    unknown status to their last recorded event; one that the first event closed ends at 0. It is no effect of the
    event: outlets without one are another sort of outlet, and those that died soon and quietly are known less often.
    Columns: after (blocking, raid, ownership_change, any_pressure), country (or all), years (since the event), at_risk
    (outlets followed for at least so long), events (ends at that time), survival (0 to 1), low, high (95 %; missing
    where not defined), enough (no where fewer than `fewest` are at risk: too few to read a share from).
    Method: Kaplan and Meier (1958), doi 10.1080/01621459.1958.10501452; intervals by log-log of Greenwood's variance.
    """
    curves = []
    for after, country, rows in _groups(events, outlets, date, ends):
        rows = rows[~rows["left_out"]]
        if not rows.empty:
            steps = kaplan_meier(rows["years"], rows["ended"])
            steps.insert(0, "after", after)
            steps.insert(1, "country", country)
            curves.append(steps.assign(enough=_enough(steps["at_risk"], fewest)))
    columns = ["after", "country", "years", "at_risk", "events", "survival", "low", "high", "enough"]
    return pd.concat(curves, ignore_index=True) if curves else pd.DataFrame(columns=columns)


@indicator
def survival_at(
    events: pd.DataFrame,
    outlets: pd.DataFrame,
    date: datetime.date,
    *,
    ends: tuple[str, ...] = ("closed",),
    fewest: int = FEWEST,
    horizons: tuple[float, ...] = HORIZONS,
) -> pd.DataFrame:
    """The curves of `survival` read at 1, 5 and 10 years (or other `horizons`), with who stands behind them.

    Columns: after, country, outlets (that had such an event), left_out (end not dated, or before the event), ended,
    censored (still there when last seen), years (the horizon), at_risk (followed for at least so long), survival, low,
    high (missing where nobody was followed so long, or not defined), enough.
    """
    found = []
    for after, country, rows in _groups(events, outlets, date, ends):
        kept = rows[~rows["left_out"]]
        counts = (len(rows), len(rows) - len(kept), int(kept["ended"].sum()), int((~kept["ended"]).sum()))
        steps = kaplan_meier(kept["years"], kept["ended"]) if len(kept) else None
        for horizon in horizons:
            at_risk = int((kept["years"] >= horizon).sum())
            read = (np.nan, np.nan, np.nan)
            if steps is not None and horizon <= steps["years"].iloc[-1]:
                read = tuple(steps.loc[steps["years"] <= horizon, ["survival", "low", "high"]].iloc[-1])
            found.append((after, country, *counts, horizon, at_risk, *read))
    columns = ["after", "country", "outlets", "left_out", "ended", "censored", "years", "at_risk"]
    frame = pd.DataFrame(found, columns=[*columns, "survival", "low", "high"])
    return frame.assign(enough=_enough(frame["at_risk"], fewest))
