"""Exile in sentences and tables: never finer than a country, and what nobody looked at is seen."""

from __future__ import annotations

import pandas as pd

from mapping.draw import tell
from mapping.draw.table import Cell

COLUMNS = ["name", "country", "home_country", "base_country", "exile_status", "exile_phase", "since", "pressed_since"]
EXILED = pd.DataFrame(
    [
        ("Akhbor", "TJ", "TJ", "CZ", "exile", "rebuild", None, "2017-12", "blocking;raid", "website", "c-1;c-2"),
        ("Base", "KZ", "KZ", "hidden", "hybrid", "not_looked_at", "2014", None, None, None, "c-1"),
        ("Nahzat", "TJ", "TJ", "not_stated", "exile", "not_looked_at", None, None, None, None, "c-1"),
    ],
    columns=[*COLUMNS, "reason", "channels", "citation"],
)
HOSTS = pd.DataFrame(
    [
        ("AT", "time", "Four weeks.", "https://page.example/at", "2026-11-21", "In German"),
        ("AT", "language", "", "", "", ""),
        ("AT", "who_helps", "", "", "", ""),
        ("CZ", "time", "", "", "", ""),
        ("XX", "who_helps", "A fund.", "https://page.example/x", "2026-11-21", ""),
    ],
    columns=["country", "question", "answer", "citation", "accessed", "note"],
)


def _texts(table) -> list[list[str]]:
    return [[cell.text if isinstance(cell, Cell) else cell for cell in row] for row in table.rows]


def test_hidden_bases_are_counted_and_not_named() -> None:
    told = tell.exile_summary(EXILED, HOSTS).sentences
    assert (
        told[0] == "Of 3 outlets pages say that they work from exile or partly so: Tajikistan (2) and Kazakhstan (1)."
    )
    assert told[1] == "The host country of 1 is stated: Czechia (1)."
    assert told[2] == "Pressure on 1 of them is on record, the day of the move of 1."
    assert told[3] == "How far they have settled: rebuilding (1)."
    assert told[4] == "On setting up in 2 countries 1 of 4 questions are answered from pages below."
    assert "Of 2 outlets no page states where they work from, or the place is kept hidden." in (
        tell.exile_unknowns(EXILED).sentences
    )


def test_without_exile_one_sentence_is_enough() -> None:
    assert len(tell.exile_summary(EXILED.head(0), HOSTS).sentences) == 1


def test_phases_that_nobody_looked_at_are_said() -> None:
    assert "nobody has looked at yet" in " ".join(tell.exile_summary(EXILED.tail(2), HOSTS).sentences)


def test_each_outlet_with_what_is_known() -> None:
    rows = _texts(tell.exile_table(EXILED, {"c-1": "https://page.example/1"}, (), caption="Exile"))
    assert rows[0] == [
        "Akhbor", "Tajikistan", "Czechia", "in exile, rebuilding", "not stated", "blocking, raid", "website",
        "page.example",
    ]  # fmt: skip
    assert rows[1][2:7] == ["Kept hidden", "partly in exile", "2014", "none on record", "none known to us"]


def test_questions_that_nobody_looked_at_end_each_country() -> None:
    assert _texts(tell.hosts_table(HOSTS, (), caption="Hosts")) == [
        ["Austria", "Time it takes", "Four weeks. (In German)", "page.example"],
        ["Austria", "Not looked at yet", "Language of the offices and who helps.", ""],
        ["Czechia", "Not looked at yet", "Time it takes.", ""],
        ["Anywhere", "Who helps", "A fund.", "page.example"],
    ]


def test_reach_stands_with_its_measure_and_day() -> None:
    audience = pd.DataFrame(
        [("Akhbor", "telegram", 1, 0, "subscribers", 1200.0, "2026-01"), ("Base", "website", 1, 1, None, None, None)],
        columns=["name", "kind", "n", "blocked", "measure", "value", "date"],
    )
    rows = _texts(tell.audience_table(audience, caption="Reach"))
    assert [row[-1] for row in rows] == ["1,200 (subscribers, January 2026)", "not measured"]
