"""The same report in three formats: equal in words and numbers, whole in letters, harmless, and the same every time."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from conftest import COUNTRIES, LETTERS
from mapping.documents import html, pdf, word
from mapping.documents.blocks import Prose, Report
from mapping.documents.html import script_json
from mapping.documents.pdf import quoted
from mapping.files import CONTENT_POLICY

LABELS = ["Figure 1.", "Figure 2.", "Table 1.", "Figure 3."]
HEADINGS = ["1 In short", "2 Who is there", "2.1 By medium", "3 Who stands behind whom", "4 What we do not know"]


class Letters(HTMLParser):
    """The text of a page without its scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.silent += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return html.page(report).decode()


@pytest.fixture(scope="module")
def sheets(report: Report) -> PdfReader:
    return PdfReader(io.BytesIO(pdf.pages(report)))


@pytest.fixture(scope="module")
def parts(report: Report) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(word.document(report))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


@pytest.fixture(scope="module")
def texts(page: str, sheets: PdfReader, parts: dict[str, str]) -> dict[str, str]:
    """The letters of each format, every run of spaces as one."""
    parser = Letters()
    parser.feed(page)
    document = re.sub(r"</w:p>", " ", parts["word/document.xml"])
    raw = {
        "html": "".join(parser.parts),
        "pdf": "\n".join(sheet.extract_text() for sheet in sheets.pages),
        "docx": re.sub(r"<[^>]+>", "", document).replace("&lt;", "<").replace("&gt;", ">"),
    }
    return {name: re.sub(r"\s+", " ", text.replace("\u200b", "")) for name, text in raw.items()}


@pytest.mark.parametrize("name", ["html", "pdf", "docx"])
def test_words_and_numbers_are_the_same_in_all(texts: dict[str, str], name: str) -> None:
    text = texts[name]
    assert re.findall(r"(?:Figure|Table) \d\.", text) == LABELS
    for phrase in (*HEADINGS, "Data of 21 November 2026", "Public edition", "Contents", "A dash means that nothing"):
        assert phrase in text
    assert "<script>alert(‘x’)</script> go spy #panic()" in text
    assert "this page can be" in text


@pytest.mark.parametrize("name", ["html", "pdf", "docx"])
def test_every_script_is_legible(texts: dict[str, str], name: str) -> None:
    assert set(LETTERS) <= set(texts[name])


@pytest.mark.parametrize("write", [html.page, pdf.pages, word.document])
def test_equal_reports_are_equal_bytes(report: Report, write: object) -> None:
    assert callable(write)
    assert write(report) == write(report)


def test_the_page_forbids_every_request_and_holds_plotly_once(page: str, report: Report) -> None:
    assert CONTENT_POLICY in page
    assert page.count("plotly.js v") == 1
    assert not re.search(r"<(?:link|script|img|iframe)[^>]+(?:src|href)=\"(?!data:)", page)
    plain = Report("t", tuple(block for block in report.blocks if isinstance(block, Prose)), report.edition)
    assert len(html.page(plain)) < 60_000


def test_the_page_can_be_read_by_everyone(page: str) -> None:
    assert '<html lang="en">' in page
    assert 'class="skip" href="#text"' in page
    assert page.count('aria-label="Bars: Kazakhstan 214') == 3
    assert page.count('&quot;known&quot;"') == 6
    assert [page.count(f'id="figure-{number}"') for number in (1, 2, 3)] == [1, 1, 1]
    assert all(page.count(f"<td>{country}</td>") >= 3 for country in COUNTRIES)


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_cannot_end_its_script(value: object) -> None:
    text = script_json(value)
    assert not set("<>&") & set(text)
    assert json.loads(text) == value


def test_the_pdf_tells_what_it_is(sheets: PdfReader) -> None:
    assert sheets.metadata is not None
    assert sheets.metadata.title == "The media landscape of Central Asia"
    assert sheets.metadata.creation_date is not None
    assert sheets.metadata.creation_date.date().isoformat() == "2026-11-21"
    catalogue = sheets.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en"
    assert "pdfuaid" in catalogue["/Metadata"].get_data().decode()
    assert [entry["/Title"].replace("\u2002", " ") for entry in sheets.outline if isinstance(entry, dict)][:1] == [
        "1 In short"
    ]


def test_a_long_table_repeats_its_head_and_cuts_no_row(sheets: PdfReader) -> None:
    of_table = [text for sheet in sheets.pages if "Share of" in (text := sheet.extract_text())]
    assert len(of_table) >= 3
    # A row that ran over a page's end would leave its number on one page and the end of its address on the next.
    for text in of_table:
        rows = set(re.findall(r"Қазақстан (\d+) «", text))
        assert set(re.findall(r"\?page=\u200b?(\d+)", text)) <= rows


@given(st.text())
def test_a_string_of_typst_ends_where_it_should(text: str) -> None:
    assert re.fullmatch(r'"(?:[^"\\]|\\["\\])*"', quoted(text), flags=re.DOTALL)


def test_the_word_document_has_real_styles_and_texts_for_pictures(parts: dict[str, str]) -> None:
    document, known = parts["word/document.xml"], set(re.findall(r'w:styleId="([^"]+)"', parts["word/styles.xml"]))
    used = set(re.findall(r'<w:(?:p|r|tbl)Style w:val="([^"]+)"', document))
    assert {"Title", "Heading1", "Heading2", "TOC1", "TOC2", "TableHead", "TableText", "Note", "Warning"} <= used
    assert used <= known
    assert document.count('descr="Bars: Kazakhstan 214') == 3
    assert "base64" not in document
    assert re.search(r"instrText[^>]*> TOC ", document)


def test_pictures_of_the_word_document_are_drawings_with_a_picture_beside(parts: dict[str, str]) -> None:
    document, relations = parts["word/document.xml"], parts["word/_rels/document.xml.rels"]
    assert len(re.findall(r"<a:blip r:embed=[^>]+><a:extLst><a:ext [^>]+><asvg:svgBlip ", document)) == 3
    for number in (1, 2, 3):
        assert f'Id="rIdDrawing{number}" Target="media/figure-{number}.svg"' in relations
        assert "<svg" in parts[f"word/media/figure-{number}.svg"]
    assert parts["[Content_Types].xml"].count('Extension="svg"') == 1
    assert sum(name.endswith(".png") for name in parts) >= 1


def test_table_rows_of_the_word_document_repeat_and_stay_whole(parts: dict[str, str]) -> None:
    document = parts["word/document.xml"]
    assert document.count("<w:tblHeader") == 1
    assert document.count("<w:cantSplit/>") == document.count("<w:tr>") == 61


def test_the_word_document_tells_what_it_is(parts: dict[str, str]) -> None:
    core = parts["docProps/core.xml"]
    assert "<dc:title>The media landscape of Central Asia</dc:title>" in core
    assert "<dc:creator>Central Asia Media Landscape</dc:creator>" in core
    assert "<dc:language>en</dc:language>" in core
    assert core.count("2026-11-21T12:00:00Z") == 2
    assert "The media landscape of Central Asia" in parts["word/header1.xml"]
    assert "Data of 21 November 2026" in parts["word/footer1.xml"]
    assert not any("REPORT_" in text for name, text in parts.items() if name.endswith(".xml"))


def test_links_of_the_word_document_lead_only_to_the_web(parts: dict[str, str]) -> None:
    targets = re.findall(
        r'Target="([^"]+)"[^>]*TargetMode="External"|TargetMode="External"[^>]*Target="([^"]+)"',
        parts["word/_rels/document.xml.rels"],
    )
    addresses = {one or other for one, other in targets}
    assert "https://kloop.example/about" in addresses
    assert all(address.startswith("https://") for address in addresses)


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromium") is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("width", [1300, 390])
def test_a_browser_draws_the_page_without_a_request(page: str, tmp_path: Path, width: int) -> None:
    from playwright.sync_api import sync_playwright

    file = tmp_path / "report.html"
    file.write_text(page, "utf-8")
    requests: list[str] = []
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        tab = browser.new_page(viewport={"width": width, "height": 800})
        tab.on("request", lambda request: requests.append(request.url))
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda problem: complaints.append(str(problem)))
        tab.goto(file.as_uri())
        # Two of the three figures are far below the fold: they must not be drawn before the reader comes.
        tab.wait_for_selector("#figure-1.drawn, figure")
        assert tab.locator("#figure-3.drawn").count() == 0
        for number in (1, 2, 3):
            tab.locator(f"#figure-{number}").scroll_into_view_if_needed()
            tab.wait_for_selector(f"#figure-{number}.drawn")
        overflow = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        browser.close()
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert (complaints, overflow) == ([], 0)
