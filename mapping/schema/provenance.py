"""The tables that say how we know: every claim, every record, every doubt, what is missing and what was rejected."""

from __future__ import annotations

from dataclasses import replace

from mapping.schema.model import CITATION, CONFIDENCE, FILE, MISSING_REASONS, SOURCE, Column, Table, date, ident, word

CLAIMS = Table(
    "claims",
    "One value of one field of one thing, as one file of a source states it: nothing that a source said is lost.",
    ("entity_kind", "entity_id", "field", "value", "source", "file", "row"),
    (
        word("entity_kind", "what it is about", ("outlet", "owner", "programme", "citation"), required=True),
        ident("entity_id", "which one", "outlets", "owners", "programmes", "citations"),
        Column("field", "column of its table", required=True),
        Column("value", "what is claimed", required=True),
        SOURCE,
        FILE,
        Column("row", "line of that file", kind="number", required=True),
        replace(CITATION, required=False),
        replace(date("retrieved", "when we received it"), required=True),
        CONFIDENCE,
        Column("chosen", "whether the table shows this value", kind="yes_no", required=True),
        Column("why", "why it was chosen, or not", required=True),
        word("level", "who may see it", ("public", "partner", "team"), required=True),
    ),
)

CONFLICTS = Table(
    "conflicts",
    "Fields on which the sources disagree, the most consequential first, and what the table shows meanwhile.",
    ("rank", "entity_kind", "entity_id", "field"),
    (
        Column("rank", "how much hangs on it: 1 for what may endanger people or change an answer", kind="number"),
        *CLAIMS.columns[:3],
        Column("shown", "the value in the table", required=True),
        Column("others", "the values not shown", many=True, required=True),
        Column("why", "why the shown value was chosen", required=True),
        CLAIMS.columns[-1],
    ),
)

RECORDS = Table(
    "records",
    "Which row of a source became which things of ours; every row stands here, in `set_aside` or in `rejected`.",
    ("source", "file", "row", "entity_kind", "entity_id"),
    (
        SOURCE,
        FILE,
        Column("row", "line of that file", kind="number", required=True),
        Column("record_id", "the row's own id in that source", required=True),
        word(
            "entity_kind",
            "what it became",
            ("outlet", "owner", "stake", "event", "programme", "outsider", "relation", "participation", "citation"),
            required=True,
        ),
        ident(
            "entity_id",
            "which one",
            "outlets",
            "owners",
            "stakes",
            "events",
            "programmes",
            "outsiders",
            "relations",
            "participations",
            "citations",
        ),
        Column("why", "why it was taken for that one", required=True),
    ),
)

MISSING = Table(
    "missing",
    "Why a cell is empty. Missing is not zero.",
    ("table", "id", "column"),
    (
        Column("table", "the table", required=True),
        ident("id", "the row's id"),
        Column("column", "the empty column", required=True),
        word("reason", "why it is empty", tuple(MISSING_REASONS), required=True),
    ),
)

REJECTED = Table(
    "rejected",
    "Rows that were received but could not be used, each with its reason.",
    ("source", "file", "row", "column", "reason"),
    (
        SOURCE,
        FILE,
        Column("row", "line of that file; 0 for the whole file", kind="number", required=True),
        Column("column", "the column at fault", kind="quoted"),
        Column("value", "what stands there, shortened to 80 characters and made harmless", kind="quoted"),
        Column("reason", "what is wrong, in one sentence", required=True),
    ),
)

SET_ASIDE = Table(
    "set_aside",
    "Cells of sources' records that a person found wrong and that are not used, each with the decision.",
    ("source", "file", "row", "table", "column", "value"),
    (
        SOURCE,
        FILE,
        Column("row", "line of that file", kind="number", required=True),
        ident("table", "the table it would have filled"),
        Column("column", "the column", required=True),
        Column("value", "the cell as received", kind="quoted", required=True),
        Column("why", "the decision", required=True),
    ),
)

REDIRECTS = Table(
    "redirects",
    "Ids that no longer stand for a thing of their own: two were one. An id is never used again.",
    ("entity_kind", "old_id"),
    (
        word("entity_kind", "what it is", ("outlet", "owner"), required=True),
        ident("old_id", "the id that was merged"),
        ident("entity_id", "the id that stands for both", "outlets", "owners"),
        Column("why", "why they are one", required=True),
    ),
)

DOUBTS = Table(
    "doubts",
    "Pairs that may be one thing and were left apart, the likeliest first: questions for a person.",
    ("entity_kind", "a_id", "b_id"),
    (
        word("entity_kind", "what they are", ("outlet", "owner"), required=True),
        ident("a_id", "the one", "outlets", "owners"),
        ident("b_id", "the other", "outlets", "owners"),
        Column("score", "how likely the clues call them one, 0 to 1", kind="number", required=True),
        Column("what", "what makes the pair doubtful", required=True),
        Column("why", "the clues for and against", required=True),
    ),
)
