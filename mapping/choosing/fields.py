"""What a rule may ask of a candidate, and by what a candidate may be weighed: each name with its meaning.

`docs/rules.md` lists both; a test keeps it equal to these.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from mapping.schema import MEDIA, OWNERSHIP_TYPES, SCOPES, STATUSES
from mapping.schema.needs import NEED_THEMES

# The word that stands for an empty cell in a rule.
UNKNOWN = "unknown"
YES_NO = ("yes", "no")
KINDS = ("outlet", "organisation", "person")


@dataclass(frozen=True)
class Field:
    """One thing known of a candidate: its meaning, the words that may stand there (none: any), whether several may."""

    name: str
    meaning: str
    words: tuple[str, ...] = ()
    many: bool = False


def _named(*fields: Field) -> dict[str, Field]:
    return {field.name: field for field in fields}


FIELDS = _named(
    Field("kind", "what the candidate is", KINDS),
    Field("country", "the country whose public it speaks to (KZ, KG, TJ, UZ, TM; XX for the whole region)"),
    Field("home_country", "the country it comes from"),
    Field("base_country", "the country it works from"),
    Field("media", "by what it reaches the public", MEDIA, many=True),
    Field("languages", "the languages it publishes in, ISO 639 codes", many=True),
    Field("region", "the region of its newsroom, ISO 3166-2"),
    Field("capital", "whether its newsroom stands in the capital of its country", YES_NO),
    Field("scope", "how far it means to reach", SCOPES),
    Field("ownership_type", "who is behind it, in one word", OWNERSHIP_TYPES),
    Field("exile_status", "home, exile, or between the two", ("home", "hybrid", "exile")),
    Field("status", "whether it works today", STATUSES),
    Field("labelled", "whether a court declared its materials extremist: contact is a risk there", YES_NO),
    Field("owner", "who controls it in the end, by owner id; also what `[per_owner]` counts by", many=True),
    Field("sanctioned", "whether an owner stands on a list of sanctions, by a recorded decision", YES_NO),
    Field("foreign_state", "whether a foreign state speaks through it (source groups, or its type of owner)", YES_NO),
    Field("newcomer", "whether it took part in no programme so far", YES_NO),
    Field("women_led", "whether women lead it; not looked at yet", YES_NO),
    Field("gender", "of a person, as the file of candidates has it"),
    Field("role", "of a person or organisation, as the file of candidates has it"),
)

MEASURES = {
    "presence": "channels by which it reaches the public (site, Telegram, YouTube, ...): 25 points each, at most 100",
    "reach": "how its counted reach compares with the other candidates' of the same measure: 100 is the largest",
    "transparency": "how openly it says who owns it: 100 names its owners, 0 names nobody; the middle of the grades "
    "that stay possible where a fact is missing",
    "pressure": "events of pressure of the last five years (blocking, raid, arrest, lawsuit, ...): 20 points each, at "
    "most 100; missing where no event of any kind is on record, which does not mean calm",
    "evidence": "pages on which what we know of it rests: 10 points each, at most 100",
    "sourcing": "which share of the network of ties has fewer who draw on it (0: nobody has fewer)",
    "bridging": "which share of the network of ties stands less often between others (0: nobody stands less)",
    **{f"need_{theme}": f"its need for {theme.replace('_', ' ')}, 0 to 100" for theme in NEED_THEMES},
}


def nearest(name: str, known: Iterable[str]) -> str:
    """A half sentence that names the nearest known name, or all of them when none is near."""
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    return f"did you mean '{near[0]}'?" if near else f"choose from {', '.join(names)}."
