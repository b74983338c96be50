"""The tables of human judgements, in `data/raw/decisions`."""

from __future__ import annotations

from dataclasses import replace

from mapping.schema.model import FILE, SOURCE, Column, Table, date, ident, word
from mapping.schema.provenance import CLAIMS

WHO = (
    Column("who", "who judged", required=True, level="team"),
    replace(date("date", "when"), required=True),
    Column("reason", "why, in a sentence", required=True),
)

DECISIONS = {
    table.name: table
    for table in (
        Table(
            "identity",
            "Which thing of ours a source's record is, where the clues alone would get it wrong.",
            ("entity_kind", "source", "file", "record_id"),
            (
                word("decision", "same: it is that one; split: it is one of its own", ("same", "split"), required=True),
                word("entity_kind", "what it is", ("outlet", "owner"), required=True),
                SOURCE,
                FILE,
                Column("record_id", "the record's id in that source", required=True),
                ident("entity_id", "the outlet or owner that it is from now on"),
                *WHO,
            ),
        ),
        Table(
            "pairs",
            "Whether two ids of ours are one thing, as a person answered it; a later row on the same pair undoes it.",
            ("entity_kind", "a_id", "b_id", "date"),
            (
                word("entity_kind", "what they are", ("outlet", "owner"), required=True),
                ident("a_id", "the one, whose id stands for both when they are the same"),
                ident("b_id", "the other"),
                word("decision", "the answer", ("same", "different", "unsure"), required=True),
                *WHO,
            ),
        ),
        Table(
            "set_aside",
            "A cell of a source's record that is wrong for the thing it describes, and is not used.",
            ("source", "file", "record_id", "table", "value"),
            (
                SOURCE,
                FILE,
                Column("record_id", "the record's id in that source", required=True),
                word(
                    "table", "what the record fills with it", ("outlets", "names", "channels", "stakes"), required=True
                ),
                Column("value", "the cell as received; for a stake, the holder's record id", required=True),
                *WHO,
            ),
        ),
        Table(
            "corrections",
            "A value that a person replaced, while the sources still say the old one.",
            ("entity_kind", "entity_id", "field"),
            (
                *CLAIMS.columns[:3],
                Column("old", "the value that the clues chose when the decision was made; empty for none"),
                Column("new", "the value to show", required=True),
                Column("url", "the page that states the new value", kind="url", required=True),
                *WHO,
            ),
        ),
        Table(
            "stake_ends",
            "When a stake ended of which the sources only state the beginning; `*` for all that the holder holds so.",
            ("holder_id", "held_id", "relation"),
            (
                ident("holder_id", "the holder"),
                Column("held_id", "what it held, or *", required=True),
                Column("relation", "how it held it, or *", required=True),
                replace(date("end", "the last day, as precise as the page"), required=True),
                Column("url", "the page that states it", kind="url", required=True),
                *WHO,
            ),
        ),
        Table(
            "owner_tags",
            "Whether an entry of a list of sanctions or offices means an owner of ours; nothing counts before that.",
            ("owner_id", "foreign_id"),
            (
                ident("owner_id", "the owner that may be meant"),
                Column("foreign_id", "the entry's id in that list", required=True),
                word("decision", "the answer", ("same", "different"), required=True),
                *WHO,
            ),
        ),
        Table(
            "unseen_names",
            "Spellings made by transliteration, to be checked before they are shown as an outlet's own.",
            ("entity_id", "text"),
            (
                ident("entity_id", "the outlet"),
                Column("text", "the spelling", kind="name", required=True),
                *WHO,
            ),
        ),
    )
}
