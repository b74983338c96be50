"""Official lists of banned addresses: letters and tables."""

from __future__ import annotations

import pytest
from saved import cells, read, saved

from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources.ban_list import addresses

LETTER = "kg/2025-10-27_Leninsky district court.txt"
LIST = "kz/list.csv"


@pytest.mark.parametrize("name", [LETTER, f"2026-11-21/{LETTER}"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "utf-16"])
def test_a_letter(name: str, encoding: str) -> None:
    content = saved("ban_list", LETTER).decode().encode(encoding)
    rows, flaws = read("ban_list", name, content)
    assert flaws == []
    assert cells(rows, "address", "country", "authority", "since") == [
        ("https://cholpon.kg/", "KG", "Leninsky district court", "2025-10-27"),
        ("https://cholpon.media/live", "KG", "Leninsky district court", "2025-10-27"),
        ("@cholpon_live", "KG", "Leninsky district court", "2025-10-27"),
    ]


def test_a_table() -> None:
    rows, flaws = read("ban_list", LIST, saved("ban_list", LIST))
    court = ("KZ", "Сарыаркинский суд", "№ 12/3", "2024-10-17")
    assert cells(rows, "address", "country", "authority", "decision", "since") == [
        ("http://erkin.asia/news/1", *court),
        ("erkin.asia", *court),
        ("t.me/erkin_live", "KZ", "Ministry of Culture and Information of the Republic of Kazakhstan", "", ""),
    ]
    assert [(flaw.line, flaw.column, flaw.value) for flaw in flaws] == [
        (3, "address", "не указан"),
        (4, "since", "скоро"),
    ]


def test_the_sender_of_a_letter_is_not_banned() -> None:
    rows, flaws = read("ban_list", "kg/answer.txt", b"www.minjust.gov.kg, desk@sot.kg\ncholpon.kg\n")
    assert [row.values["address"] for row in rows] == ["cholpon.kg"]
    assert [(flaw.line, flaw.value) for flaw in flaws] == [(1, "www.minjust.gov.kg")]


@pytest.mark.parametrize("name", ["kg/answer.txt", "answer_KG.txt", "2025-10-27_kg-court.txt"])
def test_the_country_stands_in_the_folder_or_the_name(name: str) -> None:
    rows, _ = read("ban_list", name, b"cholpon.kg\n")
    assert cells(rows, "address", "country") == [("cholpon.kg", "KG")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("сайт cholpon.kg, и «erkin.asia».", ["cholpon.kg", "erkin.asia"]),
        ("hxxp://a[.]kg/b?c=d;", ["http://a.kg/b?c=d"]),
        ("почта desk@cholpon.kg, файл spisok.docx", []),
        ("t.me/cholpon_live и @cholpon_live", ["t.me/cholpon_live", "@cholpon_live"]),
        ("қазақ.қаз xn--80ao21a.xn--80ao21a", ["қазақ.қаз", "xn--80ao21a.xn--80ao21a"]),
        ("ст. 41-1 п.2 от 17.10.2024 № 12.3", []),
        ("т.е. т.д. и т.п.", []),
        ("", []),
    ],
)
def test_addresses_in_a_text(text: str, found: list[str]) -> None:
    assert addresses(text) == found


@pytest.mark.parametrize(
    ("name", "content", "error", "said"),
    [
        (LETTER, b"", InputUnreadable, "is empty"),
        (LETTER, b"<!DOCTYPE html>", InputUnreadable, "is a web page"),
        (LETTER, b"%PDF-1.7\x00\x01", InputUnreadable, "binary data"),
        (LETTER, "Ничего не найдено".encode(), SourceChanged, "'address'"),
        ("letter.txt", b"cholpon.kg", InputUnreadable, "folder of a country"),
        ("list.csv", "№;Адрес;Суд\n1;a.kz;x\n".encode(), InputUnreadable, "lay it in a folder of its country"),
        (LIST, "№;Хозяин;Сайт\n1;x;a.kz\n".encode(), SourceChanged, "Хозяин"),
        (LIST, "№;Суд\n1;x\n".encode(), SourceChanged, "'address'"),
    ],
)
def test_damage_is_one_sentence(name: str, content: bytes, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        read("ban_list", name, content)
