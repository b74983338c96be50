"""Who holds whom: holders that came and went."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mapping.analyse.holdings import HOLDING
from mapping.changes.two import Row, Two, joined, latest, texts
from mapping.landscape import Landscape
from mapping.schema import CONFIDENCES, DATA, UNCLEAR


def rows(two: Two) -> Iterator[Row]:
    """A row for each outlet or owner whose holders of today are not those of the older state.

    Sold: a holder came and another went, or a stake began or ended since. A holder that was only named or dropped is
    learned or lost.
    """
    if not two.compares("holders"):
        return
    kinds = dict.fromkeys(two.new.owners["owner_id"], "owner") | dict.fromkeys(two.new.outlets["outlet_id"], "outlet")
    old, new = _standing(two.old, two.led), _standing(two.new, {})
    every = two.new.stakes[two.new.stakes["relation"].isin(HOLDING)]
    for held in sorted((set(old) | set(new)) & set(kinds)):
        came = sorted(new.get(held, set()) - old.get(held, set()))
        went = sorted(old.get(held, set()) - new.get(held, set()))
        if came or went:
            yield _row(two, kinds[held], held, came, went, every[every["held_id"] == held])


def _row(two: Two, kind: str, held: str, came: list[str], went: list[str], stakes: pd.DataFrame) -> Row:
    begun = texts(stakes[stakes["holder_id"].isin(came) & stakes["end"].isna()])
    over = texts(stakes[stakes["holder_id"].isin(went) & stakes["end"].notna()])
    deal = _deal(two, held)
    days = [*(row["start"] for row in begun), *(row["end"] for row in over), *deal]
    origin = two.origin(*days)
    if origin == "world" or (came and went):
        what = "sold"
    else:
        what = "learned" if came else "lost"
        origin = DATA if origin == DATA else UNCLEAR
    cells = {
        "date": latest(days),
        "field": "holders",
        "old": "; ".join(two.names.get(own_id, own_id) for own_id in went),
        "new": "; ".join(two.names.get(own_id, own_id) for own_id in came),
        "involved": joined([*came, *went]),
        "confidence": max((row["confidence"] for row in (*begun, *over)), key=CONFIDENCES.index, default=""),
        "citation": joined([row["citation"] for row in (*begun, *over)]),
    }
    return two.row(what, origin, kind, held, **cells)


def _deal(two: Two, held: str) -> list[str]:
    """The days of changes of owner that the older state did not know."""
    events = two.new.events[(two.new.events["outlet_id"] == held) & (two.new.events["kind"] == "ownership_change")]
    return [str(day) for day in events.loc[~events["event_id"].isin(two.old.events["event_id"]), "date"]]


def _standing(land: Landscape, led: dict[str, str]) -> dict[str, set[str]]:
    """The holders of each thing held, by stakes that are not known to have ended."""
    stakes = land.stakes[land.stakes["relation"].isin(HOLDING) & land.stakes["end"].isna()]
    found: dict[str, set[str]] = {}
    for holder, held in zip(stakes["holder_id"], stakes["held_id"], strict=True):
        found.setdefault(led.get(held, held), set()).add(led.get(holder, holder))
    return found
