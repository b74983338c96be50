"""What a rule asks of a candidate (`where = { country = "TJ", evidence = { min = 3 } }`), read and applied."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from mapping.choosing.fields import FIELDS, MEASURES, UNKNOWN, nearest
from mapping.errors import InputUnreadable, UnknownName
from mapping.tables import split

_YES_NO = {True: "yes", False: "no"}


@dataclass(frozen=True)
class Condition:
    """One field is one of these words (or none of them, when `negated`), or one measure lies between both ends."""

    field: str
    words: tuple[str, ...] = ()
    negated: bool = False
    least: float = -math.inf
    most: float = math.inf


Where: TypeAlias = tuple[Condition, ...]


def read_where(told: object, about: str) -> Where:
    """The conditions of a rule, all of which must hold; `about` names the rule in a refusal.

    `UnknownName` for a field or word that does not exist, `InputUnreadable` for a condition that cannot be read.
    """
    if not isinstance(told, dict) or not told:
        raise InputUnreadable(f'{about}: where must name at least one field, such as {{ country = "TJ" }}.')
    return tuple(_condition(name, value, about) for name, value in told.items())


def _condition(name: str, value: Any, about: str) -> Condition:
    if name not in FIELDS and name not in MEASURES:
        raise UnknownName(f"{about}: there is no field '{name}'; {nearest(name, [*FIELDS, *MEASURES])}")
    if name in MEASURES and value != UNKNOWN:
        return _between(name, value, about)
    negated = isinstance(value, dict) and set(value) == {"not"}
    asked = value["not"] if negated else value
    listed = [_YES_NO[word] if isinstance(word, bool) else word for word in _listed(asked)]
    words = [word for word in listed if isinstance(word, str)]
    if not words or len(words) < len(listed):
        raise InputUnreadable(f"{about}: {name} must be a word, a list of words, or {{ not = ... }}.")
    known = FIELDS[name].words if name in FIELDS else ()
    for word in words:
        if known and word not in (*known, UNKNOWN):
            raise UnknownName(f"{about}: {name} cannot be '{word}'; {nearest(word, (*known, UNKNOWN))}")
    return Condition(name, tuple(words), negated)


def _between(name: str, value: Any, about: str) -> Condition:
    ends = value if isinstance(value, dict) else {}
    numbers = all(isinstance(end, int | float) and not isinstance(end, bool) for end in ends.values())
    if not ends or not set(ends) <= {"min", "max"} or not numbers:
        raise InputUnreadable(
            f'{about}: {name} is a measure: write {{ min = 20 }}, {{ max = 80 }}, both, or "unknown".'
        )
    least, most = float(ends.get("min", -math.inf)), float(ends.get("max", math.inf))
    if least > most:
        raise InputUnreadable(f"{about}: {name} cannot be at least {least:g} and at most {most:g}.")
    return Condition(name, least=least, most=most)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def holds(where: Where, candidates: pd.DataFrame) -> pd.Series:
    """Of which candidates all conditions hold, by their index. An empty cell reads as `unknown`, and no number fits it.

    Of a field with several values, one is enough.
    """
    fits = pd.Series(True, index=candidates.index)
    for condition in where:
        fits &= _holds(condition, candidates[condition.field])
    return fits


def _holds(condition: Condition, cells: pd.Series) -> pd.Series:
    if not condition.words:
        return cells.between(condition.least, condition.most)
    asked = set(condition.words)
    met = cells.map(lambda cell: bool(asked & set(told(cell)))).astype(bool)
    return ~met if condition.negated else met


def told(cell: object) -> list[str]:
    """The words in a cell of a field; `unknown` for an empty one."""
    return split(str(cell)) or [UNKNOWN] if pd.notna(cell) else [UNKNOWN]  # type: ignore[call-overload]


def in_words(where: Where) -> str:
    """The conditions as a reader sees them beside a decision."""
    return " and ".join(_in_words(condition) for condition in where)


def _in_words(condition: Condition) -> str:
    if condition.words:
        return f"{condition.field} is {'not ' * condition.negated}{' or '.join(condition.words)}"
    ends: Mapping[str, float] = {"at least": condition.least, "at most": condition.most}
    return f"{condition.field} is " + " and ".join(f"{end} {at:g}" for end, at in ends.items() if math.isfinite(at))
