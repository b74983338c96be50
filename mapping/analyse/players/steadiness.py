"""How far ranks move where ties are missing: the same ranks, again and again, without a part of the ties.

What is gathered is never all. A rank that holds without one tie in ten is worth a sentence; one that does not is not.
Method: Borgatti, Carley and Krackhardt (2006), doi 10.1016/j.socnet.2005.05.001, whose networks lose ties at random.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from mapping.analyse.intervals import wilson
from mapping.analyse.networks.between import betweenness
from mapping.analyse.networks.graph import SEED, Floats, Ints, Network, sums

# Nodes times ties up to which betweenness is computed again for every run: 200 runs take some ten seconds.
MOST_RESAMPLED = 4_000_000
LOW, HIGH = 0.05, 0.95
COLUMNS = ("value", "rank", "of", "low_rank", "high_rank", "in_top", "resamples")


@dataclass(frozen=True)
class Runs:
    """How often ranks are computed again, without which part of the ties, and how many places are the top."""

    times: int = 200
    dropped: float = 0.1
    top: int = 10
    seed: int = SEED

    def of(self, n_ties: int) -> Iterator[Ints]:
        """For each run the places of the ties that are dropped: always the same part, rounded, at least one."""
        rng = np.random.default_rng(self.seed)
        n = min(n_ties, max(1, round(n_ties * self.dropped)))
        return (rng.choice(n_ties, n, replace=False) for _ in range(self.times))


def ranks(values: Floats) -> Ints:
    """Places along the last axis: 1 is the highest, equals share the better place, missing values come last."""
    # Sums that differ by rounding alone share their rank.
    down = np.where(np.isnan(values), np.inf, -np.round(values, 9))
    return np.asarray(rankdata(down, method="min", axis=-1), dtype=np.int64)


def steadiness(value: Floats, by: Floats, again: Floats | None, top: int) -> pd.DataFrame:
    """The columns of `COLUMNS` for nodes with a `value`, ranked `by` a number, which each run gives `again`.

    One value a node; `again` is runs x nodes. Nobody is in the top with nothing. Where there were no runs, the low and
    high rank and the share in the top are missing.
    """
    frame = pd.DataFrame({"value": value, "rank": ranks(by), "of": int((value > 0).sum())})
    if again is None or not len(again):
        return frame.assign(low_rank=np.nan, high_rank=np.nan, in_top=np.nan, resamples=0)
    places = ranks(again)
    low, high = np.quantile(places, (LOW, HIGH), axis=0, method="nearest")
    in_top = ((places <= top) & (again > 0)).mean(axis=0)
    return frame.assign(low_rank=low, high_rank=high, in_top=in_top, resamples=len(again))


def degrees(net: Network, nodes: Ints, runs: Runs, *, gives: bool) -> pd.DataFrame:
    """How many take from each of the nodes (`gives`), or from how many it takes, and how steady its rank is."""
    ends = net.giver if gives else net.taker
    n = len(net.ids)
    whole = np.bincount(ends, minlength=n)[nodes].astype(float)
    lost = [np.bincount(ends[dropped], minlength=n)[nodes] for dropped in runs.of(len(ends))]
    return steadiness(whole, whole, whole - np.array(lost) if lost else None, runs.top)


def bridging(net: Network, nodes: Ints, runs: Runs, most: int) -> pd.DataFrame:
    """The betweenness of the nodes and how steady its rank is; without runs above `most` nodes times ties."""
    whole = betweenness(net)[nodes]
    if len(net.ids) * len(net.giver) > most:
        return steadiness(whole, whole, None, runs.top)
    again = []
    for dropped in runs.of(len(net.giver)):
        kept = np.delete(np.arange(len(net.giver)), dropped)
        less = Network(net.ids, net.giver[kept], net.taker[kept], net.weight[kept])
        again.append(betweenness(less)[nodes])
    return steadiness(whole, whole, np.array(again) if again else None, runs.top)


def starting(items: Network, nodes: Ints, runs: Runs) -> pd.DataFrame:
    """The share of items in which each of the nodes was first, and how steady its rank is; weights are items.

    Ranked by the lower bound of the share (Wilson, 95 %), so that one item of one is not the best of all.
    """
    n = len(items.ids)
    first, later = sums(items.giver, items.weight, n)[nodes], sums(items.taker, items.weight, n)[nodes]
    low = wilson(first, first + later)[0]
    again = []
    for dropped in runs.of(len(items.giver)):
        less = sums(items.giver[dropped], items.weight[dropped], n)[nodes]
        fewer = sums(items.taker[dropped], items.weight[dropped], n)[nodes]
        again.append(wilson(first - less, first - less + later - fewer)[0])
    return steadiness(first / (first + later), low, np.array(again) if again else None, runs.top)
