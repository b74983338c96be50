"""A report as a Word document: real styles, a contents that works at once, repeated table heads, alternative texts.

Pandoc fills the template (`scripts/make_reference_docx.py` makes it). What pandoc cannot say is put into the parts of
the finished file here, and the file is packed anew so that equal reports are equal bytes.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from importlib.resources import as_file
from importlib.resources import files as resources
from xml.sax.saxutils import escape, quoteattr

from mapping.documents import pandoc, words
from mapping.documents.blocks import Edition, Figure, Report
from mapping.documents.pandoc import Arranged, Entry, Node
from mapping.translate import _

WIDEST_CM = 16.0
_PACKED_AT = (1980, 1, 1, 0, 0, 0)
_FIELD = '<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def document(report: Report) -> bytes:
    """The report as a DOCX file, dated by its data."""
    arranged = pandoc.arrange(report, _figure)
    with as_file(resources("mapping.documents") / "assets" / "reference.docx") as template:
        made = pandoc.write(
            [*_contents(arranged), *arranged.nodes],
            "docx",
            ["--reference-doc", str(template)],
            report.edition,
            title=report.title,
            author=words.author(),
            subtitle=words.scope(report.edition),
            date=_dated(report.edition),
        )
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return _packed(_finished(parts, report))


def _dated(edition: Edition) -> str:
    return f"{words.data_line(edition)} · {words.level_line(edition)}"


def _figure(figure: Figure, number: int) -> list[Node]:
    width = min(figure.width_cm, WIDEST_CM)
    height = figure.height_cm * width / figure.width_cm
    size = [["width", f"{width:.2f}cm"], ["height", f"{height:.2f}cm"]]
    # A PNG, because Word before 2019 and most other programs show no SVG.
    address = f"data:image/png;base64,{base64.b64encode(figure.png).decode()}"
    image = {"t": "Image", "c": [["", [], size], pandoc.inlines(figure.alt), [address, ""]]}
    caption = pandoc.captioned(pandoc.figure_label(number), figure.caption)
    note = [pandoc.styled("Note", pandoc.inlines(figure.note))] if figure.note else []
    return [pandoc.styled("Image Caption", caption), pandoc.styled("Captioned Figure", [image]), *note]


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
    heading = pandoc.styled("TOC Heading", pandoc.inlines(_("Contents")))
    return [heading, pandoc.raw("openxml", "".join([*lines, end]))]


def _line(entry: Entry, field: str) -> str:
    text = escape(f"{entry.number}\u2002{entry.text}")
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TOC{entry.depth}"/></w:pPr>{field}'
        f"<w:hyperlink w:anchor={quoteattr(entry.anchor)}><w:r><w:t>{text}</w:t></w:r></w:hyperlink></w:p>"
    )


def _finished(parts: dict[str, bytes], report: Report) -> dict[str, bytes]:
    parts["word/document.xml"] = _pictures(_tables(parts["word/document.xml"].decode())).encode()
    own = {"REPORT_TITLE": report.title, "REPORT_AUTHOR": words.author(), "REPORT_DATED": _dated(report.edition)}
    for name in ("word/header1.xml", "word/footer1.xml"):
        text = parts[name].decode()
        parts[name] = re.sub("|".join(own), lambda mark: escape(own[mark[0]]), text).encode()
    parts["docProps/core.xml"] = _core(parts["docProps/core.xml"].decode(), report.edition).encode()
    # Without it Word opens the document as one of an older Word's.
    compat = (
        b'<w:compat><w:compatSetting w:name="compatibilityMode"'
        b' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:rsids>'
    )
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(b"<w:rsids>", compat)
    return parts


def _core(text: str, edition: Edition) -> str:
    """The document's properties with its language, dated by its data."""
    dated = re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", f"{edition.data_date}T12:00:00Z", text)
    return dated.replace("</cp:core", f"<dc:language>{escape(edition.language)}</dc:language></cp:core")


def _tables(text: str) -> str:
    """Table rows that stay whole at the end of a page, in the styles of tables."""
    return re.sub(r"<w:tr>.*?</w:tr>", lambda row: _table_row(row[0]), text, flags=re.DOTALL)


def _pictures(text: str) -> str:
    """Pictures that begin at the margin and do not hold their own bytes as a description beside the true one."""
    text = re.sub(r'descr="data:[^"]*"', 'descr=""', text)
    return text.replace("<wp:inline>", '<wp:inline distT="0" distB="0" distL="0" distR="0">')


def _table_row(row: str) -> str:
    if "<w:tblHeader" in row:
        return row.replace('w:val="Compact"', 'w:val="TableHead"').replace("<w:trPr>", "<w:trPr><w:cantSplit/>", 1)
    styled = row.replace('w:val="Compact"', 'w:val="TableText"')
    return styled.replace("<w:tr>", "<w:tr><w:trPr><w:cantSplit/></w:trPr>", 1)


def _packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _PACKED_AT), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
