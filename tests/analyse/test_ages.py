"""How old facts are, and which to look at again first."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from mapping.analyse.ages import fact_ages, facts_by_age, outlet_ages, to_check

TODAY = datetime.date(2026, 11, 21)
PAGES = pd.DataFrame(
    [("c-old", "2019-05", "2026-01-02"), ("c-new", "2026-08-01", "2026-09-01"), ("c-bare", None, "2026-03-01")],
    columns=["citation_id", "published", "accessed"],
)
OUTLETS = pd.DataFrame({"outlet_id": ["a", "b", "c"], "country": ["KG", "KZ", "TJ"]})


def claim(own_id: str, field: str, value: str, citation: str | None, chosen: str = "yes") -> dict[str, object]:
    cells = {"entity_kind": "outlet", "entity_id": own_id, "field": field, "value": value, "citation": citation}
    return cells | {"chosen": chosen, "retrieved": "2025-01-01", "confidence": "reported"}


CLAIMS = pd.DataFrame(
    [
        claim("a", "status", "active", "c-old"),
        claim("a", "languages", "ky", "c-old"),
        claim("a", "languages", "ru", "c-old;c-new"),
        claim("a", "founded", "1999", "c-old"),  # does not age
        claim("a", "ownership_type", "unknown", "c-old"),  # says nothing
        claim("a", "city", "Osh", "c-old", chosen="no"),  # not shown
        claim("b", "status", "active", "c-bare"),
        claim("b", "media", "tv", None),
    ]
)
STAKES = pd.DataFrame(
    [
        ("s-1", "h", "a", "owns", None, "c-old"),
        ("s-2", "g", "b", "controls", None, "c-new"),
        ("s-3", "h", "b", "owns", "2020", "c-old"),  # ended
        ("s-4", "h", "b", "edits", None, "c-old"),  # holds nothing
    ],
    columns=["stake_id", "holder_id", "held_id", "relation", "end", "citation"],
).assign(confidence="reported")


@pytest.fixture
def ages() -> pd.DataFrame:
    return fact_ages(CLAIMS, STAKES, PAGES, TODAY)


@pytest.mark.parametrize(
    ("own_id", "field", "value", "newest", "basis", "months"),
    [
        ("a", "status", "active", "2019-05", "published", 89),
        ("a", "languages", "ky", "2019-05", "published", 89),
        ("a", "languages", "ru", "2026-08-01", "published", 3),
        ("b", "status", "active", "2026-03-01", "read", 8),
        ("b", "media", "tv", "2025-01-01", "read", 22),
        ("a", "owns", "h", "2019-05", "published", 89),
        ("b", "controls", "g", "2026-08-01", "published", 3),
    ],
)
def test_a_fact_is_as_old_as_its_newest_page(
    ages: pd.DataFrame, own_id: str, field: str, value: str, newest: str, basis: str, months: int
) -> None:
    row = ages[(ages["entity_id"] == own_id) & (ages["field"] == field) & (ages["value"] == value)]
    assert row[["newest", "basis", "months"]].to_numpy().tolist() == [[newest, basis, months]]


def test_nothing_else_ages(ages: pd.DataFrame) -> None:
    assert len(ages) == 7
    assert facts_by_age(ages)["n"].sum() == 7


def test_outlets_whose_newest_fact_is_old(ages: pd.DataFrame) -> None:
    found = outlet_ages(ages, OUTLETS).set_index("outlet_id")
    assert found["old"].to_dict() == {"a": "no", "b": "no", "c": "yes"}
    assert found["old_facts"].to_dict() == {"a": 2, "b": 1, "c": 0}
    assert outlet_ages(ages, OUTLETS, months=2)["old"].tolist() == ["yes", "yes", "yes"]


def test_what_most_rests_on_is_checked_first(ages: pd.DataFrame) -> None:
    ties = pd.DataFrame({"from_id": ["b", "x", "b"], "to_id": ["x", "b", "y"]})
    chains = pd.DataFrame({"outlet_id": ["a"], "chain": [1], "stake_id": ["s-1"]})
    ranks = pd.DataFrame({"outlet_id": ["b", "a"], "rank": [3, 40]})
    found = to_check(ages, ties, chains, ranks)
    told = found[["entity_id", "field", "value", "ties", "chains", "lists", "used"]].to_numpy().tolist()
    assert told == [
        ["b", "media", "tv", 3, 0, 1, 4],
        ["a", "languages", "ky", 0, 1, 0, 1],
        ["a", "owns", "h", 0, 1, 0, 1],
        ["a", "status", "active", 0, 1, 0, 1],
    ]
