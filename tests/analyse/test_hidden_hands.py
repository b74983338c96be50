"""Outlets that share what their sites carry: the rarer, the more it says."""

from __future__ import annotations

import pandas as pd
import pytest
from small_ownership import outlets, owners, stake, stakes

from mapping.analyse.control import controllers
from mapping.analyse.hidden_hands import common_signals, shared_signals
from mapping.analyse.holdings import ultimate_owners

COLUMNS = ["outlet_id", "kind", "value_hash", "first_seen", "last_seen", "citation"]


def _signals(*rows: tuple[str, str, str, str | None, str | None]) -> pd.DataFrame:
    return pd.DataFrame([(*row, f"c-{row[0]}") for row in rows], columns=COLUMNS)


def _of_ten(value_of: dict[str, str]) -> pd.DataFrame:
    """Ten outlets a to j with an analytics number each; those named share theirs."""
    return _signals(*((each, "analytics", value_of.get(each, f"own-{each}"), "2020", "2024") for each in "abcdefghij"))


def test_a_rare_thing_says_more_than_a_common_one() -> None:
    """A pair among ten: one of 45 pairs, log2(45) bits; a trio: 3 of 45."""
    found = shared_signals(_of_ten({"a": "x", "b": "x", "c": "y", "d": "y", "e": "y"}))
    assert found[["a_id", "b_id"]].to_numpy().tolist() == [["a", "b"], ["c", "d"], ["c", "e"], ["d", "e"]]
    assert found["score"].tolist() == pytest.approx([5.491853, 3.906891, 3.906891, 3.906891])
    assert found["citation"].tolist()[0] == "c-a;c-b"


def test_a_common_thing_is_counted_and_not_used() -> None:
    signals = _of_ten(dict.fromkeys("abcd", "x"))
    assert shared_signals(signals, too_common=3).empty
    assert common_signals(signals, too_common=3)[["n", "of", "used"]].to_numpy().tolist() == [[4, 10, "no"]]


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (("2020", "2022"), ("2022-05", "2024"), "yes"),
        (("2020", "2021"), ("2022", "2024"), "no"),
        ((None, "2021"), ("2020", "2024"), "unknown"),
    ],
)
def test_whether_it_was_shared_at_one_time(
    first: tuple[str | None, str], second: tuple[str, str], together: str
) -> None:
    signals = _signals(("a", "ads", "x", *first), ("b", "ads", "x", *second), ("c", "ads", "y", None, None))
    assert shared_signals(signals)["together"].tolist() == [together]


def test_nothing_seen_gives_nothing() -> None:
    assert shared_signals(_signals()).empty
    assert common_signals(_signals()).empty


def test_what_is_shared_is_never_ownership() -> None:
    rows = stakes(stake("ann", "a"))
    both = outlets("a", "b")
    assert set(ultimate_owners(rows, both, owners(ann="person"))["outlet_id"]) == {"a"}
    assert set(controllers(rows, both)["outlet_id"]) == {"a"}
