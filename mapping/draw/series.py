"""A tidy table as rows of stacked values: what the bar charts, the panels and the timeline draw on both faces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from mapping.draw.labels import heading, label
from mapping.draw.lettering import plain, shorten
from mapping.draw.palette import ACCENT, GROUPS, MEDIA, NOTHING, colours, group_order
from mapping.draw.style import written
from mapping.translate import _

UNKNOWN_CODE = "unknown"
ALL = "all"
# A code of ours for a kind of thing or for a language, which no name or country looks like.
_KIND = re.compile(r"[a-z_]+")


@dataclass(frozen=True)
class Series:
    """The values of one colour, one for each category; None is not known, 0 is none."""

    code: str
    name: str
    colour: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Stack:
    """Categories in their order, and for each the values that are stacked on it."""

    codes: tuple[object, ...]
    names: tuple[str, ...]
    series: tuple[Series, ...]
    shares: bool = False

    @property
    def totals(self) -> tuple[float | None, ...]:
        """For each category the sum of what is known; None where nothing is."""
        return tuple(_sum([s.values[i] for s in self.series]) for i in range(len(self.codes)))

    @property
    def single(self) -> bool:
        """Whether there is one colour only, so that no legend is needed."""
        return len(self.series) == 1 and self.series[0].code == ALL

    @property
    def whole(self) -> bool:
        """Whether the axis counts things."""
        values = [value for s in self.series for value in s.values if value is not None]
        return not self.shares and all(value.is_integer() for value in values)

    def length(self, series: Series, i: int) -> float:
        """How long the segment is drawn: the value, or its share of the category."""
        value, total = series.values[i], self.totals[i]
        if value is None or not total:
            return 0.0
        return value / total if self.shares else value

    def end(self, i: int) -> str:
        """What stands at the end of a bar: its n, and whether a part of it is not known."""
        total, unknown = self.totals[i], any(s.values[i] is None for s in self.series)
        if total is None or (unknown and not total):
            return _("not known")
        text = _("n = {n}", n=written(total)) if self.shares else written(total)
        return _("{n}, part not known", n=text) if unknown else text

    def facts(self) -> list[str]:
        """Each category with its numbers, in words."""
        return [self._fact(i) for i in range(len(self.codes))]

    def _fact(self, i: int) -> str:
        parts = [f"{s.name} {written(abs(s.values[i] or 0))}" for s in self.series if s.values[i]]
        inside = f" ({', '.join(parts)})" if parts and not self.single else ""
        return f"{shorten(self.names[i])} {self.end(i)}{inside}"


def stack(
    frame: pd.DataFrame,
    category: str,
    value: str,
    color: str | None = None,
    order: Sequence[object] | None = None,
    shares: bool = False,
) -> Stack:
    """Add up a tidy table by category and colour.

    Categories come in `order`, else as they appear; colours in the order of their group in the palette. A pair that the
    table lacks is none; a pair whose values are all missing is not known.
    """
    coded = pd.DataFrame(
        {
            "category": frame[category].map(code_of),
            "colour": frame[color].map(code_of) if color else ALL,
            "value": pd.to_numeric(frame[value]).astype(float),
        }
    )
    codes = tuple(dict.fromkeys([*(order or ()), *coded["category"]]))
    sums = coded.groupby(["category", "colour"], sort=False)["value"].sum(min_count=1).to_dict()
    tints = colours(coded["colour"]) if color else {ALL: ACCENT}
    series = tuple(
        Series(code, plain(label(code)), tints[code], tuple(_known(sums.get((c, code), 0.0)) for c in codes))
        for code in group_order(tints)
    )
    return Stack(codes, tuple(plain(label(code)) for code in codes), series, shares)


def in_order(codes: Iterable[object], sizes: Mapping[object, float]) -> list[object]:
    """Kinds of things as readers expect them: in the order of their group, else the most frequent first.

    What nobody knows stands last; names, countries and numbers stay as they come. Media are a group without an order.
    """
    listed = list(dict.fromkeys(codes))
    if not all(isinstance(code, str) and _KIND.fullmatch(code) for code in listed):
        return listed
    kinds = [str(code) for code in listed]
    if any(set(kinds) <= set(group) for group in GROUPS.values() if group is not MEDIA):
        return [*group_order(kinds)]
    return sorted(listed, key=lambda code: (code in NOTHING, -sizes.get(code, 0.0)))


def code_of(value: object) -> object:
    """The code that stands in a cell; that of what nobody knows where nothing stands."""
    return UNKNOWN_CODE if pd.isna(value) or value == "" else value  # type: ignore[call-overload]


def _known(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def _sum(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def words(frame: pd.DataFrame, columns: Sequence[str | None], labels: Mapping[str, str] | None) -> pd.DataFrame:
    """The columns drawn, heads and codes in the reader's words: the data sheet beside a figure."""
    kept = list(dict.fromkeys(column for column in columns if column))
    sheet = pd.DataFrame({c: _column(frame[c]) for c in kept}, index=frame.index)
    return sheet.rename(columns={c: heading(c, labels) for c in kept}).reset_index(drop=True)


def _column(cells: pd.Series) -> pd.Series:
    return cells if pd.api.types.is_numeric_dtype(cells) else cells.map(lambda cell: plain(label(cell)))
