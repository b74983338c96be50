"""Small networks and tables for tests of key players."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import small_ties
from hypothesis import strategies as st
from small_ties import nobody

from mapping.analyse.networks.graph import Network, network

# Ties between at most 20 nodes.
EDGES = st.lists(
    st.tuples(st.integers(0, 19), st.integers(0, 19)).filter(lambda edge: edge[0] != edge[1]), min_size=1, max_size=60
)


def net_of(edges: list[tuple[int, int]]) -> Network:
    """The network of these ties, each of weight 1."""
    return network(small_ties.ties(*((f"{giver:02}", f"{taker:02}") for giver, taker in edges)))


def digraph(net: Network) -> nx.DiGraph:
    """The network as networkx has it."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(net.ids)))
    graph.add_edges_from(zip(net.giver.tolist(), net.taker.tolist(), strict=True))
    return graph


def random_net(n: int, m: int, seed: int) -> Network:
    """So many ties at random, fewer where some fall together."""
    ends = np.random.default_rng(seed).integers(0, n, (m, 2))
    return net_of([(giver, taker) for giver, taker in ends.tolist() if giver != taker])


def reach_by_definition(graph: nx.DiGraph, members: tuple[int, ...]) -> float:
    """D_R, by one search from the whole set."""
    ways = nx.multi_source_dijkstra_path_length(graph, set(members))
    return sum(1 / way if way else 1 for way in ways.values()) / len(graph)


def fragmentation_by_definition(graph: nx.DiGraph, gone: tuple[int, ...]) -> float:
    """F, by asking of every pair whether a way leads."""
    left = graph.to_undirected()
    left.remove_nodes_from(gone)
    pairs = list(combinations(left, 2))
    parts = {node: at for at, part in enumerate(nx.connected_components(left)) for node in part}
    return 1 - sum(parts[a] == parts[b] for a, b in pairs) / len(pairs) if pairs else 1.0


def outlets(**places: str) -> pd.DataFrame:
    """Active outlets by id, each with country, languages and, if it is said, its region: `a="KG ky;ru KG-B"`."""
    frame = small_ties.outlets(**{own_id: " ".join(place.split()[:2]) for own_id, place in places.items()})
    regions = [(*place.split(), None, None)[2] for place in places.values()]
    return frame.assign(region=pd.Series(regions, dtype=object), status="active")


def around(**more: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """No owners, programmes and outsiders, and what else is given."""
    return nobody() | more
