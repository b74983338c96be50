"""How far a choice hangs on its weights and on single pages, and which weight would change it.

Draws are seeded: the same inputs give the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from mapping.choosing.picking import Picker, Points

MOVED, WEIGHT_DRAWS = 0.2, 1_000
PAGES_LOST, PAGE_DRAWS = 0.1, 200
# Ranks between which nine of ten draws lie.
BETWEEN = (5, 95)
# How many times its weight a measure may get when we look for a change.
FURTHEST = 10
_ALIKE = 1e-3  # points of a whole list
_TINY = 1e-9  # in place of a total of weights of 0


@dataclass(frozen=True)
class Scoring:
    """Measures without gaps (candidates by measures) and their weights: a score is the weighted mean."""

    table: pd.DataFrame
    weights: pd.Series

    @property
    def points(self) -> Points:
        """The score of each candidate, 0 to 100."""
        return self.weighed(self.weights.to_numpy(dtype=float))

    def weighed(self, weights: Points) -> Points:
        """The scores by other weights."""
        points: Points = self.table.to_numpy(dtype=float) @ weights / weights.sum()
        return points


def by_weights(picker: Picker, scoring: Scoring, seed: int) -> pd.DataFrame:
    """How each candidate fares when every weight moves by up to a fifth up or down, in 1,000 draws.

    Columns: low and high (ranks between which 90 % of the draws lie), on_list (share of draws).
    """
    drawn = np.random.default_rng(seed)
    base = scoring.weights.to_numpy(dtype=float)
    factors = drawn.uniform(1 - MOVED, 1 + MOVED, (WEIGHT_DRAWS, len(base)))
    return _fared(picker, (scoring.weighed(base * factor) for factor in factors))


def by_pages(
    picker: Picker, score_without: Callable[[set[str]], Points], pages: NDArray[np.str_], seed: int
) -> pd.DataFrame:
    """How each candidate fares when a tenth of the pages is left out, in 200 draws; columns as in `by_weights`.

    `score_without` gives the scores from what rests on the other pages.
    """
    drawn = np.random.default_rng(seed)
    lost = (set(pages[drawn.random(len(pages)) < PAGES_LOST]) for _ in range(PAGE_DRAWS))
    return _fared(picker, (score_without(each) for each in lost))


def _fared(picker: Picker, draws: Iterator[Points]) -> pd.DataFrame:
    ranks, listed = [], []
    for points in draws:
        ranks.append(rankdata(-points, method="min"))
        listed.append(picker.best(points))
    low, high = np.percentile(np.array(ranks), BETWEEN, axis=0, method="nearest")
    columns = {"low": low.astype(int), "high": high.astype(int), "on_list": np.mean(listed, axis=0)}
    return pd.DataFrame(columns, index=picker.ids)


def tipping(picker: Picker, scoring: Scoring) -> pd.DataFrame:
    """For each weight the smallest change, up and down, that swaps somebody; the other weights stay.

    Columns: measure, weight, direction (down, up), becomes (the weight at which the list changes; missing when none up
    to ten times the weight, or down to 0, does), change (relative), leaves, enters (ids, joined by semicolons; empty
    when nobody). Exact: the sum of a list's scores is linear in a weight, so the first better list is found by Newton's
    steps on straight lines.
    """
    rows = []
    now = picker.best(scoring.points)
    for place, (measure, weight) in enumerate(scoring.weights.items()):
        for end in (0.0, float(weight) * FURTHEST):
            at, then = _first_change(picker, scoring, place, end, now)
            leaves, enters = (";".join(picker.ids[moved]) for moved in (now & ~then, then & ~now))
            direction = "down" if end == 0 else "up"
            rows.append((measure, weight, direction, at, at / weight - 1, leaves, enters))
    heads = ["measure", "weight", "direction", "becomes", "change", "leaves", "enters"]
    return pd.DataFrame(rows, columns=heads)


def _first_change(
    picker: Picker, scoring: Scoring, place: int, end: float, now: NDArray[np.bool_]
) -> tuple[float, NDArray[np.bool_]]:
    """The weight nearest to today's, on the way to `end`, from which another list is better, and that list."""
    table, weights = scoring.table.to_numpy(dtype=float), scoring.weights.to_numpy(dtype=float)
    start = weights[place]
    others = table @ weights - table[:, place] * start
    at, found, then = end, float("nan"), now
    while True:
        total = max(weights.sum() - start + at, _TINY)
        better = picker.best((others + at * table[:, place]) / total)
        # What the other list is ahead: a straight line in the weight.
        ahead_at_zero = others[better].sum() - others[now].sum()
        slope = table[better, place].sum() - table[now, place].sum()
        if (ahead_at_zero + at * slope) / total < _ALIKE or slope == 0:
            return found, then
        crossing = -ahead_at_zero / slope
        at = found = float(np.clip(crossing, min(start, end), max(start, end)))
        then = better
