"""Workbooks of a choice: sheets with a frozen head and a filter, cells that run nothing, equal bytes for equal rows."""

from __future__ import annotations

import datetime
import io
import math
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mapping.files import safe_cell

# Where a person types.
YELLOW = PatternFill("solid", fgColor="FFF7CC")
GREY = PatternFill("solid", fgColor="EEEEEE")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST_CELL = 32_000
_LINE, _MOST_LINES = 15, 8  # points of height, lines shown of a cell


@dataclass(frozen=True)
class Head:
    """A column: its head, its width in characters, how numbers are shown, and whether a person types there."""

    name: str
    width: float = 16
    form: str = "General"
    typed: bool = False


def add_sheet(book: Workbook, title: str, heads: Sequence[Head], rows: Iterable[Sequence[object]]) -> Worksheet:
    """Add a sheet of these rows under these heads."""
    sheet: Worksheet = book.create_sheet(title)
    sheet.append([head.name for head in heads])
    for row in rows:
        sheet.append([_cell(value) for value in row])
    for number, head in enumerate(heads, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = head.width
        for cell in sheet[letter]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = head.form
            cell.fill = GREY if cell.row == 1 else YELLOW if head.typed else PatternFill()
        sheet[f"{letter}1"].font = Font(bold=True)
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        lines = max(math.ceil(len(str(cell or "")) / head.width) for cell, head in zip(cells, heads, strict=True))
        sheet.row_dimensions[number].height = _LINE * min(max(lines, 1), _MOST_LINES)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return sheet


def _cell(value: object) -> object:
    if isinstance(value, str):
        return safe_cell(_NOT_XML.sub("\ufffd", value)[:_LONGEST_CELL]) or None
    return None if pd.isna(value) else value  # type: ignore[call-overload]


def saved(book: Workbook, day: datetime.date) -> bytes:
    """The workbook as a file dated by its data, without the hour at which it was written."""
    book.properties.creator = "Central Asia media landscape"
    book.properties.created = datetime.datetime.combine(day, datetime.time())
    content, out = io.BytesIO(), io.BytesIO()
    book.save(content)
    stamp = rb"\g<1>%sT00:00:00Z" % day.isoformat().encode()
    with zipfile.ZipFile(content) as made, zipfile.ZipFile(out, "w") as kept:
        for name in made.namelist():
            body = made.read(name)
            if name == "docProps/core.xml":
                body = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", stamp, body)
            kept.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()
