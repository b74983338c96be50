"""What changed between two states of the landscape: two snapshots, or a snapshot and now.

A change of the world (a stated date lies after the older state) is told apart from a change of what we know (a merge, a
correction, something learned late); where no date tells, that is said, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from mapping import snapshots
from mapping.changes import happened, holders, ranks, things, values, watching
from mapping.changes.two import PARTS, Two
from mapping.errors import UnknownName
from mapping.landscape import EVERY, Landscape
from mapping.paths import Places
from mapping.schema import CHANGES
from mapping.tables import checked


@dataclass(frozen=True)
class Changes:
    """Two states and what differs between them.

    `table` has the columns of `schema.CHANGES`, text cells, empty where there is nothing, what is watched first, then
    by origin and date. `ranks` are those that moved beyond chance (see `ranks.moved`); `sizes` the rows of each table:
    table, old, new. `watched` are the names on the watch list by id. `same_code`: whether both were made by the same
    rules. `left_out` are the parts (see `two.PARTS`) and columns that are not compared: one state does not hold them.
    """

    old: Landscape
    new: Landscape
    table: pd.DataFrame
    ranks: pd.DataFrame
    sizes: pd.DataFrame
    watched: dict[str, str]
    same_code: bool
    left_out: tuple[str, ...]


def between(
    data: str | Path | None,
    old: str,
    new: str = snapshots.NOW,
    *,
    level: str = "team",
    countries: Sequence[str] = (),
    watch: str | Path = "",
) -> Changes:
    """What changed from the snapshot `old` to the snapshot `new` (or `now`), as readers of `level` may see it.

    `watch` is a file of ids or names, one a line. Where one state was kept before a column was added, that column and
    what rests on it is `left_out`. One sentence says what to do where a snapshot is missing, damaged or too old
    (`UnknownName`, `InputUnreadable`), where both are one, or where a name on the list is not known.
    """
    places = Places() if data is None else Places(data=Path(data))
    if old == new:
        raise UnknownName(f"'{old}' cannot be compared with itself: give two snapshots, or a snapshot and now.")
    before, after = (Landscape.open(snapshots.opened(places, name).data, level, countries) for name in (old, new))
    if before.date > after.date:
        raise UnknownName(f"The data of '{old}' are newer than those of '{new}': give the older one first.")
    two = Two(before, after)
    watched = watching.watched(Path(watch), two) if watch else {}
    left_out = dict.fromkeys([*(part for part in PARTS if not two.compares(part)), *values.left_out(two)])
    moved = ranks.moved(two)
    found = [*things.rows(two), *happened.rows(two, holders.rows(two)), *values.rows(two), *ranks.rows(moved, two)]
    table = checked(CHANGES, watching.marked(found, watched))
    order = table.assign(
        first=table["watched"] != "yes",
        origin=table["origin"].map(CHANGES.by_name["origin"].words.index),
        what=table["what"].map(CHANGES.by_name["what"].words.index),
    ).sort_values(["first", "origin", "what", "date", "name"], kind="stable")
    sizes = pd.DataFrame(
        [(name, len(getattr(before, name)), len(getattr(after, name))) for name in EVERY],
        columns=["table", "old", "new"],
    )
    ordered = table.loc[order.index].reset_index(drop=True)
    return Changes(before, after, ordered, moved, sizes, watched, _same(two), tuple(left_out))


def _same(two: Two) -> bool:
    stamps = [snapshots.stamp_of(land.places.data) for land in (two.old, two.new)]
    return len({stamp.code if stamp else snapshots.code_hash() for stamp in stamps}) == 1
