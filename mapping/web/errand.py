"""One ask on its way: with all that the door needs to know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from mapping.tables import Receipt
from mapping.web.addresses import host_of
from mapping.web.asks import Ask, Terms


@dataclass(frozen=True)
class Errand:
    """One ask: whose it is, on what terms, where its answer goes, and what came before.

    `url` is where to ask now (redirects lead on); `secret` is the value of the source's key; `before` is an older
    answer to the same ask, with its folder, so that the server may say that nothing changed. With a `vault_key` the
    answer is saved encrypted. `hops` counts redirects, `attempt` tries.
    """

    source: str
    ask: Ask
    url: str
    terms: Terms
    folder: Path
    licence: str
    secret: str = ""
    before: tuple[Path, Receipt] | None = None
    vault_key: bytes = b""
    hops: int = 0
    attempt: int = 1

    @property
    def host(self) -> str:
        """The host to be asked now."""
        return host_of(self.url)

    def moved(self, url: str) -> Errand:
        """The same errand, led on by a redirect; what was sent with POST is not sent there."""
        return replace(self, url=url, hops=self.hops + 1)

    def again(self) -> Errand:
        """The same errand, from its beginning, for another try."""
        return replace(self, url=self.ask.url, hops=0, attempt=self.attempt + 1)
