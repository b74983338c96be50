"""Support told: who helps whom with what and until when, what ended, and for the team who fits whom."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from mapping.countries import COUNTRIES
from mapping.draw.labels import label, theme_name
from mapping.draw.need_words import theme_code
from mapping.draw.sourced import sourced
from mapping.draw.table import Cell, Column, Table
from mapping.draw.tell.common import codes, first_page, page, stated
from mapping.draw.tell.needs import score
from mapping.translate import _, capitalised, country, dated, number, percent, plural, series

# `open` as a way of choosing participants; elsewhere the word says how openly owners are named.
SELECTIONS = {"open": "open_to_all"}
STATES = {
    "running": "supply_running",
    "planned": "supply_planned",
    "unknown": "supply_unknown",
    "ended": "supply_ended",
}
RUNNING = {"yes": "supply_running", "planned": "supply_planned", "unknown": "supply_unknown", "no": "supply_ended"}


def _joined(cell: object) -> str:
    return ", ".join(cell.split(";")) if isinstance(cell, str) else ""


def _span(start: object, end: object) -> str:
    """From when to when, as pages say it."""
    first, last = map(stated, (start, end))
    if first and last:
        return f"{first} – {last}" if first != last else first
    if first:
        return _("since {date}", date=first)
    return _("until {date}", date=last) if last else _("not stated")


def _where(codes: Iterable[str]) -> str:
    """The countries; all four of them in one word."""
    listed = list(dict.fromkeys(codes))
    if not set(COUNTRIES) <= set(listed):
        return ", ".join(map(country, listed))
    return ", ".join([_("all four countries"), *(country(code) for code in listed if code not in COUNTRIES)])


def supply_by_state(supply: pd.DataFrame) -> pd.DataFrame:
    """Programmes by country, theme and whether they run: country, theme, state, n; themes that none offers left out."""
    offered = supply[supply[list(STATES)].sum(axis=1) > 0]
    melted = offered.melt(["country", "theme"], list(STATES), "state", "n")
    return melted.assign(theme=melted["theme"].map(theme_code), state=melted["state"].map(STATES))


@sourced
def support_table(who: pd.DataFrame, urls: Mapping[str, str], warned: Collection[str], *, caption: str) -> Table:
    """Who does what where: one row a programme, those that run or may run first, then by when they ended."""
    columns = (
        Column(_("Programme"), width=2),
        Column(_("Who"), width=1.5),
        Column(_("Who pays"), width=1.2),
        Column(_("What"), width=1.6),
        Column(_("Where"), width=1.2),
        Column(_("When"), width=1.2),
        Column(_("Runs"), width=1.3),
        Column(_("Page"), width=1.3),
    )
    order = {"yes": 0, "planned": 1, "unknown": 2, "no": 3}
    first = who.drop_duplicates("programme_id").assign(order=lambda frame: frame["running"].map(order))
    first = first.sort_values(["order", "end", "programme_id"], ascending=[True, False, True], kind="stable")
    grouped = {str(own_id): rows for own_id, rows in who.groupby("programme_id")}
    rows = [_programme(row, grouped[row["programme_id"]], urls, warned) for row in first.to_dict("records")]
    note = _(
        "A programme runs where a page states an end still to come. With HXL tags and one row for each theme and "
        "country the table stands in who_supports.csv of the export."
    )
    return Table(columns, rows, caption, note)


def _programme(
    row: Mapping[Hashable, Any], offers: pd.DataFrame, urls: Mapping[str, str], warned: Collection[str]
) -> list[str | Cell]:
    themes = [theme_name(theme) for theme in dict.fromkeys(offers["theme"].dropna())]
    return [
        row["programme"],
        _joined(row["organisation"]),
        _joined(row["funder"]),
        ", ".join(themes) or _("not stated"),
        _where(offers["country"]),
        _span(row["start"], row["end"]),
        series([label(RUNNING[row["running"]]), *([_("a funder stopped")] if isinstance(row["note"], str) else [])]),
        first_page(row["citation"], urls, warned),
    ]


@sourced
def ending_table(ending: pd.DataFrame, urls: Mapping[str, str], warned: Collection[str], *, caption: str) -> Table:
    """What ends within a year, what ended in the last two, and what lost its funder then."""
    columns = (
        Column(_("Programme"), width=2),
        Column(_("Who pays"), width=1.4),
        Column(_("Where"), width=1.6),
        Column(_("What"), width=1.8),
        Column(_("When"), width=1.3),
        Column(_("What became of it"), width=2),
        Column(_("Page"), width=1.2),
    )
    rows = [
        (
            row["programme"],
            _joined(row["funder"]),
            _where(str(row["countries"]).split(";")),
            codes(row["themes"], theme_name) or _("not stated"),
            _span(row["start"], row["end"]),
            _fate(row),
            _page_of(row, urls, warned),
        )
        for row in ending.to_dict("records")
    ]
    return Table(columns, rows, caption, _("A funder that stopped need not end a programme: others may carry it on."))


def _fate(row: Mapping[Hashable, Any]) -> str:
    if row["when"] == "funder stopped":
        return _("{what} ({date})", what=row["note"], date=dated(row["stopped"]))
    return capitalised(label(row["when"] if row["when"] != "ended" else "supply_ended"))


def _page_of(row: Mapping[Hashable, Any], urls: Mapping[str, str], warned: Collection[str]) -> Cell:
    """The page on the funder's stop where there is one, else that of the programme."""
    pages = row["note_pages"] if row["when"] == "funder stopped" else None
    if isinstance(pages, str):
        return page(pages.partition(";")[0], warned)
    return first_page(row["citation"], urls, warned)


@sourced
def overlaps_table(overlaps: pd.DataFrame, programmes: Mapping[str, str], *, caption: str) -> Table:
    """Pairs of programmes that surely ran at the same time, in the same place, on the same theme."""
    columns = (
        Column(_("Programme"), width=2),
        Column(_("Other programme"), width=2),
        Column(_("Both on"), width=1.6),
        Column(_("Where"), width=1.6),
        Column(_("When both"), width=1.4),
    )
    sure = overlaps[overlaps["sure"] == "yes"].fillna("")
    rows = [
        (
            programmes[str(a)],
            programmes[str(b)],
            codes(themes, theme_name),
            _where(pairs["country"]),
            _span(since, until),
        )
        for (a, b, themes, since, until), pairs in sure.groupby(
            ["programme_a", "programme_b", "themes", "since", "until"], sort=False
        )
    ]
    possible = overlaps.loc[overlaps["sure"] != "yes"].drop_duplicates(["programme_a", "programme_b"])
    unsure = plural(
        "{n} further pair may have overlapped; its dates are not stated well enough.",
        "{n} further pairs may have overlapped; their dates are not stated well enough.",
        len(possible),
    )
    return Table(columns, rows, caption, f"{_('Two at once may be wanted.')} {unsure}")


@sourced
def scores_table(
    scores: pd.DataFrame, evidence: pd.DataFrame, names: Mapping[str, str], *, most: int, caption: str
) -> Table:
    """For the team: the newsrooms with the greatest needs, and what speaks for each."""
    columns = (
        Column(_("Outlet"), width=1.6),
        Column(_("Country"), width=1.2),
        Column(_("Theme"), width=1.4),
        Column(_("Basis"), width=1.3),
        Column(_("Score"), "right", 1.2),
        Column(_("What speaks for it"), width=3.2),
    )
    why = evidence.groupby(["outlet_id", "theme"])["why"].agg(lambda reasons: series(dict.fromkeys(reasons)))
    known = scores[scores["score"].notna()].sort_values(["score", "outlet_id"], ascending=[False, True], kind="stable")
    rows = [
        (
            names.get(row["outlet_id"], row["outlet_id"]),
            capitalised(label(row["country"])),
            capitalised(theme_name(row["theme"])),
            label(row["basis"]),
            score(row, "score"),
            str(why.get((row["outlet_id"], row["theme"]), "")) if row["basis"] == "outside" else _people(row["n"]),
        )
        for row in known.head(most).to_dict("records")
    ]
    note = _(
        "The {shown} greatest of {n} scores. From outside: low without the strongest single fact, high with facts that "
        "may hold. From answers: the lowest and the highest person.",
        shown=number(len(rows)),
        n=number(len(known)),
    )
    return Table(columns, rows, caption, note)


def _people(n: int) -> str:
    return _("people who answered: {n}", n=number(n))


@sourced
def matches_table(matches: pd.DataFrame, names: Mapping[str, str], *, each: int, caption: str) -> Table:
    """For the team: the programmes that fit each newsroom's needs best, with the reason in a sentence."""
    columns = (
        Column(_("Outlet"), width=1.5),
        Column(_("Theme"), width=1.3),
        Column(_("Programme"), width=2),
        Column(_("Runs"), width=1),
        Column(_("Chosen"), width=1),
        Column(_("Why"), width=3.2),
    )
    rows = [
        (
            names.get(row["outlet_id"], row["outlet_id"]),
            capitalised(theme_name(row["theme"])),
            row["programme"],
            label(RUNNING[row["running"]]),
            label(SELECTIONS.get(row["selection"], row["selection"])),
            row["reason"],
        )
        for row in matches[matches["rank"] <= each].to_dict("records")
    ]
    note = plural(
        "At most {n} programme for each newsroom, the best. A match is a question to ask.",
        "At most {n} programmes for each newsroom, the best first. A match is a question to ask.",
        each,
    )
    return Table(columns, rows, caption, note)


@sourced
def follow_up_table(follow_up: pd.DataFrame, *, caption: str) -> Table:
    """What came of programmes: how many outlets took part, people trained against target, items done."""
    columns = (
        Column(_("Programme"), width=2.4),
        Column(_("Outlets"), "right", 0.8),
        Column(_("People trained"), "right", 1),
        Column(_("Target"), "right", 0.8),
        Column(_("Reached"), "right", 0.8),
        Column(_("Items done"), "right", 0.8),
    )
    rows = [
        (
            row["programme"],
            *(
                (_count(row[name]) for name in ("outlets", "people_trained", "people_target"))
                if row["shown"] == "yes"
                else (_("hidden"), "", "")
            ),
            "" if pd.isna(row["trained_share"]) else percent(row["trained_share"]),
            _count(row["items_done"]),
        )
        for row in follow_up.to_dict("records")
    ]
    return Table(columns, rows, caption, _("Programmes of fewer than five outlets are hidden."))


def _count(cell: float) -> str:
    return "" if pd.isna(cell) else number(cell)


@sourced
def participants_table(follow_up: pd.DataFrame, names: Mapping[str, str], *, caption: str) -> Table:
    """For the team: who took part, and what was done by when."""
    columns = (
        Column(_("Programme"), width=2),
        Column(_("Outlet"), width=1.5),
        Column(_("As"), width=1),
        Column(_("When"), width=1.3),
        Column(_("As of"), width=0.9),
        Column(_("Done"), width=2),
        Column(_("People trained"), "right", 0.9),
    )
    rows = [
        (
            row["programme"],
            names.get(row["outlet_id"], row["outlet_id"]),
            label(row["role"]),
            _span(row["start"], row["end"]),
            stated(row["date"]),
            _joined(row["done"]),
            _count(row["people_trained"]),
        )
        for row in follow_up.to_dict("records")
    ]
    return Table(columns, rows, caption)
