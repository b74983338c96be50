"""Who supports newsrooms with what, where and until when; what runs twice, and what hardly anybody does."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterator, Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from mapping import dates
from mapping.analyse import indicator
from mapping.analyse.programme_times import NO, PLANNED, UNKNOWN, YES, months_from, newest, places, standing
from mapping.countries import COUNTRIES
from mapping.schema import NOT_STATED, THEMES, WHO_SUPPORTS
from mapping.tables import split

Row = Mapping[Hashable, Any]
# The columns that count programmes, by what `running` says of them.
STATES = {YES: "running", UNKNOWN: "unknown", PLANNED: "planned", NO: "ended"}


@indicator
def who_supports(
    programmes: pd.DataFrame, citations: pd.DataFrame, funding_ends: pd.DataFrame, date: datetime.date
) -> pd.DataFrame:
    """Who does what where: one row a programme, theme and country; region-wide programmes stand in each of the four.

    A programme runs (yes) only where a page states an end that is still to come; without a stated end nobody knows
    (unknown), and the older the newest date known of it, the less likely it runs.
    Columns: programme_id, programme (its name), organisation, funder, theme (not_stated where no page names one),
    country, start, end, running (yes, no, planned, unknown, on the date of the data), newest (the latest date that it
    or its page has; missing without any), note (what a funder of it stopped meanwhile), selection (how participants
    are chosen), citation.
    """
    frame = standing(programmes, funding_ends, date).rename(columns={"name": "programme", "stop_note": "note"})
    published = citations.set_index("citation_id")["published"].dropna().to_dict()
    days = [
        newest(start, end, *(published.get(page) for page in split(cell)))
        for start, end, cell in frame[["start", "end", "citation"]].itertuples(index=False, name=None)
    ]
    frame = frame.assign(
        newest=pd.Series(days, frame.index, dtype=object),
        country=frame["countries"].map(places),
        theme=frame["themes"].fillna(NOT_STATED).map(split),
    )
    frame = frame.explode("country").explode("theme")
    return frame.sort_values(["programme_id", "country", "theme"], ignore_index=True)[WHO_SUPPORTS.heads]


@indicator
def supply_by_theme(who_supports: pd.DataFrame) -> pd.DataFrame:
    """Programmes of each theme in each of the four countries, by whether they run.

    Columns: country, theme, running, unknown (no end stated), planned, ended (programmes), organisations (of those not
    ended), newest (the latest date known of any of these; missing without any).
    """
    known = who_supports[who_supports["theme"].isin(THEMES) & who_supports["country"].isin(COUNTRIES)]
    cells = pd.MultiIndex.from_product([COUNTRIES, THEMES], names=["country", "theme"])
    by_state = known.groupby(["country", "theme", "running"]).size().unstack(fill_value=0)
    counts = by_state.reindex(index=cells, columns=list(STATES), fill_value=0).fillna(0).astype(int)
    open_ones = known[known["running"] != NO]
    grouped = open_ones.groupby(["country", "theme"])
    helping = grouped["organisation"].nunique().reindex(cells, fill_value=0).astype(int)
    found = {cell: newest(*days) for cell, days in grouped["newest"]}
    days = pd.Series([found.get(cell) for cell in cells], index=cells, dtype=object)
    return counts.rename(columns=STATES).assign(organisations=helping, newest=days).reset_index()


@indicator
def overlaps(programmes: pd.DataFrame) -> pd.DataFrame:
    """Pairs of programmes with the same theme in the same country at the same time.

    Programmes without any date or theme are left out: whether they overlap cannot be said.
    Columns: country, programme_a, programme_b (ids), themes (shared), since, until (of the time that both may have run;
    missing where open), sure (yes: the stated dates overlap; possible: they may), same_organisation (yes, no).
    """
    dated = programmes[programmes["themes"].notna() & programmes[["start", "end"]].notna().any(axis=1)]
    rows = [
        row for a, b in combinations(dated.sort_values("programme_id").to_dict("records"), 2) for row in _both(a, b)
    ]
    columns = ["country", "programme_a", "programme_b", "themes", "since", "until", "sure", "same_organisation"]
    return pd.DataFrame(rows, columns=columns)


def _both(a: Row, b: Row) -> Iterator[tuple[object, ...]]:
    """A row for each country that both share, where they have a theme and may have a time in common."""
    themes = [theme for theme in split(a["themes"]) if theme in split(b["themes"])]
    starts = [dates.span(row["start"]) for row in (a, b) if isinstance(row["start"], str)]
    ends = [dates.span(row["end"]) for row in (a, b) if isinstance(row["end"], str)]
    since, until = max((span.first for span in starts), default=None), min((span.last for span in ends), default=None)
    if not themes or (since and until and since > until):
        return
    both_dated = len(starts) == len(ends) == 2
    sure = both_dated and max(span.last for span in starts) <= min(span.first for span in ends)
    same = "yes" if a["organisation"] == b["organisation"] and isinstance(a["organisation"], str) else "no"
    for country in places(a["countries"]):
        if country in places(b["countries"]):
            days = since and since.isoformat(), until and until.isoformat()
            pair = country, a["programme_id"], b["programme_id"], ";".join(themes)
            yield (*pair, *days, "yes" if sure else "possible", same)


@indicator
def ending_soon(
    programmes: pd.DataFrame,
    funding_ends: pd.DataFrame,
    date: datetime.date,
    *,
    ahead: int = 12,
    back: int = 24,
) -> pd.DataFrame:
    """Programmes that end within `ahead` months, ended in the last `back` months, or whose funder stopped then.

    Columns: programme_id, programme, organisation, funder, countries, themes, start, end, when (ends soon, ended,
    funder stopped: its own end is not stated), stopped (when the funder stopped), note (what it stopped), note_pages
    (addresses), citation.
    """
    frame = standing(programmes, funding_ends, date)
    frame = frame.rename(columns={"name": "programme", "stop_note": "note", "stop_pages": "note_pages"})
    since, until = months_from(date, -back), months_from(date, ahead)
    kept = [_when(row, since, date, until) for row in frame.to_dict("records")]
    frame = frame.assign(when=pd.Series(kept, frame.index)).dropna(subset="when")
    columns = ["programme_id", "programme", "organisation", "funder", "countries", "themes", "start", "end", "when"]
    frame = frame.sort_values(["when", "end", "programme_id"], ignore_index=True)
    return frame[[*columns, "stopped", "note", "note_pages", "citation"]]


def _when(row: Row, since: datetime.date, date: datetime.date, until: datetime.date) -> str | None:
    if isinstance(row["end"], str):
        end = dates.span(row["end"])
        if date <= end.last and end.first <= until:
            return "ends soon"
        if since <= end.last < date:
            return "ended"
    stopped = isinstance(row["stopped"], str) and dates.span(row["stopped"]).last >= since
    return "funder stopped" if stopped else None
