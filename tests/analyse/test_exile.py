"""Exiled outlets: where from and to, after what, how they are read; hidden bases stay hidden, nothing is guessed."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from mapping import Landscape
from mapping.analyse import compute
from mapping.paths import Places

OUTLETS = ["outlet_id", "name", "country", "home_country", "base_country", "place_level", "exile_status", "exile_phase"]
EVENTS = ["outlet_id", "date", "kind", "citation"]
CHANNELS = ["channel_id", "outlet_id", "kind", "end", "status"]
CLAIMS = ["entity_kind", "entity_id", "field", "citation", "chosen"]
REACH = ["channel_id", "outlet_id", "measure", "date", "value"]


def _tables(
    events: list[list[object]] | None = None,
    channels: list[list[object]] | None = None,
    reach: list[list[object]] | None = None,
    base: str | None = "PL",
) -> SimpleNamespace:
    """Two exiles, one of them with a hidden base, one between both, and one at home."""
    outlets = [
        ["a", "A", "KG", "KG", base, "country", "exile", "rebuild"],
        ["b", "B", "KG", "KG", None, "hidden", "exile", None],
        ["c", "C", "TJ", None, "CZ", "country", "hybrid", None],
        ["d", "D", "TJ", "TJ", "TJ", "city", "home", None],
        ["e", "E", "TJ", None, None, "region", None, None],
    ]
    claims = [
        ["outlet", "a", "exile_status", "p1;p2", "yes"],
        ["outlet", "a", "base_country", "p3", "no"],
        ["owner", "a", "base_country", "p4", "yes"],
        ["outlet", "b", "exile_status", "p5", "yes"],
        ["outlet", "b", "base_country", "p6", "yes"],
        ["outlet", "c", "base_country", "p7", "yes"],
        ["outlet", "c", "city", "p8", "yes"],
    ]
    return SimpleNamespace(
        outlets=pd.DataFrame(outlets, columns=OUTLETS),
        events=pd.DataFrame(events or [], columns=EVENTS),
        channels=pd.DataFrame(channels or [], columns=CHANNELS),
        claims=pd.DataFrame(claims, columns=CLAIMS),
        reach=pd.DataFrame(reach or [], columns=REACH),
    )


def _cells(frame: pd.DataFrame, *columns: str) -> list[list[object]]:
    return frame[list(columns)].astype(object).where(frame[list(columns)].notna(), None).to_numpy().tolist()


def test_bases_and_phases_are_given_or_said_to_be_missing() -> None:
    shown = _cells(compute("exile_outlets", _tables()), "outlet_id", "home_country", "base_country", "exile_phase")
    assert shown == [
        ["a", "KG", "PL", "rebuild"],
        ["b", "KG", "hidden", "not_looked_at"],
        ["c", "not_stated", "CZ", "not_looked_at"],
    ]


@pytest.mark.parametrize(
    ("events", "since", "pressed", "reason", "pages"),
    [
        ([], None, None, None, "p1;p2"),
        # With the day of the move, only what may have come before it.
        (
            [("2022-11", "relocation"), ("2022-01-22", "raid"), ("2022-11-20", "blocking"), ("2024", "conviction")],
            "2022-11", "2022-01-22", "blocking;raid", "p1;p2;x0;x1;x2",
        ),
        # The first of several moves; an award is no pressure.
        (
            [("2023", "relocation"), ("2020", "relocation"), ("2021", "arrest"), ("2019", "award")],
            "2020", "2021", None, "p1;p2;x1",
        ),
        # Without it, all that is known.
        (
            [("2019", "blocking"), ("2025-10", "extremist_label")],
            None, "2019", "blocking;extremist_label", "p1;p2;x0;x1",
        ),
        # A year may lie before or after a day of it.
        ([("2014", "arrest"), ("2014-03-01", "relocation")], "2014-03-01", "2014", "arrest", "p1;p2;x0;x1"),
    ],
)  # fmt: skip
def test_the_reason_is_what_came_before_the_move(
    events: list[tuple[str, str]], since: str | None, pressed: str | None, reason: str | None, pages: str
) -> None:
    rows: list[list[object]] = [["a", date, kind, f"x{number}"] for number, (date, kind) in enumerate(events)]
    frame = compute("exile_outlets", _tables(rows))
    assert _cells(frame.head(1), "since", "pressed_since", "reason", "citation") == [[since, pressed, reason, pages]]


def test_pages_are_those_on_status_and_base_but_none_on_a_hidden_base() -> None:
    assert list(compute("exile_outlets", _tables())["citation"]) == ["p1;p2", "p5", "p7"]


def test_countries_by_status_and_phase() -> None:
    assert compute("exile_by_status", _tables()).to_numpy().tolist() == [
        ["KG", "exile", "not_looked_at", 1],
        ["KG", "exile", "rebuild", 1],
        ["TJ", "home", "not_applicable", 1],
        ["TJ", "hybrid", "not_looked_at", 1],
        ["TJ", "not_stated", "not_applicable", 1],
    ]


def test_flows_count_hidden_bases_without_naming_them() -> None:
    assert compute("exile_flows", _tables(base=None)).to_numpy().tolist() == [
        ["KG", "hidden", 1],
        ["KG", "not_stated", 1],
        ["not_stated", "CZ", 1],
    ]


def test_a_hidden_base_stays_hidden_even_where_a_table_still_holds_it() -> None:
    tables = _tables()
    tables.outlets.loc[1, "base_country"] = "NO"
    assert "NO" not in compute("exile_outlets", tables).to_csv() + compute("exile_flows", tables).to_csv()


def test_channels_in_use_with_the_newest_number_of_each_measure() -> None:
    channels: list[list[object]] = [
        ["w", "a", "website", None, "blocked"],
        ["m", "a", "mirror", None, None],
        ["t1", "a", "telegram", None, None],
        ["t2", "a", "telegram", None, None],
        ["old", "a", "youtube", "2020", None],
        ["gone", "a", "facebook", None, "gone"],
        ["home", "d", "telegram", None, None],
    ]
    reach: list[list[object]] = [
        ["t1", "a", "subscribers", "2025-01-01", 900.0],
        ["t1", "a", "subscribers", "2026-01-01", 500.0],
        ["t2", "a", "subscribers", "2026-01-01", 700.0],
        ["home", "d", "subscribers", "2026-01-01", 1.0],
    ]
    frame = compute("exile_audience", _tables(channels=channels, reach=reach))
    assert _cells(frame, "outlet_id", "kind", "n", "blocked", "measure", "value", "date") == [
        ["a", "mirror", 1, 0, "not_measured", None, None],
        ["a", "telegram", 2, 0, "subscribers", 700.0, "2026-01-01"],
        ["a", "website", 1, 1, "not_measured", None, None],
    ]


@pytest.mark.parametrize("name", ["exile_outlets", "exile_flows", "exile_audience"])
def test_none_in_exile_gives_an_empty_table_with_its_columns(name: str) -> None:
    tables = _tables()
    tables.outlets["exile_status"] = "home"
    frame = compute(name, tables)
    assert frame.empty
    assert list(frame.columns) == list(compute(name, _tables()).columns)


@pytest.mark.parametrize("level", ["public", "team"])
def test_from_the_landscape_at_each_level(tiny: Places, level: str) -> None:
    land = Landscape.open(tiny.data, level)
    shown = _cells(land.measure("exile_outlets"), "outlet_id", "base_country", "since", "reason", "channels")
    assert shown == [["chyndyk", "PL", None, "extremist_label", "website"]]
    assert land.measure("exile_flows").to_numpy().tolist() == [["KG", "PL", 1]]
