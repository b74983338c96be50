"""Whose an address is: an outlet's, an outsider's, or nobody's that is known; then the address itself is the node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pandas as pd

from mapping.addresses import handle_of, host_of, is_telegram, registered_name
from mapping.tables import split

# Sites that hold the pages of many: a link there does not say whose page it is.
_PLATFORMS = frozenset({
    "youtube.com", "youtu.be", "instagram.com", "facebook.com", "fb.com", "tiktok.com", "ok.ru", "vk.com",
    "twitter.com", "x.com", "wordpress.com", "blogspot.com", "livejournal.com", "google.com",
})  # fmt: skip


class Book:
    """Who is at which host and which Telegram channel; an address that two share is nobody's."""

    def __init__(self, sites: Mapping[str, str], handles: Mapping[str, str]) -> None:
        self._sites, self._handles = dict(sites), dict(handles)

    def of_host(self, host: str) -> str:
        """Who has a host or the nearest domain above it, else its registered name; `""` for platforms and no host."""
        labels = host_of(host).split(".")
        for at in range(len(labels) - 1):
            if found := self._sites.get(".".join(labels[at:])):
                return found
        name = registered_name(host)
        return "" if name in _PLATFORMS else name

    def of_handle(self, handle: str) -> str:
        """Who has a Telegram channel, else `t.me/handle`; `""` for no handle."""
        handle = handle_of(handle)
        return self._handles.get(handle) or (f"t.me/{handle}" if handle else "")

    def of_channel(self, channel: str) -> str:
        """Who publishes a channel as items name it: a domain, or a handle of Telegram."""
        return self.of_host(channel) if "." in channel else self.of_handle(channel)


def book(channels: pd.DataFrame, outsiders: pd.DataFrame) -> Book:
    """The book of the tables `channels` and `outsiders`; an outlet goes before an outsider."""
    sites: dict[str, set[str]] = defaultdict(set)
    handles: dict[str, set[str]] = defaultdict(set)
    for outlet, kind, address in cells(channels, "outlet_id", "kind", "address"):
        if kind == "telegram":
            handles[handle_of(address)].add(outlet)
        elif kind in ("website", "mirror"):
            sites[host_of(address)].add(outlet)
    others: tuple[dict[str, set[str]], dict[str, set[str]]] = defaultdict(set), defaultdict(set)
    for outsider, domains, own in cells(outsiders, "outsider_id", "domains", "handles"):
        for found, cell, read in ((others[0], domains, host_of), (others[1], own, handle_of)):
            for address in split(cell):
                found[read(address)].add(outsider)
    known_sites = _sole(others[0]) | _sole(sites)
    return Book(
        {host: own_id for host, own_id in known_sites.items() if host not in _PLATFORMS and not is_telegram(host)},
        _sole(others[1]) | _sole(handles),
    )


def cells(frame: pd.DataFrame, *columns: str) -> list[tuple[str, ...]]:
    """The rows of some text columns, empty cells as empty texts."""
    return list(frame[list(columns)].fillna("").itertuples(index=False, name=None))


def countries_of(frame: pd.DataFrame, key: str) -> dict[str, str]:
    """The country of each thing by its id; empty where none is stated."""
    return {row[0]: row[1] for row in cells(frame, key, "country")}


def _sole(found: Mapping[str, set[str]]) -> dict[str, str]:
    return {address: next(iter(ids)) for address, ids in found.items() if address and len(ids) == 1}
