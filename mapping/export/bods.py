"""Statements of the Beneficial Ownership Data Standard 0.4 (standard.openownership.org), as one JSON array.

An outlet, company or body is an entity, a person a person, a stake a relationship that says what sort of interest it
is. Founding and funding are no interest and are left out. An outlet of which no holder is known has a relationship
whose interested party is unspecified, with the reason. The standard wants whole days: a year is rounded outwards (its
first day as a start, its last as an end), and an annotation says what the source states. A statement's id is the hash
of what it says, so that it changes when, and only when, the statement does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from babel import Locale

from mapping.export.cells import Value, days, filled, json_line, rows, several, text
from mapping.export.edition import LICENCES, Edition
from mapping.export.flat import Options

PUBLISHER = "Central Asia media landscape"
_ENTITY_TYPES = {
    "company": "registeredEntity",
    "nonprofit": "legalEntity",
    "party": "legalEntity",
    "state_body": "stateBody",
    "foreign_state_body": "stateBody",
    "family": "arrangement",
}
# How our relations are interests there; what founded or funds is none.
_INTERESTS = {
    "owns": "shareholding",
    "parent": "otherInfluenceOrControl",
    "controls": "otherInfluenceOrControl",
    "edits": "otherInfluenceOrControl",
    "family": "otherInfluenceOrControl",
    "nominee": "otherInfluenceOrControl",
    "state_appointment": "otherInfluenceOrControl",
    "manages": "seniorManagingOfficial",
    "licence": "rightsGrantedByContract",
}
_SURE = {
    "registered": "registered (a register, or the owner's own imprint)",
    "reported": "reported (a named medium or organisation)",
    "alleged": "alleged (attributed and contested)",
}
_URI = ":/?#[]@!$&'()*+,;=%"  # what stays as it is in an address (RFC 3986)
_UNKNOWN = "informationUnknownToPublisher"

Row = Mapping[str, Value]
Record = dict[str, object]


def bods_files(edition: Edition, _options: Options) -> dict[str, bytes]:
    """`bods.json`: entities and persons first, then the relationships that name them."""
    lines = ",\n".join(json_line(statement) for statement in _statements(edition))
    return {"bods.json": f"[\n{lines}\n]\n".encode()}


def bods_note(edition: Edition) -> str:
    """How many stakes are left out."""
    stakes = edition.frames["stakes"]
    owners = edition.frames["owners"]
    persons = owners.loc[owners["kind"] == "person", "owner_id"]
    kept = stakes["relation"].isin(_INTERESTS) & ~stakes["held_id"].isin(persons)
    return f"{(~kept).sum():,} of {len(stakes):,} stakes are no interest in an entity and are left out."


def _statements(edition: Edition) -> Iterator[Record]:
    persons = set()
    for row in rows(edition.frames["outlets"]):
        yield _statement(edition, "entity", text(row["outlet_id"]), _outlet(row), {}, _warned(edition, row))
    for row in rows(edition.frames["owners"]):
        kind, own = ("person" if row["kind"] == "person" else "entity"), text(row["owner_id"])
        persons |= {own} if kind == "person" else set()
        yield _statement(edition, kind, own, _person(row) if kind == "person" else _entity(row), {}, [])
    pages = {text(row["citation_id"]): row for row in rows(edition.frames["citations"])}
    known = set()
    for row in rows(edition.frames["stakes"]):
        # An interest is always in an entity.
        if row["relation"] in _INTERESTS and row["held_id"] not in persons:
            known.add(row["held_id"])
            yield _stake(edition, row, [pages[each] for each in several(row["citation"]) if each in pages])
    for row in rows(edition.frames["outlets"]):
        if row["outlet_id"] not in known:
            yield _nobody_known(edition, text(row["outlet_id"]))


def _statement(
    edition: Edition, kind: str, own: str, details: Record, source: Record, notes: list[Record], subject: str = ""
) -> Record:
    day = edition.date.isoformat()
    licences = edition.licences
    publication = {
        "publicationDate": day,
        "bodsVersion": "0.4",
        "license": LICENCES.get(licences[-1]) if licences else None,
        "publisher": {"name": PUBLISHER},
    }
    said: Record = {
        "statementDate": day,
        "declarationSubject": subject or own,
        "recordId": own,
        "recordType": kind,
        "recordStatus": "new",
        "publicationDetails": filled(publication),
        "recordDetails": {"isComponent": False, **filled(details)},
        **filled({"source": source, "annotations": notes}),
    }
    return {"statementId": hashlib.sha256(json_line(said).encode()).hexdigest(), **said}


def _annotation(edition: Edition, target: str, description: str) -> Record:
    day = edition.date.isoformat()
    who = {"name": PUBLISHER}
    said = {"statementPointerTarget": target, "motivation": "commenting", "description": description}
    return said | {"creationDate": day, "createdBy": who}


def _warned(edition: Edition, row: Row) -> list[Record]:
    return [_annotation(edition, "", text(row["warning"]))] if row["warning"] else []


def _outlet(row: Row) -> Record:
    kind = {"type": "legalEntity", "details": "media outlet: a brand; the company behind it may be another entity"}
    names = sorted({text(row["name_native"]), text(row["name_ru"])} - {"", text(row["name"])})
    return {"entityType": kind, "name": row["name"], "alternateNames": names, "jurisdiction": _place(row["country"])}


def _entity(row: Row) -> Record:
    kind = text(row["kind"])
    told: Record = {"entityType": {"type": _ENTITY_TYPES.get(kind, "unknownEntity"), "details": kind.replace("_", " ")}}
    if kind not in _ENTITY_TYPES:
        why = {"reason": _UNKNOWN, "description": "No source that we read states what sort of holder this is."}
        told["unspecifiedEntityDetails"] = why
    names = [text(row["name_native"])] if row["name_native"] and row["name_native"] != row["name"] else []
    return told | {"name": row["name"], "alternateNames": names, "jurisdiction": _place(row["country"])}


def _person(row: Row) -> Record:
    names = [{"fullName": row["name"]}]
    if row["name_native"] and row["name_native"] != row["name"]:
        names.append({"type": "alternative", "fullName": row["name_native"]})
    return {"personType": "knownPerson", "names": names}


def _place(code: Value) -> Record | None:
    name = Locale("en").territories.get(text(code))
    return {"name": name, "code": code} if name else None


def _stake(edition: Edition, row: Row, pages: list[Row]) -> Record:
    first, last = days(row["start"], row["end"])
    whole = {"startDate": first and first.isoformat(), "endDate": last and last.isoformat()}
    relation = text(row["relation"])
    interest = {
        "type": _INTERESTS[relation],
        "directOrIndirect": "direct" if row["confidence"] == "registered" else "unknown",
        "details": f"{relation.replace('_', ' ')}; {_SURE[text(row['confidence'])]}",
        "share": _share(row) if relation == "owns" else None,
        **whole,
    }
    parties = {"subject": row["held_id"], "interestedParty": row["holder_id"]}
    details: Record = {**parties, "interests": [filled(interest)]}
    notes = [
        _annotation(edition, f"/recordDetails/interests/0/{name}", f"The source states {stated}.")
        for name, stated in (("startDate", row["start"]), ("endDate", row["end"]))
        if whole[name] and stated != whole[name]
    ]
    return _statement(
        edition, "relationship", text(row["stake_id"]), details, _source(row, pages), notes, text(row["held_id"])
    )


def _share(row: Row) -> Record:
    low, high = row["share_min"], row["share_max"]
    return filled({"exact": low if low == high else None}) | {"minimum": low, "maximum": high}


def _source(row: Row, pages: list[Row]) -> Record:
    """The first page that can be opened as its address, all of them in words, and how sure the stake is."""
    sure = text(row["confidence"])
    live = [text(page["url"]) for page in pages if text(page["url"]).startswith("http")]
    who = sorted({text(page["publisher"]) for page in pages} - {""})
    read = [text(page["accessed"]) for page in pages if len(text(page["accessed"])) == len("2026-01-01")]
    return filled({
        "type": [] if sure == "registered" else ["thirdParty"],
        "description": f"Confidence: {_SURE[sure]}. " + " ".join(text(page["url"]) for page in pages),
        "url": quote(live[0], safe=_URI) if live else None,
        "retrievedAt": max(read, default=None),
        "assertedBy": [{"name": name} for name in who],
    })  # fmt: skip


def _nobody_known(edition: Edition, outlet: str) -> Record:
    why = {"reason": _UNKNOWN, "description": "No source that we read names who owns or controls it."}
    details: Record = {"subject": outlet, "interestedParty": why}
    return _statement(edition, "relationship", f"{outlet}-no-known-holder", details, {}, [], outlet)
