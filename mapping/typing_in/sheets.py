"""The sheets of the workbook, as data: their columns, what each takes, and what stands in its drop-down."""

from __future__ import annotations

from dataclasses import dataclass

from mapping.countries import AUDIENCES
from mapping.observations import FOUND, QUESTIONS
from mapping.schema import (
    CONFIDENCES,
    EVENT_KINDS,
    MEDIA,
    OWNER_KINDS,
    OWNERSHIP_TYPES,
    RELATION_KINDS,
    RELATIONS,
    SCOPES,
    STATUSES,
    TABLES,
    THEMES,
)
from mapping.sources.typed import COLUMNS, TYPIST

PAGES = ("source_urls", "source_url", "url")

# The words of each drop-down, by sheet and column; `exiled` is how the facts write an active outlet in exile.
WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("outlets", "country"): AUDIENCES,
    ("outlets", "medium"): MEDIA,
    ("outlets", "status"): (*STATUSES, "exiled"),
    ("outlets", "ownership_type"): OWNERSHIP_TYPES,
    ("outlets", "scope"): SCOPES,
    ("owners", "kind"): OWNER_KINDS,
    ("ownership", "relation"): RELATIONS,
    ("ownership", "confidence"): CONFIDENCES,
    ("events", "kind"): EVENT_KINDS,
    ("programmes", "themes"): THEMES,
    ("programmes", "selection"): TABLES["programmes"].by_name["selection"].words,
    ("assessments", "question"): tuple(QUESTIONS),
    ("assessments", "answer"): FOUND,
    ("assessments", "confidence"): CONFIDENCES,
    ("outsiders", "kind"): TABLES["outsiders"].by_name["kind"].words,
    ("relations", "kind"): RELATION_KINDS,
    ("relations", "confidence"): CONFIDENCES,
}
SEVERAL = frozenset(
    (
        "medium",
        "languages",
        "aliases",
        "themes",
        "countries",
        "organisation",
        "funder",
        "names",
        "domains",
        "handles",
        *PAGES[:2],
    )
)
DATES = frozenset(("founded", "closed", "start", "end", "date", "published", "accessed"))
NUMBERS = frozenset(("share_pct", "budget", "beneficiaries_count"))
REQUIRED: dict[str, tuple[str, ...]] = {
    "outlets": ("outlet_id", "name", "country", "medium", "status", "ownership_type", "source_urls", TYPIST),
    "owners": ("owner_id", "name", "kind", "source_urls", TYPIST),
    "ownership": ("owner_id", "owned_id", "relation", "confidence", "source_url", TYPIST),
    "events": ("date", "outlet_id", "kind", "summary", "source_url", TYPIST),
    "programmes": ("programme_id", "name", "source_url", TYPIST),
    "sources": ("url", "accessed", TYPIST),
    "assessments": ("outlet_id", "question", "answer", "date", "confidence", "source_url", TYPIST),
    "outsiders": ("outsider_id", "name", "kind", "source_urls", TYPIST),
    "relations": ("a_id", "b_id", "kind", "summary", "confidence", "source_url", TYPIST),
}
_ENDS = ("outlets", "owners", "outsiders")
# Which column names a thing of another sheet, or of ours, and which sheets may hold it.
NAMING: dict[tuple[str, str], tuple[str, ...]] = {
    ("ownership", "owner_id"): ("owners", "outlets"),
    ("ownership", "owned_id"): ("outlets", "owners"),
    ("events", "outlet_id"): ("outlets",),
    ("assessments", "outlet_id"): ("outlets",),
    ("relations", "a_id"): _ENDS,
    ("relations", "b_id"): _ENDS,
}


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its columns in order, and the page column, which every row must fill."""

    name: str
    heads: tuple[str, ...]

    @property
    def page(self) -> str:
        """The column that names the page on which the row rests."""
        return next(head for head in PAGES if head in self.heads)


ORDER = (
    "outlets", "owners", "ownership", "events", "programmes", "sources", "assessments", "outsiders", "relations",
)  # fmt: skip
SHEETS = {name: Sheet(name, (*COLUMNS[name], TYPIST)) for name in ORDER}
