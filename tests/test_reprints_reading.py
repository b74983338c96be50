"""Times and code pages of files that people bring, and cells as spreadsheets may hold them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.reprints.garbled import garbled
from mapping.reprints.outputs import safe
from mapping.reprints.times import Moment, moment

TEXTS = {
    "ru": "Правительство утвердило бюджет на три года: расходы на образование вырастут.",
    "kk": "Қазақстан үкіметі үш жылға арналған бюджетті бекітті: білім беруге қаржы өседі.",
    "ky": "Кыргыз өкмөтү үч жылга бюджетти бекитти: билим берүүгө каралган каражат көбөйөт.",
    "tg": "Ҳукумати Тоҷикистон буҷети сесоларо тасдиқ кард: хароҷоти соҳаи маориф меафзояд.",
}


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


DAY = Moment(_utc("2026-01-05"), _utc("2026-01-05T23:59:59"))
TIMES: list[tuple[object, Moment | None]] = [
    ("2026-01-05T10:00:00Z", Moment(_utc("2026-01-05T10:00"), _utc("2026-01-05T10:00"))),
    ("2026-01-05T10:00:00+05:00", Moment(_utc("2026-01-05T05:00"), _utc("2026-01-05T05:00"))),
    (" 2026-01-05  10:00 ", Moment(_utc("2026-01-05T10:00"), _utc("2026-01-05T10:00"), zoned=False)),
    ("2026-01-05 10:00:00 UTC", Moment(_utc("2026-01-05T10:00"), _utc("2026-01-05T10:00"))),
    ("05.01.2026 в 9:07", Moment(_utc("2026-01-05T09:07"), _utc("2026-01-05T09:07"), zoned=False)),
    ("05.01.2026, 9:07", Moment(_utc("2026-01-05T09:07"), _utc("2026-01-05T09:07"), zoned=False)),
    ("Mon, 05 Jan 2026 10:00:00 +0500", Moment(_utc("2026-01-05T05:00"), _utc("2026-01-05T05:00"))),
    ("1767607200", Moment(_utc("2026-01-05T10:00"), _utc("2026-01-05T10:00"))),
    (1767607200000, Moment(_utc("2026-01-05T10:00"), _utc("2026-01-05T10:00"))),
    (datetime(2026, 1, 5, 10, tzinfo=UTC), Moment(_utc("2026-01-05T10:00"), _utc("2026-01-05T10:00"))),
    *((day, DAY) for day in ("2026-01-05", "20260105", "5.1.2026", date(2026, 1, 5))),
    ("2026-02", Moment(_utc("2026-02-01"), _utc("2026-02-28T23:59:59"))),
    ("2026", Moment(_utc("2026-01-01"), _utc("2026-12-31T23:59:59"))),
    *((none, None) for none in ("", None, "вчера", "2026-13-01", "31.02.2026", 3.5)),
    ("0001-01-01T00:00+14:00", None),
]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), TIMES)
def test_times_as_people_write_them(written: object, meant: Moment | None) -> None:
    assert moment(written) == meant


@given(st.text(max_size=40) | st.integers() | st.floats() | st.none() | st.datetimes() | st.dates())
def test_no_time_breaks_the_reading(written: object) -> None:
    found = moment(written)
    assert found is None or found.earliest <= found.latest


PAGES = [("utf-8", "cp1251"), ("utf-8", "cp1252"), ("utf-8", "latin-1"), ("cp1251", "latin-1"), ("cp1251", "utf-8")]


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize(("written", "read"), PAGES)
def test_wrong_code_pages_are_told(language: str, written: str, read: str) -> None:
    text = TEXTS[language]
    wrong = text.encode(written, errors="replace").decode(read, errors="replace")
    assert garbled(pa.array([text, wrong])).to_pylist() == [False, True]


WHOLE = [
    "İçişleri Bakanı düğünde görüştü, Şırnak'ta çığ düştü",
    "Élections : l'été où Théo a été élu député",
    "O‘zbekiston hukumati byudjetni tasdiqladi: ta’limga mablag‘ oshadi",
    "قازاقستان ۇكىمەتى",
    "Сізге рахмет, Сіз Тіл Рі",
    "Что это??? Правда???",
    "«РУСАЛ» — СССР… ТУ\xa0РФ",
    "",
]


@pytest.mark.parametrize("text", WHOLE)
def test_whole_texts_are_not_taken_for_damaged(text: str) -> None:
    assert garbled(pa.array([text])).to_pylist() == [False]


@given(st.lists(st.text(max_size=5), min_size=1))
def test_no_cell_begins_a_formula(texts: list[str]) -> None:
    texts = [text.encode("utf-8", errors="replace").decode() for text in texts]
    made = safe(pa.table({"a": pa.array(texts, pa.string()), "n": pa.array([-1] * len(texts))}))
    assert not [text for text in made["a"].to_pylist() if re.match(r"[=+\-@\t\r]", text)]
    assert [
        text.removeprefix("'") if was[:1] != "'" else text
        for text, was in zip(made["a"].to_pylist(), texts, strict=True)
    ] == texts
    assert set(made["n"].to_pylist()) == {-1}
