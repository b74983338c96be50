"""A choice in a report: its rules in the reader's words, and the list of an invitation."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import pandas as pd

from mapping.choosing.invitation import Invitation
from mapping.choosing.measure_words import measure_name, measure_names
from mapping.choosing.rules import GUARDED, Quota, Rules
from mapping.choosing.where import Condition, Where
from mapping.draw.labels import heading, label
from mapping.draw.table import Column, Table
from mapping.translate import _, capitalised, country, enumerate_words, number, pair, percent, plural, series


def rules_table(rules: Rules, *, caption: str) -> Table:
    """Every rule of a choice, one a row, in the order in which they apply."""
    columns = (Column(_("Rule"), width=2), Column(_("What it asks"), width=4))
    rows = [*_who_may(rules), *_how_many(rules), *_what_counts(rules)]
    return Table(
        columns, rows, caption, _("File: {name}. Whoever copies and changes it makes another list.", name=rules.origin)
    )


def list_table(made: Invitation, *, caption: str) -> Table:
    """For the team: the list of an invitation, the best first, and how firmly each name stands on it."""
    columns = (
        Column(_("Outlet"), width=2),
        Column(_("Country"), width=1.3),
        Column(_("Seat"), width=0.8),
        Column(_("Merit"), "right", 0.7),
        Column(_("Adds"), "right", 0.7),
        Column(_("Stays"), "right", 0.7),
    )
    ways = {"must": _("fixed"), "merit": _("by merit"), "lottery": _("by lot")}
    kept = made.listed[["kept_ties", "kept_weights", "kept_sources"]].astype(float).min(axis=1)
    rows = [
        (
            row["name"],
            capitalised(label(row["country"])),
            ways[row["way"]],
            *("" if pd.isna(row[name]) else number(row[name], 1) for name in ("score", "adds")),
            "" if math.isnan(stays) else percent(stays),
        )
        for row, stays in zip(made.listed.to_dict("records"), kept, strict=True)
    ]
    proven = _("No other list that keeps the rules is better.")
    near = _("A list better by up to {gap} may exist.", gap=percent(made.gap, 1))
    note = _(
        "The list comes to {value} of 100. Merit: of the name alone, 0 to 100. Adds: what the list would lose without "
        "it. Stays: in what share of runs it keeps its seat when ties or one source are missing or the weights move; "
        "the least of the three.",
        value=number(made.value),
    )
    return Table(columns, rows, caption, f"{note} {near if made.gap else proven}")


def _who_may(rules: Rules) -> Iterator[tuple[str, str]]:
    """Who may be chosen at all."""
    yield (
        _("Seats"),
        " ".join(
            [
                plural("{n} seat.", "{n} seats.", rules.seats),
                plural("{n} of them is drawn by lot.", "{n} of them are drawn by lot.", rules.lottery_seats)
                if rules.lottery_seats
                else _("None is drawn by lot."),
            ]
        ),
    )
    yield _("Who may come"), _("Outlets that are {statuses}.", statuses=_words(rules.status))
    if guarded := [word for word in GUARDED if word not in rules.allow]:
        told = {"sanctioned": _("whoever is under sanctions"), "foreign_state": _("voices of a foreign state")}
        yield _("Never, unless named"), f"{capitalised(enumerate_words([told[word] for word in guarded]))}."
    if rules.least_coverage:
        yield (
            _("Known well enough"),
            _(
                "Whoever is known for less than {share} of what counts is left out.",
                share=percent(rules.least_coverage),
            ),
        )
    for rule in rules.excludes:
        yield _("Not: {name}", name=rule_name(rule.name)), capitalised(where_told(rule.where)) + "."


def _how_many(rules: Rules) -> Iterator[tuple[str, str]]:
    """How many of a group."""
    for quota in rules.quotas:
        yield (
            capitalised(rule_name(quota.name)),
            f"{capitalised(_bounds(quota, rules.seats))} ({where_told(quota.where)}).",
        )
    if rules.per_owner:
        yield (
            _("One owner"),
            plural("At most {n} of the same owner.", "At most {n} of the same owner.", rules.per_owner),
        )
    for ids, name in ((rules.must_in, _("Fixed")), (rules.must_out, _("Left out by name"))):
        if ids:
            yield name, plural("{n} name.", "{n} names.", len(ids))


def _bounds(quota: Quota, seats: int) -> str:
    least = number(quota.least.least(seats)) if quota.least else ""
    most = number(quota.most.most(seats)) if quota.most else ""
    if least and most:
        return _("{least} to {most} seats", least=least, most=most)
    return _("at least {n} of the seats", n=least) if least else _("at most {n} of the seats", n=most)


def _what_counts(rules: Rules) -> Iterator[tuple[str, str]]:
    """What makes one list better than another."""
    for name, weights, words in (
        (_("What the list is to reach"), rules.aims, _aims()),
        (_("What speaks for somebody"), rules.weights, measure_names()),
    ):
        total = sum(weights.values())
        ranked = sorted(weights.items(), key=lambda item: -item[1])
        told = [
            _("{what} {share}", what=words.get(code) or measure_name(code), share=percent(weight / total))
            for code, weight in ranked
            if weight
        ]
        if told:
            yield name, capitalised(enumerate_words(told)) + "."


def rule_name(name: str) -> str:
    """A rule's name in the reader's words: translated as the shipped files write it; any other stays as it is."""
    shipped = {
        "held by a party": _("held by a party"),
        "held by a state or a party": _("held by a state or a party"),
        "service of a foreign broadcaster": _("service of a foreign broadcaster"),
        "nobody says who is behind it": _("nobody says who is behind it"),
        "outside the four countries": _("outside the four countries"),
        "newsrooms outside the capitals": _("newsrooms outside the capitals"),
        "no state behind it": _("no state behind it"),
        "from exile": _("from exile"),
        "Kazakhstan": country("KZ"),
        "Kyrgyzstan": country("KG"),
        "Tajikistan": country("TJ"),
        "Uzbekistan": country("UZ"),
    }
    return shipped.get(name, name)


def where_told(where: Where) -> str:
    """The conditions of a rule: kind of owner: state or party; home or exile: in exile."""
    return series(_condition(condition) for condition in where)


def _condition(condition: Condition) -> str:
    name = _fields().get(condition.field) or heading(condition.field, measure_names())
    if condition.words:
        told = _words(condition.words)
        return pair(name, _("not {words}", words=told) if condition.negated else told)
    least, most = (number(end) if math.isfinite(end) else "" for end in (condition.least, condition.most))
    if least and most:
        return _("{name}: {least} to {most}", name=name, least=least, most=most)
    return _("{name}: at least {n}", name=name, n=least) if least else _("{name}: at most {n}", name=name, n=most)


def _words(codes: tuple[str, ...]) -> str:
    return _either([label(code) for code in codes])


def _either(words: list[str]) -> str:
    *first, last = words
    return _("{first} or {last}", first=", ".join(first), last=last) if first else last


def _fields() -> Mapping[str, str]:
    """Fields whose column has another name, or none."""
    return {
        "capital": _("in the capital"),
        "owner": _("controlled by"),
        "sanctioned": _("under sanctions"),
        "foreign_state": _("voice of a foreign state"),
        "labelled": _("labelled extremist"),
        "newcomer": _("new to programmes"),
        "women_led": _("led by women"),
        "gender": _("gender"),
        "role": _("role"),
    }


def _aims() -> Mapping[str, str]:
    return {
        "merit": _("merit of each name"),
        "network": _("reach of the network"),
        "regions": _("regions"),
        "countries": _("countries"),
        "languages": _("languages"),
        "media": _("ways to reach the public"),
        "needs": _("themes of need"),
        "newcomers": _("newcomers"),
    }
