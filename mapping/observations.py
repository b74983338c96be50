"""The tables that machines observe: what was measured, counted or registered, in the words of `schema`.

Sources name things by address (a domain, a handle); which outlet that is, is settled in `mapping/clean`, and until
then `outlet_id` is empty.
"""

from __future__ import annotations

from dataclasses import replace

from mapping.safety import LEVELS
from mapping.schema import CITATION, Column, Table
from mapping.schema.model import CONFIDENCE

DAY = "YYYY, YYYY-MM or YYYY-MM-DD, read as an interval"
MOMENT = "YYYY-MM-DDThh:mm:ssZ"
MEASURES = (
    "rank", "subdomain_rank", "bucket", "subscribers", "views", "stories", "stories_per_week", "coverage",
)  # fmt: skip

# What is looked up of an outlet, and the answers that each question takes. Where money, appointments or decisions come
# from a body of another state the answer is foreign_state; foreign_public is a foreign broadcaster whose independence
# a law or charter protects.
QUESTIONS = {
    "funding": (
        "state", "mostly_state", "mixed", "mostly_private", "private", "foreign_grants", "foreign_state", "unknown",
    ),
    "governance": (
        "state", "state_appointed", "private", "nonprofit", "foreign_state", "foreign_public", "party", "unknown",
    ),
    "editorial_control": ("government", "independent", "owner", "foreign_state", "unknown"),
    "publisher_named": ("yes", "no"),
    "owners_named": ("yes", "no"),
    "register_number": ("yes", "no"),
    "answered": ("yes", "no"),
    "editor_named": ("yes", "no"),
    "funding_named": ("yes", "no"),
    "contact_named": ("yes", "no"),
}  # fmt: skip
FOUND = tuple(dict.fromkeys(answer for answers in QUESTIONS.values() for answer in answers))
ITEM_KINDS = ("article", "post", "service")
FORWARDS = ("channel", "person", "unlinked")
MEDIA_SHOWN = ("photo", "video", "voice", "document", "sticker", "location", "poll", "unsupported")

SIGNAL_KINDS = (
    "google_analytics", "google_tag_manager", "google_ads", "adsense", "google_verification", "yandex_metrika",
    "yandex_verification", "facebook_pixel", "facebook_app", "facebook_page", "vk_pixel", "mailru_counter",
    "zero_kz", "ads_account", "ads_owner", "ads_manager", "trust_control", "trust_member", "publisher",
    "imprint_phone", "imprint_address", "imprint_number",
)  # fmt: skip

OUTLET = Column("outlet_id", "the outlet, where known", kind="id", refers=("outlets",), missing="not_looked_at")
DOMAIN = Column("domain", "host name, without www.", required=True)


def _day(name: str, meaning: str, required: bool = False) -> Column:
    return Column(name, meaning, kind="date", unit=DAY, required=required)


def _count(name: str, meaning: str, unit: str) -> Column:
    return Column(name, meaning, kind="number", unit=unit, required=True)


ACCESS = Table(
    "access",
    "Whether a site could be reached from one network of one country on one day. An anomaly is no proof of blocking.",
    ("domain", "probe_country", "asn", "day"),
    (
        DOMAIN,
        Column("probe_country", "where it was measured, ISO 3166-1 alpha-2", kind="code", required=True),
        Column("asn", "the network it was measured from, as AS and its number; empty for all together"),
        _day("day", "when", required=True),
        OUTLET,
        _count("ok", "measurements without a fault", "measurements"),
        _count("anomaly", "measurements that look wrong, for whatever reason", "measurements"),
        _count("confirmed", "measurements that met a known block page", "measurements"),
        _count("failure", "measurements that failed themselves", "measurements"),
    ),
)

REACH = Table(
    "reach",
    "How many people, or how large a part of the public, an address reaches, by one measure on one day.",
    ("address", "measure", "date"),
    (
        Column("address", "the domain or handle measured", required=True),
        OUTLET,
        Column("channel_id", "the channel, where known", kind="id", refers=("channels",), missing="not_looked_at"),
        Column("measure", "what was measured", kind="code", words=MEASURES, required=True),
        _day("date", "when", required=True),
        Column("value", "the number", kind="number", unit="as the measure says", required=True),
        Column("source", "the source, by its name in mapping/sources", kind="id"),
    ),
)

OWNER_TAGS = Table(
    "owner_tags",
    "What a list of sanctions or offices says of a name like an owner's: a question for a person until decided.",
    ("owner_id", "tag", "foreign_id"),
    (
        Column("owner_id", "the owner that may be meant", kind="id", refers=("owners",)),
        Column("tag", "what the list says: sanction, role.pep, role.rca ...", required=True),
        Column("foreign_id", "the entity's id in that list", required=True),
        Column("name", "the name as the list writes it", kind="name", required=True),
        Column("dataset", "the lists that it stands in", many=True),
        Column("detail", "birth date, country or other fact by which to tell people apart", level="team"),
        _day("date", "when the list was last changed for it"),
        Column("source", "the source, by its name in mapping/sources", kind="id"),
        Column("decision", "what a person decided; empty until then", missing="not_looked_at"),
        Column("level", "who may see it: team until a person decided", kind="code", words=LEVELS),
    ),
)

ITEMS = Table(
    "items",
    "One published piece: article or post. Never published whole.",
    ("item_id", "version"),
    (
        Column("item_id", "hash of its address", kind="id"),
        OUTLET,
        Column("channel_id", "the channel, where known", kind="id", refers=("channels",), missing="not_looked_at"),
        Column("channel", "the domain or handle it appeared in", required=True),
        Column("time", "when it was published, in UTC", unit=MOMENT),
        Column("title", "its title", kind="quoted", level="team"),
        Column("text", "its text", kind="quoted", level="team"),
        Column("language", "ISO 639 code", kind="code"),
        Column("url", "its address", kind="url"),
        Column("forwarded_from", "the channel it was forwarded from"),
        Column("credited", "whom it names as its source", many=True),
        Column("links", "the addresses it links to", kind="quoted", many=True),
        Column("kind", "article, post, or service: a notice such as 'channel created'", kind="code", words=ITEM_KINDS),
        Column(
            "quoted", "text of others that it shows: what it answers, its block quotes", kind="quoted", level="team"
        ),
        Column("reply_to", "address of the post that it answers", kind="url"),
        Column(
            "forward",
            "what it was forwarded from, if it was: a channel that can be found, a person, a name without a link",
            kind="code",
            words=FORWARDS,
        ),
        Column("forwarded_url", "address of the post that was forwarded", kind="url"),
        Column("forwarded_name", "the name of whom it was forwarded from", kind="quoted", level="team"),
        Column("media", "what it shows beside its text", kind="code", words=MEDIA_SHOWN, many=True),
        Column("edited", "whether it was edited after it appeared", kind="yes_no"),
        Column("views", "views of a post, rounded as its page rounds them", kind="number", unit="views"),
        Column("retrieved", "when this version was first received", unit=f"{MOMENT} or the day"),
        Column("version", "1 for the text first received, 2 for the next", kind="number", unit="versions"),
        Column("text_hash", "sha256 of title, text and quotes: what tells versions apart"),
    ),
)

SIGNALS = Table(
    "signals",
    "Something that sites of one hand share: an advertising account, an analytics number, an imprint.",
    ("domain", "kind", "value_hash"),
    (
        DOMAIN,
        OUTLET,
        Column("kind", "what is shared", kind="code", words=SIGNAL_KINDS, required=True),
        Column(
            "value_hash", "the value, or its keyed hash where it is a phone or address", required=True, level="team"
        ),
        _day("first_seen", "first seen"),
        _day("last_seen", "last seen"),
        CITATION,
    ),
)

REGISTRATIONS = Table(
    "registrations",
    "What the registry of a domain and the network that hosts it say.",
    ("domain",),
    (
        DOMAIN,
        OUTLET,
        _day("registered", "when the domain was registered"),
        _day("updated", "when its entry was last changed"),
        _day("expires", "until when it is registered"),
        Column("registrar", "who registered it", kind="name"),
        Column("holder", "the organisation that holds it; never a private person", kind="name", level="partner"),
        Column("status", "what the registry says of it", many=True),
        Column("name_servers", "its name servers", many=True),
        Column("network", "the network that hosts the site", kind="name"),
        Column("asn", "that network's number, as AS and its number"),
        Column("network_country", "where that network is registered, ISO 3166-1 alpha-2", kind="code"),
    ),
)

SNAPSHOTS = Table(
    "snapshots",
    "What an archive of the web has kept of a site.",
    ("address",),
    (
        Column("address", "host name or address", required=True),
        OUTLET,
        _day("first_seen", "the oldest copy"),
        _day("last_seen", "the newest copy"),
        _day("last_working", "the newest copy of a page that answered"),
        Column("n", "copies counted", kind="number", unit="copies", required=True),
        Column("archived", "address of the newest working copy", kind="url"),
        Column("status", "found, or excluded at the archive", kind="code", words=("found", "excluded", "none")),
    ),
)

BANS = Table(
    "bans",
    "An address that an authority ordered to be closed to the public, as its list or answer says.",
    ("address", "country", "list", "since"),
    (
        Column("address", "the address as listed", required=True),
        OUTLET,
        Column("country", "where it is banned, ISO 3166-1 alpha-2", kind="code", required=True),
        Column("list", "the list or answer that names it", required=True),
        Column("authority", "who ordered it", kind="name"),
        Column("decision", "number of the order or judgement"),
        Column("reason", "the reason given", kind="name"),
        _day("since", "from"),
        _day("until", "until, where it was lifted"),
    ),
)


def _team(name: str, meaning: str, *, kind: str = "text", unit: str = "", required: bool = False) -> Column:
    """A column that stays with the people who do the mapping."""
    return Column(name, meaning, kind=kind, unit=unit, required=required, level="team")


LISTINGS = Table(
    "listings",
    "Addresses that somebody else's list names, such as the sites that censorship is measured on.",
    ("source", "file", "row"),
    (
        Column("source", "the list, by its source's name in mapping/sources", kind="id", required=True),
        Column("file", "the file, as received", required=True),
        Column("row", "line of that file", kind="number", required=True),
        Column("address", "the address as listed", kind="url", required=True),
        OUTLET,
        Column("called", "what the list calls it: country and category", kind="quoted"),
        Column("licence", "on what terms it may be passed on"),
        CITATION,
    ),
)

ANSWERS = Table(
    "answers",
    "One answer of one person to one question of a survey. Encrypted at rest; the person is a keyed hash only.",
    ("round", "outlet_id", "respondent_hash", "question"),
    (
        _team("round", "which round of which survey", required=True),
        replace(OUTLET, level="team"),
        _team("respondent_hash", "keyed hash of the person or the form filled in", required=True),
        _team("question", "the question, by its name in the form; name#2 in a group filled in again", required=True),
        _team("answer", "the answer; several choices joined by ;", kind="quoted"),
        _team("consent_until", "until when the person allowed us to keep it", kind="date", unit=DAY),
        _team("outlet", "the outlet as answered", kind="quoted"),
        _team("date", "when the form was handed in", kind="date", unit=DAY),
    ),
)

ASSESSMENTS = Table(
    "assessments",
    "What a page says of who funds, governs and edits an outlet, and of what the outlet tells of itself.",
    ("outlet_id", "question", "date"),
    (
        replace(OUTLET, required=True),
        Column("question", "what was looked up", kind="code", words=tuple(QUESTIONS), required=True),
        Column("answer", "the answer, one of those that the question takes", kind="code", words=FOUND, required=True),
        _day("date", "when the page says it of the outlet, or else when the page was read", required=True),
        CITATION,
        CONFIDENCE,
        Column("note", "what the page says, in few words"),
    ),
)

OBSERVED = {
    table.name: table
    for table in (
        ACCESS, REACH, OWNER_TAGS, ITEMS, SIGNALS, REGISTRATIONS, SNAPSHOTS, BANS, LISTINGS, ANSWERS, ASSESSMENTS,
    )
}  # fmt: skip
