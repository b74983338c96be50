"""Who may be chosen, each exclusion with its rule and value; scores over what is known."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pandas as pd
import pytest
from few import few

from mapping.choosing.eligibility import eligible, oversized
from mapping.choosing.rules import Amount, Exclude, Quota, Rules
from mapping.choosing.scores import coverage, lots, scores
from mapping.choosing.where import read_where
from mapping.errors import InputUnreadable, UnknownName

TODAY = datetime.date(2026, 11, 21)
RULES = Rules("rules.toml", "", 2, 0, 1, 0.0, ("active",), ())


def _exclude(**where: object) -> Exclude:
    return Exclude("mine", read_where(where, "rule"))


@pytest.mark.parametrize(
    ("columns", "changes", "logged"),
    [
        ({"status": ["active", "closed"]}, {}, [("b", "not known to work today", "status is closed")]),
        ({"status": ["active", "closed"]}, {"status": ("active", "closed")}, []),
        ({"said": [None, "refused"]}, {}, [("b", "refused", "said so")]),
        ({"said": [None, "never"]}, {}, [("b", "never to be chosen", "the file of candidates says so")]),
        ({"consent_until": ["2026-11-20", "2026-11"]}, {}, [("a", "consent expired", "ended 2026-11-20")]),
        ({"sanctioned": ["no", "yes"]}, {}, [("b", "owner on a list of sanctions", "sanctioned is yes")]),
        ({"foreign_state": [None, "yes"]}, {}, [("b", "speaks for a foreign state", "foreign_state is yes")]),
        ({"foreign_state": [None, "yes"]}, {"allow": ("foreign_state",)}, []),
        ({"country": ["KZ", "KG"]}, {"must_out": ("a",)}, [("a", "must be out", "[must] out")]),
        ({"scope": ["local", None]}, {"excludes": (_exclude(scope="unknown"),)}, [("b", "mine", "scope is unknown")]),
        (
            {"country": ["KZ", "KZ"], "evidence": [40.0, 10.0]},
            {"excludes": (_exclude(country="KZ", evidence={"max": 20}),)},
            [("b", "mine", "country is KZ; evidence is 10")],
        ),
        (
            {"evidence": [40.0, 10.0], "reach": [1.0, None]},
            {"weights": {"evidence": 1.0, "reach": 3.0}, "least_coverage": 0.5},
            [("b", "too little is known", "known for 25% of the weights")],
        ),
    ],
)  # fmt: skip
def test_every_exclusion_is_logged(
    columns: dict[str, list[object]], changes: dict[str, object], logged: list[tuple[str, str, str]]
) -> None:
    found = eligible(few(**columns), replace(RULES, **changes), TODAY)  # type: ignore[arg-type]
    assert list(found.excluded[["candidate_id", "rule", "value"]].itertuples(index=False, name=None)) == logged
    assert set(found.candidates.index) == {"a", "b"} - {own for own, _, _ in logged}


def test_who_is_confirmed_or_must_be_in_is_told() -> None:
    frame = few(said=["confirmed", None, "must", None])
    assert eligible(frame, replace(RULES, seats=3, must_in=("b",)), TODAY).must_in == ("b", "a", "c")


@pytest.mark.parametrize(
    ("columns", "changes", "error", "said"),
    [
        ({"country": ["KZ", "KG"]}, {"must_in": ("bb",)}, UnknownName, "nobody here by 'bb'"),
        ({"sanctioned": ["yes", "no"]}, {"must_in": ("a",)}, InputUnreadable, "'a' must be in, but the rule 'owner on"),
        ({"said": ["must", "must", "must"]}, {}, InputUnreadable, "3 candidates must be in, but there are 2 seats"),
        ({"status": ["closed", "unknown"]}, {}, InputUnreadable, "exclude all 2 candidates"),
    ],
)
def test_contradictions_are_refused(
    columns: dict[str, list[object]], changes: dict[str, object], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        eligible(few(**columns), replace(RULES, **changes), TODAY)  # type: ignore[arg-type]


def test_a_quota_larger_than_its_group_is_told() -> None:
    quota = Quota("Tajikistan", read_where({"country": "TJ"}, "rule"), Amount(2), None)
    frame = few(country=["TJ", "KG", "KG"])
    assert oversized(frame, replace(RULES, quotas=(quota,))) == [
        "The quota 'Tajikistan' asks for at least 2 of 2 seats, but only 1 eligible candidates belong to it."
    ]
    assert oversized(frame, RULES) == []


def test_a_missing_measure_counts_as_the_middle_and_is_told() -> None:
    frame = few(evidence=[0.0, 20.0, 100.0, None], reach=[50.0, 50.0, None, 100.0], legal=[0] * 4)
    weights = {"evidence": 3.0, "reach": 1.0, "pressure": 9.0}  # pressure is known of nobody
    assert scores(frame, weights).tolist() == [12.5, 27.5, 87.5, 40.0]
    assert coverage(frame, weights).tolist() == [1, 1, 0.75, 0.25]
    assert scores(frame, {"pressure": 1.0}).tolist() == [0, 0, 0, 0]


def test_lots_hang_on_seed_and_id_alone() -> None:
    ids = pd.Index([f"candidate-{number}" for number in range(40)])
    drawn = lots(ids, 5)
    assert sorted(drawn) == list(range(1, 41))
    again = lots(ids[::-1], 5)
    assert again[ids].tolist() == drawn.tolist()
    assert lots(ids, 6).tolist() != drawn.tolist()
