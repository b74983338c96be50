"""The tables of influence: who stands outside, how outlets are related, and the ties along which information travels.

`outsiders` and `relations` are gathered; the others are made by `mapping analyse` from items, relations, stakes and
programmes. A tie points the way that information, money or control flows: from the one copied, cited, carried, owning
or paying to the one that copies, cites, carries, is owned or paid.
"""

from __future__ import annotations

from dataclasses import replace

from mapping.schema.model import CITATION, CONFIDENCE, DATE, Column, Table, date, ident, word

RELATION_KINDS = ("relay", "cooperation", "membership", "syndication")
# The layers on which a tie may lie: those read in items, those that pages state, and the approximate one.
ITEM_LAYERS = ("reprint", "forward", "link", "citation")
STATED_LAYERS = (*RELATION_KINDS, "ownership", "funding")
LAYERS = (*ITEM_LAYERS, *STATED_LAYERS, "story")
OUTSIDER_KINDS = ("agency", "broadcaster", "outlet", "network", "organisation", "authority", "unknown")
# Any of the item layers, each item counted once.
ANY = "any"

OUTSIDERS = Table(
    "outsiders",
    "A medium, agency or organisation that is no outlet or owner of ours, but that outlets carry, cite or work with.",
    ("outsider_id",),
    (
        ident("outsider_id", "our own id, kept once given"),
        Column("name", "the common Latin or English name", kind="name", required=True),
        Column("name_native", "the name as it writes itself", kind="name"),
        word("kind", "what it is", OUTSIDER_KINDS, required=True),
        Column("country", "where it is seated, ISO 3166-1 alpha-2", kind="code"),
        Column("names", "other spellings, as texts cite it", kind="name", many=True),
        Column("domains", "its sites, host names without www.", many=True),
        Column("handles", "its Telegram channels, without @", many=True),
        CITATION,
    ),
)

RELATIONS_TABLE = Table(
    "relations",
    "That one carries, supplies, joins or works with another, as pages state it.",
    ("relation_id",),
    (
        ident("relation_id", "hash of both ends, kind, dates and summary"),
        ident("a_id", "who is carried, supplies, or is joined: the giving end", "outlets", "owners", "outsiders"),
        ident("b_id", "who carries, is supplied, or joins: the taking end", "outlets", "owners", "outsiders"),
        word("kind", "how; in a cooperation both ends give and take", RELATION_KINDS, required=True),
        date("start", "since"),
        date("end", "until; an empty cell does not prove that it still holds"),
        Column("summary", "what they do together, in our own words", required=True),
        CONFIDENCE,
        CITATION,
    ),
)

TIES = Table(
    "ties",
    "A directed tie on one layer, the way information, money or control flows. Ends may lie outside the region.",
    ("from_id", "to_id", "layer"),
    (
        Column("from_id", "who gives: an outlet, owner, programme, outsider, or the address of one unknown",
               required=True),
        Column("to_id", "who takes, named alike", required=True),
        word("layer", "what ties them", LAYERS, required=True),
        Column("first", "first day seen, or since when pages state it", kind="date", unit=DATE),
        Column("last", "last day seen, or until when pages state it", kind="date", unit=DATE),
        Column("weight", "strength: items, each shared equally among what it draws on; 1 for a stated tie",
               kind="number", unit="items", required=True),
        Column("n_items", "items of the taker that draw on the giver", kind="number", unit="items",
               missing="not_applicable"),
        Column("p_value", "chance of so many or more if the taker drew on givers by their size alone", kind="number",
               missing="not_applicable"),
        Column("examples", "up to three items, taker's address first, giver's after |", kind="quoted", many=True,
               missing="not_applicable"),
        replace(CONFIDENCE, required=False, missing="not_applicable"),
        replace(CITATION, required=False, missing="not_applicable"),
    ),
)  # fmt: skip

DEPENDENCE = Table(
    "dependence",
    "Of an outlet's items, how many draw on an earlier item of a group of sources, by mechanism and month.",
    ("outlet_id", "group", "mechanism", "month"),
    (
        ident("outlet_id", "the outlet", "outlets"),
        Column("group", "group of sources, as data/raw/tables/source_groups.csv names it", kind="id", required=True),
        word("mechanism", "how it draws on them; any counts each item once", (*ITEM_LAYERS, ANY), required=True),
        Column("month", "YYYY-MM; empty for all months together", kind="date", unit=DATE, missing="not_applicable"),
        Column("n_items", "the outlet's dated items of that time", kind="number", unit="items", required=True),
        Column("n", "of these, items that draw on the group", kind="number", unit="items", required=True),
        Column("median_lag", "middle time between the group's item and the outlet's", kind="number", unit="seconds",
               missing="not_applicable"),
        Column("examples", "up to three items, the outlet's address first, the group's after |", kind="quoted",
               many=True, missing="not_applicable"),
    ),
)  # fmt: skip

ITEM_COUNTS = Table(
    "item_counts",
    "What was gathered of one site or channel: on how many items and days figures about it stand.",
    ("channel",),
    (
        Column("channel", "the domain or handle", required=True),
        Column("outlet_id", "the outlet, where known", kind="id", refers=("outlets",), missing="not_looked_at"),
        *(
            Column(name, meaning, kind="number", unit="items", required=True)
            for name, meaning in (
                ("items", "pieces gathered, service notices left out"),
                ("undated", "of these, without a time"),
                ("ahead", "of these, dated later than they were received: a wrong clock"),
                ("forwards", "of these, forwarded from elsewhere"),
                ("resolved", "of these forwards, those whose source can be found"),
                ("crediting", "of these, naming a source"),
                ("linking", "of these, linking elsewhere in their text"),
            )
        ),
        date("first", "day of the first dated piece"),
        date("last", "day of the last dated piece"),
        Column("days", "days between them, both included", kind="number", unit="days", required=True),
        Column("quiet_days", "of these, too quiet for chance", kind="number", unit="days", required=True),
    ),
)

# Item by item, kept as Parquet beside the texts and, like them, for the team alone.
CARRIED = Table(
    "carried",
    "That one item draws on somebody: what ties and dependence are counted from.",
    ("item_id", "layer", "from_id"),
    (
        Column("item_id", "the item that draws on another", kind="id", required=True),
        Column("outlet_id", "whose it is", required=True),
        Column("time", "when it appeared, in UTC"),
        Column("language", "ISO 639 code", kind="code"),
        Column("url", "its address", kind="url", required=True),
        word("layer", "how", ITEM_LAYERS, required=True),
        Column(
            "from_id",
            "on whom it draws, as in `ties`; `name:` and the name as written where nobody is known by it",
            required=True,
        ),
        Column("from_url", "address of the earlier item, where it is known", kind="url"),
        Column("lag_seconds", "time after the earlier item", kind="number", unit="seconds"),
        Column("containment", "for a reprint: shared part of the shorter text, 0 to 1", kind="number"),
    ),
)
