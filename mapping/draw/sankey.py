"""Where things flow from, through whom and to whom: columns of names with bands between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure as Page
from matplotlib.patches import Rectangle

from mapping.draw.bands import Band, Bar, Flow, fold, laid_out
from mapping.draw.evidence import Evidence
from mapping.draw.figure import Figure, listed, need, nothing
from mapping.draw.labels import heading, label
from mapping.draw.lettering import hover, paper, plain, screen, shorten, widest_pt, wrap
from mapping.draw.palette import colours
from mapping.draw.series import words
from mapping.draw.sourced import sourced
from mapping.draw.style import INK, PIXELS_A_CM, POINT_CM, SCREEN_INK, WIDTH_CM, no_axis, on_screen, written
from mapping.translate import _, pair, plural

MOST = 12
OTHERS = "\0others"  # no name: names come without control characters
WIDE = 0.022  # of a bar, as a share of the room between the outer names
LETTERS_PT, LETTERS_PX, LINE_PX, LONGEST = 7.0, 11, 14, 26
LETTERS = 14  # letters of a line on the screen, so that a phone has room for them
HEAD_CM, NAME_CM, LEAST_CM = 0.7, 0.8, 4.5
SIDE_PX = 94
SCREEN_CM = 1.15  # the screen face is higher by this


@sourced
def sankey(
    frame: pd.DataFrame,
    columns: Sequence[str],
    value: str,
    *,
    caption: str,
    evidence: Evidence,
    most: int = MOST,
    labels: Mapping[str, str] | None = None,
) -> Figure:
    """Columns of names, the largest on top, with bands as high as what flows between them.

    `frame` is tidy: a row for each way from the first of `columns` to the last with a number in `value`; an empty cell
    is a step that is not taken, so that the band passes that column; a column where none is taken has no head. Of each
    column the `most` largest names are drawn, the others together as one with their count. Bands have the colour of
    where they come from.
    """
    need(frame, *columns, value)
    counted = frame[pd.to_numeric(frame[value]).fillna(0) > 0]
    if counted.empty:
        return nothing(frame, caption, evidence)
    known = counted.copy()
    for column in columns:
        known[column] = [plain(label(cell)) if pd.notna(cell) else None for cell in counted[column]]
    origin = dict(zip(known[columns[0]], counted[columns[0]], strict=True))
    flows, folded = fold(known, columns, value, most, OTHERS)
    drawn = Bands(
        flow=laid_out(flows, columns, value, folded, WIDE),
        tints={str(name): tint for name, tint in _tints(flows[columns[0]], origin).items()},
        heads=tuple(heading(column, labels) if flows[column].notna().any() else "" for column in columns),
    )
    left = int(len(frame) - len(counted))
    remark = plural(
        "{n} way of no or unknown size is not drawn.", "{n} ways of no or unknown size are not drawn.", left
    )
    return Figure(
        screen=drawn.on_screen(),
        draw=drawn.draw,
        table=words(frame, [*columns, value], labels),
        caption=caption,
        alt=drawn.told(),
        note=evidence.note(*([remark] if left else [])),
        height_cm=drawn.height_cm,
    )


def _tints(firsts: pd.Series, origin: Mapping[object, object]) -> dict[object, str]:
    """The colour of each name of the first column: that of its code, where the palette has one."""
    names = list(dict.fromkeys(name for name in firsts if isinstance(name, str)))
    codes = [str(origin.get(name, "unknown")) for name in names]
    tints = colours(codes)
    return {name: tints[code] for name, code in zip(names, codes, strict=True)}


@dataclass(frozen=True)
class Bands:
    """The bars and bands as both faces draw them."""

    flow: Flow
    tints: Mapping[str, str]
    heads: tuple[str, ...]  # empty over a column without bars

    @cached_property
    def bars(self) -> list[Bar]:
        """The bars, column by column from the top."""
        return sorted(self.flow.bars.values(), key=lambda bar: (bar.column, bar.top))

    @property
    def height_cm(self) -> float:
        """High enough for every name of the longest column."""
        longest = max(sum(bar.column == place for bar in self.bars) for place in range(len(self.heads)))
        return HEAD_CM + max(LEAST_CM, NAME_CM * longest)

    def tint(self, name: str) -> str:
        """The colour of what begins at this name."""
        return self.tints.get(name, "#8B929B")

    def name(self, bar: Bar, most: int) -> str:
        """What is written at a bar: its name and number."""
        return f"{shorten(self.whole_name(bar), most)} {written(bar.value)}"

    def whole_name(self, bar: Bar) -> str:
        """The name of a bar, or how many are folded into it."""
        return plural("{n} other", "{n} others", bar.folded) if bar.folded else bar.name

    def _headed(self) -> list[tuple[int, str]]:
        """The places and heads of the columns that have bars."""
        return [(place, head) for place, head in enumerate(self.heads) if head]

    def told(self) -> str:
        """The largest bars of each column, in words."""
        facts = []
        for place, head in self._headed():
            largest = [self.name(bar, 40) for bar in self.bars if bar.column == place][:4]
            facts.append(pair(head, ", ".join(largest)))
        return listed(_("Flows from {first} to {last}", first=self.heads[0], last=self.heads[-1]), facts)

    def _hover(self, band: Band) -> str:
        one, other = (shorten(self.whole_name(self.flow.bars[end]), 60) for end in (band.start, band.end))
        return hover(f"{one} → {other}", written(band.value))

    def on_screen(self) -> go.Figure:
        """The plotly face: hovering a band tells its ends and number."""
        traces = []
        for band in self.flow.bands:
            x, y = (band.shape[:, axis].round(4).tolist() for axis in (0, 1))
            look = {"fillcolor": _see_through(self.tint(band.first)), "line": {"width": 0}, "mode": "lines"}
            told = {"text": self._hover(band), "hoverinfo": "text", "hoveron": "fills", "showlegend": False}
            traces.append(go.Scatter(x=x, y=y, fill="toself", **look, **told))
        names = [self._name_on_screen(bar) for bar in self.bars]
        heads = [self._head_on_screen(place) for place, _head in self._headed()]
        drawn = on_screen(
            traces,
            self.height_cm * SCREEN_CM,
            shapes=[
                {"type": "rect", "x0": bar.x, "x1": bar.x + WIDE, "y0": bar.top, "y1": bar.low, "line": {"width": 0}}
                | {"fillcolor": self._bar_colour(bar)}
                for bar in self.bars
            ],
            annotations=[*heads, *names],
            xaxis=no_axis(range=[0, 1]),
            yaxis=no_axis(range=[1.01, -0.01]),
        )
        return drawn.update_layout(margin={"l": SIDE_PX, "r": SIDE_PX, "t": 32, "b": 8})

    def _bar_colour(self, bar: Bar) -> str:
        return self.tint(bar.name) if bar.column == 0 else "#6B7280"

    def _side(self, place: int) -> str:
        """On which side of its bar a name stands: outside at both ends, else to the right, over the bands."""
        return "left" if place == 0 else "right"

    def _name_on_screen(self, bar: Bar) -> dict[str, Any]:
        left = self._side(bar.column) == "left"
        inner = 0 < bar.column < len(self.heads) - 1
        about: dict[str, Any] = {
            "x": bar.x if left else bar.x + WIDE,
            "y": bar.middle,
            "xanchor": "right" if left else "left",
            "yanchor": "middle",
            "xshift": -3 if left else 3,
            "text": screen(*self._lines(bar)),
            "align": "right" if left else "left",
            "hovertext": hover(self.whole_name(bar), written(bar.value)),
            "showarrow": False,
            "font": {"size": LETTERS_PX, "color": INK if inner else SCREEN_INK},
        }
        # Names over the bands want a ground of their own.
        return about | ({"bgcolor": "rgba(255,255,255,0.8)", "borderpad": 0} if inner else {})

    def _lines(self, bar: Bar) -> list[str]:
        """A name on as many lines as there is room for, and its number where there is still more."""
        others = [abs(other.middle - bar.middle) for other in self.bars if other.column == bar.column and other != bar]
        room = int(min(others, default=1.0) * (self.height_cm - HEAD_CM) * SCREEN_CM * PIXELS_A_CM / LINE_PX)
        name = wrap(self.whole_name(bar), LETTERS, 2) if room > 1 else (shorten(self.whole_name(bar), LETTERS),)
        return [*name, written(bar.value)] if room > len(name) else list(name)

    def _head_on_screen(self, place: int) -> dict[str, Any]:
        last = len(self.heads) - 1
        words_at = {"x": 0, "xref": "paper", "xshift": 4 - SIDE_PX} if place == 0 else {"x": place / last * (1 - WIDE)}
        above = {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 8, "xanchor": "left", "showarrow": False}
        text = f"<b>{screen(shorten(self.heads[place], 18))}</b>"
        return {**words_at, **above, "text": text, "font": {"size": LETTERS_PX + 1, "color": SCREEN_INK}}

    def draw(self, page: Page) -> None:
        """The still face."""
        page.set_layout_engine("none")
        last = len(self.heads) - 1
        sides = [
            widest_pt([self.name(bar, LONGEST) for bar in self.bars if bar.column == place], LETTERS_PT) * POINT_CM
            + 0.2
            for place in (0, last)
        ]
        sides = [
            max(side, widest_pt([self.heads[place]], LETTERS_PT + 1) * POINT_CM)
            for side, place in zip(sides, (0, last), strict=True)
        ]
        box = (sides[0] / WIDTH_CM, 0.02, (WIDTH_CM - sum(sides)) / WIDTH_CM, 0.96 - HEAD_CM / self.height_cm)
        axes = page.add_axes(box)
        axes.set_axis_off()
        axes.set(xlim=(0, 1), ylim=(1.0, 0.0))
        bands = self.flow.bands
        tints = [self.tint(band.first) for band in bands]
        axes.add_collection(PolyCollection([band.shape for band in bands], facecolors=tints, alpha=0.45, linewidths=0))
        for bar in self.bars:
            size = (WIDE, bar.low - bar.top)
            axes.add_patch(
                Rectangle((bar.x, bar.top), *size, facecolor=self._bar_colour(bar), linewidth=0, clip_on=False)
            )
            left = self._side(bar.column) == "left"
            at = (bar.x - 0.008 if left else bar.x + WIDE + 0.008, bar.middle)
            words_at = paper(self.name(bar, LONGEST))
            where: dict[str, Any] = {"ha": "right" if left else "left", "va": "center_baseline"}
            if 0 < bar.column < last:
                where["bbox"] = {"facecolor": "white", "alpha": 0.75, "linewidth": 0, "pad": 0.8}
            axes.text(*at, words_at, size=LETTERS_PT, **where)
        for place, head in self._headed():
            x = WIDE if place == 0 else place / max(last, 1) * (1 - WIDE)
            where = {"ha": "right" if place == 0 else "left", "va": "bottom", "fontweight": "bold"}
            axes.text(x, -0.02, paper(shorten(head, 30)), size=LETTERS_PT, **where)


def _see_through(colour: str) -> str:
    red, green, blue = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]).tolist()
    return f"rgba({red},{green},{blue},0.45)"
