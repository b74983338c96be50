"""Where each node of the network stands on the page: the same ties always give the same places.

Each island (nodes that ties join) is laid out by the springs of Fruchterman and Reingold (1991,
doi:10.1002/spe.4380211102), starting from the distances between its nodes (pivot MDS, Brandes and Pich 2007,
doi:10.1007/978-3-540-70904-6_6) where it is large. Then dots that overlap are moved apart, and the islands are packed
around the largest. Distances have no unit: 1 is the least between two nodes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray
from scipy.spatial import KDTree

from mapping.analyse.networks.graph import networkit, steady

Points = NDArray[np.float64]
SEED = 20_261_121
# How much room a node has on the page, and an island around itself.
SPREAD, MARGIN = 2.4, 2.0
# Each round of the springs takes as many steps as an island has pairs: 5,000 nodes get 20 rounds, 1,000 the most.
STEPS, MOST_ROUNDS = 500_000_000, 400
LARGE = 1_000
# A page is wider than it is high.
WIDER = 1.4
ROUNDS_APART = 80


def positions(n: int, ties: Sequence[tuple[int, int]]) -> list[tuple[float, float] | None]:
    """The place of each of `n` nodes, numbered from 0, with these ties (each pair once); None for one without any.

    No two places are nearer than about 1.
    """
    graph = rx.PyGraph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from([(one, other, 1.0) for one, other in ties])
    islands = [sorted(island) for island in rx.connected_components(graph) if len(island) > 1]
    islands.sort(key=lambda island: (-len(island), island[0]))
    places: list[tuple[float, float] | None] = [None] * n
    for island, spots in zip(islands, _packed([_laid_out(graph, island) for island in islands]), strict=True):
        for node, (x, y) in zip(island, spots, strict=True):
            places[node] = (float(x), float(y))
    return places


def _laid_out(graph: rx.PyGraph[int, float], island: list[int]) -> Points:
    """The places of the nodes of one island around its middle."""
    own = graph.subgraph(island)
    n = len(island)
    rounds = int(min(MOST_ROUNDS, max(1, STEPS // n**2)))
    start = {node: (float(x), float(y)) for node, (x, y) in enumerate(_by_distance(own))} if n > LARGE else None
    found = rx.spring_layout(own, start, k=1.2 / math.sqrt(n), num_iter=rounds, seed=SEED)
    spots = np.array([found[node] for node in range(n)], dtype=np.float64)
    return _apart((spots - spots.mean(axis=0)) / max(float(spots.std()), 1e-9) * math.sqrt(n) * SPREAD / 4)


def _by_distance(island: rx.PyGraph[int, float]) -> Points:
    """A rough first place for each node; nodes at equal distances from all others are moved apart a little."""
    n = island.num_nodes()
    one, other = (np.array(ends, dtype=np.int64) for ends in zip(*island.edge_list(), strict=True))
    nk = networkit()
    with steady(SEED):
        graph = nk.GraphFromCoo((np.ones(len(one)), (one, other)), n=n, weighted=True, directed=False)
        scaling = nk.viz.PivotMDS(graph, 2, 50)
        scaling.run()
        spots = np.array(scaling.getCoordinates(), dtype=np.float64)
    spots = (spots - spots.mean(axis=0)) / np.maximum(spots.std(axis=0), 1e-9) / 3
    return np.asarray(spots + np.random.default_rng(SEED).normal(scale=0.02, size=spots.shape))


def _apart(spots: Points) -> Points:
    """The places moved until none is nearer to another than 1, or nearly so where it is crowded."""
    spots = spots.copy()
    for _round in range(ROUNDS_APART):
        pairs = KDTree(spots).query_pairs(1.0, output_type="ndarray")
        if not len(pairs):
            break
        way = spots[pairs[:, 1]] - spots[pairs[:, 0]]
        far = np.hypot(way[:, 0], way[:, 1])
        # Two in one place part along a direction of their own.
        way[far < 1e-9] = np.column_stack((np.cos(pairs[far < 1e-9, 1]), np.sin(pairs[far < 1e-9, 1])))
        push = way / np.maximum(far, 1e-9)[:, None] * ((1.02 - far) / 2)[:, None]
        np.add.at(spots, pairs[:, 0], -push)
        np.add.at(spots, pairs[:, 1], push)
    return spots


def _packed(islands: list[Points]) -> list[Points]:
    """The islands, the largest first, each as near to the middle of the page as the ones before leave room."""
    if not islands:
        return []
    discs = [spots - (spots.min(axis=0) + spots.max(axis=0)) / 2 for spots in islands]
    radii = [float(np.hypot(spots[:, 0], spots[:, 1]).max()) + MARGIN for spots in discs]
    free = _grid(math.sqrt(sum(radius**2 for radius in radii)) * 2)
    room = np.full(len(free), np.inf)
    placed = []
    for spots, radius in zip(discs, radii, strict=True):
        middle = free[int(np.argmax(room >= radius))]
        placed.append(spots + middle)
        room = np.minimum(room, KDTree(placed[-1]).query(free)[0])
    return placed


def _grid(radius: float) -> Points:
    """Places to put the middle of an island at, the nearest to the middle of the page first; at most some 40,000."""
    steps = np.arange(-100, 101) * max(0.7, radius / 100)
    x, y = (axis.ravel() for axis in np.meshgrid(steps * WIDER, steps))
    return np.column_stack((x, y))[np.argsort((x / WIDER) ** 2 + y**2, kind="stable")]
