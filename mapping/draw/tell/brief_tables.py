"""The tables of a country's brief, what the country feeds on, and what nobody knows of it."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from mapping.draw.labels import label, theme_name
from mapping.draw.sourced import sourced
from mapping.draw.table import Cell, Column, Table
from mapping.draw.tell.common import codes, listed
from mapping.draw.tell.needs import NO_SURVEY, SHOWN, TOO_FEW, score
from mapping.draw.tell.player_cards import interval
from mapping.draw.tell.pressure import ANY
from mapping.draw.text import Text
from mapping.translate import _, capitalised, day, enumerate_words, number, percent, plural

Row = Mapping[Hashable, Any]
JOINT, REACHES = "joint", "reaches"
# The layers on which content travels, as pages state it.
CONTENT = ("relay", "syndication", "cooperation")
# The largest givers that a sentence names.
NAMED = 5


@sourced
def brief_players_table(
    facts: pd.DataFrame, ranks: pd.DataFrame, outlets: pd.DataFrame, *, most: int, caption: str
) -> Table:
    """The outlets of one country with most ties, from player_facts and the player_ranks of the whole region."""
    columns = (
        Column(_("Outlet"), width=1.9),
        Column(_("Media"), width=1.3),
        Column(_("Languages"), width=1.6),
        Column(_("Kind of owner"), width=1.2),
        Column(_("Gives to"), "right", 0.6),
        Column(_("Takes from"), "right", 0.7),
        Column(_("Place as a source"), "right", 1.1),
        Column(_("Pressure"), "right", 0.7),
    )
    about = outlets.set_index("outlet_id")
    places = ranks[(ranks["layer"] == JOINT) & (ranks["measure"] == REACHES)].set_index("outlet_id")
    ordered = facts.assign(ties=facts["n_takers"] + facts["n_givers"])
    ordered = ordered[ordered["ties"] > 0].sort_values(
        ["n_takers", "ties", "outlet_id"], ascending=[False, False, True]
    )
    rows = [
        (
            _name(row["name"], about.at[row["outlet_id"], "labelled_in"]),
            codes(about.at[row["outlet_id"], "media"], label),
            codes(about.at[row["outlet_id"], "languages"], label),
            label(about.at[row["outlet_id"], "ownership_type"]),
            number(row["n_takers"]),
            number(row["n_givers"]),
            _place(row["outlet_id"], places),
            number(row["n_pressure"]),
        )
        for row in ordered.head(most).to_dict("records")
    ]
    note = _(
        "Gives to, takes from: how many others, on all layers of ties. Place: among {of} sources of all countries, and "
        "in brackets between which places it lies in nine of ten runs, each without another tenth of the ties. "
        "Pressure: events on record.",
        of=number(len(places)),
    )
    return Table(columns, rows, caption, note)


def _name(name: str, labelled: object) -> str | Cell:
    return Cell(name, None, _("materials labelled extremist")) if isinstance(labelled, str) else name


def _place(outlet: str, places: pd.DataFrame) -> str:
    if outlet not in places.index:
        return "–"
    row = places.loc[outlet].to_dict()
    return f"{number(row['rank'])} ({interval(row)})"


@sourced
def brief_needs_table(gaps: pd.DataFrame, *, caption: str) -> Table:
    """Each theme with a need or a programme on record: the need with its interval beside the programmes."""
    columns = (
        Column(_("Theme"), width=1.7),
        Column(_("Need from 0 to 100"), "right", 1.1),
        Column(_("Newsrooms"), "right", 0.7),
        Column(_("Programmes run"), "right", 0.8),
        Column(_("No end stated"), "right", 0.6),
        Column(_("Ended"), "right", 0.6),
        Column(_("Reading"), width=3.5),
    )
    told = gaps[gaps["reading"] != "neither"].sort_values("need", ascending=False, kind="stable", na_position="last")
    rows = [
        (
            capitalised(theme_name(row["theme"])),
            _need(row),
            number(row["need_outlets"]) if row["need_shown"] == SHOWN else "",
            *(_programmes(row[name]) for name in ("running", "unknown", "ended")),
            label(row["reading"]),
        )
        for row in told.to_dict("records")
    ]
    note = _(
        "Need: mean of the newsrooms with outside evidence such as raids, blocking or lost support, and its 95 % "
        "interval; a judgement by open rules. Hidden: fewer than five newsrooms. A dash: nothing on record, or not "
        "looked at."
    )
    return Table(columns, rows, caption, note)


def _need(row: Row) -> str:
    if row["need_shown"] == SHOWN:
        return score({"mean": row["need"], "low": row["need_low"], "high": row["need_high"]})
    return _("hidden") if row["need_shown"] == TOO_FEW else "–"


def _programmes(count: float) -> str:
    return "–" if pd.isna(count) else number(count)


def _which_run(running: int, unclear: int) -> list[str]:
    """How many programmes run, and of how many no page states an end."""
    if not running:
        none = _("Of none a page states an end that is still to come.")
        ends = plural("Of {n} programme no page states any end.", "Of {n} programmes no page states any end.", unclear)
        return [none, ends] if unclear else [none]
    runs = plural(
        "{n} programme runs: its stated end is still to come.",
        "{n} programmes run: their stated end is still to come.",
        running,
    )
    ends = plural("Of {n} other programme no page states an end.", "Of {n} other programmes no page states an end.",
                  unclear)  # fmt: skip
    return [runs, ends] if unclear else [runs]


def brief_support(gaps: pd.DataFrame, who: pd.DataFrame, ending: pd.DataFrame) -> Text:
    """Who helps: how many programmes, of how many a page says that they run, and which lost a funder."""
    programmes = who.drop_duplicates("programme_id")
    running, unclear = (int((programmes["running"] == state).sum()) for state in ("yes", "unknown"))
    told = [
        plural("{n} programme is on record.", "{n} programmes are on record.", len(programmes)),
        *_which_run(running, unclear),
    ]
    helpers = programmes.loc[programmes["running"] != "no", "organisation"].dropna().str.split(";").explode()
    if len(helpers):
        counted = helpers.value_counts().sort_index().sort_values(ascending=False, kind="stable")
        told.append(_("Behind those that run or may run stand: {names}.", names=listed(counted.index)))
    stopped = ending.loc[ending["when"] == "funder stopped", "programme"]
    if len(stopped):
        told.append(_("A funder stopped, the end of the programme is not stated: {names}.", names=listed(stopped)))
    if not gaps.empty and (gaps["survey_shown"] == NO_SURVEY).all():
        told.append(_("No newsroom has been asked yet."))
    return Text([" ".join(told)])


def brief_sources(
    borders: pd.DataFrame, bridges: pd.DataFrame, groups: pd.DataFrame, quality: pd.DataFrame, code: str
) -> Text:
    """What a country feeds on: the content that leads to it, and the shares of its copy where texts were gathered.

    From cross_border_citations, bridges_between, group_dependence and item_quality.
    """
    taken = borders[(borders["to_country"] == code) & borders["layer"].isin(CONTENT)]
    foreign = taken[~taken["from_country"].isin((code, "unknown"))]
    return Text(
        [
            " ".join(
                [*_taken(taken, foreign), *_origins(foreign), *_givers(bridges, code), *_copied(groups, quality, code)]
            )
        ]
    )


def _taken(taken: pd.DataFrame, foreign: pd.DataFrame) -> list[str]:
    if taken.empty:
        return [_("No page tells of a channel, a supplier or a partner from which outlets here take content.")]
    return [
        plural(
            "{n} tie of content is on record (channels carried, copy supplied, cooperation).",
            "{n} ties of content are on record (channels carried, copy supplied, cooperation).",
            int(taken["n_ties"].sum()),
        ),
        plural("{n} tie leads from abroad.", "{n} ties lead from abroad.", int(foreign["n_ties"].sum())),
        plural(
            "Of {n} tie nobody knows from where it leads.",
            "Of {n} ties nobody knows from where they lead.",
            int(taken.loc[taken["from_country"] == "unknown", "n_ties"].sum()),
        ),
    ]


def _origins(foreign: pd.DataFrame) -> list[str]:
    if foreign.empty:
        return []
    sums = foreign.groupby("from_country")["n_ties"].sum().sort_index().sort_values(ascending=False, kind="stable")
    named = [_("{name} ({n})", name=label(code), n=number(n)) for code, n in sums.head(NAMED).items()]
    if len(sums) > NAMED:
        named.append(plural("{n} more", "{n} more", len(sums) - NAMED))
    return [_("Countries of origin: {countries}.", countries=enumerate_words(named))]


def _givers(bridges: pd.DataFrame, code: str) -> list[str]:
    """The names behind the channels and the copy that come from abroad."""
    given = bridges[(bridges["to_country"] == code) & (bridges["from_country"] != code) & (bridges["end"] == "gives")]
    given = given[given["layer"].isin(("relay", "syndication"))]
    names = given.sort_values(["n_ties", "name"], ascending=[False, True])["name"].drop_duplicates()
    return [_("Carried or supplied from abroad: {names}.", names=listed(names))] if len(names) else []


def _copied(groups: pd.DataFrame, quality: pd.DataFrame, code: str) -> list[str]:
    """Which shares of the country's items draw on which group, or that nobody can say yet."""
    items = int(quality.loc[quality["country"] == code, "items"].sum())
    if not items:
        return [_("No text was gathered, so nobody can say which share of the copy comes from where.")]
    counted = groups[(groups["country"] == code) & (groups["mechanism"] == "any") & (groups["group"] != "other")]
    first = counted[counted["enough"] == "yes"].sort_values("n", ascending=False, kind="stable").head(NAMED)
    told = [
        _(
            "{group} {share} ({low} to {high})",
            group=label(row["group"]),
            share=percent(row["share"], 1),
            low=percent(row["low"], 1),
            high=percent(row["high"], 1),
        )
        for row in first.to_dict("records")
    ]
    if not told:
        return [_("Of {n} gathered items too few are dated to say on whom they draw.", n=number(items))]
    return [
        _(
            "Of {n} gathered items these shares draw on groups of sources (95 % interval): {groups}.",
            n=number(items),
            groups=listed(told),
        )
    ]


def brief_unknowns(
    filled: pd.DataFrame, without: pd.DataFrame, rates: pd.DataFrame, code: str, date: datetime.date
) -> Text:
    """What a reader of the brief must not conclude, from filled_columns, outlets_without_holder and pressure_rates."""
    share = filled[filled["reason"] == "filled"].set_index("column")["share"]
    years = rates[(rates["country"] == code) & (rates["pressure"] == ANY)]
    told = [
        _(
            "Outlets that no page names are missing, the small and local ones most often. Pages were read up to "
            "{date}.",
            date=day(date),
        ),
        _(
            "Audiences: no figure of reach is at hand, so an outlet with many ties may have few readers, and the other "
            "way round."
        ),
        _(
            "Dates: the day of foundation is stated for {founded} of the outlets; a status of “active” often means "
            "that nothing said otherwise.",
            founded=percent(float(share.get("founded", 0))),
        ),
        _(
            "Owners: for {dark} of {n} outlets no holder is named; silence is no proof of independence.",
            dark=number(int(without["without"].sum())),
            n=number(int(without["n"].sum())),
        ),
    ]
    if len(years):
        row = years.iloc[0]
        told.append(
            _(
                "Pressure: rates rest on {least} to {most} outlet-years; threats, lost advertisers and self-censorship "
                "leave no event.",
                least=number(row["years_min"]),
                most=number(row["years_max"]),
            )
        )
    return Text(told, listed=True)
