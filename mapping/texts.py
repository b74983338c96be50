"""Texts for analysis: what outlets published, without the lines that repeat, and when they fell silent.

Level team only: texts belong to their authors and leave this machine as hashes, counts and short quotations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pandas as pd

from mapping import items
from mapping.errors import LevelTooHigh
from mapping.landscape import Landscape
from mapping.observations import ITEMS
from mapping.repeats import days, gaps, repeated_lines, without
from mapping.safety import may_show

SILENCE = ["channel", "outlet_id", "first", "last", "days", "usual_items_a_day"]


def texts(land: Landscape, outlets: Iterable[str] = (), months: tuple[str, str] = ("", "")) -> pd.DataFrame:
    """The pieces of some or all outlets in some months (`2026-01`, both included), newest versions, one row a piece.

    Columns: those of the table `items`; `text` is without footers and "read also" lines, learnt per channel from their
    repetition. `LevelTooHigh` below the level team.
    """
    if not may_show("team", land.level):
        raise LevelTooHigh("Texts are for the team alone: open the landscape with level='team'.")
    tables = [table.to_pandas() for table in items.read(land.places, outlets=outlets, months=months)]
    frame = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=ITEMS.heads, dtype=str)
    for _channel, rows in frame.groupby("channel"):
        lines = repeated_lines(rows["text"])
        frame.loc[rows.index, "text"] = [without(text, lines) for text in rows["text"]]
    return frame


def silences(land: Landscape, first: date, last: date) -> pd.DataFrame:
    """The gaps of each channel between two days: runs of days so quiet that chance hardly explains them.

    Columns: channel, outlet_id, first, last (days, both included), days, usual_items_a_day (mean of what is usual on
    those days). Method: `repeats.days`.
    """
    return pd.DataFrame(_silences(land, first, last), columns=SILENCE)


def _silences(land: Landscape, first: date, last: date) -> Iterator[tuple[object, ...]]:
    months = (first.isoformat()[:7], last.isoformat()[:7])
    columns = ("channel", "outlet_id", "time")
    tables = [table.to_pandas() for table in items.read(land.places, months=months, columns=columns)]
    frame = pd.concat(tables) if tables else pd.DataFrame(columns=columns)
    for (channel, outlet), rows in frame.groupby(["channel", "outlet_id"]):
        found = days(rows["time"], first, last)
        for start, end in gaps(found):
            usual = [day.usual for day in found if start <= day.day <= end]
            yield channel, outlet, start, end, len(usual), sum(usual) / len(usual)
