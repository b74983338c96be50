"""How concentrated a market is, between the least and the most that the known and the unknown allow.

`shares` are parts of a whole (0 to 1) that are known; what they lack of 1 is unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

# Herfindahl-Hirschman index: below the first, not concentrated; above the second, highly. 2023: from memory.
HHI_BANDS = {"1992": (1000, 1800), "2010": (1500, 2500), "2023": (1000, 1800)}
# Audience share of the four largest owners, percent, as used by the Media Ownership Monitor; from memory.
CR4_BANDS = (25, 50)
SWEEPS = 1000
STILL = 1e-12


class Bounds(NamedTuple):
    """The least and the most that a number can be."""

    low: float
    high: float


def concentration_ratio(shares: Iterable[float], n: int) -> float:
    """The share of the `n` largest owners, in the unit of `shares`.

    Source: https://mongolia.mom-rsf.org/en/findings/indicators/
    """
    return sum(sorted(shares, reverse=True)[:n])


def hhi(shares: Iterable[float]) -> float:
    """The Herfindahl-Hirschman index, 0 to 10,000: the sum of the squared percentages.

    Source: https://www.justice.gov/atr/merger-guidelines/applying-merger-guidelines/guideline-1
    """
    return sum((100 * share) ** 2 for share in shares)


def normalised_hhi(shares: Collection[float]) -> float:
    """The index from 0 (all of one size) to 1 (one owner alone); 1 for a single owner.

    Source: https://search.r-project.org/CRAN/refmans/REAT/html/herf.html
    """
    n = len(shares)
    return 1.0 if n == 1 else (hhi(shares) / 10_000 - 1 / n) / (1 - 1 / n)


def equivalent_owners(index: float) -> float:
    """As many owners of one size would give this index (10,000 / HHI); not a number for 0."""
    return 10_000 / index if index else float("nan")


def hhi_bounds(shares: Collection[float], *, unknown_is_new: bool = False) -> Bounds:
    """The index with unknown owners: the unknown spread thin, or all in one hand (`unknown_is_new`: a new owner's,
    else the leader's). The bounds are ours.
    """
    unknown = max(0.0, 1 - sum(shares))
    low = hhi(shares)
    if unknown_is_new:
        return Bounds(low, low + (100 * unknown) ** 2)
    first = max(shares, default=0.0)
    return Bounds(low, low + (100 * (first + unknown)) ** 2 - (100 * first) ** 2)


def ratio_bounds(shares: Collection[float], n: int) -> Bounds:
    """The concentration ratio with unknown owners: none of the unknown is theirs, or all of it."""
    known = concentration_ratio(shares, n)
    return Bounds(known, min(1.0, known + max(0.0, 1 - sum(shares))))


def band(value: float, cuts: Sequence[float]) -> str:
    """low, medium or high, by two cut-offs; a value at a cut-off belongs above it."""
    return ("low", "medium", "high")[sum(value >= cut for cut in cuts)]


def thinnest(sole: Mapping[str, float], contested: Iterable[tuple[float, Collection[str]]]) -> dict[str, float]:
    """Each owner's part when what several are named for is shared out among them as evenly as it can be.

    `contested` are parts, each with the owners named for it. No other sharing out is less concentrated by any measure
    here. Each part in turn is filled in from the smallest owner up, until nothing moves.
    """
    totals = dict(sole)
    parts = [(mass, dict.fromkeys(sorted(named), mass / len(named))) for mass, named in contested]
    for _mass, given in parts:
        for owner, part in given.items():
            totals[owner] = totals.get(owner, 0.0) + part
    for _ in range(SWEEPS):
        moved = 0.0
        for mass, given in parts:
            level = _level([totals[owner] - part for owner, part in given.items()], mass)
            for owner, part in given.items():
                own = max(0.0, level - (totals[owner] - part))
                moved = max(moved, abs(own - part))
                totals[owner] += own - part
                given[owner] = own
        if moved < STILL:
            break
    return totals


def _level(heights: list[float], mass: float) -> float:
    """The height to which a mass fills up vessels that are filled to these heights."""
    ordered = sorted(heights)
    filled = 0.0
    for n, height in enumerate(ordered, start=1):
        filled += height
        level = (filled + mass) / n
        if n == len(ordered) or level <= ordered[n]:
            break
    return level
