"""Ties across borders and languages, those who carry them, who is first, who is linked: small worked examples."""

from __future__ import annotations

import pandas as pd
import pytest
from small_ties import nobody, outlets, ties

from mapping.analyse.network_borders import (
    bridges_between,
    cross_border_citations,
    cross_language_ties,
    first_movers,
    most_linked,
)

OUTLETS = outlets(kg1="KG ky;ru", kg2="KG ru", kz1="KZ kk", kz2="KZ kk;ru", xx="XX ru")
TIES = ties(
    ("kg1", "kz1", "link", 6),
    ("kg1", "kz2", "link", 2),
    ("kg2", "kz1", "link", 2),
    ("kz1", "kz2", "link", 5),
    ("t.me/x", "kz2", "link", 1),
    ("kz1", "kz1", "link", 99),
    ("xx", "kg1", "relay"),
)


def test_the_matrix_counts_ties_and_items_from_country_to_country() -> None:
    found = cross_border_citations(TIES, OUTLETS, **nobody()).set_index(["layer", "from_country", "to_country"])
    assert found.loc[("link", "KG", "KZ")].tolist() == [3, 10, 10, 10 / 16]
    assert found.loc[("link", "KZ", "KZ")].tolist() == [1, 5, 5, 5 / 16]
    assert found.loc[("link", "unknown", "KZ"), "share"] == 1 / 16
    assert pd.isna(found.loc[("relay", "XX", "KG"), "n_items"])
    assert found.loc[("relay", "XX", "KG"), ["n_ties", "share"]].tolist() == [1, 1]


def test_languages_share_a_tie_equally_and_add_up_to_ties() -> None:
    found = cross_language_ties(TIES, OUTLETS, **nobody())
    assert found.groupby("layer")["n_ties"].sum().to_dict() == {"link": pytest.approx(5), "relay": pytest.approx(1)}
    assert found.groupby("layer")["n_items"].sum()["link"] == pytest.approx(16)
    at = found.set_index(["layer", "from_language", "to_language"])["n_ties"]
    # Half of kg1's tie to kz1 and a quarter of that to kz2.
    assert at["link", "ky", "kk"] == pytest.approx(0.75)
    assert at["link", "unknown", "ru"] == pytest.approx(0.5)


def test_bridges_are_the_strongest_at_each_end_and_no_tie_within_a_country_is_one() -> None:
    found = bridges_between(TIES, OUTLETS, **nobody(), most=1)
    link = found[found["layer"] == "link"][["from_country", "to_country", "end", "place", "id", "n_ties", "share"]]
    assert link.to_numpy().tolist() == [
        ["KG", "KZ", "gives", 1, "kg1", 2, 0.8],
        ["KG", "KZ", "takes", 1, "kz1", 2, 0.8],
    ]
    assert set(found["layer"]) == {"link", "relay", "joint"}
    assert set(found["from_country"]) == {"KG", "XX"}


def _counted(*ids: str) -> pd.DataFrame:
    return pd.DataFrame({"channel": ids, "outlet_id": ids, "items": 10})


def test_first_is_who_others_draw_on_among_those_gathered() -> None:
    table = ties(
        ("kg1", "kg2", "reprint", 9), ("kg2", "kg1", "reprint", 3), ("kg1", "kz1", "reprint", 8), ("xx", "kg1")
    )
    found = first_movers(table, _counted("kg1", "kg2", "kz1"), OUTLETS, **nobody()).set_index("id")
    assert found.loc["kg1", ["n_first", "n_later", "share_first", "partners", "ahead_of"]].tolist() == [
        17,
        3,
        0.85,
        2,
        2,
    ]
    assert found.loc["kg2", ["n_first", "n_later", "partners", "ahead_of"]].tolist() == [3, 9, 1, 0]
    assert found.loc["kg1", "low"] == pytest.approx(0.6396, abs=1e-4)
    assert "xx" not in found.index


def test_most_linked_counts_those_who_link_and_their_items() -> None:
    found = most_linked(TIES, OUTLETS, **nobody(), most=2)
    assert found[["id", "n_takers", "n_items", "countries"]].to_numpy().tolist() == [
        ["kg1", 2, 8, "KZ"],
        ["kz1", 1, 5, "KZ"],
    ]
    assert most_linked(TIES, OUTLETS, **nobody(), layer="relay")["id"].tolist() == ["xx"]


@pytest.mark.parametrize("nothing", [ties(), ties(("a", "a"))])
def test_without_ties_there_are_columns_and_no_rows(nothing: pd.DataFrame) -> None:
    for indicator in (cross_border_citations, cross_language_ties, bridges_between, most_linked):
        frame = indicator(nothing, OUTLETS, **nobody())
        assert frame.empty
        assert frame.columns[0] == "layer"
    assert first_movers(nothing, _counted(), OUTLETS, **nobody()).empty
