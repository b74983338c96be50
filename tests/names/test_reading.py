"""One name read whole, however bad it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping.names import read_name
from mapping.names.reading import Kind

KINDS: tuple[Kind, ...] = ("outlet", "company", "person", "place")


def test_everything_a_name_tells() -> None:
    found = read_name("ТОО «Радио Хaбар 24»", country="KZ")
    assert found.legal.form == "LLP"
    assert found.core == "habar 24"
    assert found.media == {"radio"}
    assert found.numbers == (24,)
    assert found.twins.replaced == (("Хaбар", "Хабар"),)
    assert found.concepts == ("24", "news")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0",
        "a\0b",
        "🙂" * 10,
        "Ә" * 10_000,
        "ab " * 5_000,
        "\u202eرادیو\u202c",
        "Vласть",
        "ﷺ",
        "İstanbul",
        "ʻʼ'`",
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_bad_input_is_read(text: str, kind: Kind) -> None:
    assert read_name(text, kind).text == text


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(KINDS), st.sampled_from([None, "KZ", "KG", "TJ", "UZ"]))
def test_any_text_is_read(text: str, kind: Kind, country: str | None) -> None:
    found = read_name(text, kind, country)
    assert found.text == text
    assert bool(found.skeleton) or not found.core
