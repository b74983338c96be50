"""The tables on needs that people edit: which facts count as evidence (`data/raw/tables/need_rules.csv`), which funders
stopped (`funding_ends.csv`), under which heading of other frameworks a theme stands (`crosswalk.csv`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from mapping import dates
from mapping.analyse.transparency import GRADES
from mapping.errors import InputUnreadable
from mapping.schema import EVENT_KINDS, NEED_THEMES
from mapping.tables import read, split

RULE_COLUMNS = ("rule", "theme", "evidence", "condition", "years", "points", "most", "why", "reference")
FRAMEWORK_COLUMNS = ("framework", "heading", "theme", "note", "reference")
STOP_COLUMNS = ("funder", "countries", "date", "what", "citation")
# The kinds of evidence, and the words that a condition may name; none where it is written as text.
EVIDENCE: dict[str, tuple[str, ...]] = {
    "event": EVENT_KINDS,
    "access": ("confirmed", "likely"),
    "transparency": GRADES,
    "exile": ("exile", "hybrid"),
    "support": ("ended",),
    "assessment": (),
    "dependence": (),
}
# How a condition written as text separates its two halves: funding=foreign_grants, russian_state>0.2.
SIGNS = {"assessment": "=", "dependence": ">"}
# Evidence that counts only while it is recent.
DATED = ("event", "support")
FIRST_LINE = 2


def read_rules(path: Path) -> pd.DataFrame:
    """The rules: text, but years, points and most as numbers; `InputUnreadable` names the first line at fault."""
    frame = _checked(path, RULE_COLUMNS, _flaw)
    if len(twice := frame[frame.duplicated("rule")]):
        raise InputUnreadable(f"{path} has the rule '{twice['rule'].iloc[0]}' twice: give each a name of its own.")
    return frame.assign(**{name: pd.to_numeric(frame[name]) for name in ("years", "points", "most")})


def read_frameworks(path: Path) -> pd.DataFrame:
    """Which theme stands under which heading of which framework, as text; `InputUnreadable` names a line at fault."""
    return _checked(path, FRAMEWORK_COLUMNS, lambda row: _empty(row, "framework", "heading") or _theme_flaw(row))


def read_stops(path: Path) -> pd.DataFrame:
    """Which funder stopped where and when, as text; `InputUnreadable` names a line at fault."""
    return _checked(path, STOP_COLUMNS, _stop_flaw)


def _checked(path: Path, columns: tuple[str, ...], flaw: Callable[[dict[str, str]], str]) -> pd.DataFrame:
    """The table with empty cells missing; without a file it has no lines, and what rests on it says so."""
    if not path.exists():
        return pd.DataFrame(columns=list(columns), dtype=object)
    frame = read(path)
    if tuple(frame.columns) != columns:
        raise InputUnreadable(f"The first line of {path} must be {','.join(columns)}: mend it.")
    for line, row in enumerate(frame.to_dict("records"), start=FIRST_LINE):
        if wrong := flaw({str(name): str(cell) for name, cell in row.items()}):
            raise InputUnreadable(f"Line {line} of {path}: {wrong}. Mend the line.")
    return frame.where(frame != "")


def _empty(row: dict[str, str], *names: str) -> str:
    return next((f"{name} is empty" for name in names if not row[name]), "")


def _theme_flaw(row: dict[str, str]) -> str:
    return "" if row["theme"] in NEED_THEMES else f"theme '{row['theme']}' is none of {', '.join(NEED_THEMES)}"


def _stop_flaw(row: dict[str, str]) -> str:
    if not dates.is_date(row["date"]):
        return f"date '{row['date']}' is none (YYYY, YYYY-MM or YYYY-MM-DD)"
    return _empty(row, *STOP_COLUMNS)


def _flaw(row: dict[str, str]) -> str:
    """What is wrong with a rule; empty when nothing."""
    if wrong := _empty(row, "rule", "why") or _theme_flaw(row):
        return wrong
    if row["evidence"] not in EVIDENCE:
        return f"evidence '{row['evidence']}' is none of {', '.join(EVIDENCE)}"
    for name in ("points", "most", *(("years",) if row["evidence"] in DATED else ())):
        if not _positive(row[name]):
            return f"{name} '{row[name]}' must be a number above 0"
    if float(row["points"]) > float(row["most"]):
        return f"most ({row['most']}) is less than the points of one piece ({row['points']})"
    return _condition_flaw(row["evidence"], row["condition"])


def _condition_flaw(evidence: str, condition: str) -> str:
    if sign := SIGNS.get(evidence):
        left, found, right = condition.partition(sign)
        written = bool(left and found and right) and (evidence == "assessment" or _positive(right))
        return "" if written else f"condition '{condition}' must read name{sign}value"
    unknown = [word for word in split(condition) or [""] if word not in EVIDENCE[evidence]]
    return f"condition '{unknown[0]}' is none of {', '.join(EVIDENCE[evidence])}" if unknown else ""


def _positive(cell: str) -> bool:
    return cell.replace(".", "", 1).isdecimal() and float(cell) > 0
