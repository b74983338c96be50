"""Tables of what travels together, row by row."""

from __future__ import annotations

import pandas as pd

from mapping.draw.table import Cell
from mapping.draw.tell import communities_table, coordination_table, shared_pages_table

NAMES = {"kloop": "Kloop", "24kg": "24.kg"}


def words(cell: object) -> str:
    return cell.text if isinstance(cell, Cell) else str(cell)


def test_pages_of_labelled_outlets_are_no_links() -> None:
    row = {"from_id": "kloop", "n_outlets": 3, "n_items": 5, "countries": "KG;KZ", "first": "2026-03-01T06:00:00Z"}
    pages = pd.DataFrame([row | {"url": "https://kloop.kg/1"}, row | {"url": "https://24.kg/2", "from_id": "24kg"}])
    table = shared_pages_table(pages, NAMES, {"kloop.kg"}, most=2, caption="")
    links = [row[0].link if isinstance(row[0], Cell) else None for row in table.rows]
    assert links == [None, "https://24.kg/2"]
    assert [words(cell) for cell in table.rows[1][1:]] == ["24.kg", "3", "5", "Kyrgyzstan, Kazakhstan", "2026-03-01"]


def test_the_largest_group_comes_first_and_says_how_steady_it_is() -> None:
    members = [("joint", "a", "A", n, name, "KG") for n, name in enumerate(("A", "B", "C"))]
    members += [("joint", "z", "Z", 9, "Z", "KZ"), ("relay", "q", "Q", 9, "Q", "KZ")]
    groups = pd.DataFrame(members, columns=["layer", "community", "label", "id", "name", "country"])
    steady = pd.DataFrame({"layer": ["joint"], "seeds": [20], "rand": [0.964]})
    table = communities_table(groups, steady, layer="joint", most=5, caption="")
    assert [tuple(map(words, row)) for row in table.rows] == [
        ("A", "3", "Kyrgyzstan 3", "B, C"),
        ("Z", "1", "Kazakhstan 1", ""),
    ]
    assert "0.96" in table.note


def test_only_pairs_beyond_chance_are_named() -> None:
    row = {"account_a": "kloop", "account_b": "24kg", "medium": "telegram", "weight": 12, "mean_delay": 4.0}
    row |= {"window": 60.0, "p_value": 0.01, "beyond_chance": "yes"}
    sharing = pd.DataFrame([row, row | {"account_a": "other", "beyond_chance": "no"}])
    table = coordination_table(sharing, NAMES, most=9, caption="")
    assert [tuple(map(words, row)) for row in table.rows] == [
        ("Kloop", "24.kg", "Telegram", "12", "4 seconds", "1 minute", "0.010")
    ]
