"""Human judgements: dated rows with a reason that win over every rule, and are reported when their case is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mapping.paths import Places
from mapping.schema import DECISIONS
from mapping.tables import problems, read, rows_of, shortened

SOURCE = "decisions"


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
    """The judgements in `data/raw/decisions`; rows that cannot be read are reported, the rest are kept."""
    found = Decisions()
    for name, table in DECISIONS.items():
        path = places.decisions / f"{name}.csv"
        found.rows[name] = []
        for line, row in enumerate(rows_of(read(path)) if path.exists() else (), start=2):
            cells = dict.fromkeys(table.heads, "") | row
            flaws = problems(table.columns, cells)
            found.rejected += [_rejection(name, str(line), p.column, p.value, p.reason) for p in flaws]
            found.rows[name] += [] if flaws else [cells | {"line": str(line)}]
    return found


def _rejection(table: str, line: str, column: str, value: str, reason: str) -> dict[str, str]:
    file = f"{table}.csv"
    return {"source": SOURCE, "file": file, "row": line, "column": column, "value": shortened(value), "reason": reason}
