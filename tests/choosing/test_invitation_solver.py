"""The best list, its proof, and what stands in its way: against every list there is."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from few import few
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from mapping.choosing.aims import Flags, aims
from mapping.choosing.alternatives import next_lists, replacement
from mapping.choosing.eligibility import Eligible
from mapping.choosing.lottery import draw
from mapping.choosing.picking import Limit
from mapping.choosing.programme import Programme, programme
from mapping.choosing.relaxing import refusal, smallest_change
from mapping.choosing.rules import Amount, Quota, Rules
from mapping.choosing.where import Condition
from mapping.errors import InputUnreadable

RULES = Rules(
    origin="rules.toml", sha256="", seats=3, reserves=0, seed=7, least_coverage=0, status=("active",), allow=(),
    weights={"evidence": 1.0}, aims={"merit": 1.0, "regions": 1.0, "network": 2.0},
)  # fmt: skip
NO_TIES = pd.DataFrame({"from_id": [], "to_id": [], "layer": [], "weight": []}, dtype=object)


def _ties(*pairs: str) -> pd.DataFrame:
    """`ab`: b takes from a."""
    ends = [(pair[0], pair[1], "citation", 1.0) for pair in pairs]
    return pd.DataFrame(ends, columns=["from_id", "to_id", "layer", "weight"])


def _plan(candidates: pd.DataFrame, rules: Rules = RULES, ties: pd.DataFrame = NO_TIES, must: str = "") -> Programme:
    who = Eligible(candidates, candidates.head(0), tuple(must))
    return programme(who, rules, aims(candidates, rules, ties))


def _flags(n: int, members: tuple[int, ...]) -> Flags:
    return np.isin(np.arange(n), members)


def _keeps(plan: Programme, chosen: Flags) -> bool:
    counts = all(least <= (group & chosen).sum() <= most for _, group, least, most in plan.limits)
    return counts and bool(chosen[plan.fixed].all())


NINE = st.lists(
    st.tuples(st.sampled_from("pqrs"), st.sampled_from(("KZ", "UZ")), st.integers(0, 100)), min_size=5, max_size=9
)


@settings(max_examples=60, deadline=None)
@given(NINE, st.integers(0, 3), st.sets(st.sampled_from([a + b for a in "abcde" for b in "abcdexyz"]), max_size=12))
def test_no_list_is_better_than_the_one_that_is_proven(
    rows: list[tuple[str, str, int]], least: int, pairs: set[str]
) -> None:
    columns = zip(*rows, strict=True)
    region, country, evidence = (list(column) for column in columns)
    quota = Quota("uz", (Condition("country", ("UZ",)),), Amount(least), Amount(3))
    candidates = few(region=region, country=country, evidence=[float(points) for points in evidence])
    plan = _plan(candidates, replace(RULES, quotas=(quota,)), _ties(*sorted(pairs)), must="a")
    lists = [_flags(len(rows), members) for members in combinations(range(len(rows)), 3)]
    kept = [chosen for chosen in lists if _keeps(plan, chosen)]
    best = plan.best()
    assert (best is None) == (not kept)
    if best is None:
        assert smallest_change(plan.limits, 3, plan.fixed)
        return
    assert _keeps(plan, best.chosen)
    assert best.gap == 0
    assert best.value == pytest.approx(max(plan.aims.value(chosen) for chosen in kept), abs=2e-6)


def test_who_reaches_much_together_goes_before_who_reaches_much_alone() -> None:
    candidates = few(evidence=[90.0, 90.0, 0.0, 0.0], region=["p", "p", "q", "r"])
    ties = _ties("av", "aw", "bv", "bw", "cx", "cy", "dz")
    plan = _plan(candidates, replace(RULES, seats=2, aims={"merit": 0.1, "network": 1.0}), ties)
    best = plan.best()
    assert best is not None
    assert set(plan.aims.ids[best.chosen]) & {"a", "b"} != {"a", "b"}
    assert "c" in plan.aims.ids[best.chosen]


def test_equal_candidates_are_drawn_by_the_seed_alone() -> None:
    candidates = few(evidence=[50.0] * 12)
    lists = {}
    for seed in range(6):
        found = [_plan(candidates, replace(RULES, seed=seed, aims={})).best() for _ in range(2)]
        ids = [";".join(candidates.index[best.chosen]) for best in found if best is not None]
        assert ids[0] == ids[1]
        lists[ids[0]] = seed
    assert len(lists) > 1


@pytest.mark.parametrize(
    "ties",
    [NO_TIES, _ties("aa"), _ties("ab", "bc", "cd", "da"), _ties("ax", "by", "cz")],
    ids=["none", "to itself", "one component", "no two in one component"],
)
def test_any_network_has_a_list(ties: pd.DataFrame) -> None:
    best = _plan(few(evidence=[1.0, 2.0, 3.0, 4.0]), RULES, ties).best()
    assert best is not None
    assert best.chosen.sum() == 3


def test_one_candidate_for_one_seat() -> None:
    plan = _plan(few(evidence=[5.0]), replace(RULES, seats=1))
    best = plan.best()
    assert best is not None
    assert best.chosen.tolist() == [True]
    assert next_lists(plan, best).empty


def test_nothing_known_is_said() -> None:
    with pytest.raises(InputUnreadable, match=r"Nothing that rules\.toml aims at is known"):
        _plan(few(country=["KZ"] * 4))


def _limit(name: str, members: str, least: int, most: int) -> Limit:
    return name, np.isin(list("abcdefgh"), list(members)), least, most


@pytest.mark.parametrize(
    ("limits", "must", "told"),
    [
        ([_limit("Tajikistan", "abc", 5, 6)], "", "'Tajikistan': at least 3 instead of 5 (3 eligible)"),
        ([_limit("Kazakhstan", "abcd", 0, 1)], "abc", "'Kazakhstan': at most 3 instead of 1 (3 of 4 must be in)"),
        # Of two ways the cheaper: 1 of 4 less costs 0.25, 1 of 2 less costs 0.5.
        ([_limit("p", "abcd", 4, 6), _limit("q", "efgh", 3, 6)], "", "'p': at least 3 instead of 4 (4 eligible)"),
        ([_limit("p", "abcdefgh", 0, 4)], "", "'p': at most 6 instead of 4 (0 of 8 must be in)"),
    ],
)
def test_the_smallest_change_is_named(limits: list[Limit], must: str, told: str) -> None:
    fixed = np.isin(list("abcdefgh"), list(must))
    assert refusal(limits, 6, fixed) == (
        f"No list of 6 keeps all quotas and [must]. The smallest change with which one does: {told}."
    )


def test_a_free_seat_goes_to_whoever_keeps_the_quotas() -> None:
    candidates = few(evidence=[90.0, 80.0, 70.0, 60.0, 50.0], country=["TJ", "KZ", "KZ", "KZ", "TJ"])
    quota = Quota("tj", (Condition("country", ("TJ",)),), Amount(1), None)
    plan = _plan(candidates, replace(RULES, quotas=(quota,), aims={}))
    best = plan.best()
    assert best is not None
    assert candidates.index[best.chosen].tolist() == ["a", "b", "c"]
    assert replacement(plan.aims, plan.limits, best.chosen, 0, ~best.chosen) == 4
    assert replacement(plan.aims, plan.limits, best.chosen, 1, ~best.chosen) == 3
    assert replacement(plan.aims, plan.limits, best.chosen, 0, np.zeros(5, dtype=bool)) is None


def test_next_lists_are_worth_less_and_less() -> None:
    plan = _plan(few(evidence=[float(points) for points in range(12, 0, -1)]), replace(RULES, seats=5, aims={}))
    best = plan.best()
    assert best is not None
    found = next_lists(plan, best)
    assert found["value"].iloc[:3].tolist() == sorted(found["value"].iloc[:3], reverse=True)
    assert (found["share_of_best"] <= 1 + 1e-9).all()
    assert found.loc[0, ["leaves", "enters"]].tolist() == ["e", "f"]
    assert (found["changed"] >= found["apart"]).all()


def test_seats_by_lot_leave_the_quotas_whole() -> None:
    candidates = few(evidence=[90.0, 80.0, 70.0, 1.0, 2.0], country=["KZ", "KZ", "KZ", "TJ", "TJ"])
    quota = Quota("tj", (Condition("country", ("TJ",)),), Amount(2), None)
    rules = replace(RULES, quotas=(quota,), aims={}, lottery_seats=1)
    best = _plan(candidates, rules).best()
    assert best is not None
    # Two of Tajikistan must be on the list of three, and only one seat is drawn: one of them has merit enough.
    assert (candidates.loc[best.chosen, "country"] == "TJ").sum() == 1


EVERYBODY = np.ones(8, dtype=bool)
NOBODY = ~EVERYBODY


@pytest.mark.parametrize(
    ("limits", "seats", "chances"),
    [
        ([], 2, [0.25] * 8),
        ([_limit("p", "ab", 1, 1)], 2, [0.5] * 2 + [1 / 6] * 6),
        ([_limit("p", "ab", 0, 0)], 3, [0.0] * 2 + [0.5] * 6),
        ([_limit("p", "abcd", 2, 2), _limit("q", "aefgh", 2, 2)], 3, None),
    ],
)
def test_the_smallest_chance_is_as_large_as_it_can_be(
    limits: list[Limit], seats: int, chances: list[float] | None
) -> None:
    found = draw(limits, EVERYBODY, NOBODY, seats, seed=3)
    assert found is not None
    assert found.chances.sum() == pytest.approx(seats)
    assert found.gap <= 1e-6
    assert found.drawn.sum() == seats
    assert all(least <= (group & found.drawn).sum() <= most for _, group, least, most in limits)
    if chances is not None:
        assert found.chances == pytest.approx(chances)
    again = draw(limits, EVERYBODY, NOBODY, seats, seed=3)
    assert again is not None
    assert (again.drawn == found.drawn).all()


GROUP = st.tuples(st.sets(st.sampled_from("abcdefgh"), min_size=1), st.integers(0, 2), st.integers(1, 3))


@settings(max_examples=60, deadline=None)
@given(st.lists(GROUP, max_size=4))
def test_no_lottery_is_fairer(groups: list[tuple[set[str], int, int]]) -> None:
    limits = [
        _limit(str(number), "".join(who), least, max(least, most)) for number, (who, least, most) in enumerate(groups)
    ]
    every = [_flags(8, members) for members in combinations(range(8), 3)]
    kept = [chosen for chosen in every if all(low <= (group & chosen).sum() <= high for _, group, low, high in limits)]
    found = draw(limits, EVERYBODY, NOBODY, 3, seed=1)
    assert (found is None) == (not kept)
    if found is None:
        return
    lists = np.array(kept, dtype=float)[:, np.any(kept, axis=0)]
    # Over all lists there are: max t, so that each chance is at least t.
    fairest = linprog(
        [-1.0, *[0.0] * len(lists)], A_ub=np.hstack([np.ones((lists.shape[1], 1)), -lists.T]),
        b_ub=np.zeros(lists.shape[1]), A_eq=[[0.0, *[1.0] * len(lists)]], b_eq=[1.0],
    )  # fmt: skip
    assert found.least == pytest.approx(-fairest.fun, abs=1e-5)
    assert found.chances[np.any(kept, axis=0)].min() == pytest.approx(found.least, abs=1e-5)


def test_draws_come_out_as_often_as_the_chances_say() -> None:
    limits = [_limit("p", "abc", 1, 1), _limit("q", "cde", 1, 2)]
    drawn = [draw(limits, EVERYBODY, NOBODY, 3, seed) for seed in range(400)]
    often = np.mean([each.drawn for each in drawn if each is not None], axis=0)
    assert drawn[0] is not None
    assert often == pytest.approx(drawn[0].chances, abs=0.1)


def test_no_draw_where_no_list_keeps_the_limits() -> None:
    assert draw([_limit("p", "ab", 3, 3)], EVERYBODY, NOBODY, 3, seed=1) is None
