"""The same number has the same value in every format of a shipped report: page, PDF, Word and workbook."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from mapping.__main__ import main
from mapping.documents import sheets
from mapping.documents.blocks import Cell
from mapping.paths import PROJECT

pytestmark = pytest.mark.slow
# One with many figures, one with many tables.
REPORTS = ("ownership", "data_quality")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports in English, made of what is shipped."""
    made = tmp_path_factory.mktemp("same")
    shutil.copytree(PROJECT / "data" / "raw", made / "data" / "raw")
    places = ["--data", str(made / "data"), "--reports", str(made / "reports")]
    assert main(["clean", *places[:2]]) == 0
    assert main(["analyse", *places[:2]]) == 0
    assert main(["report", "--language", "en", "--only", ",".join(REPORTS), *places]) == 0
    return made / "reports" / "public" / "en"


def page_of(folder: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((folder / f"{name}.html").read_text("utf-8"), "html.parser")


def book_of(folder: Path, name: str) -> Workbook:
    return load_workbook(folder / f"{name}.xlsx")


def cells(table: Tag) -> list[list[str]]:
    """The texts of a table's body."""
    return [[letters(cell.get_text()) for cell in row.find_all("td")] for row in table.select("tbody tr")]


def letters(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def told(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, int | float) else letters(str(value or "").removeprefix("'"))


def rows_of(book: Workbook, sheet: str) -> list[tuple[object, ...]]:
    return list(book[sheet].iter_rows(min_row=2, values_only=True))


@pytest.mark.parametrize("name", REPORTS)
def test_figures_have_the_same_numbers_on_the_page_and_in_the_workbook(folder: Path, name: str) -> None:
    page, book = page_of(folder, name), book_of(folder, name)
    figures = page.find_all("figure", id=re.compile(r"figure-\d+"))
    assert figures
    for number, figure in enumerate(figures, 1):
        rows = [[told(value) for value in row] for row in rows_of(book, f"Figure {number}")]
        assert rows == cells(figure.find_all("table")[0])


@pytest.mark.parametrize("name", REPORTS)
def test_tables_have_the_same_cells_in_every_format(folder: Path, name: str) -> None:
    page, book = page_of(folder, name), book_of(folder, name)
    pdf = re.sub(r"\W", "", "".join(sheet.extract_text() for sheet in PdfReader(folder / f"{name}.pdf").pages))
    with zipfile.ZipFile(io.BytesIO((folder / f"{name}.docx").read_bytes())) as archive:
        document = ElementTree.fromstring(archive.read("word/document.xml"))
    in_word = list(document.iter(f"{W}tbl"))
    tables = page.find_all("table", id=re.compile(r"table-\d+"))
    assert len(tables) == len(in_word) > 0
    for number, (table, other) in enumerate(zip(tables, in_word, strict=True), 1):
        shown = cells(table)
        assert [[word_text(cell) for cell in row.iter(f"{W}tc")] for row in other.iter(f"{W}tr")][1:] == shown
        for ours, theirs in zip(shown, rows_of(book, f"Table {number}"), strict=True):
            for text, value in zip(ours, theirs, strict=True):
                same = sheets.value_of(Cell(text), "en") if isinstance(value, int | float) else text
                assert same == (value if isinstance(value, int | float) else told(value))
        assert [
            text for row in shown for text in row if is_short_number(text) and re.sub(r"\W", "", text) not in pdf
        ] == []


def is_short_number(text: str) -> bool:
    return bool(re.search(r"\d", text)) and len(text) <= 8


def word_text(cell: ElementTree.Element) -> str:
    return letters("".join(node.text or "" for node in cell.iter(f"{W}t")))


@pytest.mark.parametrize("name", REPORTS)
def test_sources_have_the_same_numbers_in_every_format(folder: Path, name: str) -> None:
    page, book = page_of(folder, name), book_of(folder, name)
    lines = [letters(line.get_text()) for line in page.select(".cited")]
    with zipfile.ZipFile(io.BytesIO((folder / f"{name}.docx").read_bytes())) as archive:
        document = ElementTree.fromstring(archive.read("word/document.xml"))
    in_word = [letters("".join(node.text or "" for node in p.iter(f"{W}t"))) for p in document.iter(f"{W}p")]
    pdf = re.sub(r"\W", "", "".join(sheet.extract_text() for sheet in PdfReader(folder / f"{name}.pdf").pages))
    contents = [row[3] for row in book["Contents"].iter_rows(min_row=7, values_only=True) if row[3]]
    assert len(contents) == len(lines)
    for line, numbers in zip(lines, contents, strict=True):
        assert line == f"Sources: {numbers}."
        assert any(paragraph.endswith(line) for paragraph in in_word)
        assert re.sub(r"\W", "", line) in pdf
    if lines:
        assert book["Sources"].max_row - 1 == len(page.select(".sources p"))
