"""New items are compared with old ones without reading the old again, and the pairs are those of all at once."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reuse_texts import Row, found, items, words

from mapping.analyse import reuse
from mapping.analyse.reuse import CHARACTERS, Settings, repeat_store
from mapping.engine import open_engine
from mapping.paths import Places

STORY, FOOTER = words(40, 1), words(12, 2)


def _corpus() -> list[Row]:
    """Reprints, quotations, own repeats and footers of four outlets over two months, two items without a time."""
    rows: list[Row] = []
    for n in range(28):
        outlet, parts = "abcd"[n % 4], STORY.split()
        text = (words(30, 100 + n % 9), STORY, " ".join(parts[n : n + 24]) + " " + words(60, n), words(20, n))[n % 3]
        footer = FOOTER if outlet in "ab" else ""
        rows.append((f"{n:02}", outlet, None if n in (5, 17) else n * 31.0, f"{text} {footer}"))
    return rows


ROWS = _corpus()


def _kept(places: Places, own: Settings | None = None) -> pa.Table:
    own = own or Settings()
    with open_engine() as engine:
        engine.give("kept", repeat_store.files(places, own))
        return reuse.pairs_of_words(engine, "kept", own)


@settings(max_examples=8, deadline=None)
@given(st.permutations(range(len(ROWS))), st.lists(st.integers(0, len(ROWS)), max_size=3))
def test_portions_in_any_order_give_the_pairs_of_all_at_once(order: list[int], cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(ROWS)]
    with TemporaryDirectory() as folder:
        places = Places(data=Path(folder))
        for begin, end in pairwise(edges):
            repeat_store.keep(places, [items(ROWS[at] for at in order[begin:end])], Settings())
        assert _kept(places) == found(ROWS)


def test_the_corpus_has_pairs_of_many_kinds() -> None:
    assert len(found(ROWS)) > 10


def test_only_what_is_new_is_read(tmp_path: Path) -> None:
    places = Places(data=tmp_path)
    assert repeat_store.keep(places, [items(ROWS[:20])], Settings()) == 20
    before = {path: path.stat().st_mtime_ns for path in repeat_store.files(places, Settings())}
    assert repeat_store.keep(places, [items(ROWS[:20])], Settings()) == 0
    assert {path: path.stat().st_mtime_ns for path in repeat_store.files(places, Settings())} == before
    assert repeat_store.keep(places, [items(ROWS)], Settings()) == len(ROWS) - 20


def test_one_file_for_each_outlet_and_month(tmp_path: Path) -> None:
    places = Places(data=tmp_path)
    rows: list[Row] = [("1", "a", 0, STORY), ("2", "a/b", 24 * 30, STORY), ("3", "a", None, STORY)]
    repeat_store.keep(places, [items(rows)], Settings())
    names = [f"{path.parent.name}/{path.name}" for path in repeat_store.files(places, Settings())]
    assert names == ["outlet=a/2026-05.parquet", "outlet=a/undated.parquet", "outlet=a%2Fb/2026-06.parquet"]


@pytest.mark.parametrize("other", [CHARACTERS, Settings(longest=1000)])
def test_what_is_read_otherwise_is_kept_apart(tmp_path: Path, other: Settings) -> None:
    places = Places(data=tmp_path)
    repeat_store.keep(places, [items(ROWS)], Settings())
    assert repeat_store.files(places, other) == []


def test_an_item_keeps_the_text_with_which_it_first_came(tmp_path: Path) -> None:
    places = Places(data=tmp_path)
    repeat_store.keep(places, [items([("1", "a", 0, STORY)]), items([("1", "a", 0, words(30, 5))])], Settings())
    repeat_store.keep(places, [items([("2", "b", 1, STORY)])], Settings())
    assert len(_kept(places)) == 1
