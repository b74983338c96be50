"""Names as articles credit them: whose they are, whatever their case ending, script and company."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.names.credited import Resolver
from mapping.names.declined import is_medium_word, is_official, russian_stems, undeclined

NAMES = {
    "tass": ["ТАСС", "TASS"],
    "interfax": ["Интерфакс", "Interfax"],
    "ria": ["РИА Новости", "RIA Novosti"],
    "izvestia": ["Известия"],
    "bbc": ["BBC", "Би-би-си"],
    "hrw": ["Human Rights Watch"],
    "mvd-kz": ["МВД Казахстана", "МВД", "ІІМ"],
    "mvd-kg": ["МВД Кыргызстана", "МВД", "ИИМ"],
    "kloop": ["Kloop", "Клооп"],
    "24kg": ["24.kg"],
    "azattyk": ["Азаттык", "Азаттык үналгысы", "Радио Азаттык"],
    "azattyq": ["Азаттық", "Азаттык", "Азаттық радиосы", "Радио Азаттык"],
    "ozodlik": ["Ozodlik", "Ozodlik radiosi", "Озодлик"],
    "ozodi": ["Радиои Озодӣ", "Озоди"],
    "egemen": ["Егемен Қазақстан", "Egemen Qazaqstan"],
    "pravda": ["Казахстанская правда"],
    "vecherka": ["Вечерний Бишкек"],
    "vremya": ["Время"],
    "kun": ["Kun.uz"],
    "uza": ["O‘zA", "УзА"],
    "khovar": ["Ховар", "Khovar"],
    "khabar": ["Хабар", "телеканал «Хабар»"],
    "khabar-owner": ["Хабар"],
    "fergana": ["Фергана"],
    "first-kz": ["Первый канал Евразия"],
    "first-ru": ["Первый канал"],
    "slovo": ["Народное слово"],
    "tengrinews": ["Tengrinews"],
    "asia-tj": ["Азия-Плюс"],
    "asia-kz": ["Азия-Плюс"],
    "uzbek-tv": ["Узбекистан"],
    "news": ["Новости"],
}
DOMAINS = {"tengrinews": ["tengrinews.kz"], "kun": ["kun.uz"], "kloop": ["kloop.kg"], "24kg": ["24.kg"]}
COUNTRIES = {
    "tass": "RU", "mvd-kz": "KZ", "mvd-kg": "KG", "azattyk": "KG", "azattyq": "KZ", "khabar": "KZ",
    "khabar-owner": "KZ", "asia-tj": "TJ", "asia-kz": "KZ",
}  # fmt: skip


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(NAMES, DOMAINS, {"tengrinews": ["@Tengrinews_KZ"]}, COUNTRIES, {"khabar", "tengrinews"})


@pytest.mark.parametrize(
    ("text", "country", "language", "expected"),
    [
        ("ТАСС", "KZ", "ru", "tass"),
        ("ТАССа", "KZ", "ru", "tass"),
        ("ТАСС-тың", "KZ", "kk", "tass"),
        ("агентства «Интерфакс»", "KZ", "ru", "interfax"),
        ("информационного агентства Интерфакс", "KZ", "ru", "interfax"),
        ("Интерфаксом", "", "ru", "interfax"),
        ("РИА Новостей", "", "ru", "ria"),
        ("Известиям", "", "ru", "izvestia"),
        ("Казахстанской правде", "KZ", "ru", "pravda"),
        ("газеты «Казахстанская правда»", "KZ", "ru", "pravda"),
        ("Вечернего Бишкека", "KG", "ru", "vecherka"),
        ("«Времени»", "KZ", "ru", "vremya"),
        ("Би-би-си", "KG", "ru", "bbc"),
        ("BBC", "UZ", "en", "bbc"),
        ("Kloop.kg сайты", "KG", "ky", "kloop"),
        ("Телеграм-канала Kloop", "KG", "ru", "kloop"),
        ("корреспондент Tengrinews", "KZ", "ru", "tengrinews"),
        ("Азаттык үналгысы", "KG", "ky", "azattyk"),
        ("Азаттыктын", "KG", "ky", "azattyk"),
        ("Азаттык", "KZ", "ru", "azattyq"),
        ("Азаттық", "KG", "ky", "azattyq"),
        ("Азаттыкка", "", "ky", "azattyk"),
        ("Ozodlik radiosi", "UZ", "uz", "ozodlik"),
        ("Ozodlikka", "UZ", "uz", "ozodlik"),
        ("Озодлик радиосининг", "UZ", "uz", "ozodlik"),
        ("Радиои Озодӣ", "TJ", "tg", "ozodi"),
        ("«Егемен Қазақстанның»", "KZ", "kk", "egemen"),
        ("Egemen Qazaqstannyń", "KZ", "kk", "egemen"),
        ("ەگەمەن قازاقستان", "KZ", "kk", "egemen"),
        ("tengrinews.kz", "KZ", "ru", "tengrinews"),
        ("https://www.tengrinews.kz/kazakhstan_news/", "KZ", "ru", "tengrinews"),
        ("Tengrinews.kz-тің", "KZ", "kk", "tengrinews"),
        ("kaz.tengrinews.kz", "KZ", "kk", "tengrinews"),
        ("@tengrinews_kz", "KZ", "ru", "tengrinews"),
        ("t.me/tengrinews_kz", "KZ", "ru", "tengrinews"),
        ("Kun.uzning", "UZ", "uz", "kun"),
        ("Кун.уз", "UZ", "uz", "kun"),
        ("ЎзА", "UZ", "uz", "uza"),
        ("24.kg", "KG", "ru", "24kg"),
        ("АМИТ «Ховар»", "TJ", "tg", "khovar"),
        ("Хабара", "KZ", "ru", "khabar"),
        ("телеканал «Хабар»", "KZ", "ru", "khabar"),
        ("«Фергана»", "UZ", "ru", "fergana"),
        ("Халқ сўзи", "UZ", "uz", "slovo"),
        ("Азия-Плюс", "TJ", "ru", "asia-tj"),
        ("Human Rights Watch", "KZ", "ru", "hrw"),
        ("МВД", "KG", "ru", "mvd-kg"),
        ("пресс-служба МВД", "KZ", "ru", "mvd-kz"),
        ("ИИМдин басма сөз кызматы", "KG", "ky", "mvd-kg"),
    ],
)
def test_credited_names(resolver: Resolver, text: str, country: str, language: str, expected: str) -> None:
    assert resolver.resolve(text, country, language) == expected


@pytest.mark.parametrize(
    ("text", "country", "why"),
    [
        ("", "KZ", "no letters"),
        ("«»", "KZ", "no letters"),
        ("Министерство", "KZ", "an official or office"),
        ("пресс-служба", "KZ", "an official or office"),
        ("пресс-служба Хабара", "KZ", "an official or office"),
        ("пресс-служба Kloop.kg", "KG", "an official or office"),
        ("Adliya vazirligi", "UZ", "an official or office"),
        ("Садыр Жапаров", "KG", "not known"),
        ("Узбекистан", "UZ", "not known"),
        ("Фергана", "UZ", "not known"),
        ("Новости", "KZ", "not known"),
        ("Интерфакс-Казахстан", "KZ", "not known"),
        ("unknown.example", "KZ", "not known"),
        ("@nobody_here", "KZ", "the channel @nobody_here is unknown"),
        ("МВД", "UZ", "several of that name: mvd-kg, mvd-kz"),
        ("Азия-Плюс", "UZ", "several of that name: asia-kz, asia-tj"),
    ],
)
def test_nobody_is_meant(resolver: Resolver, text: str, country: str, why: str) -> None:
    assert (resolver.resolve(text, country), resolver.why(text, country)) == ("", why)


def test_a_host_of_several_is_the_preferred_ones() -> None:
    hosts = {"outlet": ["a.kz"], "owner": ["a.kz"], "third": ["b.kz"], "fourth": ["b.kz"]}
    resolver = Resolver({}, hosts, preferred={"outlet"})
    assert (resolver.resolve("a.kz"), resolver.resolve("b.kz")) == ("outlet", "")


@given(st.text(max_size=60))
def test_any_text_is_answered_by_a_known_id_or_none(text: str) -> None:
    found = Resolver({"kloop": ["Kloop"]}, DOMAINS).read(text, "KG", "ky")
    assert found.id in {"", "kloop", "tengrinews", "kun", "24kg"}
    assert found.why


def test_100_000_credits_take_seconds(resolver: Resolver) -> None:
    started = time.process_time()
    answers = {resolver.resolve(f"{number % 5000}-канал ТАССа", "KZ", "ru") for number in range(100_000)}
    assert time.process_time() - started < 10
    assert answers == {""}


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("ТАССа", "ru", "ТАСС"),
        ("BBC-дің", "kk", "BBC"),
        ("Ozodlikka", "uz", "Ozodlik"),
        ("Kun.uz'ga", "uz", "Kun.uz"),
        ("Азаттыктан", "ky", "Азаттык"),
        ("Ховари", "tg", "Ховар"),
        ("Reuters's", "en", "Reuters"),
        ("تاسستىڭ", "kk", "تاسس"),
    ],
)
def test_case_endings_come_off(text: str, language: str, name: str) -> None:
    assert name in undeclined(text, language)


@pytest.mark.parametrize("text", ["ТА", "24", "", "«»"])
def test_short_words_keep_their_letters(text: str) -> None:
    assert undeclined(text) == ()


@pytest.mark.parametrize("text", ["Казахстанской правде", "Казахстанскую Правду", "казахстанская правда"])
def test_all_cases_of_russian_have_one_stem(text: str) -> None:
    assert russian_stems(text) == russian_stems("Казахстанская правда")


@pytest.mark.parametrize(
    "word", ["агентства", "сайтының", "muxbiri", "газетой", "рӯзномаи", "агенттигинин", "кабарчысы"]
)
def test_words_of_media(word: str) -> None:
    assert is_medium_word(word)


@pytest.mark.parametrize("word", ["Kloop", "Азаттык", "Независимый", "Ховар"])
def test_words_of_names(word: str) -> None:
    assert not is_medium_word(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("пресс-службе МВД", True),
        ("Министерством юстиции", True),
        ("ІІМ", True),
        ("Ички иштер министрлигинин", True),
        ("Adliya vazirligi", True),
        ("Вазорати адлия", True),
        ("the press office of the police", True),
        ("Kun.uz", False),
        ("Егемен Қазақстан", False),
        ("Би-би-синин Кыргыз кызматы", False),
    ],
)
def test_offices(text: str, expected: bool) -> None:
    assert is_official(text) is expected
