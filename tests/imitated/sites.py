"""Imitated sites and Telegram channels, good and hostile, in six languages and three charsets: the pages of a server.

Every good site tells of one article in a feed and of another in a sitemap; every good channel has two pages of posts.
Letters that a charset lacks stand as references to characters, as old sites write them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape

CHARSETS = ("utf-8", "cp1251", "koi8-r")
NOW = datetime.now(UTC).replace(microsecond=0)
# Never midnight, which would be read as a day without a time.
YESTERDAY, NEVER = NOW.replace(minute=30) - timedelta(days=1), NOW + timedelta(days=400)


@dataclass(frozen=True)
class Content:
    """The bytes of a page, and what they are said to be."""

    body: bytes
    media: str = "text/html"


Pages = dict[str, Content]


@dataclass(frozen=True)
class Tongue:
    """What is written in one language: a title, two paragraphs, a credit line with the name in it, the country."""

    country: str
    title: str
    first: str
    second: str
    credit: str
    credited: str


TONGUES = {
    "kk": Tongue(
        "KZ",
        "Ауылда жаңа мектеп ашылды",
        "Бүгін ауыл тұрғындары жаңа мектептің ашылуына жиналып, мұғалімдер мен оқушыларды құттықтады.",
        "Әкімнің айтуынша, келесі жылы осы көшеде балабақша мен кітапхана да салынбақшы.",
        "Дереккөз: Tengrinews.kz",
        "Tengrinews.kz",
    ),
    "ky": Tongue(
        "KG",
        "Айылда жаңы мектеп ачылды",
        "Бүгүн айыл тургундары жаңы мектептин ачылышына чогулуп, мугалимдер менен окуучуларды куттукташты.",
        "Айыл башчынын айтымында, кийинки жылы ушул көчөдө бала бакча жана китепкана да курулат.",
        "Бул тууралуу 24.kg кабарлады.",
        "24.kg",
    ),
    "tg": Tongue(
        "TJ",
        "Дар деҳа мактаби нав кушода шуд",
        "Имрӯз сокинони деҳа ба маросими кушодашавии мактаби нав ҷамъ омада, омӯзгорону хонандагонро табрик карданд.",
        "Ба гуфтаи раиси ҷамоат, соли оянда дар ҳамин кӯча кӯдакистон ва китобхона низ сохта мешавад.",
        "Манбаъ: Asia-Plus",
        "Asia-Plus",
    ),
    "uz": Tongue(
        "UZ",
        "Qishloqda yangi maktab ochildi",
        "Bugun qishloq aholisi yangi maktabning ochilishiga yig‘ilib, o‘qituvchilar va o‘quvchilarni tabrikladi.",
        "Hokimning aytishicha, kelgusi yilda shu ko‘chada bolalar bog‘chasi va kutubxona ham quriladi.",
        "Bu haqda Gazeta.uz xabar berdi.",
        "Gazeta.uz",
    ),
    "ru": Tongue(
        "KZ",
        "В селе открылась новая школа",
        "Сегодня жители села собрались на открытии новой школы и поздравили учителей и учеников с праздником.",
        "По словам акима, в следующем году на этой же улице построят детский сад и библиотеку.",
        "Об этом сообщает Vlast.kz.",
        "Vlast.kz",
    ),
    "en": Tongue(
        "KG",
        "A new school opens in the village",
        "The people of the village came together today for the opening of a new school and praised its teachers.",
        "The head of the village said that a library and a kindergarten will be built in the same street next year.",
        "It was reported by Reuters.",
        "Reuters",
    ),
}
GOOD = {f"{tongue}-{charset}.example": (tongue, charset) for tongue in TONGUES for charset in CHARSETS}
CHANNELS = {f"{tongue}_channel": tongue for tongue in TONGUES}
# What is named of each hostile one: a piece of the reason; nothing where it is read all the same, or was never there.
HOSTILE = {
    "script.example": "",
    "login.example": "asks for a login",
    "picture.example": "holds pictures and no text",
    "future.example": "is in the future",
    "feed.example": "have no address",
    "double.example": "",
    "scan.example": "is an image or a document",
    "gone.example": "",
}
LOST = {"gone_channel": "is no channel", "closed_channel": "shows no posts", "blocked_channel": "is no page of"}


def article(tongue: str, place: str, *, when: datetime = YESTERDAY, structured: bool = False, head: str = "") -> str:
    """An article about a place, its time in JSON-LD or in the head of the page."""
    told = TONGUES[tongue]
    title, time = f"{told.title}: {place}", when.isoformat()
    record = {"@type": "NewsArticle", "headline": title, "datePublished": time}
    dated = (
        f'<script type="application/ld+json">{json.dumps(record)}</script>'
        if structured
        else f'<meta property="article:published_time" content="{time}">'
    )
    body = "".join(f"<p>{escape(each)}</p>" for each in (told.first, f"{place}. {told.second}", told.credit))
    return _html(f"<title>{title}</title>{dated}{head}", f"<article><h1>{title}</h1>{body}</article>", tongue)


def pages() -> Pages:
    """All pages of all sites and channels, by host and path."""
    found: Pages = {}
    for number, (host, (tongue, charset)) in enumerate(GOOD.items()):
        found |= _site(host, tongue, charset, atom=number % 2 == 1)
    for handle, tongue in CHANNELS.items():
        found |= _channel(handle, tongue)
    return found | _hostile() | _lost()


def good_articles() -> dict[str, str]:
    """The language of every article that is to be read, by its address."""
    told = {f"https://{host}/news/{n}/": tongue for host, (tongue, _) in GOOD.items() for n in (1001, 1002)}
    hostile = {"script": "ru", "future": "ky", "feed": "kk", "double": "uz"}
    return told | {f"https://{host}.example/news/1001/": tongue for host, tongue in hostile.items()}


def good_posts() -> dict[str, str]:
    """The language of every post that is to be read, by its address."""
    return {f"https://t.me/{handle}/{n}": tongue for handle, tongue in CHANNELS.items() for n in (1, 2, 3, 4)}


def country(name: str) -> str:
    """The country of a host or handle; one of the hostile ones is of Uzbekistan."""
    tongue = GOOD[name][0] if name in GOOD else CHANNELS.get(name, "uz")
    return TONGUES[tongue].country


def _site(host: str, tongue: str, charset: str, *, atom: bool) -> Pages:
    """A site of two articles: one in its feed, one in its sitemap."""
    link = f'<link rel="alternate" type="application/{"atom" if atom else "rss"}+xml" href="/feed.xml">'
    front = _html(link, '<a href="/news/1001/">1</a><a href="/about">2</a>', tongue)
    about = _html("", f'<a href="https://t.me/{tongue}_channel">Telegram</a>', tongue)
    return {
        f"{host}/": _page(front, charset),
        f"{host}/about": _page(about, charset),
        f"{host}/robots.txt": Content(f"Sitemap: https://{host}/map.xml".encode(), media="text/plain"),
        f"{host}/ads.txt": Content(b"google.com, pub-1234567890123456, DIRECT", media="text/plain"),
        f"{host}/feed.xml": _page((_atom if atom else _rss)(host, "/news/1001/", tongue), charset, "application/xml"),
        f"{host}/map.xml": _page(_map(host, "/news/1002/"), charset, "application/xml"),
        f"{host}/news/1001/": _page(article(tongue, host, structured=True), charset),
        f"{host}/news/1002/": _page(article(tongue, f"{host} 2"), charset),
    }


def _hostile() -> Pages:
    """Sites of one article or two that are not what they should be."""
    script = article("ru", "<script>alert(1)</script>").replace("<h1>", "<h1><script>alert(2)</script>")
    login = _html("", '<form><input type="password"></form><p>Kirish</p>', "uz")
    same = '<link rel="canonical" href="https://double.example/news/1001/">'
    found: Pages = {}
    for name, replies in {
        "script": [_page(script)],
        "login": [_page(login)],
        "picture": [_page(_html("", '<img src="/a.jpg">', "uz"))],
        "future": [_page(article("ky", "future", when=NEVER, structured=True))],
        "feed": [_page(article("kk", "feed"))],
        "double": [_page(article("uz", "one", head=same)), _page(article("uz", "two", head=same))],
        "scan": [Content(b"\xff\xd8\xff\xe0", media="text/html")],
    }.items():
        host = f"{name}.example"
        listed = [f"/news/{1001 + n}/" for n in range(len(replies))]
        found |= {f"{host}{path}": reply for path, reply in zip(listed, replies, strict=True)}
        links = "".join(f'<a href="{path}">1</a>' for path in listed)
        found[f"{host}/"] = _page(_html("", links, "uz"))
    broken = _rss("feed.example", "/news/1001/", "kk").replace("</item>", "</item><item><title>&nbsp;<b></item><item>")
    return found | {"feed.example/rss": _page(broken.removesuffix("</channel></rss>"), media="application/xml")}


def _lost() -> Pages:
    """Channels without posts: vanished, without a preview, behind a provider that blocks them."""
    follow = '<div class="tgme_page_title">Closed</div><div class="tgme_page_extra">12 345 subscribers</div>'
    shown = {
        "gone_channel": '<div class="tgme_page"><div class="tgme_page_description">You can contact her.</div></div>',
        "closed_channel": f'<div class="tgme_page">{follow}</div>',
        "blocked_channel": "<p>Доступ ограничен</p>",
    }
    return {f"t.me/s/{handle}": _page(_html("<title>Telegram</title>", body)) for handle, body in shown.items()}


def _channel(handle: str, tongue: str) -> Pages:
    """A channel of four posts on two pages."""
    older = f'<a href="/s/{handle}?before=3" class="tme_messages_more js-messages_more" data-before="3"></a>'
    about = (
        f'<div class="tgme_channel_info"><div class="tgme_channel_info_header_username">'
        f'<a href="https://t.me/{handle}">@{handle}</a></div><div class="tgme_channel_info_counter">'
        '<span class="counter_value">1.2K</span> <span class="counter_type">subscribers</span></div></div>'
    )
    posts = {n: "".join(_posts(handle, tongue, n)) for n in (1, 3)}
    return {
        f"t.me/s/{handle}": _page(_html("", about + older + posts[3])),
        f"t.me/s/{handle}?before=3": _page(_html("", about + posts[1])),
    }


def _posts(handle: str, tongue: str, first: int) -> Iterator[str]:
    told = TONGUES[tongue]
    for number in (first, first + 1):
        yield (
            f'<div class="tgme_widget_message js-widget_message" data-post="{handle}/{number}">'
            f'<div class="tgme_widget_message_text js-message_text">{told.title} {number}.<br/>{told.first}</div>'
            f'<span class="tgme_widget_message_views">{number}.5K</span>'
            f'<a class="tgme_widget_message_date" href="https://t.me/{handle}/{number}">'
            f'<time datetime="{YESTERDAY.isoformat()}"></time></a></div>'
        )


def _html(head: str, body: str, tongue: str = "") -> str:
    lang = f' lang="{tongue}"' if tongue else ""
    return f'<!DOCTYPE html><html{lang}><head><meta charset="CHARSET">{head}</head><body>{body}</body></html>'


def _rss(host: str, path: str, tongue: str) -> str:
    when = YESTERDAY.strftime("%a, %d %b %Y %H:%M:%S +0000")
    item = f"<title>{TONGUES[tongue].title}</title><link>https://{host}{path}</link><pubDate>{when}</pubDate>"
    return f'<?xml version="1.0" encoding="CHARSET"?><rss><channel><item>{item}</item></channel></rss>'


def _atom(host: str, path: str, tongue: str) -> str:
    entry = f'<title>{TONGUES[tongue].title}</title><link href="https://{host}{path}"/>'
    entry += f"<updated>{YESTERDAY.isoformat()}</updated>"
    start = '<?xml version="1.0" encoding="CHARSET"?><feed xmlns="http://www.w3.org/2005/Atom">'
    return f"{start}<entry>{entry}</entry></feed>"


def _map(host: str, path: str) -> str:
    url = f"<url><loc>https://{host}{path}</loc><lastmod>{YESTERDAY.isoformat()}</lastmod></url>"
    return f'<?xml version="1.0" encoding="CHARSET"?><urlset>{url}</urlset>'


def _page(text: str, charset: str = "utf-8", media: str = "text/html") -> Content:
    return Content(text.replace("CHARSET", charset).encode(charset, "xmlcharrefreplace"), media=media)
