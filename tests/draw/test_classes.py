"""Classes of a map: few, round, and every value in one of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.draw.classes import MOST, classes
from mapping.draw.placing import Mark, place
from mapping.draw.style import ticks, written


@given(st.lists(st.integers(1, 10**6), min_size=1))
def test_counts_fall_into_few_whole_classes(values: list[int]) -> None:
    found = classes(values)
    assert len(found.limits) < MOST
    assert list(found.limits) == sorted(set(found.limits))
    assert all(limit.is_integer() for limit in found.limits)
    places = [found.place(value) for value in sorted(values)]
    assert places == sorted(places)
    assert {found.place(min(values)), found.place(max(values))} == {0, len(found.limits)}
    assert len(found.labels()) == len(found.limits) + 1


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([], ["0"]),
        ([3], ["3"]),
        ([1, 1, 2, 3, 4, 5, 8, 12, 40, 79], ["1", "2–3", "4–5", "6–19", "20 and more"]),
        (
            [0.2, 0.4, 1.5, 3.2],
            ["0.20 to under 0.30", "0.30 to under 0.60", "0.60 to under 1.5", "1.5 to under 2", "2 and more"],
        ),
    ],
)
def test_labels_of_classes(values: list[float], labels: list[str]) -> None:
    assert classes(values).labels() == labels


@pytest.mark.parametrize(
    ("low", "high", "whole", "found"),
    [
        (0, 1, True, [0, 1]),
        (0, 7.3, True, [0, 2, 4, 6]),
        (0, 1, False, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (-6.3, 7.4, True, [-5, 0, 5]),
    ],
)
def test_ticks(low: float, high: float, whole: bool, found: list[float]) -> None:
    assert ticks(low, high, whole) == pytest.approx(found)


@pytest.mark.parametrize(
    ("value", "share", "words"),
    [(1234, False, "1,234"), (0.5, True, "50%"), (2.34, False, "2.3"), (0.123, False, "0.12"), (None, False, "?")],
)
def test_numbers_as_written(value: float | None, share: bool, words: str) -> None:
    assert written(value, share) == words


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300)), max_size=15))
def test_labels_never_cover_each_other_nor_leave_the_page(spots: list[tuple[float, float]]) -> None:
    labels = place([Mark(x, y, 3, f"Tashkent {i}", 7) for i, (x, y) in enumerate(spots)], 400, 300)
    for i, label in enumerate(labels):
        assert label.box.within(400, 300)
        assert not any(label.box.meets(other.box) for other in labels[:i])


def test_the_first_marks_are_labelled_first_and_no_more_than_asked() -> None:
    marks = [Mark(200, 150, 3, "first", 7), Mark(201, 151, 3, "second", 7), Mark(50, 50, 3, "third", 7)]
    assert [label.mark.text for label in place(marks, 400, 300, most=1)] == ["first"]
    assert [label.side for label in place(marks[:1], 400, 300)] == ["middle right"]
