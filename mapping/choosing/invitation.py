"""Whom to invite: the best list under the rules, proven, with all that explains it.

`aims` says what a list is worth, `programme` finds the best, `lottery` draws seats by lot, `relaxing` says what to
change when no list keeps the quotas, `alternatives` and `stability` show what else could be, `meetings` who should
meet.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mapping.choosing.aims import Flags, aims
from mapping.choosing.alternatives import next_lists, replacement, reserves
from mapping.choosing.candidates import outlet_candidates
from mapping.choosing.eligibility import Eligible, eligible
from mapping.choosing.lottery import Lottery, draw
from mapping.choosing.measures import Evidence, evidence
from mapping.choosing.meetings import meetings
from mapping.choosing.picking import Limit
from mapping.choosing.programme import Best, Programme, programme, solver
from mapping.choosing.relaxing import refusal
from mapping.choosing.rules import AIMS, Rules
from mapping.choosing.scores import coverage, scores
from mapping.choosing.stability import Grounds, stability
from mapping.choosing.where import in_words
from mapping.errors import InputUnreadable, LevelTooHigh
from mapping.landscape import Landscape


@dataclass(frozen=True)
class Invitation:
    """A list with all that explains it; tables by candidate have `candidate_id` as index.

    `listed`, the best first: name, country, way (must, merit, lottery), score (0 to 100), coverage (share of the
    weights that is known), adds (what the list would lose without, 0 to 100), brings (what nobody else on the list
    covers, `aim:name` joined by semicolons; of the network only how many nodes), kept_ties, kept_weights, kept_sources
    (see `stability`; of seats by merit alone). `reserves`, `alternatives`, `stability`, `meetings`: see the modules of
    these names. `excluded`: candidate_id, name, rule, value. `quotas`: quota, where, eligible, least, most, on_list,
    met. `terms`: see `Aims.reached`. `chances`, of all eligible: name, country, way, chance (0 to 1). `value`: of the
    list, 0 to 100. `gap`: 0 when the list is proven the best, else the share by which a better one may exist.
    """

    rules: Rules
    who: Eligible
    listed: pd.DataFrame
    reserves: pd.DataFrame
    excluded: pd.DataFrame
    quotas: pd.DataFrame
    terms: pd.DataFrame
    chances: pd.DataFrame
    lottery: Lottery | None
    alternatives: pd.DataFrame
    stability: pd.DataFrame
    meetings: pd.DataFrame
    settings: dict[str, str]
    value: float
    gap: float
    seconds: float

    @property
    def list(self) -> list[str]:
        """The ids of the invited, the best first."""
        return self.listed.index.tolist()


@dataclass(frozen=True)
class _Found:
    """The list by merit, the lottery, and both together."""

    plan: Programme
    best: Best
    lottery: Lottery | None

    @property
    def chosen(self) -> Flags:
        return self.best.chosen if self.lottery is None else self.best.chosen | self.lottery.drawn


def invite(
    land: Landscape, rules: Rules, candidates: pd.DataFrame | None = None, known: Evidence | None = None
) -> Invitation:
    """Choose whom to invite, of these candidates (all outlets when none are given; `known` saves reading the evidence
    twice).

    `InputUnreadable` when nobody is eligible, nothing that is aimed at is known, or no list keeps the quotas: then it
    says with which smallest change one does. `UnknownName` for a must that is no candidate; `LevelTooHigh` below the
    level team.
    """
    started = time.perf_counter()
    if land.level != "team":
        raise LevelTooHigh("Invitations are for the level 'team': open the landscape at that level.")
    known = known or evidence(land)
    listed = outlet_candidates(land, known) if candidates is None else candidates
    who = eligible(listed, rules, land.date)
    found = _found(who, rules, land.ties)
    kept, steadiness = stability(Grounds(who, rules, land.ties, known, land.urls), found.best.chosen)
    names = who.candidates["name"]
    return Invitation(
        rules=rules,
        who=who,
        listed=_listed(found, who, rules, kept),
        reserves=reserves(found.plan.aims, found.chosen, names, lambda gone: _takes(found, gone)),
        excluded=who.excluded,
        quotas=_quotas(found, rules),
        terms=found.plan.aims.reached(found.chosen),
        chances=_chances(found, who),
        lottery=found.lottery,
        alternatives=next_lists(found.plan, found.best),
        stability=steadiness,
        meetings=meetings(who.candidates[found.chosen], land),
        settings=_settings(found, rules, land),
        value=found.plan.aims.value(found.chosen) * 100,
        gap=found.best.gap,
        seconds=time.perf_counter() - started,
    )


def _found(who: Eligible, rules: Rules, ties: pd.DataFrame) -> _Found:
    _check(who, rules)
    plan = programme(who, rules, aims(who.candidates, rules, ties))
    best = plan.best()
    if best is None:
        raise InputUnreadable(refusal(plan.limits, rules.seats, plan.fixed))
    drawn = draw(plan.limits, ~best.chosen, best.chosen, plan.by_lot, rules.seed) if plan.by_lot else None
    return _Found(plan, best, drawn)


def _check(who: Eligible, rules: Rules) -> None:
    if rules.panel:
        raise InputUnreadable(f"{rules.origin}: a panel scores whom to support, not whom to invite: leave [panel] out.")
    if len(who.candidates) < rules.seats:
        raise InputUnreadable(
            f"There are {rules.seats} seats, but only {len(who.candidates)} of {_all(who)} candidates are eligible: "
            f"ask for {len(who.candidates)} seats or fewer, or loosen the rules that exclude."
        )
    by_merit = rules.seats - rules.lottery_seats
    if len(who.must_in) > by_merit:
        raise InputUnreadable(
            f"{len(who.must_in)} candidates must be in, but only {by_merit} of {rules.seats} seats are not drawn by "
            "lot: lower [lottery] seats."
        )


def _all(who: Eligible) -> int:
    return len(who.candidates) + int(who.excluded["candidate_id"].nunique())


def _takes(found: _Found, gone: int) -> int | None:
    """Who takes a seat that falls free: by merit the best, by lot whoever is drawn."""
    plan, chosen = found.plan, found.chosen
    if found.lottery is None or found.best.chosen[gone]:
        return replacement(plan.aims, plan.limits, chosen, gone, ~chosen)
    left = chosen.copy()
    left[gone] = False
    drawn = draw(plan.limits, ~chosen, left, 1, found.lottery.seed + gone)
    return None if drawn is None else int(drawn.drawn.argmax())


def _ways(found: _Found) -> pd.Series:
    ways = np.select([found.plan.fixed, found.best.chosen, found.chosen], ["must", "merit", "lottery"], "")
    return pd.Series(ways, index=found.plan.aims.ids, dtype=object)


def _listed(found: _Found, who: Eligible, rules: Rules, kept: pd.DataFrame) -> pd.DataFrame:
    frame = who.candidates[["name", "country"]].assign(
        way=_ways(found),
        score=scores(who.candidates, rules.weights),
        coverage=coverage(who.candidates, rules.weights),
        adds=found.plan.aims.losses(found.chosen) * 100,
    )
    frame = frame[found.chosen]
    alone = found.plan.aims.alone(found.chosen)
    frame["brings"] = [_brings(alone[own]) for own in frame.index]
    frame = frame.join(kept)
    frame.loc[frame["way"] != "merit", kept.columns] = np.nan
    order = frame["way"].map(("must", "merit", "lottery").index)
    frame = frame.assign(order=order).sort_values(["order", "adds"], ascending=[True, False], kind="stable")
    return frame.drop(columns="order")


def _brings(things: list[tuple[str, str]]) -> str:
    ends = sum(aim == "network" for aim, _ in things)
    told = [f"{aim}:{name}" for aim, name in things if aim != "network"]
    return ";".join([*told, *([f"network:{ends}"] if ends else [])])


def _quotas(found: _Found, rules: Rules) -> pd.DataFrame:
    asked = {quota.name: in_words(quota.where) for quota in rules.quotas}

    def row(limit: Limit) -> tuple[object, ...]:
        name, group, least, most = limit
        count = int((group & found.chosen).sum())
        return name, asked.get(name, ""), int(group.sum()), least, most, count, least <= count <= most

    heads = ["quota", "where", "eligible", "least", "most", "on_list", "met"]
    return pd.DataFrame(map(row, found.plan.limits), columns=heads)


def _chances(found: _Found, who: Eligible) -> pd.DataFrame:
    chances = found.best.chosen.astype(float)
    ways = _ways(found).replace("lottery", "")
    if found.lottery is not None:
        chances = np.where(found.best.chosen, 1.0, found.lottery.chances)
        ways = ways.where(found.best.chosen, "lottery")
    return who.candidates[["name", "country"]].assign(way=ways, chance=chances)


def _settings(found: _Found, rules: Rules, land: Landscape) -> dict[str, str]:
    best, used = found.best, found.plan.aims.weights
    idle = [aim for aim in rules.aims if rules.aims[aim] and aim not in used]
    told = {
        "rules": rules.origin,
        "sha256 of the rules": rules.sha256,
        "date of the data": land.date.isoformat(),
        "seats": str(rules.seats),
        "of these by lot": str(rules.lottery_seats),
        "seed": str(rules.seed),
        "solver": f"HiGHS {solver().version()}, one thread",
        "proof": "no better list exists" if not best.gap else f"a better list may exist, by at most {best.gap:.2%}",
        "aims of which nothing is known": ", ".join(idle),
        "candidates": str(len(found.plan.aims.ids)) + " eligible",
    }
    told |= {f"aim {aim}": f"{weight:.1%}: {AIMS[aim]}" for aim, weight in used.items()}
    if found.lottery is not None:
        told["smallest chance by lot"] = (
            f"{found.lottery.least:.4f} (the largest possible, within {found.lottery.gap:.1e})"
        )
    return told
