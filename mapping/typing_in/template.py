"""The workbook to fill: a sheet a table, drop-downs from the schema's words, and notes in three languages."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from mapping.files import safe_cell
from mapping.sources.typed import TYPIST
from mapping.typing_in.notes import HOW_TO, LANGUAGES, note
from mapping.typing_in.sheets import DATES, NUMBERS, REQUIRED, SEVERAL, SHEETS, WORDS, Sheet

NOTES_SHEET, WORDS_SHEET, DRAFT_SHEET = "how to", "words", "what the site tells"
# Lines that are made ready for typing; more may be added below.
LINES = 500
_WIDTHS = {"summary": 60, "source_urls": 40, "source_url": 40, "url": 40, "name_native": 30, "aliases": 30, "note": 40}
_YELLOW, _GREY = PatternFill("solid", fgColor="FFF7CC"), PatternFill("solid", fgColor="EEEEEE")
_BOLD, _WRAPPED = Font(bold=True), Alignment(wrap_text=True, vertical="top")

Rows = Iterable[Mapping[str, str]]


def template(filled: Mapping[str, Rows] | None = None, told: Sequence[Sequence[str]] = ()) -> bytes:
    """The workbook as bytes; `filled` are rows to begin with, by sheet, and `told` lines for a sheet of their own.

    The lines `told` (what, value, page) are to be read by the person who completes the rows; they are not read back.
    """
    book = Workbook()
    _write_notes(book.worksheets[0])
    columns = _write_words(book.create_sheet(WORDS_SHEET))
    for sheet in SHEETS.values():
        page = book.create_sheet(sheet.name)
        _write_head(page, sheet)
        _write_rows(page, sheet, (filled or {}).get(sheet.name, ()))
        for at, head in enumerate(sheet.heads, start=1):
            _add_checks(page, sheet, head, get_column_letter(at), columns.get((sheet.name, head), ""))
    book.move_sheet(WORDS_SHEET, len(SHEETS))
    if told:
        _write_told(book.create_sheet(DRAFT_SHEET, 0), told)
        book.active = 0
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _write_notes(page: Worksheet) -> None:
    page.title = NOTES_SHEET
    page.append(["sheet", "column", *LANGUAGES])
    for lines in HOW_TO:
        page.append(["", "", *lines])
    for sheet in SHEETS.values():
        for head in sheet.heads:
            page.append([sheet.name, head, *note(sheet.name, head)])
    for cell in page[1]:
        cell.font = _BOLD
    for row in page.iter_rows():
        for cell in row:
            cell.alignment = _WRAPPED
    for letter, width in zip("ABCDE", (14, 20, 60, 60, 60), strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "C2"


def _write_told(page: Worksheet, told: Sequence[Sequence[str]]) -> None:
    page.append(["what", "value", "page"])
    for line in told:
        page.append([safe_cell(cell) for cell in line])
    for cell in page[1]:
        cell.font = _BOLD
    for row in page.iter_rows():
        for cell in row:
            cell.alignment = _WRAPPED
    for letter, width in zip("ABC", (30, 60, 60), strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A2"


def _write_words(page: Worksheet) -> dict[tuple[str, str], str]:
    """Write each vocabulary in a column of its own; gives the range of each."""
    found = {}
    for at, ((sheet, head), words) in enumerate(WORDS.items(), start=1):
        letter = get_column_letter(at)
        for line, text in enumerate((f"{sheet} {head}", *words), start=1):
            page[f"{letter}{line}"] = text
        page[f"{letter}1"].font = _BOLD
        page.column_dimensions[letter].width = 22
        found[sheet, head] = f"'{WORDS_SHEET}'!${letter}$2:${letter}${len(words) + 1}"
    page.freeze_panes = "A2"
    return found


def _write_head(page: Worksheet, sheet: Sheet) -> None:
    page.append(list(sheet.heads))
    for at, head in enumerate(sheet.heads, start=1):
        cell = page.cell(1, at)
        cell.font, cell.alignment = _BOLD, _WRAPPED
        cell.fill = _YELLOW if head in REQUIRED[sheet.name] else _GREY
        cell.comment = Comment("\n\n".join(note(sheet.name, head)), "mapping", height=190, width=330)
        page.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(head, 17)
    page.freeze_panes = "B2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.heads))}{LINES + 1}"


def _write_rows(page: Worksheet, sheet: Sheet, rows: Rows) -> None:
    """Write the rows; every cell but numbers is text, so that no program makes a day of `2011-05`."""
    formats = {head: "General" if head in NUMBERS else "@" for head in sheet.heads}
    for at, head in enumerate(sheet.heads, start=1):
        page.column_dimensions[get_column_letter(at)].number_format = formats[head]
    for line, row in enumerate(rows, start=2):
        for at, head in enumerate(sheet.heads, start=1):
            if row.get(head):
                page.cell(line, at, str(safe_cell(row[head]))).number_format = formats[head]


def _add_checks(page: Worksheet, sheet: Sheet, head: str, letter: str, words: str) -> None:
    """The drop-down or the check of a column; where several words may stand in a cell, the list only helps."""
    if words:
        check = DataValidation("list", formula1=words, showErrorMessage=head not in SEVERAL)
    elif head in DATES:
        check = DataValidation("textLength", operator="between", formula1="4", formula2="10", showErrorMessage=True)
    elif head in NUMBERS:
        most = "100" if head == "share_pct" else "1000000000000"
        check = DataValidation("decimal", operator="between", formula1="0", formula2=most, showErrorMessage=True)
    elif head == sheet.page:
        check = DataValidation("custom", formula1=f'LEFT({letter}2,4)="http"', showErrorMessage=True)
    elif head == TYPIST:
        check = DataValidation("textLength", operator="between", formula1="2", formula2="5", showErrorMessage=True)
    else:
        return
    check.errorTitle, check.error = head, " / ".join(note(sheet.name, head))[:250]
    page.add_data_validation(check)
    check.add(f"{letter}2:{letter}{LINES + 1}")
