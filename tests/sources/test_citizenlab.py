"""The test lists: each line a site with its category, and no outlet made of it."""

from __future__ import annotations

import pytest
from saved import SAMPLES, cells, read, saved

from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Scope, citizenlab

HEAD = ",".join(citizenlab.COLUMNS).encode()


def test_sites_with_their_category() -> None:
    rows, flaws = read("citizenlab", "kg.csv", saved("citizenlab", "kg.csv"))
    assert {row.table for row in rows} == {"channels"}
    assert cells(rows, "kind", "address") == [
        ("website", "https://bozor.example/"),
        ("website", "http://www.chyndyk.example/ru"),
    ]
    assert [row.record_id.split()[:2] for row in rows] == [["KG", "NEWS"], ["KG", "POLR"]]
    assert [(flaw.line, flaw.column) for flaw in flaws] == [(4, "url")]


def test_who_added_a_line_and_why_is_left() -> None:
    rows, _ = read("citizenlab", "kg.csv", saved("citizenlab", "kg.csv"))
    assert "keep monitoring" not in repr(rows)
    assert all(row.citations[0].endswith("/lists/kg.csv") for row in rows)


@pytest.mark.parametrize(
    ("content", "error", "word"),
    [
        (HEAD.replace(b"category_code", b"code") + b"\nhttp://a.example/,NEWS,,,,\n", SourceChanged, "category_code"),
        (HEAD + b",mood\nhttp://a.example/,NEWS,,,,,good\n", SourceChanged, "'mood'"),
        (HEAD + b"\n", InputUnreadable, "no line"),
        (HEAD + b"\nhttp://a.example/,NEWS,,,,\nhttp://b.exa", InputUnreadable, "line 3"),
        (b"404: Not Found", SourceChanged, "'url'"),
        (b"<html>429</html>", InputUnreadable, "web page"),
    ],
)
def test_refusals(content: bytes, error: type[Exception], word: str) -> None:
    with pytest.raises(error, match=word):
        read("citizenlab", "kg.csv", content)


def test_a_category_that_is_no_code_costs_its_line_only() -> None:
    content = HEAD + b"\nhttp://a.example/,News Media,,,,\nhttp://b.example/,news,,,,\n"
    rows, flaws = read("citizenlab", "kg.csv", content)
    assert [row.record_id for row in rows] == ["KG NEWS http://b.example/"]
    assert [(flaw.line, flaw.column) for flaw in flaws] == [(2, "category_code")]


@pytest.mark.parametrize(
    ("settings", "names"),
    [({}, ["kz.csv", "tj.csv"]), ({"lists": ["global"]}, ["kz.csv", "tj.csv", "global.csv"])],
)
def test_what_is_asked(settings: dict[str, list[str]], names: list[str]) -> None:
    asks = list(citizenlab.first(Scope(countries=("KZ", "TJ"), settings=settings)))
    assert [ask.name for ask in asks] == names
    assert [ask.country for ask in asks][:2] == ["KZ", "TJ"]


@pytest.mark.parametrize(("file", "n"), [("kg.csv", 167), ("kz.csv", 553), ("tj.csv", 29), ("uz.csv", 338)])
def test_captured_answers(file: str, n: int) -> None:
    path = SAMPLES / "citizenlab" / file
    if not path.exists():
        pytest.skip("the captured answers are not here")
    rows, flaws = read("citizenlab", file, path.read_bytes())
    assert (len(rows), flaws) == (n, [])
