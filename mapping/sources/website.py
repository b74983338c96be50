"""Sites of outlets: their articles, what they say of themselves, and what they share with other sites.

A site is asked for its front page, robots.txt, ads.txt, sellers.json and trust.txt; these lead to its feeds and
sitemaps, contact pages and articles. Only articles since a first day are asked for: the one wished, else the day of the
newest at hand, else 30 days ago. That day stands in the folder of the pages that lead on (`24.kg/2026-10-22/...`); an
article has one file name wherever it was found, so that it is asked once.

Texts stay here: what may be published are links, counts, hashes and short quotations. A signal that two sites share is
weak evidence of one hand, never more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from mapping import vault
from mapping.addresses import host_of
from mapping.dates import is_date
from mapping.errors import InputUnreadable
from mapping.sources import Ask, Flaw, Page, Row, Scope, Source, Terms
from mapping.sources import site_about as about
from mapping.sources import site_feeds as feeds
from mapping.sources import site_signals as signals
from mapping.sources.site_addresses import is_own
from mapping.sources.site_article import Article, Origin, articles, loaded
from mapping.sources.site_rules import TABLE, rule_of
from mapping.sources.site_signals import Signal
from mapping.sources.site_text import LONGEST, LONGEST_LIST, is_picture, page_text
from mapping.web.asks import MEGABYTE

SOURCE = Source(
    title="Sites of outlets",
    publisher="The outlets",
    licence="Texts belong to their authors: kept for analysis, never published",
    url="https://www.sitemaps.org/",
    gives={"items": (1, 5_000_000), "channels": (0, 200_000), "signals": (0, 1_000_000)},
    files=("*/*.html", "*/*.txt", "*/*.json", "*/*.xml", "*/*/*.html", "*/*/*.txt", "*/*/*.json", "*/*/*.xml"),
    terms=Terms(rate=1.0, largest=20 * MEGABYTE),
    tables=(TABLE,),
    grows=True,
    keyed=True,
)

# How far back a site is read that was never read before, where no first day is given.
DAYS = 30
MOST_LINKED, DEEPEST = 60, 3
_MAYBE = (200, 404, 410)
_HTML = ("text/html", "application/xhtml+xml")
_BESIDE = {
    "ads.txt": "ads.txt",
    "sellers.json": "sellers.json",
    "trust.txt": "trust.txt",
    "trust-2.txt": ".well-known/trust.txt",
}


def first(scope: Scope) -> Iterator[Ask]:
    """The front page of each site and the files beside it; the lists of sellers that the settings name (`sellers`).

    Sites are asked over https, those that the settings name as `plain` over http.
    """
    month_ago = (date.fromisoformat(scope.today) - timedelta(days=DAYS)).isoformat()
    for host, country in sorted(scope.hosts.items()):
        since = scope.since or scope.seen.get(host, "")[:10] or month_ago
        home = f"{'http' if host in scope.settings.get('plain', ()) else 'https'}://{host}/"
        yield Ask(f"{host}/{since}/front.html", home, media=_HTML, country=country)
        yield Ask(f"{host}/{since}/robots.txt", f"{home}robots.txt", statuses=_MAYBE, country=country)
        for name, path in _BESIDE.items():
            yield Ask(f"{host}/{name}", f"{home}{path}", statuses=_MAYBE, country=country)
    for address in scope.settings.get("sellers", ()):
        yield Ask(f"{host_of(address)}/sellers.json", address)


def more(page: Page) -> Iterator[Ask]:
    """The feeds, sitemaps, contact pages and articles that a page leads to."""
    kind, since = _kind(page), PurePosixPath(page.name).parent.name
    is_there = page.receipt.status in (0, 200) and not is_picture(page.content)
    if not is_date(since):
        return
    if kind == "robots":
        for address in feeds.sitemaps_named(_text(page) if is_there else "", _url(page))[: feeds.MOST_SITEMAPS]:
            yield _ask(page, "sitemap0", address)
    elif is_there and kind == "front":
        yield from _from_front(page, _text(page), _url(page))
    elif is_there and kind.startswith(("feed", "sitemap")):
        yield from _from_listing(page, kind, _text(page), _url(page), since)


def _from_front(page: Page, text: str, url: str) -> Iterator[Ask]:
    tree = loaded(text)
    if tree is None:
        return
    for address in feeds.feeds_named(tree, url):
        yield _ask(page, "feed", address)
    for address in about.contact_pages(tree, url):
        yield _ask(page, "contact", address)
    for address in feeds.articles_linked(tree, url)[:MOST_LINKED]:
        yield _ask(page, "article", address)


def _from_listing(page: Page, kind: str, text: str, url: str, since: str) -> Iterator[Ask]:
    """What a feed or a sitemap tells of; sitemaps within sitemaps no deeper than `DEEPEST`."""
    listing = _listing(page, kind, text, url)
    depth = int(kind[-1]) + 1 if kind.startswith("sitemap") else DEEPEST
    for entry in feeds.wanted(listing, url, since):
        if not entry.is_sitemap:
            yield _ask(page, "article", entry.address)
        elif depth < DEEPEST:
            yield _ask(page, f"sitemap{depth}", entry.address)
    if listing.following and is_own(listing.following, url) and any(each.when >= since for each in listing.entries):
        yield _ask(page, "feed", listing.following)


def _ask(page: Page, kind: str, url: str) -> Ask:
    """An ask whose file is named by its address; articles stand above the folder of the first day."""
    folder = PurePosixPath(page.name).parent
    ending = "html" if kind in ("article", "contact") else "xml"
    name = f"{folder.parent if kind == 'article' else folder}/{kind}-{sha256(url.encode()).hexdigest()[:16]}.{ending}"
    media, statuses = (_HTML, (200,)) if ending == "html" else ((), _MAYBE)
    return Ask(name, url, media=media, statuses=statuses, country=page.receipt.country)


def parse(page: Page) -> Iterator[Row | Flaw]:
    """Items of articles; channels and signals of the other pages. A page of an error status says nothing."""
    kind = _kind(page)
    if page.receipt.status not in (0, 200):
        return
    if is_picture(page.content):
        yield Flaw(0, "", "", "is an image or a document, not a page: it has no text to read")
        return
    text, url = _text(page), _url(page)
    if len(page.content) > (longest := _longest(page)):
        yield Flaw(0, "", "", f"is larger than {longest:,} bytes: only its beginning is read")
    if kind == "article":
        yield from _articles(page, text, url)
    elif kind in ("front", "contact"):
        yield from _about(page, text, url)
    elif kind == "sellers":
        yield from _sellers(page, text, url)
    elif kind in ("ads", "trust") and not text.lstrip().startswith("<"):  # a page in its place: there is none
        yield from _ads(page, text, url) if kind == "ads" else _trust(page, text, url)
    elif kind.startswith(("feed", "sitemap")):
        yield from _left_out(_listing(page, kind, text, url), url)


def _left_out(listing: feeds.Listing, url: str) -> Iterator[Flaw]:
    """What a feed or sitemap tells of that is not asked for, counted."""
    if listing.nameless:
        yield Flaw(0, "link", "", f"{listing.nameless:,} of its entries have no address: they are left out")
    if undated := feeds.left_out(listing, url):
        yield Flaw(
            0, "lastmod", "", f"{undated:,} of its entries have no date: only the first and the last are asked for"
        )


def _kind(page: Page) -> str:
    """What a page is, by its file name: front, robots, ads, sellers, trust, contact, feed, sitemap0 ..., article."""
    return PurePosixPath(page.name).name.partition(".")[0].partition("-")[0]


def _asked(page: Page) -> str:
    """The host that was asked: an ads.txt speaks for it, wherever it leads on to."""
    host = host_of(page.receipt.url if page.receipt.url != SOURCE.url else "") or host_of(_url(page))
    if not host:
        raise InputUnreadable(f"Nothing tells which site {page.name} is of: name its folder after the host.")
    return host


def _url(page: Page) -> str:
    """The address that answered; of a page collected by hand, the host that its folder is named after."""
    found = page.receipt.final_url or page.receipt.url
    if found and found != SOURCE.url:
        return found
    named = next((part for part in PurePosixPath(page.name).parts[:-1] if host_of(part)), "")
    return f"https://{named}/" if named else ""


def _text(page: Page) -> str:
    return page_text(page.name, page.content, page.receipt.headers.get("content-type", ""), _longest(page))


def _longest(page: Page) -> int:
    return LONGEST_LIST if _kind(page).startswith(("sitemap", "sellers")) else LONGEST


def _listing(page: Page, kind: str, text: str, url: str) -> feeds.Listing:
    read = feeds.feed if kind == "feed" else feeds.sitemap
    if re.search(r"<!doctype html|<html", text[:1_000], re.IGNORECASE):  # a page in its place: there is none
        return feeds.Listing(())
    return read(page.name, text, url, page.receipt.retrieved)


def _articles(page: Page, text: str, url: str) -> Iterator[Row | Flaw]:
    retrieved = page.receipt.time or page.receipt.retrieved
    rule = rule_of(_asked(page), page.tables[TABLE])
    for line, article in enumerate(articles(text, Origin(url, retrieved, page.receipt.country), rule), start=1):
        moment = article.moment
        if not urlsplit(article.address).path.strip("/"):
            yield Flaw(line, "url", article.address, "is no address of an article: none is stated in the page")
        elif article.problem:
            yield Flaw(line, "text", article.title, article.problem)
        elif not moment.time and not moment.said:
            yield Flaw(line, "time", article.address, "states no time: it is a list of articles, or no article")
        else:
            if moment.said and not moment.time:
                yield Flaw(line, "time", moment.said, moment.reason)
            yield _item(line, article, retrieved)


def _item(line: int, article: Article, retrieved: str) -> Row:
    values = {
        "channel": article.channel,
        "time": article.moment.time,
        "title": article.title,
        "text": article.text,
        "language": article.language,
        "url": article.address,
        "credited": ";".join(article.credited),
        "links": ";".join(article.links),
        "kind": "article",
        "retrieved": retrieved,
    }
    return Row("items", line, article.address, values, (article.address,))


def tells(page: Page) -> about.Tells:
    """What a front or contact page tells of its site, for the draft of an outlet's row."""
    return about.tells(loaded(_text(page)), _url(page), is_contact=_kind(page) == "contact")


def _about(page: Page, text: str, url: str) -> Iterator[Row | Flaw]:
    """The site and its handles, the numbers in its code, its publisher, and of a contact page its imprint, hashed."""
    told = tells(page)
    if _kind(page) == "front":
        address = f"{urlsplit(url).scheme}://{told.site}/"
        yield Row("channels", 1, told.site, {"kind": "website", "address": address}, (url,))
    for found in told.handles:
        yield Row("channels", 1, told.site, {"kind": found.kind, "address": found.address}, (url,))
    hidden = signals.hashed(told.imprint, page.tables.get(vault.IMPRINT, b""))
    yield from _signals(page, host_of(url), url, [*signals.ids_in(text), *told.publishers, *hidden])
    if told.broken:
        yield Flaw(0, "application/ld+json", "", f"{told.broken} of its structured records are no JSON")


def _signals(page: Page, domain: str, url: str, found: list[Signal]) -> Iterator[Row]:
    day = page.receipt.retrieved
    for each in signals.fit(found):
        cells = {"domain": domain, "kind": each.kind, "value_hash": each.value, "first_seen": day, "last_seen": day}
        yield Row("signals", 1, f"{domain} {each.kind} {each.value}", cells, (url,))


def _ads(page: Page, text: str, url: str) -> Iterator[Row | Flaw]:
    found = list(signals.ads_txt(text))
    yield from _signals(page, _asked(page), url, [each for each in found if isinstance(each, Signal)])
    for line in (each for each in found if isinstance(each, int)):
        yield Flaw(line, "", text.splitlines()[line - 1].strip(), "is no line of an ads.txt")


def _trust(page: Page, text: str, url: str) -> Iterator[Row | Flaw]:
    found = signals.trust_txt(text)
    yield from _signals(page, _asked(page), url, list(found.signals))
    for social in dict.fromkeys(each for each in map(about.handle, found.social) if each):
        yield Row("channels", 1, _asked(page), {"kind": social.kind, "address": social.address}, (url,))


def _sellers(page: Page, text: str, url: str) -> Iterator[Row | Flaw]:
    if text.lstrip().startswith("<"):
        return
    for found in signals.sellers_json(page.name, text, _asked(page)):
        if isinstance(found, int):
            yield Flaw(found, "domain", "", "names no domain or no account of a seller")
        else:
            yield from _signals(page, found[0], url, [found[1]])
