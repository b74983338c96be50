"""Participations: small pages, and the shipped table."""

from __future__ import annotations

import hashlib

import pytest
from saved import cells, read
from saved import page as shaped

from mapping.paths import Places
from mapping.sources import Row
from mapping.sources.participations import COLUMNS
from mapping.sources.reading import read as read_page
from mapping.sources.row_checks import row_problems
from mapping.tables import latest, receipts

HEAD = ",".join(COLUMNS)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("help,bozor,,,winner,,,,,public,https://a.example/", "role"),
        ("help,bozor,,,grantee,once,,,,public,https://a.example/", "date"),
        ("help,bozor,,,grantee,,,many,,public,https://a.example/", "people_trained"),
        ("help,bozor,,,grantee,,,,,secret,https://a.example/", "level"),
        ("help,bozor,,,grantee,,,,,public,", "citation"),
    ],
)
def test_a_wrong_cell_is_named(line: str, column: str) -> None:
    (row,) = read_page("participations", shaped("participations", "participations.csv", f"{HEAD}\n{line}\n".encode()))
    assert isinstance(row, Row)
    assert [problem.column for problem in row_problems(row)] == [column]


def test_the_shipped_lines_are_sound_and_as_received() -> None:
    folder = latest(Places(), "participations")
    assert folder is not None
    content = (folder / "participations.csv").read_bytes()
    assert receipts(folder)["participations.csv"].sha256 == hashlib.sha256(content).hexdigest()
    rows, flaws = read("participations", "participations.csv", content)
    assert flaws == []
    assert len(set(cells(rows, "programme_id", "outlet_id", "date"))) == len(rows) >= 20
    # Support for digital security tells of weaknesses: who had it is for the team.
    levels = {row.values["level"] for row in rows if "security" in row.values["programme_id"] or row.values["done"]}
    assert levels == {"team"}
