"""Regions and towns in the reader's language: every one that a report shows has its name of today."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator

import pytest
from babel import Locale

from mapping.names.places import find_place
from mapping.paths import LOCALE, PROJECT
from mapping.translate import language, place, speak

FACTS = sorted((PROJECT / "data" / "raw" / "hand_facts").glob("*/*/outlets.csv"))
REGIONS = json.loads((PROJECT / "data/raw/geo/regions.geojson").read_text("utf-8"))["features"]
SHOWN_CODES = {region["properties"]["name"]: region["properties"]["code"] for region in REGIONS}
SHOWN = set(SHOWN_CODES)
with (LOCALE / "places.csv").open(encoding="utf-8", newline="") as file:
    ROWS = {row["name"]: row for row in csv.DictReader(file)}
# Cities that CLDR names, as places that have a time of their own, with the same name as the country's own today.
IN_CLDR = {"Almaty": "Almaty", "Aqtau": "Aktau", "Atyrau": "Atyrau", "Bishkek": "Bishkek", "Dushanbe": "Dushanbe",
           "Samarkand": "Samarkand", "Tashkent": "Tashkent", "Oral": "Oral"}  # fmt: skip


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    before = language()
    yield
    speak(before)


def _cities() -> set[str]:
    return {row["city"] for path in FACTS for row in csv.DictReader(path.open(encoding="utf-8"))} - {""}


def test_each_place_of_the_region_has_three_names() -> None:
    assert len(SHOWN) == 48
    here = {city for city in _cities() if find_place(city)}
    assert len(here) >= 40
    assert (SHOWN | here) - set(ROWS) == set()
    assert [name for name, row in ROWS.items() if not all(row.values())] == []


@pytest.mark.parametrize("name", ROWS)
def test_names_are_in_their_own_letters(name: str) -> None:
    row = ROWS[name]
    assert all(letter < "ʰ" or letter == "’" for letter in row["fr"])
    assert not any("a" <= letter.lower() <= "z" for letter in row["ru"])
    assert row["fr_short"] in row["fr"]
    assert row["ru_short"] in row["ru"]


@pytest.mark.parametrize("name", sorted(SHOWN - {"Districts of Republican Subordination"}))
def test_the_russian_name_leads_to_the_same_place(name: str) -> None:
    found = find_place(ROWS[name]["ru"])
    assert found is not None
    assert found.region == SHOWN_CODES[name]


@pytest.mark.parametrize(("key", "name"), IN_CLDR.items())
def test_russian_names_agree_with_cldr(key: str, name: str) -> None:
    assert Locale("ru").time_zones[f"Asia/{key}"]["city"] == ROWS[name]["ru"]


@pytest.mark.parametrize(
    ("spoken", "name", "short", "words"),
    [
        ("en", "Batken Region", False, "Batken Region"),
        ("en", "Batken Region", True, "Batken"),
        ("fr", "Issyk-Kul Region", False, "Région d’Issyk-Koul"),
        ("ru", "Issyk-Kul Region", True, "Иссык-Кульская"),
        ("ru", "Bishkek", False, "Бишкек"),
        ("ru", "Nowhere at all", False, "Nowhere at all"),
    ],
)
def test_a_place_is_told_in_the_readers_language(spoken: str, name: str, short: bool, words: str) -> None:
    speak(spoken)
    assert place(name, short=short) == words


@pytest.mark.parametrize(("spoken", "told"), [("en", "Manas"), ("fr", "Manas"), ("ru", "Манас")])
def test_a_town_that_was_renamed_has_its_name_of_today(spoken: str, told: str) -> None:
    # Law of 17 September 2025 on renaming the town of Jalal-Abad.
    speak(spoken)
    assert place("Jalal-Abad") == told
