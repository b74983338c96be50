"""Where the boxes, the lines and the words of an ownership tree stand on the page, in cm from its lower left corner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mapping.draw.branches import MOST_LAYERS, Box, Line, Tree
from mapping.draw.layers import Bend, Layered, Place, arranged
from mapping.draw.lettering import shorten, widest_pt, wrap
from mapping.draw.style import POINT_CM, WIDTH_CM

NAME_SIZE, SMALL_SIZE = 6.5, 5.6
NAME_CM, SMALL_CM, PAD_CM = 0.28, 0.25, 0.1
WIDEST_CM, BEND_CM = 4.6, 0.16
# The least room between two layers, by their number, for the words on the lines; the last part of it is level.
GAPS_CM = {1: 0.0, 2: 3.0, 3: 2.8, 4: 2.1, MOST_LAYERS: 1.55}
WIDEST_GAP_CM, LEVEL = 3.2, 0.74
# Letters may be this much smaller so that a long word stays whole; names are read up to so many letters.
LEAST_SIZE, MOST_LETTERS = 0.8, 120
# The page keeps a margin of its own, so a cm of the plan is a little less on it.
TIGHT = 0.92


Point = tuple[float, float]


@dataclass(frozen=True)
class Columns:
    """The columns of boxes: how wide they are and how far apart."""

    width: float
    gap: float

    @property
    def level(self) -> float:
        """How long the level last part of a line is, with its words above it."""
        return LEVEL * self.gap

    def left(self, layer: int) -> float:
        """Where a column begins."""
        return layer * (self.width + self.gap)


@dataclass(frozen=True)
class Area:
    """A rectangle."""

    left: float
    low: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        """Its middle."""
        return self.left + self.width / 2, self.low + self.height / 2


@dataclass(frozen=True)
class Words:
    """The lines in a box: its name, and in smaller letters the name in its own script and a remark; and the letters."""

    name: tuple[str, ...]
    small: tuple[str, ...]
    name_size: float
    small_size: float

    @property
    def height(self) -> float:
        """Of all lines together."""
        return NAME_CM * len(self.name) + SMALL_CM * len(self.small)


@dataclass(frozen=True)
class Label:
    """The words above the last part of a line, and the size of their letters."""

    lines: tuple[str, ...]
    size: float

    @property
    def slot(self) -> float:
        """The height that the line takes with them at its upper end."""
        return 0.1 + SMALL_CM * max(len(self.lines), 1)


@dataclass(frozen=True)
class Track:
    """A line from box to box: its corners, and its words with their place."""

    corners: tuple[Point, ...]
    label: Label
    place: Area


@dataclass(frozen=True)
class Plan:
    """The place and words of each box by its key, the track of each line in the order of the tree, and the height."""

    areas: Mapping[str, Area]
    words: Mapping[str, Words]
    tracks: tuple[Track, ...]
    height: float


def plan(tree: Tree) -> Plan:
    """Boxes in columns by layer, the outlet on the left; no box overlaps another and no line runs through one."""
    columns = _columns(max(tree.layer.values()) + 1)
    words = {key: _words(box, columns.width) for key, box in tree.boxes.items()}
    labels = [_label(line.words, columns.level) for line in tree.lines]
    slots: dict[str, float] = defaultdict(float)
    for line, label in zip(tree.lines, labels, strict=True):
        slots[line.upper] += label.slot
    heights = {key: max(words[key].height + 2 * PAD_CM, slots[key]) for key in tree.boxes}
    layered = arranged(tree.layer, [(line.lower, line.upper) for line in tree.lines], heights, BEND_CM)
    half = {place: (BEND_CM if isinstance(place, Bend) else heights[place]) / 2 for place in layered.middle}
    lowest = min(at - half[place] for place, at in layered.middle.items())
    highest = max(at + half[place] for place, at in layered.middle.items())
    layered = replace(layered, middle={place: highest - at for place, at in layered.middle.items()})
    areas = {
        key: Area(columns.left(tree.layer[key]), layered.middle[key] - half[key], columns.width, heights[key])
        for key in tree.boxes
    }
    return Plan(areas, words, _tracks(tree.lines, labels, areas, layered, columns), highest - lowest)


def _columns(n: int) -> Columns:
    width = min(WIDEST_CM, (WIDTH_CM - (n - 1) * GAPS_CM[n]) / n)
    return Columns(width, min(WIDEST_GAP_CM, (WIDTH_CM - n * width) / max(n - 1, 1)))


def _words(box: Box, width: float) -> Words:
    room = width - PAD_CM
    texts = [text for text in (box.native, box.remark) if text]
    name_size, small_size = _size([box.name], room, NAME_SIZE), _size(texts, room, SMALL_SIZE)
    small = [line for text in texts for line in _fitted(text, room, small_size, 3)]
    return Words(_fitted(box.name, room, name_size, 4), tuple(small), name_size, small_size)


def _label(words: str, width: float) -> Label:
    size = _size([words], width, SMALL_SIZE)
    return Label(_fitted(words, width, size, 4) if words else (), size)


def _size(texts: Sequence[str], width: float, size: float) -> float:
    """The size of letters in which the longest word is not broken, if it is not too small to read."""
    widest = widest_pt([word for text in texts for word in shorten(text, MOST_LETTERS).split()], size) * POINT_CM
    return size * max(LEAST_SIZE, min(1.0, width * TIGHT / widest)) if widest else size


def _fitted(text: str, width: float, size: float, lines: int) -> tuple[str, ...]:
    """The text wrapped so that no line is wider than `width` cm."""
    most = int(width * TIGHT / (0.45 * size * POINT_CM))
    kept = shorten(text, MOST_LETTERS)
    for letters in range(most, 4, -1):
        found = wrap(kept, letters, lines)
        if widest_pt(found, size) * POINT_CM <= width * TIGHT:
            return found
    return wrap(kept, 4, lines)


def _tracks(
    lines: Sequence[Line],
    labels: Sequence[Label],
    areas: Mapping[str, Area],
    layered: Layered,
    columns: Columns,
) -> tuple[Track, ...]:
    """The track of each line; those that end at one box stand one above the other, in the order in which they come."""
    ways = [layered.ways[line.lower, line.upper] for line in lines]
    ends: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        ends[line.upper].append(i)
    tracks: dict[int, Track] = {}
    for upper, coming in ends.items():
        box = areas[upper]
        low = box.middle[1] - sum(labels[i].slot for i in coming) / 2
        for i in sorted(coming, key=lambda i: layered.middle[ways[i][-2]]):
            height = labels[i].slot
            place = Area(box.left - columns.level, low + 0.07, columns.level, height - 0.1)
            at = low + (0.05 if labels[i].lines else height / 2)
            corners = (*_bends(ways[i], areas, layered, columns), (place.left, at), (box.left, at))
            tracks[i] = Track(corners, labels[i], place)
            low += height
    return tuple(tracks[i] for i in range(len(lines)))


def _bends(way: Sequence[Place], areas: Mapping[str, Area], layered: Layered, columns: Columns) -> list[Point]:
    """From the right edge of the lower box through each bend, level beside the words of other lines."""
    lower = areas[str(way[0])]
    corners = [(lower.left + lower.width, lower.middle[1])]
    for place in way[1:-1]:
        if isinstance(place, Bend):
            left, height = columns.left(place.layer), layered.middle[place]
            corners += [(left - columns.level, height), (left + columns.width, height)]
    return corners
