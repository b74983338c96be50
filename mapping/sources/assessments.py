"""Who funds, governs and edits an outlet, and what it tells of itself: answers that people took from pages.

An outlet of which no page says anything has no line for that question; `unknown` means that somebody looked and the
page says that it is not disclosed.
"""

from __future__ import annotations

from collections.abc import Iterator

from mapping.observations import QUESTIONS
from mapping.sources import Flaw, Page, Row, Source
from mapping.sources.lines import csv_lines
from mapping.tables import split

SOURCE = Source(
    title="Who funds, governs and edits: answers collected by hand",
    publisher="The Central Asia media landscape toolkit",
    licence="CC BY 4.0",
    url="",
    gives={"assessments": (400, 20000)},
    files=("assessments.csv",),
)

COLUMNS = ("outlet_id", "question", "answer", "date", "source_url", "confidence", "note")


def parse(page: Page) -> Iterator[Row | Flaw]:
    """One answer a line; a line that answers what an earlier one has answered for that day is named, not read."""
    first: dict[str, int] = {}
    for found in csv_lines(page, COLUMNS):
        if isinstance(found, Flaw):
            yield found
            continue
        line, cells = found
        own_id = f"{cells['outlet_id']} {cells['question']} {cells['date']}"
        if own_id in first:
            yield Flaw(line, "date", cells["date"], f"line {first[own_id]} answers this already: keep one of the two")
            continue
        first[own_id] = line
        yield _answer(line, own_id, cells)


def _answer(line: int, own_id: str, cells: dict[str, str]) -> Row | Flaw:
    question, answer = cells["question"], cells["answer"]
    allowed = QUESTIONS.get(question, (answer,))
    if answer not in allowed:
        return Flaw(line, "answer", answer, f"is no answer to '{question}': choose from {', '.join(allowed)}")
    citations = tuple(split(cells.pop("source_url")))
    return Row("assessments", line, own_id, cells, citations, cells["confidence"], renamed={"citation": "source_url"})
