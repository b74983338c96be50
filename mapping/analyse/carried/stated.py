"""The ties that pages state: relations, and stakes as ownership or funding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from mapping import dates
from mapping.analyse.carried.addresses import cells
from mapping.analyse.holdings import HOLDING
from mapping.schema import CONFIDENCES
from mapping.tables import join, split

BOTH_WAYS = ("cooperation",)
LAYER_OF_STAKE = dict.fromkeys(HOLDING, "ownership") | {"funds": "funding"}
_EDGE = ("start", "end", "confidence", "citation")
Cells = dict[str, str]


def stated_ties(relations: pd.DataFrame, stakes: pd.DataFrame) -> Iterator[Cells]:
    """A row of `ties` for each two ends and layer: the earliest start, no end while any has none, the surest page."""
    together: dict[tuple[str, str, str], list[Mapping[str, str]]] = {}
    for giver, taker, layer, *edge in _edges(relations, stakes):
        if giver != taker:
            together.setdefault((giver, taker, layer), []).append(dict(zip(_EDGE, edge, strict=True)))
    for (giver, taker, layer), edges in together.items():
        starts, ends = [edge["start"] for edge in edges if edge["start"]], [edge["end"] for edge in edges]
        yield {
            "from_id": giver,
            "to_id": taker,
            "layer": layer,
            "first": min(starts, key=dates.span, default=""),
            "last": max(ends, key=dates.span) if all(ends) else "",
            "weight": "1",
            "confidence": min((edge["confidence"] for edge in edges), key=CONFIDENCES.index),
            "citation": join(page for edge in edges for page in split(edge["citation"])),
        }


def _edges(relations: pd.DataFrame, stakes: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """Giver, taker, layer, start, end, confidence, citation; founding and editing tie nobody."""
    for a, b, kind, *edge in cells(relations, "a_id", "b_id", "kind", *_EDGE):
        yield a, b, kind, *edge
        if kind in BOTH_WAYS:
            yield b, a, kind, *edge
    for holder, held, relation, *edge in cells(stakes, "holder_id", "held_id", "relation", *_EDGE):
        if layer := LAYER_OF_STAKE.get(relation):
            yield holder, held, layer, *edge
