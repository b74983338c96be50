"""The reader's watch list: outlets and owners whose changes come first."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from mapping.changes.two import Row, Two
from mapping.errors import InputUnreadable, UnknownName
from mapping.landscape.found import find_one
from mapping.tables import split

HEADS = ("id", "name", "outlet_id", "owner_id", "outlet", "owner")


def watched(path: Path, two: Two) -> dict[str, str]:
    """The names of what a watch list holds, by id, in the list's order.

    One id or name a line, in any script; of a CSV file its first column counts; a line that begins with # is a note.
    `InputUnreadable` when there is no such file or it names nothing, `UnknownName` for a name that nothing answers.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        cells = [row[0].strip() for row in csv.reader(lines) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise InputUnreadable(
            f"The watch list {path} cannot be read: save it as a text file in UTF-8, one name a line."
        ) from problem
    wanted = [cell for cell in cells if cell and not cell.startswith("#")]
    if wanted and wanted[0].lower() in HEADS:
        wanted = wanted[1:]
    if not wanted:
        raise InputUnreadable(f"The watch list {path} names nothing: write one outlet or owner a line.")
    found = [_meant(text, two) for text in wanted]
    return {own_id: two.names.get(own_id, own_id) for own_id in found}


def _meant(text: str, two: Two) -> str:
    try:
        return find_one(two.new, text)[1]
    except UnknownName:
        # Who is gone may be watched, too.
        return find_one(two.old, text)[1]


def marked(rows: Iterable[Row], names: Mapping[str, str]) -> Iterator[Row]:
    """The rows, those of what is watched marked: about it, merged with it, or that it came to hold or gave up."""
    for row in rows:
        about = {row["entity_id"], *split(row["involved"])}
        about |= {row["new"], row["old"]} if row["what"] in ("merged", "split") else set()
        yield row | {"watched": "yes" if about & set(names) else "no"}
