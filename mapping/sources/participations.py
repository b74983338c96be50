"""Which outlet took part in which programme of support, taken from pages that name it.

An outlet is named by our id, a programme by its id in the facts. Cooperation without a programme is a relation.
"""

from __future__ import annotations

from collections.abc import Iterator

from mapping.sources import Flaw, Page, Row, Source
from mapping.sources.lines import csv_lines
from mapping.tables import split

SOURCE = Source(
    title="Who took part in programmes of support: collected by hand",
    publisher="The Central Asia media landscape toolkit",
    licence="CC BY 4.0",
    url="",
    gives={"participations": (5, 5000)},
    files=("participations.csv",),
)

COLUMNS = (
    "programme_id", "outlet_id", "start", "end", "role", "date", "done", "people_trained", "people_target", "level",
    "source_url",
)  # fmt: skip


def parse(page: Page) -> Iterator[Row | Flaw]:
    """One participation, as of one date, a line."""
    for found in csv_lines(page, COLUMNS):
        if isinstance(found, Flaw):
            yield found
            continue
        line, cells = found
        citations = tuple(split(cells.pop("source_url")))
        yield Row("participations", line, f"line-{line}", cells, citations, renamed={"citation": "source_url"})
