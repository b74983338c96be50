"""What an analyst asks of a landscape: a name in any script, one outlet, its owners, an earlier day."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from mapping.analyse.as_of import View, view
from mapping.errors import UnknownName
from mapping.landscape import EVERY, Landscape
from mapping.landscape.loading import Loaded
from mapping.landscape.ties import Ties
from mapping.paths import Places

MOMENT = datetime.date(2015, 6, 30)
NO_MOVES = pd.DataFrame({"outlet_id": [], "date": []}, dtype=str)


def seen(name: str, rows: list[dict[str, object]], moves: pd.DataFrame = NO_MOVES) -> View:
    found = view(name, pd.DataFrame(rows), MOMENT, moves)
    assert found is not None
    return found


OUTLET = {"exile_status": "home", "base_country": "KG", "labelled_in": None, "status": "active"}


@pytest.mark.parametrize(
    ("founded", "closed", "status", "then"),
    [
        ("2001", None, "active", "active"),
        ("2015", None, "active", "unknown"),  # may have begun later in that year
        ("2015-07", None, "active", None),
        (None, None, "active", "unknown"),
        ("2001", "2014", "closed", None),
        ("2001", "2015-06", "closed", None),
        ("2001", "2015", "closed", "unknown"),  # may have ended before
        ("2001", "2019-02", "closed", "active"),
        ("2001", None, "closed", "unknown"),
        ("2001", None, "suspended", "unknown"),
    ],
)
def test_outlets_as_of_a_day(founded: str | None, closed: str | None, status: str, then: str | None) -> None:
    found = seen("outlets", [OUTLET | {"outlet_id": "a", "founded": founded, "closed": closed, "status": status}])
    assert list(found.frame["status"]) == ([] if then is None else [then])
    assert found.undated == int(founded is None and then is not None)
    assert found.left_out == int(then is None)
    assert found.frame["closed"].isna().all()


@pytest.mark.parametrize(
    ("moved", "status", "base"),
    [("2014-02", "exile", "PL"), ("2015", None, None), ("2022-03-01", "home", None), (None, None, None)],
)
def test_exile_is_told_only_where_a_move_is_dated(moved: str | None, status: str | None, base: str | None) -> None:
    away = OUTLET | {"outlet_id": "a", "founded": "2001", "closed": None, "exile_status": "exile", "base_country": "PL"}
    moves = pd.DataFrame([{"outlet_id": "a", "date": moved}] if moved else [], columns=["outlet_id", "date"])
    found = seen("outlets", [away], moves).frame.iloc[0]
    assert (None if pd.isna(found["exile_status"]) else found["exile_status"]) == status
    assert (None if pd.isna(found["base_country"]) else found["base_country"]) == base


@pytest.mark.parametrize(
    ("start", "end", "stands"),
    [
        ("2010", None, True),
        ("2010", "2012", False),
        ("2010", "2020", True),
        ("2016", None, False),
        (None, "2014", False),
        (None, None, True),
    ],
)
def test_stakes_as_of_a_day(start: str | None, end: str | None, stands: bool) -> None:
    row = {"holder_id": "h", "held_id": "a", "relation": "owns", "share_min": 60.0, "share_max": 60.0}
    found = seen("stakes", [row | {"start": start, "end": end}])
    assert len(found.frame) == stands
    assert found.frame["end"].isna().all()
    if stands:
        assert found.frame["share_min"].iloc[0] == (60.0 if start else 0.0)


def test_events_and_ties_up_to_a_day() -> None:
    events = seen("events", [{"date": day, "kind": "raid"} for day in ("2014", "2015", "2015-07", "2016-01-01")])
    assert list(events.frame["date"]) == ["2014", "2015"]
    rows = [
        ("relay", "2010", "2012"),
        ("relay", "2010", "2020"),
        ("reprint", "2010", "2012"),
        ("reprint", "2016", None),
    ]
    ties = seen("ties", [{"layer": layer, "first": first, "last": last} for layer, first, last in rows])
    assert list(ties.frame["layer"]) == ["relay", "reprint"]
    months = seen("dependence", [{"month": month} for month in ("2015-05", "2015-07", None)])
    assert list(months.frame["month"]) == ["2015-05"]
    assert view("names", pd.DataFrame({"text": ["x"]}), MOMENT, NO_MOVES) is None


def test_every_table_is_declared_for_completion(tiny: Places) -> None:
    declared = {name for name in Loaded.__annotations__ if not name.startswith("_")}
    assert declared == set(EVERY)
    offered = dir(Landscape.open(tiny.data))
    assert set(EVERY) <= set(offered)
    assert {"find", "outlet", "owners_of", "as_of", "measure"} <= set(offered)


@pytest.mark.parametrize(
    ("text", "first", "score"),
    [
        ("bozor-tv", "bozor-tv", 100),
        ("Bozor TV", "bozor-tv", 100),
        ("БОЗОР ТВ", "bozor-tv", 100),
        ("Kok Gazet", "kok-gazet", 100),
        ("Чындык", "chyndyk", 100),
        ("Chyndyq", "chyndyk", 80),
        ("Aida", "aida", 90),
    ],
)
def test_names_are_found_in_any_script(tiny: Places, text: str, first: str, score: float) -> None:
    found = Landscape.open(tiny.data).find(text)
    assert found.iloc[0]["entity_id"] == first
    assert found.iloc[0]["score"] >= score
    assert found["score"].is_monotonic_decreasing
    assert found["entity_id"].is_unique


def test_nothing_is_found_for_nonsense(tiny: Places) -> None:
    assert Landscape.open(tiny.data).find("qqqqqqq").empty


def test_one_outlet_and_its_owners(tiny: Places) -> None:
    land = Landscape.open(tiny.data)
    bozor = land.outlet("БОЗОР ТВ")
    assert bozor.outlet_id == "bozor-tv"
    assert bozor.facts["city"] == "Osh"
    assert list(bozor.owners["name"]) == ["Bozor Media"]
    assert list(bozor.owners["kind"]) == ["company"]
    pd.testing.assert_frame_equal(land.owners_of("bozor-tv"), bozor.owners)
    assert list(land.owners_of("Bozor Media")["holder_id"]) == ["aida", "dala-holding"]
    assert list(land.outlet("chyndyk").events["kind"]) == ["extremist_label"]
    assert len(bozor.claims) > 5
    assert repr(bozor) == "<Outlet bozor-tv: Bozor TV, KG, active>"


def test_the_level_holds_for_everything_asked(tiny: Places) -> None:
    land = Landscape.open(tiny.data, "public")
    exile = land.outlet("chyndyk")
    heads = ",".join(EVERY["ties"].heads)
    (tiny.processed / "ties.csv").write_text(f"{heads}\n", encoding="utf-8")
    assert "Warsaw" not in exile._repr_html_() + exile.facts.to_string() + exile.claims.to_string()
    assert "Warsaw" in Landscape.open(tiny.data, "team").outlet("chyndyk").claims.to_string()
    assert land.as_of("2025").level == land.at("public").level == "public"


@pytest.mark.parametrize(("ask", "complaint"), [("nobody", "no outlet or owner 'nobody'"), ("aida", "no outlet")])
def test_an_outlet_that_is_none(tiny: Places, ask: str, complaint: str) -> None:
    with pytest.raises(UnknownName, match=complaint):
        Landscape.open(tiny.data).outlet(ask)


def test_ties_are_a_table_and_can_be_asked_for_a_layer() -> None:
    rows = [("a", "b", "relay", 1.0), ("a", "c", "reprint", 2.0), ("b", "c", "reprint", 5.0)]
    ties = Ties(pd.DataFrame(rows, columns=["from_id", "to_id", "layer", "weight"]))
    assert list(ties("reprint")["weight"]) == [5.0, 2.0]
    assert len(ties[ties["layer"] == "relay"]) == 1
    assert ties("story").empty
    with pytest.raises(UnknownName, match="There is no layer 'copy': choose from reprint"):
        ties("copy")


@pytest.mark.parametrize("day", ["", "2010"])
def test_a_landscape_shows_itself(tiny: Places, day: str) -> None:
    for name in ("ties", "dependence", "item_counts"):
        heads = ",".join(EVERY[name].heads)
        (tiny.processed / f"{name}.csv").write_text(f"{heads}\n", encoding="utf-8")
    land = Landscape.open(tiny.data, "public", as_of=day)
    page = land._repr_html_()
    assert f"<td>land.outlets</td><td>{len(land.outlets)}</td>" in page
    assert ("as of 2010" in page) == bool(day)
    assert len(land.undated) == (11 if day else 0)
    assert land.date == (datetime.date(2010, 12, 31) if day else datetime.date(2026, 1, 2))


def test_a_day_that_is_none(tiny: Places) -> None:
    with pytest.raises(UnknownName, match="'last year' is no date: give a year, a month or a day"):
        Landscape.open(tiny.data, as_of="last year")
