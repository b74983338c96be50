"""A ground with one scale both ways, for maps and networks: where its units lie on the page, and how labels stand on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Page
from matplotlib.patheffects import withStroke

from mapping.draw.lettering import paper, screen
from mapping.draw.placing import Label, Mark, place
from mapping.draw.style import POINT_CM, SCREEN_INK, SIZE, WIDTH_CM, no_axis

ALIGNED = {
    "middle right": ("left", "center"),
    "middle left": ("right", "center"),
    "top center": ("center", "bottom"),
    "bottom center": ("center", "top"),
}
HALO = "white"


@dataclass(frozen=True)
class Ground:
    """The rectangle that is drawn, in the units of the data, below a legend `legend_cm` high."""

    left: float
    bottom: float
    right: float
    top: float
    legend_cm: float

    @property
    def point(self) -> float:
        """How many units a point of the page is."""
        return (self.right - self.left) / (WIDTH_CM / POINT_CM)

    @property
    def height_cm(self) -> float:
        """Of the whole figure."""
        return (self.top - self.bottom) / self.point * POINT_CM + self.legend_cm

    def mark(self, x: float, y: float, radius: float, text: str, size: float = SIZE) -> Mark:
        """A mark at a place in the units of the data, its radius and its letters in points."""
        return Mark((x - self.left) / self.point, (y - self.bottom) / self.point, radius, text, size)

    def labels(self, marks: Sequence[Mark], others: Sequence[Mark] = ()) -> list[Label]:
        """The labels that find room."""
        return place(marks, (self.right - self.left) / self.point, (self.top - self.bottom) / self.point, others)

    def axes(self, page: Page) -> Axes:
        """Bare axes below the legend, with the one scale."""
        page.set_layout_engine("none")
        axes = page.add_axes((0.0, 0.0, 1.0, 1.0 - self.legend_cm / self.height_cm))
        axes.set_xlim(self.left, self.right)
        axes.set_ylim(self.bottom, self.top)
        axes.set_axis_off()
        return axes

    def screen_axes(self) -> dict[str, Any]:
        """The same axes for plotly."""
        return {
            "xaxis": no_axis(range=[self.left, self.right], constrain="domain"),
            "yaxis": no_axis(range=[self.bottom, self.top], scaleanchor="x", constrain="domain"),
        }

    def draw_labels(self, axes: Axes, labels: Sequence[Label]) -> None:
        """Words with a halo, so that lines under them do not disturb."""
        for label in labels:
            across, up = ALIGNED[label.side]
            axes.text(
                self.left + label.x * self.point,
                self.bottom + label.y * self.point,
                paper(label.mark.text),
                ha=across,
                va=up,
                size=label.mark.size,
                path_effects=[withStroke(linewidth=1.6, foreground=HALO)],
            )

    def label_trace(self, labels: Sequence[Label]) -> go.Scatter:
        """The same words for plotly."""
        return go.Scatter(
            x=[self.left + label.mark.x * self.point for label in labels],
            y=[self.bottom + label.mark.y * self.point for label in labels],
            mode="markers+text",
            # An unseen mark of the right size keeps the word beside the mark that is drawn below it.
            marker={"size": [2.4 * label.mark.radius for label in labels], "color": "rgba(0,0,0,0)"},
            text=[screen(label.mark.text) for label in labels],
            textposition=[label.side for label in labels],
            textfont={"size": 11, "color": SCREEN_INK},
            hoverinfo="skip",
            showlegend=False,
        )
