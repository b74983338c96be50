"""Pages of surveys, with a key to hide the people who answered, and workbooks made as services export them."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
from saved import page

from mapping import sources, vault
from mapping.sources import Flaw, Page, Row
from mapping.sources.row_checks import row_problems

KEY = b"0" * 32


def surveyed(source: str, name: str, content: bytes, key: bytes = KEY) -> Page:
    """A page as it is handed to the adapter of a sensitive source."""
    plain = page(source, name, content)
    return replace(plain, tables={**plain.tables, vault.RESPONDENTS: key})


def read(source: str, name: str, content: bytes, key: bytes = KEY) -> tuple[list[Row], list[Flaw]]:
    """The answers and complaints of a page; every row fits its table."""
    found = list(sources.parser(source)(surveyed(source, name, content, key)))
    rows = [each for each in found if isinstance(each, Row)]
    assert [problem for row in rows for problem in row_problems(row)] == []
    return rows, [each for each in found if isinstance(each, Flaw)]


def said(rows: list[Row]) -> list[tuple[str, str, str]]:
    """Outlet, question and answer of each row."""
    return [(row.values["outlet"], row.values["question"], row.values["answer"]) for row in rows]


def workbook(**sheets: list[list[object]]) -> bytes:
    """A workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
