"""How near a set of outlets is to everybody else: KPP-Pos (Borgatti 2006, doi 10.1007/s10588-006-7084-x).

    D_R = sum over all j of 1 / d(S, j), divided by n,

d(S, j) being the number of ties on the shortest way from any member of the set S to j; members count 1, and those whom
no way reaches 0. Ways follow the ties, from giver to taker; `both_ways` makes them passable in both directions.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mapping.analyse.networks.graph import Ints, Network
from mapping.analyse.players.search import Scores

Steps = NDArray[np.uint8]
Near = NDArray[np.float32]
# Out of reach; ways of 255 ties and more count as none.
FAR = 255
WORD = 64  # searches that go side by side


def both_ways(net: Network) -> Network:
    """The same network with each tie passable in both directions."""
    n = max(len(net.ids), 1)
    keys = np.unique(np.r_[net.giver * n + net.taker, net.taker * n + net.giver])
    return Network(net.ids, keys // n, keys % n, np.ones(len(keys)))


def distances(net: Network, sources: Ints | None = None) -> Steps:
    """Ties on the shortest way from each of the `sources` (node numbers; all nodes if none are given) to each node.

    An array of sources x nodes: 0 for oneself, `FAR` where no way leads, or one of 255 ties and more. All searches go
    at once, one bit each. Method: Then and others (2014), doi 10.14778/2735496.2735507.
    """
    n = len(net.ids)
    sources = np.arange(n) if sources is None else sources
    order = np.argsort(net.taker, kind="stable")
    giver = net.giver[order]
    takers, first = np.unique(net.taker[order], return_index=True)
    begin = np.zeros((n, -(-len(sources) // WORD) * WORD), dtype=bool)
    begin[sources, np.arange(len(sources))] = True
    seen = np.packbits(begin, axis=1).view(np.uint64)
    # The steps to each node as binary numbers, one array for each digit.
    digits = np.zeros((8, *seen.shape), dtype=np.uint64)
    for step in range(1, FAR if len(takers) else 0):
        new = np.bitwise_or.reduceat(seen[giver], first, axis=0) & ~seen[takers]
        if not new.any():
            break
        seen[takers] |= new
        for digit in range(8):
            if step >> digit & 1:
                digits[digit, takers] |= new
    found = np.where(_bits(seen, len(sources)), np.uint8(0), np.uint8(FAR))
    for digit in range(8):
        found += _bits(digits[digit], len(sources)) << np.uint8(digit)
    return np.ascontiguousarray(found.T)


def _bits(words: NDArray[np.uint64], columns: int) -> Steps:
    return np.unpackbits(words.view(np.uint8), axis=1, count=columns)


def nearness(steps: Steps) -> Near:
    """1 / d for each distance d: 1 for oneself, 0 out of reach. An array of the shape of `steps`.

    In single precision, but so that sums in double precision are exact: sets that are equally near come out equal.
    """
    table = np.zeros(FAR + 1, dtype=np.float32)
    table[1:FAR] = 1 / np.arange(1, FAR, dtype=np.float32)
    table[0] = 1
    return np.asarray(table[steps])


def reach_value(steps: Steps, members: Sequence[int]) -> float:
    """D_R of a set, 0 to 1: `members` are row numbers of `steps` (see `distances`). 0 for nobody and for no network."""
    if not len(members) or not steps.size:
        return 0.0
    return float(nearness(steps[list(members)].min(axis=0)).mean(dtype=np.float64))


def reached(steps: Steps, members: Sequence[int]) -> float:
    """The share of all nodes to which any way leads from a member, members included; 0 to 1."""
    if not len(members) or not steps.size:
        return 0.0
    return float((steps[list(members)].min(axis=0) < FAR).mean())


def reach_scores(near: Near) -> Scores:
    """For the search of sets: the sum of D_R of members and each other row of `near` (see `nearness`), times n."""

    def scores(members: Sequence[int]) -> NDArray[np.float64]:
        best = near[list(members)].max(axis=0, initial=0)
        return np.asarray(np.maximum(near, best).sum(axis=1, dtype=np.float64))

    return scores
