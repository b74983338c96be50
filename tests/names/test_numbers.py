"""Numbers in names: digits, words and ordinals of every language."""

from __future__ import annotations

import pytest

from mapping.names import numbers, with_digits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31 канал", (31,)),
        ("Канал 31", (31,)),
        ("31-arna", (31,)),
        ("31-ші арна", (31,)),
        ("Первый канал", (1,)),
        ("First Channel", (1,)),
        ("Birinchi kanal", (1,)),
        ("Бірінші арна", (1,)),
        ("Биринчи радио", (1,)),
        ("Шабакаи якум", (1,)),
        ("Седьмой канал", (7,)),
        ("7-й канал", (7,)),
        ("7-канал", (7,)),
        ("Жетінші арна", (7,)),
        ("Пятый канал", (5,)),
        ("Бешинчи канал", (5,)),
        ("Хабар 24", (24,)),
        ("двадцать четыре", (24,)),
        ("Channel Thirty-one", (31,)),
        ("отыз бірінші арна", (31,)),
        ("Азия 1 Плюс 2", (1, 2)),
        ("Он с нами", ()),
        ("Радио Азаттык", ()),
        ("", ()),
        ("1" * 50, ()),
    ],
)
def test_numbers_of_a_name(text: str, expected: tuple[int, ...]) -> None:
    assert numbers(text) == expected


def test_one_channel_in_three_ways() -> None:
    assert with_digits("Бірінші арна") == with_digits("1-арна") == "1 arna"
