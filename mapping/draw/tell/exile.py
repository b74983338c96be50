"""Exile told: who works from abroad and why, what setting up elsewhere takes, and what nobody knows."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import Any

import pandas as pd

from mapping.draw.labels import label
from mapping.draw.sourced import sourced
from mapping.draw.table import Cell, Column, Table
from mapping.draw.tell.common import codes, first_page, listed, page, stated
from mapping.draw.text import Text
from mapping.translate import _, capitalised, dated, number, plural

NOT_STATED, NOT_LOOKED_AT = "not_stated", "not_looked_at"
# Bases that are no country.
NOWHERE = (NOT_STATED, "hidden")
# Where an answer holds wherever the newsroom goes.
ANYWHERE = "XX"
# Words for what the table asks of a host country; `time` and `language` have other words elsewhere.
QUESTIONS = {"time": "setting_up_time", "language": "offices_language"}


def exile_summary(outlets: pd.DataFrame, hosts: pd.DataFrame) -> Text:
    """Who is in exile and where, from exile_outlets and the table of host countries."""
    n = len(outlets)
    if not n:
        return Text([_("Of no outlet a page says that it works from exile.")])
    homes = outlets["home_country"].value_counts()
    told = [f"{label(code)} ({number(many)})" for code, many in homes.items()]
    known = outlets[~outlets["base_country"].isin(NOWHERE)]
    bases = known["base_country"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    places = [f"{label(code)} ({number(many)})" for code, many in bases.items()]
    pressed, dated = int(outlets["pressed_since"].notna().sum()), int(outlets["since"].notna().sum())
    return Text(
        [
            plural(
                "Of {n} outlet pages say that it works from exile or partly so: {told}.",
                "Of {n} outlets pages say that they work from exile or partly so: {told}.",
                n,
                told=listed(told),
            ),
            (
                plural("The host country of {n} is stated: {places}.",
                       "The host countries of {n} are stated: {places}.",
                       len(known), places=listed(places))
                if places
                else _("No page states a host country.")
            ),
            _(
                "Pressure on {pressed} of them is on record, the day of the move of {dated}.",
                pressed=number(pressed),
                dated=number(dated),
            ),
            *_phases(outlets),
            *_hosts_told(hosts),
        ]
    )  # fmt: skip


def _phases(outlets: pd.DataFrame) -> list[str]:
    """How far they have settled, as far as anyone looked."""
    phases = outlets.loc[outlets["exile_phase"] != NOT_LOOKED_AT, "exile_phase"].value_counts()
    if phases.empty:
        return [_("How far each has settled (arrival, rebuilding, settled) nobody has looked at yet; the survey asks.")]
    told = [f"{label(code)} ({number(many)})" for code, many in phases.items()]
    return [_("How far they have settled: {told}.", told=listed(told))]


def _hosts_told(hosts: pd.DataFrame) -> list[str]:
    named = hosts[hosts["country"] != ANYWHERE]
    asked = named.assign(found=named["answer"] != "").groupby(["country", "question"])["found"].any()
    return [
        _(
            "On setting up in {countries} countries {found} of {asked} questions are answered from pages below.",
            countries=number(named["country"].nunique()),
            found=number(int(asked.sum())),
            asked=number(len(asked)),
        )
    ]


@sourced
def exile_table(outlets: pd.DataFrame, urls: Mapping[str, str], warned: Collection[str], *, caption: str) -> Table:
    """The outlets in exile, their places never finer than a country."""
    columns = (
        Column(_("Outlet"), width=1.6),
        Column(_("Home country"), width=1.1),
        Column(_("Works from"), width=1.1),
        Column(_("Status"), width=1),
        Column(_("Left"), width=0.7),
        Column(_("Pressure before"), width=1.7),
        Column(_("Reached by"), width=0.9),
        Column(_("Page"), width=1.2),
    )
    rows = [
        (
            row["name"],
            capitalised(label(row["home_country"])),
            capitalised(label(row["base_country"])),
            label(row["exile_status"]) + _phase(row["exile_phase"]),
            stated(row["since"], _("not stated")),
            codes(row["reason"], label) or _("none on record"),
            codes(row["channels"], label) or _("none known to us"),
            first_page(row["citation"], urls, warned),
        )
        for row in outlets.to_dict("records")
    ]
    note = _(
        "Where the day of the move is not known, all pressure on record stands here; some may have come later. A base "
        "that is kept hidden is counted, never named."
    )
    return Table(columns, rows, caption, note)


def _phase(phase: str) -> str:
    return "" if phase == NOT_LOOKED_AT else f", {label(phase)}"


@sourced
def audience_table(audience: pd.DataFrame, *, caption: str) -> Table:
    """By which channels outlets in exile are still reached, and how far where that was measured."""
    columns = (
        Column(_("Outlet"), width=1.8),
        Column(_("Channel"), width=1.2),
        Column(_("Addresses"), "right", 0.8),
        Column(_("Known as blocked"), "right", 1),
        Column(_("Reach"), width=2),
    )
    rows = [
        (
            row["name"],
            capitalised(label(row["kind"])),
            number(row["n"]),
            number(row["blocked"]),
            _reach(row),
        )
        for row in audience.to_dict("records")
    ]
    return Table(columns, rows, caption, _("Reach is measured where a source that counts it was gathered."))


def _reach(row: Mapping[Hashable, Any]) -> str:
    if pd.isna(row["value"]):
        return _("not measured")
    return _(
        "{value} ({measure}, {date})",
        value=number(row["value"]),
        measure=label(row["measure"]),
        date=dated(row["date"]),
    )


@sourced
def hosts_table(hosts: pd.DataFrame, warned: Collection[str], *, caption: str) -> Table:
    """What setting up in a host country takes, with the page; the last row of a country names what nobody looked at."""
    columns = (
        Column(_("Country"), width=1),
        Column(_("Question"), width=1.2),
        Column(_("What the page states"), width=4),
        Column(_("Page"), width=1.3),
    )
    rows = [row for code, answers in hosts.groupby("country", sort=False) for row in _host(str(code), answers, warned)]
    note = _(
        "Pages were read up to {date}. Rules change often: ask anew before anyone travels or pays.",
        date=dated(str(hosts["accessed"].max())),
    )
    return Table(columns, rows, caption, note)


def _host(code: str, answers: pd.DataFrame, warned: Collection[str]) -> list[tuple[str | Cell, ...]]:
    found, place = answers[answers["answer"] != ""], _("Anywhere") if code == ANYWHERE else label(code)
    rows: list[tuple[str | Cell, ...]] = [
        (
            place,
            capitalised(_question(row["question"])),
            row["answer"] + (f" ({row['note']})" if row["note"] else ""),
            page(row["citation"], warned),
        )
        for row in found.to_dict("records")
    ]
    unseen = [name for name in dict.fromkeys(answers["question"]) if name not in set(found["question"])]
    if unseen:
        rows.append((place, _("Not looked at yet"), capitalised(listed(map(_question, unseen))) + ".", ""))
    return rows


def _question(code: str) -> str:
    return label(QUESTIONS.get(code, code))


def exile_unknowns(outlets: pd.DataFrame) -> Text:
    """What a reader must know of the limits of the figures on exile."""
    nowhere = int(outlets["base_country"].isin(NOWHERE).sum())
    return Text(
        [
            _("An outlet stands here only where a page calls it exiled; many newsrooms keep silent about it."),
            plural(
                "Of {n} outlet no page states where it works from, or the place is kept hidden.",
                "Of {n} outlets no page states where they work from, or the place is kept hidden.",
                nowhere,
            ),
            _("What helped a newsroom to keep its audience is asked in the survey; pages hardly ever tell."),
        ],
        listed=True,
    )
