"""Addresses of Telegram: one form for every channel and post, whichever of the many hosts a link was written with."""

from __future__ import annotations

import re
from urllib.parse import quote, urldefrag, urlsplit

from mapping.tables import cell_problem

# Telegram's own hosts, and mirrors that show the same pages. Mirrors change their endings when they are blocked.
_HOST = re.compile(r"(?:www\.)?(?:t\.me|telegram\.(?:me|dog)|xn--r1a\.website|(?:tlgr|tmtr)\.[a-z]{2,})")
_OWN_HOST = re.compile(r"(?P<handle>[a-z]\w{3,31})\.t\.me", re.ASCII)
_HANDLE = re.compile(r"@?([a-z]\w{3,31})", re.ASCII | re.IGNORECASE)
_PATH = re.compile(r"(?:/s)?/(?P<handle>[a-z]\w{3,31})(?:/\d+)??(?:/(?P<number>\d{1,12}))?/?", re.ASCII | re.IGNORECASE)
# First parts of paths that are no handles: invitations, stickers, settings of the program.
_RESERVED = (
    "joinchat", "addstickers", "addemoji", "addtheme", "addlist", "share", "proxy", "socks", "login", "invoice",
    "setlanguage", "confirmphone", "contact", "boost", "giftcode",
)  # fmt: skip
_UNFIT = re.compile(r"[\s;<>\"\\^`{|}\x00-\x20\x7f]")


def handle_of(address: str) -> str:
    """The handle in small letters that an address or `@handle` names; empty when it names no channel."""
    bare = _HANDLE.fullmatch(address.strip())
    return bare[1].lower() if bare else post_of(address)[0]


def post_of(address: str) -> tuple[str, str]:
    """The handle and the post's number in an address of Telegram or of a mirror; empty where it names none."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return "", ""
    own = _OWN_HOST.fullmatch(host)
    path = f"/{own['handle']}{parts.path}" if own else parts.path
    found = _PATH.fullmatch(path) if own or _HOST.fullmatch(host) else None
    if found is None or found["handle"].lower() in _RESERVED:
        return "", ""
    return found["handle"].lower(), found["number"] or ""


def post_address(handle: str, number: str) -> str:
    """The one address of a post; of the channel without a number."""
    return f"https://t.me/{handle}/{number}" if number else f"https://t.me/{handle}"


def link(address: str) -> str:
    """A link as it goes into a cell: Telegram's in their one form, others without their fragment.

    Empty for what is no web address (hashtags, e-mail, links into the program) or unfit for a table.
    """
    handle, number = post_of(address)
    if handle:
        return post_address(handle, number)
    address = _UNFIT.sub(lambda found: quote(found[0], safe=""), address.strip())
    try:
        parts = urlsplit(address)
        web = parts.scheme.lower() in ("http", "https") and "." in (parts.hostname or "")
    except ValueError:
        return ""
    address = urldefrag(address).url
    return address if web and not cell_problem(address) else ""
