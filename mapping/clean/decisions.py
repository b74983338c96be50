"""Human judgements: dated rows with a reason that win over every rule, and are reported when their case is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from mapping.errors import InputUnreadable
from mapping.paths import Places
from mapping.schema import DECISIONS, Table
from mapping.tables import problems, read, rows_of, shortened

SOURCE = "decisions"
# In these a later row on the same case undoes an earlier one; in the others it is a slip.
UNDONE_LATER = ("pairs", "identity")


@dataclass
class Decisions:
    """All judgements by table, and what is wrong with some of them."""

    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    rejected: list[dict[str, str]] = field(default_factory=list)

    def of(self, table: str) -> Iterator[dict[str, str]]:
        """The judgements of one table, in the order they were made."""
        yield from self.rows.get(table, [])

    def stale(self, decision: Mapping[str, str], table: str, reason: str) -> None:
        """Report a decision that no longer meets its case."""
        self.rejected.append(_rejection(table, decision["line"], "", "", f"the decision no longer applies: {reason}"))

    def contradicted(self, decision: Mapping[str, str], table: str, reason: str) -> None:
        """Report a decision that others contradict, so that none of them is followed."""
        reason = f"decisions contradict each other and none is followed: {reason}"
        self.rejected.append(_rejection(table, decision["line"], "", "", reason))


def load(places: Places) -> Decisions:
    """The judgements in `data/raw/decisions`; rows that cannot be read are reported, the rest are kept.

    `InputUnreadable` when a file is no table, or its head is not that of its table: no judgement is silently lost.
    """
    found = Decisions()
    for name, table in DECISIONS.items():
        path = places.decisions / f"{name}.csv"
        found.rows[name] = []
        seen: dict[tuple[str, ...], str] = {}
        for line, cells in _lines(path, table):
            flaws = [(flaw.column, flaw.value, flaw.reason) for flaw in problems(table.columns, cells)]
            first = seen.setdefault(tuple(cells[column] for column in table.key), line)
            if first != line and name not in UNDONE_LATER:
                flaws.append((table.key[0], cells[table.key[0]], f"stands already in line {first}"))
            found.rejected += [_rejection(name, line, *flaw) for flaw in flaws]
            found.rows[name] += [] if flaws else [cells | {"line": line}]
    return found


def _lines(path: Path, table: Table) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of one file of judgements with their lines."""
    frame = read(path) if path.exists() else pd.DataFrame(columns=table.heads)
    if wrong := sorted(set(table.heads) ^ set(frame.columns)):
        raise InputUnreadable(
            f"{path}: its head is to be {','.join(table.heads)}, but '{shortened(wrong[0])}' differs."
        )
    yield from ((str(line), row) for line, row in enumerate(rows_of(frame), start=2))


def _rejection(table: str, line: str, column: str, value: str, reason: str) -> dict[str, str]:
    file = f"{table}.csv"
    return {"source": SOURCE, "file": file, "row": line, "column": column, "value": shortened(value), "reason": reason}
