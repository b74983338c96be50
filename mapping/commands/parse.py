"""What an adapter reads in saved pages: parse."""

from __future__ import annotations

import datetime
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from mapping.commands import DONE, DONE_WITH_LOSSES, Add, Arguments
from mapping.errors import InputUnreadable
from mapping.lists import printable
from mapping.paths import Places

if TYPE_CHECKING:
    from mapping.sources import Flaw, Page, Row

# How far above a page its receipts are looked for.
MOST_FOLDERS = 5
LONGEST_LINE = 2_000  # characters of a row that are shown


def register(add: Add) -> None:
    """Add `parse`."""
    parse = add("parse", _parse, "what a source's adapter reads in saved pages")
    parse.add_argument("source", help="a source of `mapping sources`")
    parse.add_argument("file", nargs="+", type=Path, help="pages as they were received")
    parse.add_argument("--json", action="store_true", help="one JSON object a row, each on a line of its own")


def _parse(chosen: Arguments, places: Places) -> int:
    from mapping import sources
    from mapping.sources import Row, reading
    from mapping.sources.row_checks import row_problems

    sources.about(chosen.source)
    pages = [_page(places, chosen.source, file) for file in chosen.file]
    found = [(page, each) for page in pages for each in _usable(page, reading.read(chosen.source, page))]
    complaints = []
    for page, each in found:
        if isinstance(each, Row):
            print(_json(_cells(page, each)) if chosen.json else printable(_line(each), LONGEST_LINE))
            for problem in row_problems(each):
                complaints.append(f"{problem.column}: '{printable(problem.value)}' {problem.reason}")
        else:
            where = f"line {each.line}{', ' * bool(each.column)}{printable(each.column)}"
            what = f"'{printable(each.value)}' " * bool(each.value)
            complaints.append(f"{page.name}, {where}: {what}{each.reason}")
    for complaint, n in Counter(complaints).items():
        print(complaint + (f" ({n} times)" if n > 1 else ""), file=sys.stderr)
    summary = getattr(sources.module(chosen.source), "summary", None)
    if summary and (told := summary([each for _page_, each in found])):
        print(told, file=sys.stderr)
    if not found:
        print("It holds no row.", file=sys.stderr)
    return DONE_WITH_LOSSES if complaints else DONE


def _page(places: Places, source: str, file: Path) -> Page:
    """The page with its receipt, or with one made up for a page that came from elsewhere."""
    from mapping import sources
    from mapping.sources import reading
    from mapping.tables import Receipt, receipts

    if not file.is_file():
        raise InputUnreadable(f"{file} is no file that is there: nothing was done; give a page as it was received.")
    content = file.read_bytes()
    if not content.strip():
        raise InputUnreadable(f"{file} is empty: give a page as it was received.")
    file = file.resolve()
    for folder in list(file.parents)[:MOST_FOLDERS]:
        name = file.relative_to(folder).as_posix()
        if receipt := receipts(folder).get(name):
            return reading.opened(places, source, folder, receipt, content)
    about, today = sources.about(source), datetime.date.today().isoformat()
    receipt = Receipt(file.name, about.url, today, "", len(content), about.licence, status=200)
    return reading.opened(places, source, file.parent, receipt, content)


def _usable(page: Page, found: list[Row | Flaw]) -> list[Row | Flaw]:
    """What was read; `InputUnreadable` when that is nothing but complaints, or one about the whole page."""
    from mapping.sources import Flaw, Row

    flaws = [each for each in found if isinstance(each, Flaw)]
    if flaws and (not any(isinstance(each, Row) for each in found) or not flaws[0].line):
        flaw = flaws[0]
        what = f"'{printable(flaw.value)}' " if flaw.value else ""
        raise InputUnreadable(f"{page.name} cannot be read: {what}{flaw.reason}.")
    return found


def _cells(page: Page, row: Row) -> dict[str, object]:
    about = {"table": row.table, "file": page.name, "line": row.line, "record_id": row.record_id}
    return about | {"citations": row.citations, "confidence": row.confidence} | dict(row.values)


def _json(cells: dict[str, object]) -> str:
    """One object on a line; a broken byte is written as the escape that JSON has for it."""
    return json.dumps(cells, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")


def _line(row: Row) -> str:
    values = ", ".join(f"{name} {value}" for name, value in row.values.items() if value)
    return f"{row.table} {row.record_id}: {values}"
