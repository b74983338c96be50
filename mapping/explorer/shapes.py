"""The map of the explorer: the regions as SVG paths, the places of outlets, and where host countries stand.

One unit is a kilometre of Albers' equal-area conic projection, as in the maps of the reports; y grows downwards.
Shapes are approximate and only for display.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise

import geopandas as gpd
from shapely import coverage_simplify, get_parts
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

from mapping.analyse.exile import ABROAD
from mapping.draw.palette import SCALE
from mapping.draw.regions import ALBERS, Region
from mapping.export.edition import Edition
from mapping.export.flat import Options
from mapping.export.geojson import geojson_files
from mapping.landscape import Landscape

WGS84 = "EPSG:4326"
# Borders may move by so many kilometres: less than a pixel at the size at which the map is first shown.
TOLERANCE_KM = 2
# Around the regions: room for the host countries, most of which lie in the west.
WEST, NORTH, EAST, SOUTH = 350, 40, 110, 130
# The host countries stand in the direction of their capitals, given in whole degrees east and north.
CAPITALS = {
    "AE": (54, 24), "AF": (69, 35), "AM": (45, 40), "AT": (16, 48), "AU": (149, -35), "AZ": (50, 40), "BE": (4, 51),
    "BG": (23, 43), "BY": (28, 54), "CA": (-76, 45), "CH": (7, 47), "CN": (116, 40), "CY": (33, 35), "CZ": (14, 50),
    "DE": (13, 53), "DK": (13, 56), "EE": (25, 59), "ES": (-4, 40), "FI": (25, 60), "FR": (2, 49), "GB": (0, 52),
    "GE": (45, 42), "GR": (24, 38), "HU": (19, 48), "IE": (-6, 53), "IL": (35, 32), "IN": (77, 29), "IR": (51, 36),
    "IT": (12, 42), "JP": (140, 36), "KR": (127, 38), "LT": (25, 55), "LV": (24, 57), "MD": (29, 47), "MN": (107, 48),
    "NL": (5, 52), "NO": (11, 60), "PK": (73, 34), "PL": (21, 52), "PT": (-9, 39), "QA": (52, 25), "RO": (26, 44),
    "RS": (20, 45), "RU": (38, 56), "SE": (18, 59), "SK": (17, 48), "TR": (33, 40), "UA": (31, 50), "US": (-77, 39),
}  # fmt: skip
ELSEWHERE = (0, 0)
EAST_OF, WEST_OF = 85, 51
# Home of outlets in exile, though none of its regions is drawn.
INSIDE = {"TM": (59.0, 39.3)}


def world(land: Landscape) -> dict[str, object]:
    """The table `map` of the page: its size, the scale of colours, the regions and the countries of exile.

    regions: code, country, path (of SVG), x and y (the best place for a mark), city (whether it is one). countries:
    code, x, y, edge (whether it stands at the edge, in its direction, and not where it lies).
    """
    flat = land.regions.to_crs(ALBERS)
    west, south, east, north = (float(edge) for edge in flat.total_bounds) if len(flat) else (0.0, 0.0, 1000.0, 1000.0)
    size = (round(east - west) + WEST + EAST, round(north - south) + NORTH + SOUTH)
    moved = flat.set_geometry(flat.translate(WEST - west, -north - NORTH))
    inside = gpd.GeoSeries([Point(spot) for spot in INSIDE.values()], crs=WGS84).to_crs(ALBERS)
    lying = dict(zip(INSIDE, inside.translate(WEST - west, -north - NORTH), strict=True))
    return {
        "width": size[0],
        "height": size[1],
        "scale": list(SCALE),
        "regions": _regions(moved),
        "countries": _countries(land, moved, lying, size),
    }


def points(land: Landscape) -> list[list[float] | None]:
    """The place of each outlet of the landscape on the map of `world`, in its order: its town or the middle of its
    region, as in the GeoJSON that we give out, and so never finer than may be shown; None for no place.
    """
    frames = {"outlets": land.outlets.assign(warning=None), "channels": land.channels.head(0)}
    edition = Edition(land.level, land.date, frames, lambda: land.regions, {})
    features = json.loads(geojson_files(edition, Options())["outlets.geojson"])["features"]
    placed = [feature["geometry"] for feature in features]
    flat = land.regions.to_crs(ALBERS)
    west, _south, _east, north = flat.total_bounds if len(flat) else (0.0, 0.0, 0.0, 0.0)
    spots = gpd.GeoSeries([Point(each["coordinates"]) for each in placed if each], crs=WGS84).to_crs(ALBERS)
    found = iter(spots.translate(WEST - west, -north - NORTH))
    return [_spot(next(found)) if each else None for each in placed]


def _spot(point: Point) -> list[float]:
    return [round(point.x), -round(point.y)]


def _regions(flat: gpd.GeoDataFrame) -> dict[str, list[object]]:
    """The regions, simplified together, so that neighbours still share their borders; cities last, to lie on top."""
    simple = coverage_simplify(flat.geometry.to_numpy(), TOLERANCE_KM)
    whole = [Region(str(row.name), str(row.country), row.geometry, None, None) for row in flat.itertuples()]
    order = sorted(range(len(whole)), key=lambda place: whole[place].is_city)
    return {
        "code": [str(flat["code"].iloc[place]) for place in order],
        "country": [whole[place].country for place in order],
        "path": [path(simple[place]) for place in order],
        "x": [round(whole[place].middle[0]) for place in order],
        "y": [-round(whole[place].middle[1]) for place in order],
        "city": [whole[place].is_city for place in order],
    }


def path(shape: BaseGeometry) -> str:
    """The shape as a path of SVG in whole units, each point told from the one before; y turned downwards."""
    parts = [part for part in get_parts(shape) if isinstance(part, Polygon)]
    return "".join(_ring(ring.coords) for part in parts for ring in (part.exterior, *part.interiors))


def _ring(coords: Sequence[tuple[float, ...]]) -> str:
    # Points are rounded before their distances are taken: so a border is the same on both its sides.
    spots = [(round(x), -round(y)) for x, y, *_height in coords]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(spots[:-1])]
    told = "".join(f"{'' if x < 0 else ' '}{x}{'' if y < 0 else ' '}{y}" for x, y in steps if (x, y) != (0, 0))
    return f"M{spots[0][0]} {spots[0][1]}l{told.strip()}z"


def _countries(
    land: Landscape, flat: gpd.GeoDataFrame, lying: dict[str, Point], size: tuple[int, int]
) -> dict[str, list[object]]:
    """Every country that outlets in exile come from or work in."""
    exiled = land.outlets[land.outlets["exile_status"].isin(ABROAD)]
    asked = {str(code) for column in ("home_country", "base_country") for code in exiled[column].dropna()}
    shapes = flat.dissolve("country").geometry
    drawn = {str(code): Region(str(code), str(code), shape, None, None).middle for code, shape in shapes.items()}
    own = {code: (round(x), -round(y)) for code, (x, y) in drawn.items()}
    own |= {code: (round(point.x), -round(point.y)) for code, point in lying.items() if code not in own}
    inside = [(code, *own[code], False) for code in sorted(asked & set(own))]
    rows = [*inside, *((code, *spot, True) for code, spot in _edges(sorted(asked - set(own)), size))]
    columns = list(zip(*rows, strict=True)) or [()] * 4
    return {name: list(column) for name, column in zip(("code", "x", "y", "edge"), columns, strict=True)}


def _edges(codes: Sequence[str], size: tuple[int, int]) -> Iterator[tuple[str, tuple[int, int]]]:
    """A place at the edge for each host country: in the west and the east from north to south, in the south along."""
    width, height = size
    east_north = {code: CAPITALS.get(code, ELSEWHERE) for code in codes}
    west = sorted((code for code in codes if east_north[code][0] < WEST_OF), key=lambda code: -east_north[code][1])
    east = sorted((code for code in codes if east_north[code][0] > EAST_OF), key=lambda code: -east_north[code][1])
    south = sorted((code for code in codes if code not in (*west, *east)), key=lambda code: east_north[code][0])
    for side, x in ((west, 115), (east, width - 60)):
        for place, code in enumerate(side):
            yield code, (x, round((place + 0.5) / len(side) * height))
    for place, code in enumerate(south):
        yield code, (round((place + 1) / (len(south) + 1) * width), height - 60)
