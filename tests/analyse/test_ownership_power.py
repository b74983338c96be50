"""State, foreign and political power over outlets, and the exposure of owners."""

from __future__ import annotations

import pandas as pd
from small_ownership import outlets, owners, stake, stakes

from mapping.analyse.exposure import exposure
from mapping.analyse.power import power_shares


def test_who_has_the_power() -> None:
    rows = stakes(
        stake("ministry", "a"), stake("ministry", "b"), stake("ann", "b"), stake("abroad", "c"), stake("club", "d")
    )
    kinds = owners(ministry="state_body", ann="person", abroad="state_body", club="party")
    kinds.loc[kinds["owner_id"] == "abroad", "country"] = "RU"
    kinds.loc[kinds["owner_id"] == "ann", "political_role"] = "a minister until 2005"
    types = ["unknown"] * 4 + ["state", "private", "state"]
    running = ["active"] * 6 + ["closed"]
    all_outlets = outlets("a", "b", "c", "d", "e", "f", "g", ownership_type=types, status=running)
    found = power_shares(rows, all_outlets, kinds).set_index("group")
    columns = ["n_min", "n_max", "by_type"]
    assert found.loc["state", columns].tolist() == [2, 3, 1]
    assert found.loc["foreign_state", ["state", *columns]].tolist() == ["RU", 1, 1, 0]
    assert found.loc["political", columns].tolist() == [1, 1, 0]
    assert found.loc["political_role", columns].tolist() == [0, 1, 0]
    assert found.loc["unknown", [*columns, "share_max"]].tolist() == [1, 1, 0, 1 / 6]


def test_a_tag_counts_after_a_decision_and_a_role_with_its_page() -> None:
    tags = pd.DataFrame(
        [
            ("ann", "sanction", "lists", "opensanctions", "2024-05-01", "same"),
            ("bob", "sanction", "lists", "opensanctions", "2024-05-01", "different"),
            ("bob", "role.pep", "lists", "opensanctions", "2024-05-01", None),
        ],
        columns=["owner_id", "tag", "dataset", "source", "date", "decision"],
    )
    claims = pd.DataFrame(
        [
            ("owner", "bob", "political_role", "a mayor", "hand_facts", "c7", "2026-01-02", "yes"),
            ("owner", "bob", "political_role", "a king", "hand_facts", "c8", "2026-01-02", "no"),
            ("owner", "bob", "country", "KG", "hand_facts", "c8", "2026-01-02", "yes"),
        ],
        columns=["entity_kind", "entity_id", "field", "value", "source", "citation", "retrieved", "chosen"],
    )
    rows = stakes(stake("ann", "a"), stake("bob", "b", confidence="alleged"), stake("bob", "a", relation="edits"))
    found = exposure(owners(ann="person", bob="person"), tags, claims, rows, outlets("a", "b"))
    columns = ["owner_id", "tag", "detail", "source", "date", "outlets", "alleged"]
    assert found[columns].to_numpy().tolist() == [
        ["ann", "sanction", "lists", "opensanctions", "2024-05-01", 1, 0],
        ["bob", "political_role", "a mayor", "hand_facts", "2026-01-02", 0, 1],
    ]
    assert found["citation"].tolist()[1] == "c7"
