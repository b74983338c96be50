"""The regional study in sentences: its summary, its questions and its limits follow the data."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pandas as pd
import pytest

from mapping.draw import tell

RATE = ["country", "pressure", "n", "outlets_hit", "rate", "low", "high"]
RATES = pd.DataFrame(
    [
        ("KG", "any_pressure", 61, 26, 5.8, 4.4, 7.4),
        ("KG", "legal_pressure", 40, 20, 3.8, 2.7, 5.2),
        ("KZ", "any_pressure", 50, 26, 2.1, 1.6, 2.8),
        ("TM", "any_pressure", 0, 0, 0.0, 0.0, 10.3),
    ],
    columns=RATE,
)
GAP = ["country", "theme", "need", "need_low", "need_high", "need_outlets", "need_shown", "survey_shown", "reading"]
GAPS = pd.DataFrame(
    [
        ("KZ", "physical_safety", 39.0, 28.0, 49.0, 11, "yes", "no survey", "need without supply"),
        ("TJ", "physical_safety", None, None, None, None, "too few", "no survey", "need without supply"),
        ("TJ", "exile", 50.0, 50.0, 50.0, 12, "yes", "no survey", "need, supply not known to run"),
        ("UZ", "equipment", None, None, None, None, "none", "no survey", "neither"),
    ],
    columns=GAP,
)
FOUND = tell.Findings(
    by_country=pd.DataFrame(
        [("KG", 132, 57, 59), ("KZ", 251, 156, 81)], columns=["country", "n", "working", "unknown"]
    ),
    without=pd.DataFrame([("KG", 132, 88), ("KZ", 251, 165)], columns=["country", "n", "without"]),
    powers=pd.DataFrame(
        [
            ("KG", "state", 24, 26, 0.22),
            ("KG", "unknown", 74, 74, 0.64),
            ("TJ", "unknown", 35, 35, 0.38),
            ("XX", "unknown", 1, 1, 0.08),
        ],
        columns=["country", "group", "n_min", "n_max", "share_max"],
    ),
    rates=RATES,
    exiled=pd.DataFrame({"home_country": ["TJ", "TJ", "KG"]}),
    layers=pd.DataFrame([("link", "items", 0), ("relay", "stated", 36)], columns=["layer", "kind", "ties"]),
    quality=pd.DataFrame({"items": [0, 0]}),
    ranks=pd.DataFrame([("joint", "reaches"), ("relay", "reaches")], columns=["layer", "measure"]),
    gaps=GAPS,
    who=pd.DataFrame([("p1", "unknown"), ("p1", "unknown"), ("p2", "yes")], columns=["programme_id", "running"]),
    since=2015,
)


def test_the_summary_holds_each_number_with_its_bounds() -> None:
    assert tell.study_summary(FOUND).sentences == [
        "383 outlets are known to us. 213 outlets work today. Of 140 outlets no page tells whether they work. So the "
        "number at work lies between 213 and 353, plus those that no page names.",
        "States control at least 24 and at most 26 of the outlets that work or may, as far as a controller is known.",
        "Nobody knows who controls 38% (Tajikistan) to 64% (Kyrgyzstan) of a country's outlets: the state's part may "
        "be larger everywhere.",
        "Since 2015 pages report 111 events of pressure. The rate is highest in: Kyrgyzstan, 5.8 a year for every 100 "
        "outlets (95 % interval 4.4 to 7.4). That lies above the others beyond chance; more people may also report "
        "there.",
        "3 outlets work from exile or partly so, as pages say: Tajikistan (2) and Kyrgyzstan (1).",
        "36 ties between outlets and others are stated by pages. No text has been gathered, so who copies whom is not "
        "known.",
        "The greatest need seen from outside is work from exile (country: Tajikistan): 50 (50 to 50) of 100 on average "
        "in 12 newsrooms.",
        "A need is on record and no programme known for physical safety. Countries: Kazakhstan and Tajikistan.",
    ]


@pytest.mark.parametrize(
    ("found", "said", "unsaid"),
    [
        (
            replace(FOUND, rates=RATES.assign(low=1.0, high=8.0)),
            "Chance alone may explain that it leads.",
            "beyond chance",
        ),
        (replace(FOUND, rates=RATES.head(0)), "383 outlets", "pressure"),
        (replace(FOUND, quality=pd.DataFrame({"items": [1200]})), "1,200 items were gathered.", "No text has been"),
        (replace(FOUND, gaps=GAPS.tail(1)), "383 outlets", "need"),
        (replace(FOUND, exiled=FOUND.exiled.head(0)), "383 outlets", "exile or partly"),
        (replace(FOUND, powers=FOUND.powers.head(1)), "at least 24", "Nobody knows"),
    ],
)
def test_a_sentence_goes_with_its_number(found: tell.Findings, said: str, unsaid: str) -> None:
    told = " ".join(tell.study_summary(found).sentences)
    assert said in told
    assert unsaid not in told


def test_each_question_has_its_answer_and_what_is_missing() -> None:
    rows = tell.study_questions_table(FOUND, caption="Questions").rows
    assert [row[1] for row in rows] == [
        "383 outlets; whether they work is known for 63%, a holder for 34%.",
        "36 ties stated by pages; 0 items.",
        "111 events since 2015; 52 outlets hit; 3 outlets in exile.",
        "Pairs of a country and a theme with a need on record: 3 of 4. Programmes: 2, known to run: 1.",
        "1 outlet has a place as a source, with its interval; lists follow open rules.",
    ]
    assert all(row[0] and row[2] for row in rows)


@pytest.mark.parametrize(
    ("found", "row", "missing"),
    [
        (FOUND, 1, "All texts: who copies, forwards, links to and cites whom; who is first."),
        (
            replace(FOUND, quality=pd.DataFrame({"items": [9]})),
            1,
            "What was deleted, sent in closed groups or shown on air.",
        ),
        (FOUND, 3, "The newsrooms' own answers; which programmes still run."),
        (replace(FOUND, gaps=GAPS.assign(survey_shown="yes")), 3, "Which programmes still run."),
    ],
)
def test_what_is_missing_follows_what_was_gathered(found: tell.Findings, row: int, missing: str) -> None:
    assert tell.study_questions_table(found, caption="Questions").rows[row][2] == missing


def test_the_method_is_told_in_counts() -> None:
    coverage = pd.DataFrame([("directory", 212), ("directory", 48), ("hand_facts", 500)], columns=["source", "rows"])
    citations = pd.DataFrame({"saved": ["a", None, None], "published": ["2024", "2025", None]})
    told = tell.study_method(coverage, citations, 5, 18, datetime.date(2026, 11, 21)).sentences
    assert told[0] == (
        "Facts come from 2 sources, 760 records of outlets and owners, and 3 public pages, read up to 21 November 2026."
    )
    assert told[1] == "Of these pages 2 state when they were published, and of 1 a saved copy is kept."
    assert "On 18 fields the sources contradict each other. 5 pairs may still be one" in told[2]


def test_limits_go_when_they_are_overcome() -> None:
    before = tell.study_limits(FOUND).sentences
    assert before[0].startswith("Texts of outlets")
    assert before[1].startswith("Answers of newsrooms")
    assert "253 outlets have no named holder" in before[2]
    gathered = replace(FOUND, quality=pd.DataFrame({"items": [9]}), gaps=GAPS.assign(survey_shown="yes"))
    assert tell.study_limits(gathered).sentences == before[2:]
