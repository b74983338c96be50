"""Who stands between others: the share of shortest ways through each node, exact in small networks, drawn in large."""

from __future__ import annotations

import math

import numpy as np
import rustworkx as rx

from mapping.analyse.networks.graph import SEED, Floats, Ints, Network, sums

# Nodes times ties up to which betweenness is exact: some seconds of one processor.
MOST_EXACT = 500_000_000
# Above, values are within ERROR of the true ones; in DOUBT of all runs one may be farther off.
ERROR, DOUBT = 0.02, 0.1


def betweenness(net: Network, *, most_exact: int = MOST_EXACT, seed: int = SEED) -> Floats:
    """The share of pairs of other nodes between which the shortest ways lead through a node, 0 to 1; weights ignored.

    Exact up to `most_exact` nodes times ties (Brandes 2001, doi 10.1080/0022250X.2001.9990249). Above, one shortest
    way is drawn for each of many random pairs (Riondato and Kornaropoulos 2014, doi 10.1145/2556195.2556224): no value
    is off by more than 0.02, with a chance of 0.9.
    """
    n = len(net.ids)
    return _exact(net) if n * len(net.giver) <= most_exact else _drawn(net, np.random.default_rng(seed))


def _exact(net: Network) -> Floats:
    n = len(net.ids)
    graph = rx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(n))
    graph.extend_from_edge_list(list(zip(net.giver.tolist(), net.taker.tolist(), strict=True)))
    # One thread: sums of fractions depend on their order.
    exact = rx.digraph_betweenness_centrality(graph, parallel_threshold=n + 1)
    return np.array([exact[node] for node in range(n)])


def _drawn(net: Network, rng: np.random.Generator) -> Floats:
    n = len(net.ids)
    # Hoeffding's bound on the mean of so many draws, for all nodes at once.
    draws = math.ceil(math.log(2 * n / DOUBT) / (2 * ERROR**2))
    onward, back = _Ways(net.giver, net.taker, n), _Ways(net.taker, net.giver, n)
    ahead, behind = _Search(onward, back, n), _Search(back, onward, n)
    passed = np.zeros(n)
    starts, others = rng.integers(n, size=draws), rng.integers(n - 1, size=draws)
    for start, end in zip(starts.tolist(), (others + (others >= starts)).tolist(), strict=True):
        passed[_between(ahead, behind, start, end, rng)] += 1
    # A node stands between pairs of others only; the ends are drawn from all.
    return passed / draws * n / max(n - 2, 1)


def _between(ahead: _Search, behind: _Search, start: int, end: int, rng: np.random.Generator) -> list[int]:
    """The nodes between the ends of one shortest way, drawn evenly from all shortest ways; none where no way leads.

    Both ends are searched from, always on the side where fewer ties wait, as in KADABRA (Borassi and Natale 2019,
    doi 10.1145/3284359): in networks of media the two meet after a few hundred nodes.
    """
    ahead.begin(start)
    behind.begin(end)
    met = np.empty(0, dtype=np.int64)
    while not len(met):
        here, there = (ahead, behind) if ahead.waiting <= behind.waiting else (behind, ahead)
        here.go_on()
        if not len(here.edge):
            break
        met = here.edge[there.depth[here.edge] >= 0]
    way: set[int] = set()
    if len(met):
        middle = _pick(met, ahead.ways_to[met] * behind.ways_to[met], rng)
        way = {middle, *ahead.home(middle, rng), *behind.home(middle, rng)} - {start, end}
    ahead.forget()
    behind.forget()
    return sorted(way)


def _pick(nodes: Ints, weights: Floats, rng: np.random.Generator) -> int:
    """One of the nodes, with chances by weight."""
    up_to = weights.cumsum()
    return int(nodes[np.searchsorted(up_to, rng.random() * up_to[-1], side="right")])


class _Ways:
    """The ties of a network by the node they lead from."""

    def __init__(self, origin: Ints, goal: Ints, n: int) -> None:
        self.many = np.bincount(origin, minlength=n)
        self._first = np.cumsum(self.many) - self.many
        self._goals = goal[np.argsort(origin, kind="stable")]

    def leading_from(self, nodes: Ints) -> Ints:
        """Where the ties of these nodes lead, node by node."""
        many = self.many[nodes]
        places = np.arange(many.sum()) + np.repeat(self._first[nodes] - np.cumsum(many) + many, many)
        goals: Ints = self._goals[places]
        return goals


class _Search:
    """A search in breadth from one node: how far the nodes found are, and by how many shortest ways they are reached.

    One search serves for many starts: its arrays are as long as the network and are cleared where they were written.
    """

    def __init__(self, ways: _Ways, back: _Ways, n: int) -> None:
        self._ways, self._back = ways, back
        self.depth = np.full(n, -1)
        self.ways_to = np.zeros(n)

    def begin(self, node: int) -> None:
        self._found: list[Ints] = []
        self._reach(np.array([node]), np.ones(1))

    def go_on(self) -> None:
        """One step farther: `edge` holds the nodes that are new."""
        goals = self._ways.leading_from(self.edge)
        ways = np.repeat(self.ways_to[self.edge], self._ways.many[self.edge])
        new = self.depth[goals] < 0
        nodes, places = np.unique(goals[new], return_inverse=True)
        self._reach(nodes, sums(places, ways[new], len(nodes)))

    def _reach(self, nodes: Ints, ways: Floats) -> None:
        self.depth[nodes], self.ways_to[nodes] = len(self._found), ways
        self._found.append(nodes)
        self.edge, self.waiting = nodes, int(self._ways.many[nodes].sum())

    def home(self, node: int, rng: np.random.Generator) -> list[int]:
        """The nodes of one shortest way from the start to this node, drawn evenly."""
        way = []
        while self.depth[node] > 0:
            near = self._back.leading_from(np.array([node]))
            near = near[self.depth[near] == self.depth[node] - 1]
            node = _pick(near, self.ways_to[near], rng)
            way.append(node)
        return way

    def forget(self) -> None:
        for nodes in self._found:
            self.depth[nodes], self.ways_to[nodes] = -1, 0
