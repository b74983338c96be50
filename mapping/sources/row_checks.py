"""What is wrong with the rows that a parser gives, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mapping.observations import OBSERVED
from mapping.schema import CITATIONS, TABLES
from mapping.sources import Row
from mapping.tables import Problem, cell_problem, problems, value_problem

KNOWN = TABLES | OBSERVED
# Tables whose rows name things of their own, and the columns by which other rows name those things.
NAMED = {"outlets": ("outlet_id", "held_id", "holder_id"), "owners": ("held_id", "holder_id")}


def row_problems(row: Row) -> Iterator[Problem]:
    """What is wrong with a row's cells, its own id and its citations."""
    table = KNOWN[row.table]
    if unknown := set(row.values) - set(table.heads):
        raise AssertionError(f"a parser gives {sorted(unknown)}, which are no columns of {row.table}")
    own_id = replace(table.by_name[table.key[0]], required=True)
    yield from problems([own_id] if row.table in NAMED else [], {own_id.name: row.record_id})
    yield from problems((table.by_name[name] for name in row.values), row.values)
    if not row.citations:
        yield Problem("citation", "", "is empty: every row names the page that states it")
    for address in row.citations:
        if reason := cell_problem(address) or value_problem(CITATIONS.by_name["url"], address):
            yield Problem("citation", address, reason)
