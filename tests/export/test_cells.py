"""The small steps on which every format rests."""

from __future__ import annotations

import datetime
import math

import pytest

from mapping.export.cells import days, filled, plain
from mapping.export.hxl import tags
from mapping.schema import TABLES

DAY = datetime.date


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        ("2011", "2012-05", (DAY(2011, 1, 1), DAY(2012, 5, 31))),
        ("2011-02", None, (DAY(2011, 2, 1), None)),
        (None, "2012-05-06", (None, DAY(2012, 5, 6))),
        ("2012", "2011", (None, None)),
        ("2011-05", "2011", (DAY(2011, 5, 1), DAY(2011, 12, 31))),
        (math.nan, math.nan, (None, None)),
    ],
)
def test_two_dates_leave_these_days(start: object, end: object, span: tuple) -> None:
    assert days(start, end) == span


@pytest.mark.parametrize(
    ("cell", "value"), [("a", "a"), ("", ""), (math.nan, None), (None, None), (2.0, 2), (2.5, 2.5), (3, 3), (-1.0, -1)]
)
def test_a_cell_as_a_plain_value(cell: object, value: object) -> None:
    assert plain(cell) == value
    assert type(plain(cell)) is type(value)


def test_what_is_empty_is_left_out_and_zero_is_not() -> None:
    assert filled({"a": 0, "b": None, "c": "", "d": [], "e": False, "f": "x"}) == {"a": 0, "e": False, "f": "x"}


@pytest.mark.parametrize(
    ("table", "column", "tag"),
    [
        ("outlets", "outlet_id", "#meta+id+outlet_id"),
        ("outlets", "region", "#adm1+code"),
        ("outlets", "languages", "#meta+languages+list"),
        ("stakes", "share_min", "#indicator+num+share_min"),
        ("citations", "accessed", "#date+accessed"),
    ],
)
def test_the_tag_of_a_column(table: str, column: str, tag: str) -> None:
    assert tags([TABLES[table].by_name[column]]) == [tag]
