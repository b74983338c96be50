"""The editable table of source groups (`data/raw/tables/source_groups.csv`), its members found in the tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from mapping.errors import InputUnreadable
from mapping.paths import Places
from mapping.schema import OUTLETS, OUTSIDERS, TABLES
from mapping.tables import Problem, problems, read

GROUP_COLUMNS = ("group", "member_id", "start", "end", "citation", "note")
FIRST_LINE = 2
_CELLS = (
    TABLES["relations"].by_name["start"],
    TABLES["relations"].by_name["end"],
    replace(TABLES["citations"].by_name["url"], name="citation"),
)
_MEMBERS = (OUTLETS, TABLES["owners"], OUTSIDERS)


def read_groups(places: Places) -> pd.DataFrame:
    """The table as text, empty cells as missing values, each member by the id that stands for it.

    `InputUnreadable` names the first line that cannot be used: a member that is nobody, a date that is none, a
    membership without its page, or one line twice.
    """
    path = places.hand_tables / "source_groups.csv"
    frame = read(path)
    if tuple(frame.columns) != GROUP_COLUMNS:
        raise InputUnreadable(f"The first line of {path} must be {','.join(GROUP_COLUMNS)}: mend it.")
    ids = _standing(places)
    for line, row in enumerate(frame.to_dict("records"), start=FIRST_LINE):
        if flaw := _flaw({str(name): str(cell) for name, cell in row.items()}, ids):
            raise InputUnreadable(f"Line {line} of {path}: {flaw.column} '{flaw.value}' {flaw.reason}. Mend the line.")
    frame = frame.assign(member_id=frame["member_id"].map(ids))
    if twice := _twice(frame, path):
        raise InputUnreadable(twice)
    return frame.where(frame != "")


def _standing(places: Places) -> dict[str, str]:
    """Every id of an outlet, owner or outsider, and every merged one, with the id that stands for it."""
    frames = [(read(places.processed / f"{table.name}.csv"), table.key[0]) for table in _MEMBERS]
    ids = {own_id: own_id for frame, key in frames for own_id in frame[key]}
    led = read(places.processed / "redirects.csv")
    return ids | dict(zip(led["old_id"], led["entity_id"], strict=True))


def _flaw(row: dict[str, str], ids: dict[str, str]) -> Problem | None:
    if not row["group"]:
        return Problem("group", "", "is empty: name the group")
    if row["member_id"] not in ids:
        return Problem("member_id", row["member_id"], "names no outlet, owner or outsider")
    return next(iter(problems(_CELLS, row)), None)


def _twice(frame: pd.DataFrame, path: Path) -> str:
    again = frame[frame.duplicated(["group", "member_id", "start"])]
    if again.empty:
        return ""
    row = again.iloc[0]
    return f"{path} has '{row['member_id']}' twice in '{row['group']}' since the same day: keep one line."
