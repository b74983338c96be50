"""One page of a public preview (t.me/s/CHANNEL), taken apart: its posts, its counters, where the older posts are.

The class names are those of pages from 2018 to 2026. What a post shows of others - the beginning of the post it
answers, its block quotes - is kept apart from its own text. Names of people (signatures of authors) are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal

from lxml import etree, html

from mapping.addresses import handle_of, post_address, post_of
from mapping.sources.site_credits import credits_of
from mapping.sources.telegram_links import link
from mapping.tables import join

Parts = Mapping[str, list[html.HtmlElement]]

_MEDIA = {
    "photo_wrap": "photo", "video_player": "video", "roundvideo_player": "video", "voice_player": "voice",
    "voice": "voice", "document_wrap": "document", "sticker_wrap": "sticker", "location_wrap": "location",
    "poll": "poll",
}  # fmt: skip
_BLOCKS = frozenset(("br", "div", "p", "blockquote", "pre", "li"))
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)([KMB]?)", re.IGNORECASE | re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+", re.ASCII)
_COUNTED = re.compile(r"(\d[\d\s.,]*[KMB]?)\s+([^\W\d].*)", re.DOTALL)
_TIMES = {"": 1, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000}
# Subscribers and members, as pages in several languages begin the word.
_READERS = re.compile(
    r"subscriber|member|подписчик|участник|підписник|учасник|жазылушы|мүше|жазылуучу|катышуучу|obuna|a.zo|аъзо|обуна",
    re.IGNORECASE,
)


def tree(content: bytes) -> html.HtmlElement | None:
    """The page as a tree; None when it holds nothing at all."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(content.replace(b"\0", b""), parser=parser)
    except etree.ParserError:
        return None


def parts(node: html.HtmlElement) -> Parts:
    """The elements of a tree by the class names they carry, in the order of the page."""
    found: dict[str, list[html.HtmlElement]] = defaultdict(list)
    for each in node.iter("*"):
        for name in (each.get("class") or "").split():
            found[name].append(each)
    return found


def number(text: str) -> str:
    """A count as pages write it (`1.2K`, `4,02M`, `12 345`) in digits; empty when it is none."""
    text = re.sub(r"\s", "", text)
    if _GROUPED.fullmatch(text):
        return re.sub(r"\D", "", text)
    found = _NUMBER.fullmatch(text)
    return str(int(Decimal(found[1].replace(",", ".")) * _TIMES[found[2].upper()])) if found else ""


def subscribers(page: Parts) -> str:
    """How many follow the channel, from its preview or its card; empty where the page does not say."""
    for counter in page.get("tgme_channel_info_counter", []):
        inner = parts(counter)
        if _READERS.match(_first(inner, "counter_type")):
            return number(_first(inner, "counter_value"))
    for shown in (_first(page, "tgme_page_extra"), _first(page, "tgme_header_counter")):
        if (counted := _COUNTED.match(shown)) and _READERS.match(counted[2]):
            return number(counted[1])
    return ""


def channel(page: Parts) -> str:
    """The handle of the channel that the page is about; empty when it names none."""
    linked = page.get("tgme_channel_info_header_username", [])
    return next((handle for each in linked for a in each.iter("a") if (handle := handle_of(a.get("href", "")))), "")


def before(page: Parts) -> int:
    """The number below which the older posts lie; 0 at the beginning of the channel."""
    told = [each.get("data-before", "") for each in page.get("tme_messages_more", [])]
    return min((int(each) for each in told if re.fullmatch(r"\d{1,12}", each, re.ASCII)), default=0)


def moment(text: str) -> str:
    """A moment with its zone as UTC (`YYYY-MM-DDThh:mm:ssZ`); empty when it is none, or has no zone."""
    try:
        told = datetime.fromisoformat(text)
        return told.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20) if told.tzinfo else ""
    except (ValueError, OverflowError):
        return ""


def identity(post: html.HtmlElement, inner: Parts) -> tuple[str, str]:
    """The handle and the number of a post; empty where it has none."""
    told = f"https://t.me/{post.get('data-post', '')}"
    handle, own = post_of(told)
    return (handle, own) if own else post_of(_href(inner, "tgme_widget_message_date"))


def stated_time(inner: Parts) -> str:
    """The moment of a post as the page writes it; empty when it writes none."""
    dated = inner.get("tgme_widget_message_date", [])
    return next((each.get("datetime", "") for link_ in dated for each in link_.iter("time")), "")


def opened(post: html.HtmlElement) -> tuple[Parts, dict[str, str]]:
    """The elements of a post, and the cells on what it answers: that and the beginning of it leave the tree."""
    inner = parts(post)
    for reply in inner.get("tgme_widget_message_reply", [])[:1]:
        handle, own = post_of(reply.get("href", ""))
        shown = parts(reply)
        quoted = _first(shown, "tgme_widget_message_text") or _first(shown, "tgme_widget_message_metatext")
        reply.drop_tree()
        return parts(post), {"reply_to": post_address(handle, own) if handle else "", "quoted": quoted}
    return inner, {"reply_to": "", "quoted": ""}


def values(post: html.HtmlElement, inner: Parts, answered: Mapping[str, str], handle: str) -> dict[str, str]:
    """The cells of an opened post of a channel, but for where and when it stood. Its block quotes leave the tree."""
    body = next(iter(inner.get("tgme_widget_message_text", [])), None)
    links = _links(inner, body)
    quoted = [answered["quoted"], *_take_quotes(body)]
    text = text_of(body) if body is not None else ""
    return {
        "kind": "service" if "service_message" in post.get("class", "").split() else "post",
        "text": "\n".join(filter(None, (text, _poll(inner)))),
        "credited": ";".join(credits_of(text, [handle])),
        "quoted": "\n\n".join(filter(None, quoted)),
        "reply_to": answered["reply_to"],
        "links": links,
        "media": _media(inner, body),
        "edited": "yes" if _edited(inner) else "no",
        **_forward(inner),
    }


def text_of(node: html.HtmlElement) -> str:
    """The text of an element: line breaks where the page shows them, no other blanks than single ones."""
    pieces: list[str] = []
    for event, each in etree.iterwalk(node, events=("start", "end")):
        if event == "start":
            pieces += ["\n" if each.tag in _BLOCKS else "", re.sub(r"\s+", " ", each.text or "")]
        elif each is not node:
            pieces.append(re.sub(r"\s+", " ", each.tail or ""))
    return "\n".join(line.strip() for line in "".join(pieces).split("\n")).strip()


def _first(page: Parts, name: str) -> str:
    return next((text_of(each) for each in page.get(name, [])), "")


def _href(page: Parts, name: str) -> str:
    return next((each.get("href", "") for each in page.get(name, [])), "")


def _forward(inner: Parts) -> dict[str, str]:
    """Whom the post was forwarded from. A link to a post is a channel's; one to a mere handle is a person's."""
    for origin in inner.get("tgme_widget_message_forwarded_from_name", [])[:1]:
        handle, own = post_of(origin.get("href", ""))
        if handle and not own:
            return {"forward": "person"}
        named = {"forward": "channel" if own else "unlinked", "forwarded_name": text_of(origin)}
        return named | ({"forwarded_from": handle, "forwarded_url": post_address(handle, own)} if own else {})
    return {}


def _take_quotes(body: html.HtmlElement | None) -> Iterator[str]:
    while body is not None and (quote := body.find(".//blockquote")) is not None:
        yield text_of(quote)
        quote.tail = f" {quote.tail or ''}"
        quote.drop_tree()


def _links(inner: Parts, body: html.HtmlElement | None) -> str:
    """The addresses in the text, its buttons and its preview, without those that the page itself adds."""
    linking = [*(body.iter("a") if body is not None else ())]
    linking += [*inner.get("tgme_widget_message_inline_button", []), *inner.get("tgme_widget_message_link_preview", [])]
    return join(link(each.get("href", "")) for each in linking)


def _media(inner: Parts, body: html.HtmlElement | None) -> str:
    shown = {word for name, word in _MEDIA.items() if f"tgme_widget_message_{name}" in inner}
    hidden = not shown and body is None and "message_media_not_supported" in inner
    return join(shown | ({"unsupported"} if hidden else set()))


def _poll(inner: Parts) -> str:
    asked = inner.get("tgme_widget_message_poll_question", []) + inner.get("tgme_widget_message_poll_option_text", [])
    return "\n".join(text_of(each) for each in asked)


def _edited(inner: Parts) -> bool:
    """Whether a word stands beside the moment; a signature and the moment itself are elements of their own."""
    meta = inner.get("tgme_widget_message_meta", [])
    beside = [text for each in meta for text in (each.text, *(child.tail for child in each))]
    return any(letter.isalpha() for text in beside for letter in text or "")
