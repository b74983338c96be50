"""Participations find their outlet and programme, or are rejected with a reason."""

from __future__ import annotations

import pandas as pd
import pytest

from mapping.clean.identity import Identity
from mapping.clean.participations import participations, placed
from mapping.schema import TABLES
from mapping.sources.intake import COMMON

GOOD = {"programme_id": "help", "outlet_id": "bozor", "role": "grantee", "level": "public"}


def gathered(*rows: dict[str, str]) -> dict[str, pd.DataFrame]:
    """One programme, and rows on who took part in it."""
    heads = list(dict.fromkeys((*COMMON, *TABLES["participations"].heads)))
    common = {
        "source": "participations",
        "file": "participations.csv",
        "row": "2",
        "citations": "https://page.example/",
    }
    frame = pd.DataFrame([common | row for row in rows], columns=heads, dtype=str).fillna("")
    return {"participations": frame, "programmes": pd.DataFrame({"record_id": ["help"]})}


def identity() -> Identity:
    """One outlet that lives on, and one that was merged into it."""
    found = Identity()
    found.give(("outlet", "hand_facts", "", "bozor"), "bozor", "its own id")
    found.give(("owner", "hand_facts", "", "firm"), "firm", "its own id")
    found.redirects = [{"entity_kind": "outlet", "old_id": "old-name", "entity_id": "bozor", "why": "one"}]
    return found


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({}, None),
        ({"outlet_id": "old-name"}, None),
        ({"outlet_id": "nobody"}, "outlet_id"),
        ({"outlet_id": "firm"}, "outlet_id"),
        ({"programme_id": "nothing"}, "programme_id"),
    ],
)
def test_both_ends_must_exist(change: dict[str, str], column: str | None) -> None:
    kept, rejected = placed(gathered(GOOD | change), identity())
    assert [row["column"] for row in rejected] == ([column] if column else [])
    assert list(kept["participations"]["outlet_id"]) == ([] if column else ["bozor"])


def test_rows_on_one_date_are_one_and_later_ones_stand_apart() -> None:
    rows = gathered(GOOD, GOOD | {"citations": "https://page.example/2"}, GOOD | {"date": "2026"})["participations"]
    found, origin = participations(rows)
    assert len(found) == 2
    assert found[0]["citation"].count(";") == 1
    assert len(origin) == 3
