"""Ties and chance: the formula by hand, values that are right under chance itself, and many tests at once."""

from __future__ import annotations

from itertools import product
from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_ties import ties

from mapping.analyse.network_chance import layer_overlap, tie_significance, ties_beyond_chance
from mapping.analyse.networks.chance import adjusted, fitted, possible, tie_p_values, upper_tail


def _tail(x: int, pool: int, given_items: int, taken: int) -> float:
    ways = sum(comb(given_items, k) * comb(pool - given_items, taken - k) for k in range(x, taken + 1))
    return ways / comb(pool, taken)


@given(st.data())
def test_the_upper_tail_is_the_sum_of_its_formula(data: st.DataObject) -> None:
    pool = data.draw(st.integers(1, 400))
    given_items, taken = data.draw(st.integers(1, pool)), data.draw(st.integers(1, pool))
    x = data.draw(st.integers(0, min(given_items, taken)))
    found = upper_tail(*(np.array([float(each)]) for each in (x, pool, given_items, taken)))
    assert found[0] == pytest.approx(_tail(x, pool, given_items, taken), rel=1e-9, abs=1e-12)


def test_a_tail_far_out_keeps_its_size() -> None:
    found = upper_tail(*(np.array([each]) for each in (100.0, 1e5, 1000.0, 200.0)))
    assert found[0] < 1e-100
    assert found[0] == pytest.approx(_tail(100, 100_000, 1_000, 200), rel=1e-6)


def test_where_none_both_gives_and_takes_the_value_is_the_plain_formula() -> None:
    table = ties(("a", "x", "link", 5), ("a", "y", "link", 1), ("b", "x", "link", 2), ("b", "y", "link", 6))
    wanted = [_tail(5, 14, 6, 7), _tail(1, 14, 6, 7), _tail(2, 14, 8, 7), _tail(6, 14, 8, 7)]
    assert tie_p_values(table).tolist() == pytest.approx(wanted)


def test_three_alike_draw_from_the_two_others() -> None:
    table = ties(*((a, b, "link", 5) for a, b in product("abc", "abc") if a != b))
    assert tie_p_values(table).tolist() == pytest.approx([_tail(5, 20, 10, 10)] * 6)


def test_what_cannot_be_otherwise_is_no_finding() -> None:
    # Half of all is given and half taken by one: the others have nobody else to take from.
    others = [f"o{at}" for at in range(10)]
    table = ties(*(("hub", each, "link", 100) for each in others), *((each, "hub", "link", 100) for each in others))
    assert tie_p_values(table).min() > 0.9


def test_stated_ties_and_self_ties_have_no_value() -> None:
    table = ties(("a", "b", "relay"), ("a", "a", "link", 3), ("a", "b", "link", 2))
    assert tie_p_values(table).isna().tolist() == [True, True, False]
    assert tie_p_values(ties()).empty


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 20)), min_size=1, max_size=20))
def test_fitted_weights_have_the_sums_they_should(rows: list[tuple[int, int, int]]) -> None:
    table = np.zeros((6, 6))
    for giver, taker, items in rows:
        table[giver, taker] += items * (giver != taker)
    table += 1 - np.eye(6)
    a, b = fitted(table.sum(axis=1), table.sum(axis=0))
    found = np.outer(a, b) * (1 - np.eye(6))
    assert found.sum(axis=1) == pytest.approx(table.sum(axis=1), rel=1e-6)
    assert found.sum(axis=0) == pytest.approx(table.sum(axis=0), rel=1e-6)


def _by_chance(givers: np.ndarray, takers: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Pairs of what is given and taken, shuffled until nobody takes from itself."""
    takers = rng.permutation(takers)
    while len(own := np.flatnonzero(givers == takers)):
        other = rng.integers(0, len(takers), len(own))
        for at, swap in zip(own, other, strict=True):
            if givers[swap] != takers[at] and givers[at] != takers[swap]:
                takers[at], takers[swap] = takers[swap], takers[at]
    return takers


@pytest.mark.parametrize("apart", [True, False], ids=["givers and takers apart", "all give and take"])
def test_under_chance_one_in_twenty_is_below_a_twentieth(apart: bool) -> None:
    rng = np.random.default_rng(8)
    names = np.arange(24)
    sizes = rng.integers(20, 400, 24)
    p_values, pairs = [], 0
    for _ in range(12):
        givers = np.repeat(names, sizes)
        takers = _by_chance(givers, np.repeat(names + 100 * apart, rng.permutation(sizes)), rng)
        rows = pd.DataFrame({"from_id": givers, "to_id": takers}).value_counts().rename("n_items").reset_index()
        p_values.append(tie_p_values(rows.assign(layer="link")))
        pairs += possible(rows)
    found = np.concatenate(p_values)
    # Counts are whole, so that the level is kept and not used up.
    assert 0.03 <= (found <= 0.05).sum() / pairs <= 0.052
    assert (found <= 0.01).sum() / pairs <= 0.011


def test_rates_of_false_findings_by_hand() -> None:
    found = adjusted(np.array([0.01, 0.04, 0.03, 0.005]), tests=4)
    assert found.tolist() == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert adjusted(np.array([0.01]), tests=10).tolist() == pytest.approx([0.1])
    assert adjusted(np.array([]), tests=0).tolist() == []


def test_a_planted_tie_is_beyond_chance_and_the_rest_is_not() -> None:
    rows = [(f"g{a}", f"t{b}", "link", 3) for a, b in product(range(8), range(8)) if a != b]
    table = ties(*rows, ("g0", "t0", "link", 30), ("g0", "t1", "relay"), ("g1", "g1"))
    table = table.assign(p_value=tie_p_values(table))
    found = ties_beyond_chance(table)
    assert found.loc[found["beyond_chance"] == "yes", ["from_id", "to_id"]].to_numpy().tolist() == [["g0", "t0"]]
    assert found["beyond_chance"].isna().sum() == 1
    summary = tie_significance(table)[["layer", "n_ties", "self_ties", "n_tested", "n_beyond"]]
    assert summary.to_numpy().tolist() == [["link", 57, 1, 57, 1], ["relay", 1, 0, 0, 0]]


def test_layers_overlap_beside_what_chance_gives() -> None:
    table = ties(
        *product("ab", "xy"), ("a", "x", "reprint"), ("b", "y", "reprint"), ("a", "a", "relay")
    )  # fmt: skip
    found = layer_overlap(table)
    assert found.iloc[0].tolist() == ["reprint", "link", 2, 4, 2, 0.5, 2.0]
    assert len(found) == 1
    assert layer_overlap(ties()).empty


def test_expected_overlap_of_layers_is_that_of_shuffled_ones() -> None:
    rng = np.random.default_rng(4)
    one = pd.DataFrame({"from_id": rng.integers(0, 40, 300), "to_id": 100 + rng.integers(0, 40, 300)})
    other = pd.DataFrame({"from_id": rng.integers(0, 40, 400), "to_id": 100 + rng.integers(0, 40, 400)})
    table = pd.concat([one.assign(layer="link"), other.assign(layer="reprint")]).drop_duplicates()
    found = layer_overlap(table.assign(weight=1.0)).iloc[0]
    assert found["both"] == pytest.approx(found["expected"], rel=0.25)


@pytest.mark.parametrize("nothing", [ties(), ties(("a", "a"))])
def test_nothing_is_tested_where_there_are_no_ties(nothing: pd.DataFrame) -> None:
    assert ties_beyond_chance(nothing).empty
    assert tie_significance(nothing)["n_ties"].sum() == 0
