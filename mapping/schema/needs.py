"""What newsrooms may need, who took part in which programme, and who does what where."""

from __future__ import annotations

from dataclasses import replace

from mapping.schema.model import CITATION, THEMES, Column, Table, date, ident, word
from mapping.schema.world import PROGRAMMES

# The themes of support, and what only a newsroom itself can tell that it needs.
NEED_THEMES = (*THEMES, "audience", "psychological")
# Where no page says with what a programme helps.
NOT_STATED = "not_stated"
# In what part an outlet took part: trained with others, given money, advised alone, or acting as a partner.
ROLES = ("trainee", "grantee", "mentored", "partner", "unknown")

PARTICIPATIONS = Table(
    "participations",
    "That an outlet took part in a programme, and what was done by when; one row for each date on which it was told.",
    ("participation_id",),
    (
        ident("participation_id", "hash of programme, outlet, role and dates"),
        ident("programme_id", "the programme", "programmes"),
        ident("outlet_id", "who took part", "outlets"),
        date("start", "since"),
        date("end", "until"),
        word("role", "as what", ROLES, required=True),
        date("date", "as of when this row tells what was done"),
        Column("done", "items of the checklist that were done by then", many=True, level="team"),
        Column("people_trained", "people of the outlet trained by then", kind="number", unit="people"),
        Column("people_target", "people of the outlet that the programme meant to train", kind="number", unit="people"),
        word("level", "who may see that it took part: public where the outlet or the programme says so itself",
             ("public", "partner", "team"), required=True),
        CITATION,
    ),
)  # fmt: skip

# The indicator of this name, as it leaves in exports: the table that aid workers call 3W.
WHO_SUPPORTS = Table(
    "who_supports",
    "Who does what where: a programme, one of its themes, one of its countries.",
    ("programme_id", "country", "theme"),
    (
        ident("programme_id", "the programme", "programmes"),
        Column("programme", "its name", kind="name", required=True),
        PROGRAMMES.by_name["organisation"],
        PROGRAMMES.by_name["funder"],
        word("theme", "with what it helps", (*THEMES, NOT_STATED), required=True),
        Column("country", "where, ISO 3166-1 alpha-2; the whole region is spelled out", kind="code", required=True),
        PROGRAMMES.by_name["start"],
        PROGRAMMES.by_name["end"],
        word("running", "whether it runs on the date of the data", ("yes", "no", "planned", "unknown"), required=True),
        date("newest", "the latest date that it or its page has"),
        Column("note", "what a funder of it stopped meanwhile", missing="not_applicable"),
        replace(PROGRAMMES.by_name["selection"], required=False),
        CITATION,
    ),
)
