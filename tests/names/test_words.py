"""Words that carry little identity: they weigh less, never nothing."""

from __future__ import annotations

import pytest

from mapping.names import media_words, weighed_words


@pytest.mark.parametrize(
    ("text", "media"),
    [
        ("Радио Хабар", {"radio"}),
        ("Xabar telekanali", {"tv"}),
        ("Хабар", set()),
        ("газета «Время»", {"print"}),
        ("Телерадиокомпания Мир", {"tv", "radio"}),
        ("ИА Новости-Казахстан", {"agency"}),
        ("", set()),
    ],
)
def test_the_medium_a_name_tells(text: str, media: set[str]) -> None:
    assert media_words(text) == media


@pytest.mark.parametrize("text", ["Радио X", "X TV", "Ежедневная газета X", "информационное агентство X"])
def test_generic_words_weigh_less_than_names_but_something(text: str) -> None:
    weights = dict(weighed_words(text))
    assert weights.pop("ks", weights.pop("h", None)) == 1
    assert all(0 < weight <= 1 for weight in weights.values())
    assert min(weights.values()) < 1
