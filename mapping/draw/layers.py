"""Layers of boxes with lines between them: which layer, in which order, how high.

After Sugiyama, Tagawa and Toda (1981, doi:10.1109/TSMC.1981.4308636). A line that passes a layer bends there: the bend
takes a place among the boxes, so that no line runs through a box.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import NamedTuple

from mapping.errors import UnknownName

SWEEPS = 4
SPACE_CM = 0.22


class Bend(NamedTuple):
    """Where the line between two boxes passes a layer."""

    lower: str
    upper: str
    layer: int


Place = str | Bend
Pair = tuple[str, str]


@dataclass(frozen=True)
class Layered:
    """The layers in their order, the height of the middle of each place in cm, and each line's way."""

    layers: Sequence[Sequence[Place]]
    middle: Mapping[Place, float]
    ways: Mapping[Pair, Sequence[Place]]


def layer_of(root: str, pairs: Iterable[Pair]) -> dict[str, int]:
    """The layer of each box: the number of lines on the longest way from the root. Boxes that no way leads to are left
    out; `UnknownName` where the pairs (lower, upper) lead in a circle."""
    above: dict[str, list[str]] = defaultdict(list)
    for lower, upper in pairs:
        above[lower].append(upper)
    layer: dict[str, int] = {}
    here = [root]
    step = 0
    while here:
        if step > len(above):
            raise UnknownName("The rows to draw lead in a circle: make them with the indicator ownership_trees.")
        layer.update(dict.fromkeys(here, step))
        here = list(dict.fromkeys(upper for lower in here for upper in above[lower]))
        step += 1
    return layer


def arranged(layer: Mapping[str, int], pairs: Sequence[Pair], heights: Mapping[str, float], bend: float) -> Layered:
    """The places of all boxes (their heights in cm) and of the bends, each `bend` high: none overlaps another."""
    ways = {pair: _way(pair, layer) for pair in pairs}
    layers: list[list[Place]] = [[] for _layer in range(max(layer.values()) + 1)]
    for box, at in layer.items():
        layers[at].append(box)
    for way in ways.values():
        for place in way[1:-1]:
            if isinstance(place, Bend):
                layers[place.layer].append(place)
    joined: dict[Place, list[Place]] = defaultdict(list)
    for way in ways.values():
        for one, other in pairwise(way):
            joined[one].append(other)
            joined[other].append(one)
    _uncross(layers, joined)
    return Layered(layers, _middles(layers, joined, heights, bend), ways)


def _way(pair: Pair, layer: Mapping[str, int]) -> list[Place]:
    lower, upper = pair
    return [lower, *(Bend(lower, upper, at) for at in range(layer[lower] + 1, layer[upper])), upper]


def _uncross(layers: list[list[Place]], joined: Mapping[Place, list[Place]]) -> None:
    """Order each layer by where its neighbours stand on the one before it, up and down in turn."""
    for sweep in range(SWEEPS):
        for before, layer in pairwise(layers if sweep % 2 == 0 else layers[::-1]):
            rank = {place: i for i, place in enumerate(before)}
            own = {place: i for i, place in enumerate(layer)}
            wanted = {p: fmean([rank[other] for other in joined[p] if other in rank] or [own[p]]) for p in layer}
            layer.sort(key=wanted.__getitem__)


def _middles(
    layers: Sequence[Sequence[Place]], joined: Mapping[Place, list[Place]], heights: Mapping[str, float], bend: float
) -> dict[Place, float]:
    """Each layer as near to its neighbours as its order and the heights allow."""
    middle: dict[Place, float] = {}
    for sweep in range(SWEEPS):
        for layer in layers if sweep % 2 == 0 else layers[::-1]:
            wanted = [fmean([middle[o] for o in joined[p] if o in middle] or [middle.get(p, 0.0)]) for p in layer]
            middle.update(
                zip(layer, _apart(wanted, [heights[p] if isinstance(p, str) else bend for p in layer]), strict=True)
            )
    return middle


def _apart(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """The middles moved apart in their order, and the whole then back to where it was wanted."""
    found: list[float] = []
    for i, place in enumerate(wanted):
        least = found[-1] + (heights[i - 1] + heights[i]) / 2 + SPACE_CM if found else place
        found.append(max(place, least))
    shift = fmean(place - have for place, have in zip(wanted, found, strict=True))
    return [place + shift for place in found]
