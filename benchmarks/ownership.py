"""How long the ultimate owners of many entities take, beside the enumeration of paths with networkx.

    .venv/bin/python -m benchmarks.ownership

The networks are made up. In a market four of ten entities are people; the others are firms in groups of ten. Each firm
has five holders: people mostly, firms of earlier groups, and some of its own group, which closes loops. One stake in
three has no stated share; the others are exact and leave a part unnamed. In a thicket every firm holds a part of every
other, and one person a part of the first. Writes `benchmarks/results/ownership.csv`: network, method, entities, stakes,
looped (firms in loops), pairs (of owner and firm found), seconds (of the processor).

Both methods give the least share of every ultimate owner in every firm; ours gives the most as well. networkx has no
such function: what people write with it is the sum over all simple paths, which stops at loops and so falls a little
short there. In a thicket the paths multiply beyond any patience.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import numpy as np

from mapping.analyse.shares import Stakes, ultimate_shares

RESULTS = Path(__file__).parent / "results" / "ownership.csv"
SIZES = (300, 1_000, 3_000, 10_000, 30_000, 100_000, 200_000)
# Beyond this the enumeration of paths takes minutes.
MOST_FOR_PATHS = 100_000
THICKETS = (6, 8, 10, 11, 50, 200)
MOST_FOR_PATHS_IN_THICKETS = 11
GROUP, HOLDERS = 10, 5
PERSON, EARLIER, OWN_GROUP = 0.80, 0.06, 0.14


def market(n: int, seed: int = 7) -> Stakes:
    """Stakes among `n` entities: the first four tenths are people, the rest firms."""
    rng = np.random.default_rng(seed)
    people = n * 4 // 10
    held = np.repeat(np.arange(people, n), HOLDERS)
    start = people + (held - people) // GROUP * GROUP
    kind = rng.choice(3, size=len(held), p=(PERSON, EARLIER, OWN_GROUP))
    earlier = people + (rng.random(len(held)) * (start - people)).astype(np.intp)
    own = np.minimum(start + rng.integers(0, GROUP, len(held)), n - 1)
    holder = np.select([(kind == 1) & (start > people), kind == 2], [earlier, own], rng.integers(0, people, len(held)))
    keep = holder != held
    _, first = np.unique(held[keep] * n + holder[keep], return_index=True)
    held, holder = held[keep][first], holder[keep][first]
    share = rng.dirichlet(np.ones(HOLDERS + 1), n)[held, rng.integers(0, HOLDERS + 1, len(held))]
    total = np.bincount(held, share, n)[held]
    share = share / np.maximum(1, total / 0.95)
    unstated = rng.random(len(held)) < 1 / 3
    return Stakes(held, holder, np.where(unstated, 0, share), np.where(unstated, 1, share))


def thicket(n: int) -> Stakes:
    """One person, and firms that hold each other all alike; the person has a part of the first."""
    firms = np.arange(1, n)
    held, holder = (side.ravel() for side in np.meshgrid(firms, firms))
    apart = held != holder
    held, holder = np.r_[held[apart], 1], np.r_[holder[apart], 0]
    share = np.full(len(held), 0.9 / n)
    return Stakes(held, holder, share, share)


def by_matrix(n: int, stakes: Stakes) -> int:
    """The pairs of owner and firm that our own function finds."""
    return len(ultimate_shares(n, stakes).held)


def by_paths(n: int, stakes: Stakes) -> int:
    """The pairs found by walking every path from every ultimate owner and adding up the products."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(n))
    edges = zip(stakes.holder.tolist(), stakes.held.tolist(), stakes.low.tolist(), strict=True)
    graph.add_weighted_edges_from(edges)
    shares: dict[tuple[int, int], float] = {}
    for top in (node for node in graph if graph.in_degree(node) == 0):
        below = nx.descendants(graph, top)
        for path in nx.all_simple_edge_paths(graph, top, below) if below else ():
            product = 1.0
            for one, other in path:
                product *= graph[one][other]["weight"]
            shares[path[-1][1], top] = shares.get((path[-1][1], top), 0.0) + product
    return len(shares)


def looped(stakes: Stakes) -> int:
    """Firms that hold a part of themselves through others."""
    graph = nx.DiGraph(zip(stakes.holder.tolist(), stakes.held.tolist(), strict=True))
    return sum(len(loop) for loop in nx.strongly_connected_components(graph) if len(loop) > 1)


def measure(network: str, n: int, method: str) -> tuple[str, str, int, int, int, int, float]:
    """One row of the results."""
    stakes = NETWORKS[network](n)
    started = time.process_time()
    pairs = METHODS[method](n, stakes)
    seconds = time.process_time() - started
    return network, method, n, len(stakes.held), looped(stakes), pairs, round(seconds, 3)


NETWORKS: dict[str, Callable[[int], Stakes]] = {"market": market, "thicket": thicket}
METHODS: dict[str, Callable[[int, Stakes], int]] = {"mapping": by_matrix, "networkx paths": by_paths}


def main() -> None:
    """Measure, print and keep."""
    plan = [("market", n, "mapping") for n in SIZES]
    plan += [("market", n, "networkx paths") for n in SIZES if n <= MOST_FOR_PATHS]
    plan += [("thicket", n, "mapping") for n in THICKETS]
    plan += [("thicket", n, "networkx paths") for n in THICKETS if n <= MOST_FOR_PATHS_IN_THICKETS]
    rows = []
    for each in plan:
        rows.append(measure(*each))
        network, method, entities, stakes, in_loops, pairs, seconds = rows[-1]
        print(
            f"{network}, {method}: {entities:,} entities, {stakes:,} stakes, {in_loops:,} in loops: {pairs:,} pairs, "
            f"{seconds} s"
        )
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("network", "method", "entities", "stakes", "looped", "pairs", "seconds"))
        writer.writerows(rows)


if __name__ == "__main__":
    main()
