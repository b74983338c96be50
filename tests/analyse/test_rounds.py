"""Baseline and endline: paired differences by hand, people counted once, small groups hidden."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_needs import answer, key, table

from mapping.analyse.rounds import need_changes, need_changes_shown, paired_change

AFTER = {"round": "needs-2", "date": "2026-11-01"}


@pytest.mark.parametrize(
    ("before", "after", "change", "low", "high"),
    [
        # Differences -20, -10, -10: mean -13.33, deviation 5.77, t with 2 degrees of freedom 4.303.
        ([60, 80, 70], [40, 70, 60], -13.33, -27.68, 1.01),
        ([50, 50], [50, 50], 0, 0, 0),
        ([0, 100], [100, 0], 0, -1270.62, 1270.62),
        ([40], [10], -30, math.nan, math.nan),
        ([], [], math.nan, math.nan, math.nan),
    ],
)
def test_paired_differences_by_hand(
    before: list[float], after: list[float], change: float, low: float, high: float
) -> None:
    found = paired_change(np.array(before, dtype=float), np.array(after, dtype=float))
    assert found == pytest.approx((change, low, high), abs=0.01, nan_ok=True)


def test_both_rounds_must_be_of_one_length() -> None:
    with pytest.raises(ValueError, match="broadcast"):
        paired_change(np.array([1.0, 2.0]), np.array([1.0, 2.0, 3.0]))


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=2, max_size=20))
def test_turning_time_around_turns_the_interval_around(pairs: list[tuple[float, float]]) -> None:
    before, after = (np.array(side) for side in zip(*pairs, strict=True))
    change, low, high = paired_change(before, after)
    assert paired_change(after, before) == pytest.approx((-change, -high, -low), abs=1e-6)
    assert low <= change + 1e-9
    assert change <= high + 1e-9


def both_rounds(*people: tuple[str, str, str, str]) -> pd.DataFrame:
    """Each person (code, newsroom) with an answer about a lawyer in either round; empty for none."""
    rows = []
    for person, outlet, first, second in people:
        rows += [answer("lawyer", first, person=person, outlet=outlet)] if first else []
        rows += [answer("lawyer", second, person=person, outlet=outlet, **AFTER)] if second else []
    return table("answers", *rows)


def test_only_who_took_part_twice_is_compared_and_counts_once() -> None:
    told = both_rounds(
        ("p1", "aiyl", "no", "own"),
        ("p1", "dala", "no", "own"),  # the same person in a second newsroom
        ("p2", "dala", "no", "at_times"),
        ("p3", "bozor", "no", ""),
        ("p4", "jayloo", "", "own"),
    )
    found = need_changes(told, key()).set_index("paired_by")
    counts = ["n_before", "n_after", "n_paired"]
    assert tuple(found.loc["person", counts]) == (3, 3, 2)
    assert tuple(found.loc["outlet", counts]) == (3, 3, 2)
    # People: -100 and -60. Newsrooms: aiyl -100, dala from 100 to the mean of 0 and 40.
    assert found["change"].to_dict() == {"outlet": -90, "person": -80}
    assert tuple(found.loc["person", ["mean_before", "mean_after"]]) == (100, 20)
    assert tuple(found.loc["person", ["before", "after"]]) == ("needs-1", "needs-2")


def test_without_two_rounds_nothing_is_compared() -> None:
    assert need_changes(both_rounds(("p1", "aiyl", "no", "")), key()).empty
    assert need_changes(table("answers"), key()).empty


@pytest.mark.parametrize(
    ("pairs", "left_over", "shown", "n_before"),
    [(4, 0, "too few", None), (5, 0, "yes", 5), (5, 1, "yes", None), (5, 5, "yes", 10)],
)
def test_figures_of_few_newsrooms_stay_hidden(pairs: int, left_over: int, shown: str, n_before: int | None) -> None:
    people = [(f"p{at}", f"n{at}", "no", "own" if at % 2 else "at_times") for at in range(pairs)]
    people += [(f"q{at}", f"m{at}", "no", "") for at in range(left_over)]
    row = need_changes_shown(need_changes(both_rounds(*people), key())).iloc[0]
    assert row["shown"] == shown
    assert (None if pd.isna(row["n_before"]) else row["n_before"]) == n_before
    assert pd.isna(row["change"]) == (shown != "yes")
