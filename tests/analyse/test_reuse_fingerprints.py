"""Marks and shared shingles against a plain reckoning with sets, and what winnowing promises."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.analyse.reuse.boilerplate import LEARNT, NOTHING, Boilerplate
from mapping.analyse.reuse.fingerprints import marks, shared, winnow
from mapping.analyse.reuse.hashes import NONE, shingles
from mapping.analyse.reuse.settings import Settings
from mapping.analyse.reuse.tokens import flat

SMALL = Settings(shingle=2, window=5, short=5, short_window=3, fewest=1, passage=3)
# Few different words, so that shingles repeat.
TEXTS = st.lists(st.lists(st.integers(0, 5), max_size=14), min_size=1, max_size=6)

Shingle = tuple[int, ...]


def _texts(texts: list[list[int]]) -> pa.Table:
    n = len(texts)
    return pa.table(
        {
            "text_key": pa.array(range(n), pa.int64()),
            "moment": pa.array(range(n), pa.int64()),
            "outlet": pa.array(["a"] * n, pa.string()),
            "words": pa.array(texts, pa.list_(pa.int32())),
        }
    )


def _couples(first: list[list[int]], later: list[list[int]]) -> pa.Table:
    n = len(first)
    return pa.table(
        {
            "first": pa.array(range(n), pa.int64()),
            "later": pa.array(range(n), pa.int64()),
            "first_outlet": pa.array(["a"] * n, pa.string()),
            "later_outlet": pa.array(["b"] * n, pa.string()),
            "first_words": pa.array(first, pa.list_(pa.int32())),
            "later_words": pa.array(later, pa.list_(pa.int32())),
        }
    )


def _repeated(words: list[int], outlets: list[str]) -> pa.Table:
    """As if these outlets had repeated these words."""
    hashes = shingles(np.array(words, np.uint32), np.array([0, len(words)]), Settings().shingle)[:-4]
    return pa.table([np.repeat(outlets, len(hashes)), np.tile(hashes, len(outlets))], schema=LEARNT)


def _plain(words: list[int], length: int) -> list[Shingle]:
    return [tuple(words[start : start + length]) for start in range(len(words) - length + 1)]


def _run(first: list[Shingle], later: list[Shingle]) -> int:
    runs = "".join("x" if each in first else " " for each in later).split()
    return max(map(len, runs), default=0)


@given(texts=TEXTS)
def test_marks_are_those_of_a_plain_winnowing(texts: list[list[int]]) -> None:
    table = _texts(texts)
    words, ends = flat(table["words"])
    hashes = shingles(words, ends, SMALL.shingle)
    expected = []
    for number in range(len(texts)):
        own = hashes[ends[number] : ends[number + 1]]
        own = own[own != NONE].tolist()
        window = SMALL.short_window if len(own) <= SMALL.short else SMALL.window
        windows = [own[at : at + window] for at in range(max(len(own) - window, 0) + 1)]
        expected += [(number, mark) for mark in sorted({min(window) for window in windows if window})]
    owner, mark = winnow(hashes, ends, SMALL)
    assert list(zip(owner.tolist(), mark.tolist(), strict=True)) == expected


@given(texts=TEXTS)
def test_sizes_count_shingles(texts: list[list[int]]) -> None:
    for row in marks(_texts(texts), SMALL, NOTHING).to_pylist():
        assert row["size"] == len(_plain(texts[row["text_key"]], 2))


@given(
    before=st.lists(st.integers(0, 99), max_size=20),
    common=st.lists(st.integers(100, 999), min_size=14, max_size=20, unique=True),
    after=st.lists(st.integers(0, 99), max_size=20),
)
def test_a_passage_of_fourteen_words_gives_a_common_mark(
    before: list[int], common: list[int], after: list[int]
) -> None:
    found = marks(_texts([common, before + common + after, after + common + before]), Settings(), NOTHING).to_pylist()
    quoted, one, other = ({row["mark"] for row in found if row["text_key"] == key} for key in range(3))
    assert one & other
    assert quoted & one
    assert quoted & other


@given(couples=st.lists(st.tuples(*[st.lists(st.integers(0, 4), max_size=12)] * 2), min_size=1, max_size=5))
def test_shared_is_what_sets_share(couples: list[tuple[list[int], list[int]]]) -> None:
    found = shared(_couples([one for one, _ in couples], [two for _, two in couples]), SMALL, NOTHING).to_pylist()
    for (one, two), row in zip(couples, found, strict=True):
        first, later = _plain(one, 2), _plain(two, 2)
        common = set(first) & set(later)
        counts = (row["shared"], row["first_size"], row["later_size"], row["run"])
        assert counts == (len(common), len(set(first)), len(set(later)), _run(first, later) * (len(common) >= 3))


@pytest.mark.parametrize("window", [1, 2, 3, 4, 7, 8, 10, 16])
def test_windows_of_any_length(window: int) -> None:
    words = list(range(100))
    hashes = shingles(np.array(words, np.uint32), np.array([0, 100]), 5)
    own = hashes[:96].tolist()
    expected = sorted({min(own[at : at + window]) for at in range(96 - window + 1)})
    assert winnow(hashes, np.array([0, 100]), Settings(window=window))[1].tolist() == expected


def test_boilerplate_is_no_shingle() -> None:
    footer, news, more = list(range(100, 106)), list(range(20)), list(range(30, 50))
    settings = Settings()
    learnt = Boilerplate.learnt(_repeated(footer, ["a"]), settings)
    plain = shared(_couples([news + footer], [more + footer]), settings, NOTHING).to_pylist()[0]
    clean = shared(_couples([news + footer], [more + footer]), settings, learnt).to_pylist()[0]
    assert (plain["shared"], clean["shared"]) == (2, 0)
    assert (plain["first_size"], clean["first_size"], clean["later_size"]) == (22, 20, 22)


def test_what_two_outlets_repeat_is_left_out_everywhere() -> None:
    notice = list(range(100, 120))
    settings = Settings()
    learnt = Boilerplate.learnt(_repeated(notice, ["x", "y"]), settings)
    assert shared(_couples([notice], [notice]), settings, learnt).to_pylist()[0]["first_size"] == 0
    assert len(marks(_texts([notice]), settings, learnt)) == 0
