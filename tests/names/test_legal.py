"""Legal forms of the four countries, in two scripts and English."""

from __future__ import annotations

import pytest

from mapping.names import skeleton, split_legal


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("ТОО «Ак Жайык»", "Ак Жайык", "LLP"),
        ("«Ақ Жайық» ЖШС", "Ақ Жайық", "LLP"),
        ("Ak Zhaik LLP", "Ak Zhaik", "LLP"),
        ("ZhShS Aqparat", "Aqparat", "LLP"),
        ("Товарищество с ограниченной ответственностью «Время»", "Время", "LLP"),
        ("АО «Хабар»", "Хабар", "JSC"),
        ("«Қазақстан» АҚ", "Қазақстан", "JSC"),
        ("Kazakhtelecom JSC", "Kazakhtelecom", "JSC"),
        ("ОАО «Кыргызтелеком»", "Кыргызтелеком", "JSC"),
        ("«Кыргызтелеком» ААК", "Кыргызтелеком", "JSC"),
        ("ЖАК «Дем»", "Дем", "CJSC"),
        ("ЗАО «Альфа Телеком»", "Альфа Телеком", "CJSC"),
        ("АОЗТ «Пирамида»", "Пирамида", "CJSC"),
        ("ОсОО «Клооп Медиа»", "Клооп Медиа", "LLC"),
        ("«Клооп Медиа» ЖЧК", "Клооп Медиа", "LLC"),
        ("Kloop Media LLC", "Kloop Media", "LLC"),
        ("ООО «Азия-Плюс»", "Азия-Плюс", "LLC"),
        ("ҶДММ «Азия-Плюс»", "Азия-Плюс", "LLC"),
        ("ҶСК «Ориёнбонк»", "Ориёнбонк", "JSC"),
        ("«Daryo» MChJ", "Daryo", "LLC"),
        ("«Дарё» МЧЖ", "Дарё", "LLC"),
        ("Daryo MCHJ", "Daryo", "LLC"),
        ("QMJ Vodiy", "Vodiy", "ALC"),
        ("ГУП «Ховар»", "Ховар", "SE"),
        ("«Oʻzbekiston» DUK", "Oʻzbekiston", "SE"),
        ("ДУК «Шарқ»", "Шарқ", "SE"),
        ("РГП «Казправда»", "Казправда", "SE"),
        ("КГП «Акжол»", "Акжол", "SE"),
        ("ГКП «Акжол»", "Акжол", "SE"),
        ("«Ақжол» РМК", "Ақжол", "SE"),
        ("«Ақжол» МКҚК", "Ақжол", "SE"),
        ("ГУ «Редакция газеты»", "Редакция газеты", "SI"),
        ("ОФ «Клооп»", "Клооп", "PF"),
        ("«Әділ сөз» ҚҚ", "Әділ сөз", "PF"),
        ("Общественный фонд «Адил соз»", "Адил соз", "PF"),
        ("«Әділ сөз» қоғамдық қоры", "Әділ сөз", "PF"),
        ("Ижод жамоат фонди", "Ижод", "PF"),
        ("Yuksalish jamoat fondi", "Yuksalish", "PF"),
        ("ИП Иванов", "Иванов", "IE"),
        ("ЖК Иманов", "Иманов", "IE"),
        ("ЯТТ Каримов", "Каримов", "IE"),
        ("ЧП «Вести»", "Вести", "PE"),
        ("«Vesti» XK", "Vesti", "PE"),
        ("ХК «Вести»", "Вести", "PE"),
        ("ҮЕҰ «Интерньюс»", "Интерньюс", "NGO"),
        ("НПО «Интерньюс»", "Интерньюс", "NGO"),
        ("ТООАкжайык", "Акжайык", "LLP"),
        ("АқпаратЖШС", "Ақпарат", "LLP"),
        ("ОсОО«Тазар»", "Тазар", "LLC"),
    ],
)
def test_the_form_is_taken_off_and_named(text: str, name: str, form: str) -> None:
    found = split_legal(text)
    assert (skeleton(found.name), found.form) == (skeleton(name), form)


@pytest.mark.parametrize(
    "text",
    [
        "Хабар",
        "Ак Жайык",
        "ГУМ",
        "ОФис",
        "ао",
        "ТОО",
        "Тоолор",
        "Эркин Тоо",
        "Ала-Тоо",
        "Жан Жак",
        "Оазис",
        "Фонд",
        "JSCript",
        "",
        "»«",
        "OOO",
    ],
)
def test_a_name_without_a_form_stays_whole(text: str) -> None:
    found = split_legal(text)
    assert (found.name, found.form) == (text, "")


@pytest.mark.parametrize(
    ("one", "other"),
    [("ТОО «Заря»", "Zarya LLP"), ("«Дарё» МЧЖ", "Daryo MChJ"), ("ҶДММ «Сомон»", "ООО «Сомон»")],
)
def test_one_company_in_two_languages_has_one_name_and_one_family(one: str, other: str) -> None:
    a, b = split_legal(one), split_legal(other)
    assert (skeleton(a.name), a.family) == (skeleton(b.name), b.family)
