"""When an item appeared, out of the ways in which people write it down."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from mapping import dates

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:(?:,|\s+в)?\s+(\d{1,2}:\d{2}(?::\d{2})?))?\Z")
_COMPACT_DAY = re.compile(r"\A(\d{4})(\d{2})(\d{2})\Z")
_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?\Z")
_MILLISECONDS = re.compile(r"\d{12,13}\Z")
_RFC = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} ")


@dataclass(frozen=True)
class Moment:
    """The earliest and the latest moment (UTC) at which an item can have appeared, the same where its time is known.

    `zoned` says whether the zone was stated, or did not have to be (a date alone is a day of UTC).
    """

    earliest: datetime
    latest: datetime
    zoned: bool = True

    def __str__(self) -> str:
        """As ISO 8601 writes it: a moment, a day, or the interval from a first to a last day."""
        if self.earliest == self.latest:
            return f"{self.latest.replace(tzinfo=None).isoformat()}Z"
        first, last = self.earliest.date().isoformat(), self.latest.date().isoformat()
        return first if first == last else f"{first}/{last}"


def moment(value: object) -> Moment | None:
    """The moment that a cell means; None when it is empty or means none.

    Read are ISO 8601 with and without time and zone (`2026`, `2026-01` and `2026-01-05` are the whole year, month, day;
    ` UTC` after a time is a zone), `05.01.2026 10:00`, the form of feeds and mail, and seconds or milliseconds since
    1970; and dates and times of Parquet. A time without a zone is taken as UTC.
    """
    try:
        if isinstance(value, datetime):
            return _at(value)
        if isinstance(value, date):
            return _days(dates.Span(value, value))
        return _read(" ".join(str(value).split())) if value is not None else None
    except (ValueError, OverflowError):
        return None


def _read(text: str) -> Moment | None:
    if text.endswith((" UTC", " GMT")) and text[:1].isdigit():
        text = f"{text[:-4]}+00:00"
    if len(text) > len("2026-01-05") and text[4] == "-":  # by far the commonest form
        return _at(datetime.fromisoformat(text))
    if dotted := _DOTTED.match(text):
        day = date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        return _at(datetime.combine(day, _clock(dotted[4]))) if dotted[4] else _days(dates.Span(day, day))
    if dates.is_date(text := _COMPACT_DAY.sub(r"\1-\2-\3", text)):
        return _days(dates.span(text))
    if _SECONDS.match(text):
        return _at(datetime.fromtimestamp(float(text), UTC))
    if _MILLISECONDS.match(text):
        return _at(datetime.fromtimestamp(int(text) / 1000, UTC))
    return _at(parsedate_to_datetime(text) if _RFC.match(text) else datetime.fromisoformat(text))


def _clock(text: str) -> time:
    return time.fromisoformat(text.zfill(8 if text.count(":") == 2 else 5))


def _at(when: datetime) -> Moment:
    at = when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    return Moment(at, at, when.tzinfo is not None)


def _days(span: dates.Span) -> Moment:
    """From the first second of the first day to the last second of the last."""
    start = datetime.combine(span.first, time(), UTC)
    return Moment(start, datetime.combine(span.last, time(), UTC) + timedelta(days=1, seconds=-1))
