"""Pressure, exile and access in a country's brief, each number with what it cannot say."""

from __future__ import annotations

import datetime

import pandas as pd

from mapping.draw.labels import label
from mapping.draw.tell.common import listed
from mapping.draw.tell.pressure import ANY
from mapping.draw.text import Text
from mapping.translate import _, enumerate_words, number, plural

# The years that are compared with as many before.
YEARS = 5


def brief_pressure(rates: pd.DataFrame, timeline: pd.DataFrame, code: str, since: int, date: datetime.date) -> Text:
    """The events of a country by class, and the last years beside those before, from its pressure_timeline."""
    classes = rates[(rates["country"] == code) & (rates["pressure"] != ANY) & (rates["n"] > 0)]
    ranked = classes.sort_values("n", ascending=False, kind="stable")
    named = [_("{name} ({n})", name=label(row["pressure"]), n=number(row["n"])) for row in ranked.to_dict("records")]
    if not named:
        return Text([])
    told = _("Since {since}: {classes}.", since=since, classes=enumerate_words(named))
    return Text([" ".join([told, *_trend(timeline, date.year)])])


def _trend(timeline: pd.DataFrame, last: int) -> list[str]:
    """The events of the last years, this one among them, beside those of as many before."""
    late, early = (int(timeline["year"].between(last - n - YEARS + 1, last - n).sum()) for n in (0, YEARS))
    told = [_reported(late, last), _reported(early, last - YEARS)]
    if late > early:
        return [*told, _("Later years are better covered, so a rise is not yet a trend.")]
    return [*told, _("Fewer reports may mean fewer who dare to report.")] if late < early else told


def _reported(n: int, last: int) -> str:
    return plural(
        "From {first} to {last} pages report {n} event.",
        "From {first} to {last} pages report {n} events.",
        n,
        first=last - YEARS + 1,
        last=last,
    )


def brief_exile(exiled: pd.DataFrame, kept: pd.DataFrame, outlets: pd.DataFrame) -> Text:
    """Who works from abroad, who is kept from readers at home, and whose materials are dangerous to share.

    From exile_outlets, where_to_read_kinds and the country's outlets.
    """
    return Text([" ".join([*_abroad(exiled), *_kept(kept), *_labelled(outlets)])])


def _abroad(exiled: pd.DataFrame) -> list[str]:
    if exiled.empty:
        return [_("Of no outlet a page says that it works from exile.")]
    known = exiled[~exiled["base_country"].isin(("not_stated", "hidden"))]
    told = [
        plural(
            "Pages say of {n} outlet that it works from exile or partly so: {names}.",
            "Pages say of {n} outlets that they work from exile or partly so: {names}.",
            len(exiled),
            names=listed(exiled["name"]),
        ),
        plural("The host country is stated for {n} outlet.", "The host country is stated for {n} outlets.", len(known)),
    ]
    if len(known):
        bases = known["base_country"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
        names = [_("{name} ({n})", name=label(code), n=number(n)) for code, n in bases.items()]
        told.append(_("Host countries: {countries}.", countries=listed(names)))
    if (exiled["exile_phase"] == "not_looked_at").all():
        told.append(_("How far they have settled nobody has looked at yet."))
    return told


def _kept(kept: pd.DataFrame) -> list[str]:
    n = kept["outlet_id"].nunique()
    if not n:
        return [_("Of no working outlet a report, list or measurement says that readers are kept from its site.")]
    other = kept.loc[kept["n"] > 0, "outlet_id"].nunique()
    return [
        plural(
            "Readers are said to be kept from the site of {n} working outlet.",
            "Readers are said to be kept from the sites of {n} working outlets.",
            n,
        ),
        plural("Another channel is known of {n} such outlet.", "Another channel is known of {n} such outlets.", other)
        if other
        else _("No other channel of theirs is known to us."),
    ]


def _labelled(outlets: pd.DataFrame) -> list[str]:
    names = outlets.loc[outlets["labelled_in"].notna(), "name"]
    if names.empty:
        return []
    return [
        _(
            "Warning: opening or sharing materials of these outlets may be punished, as they are labelled extremist: "
            "{names}.",
            names=listed(names),
        )
    ]
