"""Whether a programme of support runs, ended, or nobody says: read from its dates and from what its funders stopped."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mapping import dates
from mapping.countries import COUNTRIES
from mapping.tables import join, split

REGION = "XX"
YES, NO, PLANNED, UNKNOWN = "yes", "no", "planned", "unknown"


@dataclass(frozen=True)
class Ended:
    """When a programme ended: by its own end, or (not `stated`) at the latest when its funder stopped."""

    day: str
    stated: bool
    themes: tuple[str, ...]
    citation: str | None


def months_from(day: datetime.date, months: int) -> datetime.date:
    """The day so many months later, or earlier for a negative number."""
    return (pd.Timestamp(day) + pd.DateOffset(months=months)).date()


def places(countries: object) -> list[str]:
    """The countries of a programme, the whole region as the four that the landscape is of."""
    codes = split(countries) if isinstance(countries, str) else []
    return list(dict.fromkeys(code for each in codes for code in (COUNTRIES if each == REGION else (each,))))


def running(start: object, end: object, date: datetime.date) -> str:
    """Whether a programme with these dates runs on a day: yes, no (ended), planned, or unknown (no end stated)."""
    if isinstance(start, str) and dates.span(start).first > date:
        return PLANNED
    if not isinstance(end, str):
        return UNKNOWN
    last = dates.span(end)
    if last.last < date:
        return NO
    begun = isinstance(start, str) and dates.span(start).last <= date
    return YES if begun and last.first >= date else UNKNOWN


def standing(programmes: pd.DataFrame, funding_ends: pd.DataFrame, date: datetime.date) -> pd.DataFrame:
    """The programmes with what can be said of them on that day.

    Further columns: running (yes, no, planned, unknown), stopped (the day a funder of theirs stopped, where their own
    end is not known to lie before it), stop_note (what it stopped), stop_pages (addresses).
    """
    stops = [_stop(row, funding_ends) for row in programmes.to_dict("records")]
    days = programmes[["start", "end"]].itertuples(index=False, name=None)
    state = [running(start, end, date) for start, end in days]
    told = pd.DataFrame(stops, columns=["stopped", "stop_note", "stop_pages"], index=programmes.index, dtype=object)
    return programmes.assign(running=state).join(told)


def _stop(row: Mapping[Hashable, Any], funding_ends: pd.DataFrame) -> tuple[str | None, str | None, str | None]:
    """What one of the funders stopped while the programme may have been running."""
    funders = set(split(row["funder"])) if isinstance(row["funder"], str) else set()
    where = set(places(row["countries"]))
    stops = funding_ends[funding_ends["funder"].isin(funders)]
    cells = stops[["funder", "countries", "date", "what", "citation"]].itertuples(index=False, name=None)
    for funder, countries, day, what, citation in cells:
        last = dates.span(day).last
        ended_before = isinstance(row["end"], str) and dates.span(row["end"]).first <= last
        began_after = isinstance(row["start"], str) and dates.span(row["start"]).first > last
        if where & set(places(countries)) and not ended_before and not began_after:
            return day, f"{funder}: {what}", citation
    return None, None, None


def ended(programmes: pd.DataFrame, funding_ends: pd.DataFrame, date: datetime.date) -> dict[str, Ended]:
    """The programmes that ended, or whose funder stopped, by their id."""
    found = {}
    for row in standing(programmes, funding_ends, date).to_dict("records"):
        stated = row["running"] == NO
        if stated or isinstance(row["stopped"], str):
            themes = tuple(split(row["themes"])) if isinstance(row["themes"], str) else ()
            day = str(row["end"] if stated else row["stopped"])
            found[str(row["programme_id"])] = Ended(day, stated, themes, _cell(row["citation"]))
    return found


def _cell(value: object) -> str | None:
    return value if isinstance(value, str) else None


def newest(*days: object) -> str | None:
    """The latest of several dates, by their last day; None without any."""
    return max((day for day in days if isinstance(day, str)), key=lambda day: dates.span(day).last, default=None)


def pages(*cells: object) -> str | None:
    """Citations of several cells, each once; None where there are none."""
    return join(dict.fromkeys(page for cell in cells if isinstance(cell, str) for page in split(cell))) or None
