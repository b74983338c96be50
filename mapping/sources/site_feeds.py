"""Where a site's articles are told of: RSS and Atom feeds, sitemaps, robots.txt, its front page.

Feeds are read by a parser that goes on behind an error; sitemaps, which are flat and may be huge, by their marks alone.
"""

from __future__ import annotations

import html
import re
import warnings
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.exceptions import ParserRejectedMarkup

from mapping.errors import InputUnreadable
from mapping.sources.site_addresses import absolute, clean_address, is_own
from mapping.sources.site_dates import moment

_ENTRY = re.compile(r"<(sitemap|url)\b[^>]*>(.*?)(?=</\1>|<\1[\s>]|\Z)", re.DOTALL | re.IGNORECASE)
_LOC = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]+?)\s*(?:\]\]>)?\s*<", re.IGNORECASE)
_CHANGED = re.compile(r"<(?:lastmod|news:publication_date)>\s*(?:<!\[CDATA\[)?\s*([^<\]]+)", re.IGNORECASE)
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_HALF = re.compile(r"&#(?:x0*d[89a-f][0-9a-f]{2}|0*5(?:5[3-9]|6\d|7[0-3])\d{2}|x?0+);", re.IGNORECASE)
_FEED_KINDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
# Addresses that look like an article: a number of four digits or a name of four words at their end.
_ARTICLE_PATH = re.compile(r"/[^/]*(?:\d{4,}|(?:[^/_-]+[_-]){3}[^/]+)[^/]*/?\Z")
MOST_ENTRIES, MOST_UNDATED, MOST_SITEMAPS = 50_000, 200, 12


@dataclass(frozen=True)
class Entry:
    """One address that a feed or sitemap tells of, when it was published or changed (empty where not said), and
    whether it is another sitemap.
    """

    address: str
    when: str = ""
    is_sitemap: bool = False


@dataclass(frozen=True)
class Listing:
    """What a feed or sitemap holds; `nameless` counts its entries without an address."""

    entries: tuple[Entry, ...]
    nameless: int = 0
    following: str = ""


def feed(name: str, text: str, url: str, retrieved: str) -> Listing:
    """The entries of an RSS or Atom feed, also a broken one; `InputUnreadable` where there is no feed in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        try:
            soup = BeautifulSoup(_readable(text), "xml")
        except ParserRejectedMarkup as fault:
            raise InputUnreadable(f"{name} is no feed that can be read: gather it again.") from fault
    if soup.find(["rss", "feed", "RDF", "channel"]) is None:
        raise InputUnreadable(f"{name} is no feed: the site answered with something else.")
    found = [_feed_entry(each, url, retrieved) for each in soup.find_all(["item", "entry"])]
    following = soup.find("link", rel="next")
    href = str(following.get("href") or "") if isinstance(following, Tag) else ""
    named = tuple(each for each in found if each.address)
    return Listing(named, len(found) - len(named), absolute(url, href) if href else "")


def _readable(text: str) -> str:
    """The text from its first mark, without its declaration, whose code page no longer holds, and half characters."""
    text = re.sub(r"\A[^<]*(?:<\?xml[^>]*>)?", "", text)
    return _HALF.sub("?", text)


def _feed_entry(entry: Tag, url: str, retrieved: str) -> Entry:
    """The address and time of an entry; the publisher's own address before that of a feed service."""
    addresses = [_said(entry, "origLink")]
    for link in entry.find_all("link"):
        if link.get("rel", "alternate") == "alternate":
            addresses.append(str(link.get("href") or link.get_text()).strip())
    guid = entry.find("guid")
    if isinstance(guid, Tag) and guid.get("isPermaLink", "true") == "true":
        addresses.append(guid.get_text().strip())
    address = next((each for each in addresses if each.startswith(("http", "/"))), "")
    said = next(filter(None, (_said(entry, name) for name in ("pubDate", "published", "date", "updated"))), "")
    return Entry(clean_address(absolute(url, address)) if address else "", moment(said, None, retrieved))


def _said(entry: Tag, name: str) -> str:
    found = entry.find(name)
    return found.get_text().strip() if isinstance(found, Tag) else ""


def sitemap(name: str, text: str, url: str, retrieved: str) -> Listing:
    """The addresses of a sitemap or of an index of sitemaps, also as plain text, one a line.

    An address of a picture within an entry is none. `InputUnreadable` where there is no sitemap in it.
    """
    if not re.search(r"<(?:\w+:)?(?:urlset|sitemapindex)\b", text[:5_000], re.IGNORECASE):
        lines = [line.split(maxsplit=1) for line in text.splitlines() if line.startswith("http")]
        if "<" in text[:1_000] or not lines:
            raise InputUnreadable(f"{name} is no sitemap: the site answered with something else.")
        told = ((line[0], moment(line[-1], None, retrieved)) for line in lines[:MOST_ENTRIES])
        return Listing(tuple(Entry(clean_address(address), when) for address, when in told))
    found, nameless = [], 0
    for number, match in enumerate(_ENTRY.finditer(text)):
        if number >= MOST_ENTRIES:
            break
        loc, changed = _LOC.search(match[2]), _CHANGED.search(match[2])
        when = moment(changed[1], None, retrieved) if changed else ""
        address = clean_address(absolute(url, html.unescape(loc[1]))) if loc else ""
        nameless += not address
        if address:
            found.append(Entry(address, when, match[1].lower() == "sitemap"))
    return Listing(tuple(found), nameless)


def sitemaps_named(text: str, url: str) -> list[str]:
    """The sitemaps that a robots.txt names; the usual address where it names none."""
    if text.lstrip().startswith("<"):
        text = ""
    named = [absolute(url, found[1]) for found in _SITEMAP_LINE.finditer(text)]
    return list(dict.fromkeys(named)) or [absolute(url, "/sitemap.xml")]


def feeds_named(tree: Any, url: str) -> list[str]:
    """The feeds that a page declares, without those of comments; the usual address where it declares none."""
    named = [
        absolute(url, str(link.get("href")))
        for link in tree.xpath("//link[@rel='alternate'][@href]")
        if str(link.get("type")).lower() in _FEED_KINDS and "comments" not in str(link.get("href"))
    ]
    return list(dict.fromkeys(named)) or [absolute(url, "/rss"), absolute(url, "/feed")]


def articles_linked(tree: Any, url: str) -> list[str]:
    """The addresses on a page that look like articles of the same site, in their order."""
    found = (clean_address(absolute(url, str(link))) for link in tree.xpath("//a/@href"))
    return [each for each in dict.fromkeys(found) if _ARTICLE_PATH.search(urlsplit(each).path) and is_own(each, url)]


def wanted(listing: Listing, url: str, since: str) -> list[Entry]:
    """The entries of a listing that are the site's own and not older than `since`, the newest first.

    Where none of the articles, or none of the sitemaps, has a date, both ends of their list are taken, for the newest
    may stand at either: `MOST_UNDATED` articles, `MOST_SITEMAPS` sitemaps.
    """
    own = [each for each in listing.entries if each.is_sitemap or is_own(each.address, url)]
    found = []
    for same, most in (
        ([each for each in own if each.is_sitemap], MOST_SITEMAPS),
        ([each for each in own if not each.is_sitemap], MOST_UNDATED),
    ):
        dated = sorted((each for each in same if each.when), key=lambda each: each.when, reverse=True)
        ends = same if len(same) <= most else [*same[: most // 2], *same[-(most // 2) :]]
        found += [each for each in dated if each.when >= since] if dated else ends
    return found


def left_out(listing: Listing, url: str) -> int:
    """How many of the site's own entries are not asked for because nothing tells their date."""
    asked = set(wanted(listing, url, ""))
    undated = [each for each in listing.entries if not each.when and (each.is_sitemap or is_own(each.address, url))]
    return sum(each not in asked for each in undated)
