"""Where things stand: nodes of the network, regions, outlets and host countries on the map."""

from __future__ import annotations

import json
import re
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import KDTree
from shapely.geometry import Polygon

from mapping.countries import AUDIENCES
from mapping.explorer.layout import positions
from mapping.explorer.shapes import path, points, world
from mapping.landscape import Landscape
from mapping.paths import Places

STAR = [(0, other) for other in range(1, 40)]
RING = [(node, node + 1) for node in range(29)]
PAIRS = [(2 * pair, 2 * pair + 1) for pair in range(60)]
WHOLE = list(combinations(range(12), 2))


def _nearest(places: list[tuple[float, float] | None]) -> float:
    placed = np.array([place for place in places if place is not None])
    return float(KDTree(placed).query(placed, 2)[0][:, 1].min())


@pytest.mark.parametrize(
    ("n", "ties"), [(40, STAR), (30, RING), (120, PAIRS), (12, WHOLE)], ids=["star", "path", "pairs", "whole"]
)
def test_dots_do_not_overlap(n: int, ties: list[tuple[int, int]]) -> None:
    assert _nearest(positions(n, ties)) > 0.9


@pytest.mark.parametrize("n", [0, 1, 5])
def test_without_ties_nothing_has_a_place(n: int) -> None:
    assert positions(n, []) == [None] * n


def test_the_largest_island_lies_in_the_middle_and_the_others_near() -> None:
    places = positions(160, [*STAR, *((node + 40, other + 40) for node, other in PAIRS)])
    found = np.array([place for place in places if place is not None])
    assert np.hypot(*found[:40].mean(axis=0)) < 5
    assert np.hypot(*found.T).max() < 60


def test_a_large_island_begins_from_the_distances_of_its_nodes() -> None:
    assert _nearest(positions(1200, [(node, node // 2) for node in range(1, 1200)])) > 0.5


@settings(max_examples=30, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 14), st.integers(0, 14)).filter(lambda pair: pair[0] < pair[1]), max_size=40))
def test_those_with_ties_and_only_those_have_a_place_and_always_the_same(ties: set[tuple[int, int]]) -> None:
    listed = sorted(ties)
    places = positions(15, listed)
    assert {node for node, place in enumerate(places) if place is not None} == {end for pair in ties for end in pair}
    assert places == positions(15, listed)


def _corners(told: str) -> list[list[tuple[int, int]]]:
    """The corners of each ring of a path."""
    rings = []
    for ring in re.findall(r"M([^z]*)z", told):
        start, steps = (re.findall(r"-?\d+", part) for part in ring.split("l"))
        spots = [(int(start[0]), int(start[1]))]
        for x, y in zip(steps[::2], steps[1::2], strict=True):
            spots.append((spots[-1][0] + int(x), spots[-1][1] + int(y)))
        rings.append(spots)
    return rings


@pytest.mark.parametrize(
    ("corners", "told"),
    [
        ([(0, 0), (10, 0), (10, -5)], "M0 0l10 0 0 5z"),
        ([(0.4, -0.4), (10, 0), (10.2, 0.1), (10, -5)], "M0 0l10 0 0 5z"),
        ([(3, -3), (1, -3), (1, -1)], "M3 3l-2 0 0-2z"),
    ],
)
def test_a_path_tells_steps_in_whole_units(corners: list[tuple[float, float]], told: str) -> None:
    assert path(Polygon(corners)) == told


@pytest.fixture(scope="module")
def land(shipped: Places) -> Landscape:
    return Landscape(shipped, "public", AUDIENCES)


def test_neighbours_share_their_borders_and_the_paths_are_small(land: Landscape) -> None:
    regions = world(land)["regions"]
    assert isinstance(regions, dict)
    assert len(regions["code"]) == 48
    assert len(json.dumps(regions["path"])) < 60_000
    # A border that two regions share is told with the same corners on both sides, so most corners occur twice.
    rings = [ring for told in regions["path"] for ring in _corners(told)]
    corners = [spot for ring in rings for spot in set(ring)]
    assert len(set(corners)) < 0.75 * len(corners)


def test_cities_lie_on_top_and_every_mark_inside_the_map(land: Landscape) -> None:
    found = world(land)
    regions, countries = found["regions"], found["countries"]
    assert isinstance(regions, dict)
    assert isinstance(countries, dict)
    assert regions["city"] == sorted(regions["city"])
    for table in (regions, countries):
        assert all(0 <= x <= found["width"] for x in table["x"])
        assert all(0 <= y <= found["height"] for y in table["y"])
    exiled = land.outlets[land.outlets["exile_status"].isin(["exile", "hybrid"])]
    assert set(countries["code"]) == set(exiled["home_country"].dropna()) | set(exiled["base_country"].dropna())


def test_no_place_is_finer_than_may_be_shown(land: Landscape) -> None:
    outlets, found = land.outlets, points(land)
    assert len(found) == len(outlets)
    placed = outlets[[point is not None for point in found]]
    assert set(placed["place_level"]) <= {"city", "region"}
    assert placed["region"].notna().all()
    townless = {
        (region, tuple(point or ()))
        for region, city, point in zip(outlets["region"], outlets["city"], found, strict=True)
        if point is not None and not isinstance(city, str)
    }
    assert len({region for region, _point in townless}) == len(townless)
