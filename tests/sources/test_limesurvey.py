"""LimeSurvey: exports headed by codes, by texts in an old Cyrillic code page, or twice."""

from __future__ import annotations

import pytest
from saved import saved
from surveyed import read, said

from mapping.errors import InputUnreadable

CODES = saved("limesurvey", "codes.csv")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            "codes.csv",
            [
                ("kloop", "needs", "digital_security"),
                ("kloop", "two_factor", "no"),
                ("kloop", "worst_threat", "Обыски; пишите (left out)"),
            ],
        ),
        ("texts_1251.csv", [("Эркин радио", "needs", "legal"), ("Эркин радио", "two_factor", "unknown")]),
        ("two_heads.csv", [("kloop", "needs", "legal"), ("kloop", "staff", "8")]),
    ],
)
def test_heads_of_every_kind(file: str, expected: list[tuple[str, str, str]]) -> None:
    rows, _ = read("limesurvey", file, saved("limesurvey", file))
    assert said(rows) == expected


def test_a_form_that_was_not_handed_in_is_named() -> None:
    _, flaws = read("limesurvey", "codes.csv", CODES)
    assert [(flaw.line, flaw.reason) for flaw in flaws] == [(3, "was not handed in: its answers were left out")]


def test_codes_with_texts_and_lines_of_a_table() -> None:
    content = (
        b"id,submitdate,consent. Do you agree?,outlet. Which?,staff[men],staff[women]\n"
        b"1,2026-09-01 11:21:18,yes,kloop,3,5\n2,2026-09-01,yes\nSum,,,,,\n"
    )
    rows, flaws = read("limesurvey", "a.csv", content)
    assert said(rows) == [("kloop", "staff/men", "3"), ("kloop", "staff/women", "5")]
    assert [(flaw.line, flaw.value) for flaw in flaws] == [(4, "Sum")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (CODES.replace(b'"id"', b'"number"'), "no column 'id'"),
        (CODES.replace(b'"consent"', b'"agreed"'), "another form"),
        (CODES[:-30], "breaks off"),
        (CODES[:-2], "cut off"),
        (b"", "is empty"),
    ],
)
def test_another_export_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(InputUnreadable, match=said):
        read("limesurvey", "a.csv", content)
