"""Columns over time, stacked by colour; what is negative hangs below the line (founded above, closed below)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd
import plotly.graph_objects as go
from matplotlib.figure import Figure as Page

from mapping.draw.evidence import Evidence
from mapping.draw.figure import Figure, listed, need, nothing
from mapping.draw.labels import heading
from mapping.draw.lettering import hover, paper, screen, shorten
from mapping.draw.series import UNKNOWN_CODE, Stack, code_of, stack, words
from mapping.draw.sourced import sourced
from mapping.draw.style import INK, SCREEN_INK, key, legend, legend_cm, on_screen, screen_axis, ticks, written
from mapping.translate import _, capitalised, number, pair, plural

MOST_TICKS = 12
HEIGHT_CM = 6.5
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


@sourced
def timeline(
    frame: pd.DataFrame,
    time: str,
    value: str,
    color: str | None = None,
    *,
    caption: str,
    evidence: Evidence,
    labels: Mapping[str, str] | None = None,
) -> Figure:
    """A column for each moment, as high as its numbers add up; negative numbers hang below the line.

    `time` holds years as numbers (drawn to scale, gaps included), months ("2026-01"; those between without a row are
    empty), or words in their order ("1990s"). Rows without a time
    are not drawn: the note counts them.
    """
    need(frame, time, value, color)
    dated = frame[frame[time].map(code_of) != UNKNOWN_CODE]
    if dated.empty:
        return nothing(frame, caption, evidence)
    stacked = stack(dated, time, value, color, order=_every_month(dated[time]))
    columns = Columns(_in_time(stacked), heading(value, labels), heading(time, labels))
    subject = _("Columns of {value} by {time}", value=columns.value, time=columns.time)
    undated = frame[frame[time].map(code_of) == UNKNOWN_CODE]
    return Figure(
        screen=columns.on_screen(),
        draw=columns.draw,
        table=words(dated, [time, color, value], labels),
        caption=caption,
        alt=listed(subject, columns.facts()),
        note=evidence.note(*_left_out(int(undated[value].abs().sum()), int(dated[value].isna().sum()))),
        height_cm=HEIGHT_CM + legend_cm(columns.keys),
    )


def _left_out(undated: int, unknown: int) -> list[str]:
    """What a reader cannot see in the columns, as sentences."""
    sentences = [
        (undated, _("Not drawn, as the time is not known: {n}.", n=number(undated))),
        (unknown, plural("{n} number is not known.", "{n} numbers are not known.", unknown)),
    ]
    return [sentence for n, sentence in sentences if n]


def _every_month(times: pd.Series) -> list[str]:
    """All months from the first to the last, in order, where the times are months; else none."""
    if not all(isinstance(time, str) and _MONTH.fullmatch(time) for time in times):
        return []
    return [str(month) for month in pd.period_range(min(times), max(times), freq="M")]


def _in_time(stacked: Stack) -> Stack:
    """The moments in order; words keep the order in which they come."""
    codes = stacked.codes
    if not all(isinstance(code, int | float) for code in codes):
        return stacked
    order = sorted(range(len(codes)), key=lambda i: float(str(codes[i])))
    return replace(
        stacked,
        codes=tuple(float(str(codes[i])) for i in order),
        names=tuple(f"{float(str(codes[i])):g}" for i in order),
        series=tuple(replace(s, values=tuple(s.values[i] for i in order)) for s in stacked.series),
    )


@dataclass(frozen=True)
class Columns:
    """The columns as both faces draw them."""

    stack: Stack
    value: str
    time: str

    @property
    def keys(self) -> list[tuple[str, str]]:
        """The legend: name and colour."""
        return [] if self.stack.single else [(s.name, s.colour) for s in self.stack.series]

    @property
    def places(self) -> list[float]:
        """Where each column stands."""
        codes = self.stack.codes
        return [code if isinstance(code, float) else float(i) for i, code in enumerate(codes)]

    @property
    def width(self) -> float:
        """Of a column: most of the shortest step between two moments."""
        steps = [b - a for a, b in zip(self.places, self.places[1:], strict=False)]
        return 0.82 * min(steps, default=1.0)

    def time_ticks(self) -> tuple[list[float], list[str]]:
        """Few enough moments to be read side by side."""
        if isinstance(self.stack.codes[0], float):
            places = ticks(self.places[0], self.places[-1], True, MOST_TICKS) if len(self.places) > 1 else self.places
            return places, [f"{place:g}" for place in places]
        every = -(-len(self.places) // MOST_TICKS)
        return self.places[::every], [shorten(name, 14) for name in self.stack.names[::every]]

    def span(self) -> tuple[float, float]:
        """The lowest and the highest end of a column."""
        ends = [
            [sum(v for s in self.stack.series if (v := s.values[i] or 0.0) * side > 0) for i in range(len(self.places))]
            for side in (-1, 1)
        ]
        low, high = min(ends[0]), max(ends[1])
        return low * 1.05, (high * 1.05) or (0.0 if low else 1.0)

    def value_ticks(self) -> tuple[list[float], list[str]]:
        """Ticks of the value axis; below the line they count as well."""
        places = ticks(*self.span(), self.stack.whole)
        return places, [written(abs(place)) for place in places]

    def facts(self) -> list[str]:
        """The moments with the highest numbers, in the order of time, and the sum of each colour."""
        sums = [
            f"{s.name} {written(sum(abs(v) for v in s.values if v is not None))}" for s in self.stack.series if s.name
        ]
        highest = sorted(range(len(self.places)), key=lambda i: -self._weight(i))[:5]
        peaks = [f"{shorten(self.stack.names[i])} {written(self._weight(i))}" for i in sorted(highest)]
        first, last = shorten(self.stack.names[0]), shorten(self.stack.names[-1])
        across = _("{first} to {last}, highest {peaks}", first=first, last=last, peaks=", ".join(peaks))
        return [across] if self.stack.single else [across, *sums]

    def _weight(self, i: int) -> float:
        return sum(abs(s.values[i] or 0.0) for s in self.stack.series)

    def on_screen(self) -> go.Figure:
        """The plotly face."""
        places, texts = self.time_ticks()
        values, numbers = self.value_ticks()
        half = self.width
        return on_screen(
            [*self._traces(), *(key(*entry) for entry in self.keys)],
            (HEIGHT_CM + legend_cm(self.keys)) * 1.25,
            barmode="relative",
            showlegend=bool(self.keys),
            shapes=[{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0, "line": _LINE}],
            xaxis=screen_axis(
                range=[self.places[0] - half, self.places[-1] + half],
                tickvals=places,
                ticktext=[screen(t) for t in texts],
            ),
            yaxis=screen_axis(
                range=list(self.span()),
                showgrid=True,
                tickvals=values,
                ticktext=numbers,
                title=screen(capitalised(self.value)),
            ),
        )

    def _traces(self) -> list[go.Bar]:
        return [
            go.Bar(
                x=self.places,
                y=[v or 0.0 for v in s.values],
                width=self.width,
                name=screen(s.name),
                showlegend=False,
                marker={"color": s.colour, "line": {"width": 0}},
                hovertext=[self._told(s.name, i, v) for i, v in enumerate(s.values)],
                hoverinfo="text",
            )
            for s in self.stack.series
        ]

    def _told(self, name: str, i: int, value: float | None) -> str:
        what = self.value if self.stack.single else name
        return hover(self.stack.names[i], pair(what, _("not known") if value is None else number(abs(value))))

    def draw(self, page: Page) -> None:
        """The still face."""
        axes = page.subplots()
        above, below = ([0.0] * len(self.places) for _side in range(2))
        for series in self.stack.series:
            for i, value in enumerate(series.values):
                ends = above if (value or 0.0) >= 0 else below
                axes.bar(self.places[i], value or 0.0, self.width, ends[i], color=series.colour, linewidth=0)
                ends[i] += value or 0.0
        axes.set_xlim(self.places[0] - self.width, self.places[-1] + self.width)
        axes.set_ylim(*self.span())
        places, texts = self.time_ticks()
        axes.set_xticks(places, [paper(text) for text in texts])
        axes.set_yticks(*self.value_ticks())
        axes.set_ylabel(paper(capitalised(self.value)))
        axes.grid(axis="y")
        axes.axhline(0, color=INK, linewidth=0.8)
        legend(page, self.keys)


_LINE = {"color": SCREEN_INK, "width": 1}
