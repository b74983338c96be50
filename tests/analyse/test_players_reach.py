"""How near a set is to everybody: worked examples, and random networks against networkx."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from small_players import EDGES, digraph, net_of, random_net, reach_by_definition

from mapping.analyse.networks.graph import Network
from mapping.analyse.players.reach import FAR, both_ways, distances, nearness, reach_scores, reach_value, reached


@given(EDGES)
@settings(deadline=None, max_examples=60)
def test_distances_are_those_of_networkx(edges: list[tuple[int, int]]) -> None:
    net = net_of(edges)
    wanted = np.full((len(net.ids), len(net.ids)), FAR)
    for source, ways in nx.all_pairs_shortest_path_length(digraph(net)):
        wanted[source, list(ways)] = list(ways.values())
    assert (distances(net) == wanted).all()


@pytest.mark.parametrize("n", [63, 64, 65, 130])
def test_any_number_of_searches_goes_at_once(n: int) -> None:
    net = random_net(n, 3 * n, seed=n)
    every = distances(net)
    some = np.array([len(net.ids) - 1, 0, 7])
    assert (distances(net, some) == every[some]).all()
    assert every.shape == (len(net.ids),) * 2


@pytest.mark.parametrize(("length", "farthest"), [(254, 253), (255, 254), (256, FAR), (400, FAR)])
def test_ways_that_are_too_long_count_as_none(length: int, farthest: int) -> None:
    line = Network([str(at) for at in range(length)], np.arange(length - 1), np.arange(1, length), np.ones(length - 1))
    assert distances(line, np.array([0]))[0, -1] == farthest


def test_reach_of_a_small_network_by_hand() -> None:
    # 0 -> 1 -> 2 -> 3, and 4 -> 5 apart: from 0 it is 1 + 1 + 1/2 + 1/3 of six, from 0 and 4 two more.
    net = net_of([(0, 1), (1, 2), (2, 3), (4, 5)])
    steps = distances(net)
    assert reach_value(steps, [0]) == pytest.approx((1 + 1 + 1 / 2 + 1 / 3) / 6)
    assert reach_value(steps, [0, 4]) == pytest.approx((1 + 1 + 1 / 2 + 1 / 3 + 2) / 6)
    assert (reached(steps, [0]), reached(steps, [0, 4]), reached(steps, [3])) == pytest.approx((4 / 6, 1, 1 / 6))
    # Backwards, too, the end of the line reaches its beginning.
    assert reach_value(distances(both_ways(net)), [3]) == pytest.approx((1 + 1 + 1 / 2 + 1 / 3) / 6)


@given(EDGES)
@settings(deadline=None, max_examples=40)
def test_scores_are_the_definition_for_every_member_added(edges: list[tuple[int, int]]) -> None:
    net = net_of(edges)
    graph, n = digraph(net), len(net.ids)
    found = reach_scores(nearness(distances(net)))([0])
    assert found / n == pytest.approx([reach_by_definition(graph, (0, node)) for node in range(n)], abs=1e-6)


@pytest.mark.parametrize("members", [[], [0]])
def test_nothing_is_reached_where_there_is_no_network(members: list[int]) -> None:
    steps = distances(Network([], np.array([], int), np.array([], int), np.array([])))
    assert steps.shape == (0, 0)
    assert reach_value(steps, members) == reached(steps, members) == 0


def test_nobody_reaches_nobody() -> None:
    assert reach_value(distances(net_of([(0, 1)])), []) == 0
