"""What a site's robots.txt allows, and how long a pause it wants (RFC 9309)."""

from __future__ import annotations

import threading
from urllib.parse import urlsplit

from protego import Protego

from mapping.web.settings import PROJECT_NAME

# RFC 9309 asks for 500 KiB at least.
LARGEST = 512_000


def address(url: str) -> str:
    """Where the robots.txt for this address stands."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


class Robots:
    """The rules of the sites met in one run."""

    def __init__(self) -> None:
        self._rules: dict[str, Protego] = {}
        self._lock = threading.Lock()

    def knows(self, url: str) -> bool:
        """Whether the rules for this address have been read."""
        return address(url) in self._rules

    def learn(self, url: str, content: bytes) -> None:
        """Take the rules for this address from the bytes of its robots.txt; no bytes allow everything."""
        rules = Protego.parse(content[:LARGEST].decode("utf-8-sig", errors="replace"))
        with self._lock:
            self._rules[address(url)] = rules

    def allow(self, url: str) -> bool:
        """Whether this address may be asked."""
        return bool(self._rules[address(url)].can_fetch(url, PROJECT_NAME))

    def pause(self, url: str) -> float:
        """The seconds between two requests that the site asks for; 0 where it says nothing."""
        rules = self._rules.get(address(url))
        return float((rules.crawl_delay(PROJECT_NAME) if rules else None) or 0.0)
