"""An article out of its page: title, time, text, language, whom it credits, where its body links to.

The text is found by trafilatura (Barbaresi, ACL 2021 demonstrations, pages 122-131); what it does not settle (zone of
the time, canonical address, several articles in one page, login walls) is settled here.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from mapping.addresses import host_of, registered_name
from mapping.names import identify
from mapping.sources.site_addresses import absolute, clean_address
from mapping.sources.site_credits import credits_of
from mapping.sources.site_data import Record, Records, records, texts
from mapping.sources.site_dates import Moment, published
from mapping.sources.site_rules import Rule
from mapping.sources.site_text import one_line, whole_letters
from mapping.tables import cell_problem

SHORTEST = 80
NO_MOMENT = Moment()
# Elements in a page; one of more is no article, and its reading would never end.
LARGEST_TREE = 60_000
MOST_READ, MOST_LINKS, LONGEST_LINK = 1_000, 60, 300
_SHARING = re.compile(
    r"(?:^|//|\.)(?:t\.me/share|telegram\.me/share|facebook\.com/(?:sharer|dialog|share)|twitter\.com/(?:intent|share)|"
    r"x\.com/(?:intent|share)|vk\.com/share|connect\.ok\.ru|ok\.ru/dk|wa\.me/\?|api\.whatsapp\.com|whatsapp://|"
    r"linkedin\.com/share|pinterest\.com/pin|connect\.mail\.ru)",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"/(?:log-?in|sign-?in|auth|account/login|wp-login\.php|subscribe|paywall)(?:[/?.]|\Z)", re.IGNORECASE
)
# Sites that carry many authors, each under a path of its own.
_PLATFORMS = re.compile(
    r"(?:livejournal\.com/users/[\w-]+|medium\.com/@?[\w.-]+|yvision\.kz/(?:u|community)/[\w.-]+|"
    r"(?:zen|dzen)\.[a-z]+/[\w.-]+|sites\.google\.com/(?:site|view)/[\w-]+)",
    re.IGNORECASE,
)
_LANGUAGE_FOLDER = re.compile(r"/?(?:[a-z]{2,3}|kir|rus|kaz|eng|uzb|tjk|oz|uz-cyr|cyr|lat)?/?\Z", re.IGNORECASE)
_SITE_ENDING = re.compile(r"\s+[|–—»:·-]\s+[^|–—»]{2,60}\Z")
_UNKNOWN = ("other", "und")
_WALL = "asks for a login: its text is not public"


@dataclass(frozen=True)
class Article:
    """What a page says as an article; `problem` says why it is none, or why it is kept only in part."""

    address: str
    channel: str
    title: str = ""
    text: str = ""
    moment: Moment = NO_MOMENT
    language: str = ""
    credited: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Origin:
    """Where and when a page was received, and the country of its outlet (empty where not known)."""

    url: str
    retrieved: str
    country: str = ""


def loaded(text: str) -> Any:
    """The tree of a page; None where there is no HTML in it."""
    from trafilatura import load_html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = load_html(text)
    # It takes text without <html> for no page, though the tag may be left out.
    return load_html(f"<html><body>{text}</body></html>") if tree is None and "<" in text else tree


def articles(text: str, origin: Origin, rule: Rule) -> list[Article]:
    """The articles of a page: usually one; several where a page carries them one below the other."""
    tree = loaded(text)
    if tree is None:
        return [Article(origin.url, host_of(origin.url), problem="holds no HTML")]
    if tree.xpath("count(//*)") > LARGEST_TREE:
        said = f"has more than {LARGEST_TREE:,} elements: it is no article"
        return [Article(origin.url, host_of(origin.url), problem=said)]
    data = records(tree)
    for selector in ("//h1//script | //h1//style", *rule.drop):  # their code is no title
        for element in tree.xpath(selector):
            element.drop_tree()
    address, channel = address_of(tree, origin.url), site_of(tree, origin.url)
    parts = tree.xpath("//article[.//h1][count(.//p) > 1]") if not rule.text else []
    if len(parts) < 2:
        return [_article(tree, data, Origin(address, origin.retrieved, origin.country), channel, rule, dated=tree)]
    found = []
    for number, part in enumerate(parts, start=1):
        own = Origin(_own_address(part, address, number), origin.retrieved, origin.country)
        has_time = number > 1 or part.xpath(".//time | .//*[@itemprop='datePublished']")
        own_data = _matching(data, _heading(part))
        found.append(_article(part, own_data, own, channel, rule, dated=part if has_time else tree))
    return found


def _article(part: Any, data: Records, origin: Origin, channel: str, rule: Rule, *, dated: Any) -> Article:
    """One article; `dated` is where its time stands: the part itself, or the whole page."""
    title = _title(part, data, rule)
    country = rule.country or origin.country
    moment = published(dated, data, origin.url, country, origin.retrieved, _first_text(part, rule.time))
    names = [*channel.split("/"), channel.partition(".")[0], *_site_names(part, data)]
    stated = [name for record in data.articles for name in _credited(record)]
    emptiness = _emptiness(part, origin.url)
    body, links = _body(part, rule)  # last, for it changes the tree
    title, _, body = whole_letters(f"{title}\n{body}").partition("\n")
    body = body.removeprefix(f"{title}\n")
    if len(body) < (SHORTEST if emptiness != _WALL else 3 * SHORTEST):
        return Article(origin.url, channel, title, problem=emptiness)
    credited, outgoing = tuple(credits_of(body, names, stated)), _outgoing(links, origin.url)
    return Article(origin.url, channel, title, body, moment, _language(part, title, body), credited, outgoing)


def _emptiness(tree: Any, url: str) -> str:
    """Why a page with little text has no more."""
    if _LOGIN.search(urlsplit(url).path) or tree.xpath("//input[@type='password']"):
        return _WALL
    if tree.xpath(".//img") and len(one_line(str(tree.text_content()))) < SHORTEST:
        return "holds pictures and no text"
    return f"has no text of {SHORTEST} letters: it is no article"


def address_of(tree: Any, url: str) -> str:
    """The canonical address of a page where it is one of the same site, else the address it came from."""
    for said in tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"):
        canonical = clean_address(absolute(url, str(said)))
        same_site = registered_name(host_of(canonical)) == registered_name(host_of(url))
        if same_site and (urlsplit(canonical).path.strip("/") or not urlsplit(url).path.strip("/")):
            return canonical
    return clean_address(url)


def site_of(tree: Any, url: str) -> str:
    """The site that a page belongs to: its host, with the folder of its author where one domain carries many.

    WordPress tells the folder of each of its sites in the address of its interface; platforms are known by name.
    """
    host = host_of(url)
    if found := _PLATFORMS.search(f"{host}{urlsplit(url).path}"):
        return found[0].lower()
    for said in tree.xpath("//link[@rel='https://api.w.org/']/@href"):
        interface = absolute(url, str(said))
        folder = urlsplit(interface).path.partition("/wp-json")[0]
        if host_of(interface) == host and not _LANGUAGE_FOLDER.match(folder):
            return f"{host}{folder.rstrip('/')}".lower()
    return host


def _own_address(part: Any, address: str, number: int) -> str:
    """The address of one of several articles in a page: what its heading links to, else its place in the page."""
    for link in part.xpath(".//h1//a/@href")[:1]:
        return clean_address(absolute(address, str(link)))
    return address if number == 1 else f"{address}#{number}"


def _heading(part: Any) -> str:
    return next((text for each in part.xpath(".//h1") if (text := one_line(str(each.text_content())))), "")


def _matching(data: Records, heading: str) -> Records:
    """The structured records of the article with this heading."""
    own = tuple(each for each in data.articles if heading and heading in texts(each.get("headline")))
    return Records(own, data.makers, data.broken)


def _title(tree: Any, data: Records, rule: Rule) -> str:
    if chosen := _first_text(tree, rule.title):
        return chosen
    headings = [text for each in tree.xpath(".//h1") if len(text := one_line(str(each.text_content()))) > 9]
    if len(set(headings)) == 1:
        return headings[0]
    for record in data.articles:
        for headline in texts(record.get("headline")):
            return one_line(headline)
    heads = tree.xpath("//meta[@property='og:title']/@content") + tree.xpath("//title/text()")
    return _SITE_ENDING.sub("", one_line(str(heads[0]))) if heads else "".join(headings[:1])


def _first_text(tree: Any, selector: str) -> str:
    for found in tree.xpath(selector) if selector else ():
        said = found if isinstance(found, str) else found.get("datetime") or found.text_content()
        return one_line(str(said))
    return ""


def _body(part: Any, rule: Rule) -> tuple[str, list[str]]:
    """The text, a paragraph a line, and the addresses that it links to."""
    from trafilatura import bare_extraction
    from trafilatura.xml import xmltotxt

    chosen = part.xpath(rule.text) if rule.text else []
    if chosen:
        lines = [one_line(str(each.text_content())) for each in chosen]
        return "\n".join(filter(None, lines)), [str(link) for each in chosen for link in each.xpath(".//a/@href")]
    found = bare_extraction(part, include_links=True, include_comments=False)
    body: Any = getattr(found, "body", None)
    if body is None:
        return "", []
    links = []
    for link in body.iter("ref"):
        links.append(str(link.attrib.pop("target", "")))
        link.tag = "span"  # else the address would stand in the text
    lines = [one_line(line) for line in xmltotxt(body, False).splitlines()]
    return "\n".join(filter(None, lines)), links


def _outgoing(links: list[str], url: str) -> tuple[str, ...]:
    """The addresses of other sites in a body, without share buttons; each once."""
    own, found = registered_name(host_of(url)), []
    for link in links[:MOST_READ]:
        address = clean_address(absolute(url, link)).replace(";", "%3B") if len(link) <= LONGEST_LINK else ""
        host = host_of(address) if address.startswith(("http://", "https://")) else ""
        if host and registered_name(host) != own and not _SHARING.search(address) and not cell_problem(address):
            found.append(address)
    return tuple(dict.fromkeys(found))[:MOST_LINKS]


def _credited(record: Record) -> Iterator[str]:
    for name in ("creditText", "sourceOrganization", "isBasedOn"):
        yield from (one_line(text) for text in texts(record.get(name)))


def _site_names(tree: Any, data: Records) -> list[str]:
    named = [name for record in data.makers for name in texts(record.get("name"))]
    return [*named, *map(str, tree.xpath("//meta[@property='og:site_name']/@content"))]


def _language(tree: Any, title: str, text: str) -> str:
    read = identify(f"{title}\n{text[:1000]}").language
    if read not in _UNKNOWN:
        return read
    said = "".join(tree.xpath("//html/@lang")[:1]).lower()[:2]
    return said if re.fullmatch(r"[a-z]{2}", said) else ""
