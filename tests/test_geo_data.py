"""The shipped region shapes and populations: the codes they must have, and what must hold of them."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from typing import Any

import pytest
import shapely

from mapping.countries import COUNTRIES
from mapping.paths import Places

GEO = Places().raw / "geo"
POPULATIONS = Places().hand_tables / "populations.csv"
COLUMNS = ["code", "name", "population", "date", "publisher", "citation", "accessed", "note"]

ISO_3166_2 = {
    "KZ": "10 11 15 19 23 27 31 33 35 39 43 47 55 59 61 62 63 71 75 79",
    "KG": "B C GB GO J N O T Y",
    "TJ": "DU GB KT RA SU",
    "UZ": "AN BU FA JI NG NW QA QR SA SI SU TK TO XO",
}
CODES = {f"{country}-{part}" for country, parts in ISO_3166_2.items() for part in parts.split()}
MADE_HERE = {"KZ-10", "KZ-63", "KZ-19", "KZ-33", "KZ-35", "KZ-62", "KZ-61", "KZ-79", "KG-O", "KG-GO"}
REGIONS_OF_2022 = {"KZ-10", "KZ-63", "KZ-19", "KZ-33", "KZ-35", "KZ-62"}

# City: (longitude, latitude, region).
CITIES = {
    "Astana": (71.43, 51.13, "KZ-71"),
    "Almaty": (76.91, 43.25, "KZ-75"),
    "Shymkent": (69.60, 42.31, "KZ-79"),
    "Turkistan": (68.25, 43.30, "KZ-61"),
    "Konaev": (77.06, 43.87, "KZ-19"),
    "Taldykorgan": (78.37, 45.02, "KZ-33"),
    "Semey": (80.25, 50.42, "KZ-10"),
    "Urzhar": (81.62, 47.09, "KZ-10"),
    "Oskemen": (82.61, 49.95, "KZ-63"),
    "Zhezkazgan": (67.71, 47.79, "KZ-62"),
    "Karaganda": (73.10, 49.80, "KZ-35"),
    "Baikonur cosmodrome": (63.30, 45.95, "KZ-43"),
    "Bishkek": (74.59, 42.87, "KG-GB"),
    "Tokmok": (75.30, 42.84, "KG-C"),
    "Osh": (72.80, 40.53, "KG-GO"),
    "Uzgen": (73.30, 40.77, "KG-O"),
    "Dushanbe": (68.78, 38.54, "TJ-DU"),
    "Vahdat": (69.02, 38.56, "TJ-RA"),
    "Khujand": (69.63, 40.28, "TJ-SU"),
    "Khorugh": (71.55, 37.49, "TJ-GB"),
    "Tashkent": (69.24, 41.30, "UZ-TK"),
    "Chirchiq": (69.58, 41.47, "UZ-TO"),
    "Nukus": (59.61, 42.46, "UZ-QR"),
    "Samarkand": (66.96, 39.65, "UZ-SA"),
}


@pytest.fixture(scope="module")
def features() -> list[dict[str, Any]]:
    """The features of the shipped file."""
    return json.loads((GEO / "regions.geojson").read_text(encoding="utf-8"))["features"]


@pytest.fixture(scope="module")
def shapes(features: list[dict[str, Any]]) -> dict[str, Any]:
    """Each region's shape by its code."""
    return {
        feature["properties"]["code"]: shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features
    }


@pytest.fixture(scope="module")
def populations() -> list[dict[str, str]]:
    """The rows of the population table."""
    with POPULATIONS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_region_of_the_four_countries_is_there_once(features):
    codes = [feature["properties"]["code"] for feature in features]
    assert codes == sorted(CODES)
    assert Counter(code[:2] for code in codes) == {"KZ": 20, "KG": 9, "TJ": 5, "UZ": 14}


def test_properties_are_the_four_that_the_readme_names(features):
    for feature in features:
        properties = feature["properties"]
        assert list(properties) == ["code", "country", "name", "approximate"]
        assert properties["country"] == properties["code"][:2]
        assert properties["approximate"] == (properties["code"] in MADE_HERE)
    assert len({feature["properties"]["name"] for feature in features}) == len(CODES)


def test_shapes_are_valid_and_share_their_borders(shapes):
    coverage = list(shapes.values())
    assert all(shape.is_valid and not shape.is_empty for shape in coverage)
    assert shapely.coverage_is_valid(coverage)
    assert sum(shape.area for shape in coverage) == pytest.approx(shapely.union_all(coverage).area, rel=1e-9)


def test_the_land_has_no_holes_and_lies_where_central_asia_lies(shapes):
    whole = shapely.union_all(list(shapes.values()))
    assert not any(part.interiors for part in shapely.get_parts(whole))
    west, south, east, north = whole.bounds
    assert (46 < west < 47, 36 < south < 37, 87 < east < 88, 55 < north < 56) == (True,) * 4


def test_outer_rings_turn_counter_clockwise(shapes):
    assert all(part.exterior.is_ccw for shape in shapes.values() for part in shapely.get_parts(shape))


@pytest.mark.parametrize("city", CITIES)
def test_a_city_lies_in_its_region_and_no_other(shapes, city):
    longitude, latitude, code = CITIES[city]
    assert [found for found, shape in shapes.items() if shape.contains(shapely.Point(longitude, latitude))] == [code]


def test_the_receipt_describes_the_file_and_it_stays_small():
    content = (GEO / "regions.geojson").read_bytes()
    receipt = json.loads((GEO / "receipts.jsonl").read_text(encoding="utf-8"))
    assert receipt["sha256"] == hashlib.sha256(content).hexdigest()
    assert receipt["bytes"] == len(content) < 250_000


def test_populations_name_known_places_and_where_each_figure_stands(populations, features):
    names = {feature["properties"]["code"]: feature["properties"]["name"] for feature in features}
    assert [row["code"] for row in populations] == sorted({row["code"] for row in populations})
    for row in populations:
        assert list(row) == COLUMNS
        assert row["code"] in COUNTRIES or row["name"] == names[row["code"]]
        assert int(row["population"]) > 50_000
        assert re.fullmatch(r"20\d\d(-\d\d-\d\d)?", row["date"])
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", row["accessed"])
        assert re.fullmatch(r"https://\S+", row["citation"])
        assert row["publisher"]


def test_figures_of_split_regions_are_younger_than_the_split(populations):
    dates = {row["code"]: row["date"] for row in populations}
    assert all(dates[code] >= "2022-06-08" for code in REGIONS_OF_2022)


@pytest.mark.parametrize("country", COUNTRIES)
def test_regions_add_up_to_about_their_country(populations, country):
    people = {row["code"]: int(row["population"]) for row in populations}
    regions = sum(number for code, number in people.items() if code.startswith(f"{country}-"))
    assert 0.9 * people[country] < regions < 1.1 * people[country]
