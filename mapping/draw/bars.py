"""Horizontal bars, with or without stacked colours, as numbers or as shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Page

from mapping.draw.evidence import Evidence
from mapping.draw.figure import Figure, listed, need, nothing
from mapping.draw.labels import heading
from mapping.draw.lettering import hover, paper, screen, width_pt
from mapping.draw.palette import ink_on
from mapping.draw.series import Series, Stack, stack, words
from mapping.draw.sourced import sourced
from mapping.draw.style import (
    POINT_CM,
    SIZE,
    key,
    legend,
    legend_cm,
    lines_of,
    on_screen,
    screen_axis,
    screen_names,
    screen_title,
    ticks,
    written,
)
from mapping.translate import _, capitalised, pair, percent

ROOM = 1.14  # room beside the longest bar for its number
BAR_CM = 0.44


@sourced
def bars(
    frame: pd.DataFrame,
    category: str,
    value: str,
    color: str | None = None,
    *,
    caption: str,
    evidence: Evidence,
    share: bool = False,
    order: Sequence[object] | None = None,
    labels: Mapping[str, str] | None = None,
) -> Figure:
    """One horizontal bar for each category, its n at the end.

    `frame` is tidy: one row for each category (and colour) with a number in `value`; missing is "not known", never 0.
    With `share` each bar is 100 % long and its n stands beside it. `order` fixes the order of the categories, which
    otherwise come as they appear; `labels` gives the reader's words for columns.
    """
    need(frame, category, value, color)
    if frame.empty:
        return nothing(frame, caption, evidence)
    axis = _("share") if share else heading(value, labels)
    rows = Rows(stack(frame, category, value, color, order, share), axis)
    subject = _("Horizontal bars of {value} by {category}", value=rows.value, category=heading(category, labels))
    return Figure(
        screen=rows.on_screen(),
        draw=rows.draw,
        table=words(frame, [category, color, value], labels),
        caption=caption,
        alt=listed(subject, rows.stack.facts()),
        note=evidence.note(),
        height_cm=rows.height_cm,
    )


@dataclass(frozen=True)
class Rows:
    """The bars as both faces draw them."""

    stack: Stack
    value: str

    @property
    def names(self) -> list[tuple[str, ...]]:
        """The categories, wrapped."""
        return lines_of(self.stack.names, 30)

    @property
    def keys(self) -> list[tuple[str, str]]:
        """The legend: name and colour."""
        return [] if self.stack.single else [(s.name, s.colour) for s in self.stack.series]

    @property
    def height_cm(self) -> float:
        """High enough for every line of every name."""
        return 1.3 + legend_cm(self.keys) + len(self.names) * self.row_cm

    @property
    def row_cm(self) -> float:
        """From one bar to the next."""
        return _row_cm(self.names)

    @property
    def thickness(self) -> float:
        """Of a bar, where the rows are 1 apart: the same on paper however many lines a name takes."""
        return BAR_CM / self.row_cm

    @property
    def far(self) -> float:
        """Where the axis ends."""
        return 1.0 if self.stack.shares else max([t or 0.0 for t in self.stack.totals]) or 1.0

    def places(self) -> tuple[list[float], list[str]]:
        """Ticks of the value axis and their words."""
        places = ticks(0.0, self.far, self.stack.whole)
        return places, [written(place, self.stack.shares) for place in places]

    def on_screen(self) -> go.Figure:
        """The plotly face."""
        places, texts = self.places()
        names = screen_names(self.stack.names)
        height = (self.height_cm + len(names) * (_row_cm(names) - self.row_cm)) * 1.15
        return on_screen(
            [
                *bar_traces(self.stack, self.value, BAR_CM / _row_cm(names)),
                ends_trace(self.stack),
                *(key(*entry) for entry in self.keys),
            ],
            height,
            barmode="stack",
            margin={"l": 8, "r": 44, "t": 8, "b": 8},  # on a phone the n beside a full bar would be cut
            showlegend=bool(self.keys),
            xaxis=screen_axis(
                range=[0, self.far * ROOM],
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

    def draw(self, page: Page) -> None:
        """The still face."""
        axes = page.subplots()
        draw_bars(axes, self.stack, self.far, self.thickness)
        places, texts = self.places()
        axes.set_xlabel(paper(capitalised(self.value)))
        axes.set_xticks(places, texts)
        axes.grid(axis="x")
        axes.set_yticks(range(len(self.names)), [paper(*lines) for lines in self.names])
        legend(page, self.keys)


def _row_cm(names: Sequence[tuple[str, ...]]) -> float:
    """From one bar to the next, so that every line of every name has room."""
    return 0.3 + 0.34 * max(map(len, names))


def bar_traces(stacked: Stack, value: str, thickness: float, **where: Any) -> list[go.Bar]:
    """One plotly trace for each colour."""
    rows = list(range(len(stacked.codes)))
    return [
        go.Bar(
            x=[stacked.length(series, i) for i in rows],
            y=rows,
            width=thickness,
            orientation="h",
            name=screen(series.name),
            showlegend=False,
            marker={"color": series.colour, "line": {"width": 0}},
            text=[inside(stacked, series, i) for i in rows],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": ink_on(series.colour), "size": 11},
            hovertext=[_told(stacked, series, i, value) for i in rows],
            hoverinfo="text",
            **where,
        )
        for series in stacked.series
    ]


def ends_trace(stacked: Stack, size: int = 12, **where: Any) -> go.Scatter:
    """The words at the ends of the bars."""
    rows = range(len(stacked.codes))
    return go.Scatter(
        x=[sum(stacked.length(s, i) for s in stacked.series) for i in rows],
        y=list(rows),
        mode="text",
        text=[" " + screen(stacked.end(i)) for i in rows],
        textposition="middle right",
        textfont={"size": size},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
        **where,
    )


def draw_bars(axes: Axes, stacked: Stack, far: float, thickness: float, width_cm: float = 11.0) -> None:
    """Bars, the numbers in them and their ends on matplotlib axes about `width_cm` wide."""
    axes.set_xlim(0, far * ROOM)
    axes.set_ylim(len(stacked.codes) - 0.5, -0.5)
    for i in range(len(stacked.codes)):
        left = 0.0
        for series in stacked.series:
            length = stacked.length(series, i)
            axes.barh(i, length, thickness, left, color=series.colour, linewidth=0)
            text = inside(stacked, series, i)
            if width_pt(text, SIZE - 1) * POINT_CM + 0.1 < length / (far * ROOM) * width_cm:
                middle = left + length / 2
                ink = ink_on(series.colour)
                axes.text(middle, i, text, ha="center", va="center_baseline", size=SIZE - 1, color=ink)
            left += length
        axes.annotate(stacked.end(i), (left, i), (3, 0), textcoords="offset points", va="center_baseline")


def inside(stacked: Stack, series: Series, i: int) -> str:
    """The number that stands in a segment; none where the end of the bar says it already."""
    length = stacked.length(series, i)
    if not length or stacked.single:
        return ""
    return percent(length) if stacked.shares else written(length)


def _told(stacked: Stack, series: Series, i: int, value: str) -> str:
    number, total = series.values[i], stacked.totals[i]
    if stacked.single or number is None or not total:
        return hover(stacked.names[i], pair(value, written(number, unknown=_("not known"))))
    part = _("{n} of {total} ({share})", n=written(number), total=written(total), share=percent(number / total))
    return hover(stacked.names[i], pair(series.name, part))
