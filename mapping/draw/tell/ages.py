"""How old the facts are, and which to look at again first."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping

import pandas as pd

from mapping import dates
from mapping.draw.change_words import field_word
from mapping.draw.labels import label
from mapping.draw.sourced import sourced
from mapping.draw.table import Cell, Column, Table
from mapping.draw.tell.common import codes
from mapping.draw.text import Text
from mapping.translate import _, dated, day, number, percent, place, plural

FIVE = 5


def ages_told(ages: pd.DataFrame, by_outlet: pd.DataFrame, *, months: int = 12) -> Text:
    """How many facts are older than `months`, and how many outlets have none that is newer."""
    n, old = len(ages), int((ages["months"] > months).sum())
    read = int((ages["basis"] == "read").sum())
    silent = int((by_outlet["old"] == "yes").sum())
    return Text(
        [
            _(
                "Of {n} facts that may change, {old} ({share}) rest on pages older than {age}.",
                n=number(n),
                old=number(old),
                share=percent(old / max(n, 1)),
                age=plural("{n} month", "{n} months", months),
            ),
            plural("For {n} outlet not one such fact is newer.", "For {n} outlets not one such fact is newer.", silent),
            plural(
                "For {n} fact the page names no day: it counts from the day we read it and may be older.",
                "For {n} facts the page names no day: they count from the day we read it and may be older.",
                read,
            ),
        ]
    )


def years_passed(by_age: pd.DataFrame) -> pd.DataFrame:
    """Facts by age in the reader's words: years, basis, n. They rest on all pages alike, so that none is named."""
    told = {"published": _("page dated"), "read": _("page not dated: when we read it")}
    years = by_age["years"].map(
        lambda past: plural("{n} year or more", "{n} years or more", past) if past == FIVE else _years(int(past))
    )
    return pd.DataFrame({"years": years, "basis": by_age["basis"].map(told), "n": by_age["n"]})


def _years(past: int) -> str:
    return plural("{n} year", "{n} years", past) if past else _("less than a year")


@sourced
def check_table(to_check: pd.DataFrame, names: Mapping[str, str], *, of: int, caption: str) -> Table:
    """Old facts on which most rests: what to look at again first, the first ones `of` so many."""
    columns = (
        Column(_("Of whom"), width=2),
        Column(_("Field"), width=1.2),
        Column(_("What is shown"), width=2),
        Column(_("Newest page"), width=1.1),
        Column(_("Ties"), "right", 0.6),
        Column(_("Chains"), "right", 0.7),
        Column(_("Lists"), "right", 0.6),
    )
    rows = [
        (
            names.get(row["entity_id"], row["entity_id"]),
            field_word(row["field"]),
            names.get(row["value"], row["value"]) if row["entity_kind"] == "stake" else _value(row),
            dated(row["newest"]),
            *(number(row[name]) for name in ("ties", "chains", "lists")),
        )
        for row in to_check.to_dict("records")
    ]
    note = _(
        "The first {shown} of {n}; all stand in the indicator table to_check. What rests on a fact: ties of the outlet "
        "or owner, chains of ownership that pass here, rankings where it is among the first ten.",
        shown=number(len(rows)),
        n=number(of),
    )
    return Table(columns, rows, caption, note)


def _value(row: Mapping[Hashable, str]) -> str:
    if row["field"] == "city":
        return place(row["value"])
    return row["value"] if row["field"] == "political_role" else codes(row["value"], label)


def aged(ages: pd.DataFrame, *, months: int = 12) -> dict[tuple[str, str], str]:
    """Of the facts in rows of fact_ages those older than `months`: by thing and field the newest day.

    A field of several values is as old as the newest of them.
    """
    fields = ages.sort_values("months", kind="stable").drop_duplicates(["entity_id", "field"])
    old = fields[fields["months"] > months]
    return {(row["entity_id"], row["field"]): row["newest"] for row in old.to_dict("records")}


def aged_note() -> str:
    """What a reader must know below a table with such cells."""
    return _("In grey, with its year: what no page of the last twelve months states.")


def aged_cell(text: str, newest: str | None) -> str | Cell:
    """What a cell shows, in grey with the year of its newest page where that is old: `active (2019)`.

    `newest` comes from `aged`; None for a fact that is not old. The year is told in words, for grey alone is lost in
    print and to readers who see little.
    """
    if newest is None or not text:
        return text
    return Cell(_("{shown} ({year})", shown=text, year=str(dates.year(newest))), muted=True)


def as_of_told(undated: pd.DataFrame, moment: datetime.date) -> Text:
    """What a view as of an earlier day rests on, from `Landscape.undated`."""
    rows = {row["table"]: row for row in undated.to_dict("records")}
    sentences = [
        _(
            "This shows the landscape as it stood on {day}, by what is known today; it does not show what was known "
            "then.",
            day=day(moment),
        )
    ]
    told = {
        "outlets": _("Outlets"),
        "stakes": _("Stakes"),
        "relations": _("Relations"),
        "ties": _("Ties"),
    }
    for table, word in told.items():
        kept, undated_n, left_out = (int(rows[table][name]) for name in ("kept", "undated", "left_out"))
        sentences.append(
            _(
                "{what} – shown: {kept}, of these without a date that tells whether they stood then: {undated}; left "
                "out, as of another time: {left_out}.",
                what=word,
                kept=number(kept),
                undated=number(undated_n),
                left_out=number(left_out),
            )
        )
    return Text(sentences, listed=True)
