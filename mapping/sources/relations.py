"""Who relays, supplies, joins and works with whom, and the media and agencies outside the landscape: taken from pages.

The ends of a relation are named by our ids of outlets and owners, or by the ids of `outsiders.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from mapping.sources import Flaw, Page, Row, Source
from mapping.sources.lines import csv_lines
from mapping.tables import split

SOURCE = Source(
    title="Relays, cooperation, memberships and syndication: relations collected by hand",
    publisher="The Central Asia media landscape toolkit",
    licence="CC BY 4.0",
    url="",
    gives={"outsiders": (60, 2000), "relations": (60, 5000)},
    files=("outsiders.csv", "relations.csv"),
)

COLUMNS = {
    "outsiders": (
        "outsider_id", "name", "name_native", "kind", "country", "names", "domains", "handles", "source_urls",
    ),
    "relations": ("a_id", "b_id", "kind", "start", "end", "summary", "confidence", "source_url"),
}  # fmt: skip


def parse(page: Page) -> Iterator[Row | Flaw]:
    """One outsider or one relation a line; a second line on one outsider is named, not read."""
    table = PurePosixPath(page.name).stem
    first: dict[str, int] = {}
    for found in csv_lines(page, COLUMNS[table]):
        if isinstance(found, Flaw):
            yield found
            continue
        line, cells = found
        if table == "relations":
            yield _relation(line, cells)
        elif (own_id := cells["outsider_id"]) in first:
            yield Flaw(line, "outsider_id", own_id, f"stands already in line {first[own_id]}: keep one of the two")
        else:
            first[own_id] = line
            yield _outsider(line, cells)


def _outsider(line: int, cells: dict[str, str]) -> Row:
    citations = tuple(split(cells.pop("source_urls")))
    return Row("outsiders", line, cells["outsider_id"], cells, citations, renamed={"citation": "source_urls"})


def _relation(line: int, cells: dict[str, str]) -> Row:
    citations = tuple(split(cells.pop("source_url")))
    renamed = {"citation": "source_url"}
    return Row("relations", line, f"line-{line}", cells, citations, cells["confidence"], renamed=renamed)
