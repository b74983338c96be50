"""A few legible classes for numbers: round limits, about as many values in each."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mapping.draw.palette import SCALE
from mapping.draw.style import written
from mapping.translate import _

MOST = len(SCALE)


@dataclass(frozen=True)
class Classes:
    """Lower limits of the classes from the second on, rising; `whole` where the values are counts."""

    limits: tuple[float, ...]
    lowest: float
    highest: float
    whole: bool

    def place(self, value: float) -> int:
        """The class of a value, from 0."""
        return bisect_right(self.limits, value)

    def shade(self, value: float) -> int:
        """The place of the value's colour in `palette.SCALE`: the classes are spread over all of it."""
        return shade(self.place(value), len(self.limits) + 1)

    def labels(self) -> list[str]:
        """The classes for a legend: "1", "2–4", "5 and more"."""
        starts = [self.lowest, *self.limits]
        ends = [*self.limits, None]
        return [self._label(start, end) for start, end in zip(starts, ends, strict=True)]

    def _label(self, start: float, end: float | None) -> str:
        if end is None:
            return written(start) if self.highest == start else _("{low} and more", low=written(start))
        last = end - 1 if self.whole else end
        if last == start:
            return written(start)
        if self.whole:
            return f"{written(start)}–{written(last)}"
        return _("{low} to under {high}", low=written(start), high=written(last))


def shade(place: int, count: int) -> int:
    """The place in `palette.SCALE` of one of `count` classes."""
    return round(place * (MOST - 1) / (count - 1)) if count > 1 else MOST // 2


def classes(values: Sequence[float]) -> Classes:
    """At most as many classes as the colour scale has steps, limited at quantiles rounded to one figure."""
    if not values:
        return Classes((), 0, 0, True)
    whole = all(float(value).is_integer() for value in values)
    quantiles = np.quantile(values, [i / MOST for i in range(1, MOST)])
    rounded = sorted({_round(float(q), whole) for q in quantiles})
    low, high = min(values), max(values)
    return Classes(tuple(limit for limit in rounded if low < limit <= high), low, high, whole)


def _round(value: float, whole: bool) -> float:
    """To one significant figure, or to a five beside it; counts stay whole."""
    if value <= 0:
        return 0.0
    unit = 10.0 ** math.floor(math.log10(value))
    rounded = round(value / unit * 2) / 2 * unit
    return float(max(1, round(rounded))) if whole else round(rounded, 10)
