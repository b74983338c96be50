"""The tables that describe the world: outlets, owners, and what is said of them, each with its pages."""

from __future__ import annotations

from dataclasses import replace

from mapping.countries import AUDIENCES
from mapping.schema.model import (
    CHANNEL_KINDS,
    CITATION,
    CONFIDENCE,
    COUNTRY,
    EVENT_KINDS,
    GENRES,
    MEDIA,
    OWNER_KINDS,
    OWNERSHIP_TYPES,
    RELATIONS,
    SCOPES,
    STATUSES,
    THEMES,
    Column,
    Table,
    date,
    ident,
    word,
)

OUTLETS = Table(
    "outlets",
    "A media brand with an editorial identity: not the company behind it, nor its domain or channel.",
    ("outlet_id",),
    (
        ident("outlet_id", "our own id, kept once given"),
        Column("name", "the common Latin or English name", kind="name", required=True),
        Column("name_native", "the name as the outlet writes it in its state's language", kind="name"),
        Column("name_ru", "the name in Russian", kind="name"),
        word("country", "the country whose public it speaks to; XX for the whole region", AUDIENCES, required=True),
        Column("home_country", "the country it comes from, ISO 3166-1 alpha-2", kind="code"),
        Column("base_country", "the country the newsroom works from, ISO 3166-1 alpha-2", kind="code"),
        word(
            "place_level",
            "how finely its place may be shown; an outlet in exile at its country, unless a decision says otherwise",
            ("city", "region", "country", "hidden"),
            required=True,
        ),
        Column(
            "city",
            "the city of its newsroom, English name; empty where its place may not be shown so finely",
            kind="place",
        ),
        Column("region", "the region of its newsroom, ISO 3166-2 code", kind="code"),
        word("media", "by what it reaches the public", MEDIA, required=True, many=True),
        replace(word("genre", "what it makes", GENRES, many=True), missing="not_looked_at"),
        Column("commercial", "whether it sells advertising or copies", kind="yes_no", missing="not_looked_at"),
        Column("languages", "the languages it publishes in, ISO 639 codes", kind="code", many=True),
        date("founded", "first issue, broadcast or post"),
        date("closed", "last issue, broadcast or post"),
        word("status", "whether it works today; unknown where nothing says so", STATUSES, required=True),
        word("exile_status", "home, exile, or between the two (hybrid)", ("home", "hybrid", "exile")),
        replace(
            word("exile_phase", "how far it has settled abroad (JX Fund)", ("arrival", "rebuild", "sustain")),
            missing="not_looked_at",
        ),
        word("ownership_type", "who is behind it, in one word", OWNERSHIP_TYPES, required=True),
        word("scope", "how far it means to reach", SCOPES),
        Column(
            "broadcast_area",
            "where a directory says it is broadcast: c/ country, s/ subdivision, ct/ city, r/ region",
            many=True,
        ),
        Column("network", "the broadcaster or group whose channel it is, as a directory names it"),
        Column(
            "labelled_in",
            "countries where a court or prosecutor declared its materials extremist: a reader there runs a risk",
            kind="code",
            many=True,
            missing="not_applicable",
        ),
        Column("licence", "the licence of the sources that its row rests on", required=True),
        Column("n_citations", "pages that state something in this row", kind="number", unit="pages", required=True),
    ),
)

NAMES = Table(
    "names",
    "Every spelling of an outlet's or owner's name.",
    ("entity_kind", "entity_id", "text"),
    (
        word("entity_kind", "what is named", ("outlet", "owner"), required=True),
        ident("entity_id", "the outlet or owner", "outlets", "owners"),
        Column("text", "the spelling", kind="name", required=True),
        Column("language", "ISO 639 code of the language it is in, where known", kind="code"),
        word("script", "the script it is written in", ("Cyrl", "Latn", "Arab", "other"), required=True),
        word("kind", "what sort of name", ("own", "translation", "transliteration", "former", "short"), required=True),
        Column("seen", "no: made by transliteration, not yet seen on a page", kind="yes_no", required=True),
    ),
)

CHANNELS = Table(
    "channels",
    "A dated address by which the public reaches an outlet.",
    ("channel_id",),
    (
        ident("channel_id", "hash of outlet, kind and address"),
        ident("outlet_id", "the outlet reached", "outlets"),
        word("kind", "what sort of address", CHANNEL_KINDS, required=True),
        Column("address", "web address or handle", required=True),
        date("start", "in use since"),
        date("end", "in use until"),
        replace(word("status", "whether it works", ("active", "blocked", "gone")), missing="not_looked_at"),
        CITATION,
    ),
)

OWNERS = Table(
    "owners",
    "A person, company, state body, party, non-profit or family that holds or controls. People stand here only in "
    "their public role: below level team, a person without one, and without a registered or reported stake, stands in "
    "every table under a pseudonym such as person-kz-1, which holds within one edition.",
    ("owner_id",),
    (
        ident("owner_id", "our own id, kept once given"),
        Column("name", "the common Latin or English name", kind="name", required=True),
        Column("name_native", "the name in the language of its state", kind="name"),
        word("kind", "what sort of holder", OWNER_KINDS, required=True),
        COUNTRY,
        Column("political_role", "public office or tie, in a few words", missing="not_looked_at"),
        Column("licence", "the licence of the sources that its row rests on", required=True),
        Column("n_citations", "pages that state something in this row", kind="number", unit="pages", required=True),
    ),
)

STAKES = Table(
    "stakes",
    "One edge of ownership, control or funding. An unstated share is anything from 0 to 100: never 100, never 0.",
    ("stake_id",),
    (
        ident("stake_id", "hash of holder, held, relation, share and dates"),
        ident("holder_id", "who holds", "owners", "outlets"),
        ident("held_id", "what is held", "outlets", "owners"),
        word("relation", "how; edits, funds and founded never enter a share total", RELATIONS, required=True),
        Column("share_min", "at least this share", kind="number", unit="percent", required=True),
        Column("share_max", "at most this share", kind="number", unit="percent", required=True),
        date("start", "since"),
        date("end", "until; an empty cell does not prove that it still holds"),
        CONFIDENCE,
        Column("amount", "money given, for funding", kind="number", unit="units of currency", missing="not_looked_at"),
        Column("currency", "ISO 4217 code", kind="code", missing="not_looked_at"),
        CITATION,
    ),
)

EVENTS = Table(
    "events",
    "A dated thing that happened to an outlet.",
    ("event_id",),
    (
        ident("event_id", "hash of outlet, date, kind and summary"),
        ident("outlet_id", "the outlet it happened to", "outlets"),
        replace(date("date", "when"), required=True),
        word("kind", "what happened", EVENT_KINDS, required=True),
        Column("summary", "what happened, in our own words, naming no private person", required=True),
        Column("partners", "outlets or owners that took part", many=True, missing="not_looked_at"),
        Column("disarm", "DISARM technique code, typed by a person", missing="not_looked_at"),
        CITATION,
    ),
)

PROGRAMMES = Table(
    "programmes",
    "A support scheme: who helps whom with what, and when.",
    ("programme_id",),
    (
        ident("programme_id", "our own id"),
        Column("name", "its name", kind="name", required=True),
        Column("organisation", "who runs it", kind="name", many=True),
        Column("funder", "who pays for it", kind="name", many=True),
        Column("countries", "where, ISO 3166-1 alpha-2; XX for the whole region", kind="code", many=True),
        date("start", "from"),
        date("end", "until"),
        Column("budget", "the whole budget", kind="number", unit="units of budget_currency"),
        Column("budget_currency", "ISO 4217 code", kind="code"),
        word("themes", "with what it helps", THEMES, many=True),
        Column("beneficiaries_count", "how many take part", kind="number", unit="people or outlets"),
        word("selection", "how they are chosen", ("competitive", "invited", "open", "unknown")),
        CITATION,
    ),
)

CITATIONS = Table(
    "citations",
    "A page that we quote.",
    ("citation_id",),
    (
        ident("citation_id", "hash of the address"),
        Column("url", "its address", kind="url", required=True),
        Column("title", "its title", kind="name"),
        Column("publisher", "who published it", kind="name"),
        date("published", "when it was published"),
        replace(date("accessed", "when it was read"), required=True),
        Column("saved", "the saved copy: path and sha256", missing="not_looked_at"),
    ),
)
