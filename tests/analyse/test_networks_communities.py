"""Communities: groups that are plain to see, likeness of groupings worked out by hand, and the same again each time."""

from __future__ import annotations

from itertools import permutations

import networkx as nx
import numpy as np
import pytest
from small_ties import nobody, outlets, ties

from mapping.analyse.network_roles import communities, community_stability
from mapping.analyse.networks.communities import adjusted_rand, grouping, members, shared_information
from mapping.analyse.networks.graph import network

CLIQUES = ties(*permutations("abcd", 2), *permutations("vwxyz", 2), ("d", "v"))


def test_two_cliques_are_two_communities_named_by_their_strongest() -> None:
    frame = communities(CLIQUES, outlets(a="KG ky", v="KZ kk"), **nobody())
    found = frame[frame["layer"] == "link"]
    assert found.groupby("community", sort=False)["id"].apply("".join).to_dict() == {"v": "vwxyz", "d": "dabc"}
    assert found["label"].tolist() == ["V"] * 5 + ["d"] * 4
    assert found["members"].tolist() == [5] * 5 + [4] * 4


def test_what_is_plain_is_found_in_every_run_with_the_modularity_of_networkx() -> None:
    found = community_stability(CLIQUES).set_index("layer").loc["link"]
    graph = nx.Graph()
    for one, other in zip(CLIQUES["from_id"], CLIQUES["to_id"], strict=True):
        weight = graph.get_edge_data(one, other, {"weight": 0})["weight"]
        graph.add_edge(one, other, weight=weight + 1)
    wanted = nx.community.modularity(graph, [set("abcd"), set("vwxyz")])
    assert found[["nodes", "ties", "communities", "rand", "nmi"]].tolist() == [9, 33, 2, 1.0, 1.0]
    assert found["modularity"] == pytest.approx(wanted)


def test_a_random_network_has_groups_that_change_and_the_same_numbers_each_time() -> None:
    rng = np.random.default_rng(5)
    pairs = {(f"{a:03}", f"{b:03}") for a, b in rng.integers(0, 150, (500, 2)).tolist() if a != b}
    net = network(ties(*sorted(pairs)))
    one, again = grouping(net), grouping(net)
    assert (one.groups == again.groups).all()
    assert one[1:] == again[1:]
    assert one.rand < 0.9
    assert members(net, one.groups)["id"].nunique() == len(net.ids)


@pytest.mark.parametrize(
    ("one", "other", "rand", "nmi"),
    [
        ([0, 0, 1, 1], [5, 5, 2, 2], 1.0, 1.0),
        ([0, 0, 0, 0], [1, 1, 1, 1], 1.0, 1.0),
        ([0, 0, 1, 1], [0, 0, 0, 0], 0.0, 0.0),
        # Pairs together in both: 1; in the one 2, in the other 1, of 6: (1 - 1/3) / (3/2 - 1/3).
        ([0, 0, 1, 1], [0, 0, 1, 2], 4 / 7, 2 * np.log(2) / (np.log(2) + 1.5 * np.log(2))),
        ([0, 1, 0, 1], [0, 0, 1, 1], -0.5, 0.0),
        ([7], [3], 1.0, 1.0),
    ],
)
def test_likeness_of_groupings(one: list[int], other: list[int], rand: float, nmi: float) -> None:
    assert adjusted_rand(np.array(one), np.array(other)) == pytest.approx(rand)
    assert shared_information(np.array(one), np.array(other)) == pytest.approx(nmi)


@pytest.mark.parametrize("nothing", [ties(), ties(("a", "a"))])
def test_no_ties_no_communities(nothing: object) -> None:
    assert communities(nothing, outlets(), **nobody()).empty
    assert community_stability(nothing).empty


def test_one_tie_is_one_community() -> None:
    found = community_stability(ties(("a", "b"))).set_index("layer").loc["link"]
    assert found[["nodes", "communities", "rand"]].tolist() == [2, 1, 1.0]
