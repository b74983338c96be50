"""Events of pressure: their classes, their order, and their rates against the years in which outlets were there."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from small_ownership import outlets

from mapping.analyse import compute
from mapping.analyse.intervals import garwood
from mapping.analyse.pressure import PRESSURE, PRESSURES, day_numbers, pressure_timeline
from mapping.analyse.pressure_rates import outlet_years, pressure_rates
from mapping.schema.model import EVENT_KINDS

DATE = datetime.date(2025, 1, 1)
SINCE = datetime.date(2015, 1, 1)


def events(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Events from outlet, date and kind."""
    frame = pd.DataFrame(rows, columns=["outlet_id", "date", "kind"])
    return frame.assign(summary="It happened.", citation="c-1", disarm=None)


def test_every_kind_of_pressure_is_a_kind_of_event() -> None:
    assert set(PRESSURE) <= set(EVENT_KINDS)
    assert PRESSURES == ("legal_pressure", "physical_pressure", "digital_pressure", "economic_pressure")


def test_the_timeline_is_in_order_and_leaves_out_what_is_no_pressure() -> None:
    happened = events(("a", "2020-05", "fine"), ("a", "2019", "award"), ("b", "2020-03-01", "raid"))
    happened.loc[2, "disarm"] = "T0123"
    found = pressure_timeline(happened, outlets("a", "b", country=["KG", "UZ"]))
    assert found[["outlet_id", "country", "date", "year", "pressure", "kind"]].to_numpy().tolist() == [
        ["b", "UZ", "2020-03-01", 2020, "physical_pressure", "raid"],
        ["a", "KG", "2020-05", 2020, "economic_pressure", "fine"],
    ]
    assert found["disarm"].fillna("").tolist() == ["T0123", ""]


@pytest.mark.parametrize(
    ("text", "first", "middle", "last"),
    [("2020-02-01", 0, 0, 0), ("2020-02", 0, 14, 28), ("2021", 335, 517, 699)],
)
def test_a_date_is_as_wide_as_its_source(text: str, first: int, middle: int, last: int) -> None:
    days = day_numbers(pd.Series([text, None])) - datetime.date(2020, 2, 1).toordinal()
    assert days.loc[0].tolist() == [first, middle, last]
    assert days.loc[1].isna().all()


# Years between 1 January 2015 and 1 January 2025: middle, least, most.
@pytest.mark.parametrize(
    ("founded", "closed", "status", "expected"),
    [
        ("2001", None, "active", (10, 10, 10)),
        ("2020-01-01", None, "active", (5, 5, 5)),
        ("2020", None, "active", (4.5, 4, 5)),
        (None, None, "active", (10, 0, 10)),
        ("2001", "2019-01-01", "closed", (4, 4, 4)),
        ("2001", "2019", "closed", (4.5, 4, 5)),
        ("2001", None, "closed", (5, 0, 10)),
        ("2001", None, "unknown", (5, 0, 10)),
        (None, None, "unknown", (5, 0, 10)),
        ("2001", "2009", "closed", (0, 0, 0)),
        ("2026", None, "active", (0, 0, 0)),
    ],
)
def test_years_of_an_outlet(founded: str | None, closed: str | None, status: str, expected: Sequence[float]) -> None:
    found = outlet_years(outlets("a", founded=founded, closed=closed, status=status), SINCE, DATE)
    assert found.loc[0].tolist() == pytest.approx(expected, abs=0.01)


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from((None, "2001", "2016-05", "2018", "2020-02-03")),
    st.sampled_from((None, "2009", "2020-03", "2023", "2024-12-30")),
    st.sampled_from(("active", "closed", "unknown")),
)
def test_the_years_lie_between_the_least_and_the_most(founded: str | None, closed: str | None, status: str) -> None:
    found = outlet_years(outlets("a", founded=founded, closed=closed, status=status), SINCE, DATE).loc[0]
    assert 0 <= found["years_min"] <= found["outlet_years"] + 1e-9
    assert found["outlet_years"] <= found["years_max"] + 1e-9 <= 10.01


OUTLETS = outlets("a", "b", "c", country=["KG", "KG", "UZ"], founded=["2001", None, "2020-01-01"])
EVENTS = events(
    ("a", "2016", "raid"),
    ("a", "2016-03", "arrest"),
    ("b", "2024", "blocking"),
    ("a", "2014-12-31", "raid"),
    ("a", "2017", "award"),
)


def test_rates_of_each_class_and_of_any() -> None:
    tables = SimpleNamespace(events=EVENTS, outlets=OUTLETS, date=DATE)
    found = compute("pressure_rates", tables).set_index(["country", "pressure"])
    assert found.index.tolist() == [(code, each) for code in ("KG", "UZ") for each in (*PRESSURES, "any_pressure")]
    any_kg = found.loc[("KG", "any_pressure")]
    assert any_kg[["n", "outlets_hit", "outlets", "n_left_out"]].tolist() == [3, 2, 2, 0]
    assert any_kg[["outlet_years", "years_min", "years_max", "rate"]].tolist() == pytest.approx(
        [20, 10, 20, 15], abs=0.02
    )
    assert found.loc[("KG", "physical_pressure"), "n"] == 2
    none_uz = found.loc[("UZ", "legal_pressure")]
    assert none_uz[["n", "rate", "low"]].tolist() == [0, 0, 0]
    # No event in five years: the upper bound is -ln(0.025) / 5, by hand 0.7378 a year.
    assert none_uz["high"] == pytest.approx(73.78, abs=0.05)


def test_outlets_of_unknown_founding_may_be_left_out_with_their_events() -> None:
    found = pressure_rates(EVENTS, OUTLETS, DATE, undated=False).set_index(["country", "pressure"])
    any_kg = found.loc[("KG", "any_pressure")]
    assert any_kg[["n", "outlets_hit", "outlets", "n_left_out"]].tolist() == [2, 1, 1, 1]
    assert any_kg["outlet_years"] == pytest.approx(10, abs=0.01)


def test_a_country_without_a_counted_outlet_has_no_rate() -> None:
    found = pressure_rates(EVENTS, outlets("a", founded=None), DATE, undated=False)
    assert found["n_left_out"].tolist() == [0, 2, 0, 0, 2]
    assert found[["rate", "low", "high"]].isna().all(axis=None)


# Bounds of a Poisson mean as tables of the chi-squared distribution give them: half its quantiles.
@pytest.mark.parametrize(
    ("n", "low", "high"),
    [(0, 0, 3.6889), (1, 0.0253, 5.5716), (2, 0.2422, 7.2247), (5, 1.6235, 11.6683), (10, 4.7954, 18.3904)],
)
def test_known_bounds_of_a_count(n: int, low: float, high: float) -> None:
    assert np.round(garwood(n, 1), 4) == pytest.approx([low, high])


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2000), st.floats(0.1, 1e5))
def test_the_bounds_leave_one_fortieth_on_either_side(n: int, exposure: float) -> None:
    low, high = garwood(n, exposure)
    assert low <= n / exposure <= high
    assert stats.poisson.cdf(n, high * exposure) == pytest.approx(0.025, rel=1e-4)
    if n:
        assert stats.poisson.sf(n - 1, low * exposure) == pytest.approx(0.025, rel=1e-4)


def test_no_exposure_has_no_rate_and_nothing_is_below_zero() -> None:
    low, high = garwood(np.array([0, 3]), np.array([0, 0]))
    assert np.isnan([*low, *high]).all()
    for n, exposure in ((-1, 1), (1, -1)):
        with pytest.raises(ValueError, match="no fewer than 0"):
            garwood(n, exposure)
