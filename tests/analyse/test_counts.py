"""Counts on small tables: who is there, by medium, language, status and year."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from mapping.analyse import compute, indicators
from mapping.errors import UnknownName

TABLES = SimpleNamespace(
    outlets=pd.DataFrame(
        {
            "outlet_id": ["a", "b", "c"],
            "country": ["UZ", "KG", "KG"],
            "media": ["tv;online", "tv", None],
            "languages": ["uz;ru", None, "ky"],
            "status": ["active", "active", "unknown"],
            "exile_status": [None, "exile", None],
            "ownership_type": ["state", "private", "private"],
            "founded": ["1998", "2001-05", None],
            "closed": [None, None, "2009-01-02"],
        }
    ),
    events=pd.DataFrame({"outlet_id": ["a", "b", "b"], "date": ["1999", "2001", "2001-02"], "kind": "raid"}),
)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("outlets_by_country", [["KG", 2, 1, 1], ["UZ", 1, 1, 0]]),
        ("outlets_by_medium", [["KG", "tv", 1], ["UZ", "online", 1], ["UZ", "tv", 1]]),
        ("outlets_by_language", [["KG", "ky", 1], ["UZ", "ru", 1], ["UZ", "uz", 1]]),
        ("outlets_by_ownership", [["KG", "private", 2], ["UZ", "state", 1]]),
        ("outlets_by_status", [["KG", "exile", 1], ["KG", "unknown", 1], ["UZ", "active", 1]]),
        (
            "founded_and_closed",
            [[1990, "outlets_founded", 1], [2000, "outlets_founded", 1], [2000, "outlets_closed", 1]],
        ),
        ("events_by_kind", [["KG", "raid", 2], ["UZ", "raid", 1]]),
        ("events_by_year", [[1999, "raid", 1], [2001, "raid", 2]]),
    ],
)
def test_counts(name: str, rows: list[list[object]]) -> None:
    assert compute(name, TABLES).to_numpy().tolist() == rows


def test_an_indicator_that_does_not_exist_names_those_that_do() -> None:
    with pytest.raises(UnknownName, match="outlets_by_country"):
        compute("outlets_by_weather", TABLES)


@pytest.mark.parametrize("name", list(indicators()))
def test_each_indicator_explains_its_columns(name: str) -> None:
    assert "Columns:" in (indicators()[name].__doc__ or "")


OWNED = SimpleNamespace(
    outlets=pd.DataFrame(
        {
            "outlet_id": ["a", "b", "c"],
            "country": ["KG", "KG", "KZ"],
            "media": ["tv", "radio", "tv"],
            "languages": "ky",
            "status": "active",
            "founded": None,
            "closed": None,
        }
    ),
    owners=pd.DataFrame({"owner_id": ["x", "y"], "name": ["Ex", "Why"], "kind": "company", "country": "KG"}),
    stakes=pd.DataFrame(
        [("x", "a"), ("x", "b"), ("y", "c")], columns=["holder_id", "held_id"]
    ).assign(
        stake_id=["1", "2", "3"], relation="owns", share_min=100, share_max=100, start=None, end=None,
        confidence="reported", amount=None, currency=None, citation="c-1",
    ),
    assessments=pd.DataFrame(columns=["outlet_id", "question", "date", "answer", "confidence", "citation"], dtype=str),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("outlets_by_owner_known", [["KZ", "owner_known", 1], ["KG", "owner_known", 2]]),
        ("outlets_by_state_media_class", [["KZ", "not_looked_at", 1], ["KG", "not_looked_at", 2]]),
        ("outlets_by_transparency", [["KZ", "not looked at", 1], ["KG", "not looked at", 2]]),
        ("owners_across_media", [["Ex", "radio", 1], ["Ex", "tv", 1]]),
    ],
)
def test_ownership_in_numbers_of_outlets(name: str, rows: list[list[object]]) -> None:
    assert compute(name, OWNED).to_numpy().tolist() == rows
