"""GeoJSON, read back by geopandas: places no finer than allowed, rings as the RFC asks."""

from __future__ import annotations

import io
import json

import geopandas as gpd
import pytest
from shapely import get_parts
from small import SHAPES, edition, outlet


def _features(export, name: str) -> dict[str, dict]:
    collection = json.loads(export("geojson")[f"{name}.geojson"])
    assert collection["type"] == "FeatureCollection"
    key = "outlet_id" if name == "outlets" else "code"
    return {feature["properties"][key]: feature for feature in collection["features"]}


@pytest.mark.parametrize(
    ("own", "grain", "point"),
    [
        ("bozor", "city", [72.7985, 40.52828]),
        ("dala", "region", None),
        ("exile", "none", None),
        ("lone", "none", None),
        ("seat", "none", None),
    ],
)
def test_an_outlet_stands_where_it_may_be_shown(export, own: str, grain: str, point: list[float] | None) -> None:
    feature = _features(export, "outlets")[own]
    assert feature["properties"]["grain"] == grain
    assert (feature["geometry"] is None) == (grain == "none")
    assert point is None or feature["geometry"]["coordinates"] == point


def test_what_cannot_be_placed_is_counted(export) -> None:
    page = export("geojson")["README.md"].decode()
    assert "1 outlets in their town, 1 in their region, 3 nowhere." in page


def test_a_town_is_found_by_its_other_names_and_nothing_abroad_stands_at_home(export) -> None:
    here = outlet("a", place_level="city", city="Och", region="KG-GO")
    abroad = outlet("b", place_level="city", city="Prague", region="KG-GO", base_country="CZ")
    collection = json.loads(export("geojson", edition({"outlets": [here, abroad]}))["outlets.geojson"])
    assert [feature["properties"]["grain"] for feature in collection["features"]] == ["city", "none"]


def test_the_middle_of_a_region_lies_in_it(export) -> None:
    outlets = gpd.read_file(io.BytesIO(export("geojson")["outlets.geojson"])).set_index("outlet_id")
    assert len(outlets) == 5
    assert outlets.crs.to_epsg() == 4326
    assert SHAPES["KG-C"].contains(outlets.loc["dala", "geometry"])


def test_regions_are_read_back_with_their_counts_and_turn_the_right_way(export) -> None:
    regions = gpd.read_file(io.BytesIO(export("geojson")["regions.geojson"])).set_index("code")
    assert regions["n_outlets"].to_dict() == {"KG-GO": 1, "KG-C": 1}
    for code, shape in regions.geometry.items():
        assert shape.equals(SHAPES[code])
        for part in get_parts(shape):
            assert part.exterior.is_ccw
            assert not any(hole.is_ccw for hole in part.interiors)


def test_a_labelled_outlet_has_a_warning_and_no_site(export) -> None:
    features = _features(export, "outlets")
    assert features["bozor"]["properties"]["website"] == "https://bozor.example"
    assert features["exile"]["properties"]["warning"].startswith("Declared extremist")
    assert "website" not in features["exile"]["properties"]
