"""A small edition to export: six outlets, a loop of owners, an exile, a label, and a row under another licence."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import geopandas as gpd
import pandas as pd
from shapely.geometry import Polygon

from mapping.export import TABLES, Edition

Cells = Mapping[str, object]
DAY = datetime.date(2026, 1, 2)
OPEN, BOUND = "CC BY 4.0", "CC BY-NC-SA 4.0"


def outlet(own: str, **more: object) -> Cells:
    plain = {"outlet_id": own, "name": own.title(), "country": "KG", "place_level": "region", "media": "tv;online"}
    return plain | {"status": "active", "ownership_type": "private", "licence": OPEN, "n_citations": 1} | more


def owner(own: str, kind: str, **more: object) -> Cells:
    plain = {"owner_id": own, "name": own.title(), "kind": kind, "country": "KG", "licence": OPEN, "n_citations": 1}
    return plain | more


def stake(number: int, holder: str, held: str, relation: str = "owns", **more: object) -> Cells:
    plain = {"stake_id": f"s-{number}", "holder_id": holder, "held_id": held, "relation": relation}
    return plain | {"share_min": 0, "share_max": 100, "confidence": "reported", "citation": "c-1"} | more


def relation(giver: str, taker: str, kind: str, **more: object) -> Cells:
    plain = {"relation_id": f"r-{giver}-{taker}", "a_id": giver, "b_id": taker, "kind": kind, "summary": "They share."}
    return plain | {"confidence": "reported", "citation": "c-1"} | more


def outsider(own: str, **more: object) -> Cells:
    return {"outsider_id": own, "name": own.title(), "kind": "agency", "country": "RU", "citation": "c-1"} | more


def channel(own: str, address: str, kind: str = "website") -> Cells:
    plain = {"channel_id": f"h-{own}-{kind}", "outlet_id": own, "kind": kind, "address": address}
    return plain | {"citation": "c-1"}


def page(own: str, url: str) -> Cells:
    return {"citation_id": own, "url": url, "publisher": "Paper", "accessed": "2026-01-01"}


def claim(own: str, field: str, value: str) -> Cells:
    plain = {"entity_kind": "outlet", "entity_id": own, "field": field, "value": value, "source": "facts"}
    more = {"file": "a.csv", "row": 2, "retrieved": "2026-01-01", "confidence": "reported", "chosen": "yes"}
    return plain | more | {"why": "the only value stated", "level": "public"}


ROWS: dict[str, list[Cells]] = {
    "outlets": [
        outlet("bozor", place_level="city", city="Osh", region="KG-GO", founded="1991-05", languages="ky;ru"),
        outlet("dala", country="KZ", region="KG-C", founded="2001", closed="2020-03-04", ownership_type="state"),
        outlet("exile", place_level="country", base_country="PL", labelled_in="KG;TJ"),
        outlet("lone", name_native="Жалгыз", country="XX"),
        outlet("bound", licence=f"{OPEN};{BOUND}", region="KG-C"),
        outlet("seat", place_level="city", city="Prague", base_country="CZ"),
    ],
    "names": [
        {"entity_kind": "outlet", "entity_id": own, "text": text, "script": "Latn", "kind": kind, "seen": seen}
        for own, text, kind, seen in (
            ("bozor", "Bozor TV", "own", "yes"),
            ("bozor", "Osh Bozor", "former", "yes"),
            ("bozor", "BZR", "short", "yes"),
            ("bozor", "Bozór", "transliteration", "no"),
            ("bound", "Bound News", "own", "yes"),
        )
    ],
    "channels": [
        channel("bozor", "https://bozor.example"),
        channel("exile", "https://exile.example"),
        channel("exile", "https://t.example/exile", "telegram"),
        channel("bound", "https://bound.example") | {"citation": "c-9"},
    ],
    "owners": [
        owner("aida", "person", political_role="deputy"),
        owner("firm", "company"),
        owner("holding", "company"),
        owner("ministry", "state_body"),
        owner("clan", "family"),
        owner("someone", "unknown", country=None),
    ],
    "stakes": [
        stake(1, "aida", "firm", share_min=60, share_max=60, start="2011", end="2012-05"),
        stake(2, "firm", "bozor", share_min=25, share_max=50, confidence="registered", start="2010-02-03"),
        stake(3, "firm", "holding"),
        stake(4, "holding", "firm", confidence="alleged"),
        stake(5, "aida", "bozor", "edits"),
        stake(6, "ministry", "dala", "funds", amount=1500.5, currency="KGS"),
        stake(7, "ministry", "dala", "parent", citation="c-2;c-1"),
        stake(8, "clan", "ministry", "controls"),
        stake(9, "someone", "dala", "founded"),
        stake(10, "aida", "dala", "manages"),
    ],
    "outsiders": [outsider("wire"), outsider("net", kind="network", country=None)],
    "relations": [
        relation("wire", "bozor", "relay", start="2011", end="2012-05"),
        relation("net", "bound", "membership"),
        relation("bozor", "dala", "cooperation", confidence="registered"),
    ],
    "citations": [
        page("c-1", "https://paper.example/а б?x=1"),
        page("c-2", "https://www.exile.example/story"),
        page("c-9", "https://list.example"),
    ],
    "claims": [
        claim("exile", "note", "see https://exile.example/a and https://paper.example"),
        claim("bound", "name", "Bound"),
    ],
}  # fmt: skip
# The first ring runs with the clock, the second has a hole.
SHAPES = {
    "KG-GO": Polygon([(72.7, 40.5), (72.7, 40.6), (72.9, 40.6), (72.9, 40.5)]),
    "KG-C": Polygon(
        [(74, 42), (76, 42), (76, 44), (74, 44)], [[(74.5, 42.5), (75, 42.5), (75, 43), (74.5, 43)]]
    ),
}  # fmt: skip


def edition(rows: Mapping[str, list[Cells]] | None = None, level: str = "public") -> Edition:
    """The small edition, some of its tables replaced."""
    found = {}
    for name, table in TABLES.items():
        columns = [column for column in table.columns if column.name != "warning" and column.level == "public"]
        frame = pd.DataFrame((rows or {}).get(name, ROWS.get(name, [])), columns=[c.name for c in columns])
        numbers = {column.name: "float64" for column in columns if column.kind == "number"}
        texts = {column.name: "str" for column in columns if column.kind != "number"}
        found[name] = frame.astype(numbers | texts)
    names = {"code": list(SHAPES), "country": "KG", "name": list(SHAPES), "approximate": True}
    regions = gpd.GeoDataFrame(names, geometry=list(SHAPES.values()), crs=4326)
    return Edition(level, DAY, found, lambda: regions, {"facts": "Facts (Toolkit; CC BY 4.0)"})
