"""Public previews of Telegram channels: posts, forwards, replies, paging, cards, and pages that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saved import SAMPLES, cells, filled, page, read, saved

from mapping.errors import InputUnreadable
from mapping.sources import Row, Scope, telegram, telegram_page

PREVIEW = saved("telegram", "preview.html")
NAME = "cholponnews/2026-11-01/newest.html"
URL = "https://t.me/s/cholponnews"


def posts() -> dict[str, dict[str, str]]:
    """The filled cells of the posts on the small page, by number."""
    rows, _ = read("telegram", NAME, PREVIEW, URL)
    items = [row for row in rows if row.table == "items"]
    return {row.record_id.partition("/")[2]: dict(filled(row)) for row in items}


COMMON = {"channel": "cholponnews", "time": "2026-11-19T06:30:00Z", "kind": "post", "views": "1200", "edited": "no"}


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (
            "101",
            {
                "time": "2026-11-18T17:50:00Z",
                "text": "Шаардык кеңеш бюджетти бекитти\n\nТолугураак: cholpon.kg #Бишкек @Erkin_Asia 👍",
                "links": "https://cholpon.kg/news/1/?a=1%3Bb=2;https://t.me/erkin_asia/7",
            },
        ),
        (
            "102",
            {
                "text": "Эртең аба ырайы ачык болот",
                "forward": "channel",
                "forwarded_from": "erkin_asia",
                "forwarded_url": "https://t.me/erkin_asia/456",
                "forwarded_name": "Эркин Азия",
            },
        ),
        ("103", {"text": "Сводка", "forward": "unlinked", "forwarded_name": "Закрытый канал"}),
        ("104", {"text": "Сүрөт окурмандан", "forward": "person"}),
        (
            "105",
            {
                "text": "Продолжаем тему\nсказал мэр",
                "quoted": "В городе прорвало трубу\n\nМы всё починим до зимы",
                "reply_to": "https://t.me/cholponnews/99",
            },
        ),
        ("106", {"media": "photo;video", "views": "37250"}),
        ("108", {"text": "Кайсы мектеп?\nБиринчи", "media": "poll", "views": "3100000"}),
        ("109", {"text": "Исправлено имя", "edited": "yes"}),
        (
            "110",
            {
                "text": "Чолпон pinned «Исправлено имя»",
                "kind": "service",
                "views": "",
                "links": "https://t.me/cholponnews",
            },
        ),
        (
            "111",
            {"text": "=cmd() <script>alert(1)</script> тык خبر عاجل", "links": "https://donate.example/x"},
        ),
        ("112", {"text": "Из будущего", "time": "", "views": ""}),
        ("113", {"media": "unsupported"}),
    ],
)
def test_posts(number: str, told: dict[str, str]) -> None:
    address = {"url": f"https://t.me/cholponnews/{number}", "retrieved": "2026-11-21"}
    assert posts()[number] == {name: value for name, value in (COMMON | address | told).items() if value}


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ("Мост открыт, сообщает ТАСС.", "ТАСС"),
        ("Көпүрө ачылды.<br/>Бул тууралуу «Азаттык» билдирди. Маалымат булагы: Kabar.kg", "Азаттык;Kabar.kg"),
        ("Мост открыт, сообщает Cholponnews.", ""),
        ("<blockquote>Мост открыт, сообщает ТАСС.</blockquote>Так и было.", ""),
    ],
)
def test_whom_a_post_credits(text: str, credited: str) -> None:
    content = PREVIEW.replace("Эртең аба ырайы ачык болот".encode(), text.encode())
    rows, _ = read("telegram", NAME, content, URL)
    assert [row.values["credited"] for row in rows if row.record_id == "cholponnews/102"] == [credited]


def test_names_of_people_are_left_out() -> None:
    assert "Асан" not in str(posts())
    assert "asan_usonov" not in str(posts())


def test_what_cannot_be_used_is_named() -> None:
    _, flaws = read("telegram", NAME, PREVIEW, URL)
    assert [(flaw.line, flaw.column, flaw.value) for flaw in flaws] == [
        (11, "time", "2031-01-01T00:00:00+00:00"),
        (11, "views", "много"),
        (13, "data-post", ""),
    ]


def test_the_share_of_forwards_that_name_their_channel() -> None:
    found = list(telegram.parse(page("telegram", NAME, PREVIEW, URL)))
    assert telegram.forwards(found) == (3, 1)
    assert telegram.summary(found) == "1 of 3 forwards (33%) name their channel."
    assert telegram.summary([]) == ""


@pytest.mark.parametrize(
    ("shown", "followers"),
    [
        (b'>14.2K</span> <span class="counter_type">subscribers<', "14200"),
        (b'>1</span> <span class="counter_type">subscriber<', "1"),
        ('>12 345</span> <span class="counter_type">подписчиков<'.encode(), "12345"),
        (b'>7</span> <span class="counter_type">links<', ""),
    ],
)
def test_followers_are_reach(shown: bytes, followers: str) -> None:
    content = PREVIEW.replace(b'>14.2K</span> <span class="counter_type">subscribers<', shown)
    rows, _ = read("telegram", NAME, content, URL)
    expected = [("cholponnews", "subscribers", "2026-11-21", followers)] if followers else []
    assert cells(rows, "address", "measure", "date", "value") == expected


def test_followers_are_counted_once_a_visit() -> None:
    rows, _ = read("telegram", NAME, PREVIEW, f"{URL}?before=120")
    assert {row.table for row in rows} == {"items"}


@pytest.mark.parametrize(
    ("file", "followers", "said"),
    [("card.html", ["12345"], "shows no posts"), ("nobody.html", [], "is no channel")],
)
def test_channels_without_a_preview_or_gone(file: str, followers: list[str], said: str) -> None:
    rows, flaws = read("telegram", NAME, saved("telegram", file), URL)
    assert [row.values["value"] for row in rows] == followers
    assert [(flaw.value, flaw.reason.startswith(said)) for flaw in flaws] == [("cholponnews", True)]
    assert list(telegram.more(page("telegram", NAME, saved("telegram", file), URL))) == []


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"", "''"),
        (b" \0\n", "''"),
        (b"<!-- nothing -->", "''"),
        (b"<html><head><title>Log in</title></head><body><form></form></body></html>", "'Log in'"),
        ("<html><title>Доступ ограничен</title></html>".encode(), "'Доступ ограничен'"),
        (b"\x00\xff\xfe\x89PNG", "''"),
    ],
)
def test_pages_that_are_no_preview_are_refused(content: bytes, title: str) -> None:
    with pytest.raises(InputUnreadable, match=title):
        read("telegram", NAME, content, URL)


@pytest.mark.parametrize(
    ("name", "url", "content", "led"),
    [
        (NAME, URL, PREVIEW, ["cholponnews/2026-11-01/before-101.html"]),
        (NAME, f"{URL}?before=120", PREVIEW, ["cholponnews/2026-11-01/before-101.html"]),
        (NAME, f"{URL}?before=101", PREVIEW, []),
        (NAME.replace("11-01", "11-18"), URL, PREVIEW, ["cholponnews/2026-11-18/before-101.html"]),
        (NAME.replace("11-01", "11-19"), URL, PREVIEW, []),
        (NAME, URL, PREVIEW.replace(b"data-before", b"data-after"), []),
        (NAME, URL, PREVIEW.replace(b'data-before="101"', b'data-before="x"'), []),
        ("collected/page.html", "", PREVIEW, []),
    ],
    ids=["goes on", "down", "not down", "first day on the page", "old enough", "beginning", "damaged", "by hand"],
)
def test_older_posts_are_asked_for_down_to_the_first_day(name: str, url: str, content: bytes, led: list[str]) -> None:
    asks = list(telegram.more(page("telegram", name, content, url)))
    assert [ask.name for ask in asks] == led
    assert all(ask.url == "https://t.me/s/cholponnews?before=101" for ask in asks)


@pytest.mark.parametrize(
    ("since", "seen", "day"),
    [
        ("2026-11-01", {"cholponnews": "2026-11-20T01:00:00Z"}, "2026-11-01"),
        ("", {"cholponnews": "2026-11-20T01:00:00Z"}, "2026-11-20"),
        ("", {}, "2026-10-22"),
    ],
)
def test_each_channel_is_asked_from_the_day_wanted(since: str, seen: dict[str, str], day: str) -> None:
    handles = {"@CholponNews": "KG", "https://t.me/joinchat/AAAA": "KG"}
    asks = list(telegram.first(Scope(("KG",), since=since, today="2026-11-21", handles=handles, seen=seen)))
    assert [(ask.name, ask.url, ask.country) for ask in asks] == [(f"cholponnews/{day}/newest.html", URL, "KG")]


def test_a_page_cut_off_anywhere_gives_whole_posts_or_a_sentence() -> None:
    whole = posts()
    for end in range(0, len(PREVIEW), 997):
        try:
            found = list(telegram.parse(page("telegram", NAME, PREVIEW[:end], URL)))
        except InputUnreadable:
            continue
        items = [each for each in found if isinstance(each, Row) and each.table == "items"]
        assert {row.record_id.partition("/")[2] for row in items} <= whole.keys()


def test_a_page_of_20_megabytes_is_read() -> None:
    start, end = PREVIEW.index(b'    <div class="tgme_widget_message_wrap'), PREVIEW.index(b"  </section>")
    times = 20_000_000 // (end - start)
    content = PREVIEW[:start] + PREVIEW[start:end] * times + PREVIEW[end:]
    found = telegram.parse(page("telegram", NAME, content, URL))
    assert sum(isinstance(each, Row) for each in found) == 12 * times + 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2", "2"), ("1.2K", "1200"), ("3.4M", "3400000"), ("4,02K", "4020"), ("12 345", "12345"), ("1,234", "1234"),
        ("12\xa0345", "12345"), ("1.234.567", "1234567"), ("", ""), ("K", ""), ("-5", ""), ("1.2.3K", ""),
    ],
)  # fmt: skip
def test_counts(text: str, count: str) -> None:
    assert telegram_page.number(text) == count


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_a_page_or_a_sentence(content: bytes) -> None:
    with pytest.raises(InputUnreadable):
        list(telegram.parse(page("telegram", NAME, content, URL)))


@given(st.text())
def test_any_count_is_digits_or_nothing(text: str) -> None:
    assert telegram_page.number(text).isascii()
    assert telegram_page.number(text).isdigit() or telegram_page.number(text) == ""


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-19T06:30:00+00:00", "2026-11-19T06:30:00Z"),
        ("2026-01-01T00:10:00+06:00", "2025-12-31T18:10:00Z"),
        ("2026-11-19T06:30:00", ""),
        ("0001-01-01T00:00:00+06:00", ""),
        ("yesterday", ""),
    ],
)
def test_moments_are_utc(text: str, moment: str) -> None:
    assert telegram_page.moment(text) == moment


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the captured pages are not here")
@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("telegram-test-channel.html", ["test_channel/1001", "test_channel/1003", "test_channel/1010"]),
        ("embed_widget_2018.html", ["k1inusa/3"]),
        ("message_media_file.html", ["oper_goblin/16936"]),
        ("message_poll.html", ["it_begin/488"]),
        ("message_with_from_author.html", ["channel/4"]),
        ("tchantest_2023_03.html", ["tchantest/92"]),
        ("tchantest_2023_09.html", ["tchantest/89"]),
        ("tchantest_2023_21.html", ["camaradosdeputados/7334"]),
    ],
)
def test_captured_pages(file: str, told: list[str]) -> None:
    rows, flaws = read("telegram", file, (SAMPLES / "telegram" / file).read_bytes())
    assert [row.record_id for row in rows if row.table == "items"] == told
    assert flaws == []
