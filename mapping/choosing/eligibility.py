"""Who may be chosen: every exclusion with the rule that made it and the value that met it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from mapping import dates
from mapping.choosing.fields import MEASURES, UNKNOWN, nearest
from mapping.choosing.rules import GUARDED, Rules
from mapping.choosing.scores import coverage
from mapping.choosing.where import Where, holds
from mapping.errors import InputUnreadable, UnknownName

EXCLUDED = ["candidate_id", "name", "rule", "value"]
# Rules that stand in no file, in the order in which they are tried.
WORKS = "not known to work today"
REFUSED = "refused"
NEVER = "never to be chosen"
CONSENT = "consent expired"
MUST_OUT = "must be out"
THIN = "too little is known"
GUARDS = {"sanctioned": "owner on a list of sanctions", "foreign_state": "speaks for a foreign state"}

Met = Iterator[tuple[str, pd.Series, pd.Series]]


@dataclass(frozen=True)
class Eligible:
    """Who may be chosen, who not (`EXCLUDED`: one row for each rule that a candidate meets), and who must be in."""

    candidates: pd.DataFrame
    excluded: pd.DataFrame
    must_in: tuple[str, ...]


def eligible(candidates: pd.DataFrame, rules: Rules, today: date) -> Eligible:
    """Apply the rules to a frame of candidates; `today` is the day by which consent expires.

    `UnknownName` for a must of nobody here; `InputUnreadable` for a must that a rule excludes, and when nobody is left.
    """
    _check_musts(candidates, rules)
    logged = [
        pd.DataFrame(
            {"candidate_id": met.index[met], "name": candidates.loc[met, "name"], "rule": rule, "value": values[met]}
        )
        for rule, met, values in _met(candidates, rules, today)
    ]
    excluded = pd.concat(logged, ignore_index=True)[EXCLUDED].sort_values(
        "candidate_id", kind="stable", ignore_index=True
    )
    wanted = candidates.index[candidates["said"].isin(("must", "confirmed"))]
    must_in = tuple(dict.fromkeys([*rules.must_in, *wanted]))
    for own in must_in:
        if own in set(excluded["candidate_id"]):
            row = excluded[excluded["candidate_id"] == own].iloc[0]
            raise InputUnreadable(
                f"'{own}' must be in, but the rule '{row['rule']}' excludes it ({row['value']}): change one of both."
            )
    if len(must_in) > rules.seats:
        raise InputUnreadable(f"{len(must_in)} candidates must be in, but there are {rules.seats} seats: add seats.")
    left = candidates[~candidates.index.isin(excluded["candidate_id"])]
    if left.empty:
        raise InputUnreadable(f"The rules of {rules.origin} exclude all {len(candidates)} candidates: loosen them.")
    return Eligible(left, excluded, must_in)


def _check_musts(candidates: pd.DataFrame, rules: Rules) -> None:
    for own in (*rules.must_in, *rules.must_out):
        if own not in candidates.index:
            raise UnknownName(
                f"{rules.origin}: [must] names nobody here by '{own}'; {nearest(own, candidates.index)[:80]}"
            )


def _met(candidates: pd.DataFrame, rules: Rules, today: date) -> Met:
    """Each rule, whom it excludes, and the value of each that met it."""
    status, said, ends = candidates["status"].fillna(UNKNOWN), candidates["said"], candidates["consent_until"]
    yield WORKS, ~status.isin(rules.status), _each(status, "status is {}")
    yield REFUSED, said == "refused", _each(said, "said so")
    yield NEVER, said == "never", _each(said, "the file of candidates says so")
    yield CONSENT, ends.map(lambda day: isinstance(day, str) and dates.span(day).last < today), _each(ends, "ended {}")
    yield MUST_OUT, said.index.to_series().isin(rules.must_out), _each(said, "[must] out")
    for guard in GUARDED:
        if guard not in rules.allow:
            yield GUARDS[guard], candidates[guard] == "yes", _each(candidates[guard], guard + " is {}")
    for rule in rules.excludes:
        yield rule.name, holds(rule.where, candidates), _values(rule.where, candidates)
    if rules.weights and rules.least_coverage:
        share = coverage(candidates, rules.weights)
        yield THIN, share < rules.least_coverage - 1e-9, _each(share, "known for {:.0%} of the weights")


def _each(cells: pd.Series, words: str) -> pd.Series:
    return cells.map(words.format).astype(object)


def _values(where: Where, candidates: pd.DataFrame) -> pd.Series:
    """What each candidate has in the fields that a rule asks about."""
    first, *rest = (_told(candidates[condition.field], condition.field) for condition in where)
    for cells in rest:
        first = first + "; " + cells
    return first


def _told(cells: pd.Series, name: str) -> pd.Series:
    shown = cells.map("{:.0f}".format, na_action="ignore") if name in MEASURES else cells
    return f"{name} is " + shown.fillna(UNKNOWN).astype(str)


def oversized(candidates: pd.DataFrame, rules: Rules) -> list[str]:
    """A sentence for each quota whose group of eligible candidates is smaller than the least that it asks for."""
    found = []
    for quota in rules.quotas:
        size, least = int(holds(quota.where, candidates).sum()), quota.least.least(rules.seats) if quota.least else 0
        if size < least:
            found.append(
                f"The quota '{quota.name}' asks for at least {least} of {rules.seats} seats, "
                f"but only {size} eligible candidates belong to it."
            )
    return found
