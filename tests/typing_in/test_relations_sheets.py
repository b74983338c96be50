"""Outsiders and relations typed into the workbook: whole and alike, and ends that lead nowhere named."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mapping.paths import Places
from mapping.sources import Page, Row, relations, typed
from mapping.tables import Receipt, latest
from mapping.typing_in.adding import add
from mapping.typing_in.reading import read_workbook
from mapping.typing_in.template import template

DAY = "2026-01-02"
PAGE = "https://a.example/"
OUTSIDER = {"outsider_id": "wire", "name": "Wire", "kind": "agency", "source_urls": PAGE, "typed_by": "ab"}
RELATION = {"kind": "relay", "summary": "Carries it.", "confidence": "reported", "source_url": PAGE, "typed_by": "ab"}


def _shipped(table: str) -> bytes:
    folder = latest(Places(), "relations")
    assert folder is not None
    return (folder / f"{table}.csv").read_bytes()


def _parsed(source: object, name: str, content: bytes) -> list[Row]:
    page = Page(name, content, Receipt(name, "", DAY, "", len(content), ""))
    return [each for each in source.parse(page) if isinstance(each, Row)]


def test_the_shipped_tables_come_back_whole_and_parse_alike(tmp_path: Path) -> None:
    tables = {name: _shipped(name) for name in relations.COLUMNS}
    rows = {
        name: [row | {"typed_by": "ab"} for row in csv.DictReader(content.decode().splitlines())]
        for name, content in tables.items()
    }
    path, places = tmp_path / "facts.xlsx", Places(tmp_path / "data", tmp_path / "reports")
    path.write_bytes(template(rows))
    added = add(places, path, DAY)
    assert (added.wrong, added.new) == ((), {name: len(found) for name, found in rows.items()})
    for name, content in tables.items():
        kept = (places.raw / "typed" / DAY / "facts" / f"{name}.csv").read_bytes()
        assert _parsed(typed, f"facts/{name}.csv", kept) == _parsed(relations, f"{name}.csv", content)


@pytest.mark.parametrize(
    ("giver", "taker", "wrong"),
    [
        ("wire", "kloop", []),
        ("kloop", "wire", []),
        ("wire", "klop", ["relations!B2: 'klop' is no id that we know: did you mean 'kloop'?"]),
        ("wyre", "kloop", ["relations!A2: 'wyre' is no id that we know: did you mean 'wire'?"]),
    ],
)
def test_an_end_is_an_outlet_owner_or_outsider_of_ours_or_of_the_workbook(
    giver: str, taker: str, wrong: list[str]
) -> None:
    book = template({"outsiders": [OUTSIDER], "relations": [RELATION | {"a_id": giver, "b_id": taker}]})
    filled = read_workbook("facts.xlsx", book, {"outlets": ["kloop"], "owners": ["firm"]})
    assert [str(each) for each in filled.wrong] == wrong


def test_an_outsider_typed_twice_is_named() -> None:
    filled = read_workbook("facts.xlsx", template({"outsiders": [OUTSIDER, OUTSIDER]}), {})
    assert [(each.sheet, each.cell, each.value) for each in filled.wrong] == [("outsiders", "A3", "wire")] * len(
        filled.wrong
    )
    assert filled.wrong
