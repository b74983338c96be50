"""Who may see what: the three levels, and which links may be live.

A mistake can hurt a journalist, so the level is part of every column in `schema`, is checked again where files are
written, and a link to a page that is dangerous to open is printed as text.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from mapping.errors import UnknownName

# From what anyone may read to what stays with the people who do the mapping.
LEVELS = ("public", "partner", "team")

# Owners whose newsrooms abroad are seats of a foreign service, not places of exile.
FOREIGN_SERVICES = ("foreign_state", "foreign_nonprofit", "state")


def rank(level: str) -> int:
    """How much a level may show: 0 for `public`, 2 for `team`; `UnknownName` for any other word."""
    if level not in LEVELS:
        raise UnknownName(f"There is no level '{level}': choose from {', '.join(LEVELS)}.")
    return LEVELS.index(level)


def may_show(level: str, edition: str) -> bool:
    """Whether something of this level may stand in an edition of that level."""
    return rank(level) <= rank(edition)


def place_level(*, exiled: bool, country: str, base_country: str, ownership_type: str, city: str) -> str:
    """How finely an outlet's place may be shown: `city`, `region` or `country`.

    An outlet that works outside the country it covers is shown at its country, unless it is the seat of a foreign
    service. A decision may say `hidden` or something finer.
    """
    abroad = bool(base_country) and base_country != country
    if exiled or (abroad and ownership_type not in FOREIGN_SERVICES):
        return "country"
    return "city" if city else "region"


def is_private(kind: str, public_role: str, confidences: Iterable[str]) -> bool:
    """Whether an owner is a person whose name no reader needs: without a public role, and without a registered or
    reported stake (`confidences` are those of the person's stakes). Below level team they have a pseudonym.
    """
    return kind == "person" and not public_role and {"registered", "reported"}.isdisjoint(confidences)


def host(address: str) -> str:
    """The host of a web address without `www.`: what tells one site from another."""
    return (urlsplit(address if "//" in address else f"//{address}").hostname or "").removeprefix("www.")


def is_live(address: str, warned_hosts: Iterable[str]) -> bool:
    """Whether an address may be printed as a link: not when it, or a site above it, belongs to a labelled outlet."""
    own = host(address)
    return not any(own == warned or own.endswith(f".{warned}") for warned in warned_hosts)
