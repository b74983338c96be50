"""What is learnt from many articles of one outlet: lines that all carry, versions of one article, days without any."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from statistics import median

FEWEST_ARTICLES, SHARE = 5, 0.05
# Days that would be as quiet less than once in so many, if items came at their usual rate, are gaps.
RARE = 0.001
_WEEKS = 3


@dataclass(frozen=True)
class Day:
    """How many items an outlet published on a day, how many are usual then, and whether that is too few by chance."""

    day: date
    items: int
    usual: float
    is_gap: bool


def repeated_lines(texts: Iterable[str]) -> frozenset[str]:
    """The lines that stand in at least a twentieth, and in five, of an outlet's texts, in small letters, numbers as 0.

    Equal texts count once, so that one article kept in several versions teaches nothing.
    """
    distinct = {text for text in texts if text}
    counts = Counter(line for text in distinct for line in {folded(line) for line in text.splitlines()} - {""})
    least = max(FEWEST_ARTICLES, math.ceil(SHARE * len(distinct)))
    return frozenset(line for line, n in counts.items() if n >= least)


def without(text: str, lines: frozenset[str]) -> str:
    """A text without its repeated lines."""
    return "\n".join(line for line in text.splitlines() if folded(line) not in lines)


def folded(line: str) -> str:
    """A line by which its repetitions are known: `Просмотров: 1 204` and `Просмотров: 97` are one."""
    return re.sub(r"[\d\s]*\d", "0", " ".join(line.lower().split()))


def days(times: Iterable[str], first: date, last: date) -> list[Day]:
    """Each day from `first` to `last` with its items, beside what is usual on that day of the week.

    `times` begin with YYYY-MM-DD; those outside the days are left. Usual is the median of the same day of the week,
    with less than three weeks the median of all days. A gap is a day so quiet that, at the usual rate, chance (Poisson)
    would bring it less than once in a thousand; and so is each day of a silence that is as rare as a whole: an outlet
    with two items a day may be silent for a day, not for a week.
    """
    counts = Counter(time[:10] for time in times)
    span = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    by_weekday: dict[int, list[int]] = defaultdict(list)
    for each in span:
        by_weekday[each.weekday()].append(counts[each.isoformat()])
    overall = median(counts[each.isoformat()] for each in span) if span else 0.0
    found = []
    for each in span:
        items, same = counts[each.isoformat()], by_weekday[each.weekday()]
        usual = float(median(same)) if len(same) >= _WEEKS else float(overall)
        found.append(Day(each, items, usual, _chance(items, usual) < RARE))
    return list(_with_silences(found))


def _with_silences(found: Iterable[Day]) -> Iterator[Day]:
    """The days, those of a rare silence as gaps."""
    for silent, days_of_run in groupby(found, key=lambda each: each.items == 0):
        run = list(days_of_run)
        rare = silent and math.exp(-math.fsum(each.usual for each in run)) < RARE
        yield from (replace(each, is_gap=True) for each in run) if rare else run


def gaps(found: Sequence[Day]) -> list[tuple[date, date]]:
    """The gaps of an outlet: the first and the last day of each run of them."""
    runs: list[tuple[date, date]] = []
    for each in found:
        if each.is_gap and runs and runs[-1][1] == each.day - timedelta(days=1):
            runs[-1] = (runs[-1][0], each.day)
        elif each.is_gap:
            runs.append((each.day, each.day))
    return runs


def _chance(items: int, usual: float) -> float:
    """The chance of so few items or fewer, at a usual rate (Poisson)."""
    if items >= usual:
        return 1.0
    return math.fsum(math.exp(n * math.log(usual) - usual - math.lgamma(n + 1)) for n in range(items + 1))
