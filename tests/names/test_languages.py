"""Language and script of short texts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.names import identify, transliterate

with (Path(__file__).parent / "headlines.csv").open(encoding="utf-8", newline="") as _file:
    HEADLINES = [(row["language"], row["text"]) for row in csv.DictReader(_file)]
LANGUAGES = sorted({language for language, _ in HEADLINES} - {"kaa"})
KAZAKH_LATIN = ("kk_2017", "kk_2018", "kk_2019", "kk_2021", "kk_informal")
TYPED = str.maketrans("әғқңөұүһі", "агкноуухи")


def _share(language: str, texts: list[str]) -> float:
    return sum(identify(text).language == language for text in texts) / len(texts)


def _headlines(language: str) -> list[str]:
    return [text for one, text in HEADLINES if one == language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_headlines_are_told(language: str) -> None:
    assert _share(language, _headlines(language)) >= 0.95


@pytest.mark.parametrize("standard", KAZAKH_LATIN)
def test_kazakh_in_every_latin_alphabet(standard: str) -> None:
    assert _share("kk", [transliterate(text, standard) for text in _headlines("kk")]) >= 0.95


@pytest.mark.parametrize("language", ["kk", "ky"])
def test_texts_typed_without_special_letters(language: str) -> None:
    assert _share(language, [text.lower().translate(TYPED) for text in _headlines(language)]) >= 0.85


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("", "und", ""),
        ("12:30 … !!!", "und", ""),
        ("🙂🙂", "und", ""),
        ("قازاقستان حالقى جاڭا جىلدى قارسى الدى", "kk", "Arab"),
        ("ئۇيغۇر تىلىدىكى خەۋەرلەر ۋە ماقالىلەر", "other", "Arab"),
        ("中国新闻社今日报道", "other", "other"),
        ("Монгол улсын ерөнхий сайд Хятадад айлчилна", "other", "Cyrl"),
        ("Türkmenistanyň Prezidenti we hökümet agzalary bilen duşuşdy", "other", "Latn"),
        ("Die Regierung kündigt neue Maßnahmen gegen die Krise an", "other", "Latn"),
    ],
)
def test_outside_the_set(text: str, language: str, written: str) -> None:
    found = identify(text)
    assert (found.language, found.script) == (language, written)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Президент бүгін Астанада сказал что новый закон не будет принят", "kk", "ru"),
        ("Бүгүн Бишкекте жыйын болду, но президент не приехал и это всех удивило", "ky", "ru"),
        ("Қазақстанда жаңа мектеп ашылды", "kk", ""),
        ("В Астане открыли новый завод", "ru", ""),
    ],
)
def test_mixed_text_names_both(text: str, first: str, second: str) -> None:
    found = identify(text)
    assert (found.language, found.second_language) == (first, second)


@pytest.mark.parametrize("text", ["Ош", "TV", "Kun", "Время"])
def test_a_word_is_never_sure(text: str) -> None:
    assert not identify(text).sure


@given(st.text(max_size=120))
def test_any_text_gets_an_answer(text: str) -> None:
    found = identify(text)
    assert found.language in {"kk", "ky", "tg", "uz", "kaa", "ru", "en", "tr", "fa", "other", "und"}
    assert (found.language == "und") == (found.script == "")
