"""What a report is made of, and how an executed notebook is read into it.

A report holds prose, figures and tables, in the notebook's order. Code never shows; an output of any other kind is an
error, because a reader of the Word or PDF edition would never see it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeAlias

from mapping.documents.brand import OWN, Brand
from mapping.documents.sources import Annex, Source, annex
from mapping.errors import InputUnreadable
from mapping.translate import _

FIGURE = "application/vnd.mapping.figure+json"
TABLE = "application/vnd.mapping.table+json"
PICTURE = "application/vnd.mapping.picture+json"
PLOTLY = "application/vnd.plotly.v1+json"
SVG = "image/svg+xml"
PNG = "image/png"
MARKDOWN = "text/markdown"

Align: TypeAlias = Literal["left", "right", "center"]
ALIGNMENTS: tuple[Align, ...] = ("left", "right", "center")
# What a notebook makes a report each for (`mapping.per` in its metadata) that is to be no longer than a page or two.
SHORT = ("country", "outlet")


@dataclass(frozen=True)
class Edition:
    """For whom a report is written, under whose name, and what it rests on: `known` are the pages it may cite."""

    level: str
    language: str
    countries: tuple[str, ...]
    data_date: date
    brand: Brand = OWN
    known: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True)
class Prose:
    """Paragraphs, headings and lists as CommonMark."""

    text: str


@dataclass(frozen=True)
class Kept:
    """A heading and its paragraphs as CommonMark, together on one page."""

    text: str


@dataclass(frozen=True)
class Figure:
    """A picture with two faces: `plot` (plotly's JSON) for the screen, `svg` and `png` for paper.

    `columns` and `rows` are the numbers that it shows; sizes are centimetres on paper; `sources` are citations.
    """

    caption: str
    alt: str
    note: str
    width_cm: float
    height_cm: float
    plot: dict[str, Any]
    svg: str
    png: bytes
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A picture without data, such as one of a screen; sizes are centimetres on paper."""

    caption: str
    alt: str
    width_cm: float
    height_cm: float
    png: bytes


@dataclass(frozen=True)
class Column:
    """A column's heading, where its text stands, and its width relative to the other columns."""

    label: str
    align: Align = "left"
    width: float = 1.0


@dataclass(frozen=True)
class Cell:
    """A text, where it links to, and what the reader is warned of; a warned cell usually has no link.

    A `muted` one is printed in grey: it may no longer hold.
    """

    text: str
    url: str | None = None
    warning: str | None = None
    muted: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells under a heading, each row as long as there are columns; `sources` are citations."""

    caption: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sources: tuple[str, ...] = ()


Block: TypeAlias = Prose | Kept | Figure | Picture | Table


@dataclass(frozen=True)
class Report:
    """One report in one language, before it has a format.

    A `short` one has on paper neither cover nor contents nor the list of its sources, which the page and the workbook
    have; a `dense` one is in small print besides.
    """

    title: str
    blocks: tuple[Block, ...]
    edition: Edition
    short: bool = False
    dense: bool = False

    @property
    def exhibits(self) -> list[Figure | Table]:
        """The figures and tables in their order."""
        return [block for block in self.blocks if isinstance(block, Figure | Table)]

    @cached_property
    def annex(self) -> Annex:
        """The pages behind the figures and tables, numbered once for all formats."""
        return annex([block.sources for block in self.exhibits], self.edition.known)


def paragraphs(markdown: str) -> list[str]:
    """The paragraphs, headings and lists of a prose cell, as written: each is one message of the catalogue."""
    return [part.strip() for part in markdown.replace("\r\n", "\n").split("\n\n") if part.strip()]


def read(notebook: Any, name: str, edition: Edition) -> Report:
    """The report that an executed notebook holds, its prose in the language spoken now.

    The first paragraph must be the title, a heading of the first level. `InputUnreadable` names the cell that shows
    something a report cannot hold.
    """
    blocks = [block for cell in notebook.cells for block in _blocks(cell, name)]
    first, *rest = blocks or [Prose("")]
    title, _break, prose = first.text.partition("\n\n") if isinstance(first, Prose) else ("", "", "")
    if not title.startswith("# "):
        raise InputUnreadable(f"{name} must begin with a title: a text cell whose first line starts with '# '.")
    about = notebook.metadata.get("mapping", {})
    dense = about.get("per") in SHORT
    told = (*([Prose(prose)] if prose else []), *rest)
    return Report(title.removeprefix("# ").strip(), told, edition, dense or bool(about.get("short")), dense)


def _blocks(cell: Any, name: str) -> Iterator[Block]:
    if cell.cell_type == "markdown":
        text = "\n\n".join(_(paragraph) for paragraph in paragraphs(cell.source))
        if text:
            yield Prose(text)
    elif cell.cell_type == "code":
        where = f"{name}, cell {cell.metadata.get('number', '?')}"
        for output in cell.outputs:
            # What libraries say on the error stream is for the maintainer, who sees it in the notebook.
            if not (output.output_type == "stream" and output.name == "stderr"):
                yield _shown(output.get("data", {}), where)


def _shown(data: Any, where: str) -> Block:
    try:
        if FIGURE in data:
            return _figure(data)
        if TABLE in data:
            return _table(data[TABLE])
        if PICTURE in data:
            return _picture(data)
    except (KeyError, TypeError, ValueError, binascii.Error) as problem:
        raise InputUnreadable(f"{where} shows an incomplete figure or table: {problem!r}.") from problem
    if MARKDOWN in data:
        return Prose(data[MARKDOWN])
    kinds = ", ".join(sorted(data)) or "printed text"
    raise InputUnreadable(f"{where} shows {kinds}: a report can hold only figures, tables and text of `mapping.draw`.")


def _figure(data: Any) -> Figure:
    about = data[FIGURE]
    if not about["alt"]:
        raise ValueError("no alternative text")
    return Figure(
        caption=about["caption"],
        alt=about["alt"],
        note=about["note"] or "",
        width_cm=float(about["width_cm"]),
        height_cm=float(about["height_cm"]),
        plot=dict(data[PLOTLY]),
        svg=data[SVG],
        png=base64.b64decode(data[PNG]),
        columns=tuple(about["data"]["columns"]),
        rows=tuple(tuple(row) for row in about["data"]["rows"]),
        sources=tuple(about.get("sources", ())),
    )


def _picture(data: Any) -> Picture:
    about = data[PICTURE]
    if not about["alt"]:
        raise ValueError("no alternative text")
    sizes = float(about["width_cm"]), float(about["height_cm"])
    return Picture(about["caption"], about["alt"], *sizes, base64.b64decode(data[PNG]))


def _table(about: Any) -> Table:
    columns = tuple(_column(column) for column in about["columns"])
    rows = tuple(tuple(_cell(cell) for cell in row) for row in about["rows"])
    if not columns or any(len(row) != len(columns) for row in rows):
        raise ValueError("rows and columns do not agree")
    return Table(about["caption"], about["note"] or "", columns, rows, tuple(about.get("sources", ())))


def _column(about: Any) -> Column:
    column = Column(about["label"], about.get("align", "left"), float(about.get("width", 1)))
    if column.align not in ALIGNMENTS or column.width <= 0:
        raise ValueError(column)
    return column


def _cell(cell: Any) -> Cell:
    if isinstance(cell, str):
        return Cell(cell)
    return Cell(cell["text"], cell.get("url"), cell.get("warning"), cell.get("muted", False))
