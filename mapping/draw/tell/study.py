"""The regional study told: its summary, how its facts were made, and what would change it most."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mapping.countries import COUNTRIES
from mapping.draw.labels import label, theme_name
from mapping.draw.style import written
from mapping.draw.tell.common import listed, size_told
from mapping.draw.tell.needs import NO_SURVEY, SHOWN, WITHOUT, score
from mapping.draw.tell.pressure import ANY, pressed
from mapping.draw.text import Text
from mapping.translate import _, capitalised, country, day, number, percent, plural

Row = Mapping[Hashable, Any]
STATE, UNKNOWN = "state", "unknown"


@dataclass(frozen=True)
class Findings:
    """The indicators on which the study's summary and its table of questions rest.

    outlets_by_country, outlets_without_holder, power_shares, pressure_rates (since `since`), exile_outlets,
    layers_at_hand, item_quality, player_ranks, gaps, who_supports.
    """

    by_country: pd.DataFrame
    without: pd.DataFrame
    powers: pd.DataFrame
    rates: pd.DataFrame
    exiled: pd.DataFrame
    layers: pd.DataFrame
    quality: pd.DataFrame
    ranks: pd.DataFrame
    gaps: pd.DataFrame
    who: pd.DataFrame
    since: int

    @property
    def items(self) -> int:
        """How many items were gathered."""
        return int(self.quality["items"].sum())

    @property
    def ties(self) -> int:
        """How many ties pages state."""
        return int(self.layers.loc[self.layers["kind"] == "stated", "ties"].sum())

    @property
    def programmes(self) -> pd.DataFrame:
        """One row a programme."""
        return self.who.drop_duplicates("programme_id")


def study_summary(found: Findings) -> Text:
    """The study in points: each a number with its bounds, or why there is none."""
    return Text(
        [
            size_told(found.by_country),
            *_control(found.powers),
            *_pressure(found.rates, found.since),
            *_exile(found.exiled),
            *_travel(found),
            *_needs(found.gaps),
        ],
        listed=True,
    )


def _control(powers: pd.DataFrame) -> Iterator[str]:
    """The state's outlets between their bounds, and where least and most is known of who controls."""
    state = powers[powers["group"] == STATE]
    if len(state):
        yield _(
            "States control at least {least} and at most {most} of the outlets that work or may, as far as a "
            "controller is known.",
            least=number(state["n_min"].sum()),
            most=number(state["n_max"].sum()),
        )
    dark = powers[(powers["group"] == UNKNOWN) & powers["country"].isin(COUNTRIES)].sort_values("share_max")
    if len(dark) > 1:
        least, most = dark.iloc[0].to_dict(), dark.iloc[-1].to_dict()
        yield _(
            "Nobody knows who controls {low} ({low_country}) to {high} ({high_country}) of a country's outlets: the "
            "state's part may be larger everywhere.",
            low=percent(least["share_max"]),
            low_country=country(least["country"]),
            high=percent(most["share_max"]),
            high_country=country(most["country"]),
        )


def _pressure(rates: pd.DataFrame, since: int) -> Iterator[str]:
    """The highest rate, and whether chance alone may explain that it is."""
    every = rates[(rates["pressure"] == ANY) & rates["country"].isin(COUNTRIES) & (rates["n"] > 0)]
    if every.empty:
        return
    ranked = every.sort_values("rate", ascending=False, kind="stable").to_dict("records")
    first, others = ranked[0], ranked[1:]
    highest = _(
        "The rate is highest in: {country}, {rate} a year for every 100 outlets (95 % interval {low} to {high}).",
        country=country(first["country"]),
        rate=written(first["rate"]),
        low=written(first["low"]),
        high=written(first["high"]),
    )
    told = f"{pressed(int(every['n'].sum()), since)} {highest}"
    if others and first["low"] > max(row["high"] for row in others):
        yield " ".join([told, _("That lies above the others beyond chance; more people may also report there.")])
    else:
        yield " ".join([told, _("Chance alone may explain that it leads.")])


def _exile(exiled: pd.DataFrame) -> Iterator[str]:
    if len(exiled):
        homes = exiled["home_country"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
        yield plural(
            "{n} outlet works from exile or partly so, as pages say: {countries}.",
            "{n} outlets work from exile or partly so, as pages say: {countries}.",
            len(exiled),
            countries=listed(_("{name} ({n})", name=label(code), n=number(n)) for code, n in homes.items()),
        )


def _travel(found: Findings) -> Iterator[str]:
    ties = plural(
        "{n} tie between outlets and others is stated by pages.",
        "{n} ties between outlets and others are stated by pages.",
        found.ties,
    )
    gathered = (
        plural("{n} item was gathered.", "{n} items were gathered.", found.items)
        if found.items
        else _("No text has been gathered, so who copies whom is not known.")
    )
    yield f"{ties} {gathered}"


def _needs(gaps: pd.DataFrame) -> Iterator[str]:
    shown = gaps[gaps["need_shown"] == SHOWN].sort_values("need", ascending=False, kind="stable")
    if len(shown):
        first = shown.iloc[0].to_dict()
        yield plural(
            "The greatest need seen from outside is {theme} (country: {country}): {need} of 100 on average in {n} "
            "newsroom.",
            "The greatest need seen from outside is {theme} (country: {country}): {need} of 100 on average in {n} "
            "newsrooms.",
            int(first["need_outlets"]),
            theme=theme_name(first["theme"]),
            country=country(first["country"]),
            need=score({"mean": first["need"], "low": first["need_low"], "high": first["need_high"]}),
        )
    for theme, rows in gaps[gaps["reading"] == WITHOUT].groupby("theme", sort=False):
        yield _(
            "A need is on record and no programme known for {theme}. Countries: {countries}.",
            theme=theme_name(str(theme)),
            countries=listed(map(country, rows["country"])),
        )


def study_method(
    coverage: pd.DataFrame, citations: pd.DataFrame, doubts: int, conflicts: int, date: datetime.date
) -> Text:
    """How the facts were made, from coverage_by_source and the citations: counts, not claims."""
    kept = int(citations["saved"].notna().sum())
    dated = int(citations["published"].notna().sum())
    told = [
        _(
            "Facts come from {sources} sources, {rows} records of outlets and owners, and {pages} public pages, read "
            "up to {date}.",
            sources=number(coverage["source"].nunique()),
            rows=number(coverage["rows"].sum()),
            pages=number(len(citations)),
            date=day(date),
        ),
        _(
            "Of these pages {dated} state when they were published, and of {kept} a saved copy is kept.",
            dated=number(dated),
            kept=number(kept),
        )
        if kept
        else _("Of these pages {dated} state when they were published.", dated=number(dated)),
        " ".join(
            [
                _("Records of one outlet are joined by rules and by dated decisions; every value has its page."),
                plural(
                    "On {n} field the sources contradict each other.",
                    "On {n} fields the sources contradict each other.",
                    conflicts,
                ),
                plural(
                    "{n} pair may still be one and the same: a person has to look.",
                    "{n} pairs may still be one and the same: a person has to look.",
                    doubts,
                ),
            ]
        ),
        _("A fact is registered, reported or alleged. What is only alleged stands apart and enters no total."),
        _("Unknown is not zero: shares and counts lie between bounds wherever a part is not known."),
        _("Nothing here names a newsroom that hides, its place, or what it lacks."),
    ]
    return Text(told, listed=True)


def study_limits(found: Findings) -> Text:
    """What would change the study most, in the order of how much rests on it."""
    told = [] if found.items else [_("Texts of outlets: who leads and who copies may turn out otherwise.")]
    if (found.gaps["survey_shown"] == NO_SURVEY).all():
        told.append(_("Answers of newsrooms: needs that leave no public trace would appear."))
    dark = int(found.without["without"].sum())
    told += [
        plural(
            "Register extracts: {n} outlet has no named holder, and it may change a total.",
            "Register extracts: {n} outlets have no named holder, and any of them may change a total.",
            dark,
        ),
        _("Audiences: a place in the network is not a readership."),
        _("Voices outside the capitals: pages name small and local outlets least often."),
    ]
    return Text([capitalised(sentence) for sentence in told], listed=True)
