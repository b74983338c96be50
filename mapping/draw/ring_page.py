"""The still face of the ring: one large ring with every name, and a small one for each layer alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure as Page

from mapping.draw.labels import layer_name
from mapping.draw.lettering import paper, shorten, widest_pt, width_pt, wrap_measured
from mapping.draw.ring import Points, spot
from mapping.draw.style import INK, POINT_CM, WIDTH_CM

LARGEST_PT, LONGEST = 6.5, 22
HEIGHT_CM = 15.0
SMALL_ACROSS, SMALL_HEAD_CM = 6, 0.75
SMALL_HEAD_PT = 7.0
SMALL_CM = WIDTH_CM / SMALL_ACROSS
ARROW_CM = 0.17


class Dot(NamedTuple):
    """A name on the ring, how large its dot is (share of the largest), and its colour."""

    id: str
    text: str
    angle: float
    share: float
    colour: str


class Strand(NamedTuple):
    """The lines of one layer that look alike."""

    layer: str
    alleged: bool
    colour: str
    width: float
    lines: list[Points]


def height_cm(strands: Sequence[Strand]) -> float:
    """Room for the large ring and the small ones below it."""
    return HEIGHT_CM + _rows(strands) * (SMALL_CM + SMALL_HEAD_CM)


def _layers(strands: Sequence[Strand]) -> list[str]:
    return list(dict.fromkeys(strand.layer for strand in strands))


def _rows(strands: Sequence[Strand]) -> int:
    return math.ceil(len(_layers(strands)) / SMALL_ACROSS)


def draw_ring(
    page: Page, dots: Sequence[Dot], heads: Sequence[tuple[str, float]], strands: Sequence[Strand], step: float
) -> None:
    """The large ring, and below it each layer with its name in its colour."""
    page.set_layout_engine("none")
    whole = height_cm(strands)
    named = [(shorten(dot.text, LONGEST), dot.angle, LARGEST_PT) for dot in dots]
    named += [(text, angle, 1.15 * LARGEST_PT) for text, angle in heads]  # bold letters are wider
    radius = min(_largest(angle, width_pt(text, size) * POINT_CM) for text, angle, size in named)
    letters = min(LARGEST_PT, radius * step / POINT_CM / 1.12)
    axes = _square(page, 0, whole - HEIGHT_CM, WIDTH_CM, HEIGHT_CM, whole)
    axes.set(
        xlim=(-WIDTH_CM / 2 / radius, WIDTH_CM / 2 / radius), ylim=(-HEIGHT_CM / 2 / radius, HEIGHT_CM / 2 / radius)
    )
    _draw_strands(axes, strands, radius)
    for dot in dots:
        axes.plot(*spot(dot.angle), marker="o", ms=1.8 + 3.6 * dot.share, color=dot.colour, mec="white", mew=0.3)
        _write(axes, shorten(dot.text, LONGEST), dot.angle, 1 + 0.14 / radius, letters)
    for text, angle in heads:
        _write(axes, text, angle, 1 + 0.14 / radius, letters, bold=True)
    for i, layer in enumerate(_layers(strands)):
        left, down = (i % SMALL_ACROSS) * SMALL_CM, (i // SMALL_ACROSS) * (SMALL_CM + SMALL_HEAD_CM)
        low = whole - HEIGHT_CM - down - SMALL_HEAD_CM - SMALL_CM
        small = _square(page, left + 0.1, low + 0.1, SMALL_CM - 0.2, SMALL_CM - 0.2, whole)
        own = [strand for strand in strands if strand.layer == layer]
        small.set(xlim=(-1.08, 1.08), ylim=(-1.08, 1.08))
        _draw_strands(small, own, SMALL_CM / 2.3, scale=0.55)
        places = np.array([spot(dot.angle) for dot in dots])
        small.scatter(places[:, 0], places[:, 1], 1.2, [dot.colour for dot in dots], linewidths=0)
        n = sum(len(strand.lines) for strand in own)
        title = wrap_measured(f"{layer_name(layer)} ({n})", (SMALL_CM - 0.15) / POINT_CM, SMALL_HEAD_PT, 2)
        size = SMALL_HEAD_PT * min(1.0, (SMALL_CM - 0.15) / POINT_CM / widest_pt(title, SMALL_HEAD_PT))
        small.set_title(paper(*title), size=size, color=INK, pad=2, va="bottom")


def _largest(angle: float, wide_cm: float) -> float:
    """The largest radius at which a name of this width stays on the page."""
    across, up = max(abs(math.sin(angle)), 1e-9), max(abs(math.cos(angle)), 1e-9)
    return min(WIDTH_CM / 2 / across, HEIGHT_CM / 2 / up) - wide_cm - 0.45


def _square(page: Page, left: float, low: float, width: float, height: float, whole: float) -> Axes:
    axes = page.add_axes((left / WIDTH_CM, low / whole, width / WIDTH_CM, height / whole))
    axes.set_axis_off()
    return axes


def _draw_strands(axes: Axes, strands: Sequence[Strand], radius_cm: float, scale: float = 1.0) -> None:
    for strand in strands:
        dash = (0, (3, 2)) if strand.alleged else "solid"
        axes.add_collection(
            LineCollection(
                strand.lines,
                colors=strand.colour,
                linewidths=0.75 * strand.width * scale,
                linestyles=[dash],
                alpha=0.75,
            )
        )
        heads = [_arrow(points, (ARROW_CM + 0.03 * strand.width) * scale / radius_cm) for points in strand.lines]
        axes.add_collection(PolyCollection(heads, facecolors=strand.colour, linewidths=0, alpha=0.9))


def _arrow(points: Points, long: float) -> Points:
    """A triangle whose tip is the end of the line."""
    tip = points[-1]
    way = (tip - points[-2]) / np.hypot(*(tip - points[-2]))
    aside = np.array([-way[1], way[0]]) * long * 0.36
    return np.array([tip, tip - way * long + aside, tip - way * long - aside])


def _write(axes: Axes, text: str, angle: float, radius: float, size: float, bold: bool = False) -> None:
    right = math.sin(angle) >= 0
    axes.text(
        *spot(angle, radius),
        paper(text),
        size=size,
        color=INK,
        fontweight="bold" if bold else "normal",
        rotation=-math.degrees(angle) + (90 if right else -90),
        rotation_mode="anchor",
        ha="left" if right else "right",
        va="center_baseline",
    )
