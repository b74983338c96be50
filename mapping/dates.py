"""Dates as precise as their source: `2011`, `2011-05`, `2011-05-17`, each read as an interval.

A year is the whole year, a month the whole month; nothing is rounded to a first of January that nobody stated.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)


@dataclass(frozen=True, order=True)
class Span:
    """All days from `first` to `last`, both included."""

    first: date
    last: date

    def covers(self, other: Span) -> bool:
        """Whether the other span lies within this one: `2011` covers `2011-05`."""
        return self.first <= other.first and other.last <= self.last


def span(text: str) -> Span:
    """The days that a date means; `ValueError` when it is no date of the three forms."""
    match = _FORM.match(text)
    if match is None:
        raise ValueError(text)
    year = int(match[1])
    month, day = (int(part) if part else None for part in match.groups()[1:])
    if month is None:
        return Span(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    return Span(date(year, month, day), date(year, month, day))


def is_date(text: str) -> bool:
    """Whether the text is a date of one of the three forms."""
    try:
        span(text)
    except ValueError:
        return False
    return True


def year(text: str) -> int | None:
    """The year of a date; None for an empty text."""
    return span(text).first.year if text else None


def agree(one: str, other: str) -> bool:
    """Whether two dates can both be true of one event: one covers the other."""
    a, b = span(one), span(other)
    return a.covers(b) or b.covers(a)
