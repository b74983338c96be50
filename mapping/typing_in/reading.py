"""A filled workbook read back: rows that can be used, and every wrong cell by its sheet and name (`events!B7`)."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from mapping.errors import InputUnreadable
from mapping.sources import Flaw, Page, typed
from mapping.sources.row_checks import row_problems
from mapping.tables import Receipt, cell_problem, shortened
from mapping.typing_in.sheets import NAMING, REQUIRED, SHEETS, Sheet
from mapping.typing_in.template import DRAFT_SHEET, NOTES_SHEET, WORDS_SHEET

LARGEST_UNPACKED = 300_000_000
_OWN_ID = {"outlets": "outlet_id", "owners": "owner_id", "programmes": "programme_id", "outsiders": "outsider_id"}

Cells = dict[str, str]
Line = tuple[int, Cells]


@dataclass(frozen=True)
class Wrong:
    """One wrong cell: its sheet, its name in the sheet (`B7`; empty for the whole sheet), its value and a reason."""

    sheet: str
    cell: str
    value: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.sheet}!{self.cell}" if self.cell else f"sheet {self.sheet}"
        return f"{where}: " + (f"'{shortened(self.value)}' " if self.value else "") + self.reason


@dataclass
class Filled:
    """What was read: usable rows by sheet, each with its line, and what is wrong."""

    rows: dict[str, list[Line]] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)


def read_workbook(name: str, content: bytes, known: Mapping[str, Iterable[str]]) -> Filled:
    """Read a filled workbook.

    `known` are the ids that there are already, by sheet; an empty mapping leaves it open whether an id leads anywhere.
    `InputUnreadable` for what is no workbook of ours.
    """
    sheets = _sheets(name, content)
    filled = Filled()
    for title in sheets:
        if title not in (*SHEETS, NOTES_SHEET, WORDS_SHEET, DRAFT_SHEET):
            filled.wrong.append(Wrong(title, "", "", "is no sheet of the template and was not read"))
    typed_in = {own.name: _lines(sheets[own.name], own, filled.wrong) for own in SHEETS.values() if own.name in sheets}
    ids = {sheet: {*known.get(sheet, ()), *_ids(sheet, lines)} for sheet, lines in typed_in.items()}
    for sheet, lines in typed_in.items():
        wrong = [*_missing(sheet, lines), *_repeated(sheet, lines), *_unread(sheet, lines)]
        wrong += _leading_nowhere(sheet, lines, ids) if known else []
        filled.wrong += sorted(set(wrong), key=lambda each: (_line_of(each), each.cell))
        lost = {_line_of(each) for each in wrong}
        filled.rows[sheet] = [line for line in lines if line[0] not in lost]
    return filled


def _sheets(name: str, content: bytes) -> dict[str, Worksheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise InputUnreadable(f"{name} is too large when unpacked: it is no workbook of ours.")
        book = load_workbook(io.BytesIO(content), data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError, EOFError) as fault:
        raise InputUnreadable(f"{name} is no workbook (.xlsx): make one with `mapping template`.") from fault
    found: dict[str, Worksheet] = {sheet.title: sheet for sheet in book.worksheets}
    if not found.keys() & SHEETS.keys():
        raise InputUnreadable(f"{name} has none of the sheets {', '.join(SHEETS)}: make one with `mapping template`.")
    return found


def _lines(page: Worksheet, sheet: Sheet, wrong: list[Wrong]) -> list[Line]:
    """The filled lines of a sheet by head; columns that are missing or strange are named once."""
    lines = page.iter_rows(values_only=True)
    heads = [_text(cell) for cell in next(lines, ())]
    for missing in [head for head in sheet.heads if head not in heads]:
        wrong.append(Wrong(sheet.name, "", missing, "is a column that is missing: make a new template"))
    for at, head in enumerate(heads, start=1):
        if head and (head not in sheet.heads or head in heads[: at - 1]):
            reason = "is no column of this sheet and was not read"
            wrong.append(Wrong(sheet.name, f"{get_column_letter(at)}1", head, reason))
    if not set(sheet.heads) <= set(heads):
        return []
    places = {head: heads.index(head) for head in sheet.heads}
    found = []
    for number, row in enumerate(lines, start=2):
        cells = {head: _text(row[at]) for head, at in places.items()}
        if any(cells.values()):
            found.append((number, cells))
    return found


def _text(cell: object) -> str:
    """A cell as text: a day that a program made of a date as YYYY-MM-DD, a whole number without its point."""
    if isinstance(cell, (date, datetime)):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = "" if cell is None else str(cell).strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _ids(sheet: str, lines: Sequence[Line]) -> set[str]:
    return {cells[_OWN_ID[sheet]] for _, cells in lines} if sheet in _OWN_ID else set()


def _at(sheet: str, head: str, line: int) -> str:
    heads = SHEETS[sheet].heads
    return f"{get_column_letter(heads.index(head) + 1)}{line}" if head in heads else f"A{line}"


def _line_of(wrong: Wrong) -> int:
    return int("".join(sign for sign in wrong.cell if sign.isdigit()) or 0)


def _missing(sheet: str, lines: Sequence[Line]) -> Iterator[Wrong]:
    """The cells that must be filled: the page and the initials before all."""
    reasons = {SHEETS[sheet].page: "is empty: every row names its page", typed.TYPIST: "is empty: write your initials"}
    for line, cells in lines:
        for head in REQUIRED[sheet]:
            if not cells[head]:
                yield Wrong(sheet, _at(sheet, head, line), "", reasons.get(head, f"is empty: '{head}' must be filled"))
        if cells[typed.TYPIST] and (reason := cell_problem(cells[typed.TYPIST])):
            yield Wrong(sheet, _at(sheet, typed.TYPIST, line), cells[typed.TYPIST], reason)


def _repeated(sheet: str, lines: Sequence[Line]) -> Iterator[Wrong]:
    """Ids that an earlier line of the sheet gives already."""
    first: dict[str, int] = {}
    for line, cells in lines:
        if (own_id := cells[_OWN_ID[sheet]] if sheet in _OWN_ID else "") and first.setdefault(own_id, line) != line:
            yield Wrong(sheet, _at(sheet, _OWN_ID[sheet], line), own_id, f"stands already in line {first[own_id]}")


def _unread(sheet: str, lines: Sequence[Line]) -> Iterator[Wrong]:
    """What the adapter, or the tables, cannot take."""
    content = table_of(sheet, [cells for _, cells in lines])
    at = _file_lines(lines)
    name = f"typed/{sheet}.csv"
    for found in typed.parse(Page(name, content, Receipt(name, "", "", "", len(content), ""))):
        if isinstance(found, Flaw):
            line = at.get(found.line, 0)
            yield Wrong(sheet, _at(sheet, found.column, line), found.value, found.reason)
            continue
        for problem in row_problems(found):
            head, line = found.renamed.get(problem.column, problem.column), at[found.line]
            if problem.value or head not in REQUIRED[sheet]:
                yield Wrong(sheet, _at(sheet, head, line), problem.value, problem.reason)


def _file_lines(lines: Sequence[Line]) -> dict[int, int]:
    """Line of the table as a file -> line of the sheet: a cell of several lines takes several in the file."""
    found, number = {}, 2
    for line, cells in lines:
        found[number] = line
        number += 1 + sum(cell.count("\n") for cell in cells.values())
    return found


def _leading_nowhere(sheet: str, lines: Sequence[Line], ids: Mapping[str, set[str]]) -> Iterator[Wrong]:
    """Ids of other things that neither the workbook nor our tables hold; the nearest one is named."""
    for (of, head), targets in NAMING.items():
        there = set().union(*(ids.get(target, set()) for target in targets)) if of == sheet else set()
        for line, cells in lines if of == sheet else ():
            if cells[head] and cells[head] not in there:
                near = get_close_matches(cells[head], there, 1)
                hint = f"did you mean '{near[0]}'?" if near else f"add it to the sheet {targets[0]}"
                yield Wrong(sheet, _at(sheet, head, line), cells[head], f"is no id that we know: {hint}")


def table_of(sheet: str, rows: Iterable[Cells]) -> bytes:
    """Rows of a sheet as CSV bytes, as `data/raw/typed` keeps them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(SHEETS[sheet].heads)
    writer.writerows([cells[head] for head in SHEETS[sheet].heads] for cells in rows)
    return text.getvalue().encode("utf-8")


def rows_in(sheet: str, content: bytes) -> list[Cells]:
    """The rows of a table that `table_of` made."""
    found = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
    return [{head: row.get(head) or "" for head in SHEETS[sheet].heads} for row in found]
