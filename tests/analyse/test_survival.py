"""How long outlets go on: the curve of a textbook, of samples without censoring, and whom the clock follows."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_ownership import outlets

from mapping.analyse.survival import AFTER, kaplan_meier, lives, survival, survival_at
from mapping.errors import UnknownName

DATE = datetime.date(2026, 1, 1)

# Weeks of remission of 21 patients given 6-mercaptopurine (Freireich et al. 1963, doi 10.1182/blood.V21.6.699.699),
# worked in most textbooks, such as Kleinbaum and Klein, Survival Analysis, chapter 2; False: still in remission.
REMISSION = [
    (6, True), (6, True), (6, True), (6, False), (7, True), (9, False), (10, True), (10, False), (11, False),
    (13, True), (16, True), (17, False), (19, False), (20, False), (22, True), (23, True), (25, False), (32, False),
    (32, False), (34, False), (35, False),
]  # fmt: skip


def test_the_curve_of_the_textbook() -> None:
    frame = pd.DataFrame(REMISSION, columns=["years", "ended"])
    found = kaplan_meier(frame["years"], frame["ended"])
    # Time, at risk, ends, and the share left as products of whole fractions.
    shares = np.cumprod([1, 18 / 21, 16 / 17, 14 / 15, 11 / 12, 10 / 11, 6 / 7, 5 / 6, 1])
    assert found[["years", "at_risk", "events"]].to_numpy().tolist() == [
        [0, 21, 0], [6, 21, 3], [7, 17, 1], [10, 15, 1], [13, 12, 1], [16, 11, 1], [22, 7, 1], [23, 6, 1], [35, 1, 0],
    ]  # fmt: skip
    assert found["survival"].tolist() == pytest.approx(list(shares))
    # By hand at the first end: v = 3 / (21 * 18), c = 1.959964 * sqrt(v) / ln(6/7), bounds (6/7) ** exp(-c, c).
    assert found.loc[1, ["low", "high"]].tolist() == pytest.approx([0.6197, 0.9516], abs=1e-4)
    # At the last end Greenwood's sum is that of 7 terms d / (n (n - d)).
    spread = sum(d / (n * (n - d)) for n, d in ((21, 3), (17, 1), (15, 1), (12, 1), (11, 1), (7, 1), (6, 1)))
    share = float(shares[-1])
    pull = np.exp(np.array([1, -1]) * 1.959964 * np.sqrt(spread) / abs(np.log(share)))
    assert found.loc[7, ["low", "high"]].tolist() == pytest.approx(list(share**pull), abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=1, max_size=40))
def test_without_censoring_it_is_the_share_of_the_sample_that_is_left(years: list[int]) -> None:
    found = kaplan_meier(pd.Series(years), pd.Series([True] * len(years)))
    left = [sum(each > time for each in years) / len(years) for time in found["years"]]
    first = found.index == 0
    expected = np.where(first & (found["events"] == 0), 1.0, left)
    assert found["survival"].tolist() == pytest.approx(list(expected))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=40))
def test_it_falls_within_its_bounds_and_counts_every_end(rows: list[tuple[int, bool]]) -> None:
    frame = pd.DataFrame(rows, columns=["years", "ended"])
    found = kaplan_meier(frame["years"], frame["ended"])
    assert found["survival"].is_monotonic_decreasing
    assert found["events"].sum() == frame["ended"].sum()
    assert found["years"].iloc[-1] == frame["years"].max()
    bounded = found.dropna()
    assert (bounded["low"] <= bounded["survival"]).all()
    assert (bounded["survival"] <= bounded["high"]).all()


def _events(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["outlet_id", "date", "kind"])


@pytest.mark.parametrize(
    ("outlet", "more", "ends", "expected"),
    [
        ({}, (), ("closed",), (10, False, False)),
        ({"status": "closed", "closed": "2020-01-01"}, (), ("closed",), (4, True, False)),
        ({"status": "suspended"}, (), ("closed",), (10, False, False)),
        # Unknown whether it works: followed to the last that was heard of it.
        ({"status": "unknown"}, (("a", "2018-01-01", "award"),), ("closed",), (2, False, False)),
        ({"status": "unknown"}, (), ("closed",), (0, False, False)),
        # Nobody knows when it closed, or it had closed before.
        ({"status": "closed"}, (), ("closed",), (10, False, True)),
        ({"status": "closed", "closed": "2015"}, (), ("closed",), (0, True, True)),
        # The same days: an end at once, not an end before.
        ({"status": "closed", "closed": "2016"}, (), ("closed",), (0.5, True, False)),
        ({}, (("a", "2017-01-01", "liquidation"),), ("closed",), (10, False, False)),
        ({}, (("a", "2017-01-01", "liquidation"),), ("closed", "liquidation"), (1, True, False)),
        ({"exile_status": "exile"}, (("a", "2019-01-01", "relocation"),), ("exile",), (3, True, False)),
        ({"exile_status": "exile"}, (), ("exile",), (10, False, True)),
        ({"exile_status": "exile"}, (), ("closed",), (10, False, False)),
        # The earlier of two ends, and a second raid starts no second clock.
        (
            {"status": "closed", "closed": "2020-01-01"},
            (("a", "2019-01-01", "relocation"), ("a", "2018", "raid")),
            ("closed", "exile"),
            (3, True, False),
        ),
    ],
)
def test_the_life_of_one_outlet(
    outlet: dict[str, str],
    more: tuple[tuple[str, str, str], ...],
    ends: tuple[str, ...],
    expected: tuple[float, bool, bool],
) -> None:
    known = outlets("a", **{"exile_status": None, **outlet})
    found = lives(_events(("a", "2016-01-01", "raid"), *more), known, DATE, "raid", ends)
    years, ended, left_out = found.loc[0, ["years", "ended", "left_out"]]
    assert years == pytest.approx(expected[0], abs=0.01)
    assert (ended, left_out) == expected[1:]


def test_an_end_that_is_none_is_an_error() -> None:
    with pytest.raises(UnknownName, match="closed, liquidation, exile"):
        survival(_events(("a", "2016", "raid")), outlets("a", exile_status=None), DATE, ends=("sold",))


# Twelve raided outlets in Kyrgyzstan, one of which closed after two years, and one in Uzbekistan.
NAMES = [f"o{at}" for at in range(13)]
RAIDED = _events(*((name, "2016-01-01", "raid") for name in NAMES))
KNOWN = outlets(
    *NAMES,
    country=["KG"] * 12 + ["UZ"],
    status=["closed"] + ["active"] * 12,
    closed=["2018-01-01"] + [None] * 12,
    exile_status=None,
)


def test_curves_by_country_say_when_they_rest_on_too_few() -> None:
    found = survival(RAIDED, KNOWN, DATE)
    raid = found[found["after"] == "raid"].set_index(["country", "events"])
    assert raid.index.get_level_values("country").unique().tolist() == ["all", "KG", "UZ"]
    assert raid.loc[("KG", 1), "survival"] == pytest.approx(11 / 12)
    assert raid.loc["KG", "enough"].tolist() == ["yes", "yes", "yes"]
    assert raid.loc["UZ", "enough"].tolist() == ["no", "no"]
    assert found["after"].unique().tolist() == ["raid", "any_pressure"]
    stricter = survival(RAIDED, KNOWN, DATE, fewest=12)
    assert stricter.loc[stricter["country"] == "KG", "enough"].tolist() == ["yes", "yes", "no"] * 2


def test_the_curves_in_brief() -> None:
    found = survival_at(RAIDED, KNOWN, DATE, horizons=(1, 5, 20)).set_index(["after", "country", "years"])
    counts = found.loc[("raid", "all", 5), ["outlets", "left_out", "ended", "censored", "at_risk"]]
    assert counts.tolist() == [13, 0, 1, 12, 12]
    assert found.loc[("raid", "all", 1), "survival"] == 1
    assert found.loc[("raid", "all", 5), "survival"] == pytest.approx(12 / 13)
    assert np.isnan(found.loc[("raid", "all", 20), "survival"])
    assert found.loc[("raid", "all", 20), "enough"] == "no"


@pytest.mark.parametrize("indicator", [survival, survival_at])
def test_no_events_give_no_rows(indicator: object) -> None:
    assert callable(indicator)
    found = indicator(_events(), KNOWN, DATE)
    assert found.empty
    assert {"after", "country", "years", "at_risk", "survival", "low", "high", "enough"} <= set(found)


def test_an_order_to_liquidate_starts_no_clock() -> None:
    assert all("liquidation" not in kinds for kinds in AFTER.values())
