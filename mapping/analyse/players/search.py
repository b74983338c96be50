"""The best set of k: all sets where there are few, else one by one and then swaps, as Borgatti (2006) proposes.

The parts of a set do not add up: two outlets that reach the same are worth little more than one of them. So the best
set is not that of the k best. Swaps end where no exchange of one member for one other is better; there may be a still
better set that is more than one exchange away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import comb, inf

from mapping.analyse.networks.graph import Floats

# The value of a set of candidates (by their places) with each candidate added; of one already in it, anything.
Scores = Callable[[Sequence[int]], Floats]
# Where the sets of all but one member are no more than this, every set is tried: five of 20 candidates, three of 100.
MOST_TRIED = 5_000


def best_set(scores: Scores, n: int, k: int) -> list[int]:
    """The places of the best k of `n` candidates, in the order in which each adds most; all where there are fewer.

    Of equals the earlier candidate is taken, so that the same candidates in the same order give the same set.
    """
    k = min(k, n)
    if k < 1:
        return []
    found = _best_of_all(scores, n, k) if comb(n, k - 1) <= MOST_TRIED else swaps(scores, greedy(scores, k))
    return greedy(scores, k, sorted(found))


def greedy(scores: Scores, k: int, among: Sequence[int] | None = None) -> list[int]:
    """Each time the candidate that adds most to those chosen before; only of those `among`, where they are given."""
    chosen: list[int] = []
    for _ in range(k):
        found = scores(chosen)
        left = range(len(found)) if among is None else among
        chosen.append(max((at for at in left if at not in chosen), key=found.__getitem__))
    return chosen


def _options(scores: Scores, members: Sequence[int]) -> tuple[float, int]:
    """The best value with one more, and who that is."""
    found = scores(members)
    found[list(members)] = -inf
    best = int(found.argmax())
    return float(found[best]), best


def _best_of_all(scores: Scores, n: int, k: int) -> list[int]:
    def tried() -> Iterator[tuple[float, list[int]]]:
        for members in combinations(range(n), k - 1):
            value, best = _options(scores, members)
            yield value, [*members, best]

    return max(tried(), key=lambda each: each[0])[1]


def swaps(scores: Scores, members: list[int]) -> list[int]:
    """A set in which each member in turn gave way to whoever was better in its place, until none did."""
    value = float(scores(members[:-1])[members[-1]])
    at, kept = 0, 0
    while kept < len(members):
        rest = members[:at] + members[at + 1 :]
        found, best = _options(scores, rest)
        kept += 1
        if found > value:
            members, value, kept = [*members[:at], best, *members[at + 1 :]], found, 1
        at = (at + 1) % len(members)
    return members
