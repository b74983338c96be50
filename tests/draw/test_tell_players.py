"""What is told of key players: every number comes from its cell, and a sentence stands only where its number does."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import pytest

from mapping.draw.player_words import gave, took
from mapping.draw.table import Table
from mapping.draw.tell import (
    card,
    cards_table,
    closures_table,
    closures_told,
    cut_off_table,
    first_places_table,
    gains,
    players_summary,
    players_unknowns,
    sets_table,
    sole_bridges_table,
    together_told,
)
from mapping.draw.tell.player_cards import pairs_told
from mapping.schema import LAYERS

HOSTILE = "<img src=x onerror=alert(1)>"
NAMES = {"kloop": "Kloop", "bad": HOSTILE, "p-1": "Media-K"}
REGIONS = {"KZ-71": "Astana"}
# An outlet of which nothing is known: every sentence needs its own cell filled.
SILENT: Mapping[Hashable, Any] = {
    "outlet_id": "kaz",
    "name": "Kazinform",
    "country": "KZ",
    "n_takers": 0,
    "taker_countries": "",
    "n_givers": 0,
    "giver_countries": "",
    "takers_by_layer": "",
    "givers_by_layer": "",
    "sole_country_pairs": "",
    "only_tie_of": "",
    "n_only_tie": 0,
    "cuts_off": 0,
    "pairs_cut": 0,
    "n_programmes": 0,
    "programmes": "",
    "n_pressure": 0,
}
RANK = ["layer", "measure", "outlet_id", "name", "country", "value", "rank", "of"]
RANKS = pd.DataFrame(
    [
        ("relay", "reaches", "kaz", "Kazinform", "KZ", 9.0, 1, 3, 1, 1, 1.0, 200),
        ("relay", "reaches", "bad", HOSTILE, "XX", 2.0, 2, 3, 2, 3, 1.0, 200),
        ("relay", "reaches", "kloop", "Kloop", "KG", 1.0, 3, 3, 2, 3, 1.0, 200),
        ("syndication", "bridges", "kaz", "Kazinform", "KZ", 0.2, 1, 1, 1, 1, 1.0, 200),
        ("joint", "reaches", "kaz", "Kazinform", "KZ", 11.0, 1, 23, 1, 1, 1.0, 200),
        ("joint", "reaches", "kloop", "Kloop", "KG", 7.0, 2, 23, 2, 4, 1.0, 200),
        ("joint", "bridges", "kaz", "Kazinform", "KZ", 0.0018, 1, 18, 1, 1, 1.0, 200),
        ("joint", "bridges", "kloop", "Kloop", "KG", 0.0007, 4, 18, 2, 16, 0.4, 200),
    ],
    columns=[*RANK, "low_rank", "high_rank", "in_top", "resamples"],
)
NO_RANKS = RANKS.head(0)
SETS = pd.DataFrame(
    [
        ("reach", 5, 1, "kaz", "Kazinform", "KZ", 0.034, 0.034, 0.06, None),
        ("reach", 5, 2, "bad", HOSTILE, "XX", 0.027, 0.061, 0.11, None),
        ("reach", 20, 1, "kaz", "Kazinform", "KZ", 0.034, 0.034, 0.06, None),
        ("reach", 20, 2, "kloop", "Kloop", "KG", 0.03, 0.064, 0.12, None),
        ("reach", 20, 3, "bad", HOSTILE, "XX", 0.02, 0.084, 0.17, None),
        ("fragments", 5, 1, "kaz", "Kazinform", "KZ", 0.02, 0.81, None, 0.96),
        ("fragments", 5, 2, "kloop", "Kloop", "KG", -0.004, 0.806, None, 0.96),
    ],
    columns=[
        "objective",
        "k",
        "place",
        "outlet_id",
        "name",
        "country",
        "gain",
        "value",
        "reached",
        "distance_value",
    ],
)
LAYERS_HELD = pd.DataFrame(
    [("link", "items", 0), ("relay", "stated", 24), ("ownership", "stated", 444)], columns=["layer", "kind", "ties"]
)
BREAKS = pd.DataFrame(
    [
        ("kaz", "Kazinform", "KZ", 1, 0.787, 0.802, 2695, 10, "AR;BY", "KZ-71", "ar", "AR-KZ;BY-KZ"),
        ("kloop", "Kloop", "KG", 1, 0.787, 0.79, 819, 3, "", "", "", ""),
        ("uza", "UzA", "UZ", 1, 0.787, 0.787, 0, 0, "", "", "", "KZ-UZ"),
    ],
    columns=[
        "closing",
        "name",
        "country",
        "n_closing",
        "fragmentation_before",
        "fragmentation_after",
        "pairs_cut",
        "cut_off",
        "countries_lost",
        "regions_lost",
        "languages_lost",
        "country_pairs_lost",
    ],
)
LOST = ["countries_lost", "regions_lost", "languages_lost", "country_pairs_lost"]
CLOSURES = pd.DataFrame(
    [
        ("e-1", "vosst", "VOSST", "KG", "closure", "2001", 0, 0, 0, 0, 0, "", "", "", ""),
        ("e-2", "azattyk", "Azattyk", "KG", "closure", "2023-04-27", 12, 5, 0, 9567, 52, "", "KZ-71", "", ""),
        ("e-3", "osh-tv", HOSTILE, "KG", "liquidation", "2010", 3, 1, 4, 387, 2, "", "", "", ""),
        ("e-4", "ratel", "Ratel", "KZ", "closure", "2018", 1, 1, 0, 0, 0, "", "", "", ""),
    ],
    columns=[
        "event_id",
        "outlet_id",
        "name",
        "country",
        "kind",
        "date",
        "its_ties",
        "undated",
        "ties_after",
        "pairs_cut",
        "cut_off",
        *LOST,
    ],
)


@pytest.mark.parametrize("layer", [layer for layer in LAYERS if layer != "story"])
@pytest.mark.parametrize("n", [1, 14])
def test_every_joined_layer_has_its_words(layer: str, n: int) -> None:
    assert str(n) in gave(layer, n)
    assert str(n) in took(layer, n)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            {"takers_by_layer": "citation 14;relay 1", "taker_countries": "KG;TJ"},
            ["14 others cite it and 1 other carries its programmes, in 2 countries: Kyrgyzstan and Tajikistan."],
        ),
        ({"takers_by_layer": "link 1", "taker_countries": ""}, ["1 other links to it."]),
        (
            {"givers_by_layer": "relay 2;ownership 1", "giver_countries": "RU"},
            ["It carries 2 others and is held by 1 owner, in Russia."],
        ),
        (
            # What is told once as cooperation is not told again, and countries of another sum are not put to it.
            {
                "takers_by_layer": "cooperation 3",
                "taker_countries": "KG",
                "givers_by_layer": "cooperation 3;funding 2",
                "giver_countries": "KG;US",
            },
            ["3 others work with it, in Kyrgyzstan.", "It is paid by 2 funders."],
        ),
        (
            {"sole_country_pairs": "KZ-TJ;TJ-TM"},
            ["Every known tie between Tajikistan and Kazakhstan or Turkmenistan is one of its own."],
        ),
        ({"only_tie_of": "kloop", "n_only_tie": 1}, ["It is the only known tie of Kloop."]),
        (
            {"only_tie_of": "kloop", "n_only_tie": 4},
            ["4 others have no other known tie, among them Kloop."],
        ),
        ({"n_only_tie": 2, "cuts_off": 2}, ["2 others have no other known tie."]),
        (
            {"n_only_tie": 1, "cuts_off": 5},
            [
                "1 other has no other known tie.",
                "Without it 5 others would be cut off from the rest of their network.",
            ],
        ),
        ({"programmes": "p-1"}, ["It took part in Media-K."]),
        ({"n_pressure": 1}, ["1 event of pressure on it is on record."]),
        ({"n_pressure": 14}, ["14 events of pressure on it are on record."]),
        ({}, []),
    ],
)
def test_a_card_says_what_the_cells_hold_and_nothing_else(cells: Mapping[Hashable, Any], told: list[str]) -> None:
    assert card({**SILENT, **cells}, NO_RANKS, NAMES) == told


def test_places_stand_beside_each_other_and_are_never_summed() -> None:
    own = RANKS[(RANKS["layer"] == "joint") & (RANKS["outlet_id"] == "kloop")]
    assert card(SILENT, own, NAMES) == ["Places: 2 of 23 as a source (2 to 4) and 4 of 18 as a bridge (2 to 16)."]
    large = own.assign(resamples=0, low_rank=None, high_rank=None)
    assert card(SILENT, large, NAMES) == [
        "Places: 2 of 23 as a source (not known) and 4 of 18 as a bridge (not known)."
    ]


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ([("AR", "KZ")], "Kazakhstan and Argentina"),
        ([("KZ", "TJ"), ("TJ", "TM"), ("TJ", "UZ")], "Tajikistan and Kazakhstan, Turkmenistan or Uzbekistan"),
        ([("AR", "KZ"), ("BY", "KZ"), ("DE", "KG")], "Kazakhstan and Argentina or Belarus; Kyrgyzstan and Germany"),
        ([], ""),
    ],
)
def test_pairs_of_one_country_are_told_together(pairs: list[tuple[str, str]], told: str) -> None:
    assert pairs_told(pairs) == told


def test_cards_stand_in_the_order_asked_for_and_keep_hostile_names_as_text() -> None:
    facts = pd.DataFrame([SILENT, {**SILENT, "outlet_id": "bad", "name": HOSTILE, "country": "XX"}])
    table = cards_table(facts, RANKS, ["bad", "kaz"], NAMES, caption="Cards")
    assert [row[0] for row in table.rows] == [f"{HOSTILE}, region-wide", "Kazinform, Kazakhstan"]
    assert table.rows[1][1] == "Places: 1 of 23 as a source (1) and 1 of 18 as a bridge (1)."
    assert HOSTILE not in str(table._repr_mimebundle_()["text/html"])


def _facts(*takers: int) -> pd.DataFrame:
    rows = [{**SILENT, "outlet_id": f"o{i}", "n_takers": n} for i, n in enumerate(takers)]
    return pd.DataFrame(rows, columns=[str(name) for name in SILENT])


def test_the_summary_holds_the_numbers_of_its_tables() -> None:
    outlets = pd.DataFrame({"outlet_id": ["kaz", "kloop"], "ownership_type": ["state", "nonprofit"]})
    told = players_summary(_facts(3, 0, 1), RANKS, SETS, outlets).sentences
    assert list(told) == [
        "Of 3 active outlets 2 stand on a known tie; of the others this report can say nothing.",
        "Most others take from these: 11 from Kazinform and 7 from Kloop.",
        "Most shortest ways between others lead through Kazinform.",
        "Without a tenth of the ties some of the first ten bridges would often not be among them: Kloop (place 2 to "
        "16).",
        "Of the 2 from whom most take, 1 belongs to a state, its own or a foreign one: a place in the network says "
        "where content and cooperation run, not what they are worth.",
        f"The 2 that together reach most are Kazinform and {HOSTILE}: along the ties they come to 11% of all that "
        "stand on one, the best 3 to 17%.",
        "The 2 that together hold most are Kazinform and Kloop: without them no way would lead between 81% of all "
        "pairs of the others; today it is 79%.",
    ]


@pytest.mark.parametrize("facts", [_facts(), _facts(0, 0)])
def test_without_ties_nobody_is_called_a_key_player(facts: pd.DataFrame) -> None:
    told = players_summary(facts, NO_RANKS, SETS.head(0), pd.DataFrame({"outlet_id": [], "ownership_type": []}))
    assert told.sentences == ["No tie of an active outlet is known yet, so nobody can be called a key player."]


def test_no_sentence_on_states_bridges_or_sets_without_them() -> None:
    outlets = pd.DataFrame({"outlet_id": ["kaz", "kloop"], "ownership_type": ["private", None]})
    sure = RANKS.assign(in_top=1.0)
    told = players_summary(_facts(1), sure, SETS.head(0), outlets).sentences
    assert len(told) == 3


def test_layers_name_the_first_where_enough_are_ranked() -> None:
    table = first_places_table(RANKS, each=2, caption="First")
    assert table.rows == [("Relay", "reaches", "3", f"Kazinform 9 (1), {HOSTILE} 2 (2 to 3)")]


def test_sets_stand_side_by_side_with_what_each_adds() -> None:
    assert sets_table(SETS, "reach", caption="Reach").rows == [
        ("Kazinform", "Kazakhstan", "+3.4", "+3.4"),
        ("Kloop", "Kyrgyzstan", "–", "+3.0"),
        (HOSTILE, "Region-wide", "+2.7", "+2.0"),
        ("All of them", "", "6.1", "8.4"),
        ("Reached along any way", "", "11%", "17%"),
    ]
    assert [row[2] for row in sets_table(SETS, "fragments", caption="Hold").rows] == ["+2.0", "−0.4", "80.6"]
    assert gains(SETS, "reach", 5).values.tolist() == [["Kazinform", 3.4], [HOSTILE, 2.7]]


def test_a_set_that_closes_together_is_told_in_full() -> None:
    row = BREAKS.head(1).assign(closing="kloop;bad", name=None, country=None)
    assert list(together_told(row, NAMES, REGIONS).sentences) == [
        f"If Kloop and {HOSTILE} closed together, 10 others would be cut off from the rest of their network, and pairs "
        "of others between which no way leads would be 80% of all, not 79%.",
        "No known tie would be left of: Argentina, Belarus; Astana; outlets in Arabic; ties between Kazakhstan and "
        "Argentina or Belarus.",
    ]
    harmless = row.assign(**dict.fromkeys(LOST, ""))
    assert len(together_told(harmless, NAMES, REGIONS).sentences) == 1


def test_who_cuts_and_who_is_the_only_bridge_are_two_tables() -> None:
    cut = cut_off_table(BREAKS, most=15, caption="Cut off")
    assert cut.rows == [
        ("Kazinform", "Kazakhstan", "10", "2,695", "80.2%"),
        ("Kloop", "Kyrgyzstan", "3", "819", "79.0%"),
    ]
    assert "78.7% today" in cut.note
    assert sole_bridges_table(BREAKS, REGIONS, caption="Bridges").rows == [
        ("Kazinform (Kazakhstan)", "Argentina, Belarus", "Astana", "Arabic", "Kazakhstan and Argentina or Belarus"),
        ("UzA (Uzbekistan)", "", "", "", "Kazakhstan and Uzbekistan"),
    ]


def test_past_closings_are_counted_with_those_of_which_nothing_was_known() -> None:
    assert list(closures_told(CLOSURES).sentences) == [
        "4 closings, liquidations and moves abroad are on record. In 3 cases ties of the outlet were known at that "
        "time; in the others the network was silent. In 2 cases it would have said that others are cut off, in "
        "that of Azattyk (27 April 2023) most, 52. In 1 case ties are on record for the time after: it went on, so "
        "less was lost than the network says."
    ]
    assert closures_table(CLOSURES, REGIONS, most=12, caption="Closings").rows == [
        ("2023-04-27", "Azattyk (Kyrgyzstan)", "closure", "12", "5", "52", "0", "Astana"),
        ("2010", f"{HOSTILE} (Kyrgyzstan)", "liquidation", "3", "1", "2", "4", ""),
    ]


@pytest.mark.parametrize(
    "table",
    [
        first_places_table(NO_RANKS, each=5, caption="c"),
        sets_table(SETS.head(0), "reach", caption="c"),
        cut_off_table(BREAKS.head(0), most=5, caption="c"),
        sole_bridges_table(BREAKS.head(0), REGIONS, caption="c"),
        closures_table(CLOSURES.head(0), REGIONS, most=5, caption="c"),
        cards_table(_facts(), NO_RANKS, [], NAMES, caption="c"),
    ],
    ids=["first", "sets", "cut", "bridges", "closures", "cards"],
)
def test_nothing_known_makes_empty_tables(table: Table) -> None:
    assert list(table.rows) == []
    assert closures_told(CLOSURES.head(0)).sentences == []
    assert together_told(BREAKS.head(0), NAMES, REGIONS).sentences == []


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (0, "No texts are gathered yet: who cites, reprints or forwards whom, and who is first, does not count here"),
        (7, "7 more were read in gathered texts."),
    ],
)
def test_the_limits_say_on_how_many_ties_all_rests(read: int, told: str) -> None:
    held = LAYERS_HELD.assign(ties=[read, 24, 444])
    first, untied, *_rest = players_unknowns(held, _facts(0, 2, 0), datetime.date(2026, 11, 21)).sentences
    assert first.startswith("468 ties were read from pages up to 21 November 2026:")
    assert told in first
    assert untied.startswith("Of 2 active outlets no tie is known.")
