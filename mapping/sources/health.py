"""The health of the sources: what each gave last, beside what makes sense, and what to do about it."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mapping import sources
from mapping.paths import Places, write_whole
from mapping.tables import shortened
from mapping.web.answers import ADVICE, Outcome

HEADS = ("source", "country", "last_success", "pages", "rows", "expected", "seconds", "failed", "what_to_do")
ALL = "all"
_GOOD = (Outcome.RECEIVED, Outcome.UNCHANGED)


@dataclass
class Tally:
    """What came of one source for one country in one run."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    flaws: int = 0
    seconds: float = 0.0
    complaints: dict[Outcome, str] = field(default_factory=dict)

    def count(self, outcome: Outcome, reason: str, seconds: float) -> None:
        """One ask has come to its end."""
        self.outcomes[outcome] += 1
        self.seconds += seconds
        if outcome not in _GOOD:
            self.complaints.setdefault(outcome, reason)

    @property
    def good(self) -> int:
        """Pages that came."""
        return sum(self.outcomes[each] for each in _GOOD)

    @property
    def failed(self) -> int:
        """Asks that came to nothing."""
        return self.outcomes.total() - self.good

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        self.outcomes += other.outcomes
        self.rows += other.rows
        self.flaws += other.flaws
        self.seconds += other.seconds
        self.complaints = other.complaints | self.complaints

    def advice(self) -> str:
        """What a person should do; empty where all is well."""
        return "; ".join(
            f"{n} {outcome.value} ({shortened(reason, 160)}): {ADVICE[outcome]}"
            if (n := self.outcomes[outcome])
            else reason
            for outcome, reason in self.complaints.items()
        )


Health = dict[tuple[str, str], dict[str, str]]


def path(places: Places) -> Path:
    """Where the health of the sources is kept."""
    return places.raw / "health.csv"


def load(places: Places) -> Health:
    """The table as it was left by earlier runs, by source and country."""
    text = path(places).read_text(encoding="utf-8") if path(places).exists() else ""
    return {(row["source"], row["country"]): row for row in csv.DictReader(io.StringIO(text))}


def update(places: Places, today: str, tallies: Mapping[str, Mapping[str, Tally]], whole: Iterable[str]) -> Health:
    """Write down how the sources of a run did, and give their lines. `whole` are those that were asked for all.

    A line tells the last day on which the source gave rows, the rows of this run, and how many were to be expected: for
    the whole source as its head says, for one country as many as came the last time.
    """
    known, complete = load(places), set(whole)
    told: Health = {}
    for source, by_country in tallies.items():
        total = Tally()
        parts: dict[str, Tally] = defaultdict(Tally)
        for country, tally in by_country.items():
            total.add(tally)
            if country:
                parts[country].add(tally)
        for country, tally in {ALL: total, **dict(sorted(parts.items()))}.items():
            before = known.get((source, country), {})
            told[source, country] = _line(source, country, tally, before, today, source in complete)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, HEADS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for _, row in sorted((known | told).items()))
    write_whole(path(places), text.getvalue().encode())
    return told


def _line(
    source: str, country: str, tally: Tally, before: Mapping[str, str], today: str, complete: bool
) -> dict[str, str]:
    advice = tally.advice()
    expected = f"{before['rows']} last time" if before.get("rows") else ""
    if country == ALL:
        gives = sources.about(source).gives
        expected = ", ".join(f"{fewest:,} to {most:,} {table}" for table, (fewest, most) in gives.items())
        amiss = [
            f"{tally.rows[table]:,} rows of '{table}' where {fewest:,} to {most:,} make sense: look at its pages, or "
            "change `gives` at the head of its adapter"
            for table, (fewest, most) in gives.items()
            if tally.rows[table] > most or (complete and tally.good and tally.rows[table] < fewest)
        ]
        advice = "; ".join([*filter(None, [advice]), *amiss])
    success = today if tally.good and tally.rows.total() else before.get("last_success", "")
    return {
        "source": source,
        "country": country,
        "last_success": success,
        "pages": str(tally.good),
        "rows": str(tally.rows.total()),
        "expected": expected,
        "seconds": f"{tally.seconds:.1f}",
        "failed": str(tally.failed),
        "what_to_do": advice,
    }
