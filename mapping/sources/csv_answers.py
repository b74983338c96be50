"""Reading tables that a service publishes as CSV: their head is known, so a changed one stops the reading."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator

from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Flaw, Page
from mapping.sources.json_answers import refuse_html, text_of
from mapping.sources.lines import csv_lines

LONGEST_HEAD = 10_000


def heads_of(page: Page) -> list[str]:
    """The columns that the first line names; `InputUnreadable` when the page is no text or a web page."""
    text = text_of(page)
    refuse_html(page, text)
    return [head.strip() for head in next(csv.reader(text[:LONGEST_HEAD].splitlines()), [])]


def answered_lines(
    page: Page, needed: Collection[str], optional: Collection[str] = ()
) -> Iterator[tuple[int, dict[str, str]] | Flaw]:
    """The lines of a published table with their numbers.

    `SourceChanged` names a column that is missing or new; `InputUnreadable` says that the table breaks off, or has no
    line at all. A broken line in its middle is reported as a `Flaw`.
    """
    heads = heads_of(page)
    for missing in [column for column in needed if column not in heads]:
        raise SourceChanged(f"{page.name} has no column '{missing}' any more: look at its adapter.")
    for new in [head for head in heads if head not in {*needed, *optional}]:
        raise SourceChanged(f"{page.name} has a new column '{new[:40]}': take it or leave it in its adapter.")
    found = list(csv_lines(page, tuple(heads)))
    if not found:
        raise InputUnreadable(f"{page.name} has a head but no line: gather it again.")
    if isinstance(found[-1], Flaw) and not page.content.endswith(b"\n"):
        raise InputUnreadable(f"{page.name} breaks off in line {found[-1].line}: gather it again.")
    yield from found
