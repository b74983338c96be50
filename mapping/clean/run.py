"""The order of the cleaning: gathered rows -> ids -> claims -> tables, written together or not at all."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from mapping import items
from mapping.clean import answered, edges, participations, relations, things
from mapping.clean import decisions as judgements
from mapping.clean.choose import Claim
from mapping.clean.decisions import Decisions
from mapping.clean.identity import Identity, check_kinds_apart, identify, keep_new_ids
from mapping.clean.named import named
from mapping.clean.observed import observe, sole_outlets
from mapping.clean.review import take_answers, write_queue
from mapping.clean.set_aside import set_aside
from mapping.clean.things import Cells
from mapping.clean.traits import reference
from mapping.errors import BuildNeeded, MappingError
from mapping.observations import OBSERVED
from mapping.paths import Places
from mapping.schema import GATHERED, TABLES, Column, Table
from mapping.tables import checked, dangling, read, receipts, rows_of, staging, to_csv

HTTP_OK = 200
# Tables of which every empty cell has its reason.
_OF_THE_WORLD = (
    "outlets", "owners", "channels", "stakes", "events", "programmes", "participations", "outsiders", "relations",
    "citations",
)  # fmt: skip


def clean(places: Places, today: str = "") -> dict[str, pd.DataFrame]:
    """Make the tables of `schema` from the gathered rows and write them to `data/processed`.

    Returns the tables. The same gathered rows and decisions always give the same bytes; `today` only dates the answers
    that stand in the review workbook, which is made anew unless it holds an answer that cannot be used.
    """
    answers = take_answers(places, today or datetime.date.today().isoformat())
    decisions = judgements.load(places)
    gathered, aside = set_aside({name: _gathered(places, name) for name in (*GATHERED, *OBSERVED)}, decisions)
    gathered, nameless = named(gathered)
    identity = identify(gathered, decisions, places, max(gathered["outlets"]["retrieved"], default=""))
    gathered, loose = relations.tied(gathered, identity)
    gathered, strays = participations.placed(gathered, identity)
    tables = build(gathered, identity, decisions, saved_pages(places))
    observed, unknown = observe(gathered, tables, decisions)
    survey = answered.place_answers(places, tables)
    received = rows_of(read(places.gathered / "rejected.csv"))
    rejected = [*received, *nameless, *loose, *strays, *unknown, *decisions.rejected, *answers.rejected]
    rejected += survey.rejected
    tables |= observed
    tables |= {"set_aside": checked(TABLES["set_aside"], aside), "rejected": checked(TABLES["rejected"], rejected)}
    if lost := dangling(tables, TABLES | OBSERVED):
        raise MappingError(f"The tables do not hold together: {lost[0]} ({len(lost)} such).")
    keep_new_ids(places, identity)
    with staging(places.processed) as stage:
        for name, frame in tables.items():
            (stage / f"{name}.csv").write_bytes(to_csv(frame))
        survey.write(stage)
    if not answers.rejected:
        write_queue(places, tables)
    items.adopt(places, sole_outlets(rows_of(tables["channels"])))
    return tables


def _gathered(places: Places, name: str) -> pd.DataFrame:
    path = places.gathered / f"{name}.csv"
    if not path.exists():
        raise BuildNeeded(f"No row of '{name}' was gathered: look at the messages of `mapping clean` above.")
    return read(path)


def build(
    gathered: Mapping[str, pd.DataFrame], identity: Identity, decisions: Decisions, saved: Mapping[str, str]
) -> dict[str, pd.DataFrame]:
    """All tables but `rejected` and `set_aside`, each checked against its schema and sorted by its key."""
    claims = {kind: list(things.claims_of(kind, gathered[table], identity)) for kind, table in things.KINDS.items()}
    rows = {table: _assemble(kind, claims[kind], decisions) for kind, table in things.KINDS.items()}
    rows["citations"] += _uncatalogued(gathered, rows["citations"])
    rows["citations"] += _decided(decisions, rows["citations"])
    for row in rows["citations"]:
        row["saved"] = saved.get(row["url"], "")
    check_kinds_apart((row["outlet_id"] for row in rows["outlets"]), (row["owner_id"] for row in rows["owners"]))
    rows["stakes"], stake_origin = edges.stakes(gathered["stakes"], identity, decisions)
    rows["events"], event_origin = edges.events(gathered["events"], identity)
    rows["channels"] = edges.channels(gathered["channels"], identity)
    rows["outsiders"] = relations.outsiders(gathered["outsiders"])
    rows["relations"], relation_origin = relations.relations(gathered["relations"])
    rows["participations"], part_origin = participations.participations(gathered["participations"])
    rows["names"] = edges.names(rows, gathered, identity)
    edges.mark_unseen(rows["names"], rows["outlets"], decisions)
    every = [claim for several in claims.values() for claim in several]
    things.settle_outlets(rows["outlets"], claims["outlet"], rows["events"])
    rows["claims"] = list(things.claim_rows(every))
    rows["conflicts"] = list(things.conflict_rows(every))
    rows["redirects"], rows["doubts"] = identity.redirects, identity.doubts
    rows["records"] = [
        *_records(gathered, identity),
        *_edge_records("stake", stake_origin),
        *_edge_records("event", event_origin),
        *_edge_records("relation", relation_origin),
        *_edge_records("participation", part_origin),
        *(_record(row, "outsider", row["outsider_id"], "its own id") for row in rows_of(gathered["outsiders"])),
    ]
    withheld = {(row["outlet_id"], name) for row in rows["outlets"] for name in things.PLACES if row[name]}
    things.withhold_places(rows["outlets"])
    rows["missing"] = list(_missing(rows, withheld))
    return {name: checked(TABLES[name], rows[name]) for name in TABLES if name in rows}


def _decided(decisions: Decisions, known: Iterable[Cells]) -> list[Cells]:
    """Rows for the pages that decisions quote and nothing else does."""
    seen = {row["citation_id"] for row in known}
    quoted = {row["url"]: row for table in ("stake_ends", "corrections") for row in decisions.of(table)}
    return [
        dict.fromkeys(TABLES["citations"].heads, "")
        | {"citation_id": things.citation_id(url), "url": url, "accessed": row["date"]}
        for url, row in quoted.items()
        if things.citation_id(url) not in seen
    ]


def saved_pages(places: Places) -> dict[str, str]:
    """Where the newest copy of each page stands that was received from the network: path below `data/raw`, sha256."""
    found: dict[str, str] = {}
    for folder in sorted(places.raw.glob("*/*/"), key=lambda folder: folder.name):
        for receipt in receipts(folder).values():
            if receipt.status == HTTP_OK:
                where = f"{(folder / receipt.file).relative_to(places.raw).as_posix()} {receipt.sha256}"
                found |= {receipt.url: where, receipt.final_url: where}
    return found


def _assemble(kind: str, claims: list[Claim], decisions: Decisions) -> list[Cells]:
    """The rows of one kind; a second pass applies the corrections that still meet their case."""
    rows = things.assemble(kind, claims, {})
    found = things.corrections(kind, rows, decisions)
    return things.assemble(kind, claims, found) if found else rows


def _uncatalogued(gathered: Mapping[str, pd.DataFrame], known: Iterable[Cells]) -> list[Cells]:
    """Rows for pages that are quoted but described nowhere: their address, and when it was read."""
    seen = {row["citation_id"] for row in known}
    found: dict[str, Cells] = {}
    for frame in gathered.values():
        for row in rows_of(frame):
            for url in filter(None, row["citations"].split(";")):
                if (own_id := things.citation_id(url)) not in seen:
                    cells = {"citation_id": own_id, "url": url, "accessed": row["retrieved"]}
                    found.setdefault(own_id, dict.fromkeys(TABLES["citations"].heads, "") | cells)
    return list(found.values())


def _records(gathered: Mapping[str, pd.DataFrame], identity: Identity) -> Iterator[Cells]:
    for kind, table in things.KINDS.items():
        for row in rows_of(gathered[table]):
            why = identity.why.get(reference(kind, row), "its own id" if kind == "programme" else "its address")
            yield _record(row, kind, things.entity_id(kind, row, identity), why)


def _edge_records(kind: str, origin: Iterable[tuple[Cells, str]]) -> Iterator[Cells]:
    for row, own_id in origin:
        yield _record(row, kind, own_id, "hash of what it states")


def _record(row: Mapping[str, str], kind: str, own_id: str, why: str) -> Cells:
    cells = {name: row[name] for name in ("source", "file", "row", "record_id")}
    return cells | {"entity_kind": kind, "entity_id": own_id, "why": why}


def _missing(rows: Mapping[str, list[Cells]], withheld: set[tuple[str, str]]) -> Iterator[Cells]:
    """A reason for each empty cell of the tables that describe the world."""
    unseen = {cells["entity_id"] for cells in rows["names"] if cells["seen"] == "no" and cells["kind"] == "own"}
    for name in _OF_THE_WORLD:
        table = TABLES[name]
        for row in rows[name]:
            own_id = row[table.key[0]]
            for column in table.columns:
                if not row[column.name]:
                    reason = "withheld" if (own_id, column.name) in withheld else _reason(table, column, row, unseen)
                    yield {"table": name, "id": own_id, "column": column.name, "reason": reason}


def _reason(table: Table, column: Column, row: Cells, unseen: set[str]) -> str:
    if table.name != "outlets":
        return column.missing
    at_home = row["exile_status"] in ("home", "")
    not_asked = {
        "closed": row["status"] == "active",
        "exile_phase": at_home,
        "exile_status": row["base_country"] != row["country"] and bool(row["base_country"]),
        "region": row["base_country"] not in ("", row["country"]),
    }
    if not_asked.get(column.name):
        return "not_applicable"
    return "not_seen" if column.name == "name_native" and row["outlet_id"] in unseen else column.missing
