"""Seats drawn by lot under quotas, so that the smallest chance of any candidate is as large as it can be (maximin).

The draw is among whole lists that keep the quotas, each with its own chance: no quota is broken, and no candidate is
passed over because of what it is. Method: Flanigan and others (2021), doi 10.1038/s41586-021-03788-6, by column
generation: a linear programme weighs the lists known so far, an integer one finds the list that would help most.
Candidates of whom the quotas ask the same are alike: they share one chance, so we draw how many of each sort are on the
list, and then who of the sort.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from mapping.analyse.networks.graph import Floats
from mapping.choosing.aims import Flags
from mapping.choosing.picking import Limit
from mapping.choosing.programme import INFINITY, problem, solver

Counts = NDArray[np.int64]
# The smallest chance is within this of the largest possible.
PRECISE = 1e-6
MOST_ROUNDS = 5_000
PRIMAL = 4


@dataclass(frozen=True)
class Lottery:
    """A draw: everybody's chance (0 to 1, 0 for those whom no list that keeps the quotas can hold), the smallest above
    0, how far from the largest possible it may be, how many kinds of list stand in the draw, the seed and the drawn.
    """

    chances: Floats
    least: float
    gap: float
    lists: int
    seed: int
    drawn: Flags


@dataclass(frozen=True)
class _Sorts:
    """Candidates sorted by what the limits ask of them: the sort of each, the size of each, and the limits by sort."""

    of: Counts
    sizes: Counts
    rows: NDArray[np.bool_]
    least: Counts
    most: Counts
    seats: int


def draw(limits: Sequence[Limit], pool: Flags, settled: Flags, seats: int, seed: int) -> Lottery | None:
    """Draw `seats` among the candidates of `pool`, beside those who are `settled` on the list; none when no list does.

    The same seed draws the same list.
    """
    sorts = _sorts(limits, pool, settled, seats)
    finder = _Finder(sorts)
    lists = _first_lists(finder)
    if not lists:
        return None
    possible = np.any(lists, axis=0)
    shares, least, gap = _weighed(finder, lists, possible)
    mean = shares @ np.array(lists) / sorts.sizes
    chances = np.zeros(len(pool))
    chances[pool] = mean[sorts.of]
    random = np.random.default_rng(seed)
    counts = lists[random.choice(len(lists), p=shares)]
    drawn = np.zeros(len(pool), dtype=bool)
    for sort, count in enumerate(counts):
        drawn[random.permutation(np.flatnonzero(pool)[sorts.of == sort])[:count]] = True
    return Lottery(chances, least, gap, int((shares > 0).sum()), seed, drawn)


def _sorts(limits: Sequence[Limit], pool: Flags, settled: Flags, seats: int) -> _Sorts:
    """The limits as they are left for the pool, once those who are settled have their seats."""
    ends = []
    for _, group, least, most in limits:
        taken = int((group & settled).sum())
        ends.append((group[pool], max(least - taken, 0), most - taken))
    binding = [end for end in ends if end[1] > 0 or end[2] < min(seats, int(end[0].sum()))]
    asked = np.array([group for group, _, _ in binding], dtype=bool).reshape(len(binding), int(pool.sum()))
    rows, of, sizes = np.unique(asked, axis=1, return_inverse=True, return_counts=True)
    ends_left = np.array([end[1:] for end in binding], dtype=np.int64).reshape(-1, 2)
    return _Sorts(np.ravel(of), sizes, rows, ends_left[:, 0], ends_left[:, 1], seats)


class _Finder:
    """Finds the list (how many of each sort) with the highest sum of weights."""

    def __init__(self, sorts: _Sorts) -> None:
        n = len(sorts.sizes)
        self.sorts, self._model = sorts, solver()
        self._places = np.arange(n, dtype=np.int32)
        self._model.passModel(
            problem(
                csr_array(np.vstack([np.ones((1, n)), sorts.rows]).astype(float)),
                lower=[sorts.seats, *sorts.least],
                upper=[sorts.seats, *sorts.most],
                costs=np.zeros(n),
                least=np.zeros(n),
                most=np.minimum(sorts.sizes, sorts.seats).astype(float),
                whole=n,
            )
        )

    def best(self, weights: Floats) -> Counts | None:
        """The best list by these weights of one seat of each sort; none when no list keeps the limits."""
        self._model.changeColsCost(len(weights), self._places, weights)
        self._model.run()
        if self._model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.rint(self._model.getSolution().col_value).astype(np.int64)


def _first_lists(finder: _Finder) -> list[Counts]:
    """Lists that hold everybody whom any list can hold: one for each sort that none before it held."""
    lists: list[Counts] = []
    held = np.zeros(len(finder.sorts.sizes), dtype=bool)
    for sort in range(len(held)):
        if held[sort]:
            continue
        # The sort first, then whoever was held least: first lists that differ need fewer later ones.
        found = finder.best(np.where(held, 0.0, 1e-3) + (np.arange(len(held)) == sort))
        if found is None:
            return []
        lists.append(found)
        held |= found > 0
    return lists


def _weighed(finder: _Finder, lists: list[Counts], possible: Flags) -> tuple[Floats, float, float]:
    """The chance of each list (found lists are added), the smallest chance, and how far it is from the best."""
    sizes = finder.sorts.sizes
    master = _master(lists, sizes, possible)
    bound = np.inf
    for _ in range(MOST_ROUNDS):
        master.run()
        solution = master.getSolution()
        shares, least = np.array(solution.col_value[1:]), float(solution.col_value[0])
        worth = np.zeros(len(sizes))
        worth[possible] = np.abs(solution.row_dual[1:]) / sizes[possible]
        found = finder.best(worth)
        if found is None:
            break
        bound = min(bound, float(worth @ found))
        if bound - least <= PRECISE:
            break
        lists.append(found)
        rows = np.flatnonzero(found[possible]) + 1
        column = found[possible][rows - 1] / sizes[possible][rows - 1]
        master.addCol(0.0, 0.0, INFINITY, len(rows) + 1, np.array([0, *rows], dtype=np.int32), np.array([1.0, *column]))
    shares = np.clip(shares, 0, None)
    return shares / shares.sum(), least, max(bound - least, 0.0)


def _master(lists: Sequence[Counts], sizes: Counts, possible: Flags) -> highspy.Highs:
    """max t: the shares of the lists sum to 1, and each sort's chance is at least t."""
    chances = (np.array(lists) / sizes)[:, possible].T
    n = len(lists)
    matrix = np.vstack([[0.0, *[1.0] * n], np.hstack([np.full((len(chances), 1), -1.0), chances])])
    model = solver()
    # The primal simplex goes on from where it was when lists are added.
    model.setOptionValue("simplex_strategy", PRIMAL)
    model.passModel(
        problem(
            csr_array(matrix),
            lower=[1.0, *[0.0] * len(chances)],
            upper=[1.0, *[INFINITY] * len(chances)],
            costs=np.array([1.0, *[0.0] * n]),
            least=np.zeros(n + 1),
            most=np.full(n + 1, INFINITY),
        )
    )
    return model
