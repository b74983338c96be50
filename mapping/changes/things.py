"""Outlets, owners and programmes that are new, gone, merged into another or told apart from one."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.changes.two import KINDS, PARTS, Row, Two, joined, latest
from mapping.landscape import Landscape
from mapping.schema import DATA, UNCLEAR

# The column that says when a thing of the table began.
_BEGAN = {"outlets": "founded", "programmes": "start"}


def rows(two: Two) -> Iterator[Row]:
    """A row for each thing that stands in one state only."""
    for table, kind in KINDS.items():
        if table in PARTS and not two.compares(table):
            continue
        old, new = two.things(two.old, table), two.things(two.new, table)
        apart = _apart(two, kind)
        for own_id in sorted(set(new) - set(old)):
            pages = _pages(two.new, kind, own_id)
            if (former := apart.get(own_id)) in new:
                yield two.row("split", DATA, kind, own_id, old=former, new=own_id, citation=pages)
            else:
                began = new[own_id].get(_BEGAN.get(table, ""), "") or _launched(two, own_id)
                # Who holds is told by the stakes: an owner that is only new to us tells nothing of the world.
                origin = DATA if table == "owners" else two.origin(began)
                yield two.row("new", origin, kind, own_id, date=began, citation=pages)
        for own_id in sorted(set(old) - set(new)):
            if own_id in two.led:
                why, into = _why_merged(two, own_id), two.led[own_id]
                yield two.row("merged", DATA, kind, own_id, old=own_id, new=into, why=why)
            else:
                yield two.row("gone", DATA if kind != "programme" else UNCLEAR, kind, own_id)


def _apart(two: Two, kind: str) -> dict[str, str]:
    """By each id of the newer state, the other id under which one of its records stood before."""
    keys = ["source", "file", "record_id", "entity_kind"]
    both = two.old.records.merge(two.new.records, on=keys, suffixes=("_old", "_new"))
    both = both[(both["entity_kind"] == kind) & (both["entity_id_old"] != both["entity_id_new"])]
    return dict(zip(both["entity_id_new"], both["entity_id_old"], strict=True))


def _launched(two: Two, own_id: str) -> str:
    events = two.new.events
    return latest(events.loc[(events["outlet_id"] == own_id) & (events["kind"] == "launch"), "date"])


def _why_merged(two: Two, own_id: str) -> str:
    found = two.new.redirects
    return str(found.loc[found["old_id"] == own_id, "why"].iloc[0])


def _pages(land: Landscape, kind: str, own_id: str) -> str:
    claims = land.claims
    about = claims[(claims["entity_kind"] == kind) & (claims["entity_id"] == own_id)]
    return joined(about["citation"].dropna())
