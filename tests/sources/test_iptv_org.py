"""The television directory: CSV and JSON of today and before, our countries only, ids as in the hand-collected cut."""

from __future__ import annotations

from collections import Counter

import pytest
from saved import SAMPLES, cells, filled, page, read, saved

from mapping.errors import InputUnreadable, SourceChanged
from mapping.paths import PROJECT
from mapping.sources import Scope, broadcast_directory, iptv_org

CUT = PROJECT / "data" / "raw" / "broadcast_directory" / "2026-11-21" / "channels.csv"


def test_channels_of_our_countries() -> None:
    rows, flaws = read("iptv_org", "channels.csv", saved("iptv_org", "channels.csv"))
    outlets = [row for row in rows if row.table == "outlets"]
    assert flaws == []
    assert [(row.record_id, row.replaced_by) for row in outlets] == [("BozorTV.kg", ""), ("OldTV.kz", "NewTV.kz")]
    assert cells(outlets, "founded", "closed", "status", "genre") == [
        ("2011", "", "unknown", "news"),
        ("1999-05-17", "2012", "closed", ""),
    ]
    assert cells(rows, "text") == [("Базар ТВ",), ("Бозор ТВ",)]
    assert [row.record_id for row in rows if row.table == "owners"] == ["owner.Bozor-Media", "owner.Osh-City"]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("feeds.csv", {"country": "KG", "media": "tv", "languages": "ky;ru", "broadcast_area": "c/KG;r/CAS"}),
        ("feeds.json", {"country": "KG", "media": "tv", "languages": "ky", "broadcast_area": "c/KG"}),
    ],
)
def test_feeds_of_one_channel_are_one_row(file: str, expected: dict[str, str]) -> None:
    rows, flaws = read("iptv_org", file, saved("iptv_org", file))
    assert [filled(row) for row in rows] == [expected]
    assert flaws == []


def test_json_with_nulls_and_the_columns_of_before() -> None:
    rows, _ = read("iptv_org", "channels.json", saved("iptv_org", "channels.json"))
    assert Counter(row.table for row in rows) == {"outlets": 1, "names": 1, "owners": 1, "stakes": 1}
    assert (rows[0].values["languages"], rows[0].values["broadcast_area"]) == ("ky;ru", "c/KG")


def test_the_blocklist_says_nothing_of_a_channel() -> None:
    content = (
        b"channel,reason,ref\nBozorTV.kg,dmca,https://page.example/one\nVolgaTV.ru,nsfw,https://page.example/two\n"
    )
    rows, flaws = read("iptv_org", "blocklist.csv", content)
    assert rows == []
    assert [(flaw.line, flaw.value) for flaw in flaws] == [(2, "BozorTV.kg")]


HEAD = ",".join(iptv_org.CHANNEL).encode()


@pytest.mark.parametrize(
    ("content", "error", "word"),
    [
        (b"code,name\naaa,Ghotuo\n", SourceChanged, "neither channels"),
        (HEAD.replace(b",closed", b"") + b"\nA.kz,A,,,,KZ,,FALSE,,,\n", SourceChanged, "'closed'"),
        (HEAD + b",mood\nA.kz,A,,,,KZ,,FALSE,,,,,good\n", SourceChanged, "'mood'"),
        (HEAD + b"\n", InputUnreadable, "no line"),
        (HEAD + b"\nA.kz,A,,,,KZ,,FALSE,,,,\nB.kz,B,,", InputUnreadable, "breaks off in line 3"),
        (b'[{"id":"A.kz","name":"A","country":"KZ","mood":"good"}]', SourceChanged, "'mood'"),
        (b'[{"id":"A.kz","name":"A","country":"KZ"},{"id":"B.kz","name":"B"}]', SourceChanged, "country"),
        (b'[{"id":"A.kz","name":"A","country":"KZ","owners":[{"name":"X"}]}]', SourceChanged, "owners"),
    ],
)
def test_refusals(content: bytes, error: type[Exception], word: str) -> None:
    with pytest.raises(error, match=word):
        read("iptv_org", "channels.csv", content)


def test_a_broken_line_costs_itself_only() -> None:
    content = HEAD + b"\nA.kz,A,,,,KZ,,FALSE,,,,\nB.kz,B\nC.kz,C,,,,KZ,,FALSE,,,,\n"
    rows, flaws = read("iptv_org", "channels.csv", content)
    assert [row.record_id for row in rows] == ["A.kz", "C.kz"]
    assert [flaw.line for flaw in flaws] == [3]


def test_what_is_asked() -> None:
    assert [ask.name for ask in iptv_org.first(Scope(countries=("KZ",)))] == ["channels.csv", "feeds.csv"]


def test_ids_are_those_of_the_hand_collected_cut() -> None:
    path = SAMPLES / "iptv" / "channels_kz_kg_tj_uz.csv"
    if not path.exists():
        pytest.skip("the captured answers are not here")
    rows, _ = read("iptv_org", "channels.csv", path.read_bytes())
    cut = list(broadcast_directory.parse(page("broadcast_directory", "channels.csv", CUT.read_bytes())))
    for table in ("outlets", "owners", "stakes"):
        ours = {row.record_id for row in rows if row.table == table}
        assert ours == {row.record_id for row in cut if getattr(row, "table", "") == table}


SAMPLE_ROWS = {
    "channels_kz_kg_tj_uz.csv": {"outlets": 212, "names": 121, "channels": 139, "owners": 48, "stakes": 48},
    "feeds_kz_kg_tj_uz.csv": {"outlets": 212},
    "api_channels_subset.json": {"outlets": 1, "names": 5, "channels": 1, "owners": 1, "stakes": 1},
    "api_feeds_subset.json": {"outlets": 1},
}


@pytest.mark.parametrize("file", SAMPLE_ROWS)
def test_captured_answers(file: str) -> None:
    path = SAMPLES / "iptv" / file
    if not path.exists():
        pytest.skip("the captured answers are not here")
    rows, flaws = read("iptv_org", file, path.read_bytes())
    assert Counter(row.table for row in rows) == SAMPLE_ROWS[file]
    assert flaws == []
