"""Every table, once, as data: columns, meaning, vocabulary, key, safety level.

Checks, the heads of the CSV files and the codebook page all come from here. A column added here must be filled, or the
checks fail.
"""

from mapping.schema.decisions import DECISIONS
from mapping.schema.model import (
    CITATION,
    CONFIDENCES,
    EVENT_KINDS,
    MEDIA,
    MISSING_REASONS,
    OWNER_KINDS,
    OWNERSHIP_TYPES,
    RELATIONS,
    SCOPES,
    STATUSES,
    THEMES,
    Column,
    Table,
)
from mapping.schema.provenance import CLAIMS, CONFLICTS, DOUBTS, MISSING, RECORDS, REDIRECTS, REJECTED, SET_ASIDE
from mapping.schema.world import CHANNELS, CITATIONS, EVENTS, NAMES, OUTLETS, OWNERS, PROGRAMMES, STAKES

TABLES = {
    table.name: table
    for table in (
        OUTLETS, NAMES, CHANNELS, OWNERS, STAKES, EVENTS, PROGRAMMES, CITATIONS, CLAIMS, CONFLICTS, RECORDS,
        REDIRECTS, DOUBTS, SET_ASIDE, MISSING, REJECTED,
    )
}  # fmt: skip

# Sources whose record ids are our ids.
OWN_IDS = ("hand_facts", "typed")

# The tables that sources fill; the others are made from them.
GATHERED = ("outlets", "owners", "names", "channels", "stakes", "events", "programmes", "citations")

__all__ = [
    "CITATION",
    "CITATIONS",
    "CLAIMS",
    "CONFIDENCES",
    "DECISIONS",
    "EVENTS",
    "EVENT_KINDS",
    "GATHERED",
    "MEDIA",
    "MISSING_REASONS",
    "OUTLETS",
    "OWNERSHIP_TYPES",
    "OWNER_KINDS",
    "OWN_IDS",
    "REJECTED",
    "RELATIONS",
    "SCOPES",
    "STATUSES",
    "TABLES",
    "THEMES",
    "Column",
    "Table",
]
