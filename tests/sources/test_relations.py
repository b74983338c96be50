"""Relations and outsiders: a small page, and the shipped tables."""

from __future__ import annotations

import csv
import hashlib

import pytest
from saved import cells, read
from saved import page as shaped

from mapping.paths import Places
from mapping.sources import Flaw, Row, relations
from mapping.sources.reading import page
from mapping.sources.reading import read as read_page
from mapping.sources.row_checks import row_problems
from mapping.tables import latest, receipts

OUTSIDERS, RELATIONS = "outsiders.csv", "relations.csv"
HEADS = {name: ",".join(columns) for name, columns in relations.COLUMNS.items()}


def _read(table: str, *lines: str) -> tuple[list[Row], list[Flaw]]:
    return read("relations", f"{table}.csv", "\n".join([HEADS[table], *lines, ""]).encode())


def test_a_line_is_an_outsider_with_its_spellings_and_pages() -> None:
    ((row,), flaws) = _read(
        "outsiders", "wire,Wire,Уайр,agency,RU,УА;Wyre,wire.example,wire_news,https://a.example/;https://b.example/"
    )
    assert (row.table, row.record_id, row.values["names"], flaws) == ("outsiders", "wire", "УА;Wyre", [])
    assert row.citations == ("https://a.example/", "https://b.example/")


def test_a_second_line_on_one_outsider_is_named_and_not_read() -> None:
    line = "wire,Wire,,agency,RU,,,,https://a.example/"
    rows, flaws = _read("outsiders", line, line)
    assert len(rows) == 1
    assert [(flaw.line, flaw.column, flaw.value) for flaw in flaws] == [(3, "outsider_id", "wire")]
    assert "line 2" in flaws[0].reason


def test_a_line_is_a_relation_with_its_confidence() -> None:
    rows, flaws = _read("relations", "wire,bozor,relay,2001,2003-04,Carries its news.,alleged,https://a.example/")
    assert cells(rows, "a_id", "b_id", "kind", "start", "end") == [("wire", "bozor", "relay", "2001", "2003-04")]
    assert (rows[0].confidence, flaws) == ("alleged", [])


@pytest.mark.parametrize(
    ("table", "line", "column"),
    [
        ("outsiders", "wire,Wire,,newspaper,RU,,,,https://a.example/", "kind"),
        ("outsiders", "wire,,,agency,RU,,,,https://a.example/", "name"),
        ("outsiders", ",Wire,,agency,RU,,,,https://a.example/", "outsider_id"),
        ("outsiders", "wire,Wire,,agency,RU,,,,", "citation"),
        ("relations", "wire,bozor,friendship,,,They share.,reported,https://a.example/", "kind"),
        ("relations", "wire,bozor,relay,once,,They share.,reported,https://a.example/", "start"),
        ("relations", "wire,bozor,relay,,,,reported,https://a.example/", "summary"),
        ("relations", "wire,bozor,relay,,,They share.,sure,https://a.example/", "confidence"),
        ("relations", "wire,bozor,relay,,,They share.,reported,hearsay", "citation"),
        ("relations", "wire,,relay,,,They share.,reported,https://a.example/", "b_id"),
    ],
)
def test_a_cell_that_breaks_its_table_is_named(table: str, line: str, column: str) -> None:
    found = read_page("relations", shaped("relations", f"{table}.csv", f"{HEADS[table]}\n{line}\n".encode()))
    assert column in [problem.column for row in found if isinstance(row, Row) for problem in row_problems(row)]


@pytest.mark.parametrize("file", [OUTSIDERS, RELATIONS])
def test_every_shipped_line_is_usable_and_as_received(file: str) -> None:
    folder = latest(Places(), "relations")
    assert folder is not None
    receipt = receipts(folder)[file]
    assert hashlib.sha256((folder / file).read_bytes()).hexdigest() == receipt.sha256
    found = read_page("relations", page(Places(), "relations", folder, receipt))
    rows = [each for each in found if isinstance(each, Row)]
    assert len(rows) == len(found) >= 60
    assert [problem for row in rows for problem in row_problems(row)] == []


def test_no_shipped_site_or_channel_belongs_to_two_outsiders() -> None:
    folder = latest(Places(), "relations")
    assert folder is not None
    with (folder / OUTSIDERS).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    named = [each for row in rows for column in ("domains", "handles") for each in filter(None, row[column].split(";"))]
    assert len(named) == len(set(named)) >= 60
    assert not any(each.startswith(("www.", "@", "http")) or "/" in each for each in named)
