"""From gathered rows to participations: the outlet and the programme found, identical rows one.

A row that names an outlet or a programme that does not exist is rejected with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mapping.clean.edges import merged
from mapping.clean.identity import Identity
from mapping.clean.things import Cells, cited, short_hash
from mapping.schema import TABLES
from mapping.tables import rows_of

_KEY = ("programme_id", "outlet_id", "role", "start", "end", "date")
_TOLD = tuple(name for name in TABLES["participations"].heads if name not in ("participation_id", "citation"))
Gathered = Mapping[str, pd.DataFrame]


def placed(gathered: Gathered, identity: Identity) -> tuple[dict[str, pd.DataFrame], list[Cells]]:
    """The gathered tables with the usable participations, and a row for each rejected one.

    Outlets are named by ids that stand for themselves: one that was merged leads on.
    """
    known = {own_id: own_id for (kind, *_), own_id in identity.ids.items() if kind == "outlet"}
    known |= {row["old_id"]: row["entity_id"] for row in identity.redirects if row["entity_kind"] == "outlet"}
    programmes = set(gathered["programmes"]["record_id"])
    rows = gathered["participations"]
    named = rows["outlet_id"].isin(known)
    offered = rows["programme_id"].isin(programmes)
    rejected = [_rejection(row, "outlet_id", "names no outlet") for row in rows_of(rows[~named])]
    rejected += [_rejection(row, "programme_id", "names no programme") for row in rows_of(rows[~offered])]
    rows = rows[named & offered]
    return {**gathered, "participations": rows.assign(outlet_id=rows["outlet_id"].map(known))}, rejected


def _rejection(row: Mapping[str, str], column: str, reason: str) -> Cells:
    where = {name: row[name] for name in ("source", "file", "row")}
    return where | {"column": column, "value": row[column], "reason": reason}


def participations(gathered: pd.DataFrame) -> tuple[list[Cells], list[tuple[Cells, str]]]:
    """The participations, and for each gathered row the id of the participation that it became."""
    found, origin = [], []
    for row in rows_of(gathered):
        cells = {name: row[name] for name in _TOLD} | {"citation": cited(row)}
        cells["participation_id"] = short_hash("a", *(cells[name] for name in _KEY))
        found.append(cells)
        origin.append((row, cells["participation_id"]))
    return merged("participations", found, ("participation_id",)), origin
