"""The screen face of the ring: a switch for each layer, few names at first, all of them at a click."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import plotly.graph_objects as go

from mapping.draw.labels import layer_name
from mapping.draw.lettering import screen, shorten
from mapping.draw.palette import LAYERS
from mapping.draw.ring import spot, spread
from mapping.draw.ring_page import HEIGHT_CM, Dot, Strand
from mapping.draw.style import INK, SCREEN_INK, no_axis, on_screen
from mapping.translate import _

LETTERS_PX, SCREEN_PX = 10, 600
APART = 0.13  # least angle between two names, when the ring is as small as on a phone


class Room(NamedTuple):
    """How many letters of a name are shown, and the pixels that they take beside the ring."""

    letters: int
    pixels: int


FEW, ALL = Room(14, 88), Room(22, 126)


def ring_on_screen(
    dots: Sequence[Dot], heads: Sequence[tuple[str, float]], strands: Sequence[Strand], hovers: Sequence[str]
) -> go.Figure:
    """The plotly face of names, headings of arcs and lines; `hovers` are told at the dots.

    A click on a layer in the legend hides it, a double click shows it alone.
    """
    named: set[str] = set()
    traces: list[go.Scatter] = []
    for strand in strands:
        traces += _traces(strand, strand.layer not in named)
        named.add(strand.layer)
    traces.append(_dots(dots, hovers))
    titles = [(text, angle, True) for text, angle in heads]
    every = [(dot.text, dot.angle, False) for dot in dots]
    # First as many as a phone has room for; the button shows the others.
    angles = [angle for _text, angle, _bold in [*titles, *every]]
    few = [every[i - len(titles)] for i in spread(angles, APART, len(titles))[len(titles) :]]
    main = _named([*titles, *few], FEW)
    buttons = [
        {"method": "relayout", "label": words, "args": [_named([*titles, *names], room)]}
        for words, names, room in ((_("main names"), few, FEW), (_("all names"), every, ALL))
    ]
    menu = {"type": "buttons", "direction": "right", "x": 0, "xanchor": "left", "yanchor": "bottom"}
    menu |= {"font": {"size": 11, "color": INK}, "bgcolor": "white", "buttons": buttons}
    drawn = on_screen(
        traces,
        HEIGHT_CM,
        updatemenus=[menu],
        xaxis=no_axis(range=[-1.03, 1.03], constrain="domain"),
        yaxis=no_axis(range=[-1.03, 1.03], scaleanchor="x", constrain="domain", constraintoward="top"),
    )
    title = screen(_("Layers: a click hides one,"), _("a double click shows it alone"))
    drawn.update_layout(
        height=SCREEN_PX,
        legend={"title": {"text": title, "side": "top"}, "itemsizing": "constant"},
    )
    return drawn.update_layout(main)


def _dots(dots: Sequence[Dot], hovers: Sequence[str]) -> go.Scatter:
    spots = [spot(dot.angle) for dot in dots]
    return go.Scatter(
        x=[x for x, _y in spots],
        y=[y for _x, y in spots],
        mode="markers",
        marker={
            "color": [dot.colour for dot in dots],
            "size": [5 + 7 * dot.share for dot in dots],
            "opacity": 1,
            "line": {"color": "white", "width": 0.5},
        },
        hovertext=hovers,
        hoverinfo="text",
        showlegend=False,
    )


def _traces(strand: Strand, first: bool) -> list[go.Scatter]:
    """The lines of a strand, and their arrows as marks that turn with them; one legend entry for each layer."""
    x, y = ([v for line in strand.lines for v in (*line[:, axis].round(4).tolist(), None)] for axis in (0, 1))
    line = {"color": strand.colour, "width": strand.width, "dash": "dash" if strand.alleged else "solid"}
    about: dict[str, Any] = {
        "name": screen(layer_name(strand.layer)),
        "legendgroup": strand.layer,
        "hoverinfo": "skip",
        "opacity": 0.75,
    }
    ends = [(points[-1], points[-1] - points[-2]) for points in strand.lines]
    arrows = {
        "symbol": "triangle-up",
        "size": 5 + 1.5 * strand.width,
        "color": strand.colour,
        "angle": [round(math.degrees(math.atan2(dx, dy)), 1) for _end, (dx, dy) in ends],
    }
    key = go.Scatter(
        x=[None], y=[None], mode="lines", line={"color": LAYERS[strand.layer], "width": 4}, showlegend=True, **about
    )
    return [
        *([key] if first else []),
        go.Scatter(x=x, y=y, mode="lines", line=line, showlegend=False, **about),
        go.Scatter(
            x=[round(float(end[0]), 4) for end, _way in ends],
            y=[round(float(end[1]), 4) for end, _way in ends],
            mode="markers",
            marker=arrows,
            showlegend=False,
            **about,
        ),
    ]


def _named(names: Sequence[tuple[str, float, bool]], room: Room) -> dict[str, Any]:
    """The layout with these names around the ring, and above them the buttons and the legend."""
    above = room.pixels / (SCREEN_PX - 2 * room.pixels)
    return {
        "annotations": [_name_on_screen(text, angle, bold, room.letters) for text, angle, bold in names],
        "margin": {"l": room.pixels, "r": room.pixels, "t": room.pixels, "b": room.pixels},
        "updatemenus[0].y": 1 + above,
        "legend.y": 1 + above + 0.08,
    }


def _name_on_screen(text: str, angle: float, bold: bool, most: int) -> dict[str, Any]:
    """A name that runs outward from the ring. Plotly turns a text around its middle and aligns the box around it."""
    x, y = spot(angle, 1.03)
    right, up = math.sin(angle) >= 0, math.cos(angle) >= 0
    turn = math.degrees(angle) + (-90 if right else 90)
    words = screen(shorten(text, most))
    half = LETTERS_PX * 0.75  # of the height of a line, with plotly's own padding
    return {
        "x": round(x, 4),
        "y": round(y, 4),
        "text": f"<b>{words}</b>" if bold else words,
        "showarrow": False,
        "textangle": round((turn + 180) % 360 - 180, 1),
        "xanchor": "left" if right else "right",
        "yanchor": "bottom" if up else "top",
        "xshift": round((-1 if right else 1) * half * abs(math.cos(angle)), 1),
        "yshift": round((-1 if up else 1) * half * abs(math.sin(angle)), 1),
        "font": {"size": LETTERS_PX, "color": SCREEN_INK},
    }
