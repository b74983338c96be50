"""Copies in the archive: first, last, last that worked, and what is no copy."""

from __future__ import annotations

import pytest
from saved import SAMPLES, filled, page, read, saved

from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Scope, wayback

CDX = "https://web.archive.org/cdx/search/cdx?url=cholpon.kg&output=json"
COPIES = saved("wayback", "copies.json")
FOUND = {
    "address": "cholpon.kg",
    "first_seen": "2004-03-10",
    "last_working": "2019-12-30",
    "archived": "https://web.archive.org/web/20191230235959/https://cholpon.kg/",
    "status": "found",
}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (COPIES, FOUND | {"last_seen": "2022-06-06", "n": "5"}),
        (saved("wayback", "copies.txt"), FOUND | {"last_seen": "2019-12-30", "n": "2"}),
        (b"[]", {"address": "cholpon.kg", "n": "0", "status": "none"}),
        (b"", {"address": "cholpon.kg", "n": "0", "status": "none"}),
        (saved("wayback", "excluded.txt"), {"address": "cholpon.kg", "n": "0", "status": "excluded"}),
        (b'{"url": "cholpon.kg", "archived_snapshots": {}}', {"address": "cholpon.kg", "n": "0", "status": "none"}),
        (
            b"kg,cholpon)/ 20000012170449 http://cholpon.kg/ text/html 404 AAAA 1\n",
            {"address": "cholpon.kg", "first_seen": "2000", "last_seen": "2000", "n": "1", "status": "found"},
        ),
    ],
    ids=["json", "text", "none", "empty body", "excluded", "availability", "impossible month"],
)
def test_copies(content: bytes, expected: dict[str, str]) -> None:
    rows, _ = read("wayback", "cholpon.kg/1.json", content, CDX)
    assert [filled(row) for row in rows] == [expected]


def test_copies_that_cannot_be_used_are_named() -> None:
    _, flaws = read("wayback", "cholpon.kg/1.json", COPIES, CDX)
    assert [(flaw.line, flaw.column) for flaw in flaws] == [(6, "timestamp"), (7, "original")]


def test_the_availability_service_names_one_copy() -> None:
    content = (
        b'{"url": "cholpon.kg", "archived_snapshots": {"closest": {"available": true, "status": "200", '
        b'"timestamp": "20191230235959", "url": "http://web.archive.org/web/20191230235959/https://cholpon.kg/"}}}'
    )
    rows, _ = read("wayback", "cholpon.kg/1.json", content)
    assert rows[0].values["archived"] == FOUND["archived"]


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (b"", InputUnreadable, "is empty"),
        (b"<html>429 Too Many Requests</html>", InputUnreadable, "is a web page"),
        (COPIES[:-60], InputUnreadable, "no whole JSON"),
        (COPIES.replace(b'"AAAA", ', b""), InputUnreadable, "6 cells of 7"),
        (COPIES.replace(b'"timestamp"', b'"moment"'), SourceChanged, "'timestamp'"),
        (COPIES.replace(b'"original"', b'"address"'), SourceChanged, "'original'"),
        (b'[["urlkey"], 7]', SourceChanged, "no list"),
        ("Ошибка".encode("cp1251"), InputUnreadable, "not UTF-8"),
        (b'{"message": "No Captures found"}', SourceChanged, "archived_snapshots"),
    ],
)
def test_damage_is_one_sentence(content: bytes, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        read("wayback", "cholpon.kg/1.json", content)


def test_a_long_list_leads_on_by_its_key_and_its_end_says_nothing() -> None:
    asks = list(wayback.more(page("wayback", "cholpon.kg/1.json", COPIES, CDX)))
    assert [ask.name for ask in asks] == ["cholpon.kg/2.json"]
    assert asks[0].url == f"{CDX}&resumeKey=kg%252Ccholpon%2529%252F%2B20220606010204"
    assert read("wayback", "cholpon.kg/2.json", b"[]", asks[0].url) == ([], [])


def test_each_site_is_asked_once() -> None:
    scope = Scope(("KG",), since="2026-01-02", hosts={"cholpon.kg": "KG", "erkin.asia": "KG"})
    asks = list(wayback.first(scope))
    assert [ask.name for ask in asks] == ["cholpon.kg/1.json", "erkin.asia/1.json"]
    assert "from=20260102" in asks[0].url


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the captured answers are not here")
@pytest.mark.parametrize(
    ("file", "address", "n", "flawed"),
    [
        ("wayback_bad_timestamp_cdx.txt", "usatoday.com", "5", 2),
        ("wayback_zero_length_cdx.txt", "cnn.com", "5", 0),
        ("wayback_cdx_search.json", "nasa.gov", "1", 0),
        ("wayback_cdx_filter.json", "nasa.gov", "20", 0),
        ("wayback_cdx_multipage_resumekey.json", "cnn.com", "96", 0),
    ],
)
def test_captured_answers(file: str, address: str, n: str, flawed: int) -> None:
    rows, flaws = read("wayback", file, (SAMPLES / "archive" / file).read_bytes())
    assert [(row.values["address"], row.values["n"]) for row in rows] == [(address, n)]
    assert len(flaws) == flawed
