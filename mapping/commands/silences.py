"""When gathered sites and channels fell silent."""

from __future__ import annotations

from datetime import date, timedelta

from mapping.commands import DONE, Add, Arguments
from mapping.errors import InputUnreadable
from mapping.paths import Places

DAYS = 60


def register(add: Add) -> None:
    """Add `silences`."""
    silences = add("silences", _silences, "days on which a gathered site or channel was too quiet for chance")
    silences.add_argument("--since", metavar="DAY", help=f"first day (default: {DAYS} days before the last)")
    silences.add_argument("--until", metavar="DAY", help="last day (default: today)")


def _silences(chosen: Arguments, places: Places) -> int:
    from mapping.landscape import Landscape
    from mapping.texts import silences

    last = _day(chosen.until) if chosen.until else date.today()
    first = _day(chosen.since) if chosen.since else last - timedelta(days=DAYS)
    if first > last:
        raise InputUnreadable(f"{first} is later than {last}: give the first day with --since, the last with --until.")
    found = silences(Landscape.open(places.data), first, last)
    for channel, outlet, start, end, days, usual in found.itertuples(index=False):
        print(
            f"{channel} ({outlet or 'outlet not known'}): nothing usual from {start} to {end}; "
            f"{days} day{'s' * (days != 1)}, where {usual:.1f} items a day are usual"
        )
    if found.empty:
        print(f"No gap between {first} and {last} in what was gathered.")
    return DONE


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise InputUnreadable(f"'{text}' is no day: write it as YYYY-MM-DD.") from problem
