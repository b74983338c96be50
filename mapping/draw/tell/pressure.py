"""Pressure told: how much of it is reported, and how outlets go on after it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Hashable, Mapping
from typing import Any

import pandas as pd

from mapping.draw.labels import label
from mapping.draw.sourced import sourced
from mapping.draw.style import written
from mapping.draw.table import Column, Table
from mapping.draw.tell.common import first_page, listed, newest_of
from mapping.draw.text import Text
from mapping.translate import _, capitalised, country, day, enumerate_words, number, percent, plural

ANY, ALL = "any_pressure", "all"
# The horizon, in years, at which the summary reads the curves.
HORIZON = 5


def pressure_summary(rates: pd.DataFrame, curves: pd.DataFrame, kept: pd.DataFrame, since: int) -> Text:
    """Half a page from pressure_rates, survival_at and where_to_read_kinds."""
    every = rates[rates["pressure"] == ANY]
    n, hit = int(every["n"].sum()), int(every["outlets_hit"].sum())
    classes = rates[rates["pressure"] != ANY].groupby("pressure", sort=False)["n"].sum()
    told = [f"{label(pressure)} ({number(many)})" for pressure, many in classes.items() if many]
    sentences = [
        pressed(n, since),
        *([plural("These events fell on {n} outlet: {told}.", "These events fell on {n} outlets: {told}.", hit,
                  told=enumerate_words(told))] if n else []),
        *_rates_told(every),
        *_after_told(curves),
        *_kept_told(kept),
    ]  # fmt: skip
    return Text(sentences)


def pressed(n: int, since: int) -> str:
    """How many events pages report since a year."""
    return plural(
        "Since {since} pages report {n} event of pressure.", "Since {since} pages report {n} events of pressure.", n,
        since=since,
    )  # fmt: skip


def _rates_told(every: pd.DataFrame) -> list[str]:
    """The countries by their rate, and which of them stands out beyond chance."""
    there = every[every["n"] > 0].sort_values("rate", ascending=False, kind="stable")
    if there.empty:
        return []
    told = [f"{label(row['country'])} {_rate(row)}" for row in there.to_dict("records")]
    sentences = [
        _("Events a year for every 100 outlets known to us, with their 95 % interval: {told}.", told=listed(told))
    ]
    first, others = there.iloc[0], there.iloc[1:]
    if len(others) and first["low"] > others["high"].max():
        sentences.append(
            _(
                "{country} lies above every other beyond chance. That may mean more pressure, or more people who "
                "report it.",
                country=capitalised(label(first["country"])),
            )
        )
    return sentences


def _rate(row: Mapping[Hashable, Any]) -> str:
    return _("{rate} ({low} to {high})", rate=written(row["rate"]), low=written(row["low"]), high=written(row["high"]))


def _after_told(curves: pd.DataFrame) -> list[str]:
    """What became of outlets after each sort of event, where enough were followed."""
    read = curves[(curves["country"] == ALL) & (curves["years"] == HORIZON)]
    enough = read[(read["enough"] == "yes") & read["survival"].notna()]
    told = [
        _(
            "{event} {share}{between}",
            event=label(row["after"]),
            share=percent(row["survival"]),
            between=_between(row),
        )
        for row in enough.to_dict("records")
    ]
    few = [label(code) for code in read.loc[~read.index.isin(enough.index), "after"]]
    sentences = []
    if told:
        sentences.append(
            plural("Share that goes on {n} year after the first event of a kind: {told}.",
                   "Share that goes on {n} years after the first event of a kind: {told}.",
                   HORIZON, told=enumerate_words(told))
        )  # fmt: skip
    if few:
        sentences.append(
            plural("Kinds of event after which too few outlets were followed for {n} year: {events}.",
                   "Kinds of event after which too few outlets were followed for {n} years: {events}.",
                   HORIZON, events=enumerate_words(few))
        )  # fmt: skip
    return sentences


def _between(row: Mapping[Hashable, Any]) -> str:
    if pd.isna(row["low"]):
        return ""
    return _(" ({low} to {high})", low=percent(row["low"]), high=percent(row["high"]))


def _kept_told(kept: pd.DataFrame) -> list[str]:
    """How many outlets are kept from the public, and whether another way to them is known."""
    n = kept["outlet_id"].nunique()
    if not n:
        return []
    other = kept.loc[kept["n"] > 0, "outlet_id"].nunique()
    return [
        plural(
            "Of {n} outlet that still works, reports, lists or measurements say that readers are kept from its site.",
            "Of {n} outlets that still work, reports, lists or measurements say that readers are kept from their site.",
            n,
        ),
        plural(
            "Of {n} of them another channel is known to us.", "Of {n} of them other channels are known to us.", other
        )
        if other
        else _("No other channel of theirs is known to us."),
    ]


@sourced
def pressure_table(
    timeline: pd.DataFrame,
    names: Mapping[str, str],
    urls: Mapping[str, str],
    warned: Collection[str],
    *,
    most: int,
    caption: str,
) -> Table:
    """The newest events of pressure, each with a page."""
    columns = (
        Column(_("Date"), width=0.9),
        Column(_("Outlet"), width=1.6),
        Column(_("Country"), width=1.1),
        Column(_("What happened"), width=1.2),
        Column(_("What the page states"), width=3.2),
        Column(_("Page"), width=1.3),
    )
    rows = [
        (
            row["date"],
            names.get(row["outlet_id"], row["outlet_id"]),
            country(row["country"]),
            capitalised(label(row["kind"])) + _technique(row["disarm"]),
            row["summary"],
            first_page(row["citation"], urls, warned),
        )
        for row in timeline.iloc[::-1].head(most).to_dict("records")
    ]
    return Table(columns, rows, caption, newest_of(len(rows), len(timeline)))


def _technique(disarm: object) -> str:
    """The DISARM code, where a person typed one."""
    return f" (DISARM {disarm})" if isinstance(disarm, str) else ""


@sourced
def rates_table(rates: pd.DataFrame, *, caption: str) -> Table:
    """Events against the years in which outlets were there to receive them."""
    columns = (
        Column(_("Country"), width=1.4),
        Column(_("Pressure"), width=1.8),
        Column(_("Events"), "right", 0.7),
        Column(_("Outlets hit"), "right", 0.8),
        Column(_("Outlet-years"), "right", 1.5),
        Column(_("A year for 100 outlets"), "right", 1.6),
    )
    rows = [
        (
            label(row["country"]),
            capitalised(label(row["pressure"])),
            number(row["n"]),
            number(row["outlets_hit"]),
            _("{years} ({least} to {most})", years=number(row["outlet_years"]), least=number(row["years_min"]),
              most=number(row["years_max"])),
            _rate(row),
        )
        for row in rates[rates["n"] > 0].to_dict("records")
    ]  # fmt: skip
    note = _(
        "Outlet-years: years in which an outlet was there, and the least and most that unknown dates of foundation and "
        "closing allow. The interval of the rate holds for the middle figure and for chance only (exact Poisson, 95 "
        "%); events that come together make it too narrow."
    )
    return Table(columns, rows, caption, note)


@sourced
def survival_table(curves: pd.DataFrame, *, caption: str) -> Table:
    """The curves read after some years, with who stands behind them."""
    columns = (
        Column(_("After the first"), width=1.6),
        Column(_("Outlets"), "right", 0.7),
        Column(_("Came to an end"), "right", 0.7),
        Column(_("Left out"), "right", 0.7),
        Column(_("Years"), "right", 0.6),
        Column(_("Followed so long"), "right", 0.9),
        Column(_("Go on"), "right", 1.6),
    )
    rows = [
        (
            capitalised(label(row["after"])),
            *(number(row[name]) for name in ("outlets", "ended", "left_out", "years", "at_risk")),
            percent(row["survival"]) + _between(row) if row["enough"] == "yes" else _("too few to say"),
        )
        for row in curves[curves["country"] == ALL].to_dict("records")
    ]
    note = _(
        "Kaplan-Meier; 95 % interval in brackets, missing before the first end. Left out: outlets whose end is not "
        "dated, or came before the event. No effect of the event can be read here: pressed outlets differ from others."
    )
    return Table(columns, rows, caption, note)


def pressure_unknowns(timeline: pd.DataFrame, rates: pd.DataFrame, date: datetime.date) -> Text:
    """What a reader must know of the limits of the figures on pressure."""
    coarse = int((timeline["date"].str.len() < len("2026-11-21")).sum())
    every = rates[rates["pressure"] == ANY]
    least, most = number(every["years_min"].sum()), number(every["years_max"].sum())
    sentences = [
        _(
            "Only what somebody reported, on pages read up to {date}, is an event here. Threats by telephone, lost "
            "advertisers and what was never told are missing, and self-censorship leaves no event.",
            date=day(date),
        ),
        _("Where nobody watches, nothing is reported: a low figure may mean silence, not peace."),
        _("One case counts at each stage that pages report: arrest, trial, verdict. Rates count events, not outlets."),
        _(
            "Of most outlets no page states when they began: the outlet-years lie between {least} and {most}.",
            least=least,
            most=most,
        ),
        plural(
            "{n} event is dated to a month or a year only.", "{n} events are dated to a month or a year only.", coarse
        ),
    ]
    return Text(sentences, listed=True)
