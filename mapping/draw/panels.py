"""Small multiples: one panel of stacked bars for each country, on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import pandas as pd
import plotly.graph_objects as go
from matplotlib.figure import Figure as Page
from plotly.subplots import make_subplots

from mapping.draw.bars import BAR_CM, ROOM, bar_traces, draw_bars, ends_trace
from mapping.draw.evidence import Evidence
from mapping.draw.figure import Figure, listed, need, nothing
from mapping.draw.labels import heading, label
from mapping.draw.lettering import paper, plain, screen, shorten
from mapping.draw.palette import group_order
from mapping.draw.series import Stack, code_of, in_order, stack, words
from mapping.draw.sourced import sourced
from mapping.draw.style import (
    SIZE,
    key,
    legend,
    legend_cm,
    lines_of,
    on_screen,
    screen_axis,
    ticks,
    written,
)
from mapping.translate import _, capitalised

COLUMNS = 2


@sourced
def small_multiples(
    frame: pd.DataFrame,
    panel: str,
    category: str,
    value: str,
    color: str,
    *,
    caption: str,
    evidence: Evidence,
    share: bool = False,
    order: Sequence[object] | None = None,
    labels: Mapping[str, str] | None = None,
) -> Figure:
    """One small panel for each value of `panel`, all with the same categories, colours and scale.

    `frame` is tidy: one row for each panel, category and colour. Without an `order` kinds of things stand in the order
    of their group or by their sums. See `bars` for the rest.
    """
    need(frame, panel, category, value, color)
    if frame.empty:
        return nothing(frame, caption, evidence)
    panels = Panels(_panels(frame, panel, category, value, color, order, share), heading(value, labels))
    subject = _("Panels of stacked bars, {value} by {category}", value=panels.value, category=heading(category, labels))
    facts = [f"{name} – {', '.join(stacked.facts())}" for name, stacked in panels.stacks.items()]
    return Figure(
        screen=panels.on_screen(),
        draw=panels.draw,
        table=words(frame, [panel, category, color, value], labels),
        caption=caption,
        alt=listed(subject, facts),
        note=evidence.note(),
        height_cm=panels.height_cm,
    )


def _panels(
    frame: pd.DataFrame, panel: str, category: str, value: str, color: str, order: Sequence[object] | None, share: bool
) -> dict[str, Stack]:
    """A stack for each panel; all know every category and every colour, so that nothing shifts between them."""
    sizes = pd.to_numeric(frame[value]).groupby(frame[category].map(code_of)).sum().to_dict()
    order = order or in_order(frame[category].map(code_of), sizes)
    whole = stack(frame, category, value, color, order, share)
    codes = frame[panel].map(code_of)
    blank = pd.DataFrame({category: whole.codes[0], color: [s.code for s in whole.series], value: 0.0})
    return {
        plain(label(code)): stack(
            pd.concat([blank, frame.loc[codes == code, [category, color, value]].astype({value: float})]),
            category,
            value,
            color,
            whole.codes,
            share,
        )
        for code in group_order(codes)
    }


@dataclass(frozen=True)
class Panels:
    """The panels as both faces draw them."""

    stacks: dict[str, Stack]
    value: str

    @property
    def rows(self) -> int:
        """Rows of panels."""
        return ceil(len(self.stacks) / COLUMNS)

    @property
    def first(self) -> Stack:
        """The panel whose names and colours are those of all."""
        return next(iter(self.stacks.values()))

    @property
    def names(self) -> list[tuple[str, ...]]:
        """The categories, wrapped."""
        return lines_of(self.first.names, 18)

    @property
    def keys(self) -> list[tuple[str, str]]:
        """The legend: name and colour."""
        return [(series.name, series.colour) for series in self.first.series]

    @property
    def height_cm(self) -> float:
        """High enough for every line of every name in every row of panels."""
        return 1.2 + legend_cm(self.keys) + self.rows * (1.0 + len(self.names) * self.row_cm)

    @property
    def row_cm(self) -> float:
        """From one bar to the next."""
        return 0.28 + 0.32 * max(map(len, self.names))

    @property
    def thickness(self) -> float:
        """Of a bar, where the rows are 1 apart."""
        return BAR_CM / self.row_cm

    @property
    def far(self) -> float:
        """Where every axis ends."""
        totals = [total or 0.0 for stacked in self.stacks.values() for total in stacked.totals]
        return 1.0 if self.first.shares else max(totals) or 1.0

    @property
    def whole(self) -> bool:
        """Whether the axes count things."""
        return all(stacked.whole for stacked in self.stacks.values())

    @property
    def room(self) -> float:
        """A narrow panel needs more room beside its longest bar."""
        return self.far * ROOM * 1.08

    def on_screen(self) -> go.Figure:
        """The plotly face."""
        titles = [screen(shorten(name, 40)) for name in self.stacks]
        grid = make_subplots(
            self.rows,
            COLUMNS,
            shared_xaxes="all",
            shared_yaxes="all",
            subplot_titles=titles,
            horizontal_spacing=0.06,
            vertical_spacing=0.16 / self.rows,
        )
        for i, stacked in enumerate(self.stacks.values()):
            where = {"rows": i // COLUMNS + 1, "cols": i % COLUMNS + 1}
            grid.add_traces([*bar_traces(stacked, self.value, self.thickness), ends_trace(stacked, 11)], **where)
        places = ticks(0.0, self.far, self.whole, 4)
        looks = on_screen([], self.height_cm * 1.2, barmode="stack").layout
        grid.add_traces([key(*entry) for entry in self.keys])
        grid.update_layout({**looks.to_plotly_json(), "margin": {"l": 8, "r": 24, "t": 70, "b": 8}})
        grid.update_layout(legend={"y": 1 + 40 / (self.height_cm * 45)})
        texts = [written(place, self.first.shares) for place in places]
        grid.update_xaxes(screen_axis(range=[0, self.room], showgrid=True, tickvals=places, ticktext=texts))
        grid.update_annotations(font_size=13)
        rows = {"tickvals": list(range(len(self.names))), "ticktext": [screen(*lines) + " " for lines in self.names]}
        grid.update_yaxes(screen_axis(range=[len(self.names) - 0.5, -0.5], **rows))
        return grid

    def draw(self, page: Page) -> None:
        """The still face."""
        grid = page.subplots(self.rows, COLUMNS, sharex=True, sharey=True, squeeze=False)
        places = ticks(0.0, self.far, self.whole, 4)
        for axes, (name, stacked) in zip(grid.flat, self.stacks.items(), strict=False):
            draw_bars(axes, stacked, self.room / ROOM, self.thickness, width_cm=5.5)
            axes.set_title(paper(shorten(name, 40)), loc="left", size=SIZE, weight="bold")
            axes.set_xticks(places, [written(place, stacked.shares) for place in places])
            axes.set_yticks(range(len(self.names)), [paper(*lines) for lines in self.names])
            axes.grid(axis="x")
        for axes in grid.flat[len(self.stacks) :]:
            axes.set_axis_off()
        page.supxlabel(paper(capitalised(self.value)), size=SIZE)
        legend(page, self.keys)
