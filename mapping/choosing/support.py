"""Whom to support: eligibility, scores by open weights, the list, its reserves, and how steady it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mapping.choosing.eligibility import Eligible, eligible, oversized
from mapping.choosing.measures import Evidence, measures
from mapping.choosing.picking import Picker, Points
from mapping.choosing.rules import Panel, Rules
from mapping.choosing.scores import coverage, filled, lots, usable
from mapping.choosing.sensitivity import Scoring, by_pages, by_weights, tipping
from mapping.errors import InputUnreadable

# Under this name the mean of the panel's scores is weighed beside the measures.
PANEL = "panel"


@dataclass(frozen=True)
class Selection:
    """A choice with all that explains it.

    `ranked`: the eligible candidates, the best first, with the columns rank, score, coverage, lot, place (list,
    reserve, or empty), passed_over (why somebody with fewer points has a seat), weights_low, weights_high,
    weights_listed, pages_low, pages_high, pages_listed (steadiness) and, in the second stage, desk_score and panel.
    `measures` and `counted` have the measures as known and as counted (gaps filled), by candidate.
    `replaces` says whose seat each reserve can take; `tipping` is that of `sensitivity`.
    """

    rules: Rules
    who: Eligible
    ranked: pd.DataFrame
    scoring: Scoring
    measures: pd.DataFrame
    replaces: dict[str, list[str]]
    tipping: pd.DataFrame
    long_list: tuple[str, ...]
    idle: tuple[str, ...]
    evidence: Evidence

    @property
    def listed(self) -> list[str]:
        """The ids of the chosen, the best first."""
        return self.ranked.index[self.ranked["place"] == "list"].tolist()

    @property
    def reserves(self) -> list[str]:
        """The ids of those who stand by, the best first."""
        return self.ranked.index[self.ranked["place"] == "reserve"].tolist()


def select(evidence: Evidence, candidates: pd.DataFrame, rules: Rules, panel: pd.Series | None = None) -> Selection:
    """Choose among candidates, given the evidence behind their measures; with the panel's mean scores, among those
    whom it scored.

    `InputUnreadable` when the rules leave no list, or weigh nothing that is known.
    """
    _check(rules)
    who = eligible(candidates, rules, evidence.today)
    if sentences := oversized(who.candidates, rules):
        raise InputUnreadable(" ".join(sentences))
    weights = usable(who.candidates, rules.weights)
    if not weights:
        raise InputUnreadable(f"Nothing that {rules.origin} weighs is known of any eligible candidate: weigh others.")
    pool = who.candidates if panel is None else who.candidates.loc[panel.index]
    scoring = Scoring(filled(who.candidates, weights).loc[pool.index], pd.Series(weights))
    desk = pd.Series(scoring.points, pool.index)
    if panel is not None and rules.panel is not None:
        scoring = _with_panel(scoring, panel, rules.panel)
    picker = Picker(pool, rules, who.must_in)
    known = _of(evidence, pool)
    ranked = _ranked(picker, scoring, pool, rules)
    ranked = ranked.join(_steady(picker, scoring, who.candidates, known, rules).loc[ranked.index])
    if panel is not None:
        ranked = ranked.assign(desk_score=desk, panel=panel)
    replaces = _replaces(picker, ranked)
    reserves = _reserves(replaces, rules.reserves)
    ranked.loc[reserves, "place"] = "reserve"
    return Selection(
        rules=rules,
        who=who,
        ranked=ranked,
        scoring=scoring,
        measures=pool[list(rules.weights)],
        replaces={own: replaces[own] for own in reserves},
        tipping=tipping(picker, scoring),
        long_list=_long_list(ranked, rules),
        idle=tuple(name for name, weight in rules.weights.items() if weight and name not in weights),
        evidence=known,
    )


def _check(rules: Rules) -> None:
    if rules.lottery_seats:
        raise InputUnreadable(f"{rules.origin}: support is not drawn by lot: leave [lottery] out.")
    if rules.aims:
        raise InputUnreadable(
            f"{rules.origin}: [aims] are for invitations; here [weights] decide alone: leave them out."
        )
    if not rules.weights:
        raise InputUnreadable(f"{rules.origin} weighs nothing: give at least one measure a weight in [weights].")


def _with_panel(scoring: Scoring, panel: pd.Series, shares: Panel) -> Scoring:
    """The panel's mean as one more measure, so that desk and panel weigh what the rules say."""
    desk = scoring.weights / scoring.weights.sum() * shares.desk
    desk = desk[desk > 0]
    weights = pd.concat([desk, pd.Series({PANEL: shares.panel})])
    return Scoring(scoring.table.assign(**{PANEL: panel})[list(weights.index)], weights)


def _of(known: Evidence, pool: pd.DataFrame) -> Evidence:
    """The evidence on these candidates' outlets alone."""
    own = set(pool["outlet_id"].dropna())
    rows = {
        name: getattr(known, name)[getattr(known, name)["outlet_id"].isin(own)]
        for name in ("outlets", "channels", "events", "assessments", "pages", "reach", "needs")
    }
    return Evidence(**rows, roles=known.roles, today=known.today)


def _ranked(picker: Picker, scoring: Scoring, pool: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    points = scoring.points
    chosen = picker.best(points)
    frame = pd.DataFrame(
        {
            "name": pool["name"],
            "score": points,
            "coverage": coverage(pool, {name: weight for name, weight in rules.weights.items() if name in pool}),
            "lot": lots(pool.index, rules.seed),
            "place": np.where(chosen, "list", ""),
            "passed_over": _passed_over(picker, points, chosen),
        }
    )
    frame = frame.iloc[picker.order(points)]
    frame.insert(0, "rank", range(1, len(frame) + 1))
    return frame


def _passed_over(picker: Picker, points: Points, chosen: np.ndarray) -> list[str]:
    """For each candidate that is not listed although somebody with fewer points is: which rules stand in the way."""
    lowest = points[chosen].min()
    told = []
    for place, score in enumerate(points):
        if chosen[place] or score <= lowest:
            told.append("")
            continue
        full = [
            f"{name}: all {most} of its seats are taken"
            for name, group, _, most in picker.limits
            if group[place] and (group & chosen).sum() == most
        ]
        kept = [
            f"{name}: {least} of the seats must be its own"
            for name, group, least, _ in picker.limits
            if not group[place] and least and (group & chosen).sum() == least and points[group & chosen].min() < score
        ]
        told.append("; ".join(full or kept) or "somebody must be in")
    return told


def _steady(
    picker: Picker, scoring: Scoring, eligible_ones: pd.DataFrame, known: Evidence, rules: Rules
) -> pd.DataFrame:
    """Rank intervals when the weights move and when pages are left out."""
    pool = scoring.table.index
    outlets = eligible_ones.loc[pool, "outlet_id"]
    own = outlets.dropna().tolist()
    middle = eligible_ones[list(usable(eligible_ones, rules.weights))].median()
    desk = [name for name in scoring.weights.index if name != PANEL]

    def score_without(pages: set[str]) -> Points:
        found = measures(known.without(pages), own, desk).reindex(outlets).set_axis(pool)
        table = scoring.table.assign(**{name: found[name].fillna(middle[name]) for name in desk})
        return Scoring(table, scoring.weights).points

    pages = np.array(sorted(known.pages["page"].unique()), dtype=str)
    moved = by_weights(picker, scoring, rules.seed)
    lost = by_pages(picker, score_without, pages, rules.seed)
    heads = {"low": "low", "high": "high", "on_list": "listed"}
    parts = [
        frame.rename(columns={name: f"{prefix}_{head}" for name, head in heads.items()})
        for prefix, frame in (("weights", moved), ("pages", lost))
    ]
    return parts[0].join(parts[1])


def _replaces(picker: Picker, ranked: pd.DataFrame) -> dict[str, list[str]]:
    """Whose seat each candidate who is not listed could take without breaking a rule."""
    listed = ranked.index[ranked["place"] == "list"]
    found = {}
    for own in ranked.index.difference(listed, sort=False):
        lists = {gone: picker.ids.isin([*listed.drop(gone), own]) for gone in listed}
        found[own] = [gone for gone, chosen in lists.items() if picker.keeps(chosen)]
    return found


def _reserves(replaces: dict[str, list[str]], most: int) -> list[str]:
    """Who stands by: first one for each seat that anybody can take, then the best of the others."""
    seats = {gone for taken in replaces.values() for gone in taken}
    first = {next(own for own, taken in replaces.items() if gone in taken) for gone in seats}
    able = [own for own, taken in replaces.items() if taken]
    return sorted(sorted(able, key=lambda own: own not in first)[:most], key=able.index)


def _long_list(ranked: pd.DataFrame, rules: Rules) -> tuple[str, ...]:
    """Who goes to the panel: the best by score, and whoever the list holds beside them for the sake of a quota."""
    if rules.panel is None:
        return ()
    return tuple(ranked.index[(ranked["rank"] <= rules.panel.long_list) | (ranked["place"] == "list")])
