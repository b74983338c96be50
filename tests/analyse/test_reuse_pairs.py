"""Which items draw on which: whole, cut, edited, prefixed, quoted; viral, own, late, bad ones."""

from __future__ import annotations

from datetime import timedelta

import pytest
from reuse_texts import NEWS, START, Row, couples, found, items, words

from mapping.analyse import reuse
from mapping.analyse.reuse import CHARACTERS, LeftOut, Settings, doubles, left_out
from mapping.engine import open_engine

TEXT = words(60, 1)
QUOTE = " ".join(TEXT.split()[20:45])


def _cut(text: str) -> str:
    parts = text.split()
    return " ".join(parts[: len(parts) * 7 // 10])


def _edited(text: str) -> str:
    parts = text.split()
    parts[len(parts) // 2] = "иначе"
    return " ".join(parts)


CHANGES = {
    "whole": lambda text: text,
    "cut": _cut,
    "edited": _edited,
    "prefixed": lambda text: f"БИШКЕК, 12 мая – 24.kg. {text}",
    "shouted": lambda text: text.upper(),
    "framed": lambda text: f"⚡️⚡️ {text} 👉 https://t.me/kanal",
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("language", NEWS)
def test_a_reprint_is_found_in_each_language(language: str, change: str) -> None:
    pair = found([("1", "a", 0, NEWS[language]), ("2", "b", 2, CHANGES[change](NEWS[language]))]).to_pylist()
    assert [(row["first_id"], row["later_id"]) for row in pair] == [("1", "2")]
    assert (pair[0]["first_outlet"], pair[0]["later_outlet"], pair[0]["lag_seconds"]) == ("a", "b", 7200)
    assert pair[0]["containment"] >= 0.75
    assert pair[0]["jaccard"] <= pair[0]["containment"]


@pytest.mark.parametrize("language", ["kk", "ky"])
def test_letters_find_what_other_endings_hide(language: str) -> None:
    ended = " ".join(word + "да" if n % 4 == 0 else word for n, word in enumerate(NEWS[language].split()))
    rows: list[Row] = [("1", "a", 0, NEWS[language]), ("2", "b", 1, ended)]
    assert couples(found(rows)) == []
    loose = Settings(unit="character", shingle=12, window=20, passage=96, fewest=25)
    assert couples(found(rows, loose)) == [("1", "2")]
    assert couples(found([rows[0], ("2", "b", 1, NEWS[language])], CHARACTERS)) == [("1", "2")]


@pytest.mark.parametrize(
    ("one", "other", "is_reuse"),
    [
        (QUOTE, f"{words(300, 2)} {QUOTE} {words(300, 3)}", True),
        (f"{words(300, 4)} {QUOTE} {words(200, 5)}", f"{words(300, 2)} {QUOTE} {words(300, 3)}", True),
        (f"{words(300, 4)} {words(19, 9)} {words(20, 5)}", f"{words(300, 2)} {words(19, 9)} {words(300, 3)}", False),
        (words(60, 6), words(60, 7), False),
        (words(8, 8), words(8, 8), False),
        (words(9, 8), words(9, 8), True),
        (f"{words(9, 8)} {words(11, 2)}", f"{words(9, 8)} {words(11, 3)}", False),
        (f"{words(12, 8)} {words(8, 2)}", f"{words(12, 8)} {words(8, 3)}", True),
        (f"{words(9, 8)} {words(4, 2)}", f"{words(9, 8)} {words(11, 3)}", True),
        ("🔥" * 50, "🔥" * 50, False),
        ("", "", False),
    ],
)
def test_what_counts_as_reuse(one: str, other: str, is_reuse: bool) -> None:
    assert couples(found([("1", "a", 0, one), ("2", "b", 1, other)])) == [("1", "2")] * is_reuse


def test_figures_of_a_pair() -> None:
    row = found([("1", "a", 0, words(24, 1)), ("2", "b", 1, f"{words(24, 1)} {words(40, 2)}")]).to_pylist()[0]
    assert (row["shared"], row["containment"], row["jaccard"]) == (20, 1.0, round(20 / 60, 6))


def test_who_prints_own_words_again_does_not_draw_on_those_who_took_them() -> None:
    rows: list[Row] = [("1", "a", 0, TEXT), ("2", "b", 1, TEXT), ("3", "c", 2, _cut(TEXT)), ("4", "a", 3, TEXT)]
    assert couples(found([*rows, ("5", "b", 4, TEXT)])) == [("1", "2"), ("1", "3"), ("1", "5")]


@pytest.mark.parametrize("copy", [TEXT, _edited(TEXT), f"АСТАНА. {TEXT}"])
def test_who_brings_own_news_up_to_date_does_not_draw_on_those_who_took_them(copy: str) -> None:
    update = " ".join(["Дополнено", *TEXT.split()[:-3], "и", "ещё"])
    assert couples(found([("1", "a", 0, TEXT), ("2", "b", 1, copy), ("3", "a", 2, update)])) == [("1", "2")]


def test_what_others_added_to_own_news_is_taken_from_them() -> None:
    more = f"{TEXT} {words(30, 4)}"
    assert couples(found([("1", "a", 0, TEXT), ("2", "b", 1, more), ("3", "a", 2, more)])) == [("1", "2"), ("2", "3")]


def test_own_repeats_make_no_pair() -> None:
    assert couples(found([("1", "a", 0, TEXT), ("2", "a", 1, TEXT), ("3", "a", 2, _edited(TEXT))])) == []


def test_each_copy_stands_with_the_earliest_item_of_another_outlet() -> None:
    rows: list[Row] = [("4", "d", 9, TEXT), ("1", "a", 0, TEXT), ("2", "b", 1, _edited(TEXT)), ("3", "c", 2, TEXT)]
    assert couples(found(rows)) == [("1", "2"), ("1", "3"), ("1", "4")]


def test_a_nearer_source_that_explains_more_is_named_too() -> None:
    article = f"{words(100, 2)} {QUOTE} {words(100, 3)}"
    table = found([("1", "a", 0, QUOTE), ("2", "b", 1, article), ("3", "c", 2, article), ("4", "d", 3, article)])
    assert couples(table) == [("1", "2"), ("1", "3"), ("2", "3"), ("1", "4"), ("2", "4")]


@pytest.mark.parametrize(("days", "is_pair"), [(30, True), (30.01, False)])
def test_the_longest_lag(days: float, is_pair: bool) -> None:
    for copy in (TEXT, _edited(TEXT)):
        assert couples(found([("1", "a", 0, TEXT), ("2", "b", 24 * days, copy)])) == [("1", "2")] * is_pair


def test_a_text_that_returns_after_a_pause_has_new_openers() -> None:
    year = 24 * 365
    rows: list[Row] = [("1", "a", 0, TEXT), ("2", "b", year, TEXT), ("3", "c", year + 1, TEXT)]
    assert couples(found(rows)) == [("2", "3")]


def test_a_text_that_never_rests_leads_to_its_nearest_print() -> None:
    rows: list[Row] = [(f"{n:02}", f"outlet {n}", n * 24 * 9, TEXT) for n in range(12)]
    assert couples(found(rows))[-1] == ("10", "11")


def test_an_edited_copy_of_a_text_that_never_rests() -> None:
    rows: list[Row] = [(f"{n:02}", f"outlet {n % 3}", n * 24 * 9, TEXT) for n in range(12)]
    later = couples(found([*rows, ("copy", "other", 24 * 9 * 10 + 1, _edited(TEXT))]))
    assert [first for first, copy in later if copy == "copy"] == ["07"]


def test_items_of_one_moment_stand_in_the_order_of_their_ids() -> None:
    for copy in (TEXT, _edited(TEXT)):
        assert couples(found([("2", "a", 0, TEXT), ("1", "b", 0, copy)])) == [("1", "2")]


def test_a_viral_post_neither_explodes_nor_vanishes() -> None:
    copies: list[Row] = [(f"{n:05}", f"o{n % 700}", n / 60, TEXT) for n in range(20_000)]
    table = found([*copies, ("x", "other", 400, _cut(TEXT))])
    own_repeats = 20_000 // 700
    assert len(table) == 20_000 - own_repeats
    assert set(table["first_id"].to_pylist()) <= {"00000", "00001"}


def test_a_wire_story_edited_by_five_hundred_outlets() -> None:
    parts = words(80, 1).split()
    rows: list[Row] = [("000", "wire", 0, " ".join(parts))]
    for n in range(1, 501):
        own = [*parts[: n % 80], f"слово{n}", *parts[n % 80 + 1 :]]
        rows.append((f"{n:03}", f"o{n}", n / 10, " ".join(own)))
    table = found(rows)
    assert [row for row in couples(table) if row[0] == "000"] == [("000", f"{n:03}") for n in range(1, 501)]


def test_what_is_left_out_is_counted() -> None:
    rows: list[Row] = [
        ("1", "a", 0, TEXT),
        ("2", "b", 1, TEXT),
        ("2", "b", 1, TEXT),
        ("3", "c", None, TEXT),
        ("4", "d", 48, TEXT),
        ("5", "e", 1, "🔥"),
        ("6", "f", 1, "Доброе утро!"),
        ("7", "g", 3, "длинное слово " * 20_000),
    ]
    settings = Settings(now=START + timedelta(hours=24))
    with open_engine() as engine:
        engine.give("items", items(rows))
        assert couples(reuse.pairs(engine, "items", settings)) == [("1", "2")]
        assert left_out(engine, settings) == LeftOut(8, 1, 1, 1, 1, 1, 1, 3)


@pytest.mark.parametrize("rows", [[], [("1", "a", None, "")], [("1", "a", 0, TEXT)]])
def test_nothing_to_compare(rows: list[Row]) -> None:
    table = found(rows)
    assert table.schema == reuse.PAIRS
    assert len(table) == 0


def test_a_text_of_five_megabytes() -> None:
    long = words(2_000, 1) + " " + "повтор одного слова " * 250_000
    assert couples(found([("1", "a", 0, words(60, 1)), ("2", "b", 1, long)])) == [("1", "2")]


def test_an_outlet_under_two_ids() -> None:
    rows: list[Row] = [
        (f"{side}{n}", side, n + late, words(40, n)) for n in range(8) for side, late in (("a", 0), ("b", 0.1))
    ]
    rows += [(f"c{n}", "c", n + 5, words(40, n)) for n in range(8)]
    table = doubles(found(rows), {"a": 8, "b": 8, "c": 8})
    assert table.to_dict("records") == [{"outlet_a": "a", "outlet_b": "b", "n": 8, "share": 1.0}]
    assert doubles(found(rows[:2]), {"a": 1, "b": 1}).empty
    assert list(doubles(found([]), {}).columns) == ["outlet_a", "outlet_b", "n", "share"]
