"""The interval around a counted share."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.analyse.intervals import wilson

# Bounds as the closed formula gives them when worked out by hand to six digits, z = 1.959964.
CASES = [
    (0, 10, 0.0, 0.277533),
    (10, 10, 0.722467, 1.0),
    (5, 10, 0.236593, 0.763407),
    (1, 29, 0.006113, 0.171755),
    (81, 263, 0.255289, 0.366212),  # Newcombe (1998), table I, without continuity correction: 0.2553, 0.3662
    (15, 148, 0.062386, 0.160506),  # Newcombe (1998): 0.0624, 0.1605
]


@pytest.mark.parametrize(("n", "of", "low", "high"), CASES)
def test_known_intervals(n: int, of: int, low: float, high: float) -> None:
    assert np.round(wilson(n, of), 4) == pytest.approx([round(low, 4), round(high, 4)], abs=1e-4)


def test_arrays_and_nothing_counted() -> None:
    low, high = wilson(np.array([0, 5, 0]), np.array([10, 10, 0]))
    assert low[:2] == pytest.approx([0, 0.236593], abs=1e-6)
    assert high[:2] == pytest.approx([0.277533, 0.763407], abs=1e-6)
    assert np.isnan(low[2])
    assert np.isnan(high[2])


@pytest.mark.parametrize(("n", "of"), [(3, 2), (-1, 2)])
def test_more_than_there_are_is_an_error(n: int, of: int) -> None:
    with pytest.raises(ValueError, match="at least as many"):
        wilson(n, of)


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_the_share_lies_within_and_more_items_narrow_it(n: int, more: int) -> None:
    of = n + more
    low, high = wilson(n, of)
    assert 0 <= low <= n / of <= high <= 1
    wide = wilson(10 * n, 10 * of)
    assert wide[1] - wide[0] < high - low
