"""The peers of the proven list play by the same rules."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.invitation import Room, by_lot, candidates, compared, greedy, rules, swapped, ties
from mapping.choosing.aims import aims
from mapping.choosing.eligibility import Eligible
from mapping.choosing.programme import programme


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_greedy_lists_keep_the_quotas_and_swaps_make_them_no_worse(seed: int) -> None:
    frame, asked = candidates(80, seed), rules(20)
    plan = programme(Eligible(frame, frame.head(0), ()), asked, aims(frame, asked, ties(80, seed)))
    best, first = plan.best(), greedy(plan)
    assert best is not None
    assert first is not None
    better = swapped(plan, first)
    assert all(Room.of(plan).keeps(chosen) and chosen.sum() == 20 for chosen in (best.chosen, first, better))
    values = [plan.aims.value(chosen) for chosen in (first, better, best.chosen)]
    assert values == sorted(values)


def test_every_method_has_a_row() -> None:
    rows = list(compared(80, 20, 1))
    assert [row[1] for row in rows] == ["mapping", "greedy", "greedy and swaps"]
    assert all(0 < row[6] <= 1 + 1e-6 for row in rows)


def test_a_limit_on_owners_makes_no_chance_larger() -> None:
    free, bound = (by_lot(80, 20, 1, owners)[5] for owners in (False, True))
    assert 0 < bound <= free + 1e-6
    assert np.isfinite(free)
