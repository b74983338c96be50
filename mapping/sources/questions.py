"""The texts of the questionnaire, by which exports with labels are read."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mapping.errors import InputUnreadable

SURVEY, CHOICES = "questionnaire/survey.csv", "questionnaire/choices.csv"
_ASK_NOTHING = ("begin_group", "end_group", "note")


@dataclass(frozen=True)
class Asked:
    """Each question with its texts in all languages, and each choice of a question likewise."""

    questions: Mapping[str, Sequence[str]]
    choices: Mapping[str, Mapping[str, Sequence[str]]]


def asked(tables: Mapping[str, bytes]) -> Asked:
    """What the questionnaire asks; `InputUnreadable` when one of its tables is missing or broken."""
    lists: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for row in _rows(tables, CHOICES, ("list_name", "name")):
        lists[row["list_name"]][row["name"]] = _labels(row)
    questions, choices = {}, {}
    for row in _rows(tables, SURVEY, ("type", "name")):
        if row["type"] not in _ASK_NOTHING:
            questions[row["name"]] = _labels(row)
            if chosen := row["type"].partition(" ")[2]:
                choices[row["name"]] = lists[chosen]
    return Asked(questions, choices)


def _rows(tables: Mapping[str, bytes], name: str, wanted: tuple[str, ...]) -> list[dict[str, str]]:
    if name not in tables:
        raise InputUnreadable(f"The table {name} is missing: put it back in data/raw/tables.")
    try:
        rows = list(csv.DictReader(io.StringIO(tables[name].decode("utf-8-sig"), newline=""), restval="", strict=True))
    except (csv.Error, UnicodeDecodeError) as fault:
        raise InputUnreadable(f"{name} cannot be read ({fault}): mend it.") from fault
    if not rows or (lost := [head for head in wanted if head not in rows[0]]):
        raise InputUnreadable(f"{name} has no lines, or lost its column '{(lost or wanted)[0]}': restore it.")
    return rows


def _labels(row: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(text for head, text in row.items() if head.startswith("label::") and text))
