"""Why somebody is on the list of an invitation: sentences made of the data by conditions, the strongest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from mapping.choosing.invitation import Invitation
from mapping.choosing.known import Known, row
from mapping.choosing.measure_words import measure_name
from mapping.choosing.quoted import Said
from mapping.choosing.tie_words import between, gives, takes
from mapping.choosing.told import rule_name
from mapping.choosing.where import holds
from mapping.draw.labels import label, theme_name
from mapping.landscape import Landscape
from mapping.tables import split
from mapping.translate import _, enumerate_words, number, percent, place, plural

# Sentences on a card.
MOST = 4
# A measure speaks for somebody when so many of the eligible are below.
ABOVE = 0.75
# Points of the list, of 100, from which on their loss is told.
_LOST = 0.5


def why(made: Invitation, about: Known, own: str) -> list[Said]:
    """Up to four sentences on somebody of the list, the strongest first; each holds a number or a rule."""
    candidate = row(made.who.candidates, own)
    ways: tuple[Callable[[], Iterator[Said]], ...] = (
        lambda: _seat(made, own),
        lambda: gives(about, candidate),
        lambda: between(about, candidate),
        lambda: _brings(made, about.land, own),
        lambda: _outdoes(made, own),
        lambda: takes(about, candidate),
        lambda: _keeps_quota(made, own),
        lambda: _worth(made, own),
        lambda: _firm(made, own),
    )
    return [said for way in ways for said in way()][:MOST]


def _seat(made: Invitation, own: str) -> Iterator[Said]:
    """The seats that nobody's merit gave."""
    seat = row(made.listed, own)
    if seat["way"] == "lottery" and made.lottery is not None:
        chance = row(made.chances, own)["chance"]
        drawn = int((made.chances["way"] == "lottery").sum())
        yield Said(
            _(
                "Drawn by lot with a chance of {chance}; of the {n} in the draw nobody had less than {least}.",
                chance=percent(chance), n=number(drawn), least=percent(made.lottery.least),
            )
        )  # fmt: skip
    elif seat["way"] == "must":
        said = row(made.who.candidates, own)["said"]
        confirmed = _("The seat is fixed: confirmed already.")
        yield Said(
            confirmed if said == "confirmed" else _("The seat is fixed: the rules or the file of candidates say so.")
        )


def _brings(made: Invitation, land: Landscape, own: str) -> Iterator[Said]:
    """What nobody else on the list covers."""
    found: dict[str, list[str]] = {}
    for thing in split(row(made.listed, own)["brings"]):
        aim, name = thing.split(":", 1)
        found.setdefault(aim, []).append(name)
    # Who reaches no more of the network than itself brings nothing by it.
    if found.get("network") == ["1"]:
        del found["network"]
    if told := [_covered(land, aim, names) for aim, names in found.items()]:
        yield Said(
            _("Of the {n} on the list it alone brings {told}.", n=number(len(made.listed)), told=enumerate_words(told))
        )


def _covered(land: Landscape, aim: str, names: list[str]) -> str:
    """The things of one aim that somebody covers, in words; of the network their number."""
    if aim == "network":
        return _("a way to {n} ends of the network", n=number(int(names[0])))
    regions = dict(zip(land.regions["code"], land.regions["name"], strict=True)) if aim == "regions" else {}
    ways: dict[str, Callable[[str], str]] = {
        "needs": theme_name,
        "regions": lambda code: place(regions.get(code, code)),
    }
    listed = enumerate_words([ways.get(aim, label)(name) for name in names])
    kinds = {
        "regions": plural("the region {names}", "the regions {names}", len(names), names=listed),
        "languages": plural("the language {names}", "the languages {names}", len(names), names=listed),
        "countries": plural("the country {names}", "the countries {names}", len(names), names=listed),
        "media": plural("the medium {names}", "the media {names}", len(names), names=listed),
        "needs": plural("a need for {names}", "needs for {names}", len(names), names=listed),
    }
    return kinds[aim]


def _outdoes(made: Invitation, own: str) -> Iterator[Said]:
    """The weighed measure on which it stands highest among the eligible."""
    # How much we know of somebody is no reason to invite them.
    pool = made.who.candidates[[name for name, weight in made.rules.weights.items() if weight and name != "evidence"]]
    below = pool.rank(method="min").sub(1).div(pool.notna().sum().sub(1).clip(lower=1)).loc[own].dropna()
    if below.empty or below.max() < ABOVE:
        return
    name = str(below.idxmax())
    value, of = float(row(pool, own)[name]), int(pool[name].notna().sum())
    more = int((pool[name] > value).sum())
    yield Said(
        _(
            "Its {measure} is {value} of 100; of the {of} eligible of whom it is known, {more} more.",
            measure=measure_name(name), value=number(value), of=number(of),
            more=plural("{n} has", "{n} have", more) if more else _("none has"),
        )
    )  # fmt: skip


def _keeps_quota(made: Invitation, own: str) -> Iterator[Said]:
    """The quota that has no seat to spare without it, the one with the fewest eligible first."""
    listed = made.who.candidates.loc[made.listed.index]
    tight = []
    for quota in made.rules.quotas:
        least = quota.least.least(made.rules.seats) if quota.least else 0
        if least and holds(quota.where, listed)[own] and holds(quota.where, listed).sum() <= least:
            tight.append((int(holds(quota.where, made.who.candidates).sum()), quota.name, least))
    if tight:
        eligible, name, least = min(tight)
        yield Said(
            _(
                "It keeps the quota “{name}”: {least} of the seats must go there, and of {n} eligible it is one of the "
                "{least} chosen.",
                name=rule_name(name), least=number(least), n=number(eligible),
            )
        )  # fmt: skip


def _worth(made: Invitation, own: str) -> Iterator[Said]:
    """What the list would lose."""
    adds = row(made.listed, own)["adds"]
    if adds >= _LOST:
        lost, whole = number(adds, 1), number(made.value, 1)
        yield Said(_("Without it the list loses {lost} of its {whole} points.", lost=lost, whole=whole))


def _firm(made: Invitation, own: str) -> Iterator[Said]:
    """How often it stays on the list when things are missing or moved."""
    seat = row(made.listed, own)
    runs = {
        "kept_ties": _("when ties are missing"),
        "kept_weights": _("when the weights move"),
        "kept_sources": _("when one source is left out"),
    }
    told = [
        _("{share} of runs {what}", share=percent(seat[name]), what=what)
        for name, what in runs.items()
        if pd.notna(seat[name])
    ]
    if told:
        yield Said(_("It keeps its seat in {told}.", told=enumerate_words(told)))
