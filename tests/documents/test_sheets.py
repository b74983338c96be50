"""The workbook holds the same figures as the page, as numbers, and runs nothing."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from openpyxl import Workbook, load_workbook

from conftest import EDITION
from mapping.documents import html, sheets
from mapping.documents.blocks import Cell, Column, Report, Table
from mapping.documents.sources import Source


@pytest.fixture(scope="module")
def book(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(sheets.workbook(report)))


def test_each_figure_and_table_has_a_sheet(book: Workbook) -> None:
    assert book.sheetnames == ["Contents", "Figure 1", "Figure 2", "Table 1", "Figure 3"]
    contents = book["Contents"]
    assert contents["A1"].value == "The media landscape of Central Asia"
    rows = [[cell.value for cell in row] for row in contents.iter_rows(min_row=6)]
    assert rows[0][:2] == ["Sheet", "What it shows"]
    assert [row[0] for row in rows[1:]] == book.sheetnames[1:]
    link = contents.cell(7, 1).hyperlink
    assert link is not None
    assert link.location == "'Figure 1'!A1"


def test_a_figures_numbers_are_those_of_the_page(book: Workbook, report: Report) -> None:
    page = BeautifulSoup(html.page(report), "html.parser")
    shown = [[cell.get_text() for cell in row.find_all("td")] for row in page.select("#figure-1 details tbody tr")]
    rows = list(book["Figure 1"].iter_rows(min_row=2, values_only=True))
    assert [[value if isinstance(value, str) else f"{value:.6g}" for value in row] for row in rows] == shown


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "1,234", 1234.0),
        ("fr", "1\u202f234,5", 1234.5),
        ("ru", "12,5\u00a0%", 0.125),
        ("en", "7%", 0.07),
        ("en", "1991", 1991.0),
        ("en", "0.50", 0.5),
        ("en", "3 to 8", None),
        ("en", "2011-05", None),
        ("en", "–", None),
        ("en", "", None),
        ("en", "NaN", None),
        ("en", "Infinity", None),
    ],
)
def test_what_a_table_prints_as_a_number_is_one(language: str, text: str, expected: float | None) -> None:
    value = sheets.value_of(Cell(text), language)
    assert value == (Cell(text) if expected is None else expected)


def test_no_text_is_a_formula_and_no_dangerous_page_a_link() -> None:
    cells = ((Cell("=1+1"),), (Cell("\x07bell"),), (Cell("kloop.kg", None, "no link"),))
    pages = {"c-1": Source("https://kloop.kg/secret", title="+danger", live=False)}
    table = Table("=caption", "", (Column("@head"),), cells, ("c-1",))
    made = load_workbook(io.BytesIO(sheets.workbook(Report("T", (table,), replace(EDITION, known=pages)))))
    values = [cell.value for sheet in made for row in sheet.iter_rows() for cell in row if cell.value]
    assert {"'=1+1", "bell", "kloop.kg ⚠ no link", "'@head", "'=caption", "'+danger"} <= set(values)
    assert not any(cell.data_type == "f" for sheet in made for row in sheet.iter_rows() for cell in row)
    assert "https://kloop.kg/secret" not in values
    assert [cell for row in made["Sources"].iter_rows() for cell in row if cell.hyperlink] == []


def test_equal_reports_are_equal_workbooks(report: Report) -> None:
    assert sheets.workbook(report) == sheets.workbook(report)


def test_the_workbook_tells_what_it_is(book: Workbook) -> None:
    about = book.properties
    assert (about.title, about.creator, about.language) == (
        "The media landscape of Central Asia",
        "Central Asia Media Landscape",
        "en",
    )
    assert about.created is not None
    assert about.created.date().isoformat() == "2026-11-21"
    assert "Public edition" in str(about.description)
