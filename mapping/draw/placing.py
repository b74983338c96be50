"""Places for words beside their marks, so that no word covers another: the most important first, the rest left out.

A greedy choice among four places around each mark (Christensen, Marks and Shieber 1995, doi:10.1145/212332.212334).
All lengths are points on the page, from its lower left corner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapping.draw.lettering import width_pt

GAP = 1.5  # between a mark and its word


@dataclass(frozen=True)
class Box:
    """A rectangle on the page."""

    left: float
    low: float
    right: float
    high: float

    def meets(self, other: Box) -> bool:
        """Whether the two cover a common area."""
        return self.left < other.right and other.left < self.right and self.low < other.high and other.low < self.high

    def within(self, width: float, height: float) -> bool:
        """Whether it lies on a page of this size."""
        return self.left >= 0 and self.low >= 0 and self.right <= width and self.high <= height


@dataclass(frozen=True)
class Mark:
    """A round mark, and the word (in letters of this size) that it wants beside it."""

    x: float
    y: float
    radius: float
    text: str
    size: float

    @property
    def box(self) -> Box:
        """What the mark covers."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


@dataclass(frozen=True)
class Label:
    """A word that found its place, on the side of its mark that plotly names so."""

    mark: Mark
    side: str
    box: Box


def place(
    marks: Sequence[Mark], width: float, height: float, most: int | None = None, taken: Sequence[Box] = ()
) -> list[Label]:
    """At most `most` labels that find room on the page, tried in the order of the marks.

    No label covers another or one of the boxes `taken`; where a mark must be covered, as few as can be.
    """
    covered = list(taken)
    spots = [mark.box for mark in marks]
    labels: list[Label] = []
    for mark in marks:
        if len(labels) == most:
            break
        free = [label for label in _sides(mark) if _free(label.box, width, height, covered)]
        if free:
            labels.append(min(free, key=lambda label: sum(label.box.meets(spot) for spot in spots)))
            covered.append(labels[-1].box)
    return labels


def _free(box: Box, width: float, height: float, covered: Sequence[Box]) -> bool:
    return box.within(width, height) and not any(box.meets(other) for other in covered)


def _sides(mark: Mark) -> list[Label]:
    """Right, left, above, below."""
    long, half, away = width_pt(mark.text, mark.size), 0.6 * mark.size, mark.radius + GAP
    x, y = mark.x, mark.y
    return [
        Label(mark, "middle right", Box(x + away, y - half, x + away + long, y + half)),
        Label(mark, "middle left", Box(x - away - long, y - half, x - away, y + half)),
        Label(mark, "top center", Box(x - long / 2, y + away, x + long / 2, y + away + 2 * half)),
        Label(mark, "bottom center", Box(x - long / 2, y - away - 2 * half, x + long / 2, y - away)),
    ]
