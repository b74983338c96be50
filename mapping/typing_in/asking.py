"""Asks a site, its registry and the web archive what they tell of an outlet, through the network door and politely.

The answers are kept with their receipts in `data/raw/drafts/<day>`, which no adapter reads: they become no facts.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mapping import sources
from mapping.addresses import host_of
from mapping.errors import InputUnreadable, MappingError
from mapping.paths import Places
from mapping.sources import Ask, Page, Scope, reading, registration, wayback, website
from mapping.sources.lock import alone
from mapping.sources.site_addresses import is_own
from mapping.sources.site_article import loaded
from mapping.sources.site_text import page_text
from mapping.tables import Receipt, read, rows_of
from mapping.typing_in.draft import Draft, compose
from mapping.web import settings as web_settings
from mapping.web.answers import Answer
from mapping.web.crawl import Crawl
from mapping.web.errand import Errand
from mapping.web.fetch import Door

FOLDER, FRONT = "drafts", "/front.html"
MOST_VERSIONS = 4


@dataclass
class _Asked:
    """What came of the asks so far; several threads add to it."""

    places: Places
    folder: Path
    received: list[tuple[str, Page]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ended(self, errand: Errand, answer: Answer) -> list[Errand]:
        """Keep a page, and give the errands that it leads to."""
        if answer.receipt is None:
            with self.lock:
                self.failed.append(f"{errand.ask.url}: {answer.reason}")
            return []
        try:
            page, asks = self._read(errand.source, answer.receipt)
        except MappingError as problem:
            with self.lock:
                self.failed.append(str(problem))
            return []
        with self.lock:
            self.received.append((errand.source, page))
            new = [ask for ask in asks if ask.url not in self.met]
            self.met |= {ask.url for ask in new}
        return [self.errand(errand.source, ask) for ask in new]

    def _read(self, source: str, receipt: Receipt) -> tuple[Page, list[Ask]]:
        page = reading.page(self.places, source, self.folder, receipt)
        reading.read(source, page)
        leads_on = source == "website" and page.name.endswith(FRONT)
        return page, list(_further(page)) if leads_on else []

    def errand(self, source: str, ask: Ask) -> Errand:
        """An ask with the terms of its source."""
        about = sources.about(source)
        return Errand(source, ask, ask.url, about.terms, self.folder, about.licence)


def draft(places: Places, url: str) -> tuple[Draft, list[str]]:
    """The draft of the outlet at an address, and what could not be asked, each with its reason.

    `InputUnreadable` for no web address, a site that is one of ours already, one that does not answer, or no contact in
    the settings.
    """
    host = host_of(url)
    if not host or not url.startswith(("http://", "https://")):
        raise InputUnreadable(f"'{url[:200]}' is no web address: write it as https://site.kg/.")
    if own_id := _ours(places, host):
        raise InputUnreadable(f"{host} is a site of '{own_id}' already: see `mapping explain {own_id}`.")
    settings = web_settings.load(places.data)
    today = datetime.now(UTC).date().isoformat()
    asked = _Asked(places, places.raw / FOLDER / today)
    with alone(places.raw):
        door = Door(settings, places.raw / "robots" / today)
        whois = settings.sources.get("registration", {})
        Crawl(door, settings, asked.ended).run(
            [asked.errand(source, ask) for source, ask in _first(host, url, today, whois)]
        )
    asked.received.sort(key=lambda each: (each[0] != "website", not each[1].name.endswith(FRONT), each[1].name))
    if not any(source == "website" for source, _ in asked.received):
        raise InputUnreadable(f"Nothing could be read at {url}: {'; '.join(asked.failed[:2])}.")
    return compose(host, today, asked.received), sorted(asked.failed)


def _ours(places: Places, host: str) -> str:
    """The outlet of ours that has this site; empty where none has, or nothing was built yet."""
    path = places.processed / "channels.csv"
    rows = rows_of(read(path)) if path.exists() else ()
    sites = {host_of(row["address"]): row["outlet_id"] for row in rows if row["kind"] in ("website", "mirror")}
    return sites.get(host, "")


def _first(host: str, url: str, today: str, settings: Mapping[str, Any]) -> Iterator[tuple[str, Ask]]:
    """The front page, the registry's entry and the copies in the archive."""
    scope = Scope((), today=today, hosts={host: ""}, settings=settings)
    yield "website", Ask(f"{host}/{today}{FRONT}", url, media=("text/html", "application/xhtml+xml"))
    for ask in registration.first(scope):
        if not ask.name.endswith("address.json"):
            yield "registration", ask
    for ask in wayback.first(replace(scope, settings={})):
        yield "wayback", replace(ask, name=f"{host}/copies.json")


def _further(page: Page) -> Iterator[Ask]:
    """The contact pages, and the front pages in the site's other languages."""
    for ask in website.more(page):
        if "/contact-" in ask.name:
            yield ask
    here = page.receipt.final_url or page.receipt.url
    tree = loaded(page_text(page.name, page.content, page.receipt.headers.get("content-type", "")))
    links = tree.xpath("//link[@rel='alternate'][@hreflang]") if tree is not None else []
    for at, link in enumerate(links[:MOST_VERSIONS], start=1):
        address = urljoin(here, str(link.get("href") or ""))
        if is_own(address, here) and address.rstrip("/") != here.rstrip("/"):
            yield Ask(page.name.replace(FRONT, f"/front-{at}.html"), address, media=("text/html",))
