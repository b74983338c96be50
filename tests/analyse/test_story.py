"""One story in two languages, found by its names and numbers; what is no such pair is not found."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.analyse.story import COLUMNS, marks_of, stories

RUSSIAN = "Суд в Таразе приговорил Ермека Досова к штрафу. Сумма 450 тысяч, дело длилось 38 дней, пишет Диапазон."
KAZAKH = "Таразда сот Ермек Досовқа айыппұл салды. Сома 450 мың, іс 38 күнге созылды."
UZBEK = "Tarazda sud Yermek Dosovni jarimaga tortdi. Summa 450 ming, ish 38 kun davom etdi."
OTHER = "Президент подписал закон. Деньги, 700 миллионов, получат в Актау и Атырау, сообщил Султан Каримов."
Item = tuple[str, str, str, str, str]
ITEMS: tuple[Item, ...] = (
    ("r", "ru-site", "2026-11-01T08:00:00Z", "ru", RUSSIAN),
    ("k", "kk-site", "2026-11-01T11:00:00Z", "kk", KAZAKH),
    ("u", "uz-site", "2026-11-02T11:00:00Z", "uz", UZBEK),
    ("o", "kk-site", "2026-11-01T12:00:00Z", "kk", OTHER),
    ("p", "ru-other", "2026-11-01T12:30:00Z", "ru", OTHER),
)


def table(items: tuple[Item, ...]) -> pd.DataFrame:
    """Items as the engine gives them."""
    frame = pd.DataFrame(items, columns=["id", "outlet", "time", "language", "text"])
    return frame.assign(time=pd.to_datetime(frame["time"], utc=True), title="")


def pairs(items: tuple[Item, ...], hours: float = 48) -> set[tuple[str, str]]:
    """The pairs found."""
    found = stories(table(items), hours=hours)
    return set(zip(found["first_id"], found["later_id"], strict=True))


def test_a_story_is_found_in_other_languages_the_earlier_item_first() -> None:
    assert pairs(ITEMS) == {("r", "k"), ("r", "u"), ("k", "u"), ("o", "p")}


def test_a_pair_shows_what_it_shares() -> None:
    found = stories(table(ITEMS[:2]))
    assert list(found.columns) == list(COLUMNS)
    assert found.loc[0, "shared"] == "38;450;dosov;ermek"
    assert found.loc[0, ["first_outlet", "later_outlet"]].tolist() == ["ru-site", "kk-site"]
    assert 0.45 <= found.loc[0, "score"] <= 1


@pytest.mark.parametrize(
    ("second", "hours"),
    [
        (("k", "kk-site", "2026-11-04T11:00:00Z", "kk", KAZAKH), 48),
        (("k", "kk-site", "2026-11-01T11:00:00Z", "kk", KAZAKH), 2),
        (("k", "ru-site", "2026-11-01T11:00:00Z", "kk", KAZAKH), 48),
        (("k", "kk-site", "2026-11-01T11:00:00Z", "ru", KAZAKH), 48),
        (("k", "kk-site", "2026-11-01T11:00:00Z", "kk", OTHER), 48),
        (("k", "kk-site", "", "kk", KAZAKH), 48),
        (("k", "kk-site", "2026-11-01T11:00:00Z", "kk", ""), 48),
        (("k", "kk-site", "2026-11-01T11:00:00Z", "kk", "сот айыппұл салды"), 48),
    ],
    ids=["too late", "short window", "one outlet", "one language", "another story", "no time", "no text", "no marks"],
)
def test_no_pair(second: Item, hours: float) -> None:
    assert pairs((ITEMS[0], second), hours) == set()


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_items_give_an_empty_table(count: int) -> None:
    assert list(stories(table(ITEMS[:count])).columns) == list(COLUMNS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Вчера сам Токаев был в Таразе.", {"tokae", "taraz"}),
        ("Кеше өзі Тоқаевтың Таразға келгені", {"tokae", "taraz"}),
        ("Ермек Досов приехал. Потом уехал.", {"ermek", "dosov"}),
        ("1 200 000 тенге, 2,5 процента, 7 дней", {"1200000", "2.5"}),
        ("1.200 сум", {"1.200"}),
        ("без имен и чисел", set()),
        ("", set()),
    ],
)
def test_marks(text: str, expected: set[str]) -> None:
    assert marks_of(text) == expected


@given(st.lists(st.text(alphabet="АБ ab12.,«\n", max_size=30), max_size=6))
def test_any_texts_are_survived(texts: list[str]) -> None:
    items = tuple(
        (str(n), str(n), "2026-11-01T08:00:00Z", "ru" if n % 2 else "kk", text) for n, text in enumerate(texts)
    )
    found = stories(table(items))
    assert found["score"].between(0, 1.000001).all()
    assert (found["first_id"] != found["later_id"]).all()
