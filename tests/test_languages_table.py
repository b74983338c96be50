"""The table of spoken languages: what must hold so that a report can name those without an outlet."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date

import pytest
from babel import Locale

from mapping.countries import COUNTRIES, STATE_LANGUAGES
from mapping.paths import Places

LANGUAGES = Places().hand_tables / "languages.csv"
COLUMNS = ["country", "language", "status", "people", "date", "what", "publisher", "citation", "accessed", "note"]
STATUSES = {"state", "official", "interethnic", "minority"}

# ISO 639-3 codes that Babel has no English name for: Dungan, Ishkashimi, Parya, Shughni, Wakhi, Yazgulyam, Yaghnobi.
WITHOUT_A_NAME = {"dng", "isk", "paq", "sgh", "wbl", "yah", "yai"}

# The languages that law sets above the others, beside each country's state language.
RAISED = {("KZ", "ru"): "official", ("KG", "ru"): "official", ("TJ", "ru"): "interethnic", ("UZ", "kaa"): "official"}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """The rows of the table."""
    with LANGUAGES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_columns_are_those_that_the_landscape_names(rows):
    assert [list(row) for row in rows] == [COLUMNS] * len(rows)


def test_every_country_has_its_languages_once_and_in_order(rows):
    keys = [(row["country"], row["language"]) for row in rows]
    assert keys == sorted(set(keys))
    counts = Counter(row["country"] for row in rows)
    assert set(counts) == set(COUNTRIES)
    assert min(counts.values()) >= 8


def test_codes_are_known_to_babel_or_listed_here(rows):
    codes = {row["language"] for row in rows}
    assert codes - set(Locale("en").languages) == WITHOUT_A_NAME


def test_statuses_are_those_of_the_law(rows):
    assert {row["status"] for row in rows} == STATUSES
    above = {(row["country"], row["language"]): row["status"] for row in rows if row["status"] != "minority"}
    assert above == RAISED | dict.fromkeys(STATE_LANGUAGES.items(), "state")


def test_people_are_whole_positive_numbers_with_the_year_they_refer_to(rows):
    for row in rows:
        assert bool(row["people"]) == bool(row["date"]), row
        assert re.fullmatch(r"([1-9]\d*)?", row["people"]), row
        assert re.fullmatch(r"((19|20)\d\d)?", row["date"]), row
        assert row["date"] <= row["accessed"][:4], row


def test_the_state_language_has_the_largest_community(rows):
    for country, language in STATE_LANGUAGES.items():
        people = {row["language"]: int(row["people"] or 0) for row in rows if row["country"] == country}
        assert max(people, key=lambda code: people[code]) == language


def test_every_row_says_what_it_counts_and_where_it_is_from(rows):
    for row in rows:
        assert row["what"] in {"speakers", "ethnic community"}, row
        assert re.fullmatch(r"https?://[!-~]+", row["citation"]), row
        assert date.fromisoformat(row["accessed"]), row
        assert row["publisher"], row
        assert row["note"], row
        assert all(value == value.strip() for value in row.values()), row
