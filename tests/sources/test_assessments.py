"""Answers on who funds, governs and edits an outlet: the small page, and the shipped table."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from pathlib import Path

import pytest
from saved import cells, read, saved
from saved import page as shaped

from mapping.observations import QUESTIONS
from mapping.paths import Places
from mapping.sources import Row
from mapping.sources.reading import page
from mapping.sources.reading import read as read_page
from mapping.sources.row_checks import row_problems
from mapping.tables import latest, receipts

FILE = "assessments.csv"
HEAD = "outlet_id,question,answer,date,source_url,confidence,note"
STATE_MEDIA = ("funding", "governance", "editorial_control")


def test_answers_and_what_cannot_be_one() -> None:
    rows, flaws = read("assessments", FILE, saved("assessments", FILE))
    assert cells(rows, "outlet_id", "question", "answer", "date", "confidence") == [
        ("erkin-tv", "funding", "state", "2025", "registered"),
        ("erkin-tv", "governance", "state", "2025-02-06", "reported"),
        ("erkin-tv", "funding", "mixed", "2019", "alleged"),
        ("cholpon", "register_number", "no", "2025", "registered"),
    ]
    assert rows[1].citations == ("https://paper.example/1", "https://paper.example/2")
    assert [row.confidence for row in rows] == [row.values["confidence"] for row in rows]
    assert [(flaw.line, flaw.column, flaw.value) for flaw in flaws] == [
        (5, "answer", "government"),
        (6, "answer", "maybe"),
        (7, "date", "2025"),
    ]
    assert "state_appointed" in flaws[0].reason
    assert "line 2" in flaws[2].reason


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_of_a_question_is_taken_and_no_other_one(question: str) -> None:
    others = {answer for answers in QUESTIONS.values() for answer in answers} - set(QUESTIONS[question])
    for answer in QUESTIONS[question]:
        rows, flaws = read("assessments", FILE, _line(question, answer))
        assert (cells(rows, "answer"), flaws) == ([(answer,)], [])
    for answer in others:
        rows, flaws = read("assessments", FILE, _line(question, answer))
        assert (rows, [flaw.value for flaw in flaws]) == ([], [answer])


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("erkin-tv,who_pays,state,2025,https://a.example/,reported,", "question"),
        ("erkin-tv,funding,state,lately,https://a.example/,reported,", "date"),
        ("erkin-tv,funding,state,,https://a.example/,reported,", "date"),
        ("erkin-tv,funding,state,2025,,reported,", "citation"),
        ("erkin-tv,funding,state,2025,hearsay,reported,", "citation"),
        ("erkin-tv,funding,state,2025,https://a.example/,sure,", "confidence"),
        (",funding,state,2025,https://a.example/,reported,", "outlet_id"),
        ("erkin-tv,funding,state,2025,https://a.example/,reported,<b>bold</b>", "note"),
    ],
)
def test_a_cell_that_breaks_the_table_is_named(line: str, column: str) -> None:
    found = read_page("assessments", shaped("assessments", FILE, f"{HEAD}\n{line}\n".encode()))
    assert column in [problem.column for row in found if isinstance(row, Row) for problem in row_problems(row)]


def test_the_shipped_answers_stand_on_known_outlets_and_on_pages() -> None:
    folder = latest(Places(), "assessments")
    assert folder is not None
    receipt = receipts(folder)[FILE]
    found = read_page("assessments", page(Places(), "assessments", folder, receipt))
    rows = [each for each in found if isinstance(each, Row)]
    assert len(rows) == len(found)
    assert [problem for row in rows for problem in row_problems(row)] == []
    assert hashlib.sha256((folder / FILE).read_bytes()).hexdigest() == receipt.sha256
    outlets = {row.values["outlet_id"] for row in rows}
    assert outlets <= _described()
    assert len(outlets) >= 120


def test_the_shipped_answers_place_at_least_a_hundred_outlets_by_money_appointment_and_line() -> None:
    answered: dict[str, set[str]] = defaultdict(set)
    folder = latest(Places(), "assessments")
    assert folder is not None
    for row in _rows(folder / FILE):
        answered[row["outlet_id"]].add(row["question"])
    assert sum(set(STATE_MEDIA) <= questions for questions in answered.values()) >= 100


def _line(question: str, answer: str) -> bytes:
    return f"{HEAD}\nerkin-tv,{question},{answer},2025,https://a.example/,reported,\n".encode()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _described() -> set[str]:
    """The outlets of the shipped hand facts."""
    folder = latest(Places(), "hand_facts")
    assert folder is not None
    return {row["outlet_id"] for path in folder.glob("*/outlets.csv") for row in _rows(path)}
