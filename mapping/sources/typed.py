"""Facts that a field team typed into the workbook (`mapping template`, `mapping add`): one table a sheet.

Each adding of a workbook is a folder of its own: the workbook as received, and its usable rows as tables in the form of
`hand_facts`, with the initials of the typist behind them. The ids are ours.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from mapping.sources import Flaw, Page, Row, Source, assessments, hand_facts, relations

TYPIST = "typed_by"
SOURCE = Source(
    title="Facts typed in by the field team",
    publisher="The Central Asia media landscape toolkit",
    licence="CC BY 4.0",
    url="",
    gives=dict.fromkeys(("outlets", "owners", "stakes", "events", "outsiders", "relations"), (0, 5000)),
    files=("*/*.csv",),
    grows=True,
)

# The sheets of the workbook with their columns; the typist's initials stand behind them.
COLUMNS = {**hand_facts.COLUMNS, "assessments": assessments.COLUMNS, **relations.COLUMNS}
# Whose reading a sheet takes, where it is not that of the hand-collected facts.
_READERS = {"assessments": assessments.parse} | dict.fromkeys(relations.COLUMNS, relations.parse)


def parse(page: Page) -> Iterator[Row | Flaw]:
    """The rows of one sheet, as the sources of that form read theirs; the workbook itself gives none."""
    path = PurePosixPath(page.name)
    if path.suffix == ".csv":
        plain = replace(page, content=_without_typist(page.content))
        yield from _READERS.get(path.stem, hand_facts.parse)(plain)


def _without_typist(content: bytes) -> bytes:
    """The table without the column of initials, each line at its number."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
    drop = lines[0].index(TYPIST) if lines and TYPIST in lines[0] else None
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(
        [cell for at, cell in enumerate(line) if at != drop] for line in lines
    )
    return text.getvalue().encode("utf-8")
