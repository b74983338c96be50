"""What came out of all pages, and which of it must go because it names what no row describes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from mapping import sources
from mapping.errors import InputUnreadable, SourceChanged
from mapping.schema import OWN_IDS
from mapping.sources import Flaw
from mapping.sources.row_checks import NAMED
from mapping.tables import shortened

# The names that these columns have in the files.
_HEADS = {"holder_id": "owner_id", "held_id": "owned_id"}
# The ids of rows by where they mean something, and by the column that may name them.
_Known = defaultdict[tuple[str, str], set[str]]


@dataclass
class Intake:
    """What came out of all pages: rows by table, rejected lines, how many lines were received per file, and how many
    published pieces went to the store of texts.
    """

    rows: dict[str, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    rejected: list[dict[str, str]] = field(default_factory=list)
    received: Counter[tuple[str, str]] = field(default_factory=Counter)
    changed: list[SourceChanged | InputUnreadable] = field(default_factory=list)
    texts: int = 0

    def add(self, other: Intake) -> None:
        """Add what another source gave."""
        for table, rows in other.rows.items():
            self.rows[table] += rows
        self.rejected += other.rejected
        self.received += other.received
        self.changed += other.changed
        self.texts += other.texts

    def reject(self, source: str, file: str, flaw: Flaw) -> None:
        """Name a line, or with line 0 a whole file, among the rejected, with what is wrong."""
        self.rejected.append(
            {
                "source": source,
                "file": file,
                "row": str(flaw.line),
                "column": shortened(flaw.column),
                "value": shortened(flaw.value),
                "reason": flaw.reason,
            }
        )


def reject_dangling(intake: Intake) -> None:
    """Move rows that name a thing no accepted row of their source describes to the rejected ones."""
    known: _Known = defaultdict(set)
    for table, columns in NAMED.items():
        for row in intake.rows[table]:
            for column in (*columns, "record_id"):
                known[_space(row["source"]), column].add(row["record_id"])
    _reject_hanging(intake, known)
    for table in ("stakes", "events"):
        kept = []
        for row in intake.rows[table]:
            lost = [name for name in ("outlet_id", "holder_id", "held_id") if _names_nothing(row, name, known)]
            for name in lost:
                _reject(intake, row, name)
            kept += [] if lost else [row]
        intake.rows[table] = kept


def _reject_hanging(intake: Intake, known: _Known) -> None:
    """Reject names and channels of things that their source should describe, but does not.

    Where the thing's own line was rejected, it is named already. A source that describes nothing may name anything.
    """
    complained = {(row["source"], row["file"], row["row"]) for row in intake.rejected}
    for table in ("names", "channels"):
        kept = []
        for row in intake.rows[table]:
            describes = NAMED.keys() & sources.about(row["source"]).gives.keys()
            if not describes or not _names_nothing(row, "record_id", known):
                kept.append(row)
            elif (row["source"], row["file"], row["row"]) not in complained:
                _reject(intake, row, "record_id")
        intake.rows[table] = kept


def _names_nothing(row: Mapping[str, str], column: str, known: _Known) -> bool:
    return column in row and row[column] not in known[_space(row["source"]), column]


def _space(source: str) -> str:
    """Where a source's record ids mean something: our own ids mean the same in all sources that carry them."""
    return OWN_IDS[0] if source in OWN_IDS else source


def _reject(intake: Intake, row: Mapping[str, str], column: str) -> None:
    flaw = Flaw(int(row["row"]), _HEADS.get(column, column), row[column], "names nothing that the source describes")
    intake.reject(row["source"], row["file"], flaw)
