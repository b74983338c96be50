"""Places for labels beside their marks, so that none covers another: the most important first, the rest left out.

A greedy choice among four places around each mark (Christensen, Marks and Shieber 1995, doi:10.1145/212332.212334).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapping.draw.lettering import width_pt

GAP = 2.0


@dataclass(frozen=True)
class Mark:
    """A round mark on a page, in points from its lower left corner, and the word that it wants beside it."""

    x: float
    y: float
    radius: float
    text: str
    size: float


@dataclass(frozen=True)
class Label:
    """A word that found its place: the point where it is anchored, and its side as plotly names it."""

    mark: Mark
    x: float
    y: float
    side: str  # "middle right", "middle left", "top center", "bottom center"


@dataclass(frozen=True)
class Box:
    """A rectangle on the page."""

    left: float
    bottom: float
    right: float
    top: float

    def touches(self, other: Box) -> bool:
        """Whether the two share a point."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def within(self, width: float, height: float) -> bool:
        """Whether it lies on a page of this size."""
        return self.left >= 0 and self.bottom >= 0 and self.right <= width and self.top <= height


def place(marks: Sequence[Mark], width: float, height: float, others: Sequence[Mark] = ()) -> list[Label]:
    """Labels for the marks that find room on a page of this size (points), tried in the order given.

    No label covers another label, a mark, or one of the `others`.
    """
    taken = [_around(mark) for mark in (*marks, *others)]
    labels = []
    for mark in marks:
        for label, box in _choices(mark):
            if box.within(width, height) and not any(box.touches(other) for other in taken):
                labels.append(label)
                taken.append(box)
                break
    return labels


def _around(mark: Mark) -> Box:
    return Box(mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius)


def _choices(mark: Mark) -> list[tuple[Label, Box]]:
    """Right, left, above, below; the boxes start just outside the mark."""
    long, high, away = width_pt(mark.text, mark.size), 1.2 * mark.size, mark.radius + GAP
    x, y = mark.x, mark.y
    return [
        (Label(mark, x + away, y, "middle right"), Box(x + away, y - high / 2, x + away + long, y + high / 2)),
        (Label(mark, x - away, y, "middle left"), Box(x - away - long, y - high / 2, x - away, y + high / 2)),
        (Label(mark, x, y + away, "top center"), Box(x - long / 2, y + away, x + long / 2, y + away + high)),
        (Label(mark, x, y - away, "bottom center"), Box(x - long / 2, y - away - high, x + long / 2, y - away)),
    ]
