"""What is left of a network without some of it: worked examples, and random networks against networkx."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_players import EDGES, digraph, fragmentation_by_definition, net_of

from mapping.analyse.networks.graph import Network
from mapping.analyse.players.fragments import (
    distance_fragmentation,
    fragment_scores,
    fragmentation,
    graph_of,
    pairs_of,
    parts_without_each,
)

GONE = st.lists(st.integers(0, 19), max_size=6, unique=True)


def _gone(net: Network, gone: list[int]) -> tuple[int, ...]:
    return tuple(node for node in gone if node < len(net.ids))


@given(EDGES, GONE)
@settings(deadline=None, max_examples=80)
def test_both_values_are_those_of_the_definition(edges: list[tuple[int, int]], more: list[int]) -> None:
    net = net_of(edges)
    gone = _gone(net, more)
    assert fragmentation(net, gone) == pytest.approx(fragmentation_by_definition(digraph(net), gone))
    left = digraph(net).to_undirected()
    left.remove_nodes_from(gone)
    ways = dict(nx.all_pairs_shortest_path_length(left))
    held = sum(1 / ways[a][b] for a, b in combinations(left, 2) if b in ways[a])
    n = len(left)
    assert distance_fragmentation(net, gone) == pytest.approx(1 - 2 * held / (n * (n - 1)) if n > 1 else 1)


@given(EDGES, GONE)
@settings(deadline=None, max_examples=80)
def test_one_walk_gives_what_is_left_without_each(edges: list[tuple[int, int]], more: list[int]) -> None:
    net = net_of(edges)
    gone = _gone(net, more)
    parts = parts_without_each(net, graph_of(net), gone)
    whole = digraph(net).to_undirected()
    whole.remove_nodes_from(gone)
    for node in range(len(net.ids)):
        if node in gone:
            assert (parts.size[node], parts.pairs[node], parts.largest[node]) == (0, 0, 0)
            continue
        part = whole.subgraph(nx.node_connected_component(whole, node)).copy()
        size = len(part)
        part.remove_node(node)
        pieces = [len(piece) for piece in nx.connected_components(part)]
        wanted = (size, sum(n * (n - 1) // 2 for n in pieces), max(pieces, default=0))
        assert (parts.size[node], parts.pairs[node], parts.largest[node]) == wanted


@given(EDGES, GONE)
@settings(deadline=None, max_examples=40)
def test_scores_are_the_pairs_left_for_every_member_added(edges: list[tuple[int, int]], more: list[int]) -> None:
    net = net_of(edges)
    members, n = _gone(net, more), len(net.ids)
    scores = fragment_scores(net, np.arange(n))(members)
    for node in set(range(n)) - set(members):
        left = n - len(members) - 1
        share = fragmentation_by_definition(digraph(net), (*members, node))
        assert -scores[node] == pytest.approx((1 - share) * int(pairs_of(np.array(left))), abs=1e-6)


def test_a_long_line_is_no_trouble() -> None:
    n = 20_000
    line = Network([str(at) for at in range(n)], np.arange(n - 1), np.arange(1, n), np.ones(n - 1))
    parts = parts_without_each(line, graph_of(line))
    assert parts.largest[[0, n // 2, n - 1]].tolist() == [n - 1, n // 2, n - 1]


@pytest.mark.parametrize(
    ("edges", "gone", "value"),
    [
        ([(0, 1), (1, 2)], (), 0),
        ([(0, 1), (1, 2)], (1,), 1),
        ([(0, 1), (1, 2), (2, 0)], (1,), 0),
        ([(0, 1), (2, 3)], (), 1 - 2 / 6),
        ([(0, 1)], (0,), 1),
        ([(0, 1)], (0, 1), 1),
    ],
)
def test_worked_examples(edges: list[tuple[int, int]], gone: tuple[int, ...], value: float) -> None:
    assert fragmentation(net_of(edges), gone) == pytest.approx(value)


def test_nothing_hangs_together_where_there_is_no_network() -> None:
    nothing = Network([], np.array([], int), np.array([], int), np.array([]))
    assert fragmentation(nothing) == distance_fragmentation(nothing) == 1
