"""Concentration: published cases to the last digit, bounds by hand, and bounds that hold whatever the unknown is."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_ownership import outlets, owners, stake, stakes

from mapping.analyse.concentration import (
    CR4_BANDS,
    HHI_BANDS,
    band,
    concentration_ratio,
    equivalent_owners,
    hhi,
    hhi_bounds,
    normalised_hhi,
    ratio_bounds,
    thinnest,
)
from mapping.analyse.markets import audience, concentration, cross_media_owners, portions
from mapping.errors import UnknownName

OWNERS = owners(ann="person", bob="person", state="state_body")


def test_mongolian_television() -> None:
    """https://mongolia.mom-rsf.org/en/findings/indicators/ gives 30.3 % and the grade medium."""
    four = concentration_ratio([3.4, 18.1, 3.3, 5.5, 1.0, 0.5], 4)
    assert f"{four:.1f}" == "30.3"
    assert band(four, CR4_BANDS) == "medium"


@pytest.mark.parametrize(
    ("shares", "index", "equivalent", "normalised"),
    [
        ([1.0], 10_000, 1, 1),
        ([0.5, 0.5], 5_000, 2, 0),
        ([0.25] * 4, 2_500, 4, 0),
        ([0.6, 0.3, 0.1], 4_600, 2.1739, 0.19),
    ],
)
def test_indices(shares: list[float], index: float, equivalent: float, normalised: float) -> None:
    assert hhi(shares) == pytest.approx(index)
    assert equivalent_owners(hhi(shares)) == pytest.approx(equivalent, abs=1e-4)
    assert normalised_hhi(shares) == pytest.approx(normalised, abs=1e-9)


@pytest.mark.parametrize(
    ("shares", "new", "low", "high"),
    [
        # 40, 20 and 10 known, 30 unknown: 1600 + 400 + 100; a new owner adds 900; the leader with 70 has 4900.
        ([0.4, 0.2, 0.1], False, 2_100, 5_400),
        ([0.4, 0.2, 0.1], True, 2_100, 3_000),
        ([], False, 0, 10_000),
        ([0.5, 0.5], False, 5_000, 5_000),
    ],
)
def test_bounds_by_hand(shares: list[float], new: bool, low: float, high: float) -> None:
    assert hhi_bounds(shares, unknown_is_new=new) == pytest.approx((low, high))


@given(
    known=st.lists(st.floats(0, 1), min_size=1, max_size=6),
    unknown=st.lists(st.floats(0, 1), min_size=1, max_size=6),
    whose=st.lists(st.integers(0, 8), min_size=6, max_size=6),
)
def test_the_truth_lies_within_the_bounds(known: list[float], unknown: list[float], whose: list[int]) -> None:
    total = sum(known) + sum(unknown) or 1.0
    shares = [part / total for part in known]
    truth = dict(enumerate(shares))
    for owner, part in zip(whose, unknown, strict=False):
        truth[owner] = truth.get(owner, 0.0) + part / total
    low, high = hhi_bounds(shares)
    assert low - 1e-6 <= hhi(truth.values()) <= high + 1e-6
    low, high = ratio_bounds(shares, 4)
    assert low - 1e-9 <= concentration_ratio(truth.values(), 4) <= high + 1e-9


@pytest.mark.parametrize(
    ("sole", "contested", "totals"),
    [
        ({}, [(0.6, ("a", "b", "c"))], {"a": 0.2, "b": 0.2, "c": 0.2}),
        ({"a": 0.4}, [(0.2, ("a", "b"))], {"a": 0.4, "b": 0.2}),
        ({"a": 0.2}, [(0.4, ("a", "b"))], {"a": 0.3, "b": 0.3}),
        ({"a": 0.3}, [(0.3, ("a", "b")), (0.3, ("b", "c"))], {"a": 0.3, "b": 0.3, "c": 0.3}),
    ],
)
def test_the_thinnest_sharing_out(
    sole: dict[str, float], contested: list[tuple[float, tuple[str, ...]]], totals: dict[str, float]
) -> None:
    assert thinnest(sole, contested) == pytest.approx(totals, abs=1e-6)


@given(
    st.lists(st.floats(0, 1), min_size=3, max_size=3),
    st.lists(st.tuples(st.floats(0.01, 1), st.sets(st.sampled_from("abcd"), min_size=1)), max_size=4),
    st.lists(st.integers(0, 3), min_size=4, max_size=4),
)
def test_no_choice_of_owners_is_thinner(
    sole: list[float], contested: list[tuple[float, set[str]]], choice: list[int]
) -> None:
    held = dict(zip("abc", sole, strict=True))
    thin = thinnest(held, contested)
    assert sum(thin.values()) == pytest.approx(sum(sole) + sum(mass for mass, _ in contested))
    for (mass, named), chosen in zip(contested, choice, strict=False):
        owner = sorted(named)[chosen % len(named)]
        held[owner] = held.get(owner, 0.0) + mass
    assert hhi(thin.values()) <= hhi(held.values()) + 1e-3


def test_a_market_between_its_bounds() -> None:
    """Of four outlets Ann has one, Ann or Bob another, the state a third, nobody is known for the fourth."""
    rows = stakes(stake("ann", "a"), stake("ann", "b"), stake("bob", "b"), stake("state", "c"))
    found = concentration(rows, outlets("a", "b", "c", "d"), OWNERS).iloc[0]
    assert found[["country", "medium", "language", "basis", "proxy"]].tolist() == [
        "KG",
        "online",
        "ky",
        "control",
        "equal",
    ]
    assert found[["n", "known", "sole"]].tolist() == [4, 0.75, 0.5]
    assert found[["cr1_low", "cr1_high"]].tolist() == [0.25, 0.75]
    assert found[["hhi_low", "hhi_high"]].tolist() == [pytest.approx(3 * 625), pytest.approx(5_625 + 625)]
    assert found[["band_low", "band_high", "vintage"]].tolist() == ["high", "high", "1992"]
    assert found["owners_high"] == pytest.approx(10_000 / 1_875)


def test_a_market_by_shares() -> None:
    rows = stakes(stake("firm", "a", 50), stake("ann", "firm", 50), stake("bob", "a", (30, 40)))
    found = concentration(rows, outlets("a"), OWNERS, basis="shares").iloc[0]
    assert found[["hhi_low", "hhi_high"]].tolist() == [pytest.approx(25**2 + 30**2), pytest.approx(75**2 + 25**2)]
    nothing = concentration(stakes(stake("ann", "a")), outlets("a"), OWNERS, basis="shares").iloc[0]
    assert nothing["hhi_low"] == 0
    assert math.isnan(nothing["owners_high"])


REACH = pd.DataFrame(
    [
        ("a", "t.me/a", "subscribers", "2024", 100.0),
        ("a", "t.me/a", "subscribers", "2025", 300.0),
        ("a", "youtube.com/a", "subscribers", "2025", 100.0),
        ("b", "t.me/b", "subscribers", "2025", 100.0),
        ("a", "a.example", "rank", "2025", 2.0),
        ("b", "b.example", "rank", "2025", 4.0),
        ("a", "", "survey", "2025", 18.1),
        ("b", "", "survey", "2025", 5.5),
    ],
    columns=["outlet_id", "address", "measure", "date", "value"],
)


@pytest.mark.parametrize(
    ("proxy", "parts"),
    [
        ("equal", {"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}),
        # The third may be as large as the first: 400 of 900, 100 of 900.
        ("subscribers", {"a": 4 / 9, "b": 1 / 9}),
        ("rank", {"a": 0.5 / 1.25, "b": 0.25 / 1.25}),
        ("survey", {"a": 0.181, "b": 0.055}),
    ],
)
def test_audiences(proxy: str, parts: dict[str, float]) -> None:
    assert portions(audience(outlets("a", "b", "c"), proxy, REACH), proxy).to_dict() == pytest.approx(parts)


@pytest.mark.parametrize(("proxy", "reach"), [("rank", None), ("smell", REACH)])
def test_an_audience_that_nothing_measures(proxy: str, reach: pd.DataFrame | None) -> None:
    with pytest.raises(UnknownName, match=proxy):
        audience(outlets("a"), proxy, reach)


def test_owners_in_several_media() -> None:
    rows = stakes(stake("ann", "a"), stake("ann", "b"), stake("bob", "b"))
    found = cross_media_owners(rows, outlets("a", "b", media=["tv;online", "online"]))
    assert found.to_numpy().tolist() == [
        ["KG", "ann", "online", 2, 1, 2],
        ["KG", "ann", "tv", 1, 0, 2],
        ["KG", "bob", "online", 1, 1, 1],
    ]


def test_cut_offs_have_a_vintage() -> None:
    assert [band(1_600, cuts) for cuts in HHI_BANDS.values()] == ["medium", "medium", "medium"]
    assert [band(2_000, cuts) for cuts in HHI_BANDS.values()] == ["high", "medium", "high"]
