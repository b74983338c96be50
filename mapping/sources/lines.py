"""Reading tables that people typed: every line comes out, or is named with what is wrong with it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mapping.sources import Flaw, Page

if TYPE_CHECKING:
    from _csv import Reader

# The longest cell that the reader takes in; whether it is fit for a table is checked later, cell by cell.
LONGEST_CELL_READ = 2**30


def csv_lines(page: Page, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]] | Flaw]:
    """The lines of a CSV file with their numbers, every expected column present.

    Bytes that are not UTF-8 stay recognisable, so that only their own line is lost. A missing or an unknown column is
    reported once; a line with too many or too few cells, or with a broken quote, is reported and left out. A file whose
    head lacks the first column, or most of them, is another table: that is reported, and none of it is read.
    """
    csv.field_size_limit(LONGEST_CELL_READ)
    text = page.content.decode("utf-8-sig", errors="surrogateescape")
    found = _numbered(csv.reader(io.StringIO(text, newline=""), strict=True))
    _, heads = next(found, (1, []))
    if isinstance(heads, str) or not _is_head(heads, columns):
        yield Flaw(1, "", "", _other_table(columns))
        return
    yield from _head_flaws(heads, columns)
    for line, cells in found:
        if isinstance(cells, str):
            yield Flaw(line, "", "", f"a quote opens that never closes, or stands amid a cell ({cells}): mend it")
        elif len(cells) != len(heads) and any(cells):
            yield Flaw(line, "", "", f"the line has {len(cells)} cells; the head of the file has {len(heads)}")
        elif any(cells):
            row = dict.fromkeys(columns, "") | dict(zip(heads, (cell.strip() for cell in cells), strict=True))
            yield line, {column: row[column] for column in columns}


def _numbered(reader: Reader) -> Iterator[tuple[int, list[str] | str]]:
    """The rows with the lines in which they begin; in the place of one that cannot be read, what is said of it."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            yield line, str(fault)
        else:
            yield line, cells


def _is_head(heads: list[str], columns: tuple[str, ...]) -> bool:
    return columns[0] in heads and 2 * len(set(heads).intersection(columns)) >= len(columns)


def _other_table(columns: tuple[str, ...]) -> str:
    return f"it is not this table: its first line must name {', '.join(columns)}; save it as CSV, commas and UTF-8"


def _head_flaws(heads: list[str], columns: tuple[str, ...]) -> Iterator[Flaw]:
    for missing in [column for column in columns if column not in heads]:
        yield Flaw(1, missing, "", f"the column '{missing}' is missing")
    for unknown in [head for head in heads if head not in columns]:
        yield Flaw(1, unknown, "", "the column is not one that this table has: its cells were not read")
    for twice in [head for head, n in Counter(heads).items() if n > 1 and head in columns]:
        yield Flaw(1, twice, "", f"the column '{twice}' stands twice: only its last cells were read")
