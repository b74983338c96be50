"""Who should meet whom, and who sits with whom: two sheets of the workbook of an invitation."""

from __future__ import annotations

import pandas as pd
from openpyxl import Workbook

from mapping.choosing.sheets import Head, add_sheet


def add_meetings(book: Workbook, meetings: pd.DataFrame) -> None:
    """Add the sheets `who meets whom` (every pair worth it) and `seating` (the pairs of the best matching)."""
    heads = (
        Head("one", 28), Head("other", 28), Head("why", 80), Head("points", 10, "0.0"), Head("table", 8, "0"),
        Head("id of one", 22), Head("id of other", 22),
    )  # fmt: skip
    columns = ["a_name", "b_name", "reason", "points", "table", "a_id", "b_id"]
    ordered = meetings.sort_values(["points", "a_id", "b_id"], ascending=[False, True, True], kind="stable")
    add_sheet(book, "who meets whom", heads, ordered[columns].itertuples(index=False, name=None))
    seated = meetings[meetings["table"].notna()].sort_values("table", kind="stable")
    seats = (Head("table", 8, "0"), Head("one", 32), Head("other", 32), Head("they could talk about", 80))
    rows = seated[["table", "a_name", "b_name", "reason"]].itertuples(index=False, name=None)
    add_sheet(book, "seating", seats, rows)
