"""FollowTheMoney entities (followthemoney.tech), one JSON object a line, as Aleph and OpenAleph load them.

An outlet is an Organization. Only an asset can be owned there, so an outlet that somebody holds is a Company, which is
an Organization and an asset in one; its brand is its name, every other spelling an alias. A body that cannot be an
asset (a ministry, a party) is tied by a plain link that names the relation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from mapping.export.cells import Value, filled, json_line, rows, several, text
from mapping.export.edition import Edition
from mapping.export.flat import Options

_SCHEMAS = {
    "person": "Person",
    "company": "Company",
    "nonprofit": "Organization",
    "party": "Organization",
    "state_body": "PublicBody",
    "foreign_state_body": "PublicBody",
}
_TOPICS = {"party": "pol.party", "state_body": "gov", "foreign_state_body": "gov"}
_HOLDS = ("owns", "controls", "parent")
_LEADS = {"edits": "editor", "manages": "manager"}
_ALIAS = {"former": "previousName", "short": "weakAlias"}
_LIVE = "http"

Row = Mapping[str, Value]
Names = Mapping[str, Mapping[str, list[str]]]
Properties = dict[str, object]


def ftm_files(edition: Edition, _options: Options) -> dict[str, bytes]:
    """`entities.ftm.json`: the outlets, the owners, then what ties them."""
    lines = [json_line(entity) + "\n" for entity in _entities(edition)]
    return {"entities.ftm.json": "".join(lines).encode()}


def _entities(edition: Edition) -> Iterator[dict[str, object]]:
    frames = edition.frames
    stakes = list(rows(frames["stakes"]))
    names = _names(edition)
    held = {text(row["held_id"]) for row in stakes if row["relation"] in _HOLDS}
    sites = defaultdict(list)
    for row in rows(frames["channels"]):
        if row["kind"] == "website":
            sites[text(row["outlet_id"])].append(text(row["address"]))
    schemas = {}
    for row in rows(frames["outlets"]):
        own = text(row["outlet_id"])
        schemas[own] = "Company" if own in held else "Organization"
        yield _entity(own, schemas[own], {**_outlet(row, sites[own]), **names[own]})
    for row in rows(frames["owners"]):
        own = text(row["owner_id"])
        schemas[own] = _SCHEMAS.get(text(row["kind"]), "LegalEntity")
        if row["kind"] == "nonprofit" and own in held:
            schemas[own] = "Company"
        yield _entity(own, schemas[own], {**_owner(row), **names[own]})
    urls = dict(zip(frames["citations"]["citation_id"], frames["citations"]["url"], strict=True))
    for row in stakes:
        schema, values = _stake(row, schemas)
        pages = [urls[each] for each in several(row["citation"]) if urls.get(each, "").startswith(_LIVE)]
        yield _entity(text(row["stake_id"]), schema, values | {"sourceUrl": pages})


def _entity(own: str, schema: str, values: Mapping[str, object]) -> dict[str, object]:
    """An entity as FollowTheMoney writes it: each property is a list of texts."""
    properties = {name: value if isinstance(value, list) else [value] for name, value in filled(values).items()}
    return {"id": own, "schema": schema, "properties": dict(sorted(properties.items()))}


def _names(edition: Edition) -> Names:
    """The other spellings of each outlet and owner, by the property they belong to; none that nobody has seen."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(edition.frames["names"]):
        if row["seen"] == "yes":
            found[text(row["entity_id"])][_ALIAS.get(text(row["kind"]), "alias")].append(text(row["text"]))
    main = {}
    for name, key in (("outlets", "outlet_id"), ("owners", "owner_id")):
        for row in rows(edition.frames[name]):
            own = text(row[key])
            main[own] = text(row["name"])
            found[own]["alias"] += [text(row.get("name_native")), text(row.get("name_ru"))]
    for own, kinds in found.items():
        for kind, spellings in kinds.items():
            kinds[kind] = sorted({spelling for spelling in spellings if spelling} - {main.get(own)})
    return found


def _countries(*codes: Value) -> list[str]:
    return sorted({code.lower() for code in map(text, codes) if code not in ("", "XX")})


def _outlet(row: Row, sites: list[str]) -> Properties:
    span = [f"{word}: {row[name]}" for word, name in (("First", "founded"), ("Last", "closed")) if row[name]]
    return {
        "name": row["name"],
        "country": _countries(row["country"]),
        "mainCountry": _countries(row["home_country"]),
        "sector": "Media outlet",
        "keywords": [*several(row["media"]), *several(row["languages"])],
        "classification": row["ownership_type"],
        "status": row["status"],
        "topics": "gov.soe" if row["ownership_type"] == "state" else None,
        "website": [site for site in sorted(sites) if site.startswith(_LIVE)],
        "notes": [*filter(None, [text(row["warning"])]), *span],
    }


def _owner(row: Row) -> Properties:
    role = "position" if row["kind"] == "person" else "summary"
    kind = text(row["kind"])
    told: Properties = {"name": row["name"], "country": _countries(row["country"]), role: row["political_role"]}
    return told | {"topics": _TOPICS.get(kind)}


def _stake(row: Row, schemas: Mapping[str, str]) -> tuple[str, Properties]:
    holder, held, relation = text(row["holder_id"]), text(row["held_id"]), text(row["relation"])
    dates: Properties = {"startDate": row["start"], "endDate": row["end"]}
    told = dates | {"role": relation, "status": row["confidence"]}
    if relation in _HOLDS and schemas[held] == "Company":
        return "Ownership", told | {"owner": holder, "asset": held, "percentage": _percentage(row)}
    if relation in _LEADS and schemas[held] in ("Organization", "Company", "PublicBody"):
        return "Directorship", told | {"director": holder, "organization": held, "role": _LEADS[relation]}
    if relation == "funds":
        money: Properties = {
            "amount": None if row["amount"] is None else str(row["amount"]),
            "currency": row["currency"],
        }
        sure = f"Confidence: {row['confidence']}"
        return "Payment", dates | money | {"payer": holder, "beneficiary": held, "purpose": "funds", "summary": sure}
    return "UnknownLink", told | {"subject": holder, "object": held}


def _percentage(row: Row) -> str | None:
    low, high = row["share_min"], row["share_max"]
    if (low, high) == (0, 100):
        return None
    return str(low) if low == high else f"{low}-{high}"
