"""A ground with one scale both ways, for maps and networks: where its units lie on the page, how words stand on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Page
from matplotlib.patheffects import withStroke

from mapping.draw.lettering import paper, screen
from mapping.draw.placing import GAP, Box, Label, Mark, place
from mapping.draw.style import INK, POINT_CM, WIDTH_CM, no_axis

# For each side: where the word is aligned, and which way it moves from the mark.
_SIDES = {
    "middle right": ("left", "center", 1, 0),
    "middle left": ("right", "center", -1, 0),
    "top center": ("center", "bottom", 0, 1),
    "bottom center": ("center", "top", 0, -1),
}
HALO = "#FFFFFF"


@dataclass(frozen=True)
class Ground:
    """The rectangle that is drawn, in the units of the data, below a legend `legend_cm` high."""

    left: float
    low: float
    right: float
    high: float
    legend_cm: float

    @property
    def point(self) -> float:
        """How many units a point of the page is."""
        return (self.right - self.left) / (WIDTH_CM / POINT_CM)

    @property
    def height_cm(self) -> float:
        """Of the whole figure."""
        return (self.high - self.low) / self.point * POINT_CM + self.legend_cm

    def mark(self, x: float, y: float, radius: float, text: str, size: float) -> Mark:
        """A mark at a place in the units of the data; its radius and the size of its letters are points."""
        return Mark((x - self.left) / self.point, (y - self.low) / self.point, radius, text, size)

    def labels(self, marks: Sequence[Mark], most: int | None = None, taken: Sequence[Box] = ()) -> list[Label]:
        """The labels that find room."""
        width, height = ((end - start) / self.point for start, end in ((self.left, self.right), (self.low, self.high)))
        return place(marks, width, height, most, taken)

    def axes(self, page: Page) -> Axes:
        """Bare axes over the whole page below the legend."""
        page.set_layout_engine("none")
        axes = page.add_axes((0.0, 0.0, 1.0, 1.0 - self.legend_cm / self.height_cm))
        axes.set_axis_off()
        axes.set_xlim(self.left, self.right)
        axes.set_ylim(self.low, self.high)
        return axes

    def screen_axes(self) -> dict[str, Any]:
        """The same axes for plotly."""
        return {
            "xaxis": no_axis(range=[self.left, self.right]),
            "yaxis": no_axis(range=[self.low, self.high], scaleanchor="x"),
        }

    def at(self, label: Label) -> tuple[float, float]:
        """The place of a label's mark in the units of the data."""
        return self.left + label.mark.x * self.point, self.low + label.mark.y * self.point

    def draw_labels(self, axes: Axes, labels: Sequence[Label]) -> None:
        """Words with a halo, so that lines under them do not disturb."""
        for label in labels:
            across, up, right, higher = _SIDES[label.side]
            away = label.mark.radius + GAP
            axes.annotate(
                paper(label.mark.text),
                self.at(label),
                (right * away, higher * away),
                textcoords="offset points",
                ha=across,
                va=up,
                size=label.mark.size,
                path_effects=[withStroke(linewidth=1.8, foreground=HALO, alpha=0.85)],
                zorder=5,
            )

    def label_trace(self, labels: Sequence[Label]) -> go.Scatter:
        """The same words for plotly, each beside an unseen mark as large as the one that it names."""
        places = [self.at(label) for label in labels]
        return go.Scatter(
            x=[round(x, 2) for x, _y in places],
            y=[round(y, 2) for _x, y in places],
            mode="markers+text",
            marker={"size": [3.4 * label.mark.radius for label in labels], "color": "rgba(0,0,0,0)"},
            text=[screen(label.mark.text) for label in labels],
            textposition=[label.side for label in labels],
            textfont={"size": 11, "color": INK, "shadow": f"0 0 3px {HALO}, 0 0 3px {HALO}, 0 0 3px {HALO}"},
            hoverinfo="skip",
            showlegend=False,
        )
