"""The data of a report as one workbook: its contents, a sheet for each figure and table, and the sources."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable, Sequence
from math import ceil

from babel.numbers import NumberFormatError, parse_decimal
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from mapping.documents import office, words
from mapping.documents.blocks import Cell, Figure, Report, Table
from mapping.documents.nodes import figure_label, table_label
from mapping.documents.sources import spoken
from mapping.files import safe_cell
from mapping.translate import _

# Widths in letters; the height of a line in points.
NARROWEST, WIDEST = 8, 60
LINE_POINTS = 15
FONT = "Calibri"
_PERCENT = re.compile(r"(.+?)\s*%")


def workbook(report: Report) -> bytes:
    """The report's figures and tables as an XLSX file, dated by its data; equal reports give equal bytes.

    Numbers are numbers, also those that a table of the report prints in the reader's form; no text is run.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    contents = book.create_sheet(_("Contents"))
    names = _names(report.exhibits)
    for name, block in zip(names, report.exhibits, strict=True):
        _fill(book.create_sheet(name), *_of(block, report.edition.language), report)
    if report.annex.sources:
        _fill(book.create_sheet(_("Sources")), *_sources(report), report)
    _contents(contents, names, report)
    about = book.properties
    about.title, about.creator = report.title, words.author(report.edition.brand)
    about.language, about.description = report.edition.language, words.about(report.edition)
    about.category = words.level_line(report.edition)
    about.created = datetime.datetime.combine(report.edition.data_date, datetime.time(12))
    made = io.BytesIO()
    book.save(made)
    return _dated(made.getvalue(), report.edition.data_date)


def value_of(cell: Cell, language: str) -> Cell | float:
    """The number that a cell prints in the form of the reader's language (a share for a percentage), else the cell."""
    text = cell.text.strip()
    share = _PERCENT.fullmatch(text)
    try:
        number = parse_decimal(share[1] if share else text, locale=language, strict=True)
    except NumberFormatError:
        return cell
    if not number.is_finite():  # a text such as "NaN"
        return cell
    return float(number / 100) if share else float(number)


def _names(blocks: Iterable[Figure | Table]) -> list[str]:
    names: list[str] = []
    figures = tables = 0
    for block in blocks:
        figures, tables = figures + isinstance(block, Figure), tables + isinstance(block, Table)
        names.append(figure_label(figures) if isinstance(block, Figure) else table_label(tables))
    return names


def _of(block: Figure | Table, language: str) -> tuple[Sequence[str], list[list[object]]]:
    """The heads and rows of a figure's data or of a table."""
    if isinstance(block, Figure):
        return block.columns, [list(row) for row in block.rows]
    right = [column.align == "right" for column in block.columns]
    rows: list[list[object]] = [
        [value_of(cell, language) if number else cell for cell, number in zip(row, right, strict=True)]
        for row in block.rows
    ]
    return [column.label for column in block.columns], rows


def _sources(report: Report) -> tuple[Sequence[str], list[list[object]]]:
    heads = [_("Number"), _("Publisher"), _("Title"), _("Published"), _("Read on"), _("Address")]
    heads += [_("Copy saved on"), _("SHA-256 of the copy")]
    rows: list[list[object]] = []
    for number, source in enumerate(report.annex.sources, 1):
        unlinked = Cell(source.site, None, _("labelled extremist; no link, for the reader's safety"))
        page = Cell(source.url, source.url) if source.live else unlinked
        told = (source.publisher, source.title, source.published, source.accessed)
        rows.append([number, *told, page, source.saved_on, source.sha256 or _("no saved copy")])
    return heads, rows


def _contents(sheet: Worksheet, names: list[str], report: Report) -> None:
    for line in (report.title, words.author(report.edition.brand), words.about(report.edition), None):
        sheet.append([line and _plain(line)])
    sheet["A1"].font = Font(name=FONT, bold=True, size=14)
    top = sheet.max_row + 2
    rows: list[list[object]] = [
        [name, block.caption, block.note, ", ".join(spoken(numbers))]
        for name, block, numbers in zip(names, report.exhibits, report.annex.numbers, strict=True)
    ]
    _fill(sheet, (_("Sheet"), _("What it shows"), _("What it rests on"), _("Sources")), rows, report, top)
    for down, name in enumerate(names, top + 1):
        cell = sheet.cell(down, 1)
        cell.hyperlink = Hyperlink(cell.coordinate, location=f"'{name}'!A1")
        cell.style = "Hyperlink"
    sheet.freeze_panes = None
    sheet.column_dimensions["A"].width = 14


def _fill(sheet: Worksheet, heads: Sequence[str], rows: list[list[object]], report: Report, top: int = 1) -> None:
    """A head that stays, then the rows, in columns as wide as their text."""
    fill = PatternFill("solid", fgColor=report.edition.brand.colours.accent.removeprefix("#"))
    for across, head in enumerate(heads, 1):
        named = sheet.cell(top, across, _plain(head))
        named.font, named.fill = Font(name=FONT, bold=True, color="FFFFFF"), fill
        named.alignment = Alignment(wrap_text=True, vertical="top")
        longest = max([len(head), *(len(_text(row[across - 1])) for row in rows)])
        sheet.column_dimensions[get_column_letter(across)].width = min(max(longest + 2, NARROWEST), WIDEST)
    for down, values in enumerate(rows, top + 1):
        for across, value in enumerate(values, 1):
            _put(sheet, down, across, value)
        lines = max(ceil(len(_text(value)) / WIDEST) for value in values)
        sheet.row_dimensions[down].height = LINE_POINTS * max(lines, 1)
    sheet.freeze_panes = f"A{top + 1}"


def _put(sheet: Worksheet, down: int, across: int, value: object) -> None:
    known = value if isinstance(value, int | float) else _plain(_text(value)) or None
    cell = sheet.cell(down, across, known)
    if isinstance(known, str):
        cell.alignment = Alignment(wrap_text=len(known) > WIDEST, vertical="top")
    if isinstance(value, Cell) and value.url:
        cell.hyperlink, cell.style = value.url, "Hyperlink"


def _text(value: object) -> str:
    if isinstance(value, Cell):
        return f"{value.text} ⚠ {value.warning}" if value.warning else value.text
    return "" if value is None else str(value)


def _plain(text: str) -> str:
    """A text without signs that a sheet may not hold, and that no program takes for a formula."""
    return str(safe_cell(ILLEGAL_CHARACTERS_RE.sub("", text)))


def _dated(content: bytes, day: datetime.date) -> bytes:
    """The workbook without the hour at which it was written."""
    parts = office.unpacked(content)
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(
        rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>%sT12:00:00Z" % day.isoformat().encode(), core
    )
    return office.packed(parts)
