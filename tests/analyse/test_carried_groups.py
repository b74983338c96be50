"""Dependence on groups of sources, by hand; and bounds that hold whatever the items are."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_store import built, item, made

from mapping.paths import Places

LINKS = {
    "kabar": "https://kabar.example/",
    "kazinform": "https://inform.example/",
    "tass": "https://tass.example/",
    "stranger": "https://stranger.example/",
}


def cell(places: Places, outlet: str, group: str, mechanism: str, month: str = "") -> pd.Series:
    """One row of the table."""
    frame = made(places, "dependence").fillna({"month": "", "examples": ""})
    key = ["outlet_id", "group", "mechanism", "month"]
    return frame.set_index(key).loc[(outlet, group, mechanism, month)]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Five dated items of an outlet of Kyrgyzstan in two months, and items of the agencies."""
    rows = [
        item("aiyl.example", 1, "2026-02-02T08:00:00Z", links="https://kabar.example/1;https://tass.example/1"),
        item("aiyl.example", 2, "2026-02-03T06:00:00Z", links="https://kabar.example/1", credited="Кабар;ТАСС"),
        item("aiyl.example", 3, "2026-03-03T06:00:00Z", links="https://inform.example/1"),
        item("aiyl.example", 4, "2026-03-04T06:00:00Z"),
        item("aiylnews", 5, "2026-03-05T06:00:00Z", forward="channel", forwarded_from="tass_agency"),
        item("aiylnews", 6, "", links="https://tass.example/9"),
        item("kabar.example", 1, "2026-02-02T06:00:00Z", links="https://inform.example/1;https://tass.example/1"),
        item("tass.example", 1, "2026-02-01T06:00:00Z", credited="Кабар"),
    ]
    return built(tmp_path, rows)[0]


@pytest.mark.parametrize(
    ("outlet", "group", "mechanism", "month", "n_items", "n", "lag"),
    [
        ("aiyl", "national_state_agency", "link", "", 5, 2, (2 + 24) / 2 * 3600),
        ("aiyl", "national_state_agency", "any", "", 5, 2, (2 + 24) / 2 * 3600),
        ("aiyl", "national_state_agency", "citation", "", 5, 1, None),
        ("aiyl", "national_state_agency", "reprint", "", 5, 0, None),
        ("aiyl", "national_state_agency", "any", "2026-02", 2, 2, (2 + 24) / 2 * 3600),
        ("aiyl", "national_state_agency", "any", "2026-03", 3, 0, None),
        ("aiyl", "neighbour_state_agency", "any", "", 5, 1, None),
        ("aiyl", "russian_state", "any", "", 5, 3, 26 * 3600),
        ("aiyl", "russian_state", "forward", "2026-03", 3, 1, None),
        ("kabar", "neighbour_state_agency", "any", "", 1, 1, None),
        ("kabar", "russian_state", "link", "", 1, 1, 24 * 3600),
    ],
)
def test_shares_by_hand(
    places: Places, outlet: str, group: str, mechanism: str, month: str, n_items: int, n: int, lag: float | None
) -> None:
    row = cell(places, outlet, group, mechanism, month)
    assert (row["n_items"], row["n"]) == (n_items, n)
    assert pd.isna(row["median_lag"]) if lag is None else row["median_lag"] == lag


def test_examples_name_the_earlier_item_where_it_is_known(places: Places) -> None:
    assert cell(places, "aiyl", "russian_state", "any")["examples"].split(";") == [
        "https://aiyl.example/1 | https://tass.example/1",
        "https://t.me/aiylnews/5",
        "https://aiyl.example/2",
    ]


def test_who_belongs_to_a_group_is_left_out_for_it(places: Places) -> None:
    frame = made(places, "dependence")
    groups = frame.groupby("outlet_id")["group"].unique().map(sorted).to_dict()
    every = ["national_state_agency", "neighbour_state_agency", "russian_state"]
    assert groups == {"aiyl": every, "kabar": every[1:]}


@pytest.mark.parametrize(("end", "n"), [("2025", 0), ("2026-02-02", 1), ("2026-02", 2), ("2026-03-05", 3)])
def test_a_membership_counts_in_its_time(tmp_path: Path, end: str, n: int) -> None:
    from small_store import Around

    days = ("2026-02-02", "2026-02-03", "2026-03-05")
    rows = [item("aiyl.example", at, f"{day}T23:59:00Z", credited="ТАСС") for at, day in enumerate(days)]
    around = Around()
    around.source_groups = pd.DataFrame([{"group": "g", "member_id": "tass", "start": "2014", "end": end}])
    assert cell(built(tmp_path, rows, around)[0], "aiyl", "g", "any")["n"] == n


def test_who_copies_a_copy_draws_on_the_group_of_the_copier(tmp_path: Path) -> None:
    text = " ".join(f"{'абвгдежзик'[n % 10]}{'лмнопрстуф'[n // 10]}сөз{'хцчшщ'[n % 5]}" for n in range(80))
    hours = {"tass.example": 5, "inform.example": 6, "kabar.example": 7, "aiyl.example": 8}
    rows = [item(site, 1, f"2026-03-02T0{hour}:00:00Z", text=text) for site, hour in hours.items()]
    places, _ = built(tmp_path, rows)
    assert set(made(places, "ties")["from_id"]) == {"tass"}
    frame = made(places, "dependence").fillna({"month": ""})
    frame = frame[(frame["mechanism"] == "reprint") & (frame["month"] == "") & (frame["n"] > 0)]
    assert frame[["outlet_id", "group", "median_lag"]].to_numpy().tolist() == [
        ["aiyl", "national_state_agency", 3600],
        ["aiyl", "neighbour_state_agency", 7200],
        ["aiyl", "russian_state", 10800],
        ["kabar", "neighbour_state_agency", 3600],
        ["kabar", "russian_state", 7200],
        ["kazinform", "russian_state", 3600],
    ]


@pytest.mark.parametrize(("end", "n"), [("2026-03-01", 0), ("2026-03-03", 1), ("2027", 1)])
def test_a_copy_of_a_copy_counts_in_the_time_of_the_membership(tmp_path: Path, end: str, n: int) -> None:
    from small_store import Around

    text = " ".join(f"{'абвгдежзик'[n % 10]}{'лмнопрстуф'[n // 10]}сөз{'хцчшщ'[n % 5]}" for n in range(80))
    sites = ("tass.example", "inform.example", "kabar.example", "aiyl.example")
    rows = [item(site, 1, f"2026-03-02T0{hour}:00:00Z", text=text) for hour, site in enumerate(sites)]
    rows.append(item("aiyl.example", 2, "2026-03-09T00:00:00Z"))
    around = Around()
    around.source_groups = pd.DataFrame(
        [
            {"group": "g", "member_id": "kazinform", "start": "2014", "end": end},
            {"group": "g", "member_id": "kabar", "start": "2026-03-05", "end": None},
        ]
    )
    assert cell(built(tmp_path, rows, around)[0], "aiyl", "g", "reprint")["n"] == n


drawn = st.lists(st.sampled_from(sorted(LINKS)), max_size=3)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["aiyl.example", "kabar.example"]), st.integers(1, 28), drawn, st.booleans()),
        max_size=12,
    )
)
def test_no_count_passes_the_items(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[str, int, list[str], bool]]
) -> None:
    rows = [
        item(channel, at, f"2026-0{1 + at % 3}-{day:02}T06:00:00Z", links=";".join(LINKS[each] for each in givers))
        | ({"credited": "ТАСС"} if credits else {})
        for at, (channel, day, givers, credits) in enumerate(found)
    ]
    places, done = built(tmp_path_factory.mktemp("store"), rows)
    assert done.items == len(rows)
    frame = made(places, "dependence").fillna({"month": ""})
    assert (frame["n"] <= frame["n_items"]).all()
    by_way = frame.pivot_table(index=["outlet_id", "group", "month"], columns="mechanism", values="n").fillna(0)
    if len(by_way):
        ways = by_way.drop(columns="any")
        assert (by_way["any"] >= ways.max(axis=1)).all()
        assert (by_way["any"] <= ways.sum(axis=1)).all()
        months = frame[(frame["mechanism"] == "any")]
        whole = months[months["month"] == ""].set_index(["outlet_id", "group"])[["n", "n_items"]]
        parts = months[months["month"] != ""].groupby(["outlet_id", "group"])[["n", "n_items"]].sum()
        assert parts.sort_index().equals(whole.sort_index())
    ties = made(places, "ties")
    assert ties["weight"].sum() == pytest.approx(_drawing(places), abs=1e-4)


def _drawing(places: Places) -> int:
    """How many items draw on somebody known, counted once a layer."""
    carried = pd.read_parquet(places.processed / "carried.parquet")
    return int(carried.groupby(["item_id", "layer"]).ngroups)
