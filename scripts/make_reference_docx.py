"""Maintainers: make the Word templates of the reports from pandoc's own: `mapping/documents/assets/reference.docx`,
and `short.docx` for reports of a page or two.

Run `.venv/bin/python scripts/make_reference_docx.py` after a change of the styles below, look at a report in Word or
LibreOffice, and commit the file. Sizes are half-points, spaces are twentieths of a point.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pypandoc

from mapping.documents.brand import Colours
from mapping.documents.office import insert, packed, unpacked

ASSETS = Path(__file__).resolve().parent.parent / "mapping" / "documents" / "assets"

# Arial (or its metric twin Liberation Sans) is on every machine and has the letters of all our languages.
FONT = "Arial"
OWN = Colours()
INK, SOFT, ACCENT = (hue[1:].upper() for hue in (OWN.ink, OWN.soft, OWN.accent))
LINE, WARN = (hue[1:].upper() for hue in (OWN.rule, OWN.warn))
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class Style(NamedTuple):
    """A paragraph style: how it stands (paragraph properties) and how it looks (run properties)."""

    id: str
    name: str
    based: str
    paragraph: str
    run: str


def space(before: int, after: int, line: int = 264) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def look(size: int, colour: str, bold: bool = False) -> str:
    weight = "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    upright = '<w:i w:val="0"/><w:iCs w:val="0"/>'
    return f'{weight}{upright}<w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


KEEP = "<w:keepNext/><w:keepLines/>"
LEFT = '<w:jc w:val="left"/>'
WITH_TAB = '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>'
RULE = f'<w:pBdr><w:bottom w:val="single" w:sz="16" w:space="10" w:color="{ACCENT}"/></w:pBdr>'

STYLES = (
    Style("BodyText", "Body Text", "Normal", "<w:widowControl/>" + space(0, 140, 288), look(20, INK)),
    Style("Kept", "Kept", "BodyText", KEEP + space(0, 100, 264), look(19, INK)),
    Style("Lead", "Lead", "BodyText", "<w:keepNext/>", ""),
    Style("Compact", "Compact", "BodyText", space(30, 30, 276), look(20, INK)),
    Style("Title", "Title", "Normal", KEEP + space(1200, 160, 240) + LEFT, look(54, INK, bold=True)),
    Style("Subtitle", "Subtitle", "Normal", KEEP + RULE + space(0, 240) + LEFT, look(26, SOFT)),
    Style("Author", "Author", "Normal", KEEP + space(0, 40) + LEFT, look(18, ACCENT, bold=True)),
    Style("Date", "Date", "Normal", space(0, 600) + LEFT, look(18, SOFT)),
    Style("Heading1", "heading 1", "Normal", KEEP + space(440, 160, 240) + '<w:outlineLvl w:val="0"/>', look(32, INK, True)),  # noqa: E501
    Style("Heading2", "heading 2", "Normal", KEEP + space(320, 120, 240) + '<w:outlineLvl w:val="1"/>', look(24, INK, True)),  # noqa: E501
    Style("Heading3", "heading 3", "Normal", KEEP + space(240, 100, 240) + '<w:outlineLvl w:val="2"/>', look(20, INK, True)),  # noqa: E501
    Style("TOCHeading", "TOC Heading", "Normal", KEEP + space(0, 120), look(24, INK, bold=True)),
    Style("TOC1", "toc 1", "Normal", WITH_TAB + space(120, 40), look(20, INK)),
    Style("TOC2", "toc 2", "Normal", WITH_TAB + space(20, 20) + '<w:ind w:left="340"/>', look(19, SOFT)),
    Style("Caption", "caption", "Normal", KEEP + space(280, 120), look(18, INK)),
    Style("TableCaption", "Table Caption", "Caption", KEEP, ""),
    Style("ImageCaption", "Image Caption", "Caption", KEEP, ""),
    Style("CaptionedFigure", "Captioned Figure", "Normal", "<w:keepNext/>" + space(0, 80, 240), ""),
    Style("Note", "Note", "Normal", space(80, 320), look(16, SOFT)),
    Style("Source", "Source", "Normal", "<w:keepLines/>" + space(0, 30, 240) + '<w:ind w:left="420" w:hanging="420"/>', look(13, SOFT)),  # noqa: E501
    Style("TableHead", "Table Head", "Normal", KEEP + space(50, 50, 240), look(16, INK, bold=True)),
    Style("TableText", "Table Text", "Normal", space(40, 40, 240), look(16, INK)),
    Style("Header", "header", "Normal", WITH_TAB, look(15, SOFT)),
    Style("Footer", "footer", "Normal", WITH_TAB, look(15, SOFT)),
)  # fmt: skip

# A short report: smaller letters, closer lines, wider pages.
SIZE, SPACE = 0.85, 0.35
SHORT = {
    "Title": Style("Title", "Title", "Normal", KEEP + space(0, 120, 240) + LEFT, look(34, INK, bold=True)),
    # Here a page is too dear to keep words with the table below.
    "Lead": Style("Lead", "Lead", "BodyText", "", ""),
}

WARNING = (
    '<w:style w:type="character" w:customStyle="1" w:styleId="Warning"><w:name w:val="Warning"/>'
    f'<w:rPr><w:color w:val="{WARN}"/></w:rPr></w:style>'
)
MUTED = (
    '<w:style w:type="character" w:customStyle="1" w:styleId="Muted"><w:name w:val="Muted"/>'
    f'<w:rPr><w:color w:val="{SOFT}"/></w:rPr></w:style>'
)
NUMBER = (
    '<w:style w:type="character" w:customStyle="1" w:styleId="SectionNumber"><w:name w:val="Section Number"/>'
    f'<w:rPr><w:color w:val="{ACCENT}"/></w:rPr></w:style>'
)
LINK = (
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    f'<w:rPr><w:color w:val="{ACCENT}"/></w:rPr></w:style>'
)
TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/><w:basedOn w:val="TableNormal"/>'
    '<w:qFormat/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>'
    f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="60" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
    f'<w:bottom w:val="single" w:sz="12" w:space="0" w:color="{ACCENT}"/></w:tcBorders>'
    '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
)

# `word.py` puts the report's own words where these stand.
HEADER = f'<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t>REPORT_TITLE</w:t></w:r><w:r><w:tab/><w:t>REPORT_AUTHOR</w:t></w:r></w:p></w:hdr>'  # noqa: E501
PAGE = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
PAGES = '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
FOOTER = f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t>REPORT_DATED</w:t></w:r><w:r><w:tab/></w:r>{PAGE}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{PAGES}</w:p></w:ftr>'  # noqa: E501
EMPTY_HEADER = f'<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>'
SECTION = (
    f"<w:sectPr {NAMESPACES}>"
    '<w:headerReference w:type="default" r:id="rId101"/><w:headerReference w:type="first" r:id="rId103"/>'
    '<w:footerReference w:type="default" r:id="rId102"/><w:footerReference w:type="first" r:id="rId102"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1474" w:right="1418" w:bottom="1361" w:left="1418" w:header="709" w:footer="624" w:gutter="0"/>'
    "<w:titlePg/></w:sectPr>"
)
SHORT_SECTION = SECTION.replace(
    'w:top="1474" w:right="1418" w:bottom="1361" w:left="1418" w:header="709" w:footer="624"',
    'w:top="850" w:right="907" w:bottom="850" w:left="907" w:header="397" w:footer="397"',
)
PARTS = {
    "header1.xml": ("rId101", "header", HEADER),
    "footer1.xml": ("rId102", "footer", FOOTER),
    "header2.xml": ("rId103", "header", EMPTY_HEADER),
}


def main() -> None:
    """Write the templates; the same pandoc gives the same bytes."""
    short = [SHORT.get(style.id, closer(style)) for style in STYLES]
    (ASSETS / "reference.docx").write_bytes(template(STYLES, SECTION))
    (ASSETS / "short.docx").write_bytes(template(short, SHORT_SECTION))


def template(own: Sequence[Style], section: str) -> bytes:
    """Pandoc's template with these styles and this page."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    parts = unpacked(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    change(parts, "word/styles.xml", lambda text: styles(text, own))
    change(parts, "word/theme/theme1.xml", own_font)
    change(parts, "word/document.xml", lambda text: re.sub(r"<w:sectPr>.*?</w:sectPr>", section, text, flags=re.S))
    for name, (_id, _kind, text) in PARTS.items():
        parts[f"word/{name}"] = f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode()
    relations = "".join(
        f'<Relationship Type="{OFFICE}/{kind}" Id="{i}" Target="{n}"/>' for n, (i, kind, _t) in PARTS.items()
    )
    kinds = "".join(
        f'<Override PartName="/word/{n}" ContentType="{WORDML}.{kind}+xml"/>' for n, (_i, kind, _t) in PARTS.items()
    )
    insert(parts, "word/_rels/document.xml.rels", relations, "</Relationships>")
    insert(parts, "[Content_Types].xml", kinds, "</Types>")
    return packed(parts)


def change(parts: dict[str, bytes], name: str, how: Callable[[str], str]) -> None:
    parts[name] = how(parts[name].decode()).encode()


def own_font(text: str) -> str:
    return re.sub(r'<a:latin typeface="Aptos[^"]*"[^>]*/>', f'<a:latin typeface="{FONT}"/>', text)


def closer(style: Style) -> Style:
    """A style of the long reports as short ones have it."""
    paragraph = re.sub(r'w:line="\d+"', 'w:line="240"', style.paragraph)
    paragraph = re.sub(r'(w:before|w:after)="(\d+)"', lambda gap: f'{gap[1]}="{int(gap[2]) * SPACE:.0f}"', paragraph)
    run = re.sub(r'(w:sz|w:szCs) w:val="(\d+)"', lambda size: f'{size[1]} w:val="{int(size[2]) * SIZE:.0f}"', style.run)
    return style._replace(paragraph=paragraph.replace('w:pos="9070"', 'w:pos="10092"'), run=run)


def styles(text: str, own: Sequence[Style]) -> str:
    """The styles of pandoc's template with ours in the place of those of the same id."""
    ours = {style.id: paragraph_style(style) for style in own}
    ours |= {"Warning": WARNING, "Muted": MUTED, "SectionNumber": NUMBER, "Hyperlink": LINK, "Table": TABLE}
    for style_id in ours:
        text = re.sub(rf'<w:style (?:(?!</w:style>).)*?w:styleId="{style_id}">.*?</w:style>', "", text, flags=re.S)
    text = text.replace('<w:sz w:val="24" />', '<w:sz w:val="20" />', 1)
    return text.replace("</w:styles>", "".join(ours.values()) + "</w:styles>")


def paragraph_style(style: Style) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based}"/><w:qFormat/><w:pPr>{style.paragraph}</w:pPr>'
        f"<w:rPr>{style.run}</w:rPr></w:style>"
    )


if __name__ == "__main__":
    main()
