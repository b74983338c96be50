"""An organisation's name, colours, logo and Word template reach every document, or are refused with a reason."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from mapping.documents import brand, html, pdf, template, word
from mapping.documents.blocks import Prose, Report
from mapping.documents.brand import Brand, Colours, contrast
from mapping.documents.office import packed, unpacked
from mapping.errors import InputUnreadable
from mapping.paths import Places


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x60" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


LOGO = _png(60, 20)
OURS = Brand("Media Aid", replace(Colours(), accent="#6a1b4d"), LOGO)


def write(folder: Path, text: str) -> Path:
    (folder / brand.FILE).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def branded(report: Report) -> Report:
    short = tuple(block for block in report.blocks if isinstance(block, Prose))
    return Report(report.title, short, replace(report.edition, brand=OURS))


def test_the_shipped_brand_is_the_projects_own() -> None:
    assert brand.read(Places().hand_tables) == brand.OWN


def test_without_a_file_the_brand_is_the_projects_own(tmp_path: Path) -> None:
    assert brand.read(tmp_path) == brand.OWN


def test_a_brand_is_read_with_the_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(LOGO)
    text = 'organisation = "Media Aid"\nlogo = "logo.png"\n[colours]\naccent = "#6a1b4d"\n'
    assert brand.read(write(tmp_path, text)) == OURS
    assert OURS.logo_ratio == 3


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("organisation", "cannot be read as TOML"),
        ('name = "x"', "does not know 'name'"),
        ('[colours]\nblue = "#000000"', "does not know 'blue'"),
        ('[colours]\naccent = "red"', "must be written as #rrggbb"),
        ('[colours]\naccent = "#ffd700"', "too pale"),
        ('logo = "none.png"', "does not stand beside it"),
        ('logo = "brand.toml"', "must be a PNG picture"),
        ('reference = "brand.toml"', "must be a Word document"),
        ('colours = "dark"', "does not know 'dark'"),
        ("organisation = 3", "'organisation' must be one line of text"),
        ('organisation = "a\\u0000b"', "'organisation' must be one line of text"),
        ('logo = ["logo.png"]', "'logo' must be one line of text"),
        ("reference = 7", "'reference' must be one line of text"),
    ],
)
def test_what_is_wrong_with_a_brand_is_said(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(InputUnreadable, match=complaint):
        brand.read(write(tmp_path, text))


@pytest.mark.parametrize(
    ("logo", "complaint"),
    [
        (LOGO[:8], "is empty or only part of a picture"),
        (LOGO[:-9], "is empty or only part of a picture"),
        (_png(60, 0), "is empty or only part of a picture"),
        (_png(0, 20), "is empty or only part of a picture"),
        (LOGO + bytes(2_000_000), "has more than 2 MB"),
    ],
)
def test_a_logo_that_no_page_can_carry_is_refused(tmp_path: Path, logo: bytes, complaint: str) -> None:
    (tmp_path / "logo.png").write_bytes(logo)
    with pytest.raises(InputUnreadable, match=complaint):
        brand.read(write(tmp_path, 'logo = "logo.png"'))


@pytest.mark.parametrize(("colour", "expected"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54)])
def test_contrast_is_that_of_wcag(colour: str, expected: float) -> None:
    assert contrast(colour, "#ffffff") == pytest.approx(expected, abs=0.01)


def test_the_brand_reaches_every_document(branded: Report) -> None:
    page = html.page(branded).decode()
    assert "--accent: #6a1b4d" in page
    assert page.count("Media Aid") >= 3
    assert '<img class="logo" src="data:image/png;base64,' in page
    made = PdfReader(io.BytesIO(pdf.pages(branded)))
    assert made.metadata is not None
    assert made.metadata.author == "Media Aid"
    assert len(made.pages[0].images) == 1
    parts = unpacked(word.document(branded))
    assert "6A1B4D" in parts["word/styles.xml"].decode()
    assert "0B5A6F" not in parts["word/styles.xml"].decode()
    assert LOGO in parts.values()
    assert 'descr="Media Aid"' in parts["word/header2.xml"].decode()


def test_an_own_word_template_keeps_its_styles_and_is_lent_what_it_lacks(branded: Report) -> None:
    parts = unpacked(template.reference(brand.OWN))
    styles = parts["word/styles.xml"].decode()
    cut = styles[: styles.index('<w:style w:type="paragraph" w:styleId="TableHead"')] + "</w:styles>"
    parts["word/styles.xml"] = cut.replace("5A6772", "00AA00").encode()
    theirs = Brand(reference=packed(parts))
    made = unpacked(word.document(Report("T", branded.blocks, replace(branded.edition, brand=theirs))))
    kept = made["word/styles.xml"].decode()
    assert "00AA00" in kept
    assert 'w:styleId="TableHead"' in kept
    assert kept.count('w:styleId="Note"') == 1


def test_a_word_template_that_is_none_is_refused() -> None:
    with pytest.raises(InputUnreadable, match="no Word document"):
        template.reference(Brand(reference=b"PK broken"))


def test_the_colours_of_the_default_template_are_the_projects(report: Report) -> None:
    styles = unpacked(template.reference(report.edition.brand))["word/styles.xml"].decode()
    light = {name: colour for name, colour in asdict(Colours()).items() if name != "accent_in_the_dark"}
    assert all(colour[1:].upper() in styles for colour in light.values())
