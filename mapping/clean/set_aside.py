"""Cells of a source's record that a person found wrong: taken out of the gathered rows, and listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from mapping.clean.decisions import Decisions
from mapping.tables import rows_of

# Where a row of these tables holds what a decision names; a row is dropped whole.
VALUE_COLUMNS = {"names": "text", "channels": "address", "stakes": "holder_id"}
WHERE = ("source", "file", "row")
RECORD_COLUMNS = {"names": "record_id", "channels": "record_id", "stakes": "held_id"}

Gathered = Mapping[str, pd.DataFrame]


def set_aside(gathered: Gathered, decisions: Decisions) -> tuple[dict[str, pd.DataFrame], list[dict[str, str]]]:
    """The gathered tables without what decisions set aside, and a row for each cell that was; stale ones are reported.

    A cell of `outlets` is emptied; a name, an address or a stake goes with its row.
    """
    kept, taken = dict(gathered), []
    for decision in decisions.of("set_aside"):
        found = list(_cells(kept, decision))
        if not found:
            decisions.stale(decision, "set_aside", f"{decision['record_id']} no longer says '{decision['value']}'")
        for at, column in found:
            table = decision["table"]
            taken.append(_row({name: str(kept[table].at[at, name]) for name in WHERE}, column, decision))
            if table == "outlets":
                kept[table] = kept[table].copy()
                kept[table].loc[at, column] = ""
            else:
                kept[table] = kept[table].drop(index=at)
    return kept, taken


def _cells(gathered: Gathered, decision: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Where the cell stands that a decision speaks of: row label and column."""
    table = decision["table"]
    frame = gathered[table]
    record = frame[RECORD_COLUMNS.get(table, "record_id")]
    here = frame[
        (frame["source"] == decision["source"])
        & (frame["file"] == decision["file"])
        & (record == decision["record_id"])
    ]
    for at, row in zip(here.index, rows_of(here), strict=True):
        columns = [VALUE_COLUMNS[table]] if table in VALUE_COLUMNS else list(row)
        yield from ((at, column) for column in columns if row[column] == decision["value"])


def _row(row: Mapping[str, str], column: str, decision: Mapping[str, str]) -> dict[str, str]:
    why = f"decided ({decision['date']}): {decision['reason']}"
    return {**row, "table": decision["table"], "column": column, "value": decision["value"], "why": why}
