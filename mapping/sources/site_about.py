"""What a site says of itself: its names and publisher, its own handles elsewhere, its imprint.

A handle counts as the newsroom's own where the site puts it in its frame (head, foot, menu, contact page) or names it
in its structured data; share buttons and single posts are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from mapping.addresses import host_of
from mapping.sources.site_addresses import absolute, is_own
from mapping.sources.site_article import site_of
from mapping.sources.site_data import Records, records, texts
from mapping.sources.site_signals import Signal
from mapping.sources.site_text import one_line

_HANDLES = tuple(
    (kind, re.compile(form, re.IGNORECASE))
    for kind, form in (
        ("telegram", r"(?:t|telegram)\.(?:me|dog)/(?:s/)?(?P<h>[a-z]\w{3,31})/?\Z"),
        ("youtube", r"youtube\.com/(?P<h>@[\w.-]{3,30}|(?:channel|c|user)/[\w.-]{2,40})(?:/(?:featured|videos))?/?\Z"),
        ("instagram", r"instagram\.com/(?P<h>[\w.]{2,30})/?\Z"),
        ("facebook", r"(?:facebook|fb)\.com/(?P<h>(?:groups/)?[\w.-]{3,80}|pages/[\w%.-]+/\d+)/?\Z"),
        ("tiktok", r"tiktok\.com/(?P<h>@[\w.]{2,24})/?\Z"),
        ("ok", r"ok\.ru/(?P<h>(?:group|profile)/\d{5,20}|[a-z][\w.-]{2,40})/?\Z"),
        ("whatsapp", r"(?:whatsapp\.com/(?P<h>channel/\w{10,40})|chat\.whatsapp\.com/(?P<i>\w{10,40}))/?\Z"),
    )
)
_SITES = {
    "telegram": "https://t.me/", "youtube": "https://www.youtube.com/", "instagram": "https://www.instagram.com/",
    "facebook": "https://www.facebook.com/", "tiktok": "https://www.tiktok.com/", "ok": "https://ok.ru/",
    "whatsapp": "https://whatsapp.com/",
}  # fmt: skip
_NO_HANDLES = {
    "about", "accounts", "addstickers", "dialog", "dk", "embed", "explore", "game", "games", "hashtag", "help",
    "home.php", "intent", "iv", "joinchat", "legal", "login", "music", "plugins", "policies", "privacy",
    "profile.php", "proxy", "reel", "share", "sharer", "sharer.php", "stories", "tr", "video", "watch",
}  # fmt: skip
_FRAME = ("header", "footer", "nav", "address")
_FRAME_WORDS = re.compile(r"soc|foot|header|menu|nav|contact|follow|subscri|topbar|messenger", re.IGNORECASE)
_CONTACT = re.compile(
    r"контакт|о нас|о проекте|о редакции|о сайте|о компании|редакция|выходные данные|байланыс|біз туралы|жоба туралы|"
    r"біздің|байланыш|биз жөнүндө|биз тууралуу|долбоор|biz haqimizda|sayt haqida|aloqa|bog.?lanish|tahririyat|"
    r"биз ҳақимизда|сайт ҳақида|алоқа|таҳририят|дар бораи мо|тамос|about|contact|imprint|impressum|masthead",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\d/])\+?\s?\(?(?:996|998|992|8|7)\)?[\s().-]*\d(?:[\s().-]*\d){7,10}(?!\d)")
_PLACE = re.compile(
    r"(?:адрес(?: редакции)?|мекен-?жай\w*|дарек\w*|даре[гк]и|manzil\w*|манзил\w*|нишон[аӣи]\w*|суроға|address)"
    r"\s*[:—–]\s*([^\n]{10,160})",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?:БИН|ИИН|BIN|ИНН|INN|СТИР|STIR|РМА|ОКПО|(?:свидетельств\w*|куәлік|күбөлүк|guvohnoma|гувоҳнома|шаҳодатнома)"
    r"[^\n]{0,60}?№)\s*[:№]?\s*([\w/-]*\d[\w/-]{3,20})",
    re.IGNORECASE,
)
_SHORTEST_PHONE, MOST_CONTACTS = 11, 4


@dataclass(frozen=True)
class Handle:
    """A channel of the newsroom's own: its kind in our words, and its address in one spelling."""

    kind: str
    address: str


@dataclass(frozen=True)
class Tells:
    """What a page of a site tells of it: the site (its host, with a folder where one domain carries many), its names,
    its own handles, who publishes it, and its imprint as it stands, which is never kept unhashed; how many of its
    structured records are broken.
    """

    site: str
    names: tuple[str, ...] = ()
    handles: tuple[Handle, ...] = ()
    publishers: tuple[Signal, ...] = ()
    imprint: tuple[Signal, ...] = ()
    broken: int = 0


def tells(tree: Any, url: str, *, is_contact: bool) -> Tells:
    """What a page tells; where `tree` is None, the host alone. Only a contact page is searched for an imprint."""
    if tree is None:
        return Tells(host_of(url))
    data, found = records(tree), imprint(tree) if is_contact else []
    handles = own_handles(tree, data, everywhere=is_contact)
    names, makers = names_of(tree, data), publishers(data)
    return Tells(site_of(tree, url), tuple(names), tuple(handles), tuple(makers), tuple(found), data.broken)


def handle(link: str) -> Handle | None:
    """The channel that an address leads to; None for share buttons, single posts, and all other addresses."""
    try:
        parts = urlsplit(link.strip() if "//" in link else f"//{link.strip()}")
    except ValueError:
        return None
    place = f"{re.sub(r'^(?:www|m|web|ru-ru|mobile)[.]', '', parts.netloc)}{parts.path}"
    for kind, form in _HANDLES:
        if found := form.match(place):
            name = found["h"] or place
            first = name.lower().removeprefix("@").partition("/")[0]
            if first in _NO_HANDLES or (kind == "telegram" and first.endswith("bot")):
                return None
            if kind in ("telegram", "instagram", "tiktok", "facebook") and not name.startswith("pages/"):
                name = name.lower()
            return Handle(kind, f"https://{place}" if found.groupdict().get("i") else f"{_SITES[kind]}{name}")
    return None


def own_handles(tree: Any, data: Records, *, everywhere: bool = False) -> list[Handle]:
    """The newsroom's handles on a page; on a contact page a link counts wherever it stands."""
    links = [text for maker in data.makers for text in texts(maker.get("sameAs"))]
    links += [f"t.me/{str(name).lstrip('@')}" for name in tree.xpath("//meta[@name='telegram:channel']/@content")]
    for link in tree.xpath("//a[@href]"):
        if everywhere or _in_frame(link):
            links.append(str(link.get("href")))
    found = (handle(link) for link in links)
    return list(dict.fromkeys(each for each in found if each))


def _in_frame(link: Any) -> bool:
    """Whether a link stands in the frame of the page, by the names of what holds it; an icon counts as one."""
    if "me" in str(link.get("rel") or "").split():
        return True
    for element in (link, *link.iterancestors()):
        if element.tag in ("article", "main", "body"):
            return False
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag in _FRAME or _FRAME_WORDS.search(named):
            return True
    return False


def contact_pages(tree: Any, url: str) -> list[str]:
    """The addresses of the pages on which a site tells who makes it."""
    found = []
    for link in tree.xpath("//a[@href]"):
        words, address = one_line(str(link.text_content())), absolute(url, str(link.get("href")))
        said = words if len(words) < 40 else ""
        if (_CONTACT.search(said) or _CONTACT.search(urlsplit(address).path)) and is_own(address, url):
            found.append(address.partition("#")[0])
    return list(dict.fromkeys(found))[:MOST_CONTACTS]


def names_of(tree: Any, data: Records) -> list[str]:
    """What the site calls itself: its head and its structured data."""
    heads = tree.xpath("//meta[@property='og:site_name' or @name='application-name']/@content")
    named = [one_line(name) for name in (*map(str, heads), *_made(data, "name", "alternateName"))]
    return list(dict.fromkeys(name for name in named if 1 < len(name) <= 120))


def publishers(data: Records) -> list[Signal]:
    """Who the structured data says is behind the site: the legal name, and the organisation above."""
    named = (one_line(name).strip('«»“”" ') for name in _made(data, "legalName", "parentOrganization"))
    return [Signal("publisher", name.lower()) for name in dict.fromkeys(named) if 2 < len(name) <= 160]


def _made(data: Records, *fields: str) -> Iterator[str]:
    for maker in data.makers:
        for name in fields:
            yield from texts(maker.get(name))


def imprint(tree: Any) -> list[Signal]:
    """Phones, postal addresses and register numbers of a contact page, as they stand: hash them before keeping any."""
    text = "\n".join(one_line(str(each)) for each in tree.xpath("//body//text()[not(parent::script or parent::style)]"))
    whole = re.sub(r":\n", ": ", text)
    digits = (re.sub(r"\D", "", found[0]) for found in _PHONE.finditer(whole))
    phones = [Signal("imprint_phone", re.sub(r"\A8", "7", each)) for each in digits if len(each) >= _SHORTEST_PHONE]
    places = [Signal("imprint_address", _folded(found[1])) for found in _PLACE.finditer(whole)]
    numbers = [Signal("imprint_number", found[1].upper()) for found in _NUMBER.finditer(whole)]
    return list(dict.fromkeys([*phones, *places, *numbers]))


def _folded(address: str) -> str:
    return " ".join(re.findall(r"\w+", address.lower()))
