"""Which stakes stand on a day, the ranges of shares at the top, and what a change of setting changes."""

from __future__ import annotations

import pytest
from small_ownership import outlets, owners, stake, stakes

from mapping.analyse.holdings import (
    differences,
    direct_holders,
    one_share_each,
    standing_stakes,
    ultimate_owners,
    unknown_shares,
)

TV = outlets("tv")
KINDS = owners(ann="person", bob="person", firm="company", fund="company")


@pytest.mark.parametrize(
    ("start", "end", "as_of", "dated"),
    [
        (None, None, None, "no"),
        ("2001", None, None, "yes"),
        ("2001", "2005", None, None),
        ("2001", "2005", "2004", "yes"),
        ("2001", "2005", "2005", None),
        ("2001", "2005-06", "2005-05", "yes"),
        ("2001", "2005", "2005-06-30", "no"),
        ("2001", None, "2000", None),
        ("2001", None, "2001", "yes"),
        ("2001", None, "2001-03", "no"),
        (None, "2005", "2003", "no"),
        (None, None, "2003", "no"),
    ],
)
def test_standing(start: str | None, end: str | None, as_of: str | None, dated: str | None) -> None:
    found = standing_stakes(stakes(stake("ann", "tv", 60, start=start, end=end)), as_of)
    assert found["dated"].tolist() == ([dated] if dated else [])
    if as_of and dated:
        assert found["share_min"].tolist() == [60.0 if dated == "yes" else 0.0]


@pytest.mark.parametrize(
    ("ranges", "together"),
    [
        ([(0, 100), (50, 50)], (50, 50)),
        ([(20, 60), (40, 80)], (40, 60)),
        ([(20, 20), (50, 50)], (20, 50)),
    ],
    ids=["one states it", "overlap", "contradiction"],
)
def test_several_statements_of_one_share(ranges: list[tuple[float, float]], together: tuple[float, float]) -> None:
    found = one_share_each(stakes(*(stake("ann", "tv", each) for each in ranges)))
    assert found[["share_min", "share_max"]].to_numpy().tolist() == [list(together)]


def test_totals_are_given_three_ways() -> None:
    rows = stakes(
        stake("firm", "tv", 50, confidence="registered"),
        stake("ann", "firm", 50),
        stake("bob", "firm", 50, confidence="alleged"),
    )
    found = ultimate_owners(rows, TV, KINDS).drop(columns="outlet_id")
    assert found.to_numpy().tolist() == [
        ["firm", "registered", 50, 50, "surely", "no"],
        ["ann", "reported", 25, 25, "surely", "yes"],
        ["ann", "alleged", 25, 25, "surely", "yes"],
        ["bob", "alleged", 25, 25, "surely", "yes"],
    ]


@pytest.mark.parametrize(
    ("rows", "named", "unknown"),
    [
        ([stake("firm", "tv", 50), stake("ann", "firm", 50)], (25, 25), (75, 75)),
        ([stake("ann", "tv", 30), stake("bob", "tv", (10, 40))], (40, 70), (30, 60)),
        ([stake("ann", "tv"), stake("bob", "tv")], (0, 100), (0, 100)),
        ([stake("ann", "tv", 60), stake("bob", "tv", 60)], (80, 100), (0, 20)),
    ],
    ids=["chain", "two", "not stated", "contradiction"],
)
def test_the_unknown_remainder(
    rows: list[dict[str, object]], named: tuple[float, float], unknown: tuple[float, float]
) -> None:
    found = unknown_shares(stakes(*rows), TV).set_index("counting").loc["reported"]
    assert tuple(found[["named_min", "named_max"]]) == pytest.approx(named)
    assert tuple(found[["unknown_min", "unknown_max"]]) == pytest.approx(unknown)


def test_thresholds_and_what_they_change() -> None:
    rows = stakes(stake("ann", "tv", 30), stake("bob", "tv", (10, 20)), stake("fund", "tv", 3))
    at_5, at_25 = (ultimate_owners(rows, TV, KINDS, threshold=each) for each in (5, 25))
    assert set(at_5["owner_id"]) == {"ann", "bob"}
    assert set(at_25["owner_id"]) == {"ann"}
    changed = differences(at_5, at_25, ["outlet_id", "owner_id", "counting"])
    assert set(changed["change"]) == {"removed"}
    assert set(changed["owner_id"]) == {"bob"}
    at_15 = ultimate_owners(rows, TV, KINDS, threshold=15)
    reached = differences(at_5, at_15, ["outlet_id", "owner_id", "counting"])
    assert reached[["owner_id", "column", "before", "after"]].drop_duplicates().to_numpy().tolist() == [
        ["bob", "reaches", "surely", "possibly"]
    ]


def test_direct_holders_are_told_with_their_pages() -> None:
    rows = stakes(stake("ann", "tv", 30, start="2011"), stake("ann", "firm", 30), stake("bob", "tv", relation="edits"))
    found = direct_holders(rows, TV, as_of="2012")
    assert found[["holder_id", "share_min", "dated", "citation"]].to_numpy().tolist() == [["ann", 30.0, "yes", "c0"]]
