"""From gathered rows to outsiders and relations: both ends found among outlets, owners and outsiders.

A row names our ids. One that was merged leads to the id that stands for both; a row with an end that names nothing is
rejected with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from mapping.clean.edges import merged
from mapping.clean.identity import Identity
from mapping.clean.things import Cells, cited, short_hash
from mapping.schema import OUTSIDERS
from mapping.tables import rows_of

ENDS = ("a_id", "b_id")
_KEY = (*ENDS, "kind", "start", "end", "summary")
Gathered = Mapping[str, pd.DataFrame]


def tied(gathered: Gathered, identity: Identity) -> tuple[dict[str, pd.DataFrame], list[Cells]]:
    """The gathered tables with the usable outsiders and relations, and a row for each rejected one.

    The ends of the relations that are kept are ids that stand for themselves.
    """
    ours = {own_id: own_id for own_id in identity.ids.values()}
    ours |= {row["old_id"]: row["entity_id"] for row in identity.redirects}
    outside, rejected = gathered["outsiders"], []
    taken = outside["outsider_id"].isin(ours)
    rejected += [_rejection(row, "outsider_id", "is the id of an outlet or owner of ours: name that one instead")
                 for row in rows_of(outside[taken])]  # fmt: skip
    outside = outside[~taken]
    known = ours | {own_id: own_id for own_id in outside["outsider_id"]}
    rows, kept = gathered["relations"], []
    for at, row in zip(rows.index, rows_of(rows), strict=True):
        wrong = list(_wrong(row, known))
        rejected += wrong
        kept += [] if wrong else [at]
    rows = rows.loc[kept]
    rows = rows.assign(**{end: [known[cell] for cell in rows[end]] for end in ENDS})
    return {**gathered, "outsiders": outside, "relations": rows}, rejected


def _wrong(row: Mapping[str, str], known: Mapping[str, str]) -> Iterator[Cells]:
    for end in ENDS:
        if row[end] not in known:
            yield _rejection(row, end, "names no outlet, owner or outsider")
    if row["a_id"] in known and known[row["a_id"]] == known.get(row["b_id"]):
        yield _rejection(row, "b_id", "both ends are one and the same")


def _rejection(row: Mapping[str, str], column: str, reason: str) -> Cells:
    where = {name: row[name] for name in ("source", "file", "row")}
    return where | {"column": column, "value": row[column], "reason": reason}


def outsiders(gathered: pd.DataFrame) -> list[Cells]:
    """The outsiders; of several rows on one, the first stands, with the pages of all."""
    found = [{name: row[name] for name in OUTSIDERS.heads if name != "citation"} | {"citation": cited(row)}
             for row in rows_of(gathered)]  # fmt: skip
    return merged("outsiders", found, ("outsider_id",))


def relations(gathered: pd.DataFrame) -> tuple[list[Cells], list[tuple[Cells, str]]]:
    """The relations, and for each gathered row the id of the relation that it became."""
    found, origin = [], []
    for row in rows_of(gathered):
        cells = {name: row[name] for name in (*_KEY, "confidence")} | {"citation": cited(row)}
        cells["relation_id"] = short_hash("r", *(cells[name] for name in _KEY))
        found.append(cells)
        origin.append((row, cells["relation_id"]))
    return merged("relations", found, ("relation_id",)), origin
