"""OONI's counts: kept as they are, by site, country, network and day; an anomaly is never called more."""

from __future__ import annotations

import json
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saved import SAMPLES, cells, page, read, saved

from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Flaw, Row, Scope, ooni

COLUMNS = ("domain", "probe_country", "asn", "day", "ok", "anomaly", "confirmed", "failure")
KLOOP = "https://api.ooni.io/api/v1/aggregation?domain=bozor.example,www.bozor.example&probe_cc=KG"


@pytest.mark.parametrize(
    ("file", "url", "expected"),
    [
        (
            "kg/bozor.example.json",
            "",
            [
                ("bozor.example", "KG", "AS8449", "2026-03-01", "7", "2", "0", "1"),
                ("bozor.example", "KG", "AS50223", "2026-03-01", "0", "5", "0", "0"),
                ("bozor.example", "KG", "AS8449", "2026-03-02", "4", "0", "3", "0"),
            ],
        ),
        ("kg/chyndyk.example.csv", "", [("chyndyk.example", "KG", "AS8449", "2026-03-01", "2", "1", "0", "0")]),
        ("measurements.json", "", [("bozor.example", "KG", "AS8449", "2026-03-01", "1", "1", "1", "1")]),
    ],
)
def test_counts(file: str, url: str, expected: list[tuple[str, ...]]) -> None:
    rows, _ = read("ooni", file, saved("ooni", file), url)
    assert cells(rows, *COLUMNS) == expected


def test_what_was_asked_names_the_site() -> None:
    rows, _ = read("ooni", "answer.json", saved("ooni", "kg/bozor.example.json"), KLOOP)
    assert {row.values["domain"] for row in rows} == {"bozor.example"}
    assert {row.values["probe_country"] for row in rows} == {"KG"}
    assert {row.citations for row in rows} == {(KLOOP,)}


def test_apps_are_counted_and_left() -> None:
    _, flaws = read("ooni", "measurements.json", saved("ooni", "measurements.json"))
    assert [(flaw.line, flaw.value) for flaw in flaws] == [(5, "telegram")]
    assert "2 of these" in flaws[0].reason


def _row(**counts: object) -> dict[str, object]:
    zero = {f"{name}_count": 0 for name in (*ooni.COUNTS, "measurement")}
    return zero | {"measurement_start_day": "2026-03-01", "probe_asn": 8449} | counts


def _answer(*rows: dict[str, object]) -> bytes:
    return json.dumps({"v": 0, "dimension_count": 2, "db_stats": None, "result": list(rows)}).encode()


@given(st.lists(st.integers(0, 10**6), min_size=4, max_size=4))
def test_every_measurement_is_in_one_count(numbers: list[int]) -> None:
    counts = {f"{name}_count": number for name, number in zip(ooni.COUNTS, numbers, strict=True)}
    rows, _ = read("ooni", "kg/a.example.json", _answer(_row(**counts, measurement_count=sum(numbers))))
    assert [int(row.values[name]) for row in rows for name in ooni.COUNTS] == numbers


def test_rows_that_differ_in_what_we_leave_are_added() -> None:
    one = _row(ok_count=2, measurement_count=2, test_name="web_connectivity", category_code="NEWS")
    rows, _ = read("ooni", "kg/a.example.json", _answer(one, one | {"category_code": None}))
    assert cells(rows, "ok") == [("4",)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"probe_asn": "AS8449"}, ("a.example", "KG", "AS8449", "2026-03-01")),
        ({"probe_asn": None}, ("a.example", "KG", "", "2026-03-01")),
        ({"domain": "www.B.example"}, ("b.example", "KG", "AS8449", "2026-03-01")),
        ({"input": "https://c.example:8080/x?y"}, ("c.example", "KG", "AS8449", "2026-03-01")),
        ({"probe_cc": "DE"}, ("a.example", "DE", "AS8449", "2026-03-01")),
        ({"measurement_start_day": "2026-03-01T00:00:00Z"}, ("a.example", "KG", "AS8449", "2026-03-01")),
    ],
)
def test_axes(row: dict[str, object], expected: tuple[str, ...]) -> None:
    rows, _ = read("ooni", "kg/a.example.json", _answer(_row(**row)))
    assert cells(rows, *COLUMNS[:4]) == [expected]


def test_without_an_axis_there_is_one_row_and_no_day() -> None:
    counts = {name: value for name, value in _row(ok_count=1, measurement_count=1).items() if name.endswith("count")}
    content = json.dumps({"v": 0, "dimension_count": 0, "result": counts}).encode()
    found = list(ooni.parse(page("ooni", "kg/a.example.json", content)))
    assert [(found[0].values["ok"], found[0].values["day"])] == [("1", "")] if isinstance(found[0], Row) else False


def test_nobody_measured() -> None:
    assert read("ooni", "kg/a.example.json", _answer()) == ([], [])


@pytest.mark.parametrize(
    ("content", "error", "word"),
    [
        (b'{"v":0,"error":"DB::Exception: Timeout exceeded"}', InputUnreadable, "Timeout"),
        (b'{"detail":"since must be before until"}', InputUnreadable, "since must"),
        (b'{"msg":"bad","v":0}', InputUnreadable, "bad"),
        (b'{"raw_measurement":""}', InputUnreadable, "no such measurement"),
        (b'{"v":1,"result":[]}', SourceChanged, "'v' is 1"),
        (b'{"v":0,"result":[],"mood":1}', SourceChanged, "'mood'"),
        (b'{"v":0,"dimension_count":2}', SourceChanged, "'result'"),
        (_answer(_row(ok_count=1, measurement_count=2)), SourceChanged, "measurement_count"),
        (_answer(_row(mood=1)), SourceChanged, "'mood'"),
        (_answer(_row(ok_count=None)), SourceChanged, "ok_count"),
        (_answer(_row(ok_count=1.5)), SourceChanged, "ok_count"),
        (_answer(_row(probe_asn="Kyrgyztelecom")), SourceChanged, "probe_asn"),
        (b"ok_count,anomaly_count\n1,2\n", SourceChanged, "confirmed_count"),
    ],
)
def test_refusals(content: bytes, error: type[Exception], word: str) -> None:
    with pytest.raises(error, match=word):
        read("ooni", "kg/a.example.json", content)


def test_a_measurement_without_a_verdict_is_named() -> None:
    answer = json.loads(saved("ooni", "measurements.json"))
    answer["results"] = [answer["results"][0] | {"anomaly": None}]
    rows, flaws = read("ooni", "measurements.json", json.dumps(answer).encode())
    assert (rows, [flaw.column for flaw in flaws]) == ([], ["anomaly"])


def test_what_is_asked() -> None:
    hosts = {"a.kz": "KZ", "b.kg": "KG", "all.example": "XX"}
    asks = list(ooni.first(Scope(countries=("KG", "TJ"), today="2026-11-21", since="2020-01-01", hosts=hosts)))
    assert [ask.name for ask in asks] == ["kg/all.example.json", "tj/all.example.json", "kg/b.kg.json"]
    asked = parse_qs(urlsplit(asks[2].url).query)
    assert asked["domain"] == ["b.kg,www.b.kg"]
    assert (asked["since"], asked["until"]) == (["2025-11-22"], ["2026-11-21"])
    assert (asked["axis_x"], asked["axis_y"]) == (["measurement_start_day"], ["probe_asn"])


@pytest.mark.parametrize(
    ("file", "n", "flaws"),
    [
        ("aggregation_1d_day.json", 3, 0),
        ("measurements_all_p1.json", 50, 0),
        ("measurements_webconnectivity_p1.json", 50, 0),
        ("meta_RU_telegram_2022.json", 0, 1),
        ("meta_old_2020.json", 0, 1),
    ],
)
def test_captured_answers(file: str, n: int, flaws: int) -> None:
    path = SAMPLES / "ooni" / file
    if not path.exists():
        pytest.skip("the captured answers are not here")
    found = list(ooni.parse(page("ooni", file, path.read_bytes())))
    assert Counter(type(each) for each in found) == Counter({Row: n, Flaw: flaws})
