"""From gathered rows to things: outlets, owners, programmes and citations, with every claim kept."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from mapping.clean.choose import Claim, Origin, choose, conflict
from mapping.clean.decisions import Decisions
from mapping.clean.identity import Identity
from mapping.clean.traits import PLURALS, reference
from mapping.safety import place_level
from mapping.schema import TABLES, Table
from mapping.tables import join, rows_of, split

KINDS = {"outlet": "outlets", "owner": "owners", "programme": "programmes", "citation": "citations"}
# Columns that say where a newsroom sits, from the finest; what may not be shown of them is kept at level `team`.
PLACES = ("city", "region")
# What a record says of a former name's beginning and end does not hold for the outlet that lives on.
OF_A_FORMER_NAME = ("name", "founded", "closed", "status", "scope")

# How much hangs on a field: safety and who is behind an outlet before dates; what stands nowhere here comes last.
RANKS = {
    "exile_status": 1, "base_country": 1, "status": 1, "ownership_type": 2, "kind": 2, "country": 2, "home_country": 2,
    "closed": 3, "region": 3, "city": 3, "founded": 4,
}  # fmt: skip
LAST_RANK = 5

Cells = dict[str, str]


def short_hash(prefix: str, *parts: str) -> str:
    """An id that is the same whenever its parts are: for things that have no name of their own."""
    return f"{prefix}-{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:12]}"


def citation_id(url: str) -> str:
    """The id of a page by its address."""
    return short_hash("c", url)


def cited(row: Mapping[str, str]) -> str:
    """The ids of the pages that a gathered row quotes."""
    return join(citation_id(url) for url in split(row["citations"]))


def entity_id(kind: str, row: Mapping[str, str], identity: Identity) -> str:
    """The id of the thing that a gathered row describes."""
    if kind == "citation":
        return citation_id(row["url"])
    if kind == "programme":
        return row["record_id"]
    return identity.ids[reference(kind, row)]


def claims_of(kind: str, gathered: pd.DataFrame, identity: Identity) -> Iterator[Claim]:
    """One claim for each filled cell of each row; a cell that holds several values makes several."""
    table = TABLES[KINDS[kind]]
    told = set(gathered.columns) - {table.key[0], "licence", "citation"}
    fields = [column for column in table.columns if column.name in told]
    for row in rows_of(gathered):
        former = identity.former.get(reference(kind, row)) if kind in PLURALS else None
        origin = Origin(*(row[name] for name in Origin._fields))
        own_id, citations = entity_id(kind, row, identity), cited(row)
        for column in fields:
            barred = f"speaks of the former name {former}" if former and column.name in OF_A_FORMER_NAME else ""
            for value in split(row[column.name]) if column.many else filter(None, [row[column.name]]):
                yield Claim(kind, own_id, column.name, value, citations, origin, barred)


def assemble(kind: str, claims: Iterable[Claim], corrections: Mapping[tuple[str, str], Cells]) -> list[Cells]:
    """The rows of one kind of thing: per field the chosen value, or all values where a cell may hold several."""
    table = TABLES[KINDS[kind]]
    by_thing: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        by_thing[claim.entity_id][claim.field].append(claim)
    rows = []
    for own_id, by_field in by_thing.items():
        row = dict.fromkeys(table.heads, "") | {table.key[0]: own_id}
        for name, about in by_field.items():
            row[name] = join(claim.value for claim in choose(table.by_name[name], about))
            if (correction := corrections.get((own_id, name))) and row[name] == correction["old"]:
                row[name] = correct(about, correction)
        every = [claim for about in by_field.values() for claim in about]
        pages = {page for claim in every for page in split(claim.citations)}
        row |= {"n_citations": str(len(pages)), "citation": join(pages), "licence": licence(every)}
        rows.append({name: row[name] for name in table.heads})
    return rows


def correct(claims: list[Claim], correction: Cells) -> str:
    """Let a person's correction win over the claims of the sources, which stay beside it."""
    for claim in claims:
        claim.chosen = False
        claim.why = f"corrected by a decision of {correction['date']}: {correction['reason']}"
    return correction["new"]


def corrections(kind: str, rows: list[Cells], decisions: Decisions) -> dict[tuple[str, str], Cells]:
    """The corrections of one kind by thing and field; those whose old value is no longer there are reported."""
    known = {row[TABLES[KINDS[kind]].key[0]]: row for row in rows}
    found = {}
    for decision in decisions.of("corrections"):
        if decision["entity_kind"] != kind:
            continue
        row = known.get(decision["entity_id"])
        if row is None or decision["field"] not in row:
            decisions.stale(decision, "corrections", f"there is no {decision['entity_id']}.{decision['field']}")
        elif row[decision["field"]] != decision["old"]:
            decisions.stale(decision, "corrections", f"the sources now say '{row[decision['field']]}'")
        else:
            found[decision["entity_id"], decision["field"]] = decision
    return found


def licence(claims: Iterable[Claim]) -> str:
    """The licence of a row: the freest of its sources', for each of them alone would do; all when none is free."""
    every = {claim.origin.licence for claim in claims}
    free = {one for one in every if "-NC" not in one}
    return join(free or every)


def settle_outlets(rows: list[Cells], claims: Iterable[Claim], events: Iterable[Mapping[str, str]]) -> None:
    """Fill what follows from other cells: home or exile, how finely the place may show, where a label threatens."""
    labelled: dict[str, set[str]] = defaultdict(set)
    by_id = {row["outlet_id"]: row for row in rows}
    for event in events:
        if event["kind"] == "extremist_label":
            labelled[event["outlet_id"]].add(by_id[event["outlet_id"]]["country"])
    for row in rows:
        if not row["exile_status"] and row["base_country"] == row["country"]:
            row["exile_status"] = "home"
        row["labelled_in"] = join(labelled[row["outlet_id"]])
        row["place_level"] = place_level(
            exiled=row["exile_status"] in ("exile", "hybrid"),
            country=row["country"],
            base_country=row["base_country"],
            ownership_type=row["ownership_type"],
            city=row["city"],
        )
    for claim in claims:
        if (
            claim.entity_kind == "outlet"
            and claim.field in PLACES
            and by_id[claim.entity_id]["place_level"] == "country"
        ):
            claim.level = "team"


def withhold_places(rows: list[Cells]) -> None:
    """Empty the cells that are finer than an outlet's place may be shown."""
    for row in rows:
        if row["place_level"] in ("country", "hidden"):
            row.update(dict.fromkeys(PLACES, ""))
        if row["place_level"] == "hidden":
            row["base_country"] = ""


def claim_rows(claims: Iterable[Claim]) -> Iterator[Cells]:
    """The claims as rows of their table."""
    for claim in claims:
        yield {
            "entity_kind": claim.entity_kind,
            "entity_id": claim.entity_id,
            "field": claim.field,
            "value": claim.value,
            "citation": claim.citations,
            "chosen": "yes" if claim.chosen else "no",
            "why": claim.why,
            "level": claim.level,
            **{name: cell for name, cell in claim.origin._asdict().items() if name != "licence"},
        }


def conflict_rows(claims: Iterable[Claim]) -> Iterator[Cells]:
    """The fields on which the sources contradict each other."""
    about: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        about[claim.entity_kind, claim.entity_id, claim.field].append(claim)
    for (kind, own_id, name), several in about.items():
        if others := conflict(table_of(kind).by_name[name], several):
            shown = next(claim for claim in several if claim.chosen)
            yield {
                "rank": str(RANKS.get(name, LAST_RANK)),
                "entity_kind": kind,
                "entity_id": own_id,
                "field": name,
                "shown": shown.value,
                "others": join(others),
                "why": shown.why,
                "level": shown.level,
            }


def table_of(kind: str) -> Table:
    """The table of a kind of thing."""
    return TABLES[KINDS[kind]]
