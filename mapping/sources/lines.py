"""Reading tables that people typed: every line comes out, or is named with what is wrong with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from mapping.sources import Flaw, Page

# The longest cell that the reader takes in; whether it is fit for a table is checked later, cell by cell.
LONGEST_CELL_READ = 2**30


def csv_lines(page: Page, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]] | Flaw]:
    """The lines of a CSV file with their numbers, every expected column present.

    Bytes that are not UTF-8 stay recognisable, so that only their own line is lost. A missing or an unknown column is
    reported once; a line with too many or too few cells is reported and left out.
    """
    csv.field_size_limit(LONGEST_CELL_READ)
    text = page.content.decode("utf-8-sig", errors="surrogateescape")
    reader = csv.reader(io.StringIO(text, newline=""), strict=False)
    heads = next(reader, [])
    for missing in [column for column in columns if column not in heads]:
        yield Flaw(1, missing, "", f"the column '{missing}' is missing")
    for unknown in [head for head in heads if head not in columns]:
        yield Flaw(1, unknown, "", "the column is not one that this table has: its cells were not read")
    line = reader.line_num
    for cells in reader:
        first, line = line + 1, reader.line_num
        if not any(cells):
            continue
        if len(cells) != len(heads):
            yield Flaw(first, "", "", f"the line has {len(cells)} cells; the head of the file has {len(heads)}")
            continue
        row = dict.fromkeys(columns, "") | dict(zip(heads, (cell.strip() for cell in cells), strict=True))
        yield first, {column: row[column] for column in columns}
