"""Coordinated sharing: small worked examples, pairs against plain counting, and what chance gives."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping.analyse.networks.coordination import COLUMNS, DAY, Settings, coordinated, estimated_window

SHARES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(0, 60)), min_size=1, max_size=60)


def _shares(*rows: tuple[object, object, float | None], medium: str = "online") -> pd.DataFrame:
    """Shares from object, account and seconds; each a piece of its own."""
    frame = pd.DataFrame(rows, columns=["object_id", "account_id", "timestamp_share"])
    frame = frame.astype({"object_id": object, "account_id": object, "timestamp_share": float})
    return frame.assign(content_id=[f"{medium}{at}" for at in range(len(frame))], medium=medium)


@given(SHARES)
@settings(deadline=None, max_examples=40)
def test_weights_and_sides_are_those_of_plain_counting(rows: list[tuple[int, int, int]]) -> None:
    window = 7.0
    weights: Counter[tuple[int, int]] = Counter()
    used: dict[tuple[int, int, int], set[int]] = {}
    for (at, (thing, account, time)), (to, (same, other, later)) in combinations(enumerate(rows), 2):
        if thing == same and account != other and abs(time - later) <= window:
            a, b = sorted((account, other))
            weights[a, b] += 1
            for share, owner in ((at, account), (to, other)):
                used.setdefault((a, b, owner), set()).add(share)
    found = coordinated(_shares(*rows), Settings(window=window, least=1, shuffles=0)).ties
    columns = ["account_a", "account_b", "weight", "n_a", "n_b"]
    wanted = {(a, b, weight, len(used[a, b, a]), len(used[a, b, b])) for (a, b), weight in weights.items()}
    assert set(found[columns].itertuples(index=False, name=None)) == wanted


def test_one_busy_account_makes_a_lopsided_tie() -> None:
    rows = _shares(("u", "b", 50), *(("u", "a", 48 + at) for at in range(5)), ("v", "b", 900), ("v", "c", 901))
    found = coordinated(rows, Settings(window=3, least=1, shuffles=0)).ties.set_index(["account_a", "account_b"])
    assert found.loc[("a", "b"), ["weight", "n_a", "n_b", "symmetry"]].tolist() == [5, 5, 1, 0.2]
    assert found.loc[("a", "b"), "mean_delay"] == pytest.approx((2 + 1 + 0 + 1 + 2) / 5)
    assert found["strong"].tolist() == [True, False]


def test_what_is_left_out_is_counted() -> None:
    rows = _shares(("u", "a", 1), ("u", "b", 2), ("v", "a", 90), ("v", "b", 91), ("u", "c", 1), ("u", "d", None))
    found = coordinated(rows, Settings(window=5, shuffles=0))
    assert found.ties[["account_a", "account_b", "weight"]].to_numpy().tolist() == [["a", "b", 2]]
    assert (found.incomplete, found.rare) == (1, 1)


def test_accounts_of_different_media_are_not_compared() -> None:
    rows = pd.concat([_shares(("u", "a", 1), ("v", "a", 2)), _shares(("u", "b", 1), ("v", "b", 2), medium="telegram")])
    assert coordinated(rows, Settings(window=5, shuffles=0)).ties.empty


def test_the_window_is_that_of_the_objects_shared_again_soonest() -> None:
    # Of eleven objects two are shared again within 4 and 6 s; half of their four shares are passed with the third.
    quick = [("q1", "a", 0), ("q1", "b", 4), ("q1", "c", 10), ("q1", "d", 500)]
    quick += [("q2", "a", 0), ("q2", "b", 6), ("q2", "c", 30), ("q2", "d", 500)]
    slow = [(f"s{at}", account, second) for at in range(9) for account, second in (("a", 0), ("b", 1_000 + at))]
    assert estimated_window(_shares(*quick, *slow)) == 20
    assert estimated_window(_shares(("u", "a", 5))) == 1
    assert estimated_window(_shares(("u", "a", 5), ("u", "b", 5))) == 1


def _habits(rng: np.random.Generator) -> list[tuple[object, object, float]]:
    """Forty accounts that share what they like at any time of ten days."""
    return [
        (int(thing), f"o{account:02}", float(time))
        for account, thing, time in zip(
            rng.integers(0, 40, 4_000), rng.integers(0, 100, 4_000), rng.integers(0, 10 * DAY, 4_000), strict=True
        )
    ]


def test_those_who_share_together_are_beyond_chance_and_under_chance_one_in_twenty_is() -> None:
    rng = np.random.default_rng(6)
    planted = [
        (f"p{at}", account, at * DAY / 5 + shift)
        for at in range(40)
        for account, shift in (("x", 30.0 + at), ("y", 70.0 + at))
    ]
    found = coordinated(_shares(*_habits(rng), *planted), Settings(window=7_200)).ties
    first = found.iloc[0]
    assert first[["account_a", "account_b", "p_value"]].tolist() == ["x", "y", 0.01]
    others = found[~found["account_a"].isin(["x", "y"]) & ~found["account_b"].isin(["x", "y"])]
    # Of all pairs of accounts, those without a tie included; counts are whole and leave the level unused in part.
    assert 0.02 <= (others["p_value"] <= 0.05).sum() / (40 * 39 / 2) <= 0.07


def test_the_same_shares_give_the_same_numbers_in_any_order() -> None:
    rows = _shares(*_habits(np.random.default_rng(9)))
    chosen = Settings(window=3_600, shuffles=5)
    pd.testing.assert_frame_equal(coordinated(rows, chosen).ties, coordinated(rows, chosen).ties)


@pytest.mark.parametrize(
    "rows", [[], [("u", "a", 1)], [("u", "a", 1), ("u", "a", 2)], [("u", "a", None), ("u", "b", None)]]
)
def test_nothing_to_compare_gives_no_ties(rows: list[tuple[object, object, float | None]]) -> None:
    found = coordinated(_shares(*rows), Settings(shuffles=2)).ties
    assert found.empty
    assert tuple(found.columns) == COLUMNS
