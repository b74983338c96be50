"""Stories: items that share at least half of the shorter text with the first of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping.analyse.reuse.clusters import WITHIN, make_clusters
from mapping.engine import Engine, open_engine

Pair = tuple[str, str, float, int, bool]
NAMES = ("first_id", "later_id", "containment", "lag_seconds", "sure")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as opened:
        yield opened


def _clusters(engine: Engine, pairs: Sequence[Pair]) -> set[tuple[str, str, str, int]]:
    """(story, item, first, size) of the stories that pairs make; each item is of an outlet of its own."""
    ids = sorted({one for pair in pairs for one in pair[:2]})
    types = (pa.string(), pa.string(), pa.float64(), pa.int64(), pa.bool_())
    schema = pa.schema(list(zip(NAMES, types, strict=True)))
    engine.give("some_pairs", pa.Table.from_pylist([dict(zip(NAMES, pair, strict=True)) for pair in pairs], schema))
    engine.give("some_items", pa.table({name: pa.array(ids, pa.string()) for name in ("id", "outlet", "shown")}))
    make_clusters(engine, "some_pairs", "some_items", "found")
    rows = engine.take("select cluster_id, id, place, size, n_outlets from found").to_pylist()
    engine.drop("some_pairs", "some_items", "found")
    assert all(row["size"] == row["n_outlets"] for row in rows)
    return {(row["cluster_id"], row["id"], row["place"], row["size"]) for row in rows}


CASES: dict[str, tuple[list[Pair], set[tuple[str, str, str, int]]]] = {
    "no pair, no story": ([], set()),
    "two copies of one wire": (
        [("a", "b", 1.0, 60, True), ("a", "c", 0.9, 90, True)],
        {("a", "a", "yes", 3), ("a", "b", "no", 3), ("a", "c", "no", 3)},
    ),
    "a copy of a copy counts to the wire that it shares most of": (
        [("a", "b", 0.9, 60, True), ("a", "c", 0.8, 90, True), ("b", "c", 1.0, 30, True)],
        {("a", "a", "yes", 3), ("a", "b", "no", 3), ("a", "c", "no", 3)},
    ),
    "who copies the other half of a digest is not drawn in": (
        [("a", "digest", 1.0, 60, True), ("digest", "c", 1.0, 30, True)],
        {("a", "a", "yes", 2), ("a", "digest", "no", 2), ("digest", "digest", "yes", 2), ("digest", "c", "no", 2)},
    ),
    "a quotation makes no story": ([("a", "b", WITHIN - 0.01, 60, True)], set()),
    "a quotation before does not part the copies": (
        [("speech", "a", 0.4, 60, True), ("speech", "b", 0.4, 90, True), ("a", "b", 1.0, 30, True)],
        {("a", "a", "yes", 2), ("a", "b", "no", 2)},
    ),
    "times that do not tell who was first": (
        [("a", "b", 1.0, 0, False), ("a", "c", 1.0, 90, True)],
        {("a", "a", "unclear", 3), ("a", "b", "unclear", 3), ("a", "c", "no", 3)},
    ),
    "of two equally early, the one first in the alphabet": (
        [("a", "c", 1.0, 90, True), ("b", "c", 1.0, 90, True)],
        {("a", "a", "yes", 2), ("a", "c", "no", 2)},
    ),
}


@pytest.mark.parametrize(("pairs", "stories"), CASES.values(), ids=CASES.keys())
def test_stories(engine: Engine, pairs: list[Pair], stories: set[tuple[str, str, str, int]]) -> None:
    assert _clusters(engine, pairs) == stories


LATER = st.tuples(st.integers(0, 8), st.integers(1, 9), st.sampled_from([0.3, 0.5, 1.0]), st.booleans())


@settings(max_examples=40, deadline=None)
@given(st.lists(LATER, max_size=20, unique_by=lambda each: each[:2]))
def test_everybody_shares_enough_with_the_first_of_the_story(
    engine: Engine, drawn: list[tuple[int, int, float, bool]]
) -> None:
    pairs = [(str(one), str(one + more), part, more * 60, sure) for one, more, part, sure in drawn]
    enough = {(pair[0], pair[1]) for pair in pairs if pair[2] >= WITHIN}
    found = _clusters(engine, pairs)
    followers = [(story, item) for story, item, _, _ in found if story != item]
    assert set(followers) <= enough
    # Nobody follows in two stories, and nobody who shares enough with anybody is left out.
    assert len({item for _, item in followers}) == len(followers)
    assert {item for _, item in followers} == {later for _, later in enough}
    assert all(size == sum(other[0] == story for other in found) for story, _, _, size in found)
