"""Cells of things that stand in both states: put right, learned, or no longer stated."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.changes.happened import AWAY, ENDED
from mapping.changes.two import KINDS, PARTS, Row, Two, texts
from mapping.schema import DATA, TABLES, UNCLEAR
from mapping.tables import split

# Counted or derived from other cells.
DERIVED = ("n_citations", "licence", "place_level", "labelled_in", "citation")
# What was so once stays so: another value is a correction.
FIXED = ("founded", "closed", "home_country", "start")
PLACES = ("city", "region")
SAYS_NOTHING = ("", "unknown")

Claim = dict[str, str]


def rows(two: Two) -> Iterator[Row]:
    """A row for each cell that differs, but for what other rows tell: endings, exile, and places that may not show."""
    then, now = _claims(two, old=True), _claims(two, old=False)
    joined = set(two.led.values())
    for table, kind in KINDS.items():
        old, new = two.things(two.old, table), two.things(two.new, table)
        many = {column.name for column in TABLES[table].columns if column.many}
        for own_id in sorted(set(old) & set(new)):
            told = _told_elsewhere(table, old[own_id], new[own_id])
            for field, value in new[own_id].items():
                was = old[own_id][field]
                if (
                    field in told
                    or not two.holds(table, field)
                    or was == value
                    or (field in many and set(split(was)) == set(split(value)))
                ):
                    continue
                shown = now.get((kind, own_id, field), {}).get(value, {})
                stated = value in then.get((kind, own_id, field), {})
                what, origin = _judged(field, was, value, stated, own_id in joined, shown.get("why", ""))
                cells = {"field": field, "old": was, "new": value}
                cells |= {name: shown.get(name, "") for name in ("why", "citation")}
                yield two.row(what, origin, kind, own_id, **cells)


def left_out(two: Two) -> list[str]:
    """The columns of things that are not compared, because one state does not hold them."""
    tables = [name for name in KINDS if name not in PARTS or two.compares(name)]
    fields = [column.name for name in tables for column in TABLES[name].columns if not two.holds(name, column.name)]
    return [field for field in dict.fromkeys(fields) if field not in DERIVED]


def _judged(field: str, was: str, value: str, stated: bool, joined: bool, why: str) -> tuple[str, str]:
    """What a differing cell is, and whether our knowledge changed or, perhaps, the world.

    Ours is a value that was already `stated`, or of a thing that others were `joined` to, or that a person decided.
    """
    if value in SAYS_NOTHING:
        return "lost", DATA
    if was in SAYS_NOTHING:
        return "learned", DATA
    ours = field in FIXED or stated or joined or why.startswith("decided")
    return "corrected", DATA if ours else UNCLEAR


def _told_elsewhere(table: str, was: Row, now: Row) -> set[str]:
    told = set(DERIVED)
    if table != "outlets":
        return told
    if (was["status"] in ENDED) != (now["status"] in ENDED):
        told |= {"status", "closed"}
    if (was["exile_status"] in AWAY) != (now["exile_status"] in AWAY):
        told |= {"exile_status", "base_country", *PLACES}
    # What an older edition could say of a place may endanger a newsroom that hides it today.
    if now["place_level"] in ("country", "hidden"):
        told |= set(PLACES)
    return told | ({"base_country"} if now["place_level"] == "hidden" else set())


def _claims(two: Two, *, old: bool) -> dict[tuple[str, str, str], dict[str, Claim]]:
    """What sources state of each field of each thing: by value, the claim; the one shown comes first."""
    frame = (two.old if old else two.new).claims
    frame = frame[frame["entity_kind"].isin(KINDS.values())].sort_values("chosen", kind="stable")
    found: dict[tuple[str, str, str], dict[str, Claim]] = {}
    columns = ["entity_kind", "entity_id", "field", "value", "why", "citation"]
    for row in texts(frame[columns]):
        # `yes` sorts last and replaces what was not chosen.
        found.setdefault((row["entity_kind"], row["entity_id"], row["field"]), {})[row["value"]] = row
    return found
