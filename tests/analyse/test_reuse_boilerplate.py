"""What outlets print around everything is no reuse: datelines, footers, notices that a law demands."""

from __future__ import annotations

import pytest
from reuse_texts import NEWS, Row, couples, found, words

FOOTER = "Подписывайтесь на наш Telegram канал и присылайте новости по номеру 0 555 12 34 56 в любое время суток"
NOTICE = (
    "Данное сообщение создано и распространено иностранным средством массовой информации выполняющим функции"
    " иностранного агента и предназначено только для лиц старше восемнадцати лет"
)


def _of(outlet: str, number: int, *, before: str = "", after: str = "", length: int = 20) -> list[Row]:
    """Different texts of one outlet, each between the same lines."""
    seed = sum(outlet.encode()) * 1000
    texts = [f"{before.format(day=n + 1)} {words(length, seed + n)} {after}" for n in range(number)]
    return [(f"{outlet}{n:02}", outlet, n, text) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", FOOTER),
        (FOOTER, ""),
        ("БИШКЕК, {day} мая – 24.kg. Об этом сообщает наш собственный корреспондент в городе", ""),
        ("", NOTICE),
    ],
)
def test_what_two_outlets_print_around_everything_makes_no_pair(before: str, after: str) -> None:
    rows = _of("a", 12, before=before, after=after) + _of("b", 12, before=before, after=after)
    assert couples(found(rows)) == []


def test_a_notice_of_several_is_known_in_texts_of_others_too() -> None:
    rows = _of("a", 6, after=NOTICE) + _of("b", 6, after=NOTICE) + _of("c", 1, after=NOTICE) + _of("d", 1, after=NOTICE)
    assert couples(found(rows)) == []


def test_a_text_that_is_only_boilerplate_makes_no_pair() -> None:
    rows = [*_of("a", 6, after=FOOTER), ("x", "a", 9, FOOTER), ("y", "b", 10, FOOTER)]
    assert couples(found(rows)) == []


def test_a_reprint_between_footers_is_found() -> None:
    rows = _of("a", 8, after=FOOTER) + _of("b", 8, after=NOTICE)
    rows += [("x", "a", 20, f"{NEWS['ky']} {FOOTER}"), ("y", "b", 21, f"{NEWS['ky']} {NOTICE}")]
    table = found(rows)
    assert couples(table) == [("x", "y")]
    assert table["containment"].to_pylist()[0] > 0.8


def test_who_prints_the_footer_of_another_draws_on_nobody() -> None:
    rows = [*_of("a", 8, after=FOOTER), ("x", "b", 20, f"{words(80, 3)} {FOOTER}")]
    assert couples(found(rows)) == []


def test_one_story_told_often_is_not_boilerplate_of_a_large_outlet() -> None:
    story = words(40, 77)
    rows = _of("a", 95) + [(f"s{n}", "a", 100 + n, f"{story} {words(10, 500 + n)}") for n in range(4)]
    assert ("s0", "y") in couples(found([*rows, ("y", "b", 120, story)]))


@pytest.mark.parametrize("length", [6, 9, 14])
def test_a_long_footer_under_short_posts_is_learnt(length: int) -> None:
    after = f"{NOTICE} {FOOTER}"
    rows = _of("a", 12, after=after, length=length) + _of("b", 12, after=after, length=length)
    assert couples(found(rows)) == []


def test_several_footers_in_turn_are_learnt() -> None:
    footers = (FOOTER, NOTICE, words(18, 9))
    rows = [row for outlet in "ak" for n in range(3) for row in _of(f"{outlet}{n}", 6, after=footers[n], length=30)]
    assert couples(found([(own_id, outlet[0], hour, text) for own_id, outlet, hour, text in rows])) == []


@pytest.mark.parametrize("footer", ["", FOOTER])
@pytest.mark.parametrize("others", [4, 20, 80])
def test_a_story_in_many_versions_by_each_of_two_outlets_is_no_boilerplate(others: int, footer: str) -> None:
    story = words(50, 77)
    rows = _of("a", others, after=footer) + _of("b", others, after=footer)
    for n in range(8):
        version = f"{words(5 + n, 300 + n)} {story}" if n % 2 else story.replace(story.split()[5 * n], f"слово{n}")
        rows += [(f"{outlet}v{n}", outlet, 100 + n, f"{version} {footer}") for outlet in "ab"]
    rows += [("story", "wire", 99, story), ("reprint", "c", 120, story)]
    versions = {("story", f"{outlet}v{n}") for outlet in "ab" for n in range(8)}
    assert versions | {("story", "reprint")} <= set(couples(found(rows)))
