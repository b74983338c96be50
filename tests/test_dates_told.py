"""Dates as each reader writes them, as precise as their source."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mapping.translate import dated, language, speak


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    before = language()
    yield
    speak(before)


@pytest.mark.parametrize(
    ("spoken", "text", "told"),
    [
        ("en", "2026-11-21", "21 November 2026"),
        ("ru", "2026-11-21", "21 ноября 2026"),
        ("fr", "2026-11-21", "21 novembre 2026"),
        ("fr", "2026-02-01", "1er février 2026"),
        ("fr", "2026-02-11", "11 février 2026"),
        ("ru", "2026-02-01", "1 февраля 2026"),
        ("en", "2026-02", "February 2026"),
        ("ru", "2026-02", "февраль 2026 г."),
        ("fr", "2026", "2026"),
        ("fr", "around 2010", "around 2010"),
    ],
)
def test_a_date_is_told_in_the_readers_language(spoken: str, text: str, told: str) -> None:
    speak(spoken)
    assert " ".join(dated(text).split()) == told
