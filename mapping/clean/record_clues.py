"""Clues for and against two records being one thing: names, addresses, countries, media, stakes.

Each clue is a function here and a row of `data/record_clues.csv` with its weight in log-odds (set by hand on the
directory's records) or `never`: a pair of which that holds cannot be one, and splits any group that would join it.
The clue `name` stands for all clues of `name_clues.csv`, whose weights are learnt.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from mapping import dates
from mapping.clean.compare import Scores, score_pairs
from mapping.clean.name_record import NameRecord, read_record
from mapping.clean.traits import Record

CLUES = Path(__file__).parent / "data" / "record_clues.csv"
NAME_LIMIT = 5.0  # log-odds that names alone can give or take
ENDED = frozenset({"closed", "liquidated"})
ROUNDING = 2  # years by which sources differ on one founding
BROADCAST = frozenset({"tv", "radio"})
MADE_APART = frozenset({"tv", "radio", "print"})  # media that newsrooms make apart, though they share name and house

Clue = Callable[["Pair"], str]


@dataclass(frozen=True)
class Pair:
    """Two records side by side; `crowded` are the addresses under which some list has more than one record."""

    a: Record
    b: Record
    crowded: Collection[str]


@dataclass(frozen=True)
class Evidence:
    """What the clues say of a pair: their sum in log-odds, and `why` in sentences, made only when asked."""

    log_odds: float
    why: Callable[[], str]

    @property
    def score(self) -> float:
        """The same as a probability, 0 to 1."""
        return 1 / (1 + math.exp(-self.log_odds))


@dataclass(frozen=True)
class _Row:
    kinds: frozenset[str]
    weight: float
    never: bool
    sentence: str


@cache
def table() -> dict[str, _Row]:
    """The rows of the clue table by the name of the clue."""
    with CLUES.open(encoding="utf-8", newline="") as file:
        return {
            row["clue"]: _Row(
                kinds=frozenset(row["kinds"].split()),
                weight=0.0 if row["weight"] == "never" else float(row["weight"]),
                never=row["weight"] == "never",
                sentence=row["sentence"],
            )
            for row in csv.DictReader(file)
        }


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def _unlike(a: Collection[str], b: Collection[str]) -> str:
    """What two sets say against each other: both filled and nothing in common; else `""`."""
    return f"{_listed(a)}, the other {_listed(b)}" if a and b and set(a).isdisjoint(b) else ""


def same_address(pair: Pair) -> str:
    """A site or handle of theirs alone."""
    return _listed(pair.a.addresses & pair.b.addresses - set(pair.crowded))


def crowded_address(pair: Pair) -> str:
    """Only addresses that others use too, such as a company's site."""
    return "" if same_address(pair) else _listed(pair.a.addresses & pair.b.addresses)


def replaced(pair: Pair) -> str:
    """The source says that one took the other's place."""
    for old, new in ((pair.a, pair.b), (pair.b, pair.a)):
        if old.replaced_by and (old.list, old.replaced_by) == (new.list, new.ref[3]):
            return new.ref[3]
    return ""


def same_holding(pair: Pair) -> str:
    """Both have a stake in the same thing."""
    return _listed(pair.a.ties & pair.b.ties)


def other_medium(pair: Pair) -> str:
    """No medium in common, though print may have gone online."""
    return _unlike(pair.a.media, pair.b.media)


def other_language(pair: Pair) -> str:
    """No language in common: papers of one house in two languages have newsrooms of their own."""
    return _unlike(pair.a.languages, pair.b.languages) if _written(pair) else ""


def other_city(pair: Pair) -> str:
    """Newsrooms in different cities."""
    return _unlike(pair.a.cities, pair.b.cities)


def other_ownership(pair: Pair) -> str:
    """One is the state's, the other private: cities often have one channel of each under one name."""
    return _unlike(pair.a.ownership, pair.b.ownership)


def other_address(pair: Pair) -> str:
    """Each has a site of its own; a broadcaster may have moved house, an outlet of the web lives at its address."""
    return _unlike(pair.a.addresses, pair.b.addresses) if _written(pair) else ""


def _written(pair: Pair) -> bool:
    """Neither is a broadcaster."""
    return not (pair.a.media | pair.b.media) & BROADCAST


def other_scope(pair: Pair) -> str:
    """One speaks to a town or region, the country, or beyond it, and the other does not."""
    a, b = pair.a.scope, pair.b.scope
    return f"{a}, the other {b}" if a and b and a != b else ""


def other_status(pair: Pair) -> str:
    """One works and the other was closed: a site or a name may have been taken up by others."""
    a, b = pair.a.status, pair.b.status
    return f"{a}, the other {b}" if (a == "active" and b in ENDED) or (b == "active" and a in ENDED) else ""


def same_founding(pair: Pair) -> str:
    """Founded in the same year."""
    a, b = dates.year(pair.a.founded), dates.year(pair.b.founded)
    return str(a) if a is not None and a == b else ""


def other_founding(pair: Pair) -> str:
    """Founded in years that no rounding explains."""
    a, b = dates.year(pair.a.founded), dates.year(pair.b.founded)
    return f"{a}, the other in {b}" if a and b and abs(a - b) > ROUNDING else ""


def lifetimes_apart(pair: Pair) -> str:
    """One was closed before the other was founded: a successor is not the outlet that was closed."""
    for old, new in ((pair.a, pair.b), (pair.b, pair.a)):
        if old.closed and new.founded and dates.span(old.closed).last < dates.span(new.founded).first:
            return f"in {old.closed}, the other founded in {new.founded}"
    return ""


def other_country(pair: Pair) -> str:
    """Countries known and different."""
    return _unlike(pair.a.countries, pair.b.countries)


def listed_apart(pair: Pair) -> str:
    """One source lists them side by side and does not say that one replaced the other."""
    return pair.a.ref[1] if pair.a.list == pair.b.list and not replaced(pair) else ""


@lru_cache(maxsize=1 << 14)
def _made_for(record: Record) -> frozenset[str]:
    """For which of the media it is made: by what its names say, else by what its source says."""
    named = frozenset().union(*(read.media for read in _read(record)))
    return (named or record.media) & MADE_APART


def made_apart(pair: Pair) -> str:
    """A television channel, a radio station and a newspaper are outlets of their own."""
    return _unlike(_made_for(pair.a), _made_for(pair.b))


def other_number(pair: Pair) -> str:
    """Channel 31 is not Channel 7: no number in the names of one is in the names of the other."""
    return _unlike(_numbers(pair.a), _numbers(pair.b))


@lru_cache(maxsize=1 << 14)
def _numbers(record: Record) -> frozenset[str]:
    return frozenset().union(*(read.numbers for read in _read(record)))


def _read(record: Record) -> list[NameRecord]:
    return [read_record(name, record.kind, record.country) for name in record.names]


FUNCTIONS: dict[str, Clue] = {
    function.__name__: function
    for function in (
        same_address, crowded_address, replaced, same_holding, other_medium, listed_apart, other_language,
        other_city, other_ownership, other_address, other_scope, other_status, same_founding, other_founding,
        lifetimes_apart, other_country, made_apart, other_number,
    )
}  # fmt: skip


def _speaking(pair: Pair, *, never: bool) -> Iterator[tuple[float, str]]:
    """The weight and the sentence of each clue that says something of the pair; or of those that forbid it."""
    for name, row in table().items():
        if name in FUNCTIONS and row.never == never and pair.a.kind in row.kinds and (detail := FUNCTIONS[name](pair)):
            yield row.weight, row.sentence.format(detail=detail)


def forbids(pair: Pair) -> str:
    """Why the two cannot be one; `""` when nothing forbids it."""
    if pair.a.kind != pair.b.kind:
        return f"one is a {pair.a.kind}, the other a {pair.b.kind}"
    return next((sentence for _, sentence in _speaking(pair, never=True)), "")


def weigh(pairs: Sequence[Pair]) -> list[Evidence]:
    """The evidence on each pair, names compared all at once: each name of one record with each of the other."""
    crossed = [(at, a, b) for at, pair in enumerate(pairs) for a in pair.a.names for b in pair.b.names]
    scores = score_pairs(
        [a for _, a, _ in crossed],
        [b for _, _, b in crossed],
        [pairs[at].a.kind for at, _, _ in crossed],
        [pairs[at].a.country or pairs[at].b.country for at, _, _ in crossed],
    )
    best: dict[int, int] = {}
    for place, (at, _, _) in enumerate(crossed):
        if at not in best or scores.score[place] > scores.score[best[at]]:
            best[at] = place
    return [_evidence(pair, scores, best.get(at)) for at, pair in enumerate(pairs)]


def _evidence(pair: Pair, scores: Scores, place: int | None) -> Evidence:
    """All clues on one pair; `place` is where its best two names were scored."""
    names = 0.0 if place is None else _log_odds(float(scores.score[place]))
    spoken = list(_speaking(pair, never=False))
    total = table()["name"].weight * names + sum(weight for weight, _ in spoken)

    def why() -> str:
        told = [] if place is None else [scores.why(place)]
        return " ".join((*told, *(f"{sentence[0].upper()}{sentence[1:]}." for _, sentence in spoken)))

    return Evidence(total, why)


def _log_odds(score: float) -> float:
    """The score as log-odds, no further than names alone can decide."""
    kept = min(max(score, 1e-6), 1 - 1e-6)
    return min(max(math.log(kept / (1 - kept)), -NAME_LIMIT), NAME_LIMIT)
