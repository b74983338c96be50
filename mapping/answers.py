"""Answers of surveys as a table for those who may see them: level team, with the owner's key, while consent lasts."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pandas as pd

from mapping import vault
from mapping.errors import InputUnreadable, LevelTooHigh
from mapping.observations import ANSWERS
from mapping.paths import Places
from mapping.safety import may_show

# Lies sealed both among the gathered rows and among the processed tables.
FILE = "answers.sealed"


def answers(places: Places, level: str) -> pd.DataFrame:
    """The answers in the columns of `observations.ANSWERS`, one row an answer, without those whose consent has ended.

    Empty cells are missing values. Without rows, but with its heads, where there is no survey yet. `LevelTooHigh`
    below team; `InputUnreadable` without the key.
    """
    if not may_show("team", level):
        raise LevelTooHigh(
            f"Answers of people are for the level 'team', not '{level}': open the landscape at that level."
        )
    frame = unsealed(places, places.processed)[ANSWERS.heads]
    today = datetime.date.today().isoformat()
    over = frame["consent_until"].map(lambda until: ended(until, today)).astype(bool)
    kept = frame[~over].reset_index(drop=True)
    return kept.where(kept != "")


def unreadable(places: Places) -> str:
    """Why answers that lie here cannot be opened, in a sentence; empty when they can, or when there are none."""
    try:
        unsealed(places, places.processed)
    except InputUnreadable as problem:
        return str(problem)
    return ""


def ended(until: str, today: str) -> bool:
    """Whether a consent is over; one that names a month or a year lasts to its end."""
    return bool(until) and until < today[: len(until)]


def unsealed(places: Places, folder: Path) -> pd.DataFrame:
    """The rows that lie sealed in a folder, every cell a text; none where no answers lie there."""
    path = folder / FILE
    if not path.exists():
        return pd.DataFrame(columns=ANSWERS.heads, dtype=str)
    content = vault.read_sealed(path, vault.load_key(places.data))
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
