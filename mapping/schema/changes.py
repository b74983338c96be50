"""The table of what changed between two states of the landscape, made by `mapping changes`."""

from __future__ import annotations

from mapping.schema.model import CONFIDENCES, Column, Table, date, ident, word

WORLD, DATA, UNCLEAR, COMPUTED = "world", "data", "unclear", "computed"
ORIGINS = (WORLD, DATA, UNCLEAR, COMPUTED)
CHANGED = (
    "new", "closed", "reopened", "sold", "blocked", "unblocked", "exile", "returned", "event", "merged", "split",
    "gone", "corrected", "learned", "lost", "rank",
)  # fmt: skip

CHANGES = Table(
    "changes",
    "What differs between two states of the landscape: what happened, what we only learned, what was put right.",
    ("what", "entity_kind", "entity_id", "field", "date", "old", "new", "why"),
    (
        word("what", "what changed", CHANGED, required=True),
        word(
            "origin",
            "world: a stated date lies after the older state; data: it was so before, and our knowledge changed; "
            "unclear: no date tells which; computed: a figure that rests on the others",
            ORIGINS,
            required=True,
        ),
        word("entity_kind", "what it is about", ("outlet", "owner", "programme"), required=True),
        ident("entity_id", "which one; for a merged one the id that is no more"),
        Column("name", "its name", kind="name", required=True),
        Column("country", "its country", kind="code"),
        date("date", "when it happened, as stated"),
        Column("field", "the column, kind of event or measure that changed"),
        Column("old", "what stood there; for a rank with its range"),
        Column("new", "what stands there now; for a rank with its range"),
        Column("why", "what happened, or why the value is shown"),
        word("confidence", "the weakest of the stakes behind a change of holders", CONFIDENCES),
        Column("involved", "holders that came or went", kind="id", many=True),
        Column("citation", "the pages that state it", kind="id", many=True),
        Column("watched", "whether it is on the reader's watch list", kind="yes_no", required=True),
    ),
)
