"""Which claim is shown, why, and what counts as a contradiction."""

from __future__ import annotations

import pytest

from mapping.clean.choose import Claim, Origin, choose, conflict
from mapping.clean.identity import slug
from mapping.schema import OUTLETS


def _claims(field: str, *told: tuple[str, str, str]) -> list[Claim]:
    """Claims as (value, confidence, file)."""
    return [
        Claim("outlet", "a", field, value, "c-1", Origin("hand_facts", file, "2", "2026-01-02", confidence, "CC BY"))
        for value, confidence, file in told
    ]


KZ, KG, REGIONAL = "kz/outlets.csv", "kg/outlets.csv", "regional/outlets.csv"


@pytest.mark.parametrize(
    ("field", "told", "shown", "why", "contradicting"),
    [
        ("status", [("active", "reported", KZ)], "active", "the only value stated", []),
        ("status", [("active", "reported", KZ), ("active", "reported", KG)], "active", "all that state it agree", []),
        ("status", [("unknown", "registered", KZ), ("closed", "alleged", KG)], "closed", "more than 'unknown'", []),
        (
            "status",
            [("active", "reported", KG), ("closed", "registered", KZ)],
            "closed",
            "registered outweighs reported",
            ["active"],
        ),
        (
            "status",
            [("active", "reported", KG), ("closed", "reported", KZ), ("closed", "reported", REGIONAL)],
            "closed",
            "more files state it",
            ["active"],
        ),
        (
            "status",
            [("active", "reported", KG), ("closed", "reported", REGIONAL)],
            "closed",
            "is read first",
            ["active"],
        ),
        ("founded", [("2011", "reported", KG), ("2011-05", "reported", KZ)], "2011-05", "more precise date", []),
        ("founded", [("2011", "reported", KG), ("2012-05", "reported", KZ)], "2012-05", "precise date", ["2011"]),
        ("name", [("Kloop", "reported", KG), ("Kloop Media", "reported", KZ)], "Kloop", "is read first", []),
    ],
)
def test_one_value_is_shown_for_a_reason(
    field: str, told: list[tuple[str, str, str]], shown: str, why: str, contradicting: list[str]
) -> None:
    for order in (told, told[::-1]):
        claims = _claims(field, *order)
        best = choose(OUTLETS.by_name[field], claims)
        assert [claim.value for claim in best] == [shown]
        assert why in best[0].why
        assert all(claim.why for claim in claims)
        assert conflict(OUTLETS.by_name[field], claims) == contradicting


def test_a_cell_of_many_values_shows_them_all() -> None:
    claims = _claims("media", ("tv", "reported", KG), ("radio", "alleged", KZ))
    assert {claim.value for claim in choose(OUTLETS.by_name["media"], claims)} == {"tv", "radio"}
    assert conflict(OUTLETS.by_name["media"], claims) == []


def test_a_barred_claim_is_kept_but_neither_shown_nor_a_contradiction() -> None:
    claims = _claims("founded", ("1999", "registered", KG), ("2004", "reported", KZ))
    claims[0].barred = "speaks of the former name"
    assert [claim.value for claim in choose(OUTLETS.by_name["founded"], claims)] == ["2004"]
    assert claims[0].why == "speaks of the former name"
    assert conflict(OUTLETS.by_name["founded"], claims) == []


@pytest.mark.parametrize(
    ("name", "own_id"),
    [("Kloop Media", "kloop-media"), ("24.kg", "24-kg"), ("O‘zbekiston 24", "ozbekiston-24"), ("  !! ", "")],
)
def test_slug(name: str, own_id: str) -> None:
    assert slug(name) == own_id


@pytest.mark.parametrize("name", ["Қазақстан", "Ҷаҳоннамо", "Оʻzbekiston", "صدا"])
def test_a_slug_is_plain_whatever_the_letters(name: str) -> None:
    assert all(character.isascii() and (character.isalnum() or character == "-") for character in slug(name))


def test_what_one_source_said_last_is_shown() -> None:
    old, new = _claims("status", ("active", "reported", KZ), ("closed", "reported", KG))
    new.origin = new.origin._replace(retrieved="2026-02-01")
    (shown,) = choose(OUTLETS.by_name["status"], [old, new])
    assert (shown.value, shown.why) == ("closed", "received later (2026-02-01)")
