"""Tables that people edit to teach an adapter new words (`data/raw/tables`), checked as they are read."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import lru_cache

from mapping.errors import InputUnreadable
from mapping.sources import Page

Lines = tuple[Mapping[str, str], ...]


def table_of(page: Page, name: str, columns: tuple[str, ...]) -> Lines:
    """The lines of an editable table; `InputUnreadable` when it is gone, or its columns are not those."""
    if name not in page.tables:
        raise InputUnreadable(f"The table {name} is missing: put it back in data/raw/tables.")
    return _lines(page.tables[name], name, columns)


@lru_cache(maxsize=16)
def _lines(content: bytes, name: str, columns: tuple[str, ...]) -> Lines:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InputUnreadable(f"{name} is not UTF-8 text: save it as UTF-8.") from fault
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if tuple(reader.fieldnames or ()) != columns:
        raise InputUnreadable(f"The first line of {name} must be {','.join(columns)}: mend it.")
    found = []
    for row in reader:
        if None in row or None in row.values():
            raise InputUnreadable(f"Line {reader.line_num} of {name} has not {len(columns)} cells: mend it.")
        found.append({column: row[column].strip() for column in columns})
    return tuple(found)
