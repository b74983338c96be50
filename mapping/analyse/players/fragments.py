"""Who holds the network together: KPP-Neg (Borgatti 2006, doi 10.1007/s10588-006-7084-x).

    F   = 1 - 2 (pairs between which any way leads) / (n (n - 1)),
    D_F = 1 - 2 (sum over pairs of 1 / d(i, j)) / (n (n - 1)),

over the n nodes that are left once the set is gone, ties passable in both directions. What is left of the network
without each node in turn comes from one walk through it: a part below a node stays joined to the rest only if a tie of
it leads above that node (Tarjan 1972, doi 10.1137/0201010).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import rustworkx as rx
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from mapping.analyse.networks.graph import Floats, Ints, Network
from mapping.analyse.players.reach import FAR, both_ways, distances
from mapping.analyse.players.search import Scores


class Parts(NamedTuple):
    """For each node, were it gone: one place a node; all 0 for those that are gone already."""

    size: Ints  # nodes of the part in which it stands, itself included
    pairs: Ints  # pairs of others of that part that would still be joined
    largest: Ints  # nodes of the largest piece that would be left of that part


def pairs_of(n: Ints) -> Ints:
    """How many pairs so many make."""
    return n * (n - 1) // 2


def without(net: Network, gone: Sequence[int] | Ints) -> Network:
    """The network that is left without some nodes (their numbers); the others are numbered anew, in the same order."""
    stays = np.ones(len(net.ids), dtype=bool)
    stays[np.asarray(gone, dtype=np.int64)] = False
    number = np.cumsum(stays) - 1
    kept = stays[net.giver] & stays[net.taker]
    ids = [own_id for own_id, stay in zip(net.ids, stays, strict=True) if stay]
    return Network(ids, number[net.giver[kept]], number[net.taker[kept]], net.weight[kept])


def components(net: Network) -> Ints:
    """The part of the network in which each node stands, as a number; parts are joined by no tie."""
    n = len(net.ids)
    ties = coo_array((np.ones(len(net.giver)), (net.giver, net.taker)), shape=(n, n))
    return np.asarray(connected_components(ties, directed=False)[1], dtype=np.int64)


def joined_pairs(net: Network) -> int:
    """Pairs of nodes between which any way leads."""
    return int(pairs_of(np.bincount(components(net))).sum()) if net.ids else 0


def _fragmentation(joined: float, n: int) -> float:
    # Of one node or none nothing hangs together.
    return 1 - joined / (n * (n - 1) / 2) if n > 1 else 1.0


def fragmentation(net: Network, gone: Sequence[int] | Ints = ()) -> float:
    """F without some nodes (their numbers), 0 to 1: the share of pairs between which no way leads."""
    left = without(net, gone)
    return _fragmentation(joined_pairs(left), len(left.ids))


def distance_fragmentation(net: Network, gone: Sequence[int] | Ints = ()) -> float:
    """D_F without some nodes (their numbers), 0 to 1: as F, but a pair holds together the less, the longer its way."""
    left = without(net, gone)
    counts = np.bincount(distances(both_ways(left)).ravel(), minlength=FAR + 1)[1:FAR]
    return _fragmentation(float((counts / np.arange(1, FAR)).sum() / 2), len(left.ids))


def graph_of(net: Network) -> rx.PyGraph[int | None, None]:
    """The network without directions, as rustworkx has it; node numbers are ours."""
    graph: rx.PyGraph[int | None, None] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(net.ids)))
    graph.extend_from_edge_list(list(zip(net.giver.tolist(), net.taker.tolist(), strict=True)))
    return graph


def parts_without_each(net: Network, graph: rx.PyGraph[int | None, None], gone: Sequence[int] = ()) -> Parts:
    """What would be left of its part of the network without each node, once those `gone` are gone.

    `graph` is `graph_of(net)`, which callers that ask many times keep.
    """
    n = len(net.ids)
    left = graph.copy()
    left.remove_nodes_from(list(gone))
    walk = np.array(rx.graph_dfs_edges(left, None), dtype=np.int64).reshape(-1, 2)
    nodes, first = np.unique(walk, return_index=True)
    order = nodes[np.argsort(first)]
    place = np.full(n, n)
    place[order] = np.arange(len(order))
    above = np.full(n, -1)
    above[walk[:, 1]] = walk[:, 0]
    highest = place.copy()
    stays = (place[net.giver] < n) & (place[net.taker] < n)
    np.minimum.at(highest, net.giver[stays], place[net.taker[stays]])
    np.minimum.at(highest, net.taker[stays], place[net.giver[stays]])
    alone = np.setdiff1d(np.array(left.node_indices(), dtype=np.int64), order)
    return _folded(order, above, place, highest, alone)


def _folded(order: Ints, above: Ints, place: Ints, highest: Ints, alone: Ints) -> Parts:
    """The walk folded up from its ends: what hangs on each node, and what of it on that node only."""
    n = len(place)
    size, cut, pairs, largest, high, spot, up = (
        each.tolist() for each in (np.ones(n, int), *np.zeros((3, n), int), highest, place, above)
    )
    for node in order[::-1].tolist():
        parent = up[node]
        if parent < 0:
            continue
        size[parent] += size[node]
        high[parent] = min(high[parent], high[node])
        if high[node] >= spot[parent]:
            cut[parent] += size[node]
            pairs[parent] += size[node] * (size[node] - 1) // 2
            largest[parent] = max(largest[parent], size[node])
    whole = np.zeros(n, dtype=np.int64)
    whole[alone] = 1
    for node in order.tolist():
        whole[node] = size[node] if up[node] < 0 else whole[up[node]]
    rest = np.maximum(whole - 1 - np.array(cut, dtype=np.int64), 0)
    return Parts(whole, np.array(pairs, dtype=np.int64) + pairs_of(rest), np.maximum(largest, rest))


def fragment_scores(net: Network, candidates: Ints) -> Scores:
    """For the search of sets: the pairs cut if members and each other of the `candidates` (node numbers) were gone."""
    graph = graph_of(net)

    def scores(members: Sequence[int]) -> Floats:
        parts = parts_without_each(net, graph, candidates[list(members)].tolist())
        # Each part of s nodes adds its pairs s times over: a share of (s - 1) / 2 from each of its nodes.
        joined = ((parts.size - 1) / 2 * (parts.size > 0)).sum()
        kept = joined - pairs_of(parts.size) + parts.pairs
        return np.asarray(-kept[candidates], dtype=np.float64)

    return scores
