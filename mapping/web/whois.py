"""Questions on port 43 (RFC 3912): one line out, text until the other side closes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from mapping.web.addresses import PORTS, connect
from mapping.web.answers import Failed, Outcome
from mapping.web.connection import watch

_DOMAIN = re.compile(r"[\w.-]{1,253}\Z")


def answer(url: str, patience: tuple[float, float], opened: Mapping[str, str]) -> Iterator[bytes]:
    """What the server of `whois://server/domain` says, piece by piece; OSError when it cannot be reached."""
    parts = urlsplit(url)
    domain = unquote(parts.path.removeprefix("/"))
    if not _DOMAIN.match(domain):
        raise Failed(Outcome.UNSAFE, f"'{domain}' is no domain")
    to_connect, to_read = patience
    with connect(parts.hostname or "", PORTS["whois"], to_connect, opened) as sock:
        watch(sock)
        sock.settimeout(to_read)
        sock.sendall(domain.encode("idna") + b"\r\n")
        while piece := sock.recv(65_536):
            yield piece
