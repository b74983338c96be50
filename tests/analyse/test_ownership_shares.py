"""Shares through chains and loops: worked examples, and random networks against the plain sum over paths."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping.analyse.shares import Stakes, consistent, ultimate_shares

Row = tuple[int, int, float, float]
Ranges = dict[tuple[int, int], tuple[float, float]]
# Each doubles the length of the paths added up: 2 to the 20th steps.
DOUBLINGS = 20


def _stakes(rows: list[Row]) -> Stakes:
    held, holder, low, high = (list(column) for column in zip(*rows, strict=True))
    return Stakes(np.array(held, np.intp), np.array(holder, np.intp), np.array(low, float), np.array(high, float))


def _found(n: int, stakes: Stakes) -> Ranges:
    found = ultimate_shares(n, stakes)
    keys = zip(found.held.tolist(), found.top.tolist(), strict=True)
    return dict(zip(keys, zip(found.low.tolist(), found.high.tolist(), strict=True), strict=True))


def _by_paths(n: int, stakes: Stakes, shares: np.ndarray) -> np.ndarray:
    """The sum over all paths up to a length: D + DD + DDD + ..., rows held, columns holders."""
    direct = np.zeros((n, n))
    direct[stakes.held, stakes.holder] = shares
    total, longest = direct.copy(), direct
    for _ in range(DOUBLINGS):
        total, longest = total + longest @ total, longest @ longest
    return total


@pytest.mark.parametrize(
    ("n", "rows", "wanted"),
    [
        # EurOMo's example: half of a company that has half of an outlet.
        (3, [(0, 1, 0.5, 0.5), (1, 2, 0.5, 0.5)], {(0, 2): (0.25, 0.25), (1, 2): (0.5, 0.5)}),
        (3, [(0, 1, 0.6, 0.6), (1, 2, 0.6, 0.6)], {(0, 2): (0.36, 0.36), (1, 2): (0.6, 0.6)}),
        # Two paths add up: 30 % itself, and half of the firm that has 40 %.
        (3, [(0, 1, 0.4, 0.4), (0, 2, 0.3, 0.3), (1, 2, 0.5, 0.5)], {(0, 2): (0.5, 0.5), (1, 2): (0.5, 0.5)}),
        # Half of it and half of the other: 0.5 x 0.5 / (1 - 0.5 x 0.5) = 1/3.
        (
            3,
            [(0, 1, 0.5, 0.5), (1, 0, 0.5, 0.5), (1, 2, 0.5, 0.5)],
            {(0, 2): (1 / 3, 1 / 3), (1, 2): (2 / 3, 2 / 3)},
        ),
        # Its own shares in its own hands: 40 % of the other 80 %.
        (2, [(0, 0, 0.2, 0.2), (0, 1, 0.4, 0.4)], {(0, 1): (0.5, 0.5)}),
        (2, [(0, 1, 0.0, 1.0)], {(0, 1): (0.0, 1.0)}),
        # What one is known to have, another cannot have.
        (3, [(0, 1, 0.6, 0.6), (0, 2, 0.0, 1.0)], {(0, 1): (0.6, 0.6), (0, 2): (0.0, 0.4)}),
        (
            4,
            [(0, 1, 0.0, 1.0), (1, 0, 0.0, 1.0), (1, 2, 0.1, 1.0), (0, 3, 0.2, 0.2)],
            {(0, 2): (0.0, 0.8), (0, 3): (0.2, 5 / 7), (1, 2): (0.1, 1.0), (1, 3): (0.0, 9 / 14)},
        ),
        (2, [(0, 1, 1.0, 1.0), (1, 0, 1.0, 1.0)], {}),
        # 51 and 50 cannot both be: each has at least what the other leaves.
        (3, [(0, 1, 0.51, 0.51), (0, 2, 0.5, 0.5)], {(0, 1): (0.5, 0.51), (0, 2): (0.49, 0.5)}),
    ],
    ids=[
        "EurOMo",
        "36 %",
        "two paths",
        "loop",
        "own shares",
        "unstated",
        "rest",
        "unstated loop",
        "closed circle",
        "101 %",
    ],
)
def test_worked_examples(n: int, rows: list[Row], wanted: Ranges) -> None:
    found = _found(n, _stakes(rows))
    assert found.keys() == wanted.keys()
    for pair, ends in wanted.items():
        assert found[pair] == pytest.approx(ends, abs=1e-9)


@st.composite
def networks(draw: st.DrawFn, things: int = 8, stakes: int = 20) -> tuple[int, Stakes, np.ndarray]:
    """A network of things with ranges, and true shares within them: at most 95 % of each is held."""
    n = draw(st.integers(2, things))
    pairs = draw(st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), min_size=1, max_size=stakes))
    held, holder = (np.array(column, np.intp) for column in zip(*sorted(pairs), strict=True))
    fractions = st.floats(0.01, 1)
    weights = np.array(draw(st.lists(fractions, min_size=len(held), max_size=len(held))))
    truth = 0.95 * weights / np.maximum(1, np.bincount(held, weights, n))[held]
    doubt = np.array(draw(st.lists(st.sampled_from([0.0, 0.0, 0.1, 1.0]), min_size=len(held), max_size=len(held))))
    low, high = np.clip(truth - doubt, 0, 1), np.clip(truth + doubt, 0, 1)
    return n, Stakes(held, holder, low, high), truth


@settings(max_examples=150, deadline=None)
@given(networks())
def test_exact_shares_are_the_sum_over_paths_and_ranges_hold_the_truth(
    drawn: tuple[int, Stakes, np.ndarray],
) -> None:
    n, stakes, truth = drawn
    summed = _by_paths(n, stakes, truth)
    tops = set(range(n)) - set(stakes.held.tolist())
    exact = _found(n, Stakes(stakes.held, stakes.holder, truth, truth))
    ranges = _found(n, stakes)
    for held in set(stakes.held.tolist()):
        for top in tops:
            low, high = exact.get((held, top), (0.0, 0.0))
            assert low == pytest.approx(summed[held, top], abs=1e-8)
            assert high == pytest.approx(summed[held, top], abs=1e-8)
            low, high = ranges.get((held, top), (0.0, 0.0))
            assert low - 1e-8 <= summed[held, top] <= high + 1e-8
            assert 0 <= low <= high <= 1


@settings(max_examples=60, deadline=None)
@given(networks(things=4, stakes=6))
def test_the_upper_end_is_the_most_that_any_shares_give(drawn: tuple[int, Stakes, np.ndarray]) -> None:
    """Shares that favour the holders of each thing in every possible order, each by the plain sum over paths."""
    n, stakes, _ = drawn
    stakes = consistent(n, stakes)
    rows_of = [np.flatnonzero(stakes.held == held) for held in range(n)]
    most = np.zeros((n, n))
    for orders in product(*(permutations(rows) for rows in rows_of)):
        shares, left = stakes.low.copy(), 1 - np.bincount(stakes.held, stakes.low, n)
        for at in (at for order in orders for at in order):
            more = min(max(0.0, left[stakes.held[at]]), stakes.high[at] - stakes.low[at])
            shares[at] += more
            left[stakes.held[at]] -= more
        most = np.maximum(most, _by_paths(n, stakes, shares * (1 - 1e-9)))
    for (held, top), (_low, high) in _found(n, stakes).items():
        assert high == pytest.approx(most[held, top], abs=1e-5)


def test_a_long_chain_and_a_large_circle_end() -> None:
    n = 400
    chain = [(at, at + 1, 0.99, 1.0) for at in range(n - 1)]
    assert _found(n, _stakes(chain))[0, n - 1] == pytest.approx((0.99 ** (n - 1), 1.0))
    circle = [(at, (at + 1) % n, 0.5, 0.9) for at in range(n)] + [(0, n, 0.1, 0.1)]
    assert _found(n + 1, _stakes(circle))[0, n] == pytest.approx((0.1, 0.1), abs=1e-6)
