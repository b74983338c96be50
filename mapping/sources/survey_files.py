"""Exports of surveys: CSV of any code page and separator, or XLSX with a sheet for each group that repeats."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from mapping.errors import InputUnreadable
from mapping.sources import Page
from mapping.sources.charsets import decoded
from mapping.sources.table_file import LARGEST_UNPACKED

SEPARATORS = ";,\t"
# What makes a sheet the questionnaire itself (XLSForm) instead of answers to it.
_QUESTIONNAIRE = frozenset(("type", "name"))
_LONGEST_CELL = 10_000_000

Line = tuple[int, dict[str, str]]


@dataclass(frozen=True)
class Sheet:
    """One table of an export: its name, its heads, and its filled lines by head, each with its number in the file."""

    name: str
    heads: Sequence[str]
    lines: Sequence[Line]


def sheets_of(page: Page) -> list[Sheet]:
    """The tables of an export, the forms first; `InputUnreadable` for what is no export of answers."""
    if page.content.startswith(b"PK"):
        found = _workbook(page)
    elif page.content.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputUnreadable(f"{page.name} is a workbook of the old kind (.xls): save it as .xlsx or .csv.")
    else:
        found = [_sheet("", _csv_lines(page))]
    if not found or not any(found[0].heads):
        raise InputUnreadable(f"{page.name} has no columns: export it again.")
    return found


def _workbook(page: Page) -> list[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(page.content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise InputUnreadable(f"{page.name} is larger than any survey when unpacked: export it as .csv.")
        book = openpyxl.load_workbook(io.BytesIO(page.content), read_only=True, data_only=True)
        heads = {sheet.title: next(sheet.iter_rows(max_row=1, values_only=True), ()) for sheet in book.worksheets}
        if any({_text(head).casefold() for head in first} >= _QUESTIONNAIRE for first in heads.values()):
            raise InputUnreadable(f"{page.name} is a questionnaire (XLSForm), not answers to it: export the data.")
        return [
            _sheet(sheet.title, sheet.iter_rows(max_col=len(_trimmed(heads[sheet.title])) or 1, values_only=True))
            for sheet in book.worksheets
        ]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError) as fault:
        raise InputUnreadable(f"{page.name} is a damaged workbook: export it again.") from fault


def _csv_lines(page: Page) -> list[list[str]]:
    text = decoded(page.name, page.content)
    if text.lstrip()[:1] == "<":
        raise InputUnreadable(f"{page.name} is a web page, not an export: export the data again.")
    csv.field_size_limit(_LONGEST_CELL)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True))
    except csv.Error as fault:
        raise InputUnreadable(f"{page.name} is cut off or damaged ({fault}): export it again.") from fault
    if lines and len(lines[-1]) < len(lines[0]):
        raise InputUnreadable(f"{page.name} breaks off in its last line: export it again.")
    return lines


def _separator(text: str) -> str:
    """What parts the heads of the first line, outside of quotes."""
    head = "".join(text.partition("\n")[0].split('"')[::2])
    return max(SEPARATORS, key=head.count)


def _sheet(name: str, rows: Iterable[Sequence[object]]) -> Sheet:
    """A table by its first line; of two columns with one head, as form versions give them, the filled one counts."""
    lines = iter(rows)
    heads = [_text(cell) for cell in next(lines, ())]
    found: list[Line] = []
    for number, row in enumerate(lines, start=2):
        cells: dict[str, str] = {}
        for head, value in zip(heads, row, strict=False):
            if head and not cells.get(head):
                cells[head] = _text(value)
        if any(cells.values()):
            found.append((number, cells))
    return Sheet(name, heads, found)


def _trimmed(row: Sequence[object]) -> Sequence[object]:
    """A line without the empty cells at its end: some sheets are thousands of empty columns wide."""
    return row[: max((at for at, cell in enumerate(row, start=1) if _text(cell)), default=0)]


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute) else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())


def without_lines(page: Page, lines: Collection[int]) -> bytes:
    """The bytes of an export without these lines of its first table, and without what belongs to them elsewhere."""
    if page.content.startswith(b"PK"):
        return _workbook_without(page, lines)
    rows = [row for number, row in enumerate(_csv_lines(page), start=1) if number not in lines]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=_separator(decoded(page.name, page.content)), lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _workbook_without(page: Page, lines: Collection[int]) -> bytes:
    main, *others = sheets_of(page)
    leaving = [cells | {"_index": cells.get("_index", f"line {line}")} for line, cells in main.lines if line in lines]
    gone = {(main.name, cells["_index"]) for cells in leaving}
    uuids = {cells[name] for cells in leaving for name in ("_uuid", "_id") if cells.get(name)}
    unwanted = {main.name: set(lines)}
    for sheet in others:
        unwanted[sheet.name] = set()
        for line, cells in sheet.lines:
            above = cells.get("_parent_table_name", main.name), cells.get("_parent_index", "")
            if above in gone or {cells.get("_submission__uuid"), cells.get("_submission__id")} & uuids:
                unwanted[sheet.name].add(line)
                gone.add((sheet.name, cells.get("_index", "")))
    book = openpyxl.load_workbook(io.BytesIO(page.content))
    for name, some in unwanted.items():
        for line in sorted(some, reverse=True):
            book[name].delete_rows(line)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
