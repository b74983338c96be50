"""Other lists: who takes a seat that falls free, and the next best lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from mapping.choosing.aims import Aims, Flags
from mapping.choosing.picking import Limit
from mapping.choosing.programme import Best, Cut, Programme

# Lists that differ by one name and more, and one that differs by a part of the seats.
NEXT, PART = 3, 4
HEADS = ["place", "apart", "value", "share_of_best", "changed", "leaves", "enters"]


def replacement(aims: Aims, limits: Sequence[Limit], listed: Flags, gone: int, able: Flags) -> int | None:
    """Who of those `able` takes the seat of `gone` (places of candidates) best, all others staying; none when nobody
    keeps the limits.

    One seat is free, so every candidate is tried: the answer is exact.
    """
    left = listed.copy()
    left[gone] = False
    fits = able & ~listed
    for _, group, least, most in limits:
        counts = int((group & left).sum()) + group
        fits &= (least <= counts) & (counts <= most)
    if not fits.any():
        return None
    return int(np.where(fits, aims.gains(left), -np.inf).argmax())


def reserves(aims: Aims, listed: Flags, names: pd.Series, takes: Callable[[int], int | None]) -> pd.DataFrame:
    """For each on the list who replaces whom, if that one refuses and all others come.

    `takes` gives the place of who takes the seat of a place, or none. Columns: refuses, name, replaced_by, replacement
    (its name; both missing when nobody alone keeps the quotas), value (of the list then, 0 to 100; missing likewise).
    """
    rows = []
    for gone in map(int, np.flatnonzero(listed)):
        row: list[object] = [aims.ids[gone], names.iloc[gone]]
        taker = takes(gone)
        if taker is None:
            rows.append([*row, None, None, None])
            continue
        then = listed.copy()
        then[[gone, taker]] = False, True
        rows.append([*row, aims.ids[taker], names.iloc[taker], aims.value(then) * 100])
    frame = pd.DataFrame(rows, columns=["refuses", "name", "replaced_by", "replacement", "value"])
    return frame.astype({"value": float})


def next_lists(programme: Programme, best: Best) -> pd.DataFrame:
    """The next best lists by merit, and the best that differs by a quarter of the seats.

    Columns: place (2 is the second best of all; missing for the last), apart (how many other names were asked for),
    value (0 to 100), share_of_best (0 to 1), changed, leaves, enters (ids, joined by semicolons). Fewer rows where the
    rules leave no other list.
    """
    rows = []
    cuts: list[Cut] = []
    if not programme.seats:
        return pd.DataFrame(columns=HEADS)
    apart = -(-programme.seats // PART)
    asked = [*((place, 1) for place in range(2, 2 + NEXT)), *([(None, apart)] if apart > 1 else [])]
    last = best
    for place, other in asked:
        cuts.append((last.chosen, programme.seats - 1))
        found = programme.best(cuts if place else [(best.chosen, programme.seats - other)])
        if found is None:
            continue
        leaves, enters = best.chosen & ~found.chosen, found.chosen & ~best.chosen
        ids = [";".join(programme.aims.ids[moved]) for moved in (leaves, enters)]
        share = found.value / best.value if best.value else 1.0
        rows.append((place, other, found.value * 100, share, int(leaves.sum()), *ids))
        last = found
    return pd.DataFrame(rows, columns=HEADS).astype({"place": "Int64"})
