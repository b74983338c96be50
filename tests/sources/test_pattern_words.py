"""The words that stand in every match of a pattern."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping.sources.pattern_words import words_of
from mapping.sources.site_credits import _phrases


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("сообщает", {"сообщает"}),
        (r"\bсообща(?:ет|ют)\b", {"сообща"}),
        ("[Сс]о ссылкой на ", {"о ссылкой на "}),
        ("да(?:ют|ёт)?", {"да"}),
        ("(?:жаз(?:ады|ды)|хабарлады) деп", {" деп"}),
        ("(?:жазып(?:ады|ды)|хабарлады) де", {"жазып", "хабарлады"}),
        ("(?P<x>абв)(где)?", {"абв"}),
        ("(?:де(?:б|я) )?(?:хабар|ёзди)", {"хабар", "ёзди"}),
        ("а{2,3}бв+г", {"б"}),
        (r"x\.y\(z", {"x.y(z"}),
        ("(?<=абвгд)еж", {"еж"}),
        ("abc(?!defg)", {"abc"}),
        ("(?:абв|[гд])", set()),
        ("а?|бв", set()),
        (r"\w+ \d", {" "}),
        ("а.б", {"а"}),
        ("", set()),
    ],
)
def test_words(pattern: str, words: set[str]) -> None:
    assert words_of(pattern) == words


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_every_match_of_a_phrase_holds_one_of_its_words(data: st.DataObject) -> None:
    phrase = data.draw(st.sampled_from(_phrases().credit))
    # Without looking behind, for which nothing can be made up; the words stand elsewhere.
    pattern = re.sub(r"\(\?<=.*?\]\)", "", phrase.telling.pattern)
    text = data.draw(st.from_regex(pattern))
    assert any(word in text for word in phrase.words)


def test_the_words_of_our_phrases_are_rare() -> None:
    assert min(map(len, _phrases().words)) >= 2
