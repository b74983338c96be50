"""Planted reuse is what it says it is, and our method finds it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest

from benchmarks import planted
from benchmarks.reprint_peers import shingles
from benchmarks.reprints import judge
from mapping.analyse.reuse import pairs
from mapping.engine import open_engine


@pytest.fixture(scope="module")
def made() -> planted.Block:
    """Two thousand posts and the truth about them."""
    (block,) = planted.blocks(2_000)
    return block


def copies(made: planted.Block, kind: str) -> list[tuple[int, int]]:
    """Rows of an original and of a copy of a kind."""
    family, kinds = made.truth["family"].to_pylist(), made.truth["kind"].to_pylist()
    original = {name: row for row, (name, how) in enumerate(zip(family, kinds, strict=True)) if not how}
    return [(original[family[row]], row) for row, how in enumerate(kinds) if how == kind]


@pytest.mark.parametrize(
    ("kind", "fewest", "most"),
    [("whole", 0.3, 1.0), ("edited", 0.2, 0.99), ("cut", 0.2, 0.9), ("prefixed", 0.3, 1.0), ("quote", 0.01, 0.9)],
)
def test_copies_share_what_their_kind_says(made: planted.Block, kind: str, fewest: float, most: float) -> None:
    texts, outlets = made.posts["text"].to_pylist(), made.posts["outlet"].to_pylist()
    times = made.posts["time"].to_pylist()
    found = copies(made, kind)
    assert len(found) >= 20
    for first, later in found:
        before, after = set(shingles(texts[first])), set(shingles(texts[later]))
        assert fewest <= len(before & after) / len(before) <= most
        assert len(before & after) >= (21 if kind == "quote" else 5)
        assert outlets[first] != outlets[later]
        assert times[first] < times[later]


def test_a_whole_quote_stands_in_a_long_article(made: planted.Block) -> None:
    texts = made.posts["text"].to_pylist()
    assert all(len(texts[later].split()) >= 300 for _, later in copies(made, "quote"))


def test_posts_that_copy_nothing_share_footers_and_phrases_only(made: planted.Block) -> None:
    kinds, texts = made.truth["kind"].to_pylist(), made.posts["text"].to_pylist()
    alone = [set(shingles(text)) for text, kind in zip(texts, kinds, strict=True) if not kind]
    together = [len(one & other) for one, other in pairwise(alone)]
    assert max(together) <= 25 - 4
    assert len(set().union(*alone)) < sum(map(len, alone))


def test_the_same_seed_makes_the_same_posts(made: planted.Block) -> None:
    again, other = (next(planted.blocks(2_000, seed)) for seed in (7, 8))
    assert again.posts.equals(made.posts)
    assert again.truth.equals(made.truth)
    assert not other.posts.equals(made.posts)


@pytest.mark.parametrize(
    ("found", "recall", "quotes", "precision"),
    [
        ([], 0.0, 0.0, 1.0),
        ([(0, 1)], 0.5, 0.0, 1.0),
        ([(0, 1), (1, 2)], 1.0, 0.0, 1.0),
        ([(0, 1), (0, 3)], 0.5, 1.0, 1.0),
        ([(0, 1), (1, 4), (4, 3)], 0.5, 0.0, 1 / 3),
    ],
)
def test_pairs_are_judged_by_families(
    found: list[tuple[int, int]], recall: float, quotes: float, precision: float
) -> None:
    truth = pa.table({"family": [0, 0, 0, 0, 4], "kind": ["", "whole", "cut", "quote", ""]})
    table = pa.table({
        name: pa.array([str(pair[side]) for pair in found], pa.string())
        for side, name in enumerate(("first_id", "later_id"))
    })  # fmt: skip
    judged = judge(table, truth)
    np.testing.assert_allclose((judged.recall, judged.quotes, judged.precision), (recall, quotes, precision))


def test_our_method_finds_what_is_planted(made: planted.Block) -> None:
    with open_engine(threads=1) as engine:
        engine.give("posts", made.posts)
        judged = judge(pairs(engine, "posts"), made.truth)
    assert judged.recall >= 0.995
    assert judged.quotes >= 0.99
    assert judged.precision >= 0.999
