"""The workbook of a selection: list, reserves, scores, excluded, sensitivity, panel, settings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
from openpyxl import Workbook

from mapping.choosing.fields import MEASURES
from mapping.choosing.panel import add_panel, settings_that_bind
from mapping.choosing.rules import Rules
from mapping.choosing.sensitivity import BETWEEN, MOVED, PAGE_DRAWS, PAGES_LOST, WEIGHT_DRAWS
from mapping.choosing.sheets import Head, add_sheet, saved
from mapping.choosing.support import PANEL, Selection
from mapping.choosing.where import in_words

_SHARE, _POINTS = "0%", "0.0"
_NAMED = (Head("candidate_id", 22), Head("name", 28), Head("country", 10))
_STEADY = (
    Head("rank, weights moved: from", 12, "0"),
    Head("to", 8, "0"),
    Head("on the list", 10, _SHARE),
    Head("rank, pages left out: from", 12, "0"),
    Head("to ", 8, "0"),
    Head("on the list ", 10, _SHARE),
)
_STEADY_COLUMNS = ["weights_low", "weights_high", "weights_listed", "pages_low", "pages_high", "pages_listed"]


def workbook(chosen: Selection, dated: datetime.date, typed: pd.DataFrame | None = None) -> bytes:
    """The workbook as a file; `typed` are the panel's scores, kept where there are any."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _add_list(book, chosen)
    _add_reserves(book, chosen)
    _add_scores(book, chosen)
    excluded = chosen.who.excluded
    heads = (*_NAMED[:2], Head("rule", 36), Head("value that met it", 60))
    add_sheet(book, "excluded", heads, excluded.itertuples(index=False, name=None))
    _add_sensitivity(book, chosen)
    if chosen.rules.panel:
        add_panel(book, chosen, typed)
    settings = [*_settings(chosen), *settings_that_bind(chosen.rules, dated.isoformat())]
    add_sheet(book, "settings", (Head("setting", 34), Head("value", 60), Head("meaning", 80)), map(_three, settings))
    return saved(book, dated)


def _three(row: Sequence[object]) -> Sequence[object]:
    return (*row, *[None] * (3 - len(row)))


def _rows(chosen: Selection, ids: Sequence[str], columns: Sequence[str]) -> Iterator[list[Any]]:
    for own in ids:
        row = chosen.ranked.loc[own]
        yield [own, row["name"], chosen.who.candidates.loc[own, "country"], *(row[name] for name in columns)]


def _stage(chosen: Selection) -> tuple[list[Head], list[str]]:
    """The columns that only the second stage has."""
    if "panel" not in chosen.ranked:
        return [], []
    return [Head("desk score", 10, _POINTS), Head("panel", 10, _POINTS)], ["desk_score", "panel"]


def _add_list(book: Workbook, chosen: Selection) -> None:
    heads, columns = _stage(chosen)
    shown = (*_NAMED, Head("rank", 8, "0"), Head("score", 10, _POINTS), *heads, Head("known", 10, _SHARE), *_STEADY)
    rows = _rows(chosen, chosen.listed, ["rank", "score", *columns, "coverage", *_STEADY_COLUMNS])
    add_sheet(book, "list", shown, rows)


def _add_reserves(book: Workbook, chosen: Selection) -> None:
    names = chosen.ranked["name"]
    heads, columns = _stage(chosen)
    shown = (*_NAMED, Head("rank", 8, "0"), Head("score", 10, _POINTS), *heads, Head("known", 10, _SHARE))
    rows = [
        [*row, ", ".join(names[chosen.replaces[row[0]]]), chosen.ranked.loc[row[0], "passed_over"]]
        for row in _rows(chosen, chosen.reserves, ["rank", "score", *columns, "coverage"])
    ]
    add_sheet(book, "reserves", (*shown, Head("can take the seat of", 50), Head("why not on the list", 60)), rows)


def _add_scores(book: Workbook, chosen: Selection) -> None:
    """Every eligible candidate: each measure as known, what it adds to the score, and where it ranks."""
    scoring = chosen.scoring
    added = scoring.table * scoring.weights / scoring.weights.sum()
    heads, columns = _stage(chosen)
    shown = [*_NAMED, Head("place", 10), Head("rank", 8, "0"), Head("score", 10, _POINTS), *heads]
    shown += [Head("known", 10, _SHARE), Head("lot", 8, "0"), Head("why not on the list", 50)]
    shown += [Head(name, 12, _POINTS) for name in chosen.rules.weights]
    shown += [Head(f"{name} adds", 12, _POINTS) for name in scoring.weights.index]
    rows = [
        [*row, *chosen.measures.loc[row[0], list(chosen.rules.weights)], *added.loc[row[0]]]
        for row in _rows(
            chosen, list(chosen.ranked.index), ["place", "rank", "score", *columns, "coverage", "lot", "passed_over"]
        )
    ]
    add_sheet(book, "scores", shown, rows)


def _add_sensitivity(book: Workbook, chosen: Selection) -> None:
    names = chosen.ranked["name"]
    weighed = chosen.tipping
    heads = (
        Head("measure", 24), Head("weight", 10, "0.00"), Head("moved", 10), Head("changes the list at", 14, "0.00"),
        Head("change", 10, _SHARE), Head("leaves", 40), Head("enters", 40),
    )  # fmt: skip
    rows = [
        [
            row["measure"], row["weight"], row["direction"],
            "no change" if pd.isna(row["becomes"]) else row["becomes"], row["change"],
            *(", ".join(names[row[moved].split(";")]) if row[moved] else None for moved in ("leaves", "enters")),
        ]
        for row in weighed.to_dict("records")
    ]  # fmt: skip
    add_sheet(book, "which weight decides", heads, rows)
    steady = _rows(chosen, list(chosen.ranked.index), ["place", "rank", *_STEADY_COLUMNS])
    add_sheet(book, "sensitivity", (*_NAMED, Head("place", 10), Head("rank", 8, "0"), *_STEADY), steady)


def _settings(chosen: Selection) -> Iterator[tuple[object, ...]]:
    rules, n = chosen.rules, chosen.who
    yield "rules", rules.origin
    yield "seats", rules.seats
    yield (
        "reserves",
        rules.reserves,
        "the best of the others who can take somebody's seat; each seat has one if any can",
    )
    yield "seed", rules.seed, "breaks ties (column lot: 1 goes first) and draws what moves in the sensitivity"
    yield "candidates", len(n.candidates) + n.excluded["candidate_id"].nunique()
    yield "of these eligible", len(n.candidates)
    yield "status", ", ".join(rules.status), "outlets of another status are left out"
    yield "allowed although guarded", ", ".join(rules.allow) or "nothing", "sanctioned, foreign_state"
    yield "least known", rules.least_coverage, "whoever is known for a smaller share of the weights is left out"
    for rule in rules.excludes:
        yield f"exclude: {rule.name}", in_words(rule.where)
    for quota in rules.quotas:
        yield f"quota: {quota.name}", f"{in_words(quota.where)}: {_bounds(rules, quota)}"
    yield "at most of one owner", rules.per_owner or "no limit"
    yield "must be in", ", ".join(n.must_in) or "nobody"
    yield "must be out", ", ".join(rules.must_out) or "nobody"
    for name, weight in rules.weights.items():
        idle = "; known of nobody here, so it takes no part" if name in chosen.idle else ""
        yield f"weight: {name}", weight, MEASURES[name] + idle
    yield "a missing measure", "counts as the median of those known among the eligible"
    yield "the list", "the highest sum of scores that keeps every rule, proven; scores less than 0.0001 apart are tied"
    if rules.panel:
        yield "panel", f"desk {rules.panel.desk:g}, panel {rules.panel.panel:g}", _panel_note(chosen)
    between = f"ranks between which {BETWEEN[1] - BETWEEN[0]} % of the draws lie"
    yield "weights moved", f"each by up to {MOVED:.0%}, {WEIGHT_DRAWS:,} draws", between
    lost = "rows that rest on these pages alone are left out with them; eligibility, reach and network roles stay"
    yield "pages left out", f"{PAGES_LOST:.0%} of all pages quoted, {PAGE_DRAWS:,} draws", lost


def _panel_note(chosen: Selection) -> str:
    if PANEL in chosen.scoring.weights:
        return "second stage: the panel's mean is weighed beside the desk's score"
    return "first stage: type scores into the sheet `panel`, then run again with --panel and this workbook"


def _bounds(rules: Rules, quota: Any) -> str:
    ends = []
    if quota.least:
        ends.append(f"at least {quota.least} ({quota.least.least(rules.seats)} seats)")
    if quota.most:
        ends.append(f"at most {quota.most} ({quota.most.most(rules.seats)} seats)")
    return ", ".join(ends)
