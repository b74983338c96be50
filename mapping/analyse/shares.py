"""Whose share of what, through companies, cross-holdings and loops, when most shares are not stated.

With exact shares the answer is the matrix form `T = D (I - D)^-1`: multiply along a path, add over paths. A share known
only as "from low to high" makes T a range. Its lower end takes every stake at its lowest. Its upper end gives what is
left of each thing's 100 % to the holders that carry most to the owner asked about: in a loop that is a choice that
improves itself until nothing changes, so a loop neither hangs nor counts twice, and no range passes 100 %.

Source: paths of shares as in EurOMo (https://media-ownership.eu/about/methodology/); loops and ranges are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

Ints = NDArray[np.intp]
Floats = NDArray[np.float64]
# A circle of full holdings has no solution of its own; a hair under one gives it the right one: nothing from outside.
UNDER_ONE = 1 - 1e-12
CLOSE = 1e-10
ROUNDS = 400
# In a loop the choice is followed to its end in every third round.
PATIENCE = 3
# Numbers held at once while a large loop is solved for many owners.
MOST_CELLS = 5_000_000


@dataclass(frozen=True)
class Stakes:
    """Stakes between things numbered from 0: at most one for each holder and thing held; shares from 0 to 1."""

    held: Ints
    holder: Ints
    low: Floats
    high: Floats

    def of(self, chosen: NDArray[np.bool_] | Ints) -> Stakes:
        """Some of the stakes."""
        return Stakes(self.held[chosen], self.holder[chosen], self.low[chosen], self.high[chosen])


class Found(NamedTuple):
    """Shares of things that nobody is known to hold (`top`) in things held; sorted by held, then top."""

    held: Ints
    top: Ints
    low: Floats
    high: Floats


def _joined(parts: list[Found]) -> Found:
    held, top, low, high = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Found(held, top, low, high)


class _Known:
    """What is found so far: for each thing, where its tops stand in the four columns."""

    def __init__(self, n: int, tops: Ints) -> None:
        self.start, self.count = np.zeros(n, dtype=np.intp), np.zeros(n, dtype=np.intp)
        self.all = Found(tops, tops, np.ones(len(tops)), np.ones(len(tops)))
        self._note(tops, 0)

    def _note(self, held: Ints, offset: int) -> None:
        things, first, count = np.unique(held, return_index=True, return_counts=True)
        self.start[things], self.count[things] = first + offset, count

    def add(self, parts: list[Found]) -> None:
        found = _joined(parts)
        self._note(found.held, len(self.all.held))
        self.all = _joined([self.all, found])

    def rows(self, things: Ints) -> tuple[Ints, Ints]:
        """For each thing the rows of its tops: which of `things`, and which row."""
        count = self.count[things]
        which = np.repeat(np.arange(len(things)), count)
        within = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
        return which, np.repeat(self.start[things], count) + within


def ultimate_shares(n: int, stakes: Stakes) -> Found:
    """The range of each ultimate holder's share in each of `n` things that it may hold, directly or through others.

    Things of a loop that nobody outside holds have no ultimate holder and do not appear. Stakes in one thing whose
    lowest shares add up to more than 1 are each lowered by what is too much (`consistent`).
    """
    stakes = consistent(n, stakes)
    tops = np.setdiff1d(np.arange(n), stakes.held)
    known = _Known(n, tops)
    spare = np.maximum(0, 1 - np.bincount(stakes.held, stakes.low, n))
    for straight, loops in _from_the_top(n, stakes):
        known.add([_straight(straight, spare, known), *(_loop(loop, spare, known) for loop in loops)])
    order = np.lexsort((known.all.top, known.all.held))
    order = order[~np.isin(known.all.held[order], tops)]
    return Found(known.all.held[order], known.all.top[order], known.all.low[order], known.all.high[order])


def consistent(n: int, stakes: Stakes) -> Stakes:
    """The stakes with lowest shares that can be true together: each is what rests when the others are right."""
    excess = np.maximum(0, np.bincount(stakes.held, stakes.low, n) - 1)[stakes.held]
    return Stakes(stakes.held, stakes.holder, np.maximum(0, stakes.low - excess), stakes.high)


def _from_the_top(n: int, stakes: Stakes) -> list[tuple[Stakes, list[Stakes]]]:
    """The stakes in layers, holders before what they hold: those outside loops, and those of each loop's members."""
    graph: rx.PyDiGraph[int, None] = rx.PyDiGraph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from_no_data(list(zip(stakes.holder.tolist(), stakes.held.tolist(), strict=True)))
    whole = rx.digraph_condensation(graph)
    loop_of, layer_of = np.zeros(n, dtype=np.intp), np.zeros(n, dtype=np.intp)
    for layer, wholes in enumerate(rx.topological_generations(whole)):
        for each in wholes:
            loop_of[whole[each]], layer_of[whole[each]] = each, layer
    looped = np.bincount(loop_of, minlength=n)[loop_of] > 1
    looped[stakes.held[stakes.held == stakes.holder]] = True
    return [
        (layer.of(~looped[layer.held]), _split(layer.of(looped[layer.held]), loop_of))
        for layer in _split(stakes, layer_of)
    ]


def _split(stakes: Stakes, number_of: Ints) -> list[Stakes]:
    """The stakes by a number of the thing held, in the order of the numbers."""
    order = np.argsort(number_of[stakes.held], kind="stable")
    cuts = np.flatnonzero(np.diff(number_of[stakes.held][order])) + 1
    return [stakes.of(part) for part in np.split(order, cuts) if len(part)]


def _straight(stakes: Stakes, spare: Floats, known: _Known) -> Found:
    """The shares of all tops in things outside loops, whose holders are all done: one pass over all of them."""
    which, row = known.rows(stakes.holder)
    held, top, value = stakes.held[which], known.all.top[row], known.all.high[row]
    order = np.lexsort((-value, top, held))
    which, row, held, top, value = which[order], row[order], held[order], top[order], value[order]
    if not len(held):
        return Found(held, top, value, value)  # all circles that nobody outside holds, or nothing
    starts = np.flatnonzero(np.r_[True, (np.diff(held) != 0) | (np.diff(top) != 0)])
    low, slack = stakes.low[which], (stakes.high - stakes.low)[which]
    before = np.cumsum(slack) - slack
    before -= np.repeat(before[starts], np.diff(np.r_[starts, len(held)]))
    given = np.clip(spare[held] - before, 0, slack)
    lowest = np.add.reduceat(low * known.all.low[row], starts)
    highest = np.minimum(1, np.add.reduceat((low + given) * value, starts))
    return Found(held[starts], top[starts], np.minimum(lowest, highest), highest)


def _loop(stakes: Stakes, spare: Floats, known: _Known) -> Found:
    """The shares of all tops in the members of one loop, by solving for the members together."""
    members = np.unique(stakes.held)
    outside = np.setdiff1d(stakes.holder, members)
    which, row = known.rows(outside)
    tops = np.unique(known.all.top[row])
    lows, highs = (np.zeros((len(outside), len(tops))) for _ in range(2))
    at = which, np.searchsorted(tops, known.all.top[row])
    lows[at], highs[at] = known.all.low[row], known.all.high[row]
    holders = np.r_[members, outside]
    low, slack = (np.zeros((len(members), len(holders))) for _ in range(2))
    column = np.argsort(holders)[np.searchsorted(np.sort(holders), stakes.holder)]
    at = np.searchsorted(members, stakes.held), column
    low[at], slack[at] = stakes.low, stakes.high - stakes.low
    lowest = _solved(low, lows)
    at_once = max(1, MOST_CELLS // low.size)
    parts = [slice(start, start + at_once) for start in range(0, max(1, len(tops)), at_once)]
    highest = np.hstack([_most(low, slack, spare[members], highs[:, part]) for part in parts])
    member, top = np.nonzero(highest > 0)
    return Found(members[member], tops[top], np.minimum(lowest, highest)[member, top], highest[member, top])


def _solved(weights: Floats, outside: Floats) -> Floats:
    """Shares in the members of a loop, whose stakes are exactly `weights` (members first, then holders outside).

    Both may be stacks of such tables, one for each top.
    """
    n = weights.shape[-2]
    solved = np.linalg.solve(np.eye(n) - UNDER_ONE * weights[..., :n], weights[..., n:] @ outside)
    return solved.astype(np.float64)


def _most(low: Floats, slack: Floats, spare: Floats, outside: Floats) -> Floats:
    """The largest share that each top (a column of `outside`) can have in each member of a loop.

    Each member gives what is left of it to the holders in which the top's share is largest; with that choice the loop
    is followed one step (now and then to its end, which large loops make dear), and made anew, until nothing moves.
    What still moves after many rounds may be anything up to 1.
    """
    share = _solved(low, outside)
    for number in range(1, ROUNDS + 1):
        values = np.vstack([share, outside])
        order = np.argsort(-values, axis=0, kind="stable").T
        room = slack.T[order].transpose(0, 2, 1)
        given = np.clip(spare[:, None] - np.cumsum(room, axis=2) + room, 0, room)
        # Back from the order of each top to that of the holders.
        given = np.take_along_axis(given, np.argsort(order, axis=1)[:, None, :], axis=2)
        weights, tops_first = low + given, values.T[:, :, None]
        better = (weights @ tops_first)[:, :, 0].T
        moves = better - share > CLOSE
        if moves.any() and number % PATIENCE == 0:
            solved = _solved(weights, tops_first[:, len(low) :])[:, :, 0].T
            better = np.maximum(better, solved)
        share = np.minimum(1, better)
        if not moves.any():
            break
    return np.where(moves, 1.0, share)
