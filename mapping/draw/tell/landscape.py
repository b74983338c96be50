"""Who is there: the summary, the silent languages, the limits, the list of outlets."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping

import pandas as pd

from mapping import translate
from mapping.draw.labels import label
from mapping.draw.sourced import sourced
from mapping.draw.table import Cell, Column, Table
from mapping.draw.tell.ages import aged, aged_cell, aged_note
from mapping.draw.tell.common import codes, listed, page
from mapping.draw.text import Text
from mapping.translate import _, country, day, language_name, number, percent, plural


def landscape_summary(
    by_country: pd.DataFrame, by_ownership: pd.DataFrame, silent: pd.DataFrame, exile: int, date: datetime.date
) -> Text:
    """Half a page on who is there, from the indicators of presence and place."""
    n, working, unknown = (int(by_country[name].sum()) for name in ("n", "working", "unknown"))
    sentences = [
        plural("We know {n} outlet", "We know {n} outlets", n)
        + _(", by the country whose public they speak to: {each}.", each=_each_country(by_country)),
        _(
            "{working} are known to work today, {exile} of them from exile; for {unknown} nothing tells whether they "
            "still do.",
            working=number(working),
            exile=number(exile),
            unknown=number(unknown),
        ),
        _who_stands_behind(by_ownership, n),
    ]
    if len(silent):
        sentences.append(
            plural(
                "In {n} region no outlet is known to us: {names}.",
                "In {n} regions no outlet is known to us: {names}.",
                len(silent),
                names=listed(silent["name"].map(translate.place)),
            )
        )
    sentences.append(
        _(
            "All of this is what public pages state, read up to {date}; what nobody wrote down is missing.",
            date=day(date),
        )
    )
    return Text(sentences)


def _each_country(by_country: pd.DataFrame) -> str:
    """How many outlets speak to each country, the largest number first, and to the region as a whole."""
    ranked = by_country[by_country["country"] != "XX"].sort_values("n", ascending=False)
    each = [f"{country(code)} ({number(many)})" for code, many in zip(ranked["country"], ranked["n"], strict=True)]
    across = int(by_country.loc[by_country["country"] == "XX", "n"].sum())
    each += [_("the region as a whole ({n})", n=number(across))] if across else []
    return listed(each)


def _who_stands_behind(by_ownership: pd.DataFrame, n: int) -> str:
    types = by_ownership.groupby("ownership_type")["n"].sum()
    state, private, dark = (int(types.get(name, 0)) for name in ("state", "private", "unknown"))
    foreign = int(types.get("foreign_state", 0) + types.get("foreign_nonprofit", 0))
    return _(
        "The state stands behind {state}, private owners behind {private}, and foreign states or foreign "
        "non-profits behind {foreign}. For {share} of all outlets no source that we read says who is behind them.",
        state=number(state),
        private=number(private),
        foreign=number(foreign),
        share=percent(dark / max(n, 1)),
    )


def silent_languages(served: pd.DataFrame) -> Text:
    """The languages of each country in which no outlet is known to us."""
    rows = served[served["n"] == 0]
    sentences = [
        _(
            "{country}: {languages}.",
            country=country(str(code)),
            languages=listed(map(language_name, about["language"])),
        )
        for code, about in rows.groupby("country")
    ]
    return Text(sentences or [_("Every language of the communities has at least one outlet known to us.")], listed=True)


def unknowns(without: pd.DataFrame, filled: pd.DataFrame, conflicts: int, merged: int, date: datetime.date) -> Text:
    """What a reader must know of the limits of the figures."""
    share = filled[filled["reason"] == "filled"].set_index("column")["share"]
    n, dark = int(without["n"].sum()), int(without["without"].sum())
    return Text(
        [
            _(
                "The facts were read from public pages up to {date}. An outlet that no such page names is not here, "
                "and small, local and closed ones are missing most often.",
                date=day(date),
            ),
            _(
                "The day of foundation is stated for {founded} of the outlets, the city for {city}, the languages for "
                "{languages}.",
                founded=percent(share["founded"]),
                city=percent(share["city"]),
                languages=percent(share["languages"]),
            ),
            _("For {dark} of {n} outlets no source names a holder today.", dark=number(dark), n=number(n)),
            _("Almost every fact is reported by a named medium or organisation; few come from an official register."),
            plural(
                "On {n} field the sources contradict each other; both values are kept.",
                "On {n} fields the sources contradict each other; all values are kept.",
                conflicts,
            ),
            plural(
                "{n} record was merged with another of the same thing, by rule or by a dated decision.",
                "{n} records were merged with others of the same thing, by rule or by a dated decision.",
                merged,
            ),
            _("A status of “active” often means only that nothing said otherwise."),
        ],
        listed=True,
    )


@sourced
def outlets_table(
    outlets: pd.DataFrame, ages: pd.DataFrame, websites: Mapping[str, str], warned: Collection[str], *, caption: str
) -> Table:
    """Every outlet: its name in its own script beside the Latin form, media, languages, place and website.

    From outlets and their rows of fact_ages; what no page of the last year states is grey, with the year of the newest.
    """
    columns = (
        Column(_("Outlet"), width=2.6),
        Column(_("Media"), width=1.3),
        Column(_("Languages"), width=1.3),
        Column(_("Kind of owner"), width=1.3),
        Column(_("Status"), width=0.9),
        Column(_("Place"), width=1.2),
        Column(_("Website"), width=1.8),
    )
    old = aged(ages)
    rows = [_outlet_row(row, old, websites, warned) for row in outlets.to_dict("records")]
    note = _("Places are shown no finer than is safe; an outlet in exile at its country.")
    return Table(columns, rows, caption, f"{note} {aged_note()}" if old else note)


def _outlet_row(
    row: Mapping[object, object],
    old: Mapping[tuple[str, str], str],
    websites: Mapping[str, str],
    warned: Collection[str],
) -> list[str | Cell]:
    own = str(row["outlet_id"])
    native = row["name_native"] if isinstance(row["name_native"], str) else row["name_ru"]
    name = f"{row['name']} / {native}" if isinstance(native, str) and native != row["name"] else str(row["name"])
    url = websites.get(own)
    in_exile = row["exile_status"] == "exile" and row["status"] == "active"
    labelled = _("materials labelled extremist in {country}", country=codes(row["labelled_in"], country))
    return [
        Cell(name, None, labelled) if isinstance(row["labelled_in"], str) else name,
        aged_cell(codes(row["media"], label), old.get((own, "media"))),
        aged_cell(codes(row["languages"], language_name), old.get((own, "languages"))),
        aged_cell(label(row["ownership_type"]), old.get((own, "ownership_type"))),
        aged_cell(
            label("exile" if in_exile else row["status"]), old.get((own, "exile_status" if in_exile else "status"))
        ),
        aged_cell(_place(row), old.get((own, "city" if isinstance(row["city"], str) else "base_country"))),
        page(url, warned) if url else "",
    ]


def _place(row: Mapping[object, object]) -> str:
    if isinstance(row["city"], str):
        return translate.place(row["city"])
    base = row["base_country"]
    return translate.country(base) if isinstance(base, str) else ""
