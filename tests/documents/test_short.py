"""A report of a page or two: no cover, contents or list of sources on paper; the page on the screen keeps them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import nbformat
import pytest
from pypdf import PdfReader

from conftest import EDITION, shown, told
from mapping.documents import blocks, html, pdf, word
from mapping.documents.blocks import Report
from mapping.documents.sources import Source
from mapping.draw import Cell, Column, Table

PAGES = {f"c-{n}": Source(f"https://page.example/{n}", title=f"Page number {n}") for n in range(3)}
FACTS = Table(
    (Column("Fact"), Column("What is known")),
    [("Status", Cell("active (2019)", muted=True)), ("Media", "online")],
    "What pages state",
    sources=tuple(PAGES),
)
REST = "The figures and tables rest on 3 pages"


def _report(per: str) -> Report:
    cells = [told("# Kloop: outlet sheet"), told("## In short\n\nOne sentence."), shown(_bundle(FACTS))]
    about = {"mapping": {"per": per}} if per else {}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=about)
    return blocks.read(notebook, "9_sheet.ipynb", replace(EDITION, known=PAGES))


def _bundle(table: Table) -> dict[str, Any]:
    return dict(table._repr_mimebundle_())


def _word_text(report: Report) -> str:
    with zipfile.ZipFile(io.BytesIO(word.document(report))) as archive:
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize(("per", "short"), [("country", True), ("outlet", True), ("changes", False), ("", False)])
def test_what_is_made_for_each_country_or_outlet_is_short(per: str, short: bool) -> None:
    assert _report(per).short == short


@pytest.mark.parametrize(("per", "pages"), [("outlet", 1), ("", 2)])
def test_a_short_pdf_has_neither_cover_nor_list_of_sources(per: str, pages: int) -> None:
    read = PdfReader(io.BytesIO(pdf.pages(_report(per))))
    text = " ".join("".join(page.extract_text() for page in read.pages).split())
    assert len(read.pages) == pages
    for words in ("Contents", "Page number 1", "Sources: 1–3."):
        assert (words in text) == (not per)
    assert (REST in text) == bool(per)
    assert read.metadata is not None
    assert read.metadata.title == "Kloop: outlet sheet"


@pytest.mark.parametrize("per", ["outlet", ""])
def test_a_short_word_document_has_neither_contents_nor_list_of_sources(per: str) -> None:
    text = _word_text(_report(per))
    for words in ("TOC \\o", "Page number 1", 'w:val="Subtitle"'):
        assert (words in text) == (not per), words
    assert (REST in re.sub("<[^>]+>", "", text)) == bool(per)


@pytest.mark.parametrize("per", ["outlet", ""])
def test_the_page_keeps_its_sources(per: str) -> None:
    page = html.page(_report(per)).decode()
    assert 'href="#source-1"' in page
    assert "Page number 1" in page


def test_what_may_no_longer_hold_is_grey_in_every_format() -> None:
    report = _report("outlet")
    assert '<span class="muted"' in html.page(report).decode()
    assert re.search(r'w:rStyle w:val="Muted"\s*/></w:rPr><w:t[^>]*>active', _word_text(report))
    table = report.exhibits[0]
    assert isinstance(table, blocks.Table)
    rows = tuple(tuple(replace(cell, muted=False) for cell in row) for row in table.rows)
    black = replace(report, blocks=(*report.blocks[:-1], replace(table, rows=rows)))
    assert _greys(report) == _greys(black) + 1


def _greys(report: Report) -> int:
    """How often a PDF's first page changes to the colour of small print."""
    drawn = PdfReader(io.BytesIO(pdf.pages(report))).pages[0].get_contents()
    assert drawn is not None
    soft = [int(EDITION.brand.colours.soft[at : at + 2], 16) for at in (1, 3, 5)]
    hues = re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) scn", drawn.get_data().decode("latin-1"))
    return sum([round(float(part) * 255) for part in hue] == soft for hue in hues)
