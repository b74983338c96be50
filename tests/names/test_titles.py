"""Titles that are translations, and titles that only look like it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mapping.names import title_key

with (Path(__file__).parent / "titles.csv").open(encoding="utf-8", newline="") as _file:
    TITLES = [(row["one"], row["other"], row["country"]) for row in csv.DictReader(_file)]


@pytest.mark.parametrize(("one", "other", "country"), TITLES)
def test_a_translated_title_has_the_same_key(one: str, other: str, country: str) -> None:
    key = title_key(one, country)
    assert key is not None
    assert key == title_key(other, country)


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        ("Казахстанская правда", "Акмолинская правда", "KZ"),
        ("Народное слово", "Народная газета", "UZ"),
        ("Вечерний Бишкек", "Ош кечки", "KG"),
        ("Слово Кыргызстана", "Голос Кыргызстана", "KG"),
        ("Первый канал", "Второй канал", "KZ"),
        ("Хабар 24", "Хабар", "KZ"),
        ("Радио Азаттык", "Азаттык ТВ", "KG"),
        ("Новое поколение", "Новое время", "KZ"),
        ("Сельская жизнь", "Городская жизнь", "UZ"),
        ("Голос Оша", "Эхо Оша", "KG"),
        ("Жас Алаш", "Жас Қазақ", "KZ"),
        ("Қазақ әдебиеті", "Қазақ үні", "KZ"),
        ("Южный Казахстан", "Северный Казахстан", "KZ"),
        ("Ферганская правда", "Хорезмская правда", "UZ"),
        ("Садои мардум", "Садои Душанбе", "TJ"),
        ("Pikir Media", "Sabr Media", "UZ"),
        ("Radio Terra", "Radio Zamin", "UZ"),
        ("Кыргыз Туусу", "Кыргыз Тоо", "KG"),
        ("Дин жана коом", "Дин", "KG"),
    ],
)
def test_other_titles_keep_apart(one: str, other: str, country: str) -> None:
    keys = title_key(one, country), title_key(other, country)
    assert keys[0] != keys[1]


@pytest.mark.parametrize("text", ["", "!", "\0", "Клооп", "Zzyzx", "🙂"])
def test_a_title_without_a_known_word_has_no_key(text: str) -> None:
    assert title_key(text) is None


def test_an_unread_word_stands_in_the_key() -> None:
    assert title_key("Жас Алаш", "KZ") == ("youth", "~alaš")
