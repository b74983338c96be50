"""What the speed of texts is measured on is sound: every page is read whole, every post comes once."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks import texts
from mapping.sources import Row, reading


def items(source: str, page: texts.Page) -> list[Row]:
    """The items that a page gives."""
    return [each for each in reading.read(source, page) if isinstance(each, Row) and each.table == "items"]


def test_a_preview_has_twenty_posts_with_the_numbers_asked_for() -> None:
    found = [row.record_id for row in items("telegram", texts.preview(41))]
    assert found == [f"cholponnews/{number}" for number in range(41, 61)]


@pytest.mark.parametrize(("long", "least", "most"), [(False, 250, 300), (True, 3_500, 4_500)])
def test_an_article_is_read_with_its_own_title_and_whole_text(long: bool, least: int, most: int) -> None:
    (row,) = items("website", texts.article(7, long=long))
    assert row.values["title"] == "Жаңы 7-мектеп ачылды"
    assert least < len(row.values["text"]) < most
    assert "Бөлүм" not in row.values["text"]


@pytest.mark.parametrize("mixed", [False, True])
def test_posts_come_once_of_all_channels_and_months(mixed: bool) -> None:
    found = list(texts.posts(25_000, mixed=mixed))
    assert len({post["url"] for post in found}) == len({post["text"] for post in found}) == 25_000
    assert set(Counter(post["channel"] for post in found).values()) == {125}
    assert len({post["time"][:7] for post in found}) == 12


@pytest.mark.parametrize("n", texts.SIZES)
def test_the_sizes_fit_the_channels_and_the_stride(n: int) -> None:
    assert n % texts.CHANNELS == 0
    assert n % texts.STRIDE != 0
