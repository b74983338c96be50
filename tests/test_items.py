"""The store of texts: by outlet and month, incremental, in versions, the same bytes for the same items."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping import items
from mapping.errors import UnknownName
from mapping.paths import Places


def item(number: int = 1, **more: str) -> dict[str, str]:
    """A post of a small channel."""
    cells = {"channel": "cholponnews", "url": f"https://t.me/cholponnews/{number}", "time": "2026-11-19T06:30:00Z"}
    return cells | {"text": f"Кабар {number}", "retrieved": "2026-11-20", "views": "10", "kind": "post"} | more


def files(places: Places) -> dict[str, bytes]:
    """The files of the store."""
    root = items.folder(places)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def rows(places: Places, *columns: str, versions: bool = False) -> list[tuple[object, ...]]:
    """These cells of all items."""
    tables = items.read(places, columns=columns, versions=versions)
    return [tuple(row.values()) for table in tables for row in table.to_pylist()]


def at(path: Path) -> Places:
    return Places(data=path)


@pytest.mark.parametrize(
    ("more", "file"),
    [
        ({}, "channel=cholponnews/2026-11.parquet"),
        ({"outlet_id": "cholpon"}, "outlet=cholpon/2026-11.parquet"),
        ({"time": ""}, "channel=cholponnews/undated.parquet"),
        ({"time": "2026-13-01"}, "channel=cholponnews/undated.parquet"),
        ({"channel": "../../etc"}, "channel=..%2F..%2Fetc/2026-11.parquet"),
        ({"channel": ".."}, "channel=../2026-11.parquet"),
        ({"channel": "чолпон.қаз"}, "channel=%D1%87%D0%BE%D0%BB%D0%BF%D0%BE%D0%BD.%D2%9B%D0%B0%D0%B7/2026-11.parquet"),
    ],
)
def test_items_stand_by_outlet_or_channel_and_month(tmp_path: Path, more: dict[str, str], file: str) -> None:
    assert items.write(at(tmp_path), [item(**more)]) == items.Written(new=1)
    assert list(files(at(tmp_path))) == [file]


def test_only_what_is_new_is_written(tmp_path: Path) -> None:
    places = at(tmp_path)
    items.write(places, [item(1), item(2)])
    before = files(places)
    assert items.write(places, [item(1), item(2)]) == items.Written(known=2)
    assert files(places) == before
    assert items.write(places, [item(2), item(3)]) == items.Written(new=1, known=1)
    assert len(rows(places, "item_id")) == 3


def test_mentions_by_others_are_no_items(tmp_path: Path) -> None:
    assert items.write(at(tmp_path), [item(kind=""), item(2)]) == items.Written(new=1, left_out=1)
    assert rows(at(tmp_path), "url") == [("https://t.me/cholponnews/2",)]


def test_a_changed_item_is_a_new_version_and_stays_in_its_month(tmp_path: Path) -> None:
    places = at(tmp_path)
    changed = item(text="Кабар 1, оңдолду", retrieved="2026-12-02", time="2026-12-01T00:00:00Z")
    items.write(places, [item()])
    assert items.write(places, [changed, item()]) == items.Written(versions=1, known=1)
    assert list(files(places)) == ["channel=cholponnews/2026-11.parquet"]
    assert rows(places, "text", "version") == [("Кабар 1, оңдолду", 2)]
    assert rows(places, "text", "version", versions=True) == [("Кабар 1", 1), ("Кабар 1, оңдолду", 2)]


def test_two_articles_under_one_address_are_two_versions(tmp_path: Path) -> None:
    places = at(tmp_path)
    assert items.write(places, [item(), item(text="Башка макала")]) == items.Written(new=1, versions=1)
    assert len(set(rows(places, "item_id", versions=True))) == 1


def test_of_several_receptions_the_first_day_and_the_most_views_are_kept(tmp_path: Path) -> None:
    places = at(tmp_path)
    items.write(places, [item(retrieved="2026-11-21", views="50"), item(), item(retrieved="2026-11-22", views="")])
    assert rows(places, "retrieved", "views") == [("2026-11-20", 50)]


def test_the_same_items_in_any_order_and_portions_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [item(number % 40, text=f"{number % 3}", retrieved=f"2026-11-{number % 9 + 10}") for number in range(120)]
    items.write(at(tmp_path / "one"), many)
    monkeypatch.setattr(items, "AT_ONCE", 7)
    items.write(at(tmp_path / "two"), sorted(many, key=items.text_hash))
    assert files(at(tmp_path / "one")) == files(at(tmp_path / "two"))


def test_a_channel_whose_outlet_becomes_known_moves_there(tmp_path: Path) -> None:
    places = at(tmp_path)
    items.write(places, [item(1), item(2), item(3, channel="erkin")])
    items.write(places, [item(2), item(4)], {"cholponnews": "cholpon"})
    assert items.adopt(places, {"cholponnews": "cholpon", "unknown": "nobody"}) == 1
    assert list(files(places)) == ["channel=erkin/2026-11.parquet", "outlet=cholpon/2026-11.parquet"]
    assert sorted(rows(places, "outlet_id", "url")) == [
        ("", "https://t.me/cholponnews/3"),
        ("cholpon", "https://t.me/cholponnews/1"),
        ("cholpon", "https://t.me/cholponnews/2"),
        ("cholpon", "https://t.me/cholponnews/4"),
    ]
    assert items.adopt(places, {"cholponnews": "cholpon"}) == 0


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, [1, 2, 3]),
        ({"outlets": ["cholpon"]}, [1, 2]),
        ({"channels": ["erkin"]}, [3]),
        ({"outlets": ["cholpon"], "channels": ["erkin"], "months": ("2026-11", "")}, [2]),
        ({"months": ("", "2026-10")}, [1]),
        ({"outlets": ["nobody"]}, []),
    ],
)
def test_only_what_is_asked_for_is_read(tmp_path: Path, asked: dict[str, tuple[str, str]], numbers: list[int]) -> None:
    places = at(tmp_path)
    items.write(places, [item(1, outlet_id="cholpon", time="2026-10-01T00:00:00Z"), item(2, outlet_id="cholpon")])
    items.write(places, [item(3, channel="erkin", time="")])
    found = [url for table in items.read(places, columns=["url"], **asked) for url in table["url"].to_pylist()]
    assert sorted(found) == [f"https://t.me/cholponnews/{number}" for number in numbers]


def test_a_column_that_there_is_not_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="'likes'"):
        list(items.read(at(tmp_path), columns=["likes"]))


def test_the_newest_time_of_each_channel_is_known(tmp_path: Path) -> None:
    places = at(tmp_path)
    items.write(places, [item(1), item(2, time="2026-12-01T00:00:00Z"), item(3, channel="cholpon.kg", time="")])
    assert items.seen(places) == {"cholponnews": "2026-12-01T00:00:00Z", "cholpon.kg": ""}


def test_engines_may_read_all_files_as_one(tmp_path: Path) -> None:
    places = at(tmp_path)
    items.write(places, [item(1), item(2, outlet_id="cholpon", time="2026-12-01T00:00:00Z")])
    assert items.dataset(places).count_rows() == 2
    assert items.dataset(places).schema == items.SCHEMA


def test_excerpts_hold_no_text_but_a_short_quotation(tmp_path: Path) -> None:
    places = at(tmp_path)
    long = " ".join(f"сөз{number}" for number in range(60))
    items.write(places, [item(text=long, links="https://a.kg;https://b.kg", forwarded_name="Асан", quoted="эки сөз")])
    (told,) = items.excerpts(items.read(places))
    assert (told["words"], told["n_links"], told["views"]) == ("60", "2", "10")
    assert told["quotation"].split() == [*long.split()[:24], "сөз24…"]
    assert told["text_hash"] == items.text_hash({"text": long, "quoted": "эки сөз"})
    assert not {"text", "title", "quoted", "forwarded_name"} & told.keys()


@given(st.text())
def test_a_quotation_is_short(text: str) -> None:
    short = items.quotation(text)
    assert len(short.split()) <= items.QUOTED_WORDS
    assert len(short) <= items.QUOTED_LETTERS + 1


def test_half_characters_and_markup_are_kept_as_data(tmp_path: Path) -> None:
    places = at(tmp_path)
    items.write(places, [item(text="\ud800 <script>alert(1)</script> خبر")])
    assert rows(places, "text") == [("? <script>alert(1)</script> خبر",)]
