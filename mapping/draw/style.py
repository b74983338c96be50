"""How every figure looks, on the screen and on paper: calm, no frame, room to breathe."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from matplotlib.figure import Figure as Page
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from mapping.draw.lettering import FONT, paper, screen, shorten, widest_pt, wrap
from mapping.translate import capitalised, number, percent

CM = 1 / 2.54
POINT_CM = 2.54 / 72
PIXELS_A_CM = 38
WIDTH_CM = 16.0  # the text width of an A4 page
KEY_LETTERS, PHONE_LETTERS = 60, 40  # of a legend entry, and of a line of one on a phone
NAME_LETTERS = 20  # of a line of a name beside a figure on the screen: a phone has room for the figure, too

INK = "#2B2F36"
# Read on white (4.6:1) and on a dark page (4.1:1 on #111111) alike, since the screen face has no ground of its own.
SCREEN_INK = "#757575"
GRID = "#DADDE1"
SCREEN_GRID = "rgba(128,128,128,0.25)"
SIZE = 8.0
TEXT_FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"

PAPER: dict[str, Any] = {
    "font.family": FONT,
    "font.size": SIZE,
    "text.color": INK,
    "text.parse_math": False,  # a dollar sign in a name is a dollar sign
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.spines.bottom": False,
    "axes.axisbelow": True,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "xtick.minor.size": 0,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "legend.frameon": False,
    "legend.handlelength": 1.0,
    "legend.handleheight": 1.0,
    "legend.handletextpad": 0.5,
    "legend.columnspacing": 1.6,
    "legend.borderpad": 0.2,
    "figure.facecolor": "white",
    "svg.hashsalt": "mapping",  # the same input gives the same bytes
    "svg.fonttype": "path",  # the same letters where the font is not installed
}
CONFIG = {"displayModeBar": False, "responsive": True}


def on_screen(traces: Sequence[Any], height_cm: float, **layout: Any) -> go.Figure:
    """A plotly figure of the traces in our looks: no ground, legend above, as wide as its page."""
    return go.Figure(
        traces,
        {
            "template": go.layout.Template(),
            "font": {"family": TEXT_FAMILY, "size": 13, "color": SCREEN_INK},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "height": round(height_cm * PIXELS_A_CM),
            "margin": {"l": 8, "r": 24, "t": 8, "b": 8},
            "legend": {
                "orientation": "h",
                "x": 0,
                "y": 1.02,
                "xanchor": "left",
                "yanchor": "bottom",
                "traceorder": "normal",
            },
            "hoverlabel": {"align": "left", "bgcolor": "white", "font": {"color": INK, "family": TEXT_FAMILY}},
            "hovermode": "closest",
            "dragmode": False,
            "uniformtext": {"minsize": 10, "mode": "hide"},
            **layout,
        },
    )


def screen_axis(**options: Any) -> dict[str, Any]:
    """A plotly axis: no line, no zero line, grid only where asked; it makes room for its own labels."""
    plain = {"showgrid": False, "zeroline": False, "showline": False, "ticks": "", "automargin": True}
    return plain | {"gridcolor": SCREEN_GRID} | options


def no_axis(**options: Any) -> dict[str, Any]:
    """A plotly axis that is not seen."""
    return screen_axis(visible=False, automargin=False, **options)


def key(name: str, colour: str, symbol: str = "square") -> go.Scatter:
    """A legend entry by itself: a mark that is drawn nowhere."""
    marker = {"color": colour, "size": 11, "symbol": symbol, "line": {"color": SCREEN_INK, "width": 0.5}}
    return go.Scatter(x=[None], y=[None], mode="markers", name=screen(*wrap(name, PHONE_LETTERS, 2)), marker=marker)


def ticks(low: float, high: float, whole: bool, at_most: int = 6) -> list[float]:
    """Round places (whole numbers for counts) for the ticks of an axis between two values; the same for both faces."""
    places = MaxNLocator(at_most, integer=whole, steps=[1, 2, 5, 10]).tick_values(low, high)
    return [float(place) for place in places if low <= place <= high]


def written(value: float | None, share: bool = False, unknown: str = "?") -> str:
    """A value as the reader writes it; a number that is not whole keeps two significant decimals at most."""
    if value is None:
        return unknown
    if share:
        return percent(value)
    digits = 0 if float(value).is_integer() or abs(value) >= 100 else 1 if abs(value) >= 1 else 2
    return number(value, digits)


def lines_of(texts: Sequence[str], width: int, lines: int = 3) -> list[tuple[str, ...]]:
    """Each text wrapped for an axis."""
    return [wrap(text, width, lines) for text in texts]


def screen_names(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Each name at the left of a figure on the screen, wrapped so that a phone has room for the figure, too."""
    return lines_of(names, NAME_LETTERS, 4)


def screen_title(text: str) -> dict[str, Any]:
    """The title of a value axis on the screen."""
    return {"text": screen(*wrap(capitalised(text), NAME_LETTERS + 6)), "standoff": 8}


def legend(page: Page, entries: Sequence[tuple[str, str]], width_cm: float = WIDTH_CM, **options: Any) -> None:
    """A legend of (name, colour) above what is drawn, in as many columns as fit, read row by row."""
    handles = [Patch(facecolor=colour, edgecolor=INK, linewidth=0.3) for _name, colour in entries]
    legend_of(page, handles, [name for name, _colour in entries], width_cm, **options)


def legend_of(
    page: Page, handles: Sequence[Patch | Line2D], names: Sequence[str], width_cm: float, **options: Any
) -> int:
    """A legend of ready handles; gives the number of its rows."""
    if not names:
        return 0
    texts = [paper(shorten(name, KEY_LETTERS)) for name in names]
    columns = legend_columns(texts, width_cm)
    order = [i for first in range(columns) for i in range(first, len(texts), columns)]
    page.legend(
        [handles[i] for i in order],
        [texts[i] for i in order],
        ncols=columns,
        **{"loc": "outside upper left"} | options,
    )
    return math.ceil(len(texts) / columns)


def legend_columns(names: Sequence[str], width_cm: float) -> int:
    """How many columns these names, read row by row, take side by side on the width."""
    for columns in range(len(names), 1, -1):
        wide_pt = sum(widest_pt(names[i::columns], SIZE) + SIZE * 3.1 for i in range(columns))
        if wide_pt * POINT_CM <= width_cm:
            return columns
    return 1


def legend_cm(entries: Sequence[tuple[str, str]], width_cm: float = WIDTH_CM) -> float:
    """How high the legend of these entries is."""
    names = [shorten(name, KEY_LETTERS) for name, _colour in entries]
    return 0.2 + 0.45 * math.ceil(len(names) / legend_columns(names, width_cm)) if names else 0.0
