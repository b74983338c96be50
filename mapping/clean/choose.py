"""Which of several claims a table shows, and why; what the sources disagree on.

A claim that says more than `unknown` goes first, then the surer one, the one that more files state, the more precise
date, then the order of the sources, and what one source said last. Every claim is kept, chosen or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mapping.dates import agree, span
from mapping.safety import host
from mapping.schema import CONFIDENCES, Column

# Sources not named here come last, by name. A folder on region-wide outlets knows them better than a country's.
SOURCE_ORDER = ("typed", "hand_facts", "broadcast_directory")
FIRST_FOLDER = "regional/"
# On the spelling of names and on free wording sources differ without contradicting each other.
_CAN_CONFLICT = ("code", "date", "yes_no", "number", "place")
UNKNOWN = "unknown"


class Origin(NamedTuple):
    """Where a claim was read, how sure its source is, and on what terms it may be passed on."""

    source: str
    file: str
    row: str
    retrieved: str
    confidence: str
    licence: str


@dataclass
class Claim:
    """One value of one field, as one line of one file states it. `barred` says why it may not be chosen."""

    entity_kind: str
    entity_id: str
    field: str
    value: str
    citations: str
    origin: Origin
    barred: str = ""
    chosen: bool = False
    why: str = ""
    level: str = "public"


def compatible(column: Column, one: str, other: str) -> bool:
    """Whether two values of a column can both be true: the same words, the same site, or one date within the other."""
    if column.kind == "date":
        return agree(one, other)
    if column.kind == "url":
        return host(one) == host(other)
    return one.casefold() == other.casefold()


def choose(column: Column, claims: Sequence[Claim]) -> list[Claim]:
    """The claims that the table shows for one field of one thing, each marked with the reason; often just one."""
    for claim in claims:
        claim.chosen, claim.why = False, claim.barred
    eligible = [claim for claim in claims if not claim.barred]
    if column.many:
        for claim in eligible:
            claim.chosen, claim.why = True, "one of the values that the sources state"
        return eligible
    if not eligible:
        return []
    ranked = sorted(eligible, key=lambda claim: _rank(column, claim, eligible))
    best = ranked[0]
    why = _reason(column, best, ranked)
    for claim in ranked:
        claim.chosen = claim.value == best.value
        claim.why = why if claim.chosen else _why_not(column, claim, best)
    return [best]


def _rank(column: Column, claim: Claim, claims: Sequence[Claim]) -> tuple[object, ...]:
    return (
        claim.value == UNKNOWN,
        CONFIDENCES.index(claim.origin.confidence),
        -_supporters(column, claim, claims),
        -len(claim.value) if column.kind == "date" else 0,
        SOURCE_ORDER.index(claim.origin.source) if claim.origin.source in SOURCE_ORDER else len(SOURCE_ORDER),
        -span(claim.origin.retrieved).last.toordinal(),
        not claim.origin.file.startswith(FIRST_FOLDER),
        claim.origin.source,
        claim.origin.file,
        int(claim.origin.row),
        claim.value,
    )


def _supporters(column: Column, claim: Claim, claims: Sequence[Claim]) -> int:
    """How many files state this value or one that it can stand for."""
    agreeing = (other for other in claims if compatible(column, claim.value, other.value))
    return len({(other.origin.source, other.origin.file) for other in agreeing})


def _reason(column: Column, best: Claim, ranked: Sequence[Claim]) -> str:
    rivals = [claim for claim in ranked if claim.value != best.value]
    if not rivals:
        return "the only value stated" if len(ranked) == 1 else "all that state it agree"
    second = rivals[0]
    if second.value == UNKNOWN:
        return "says more than 'unknown'"
    if best.origin.confidence != second.origin.confidence:
        return f"{best.origin.confidence} outweighs {second.origin.confidence}"
    if _supporters(column, best, ranked) > _supporters(column, second, ranked):
        return "more files state it"
    if column.kind == "date" and len(best.value) > len(second.value):
        return "the more precise date"
    if best.origin.source == second.origin.source and best.origin.retrieved > second.origin.retrieved:
        return f"received later ({best.origin.retrieved})"
    return f"nothing else decides: {best.origin.source} ({best.origin.file}) is read first"


def _why_not(column: Column, claim: Claim, best: Claim) -> str:
    if claim.value == UNKNOWN:
        return "says nothing"
    if compatible(column, claim.value, best.value):
        return f"agrees with '{best.value}', which is shown"
    return f"'{best.value}' is shown: {best.why}" if best.why else f"'{best.value}' is shown"


def conflict(column: Column, claims: Sequence[Claim]) -> list[str]:
    """The values that contradict the one shown; empty where nobody disagrees."""
    shown = next((claim for claim in claims if claim.chosen), None)
    if shown is None or column.many or column.kind not in _CAN_CONFLICT:
        return []
    others = {claim.value for claim in claims if not claim.barred and claim.value != UNKNOWN}
    return sorted(value for value in others if not compatible(column, value, shown.value))
