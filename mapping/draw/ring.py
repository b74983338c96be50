"""A ring of names: each group of them on an arc of its own, the lines between them bent through the middle.

The bending follows hierarchical edge bundling (Holten 2006, doi:10.1109/TVCG.2006.147) for one level of groups: the
farther apart two ends are, the nearer to the centre their line passes. The ring has radius 1, angles run clockwise from
the top.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SWEEPS = 6
GAP = 1.0  # free places after each group
POINTS = 24  # of a bent line
ASIDE = 0.06  # how far two lines of opposite direction keep apart, as a share of their length
NEAR = 0.955  # where lines begin and end: short of the dots

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Ring:
    """The angle of each name and of the heading of each group, and the angle between neighbours."""

    angles: Mapping[str, float]
    heads: Mapping[str, float]
    step: float


def around(groups: Mapping[str, Sequence[str]], pairs: Iterable[tuple[str, str]]) -> Ring:
    """A place for every heading and, after it, for the members of its group: who is tied stands near each other."""
    joined: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        joined[one].append(other)
        joined[other].append(one)
    ordered = {group: sorted(members) for group, members in groups.items()}
    ring = _placed(ordered)
    for _sweep in range(SWEEPS):
        ordered = {
            group: sorted(members, key=lambda name: (_pull(name, joined[name], ring), name))
            for group, members in ordered.items()
        }
        ring = _placed(ordered)
    return ring


def _placed(groups: Mapping[str, Sequence[str]]) -> Ring:
    step = 2 * math.pi / (sum(map(len, groups.values())) + (1 + GAP) * len(groups))
    angles: dict[str, float] = {}
    heads: dict[str, float] = {}
    at = step
    for group, members in groups.items():
        heads[group] = at
        for place, name in enumerate(members, 1):
            angles[name] = at + place * step
        at += (len(members) + 1 + GAP) * step
    return Ring(angles, heads, step)


def _pull(name: str, others: Sequence[str], ring: Ring) -> float:
    """By how much a name's ties draw it forward along the ring, against its own place."""
    own = ring.angles[name]
    turns = [ring.angles[other] - own for other in others]
    x, y = sum(map(math.cos, turns)), sum(map(math.sin, turns))
    # Neighbours opposite count little: moving does not bring them nearer.
    return own + math.atan2(y, x) / math.pi if turns and (x or y) else own


def spot(angle: float, radius: float = 1.0) -> tuple[float, float]:
    """Where an angle is on the page."""
    return radius * math.sin(angle), radius * math.cos(angle)


def bent(one: float, other: float) -> Points:
    """The line from one angle to another as points: a quadratic Bézier curve, the way back beside the way there."""
    start, end = np.array(spot(one, NEAR)), np.array(spot(other, NEAR))
    middle = (start + end) / 2
    long = float(np.hypot(*middle))
    # At the ends' own distance from the centre for neighbours, in the centre for opposites.
    pulled = middle / long * NEAR * (1 - math.sin(apart(one, other) / 2)) if long > 1e-9 else middle
    pulled = pulled + ASIDE * np.array([end[1] - start[1], start[0] - end[0]])
    t = np.linspace(0, 1, POINTS)[:, None]
    return np.asarray((1 - t) ** 2 * start + 2 * t * (1 - t) * pulled + t**2 * end)


def spread(angles: Sequence[float], least: float, fixed: int = 0) -> list[int]:
    """Which of the angles, tried in their order, keep at least this far from those kept; the first `fixed` all are."""
    kept = list(range(fixed))
    for i, angle in list(enumerate(angles))[fixed:]:
        if all(apart(angle, angles[k]) >= least for k in kept):
            kept.append(i)
    return kept


def apart(one: float, other: float) -> float:
    """The angle between two directions, 0 to pi."""
    return abs((other - one + math.pi) % (2 * math.pi) - math.pi)
