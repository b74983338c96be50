"""How long the best set of ten key players takes, beside a plain search with networkx, and which set is better.

    .venv/bin/python -m benchmarks.players

The networks are those of `benchmarks.networks`: five ties a node, most within groups of a hundred. Everybody may be in
the set. Both searches take one by one who adds most, then let each member in turn give way to whoever is better in its
place until none is. What people write with networkx computes the whole objective for each set that is tried: a search
from the set for reach (KPP-Pos, D_R), the parts that are left for fragments (KPP-Neg, F). "networkx, ways kept" is the
same for reach with the ways between all pairs computed once: more work to write, and much memory. A search with
networkx that is not done within `LIMIT` seconds is stopped. Beyond 2,000 nodes networkx is spared: its time grows with
the square of their number, and the ways kept would take gigabytes.

Writes `benchmarks/results/players.csv`: objective, method, nodes, ties, k, value (as networkx computes it; empty for a
search that was stopped), seconds (of the processor, from ties to set; of a search that was stopped, when).
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import networkx as nx
import numpy as np

from benchmarks.networks import made_up
from mapping.analyse.networks.graph import Network
from mapping.analyse.players.fragments import fragment_scores
from mapping.analyse.players.reach import distances, nearness, reach_scores
from mapping.analyse.players.search import best_set

RESULTS = Path(__file__).parent / "results" / "players.csv"
SIZES = (500, 2_000, 5_000)
K = 10
LIMIT = 120  # seconds
MOST_FOR_NETWORKX = 2_000
Value = Callable[[Sequence[int]], float]


class Row(NamedTuple):
    """One row of the results."""

    objective: str
    method: str
    nodes: int
    ties: int
    k: int
    value: float | None
    seconds: float


class TooLong(Exception):
    """A search was not done within the limit."""


def _digraph(net: Network) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(net.ids)))
    graph.add_edges_from(zip(net.giver.tolist(), net.taker.tolist(), strict=True))
    return graph


def reach_of(net: Network) -> Value:
    """D_R of a set, by one search that begins at all its members."""
    graph = _digraph(net)

    def value(members: Sequence[int]) -> float:
        layers = nx.bfs_layers(graph, members)
        return sum(len(layer) / max(away, 1) for away, layer in enumerate(layers)) / len(graph)

    return value


def reach_of_kept(net: Network) -> Value:
    """D_R of a set, from the ways between all pairs."""
    graph = _digraph(net)
    near = {
        source: {node: 1 / max(away, 1) for node, away in ways.items()}
        for source, ways in nx.all_pairs_shortest_path_length(graph)
    }

    def value(members: Sequence[int]) -> float:
        best: dict[int, float] = {}
        for member in members:
            for node, here in near[member].items():
                if here > best.get(node, 0):
                    best[node] = here
        return sum(best.values()) / len(graph)

    return value


def fragments_of(net: Network) -> Value:
    """F without a set, from the parts that are left."""
    graph = _digraph(net).to_undirected()
    nodes = set(graph)

    def value(members: Sequence[int]) -> float:
        left = graph.subgraph(nodes.difference(members))
        joined = sum(len(part) * (len(part) - 1) for part in nx.connected_components(left))
        return 1 - joined / (len(left) * (len(left) - 1))

    return value


def plain(value: Value, candidates: Sequence[int], k: int, stop: float) -> list[int]:
    """One by one, then swaps; `TooLong` when the processor's clock passes `stop`."""

    def best_with(rest: list[int]) -> tuple[float, int]:
        best, who = -1.0, -1
        for each in candidates:
            if time.process_time() > stop:
                raise TooLong
            if each not in rest and (found := value([*rest, each])) > best + 1e-12:
                best, who = found, each
        return best, who

    members: list[int] = []
    for _ in range(k):
        members.append(best_with(members)[1])
    reached, at, kept = value(members), 0, 0
    while kept < k:
        rest = members[:at] + members[at + 1 :]
        found, who = best_with(rest)
        kept += 1
        if found > reached + 1e-12:
            members, reached, kept = [*members[:at], who, *members[at + 1 :]], found, 1
        at = (at + 1) % k
    return members


def ours(objective: str, net: Network) -> list[int]:
    """The set that the product finds."""
    nodes = np.arange(len(net.ids))
    if objective == "reach":
        return best_set(reach_scores(nearness(distances(net))), len(nodes), K)
    return best_set(fragment_scores(net, nodes), len(nodes), K)


PLAIN: dict[tuple[str, str], Callable[[Network], Value]] = {
    ("reach", "networkx"): reach_of,
    ("reach", "networkx, ways kept"): reach_of_kept,
    ("fragments", "networkx"): fragments_of,
}


def measure(objective: str, method: str, net: Network) -> Row:
    """One search; the set found is judged by networkx, whoever found it."""
    started = time.process_time()
    try:
        if method == "mapping":
            members = ours(objective, net)
        else:
            members = plain(PLAIN[objective, method](net), range(len(net.ids)), K, started + LIMIT)
        seconds = time.process_time() - started
        value = PLAIN[objective, "networkx"](net)(members)
    except TooLong:
        seconds, value = time.process_time() - started, None
    size = len(net.ids), len(net.giver)
    return Row(objective, method, *size, K, None if value is None else round(value, 6), round(seconds, 3))


def main() -> None:
    """Measure, print and keep."""
    rows = []
    for net in map(made_up, SIZES):
        methods = [("reach", "mapping"), ("fragments", "mapping")]
        methods += list(PLAIN) if len(net.ids) <= MOST_FOR_NETWORKX else []
        for objective, method in methods:
            row = measure(objective, method, net)
            rows.append(row)
            done = f"value {row.value}, {row.seconds} s" if row.value is not None else f"stopped after {row.seconds} s"
            print(f"{row.objective}, {row.method}: {row.nodes:,} nodes, {row.ties:,} ties: {done}", flush=True)
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Row._fields)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
