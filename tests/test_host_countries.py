"""What setting up elsewhere takes: every answer has its page, every gap is a line of its own."""

from __future__ import annotations

import itertools
import re
from datetime import date

import pandas as pd
import pytest
from babel import Locale

from mapping import Landscape
from mapping.paths import Places

COLUMNS = ["country", "question", "answer", "citation", "accessed", "note"]
QUESTIONS = ["papers_people", "papers_company", "bank_account", "time", "language", "who_helps"]
ANYWHERE = "XX"
# Hosts that the facts name or that newsrooms of the region ask about.
HOSTS = {"AT", "CZ", "DE", "FR", "GE", "KG", "KZ", "LT", "LV", "NL", "NO", "PL", "SE", "UA", "US"}


@pytest.fixture(scope="module")
def hosts() -> pd.DataFrame:
    """The table as the landscape gives it."""
    return Landscape(Places(), "public", ["KG"]).host_countries


def test_columns_and_codes(hosts: pd.DataFrame) -> None:
    assert list(hosts.columns) == COLUMNS
    assert set(hosts["country"]) == HOSTS | {ANYWHERE}
    assert set(Locale("en").territories) >= HOSTS


def test_each_country_has_each_question_answered_or_empty_in_one_order(hosts: pd.DataFrame) -> None:
    there = hosts[hosts["country"] != ANYWHERE]
    keys = list(dict.fromkeys(zip(there["country"], there["question"], strict=True)))
    assert keys == list(itertools.product(sorted(HOSTS), QUESTIONS))
    several = there[there.duplicated(["country", "question"], keep=False)]
    assert (several["answer"] != "").all()


def test_what_holds_anywhere_is_who_helps(hosts: pd.DataFrame) -> None:
    assert set(hosts.loc[hosts["country"] == ANYWHERE, "question"]) == {"who_helps"}


def test_an_answer_has_its_page_and_the_day_it_was_read_and_a_gap_has_nothing(hosts: pd.DataFrame) -> None:
    for row in hosts.to_dict("records"):
        if row["answer"]:
            assert re.match(r"https?://[\w.-]+\.\w+(/|$)", row["citation"]), row
            assert date.fromisoformat(row["accessed"]) <= Landscape(Places(), "public", ["KG"]).date, row
            assert row["answer"].endswith("."), row
        else:
            assert [row["citation"], row["accessed"], row["note"]] == ["", "", ""], row


def test_no_answer_stands_twice_in_a_country(hosts: pd.DataFrame) -> None:
    told = hosts[hosts["answer"] != ""]
    assert not told.duplicated(["country", "question", "answer"]).any()
