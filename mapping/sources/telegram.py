"""Posts of public Telegram channels, from the preview that needs neither an account nor a phone.

A channel is read from its newest post back to the first day wanted. Of a channel without a preview only its card comes:
the followers, no post; a vanished one answers with the card of nobody. Telegram has no documented limit; it is asked
slowly. Texts stay here: what may be published are links, counts, forwards and hashes.

People can also export a public channel or group with Telegram Desktop (`HANDLE/result.json`); the folder is named
after the handle, which the export does not state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import PurePosixPath
from urllib.parse import parse_qs, urlsplit

from lxml.html import HtmlElement

from mapping.addresses import handle_of, post_address, post_of
from mapping.dates import is_date
from mapping.errors import InputUnreadable
from mapping.sources import Ask, Flaw, Page, Row, Scope, Source, Terms
from mapping.sources import telegram_export as export
from mapping.sources import telegram_page as preview
from mapping.web.asks import MEGABYTE

SOURCE = Source(
    title="Posts of public Telegram channels",
    publisher="Telegram and the channels",
    licence="Texts belong to their authors: kept for analysis, never published",
    url="https://t.me/",
    gives={"items": (1, 5_000_000), "reach": (0, 200_000)},
    files=("*/*.html", "*/*/*.html", "*/*.json"),
    terms=Terms(rate=1.5, largest=10 * MEGABYTE),
    grows=True,
)

# How far back a channel is read that was never read before, where no first day is given.
DAYS = 30


def first(scope: Scope) -> Iterator[Ask]:
    """The newest page of each channel; its file stands in a folder named by the first day wanted.

    Without a day in `scope.since` that is the day of the newest post at hand, or 30 days ago.
    """
    for address, country in sorted(scope.handles.items()):
        if handle := handle_of(address):
            since = scope.since or scope.seen.get(handle, "")[:10] or _before(scope.today)
            yield Ask(f"{handle}/{since}/newest.html", f"{SOURCE.url}s/{handle}", country=country)


def more(page: Page) -> Iterator[Ask]:
    """The page with the posts before the oldest of this one, while that is not older than the first day wanted."""
    name = PurePosixPath(page.name)
    since, tree = name.parent.name, preview.tree(page.content)
    if tree is None or name.suffix != ".html" or not is_date(since):
        return
    found = preview.parts(tree)
    older, asked = preview.before(found), parse_qs(urlsplit(page.receipt.url).query).get("before", [""])[0]
    goes_down = older and (not asked.isdecimal() or older < int(asked))
    if goes_down and _oldest_day(found) >= since:
        url = f"{SOURCE.url}s/{name.parent.parent.name}?before={older}"
        yield Ask(f"{name.parent}/before-{older}.html", url, country=page.receipt.country)


def parse(page: Page) -> Iterator[Row | Flaw]:
    """Posts as items and followers as reach, from a page or an export.

    `InputUnreadable` for a page that is no preview: one of a provider that blocks Telegram, a login page, another site.
    """
    if page.name.endswith(".json"):
        yield from export.parse(page)
        return
    tree = preview.tree(page.content)
    found = preview.parts(tree) if tree is not None else {}
    posts = found.get("tgme_widget_message", [])
    if not posts and not {"tgme_channel_info", "tgme_page"} & found.keys():
        title = " ".join((tree.findtext(".//title") or "").split())[:80] if tree is not None else ""
        raise InputUnreadable(
            f"{page.name} is no page of a Telegram channel ('{title}'): it may be a notice of blocking or a login "
            "page; gather it again over another network."
        )
    yield from _about(page, found)
    for line, post in enumerate(posts, start=1):
        yield from _post(page, line, post)


def forwards(found: Iterable[Row | Flaw]) -> tuple[int, int]:
    """How many forwards there are, and how many of them name the channel that they come from."""
    kinds = [each.values.get("forward") for each in found if isinstance(each, Row) and each.table == "items"]
    return sum(bool(kind) for kind in kinds), kinds.count("channel")


def summary(found: Iterable[Row | Flaw]) -> str:
    """A sentence on the forwards of what was read; empty when there are none."""
    all_, resolved = forwards(found)
    return f"{resolved:,} of {all_:,} forwards ({resolved / all_:.0%}) name their channel." if all_ else ""


def _before(today: str) -> str:
    return (date.fromisoformat(today) - timedelta(days=DAYS)).isoformat()


def _oldest_day(found: preview.Parts) -> str:
    """The day of the post with the lowest number that has one; empty when none has."""
    days: dict[int, str] = {}
    for post in found.get("tgme_widget_message", []):
        inner = preview.parts(post)
        _, number = preview.identity(post, inner)
        if number and (moment := preview.moment(preview.stated_time(inner))):
            days[int(number)] = moment[:10]
    return days[min(days)] if days else ""


def _about(page: Page, found: preview.Parts) -> Iterator[Row | Flaw]:
    """The followers of the channel, once a visit; what is amiss where a card came for a preview."""
    asked = post_of(page.receipt.url)[0] or handle_of(PurePosixPath(page.name).parent.parent.name)
    handle = preview.channel(found) or asked
    followers = preview.subscribers(found)
    if handle and followers and "before=" not in page.receipt.url:
        day = page.receipt.retrieved
        values = {"address": handle, "measure": "subscribers", "date": day, "value": followers, "source": "telegram"}
        yield Row("reach", 1, f"{handle} subscribers {day}", values, (post_address(handle, ""),))
    if "tgme_page" in found:
        reason = (
            "shows no posts to people without an account: ask for an export of the channel"
            if followers
            else "is no channel (any more): mend its handle, or say when it closed"
        )
        yield Flaw(1, "channel", handle, reason)


def _post(page: Page, line: int, post: HtmlElement) -> Iterator[Row | Flaw]:
    inner, answered = preview.opened(post)
    handle, number = preview.identity(post, inner)
    if not number:
        yield Flaw(line, "data-post", post.get("data-post", ""), "names no channel and number: the post is left out")
        return
    stated = preview.stated_time(inner)
    time, views = preview.moment(stated), _views(inner)
    if not time or time[:10] > page.receipt.retrieved:
        reason = "lies after the day of its reception" if time else "is no moment with a zone"
        yield Flaw(line, "time", stated, f"{reason}; the post is kept without it")
        time = ""
    if views and not preview.number(views):
        yield Flaw(line, "views", views, "is no count; the post is kept without it")
    address = post_address(handle, number)
    cells = {"channel": handle, "time": time, "url": address, "views": preview.number(views)}
    cells |= preview.values(post, inner, answered, handle) | {"retrieved": page.receipt.time or page.receipt.retrieved}
    yield Row("items", line, f"{handle}/{number}", cells, (address,))


def _views(inner: preview.Parts) -> str:
    return next((preview.text_of(each) for each in inner.get("tgme_widget_message_views", [])), "")
