"""Bands between columns of bars: how high each bar is, where each band begins and ends, what is folded into "others".

A band's height is its value. Columns and the bands at each bar are ordered by size, which keeps crossings few; all
lengths are shares of the drawing's width and height, from its upper left corner.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

SPACE = 0.35  # of a column's height at most, free between its bars
POINTS = 20
Points = NDArray[np.float64]


@dataclass(frozen=True)
class Bar:
    """One name in one column: the value that passes it, and how many names are folded into it (0 for a name)."""

    column: int
    name: str
    value: float
    folded: int
    x: float
    top: float
    low: float

    @property
    def middle(self) -> float:
        """Where its name stands."""
        return (self.top + self.low) / 2


@dataclass(frozen=True)
class Band:
    """A flow between two bars, of the kind that its first bar in the first column gives."""

    start: tuple[int, str]
    end: tuple[int, str]
    first: str
    value: float
    shape: Points


@dataclass(frozen=True)
class Flow:
    """The bars by column and name, and the bands between them."""

    bars: Mapping[tuple[int, str], Bar]
    bands: Sequence[Band]


def fold(
    frame: pd.DataFrame, columns: Sequence[str], value: str, most: int, others: str
) -> tuple[pd.DataFrame, dict[tuple[int, str], int]]:
    """The flows with all but the `most` largest names of each column called `others`, added up; and how many those are
    by column. An empty cell is a step that the flow does not take."""
    tidy = frame[[*columns, value]].copy()
    folded: dict[tuple[int, str], int] = {}
    for place, column in enumerate(columns):
        sums = tidy.groupby(column)[value].sum().sort_index().sort_values(ascending=False, kind="stable")
        if len(sums) > most + 1:
            rest = set(sums.index[most:])
            folded[place, others] = len(rest)
            tidy[column] = tidy[column].map(lambda name, rest=rest: others if name in rest else name)
    return tidy.groupby(list(columns), dropna=False)[[value]].sum().reset_index(), folded


def laid_out(
    flows: pd.DataFrame, columns: Sequence[str], value: str, folded: Mapping[tuple[int, str], int], wide: float
) -> Flow:
    """Bars `wide` (share of the width) and the bands between them for flows of `fold`."""
    steps = [
        [(place, name) for place, name in enumerate(row) if isinstance(name, str)]
        for row in flows[list(columns)].itertuples(index=False, name=None)
    ]
    values = [float(number) for number in flows[value]]
    through: dict[tuple[int, str], float] = defaultdict(float)
    between: dict[tuple[tuple[int, str], tuple[int, str], str], float] = defaultdict(float)
    for way, number in zip(steps, values, strict=True):
        for step in way:
            through[step] += number
        for one, other in pairwise(way):
            between[one, other, way[0][1]] += number
    bars = _bars(through, folded, len(columns), wide)
    return Flow(bars, _bands(bars, between, wide))


def _bars(
    through: Mapping[tuple[int, str], float], folded: Mapping[tuple[int, str], int], columns: int, wide: float
) -> dict[tuple[int, str], Bar]:
    """The largest of each column on top, what is folded last; one scale for all columns."""
    order = [
        sorted((step for step in through if step[0] == place), key=lambda step: (step in folded, -through[step], step))
        for place in range(columns)
    ]
    longest = max(map(len, order))
    space = SPACE / max(longest - 1, 1) if longest > 1 else 0.0
    scale = min((1 - space * (len(steps) - 1)) / sum(through[step] for step in steps) for steps in order if steps)
    bars: dict[tuple[int, str], Bar] = {}
    for place, steps in enumerate(order):
        free = 1 - scale * sum(through[step] for step in steps) - space * max(len(steps) - 1, 0)
        top = max(free, 0.0) / 2
        for step in steps:
            low = top + scale * through[step]
            x = place / max(columns - 1, 1) * (1 - wide)
            bars[step] = Bar(*step, through[step], folded.get(step, 0), x, top, low)
            top = low + space
    return bars


def _bands(
    bars: Mapping[tuple[int, str], Bar],
    between: Mapping[tuple[tuple[int, str], tuple[int, str], str], float],
    wide: float,
) -> list[Band]:
    """At each bar the bands in the order of the bars that they come from or lead to."""

    def scale(step: tuple[int, str]) -> float:
        return (bars[step].low - bars[step].top) / bars[step].value

    keys = list(between)
    starts, ends = {}, {}
    used: dict[tuple[int, str], float] = defaultdict(float)
    for key in sorted(keys, key=lambda k: (bars[k[1]].top, bars[k[1]].column, k)):
        starts[key] = bars[key[0]].top + used[key[0]]
        used[key[0]] += between[key] * scale(key[0])
    used.clear()
    for key in sorted(keys, key=lambda k: (bars[k[0]].top, bars[k[0]].column, k)):
        ends[key] = bars[key[1]].top + used[key[1]]
        used[key[1]] += between[key] * scale(key[1])
    return [
        Band(
            one,
            other,
            first,
            number,
            _shape(bars[one].x + wide, starts[key], bars[other].x, ends[key], number * scale(one)),
        )
        for key, number in sorted(between.items(), key=lambda item: -item[1])
        for one, other, first in [key]
    ]


def _shape(left: float, start: float, right: float, end: float, high: float) -> Points:
    """The outline of a band: a cubic Bézier curve there, the same lower back."""
    t = np.linspace(0, 1, POINTS)
    x = left + (right - left) * (1.5 * t * (1 - t) ** 2 + 1.5 * t**2 * (1 - t) + t**3)
    y = start + (end - start) * (3 * t**2 * (1 - t) + t**3)
    return np.column_stack([np.concatenate([x, x[::-1]]), np.concatenate([y, y[::-1] + high])])
