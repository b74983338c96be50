"""From items to ties: whom each forward, link and credit leads to, and what is left out on the way."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree

import pandas as pd
import pytest
from small_store import Around, built, item, made

from mapping import items
from mapping.analyse.carried.build import build
from mapping.paths import Places

AT, LATER, EARLIER = "2026-03-02T06:00:00Z", "2026-03-02T08:30:00Z", "2026-03-01T06:00:00Z"
FORWARD = {"forward": "channel", "forwarded_from": "tass_agency", "forwarded_url": "https://t.me/tass_agency/7"}


def ties(folder: Path, *rows: dict[str, str]) -> list[tuple[str, str, str]]:
    """Giver, taker and layer of the ties in these items."""
    places, _ = built(folder, list(rows))
    return [tuple(row) for row in made(places, "ties")[["from_id", "to_id", "layer"]].itertuples(index=False)]


@pytest.mark.parametrize(
    ("channel", "more", "found"),
    [
        ("aiylnews", FORWARD, [("tass", "aiyl", "forward")]),
        ("aiylnews", FORWARD | {"forwarded_from": "Some_Body"}, [("t.me/some_body", "aiyl", "forward")]),
        ("aiylnews", {"forward": "person"}, []),
        ("aiylnews", FORWARD | {"forwarded_from": "aiylnews"}, []),
        ("nobodys", FORWARD, [("tass", "t.me/nobodys", "forward")]),
        ("nobodys.example", {"links": "https://tass.example/1"}, [("tass", "nobodys.example", "link")]),
        ("aiyl.example", {"links": "https://ru.kabar.example/x?y=1"}, [("kabar", "aiyl", "link")]),
        ("aiyl.example", {"links": "http://WWW.kabar.example:80/"}, [("kabar", "aiyl", "link")]),
        ("aiyl.example", {"links": "https://t.me/s/tass_agency/12"}, [("tass", "aiyl", "link")]),
        ("aiyl.example", {"links": "https://telegram.me/Stranger"}, [("t.me/stranger", "aiyl", "link")]),
        ("aiyl.example", {"links": "https://news.far.com.kz/1"}, [("far.com.kz", "aiyl", "link")]),
        ("aiyl.example", {"links": "https://t.me/joinchat/abc;https://t.me/share/url?url=x"}, []),
        ("aiyl.example", {"links": "https://www.youtube.com/watch?v=1"}, []),
        ("aiyl.example", {"links": "https://kabar.example/?u=https://aiyl.example/1"}, []),
        ("aiyl.example", {"links": "https://t.me/aiylnews;https://aiyl.example/2"}, []),
        ("aiyl.example", {"credited": "Кабар"}, [("kabar", "aiyl", "citation")]),
        ("aiyl.example", {"credited": "ТАСС"}, [("tass", "aiyl", "citation")]),
        (
            "aiyl.example",
            {"credited": "Кабар;tass.example"},
            [("kabar", "aiyl", "citation"), ("tass", "aiyl", "citation")],
        ),
        ("aiyl.example", {"credited": "Нечто Небывалое"}, []),
        ("aiyl.example", {"kind": "service", "links": "https://tass.example/1"}, []),
        ("aiyl.example", {"links": "https://[::1/;javascript:x;;https://"}, []),
    ],
)
def test_whom_an_item_draws_on(
    tmp_path: Path, channel: str, more: dict[str, str], found: list[tuple[str, str, str]]
) -> None:
    assert ties(tmp_path, item(channel, 1, **more)) == found


def test_an_item_shares_its_weight_and_ties_tell_days_and_examples(tmp_path: Path) -> None:
    rows = [
        item("aiyl.example", 1, "2026-03-02T06:00:00Z", links="https://tass.example/a;https://kabar.example/b"),
        item(
            "aiyl.example", 2, "2026-03-05T06:00:00Z", links="https://tass.example/c;https://tass.example/d;https://x.y"
        ),
        item("aiyl.example", 3, "", links="https://tass.example/e"),
    ]
    places, _ = built(tmp_path, rows)
    tie = made(places, "ties").set_index("from_id").loc["tass"]
    assert (tie["weight"], tie["n_items"], tie["first"], tie["last"]) == (2.5, 3, "2026-03-02", "2026-03-05")
    assert tie["examples"].split(";") == [
        "https://aiyl.example/2 | https://tass.example/c",
        "https://aiyl.example/1 | https://tass.example/a",
        "https://aiyl.example/3 | https://tass.example/e",
    ]


@pytest.mark.parametrize(("with_it", "ties_left"), [(4, 1), (5, 0)])
def test_what_stands_in_many_items_is_no_link(tmp_path: Path, with_it: int, ties_left: int) -> None:
    rows = [item("aiyl.example", n, links="https://tass.example/" if n < with_it else "") for n in range(20)]
    places, done = built(tmp_path, rows)
    assert len(made(places, "ties")) == ties_left
    assert done.left_out.get("repeated", 0) == (0 if ties_left else with_it)
    counted = made(places, "item_counts").iloc[0]
    assert counted["linking"] == (with_it if ties_left else 0)


@pytest.mark.parametrize(
    ("source", "taker", "lag", "left_out"), [(AT, LATER, 9000, 0), (LATER, AT, None, 1), ("", AT, float("nan"), 0)]
)
def test_the_time_between_two_items(tmp_path: Path, source: str, taker: str, lag: float | None, left_out: int) -> None:
    rows = [item("kabar.example", 9, source), item("aiyl.example", 1, taker, links="http://www.kabar.example/9/#top")]
    places, done = built(tmp_path, rows)
    carried = pd.read_parquet(places.processed / "carried.parquet")
    assert done.left_out["later"] == left_out
    if lag is None:
        assert carried.empty
    else:
        assert carried["lag_seconds"].tolist() == pytest.approx([lag], nan_ok=True)
        assert carried["from_url"].tolist() == ["https://kabar.example/9"]


def test_no_items_at_all_leave_the_stated_ties(tmp_path: Path) -> None:
    around = Around()
    edge = {"confidence": "reported", "citation": "c-1"}
    around.relations = pd.DataFrame(
        [
            {"a_id": "tass", "b_id": "aiyl", "kind": "relay", "start": "2019-05", "end": "2021"} | edge,
            {"a_id": "tass", "b_id": "aiyl", "kind": "relay", "start": "2018", "end": None} | edge,
            {"a_id": "bozor", "b_id": "aiyl", "kind": "cooperation", "start": None, "end": "2022"} | edge,
        ]
    )
    stake = {"held_id": "aiyl", "start": None, "end": None, "citation": "c-1;c-2"}
    around.stakes = pd.DataFrame(
        [
            stake | {"holder_id": "aida", "relation": "owns", "confidence": "alleged"},
            stake | {"holder_id": "aida", "relation": "controls", "confidence": "registered", "citation": "c-3"},
            stake | {"holder_id": "ned", "relation": "funds", "confidence": "reported"},
            stake | {"holder_id": "bek", "relation": "founded", "confidence": "reported"},
        ]
    )
    places, done = built(tmp_path, [], around)
    found = made(places, "ties").astype(object).fillna("")
    assert done.items == 0
    assert found[["from_id", "to_id", "layer", "first", "last", "confidence", "citation"]].to_numpy().tolist() == [
        ["aida", "aiyl", "ownership", "", "", "registered", "c-1;c-2;c-3"],
        ["aiyl", "bozor", "cooperation", "", "2022", "reported", "c-1"],
        ["bozor", "aiyl", "cooperation", "", "2022", "reported", "c-1"],
        ["ned", "aiyl", "funding", "", "", "reported", "c-1;c-2"],
        ["tass", "aiyl", "relay", "2018", "", "reported", "c-1"],
    ]
    assert set(found["weight"]) == {1}
    assert made(places, "dependence").empty
    assert made(places, "item_counts").empty


def test_a_copy_is_tied_to_its_first_source(tmp_path: Path) -> None:
    words = [f"{'абвгдежзик'[n % 10]}{'лмнопрстуф'[n // 10 % 10]}сөз{'хцчшщ'[n % 5]}" for n in range(80)]
    text = " ".join(words)
    rows = [
        item("kabar.example", 1, "2026-03-02T06:00:00Z", text=text),
        item("aiyl.example", 1, "2026-03-02T07:00:00Z", text=f"Айыл кабарлайт. {text}"),
        item("bozor.example", 1, "2026-03-02T09:00:00Z", text=" ".join(words[:60])),
        item("bozor.example", 2, "", text=text),
    ]
    places, done = built(tmp_path, rows)
    found = made(places, "ties")[["from_id", "to_id", "layer", "n_items", "weight"]].to_numpy().tolist()
    assert found == [["kabar", "aiyl", "reprint", 1, 1], ["kabar", "bozor", "reprint", 1, 1]]
    carried = pd.read_parquet(places.processed / "carried.parquet")
    assert sorted(carried["lag_seconds"]) == [3600, 3 * 3600]
    assert (carried["containment"] > 0.9).all()
    assert done.left_out["undated_texts"] == 1


def _reprints(places: Places) -> list[tuple[str, str, int]]:
    found = made(places, "ties").query("layer == 'reprint'")
    return list(found[["from_id", "to_id", "n_items"]].itertuples(index=False, name=None))


def test_what_was_read_of_items_that_are_gone_is_forgotten(tmp_path: Path) -> None:
    text = " ".join(f"сөз{n}" for n in range(80))
    source = item("kabar.example", 1, "2026-03-02T06:00:00Z", text=text)
    copies = [
        item("bozor.example", 1, "2026-03-02T07:00:00Z", text=text),
        item("aiyl.example", 1, "2026-03-02T08:00:00Z", text=text),
    ]
    places, _ = built(tmp_path, [source, *copies])
    assert _reprints(places) == [("kabar", "aiyl", 1), ("kabar", "bozor", 1)]
    rmtree(items.folder(places))
    built(tmp_path, copies)
    assert _reprints(places) == [("bozor", "aiyl", 1)]


def test_a_channel_that_finds_its_outlet_copies_no_longer_from_itself(tmp_path: Path) -> None:
    text = " ".join(f"сөз{n}" for n in range(80))
    rows = [
        item("aiylnews", 1, "2026-03-02T06:00:00Z", text=text),
        item("aiyl.example", 1, "2026-03-02T07:00:00Z", text=text),
        item("bozor.example", 1, "2026-03-02T08:00:00Z", text=text),
    ]
    places, around = Places(tmp_path), Around()
    around.channels = around.channels[around.channels["kind"] != "telegram"]
    items.write(places, rows, {"aiyl.example": "aiyl", "bozor.example": "bozor"})
    build(places, around)
    assert _reprints(places) == [("t.me/aiylnews", "aiyl", 1), ("t.me/aiylnews", "bozor", 1)]
    build(places, Around())
    assert _reprints(places) == [("aiyl", "bozor", 1)]


def test_what_was_gathered_is_counted(tmp_path: Path) -> None:
    rows = [
        item("aiylnews", 1, "2026-03-02T06:00:00Z", **FORWARD),
        item("aiylnews", 2, "2026-03-03T06:00:00Z", forward="unlinked"),
        item("aiylnews", 3, "2026-05-03T06:00:00Z"),
        item("aiylnews", 4, ""),
        item("aiylnews", 5, "1970-01-01T00:00:00Z", credited="Кабар"),
        item("aiylnews", 6, "2026-03-04T06:00:00Z", kind="service"),
        item("nobodys", 1, "2026-03-04T06:00:00Z", links="https://tass.example/1"),
    ]
    places, _ = built(tmp_path, rows)
    counted = made(places, "item_counts").fillna("").set_index("channel")
    row = counted.loc["aiylnews"]
    assert row[["items", "undated", "ahead", "forwards", "resolved", "crediting", "linking"]].tolist() == [
        5, 2, 1, 2, 1, 1, 0,
    ]  # fmt: skip
    assert row[["outlet_id", "first", "last", "days"]].tolist() == ["aiyl", "2026-03-02", "2026-03-03", 2]
    assert counted.loc["nobodys", ["outlet_id", "linking"]].tolist() == ["", 1]


def test_quiet_days_are_counted(tmp_path: Path) -> None:
    rows = [
        item("aiylnews", 100 * day + n, f"2026-03-{day:02}T0{n}:00:00Z")
        for day in range(1, 29)
        if day not in (10, 11)
        for n in range(9)
    ]
    places, _ = built(tmp_path, rows)
    counted = made(places, "item_counts").iloc[0]
    assert (counted["days"], counted["quiet_days"], counted["items"]) == (28, 2, 26 * 9)


def test_the_same_items_give_the_same_bytes_also_when_they_come_in_parts(tmp_path: Path) -> None:
    rows = [
        item(
            "aiyl.example", n, f"2026-03-{1 + n:02}T06:00:00Z", links=f"https://kabar.example/{n};https://x.example/{n}"
        )
        for n in range(20)
    ]
    rows += [item("kabar.example", n, f"2026-03-{1 + n:02}T05:00:00Z", credited="ТАСС") for n in range(20)]
    names = ("ties.csv", "dependence.csv", "item_counts.csv")
    whole, _ = built(tmp_path / "whole", rows)
    built(tmp_path / "parts", rows[7:31])
    parts, _ = built(tmp_path / "parts", rows[::-1])
    for name in names:
        assert (parts.processed / name).read_bytes() == (whole.processed / name).read_bytes()
    carried = [pd.read_parquet(places.processed / "carried.parquet") for places in (whole, parts)]
    assert len(carried[0])
    pd.testing.assert_frame_equal(*carried)
