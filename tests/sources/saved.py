"""The small pages under tests/pages, read as the runner would read them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mapping import sources
from mapping.paths import Places
from mapping.sources import Flaw, Page, Row
from mapping.sources.row_checks import row_problems
from mapping.tables import Receipt

PAGES = Path(__file__).parent.parent / "pages"
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
DAY = "2026-11-21"


def saved(source: str, file: str) -> bytes:
    """The bytes of a small page."""
    return (PAGES / source / file).read_bytes()


def page(source: str, name: str, content: bytes, url: str = "") -> Page:
    """A page as received that day, with the tables that its source wants."""
    tables = {table: (Places().hand_tables / table).read_bytes() for table in sources.about(source).tables}
    return Page(name, content, Receipt(name, url, DAY, "", len(content), ""), tables)


def read(source: str, name: str, content: bytes, url: str = "") -> tuple[list[Row], list[Flaw]]:
    """The rows and complaints of a page; every row fits its table."""
    found = list(sources.parser(source)(page(source, name, content, url)))
    rows = [each for each in found if isinstance(each, Row)]
    assert [problem for row in rows for problem in row_problems(row)] == []
    return rows, [each for each in found if isinstance(each, Flaw)]


def cells(rows: list[Row], *columns: str) -> list[tuple[str, ...]]:
    """These cells of every row that has them."""
    return [tuple(row.values[column] for column in columns) for row in rows if set(columns) <= set(row.values)]


def filled(row: Row) -> Mapping[str, str]:
    """The cells of a row that hold something."""
    return {column: value for column, value in row.values.items() if value}
