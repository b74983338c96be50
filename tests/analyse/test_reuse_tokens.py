"""Words as numbers: what is the same word, what parts words, what bad text does."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reuse_texts import NEWS, items

from mapping.analyse.reuse.settings import CHARACTERS, Settings
from mapping.analyse.reuse.tokens import SCHEMA, portions, read


def _read(*texts: str, settings: Settings | None = None) -> pa.Table:
    return read(items((str(n), "a", 0, text) for n, text in enumerate(texts)), settings or Settings())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ёлка стоит", "елка СТОИТ"),
        ("oʻzbek tili", "o'zbek tili"),
        ("oʻzbek tili", "O‘ZBEK TILI"),
        ("гарави", "гаравӣ"),
        ("и\u0306", "\u0439"),
        ("сло\u00adво", "слово"),
        ("сло\u200bво", "слово"),
        ("𝐁𝐫𝐞𝐚𝐤𝐢𝐧𝐠 news", "Breaking news"),
        ("Қaзaқcтaн", "Қазақстан"),  # Latin a and c
        ("«Да», — сказал он.", "да сказал он"),
        ("нет🔥🔥да", "нет да"),
        ("https://a.kz/1", "https a kz 1"),
        ("\n\n слово\t", "слово"),
    ],
)  # fmt: skip
def test_the_same_words_however_they_are_typed(one: str, other: str) -> None:
    read_texts = _read(one, other)
    assert read_texts["words"][0] == read_texts["words"][1]
    assert read_texts["text_key"][0] == read_texts["text_key"][1]


@pytest.mark.parametrize(
    ("one", "other"),
    [("қол", "кол"), ("өмір", "омір"), ("12 мая", "13 мая"), ("на против", "напротив"), ("а б", "б а"), ("а", "а а")],
)
def test_other_words(one: str, other: str) -> None:
    read_texts = _read(one, other)
    assert read_texts["words"][0] != read_texts["words"][1]
    assert read_texts["text_key"][0] != read_texts["text_key"][1]


@pytest.mark.parametrize("text", ["", " \n", "🔥🔥🔥", "— … !!!", "\u200b", "\u0301"])
def test_texts_without_words(text: str) -> None:
    row = _read("слово", text, "ещё слово").to_pylist()[1]
    assert (row["n"], row["words"], row["text_key"]) == (0, [], 0)


def test_bad_columns() -> None:
    nothing = pa.array([None], pa.string())
    table = pa.table({"id": [1], "outlet": nothing, "time": pa.array([None], pa.timestamp("s")), "text": nothing})
    row = read(table, Settings()).to_pylist()[0]
    assert (row["id"], row["outlet"], row["moment"], row["n"]) == ("1", "", None, 0)


def test_nothing_to_read() -> None:
    assert read(items([]), Settings()) == SCHEMA.empty_table()


@pytest.mark.parametrize("kind", [("us", "UTC"), ("ns", "Asia/Almaty"), ("s", None), ("ms", None)])
def test_moments_are_whole_seconds_in_utc(kind: tuple[str, str | None]) -> None:
    table = items([("1", "a", 0.5, "слово")])
    other = table.set_column(2, "time", table["time"].cast(pa.timestamp(*kind)))
    assert read(other, Settings())["moment"].to_pylist() == read(table, Settings())["moment"].to_pylist()
    assert read(table, Settings())["moment"].to_pylist() == [table["time"][0].as_py().timestamp()]


def test_a_text_of_five_megabytes_is_read_from_its_beginning() -> None:
    row = _read("слово " * 450_000, "слово").to_pylist()
    assert [each["shortened"] for each in row] == [True, False]
    assert row[0]["n"] == 200_000 // 6 + 1


@pytest.mark.parametrize("settings", [Settings(), CHARACTERS])
@given(texts=st.lists(st.text(max_size=40), max_size=8))
def test_a_text_is_read_alike_alone_and_among_others(settings: Settings, texts: list[str]) -> None:
    together = _read(*texts, settings=settings)
    for number, text in enumerate(texts):
        alone = _read(text, settings=settings).to_pylist()[0]
        assert together.slice(number, 1).to_pylist()[0] == alone | {"id": str(number)}


def test_letters_as_tokens() -> None:
    assert _read("Өмір, 1!", settings=CHARACTERS)["n"].to_pylist() == [5]


def test_languages_keep_their_words() -> None:
    assert _read(*NEWS.values())["n"].to_pylist() == [len(text.split()) for text in NEWS.values()]


def test_portions_hold_all_rows_in_order() -> None:
    offsets = pa.array([0, 600_000, 600_001, 1_500_000, 1_500_000, 4_000_000, 4_000_001], pa.int32())
    lists = pa.ListArray.from_arrays(offsets, pa.array(np.arange(4_000_001, dtype=np.int32)))
    table = pa.table({"words": lists, "n": range(6)})
    slices = list(portions(table, "words"))
    assert pa.concat_tables(slices) == table
    assert [part["n"].to_pylist() for part in slices] == [[0, 1], [2, 3], [4, 5]]
    assert next(iter(portions(table.slice(0, 0), "words"))).num_rows == 0
