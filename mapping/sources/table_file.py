"""Tables that an office hands out: CSV of any code page and separator, or XLSX, under a head of one to three lines.

Such tables begin with titles, have merged cells in their heads, count their columns in a line of its own and end with
a total. Which line is the head is found by its words, which an editable map names.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Page
from mapping.sources.charsets import decoded

Grid = list[list[str]]
SEPARATORS = ";\t,|"
# Lines at the top among which the head is looked for, lines that a head may have, and the widest table that is read.
SEARCHED, DEEPEST, WIDEST = 30, 3, 200
MOST_LINES, LARGEST_UNPACKED = 200_000, 100_000_000
# What a damaged workbook makes its reader say; the errors of both XML parsers are kinds of SyntaxError.
DAMAGE = (
    SyntaxError, ValueError, LookupError, TypeError, AttributeError, RuntimeError, OSError, EOFError,
    zipfile.BadZipFile, zlib.error, InvalidFileException,
)  # fmt: skip


@dataclass(frozen=True)
class Map:
    """Which columns of a table are ours. `columns` are our field -> the heads it may stand under; `left_out` are heads
    that are not read on purpose; `needed` are the fields without which the table is another one."""

    columns: Mapping[str, Sequence[str]]
    left_out: Sequence[str] = ()
    needed: Sequence[str] = ()


def grid_of(page: Page, sheet: str = "") -> Grid:
    """The cells of a CSV or XLSX file as text, line by line; of a workbook the named sheet, else its first."""
    if page.content.startswith(b"PK"):
        return _workbook(page, sheet)
    if page.content.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputUnreadable(f"{page.name} is a workbook of the old kind (.xls): save it as .xlsx or .csv.")
    text = decoded(page.name, page.content)
    if text.lstrip()[:1] == "<":
        raise InputUnreadable(f"{page.name} is a web page, not a table: save the table as .xlsx or .csv.")
    return _csv(page, text)


def _csv(page: Page, text: str) -> Grid:
    sample = text[:20_000]
    separator = max(SEPARATORS, key=sample.count)
    lines = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    try:
        return _bounded(page, ([_clean(cell) for cell in line] for line in lines))
    except csv.Error as fault:
        raise InputUnreadable(
            f"{page.name} is no whole table ({fault}): it is cut off or damaged; save it again."
        ) from fault


def _bounded(page: Page, lines: Iterable[list[str]]) -> Grid:
    """The lines without the empty cells at their ends; `InputUnreadable` when the table is larger than any register."""
    grid: Grid = []
    for line in lines:
        while line and not line[-1]:
            line.pop()
        if len(line) > WIDEST:
            raise InputUnreadable(f"{page.name} has more than {WIDEST} columns: leave those that are wanted.")
        if len(grid) == MOST_LINES:
            raise InputUnreadable(f"{page.name} has more than {MOST_LINES:,} lines: divide it into several files.")
        grid.append(line)
    return grid


def _workbook(page: Page, sheet: str) -> Grid:
    try:
        with zipfile.ZipFile(io.BytesIO(page.content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise InputUnreadable(f"{page.name} is larger than any register when unpacked: save it as .csv.")
        book = openpyxl.load_workbook(io.BytesIO(page.content), read_only=True, data_only=True)
        if sheet and sheet not in book.sheetnames:
            raise SourceChanged(
                f"{page.name} has no sheet '{sheet}': name one of {', '.join(book.sheetnames)} in the map."
            )
        # One line and one column more than may be there: with what stands beyond, the table is refused, not cut.
        lines = book[sheet or book.sheetnames[0]].iter_rows(
            max_row=MOST_LINES + 1, max_col=WIDEST + 1, values_only=True
        )
        return _bounded(page, ([] if row.count(None) == len(row) else [_text(cell) for cell in row] for row in lines))
    except DAMAGE as fault:
        raise InputUnreadable(f"{page.name} is a damaged workbook: save it again.") from fault


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute) else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else _clean(str(cell))


def _clean(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


def folded(head: str) -> str:
    """A head without what differs between two savings of one table: case, spaces, points, hyphens of line breaks."""
    return re.sub(r"[\s.:_*]+", " ", head.casefold().replace("ё", "е").replace("- ", "-")).strip()


def read_table(page: Page, grid: Grid, fields: Map) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines below the head with their numbers in the file, our fields only; several heads of one field are joined.

    `SourceChanged` names a field that has no column, or a column that the map does not know.
    """
    top, heads = _find_head(page, grid, fields)
    known = {folded(name): field for field, names in fields.columns.items() for name in names}
    left_out = {folded(name) for name in fields.left_out}
    places = {at: known[folded(head)] for at, head in enumerate(heads) if folded(head) in known}
    filled = {at for line in grid[top:] for at, cell in enumerate(line) if cell}
    for at, head in enumerate(heads):
        if at not in places and at in filled and folded(head) not in left_out:
            raise SourceChanged(
                f"{page.name} has a column that the map does not know, '{head[:60]}': add it to the map."
            )
    for missing in set(fields.needed) - set(places.values()):
        named = ", ".join(fields.columns.get(missing, ()))
        raise SourceChanged(f"{page.name} has no column for '{missing}' ({named}): add its head to the map.")
    for number, line in enumerate(grid[top:], start=top + 1):
        cells: dict[str, list[str]] = {field: [] for field in fields.columns}
        for at, field in places.items():
            if at < len(line) and line[at]:
                cells[field].append(line[at])
        if any(cells.values()) and not _counts_columns(line):
            yield number, {field: "; ".join(dict.fromkeys(values)) for field, values in cells.items()}


def fit(grid: Grid, fields: Map) -> int:
    """How many of a map's columns the best head in a table has: by this the right map is chosen."""
    known = {folded(name) for names in (*fields.columns.values(), fields.left_out) for name in names}
    return max((sum(folded(head) in known for head in heads) for _, heads in _heads(grid)), default=0)


def _find_head(page: Page, grid: Grid, fields: Map) -> tuple[int, list[str]]:
    """The line below the head, and the heads: the ones with the most words that the map knows, and the fewest lines."""
    known = {folded(name) for names in (*fields.columns.values(), fields.left_out) for name in names}
    best: tuple[int, int, list[str]] = (0, 0, [])
    for below, heads in _heads(grid):
        found = sum(folded(head) in known for head in heads)
        if found > best[0]:
            best = (found, below, heads)
    if not best[0]:
        raise SourceChanged(f"{page.name} has no head with a column that the map knows: add its heads to the map.")
    return best[1], best[2]


def _heads(grid: Grid) -> Iterator[tuple[int, list[str]]]:
    """Every way to read the top of a table as a head: where it ends, and the head of each column."""
    for top in range(min(SEARCHED, len(grid))):
        for deep in range(1, DEEPEST + 1):
            if top + deep <= len(grid):
                yield top + deep, _joined(grid[top : top + deep])


def _joined(lines: Grid) -> list[str]:
    """The heads of several lines joined by ` / `; a merged cell stands over all columns to the next filled one."""
    width = max(map(len, lines))
    filled = []
    for depth, line in enumerate(lines):
        padded, last = [*line, *[""] * (width - len(line))], ""
        for at, cell in enumerate(padded):
            last = cell or last
            below = depth + 1 < len(lines) and at < len(lines[depth + 1]) and lines[depth + 1][at]
            padded[at] = cell or (last if below else "")
        filled.append(padded)
    return [" / ".join(dict.fromkeys(part for part in parts if part)) for parts in zip(*filled, strict=True)]


def _counts_columns(line: Sequence[str]) -> bool:
    """Whether a line only counts the columns (1, 2, 3 ...), as official tables do below their heads."""
    cells = [cell for cell in line if cell]
    return len(cells) > 2 and cells == [str(number) for number in range(1, len(cells) + 1)]
