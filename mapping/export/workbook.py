"""One workbook, a sheet a table: a frozen head, a filter on every column, cells that run nothing, and a read-me."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from mapping.export.cells import columns, legal, rows
from mapping.export.edition import TABLES, Edition
from mapping.export.flat import Options, safe
from mapping.export.readme import readme
from mapping.schema import Column

READ_ME = "read me"
_WIDTHS = {"name": 32, "url": 48, "number": 12, "code": 16, "date": 12, "yes_no": 12, "id": 22}


def workbook_files(edition: Edition, _options: Options) -> dict[str, bytes]:
    """`landscape.xlsx`: the sheet `read me`, then one a table."""
    book = Workbook(write_only=True)
    notes = book.create_sheet(READ_ME)
    notes.column_dimensions["A"].width = 120
    for line in readme("xlsx", edition, {}).splitlines():
        notes.append([_cell(line.lstrip("#- ").replace("`", ""))])
    for name in edition.filled:
        _add_sheet(book, name, edition)
    book.properties.creator = "Central Asia media landscape"
    book.properties.created = datetime.datetime.combine(edition.date, datetime.time())
    content = io.BytesIO()
    book.save(content)
    return {"landscape.xlsx": _same_every_time(content.getvalue(), edition.date)}


def _add_sheet(book: Workbook, name: str, edition: Edition) -> None:
    frame = edition.frames[name]
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(frame.columns))}{len(frame) + 1}"
    heads = []
    for number, column in enumerate(columns(TABLES[name], frame), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)
        head = WriteOnlyCell(sheet, column.name)
        head.font = Font(bold=True)
        heads.append(head)
    sheet.append(heads)
    for row in rows(frame):
        sheet.append([_cell(value) for value in row.values()])


def _width(column: Column) -> int:
    return _WIDTHS.get(column.kind, 24)


def _cell(value: str | int | float | None) -> object:
    told = safe(value)
    return legal(told) or None if isinstance(told, str) else told


def _same_every_time(content: bytes, day: datetime.date) -> bytes:
    """The workbook without the hour at which it was written: the same rows give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w") as kept:
        for name in made.namelist():
            body = made.read(name)
            if name == "docProps/core.xml":
                body = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>%sT00:00:00Z" % day.isoformat().encode(), body
                )
            kept.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()
