"""Groups of nodes with more ties among themselves than chance would give (Leiden), and how sure the grouping is."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mapping.analyse.networks.graph import Ints, Network, networkit, steady, undirected

SEEDS = 20


class Grouping(NamedTuple):
    """The best of several runs: group of each node, its modularity, and how like it the other runs are, 1 for equal."""

    groups: Ints
    modularity: float
    rand: float
    nmi: float


def _shared(one: Ints, other: Ints) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Nodes in each group of the one, of the other, and in each meeting of two groups."""
    _, first = np.unique(one, return_inverse=True)
    _, second = np.unique(other, return_inverse=True)
    both = np.unique(first * (second.max() + 1) + second, return_counts=True)[1]
    return np.bincount(first).astype(float), np.bincount(second).astype(float), both.astype(float)


def adjusted_rand(one: Ints, other: Ints) -> float:
    """How far two groupings agree on pairs of nodes: 1 wholly, 0 as far as chance would.

    Method: Hubert and Arabie (1985), doi 10.1007/BF01908075.
    """
    rows, columns, both = (float((counts * (counts - 1) / 2).sum()) for counts in _shared(one, other))
    expected = rows * columns / max(len(one) * (len(one) - 1) / 2, 1)
    most = (rows + columns) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def shared_information(one: Ints, other: Ints) -> float:
    """Normalised mutual information of two groupings, 0 to 1: twice what they share, of what both hold.

    Method: Danon and others (2005), doi 10.1088/1742-5468/2005/09/P09008.
    """
    n = len(one)
    rows, columns, both = (float(-(counts / n * np.log(counts / n)).sum()) for counts in _shared(one, other))
    return 1.0 if rows + columns == 0 else max(0.0, 2 * (rows + columns - both) / (rows + columns))


def _run(graph: Any, seed: int) -> tuple[float, Ints]:
    community = networkit().community
    with steady(seed):
        leiden = community.ParallelLeiden(graph)
        leiden.run()
        found = leiden.getPartition()
        return community.Modularity().getQuality(found, graph), np.array(found.getVector(), dtype=np.int64)


def grouping(net: Network, seeds: int = SEEDS) -> Grouping:
    """The grouping of highest modularity of `seeds` runs, directions left aside, and its likeness to the other runs.

    Methods: Traag and others (2019), doi 10.1038/s41598-019-41695-z; stability over seeds as the mean of
    `adjusted_rand` and of `shared_information` between the best run and each other.
    """
    graph = undirected(net)
    runs = [_run(graph, seed) for seed in range(1, seeds + 1)]
    best = max(range(seeds), key=lambda at: (round(runs[at][0], 12), -at))
    modularity, groups = runs[best]
    others = [found for at, (_, found) in enumerate(runs) if at != best] or [groups]
    rand = float(np.mean([adjusted_rand(groups, other) for other in others]))
    nmi = float(np.mean([shared_information(groups, other) for other in others]))
    return Grouping(groups, modularity, rand, nmi)


def members(net: Network, groups: Ints) -> pd.DataFrame:
    """One row a node: community (the id of its strongest member by weight of all ties), members (their number), id.

    Largest communities first, within them the strongest first.
    """
    n = len(net.ids)
    strength = np.bincount(net.giver, net.weight, n) + np.bincount(net.taker, net.weight, n)
    frame = pd.DataFrame({"group": groups, "id": net.ids, "strength": strength.round(9)})
    frame = frame.sort_values(["strength", "id"], ascending=[False, True])
    by_group = frame.groupby("group")["id"]
    frame = frame.assign(community=by_group.transform("first"), members=by_group.transform("size"))
    frame = frame.sort_values(["members", "community"], ascending=[False, True], kind="stable", ignore_index=True)
    return frame[["community", "members", "id"]]
