"""The numbers behind sentences about outlets."""

from __future__ import annotations

import pandas as pd
import pytest
from small_players import around, outlets
from small_ties import ties

from mapping.analyse.player_facts import FACT_COLUMNS, player_facts


def _facts(rows: pd.DataFrame, **known: str) -> pd.DataFrame:
    took = pd.DataFrame(
        [("internews", "a", "2020"), ("internews", "a", "2021"), ("osce", "a", "2021"), ("osce", "b", "2021")],
        columns=["programme_id", "outlet_id", "date"],
    )
    events = pd.DataFrame(
        [("a", "blocking", "2021"), ("a", "raid", "2021-02"), ("a", "award", "2022"), ("c", "fine", "2020-01-05")],
        columns=["outlet_id", "kind", "date"],
    )
    frame = player_facts(**around(ties=rows, outlets=outlets(**known), participations=took, events=events))
    assert list(frame.columns) == FACT_COLUMNS
    return frame.set_index("outlet_id")


def test_who_takes_and_gives_by_layer_and_country() -> None:
    found = _facts(
        ties(
            ("a", "b", "citation"), ("a", "c", "citation"), ("a", "b", "link"), ("a", "t.me/x", "forward"),
            ("a", "r", "link"), ("owner", "a", "ownership"), ("c", "a", "reprint"), ("a", "d", "story"),
        ),
        a="KG ky", b="KZ ru", c="TJ tg", r="XX ru", d="UZ uz",
    )  # fmt: skip
    assert found.loc["a", ["n_takers", "taker_countries", "n_givers", "giver_countries"]].tolist() == [
        4,
        "KZ;TJ",
        2,
        "TJ",
    ]
    assert found.loc["a", "takers_by_layer"] == "forward 1;link 2;citation 2"
    assert found.loc["a", "givers_by_layer"] == "reprint 1;ownership 1"
    assert found.loc["a", "layers"] == "reprint;forward;link;citation;ownership"
    assert found.loc["a", ["n_programmes", "programmes", "n_pressure"]].tolist() == [2, "internews;osce", 2]
    assert found.loc["a", "sole_country_pairs"] == "KG-KZ;KG-TJ"
    # b and r are tied with a alone, and so is the channel and the owner; c, too, both ways.
    assert found.loc["a", ["only_tie_of", "n_only_tie"]].tolist() == ["b;c;r", 5]
    assert found.loc["a", ["cuts_off", "pairs_cut"]].tolist() == [4, 10]
    assert found.loc["d", ["n_takers", "layers", "pairs_cut"]].tolist() == [0, "", 0]


def test_two_outlets_that_both_join_countries_are_no_sole_bridge() -> None:
    found = _facts(ties(("a", "k"), ("b", "k"), ("a", "l")), a="KG ky", b="KG ky", k="KZ ru", l="KZ ru")
    assert found.loc[["a", "b", "k", "l"], "sole_country_pairs"].tolist() == ["", "", "", ""]
    assert found.loc["a", "only_tie_of"] == "l"


@pytest.mark.parametrize("rows", [ties(), ties(("a", "a")), ties(("x", "y")), ties(("a", "b", "story"))])
def test_an_outlet_without_ties_has_zeros(rows: pd.DataFrame) -> None:
    found = _facts(rows, a="KG ky")
    assert found.loc["a", ["n_takers", "n_givers", "n_only_tie", "cuts_off", "pairs_cut"]].tolist() == [0] * 5
    assert found.loc["a", ["taker_countries", "layers", "sole_country_pairs", "only_tie_of"]].tolist() == [""] * 4
    assert found.loc["a", ["n_programmes", "n_pressure"]].tolist() == [2, 2]


def test_only_outlets_of_the_statuses_asked_for_have_rows() -> None:
    known = outlets(a="KG ky", b="KZ ru").assign(status=["unknown", "active"])
    empty = pd.DataFrame(columns=["programme_id", "outlet_id", "kind", "date"], dtype=object)
    tables = around(ties=ties(("a", "b")), outlets=known, participations=empty, events=empty)
    assert player_facts(**tables)["outlet_id"].tolist() == ["b"]
    assert player_facts(**tables, statuses=("unknown",))["outlet_id"].tolist() == ["a"]
    # Who has one tie with an outlet of another status is still a fact about that outlet.
    assert player_facts(**tables)["n_only_tie"].tolist() == [1]
