"""How long the roles of every node take in a large network of ties, beside networkx.

    .venv/bin/python -m benchmarks.networks

The networks are made up: five ties a node; who gives follows a heavy tail, as with media, where few are copied by many;
four ties in five stay within groups of some hundred nodes. The same ties go to both, on one thread, and each step is
timed from the ties to the answer, the building of the graph included. Writes `benchmarks/results/networks.csv`: nodes,
ties, step, ours and networkx (seconds of the processor; empty where networkx was not run), apart (largest difference
between the two answers).

networkx has no Leiden method, so that its Louvain stands beside ours, and no sampling of betweenness with a bound: its
own draws 16 starting nodes, of which no error is known, while ours is within 0.02 with a chance of 0.9. Beyond 20,000
nodes networkx is spared Louvain and betweenness, which take many minutes.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import numpy as np

from mapping.analyse.networks.between import betweenness
from mapping.analyse.networks.communities import grouping
from mapping.analyse.networks.graph import Floats, Network, networkit, sums
from mapping.analyse.networks.roles import DAMPING, cores, pagerank

RESULTS = Path(__file__).parent / "results" / "networks.csv"
HEADS = ("nodes", "ties", "step", "ours", "networkx", "apart")
SIZES = (2_000, 20_000, 200_000)
TIES_A_NODE, GROUP, INSIDE, TAIL = 5, 100, 0.8, 1.2
MOST_FOR_NETWORKX = 20_000
STARTS = 16
Step = Callable[[Network], Floats | None]


def made_up(n: int, seed: int = 7) -> Network:
    """Ties between `n` nodes, at most one for each giver and taker."""
    rng = np.random.default_rng(seed)
    m = n * TIES_A_NODE * 21 // 20  # some fall together
    taker = rng.integers(0, n, m)
    reach = (rng.pareto(TAIL, m) * GROUP / 10).astype(np.int64)
    within = np.minimum(taker // GROUP * GROUP + reach % GROUP, n - 1)
    giver = np.where(rng.random(m) < INSIDE, within, reach * GROUP % n)
    keys = np.unique((giver * n + taker)[giver != taker])
    weight = rng.integers(1, 20, len(keys)).astype(np.float64)
    return Network([str(node) for node in range(n)], keys // n, keys % n, weight)


def _graph(net: Network, *, reverse: bool = False) -> nx.DiGraph:
    ends = (net.taker, net.giver) if reverse else (net.giver, net.taker)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(net.ids)))
    graph.add_weighted_edges_from(zip(*(end.tolist() for end in ends), net.weight.tolist(), strict=True))
    return graph


def _values(by_node: dict[int, float], net: Network) -> Floats:
    return np.array([by_node[node] for node in range(len(net.ids))], dtype=np.float64)


def _louvain(net: Network) -> None:
    nx.community.louvain_communities(_graph(net).to_undirected(), seed=1)


def _leiden(net: Network) -> None:
    grouping(net, seeds=1)


STEPS: dict[str, tuple[Step, Step]] = {
    "in-strength": (
        lambda net: sums(net.taker, net.weight, len(net.ids)),
        lambda net: _values(dict(_graph(net).in_degree(weight="weight")), net),
    ),
    "pagerank": (
        pagerank,
        lambda net: _values(nx.pagerank(_graph(net, reverse=True), alpha=DAMPING, tol=1e-10 / len(net.ids)), net),
    ),
    "k-core": (
        lambda net: cores(net).astype(np.float64),
        lambda net: _values(nx.core_number(_graph(net).to_undirected()), net),
    ),
    "communities, one run": (_leiden, _louvain),
    "betweenness": (
        betweenness,
        lambda net: _values(
            nx.betweenness_centrality(_graph(net), k=None if len(net.ids) <= SIZES[0] else STARTS, seed=1), net
        ),
    ),
}


def timed(step: Step, net: Network) -> tuple[float, Floats | None]:
    """Seconds of the processor that a step takes, and its answer."""
    started = time.process_time()
    answer = step(net)
    return round(time.process_time() - started, 3), answer


def measure(name: str, net: Network) -> dict[str, object]:
    """One row of the results."""
    ours, theirs = STEPS[name]
    row: dict[str, object] = {"nodes": len(net.ids), "ties": len(net.giver), "step": name}
    row["ours"], answer = timed(ours, net)
    if len(net.ids) <= MOST_FOR_NETWORKX or name in ("in-strength", "pagerank", "k-core"):
        row["networkx"], other = timed(theirs, net)
        if answer is not None and other is not None:
            row["apart"] = float(f"{np.abs(answer - other).max():.1e}")
    return row


def main() -> None:
    """Measure, print and keep."""
    networkit()  # it takes a second to load, once
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADS, lineterminator="\n")
        writer.writeheader()
        for net in map(made_up, SIZES):
            for name in STEPS:
                row = measure(name, net)
                writer.writerow(row)
                print(", ".join(f"{head} {row[head]}" for head in HEADS if head in row))


if __name__ == "__main__":
    main()
