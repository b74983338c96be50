"""The rows of one ownership tree as boxes and the lines between them, in the reader's words."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import pandas as pd

from mapping.draw.labels import label
from mapping.draw.layers import layer_of
from mapping.draw.lettering import plain
from mapping.draw.palette import NODE_KINDS
from mapping.draw.series import UNKNOWN_CODE
from mapping.errors import UnknownName
from mapping.translate import _, number, percent, plural, series

MOST_IN_A_LAYER, MOST_LAYERS = 12, 5
# Relations that are shares, and relations by which nobody holds anything; the others control without a share.
SHARES, TOLD = ("owns", "parent"), ("founded", "funds")
UNSTATED = (0, 100)

Sort = Literal["share", "control", "told", "alleged", "unknown"]
Row = Mapping[Hashable, Any]


class Entry(NamedTuple):
    """A row, and the keys of the two boxes that it joins; with `more` the upper one stands for several."""

    lower: str
    upper: str
    row: Row
    more: bool = False


@dataclass(frozen=True)
class Box:
    """One thing of the tree; `remark` is a line under its name; a `top` is named and stands at the end of a chain."""

    name: str
    native: str
    kind: str
    remark: str = ""
    top: bool = False


@dataclass(frozen=True)
class Line:
    """Who (`upper`) holds what (`lower`): the words on the line, and the sentences about it."""

    lower: str
    upper: str
    sort: Sort
    words: str
    told: tuple[str, ...]


@dataclass(frozen=True)
class Tree:
    """The boxes by their key, each with its layer, and the lines; for `left_out` holders there was no room."""

    root: str
    boxes: Mapping[str, Box]
    layer: Mapping[str, int]
    lines: Sequence[Line]
    left_out: int


@dataclass(frozen=True)
class _Shown:
    """What finds room: the entries, the layer of each box, how many stand together in a box, and who is left out."""

    entries: list[Entry]
    layer: dict[str, int]
    folded: dict[str, int]
    left_out: set[str]


def tree_of(rows: pd.DataFrame) -> Tree:
    """The tree of one outlet; `UnknownName` where the rows tell of several or lead in a circle."""
    if (n := rows["outlet_id"].nunique()) != 1:
        raise UnknownName(f"These rows tell of {n} outlets: keep those of one.")
    records = rows.to_dict("records")
    root = rows["outlet_id"].iloc[0]
    names = {row["holder_id"]: plain(row["name"]) for row in records if pd.notna(row["holder_id"])}
    entries = [Entry(row["held_id"], _key(row), row) for row in records if row["what"] in ("stake", "loop", "unknown")]
    layer = layer_of(root, [(entry.lower, entry.upper) for entry in entries])
    entries = [entry for entry in entries if entry.lower in layer]
    shown = _shown(root, entries, layer)
    deeper = {row["held_id"] for row in records if row["what"] == "deeper"}
    held = {entry.lower for entry in entries} | deeper
    cut = {entry.lower for entry in entries if entry.upper in shown.left_out} | deeper
    ends: dict[str, list[Entry]] = defaultdict(list)
    for entry in shown.entries:
        ends[entry.upper].append(entry)
    first = next(row for row in records if row["what"] == "outlet")
    boxes = {root: Box(names[root], _native(first), "outlet")}
    boxes |= {key: _box(coming, shown, key in held, key in cut) for key, coming in ends.items()}
    return Tree(root, boxes, shown.layer, _lines(shown.entries, names), len(shown.left_out))


def _key(row: Row) -> str:
    """The key of a row's upper box: a thing stands once, but where the tree is cut and where nobody is named."""
    if row["what"] == "unknown":
        return f"{row['held_id']} ?"
    return f"{row['held_id']} < {row['holder_id']}" if row["what"] == "loop" else str(row["holder_id"])


def _weight(entry: Entry) -> tuple[bool, bool, float, float]:
    """The largest and surest stakes first."""
    row = entry.row
    return row["relation"] in TOLD, row["confidence"] == "alleged", -row["share_min"], -row["share_max"]


def _shown(root: str, entries: Sequence[Entry], layer: Mapping[str, int]) -> _Shown:
    """What finds room, layer by layer: in each the largest boxes, and one that stands for all others."""
    shown = _Shown([], {root: 0}, {}, {entry.upper for entry in entries})
    for at in range(1, MOST_LAYERS):
        coming = [entry for entry in entries if layer[entry.upper] == at and entry.lower in shown.layer]
        ranked = list(dict.fromkeys(entry.upper for entry in sorted(coming, key=_weight)))
        inside = ranked[MOST_IN_A_LAYER - 1 :] if len(ranked) > MOST_IN_A_LAYER else []
        more = f"{at} +"
        shown.layer.update({more if key in inside else key: at for key in ranked})
        shown.entries.extend(e._replace(upper=more, more=True) if e.upper in inside else e for e in coming)
        shown.folded[more] = len(inside)
        shown.left_out.difference_update(ranked)
    return shown


def _box(coming: Sequence[Entry], shown: _Shown, held: bool, cut: bool) -> Box:
    """The box at the upper end of these entries; `held` where any stands above it, `cut` where that is left out."""
    key, row = coming[0].upper, coming[0].row
    if coming[0].more:
        return Box(plural("{n} more", "{n} more", shown.folded[key]), "", UNKNOWN_CODE)
    if row["what"] == "unknown":
        return Box(_("not known"), "", UNKNOWN_CODE)
    kind = row["kind"] if row["kind"] in NODE_KINDS else UNKNOWN_CODE
    name, native = plain(row["name"]), _native(row)
    if row["what"] == "loop":
        return Box(f"↻ {name}", native, kind, _("the circle closes"))
    if held:
        return Box(name, native, kind, _("more above") if cut else "")
    holds = [e for e in coming if e.row["relation"] not in (*TOLD, "edits") and e.row["confidence"] != "alleged"]
    return Box(name, native, kind, _in_all(row) if shown.layer[key] > 1 else "", top=bool(holds))


def _native(row: Row) -> str:
    native = plain(row["name_native"]) if isinstance(row["name_native"], str) else ""
    return "" if native == plain(row["name"]) else native


def _in_all(row: Row) -> str:
    share = share_words(row["through_min"], row["through_max"])
    return _("in all {share}", share=share) if share else ""


def _lines(entries: Iterable[Entry], names: Mapping[str, str]) -> list[Line]:
    """One line for each pair of boxes, drawn as its first row says."""
    joined: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        joined[entry.lower, entry.upper].append(entry)
    return [
        Line(
            *pair,
            _sort(of[0]),
            "" if of[0].more else series(dict.fromkeys(stake_words(entry.row) for entry in of)),
            tuple(sentence(entry.row, names) for entry in of),
        )
        for pair, of in joined.items()
    ]


def _sort(entry: Entry) -> Sort:
    row = entry.row
    if entry.more or row["what"] == "unknown":
        return "unknown"
    if row["confidence"] == "alleged":
        return "alleged"
    relation = row["relation"]
    return "share" if relation in SHARES else "told" if relation in TOLD else "control"


def share_words(low: float, high: float) -> str:
    """A share in words: 60%, 25–50%; empty where it is not stated."""
    if math.isnan(low) or (low, high) == UNSTATED:
        return ""
    most = percent(high / 100, _digits(high))
    return most if low == high else _("{low}–{high}", low=number(low, _digits(low)), high=most)


def _digits(value: float) -> int:
    return 0 if float(value).is_integer() else 1 if value >= 1 else 2


def stake_words(row: Row) -> str:
    """What stands on a line: the share of an owner, the word of any other relation."""
    share = share_words(row["share_min"], row["share_max"])
    if row["what"] == "unknown":
        return share
    if row["relation"] == "owns":
        return share or _("share not stated")
    return ", ".join(filter(None, (label(row["relation"]), share)))


def sentence(row: Row, names: Mapping[str, str]) -> str:
    """A row in one line: who holds what, the share, how sure, from when to when, on how many pages."""
    held = names.get(row["held_id"], row["held_id"])
    share = share_words(row["share_min"], row["share_max"])
    if row["what"] == "unknown":
        if share:
            return _("nobody is named for {share} of {held}", share=share, held=held)
        return _("nobody is named as a sure holder of {held}", held=held)
    parts = [
        _("{one} {relation} {other}", one=plain(row["name"]), relation=label(row["relation"]), other=held),
        share or (_("share not stated") if row["relation"] == "owns" else ""),
        label(row["confidence"]),
        _("from {date}", date=row["start"]) if pd.notna(row["start"]) else "",
        _("until {date}", date=row["end"]) if pd.notna(row["end"]) else "",
        plural("{n} page", "{n} pages", pages(row)),
    ]
    return ", ".join(filter(None, parts))


def pages(row: Row) -> int:
    """The number of pages that state a row."""
    return len(str(row["citation"]).split(";")) if pd.notna(row["citation"]) else 0
