"""One figure, two faces: one that moves on the screen, one that stands still on paper, with its words and its data."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import pandas as pd
import plotly.graph_objects as go
from matplotlib import rc_context
from matplotlib.figure import Figure as Page
from matplotlib.layout_engine import ConstrainedLayoutEngine

from mapping.draw import mime
from mapping.draw.evidence import Evidence
from mapping.draw.lettering import plain, screen, wrap
from mapping.draw.style import CM, CONFIG, PAPER, WIDTH_CM, no_axis, on_screen
from mapping.errors import UnknownName
from mapping.translate import _, pair, plural, series

DOTS_PER_INCH = 200
# What the page bundle of plotly must know.
TRACES = frozenset({"bar", "heatmap", "scatter"})


@dataclass(frozen=True)
class Figure:
    """A tidy table as drawn.

    `screen` is the plotly figure, `draw` puts the still face on a blank page when it is asked for, `table` holds the
    rows drawn in the reader's words, `caption`, `alt` and `note` say what is seen and what it rests on; `sources` are
    the citations (ids, or addresses of single numbers) of the pages behind it.
    """

    screen: go.Figure
    draw: Callable[[Page], None]
    table: pd.DataFrame
    caption: str
    alt: str
    note: str
    height_cm: float
    width_cm: float = WIDTH_CM
    sources: tuple[str, ...] = ()

    @property
    def svg(self) -> str:
        """The still face as SVG; the same bytes for the same figure."""
        return self._stills[0].decode()

    @property
    def png(self) -> bytes:
        """The still face as PNG of 200 dots per inch; the same bytes for the same figure."""
        return self._stills[1]

    @cached_property
    def _stills(self) -> tuple[bytes, bytes]:
        """SVG and PNG of one page: drawing and laying it out takes longer than writing it."""
        with rc_context(cast("Any", PAPER)):
            page = Page(figsize=(self.width_cm * CM, self.height_cm * CM))
            self.draw(page)
            if any(axes.get_subplotspec() for axes in page.axes):
                # Not as the page's own layout, which would draw the whole page twice for each face.
                ConstrainedLayoutEngine().execute(page)
            svg = _written(page, "svg", {"Date": None, "Creator": None, "Title": plain(self.caption)})
            return svg, _written(page, "png", {"Software": None})

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, Any]:
        faces: dict[str, Callable[[], Any]] = {
            mime.PLOTLY: lambda: {**json.loads(self.screen.to_json()), "config": CONFIG},
            mime.SVG: lambda: self.svg,
            mime.PNG: lambda: base64.b64encode(self.png).decode(),
            mime.PLAIN: lambda: "\n".join((self.caption, self.alt, self.note)),
            mime.FIGURE: self._words,
        }
        wanted = set(include or faces) - set(exclude or ())
        return {form: face() for form, face in faces.items() if form in wanted}

    def _words(self) -> dict[str, Any]:
        return {
            "caption": self.caption,
            "alt": self.alt,
            "note": self.note,
            "width_cm": self.width_cm,
            "height_cm": round(self.height_cm, 2),
            "sources": list(self.sources),
            "data": {"columns": list(self.table.columns), "rows": _rows(self.table)},
        }


def _written(page: Page, form: str, metadata: dict[str, str | None]) -> bytes:
    file = io.BytesIO()
    page.savefig(file, format=form, dpi=DOTS_PER_INCH, metadata=metadata)
    return file.getvalue()


def _rows(table: pd.DataFrame) -> list[list[Any]]:
    """The rows as JSON knows them: what is missing is null."""
    return [
        [None if pd.isna(cell) else cell for cell in row]
        for row in table.astype(object).itertuples(index=False, name=None)
    ]


def need(frame: pd.DataFrame, *columns: str | None) -> None:
    """Ask for the columns that a figure draws; `UnknownName` says which one is not there and which are."""
    for column in columns:
        if column is not None and column not in frame.columns:
            there = ", ".join(map(str, frame.columns))
            raise UnknownName(f"The table to draw has no column '{column}': name one of {there}.")


def nothing(frame: pd.DataFrame, caption: str, evidence: Evidence) -> Figure:
    """A figure that says in words that there is nothing to draw."""
    words = _("No data: {caption}", caption=plain(caption))
    lines = wrap(words, 60, 4)
    height_cm = 1.6 + 0.4 * len(lines)
    middle = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5, "showarrow": False}
    annotation = {"text": screen(*lines), **middle}
    drawn = on_screen([], height_cm, annotations=[annotation], xaxis=no_axis(), yaxis=no_axis())

    def draw(page: Page) -> None:
        page.text(0.5, 0.5, "\n".join(lines), ha="center", va="center")

    return Figure(drawn, draw, frame.head(0), caption, words, evidence.note(), height_cm)


def listed(subject: str, facts: list[str], most: int = 15) -> str:
    """An alternative text: what is drawn, then its main numbers."""
    shown = facts[:most]
    if len(facts) > most:
        shown.append(plural("and {n} more", "and {n} more", len(facts) - most))
    return f"{pair(subject, series(shown))}."
