"""What a report is made of, and how an executed notebook is read into it.

A report holds prose, figures and tables, in the notebook's order. Code never shows; an output of any other kind is an
error, because a reader of the Word or PDF edition would never see it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from mapping.errors import InputUnreadable
from mapping.translate import _

FIGURE = "application/vnd.mapping.figure+json"
TABLE = "application/vnd.mapping.table+json"
PLOTLY = "application/vnd.plotly.v1+json"
SVG = "image/svg+xml"
PNG = "image/png"
MARKDOWN = "text/markdown"

Align: TypeAlias = Literal["left", "right", "center"]
ALIGNMENTS: tuple[Align, ...] = ("left", "right", "center")


@dataclass(frozen=True)
class Edition:
    """For whom a report is written and what it rests on."""

    level: str
    language: str
    countries: tuple[str, ...]
    data_date: date


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

    `columns` and `rows` are the numbers that it shows; sizes are centimetres on paper.
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


@dataclass(frozen=True)
class Column:
    """A column's heading, where its text stands, and its width relative to the other columns."""

    label: str
    align: Align = "left"
    width: float = 1.0


@dataclass(frozen=True)
class Cell:
    """A text, where it links to, and what the reader is warned of; a warned cell usually has no link."""

    text: str
    url: str | None = None
    warning: str | None = None


@dataclass(frozen=True)
class Table:
    """Rows of cells under a heading, each row as long as there are columns."""

    caption: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


Block: TypeAlias = Prose | Kept | Figure | Table


@dataclass(frozen=True)
class Report:
    """One report in one language, before it has a format."""

    title: str
    blocks: tuple[Block, ...]
    edition: Edition


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
    return Report(title.removeprefix("# ").strip(), (*([Prose(prose)] if prose else []), *rest), edition)


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
    )


def _table(about: Any) -> Table:
    columns = tuple(_column(column) for column in about["columns"])
    rows = tuple(tuple(_cell(cell) for cell in row) for row in about["rows"])
    if not columns or any(len(row) != len(columns) for row in rows):
        raise ValueError("rows and columns do not agree")
    return Table(about["caption"], about["note"] or "", columns, rows)


def _column(about: Any) -> Column:
    column = Column(about["label"], about.get("align", "left"), float(about.get("width", 1)))
    if column.align not in ALIGNMENTS or column.width <= 0:
        raise ValueError(column)
    return column


def _cell(cell: Any) -> Cell:
    if isinstance(cell, str):
        return Cell(cell)
    return Cell(cell["text"], cell.get("url"), cell.get("warning"))
