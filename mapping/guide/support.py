"""Who helps a newsroom: programmes of our tables, organisations anywhere, and what its host country asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from mapping.analyse.programme_times import NO, PLANNED, UNKNOWN, YES, standing
from mapping.documents.blocks import Cell, Column, Table
from mapping.draw.labels import label
from mapping.guide.known import Known
from mapping.tables import rows_of
from mapping.translate import _, country, dated, enumerate_words, plural

# What a newsroom abroad may ask for, the nearest first.
THEMES = ("exile", "legal", "digital_security", "physical_safety", "equipment", "business")
_ORDER = (YES, PLANNED, UNKNOWN, NO)
ANYWHERE = "XX"
HELPERS = "who_helps"
_SHOWN = ["name", "organisation", "funder", "themes", "selection", "end", "stopped", "citation"]


def programmes(known: Known) -> tuple[pd.DataFrame, int]:
    """The programmes that it may ask, running ones first, those whose funder stopped last; how many more have ended."""
    land = known.land
    frame = standing(land.programmes, land.funding_ends, land.date)
    there = frame["countries"].map(lambda cell: bool({known.home, ANYWHERE} & set(str(cell).split(";"))))
    rated = frame.assign(
        near=frame["themes"].map(_near).astype(int),
        rank=frame["running"].map(_ORDER.index),
        lost=frame["stopped"].notna(),
    )
    fitting = rated[there.astype(bool) & (rated["near"] < len(THEMES))]
    asked = fitting[fitting["running"] != NO].sort_values(["lost", "rank", "near", "name"])
    return asked, len(fitting) - len(asked)


def _near(themes: object) -> int:
    """The place of the nearest of a programme's themes; their number where it has none of them."""
    own = str(themes).split(";")
    return next((place for place, theme in enumerate(THEMES) if theme in own), len(THEMES))


def programme_table(known: Known) -> Table:
    """The programmes of our tables as a table of the guide."""
    rows, ended = programmes(known)
    note = _("No end on record is no proof that a programme still runs: ask before you apply.")
    if ended:
        note += " " + plural(
            "{n} more programme with these themes has ended.",
            "{n} more programmes with these themes have ended.",
            ended,
        )
    return Table(
        _("Programmes on record for {country} and the region", country=country(known.home)),
        note,
        (
            Column(_("Programme"), width=4),
            Column(_("With what"), width=3),
            Column(_("Until"), width=2),
            Column(_("How they choose"), width=2),
        ),
        tuple(_programme(known, row) for row in rows_of(rows[_SHOWN].fillna(""))),
    )


def _programme(known: Known, row: Mapping[str, str]) -> tuple[Cell, ...]:
    by = (row["organisation"] or row["funder"]).replace(";", ", ")
    page = known.land.urls[row["citation"].partition(";")[0]]
    themes = [theme for theme in THEMES if theme in row["themes"].split(";")]
    return (
        known.pages.linked(f"{row['name']}, {by}" if by else row["name"], page),
        Cell(enumerate_words([_theme(theme) for theme in themes])),
        Cell(_until(row)),
        Cell(_selection(row["selection"])),
    )


def _until(row: Mapping[str, str]) -> str:
    if row["stopped"]:
        return _("its funder stopped, {date}", date=dated(row["stopped"]))
    return row["end"] or _("no end on record")


def _theme(theme: str) -> str:
    return _("work in exile") if theme == "exile" else label(theme)


def _selection(selection: str) -> str:
    words = {"competitive": _("by competition"), "invited": _("by invitation"), "open": _("open to all")}
    return words.get(selection, _("not known"))


def anywhere_table(known: Known) -> Table:
    """Who helps wherever a newsroom is."""
    hosts = known.land.host_countries
    rows = hosts[(hosts["country"] == ANYWHERE) & (hosts["question"] == HELPERS)]
    return Table(
        _("Who helps wherever you are"),
        _("As their own pages say; conditions change. The links lead to those pages."),
        (Column(_("Who and with what")),),
        tuple((Cell(_with_note(row), row["citation"]),) for row in rows_of(rows)),
    )


def _with_note(row: Mapping[str, str]) -> str:
    return f"{row['answer']} ({row['note']})" if row["note"] else row["answer"]


def host_tables(known: Known, chosen: Sequence[str]) -> list[Table]:
    """What setting up takes: one table for each country chosen, else for its base abroad, else for all on record."""
    hosts = known.land.host_countries
    there = hosts[hosts["country"] != ANYWHERE]
    wanted = list(chosen) or [code for code in (known.base,) if code != known.home]
    shown = there[there["country"].isin(wanted)]
    if shown.empty:
        shown = there[there["answer"] != ""]
    return [_host(str(code), rows) for code, rows in shown.groupby("country", sort=True)]


def _host(code: str, rows: pd.DataFrame) -> Table:
    return Table(
        _("What setting up takes: {country}", country=country(code)),
        _(
            "Noted in English from the pages linked, on {date}; rules change, so ask again.",
            date=dated(rows["accessed"].max()),
        )
        if (rows["answer"] != "").any()
        else "",
        (Column(_("Question"), width=2), Column(_("What is known"), width=5), Column(_("Note"), width=3)),
        tuple(_fact(row, again) for row, again in zip(rows_of(rows), rows["question"].duplicated(), strict=True)),
    )


def _fact(row: Mapping[str, str], again: bool) -> tuple[Cell, ...]:
    """One answer; the question stands only beside its first one."""
    question = Cell("" if again else _question(row["question"]))
    if not row["answer"]:
        return question, Cell(_("not looked at")), Cell("")
    return question, Cell(row["answer"], row["citation"]), Cell(row["note"])


def _question(question: str) -> str:
    words = {
        "papers_people": _("Papers for people"),
        "papers_company": _("Papers for the organisation"),
        "bank_account": _("Bank account"),
        "time": _("How long it takes"),
        "language": _("Language"),
        "who_helps": _("Who helps"),
    }
    return words[question]
