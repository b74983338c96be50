"""What a column and a table are, and the words that may stand in them."""

from __future__ import annotations

from dataclasses import dataclass, field

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


def ident(name: str, meaning: str, *refers: str, required: bool = True) -> Column:
    """A column that holds ids, here or in the tables that it refers to."""
    return Column(name, meaning, kind="id", required=required, refers=refers)


def date(name: str, meaning: str, missing: str = "not_stated") -> Column:
    """A column of dates as precise as their source."""
    return Column(name, meaning, kind="date", unit=DATE, missing=missing)


def word(name: str, meaning: str, words: tuple[str, ...], required: bool = False, many: bool = False) -> Column:
    """A column of words of a vocabulary."""
    return Column(name, meaning, kind="code", words=words, required=required, many=many)


CITATION = Column("citation", "the pages that state it", kind="id", many=True, required=True, refers=("citations",))
CONFIDENCE = word(
    "confidence",
    "how sure: registered (a register, or the owner's own imprint), reported (a named medium or organisation), alleged "
    "(attributed and contested)",
    CONFIDENCES,
    required=True,
)
SOURCE = ident("source", "the source, by its name in mapping/sources")
FILE = Column("file", "the source's file, as received", required=True)
COUNTRY = Column("country", "ISO 3166-1 alpha-2 code of the owner's country", kind="code")
