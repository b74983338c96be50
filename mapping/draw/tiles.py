"""Tiles: a cell for each row and column, its colour a word of a legend, a few short words inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import plotly.graph_objects as go
from matplotlib.figure import Figure as Page
from matplotlib.patches import Rectangle

from mapping.draw.evidence import Evidence
from mapping.draw.figure import Figure, listed, need, nothing
from mapping.draw.labels import heading, label
from mapping.draw.lettering import hover, paper, plain, screen, shorten, widest_pt, wrap, wrap_measured
from mapping.draw.palette import BLACK, WHITE, colours, group_order, ink_on
from mapping.draw.series import code_of, words
from mapping.draw.sourced import sourced
from mapping.draw.style import POINT_CM, SIZE, WIDTH_CM, key, legend, legend_cm, lines_of, on_screen, screen_axis
from mapping.translate import _, capitalised, pair

GAP = 2  # between tiles, in pixels on the screen


@sourced
def tiles(
    frame: pd.DataFrame,
    row: str,
    column: str,
    color: str,
    text: str,
    *,
    caption: str,
    evidence: Evidence,
    rows: Sequence[object] | None = None,
    columns: Sequence[object] | None = None,
    labels: Mapping[str, str] | None = None,
) -> Figure:
    """A tile for each pair of `row` and `column`: its colour is the code in `color`, the words in `text` stand inside.

    `frame` is tidy: one line for each pair. A line break in `text` begins a new line. A pair that the table lacks is
    left blank. `rows` and `columns` fix the orders. `UnknownName` where a column is missing.
    """
    need(frame, row, column, color, text)
    if frame.empty:
        return nothing(frame, caption, evidence)
    board = _board(frame, row, column, color, text, rows, columns)
    subject = _("Tiles, {row} by {column}", row=heading(row, labels), column=heading(column, labels))
    return Figure(
        screen=board.on_screen(),
        draw=board.draw,
        table=words(frame, [row, column, color, text], labels),
        caption=caption,
        alt=listed(subject, board.facts(), most=40),
        note=evidence.note(),
        height_cm=board.height_cm,
    )


def _board(
    frame: pd.DataFrame,
    row: str,
    column: str,
    color: str,
    text: str,
    rows: Sequence[object] | None,
    columns: Sequence[object] | None,
) -> Board:
    down, across = (
        tuple(dict.fromkeys([*(order or ()), *frame[name].map(code_of)]))
        for name, order in ((row, rows), (column, columns))
    )
    places = zip(frame[row].map(code_of), frame[column].map(code_of), strict=True)
    told = [str(cell).split("\n") for cell in frame[text]]
    inside = {
        (down.index(r), across.index(c)): Tile(code, tuple(map(plain, lines)))
        for (r, c), code, lines in zip(places, frame[color].map(code_of).map(str), told, strict=True)
    }
    tints = colours(group_order(tile.code for tile in inside.values()))
    order = {code: tints[code] for code in group_order(tints)}
    names = [[capitalised(plain(label(code))) for code in codes] for codes in (down, across)]
    return Board(tuple(names[0]), tuple(names[1]), inside, order)


@dataclass(frozen=True)
class Tile:
    """The code that colours a tile, and the lines inside it."""

    code: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Board:
    """The tiles as both faces draw them, by the numbers of their row and column."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    tiles: Mapping[tuple[int, int], Tile]
    tints: Mapping[str, str]

    @cached_property
    def keys(self) -> list[tuple[str, str]]:
        """The legend: name and colour."""
        return [(capitalised(plain(label(code))), tint) for code, tint in self.tints.items()]

    @cached_property
    def names(self) -> list[tuple[str, ...]]:
        """The row names, wrapped."""
        return lines_of(self.rows, 22)

    @cached_property
    def tile_cm(self) -> float:
        """How wide a tile is."""
        names_cm = widest_pt([line for lines in self.names for line in lines], SIZE) * POINT_CM
        return (WIDTH_CM - names_cm - 0.4) / len(self.columns)

    @cached_property
    def heads(self) -> list[tuple[str, ...]]:
        """The column names, wrapped to the width of a tile."""
        return [wrap_measured(name, self._room_pt, self.head_size) for name in self.columns]

    @cached_property
    def head_size(self) -> float:
        """Of the column names, in points: their longest word fits."""
        longest = widest_pt((word for name in self.columns for word in name.split(" ")), SIZE)
        return SIZE * min(1.0, self._room_pt / max(longest, 1.0))

    @property
    def _room_pt(self) -> float:
        return (self.tile_cm - 0.1) / POINT_CM

    @cached_property
    def deep(self) -> int:
        """The most lines that any tile or row name has."""
        return max(max(len(tile.lines) for tile in self.tiles.values()), *map(len, self.names))

    @cached_property
    def size(self) -> float:
        """Of the words inside, in points: the longest fits."""
        widest = widest_pt([line for tile in self.tiles.values() for line in tile.lines], SIZE) * POINT_CM
        return min(SIZE, SIZE * (self.tile_cm - 0.16) / widest)

    @cached_property
    def height_cm(self) -> float:
        """High enough for every line."""
        head_cm = 0.4 + 0.36 * max(map(len, self.heads))
        return 0.3 + legend_cm(self.keys) + head_cm + len(self.rows) * (0.22 + 0.32 * self.deep)

    def facts(self) -> list[str]:
        """Each tile in words, row by row."""
        return [pair(self._place(*at), self._told(tile)) for at, tile in sorted(self.tiles.items())]

    def _place(self, r: int, c: int) -> str:
        return f"{shorten(self.rows[r])}, {shorten(self.columns[c])}"

    def _told(self, tile: Tile) -> str:
        return ", ".join([plain(label(tile.code)), *tile.lines])

    def on_screen(self) -> go.Figure:
        """The plotly face."""
        return on_screen(
            [*(self._heat(ink) for ink in (BLACK, WHITE)), *(key(*entry) for entry in self.keys)],
            self.height_cm * 1.3,
            margin={"l": 2, "r": 2, "t": 8, "b": 8},
            legend={"orientation": "h", "x": 0, "y": 0, "xanchor": "left", "yanchor": "top"},
            xaxis=screen_axis(
                side="top",
                range=[-0.5, len(self.columns) - 0.5],
                tickvals=list(range(len(self.columns))),
                ticktext=[screen(*lines) for lines in self.heads],
                autotickangles=[0, -90],  # upright on a phone, where a word is wider than a tile
                tickfont={"size": 10.5 if len(self.columns) < 5 else 9},
            ),
            yaxis=screen_axis(
                range=[len(self.rows) - 0.5, -0.5],
                tickvals=list(range(len(self.rows))),
                ticktext=[screen(*(part for line in lines for part in wrap(line, 13))) + " " for lines in self.names],
                tickfont={"size": 11},
            ),
        )

    def _heat(self, ink: str) -> go.Heatmap:
        """The tiles whose words are of one ink; a heatmap takes one for all of its words.

        Without a size of their own the words grow and shrink with the tiles, so that a phone shows them, too.
        """
        codes, tints = list(self.tints), list(self.tints.values())
        last = max(1, len(codes) - 1)
        mine = {at: tile for at, tile in self.tiles.items() if ink_on(self.tints[tile.code]) == ink}
        board = [[((r, c), mine.get((r, c))) for c in range(len(self.columns))] for r in range(len(self.rows))]
        return go.Heatmap(
            z=[[codes.index(tile.code) if tile else None for _at, tile in line] for line in board],
            zmin=0,
            zmax=last,
            colorscale=[[i / last, tint] for i, tint in enumerate(tints if len(tints) > 1 else tints * 2)],
            showscale=False,
            xgap=GAP,
            ygap=GAP,
            text=[[screen(*tile.lines) if tile else "" for _at, tile in line] for line in board],
            texttemplate="%{text}",
            textfont={"color": ink},
            hovertext=[
                [hover(self._place(*at), self._told(tile)) if tile else "" for at, tile in line] for line in board
            ],
            hoverinfo="text",
            hoverongaps=False,
        )

    def draw(self, page: Page) -> None:
        """The still face."""
        axes = page.subplots()
        for (r, c), tile in self.tiles.items():
            tint = self.tints[tile.code]
            axes.add_patch(Rectangle((c - 0.5, r - 0.5), 1, 1, facecolor=tint, edgecolor="white", linewidth=1.5))
            axes.text(c, r, paper(*tile.lines), ha="center", va="center", color=ink_on(tint), size=self.size)
        axes.set_xlim(-0.5, len(self.columns) - 0.5)
        axes.set_ylim(len(self.rows) - 0.5, -0.5)
        axes.xaxis.tick_top()
        axes.set_xticks(range(len(self.columns)), [paper(*lines) for lines in self.heads], size=self.head_size)
        axes.set_yticks(range(len(self.rows)), [paper(*lines) for lines in self.names])
        legend(page, self.keys, loc="outside lower left")
