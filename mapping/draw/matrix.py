"""A table of coloured cells with their numbers: rows by columns, grey where none is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import plotly.graph_objects as go
from matplotlib.figure import Figure as Page
from matplotlib.patches import Rectangle

from mapping.draw.classes import Classes, classes
from mapping.draw.evidence import Evidence
from mapping.draw.figure import Figure, listed, need, nothing
from mapping.draw.labels import heading, label
from mapping.draw.lettering import hover, paper, plain, screen, shorten, widest_pt, wrap_measured
from mapping.draw.palette import SCALE, UNKNOWN, ink_on
from mapping.draw.series import code_of, in_order, words
from mapping.draw.sourced import sourced
from mapping.draw.style import (
    POINT_CM,
    SIZE,
    WIDTH_CM,
    key,
    legend,
    legend_cm,
    lines_of,
    on_screen,
    screen_axis,
    screen_names,
    written,
)
from mapping.translate import _, percent

GAP = 2  # between cells, in pixels on the screen
COLOURS = (UNKNOWN, *SCALE)
MANY = 5  # columns, beyond which the names on the screen are written smaller
LEAST_WHOLE = 0.01  # a smaller share wants a decimal


@sourced
def matrix(
    frame: pd.DataFrame,
    row: str,
    column: str,
    value: str,
    *,
    caption: str,
    evidence: Evidence,
    share: bool = False,
    rows: Sequence[object] | None = None,
    columns: Sequence[object] | None = None,
    labels: Mapping[str, str] | None = None,
) -> Figure:
    """A cell for each row and column, its number inside, darker where there is more.

    `frame` is tidy: one line for each pair. A pair that it lacks is "none known", a missing number "not known"; both
    are grey. With `share` the values are shares from 0 to 1. `rows` and `columns` fix the orders;
    without them kinds of things stand in the order of their group or by their sums, names as they come.
    """
    need(frame, row, column, value)
    if frame.empty:
        return nothing(frame, caption, evidence)
    cells = _cells(frame, row, column, value, rows, columns, share)
    subject = _(
        "Table of {value}, {row} by {column}",
        value=heading(value, labels),
        row=heading(row, labels),
        column=heading(column, labels),
    )
    return Figure(
        screen=cells.on_screen(),
        draw=cells.draw,
        table=words(frame, [row, column, value], labels),
        caption=caption,
        alt=listed(subject, cells.facts()),
        note=evidence.note(),
        height_cm=cells.height_cm,
    )


def _cells(
    frame: pd.DataFrame,
    row: str,
    column: str,
    value: str,
    rows: Sequence[object] | None,
    columns: Sequence[object] | None,
    share: bool,
) -> Cells:
    keys = pd.DataFrame({"row": frame[row].map(code_of), "column": frame[column].map(code_of)})
    sums = pd.to_numeric(frame[value]).groupby([keys["row"], keys["column"]]).sum(min_count=1).to_dict()
    down, across = (
        list(dict.fromkeys([*order, *keys[end]]))
        if order
        else in_order(keys[end], pd.to_numeric(frame[value]).groupby(keys[end]).sum().to_dict())
        for end, order in (("row", rows), ("column", columns))
    )
    known = {pair: float(v) for pair, v in sums.items() if pd.notna(v)}
    return Cells(
        rows=tuple(plain(label(code)) for code in down),
        columns=tuple(plain(label(code)) for code in across),
        values=tuple(tuple(known.get((r, c)) for c in across) for r in down),
        asked=tuple(tuple((r, c) in sums for c in across) for r in down),
        share=share,
    )


@dataclass(frozen=True)
class Cells:
    """The cells as both faces draw them; `asked` tells a number that is not known from a pair that is not there."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    asked: tuple[tuple[bool, ...], ...]
    share: bool

    @cached_property
    def classes(self) -> Classes:
        """The steps of the colour scale."""
        return classes([v for line in self.values for v in line if v is not None])

    @cached_property
    def keys(self) -> list[tuple[str, str]]:
        """The legend: what grey means."""
        pairs = [
            (v, there)
            for line, asked in zip(self.values, self.asked, strict=True)
            for v, there in zip(line, asked, strict=True)
        ]
        none = [(_("– none known"), UNKNOWN)] if (None, False) in pairs else []
        return none + ([(_("? not known"), UNKNOWN)] if (None, True) in pairs else [])

    @cached_property
    def cell_cm(self) -> float:
        """How wide a cell is."""
        names_cm = widest_pt([line for lines in self.names for line in lines], SIZE) * POINT_CM
        return (WIDTH_CM - names_cm - 0.4) / len(self.columns)

    @cached_property
    def upright(self) -> bool:
        """Whether the column names must stand upright, since a word of theirs is wider than a cell."""
        return widest_pt((word for name in self.columns for word in name.split(" ")), SIZE) > self._head_pt

    @property
    def _head_pt(self) -> float:
        """The room of a column name: a cell and some air."""
        return (self.cell_cm - 0.1) / POINT_CM

    @cached_property
    def heads(self) -> list[tuple[str, ...]]:
        """The column names: wrapped to the width of a cell, or on one line where they stand upright."""
        if self.upright:
            return [(shorten(name, 26),) for name in self.columns]
        return [wrap_measured(name, self._head_pt, SIZE, 4) for name in self.columns]

    @cached_property
    def head_cm(self) -> float:
        """How high the column names are."""
        if self.upright:
            return widest_pt([line for lines in self.heads for line in lines], SIZE) * POINT_CM
        return 0.36 * max(map(len, self.heads))

    @cached_property
    def size(self) -> float:
        """Of the numbers, in points: the longest fits into a cell."""
        texts = [self.text(r, c) for r in range(len(self.rows)) for c in range(len(self.columns))]
        return min(SIZE, SIZE * (self.cell_cm - 0.1) / (widest_pt(texts, SIZE) * POINT_CM))

    @cached_property
    def names(self) -> list[tuple[str, ...]]:
        """The row names, wrapped."""
        return lines_of(self.rows, 28)

    @cached_property
    def height_cm(self) -> float:
        """High enough for every line of every name."""
        row_cm = 0.36 + 0.34 * max(map(len, self.names))
        return 0.7 + legend_cm(self.keys) + self.head_cm + row_cm * len(self.rows)

    @cached_property
    def digits(self) -> int:
        """Decimals of shares: one where some would else be rounded to nothing."""
        return int(any(v is not None and 0 < v < LEAST_WHOLE for line in self.values for v in line))

    def _written(self, value: float) -> str:
        return percent(value, self.digits) if self.share else written(value)

    def text(self, r: int, c: int) -> str:
        """What stands in a cell."""
        value = self.values[r][c]
        if value is None:
            return "?" if self.asked[r][c] else "–"
        return self._written(value)

    def step(self, r: int, c: int) -> int:
        """The place of a cell's colour in `COLOURS`."""
        value = self.values[r][c]
        return 0 if value is None else 1 + self.classes.shade(value)

    def facts(self) -> list[str]:
        """The highest numbers first."""
        cells = [
            (value, r, c) for r, line in enumerate(self.values) for c, value in enumerate(line) if value is not None
        ]
        return [
            f"{shorten(self.rows[r])}, {shorten(self.columns[c])} {self._written(value)}"
            for value, r, c in sorted(cells, key=lambda cell: -cell[0])
        ]

    def _told(self, r: int, c: int) -> str:
        value, missing = self.values[r][c], _("not known") if self.asked[r][c] else _("none known")
        return hover(self.rows[r], self.columns[c], missing if value is None else self._written(value))

    def on_screen(self) -> go.Figure:
        """The plotly face."""
        down, across = range(len(self.rows)), range(len(self.columns))
        steps = [[self.step(r, c) for c in across] for r in down]
        last = len(COLOURS) - 1
        heat = go.Heatmap(
            z=steps,
            zmin=0,
            zmax=last,
            colorscale=[[i / last, colour] for i, colour in enumerate(COLOURS)],
            showscale=False,
            xgap=GAP,
            ygap=GAP,
            hovertext=[[self._told(r, c) for c in across] for r in down],
            hoverinfo="text",
        )
        names = screen_names(self.rows)
        font = {"size": 11 if len(self.columns) > MANY else 13}
        more_cm = 0.34 * len(names) * (max(map(len, names)) - max(map(len, self.names)))
        return on_screen(
            [heat, self._numbers(), *(key(*entry) for entry in self.keys)],
            (self.height_cm + more_cm) * 1.25,
            showlegend=bool(self.keys),
            legend={"orientation": "h", "x": 0, "y": 0, "xanchor": "left", "yanchor": "top"},
            xaxis=screen_axis(
                side="top",
                tickvals=list(across),
                tickfont=font,
                ticktext=[screen(*lines) for lines in self.heads],
                # Upright on a phone, where a word is wider than a cell.
                **({"tickangle": -90} if self.upright else {"autotickangles": [0, -90]}),
            ),
            yaxis=screen_axis(
                range=[len(self.rows) - 0.5, -0.5],
                tickvals=list(down),
                tickfont=font,
                ticktext=[screen(*lines) + " " for lines in names],
            ),
        )

    def _numbers(self) -> go.Scatter:
        """The numbers in the cells."""
        down, across = range(len(self.rows)), range(len(self.columns))
        return go.Scatter(
            x=[c for _r in down for c in across],
            y=[r for r in down for _c in across],
            mode="text",
            text=[self.text(r, c) for r in down for c in across],
            textfont={
                "size": max(10.0, 1.5 * self.size),
                "color": [ink_on(COLOURS[self.step(r, c)]) for r in down for c in across],
            },
            hoverinfo="skip",
            showlegend=False,
        )

    def draw(self, page: Page) -> None:
        """The still face."""
        axes = page.subplots()
        for r in range(len(self.rows)):
            for c in range(len(self.columns)):
                colour = COLOURS[self.step(r, c)]
                axes.add_patch(Rectangle((c - 0.5, r - 0.5), 1, 1, facecolor=colour, edgecolor="white", linewidth=1.5))
                axes.text(
                    c, r, self.text(r, c), ha="center", va="center_baseline", color=ink_on(colour), size=self.size
                )
        axes.set_xlim(-0.5, len(self.columns) - 0.5)
        axes.set_ylim(len(self.rows) - 0.5, -0.5)
        axes.xaxis.tick_top()
        axes.set_xticks(
            range(len(self.columns)), [paper(*lines) for lines in self.heads], rotation=90 if self.upright else 0
        )
        axes.set_yticks(range(len(self.rows)), [paper(*lines) for lines in self.names])
        legend(page, self.keys, loc="outside lower left")
