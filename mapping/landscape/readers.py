"""Whose labels count for whom: `data/raw/tables/readers.toml`, which people edit."""

from __future__ import annotations

import tomllib
from pathlib import Path

from mapping.errors import InputUnreadable
from mapping.safety import LEVELS

FILE = "readers.toml"
ALL = "all"


def labels_that_count(folder: Path, level: str) -> frozenset[str] | None:
    """The countries whose labels endanger the readers of an edition; None where every country's do.

    By `folder/readers.toml`; every country's where there is no such file or line. `InputUnreadable` says what is wrong.
    """
    path = folder / FILE
    if not path.exists():
        return None
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise InputUnreadable(f"{path} cannot be read as TOML: {problem}.") from problem
    labels = told.get("labels", {})
    if set(told) - {"labels"} or not isinstance(labels, dict) or set(labels) - set(LEVELS):
        raise InputUnreadable(f"{path} may hold [labels] alone, with a line for each of {', '.join(LEVELS)}: mend it.")
    # All lines, so that a slip is found whichever edition is made.
    return {name: _countries(labels.get(name, ALL), f"{path}: {name}") for name in LEVELS}[level]


def _countries(told: object, where: str) -> frozenset[str] | None:
    if told == ALL:
        return None
    if isinstance(told, list) and all(isinstance(code, str) and len(code) == 2 and code.isupper() for code in told):
        return frozenset(told)
    raise InputUnreadable(f'{where} must be "{ALL}" or a list of countries, such as ["KZ", "KG"], not {told!r}.')
