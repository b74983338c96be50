"""The one door through which files meant for people leave: level, escaping and safe cells are enforced here."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from mapping.errors import LevelTooHigh
from mapping.paths import write_whole
from mapping.safety import LEVELS, may_show
from mapping.schema import Table

# A page that may ask the network for nothing at all; also the proof that it does not.
CONTENT_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:"
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def publish(path: Path, content: bytes | str, level: str) -> None:
    """Write a file meant for readers of `level`.

    `LevelTooHigh` when the path stands in the folder of an edition that may not show this level, or when an HTML page
    lacks the policy that forbids every request.
    """
    for edition in set(path.parts) & set(LEVELS):
        if not may_show(level, edition):
            raise LevelTooHigh(f"{path.name} is of level '{level}' and may not stand in the '{edition}' edition.")
    body = content.encode("utf-8") if isinstance(content, str) else content
    if path.suffix == ".html" and CONTENT_POLICY.encode() not in body:
        raise LevelTooHigh(f"{path.name} lacks the content policy that keeps a page from asking the network.")
    write_whole(path, body)


def publish_table(path: Path, frame: pd.DataFrame, table: Table, level: str) -> None:
    """Write rows of one of our tables as CSV; `LevelTooHigh` when a column or row is above the level."""
    for name in frame.columns:
        if not may_show(table.by_name[name].level, level):
            raise LevelTooHigh(f"Column '{name}' of '{table.name}' is above the level '{level}'.")
    if "level" in frame.columns and not all(may_show(row_level, level) for row_level in frame["level"].unique()):
        raise LevelTooHigh(f"Rows of '{table.name}' are above the level '{level}'.")
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows([safe_cell(value) for value in row] for row in frame.itertuples(index=False))
    publish(path, text.getvalue(), level)


def safe_cell(value: object) -> object:
    """The value as a spreadsheet may hold it: text that would be run as a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return "" if pd.isna(value) else value  # type: ignore[call-overload]
