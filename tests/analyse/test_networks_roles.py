"""Roles in a network: worked examples, random networks against networkx, and networks of nothing or nearly so."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_ties import nobody, outlets, ties

from mapping.analyse.network_roles import ROLE_COLUMNS, roles
from mapping.analyse.networks.between import ERROR, betweenness
from mapping.analyse.networks.graph import Network, joined, network
from mapping.analyse.networks.roles import DAMPING, cores, pagerank, standing

EDGES = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(1, 9)).filter(lambda edge: edge[0] != edge[1]),
    min_size=1,
    max_size=40,
)


def _net(edges: list[tuple[int, int, int]]) -> Network:
    return network(ties(*((f"{giver:02}", f"{taker:02}", "link", float(items)) for giver, taker, items in edges)))


def _in_networkx(net: Network) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(net.ids)))
    graph.add_weighted_edges_from(zip(net.giver.tolist(), net.taker.tolist(), net.weight.tolist(), strict=True))
    return graph


def _middleman(n: int) -> Network:
    """Half give to one, who gives to the other half; besides, ties at random."""
    rng = np.random.default_rng(3)
    straight = [(at, 0, 1) if at % 2 else (0, at, 1) for at in range(1, n)]
    besides = [(a, b, 1) for a, b in rng.integers(0, n, (n, 2)).tolist() if a != b]
    return _net(straight + besides)


def _large(n: int, m: int) -> Network:
    rng = np.random.default_rng(3)
    keys = np.unique((rng.pareto(1, m) * n / 50).astype(np.int64) % n * n + rng.integers(0, n, m))
    giver, taker = keys // n, keys % n
    apart = giver != taker
    return Network([str(node) for node in range(n)], giver[apart], taker[apart], np.ones(apart.sum()))


@given(EDGES)
@settings(deadline=None, max_examples=60)
def test_every_measure_is_that_of_networkx(edges: list[tuple[int, int, int]]) -> None:
    net = _net(edges)
    graph = _in_networkx(net)
    nodes = range(len(net.ids))
    frame = standing(net)
    wanted = {
        "in_strength": dict(graph.in_degree(weight="weight")),
        "out_strength": dict(graph.out_degree(weight="weight")),
        "n_in": dict(graph.in_degree()),
        "n_out": dict(graph.out_degree()),
        "pagerank": nx.pagerank(graph.reverse(), alpha=DAMPING, tol=1e-12, max_iter=1_000),
        "betweenness": nx.betweenness_centrality(graph),
        "k_core": nx.core_number(graph.to_undirected()),
    }
    for name, values in wanted.items():
        assert list(frame[name]) == pytest.approx([values[node] for node in nodes], abs=1e-7), name


def test_an_agency_that_all_take_from_is_first_and_a_middle_one_is_between() -> None:
    frame = standing(network(ties(("agency", "a"), ("agency", "b", "link", 3), ("agency", "hub"), ("hub", "c"))))
    found = frame.set_index("id")
    assert found.loc["agency", ["out_strength", "n_out", "n_in"]].tolist() == [5, 3, 0]
    assert found["rank_pagerank"].idxmin() == found["rank_out"].idxmin() == "agency"
    assert found.loc["hub", "rank_betweenness"] == 1
    # Of twelve ordered pairs of the four others, the way from the agency to c leads through the hub.
    assert found.loc["hub", "betweenness"] == pytest.approx(1 / 12)
    assert found.loc[["a", "b", "c"], "rank_pagerank"].nunique() == 1


@pytest.mark.parametrize(
    "net",
    [_middleman(200), _large(60, 400), _net([(at, at + 1, 1) for at in range(12)])],
    ids=["middleman", "many ways", "chain"],
)
def test_drawn_betweenness_is_near_the_exact_and_the_same_again(net: Network) -> None:
    exact, sampled = betweenness(net), betweenness(net, most_exact=0)
    assert exact.max() > 2 * ERROR
    assert np.abs(exact - sampled).max() <= ERROR
    assert (sampled == betweenness(net, most_exact=0)).all()


def test_repeated_ties_add_up_and_self_ties_are_dropped() -> None:
    net = network(ties(("a", "b", "link", 2), ("a", "b", "link", 3), ("a", "a", "link", 9), ("c", "c")))
    assert (net.ids, net.weight.tolist()) == (["a", "b"], [5.0])


def test_joint_weight_counts_layers_and_leaves_the_approximate_one_out() -> None:
    found = joined(ties(("a", "b", "link", 7), ("a", "b", "relay"), ("a", "b", "story"), ("b", "a", "story")))
    assert found.to_numpy().tolist() == [["a", "b", 2]]


def test_a_triangle_is_a_core_of_two_and_direction_is_left_aside() -> None:
    net = network(ties(("a", "b"), ("b", "c"), ("c", "a"), ("a", "c"), ("c", "d")))
    assert dict(zip(net.ids, cores(net).tolist(), strict=True)) == {"a": 2, "b": 2, "c": 2, "d": 1}


def test_pagerank_sums_to_one_where_many_take_from_nobody() -> None:
    assert pagerank(_large(500, 700)).sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("given_ties", "layers"),
    [
        (ties(), []),
        (ties(("a", "a")), []),
        (ties(("a", "b")), ["link", "joint"]),
        (ties(("t.me/durov", "a", "forward"), ("kun.uz", "a", "link")), ["forward", "link", "joint"]),
        (ties(("a", "b", "story")), ["story"]),
    ],
)
def test_few_ties_or_none_are_no_trouble(given_ties: pd.DataFrame, layers: list[str]) -> None:
    frame = roles(given_ties, outlets(a="KG ky"), **nobody())
    assert list(frame.columns) == ROLE_COLUMNS
    assert list(frame["layer"].drop_duplicates()) == layers


def test_ends_are_named_by_the_tables_and_an_unknown_one_by_its_address() -> None:
    others = nobody() | {"outsiders": pd.DataFrame({"outsider_id": ["tass"], "name": ["TASS"], "country": ["RU"]})}
    known = outlets(a="KG ky", mir="XX ru RU", region="XX ru")
    frame = roles(ties(("tass", "a"), ("t.me/x", "a"), ("mir", "a"), ("region", "a")), known, **others)
    found = frame[frame["layer"] == "link"].set_index("id")[["name", "country", "kind"]]
    assert found.loc["tass"].tolist() == ["TASS", "RU", "outsider"]
    assert found.loc["t.me/x"].tolist() == ["t.me/x", "unknown", "address"]
    assert found.loc["a"].tolist() == ["A", "KG", "outlet"]
    assert found.loc["mir"].tolist() == ["MIR", "RU", "outlet"]
    assert found.loc["region"].tolist() == ["REGION", "XX", "outlet"]
