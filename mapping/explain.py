"""The story of one outlet or owner: every claim with its pages, date and confidence, conflicts side by side."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from mapping.landscape import Landscape
from mapping.landscape.found import find_one

PLACE_NOTE = "not for publication: finer than its place may be shown"
# How one of both ends stands to the other, by the kind of their relation.
_TAKES = {
    "relay": "carries", "cooperation": "works with", "membership": "belongs to", "syndication": "is supplied by",
}  # fmt: skip
_GIVES = {
    "relay": "is carried by", "cooperation": "works with", "membership": "has as member", "syndication": "supplies",
}  # fmt: skip


@dataclass
class Pages:
    """The pages quoted so far, numbered in the order in which they were first quoted."""

    citations: pd.DataFrame
    numbers: dict[str, int] = field(default_factory=dict)

    def marks(self, cell: object) -> str:
        """The numbers of the pages in a cell, as `[1][4]`."""
        ids = str(cell).split(";") if pd.notna(cell) else []  # type: ignore[call-overload]
        return "".join(f"[{self.numbers.setdefault(own_id, len(self.numbers) + 1)}]" for own_id in ids)

    def listed(self) -> Iterator[str]:
        """A line for each page quoted."""
        by_id = self.citations.set_index("citation_id")
        for own_id, number in self.numbers.items():
            page = by_id.loc[own_id]
            about = ", ".join(str(page[name]) for name in ("title", "publisher", "published") if pd.notna(page[name]))
            kept = f"; saved in data/raw/{page['saved'].split()[0]}" if pd.notna(page["saved"]) else ""
            yield f"  [{number}] {about + ' ' if about else ''}{page['url']} (read {page['accessed']}{kept})"


def explain(land: Landscape, text: str) -> str:
    """The story as lines of plain text; `UnknownName` when nothing or more than one thing answers to the name."""
    kind, own_id = find_one(land, text)
    frame, key = (land.outlets, "outlet_id") if kind == "outlet" else (land.owners, "owner_id")
    row = frame[frame[key] == own_id].iloc[0]
    pages = Pages(land.citations)
    parts = [
        [f"{row['name']} ({own_id}), {kind}"],
        _names(land, kind, own_id),
        ["", "What the sources state (* is what the tables show):", *_claims(land, kind, own_id, pages)],
        _conflicts(land, kind, own_id),
        _stakes(land, own_id, pages),
        _relations(land, own_id, pages),
        _events(land, own_id, pages) if kind == "outlet" else [],
        _assessments(land, own_id, pages) if kind == "outlet" else [],
        _missing(land, kind, own_id),
        ["", "Pages:", *pages.listed()] if pages.numbers else [],
    ]
    return "\n".join(line for part in parts for line in part)


def _assessments(land: Landscape, own_id: str, pages: Pages) -> list[str]:
    rows = land.assessments[land.assessments["outlet_id"] == own_id].sort_values(["question", "date"])
    told = [
        f"  {row['question']}: {row['answer']} ({row['confidence']}, {row['date']}) ".replace("_", " ")
        + pages.marks(row["citation"])
        for row in rows.to_dict("records")
    ]
    return ["", "Who funds, governs and edits it, as pages state it:", *told] if told else []


def _names(land: Landscape, kind: str, own_id: str) -> list[str]:
    names = land.names[(land.names["entity_kind"] == kind) & (land.names["entity_id"] == own_id)].sort_values("kind")
    told = [
        f"{text} ({sort}{'' if seen == 'yes' else ', not seen on a page'})"
        for text, sort, seen in zip(names["text"], names["kind"], names["seen"], strict=True)
    ]
    records = land.records[(land.records["entity_kind"] == kind) & (land.records["entity_id"] == own_id)]
    known = [
        f"  {source}, {file}, line {row}: {record} ({why})"
        for source, file, row, record, why in records[["source", "file", "row", "record_id", "why"]].itertuples(
            index=False
        )
    ]
    return [f"Names: {'; '.join(told)}", "", "Records that are this one:", *known]


def _claims(land: Landscape, kind: str, own_id: str, pages: Pages) -> Iterator[str]:
    claims = land.claims[(land.claims["entity_kind"] == kind) & (land.claims["entity_id"] == own_id)]
    for name, about in claims.groupby("field", sort=False):
        yield f"  {name}"
        for row in about.sort_values(["chosen", "value"], ascending=[False, True]).to_dict("records"):
            mark = "*" if row["chosen"] == "yes" else " "
            secret = f" ({PLACE_NOTE})" if row["level"] == "team" else ""
            saved = f"data/raw/{row['source']}/{row['retrieved']}/{row['file']}, line {row['row']}"
            origin = f"{row['confidence']}, saved in {saved}"
            yield f"   {mark} {row['value']}{secret} - {origin}; {row['why']} {pages.marks(row['citation'])}"


def _conflicts(land: Landscape, kind: str, own_id: str) -> list[str]:
    rows = land.conflicts[(land.conflicts["entity_kind"] == kind) & (land.conflicts["entity_id"] == own_id)]
    told = [
        f"  {name}: {shown} (shown: {why}) against {others.replace(';', ', ')}"
        for name, shown, others, why in rows[["field", "shown", "others", "why"]].itertuples(index=False)
    ]
    return ["", "The sources disagree on:", *told] if told else ["", "The sources do not contradict each other."]


def _stakes(land: Landscape, own_id: str, pages: Pages) -> list[str]:
    name_of = pd.concat([land.outlets.set_index("outlet_id")["name"], land.owners.set_index("owner_id")["name"]])
    told = []
    for side, other, head in (("held_id", "holder_id", "Held by:"), ("holder_id", "held_id", "Holds:")):
        rows = land.stakes[land.stakes[side] == own_id].sort_values(["relation", other]).to_dict("records")
        lines = [
            f"  {name_of.get(row[other], row[other])} ({row[other]}): {_terms(row)} {pages.marks(row['citation'])}"
            for row in rows
        ]
        told += ["", head, *lines] if lines else []
    told += _rival_owners(land, own_id, pages)
    return told or ["", "No stake is known: nobody says who holds it."]


def _rival_owners(land: Landscape, own_id: str, pages: Pages) -> list[str]:
    """A word of care where different pages name different owners of today and none gives a share."""
    owns = land.stakes[(land.stakes["held_id"] == own_id) & (land.stakes["relation"] == "owns")]
    rivals = owns[owns["end"].isna() & (owns["share_min"] < owns["share_max"])].drop_duplicates("holder_id")
    if len(rivals) < 2 or rivals["citation"].nunique() < 2:
        return []
    named = " against ".join(f"{row['holder_id']} {pages.marks(row['citation'])}" for row in rivals.to_dict("records"))
    return ["", f"Several owners are named, none with a share: they may hold it together or contradict: {named}."]


def _terms(row: Mapping[Hashable, Any]) -> str:
    low, high = row["share_min"], row["share_max"]
    share = "share not stated" if (low, high) == (0, 100) else f"{low:g} %" if low == high else f"{low:g} to {high:g} %"
    return f"{row['relation']}, {share}{_days(row)}, {row['confidence']}"


def _relations(land: Landscape, own_id: str, pages: Pages) -> list[str]:
    told = []
    for side, other, heads in (("b_id", "a_id", _TAKES), ("a_id", "b_id", _GIVES)):
        rows = land.relations[land.relations[side] == own_id].sort_values(["kind", "start", other])
        told += [
            f"  {heads[row['kind']]} {land.display_names[row[other]]} ({row[other]}){_days(row)}, {row['confidence']}: "
            f"{row['summary']} {pages.marks(row['citation'])}"
            for row in rows.to_dict("records")
        ]
    return ["", "Related with others:", *told] if told else []


def _days(row: Mapping[Hashable, Any]) -> str:
    since = f", from {row['start']}" if pd.notna(row["start"]) else ""
    return since + (f", until {row['end']}" if pd.notna(row["end"]) else "")


def _events(land: Landscape, own_id: str, pages: Pages) -> list[str]:
    rows = land.events[land.events["outlet_id"] == own_id].sort_values("date").to_dict("records")
    lines = [f"  {row['date']} {row['kind']}: {row['summary']} {pages.marks(row['citation'])}" for row in rows]
    return ["", "What happened:", *lines] if lines else []


def _missing(land: Landscape, kind: str, own_id: str) -> list[str]:
    rows = land.missing[(land.missing["table"] == f"{kind}s") & (land.missing["id"] == own_id)]
    told = [
        f"{name} ({reason.replace('_', ' ')})" for name, reason in rows[["column", "reason"]].itertuples(index=False)
    ]
    return ["", f"Not known: {', '.join(told)}."] if told else []
