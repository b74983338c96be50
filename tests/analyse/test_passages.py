"""The passages that two texts share, with their places in the texts as they were published."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.analyse.reuse.passages import SEED, Run, align, words

# An earlier text, a later one that reuses it, and what a reader marks as equal in the later one.
CASES = {
    "ru, a word put in, quotes and case changed": (
        "Правительство утвердило бюджет на 2026 год, сообщает «Казинформ».",
        "Астана. ПРАВИТЕЛЬСТВО УТВЕРДИЛО бюджет на ближайший 2026 год, сообщает Казинформ!",
        ["ПРАВИТЕЛЬСТВО УТВЕРДИЛО бюджет на", "2026 год, сообщает Казинформ"],
    ),
    "ru, ё and e": (
        "Ещё трое задержанных освобождены под подписку",
        "Еще трое задержанных освобождены под подписку",
        ["Еще трое задержанных освобождены под подписку"],
    ),
    "kk": (
        "Қазақстан Президенті жаңа бюджет туралы заңға қол қойды, деп хабарлайды Ақорда.",
        "Бүгін Қазақстан Президенті жаңа бюджет туралы заңға қол қойды.",
        ["Қазақстан Президенті жаңа бюджет туралы заңға қол қойды"],
    ),
    "ky, cut before and after": (
        "Кечээ Жогорку Кеңеш мыйзам долбоорун үчүнчү окууда кабыл алды, деп билдирди басма сөз кызматы.",
        "Жогорку Кеңеш мыйзам долбоорун үчүнчү окууда кабыл алды",
        ["Жогорку Кеңеш мыйзам долбоорун үчүнчү окууда кабыл алды"],
    ),
    "tg": (
        "Ҳукумати Ҷумҳурии Тоҷикистон қарори навро тасдиқ кард",
        "Душанбе: Ҳукумати Ҷумҳурии Тоҷикистон қарори навро тасдиқ кард.",
        ["Ҳукумати Ҷумҳурии Тоҷикистон қарори навро тасдиқ кард"],
    ),
    "uz, three apostrophes": (
        "O‘zbekiston Prezidenti yangi qonunni bugun imzoladi",
        "Kecha Oʻzbekiston Prezidenti yangi qonunni bugun imzoladi, o'qing",
        ["Oʻzbekiston Prezidenti yangi qonunni bugun imzoladi"],
    ),
    "en, two passages far apart, the other way round": (
        "The first part says this plainly. " + "x y z " * 20 + "The second part says that clearly.",
        "The second part says that clearly. " + "u v w " * 20 + "The first part says this plainly.",
        ["The second part says that clearly", "The first part says this plainly"],
    ),
    "decomposed letters": (
        unicodedata.normalize("NFD", "Новый район Шымкента получил имя"),
        "Новый район Шымкента получил имя",
        ["Новый район Шымкента получил имя"],
    ),
    "three words are no passage": ("в том числе", "в том числе", []),
    "nothing": ("", "одно другое третье четвёртое", []),
    "emoji alone": ("🔥🔥🔥 🔥🔥🔥", "🔥🔥🔥 🔥🔥🔥", []),
}


@pytest.mark.parametrize(("first", "later", "marked"), CASES.values(), ids=CASES.keys())
def test_shared_runs_in_the_later_text(first: str, later: str, marked: list[str]) -> None:
    runs = [run for passage in align(first, later).passages for run in passage.runs]
    assert [later[run.later_start : run.later_end] for run in runs] == marked


def test_a_light_edit_is_a_hole_in_one_passage() -> None:
    first, later, _ = next(iter(CASES.values()))
    found = align(first, later)
    assert [passage.words for passage in found.passages] == [8]
    assert found.share == 1.0
    start, end = found.passages[0].in_later
    assert later[start:end].startswith("ПРАВИТЕЛЬСТВО")
    assert "ближайший" in later[start:end]


WORD = st.sampled_from(["а", "б", "в", "Ғ", "o‘z", "ёж", "еж", "x", "12", "…", "—", "\n", "🔥"])
TEXT = st.lists(WORD, max_size=60).map(" ".join) | st.text(max_size=80)


@given(TEXT, TEXT, TEXT)
def test_the_places_hold_equal_words(before: str, shared: str, after: str) -> None:
    first, later = f"{before} {shared}", f"{shared} {after}"
    runs: list[Run] = []
    for passage in align(first, later).passages:
        runs += passage.runs
        for run in passage.runs:
            ours = words(first[run.first_start : run.first_end])
            assert ours == words(later[run.later_start : run.later_end])
            assert len(ours) == run.words
        assert max(run.words for run in passage.runs) >= SEED
    assert all(one.later_end <= other.later_start for one, other in pairwise(runs))


@given(st.lists(st.integers(0, 10**6).map(str), min_size=SEED, max_size=50), TEXT, TEXT)
def test_a_copy_is_found_whole(copied: list[str], before: str, after: str) -> None:
    text = " ".join(copied)
    found = align(text, f"{before} | {text} | {after}")
    assert found.share == 1.0


@pytest.mark.parametrize("text", ["слово " * 200_000, "раз два три " * 70_000, "раз два раз три раз " * 40_000])
def test_texts_that_repeat_themselves_are_no_trap(text: str) -> None:
    began = time.process_time()
    assert align(text, f"{text} конец").share == 1.0
    assert time.process_time() - began < 20
