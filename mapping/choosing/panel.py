"""The second stage: the sheet on which a panel types its scores, and how it is read back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook, load_workbook

from mapping.choosing.rules import Rules
from mapping.choosing.sheets import Head, add_sheet
from mapping.choosing.support import Selection
from mapping.errors import InputUnreadable

SHEET, SETTINGS = "panel", "settings"
BEFORE = (Head("candidate_id", 22), Head("name", 28), Head("country", 10), Head("desk score", 10, "0.0"))
NOTE = "note"
LARGEST, MOST_LINES = 20_000_000, 2_000  # bytes and lines of a workbook that is read
HIGHEST = 100
_SHA, _DATED = "sha256 of the rules", "date of the data"


def member_heads(rules: Rules) -> list[str]:
    """The heads of the columns into which the members of the panel type."""
    return [f"member {number + 1}" for number in range(rules.panel.members if rules.panel else 0)]


def add_panel(book: Workbook, chosen: Selection, typed: pd.DataFrame | None) -> None:
    """Add the sheet `panel`: the long list, with yellow cells for a score from 0 to 100 of each member."""
    members = member_heads(chosen.rules)
    heads = [*BEFORE, *(Head(head, 10, "0", typed=True) for head in members), Head(NOTE, 50, typed=True)]
    desk = chosen.ranked["desk_score"] if "desk_score" in chosen.ranked else chosen.ranked["score"]
    country = chosen.who.candidates["country"]
    rows = [
        [own, chosen.ranked.loc[own, "name"], country[own], desk[own], *_typed(typed, own, [*members, NOTE])]
        for own in chosen.long_list
    ]
    add_sheet(book, SHEET, heads, rows)


def _typed(typed: pd.DataFrame | None, own: str, heads: Sequence[str]) -> list[object]:
    return [None] * len(heads) if typed is None else [typed.loc[own, head] for head in heads]


def settings_that_bind(rules: Rules, dated: str) -> list[tuple[str, str]]:
    """The lines of the sheet `settings` that must be the same when the panel's scores come back."""
    return [(_SHA, rules.sha256), (_DATED, dated)]


def read_panel(path: Path, rules: Rules, dated: str) -> pd.DataFrame:
    """What the panel typed, by candidate: a column for each member (numbers, missing where empty) and `note`.

    `InputUnreadable` when the workbook is none of ours, was made by other rules or from other data, holds a score
    that is no number from 0 to 100, or leaves a candidate without any.
    """
    if rules.panel is None:
        raise InputUnreadable(f"{rules.origin} has no [panel]: add one, or leave --panel out.")
    sheets = _sheets(path)
    told = {str(row[0]): str(row[1]) for row in sheets[SETTINGS] if len(row) > 1}
    for name, value in settings_that_bind(rules, dated):
        if told.get(name) != value:
            raise InputUnreadable(
                f"{path.name} was made with another {name} ({told.get(name, 'none')}; now {value}): use the rules and "
                "data that made it, or make it anew."
            )
    members = member_heads(rules)
    heads = [str(head or "") for head in sheets[SHEET][0]]
    if lost := [head for head in ("candidate_id", *members, NOTE) if head not in heads]:
        raise InputUnreadable(f"{path.name} has lost its column '{lost[0]}' in the sheet '{SHEET}': restore it.")
    return _scores(path.name, list(_rows(heads, sheets[SHEET][1:])), members)


def _rows(heads: list[str], rows: Sequence[Sequence[Any]]) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, row in enumerate(rows, start=2):
        cells = dict(zip(heads, row, strict=False))
        if any(value is not None for value in row):
            yield line, cells


def _scores(name: str, rows: Sequence[tuple[int, dict[str, Any]]], members: Sequence[str]) -> pd.DataFrame:
    found: dict[str, dict[str, object]] = {}
    for line, cells in rows:
        own = str(cells["candidate_id"] or "")
        if own in found:
            raise InputUnreadable(f"{name}, line {line}: '{own}' stands there twice: keep one line.")
        scores = {member: _score(name, line, member, cells[member]) for member in members}
        if all(score is None for score in scores.values()):
            raise InputUnreadable(f"{name}, line {line}: nobody scored '{own}' yet: every line needs a score.")
        found[own] = {**scores, NOTE: cells[NOTE]}
    frame = pd.DataFrame.from_dict(found, orient="index").rename_axis("candidate_id")
    return frame.astype(dict.fromkeys(members, float))


def _score(name: str, line: int, member: str, value: object) -> float | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= HIGHEST:
        raise InputUnreadable(
            f"{name}, line {line}: '{value}' of {member} is no number from 0 to {HIGHEST}: type one, or leave it empty."
        )
    return float(value)


def _sheets(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    if not path.is_file():
        raise InputUnreadable(f"There is no file {path}: give the workbook into which the panel typed.")
    if path.stat().st_size > LARGEST:
        raise InputUnreadable(f"{path.name} is larger than such a workbook can be: give the one made by this command.")
    try:
        book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True)
        if lost := [name for name in (SHEET, SETTINGS) if name not in book.sheetnames]:
            raise InputUnreadable(f"{path.name} has no sheet '{lost[0]}': give the workbook made by this command.")
        return {name: list(book[name].iter_rows(values_only=True, max_row=MOST_LINES)) for name in (SHEET, SETTINGS)}
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as problem:
        raise InputUnreadable(f"{path.name} is no workbook: give the one made by this command.") from problem


def holds_scores(path: Path) -> bool:
    """Whether a workbook holds scores of a panel, which must not be lost."""
    if not path.is_file() or path.stat().st_size > LARGEST:
        return False
    try:
        rows = _sheets(path)[SHEET]
    except InputUnreadable:
        return False
    heads = [str(head or "") for head in rows[0]]
    return any(
        value is not None
        for row in rows[1:]
        for head, value in zip(heads, row, strict=False)
        if head.startswith("member ") or head == NOTE
    )
