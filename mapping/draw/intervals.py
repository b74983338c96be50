"""What lies between two bounds: one bar for each category from its lower to its upper bound, with both numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
from matplotlib.figure import Figure as Page

from mapping.draw.evidence import Evidence
from mapping.draw.figure import Figure, listed, need, nothing
from mapping.draw.labels import heading, label
from mapping.draw.lettering import hover, paper, plain, screen, shorten
from mapping.draw.palette import ACCENT
from mapping.draw.series import words
from mapping.draw.sourced import sourced
from mapping.draw.style import SCREEN_INK, lines_of, on_screen, screen_axis, screen_names, screen_title, ticks, written
from mapping.translate import _, capitalised, number, pair

BAR_CM = 0.34
# Room on both sides of the longest bar for its numbers, as parts of the axis; a phone's is short.
ROOM, BEFORE, BEFORE_ON_SCREEN = 1.12, 0.1, 0.2
# Where the lowest bound is at least this part of the highest, nought would only take room from the bars.
FAR_FROM_NOUGHT = 1 / 3
FIRST_RANKS = 10  # whole bounds that begin below it and not at nought are read as ranks
# A bar between equal bounds is this part of the axis long, so that it is seen.
LEAST = 0.006


@sourced
def ranges(
    frame: pd.DataFrame,
    category: str | Sequence[str],
    low: str,
    high: str,
    *,
    value: str,
    n: str | None = None,
    caption: str,
    evidence: Evidence,
    share: bool = False,
    far: float | None = None,
    labels: Mapping[str, str] | None = None,
) -> Figure:
    """A bar from the lower to the upper bound of each category, the two numbers at its ends.

    `frame` is tidy: one row a category (of one column or several, such as country and medium) with its bounds in `low`
    and `high`; equal bounds are one number, a missing bound is "not known", never 0. `value` says in the reader's
    language what is measured; `n` is the column that says of how many things. With `share` the bounds are shares from 0
    to 1. The axis runs from 0 to `far` (the largest possible value); without one it ends at the largest bound, and
    where the bounds are whole numbers that begin near 1, as ranks do, it counts them from 1. `UnknownName` where a
    column is missing.
    """
    categories = [category] if isinstance(category, str) else list(category)
    need(frame, *categories, low, high, n)
    if frame.empty:
        return nothing(frame, caption, evidence)
    names = tuple(_names(frame[categories], frame[n] if n else None))
    lows, highs = (_bounds(frame[column]) for column in (low, high))
    bounded = Ranges(names, lows, highs, value, share, *_axis([*lows, *highs], far))
    subject = _(
        "Bars from the lower to the upper bound of {value} by {category}",
        value=value,
        category=", ".join(heading(column, labels) for column in categories),
    )
    return Figure(
        screen=bounded.on_screen(),
        draw=bounded.draw,
        table=words(frame, [*categories, n, low, high], labels),
        caption=caption,
        alt=listed(subject, [f"{shorten(name)} {bounded.told(i)}" for i, name in enumerate(names)]),
        note=evidence.note(),
        height_cm=bounded.height_cm,
    )


def _names(categories: pd.DataFrame, counts: pd.Series | None) -> Iterator[str]:
    """Each category in words, and how many things it has."""
    for i, codes in enumerate(categories.itertuples(index=False, name=None)):
        name = plain(", ".join(label(code) for code in codes))
        yield name if counts is None else _("{name} (n = {n})", name=name, n=number(counts.iloc[i]))


def _bounds(cells: pd.Series) -> tuple[float | None, ...]:
    return tuple(None if pd.isna(cell) else float(cell) for cell in pd.to_numeric(cells))


def _row_cm(names: Sequence[tuple[str, ...]]) -> float:
    """From one bar to the next, so that every line of every name has room."""
    return 0.3 + 0.34 * max(map(len, names))


def _axis(bounds: Sequence[float | None], far: float | None) -> tuple[float, float, bool]:
    """Where the axis begins and ends, and whether it counts in whole numbers."""
    known = [bound for bound in bounds if bound is not None] or [0.0, 1.0]
    low, high = min(known), max(known)
    if far or low == high:
        return 0.0, far or high or 1.0, False
    if 1 <= low < FIRST_RANKS and all(bound.is_integer() for bound in known):
        return 1.0, high, True
    return (low if low >= FAR_FROM_NOUGHT * high else 0.0), high, False


@dataclass(frozen=True)
class Ranges:
    """The bars as both faces draw them."""

    names: tuple[str, ...]
    lows: tuple[float | None, ...]
    highs: tuple[float | None, ...]
    value: str
    share: bool
    near: float
    far: float
    whole: bool

    @property
    def lines(self) -> list[tuple[str, ...]]:
        """The categories, wrapped."""
        return lines_of(self.names, 38)

    @property
    def row_cm(self) -> float:
        """From one bar to the next."""
        return _row_cm(self.lines)

    @property
    def height_cm(self) -> float:
        """High enough for every line of every name."""
        return 1.4 + len(self.names) * self.row_cm

    def told(self, i: int) -> str:
        """The bounds of a category in words."""
        low, high = self.lows[i], self.highs[i]
        if low is None or high is None:
            return _("not known")
        if low == high:
            return self._number(low)
        return _("{low} to {high}", low=self._number(low), high=self._number(high))

    def bars(self) -> list[tuple[int, float, float]]:
        """Row, left end and length of each bar that can be drawn."""
        ends = enumerate(zip(self.lows, self.highs, strict=True))
        least = LEAST * (self.far - self.near)
        return [(i, lo, max(hi - lo, least)) for i, (lo, hi) in ends if lo is not None and hi is not None]

    def ends(self, i: int) -> tuple[str, str]:
        """The words left and right of a bar; one only where the bounds are equal."""
        low, high = self.lows[i], self.highs[i]
        if low is None or high is None:
            return "", _("not known")
        return ("" if low == high else self._number(low)), self._number(high)

    def _number(self, bound: float) -> str:
        return written(bound, self.share)

    def span(self, before: float) -> tuple[float, float]:
        """Of the axis: room on both sides for the numbers."""
        long = self.far - self.near
        return self.near - before * long, self.near + ROOM * long

    def places(self) -> tuple[list[float], list[str]]:
        """Ticks of the value axis and their words."""
        places = ticks(self.near, self.far, self.whole)
        if self.whole:
            places = sorted({self.near, *places})
        return places, [self._number(place) for place in places]

    def on_screen(self) -> go.Figure:
        """The plotly face."""
        drawn = self.bars()
        places, texts = self.places()
        names = screen_names(self.names)
        bar = go.Bar(
            orientation="h",
            base=[low for _i, low, _length in drawn],
            x=[length for _i, _low, length in drawn],
            y=[i for i, _low, _length in drawn],
            width=BAR_CM / _row_cm(names),
            marker={"color": ACCENT, "line": {"width": 0}},
            hovertext=[hover(self.names[i], pair(self.value, self.told(i))) for i, _low, _length in drawn],
            hoverinfo="text",
        )
        return on_screen(
            [bar, self._words(0), self._words(1)],
            (1.4 + len(names) * _row_cm(names)) * 1.15,
            showlegend=False,
            xaxis=screen_axis(
                range=list(self.span(BEFORE_ON_SCREEN)),
                showgrid=True,
                tickvals=places,
                ticktext=texts,
                title=screen_title(self.value),
            ),
            yaxis=screen_axis(
                range=[len(names) - 0.5, -0.5],
                tickvals=list(range(len(names))),
                ticktext=[screen(*lines) + " " for lines in names],
            ),
        )

    def _words(self, side: int) -> go.Scatter:
        """The numbers left (0) or right (1) of the bars."""
        rows = range(len(self.names))
        spots = {i: (low, low + length) for i, low, length in self.bars()}
        return go.Scatter(
            x=[spots.get(i, (self.near, self.near))[side] for i in rows],
            y=list(rows),
            mode="text",
            text=[f" {screen(self.ends(i)[side])} " for i in rows],
            textposition=("middle left", "middle right")[side],
            textfont={"size": 12, "color": SCREEN_INK},
            cliponaxis=False,
            hoverinfo="skip",
        )

    def draw(self, page: Page) -> None:
        """The still face."""
        axes = page.subplots()
        axes.set_xlim(*self.span(BEFORE))
        axes.set_ylim(len(self.names) - 0.5, -0.5)
        spots = {i: (low, low + length) for i, low, length in self.bars()}
        for i in range(len(self.names)):
            left, right = spots.get(i, (self.near, self.near))
            axes.barh(i, right - left, BAR_CM / self.row_cm, left, color=ACCENT, linewidth=0)
            for text, at, away, side in zip(self.ends(i), (left, right), (-3, 3), ("right", "left"), strict=True):
                axes.annotate(text, (at, i), (away, 0), textcoords="offset points", va="center_baseline", ha=side)
        places, texts = self.places()
        axes.set_xlabel(paper(capitalised(self.value)))
        axes.set_xticks(places, texts)
        axes.grid(axis="x")
        axes.set_yticks(range(len(self.names)), [paper(*lines) for lines in self.lines])
