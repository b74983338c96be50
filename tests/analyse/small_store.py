"""A small store of items and the tables around it: a state agency, its neighbour's, a Russian channel, two outlets."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from mapping import items
from mapping.analyse.carried.build import Built, build
from mapping.paths import Places
from mapping.schema import MADE, TABLES

OUTLETS = {"aiyl": "KG", "bozor": "KG", "kabar": "KG", "kazinform": "KZ"}


def _table(name: str, *rows: dict[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=TABLES[name].heads, dtype=str)
    return frame.where(frame.notna() & (frame != ""))


def _channel(outlet: str, kind: str, address: str) -> dict[str, str]:
    return {"channel_id": f"h-{outlet}-{kind}", "outlet_id": outlet, "kind": kind, "address": address}


@dataclass
class Around:
    """The tables that stand around the items."""

    outlets: pd.DataFrame = field(
        default_factory=lambda: _table(
            "outlets", *({"outlet_id": each, "name": each.title(), "country": seat} for each, seat in OUTLETS.items())
        )
    )
    names: pd.DataFrame = field(
        default_factory=lambda: _table(
            "names",
            {"entity_kind": "outlet", "entity_id": "kabar", "text": "Кабар"},
            {"entity_kind": "outlet", "entity_id": "kazinform", "text": "Казинформ"},
        )
    )
    channels: pd.DataFrame = field(
        default_factory=lambda: _table(
            "channels",
            _channel("aiyl", "website", "https://aiyl.example"),
            _channel("aiyl", "telegram", "https://t.me/aiylnews"),
            _channel("bozor", "website", "https://www.bozor.example/"),
            _channel("kabar", "website", "https://kabar.example"),
            _channel("kazinform", "website", "https://inform.example"),
        )
    )
    outsiders: pd.DataFrame = field(
        default_factory=lambda: _table(
            "outsiders",
            {"outsider_id": "tass", "name": "TASS", "names": "ТАСС", "country": "RU", "kind": "agency"}
            | {"domains": "tass.example", "handles": "tass_agency"},
        )
    )
    relations: pd.DataFrame = field(default_factory=lambda: _table("relations"))
    stakes: pd.DataFrame = field(default_factory=lambda: _table("stakes"))
    source_groups: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(
            [
                ("russian_state", "tass", "2014", None),
                ("state_agency", "kabar", None, None),
                ("state_agency", "kazinform", None, None),
            ],
            columns=["group", "member_id", "start", "end"],
        )
    )


def item(channel: str, number: int, time: str = "2026-03-02T06:00:00Z", **more: str) -> dict[str, str]:
    """One article of a site, or post of a channel."""
    site = "." in channel
    url = f"https://{channel}/{number}" if site else f"https://t.me/{channel}/{number}"
    cells = {"channel": channel, "url": url, "time": time, "text": f"Кабар {number}", "retrieved": "2026-04-01"}
    return cells | {"kind": "article" if site else "post", "language": "ky"} | more


def built(folder: Path, rows: list[dict[str, str]], around: Around | None = None) -> tuple[Places, Built]:
    """The tables of influence made of these items, in a folder."""
    places = Places(folder)
    items.write(places, rows, {"aiyl.example": "aiyl", "aiylnews": "aiyl", "bozor.example": "bozor"})
    return places, build(places, around or Around())


def made(places: Places, name: str) -> pd.DataFrame:
    """One of the tables made, text as text and numbers as numbers."""
    numbers = {column.name for column in MADE[name].columns if column.kind == "number"}
    frame = pd.read_csv(places.processed / f"{name}.csv", dtype=str)
    return frame.assign(**{column: pd.to_numeric(frame[column]) for column in numbers})
