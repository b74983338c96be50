"""Best sets: against every set of three in small networks, against greedy choice in larger ones, and bad input."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from math import comb
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from small_players import (
    EDGES,
    digraph,
    fragmentation_by_definition,
    net_of,
    outlets,
    random_net,
    reach_by_definition,
)
from small_ties import ties

from mapping.analyse.key_sets import SET_COLUMNS, best_sets
from mapping.analyse.networks.graph import Network
from mapping.analyse.players.fragments import fragment_scores
from mapping.analyse.players.reach import distances, nearness, reach_scores
from mapping.analyse.players.search import MOST_TRIED, Scores, best_set, greedy, swaps
from mapping.errors import UnknownName

BY_DEFINITION: dict[str, Callable[[nx.DiGraph, tuple[int, ...]], float]] = {
    "reach": reach_by_definition,
    "fragments": fragmentation_by_definition,
}


def _scores(objective: str, net: Network) -> Scores:
    if objective == "reach":
        return reach_scores(nearness(distances(net)))
    return fragment_scores(net, np.arange(len(net.ids)))


@pytest.mark.parametrize("objective", BY_DEFINITION)
@given(edges=EDGES)
@settings(deadline=None, max_examples=25)
def test_a_set_of_three_is_as_good_as_the_best_of_all_sets(objective: str, edges: list[tuple[int, int]]) -> None:
    net = net_of(edges)
    n, graph = len(net.ids), digraph(net)
    found = best_set(_scores(objective, net), n, 3)
    best = max(BY_DEFINITION[objective](graph, members) for members in combinations(range(n), min(3, n)))
    assert len(set(found)) == min(3, n)
    assert BY_DEFINITION[objective](graph, tuple(found)) == pytest.approx(best, abs=1e-6)


@pytest.mark.parametrize("objective", BY_DEFINITION)
def test_swaps_mend_what_one_by_one_got_wrong(objective: str) -> None:
    """Of fifty random networks swaps are never worse than one by one, better in some, and nearly always the best."""
    better = best = 0
    for seed in range(50):
        net = random_net(18, 26, seed)
        scores = _scores(objective, net)
        value = BY_DEFINITION[objective]
        graph, n = digraph(net), len(net.ids)
        plain = greedy(scores, 3)
        one_by_one, swapped = value(graph, tuple(plain)), value(graph, tuple(swaps(scores, plain)))
        assert swapped >= one_by_one - 1e-6
        better += swapped > one_by_one + 1e-6
        best += swapped == pytest.approx(value(graph, tuple(best_set(scores, n, 3))), abs=1e-6)
    assert better > 0
    assert best >= 40


@pytest.mark.parametrize("objective", BY_DEFINITION)
def test_in_a_larger_network_no_exchange_is_better(objective: str) -> None:
    net = random_net(60, 90, seed=4)
    n, graph, value = len(net.ids), digraph(net), BY_DEFINITION[objective]
    found = best_set(_scores(objective, net), n, 4)
    assert comb(n, 3) > MOST_TRIED
    reached = value(graph, tuple(found))
    for at in range(4):
        for other in set(range(n)) - set(found):
            assert value(graph, (*found[:at], other, *found[at + 1 :])) <= reached + 1e-6


@pytest.mark.parametrize(("n", "k", "size"), [(0, 3, 0), (1, 3, 1), (4, 0, 0), (4, -1, 0), (4, 4, 4), (4, 9, 4)])
def test_a_set_holds_as_many_as_there_are(n: int, k: int, size: int) -> None:
    found = best_set(lambda _: np.zeros(n), n, k)
    assert found == list(range(size))


def _star() -> pd.DataFrame:
    # The hub gives to a, b, c; an owner gives to the hub; b gives to d.
    return ties(("hub", "a"), ("hub", "b"), ("hub", "c"), ("owner", "hub", "ownership"), ("b", "d"))


def test_only_outlets_are_in_a_set_and_ways_lead_through_all() -> None:
    frame = best_sets(_star(), outlets(b="KG ky", hub="KZ ru"), k=(1, 2))
    reach = frame[frame["objective"] == "reach"]
    assert list(frame.columns) == SET_COLUMNS
    assert reach[["k", "place", "outlet_id", "country"]].to_numpy().tolist() == [
        [1, 1, "hub", "KZ"], [2, 1, "hub", "KZ"], [2, 2, "b", "KG"],
    ]  # fmt: skip
    # Of owner, hub, a, b, c, d: the hub itself, three at one tie, d at two; with b in the set d is at one.
    assert reach["value"].tolist() == pytest.approx([4.5 / 6, 4.5 / 6, 5 / 6])
    assert reach["gain"].tolist() == pytest.approx([4.5 / 6, 4.5 / 6, 0.5 / 6])
    assert reach["reached"].tolist() == pytest.approx([5 / 6] * 3)


def test_who_holds_the_network_together() -> None:
    frame = best_sets(_star(), outlets(a="KG ky", b="KG ky", hub="KZ ru"), k=(2,), objectives=("fragments",))
    assert frame["outlet_id"].tolist() == ["hub", "b"]
    # Without the hub one pair of ten (b, d) is left, without both none.
    assert frame["value"].tolist() == pytest.approx([0.9, 1])
    assert frame["gain"].tolist() == pytest.approx([0.9, 0.1])
    assert frame["distance_value"].tolist() == pytest.approx([0.9, 1])
    assert frame["reached"].isna().all()


def test_ties_may_be_taken_both_ways_and_closed_outlets_are_asked_for() -> None:
    known = outlets(d="KG ky", b="KG ky").assign(status=["active", "closed"])
    settings_of: dict[str, Any] = {"k": (1,), "objectives": ("reach",)}
    assert best_sets(_star(), known, **settings_of)["value"].tolist() == pytest.approx([1 / 6])
    back = best_sets(_star(), known, both_ways=True, **settings_of)
    assert back["value"].tolist() == pytest.approx([(1 + 1 + 1 / 2 + 3 / 3) / 6])
    assert best_sets(_star(), known, statuses=("closed",), **settings_of)["outlet_id"].tolist() == ["b"]


def test_of_equals_the_one_with_more_ties_is_taken_then_the_smaller_id() -> None:
    # A ring: without any one of its members all others stay joined; c has a tie more, to d, whom c alone joins.
    ring = ties(("a", "b"), ("b", "e"), ("e", "a"))
    known = outlets(b="KG ky", e="KG ky", a="KG ky")
    frame = best_sets(ring, known, k=(1,))
    assert frame["outlet_id"].tolist() == ["a", "a"]
    more = ties(("a", "b"), ("b", "e"), ("e", "a"), ("e", "b"), ("b", "a"), ("e", "f"), ("f", "b"))
    assert best_sets(more, known, k=(1,), objectives=("fragments",))["outlet_id"].tolist() == ["b"]


def test_the_order_of_rows_changes_nothing() -> None:
    edges = [(f"n{giver}", f"n{taker}") for giver, taker in np.random.default_rng(5).integers(0, 40, (70, 2)).tolist()]
    known = outlets(**{f"n{at}": "KG ky" for at in range(40)})
    rows, others = ties(*edges), known.sample(frac=1, random_state=2)
    pd.testing.assert_frame_equal(best_sets(rows, known, k=(4,)), best_sets(rows.iloc[::-1], others, k=(4,)))


@pytest.mark.parametrize(
    ("given_ties", "ids", "sizes", "rows"),
    [
        (ties(), "a", (5,), 0),
        (ties(("a", "a")), "a", (5,), 0),
        (ties(("a", "b", "story")), "a", (5,), 0),
        (ties(("x", "y")), "a", (5,), 0),
        (ties(("a", "b")), "a", (5,), 2),
        (ties(("a", "b")), "ab", (5, 10), 8),
        (ties(("a", "b"), ("c", "d")), "abcd", (2,), 4),
        (ties(("a", "b")), "ab", (), 0),
        (ties(("a", "b")), "ab", (0,), 0),
    ],
)
def test_few_ties_or_candidates_are_no_trouble(
    given_ties: pd.DataFrame, ids: str, sizes: tuple[int, ...], rows: int
) -> None:
    frame = best_sets(given_ties, outlets(**dict.fromkeys(ids, "KG ky")), k=sizes)
    assert (list(frame.columns), len(frame)) == (SET_COLUMNS, rows)


@pytest.mark.parametrize(
    ("setting", "words"),
    [({"objectives": ("reech",)}, "no objective 'reech'"), ({"statuses": ("alive",)}, "no status 'alive'")],
)
def test_a_word_that_does_not_exist_is_named(setting: dict[str, Any], words: str) -> None:
    with pytest.raises(UnknownName, match=words):
        best_sets(_star(), outlets(hub="KZ ru"), **setting)
