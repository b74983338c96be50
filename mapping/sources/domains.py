"""Host names: what of an address is the site, and under which name it is registered."""

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
