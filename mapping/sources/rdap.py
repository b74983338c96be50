"""What an RDAP answer (RFC 9083) says of days, registrar and holder; its contacts are jCards (RFC 7095)."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.names.legal import split_legal
from mapping.sources.day import day
from mapping.sources.json_answers import Fields
from mapping.sources.whois_text import organisation

# Members that say nothing about a registration, or are read nowhere on purpose (remarks and notices are free text).
LEFT_OUT = (
    "handle", "links", "notices", "remarks", "port43", "lang", "redacted", "publicIds", "secureDNS", "variants",
    "network", "type", "ipVersion", "parentHandle", "endAddress", "zone", "unicodeName", "reverseDelegations",
)  # fmt: skip
# Extensions that some registries use without declaring them.
_EXTENSIONS = ("cidr0", "arin", "fred", "nicbr", "geofeed1", "roidc1", "farv1")
_EVENTS = {"registration": "registered", "last changed": "updated", "expiration": "expires"}


def close(answer: Fields) -> None:
    """`SourceChanged` when a member is left that neither the standard nor a declared extension knows."""
    declared = {name.partition("_")[0] for name in answer.texts("rdapConformance")} | set(_EXTENSIONS)
    rest = answer.named()
    Fields({name: 0 for name in rest if name.partition("_")[0] not in declared}, "rdap").nothing_left(*LEFT_OUT)


def days(answer: Fields) -> dict[str, tuple[str, str]]:
    """The days of an object: registered, updated and expires, each as told and as it stands; the first of a kind."""
    found: dict[str, tuple[str, str]] = {}
    for event in answer.records("events"):
        column = _EVENTS.get(event.text("eventAction", required=True).lower())
        said = event.text("eventDate")
        if column and column not in found:
            found[column] = (day(said), said)
    return found


def parties(answer: Fields) -> dict[str, str]:
    """The registrar, and the holder where it is an organisation; each `""` where nothing tells."""
    found = {"registrar": "", "holder": ""}
    for entity in answer.records("entities"):
        roles, card = entity.texts("roles"), _card(entity)
        if "registrar" in roles:
            found["registrar"] = found["registrar"] or card.get("fn", "") or card.get("org", "")
        if "registrant" in roles:
            found["holder"] = found["holder"] or _holder(card)
    return found


def _holder(card: dict[str, str]) -> str:
    name, stated, kind = card.get("fn", ""), card.get("org", ""), card.get("kind", "").lower()
    if kind == "org":
        return organisation(stated) or organisation(name)
    if stated:
        return organisation(stated, contact=name)
    return organisation(name) if split_legal(name).form else ""


def _card(entity: Fields) -> dict[str, str]:
    """A contact's full name, organisation and kind; nothing else of it is read."""
    found: dict[str, str] = {}
    for line in _card_lines(entity):
        if isinstance(line, list) and len(line) > 3 and line[0] in ("fn", "org", "kind"):
            found.setdefault(line[0], _first_text(line[3]))
    return found


def _card_lines(entity: Fields) -> Iterator[object]:
    for part in entity.items("vcardArray")[1:2]:
        yield from part if isinstance(part, list) else ()


def _first_text(value: object) -> str:
    """An organisation may be a text, or a list of it and its departments."""
    if isinstance(value, list):
        return _first_text(value[0]) if value else ""
    return value.strip() if isinstance(value, str) else ""
