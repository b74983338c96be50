"""The questions of the regional study: how far the data answer each today, and what they cannot."""

from __future__ import annotations

from mapping.draw.table import Column, Table
from mapping.draw.tell.needs import NO_SURVEY
from mapping.draw.tell.pressure import ANY
from mapping.draw.tell.study import Findings
from mapping.translate import _, number, percent, plural, series


def study_questions_table(found: Findings, *, caption: str) -> Table:
    """The questions of the study: what the data answer today, and what they cannot."""
    columns = (
        Column(_("Question"), width=1.5),
        Column(_("What the data answer"), width=2.6),
        Column(_("What is missing"), width=2.4),
    )
    return Table(columns, [_players(found), _ways(found), _pressed(found), _helped(found), _guests(found)], caption)


def _players(found: Findings) -> tuple[str, str, str]:
    n, unknown = int(found.by_country["n"].sum()), int(found.by_country["unknown"].sum())
    dark = int(found.without["without"].sum())
    return (
        _("Who are the players, and who stands behind them?"),
        plural(
            "{n} outlet; whether it works is known for {known}, a holder for {held}.",
            "{n} outlets; whether they work is known for {known}, a holder for {held}.",
            n,
            known=percent((n - unknown) / max(n, 1)),
            held=percent((n - dark) / max(n, 1)),
        ),
        _("Audiences; outlets that no page names; extracts of registers."),
    )


def _ways(found: Findings) -> tuple[str, str, str]:
    missing = (
        _("What was deleted, sent in closed groups or shown on air.")
        if found.items
        else _("All texts: who copies, forwards, links to and cites whom; who is first.")
    )
    answer = [
        plural("{n} tie stated by pages", "{n} ties stated by pages", found.ties),
        plural("{n} item", "{n} items", found.items),
    ]
    return _("How does information travel?"), f"{series(answer)}.", missing


def _pressed(found: Findings) -> tuple[str, str, str]:
    every = found.rates[found.rates["pressure"] == ANY]
    answer = [
        plural("{n} event since {since}", "{n} events since {since}", int(every["n"].sum()), since=found.since),
        plural("{n} outlet hit", "{n} outlets hit", int(every["outlets_hit"].sum())),
        plural("{n} outlet in exile", "{n} outlets in exile", len(found.exiled)),
    ]
    return (
        _("Who is under pressure, and who left?"),
        f"{series(answer)}.",
        _("Threats, lost advertisers, self-censorship; how far those in exile have settled."),
    )


def _helped(found: Findings) -> tuple[str, str, str]:
    seen = int((found.gaps["need_shown"] != "none").sum())
    running = int((found.programmes["running"] == "yes").sum())
    asked = found.gaps.empty or (found.gaps["survey_shown"] == NO_SURVEY).all()
    return (
        _("What do they need, and who helps?"),
        _(
            "Pairs of a country and a theme with a need on record: {seen} of {all}. Programmes: {n}, known to run: "
            "{running}.",
            seen=number(seen),
            all=number(len(found.gaps)),
            n=number(len(found.programmes)),
            running=number(running),
        ),
        _("The newsrooms' own answers; which programmes still run.") if asked else _("Which programmes still run."),
    )


def _guests(found: Findings) -> tuple[str, str, str]:
    ranked = found.ranks[(found.ranks["layer"] == "joint") & (found.ranks["measure"] == "reaches")]
    return (
        _("Whom to invite?"),
        plural(
            "{n} outlet has a place as a source, with its interval; lists follow open rules.",
            "{n} outlets have a place as a source, each with its interval; lists follow open rules.",
            len(ranked),
        ),
        _("Who would come, who may travel, who speaks for whom."),
    )
