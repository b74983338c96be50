"""Wikidata: items of all forms become outlets, owners and stakes; nothing is invented, nothing lost in silence."""

from __future__ import annotations

import csv
import json
from collections import Counter
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saved import SAMPLES, cells, filled, page, read, saved

from mapping.dates import span
from mapping.errors import InputUnreadable, SourceChanged
from mapping.schema import MEDIA, OWNER_KINDS
from mapping.sources import Scope, wikidata
from mapping.sources.wikidata_items import QID, Value
from mapping.sources.wikidata_rows import date_of

ITEMS = "kg/items-0.json"


@pytest.mark.parametrize(
    ("file", "record_id", "expected"),
    [
        (
            ITEMS,
            "Q900001",
            {
                "name": "Bozor Gazette", "name_native": "Базар газетасы", "name_ru": "Базарная газета",
                "country": "KG", "media": "print", "languages": "ky;ru", "founded": "1924", "status": "unknown",
                "ownership_type": "unknown", "city": "Osh", "region": "KG-GO",
            },
        ),
        (
            ITEMS,
            "Q900002",
            {
                "name": "Osh Tolkuni", "country": "KG", "media": "tv", "closed": "2014-07-05", "status": "closed",
                "ownership_type": "unknown",
            },
        ),
        (
            "newspapers.json",
            "Q900011",
            {
                "name": "Pamir Herald", "country": "TJ", "media": "online", "languages": "ru;tg",
                "status": "unknown", "ownership_type": "unknown", "city": "Dushanbe", "region": "TJ-DU",
            },
        ),
        (
            "entities.json",
            "Q900021",
            {
                "name": "Steppe Radio", "name_native": "Дала радиосы", "name_ru": "Степное радио", "country": "KZ",
                "media": "radio", "languages": "kk", "founded": "1924", "status": "unknown",
                "ownership_type": "unknown",
            },
        ),
    ],
    ids=["one row a value", "class by its root", "one row an item", "entity"],
)  # fmt: skip
def test_outlets(file: str, record_id: str, expected: dict[str, str]) -> None:
    rows, _ = read("wikidata", file, saved("wikidata", file))
    assert [filled(row) for row in rows if row.table == "outlets" and row.record_id == record_id] == [expected]


def test_stakes_and_their_holders() -> None:
    rows, _ = read("wikidata", ITEMS, saved("wikidata", ITEMS))
    stakes = [row for row in rows if row.table == "stakes"]
    columns = ("holder_id", "held_id", "relation", "share_min", "share_max", "start", "end", "confidence")
    assert cells(stakes, *columns) == [
        ("Q900101", "Q900001", "owns", "51", "51", "2011-05", "", "reported"),
        ("Q900102", "Q900001", "founded", "0", "100", "", "", "reported"),
        ("Q900103", "Q900001", "edits", "0", "100", "", "", "alleged"),
        ("Q900001", "Q900002", "parent", "0", "100", "", "", "reported"),
    ]
    owners = [(row.record_id, *row.values.values()) for row in rows if row.table == "owners"]
    assert owners == [("Q900101", "Bozor Media", "company", "KG"), ("Q900103", "Aigul Example", "person", "")]


def test_entities_describe_owners_and_dated_channels() -> None:
    rows, _ = read("wikidata", "entities.json", saved("wikidata", "entities.json"))
    assert [row.record_id for row in rows if row.table == "owners"] == ["Q900022"]
    channels = [filled(row) for row in rows if row.table == "channels"]
    assert channels == [
        {"kind": "website", "address": "https://steppe.example", "end": "2019-06-01"},
        {"kind": "youtube", "address": "https://www.youtube.com/channel/UC0000000000000000000000"},
    ]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (ITEMS, [("label", "Q900003")]),
        ("newspapers.json", [("label", "Q900012"), ("P17", "Q159"), ("P17", "Q900014")]),
        ("entities.json", [("P407", "Q999407"), ("missing", "Q900024"), ("P31", "Q16521")]),
    ],
)
def test_what_is_left_is_named(file: str, expected: list[tuple[str, str]]) -> None:
    _, flaws = read("wikidata", file, saved("wikidata", file))
    assert [(flaw.column, flaw.value) for flaw in flaws] == expected


def test_the_shipped_classes_are_in_our_words() -> None:
    table = page("wikidata", ITEMS, b"").tables[wikidata.CLASSES].decode()
    rows = list(csv.DictReader(table.splitlines()))
    words = {"outlet": MEDIA, "owner": OWNER_KINDS}
    assert [row for row in rows if row["kind"] not in words[row["thing"]] or not QID.match(row["class"])] == []
    assert len({row["class"] for row in rows}) == len(rows)
    assert set(wikidata.ROOTS) <= {row["class"] for row in rows if row["thing"] == "outlet"}


def test_names_in_our_languages_only() -> None:
    labels = {code: {"language": code, "value": f"Name {code}"} for code in ("de", "en", "kk-latn", "ru", "zh")}
    claims = json.loads(saved("wikidata", "entities.json"))["entities"]["Q900021"]["claims"]
    entity = {
        "id": "Q900021",
        "labels": labels,
        "aliases": {"de": [{"language": "de", "value": "X"}]},
        "claims": claims,
    }
    rows, _ = read("wikidata", "entities.json", json.dumps({"entities": {"Q900021": entity}}).encode())
    assert cells(rows, "name", "name_ru") == [("Name en", "Name ru")]
    assert cells(rows, "text") == [("Name kk-latn",)]


@pytest.mark.parametrize("base", ["http://www.wikidata.org/entity/", "https://www.wikidata.org/entity/"])
def test_entity_addresses(base: str) -> None:
    content = saved("wikidata", ITEMS).replace(b"http://www.wikidata.org/entity/", base.encode())
    assert read("wikidata", ITEMS, content) == read("wikidata", ITEMS, saved("wikidata", ITEMS))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Value("+1924-00-00T00:00:00Z", precision=9), "1924"),
        (Value("+1924-05-00T00:00:00Z", precision=10), "1924-05"),
        (Value("+1924-05-17T00:00:00Z", precision=11), "1924-05-17"),
        (Value("+00000001924-05-17T00:00:00Z", precision=11), "1924-05-17"),
        (Value("+1924-05-17T00:00:00Z", precision=11, julian=True), "1924"),
        (Value("+1920-00-00T00:00:00Z", precision=8), ""),
        (Value("-0044-03-15T00:00:00Z", precision=11), ""),
        (Value("1924-01-01T00:00:00Z"), "1924"),
        (Value("1924-05-01T00:00:00Z"), "1924-05"),
        (Value("1924-05-17T00:00:00Z"), "1924-05-17"),
        (Value("1924-05-17"), "1924-05-17"),
        (Value("+1924-13-40T00:00:00Z", precision=11), "1924"),
        (Value("+12024-01-01T00:00:00Z", precision=11), ""),
        (Value("t123456"), ""),
    ],
)
def test_dates(value: Value, expected: str) -> None:
    assert date_of(value) == expected


@given(st.dates(), st.one_of(st.none(), st.integers(0, 14)))
def test_no_date_is_finer_than_stated(date: object, precision: int | None) -> None:
    found = date_of(Value(f"+{date}T00:00:00Z", precision=precision))
    assert (found == "") == (precision is not None and precision < 9)
    if found:
        assert span(found).covers(span(str(date)))
        assert precision is None or found.count("-") <= precision - 9


@pytest.mark.parametrize(
    ("content", "error", "word"),
    [
        (b"SPARQL-QUERY: queryStr=SELECT\njava.util.concurrent.TimeoutException\n\tat java", InputUnreadable, "60 sec"),
        (b'{"head":{"vars":["item"]},"results":{"bindings":[\njava.util.TimeoutException', InputUnreadable, "60 sec"),
        (b"org.openrdf.query.MalformedQueryException: Encountered", InputUnreadable, "QUERY"),
        (b"You have been banned until 2026-11-22", InputUnreadable, "wait a day"),
        (b'{"error":{"code":"maxlag","info":"Waiting for x: 6 seconds lagged"}}', InputUnreadable, "maxlag"),
        (b'{"error":{"code":"no-such-entity","info":"Could not find"}}', InputUnreadable, "no-such-entity"),
        (b'{"head":{"vars":["item","mystery"]},"results":{"bindings":[]}}', SourceChanged, "'mystery'"),
        (b'{"head":{"vars":["thing"]},"results":{"bindings":[]}}', SourceChanged, "'item'"),
        (b'{"head":{"vars":["item"]},"results":{}}', SourceChanged, "bindings"),
        (b'{"entities":{"Q1":{"id":"Q1","labels":{}}}}', SourceChanged, "'claims'"),
        (b'{"entities":{"Q1":{"id":"Q1","claims":{},"novelty":1}}}', SourceChanged, "'novelty'"),
        (b'{"entities":{}}', SourceChanged, "'entities'"),
    ],
)  # fmt: skip
def test_refusals(content: bytes, error: type[Exception], word: str) -> None:
    with pytest.raises(error, match=word):
        read("wikidata", "kg/items-0.json", content)


def test_no_item_is_an_answer() -> None:
    assert read("wikidata", ITEMS, b'{"head":{"vars":["item"]},"results":{"bindings":[]}}') == ([], [])


def test_one_question_a_country() -> None:
    asks = list(wikidata.first(Scope(countries=("KZ", "TJ"))))
    assert [(ask.name, ask.country, ask.method) for ask in asks] == [
        ("kz/items-0.json", "KZ", "POST"),
        ("tj/items-0.json", "TJ", "POST"),
    ]
    query = parse_qs(asks[1].body.decode())["query"][0]
    assert "wd:Q863" in query
    assert "LIMIT 100 OFFSET 0" in query
    assert query.count("{") == query.count("}")


@pytest.mark.parametrize(("n", "names"), [(99, []), (100, ["kg/items-200.json"])])
def test_next_page(n: int, names: list[str]) -> None:
    item = "http://www.wikidata.org/entity/Q{}"
    rows = [{"item": {"type": "uri", "value": item.format(number + 1)}} for number in range(n)]
    answer = {"head": {"vars": ["item", "property", "value"]}, "results": {"bindings": rows}}
    received = page("wikidata", "kg/items-100.json", json.dumps(answer).encode())
    assert [ask.name for ask in wikidata.more(received)] == names


SAMPLE_ROWS = {
    "wptools_Q75761.json": {"outlets": 1, "names": 2, "channels": 4, "owners": 1, "stakes": 1},
    "wptools_Q4189399.json": {"outlets": 1, "channels": 1},
    "sparql_newspapers_neighbours_and_no_country.json": {},
    "wbgetentities_Q7380.json": {},
}


@pytest.mark.parametrize("file", SAMPLE_ROWS)
def test_captured_answers(file: str) -> None:
    path = SAMPLES / "wikidata" / file
    if not path.exists():
        pytest.skip("the captured answers are not here")
    rows, flaws = read("wikidata", file, path.read_bytes())
    assert Counter(row.table for row in rows) == SAMPLE_ROWS[file]
    assert bool(flaws) == (not rows)
