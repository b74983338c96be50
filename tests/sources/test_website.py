"""Sites of outlets: what leads to what, what a page gives, what is refused and said."""

from __future__ import annotations

import gzip
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from saved import DAY, SAMPLES, cells, filled, page, saved

from mapping import vault
from mapping.errors import InputUnreadable
from mapping.observations import SIGNAL_KINDS
from mapping.sources import Flaw, Page, Row, Scope, website
from mapping.sources.row_checks import row_problems

HOME = "https://cholpon.kg/"
SINCE = "cholpon.kg/2026-10-22"
ARTICLE = f"{HOME}kabar/1204-zhany-mektep-achyldy/"
NAMES = (
    "front.html",
    "contact-1.html",
    "feed-1.xml",
    "sitemap0-1.xml",
    "robots.txt",
    "ads.txt",
    "sellers.json",
    "trust.txt",
)
WORDS = "<p>Бүгүн айылда чоң чогулуш болуп, элдин суроолоруна жооп берилди жана көп маселелер чечилди.</p>" * 3


def received(name: str, content: bytes, url: str, status: int = 200, country: str = "KG") -> Page:
    """A page as it came from the network."""
    found = page("website", name, content, url)
    return replace(found, receipt=replace(found.receipt, status=status, country=country))


def read(name: str, content: bytes, url: str = HOME, status: int = 200) -> tuple[list[Row], list[Flaw]]:
    """The rows and complaints of a page; every row fits its table, every signal is of a kind that there is."""
    found = list(website.parse(received(name, content, url, status)))
    rows = [each for each in found if isinstance(each, Row)]
    assert [problem for row in rows if row.table != "signals" for problem in row_problems(row)] == []
    assert {row.values["kind"] for row in rows if row.table == "signals"} <= set(SIGNAL_KINDS)
    return rows, [each for each in found if isinstance(each, Flaw)]


def article(body: str, head: str = "", url: str = f"{HOME}kabar/7/") -> tuple[list[Row], list[Flaw]]:
    """What a page with this body is read as."""
    return read("cholpon.kg/article-7.html", f"<html><head>{head}</head><body>{body}</body></html>".encode(), url)


def led(name: str, content: bytes, url: str = HOME, status: int = 200) -> list[tuple[str, str]]:
    """Where a page leads: what sort of file, at which address."""
    asks = website.more(received(f"{SINCE}/{name}", content, url, status))
    return [(ask.name.rpartition("/")[2].partition("-")[0], ask.url) for ask in asks]


def test_a_site_is_asked_since_its_newest_article_at_hand() -> None:
    scope = Scope(
        ("KG",), today=DAY, hosts={"cholpon.kg": "KG", "erkin.asia": "KG"}, seen={"erkin.asia": "2026-11-19T08:00:00Z"},
        settings={"sellers": ["https://ssp.example/sellers.json"]},
    )  # fmt: skip
    names = [ask.name for ask in website.first(scope)]
    assert names[:2] == ["cholpon.kg/2026-10-22/front.html", "cholpon.kg/2026-10-22/robots.txt"]
    assert {"erkin.asia/2026-11-19/front.html", "erkin.asia/ads.txt"} <= set(names)
    assert names[-1] == "ssp.example/sellers.json"


def test_a_front_page_leads_to_feeds_contact_pages_and_articles() -> None:
    assert led("front.html", saved("website", "front.html")) == [
        ("feed", f"{HOME}rss/ky.xml"),
        ("contact", f"{HOME}about/"),
        ("contact", f"{HOME}baylanysh"),
        ("article", ARTICLE),
        ("article", f"{HOME}kabar/1203-suu-zhok-kalgan-ayyl/"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "url", "expected"),
    [
        (
            "feed-1.xml",
            saved("website", "feed_broken.xml"),
            f"{HOME}rss/ky.xml",
            [("article", ARTICLE), ("article", f"{HOME}kabar/1203-suu-zhok-kalgan-ayyl/")],
        ),
        (
            "sitemap1-1.xml",
            gzip.compress(saved("website", "sitemap_news.xml")),
            f"{HOME}news.xml.gz",
            [("article", ARTICLE), ("article", f"{HOME}kabar/?id=1&p=1203")],
        ),
        (
            "sitemap0-1.xml",
            saved("website", "sitemap_index.xml"),
            f"{HOME}sitemap.xml",
            [("sitemap1", f"{HOME}sitemap-2026-11.xml.gz")],
        ),
        ("sitemap2-1.xml", saved("website", "sitemap_index.xml"), f"{HOME}deep.xml", []),
        (
            "robots.txt",
            saved("website", "robots.txt"),
            f"{HOME}robots.txt",
            [("sitemap0", f"{HOME}sitemap_index.xml"), ("sitemap0", f"{HOME}news-sitemap.xml")],
        ),
        ("robots.txt", b"<html>404</html>", f"{HOME}robots.txt", [("sitemap0", f"{HOME}sitemap.xml")]),
        ("feed-1.xml", b"<!DOCTYPE html><html><body>404</body></html>", f"{HOME}rss", []),
    ],
    ids=["broken feed", "news sitemap", "index", "too deep", "robots", "no robots", "a page for a feed"],
)
def test_lists_lead_to_what_is_new(name: str, content: bytes, url: str, expected: list[tuple[str, str]]) -> None:
    assert led(name, content, url) == expected


def test_an_error_page_leads_nowhere_and_says_nothing() -> None:
    content = saved("website", "front.html")
    assert led("front.html", content, HOME, 404) == []
    assert read("cholpon.kg/ads.txt", saved("website", "ads.txt"), HOME, 404) == ([], [])


def test_an_article_has_one_file_wherever_it_was_found() -> None:
    asks = [
        next(ask for ask in website.more(received(f"cholpon.kg/{day}/feed-1.xml", feed, HOME)) if ask.url == ARTICLE)
        for day in ("2026-10-22", "2026-11-20")
        for feed in [saved("website", "feed_broken.xml")]
    ]
    assert asks[0].name == asks[1].name
    assert asks[0].name.startswith("cholpon.kg/article-")


def test_entries_without_an_address_are_counted() -> None:
    _, flaws = read(f"{SINCE}/feed-1.xml", saved("website", "feed_broken.xml"))
    assert [flaw.reason for flaw in flaws] == ["1 of its entries have no address: they are left out"]


def test_an_article_is_an_item() -> None:
    rows, flaws = read("cholpon.kg/article-1.html", saved("website", "article_ky.html"), f"{ARTICLE}?fbclid=x")
    item = dict(filled(rows[0]))
    text = item.pop("text")
    assert flaws == []
    assert item == {
        "channel": "cholpon.kg",
        "time": "2026-11-20T17:30:00Z",
        "title": "Жаңы мектеп ачылды",
        "language": "ky",
        "url": ARTICLE,
        "credited": "Азаттык;Kabar.kg",
        "links": "https://minstroy.example/mektep",
        "kind": "article",
        "retrieved": DAY,
    }
    assert text.startswith("Бишкек шаарынын")
    assert "](" not in text
    assert "меню" not in text


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""), ("utf-8", "windows-1251"), ("cp1251", ""), ("cp1251", "windows-1251"), ("cp1251", "utf-8"),
        ("koi8-r", ""), ("koi8-r", "koi8-r"), ("utf-16", ""), ("cp1251", "no-such-page"),
    ],
)  # fmt: skip
def test_an_article_is_read_in_any_code_page(encoding: str, declared: str) -> None:
    said = f'<meta charset="{declared}">' if declared else ""
    body = "<p>В Бишкеке открыли новую школу, сообщает Кабар. Здание строили два года.</p>" * 3
    text = f'<html><head>{said}<meta property="article:published_time" content="2026-11-20"></head><body>{body}</body>'
    rows, _ = read("cholpon.kg/article-2.html", text.encode(encoding), f"{HOME}a/2")
    assert "открыли новую школу, сообщает Кабар" in rows[0].values["text"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is an image"),
        (b"%PDF-1.7", "is an image or a document"),
        (b'<html><body><h1>Photo</h1><img src="scan.jpg"></body></html>', "holds pictures and no text"),
        (
            b'<html><body><p>Sign in to read on.</p><form><input type="password"></form></body></html>',
            "asks for a login",
        ),
        (b"<html><body><p>404</p></body></html>", "it is no article"),
        (f"<html><body><h1>Жаңылыктар тизмеси</h1>{WORDS}</body></html>".encode(), "states no time"),
    ],
    ids=["image", "pdf", "scan", "login", "nothing", "list"],
)
def test_what_is_no_article_is_said(content: bytes, said: str) -> None:
    rows, flaws = read("cholpon.kg/article-3.html", content, f"{HOME}a/3")
    assert rows == []
    assert said in flaws[-1].reason


@pytest.mark.parametrize("day", ["2027-01-05T10:00:00+06:00", "1970-01-01T06:00:01+06:00"])
def test_a_time_that_cannot_be_is_a_complaint_and_the_item_is_kept(day: str) -> None:
    rows, flaws = article(
        f"<h1>Чоң чогулуш болду</h1>{WORDS}", f'<meta property="article:published_time" content="{day}">'
    )
    assert cells(rows, "time") == [("",)]
    assert [(flaw.column, flaw.value) for flaw in flaws] == [("time", day)]


def test_a_large_page_is_read_as_far_as_its_bound() -> None:
    page_of_20_mb = f"<h1>Чоң чогулуш болду</h1><time datetime='2026-11-20'></time>{WORDS}<!--{'x' * 20_000_000}-->"
    rows, flaws = article(page_of_20_mb)
    assert [flaw.reason[:14] for flaw in flaws] == ["is larger than"]
    assert cells(rows, "time") == [("2026-11-20",)]


def test_a_page_without_end_is_no_article() -> None:
    rows, flaws = article(f"<h1>Чоң чогулуш болду</h1>{'<a href=/x>x</a>' * 70_000}")
    assert (rows, "elements" in flaws[0].reason) == ([], True)


def test_two_articles_of_one_page_are_told_apart() -> None:
    one = f"<article><h1>Биринчи макала жөнүндө</h1><time datetime='2026-11-20T10:00+06:00'></time>{WORDS}</article>"
    two = one.replace("Биринчи", "Экинчи").replace("2026-11-20", "2026-11-19").replace("айылда", "шаарда")
    rows, _ = article(one + two)
    assert cells(rows, "url", "title", "time") == [
        (f"{HOME}kabar/7/", "Биринчи макала жөнүндө", "2026-11-20T04:00:00Z"),
        (f"{HOME}kabar/7/#2", "Экинчи макала жөнүндө", "2026-11-19T04:00:00Z"),
    ]
    assert "шаарда" in rows[1].values["text"]
    assert "шаарда" not in rows[0].values["text"]


def test_scripts_in_a_title_are_letters() -> None:
    title = "&lt;script&gt;alert(1)&lt;/script&gt; =HYPERLINK"
    rows, _ = article(f"<h1>{title}</h1><time datetime='2026-11-20'></time>{WORDS}")
    assert rows[0].values["title"] == "<script>alert(1)</script> =HYPERLINK"


@pytest.mark.parametrize(
    ("url", "head", "channel"),
    [
        ("https://blogs.example/aisuluu/2026/post-1/", '<link rel="https://api.w.org/" href="/aisuluu/wp-json/">', 1),
        ("https://blogs.example/ru/2026/post-1/", '<link rel="https://api.w.org/" href="/ru/wp-json/">', 0),
        ("https://aisuluu.blogspot.com/2026/11/post.html", "", 0),
        ("https://www.livejournal.com/users/aisuluu/11.html", "", 2),
    ],
)
def test_sites_of_many_authors_under_one_domain_are_kept_apart(url: str, head: str, channel: int) -> None:
    rows, _ = article(f"<h1>Чоң чогулуш болду</h1><time datetime='2026-11-20'></time>{WORDS}", head, url)
    path = url.split("//")[1].removeprefix("www.").split("/")
    assert cells(rows, "channel") == [("/".join(path[: channel + 1]),)]


def test_a_rule_says_where_an_odd_site_keeps_what() -> None:
    rule = (
        b'["cholpon.kg"]\ntime = "//td[@class=\'x\']"\ntitle = "//b[1]"\ntext = "//td[@class=\'y\']"\n'
        b'drop = ["//i"]\ncountry = "TJ"\n'
    )
    content = f"<table><tr><td class=x>20.11.2026 10:00<td class=y><b>Чогулуш</b> {WORDS}<i>Дагы окуңуз</i></table>"
    odd = received("cholpon.kg/article-1.html", content.encode(), f"{HOME}a/1")
    rows = [each for each in website.parse(replace(odd, tables={"site_rules.toml": rule})) if isinstance(each, Row)]
    assert cells(rows, "title", "time") == [("Чогулуш", "2026-11-20T05:00:00Z")]
    assert "Дагы окуңуз" not in rows[0].values["text"]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (b'["cholpon.kg"]\nbody = "//p"\n', "has a line 'body'"),
        (b'["cholpon.kg"]\ntext = "//p["\n', "is no XPath"),
        (b'["cholpon.kg"]\ntext = "nothing(//p)"\n', "is no XPath"),
        (b'["cholpon.kg"]\ndrop = ["//a","//b","//i","//u","//p","//q","//s","//td","//tr","//th"]\n', "10 lines"),
        (b"[", "is no TOML".replace("no", "not")),
    ],
)
def test_a_wrong_rule_is_one_sentence(rule: bytes, said: str) -> None:
    odd = received("cholpon.kg/article-1.html", b"<p>x</p>", HOME)
    with pytest.raises(InputUnreadable, match=said):
        list(website.parse(replace(odd, tables={"site_rules.toml": rule})))


def test_a_front_page_gives_the_site_its_handles_and_its_numbers() -> None:
    rows, flaws = read(f"{SINCE}/front.html", saved("website", "front.html"))
    assert cells([row for row in rows if row.table == "channels"], "kind", "address") == [
        ("website", "https://cholpon.kg/"),
        ("instagram", "https://www.instagram.com/cholpon.kg"),
        ("telegram", "https://t.me/cholpon_kg"),
        ("youtube", "https://www.youtube.com/@cholponkg"),
        ("facebook", "https://www.facebook.com/cholponkg"),
        ("ok", "https://ok.ru/group/57123456789012"),
        ("tiktok", "https://www.tiktok.com/@cholpon.kg"),
        ("whatsapp", "https://whatsapp.com/channel/0029VaAbCdEfGhIjKl12"),
    ]
    assert sorted(cells(rows, "kind", "value_hash")) == [
        ("adsense", "pub-1234567890123456"),
        ("facebook_pixel", "123456789012345"),
        ("google_analytics", "G-AB12CD34EF"),
        ("google_analytics", "UA-1234567"),
        ("publisher", "erkin holding"),
        ("publisher", "осоо «чолпон медиа"),
        ("yandex_metrika", "10203040"),
        ("yandex_verification", "0a1b2c3d4e5f6071"),
    ]
    assert [flaw.reason for flaw in flaws] == ["1 of its structured records are no JSON"]


def test_an_imprint_is_kept_as_keyed_hashes_or_not_at_all() -> None:
    contact = received(f"{SINCE}/contact-1.html", saved("website", "contact.html"), f"{HOME}baylanysh")

    def imprint(key: bytes) -> dict[str, str]:
        found = website.parse(replace(contact, tables={**contact.tables, vault.IMPRINT: key} if key else {}))
        return {row.values["kind"]: row.values["value_hash"] for row in found if row.table == "signals"}

    assert imprint(b"") == {}
    assert set(imprint(b"one")) == {"imprint_phone", "imprint_address", "imprint_number"}
    assert imprint(b"one") == imprint(b"one")
    assert not set(imprint(b"one").values()) & set(imprint(b"two").values())
    assert not any("312" in value and "996" in value for value in imprint(b"one").values() if len(value) < 64)


def test_a_contact_page_tells_who_makes_the_site() -> None:
    told = website.tells(received(f"{SINCE}/contact-1.html", saved("website", "contact.html"), f"{HOME}baylanysh"))
    assert [(each.kind, each.value) for each in told.imprint] == [
        ("imprint_phone", "996312000001"),
        ("imprint_address", "г бишкек ул токтогула 1 офис 2"),
        ("imprint_number", "01234567890123"),
    ]
    assert [each.address for each in told.handles] == ["https://t.me/cholpon_kg"]


@pytest.mark.parametrize(
    ("file", "rows", "flawed"),
    [
        ("ads.txt", [("ads_owner", "erkin-holding.example"), ("ads_account", "google.com pub-1234567890123456")], [6]),
        ("trust.txt", [("trust_control", "controlledby erkin-holding.example")], []),
        ("sellers.json", [("ads_account", "cholpon.kg 501")], [2]),
    ],
)
def test_files_beside_a_site_are_signals(file: str, rows: list[tuple[str, str]], flawed: list[int]) -> None:
    found, flaws = read(f"cholpon.kg/{file}", saved("website", file))
    assert cells(found, "domain", "kind", "value_hash") == [("cholpon.kg", *row) for row in rows]
    assert [flaw.line for flaw in flaws] == flawed


def test_an_ads_txt_that_leads_elsewhere_speaks_for_the_site_asked() -> None:
    found = received("cholpon.kg/ads.txt", b"ssp.example, 7, DIRECT", f"{HOME}ads.txt")
    moved = replace(found, receipt=replace(found.receipt, final_url="https://manager.example/cholpon/ads.txt"))
    assert [row.values["domain"] for row in website.parse(moved) if isinstance(row, Row)] == ["cholpon.kg"]


@pytest.mark.parametrize("file", ["ads.txt", "trust.txt", "sellers.json"])
def test_a_page_in_the_place_of_a_file_is_none(file: str) -> None:
    assert read(f"cholpon.kg/{file}", b"\n<!DOCTYPE html><html>404, google.com, 1, DIRECT</html>") == ([], [])


PIECES = [
    b"<html>", b"<article>", b"<h1>", b"<p>", b"</p>", b"<time datetime='", b"2026-11-20'>", b"<url><loc>", b"</loc>",
    b"<rss><item>", b"<link>https://cholpon.kg/1</link>", b"<!--", b"]]>", b"<script type='application/ld+json'>",
    b'{"@type": "NewsArticle", "headline": [{}], "datePublished": {"a": 1}}', b"</script>", b"<a href='//[x'>y</a>",
    b"<meta property='og:url' content='http://['>", b"&#0;&#xD800;", b"\xff\xfe", b"\x00", b"google.com, 1, DIRECT\n",
    b'{"sellers": [1, {"seller_id": []}]}', b"<?xml version='1.0' encoding='x'?>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["article-1.html", *(f"2026-10-22/{name}" for name in NAMES)]),
    st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8)), max_size=14).map(b"".join),
)
def test_no_page_breaks_the_reading(name: str, content: bytes) -> None:
    found = received(f"cholpon.kg/{name}", content, HOME)
    for reader in (website.parse, website.more):
        with suppress(InputUnreadable):
            assert len(list(reader(found))) < 100


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the captured pages are not here")
@pytest.mark.parametrize(
    ("file", "url", "time", "least"),
    [
        ("aeb_c4a3637c6696.html.gz", "https://one.example/a", "2018-10-03T15:41:33Z", 800),
        ("fundus_us_VoiceOfAmerica_2024_04_28.html.gz", "https://two.example/a", "2024-04-28T07:00:00Z", 6000),
        ("htmldate_1628285861.html", "https://zaxid.net/n1503302", "2020-06-07T15:06:00Z", 1000),
        ("htmldate_1719330438.html", "https://www.mk.ru/politics/2020/09/23/styd.html", "2020-09-23T17:12:38Z", 2000),
        ("htmldate_1786902045.html", "https://www.unn.com.ua/ru/news/1906059", "2020-12-03", 1400),
        ("tgcontest_doc2.html", "https://www.newsru.com/russia/25may2020/x.html", "2020-05-25T06:21:51Z", 2500),
    ],
)
def test_captured_articles(file: str, url: str, time: str, least: int) -> None:
    rows, flaws = read("x.example/article-1.html", (SAMPLES / "articles" / file).read_bytes(), url)
    assert [row.values["time"] for row in rows] == [time] or rows[0].values["time"][:10] == time
    assert (len(rows[0].values["text"]) > least, flaws) == (True, [])


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the captured files are not here")
@pytest.mark.parametrize(
    ("file", "kind", "signals", "channels"),
    [
        ("ads_braydenistall.txt", "ads.txt", 1, 0),
        ("ads_gridgaming_monumetric.txt", "ads.txt", 59, 0),
        ("ads_yelosan.txt", "ads.txt", 24, 0),
        ("sellers_mwood.json", "sellers.json", 86, 0),
        ("sellers_vandelay.json", "sellers.json", 28, 0),
        ("trust_christianpaquin.txt", "trust.txt", 1, 1),
        ("trust_yelosan.txt", "trust.txt", 1, 3),
    ],
)
def test_captured_files(file: str, kind: str, signals: int, channels: int) -> None:
    rows, flaws = read(f"x.example/{kind}", (SAMPLES / "ads_trust" / file).read_bytes(), "https://x.example/")
    tables = [row.table for row in rows]
    assert (tables.count("signals"), tables.count("channels"), flaws) == (signals, channels, [])
