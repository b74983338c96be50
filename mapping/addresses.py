"""Addresses of the web and of Telegram: which host, which registered name, which channel and post one names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

# Labels under a country's top-level domain below which names are registered (com.kz, gov.kg, co.uz ...), after the
# registries' own rules; for other countries the commonest of them.
_SECOND_LEVEL = {
    "kz": "com edu gov mil net org",
    "kg": "com edu gov mil net org",
    "tj": "ac aero biz co com coop dyn edu go gov info int mil museum my name net nic org per pro test web",
    "uz": "co com net org",
    "": "ac co com edu gov net org",
}
_HOST = re.compile(r"(?!-)[\w-]{1,63}(?:\.[\w-]{1,63})*\.(?:[^\W\d_]{2,63}|xn--[a-z0-9-]{2,59})\Z")
# Telegram's own hosts, and mirrors that show the same pages. Mirrors change their endings when they are blocked.
_TELEGRAM = re.compile(r"(?:www\.)?(?:t\.me|telegram\.(?:me|dog)|xn--r1a\.website|(?:tlgr|tmtr)\.[a-z]{2,})")
_OWN_TELEGRAM = re.compile(r"(?P<handle>[a-z]\w{3,31})\.t\.me", re.ASCII)
_HANDLE = re.compile(r"@?([a-z]\w{3,31})", re.ASCII | re.IGNORECASE)
_PATH = re.compile(r"(?:/s)?/(?P<handle>[a-z]\w{3,31})(?:/\d+)??(?:/(?P<number>\d{1,12}))?/?", re.ASCII | re.IGNORECASE)
# First parts of paths that are no handles: invitations, stickers, settings of the program.
_RESERVED = (
    "joinchat", "addstickers", "addemoji", "addtheme", "addlist", "share", "proxy", "socks", "login", "invoice",
    "setlanguage", "confirmphone", "contact", "boost", "giftcode",
)  # fmt: skip


def host_of(address: str) -> str:
    """The host of a web address or bare domain: small letters, without `www.` and port; `""` where there is none,
    or a user name before it.
    """
    address = address.strip()
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        host = "" if "@" in parts.netloc else parts.hostname or ""
    except ValueError:
        return ""
    host = host.rstrip(".").removeprefix("www.")
    return host if _HOST.match(host) else ""


def registered_name(host: str) -> str:
    """The name that somebody registered: `ru.sputnik.kz` -> `sputnik.kz`, `www.inform.com.kz` -> `inform.com.kz`."""
    labels = host_of(host).split(".")
    shared = _SECOND_LEVEL.get(labels[-1], _SECOND_LEVEL[""] if len(labels[-1]) == 2 else "").split()
    size = 3 if len(labels) > 2 and labels[-2] in shared else 2
    return ".".join(labels[-size:])


def registered_names(hosts: Iterable[str]) -> list[str]:
    """The registered names behind a set of hosts, each once, in order."""
    return sorted({name for name in map(registered_name, hosts) if name})


def is_telegram(host: str) -> bool:
    """Whether a host shows channels of Telegram: its own hosts and mirrors."""
    return bool(_TELEGRAM.fullmatch(host) or _OWN_TELEGRAM.fullmatch(host))


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
    own = _OWN_TELEGRAM.fullmatch(host)
    path = f"/{own['handle']}{parts.path}" if own else parts.path
    found = _PATH.fullmatch(path) if own or _TELEGRAM.fullmatch(host) else None
    if found is None or found["handle"].lower() in _RESERVED:
        return "", ""
    return found["handle"].lower(), found["number"] or ""


def post_address(handle: str, number: str) -> str:
    """The one address of a post; of the channel without a number."""
    return f"https://t.me/{handle}/{number}" if number else f"https://t.me/{handle}"
