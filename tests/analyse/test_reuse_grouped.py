"""The earliest item of each group that an item draws on, also where others printed the text first."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reuse_texts import Row, couples, items, words

from mapping.analyse import reuse
from mapping.engine import open_engine

TEXT, OTHER = words(200, 1), words(200, 2)
GROUPS = [("tass", "russian_state"), ("ria", "russian_state"), ("kazinform", "state_agency"), ("kabar", "state_agency")]

Group = tuple[str, str, str]


def _edited(text: str, at: int) -> str:
    parts = text.split()
    parts[at] = f"иначе{'абвгд'[at % 5]}"
    return " ".join(parts)


def _found(rows: list[Row], members: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[Group]]:
    """The pairs of items, and (first, later, group) of those of groups."""
    with open_engine() as engine:
        engine.give("items", items(rows))
        pairs = reuse.pairs(engine, "items")
        table = pa.table([[one for one, _ in members], [two for _, two in members]], ["outlet", "team"])
        found = reuse.pairs_of_groups(engine, table)
        reuse.forget(engine)
    assert found.schema == reuse.GROUP_PAIRS
    return couples(pairs), list(
        zip(*(found[name].to_pylist() for name in ("first_id", "later_id", "team")), strict=True)
    )


# Which text each of the four prints: all the same, each edited, or every second one edited.
@pytest.mark.parametrize("edits", [(None, None, None, None), (None, 9, 29, 49), (None, 9, None, 9), (9, None, None, 9)])
def test_who_copies_a_copy_draws_on_the_group_of_the_copier(edits: tuple[int | None, ...]) -> None:
    outlets = ("tass", "ria", "kazinform", "aiyl")
    texts = [TEXT if at is None else _edited(TEXT, at) for at in edits]
    rows: list[Row] = [(str(n), outlet, n, text) for n, (outlet, text) in enumerate(zip(outlets, texts, strict=True))]
    pairs, found = _found(rows, GROUPS)
    assert pairs == [("0", "1"), ("0", "2"), ("0", "3")]
    assert found == [("0", "2", "russian_state"), ("0", "3", "russian_state"), ("2", "3", "state_agency")]


def test_the_order_of_prints_and_not_of_texts_counts() -> None:
    rows: list[Row] = [("0", "tass", 0, TEXT), ("1", "kazinform", 1, _edited(TEXT, 9)), ("2", "aiyl", 2, TEXT)]
    assert ("1", "2", "state_agency") in _found(rows, GROUPS)[1]
    rows[1], rows[2] = ("1", "kazinform", 2, _edited(TEXT, 9)), ("2", "aiyl", 1, TEXT)
    assert [row for row in _found(rows, GROUPS)[1] if row[2] == "state_agency"] == []


def test_who_takes_another_part_of_the_source_does_not_draw_on_the_group() -> None:
    half = len(TEXT.split()) // 2
    begin, end = " ".join(TEXT.split()[:half]), " ".join(TEXT.split()[half:])
    rows: list[Row] = [
        ("0", "zwire", 0, TEXT), ("1", "kazinform", 1, f"{begin} {words(30, 5)}"),
        ("2", "aiyl", 2, f"{end} {words(30, 6)}"), ("3", "bozor", 3, f"{begin} {words(30, 7)}"),
    ]  # fmt: skip
    assert _found(rows, GROUPS) == ([("0", "1"), ("0", "2"), ("0", "3")], [("1", "3", "state_agency")])


@pytest.mark.parametrize(("days", "is_pair"), [(29, True), (31, False)])
@pytest.mark.parametrize("edit", [None, 9])
def test_the_longest_lag_holds(days: float, edit: int | None, is_pair: bool) -> None:
    copy = TEXT if edit is None else _edited(TEXT, edit)
    rows: list[Row] = [("0", "zwire", 0, TEXT), ("1", "tass", 1, copy), ("2", "aiyl", 24 * days + 1, TEXT)]
    assert (("1", "2", "russian_state") in _found(rows, GROUPS)[1]) == is_pair


@pytest.mark.parametrize("again", [TEXT, _edited(TEXT, 9)])
def test_own_words_printed_again_draw_on_nobody(again: str) -> None:
    rows: list[Row] = [("0", "aiyl", 0, TEXT), ("1", "tass", 1, TEXT), ("2", "aiyl", 2, again)]
    assert _found(rows, GROUPS) == ([("0", "1")], [])


def test_a_wire_copied_by_everybody_is_found_for_all_groups() -> None:
    rows: list[Row] = [(f"{n:03}", f"outlet{n:03}", n / 10, _edited(TEXT, n % 60)) for n in range(200)]
    members = [(f"outlet{n:03}", f"group{n % 7}") for n in range(10, 60)]
    _, found = _found(rows, members)
    assert {(f"{n:03}", f"group{(n) % 7}") for n in range(10, 17)} == {(first, team) for first, _, team in found}
    assert len([1 for _, later, _ in found if later > "060"]) == 139 * 7


PRINTED = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 40), st.sampled_from([0, 0, 1, 2, 3]), st.booleans()), max_size=14
)


@settings(max_examples=40, deadline=None)
@given(printed=PRINTED)
def test_each_item_has_the_earliest_it_could_draw_on(printed: list[tuple[int, int, int, bool]]) -> None:
    """All these texts are alike, or one of two that are not; so a plain reckoning knows who draws on whom."""
    variants = {(kind, edit): text if not edit else _edited(text, 12 * edit + 3)
                for kind, text in enumerate((TEXT, OTHER)) for edit in range(4)}  # fmt: skip
    rows: list[Row] = [
        (f"{n:02}", f"o{outlet}", hour, variants[int(kind), edit])
        for n, (outlet, hour, edit, kind) in enumerate(printed)
    ]
    members = [("o1", "one"), ("o2", "one"), ("o3", "two"), ("o1", "two")]
    pairs, found = _found(rows, members)
    kinds = {row[0]: printed[n][3] for n, row in enumerate(rows)}
    expected = set()
    for own_id, outlet, _, _ in rows:
        begun = min((at, one) for one, other, at, _ in rows if other == outlet and kinds[one] == kinds[own_id])
        for team in ("one", "two"):
            if (outlet, team) in members:
                continue
            before = [
                (at, one) for one, other, at, _ in rows
                if (other, team) in members and kinds[one] == kinds[own_id] and (at, one) < begun
            ]  # fmt: skip
            if before:
                expected.add((min(before)[1], own_id, team))
    assert set(found) == expected
    assert {(first, later) for first, later in pairs} or not found
