"""A report as a Word document: real styles, a contents that works at once, repeated table heads, alternative texts.

Pandoc fills the template (`scripts/make_reference_docx.py` makes it). What pandoc cannot say is put into the parts of
the finished file here, and the file is packed anew so that equal reports are equal bytes.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape, quoteattr

from mapping.documents import office, pandoc, template, words
from mapping.documents.blocks import Edition, Figure, Picture, Report, Table
from mapping.documents.nodes import Node, captioned, figure_label, inlines, raw, span, styled
from mapping.documents.pandoc import Arranged, Entry
from mapping.translate import _

WIDEST_CM = 16.0
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "rIdDrawing"
_FIELD = '<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def document(report: Report) -> bytes:
    """The report as a DOCX file, dated by its data."""
    arranged = pandoc.arrange(report, _drawn, listed=not report.short)
    subtitle = {} if report.short else {"subtitle": words.scope(report.edition)}
    with TemporaryDirectory() as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(template.reference(report.edition.brand, report.dense))
        made = pandoc.write(
            [*([] if report.short else _contents(arranged)), *arranged.nodes],
            "docx",
            ["--reference-doc", str(reference)],
            report.edition,
            title=report.title,
            author=words.author(report.edition.brand),
            date=_dated(report.edition),
            description=words.about(report.edition),
            category=words.level_line(report.edition),
            **subtitle,
        )
    return office.packed(_finished(office.unpacked(made), report))


def _dated(edition: Edition) -> str:
    return f"{words.data_line(edition)} · {words.level_line(edition)}"


def _drawn(block: Figure | Picture, number: int, note: list[Node]) -> list[Node]:
    width = min(block.width_cm, WIDEST_CM, pandoc.TALLEST_CM * block.width_cm / block.height_cm)
    height = block.height_cm * width / block.width_cm
    size = [["width", f"{width:.2f}cm"], ["height", f"{height:.2f}cm"]]
    # The PNG is for Word before 2019 and most other programs; `_pictures` sets the SVG beside it.
    address = f"data:image/png;base64,{base64.b64encode(block.png).decode()}"
    image = {"t": "Image", "c": [["", [], size], inlines(block.alt), [address, ""]]}
    caption = span(inlines(block.caption))
    if isinstance(block, Figure):
        caption = span(captioned(figure_label(number), block.caption), f"figure-{number}")
    return [styled("Image Caption", [caption]), styled("Captioned Figure", [image]), *note]


def _contents(arranged: Arranged) -> list[Node]:
    """A contents field that already holds what Word would put there, so that Word need not ask to update it.

    It carries no page numbers: only the program that sets the pages knows them.
    """
    entries = [entry for entry in arranged.contents if entry.depth < 3]
    if not entries:
        return []
    instruction = r'<w:r><w:instrText xml:space="preserve"> TOC \o "1-2" \n \h \z \u </w:instrText></w:r>'
    begin = _FIELD.format(kind="begin") + instruction + _FIELD.format(kind="separate")
    lines = [_line(entry, begin if entry is entries[0] else "") for entry in entries]
    end = f'<w:p>{_FIELD.format(kind="end")}<w:r><w:br w:type="page"/></w:r></w:p>'
    heading = styled("TOC Heading", inlines(_("Contents")))
    return [heading, raw("openxml", "".join([*lines, end]))]


def _line(entry: Entry, field: str) -> str:
    text = escape(f"{entry.number}\u2002{entry.text}")
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TOC{entry.depth}"/></w:pPr>{field}'
        f"<w:hyperlink w:anchor={quoteattr(entry.anchor)}><w:r><w:t>{text}</w:t></w:r></w:hyperlink></w:p>"
    )


def _finished(parts: dict[str, bytes], report: Report) -> dict[str, bytes]:
    drawn = [block for block in report.blocks if isinstance(block, Figure | Picture)]
    drawings = {n: block.svg for n, block in enumerate(drawn, 1) if isinstance(block, Figure)}
    tables = [block for block in report.blocks if isinstance(block, Table)]
    parts["word/document.xml"] = _pictures(_tables(parts["word/document.xml"].decode(), tables), drawings).encode()
    _beside(parts, drawings)
    author = words.author(report.edition.brand)
    own = {"REPORT_TITLE": report.title, "REPORT_AUTHOR": author, "REPORT_DATED": _dated(report.edition)}
    for name in parts:
        if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
            text = parts[name].decode()
            parts[name] = re.sub("|".join(own), lambda mark: escape(own[mark[0]]), text).encode()
    parts["docProps/core.xml"] = _core(parts["docProps/core.xml"].decode(), report.edition).encode()
    # Without it Word opens the document as one of an older Word's.
    compat = (
        b'<w:compat><w:compatSetting w:name="compatibilityMode"'
        b' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:rsids>'
    )
    if b"<w:compat>" not in parts["word/settings.xml"]:
        parts["word/settings.xml"] = parts["word/settings.xml"].replace(b"<w:rsids>", compat)
    return parts


def _beside(parts: dict[str, bytes], drawings: dict[int, str]) -> None:
    """Put each figure's SVG into the file, where `_pictures` refers to it."""
    relations = "".join(
        f'<Relationship Type="{_OFFICE}/image" Id="{_DRAWING}{n}" Target="media/figure-{n}.svg"/>' for n in drawings
    )
    office.insert(parts, "word/_rels/document.xml.rels", relations, "</Relationships>")
    office.insert(parts, "[Content_Types].xml", '<Default Extension="svg" ContentType="image/svg+xml"/>', "<Override")
    parts.update({f"word/media/figure-{n}.svg": svg.encode() for n, svg in drawings.items()})


def _core(text: str, edition: Edition) -> str:
    """The document's properties with its language, dated by its data."""
    dated = re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", f"{edition.data_date}T12:00:00Z", text)
    return dated.replace("</cp:core", f"<dc:language>{escape(edition.language)}</dc:language></cp:core")


def _tables(text: str, tables: Iterable[Table]) -> str:
    """Tables in their styles; no page break cuts a row, nor a short table, nor parts the last row from the note."""
    each = iter(tables)
    return re.sub(r"<w:tbl>.*?</w:tbl>", lambda found: _table(found[0], next(each)), text, flags=re.DOTALL)


def _table(text: str, table: Table) -> str:
    rows = re.sub(r"<w:tr>.*?</w:tr>", lambda row: _table_row(row[0]), text, flags=re.DOTALL)
    first, mark, last = rows.rpartition("<w:tr>")
    first = _kept_with_next(first) if pandoc.whole(table) else first
    return first + mark + (_kept_with_next(last) if table.note or table.sources else last)


def _kept_with_next(rows: str) -> str:
    return re.sub(r'(<w:pStyle w:val="TableText"\s*/>)', r"\1<w:keepNext/>", rows)


def _pictures(text: str, drawings: dict[int, str]) -> str:
    """Pictures that begin at the margin, each a PNG with its SVG, where it has one, for programs that draw one.

    They do not hold their own bytes as a description beside the true one.
    """
    text = re.sub(r'descr="data:[^"]*"', 'descr=""', text)
    text = text.replace("<wp:inline>", '<wp:inline distT="0" distB="0" distL="0" distR="0">')
    numbers = count(1)
    return re.sub(
        r'<a:blip r:embed="([^"]+)"\s*/>', lambda blip: _faces(blip[1], next(numbers), drawings) or blip[0], text
    )


def _faces(png: str, number: int, drawings: dict[int, str]) -> str:
    if number not in drawings:
        return ""
    return (
        f'<a:blip r:embed="{png}"><a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip'
        ' xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
        f' r:embed="{_DRAWING}{number}"/></a:ext></a:extLst></a:blip>'
    )


def _table_row(row: str) -> str:
    if "<w:tblHeader" in row:
        return row.replace('w:val="Compact"', 'w:val="TableHead"').replace("<w:trPr>", "<w:trPr><w:cantSplit/>", 1)
    styled = row.replace('w:val="Compact"', 'w:val="TableText"')
    styled = styled.replace("<w:p />", '<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>')
    return styled.replace("<w:tr>", "<w:tr><w:trPr><w:cantSplit/></w:trPr>", 1)
