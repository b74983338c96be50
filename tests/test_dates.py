"""Dates as precise as their source."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping import dates


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2011", date(2011, 1, 1), date(2011, 12, 31)),
        ("2011-05", date(2011, 5, 1), date(2011, 5, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("2011-05-17", date(2011, 5, 17), date(2011, 5, 17)),
    ],
)
def test_a_date_is_all_the_days_it_may_mean(text: str, first: date, last: date) -> None:
    assert dates.span(text) == dates.Span(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "11",
        "2011-",
        "2011-5",
        "2011-13",
        "2011-13-45",
        "2023-02-29",
        "0000",
        "2011-05-17T00:00",
        "2011\n",
        "May 2011",
        "٢٠١٥",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    assert not dates.is_date(text)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_not(text: str) -> None:
    assert dates.is_date(text) in (True, False)


@pytest.mark.parametrize(
    ("one", "other", "both_true"),
    [
        ("2011", "2011-05-17", True),
        ("2011-05", "2011-05-17", True),
        ("2011-05-17", "2011-05-17", True),
        ("2011", "2012", False),
        ("2011-05", "2011-06-01", False),
    ],
)
def test_dates_agree_when_one_lies_within_the_other(one: str, other: str, both_true: bool) -> None:
    assert dates.agree(one, other) is both_true
    assert dates.agree(other, one) is both_true


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_lies_within_its_month_and_its_year(day: date) -> None:
    text = day.isoformat()
    assert dates.span(text[:4]).covers(dates.span(text[:7]))
    assert dates.span(text[:7]).covers(dates.span(text))
    assert dates.year(text) == day.year


def test_no_date_has_no_year() -> None:
    assert dates.year("") is None
