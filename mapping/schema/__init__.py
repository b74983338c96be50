"""Every table, once, as data: columns, meaning, vocabulary, key, safety level.

Checks, the heads of the CSV files and the codebook page all come from here. A column added here must be filled, or the
checks fail.
"""

from mapping.schema.changes import CHANGED, CHANGES, COMPUTED, DATA, ORIGINS, UNCLEAR, WORLD
from mapping.schema.decisions import DECISIONS
from mapping.schema.influence import (
    ANY,
    CARRIED,
    DEPENDENCE,
    ITEM_COUNTS,
    ITEM_LAYERS,
    LAYERS,
    OUTSIDERS,
    RELATION_KINDS,
    RELATIONS_TABLE,
    STATED_LAYERS,
    TIES,
)
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
from mapping.schema.needs import NEED_THEMES, NOT_STATED, PARTICIPATIONS, WHO_SUPPORTS
from mapping.schema.provenance import CLAIMS, CONFLICTS, DOUBTS, MISSING, RECORDS, REDIRECTS, REJECTED, SET_ASIDE
from mapping.schema.world import CHANNELS, CITATIONS, EVENTS, NAMES, OUTLETS, OWNERS, PROGRAMMES, STAKES

TABLES = {
    table.name: table
    for table in (
        OUTLETS, NAMES, CHANNELS, OWNERS, STAKES, EVENTS, PROGRAMMES, PARTICIPATIONS, OUTSIDERS, RELATIONS_TABLE,
        CITATIONS, CLAIMS, CONFLICTS, RECORDS, REDIRECTS, DOUBTS, SET_ASIDE, MISSING, REJECTED,
    )
}  # fmt: skip

# The tables that `mapping analyse` makes from the others and from items.
MADE = {table.name: table for table in (TIES, DEPENDENCE, ITEM_COUNTS)}

# Sources whose record ids are our ids.
OWN_IDS = ("hand_facts", "typed")

# The tables that sources fill; the others are made from them.
GATHERED = (
    "outlets", "owners", "names", "channels", "stakes", "events", "programmes", "participations", "outsiders",
    "relations", "citations",
)  # fmt: skip

__all__ = [
    "ANY",
    "CARRIED",
    "CHANGED",
    "CHANGES",
    "CITATION",
    "CITATIONS",
    "CLAIMS",
    "COMPUTED",
    "CONFIDENCES",
    "DATA",
    "DECISIONS",
    "DEPENDENCE",
    "EVENTS",
    "EVENT_KINDS",
    "GATHERED",
    "ITEM_COUNTS",
    "ITEM_LAYERS",
    "LAYERS",
    "MADE",
    "MEDIA",
    "MISSING_REASONS",
    "NEED_THEMES",
    "NOT_STATED",
    "ORIGINS",
    "OUTLETS",
    "OUTSIDERS",
    "OWNERSHIP_TYPES",
    "OWNER_KINDS",
    "OWN_IDS",
    "REJECTED",
    "RELATIONS",
    "RELATIONS_TABLE",
    "RELATION_KINDS",
    "SCOPES",
    "STATED_LAYERS",
    "STATUSES",
    "TABLES",
    "THEMES",
    "TIES",
    "UNCLEAR",
    "WHO_SUPPORTS",
    "WORLD",
    "Column",
    "Table",
]
