"""A working beginning for a new source: new-source."""

from __future__ import annotations

import re

from mapping.commands import DONE, Add, Arguments
from mapping.errors import InputUnreadable
from mapping.paths import PROJECT, Places, write_whole

ADAPTER = '''"""NAME: say here what this source is, who fills it, what its licence permits, and what it leaves out.

Say which of its columns are read and which are left, and why.
"""

from __future__ import annotations

from collections.abc import Iterator

from mapping.sources import Ask, Flaw, Page, Row, Scope, Source, Terms
from mapping.sources.lines import csv_lines

SOURCE = Source(
    title="NAME",
    publisher="who publishes it",
    licence="CC BY 4.0",
    url="https://NAME.example/",
    # The tables that it fills, each with the fewest and the most rows that make sense.
    gives={"outlets": (1, 10_000)},
    # Files that people may collect by hand: `mapping gather NAME --from FOLDER`.
    files=("*.csv",),
    # Seconds between two requests; `largest` bytes of an answer; `secret` where it wants a key.
    terms=Terms(rate=1.0),
)

COLUMNS = ("id", "name", "country", "website")


def first(scope: Scope) -> Iterator[Ask]:
    """What to ask first: here one page a country. Leave this function out if the source is only collected by hand."""
    for country in scope.countries:
        url = f"https://NAME.example/{country.lower()}.csv"
        yield Ask(f"{country.lower()}.csv", url, media=("text/csv", "text/plain"), country=country)


def parse(page: Page) -> Iterator[Row | Flaw]:
    """One outlet a line, with its website; reports/public/en/codebook.html says which columns a table has."""
    for found in csv_lines(page, COLUMNS):
        if isinstance(found, Flaw):
            yield found
            continue
        line, cells = found
        citations = (page.receipt.url,)
        outlet = {"name": cells["name"], "country": cells["country"], "media": "online"}
        outlet |= {"status": "unknown", "ownership_type": "unknown"}
        yield Row("outlets", line, cells["id"], outlet, citations)
        if cells["website"]:
            address = {"kind": "website", "address": cells["website"]}
            yield Row("channels", line, cells["id"], address, citations, renamed={"address": "website"})
'''

PAGE = """id,name,country,website
1,Tong,KG,https://tong.example
2,Dala,KZ,
"""

TEST = '''"""What the adapter of NAME reads in its page, and that a damaged page is named."""

from __future__ import annotations

from mapping.paths import PROJECT
from mapping.sources import Flaw, Page, Row, reading
from mapping.tables import Receipt

CONTENT = (PROJECT / "tests" / "pages" / "NAME" / "page.csv").read_bytes()


def _read(content: bytes) -> list[Row | Flaw]:
    receipt = Receipt("page.csv", "https://NAME.example/kg.csv", "2026-01-02", "", len(content), "CC BY 4.0")
    return reading.read("NAME", Page("page.csv", content, receipt))


def test_each_line_becomes_rows() -> None:
    found = [(row.table, row.record_id) for row in _read(CONTENT) if isinstance(row, Row)]
    assert found == [("outlets", "1"), ("channels", "1"), ("outlets", "2")]


def test_a_column_that_is_gone_is_named() -> None:
    flaws = [flaw.column for flaw in _read(CONTENT.replace(b"name", b"title", 1)) if isinstance(flaw, Flaw)]
    assert "name" in flaws
'''


def register(add: Add) -> None:
    """Add `new-source`."""
    new = add("new-source", _new_source, "write a working beginning for a new source, with its page and test")
    new.add_argument("name", help="its name: small letters, digits and _")


def _new_source(chosen: Arguments, _places: Places) -> int:
    name = chosen.name
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise InputUnreadable(f"'{name}' is no name for a source: use small letters, digits and _, a letter first.")
    files = {
        PROJECT / "mapping" / "sources" / f"{name}.py": ADAPTER,
        PROJECT / "tests" / "pages" / name / "page.csv": PAGE,
        PROJECT / "tests" / "sources" / f"test_{name}.py": TEST,
    }
    if there := [path for path in files if path.exists()]:
        raise InputUnreadable(f"{there[0]} is already there: choose another name.")
    for path, text in files.items():
        write_whole(path, text.replace("NAME", name).encode())
        print(f"Wrote {path.relative_to(PROJECT)}")
    print(
        f"Now: put a small page of the source beside page.csv, change COLUMNS and parse, and look at\n"
        f"  mapping parse {name} tests/pages/{name}/page.csv\n"
        f"  pytest tests/sources/test_{name}.py"
    )
    return DONE
