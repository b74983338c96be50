"""The parts by which sites are read: dates, credits, code pages, handles, numbers, repetition, days without items."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping import repeats
from mapping.errors import InputUnreadable
from mapping.sources import site_about, site_signals
from mapping.sources.site_addresses import clean_address
from mapping.sources.site_article import loaded
from mapping.sources.site_credits import credits_of
from mapping.sources.site_data import records
from mapping.sources.site_dates import moment, published
from mapping.sources.site_feeds import left_out, sitemap, wanted
from mapping.sources.site_text import LONGEST, page_text, whole_letters

ALMATY, TODAY = ZoneInfo("Asia/Almaty"), "2026-11-21"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-11-20T10:00:00+06:00", "2026-11-20T04:00:00Z"),
        ("2026-11-20T10:00:00.123Z", "2026-11-20T10:00:00Z"),
        ("2026-11-20 10:00", "2026-11-20T05:00:00Z"),
        ("2026-11-20T20:12:38+0300", "2026-11-20T17:12:38Z"),
        ("2026-11-20T00:00:00+06:00", "2026-11-20"),
        ("2024-02-28T10:00:00", "2024-02-28T04:00:00Z"),
        ("Fri, 20 Nov 2026 23:30:00 +0600", "2026-11-20T17:30:00Z"),
        ("1795150800", "2026-11-20T05:00:00Z"),
        ("20.11.2026", "2026-11-20"),
        ("20 ноября 2026, 14:05", "2026-11-20T09:05:00Z"),
        ("14:05, 20 ноября 2026 г.", "2026-11-20T09:05:00Z"),
        ("2026 ж. 20 қараша, 14:05", "2026-11-20T09:05:00Z"),
        ("20 Қараша 2026 14:05", "2026-11-20T09:05:00Z"),
        ("2026-жылдын 20-ноябры", "2026-11-20"),
        ("20-ноябрь, 2026-ж.", "2026-11-20"),
        ("20 ноябри соли 2026, 14:05", "2026-11-20T09:05:00Z"),
        ("20 майи 2026", "2026-05-20"),
        ("20 sentyabr 2026, 14:05", "2026-09-20T09:05:00Z"),
        ("2026-yil 20-noyabr", "2026-11-20"),
        ("2026 йил 20 ноябрь 14:05", "2026-11-20T09:05:00Z"),
        ("Сегодня, 09:30", "2026-11-21T04:30:00Z"),
        ("Кеше 09:30", "2026-11-20T04:30:00Z"),
        ("Имрӯз", "2026-11-21"),
        ("Nov 20, 2026", "2026-11-20"),
        ("2026-13-45", ""),
        ("05/06/2026", ""),
        ("Просмотров: 2026", ""),
        ("", ""),
    ],
)
def test_moments(said: str, expected: str) -> None:
    assert moment(said, ALMATY, TODAY) == expected


def test_a_time_without_a_zone_keeps_its_day_where_the_country_is_not_known() -> None:
    assert moment("20 ноября 2026, 14:05", None, TODAY) == "2026-11-20"


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_dates(said: str) -> None:
    assert len(moment(said, ALMATY, TODAY)) in (0, 10, 20)


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ('<meta name="pubdate" content="2026-11-01">', '<time datetime="2026-11-02">', "2026-11-01"),
        ("", '<time datetime="2026-11-02">2 ноября</time><span class="date">3 ноября 2026</span>', "2026-11-02"),
        ("", '<div class="news-Date">3 ноября 2026</div>', "2026-11-03"),
        ("", "<p>без даты</p>", "2026-11-04"),
        ('<meta name="date" content="soon">', '<div id="pubTime">5 ноября 2026</div>', "2026-11-05"),
        ('<meta name="date" content="2099-01-01">', '<time datetime="2026-11-06">', "2026-11-06"),
    ],
)
def test_the_most_trusted_believable_date_is_taken(head: str, body: str, expected: str) -> None:
    tree = loaded(f"<html><head>{head}</head><body>{body}</body></html>")
    assert published(tree, records(tree), "https://a.kz/2026/11/04/x", "KZ", TODAY).time == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Источник: РИА Новости", ["РИА Новости"]),
        ("Первоисточник — 24.kg", ["24.kg"]),
        ("Цены выросли, по данным ТАСС, на треть.", ["ТАСС"]),
        ("Об этом сообщает агентство «Интерфакс».", ["Интерфакс"]),
        ("Цены выросли, передает cholpon.kg со ссылкой на газету «Эркин».", ["Эркин"]),
        ("МОСКВА, 20 ноября. /ТАСС/. Цены выросли.", ["ТАСС"]),
        ("Напомним, сообщает ТАСС, цены выросли.", []),
        ("Фото: ТАСС", []),
        ("Цены выросли, сообщает пресс-служба.", []),
        ("Дереккөз: Tengrinews.kz", ["Tengrinews.kz"]),
        ("Баға өсті, деп хабарлайды Еркін сайты.", ["Еркін"]),
        ("Азаттық мәліметінше, баға өсті.", ["Азаттық"]),
        ("Булагы: «Кабар» агенттиги", ["Кабар"]),
        ("Бул тууралуу Акипресс билдирди.", ["Акипресс"]),
        ("Manba: Gazeta.uz", ["Gazeta.uz"]),
        ("Bu haqda Daryo xabar bermoqda.", ["Daryo"]),
        ("Kun.uz maʼlumotiga koʻra, narxlar oshdi.", ["Kun.uz"]),
        ("Манба: ЎзА", ["ЎзА"]),
        ("Бу ҳақда Дарё хабар бермоқда.", ["Дарё"]),
        ("Манбаъ: АМИТ «Ховар»", ["АМИТ Ховар"]),
        ("Нархҳо боло рафтанд, бо истинод ба Ховар.", ["Ховар"]),
        ("Prices rose, according to Reuters.", ["Reuters"]),
        ("Принято, передает УНН со ссылкой на местное издание Cotidianul.", ["УНН", "Cotidianul"]),
        ("Баға өсті, деп хабарлайды Daynews.kz «Еркін банкінің» баспасөз қызметіне.", ["Daynews.kz"]),
        ("TOSHKENT, 15-dekabr. /“Dunyo” IA/. Narxlar oshdi.", ["Dunyo IA"]),
        ("Бул тууралуу «Манас» эл аралык аэропорту билдирди.", ["Манас"]),
        ("Bu haqda Daryo nashri muxbiri xabar bermoqda.", ["Daryo"]),
        ("Источник: Чолпон", []),
        ("Источник: cholpon.kg", []),
        ("Prices rose.", []),
    ],
)
def test_credits(text: str, expected: list[str]) -> None:
    assert credits_of(text, ["cholpon.kg", "cholpon"]) == expected


@given(st.text(max_size=200))
def test_credits_fit_a_cell(text: str) -> None:
    assert all(2 <= len(name) <= 80 and ";" not in name for name in credits_of(text, []))


@pytest.mark.parametrize(
    ("old", "whole"),
    [
        ("Жогорку Кеѕештин єкїлдєрї", "Жогорку Кеңештин өкүлдөрү"),
        ("Љумњурии Тољикистон ва ќонуни миллї", "Ҷумҳурии Тоҷикистон ва қонуни миллӣ"),
        ("Верховна Рада України є і буде", "Верховна Рада України є і буде"),
        ("Жогорку Кеңештин өкүлдөрү", "Жогорку Кеңештин өкүлдөрү"),
        ("Обычный русский текст", "Обычный русский текст"),
    ],
)
def test_letters_of_old_fonts(old: str, whole: str) -> None:
    assert whole_letters(old) == whole


def test_a_small_gzip_does_not_grow_without_end() -> None:
    import gzip

    assert len(page_text("x.xml", gzip.compress(b"<a>" * 4_000_000))) <= LONGEST
    with pytest.raises(InputUnreadable, match="damaged gzip"):
        page_text("x.xml", b"\x1f\x8bno gzip at all")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.kg/x?utm_source=rss&id=7#top", "https://a.kg/x?id=7"),
        ("https://a.kg/x?from=main", "https://a.kg/x"),
        ("https://a.kg/news?1234&utm_source=x", "https://a.kg/news?1234"),
        ("https://[broken", ""),
    ],
)
def test_addresses_are_cleaned(url: str, expected: str) -> None:
    assert clean_address(url) == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://t.me/s/Azattyk", "https://t.me/azattyk"),
        ("//telegram.me/azattyk", "https://t.me/azattyk"),
        ("https://t.me/azattyk/12", None),
        ("https://t.me/share/url?url=x", None),
        ("https://t.me/joinchat/AAAA", None),
        ("https://www.youtube.com/channel/UCA10sIJzq2dzE9AE9RQY0EA", "https://www.youtube.com/channel/UCA10sIJzq2dzE9AE9RQY0EA"),
        ("https://www.youtube.com/watch?v=1", None),
        ("https://m.facebook.com/Azattyk/", "https://www.facebook.com/azattyk"),
        ("https://www.facebook.com/sharer.php?u=x", None),
        ("https://instagram.com/p/Cxyz/", None),
        ("https://ok.ru/azattyk", "https://ok.ru/azattyk"),
        ("https://chat.whatsapp.com/AbCdEfGhIjKlMnOp", "https://chat.whatsapp.com/AbCdEfGhIjKlMnOp"),
        ("https://wa.me/?text=x", None),
        ("https://wa.me/996312000001", None),
        ("https://nott.me/azattyk", None),
        ("https://[broken", None),
    ],
)  # fmt: skip
def test_handles(link: str, expected: str | None) -> None:
    found = site_about.handle(link)
    assert (found.address if found else None) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("<script>ga('create', 'UA-2395626-7')</script>", [("google_analytics", "UA-2395626")]),
        ("<script>gtag('config','AW-123456789')</script>", [("google_ads", "AW-123456789")]),
        ('<img src="https://mc.yandex.ru/watch/1598573">', []),
        ('<noscript><img src="https://mc.yandex.ru/watch/1598573"></noscript>', [("yandex_metrika", "1598573")]),
        ("<script>VK.Retargeting.Init('VK-RTRG-123456-aBcDe')</script>", [("vk_pixel", "VK-RTRG-123456-aBcDe")]),
        ('<script>var _tmr=[];_tmr.push({id: "3210987", type: "pageView"})</script>', [("mailru_counter", "3210987")]),
        ("<script>GTM-YOUR G-ABCDEFGHIJ UA-YOUR-1</script>", []),
        ("<p>UA-2395626-7</p>", []),
    ],
)
def test_numbers_in_the_code_of_a_page(code: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.kind, each.value) for each in site_signals.ids_in(code)] == expected


def test_repeated_lines_are_learnt_and_dropped() -> None:
    texts = [f"Текст {word} жөнүндө.\nДагы окуңуз\nКөрүүлөр: {n * 137}" for n, word in enumerate("абвгдежзик")]
    lines = repeats.repeated_lines([*texts, texts[0]])
    assert lines == {"дагы окуңуз", "көрүүлөр:0"}
    assert repeats.without(texts[3], lines) == "Текст г жөнүндө."
    assert repeats.repeated_lines([texts[0]] * 50) == frozenset()


def test_days_without_items_are_gaps_beside_what_is_usual() -> None:
    first = date(2026, 9, 7)
    quiet = {first + timedelta(days=n) for n in (30, 31)}
    span = [first + timedelta(days=n) for n in range(56)]
    times = [f"{day}T08:00:00Z" for day in span if day not in quiet for _ in range(2 if day.weekday() > 4 else 20)]
    found = repeats.days(times, first, span[-1])
    assert [(found[5].items, found[5].usual), (found[30].items, found[30].usual)] == [(2, 2.0), (0, 20.0)]
    assert repeats.gaps(found) == [(min(quiet), max(quiet))]
    assert repeats.days([], first, first)[0].is_gap is False


@pytest.mark.parametrize(("silent", "is_gap"), [(1, False), (3, False), (7, True)])
def test_a_small_outlet_may_be_silent_for_a_day_but_not_for_a_week(silent: int, is_gap: bool) -> None:
    first = date(2026, 9, 7)
    span = [first + timedelta(days=n) for n in range(56)]
    quiet = span[20 : 20 + silent]
    found = repeats.days([str(day) for day in span if day not in quiet for _ in range(2)], first, span[-1])
    assert repeats.gaps(found) == ([(quiet[0], quiet[-1])] if is_gap else [])


@pytest.mark.parametrize("text", ["", "not a list", "<html>404</html>"])
def test_what_is_no_sitemap_is_said(text: str) -> None:
    with pytest.raises(InputUnreadable, match="is no sitemap"):
        sitemap("x.xml", text, "https://a.kg/", TODAY)


def test_an_endless_sitemap_is_read_as_far_as_its_bound() -> None:
    text = "<urlset>" + "<url><loc>https://a.kg/1</loc></url>" * 60_000
    assert len(sitemap("x.xml", text, "https://a.kg/", TODAY).entries) == 50_000


def test_of_a_list_without_dates_both_ends_are_taken_and_the_rest_is_counted() -> None:
    text = "<urlset>" + "".join(f"<url><loc>https://a.kg/{n}</loc></url>" for n in range(1_000))
    listing = sitemap("x.xml", text, "https://a.kg/", TODAY)
    found = [each.address for each in wanted(listing, "https://a.kg/", TODAY)]
    assert (found[0], found[-1], len(found)) == ("https://a.kg/0", "https://a.kg/999", 200)
    assert left_out(listing, "https://a.kg/") == 800
