"""The rows of the tree above an outlet on small hand-made networks of stakes."""

from __future__ import annotations

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping.analyse.ownership_tree import ownership_trees

OUTLETS = pd.DataFrame({"outlet_id": ["tv"], "name": ["TV"], "name_native": [None], "country": ["KG"]})
KINDS = {"ann": "person", "state": "state_body", "firm": "company", "fund": "company", "a": "company", "b": "company"}
OWNERS = pd.DataFrame(
    [(own_id, own_id.title(), None, kind) for own_id, kind in KINDS.items()],
    columns=["owner_id", "name", "name_native", "kind"],
)
COLUMNS = ["holder_id", "held_id", "relation", "share_min", "share_max", "confidence", "start", "end"]
Stake = tuple[str, str, str, float, float, str, str | None, str | None]
Told = tuple[str, str | None, str | None]


def stake(holder: str, held: str, relation: str = "owns", low: float = 0, high: float = 100, **more: str) -> Stake:
    return holder, held, relation, low, high, more.get("sure", "reported"), more.get("start"), more.get("end")


def rows(*stakes: Stake, as_of: str | None = None, depth: int = 4) -> pd.DataFrame:
    frame = pd.DataFrame(list(stakes), columns=COLUMNS).astype({"start": object, "end": object})
    frame = frame.assign(stake_id=[f"s-{n}" for n in range(len(frame))], citation="c-1;c-2")
    return ownership_trees(frame, OUTLETS, OWNERS, as_of=as_of, depth=depth)


def told(frame: pd.DataFrame) -> set[Told]:
    cells = frame[frame["what"] != "outlet"][["what", "held_id", "holder_id"]].astype(object)
    return set(cells.where(cells.notna(), None).itertuples(index=False, name=None))


NOBODY = ("unknown", "tv", None)


@pytest.mark.parametrize(
    ("stakes", "expected"),
    [
        ([], {NOBODY}),
        ([stake("ann", "tv")], {("stake", "tv", "ann")}),
        (
            [stake("firm", "tv"), stake("ann", "firm", low=60, high=60)],
            {("stake", "tv", "firm"), ("stake", "firm", "ann"), ("unknown", "firm", None)},
        ),
        ([stake("firm", "tv")], {("stake", "tv", "firm"), ("unknown", "firm", None)}),
        ([stake("ann", "tv", low=25, high=50)], {("stake", "tv", "ann"), NOBODY}),
        ([stake("ann", "tv", sure="alleged")], {("stake", "tv", "ann"), NOBODY}),
        ([stake("ann", "tv", "family")], {("stake", "tv", "ann")}),
        ([stake("ann", "tv", "edits")], {("stake", "tv", "ann"), NOBODY}),
        ([stake("firm", "tv", "founded"), stake("ann", "firm")], {("stake", "tv", "firm"), NOBODY}),
        ([stake("ann", "tv", end="2020")], {("past", "tv", "ann"), NOBODY}),
        (
            [stake("a", "tv"), stake("b", "a"), stake("a", "b")],
            {("stake", "tv", "a"), ("stake", "a", "b"), ("loop", "b", "a")},
        ),
        ([stake("tv", "tv")], {("loop", "tv", "tv")}),
        (
            [stake("a", "tv"), stake("tv", "a", "founded")],
            {("stake", "tv", "a"), ("loop", "a", "tv"), ("unknown", "a", None)},
        ),
        (
            [stake("a", "tv"), stake("b", "tv"), stake("b", "a", "founded"), stake("a", "b")],
            {
                ("stake", "tv", "a"),
                ("stake", "tv", "b"),
                ("loop", "a", "b"),
                ("unknown", "a", None),
                ("stake", "b", "a"),
            },
        ),
        (
            [stake("a", "tv"), stake("b", "tv"), stake("b", "a"), stake("ann", "b")],
            {("stake", "tv", "a"), ("stake", "tv", "b"), ("stake", "a", "b"), ("stake", "b", "ann")},
        ),
    ],
    ids=[
        "no holder",
        "one",
        "a rest that nobody names",
        "a company that nobody holds",
        "a range",
        "alleged",
        "family",
        "only an editor",
        "only a founder",
        "ended",
        "loop",
        "itself",
        "founded by what it holds",
        "a circle is cut where nobody holds",
        "two ways to one holder",
    ],
)
def test_what_the_rows_tell(stakes: list[Stake], expected: set[Told]) -> None:
    assert told(rows(*stakes)) == expected


def test_the_rest_is_what_the_stated_shares_leave() -> None:
    frame = rows(stake("ann", "tv", low=25, high=50), stake("state", "tv", low=20, high=20))
    rest = frame[frame["what"] == "unknown"]
    assert rest[["share_min", "share_max"]].to_numpy().tolist() == [[30, 55]]


def test_shares_multiply_on_the_way_to_the_top_and_alleged_ones_do_not_count() -> None:
    frame = rows(
        stake("firm", "tv", low=60, high=60),
        stake("ann", "firm", low=50, high=50),
        stake("state", "firm", sure="alleged"),
    )
    found = frame.dropna(subset=["through_min"]).set_index("holder_id")[["through_min", "through_max"]]
    assert found.to_dict("index") == {"ann": {"through_min": 30.0, "through_max": 30.0}}


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (None, {("past", "tv", "ann"), ("stake", "tv", "state")}),
        ("2015", {("stake", "tv", "ann"), ("past", "tv", "state")}),
        ("2022-06", {("past", "tv", "ann"), ("stake", "tv", "state")}),
    ],
)
def test_the_tree_of_a_day(as_of: str | None, expected: set[Told]) -> None:
    stakes = stake("ann", "tv", start="2010", end="2020"), stake("state", "tv", start="2020")
    assert told(rows(*stakes, as_of=as_of)) == expected


def test_holders_beyond_the_depth_are_counted_as_deeper() -> None:
    frame = rows(stake("a", "tv"), stake("b", "a"), stake("ann", "b"), depth=2)
    assert told(frame) == {("stake", "tv", "a"), ("stake", "a", "b"), ("deeper", "b", None)}


def test_a_founder_who_holds_today_stands_with_both_after_the_holders() -> None:
    frame = rows(stake("ann", "tv", "founded"), stake("ann", "tv"), stake("state", "tv", "controls"))
    assert frame["relation"].tolist()[1:] == ["owns", "controls", "founded"]


ENDS = st.sampled_from(["tv", *KINDS])


@settings(deadline=None)
@given(st.lists(st.tuples(ENDS, ENDS, st.sampled_from(["owns", "family", "founded"])), max_size=30))
def test_without_the_loops_every_tree_ends_and_every_stake_in_a_thing_of_the_tree_is_told(
    graph: list[tuple[str, str, str]],
) -> None:
    frame = rows(*(stake(*edge) for edge in graph), depth=9)
    stakes = frame[frame["what"] == "stake"]
    left = set(zip(stakes["held_id"], stakes["holder_id"], strict=True))
    while left:
        tops = {holder for _held, holder in left} - {held for held, _holder in left}
        assert tops, "the stakes lead in a circle"
        left = {(held, holder) for held, holder in left if holder not in tops}
    reached = {"tv"}
    for _step in KINDS:
        reached |= {holder for holder, held, relation in graph if held in reached and relation != "founded"}
    stated = frame[frame["what"].isin(["stake", "loop"])][["holder_id", "held_id", "relation"]]
    assert set(stated.itertuples(index=False, name=None)) == {edge for edge in graph if edge[1] in reached}


def test_a_thicket_of_a_thousand_stakes_takes_seconds_at_most() -> None:
    ids = ["tv", *(f"n{n}" for n in range(45))]
    started = time.perf_counter()
    frame = rows(*(stake(one, other) for one in ids for other in ids if one != other))
    assert time.perf_counter() - started < 5
    assert len(frame[frame["what"].isin(["stake", "loop"])]) == 46 * 45
