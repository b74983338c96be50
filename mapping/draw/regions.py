"""The regions as shapes in kilometres, each with its number: what a map draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import pandas as pd
from shapely import get_parts, maximum_inscribed_circle
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from mapping.draw.lettering import plain, shorten
from mapping.translate import place

# Albers' equal-area conic projection: standard parallels near the south and the north of the four countries, centred
# between west and east.
ALBERS = "+proj=aea +lat_1=38 +lat_2=52 +lat_0=45 +lon_0=67 +datum=WGS84 +units=km"
# The smallest region around a city is larger than this, every city that is a region of its own smaller.
CITY_KM2 = 2500
Line = list[tuple[float, float]]


@dataclass(frozen=True)
class Region:
    """One region as drawn: its shape in kilometres, its number (None: none known) and what is told beside it.

    `short` is its name without what sort of region it is, which the map shows already.
    """

    name: str
    country: str
    shape: BaseGeometry
    value: float | None
    beside: float | None
    short: str = ""

    @property
    def is_city(self) -> bool:
        """Whether it is so small that it would be lost among its neighbours."""
        return bool(self.shape.area < CITY_KM2)

    @cached_property
    def middle(self) -> tuple[float, float]:
        """The point that is farthest from its borders: the best place for words."""
        x, y = maximum_inscribed_circle(self.shape, tolerance=1).coords[0]
        return x, y


def regions_of(regions: gpd.GeoDataFrame, frame: pd.DataFrame, value: str, share: str | None) -> tuple[Region, ...]:
    """The regions with the numbers of `value` and `share`, by their code; the largest first."""
    flat = regions.to_crs(ALBERS)
    rows = frame.drop_duplicates("code").set_index("code").to_dict("index")
    found = []
    for code, name, country, shape in flat[["code", "name", "country", "geometry"]].itertuples(index=False):
        row = rows.get(code, {})
        number = _number(row.get(value))
        beside = _number(row.get(share)) if share else None
        own, known = shorten(plain(place(name, short=True)), 24), number if number and number > 0 else None
        found.append(Region(plain(place(name)), str(country), shape, known, beside, own))
    return tuple(sorted(found, key=lambda region: -region.shape.area))


def _number(cell: object) -> float | None:
    return None if cell is None or pd.isna(cell) else float(str(cell))  # type: ignore[call-overload]


def outlines(regions: Sequence[Region]) -> list[Line]:
    """The outlines of the countries."""
    shapes = gpd.GeoDataFrame({"country": [r.country for r in regions]}, geometry=[r.shape for r in regions])
    return [[*line.coords] for outline in shapes.dissolve("country").boundary for line in get_parts(outline)]


def rings(shape: BaseGeometry) -> list[Line]:
    """Outer rings one way round and holes the other, so that holes stay open."""
    parts = [orient(part) for part in get_parts(shape) if isinstance(part, Polygon)]
    return [[(x, y) for x, y in ring.coords] for part in parts for ring in (part.exterior, *part.interiors)]


def gapped(lines: Sequence[Line]) -> tuple[list[float | None], list[float | None]]:
    """Many lines as one, to 100 m, a gap between each and the next."""
    x: list[float | None] = []
    y: list[float | None] = []
    for line in lines:
        x += [*([None] if x else []), *(round(a, 1) for a, _b in line)]
        y += [*([None] if y else []), *(round(b, 1) for _a, b in line)]
    return x, y
