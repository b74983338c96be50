"""A country on two pages: what a manager must know before a first meeting, each sentence only where its number is."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from mapping.countries import COUNTRIES
from mapping.draw.labels import label, theme_name
from mapping.draw.style import written
from mapping.draw.tell.brief_head import Headline
from mapping.draw.tell.common import between, listed, size_told
from mapping.draw.tell.needs import SHOWN, WITHOUT, score
from mapping.draw.tell.pressure import ANY, pressed
from mapping.draw.text import Text
from mapping.translate import _, country, enumerate_words, number, percent, place, plural

Row = Mapping[Hashable, Any]
STATE, UNKNOWN = "state", "unknown"
# The largest groups that a sentence names.
NAMED = 4


def of_country(rows: pd.DataFrame, column: str, code: str) -> pd.DataFrame:
    """The rows whose `column` (codes joined by `;`) names a country."""
    return rows[rows[column].str.split(";").map(lambda codes: code in codes).astype(bool)]


def brief_title(code: str) -> Headline:
    """The title of a country's brief."""
    return Headline(_("{country}: country brief", country=country(code)))


def brief_in_short(
    by_country: pd.DataFrame, powers: pd.DataFrame, rates: pd.DataFrame, gaps: pd.DataFrame, code: str, since: int
) -> Text:
    """The brief in four points, from outlets_by_country, power_shares, pressure_rates of all countries, and gaps."""
    own = gaps[gaps["country"] == code]
    return Text(
        [size_told(by_country), *_powers_told(powers), *_pressed(rates, code, since), *_needed(own)], listed=True
    )


def _powers_told(powers: pd.DataFrame) -> list[str]:
    """Behind how many outlets the state stands, and behind how many nobody is known to stand."""
    state, dark = (powers[powers["group"] == group] for group in (STATE, UNKNOWN))
    if powers.empty:
        return []
    least, most = int(state["n_min"].sum()), int(state["n_max"].sum())
    controlled = _("The state controls {state} of the outlets that work or may.", state=between(least, most))
    unknown = plural(
        "Of {n} outlet ({share}) nobody knows who controls it, and it may be the state's, too.",
        "Of {n} outlets ({share}) nobody knows who controls them, and any of these may be the state's, too.",
        int(dark["n_max"].sum()),
        share=percent(float(dark["share_max"].sum())),
    )
    return [f"{controlled} {unknown}"]


def _pressed(rates: pd.DataFrame, code: str, since: int) -> list[str]:
    """The rate of events, and from which of the other three countries it differs beyond chance."""
    every = rates[(rates["pressure"] == ANY) & rates["country"].isin(COUNTRIES)]
    there = every["country"] == code
    own, others = every[there & (every["n"] > 0)].to_dict("records"), every[~there]
    if not own:
        return [_("Since {since} no event of pressure is on record; that may mean silence, not peace.", since=since)]
    return [" ".join([_rate_told(own[0], since), *_compared(own[0], others)])]


def _rate_told(own: Row, since: int) -> str:
    hit = int(own["outlets_hit"])
    sentences = [
        pressed(int(own["n"]), since),
        plural("These events fell on {n} outlet.", "These events fell on {n} outlets.", hit),
        _(
            "Events a year for every 100 outlets: {rate} (95 % interval {low} to {high}).",
            rate=written(own["rate"]),
            low=written(own["low"]),
            high=written(own["high"]),
        ),
    ]
    return " ".join(sentences)


def _compared(own: Row, others: pd.DataFrame) -> list[str]:
    above = [label(other) for other in others.loc[others["high"] < own["low"], "country"]]
    below = [label(other) for other in others.loc[others["low"] > own["high"], "country"]]
    if not above and not below:
        return [_("Chance alone may explain the difference from the other countries.")]
    told = []
    if above:
        told.append(_("Beyond chance more than in: {countries}.", countries=listed(above)))
    if below:
        told.append(_("Beyond chance less than in: {countries}.", countries=listed(below)))
    return [*told, _("A difference may also lie in how many people report.")]


def _needed(gaps: pd.DataFrame) -> list[str]:
    """The greatest need with its interval, and the needs for which no programme is known."""
    shown = gaps[gaps["need_shown"] == SHOWN].sort_values("need", ascending=False, kind="stable")
    alone = [theme_name(theme) for theme in gaps.loc[gaps["reading"] == WITHOUT, "theme"]]
    told = []
    if len(shown):
        first = shown.iloc[0]
        told.append(
            plural(
                "Of needs seen from outside the greatest is {theme}: {need} of 100 on average in {n} newsroom.",
                "Of needs seen from outside the greatest is {theme}: {need} of 100 on average in {n} newsrooms.",
                int(first["need_outlets"]),
                theme=theme_name(first["theme"]),
                need=score({"mean": first["need"], "low": first["need_low"], "high": first["need_high"]}),
            )
        )
    if alone:
        told.append(_("A need is on record and no programme known for: {themes}.", themes=listed(alone)))
    return [" ".join(told)] if told else []


def brief_players(
    by_medium: pd.DataFrame, by_language: pd.DataFrame, served: pd.DataFrame, silent: pd.DataFrame, facts: pd.DataFrame
) -> Text:
    """Who is there: media, languages, whom nobody serves, and of how many any tie is known."""
    told = [
        _(
            "By medium: {media}. By language: {languages}. An outlet counts in each of its media and languages.",
            media=_ranked(by_medium, "medium"),
            languages=_ranked(by_language, "language"),
        )
    ]
    unserved = served[(served["n"] == 0)].sort_values("people", ascending=False, kind="stable")
    if len(unserved):
        names = [_people(row) for row in unserved.to_dict("records")]
        told.append(_("No outlet is known in: {languages}.", languages=listed(names)))
    if len(silent):
        told.append(_("No outlet is known in these regions: {regions}.", regions=listed(silent["name"].map(place))))
    tied = int((facts["n_takers"] + facts["n_givers"] > 0).sum())
    told += [
        plural(
            "A tie is known for {tied} of {n} active outlet.",
            "A tie is known for {tied} of {n} active outlets.",
            len(facts),
            tied=number(tied),
        ),
        _(
            "The table shows those with most ties, which says where content, money and control run, not who is read or "
            "believed."
        ),
    ]
    return Text([" ".join(told)])


def _ranked(counts: pd.DataFrame, column: str) -> str:
    sums = counts.groupby(column)["n"].sum().sort_index().sort_values(ascending=False, kind="stable")
    named = [_("{name} ({n})", name=label(code), n=number(n)) for code, n in sums.head(NAMED).items()]
    if len(sums) > NAMED:
        named.append(plural("{n} more", "{n} more", len(sums) - NAMED))
    return enumerate_words(named)


def _people(row: Row) -> str:
    name = label(row["language"])
    return name if pd.isna(row["people"]) else _("{name} ({n} people)", name=name, n=number(row["people"]))


def brief_owners(without: pd.DataFrame, confidences: pd.DataFrame, markets: pd.DataFrame) -> Text:
    """Who holds: named holders, stated shares, allegations, and how concentrated the largest market may be."""
    n, dark = int(without["n"].sum()), int(without["without"].sum())
    stakes, shares = int(confidences["n"].sum()), int(confidences["with_share"].sum())
    alleged = int(confidences.loc[confidences["confidence"] == "alleged", "n"].sum())
    told = [
        plural(
            "A holder is named for {held} of {n} outlet.",
            "A holder is named for {held} of {n} outlets.",
            n,
            held=number(n - dark),
        ),
        plural(
            "A share is stated for {shares} of {n} stake.",
            "A share is stated for {shares} of {n} stakes.",
            stakes,
            shares=number(shares),
        )
        if shares
        else plural("No share is stated for {n} stake.", "For none of {n} stakes a share is stated.", stakes),
    ]
    if alleged:
        told.append(
            plural(
                "{n} stake is only alleged and part of no total.",
                "{n} stakes are only alleged and part of no total.",
                alleged,
            )
        )
    return Text([" ".join([*told, *_market(markets)])])


def _market(markets: pd.DataFrame) -> list[str]:
    """The largest market of one medium, between its bounds."""
    if markets.empty:
        return []
    largest = markets.sort_values(["n", "medium"], ascending=[False, True]).iloc[0]
    return [
        plural(
            "In the largest market, {medium} ({n} outlet), the four biggest owners hold {low} to {high} of the "
            "outlets: unknown owners leave it open.",
            "In the largest market, {medium} ({n} outlets), the four biggest owners hold {low} to {high} of the "
            "outlets: unknown owners leave it open.",
            int(largest["n"]),
            medium=label(largest["medium"]),
            low=percent(largest["cr4_low"]),
            high=percent(largest["cr4_high"]),
        )
    ]
