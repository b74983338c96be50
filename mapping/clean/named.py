"""Records of which no row tells a name: reported, as nobody could find or merge what is called nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from mapping.clean.traits import PLURALS, Ref, reference
from mapping.tables import rows_of

# Rows that name the records they belong to, and by which column.
BELONGING = {
    "names": ("record_id",),
    "channels": ("record_id",),
    "stakes": ("holder_id", "held_id"),
    "events": ("outlet_id",),
}

Gathered = Mapping[str, pd.DataFrame]


def named(gathered: Gathered) -> tuple[dict[str, pd.DataFrame], list[dict[str, str]]]:
    """The gathered tables without nameless outlets and owners and what hangs on them, and a row for each rejected."""
    kept, rejected = dict(gathered), []
    for kind, table in PLURALS.items():
        rows = {reference(kind, row): row for row in rows_of(gathered[table])}
        told = {reference(kind, row) for row in rows_of(gathered[table]) if row["name"]}
        lost = set(rows) - told
        if not lost:
            continue
        rejected += [
            _rejection(row, f"no row tells the name of this {kind}") for ref, row in rows.items() if ref in lost
        ]
        kept[table] = _without(kept[table], kind, ("record_id",), lost)
        for name, columns in BELONGING.items():
            kept[name] = _without(kept[name], kind, columns, lost)
    return kept, rejected


def _without(frame: pd.DataFrame, kind: str, columns: tuple[str, ...], lost: Collection[Ref]) -> pd.DataFrame:
    """The rows that belong to none of the lost records."""

    def belongs(row: Mapping[str, str]) -> bool:
        return any(reference(kind, {**row, "record_id": row[column]}) in lost for column in columns)

    return frame[[not belongs(row) for row in rows_of(frame)]]


def _rejection(row: Mapping[str, str], reason: str) -> dict[str, str]:
    where = {name: row[name] for name in ("source", "file", "row")}
    return where | {"column": "name", "value": "", "reason": reason}
