"""Every table, once, as data: columns, meaning, vocabulary, key, safety level.

Checks, the heads of the CSV files and the codebook page all come from here. A column added here must be filled, or the
checks fail.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mapping.countries import AUDIENCES

MEDIA = ("tv", "radio", "print", "online", "agency", "telegram", "youtube")
OWNERSHIP_TYPES = (
    "state", "public", "private", "nonprofit", "party", "foreign_state", "foreign_nonprofit", "unknown",
)  # fmt: skip
STATUSES = ("active", "suspended", "liquidated", "closed", "unknown")
SCOPES = ("national", "regional", "local", "transnational")
GENRES = (
    "news", "investigation", "fact_checking", "citizen_media", "school", "culture", "entertainment", "party",
    "official",
)  # fmt: skip
OWNER_KINDS = (
    "person", "company", "state_body", "nonprofit", "foreign_state_body", "party", "family", "unknown",
)  # fmt: skip
RELATIONS = (
    "owns", "founded", "controls", "funds", "parent", "edits",
    "family", "nominee", "manages", "licence", "state_appointment",
)  # fmt: skip
# From the surest to the least sure: a register or the owner's own imprint; a named medium; attributed and contested.
CONFIDENCES = ("registered", "reported", "alleged")
EVENT_KINDS = (
    "launch", "closure", "ownership_change", "lawsuit", "blocking", "unblocking", "raid", "arrest", "conviction",
    "liquidation", "licence_revoked", "attack", "cyberattack", "relocation", "foreign_agent", "extremist_label",
    "award", "fine", "platform_block", "licence_granted", "suspension", "publication", "partnership",
)  # fmt: skip
CHANNEL_KINDS = (
    "website", "mirror", "telegram", "youtube", "instagram", "facebook", "tiktok", "ok", "whatsapp", "frequency",
    "satellite", "cable",
)  # fmt: skip
THEMES = (
    "digital_security", "physical_safety", "legal", "fact_checking", "investigation", "business", "exile", "network",
    "journalism_school", "equipment",
)  # fmt: skip
MISSING_REASONS = {
    "not_stated": "no source that we read states it",
    "not_looked_at": "nobody has looked yet",
    "not_applicable": "the question does not arise (no closing day of an active outlet)",
    "withheld": "known, but not shown at any level of the tables, for safety",
    "not_seen": "only a spelling made by transliteration is at hand, seen on no page",
}
DATE = "YYYY, YYYY-MM or YYYY-MM-DD, read as an interval"


@dataclass(frozen=True)
class Column:
    """One column: what it means and what may stand in it."""

    name: str
    meaning: str
    kind: str = "text"  # text, name, place, id, url, date, number, code, yes_no, quoted
    words: tuple[str, ...] = ()
    many: bool = False
    required: bool = False
    refers: tuple[str, ...] = ()
    unit: str = ""
    level: str = "public"
    missing: str = "not_stated"


@dataclass(frozen=True)
class Table:
    """One table: its columns in order and the columns that tell its rows apart."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    licence: str = ""
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.by_name.update({column.name: column for column in self.columns})

    @property
    def heads(self) -> list[str]:
        """The column names, in order: the first line of the CSV file."""
        return list(self.by_name)


def _id(name: str, meaning: str, *refers: str, required: bool = True) -> Column:
    return Column(name, meaning, kind="id", required=required, refers=refers)


def _date(name: str, meaning: str, missing: str = "not_stated") -> Column:
    return Column(name, meaning, kind="date", unit=DATE, missing=missing)


def _word(name: str, meaning: str, words: tuple[str, ...], required: bool = False, many: bool = False) -> Column:
    return Column(name, meaning, kind="code", words=words, required=required, many=many)


CITATION = Column("citation", "the pages that state it", kind="id", many=True, required=True, refers=("citations",))
CONFIDENCE = _word(
    "confidence",
    "how sure: registered (a register, or the owner's own imprint), reported (a named medium or organisation), alleged "
    "(attributed and contested)",
    CONFIDENCES,
    required=True,
)
SOURCE = _id("source", "the source, by its name in mapping/sources")
FILE = Column("file", "the source's file, as received", required=True)
COUNTRY = Column("country", "ISO 3166-1 alpha-2 code of the owner's country", kind="code")

OUTLETS = Table(
    "outlets",
    "A media brand with an editorial identity: not the company behind it, nor its domain or channel.",
    ("outlet_id",),
    (
        _id("outlet_id", "our own id, kept once given"),
        Column("name", "the common Latin or English name", kind="name", required=True),
        Column("name_native", "the name as the outlet writes it in its state's language", kind="name"),
        Column("name_ru", "the name in Russian", kind="name"),
        _word("country", "the country whose public it speaks to; XX for the whole region", AUDIENCES, required=True),
        Column("home_country", "the country it comes from, ISO 3166-1 alpha-2", kind="code"),
        Column("base_country", "the country the newsroom works from, ISO 3166-1 alpha-2", kind="code"),
        _word(
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
        _word("media", "by what it reaches the public", MEDIA, required=True, many=True),
        replace(_word("genre", "what it makes", GENRES, many=True), missing="not_looked_at"),
        Column("commercial", "whether it sells advertising or copies", kind="yes_no", missing="not_looked_at"),
        Column("languages", "the languages it publishes in, ISO 639 codes", kind="code", many=True),
        _date("founded", "first issue, broadcast or post"),
        _date("closed", "last issue, broadcast or post"),
        _word("status", "whether it works today; unknown where nothing says so", STATUSES, required=True),
        _word("exile_status", "home, exile, or between the two (hybrid)", ("home", "hybrid", "exile")),
        replace(
            _word("exile_phase", "how far it has settled abroad (JX Fund)", ("arrival", "rebuild", "sustain")),
            missing="not_looked_at",
        ),
        _word("ownership_type", "who is behind it, in one word", OWNERSHIP_TYPES, required=True),
        _word("scope", "how far it means to reach", SCOPES),
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
        _word("entity_kind", "what is named", ("outlet", "owner"), required=True),
        _id("entity_id", "the outlet or owner", "outlets", "owners"),
        Column("text", "the spelling", kind="name", required=True),
        Column("language", "ISO 639 code of the language it is in, where known", kind="code"),
        _word("script", "the script it is written in", ("Cyrl", "Latn", "Arab", "other"), required=True),
        _word("kind", "what sort of name", ("own", "translation", "transliteration", "former", "short"), required=True),
        Column("seen", "no: made by transliteration, not yet seen on a page", kind="yes_no", required=True),
    ),
)

CHANNELS = Table(
    "channels",
    "A dated address by which the public reaches an outlet.",
    ("channel_id",),
    (
        _id("channel_id", "hash of outlet, kind and address"),
        _id("outlet_id", "the outlet reached", "outlets"),
        _word("kind", "what sort of address", CHANNEL_KINDS, required=True),
        Column("address", "web address or handle", required=True),
        _date("start", "in use since"),
        _date("end", "in use until"),
        replace(_word("status", "whether it works", ("active", "blocked", "gone")), missing="not_looked_at"),
        CITATION,
    ),
)

OWNERS = Table(
    "owners",
    "A person, company, state body, party, non-profit or family that holds or controls. People stand here only in "
    "their public role.",
    ("owner_id",),
    (
        _id("owner_id", "our own id, kept once given"),
        Column("name", "the common Latin or English name", kind="name", required=True),
        Column("name_native", "the name in the language of its state", kind="name"),
        _word("kind", "what sort of holder", OWNER_KINDS, required=True),
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
        _id("stake_id", "hash of holder, held, relation, share and dates"),
        _id("holder_id", "who holds", "owners", "outlets"),
        _id("held_id", "what is held", "outlets", "owners"),
        _word("relation", "how; edits, funds and founded never enter a share total", RELATIONS, required=True),
        Column("share_min", "at least this share", kind="number", unit="percent", required=True),
        Column("share_max", "at most this share", kind="number", unit="percent", required=True),
        _date("start", "since"),
        _date("end", "until; an empty cell does not prove that it still holds"),
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
        _id("event_id", "hash of outlet, date, kind and summary"),
        _id("outlet_id", "the outlet it happened to", "outlets"),
        replace(_date("date", "when"), required=True),
        _word("kind", "what happened", EVENT_KINDS, required=True),
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
        _id("programme_id", "our own id"),
        Column("name", "its name", kind="name", required=True),
        Column("organisation", "who runs it", kind="name", many=True),
        Column("funder", "who pays for it", kind="name", many=True),
        Column("countries", "where, ISO 3166-1 alpha-2; XX for the whole region", kind="code", many=True),
        _date("start", "from"),
        _date("end", "until"),
        Column("budget", "the whole budget", kind="number", unit="units of budget_currency"),
        Column("budget_currency", "ISO 4217 code", kind="code"),
        _word("themes", "with what it helps", THEMES, many=True),
        Column("beneficiaries_count", "how many take part", kind="number", unit="people or outlets"),
        _word("selection", "how they are chosen", ("competitive", "invited", "open", "unknown")),
        CITATION,
    ),
)

CITATIONS = Table(
    "citations",
    "A page that we quote.",
    ("citation_id",),
    (
        _id("citation_id", "hash of the address"),
        Column("url", "its address", kind="url", required=True),
        Column("title", "its title", kind="name"),
        Column("publisher", "who published it", kind="name"),
        _date("published", "when it was published"),
        replace(_date("accessed", "when it was read"), required=True),
        Column("saved", "the saved copy: path and sha256", missing="not_looked_at"),
    ),
)

CLAIMS = Table(
    "claims",
    "One value of one field of one thing, as one file of a source states it: nothing that a source said is lost.",
    ("entity_kind", "entity_id", "field", "value", "source", "file", "row"),
    (
        _word("entity_kind", "what it is about", ("outlet", "owner", "programme", "citation"), required=True),
        _id("entity_id", "which one", "outlets", "owners", "programmes", "citations"),
        Column("field", "column of its table", required=True),
        Column("value", "what is claimed", required=True),
        SOURCE,
        FILE,
        Column("row", "line of that file", kind="number", required=True),
        replace(CITATION, required=False),
        replace(_date("retrieved", "when we received it"), required=True),
        CONFIDENCE,
        Column("chosen", "whether the table shows this value", kind="yes_no", required=True),
        Column("why", "why it was chosen, or not", required=True),
        _word("level", "who may see it", ("public", "partner", "team"), required=True),
    ),
)

CONFLICTS = Table(
    "conflicts",
    "Fields on which the sources disagree, and what the table shows meanwhile.",
    ("entity_kind", "entity_id", "field"),
    (
        *CLAIMS.columns[:3],
        Column("shown", "the value in the table", required=True),
        Column("others", "the values not shown", many=True, required=True),
        Column("why", "why the shown value was chosen", required=True),
        CLAIMS.columns[-1],
    ),
)

RECORDS = Table(
    "records",
    "Which row of a source became which things of ours. Every row received stands here or in `rejected`.",
    ("source", "file", "row", "entity_kind", "entity_id"),
    (
        SOURCE,
        FILE,
        Column("row", "line of that file", kind="number", required=True),
        Column("record_id", "the row's own id in that source", required=True),
        _word(
            "entity_kind",
            "what it became",
            ("outlet", "owner", "stake", "event", "programme", "citation"),
            required=True,
        ),
        _id("entity_id", "which one", "outlets", "owners", "stakes", "events", "programmes", "citations"),
        Column("why", "why it was taken for that one", required=True),
    ),
)

MISSING = Table(
    "missing",
    "Why a cell is empty. Missing is not zero.",
    ("table", "id", "column"),
    (
        Column("table", "the table", required=True),
        _id("id", "the row's id"),
        Column("column", "the empty column", required=True),
        _word("reason", "why it is empty", tuple(MISSING_REASONS), required=True),
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

TABLES = {
    table.name: table
    for table in (
        OUTLETS, NAMES, CHANNELS, OWNERS, STAKES, EVENTS, PROGRAMMES, CITATIONS, CLAIMS, CONFLICTS, RECORDS, MISSING,
        REJECTED,
    )
}  # fmt: skip

# The tables that sources fill; the others are made from them.
GATHERED = ("outlets", "owners", "names", "channels", "stakes", "events", "programmes", "citations")

WHO = (
    Column("who", "who judged", required=True, level="team"),
    replace(_date("date", "when"), required=True),
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
                _word(
                    "decision", "same: it is that one; split: it is one of its own", ("same", "split"), required=True
                ),
                _word("entity_kind", "what it is", ("outlet", "owner"), required=True),
                SOURCE,
                FILE,
                Column("record_id", "the record's id in that source", required=True),
                _id("entity_id", "the outlet or owner that it is from now on"),
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
            "unseen_names",
            "Spellings made by transliteration, to be checked before they are shown as an outlet's own.",
            ("entity_id", "text"),
            (
                _id("entity_id", "the outlet"),
                Column("text", "the spelling", kind="name", required=True),
                *WHO,
            ),
        ),
    )
}
