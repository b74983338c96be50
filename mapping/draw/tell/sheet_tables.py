"""The tables of an outlet's sheet: each fact with how sure it is, who holds it, what happened to it."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import Any

import pandas as pd

from mapping.draw.labels import field_name, label
from mapping.draw.sourced import sourced
from mapping.draw.table import Cell, Column, Table
from mapping.draw.tell.ages import aged, aged_cell, aged_note
from mapping.draw.tell.common import codes, first_page, listed, newest_of, page, stated
from mapping.translate import _, capitalised, number, percent

Row = Mapping[Hashable, Any]
# The facts of a sheet, in the order in which a reader asks for them.
FIELDS = (
    "country",
    "base_country",
    "media",
    "languages",
    "scope",
    "founded",
    "status",
    "exile_status",
    "ownership_type",
)
SURE = ("alleged", "reported", "registered")


def by_field(claims: pd.DataFrame, chosen: str) -> dict[str, pd.DataFrame]:
    """The claims on each fact of a sheet that were chosen (yes) or not (no); one that says "not known" is none."""
    told = claims[(claims["chosen"] == chosen) & (claims["value"] != "unknown")]
    grouped = {str(field): rows for field, rows in told.groupby("field")}
    return {field: grouped[field] for field in FIELDS if field in grouped}


@sourced
def sheet_facts_table(
    facts: Row,
    claims: pd.DataFrame,
    missing: pd.DataFrame,
    ages: pd.DataFrame,
    website: str | None,
    urls: Mapping[str, str],
    warned: Collection[str],
    *,
    caption: str,
) -> Table:
    """Each fact of an outlet (its row of outlets) with its confidence and a page, from its claims; gaps with why.

    `missing` holds the reasons of this outlet's empty cells, `ages` its rows of fact_ages.
    """
    columns = (
        Column(_("Fact"), width=1.3),
        Column(_("What is known"), width=2.6),
        Column(_("How sure"), width=0.9),
        Column(_("Pages"), "right", 0.5),
        Column(_("First page"), width=1.4),
    )
    chosen, others = (by_field(claims, answer) for answer in ("yes", "no"))
    old = {field: newest for (_id, field), newest in aged(ages).items()}
    reasons = dict(zip(missing["column"], missing["reason"], strict=True))
    rows: list[tuple[str | Cell, ...]] = [
        (
            capitalised(field_name(field)),
            aged_cell(_value(facts[field], reasons.get(field, "not_stated"), others.get(field)), old.get(field)),
            *_backed(chosen.get(field), urls, warned),
        )
        for field in FIELDS
        if reasons.get(field) != "not_applicable"
    ]
    rows.append((_("Website"), page(website, warned) if website else f"– ({label('not_seen')})", "", "", ""))
    note = _("How sure: the weakest of the sources that state it.")
    return Table(columns, rows, caption, f"{note} {aged_note()}" if old else note)


def _value(cell: object, reason: str, others: pd.DataFrame | None) -> str:
    told = codes(cell, label) if isinstance(cell, str) else f"– ({label(reason)})"
    if others is None:
        return told
    values = listed([label(value) for value in others["value"].drop_duplicates()])
    return _("{value}; also stated: {others}", value=told, others=values)


def _backed(claims: pd.DataFrame | None, urls: Mapping[str, str], warned: Collection[str]) -> tuple[str | Cell, ...]:
    """How sure, on how many pages, and the first of them."""
    if claims is None:
        return "", "", ""
    weakest = min(claims["confidence"], key=SURE.index)
    pages = list(dict.fromkeys(one for cell in claims["citation"].dropna() for one in str(cell).split(";")))
    return label(weakest), number(len(pages)), page(urls[pages[0]], warned) if pages else ""


@sourced
def sheet_owners_table(
    stakes: pd.DataFrame,
    names: Mapping[str, str],
    urls: Mapping[str, str],
    warned: Collection[str],
    *,
    most: int,
    caption: str,
) -> Table:
    """The stakes in one outlet: those of today first, what is only alleged last."""
    columns = (
        Column(_("Holder"), width=2.2),
        Column(_("Relation"), width=1.1),
        Column(_("Share"), width=1),
        Column(_("When"), width=1.1),
        Column(_("How sure"), width=0.8),
        Column(_("Page"), width=1.3),
    )
    ordered = stakes.assign(alleged=stakes["confidence"] == "alleged", past=stakes["end"].notna())
    ordered = ordered.sort_values(["alleged", "past", "stake_id"], kind="stable")
    rows = [
        (
            names.get(row["holder_id"], row["holder_id"]),
            label(row["relation"]),
            _share(row),
            _span(row),
            label(row["confidence"]),
            first_page(row["citation"], urls, warned),
        )
        for row in ordered.head(most).to_dict("records")
    ]
    note = _(
        "{shown} of {n} stakes on record. An end that no page states may have come unnoticed; what is only alleged is "
        "no finding of ours.",
        shown=number(len(rows)),
        n=number(len(ordered)),
    )
    return Table(columns, rows, caption, note)


def _share(row: Row) -> str:
    low, high = (float(row[name]) / 100 for name in ("share_min", "share_max"))
    if high - low >= 1:
        return _("not stated")
    return percent(low, 1) if low == high else _("{low} to {high}", low=percent(low), high=percent(high))


def _span(row: Row) -> str:
    start, end = (stated(row[name]) for name in ("start", "end"))
    if not start and not end:
        return _("not stated")
    return f"{start or '…'} – {end}".strip()


@sourced
def sheet_events_table(
    events: pd.DataFrame, urls: Mapping[str, str], warned: Collection[str], *, most: int, caption: str
) -> Table:
    """What happened to one outlet, the newest first, each with a page."""
    columns = (
        Column(_("Date"), width=0.8),
        Column(_("What happened"), width=1.2),
        Column(_("What the page states"), width=4),
        Column(_("Page"), width=1.2),
    )
    rows = [
        (
            row["date"],
            capitalised(label(row["kind"])),
            stated(row["summary"]),
            first_page(row["citation"], urls, warned),
        )
        for row in events.sort_values("date", ascending=False, kind="stable").head(most).to_dict("records")
    ]
    return Table(columns, rows, caption, newest_of(len(rows), len(events)))
