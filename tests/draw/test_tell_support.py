"""Support in tables: who helps whom until when, what ended, and for the team who fits whom."""

from __future__ import annotations

import pandas as pd

from mapping.draw import Table, tell
from mapping.draw.table import Cell

URLS = {"c-1": "https://page.example/1"}
WHO = pd.DataFrame(
    [
        ("old", "Old", "A;B", "USAID", "legal", "KZ", "2013", "2014", "no", None, "c-1"),
        *(
            ("new", "New", "C", None, theme, country, None, "2027-05", "yes", "USAID: cut", "c-1")
            for country in ("KG", "KZ", "TJ", "UZ")
            for theme in ("exile", "business")
        ),
        ("bare", "Bare", None, None, None, "TJ", "2020", None, "unknown", None, "c-1"),
    ],
    columns=["programme_id", "programme", "organisation", "funder", "theme", "country", "start", "end", "running",
             "note", "citation"],
)  # fmt: skip


def _texts(table: Table) -> list[list[str]]:
    return [[cell.text if isinstance(cell, Cell) else cell for cell in row] for row in table.rows]


def test_one_row_a_programme_those_that_run_first() -> None:
    assert _texts(tell.support_table(WHO, URLS, (), caption="Who")) == [
        ["New", "C", "", "work from exile, business", "all four countries", "until 2027-05",
         "runs; a funder stopped", "page.example"],
        ["Bare", "", "", "not stated", "Tajikistan", "since 2020", "no end is stated", "page.example"],
        ["Old", "A, B", "USAID", "legal help", "Kazakhstan", "2013 – 2014", "ended", "page.example"],
    ]  # fmt: skip


def test_supply_by_state_leaves_out_what_nobody_offers() -> None:
    supply = pd.DataFrame(
        [("KZ", "exile", 1, 2, 0, 3, 4), ("KZ", "legal", 0, 0, 0, 0, 0)],
        columns=["country", "theme", "running", "unknown", "planned", "ended", "organisations"],
    )
    frame = tell.supply_by_state(supply)
    assert set(frame["theme"]) == {"exile_support"}
    assert frame.set_index("state")["n"].to_dict() == {
        "supply_running": 1, "supply_planned": 0, "supply_unknown": 2, "supply_ended": 3,
    }  # fmt: skip


def test_what_ended_and_whose_funder_stopped() -> None:
    columns = ["programme", "funder", "countries", "themes", "start", "end", "when", "stopped", "note", "note_pages"]
    ending = pd.DataFrame(
        [
            ("School", None, "KG;KZ", "legal", None, "2025-06-13", "ended", None, None, None, "c-1"),
            ("Soon", None, "KG", None, None, "2027-01", "ends soon", None, None, None, "c-1"),
            ("Media", "USAID", "KG", "exile", "2022-11", None, "funder stopped", "2025-03-10", "USAID: cut",
             "https://note.example/1;https://note.example/2", "c-1"),
        ],
        columns=[*columns, "citation"],
    )  # fmt: skip
    rows = _texts(tell.ending_table(ending, URLS, (), caption="Ended"))
    assert [row[5:] for row in rows] == [
        ["Ended", "page.example"],
        ["Ends within a year", "page.example"],
        ["USAID: cut (10 March 2025)", "note.example"],
    ]
    assert rows[1][3] == "not stated"


def test_programmes_that_surely_met_stand_once_for_all_countries() -> None:
    pairs = pd.DataFrame(
        [
            ("KZ", "a", "b", "legal", "2020", "2021", "yes", "no"),
            ("KG", "a", "b", "legal", "2020", "2021", "yes", "no"),
            ("KG", "a", "c", "legal", None, None, "possible", "no"),
        ],
        columns=["country", "programme_a", "programme_b", "themes", "since", "until", "sure", "same_organisation"],
    )
    table = tell.overlaps_table(pairs, {"a": "A", "b": "B", "c": "C"}, caption="Met")
    assert _texts(table) == [["A", "B", "legal help", "Kazakhstan, Kyrgyzstan", "2020 – 2021"]]
    assert "1 further pair may" in table.note


def test_scores_of_named_newsrooms_stand_with_what_speaks_for_them() -> None:
    columns = ["outlet_id", "country", "theme", "basis", "score", "low", "high", "n"]
    scores = pd.DataFrame(
        [
            ("kun", "UZ", "legal", "outside", 45.0, 15.0, 45.0, 2),
            ("kun", "UZ", "exile", "answers", 75.0, 50.0, 100.0, 3),
            ("orda", "KZ", "legal", "outside", None, None, None, 0),
        ],
        columns=columns,
    )
    why = ("It was sued", "It was fined", "It was sued")
    evidence = pd.DataFrame({"outlet_id": "kun", "theme": "legal", "why": why})
    assert _texts(tell.scores_table(scores, evidence, {"kun": "Kun"}, most=9, caption="Scores")) == [
        ["Kun", "Uzbekistan", "Work from exile", "answers of newsrooms", "75 (50 to 100)", "people who answered: 3"],
        ["Kun", "Uzbekistan", "Legal help", "outside evidence", "45 (15 to 45)", "It was sued; It was fined"],
    ]


def test_the_best_matches_of_each_newsroom() -> None:
    matches = pd.DataFrame(
        [
            ("kun", "legal", "Help", "unknown", "open", 1, "Why."),
            ("kun", "legal", "Other", "yes", "invited", 2, "Why."),
        ],
        columns=["outlet_id", "theme", "programme", "running", "selection", "rank", "reason"],
    )
    rows = _texts(tell.matches_table(matches, {"kun": "Kun"}, each=1, caption="Matches"))
    assert rows == [["Kun", "Legal help", "Help", "no end is stated", "open to all", "Why."]]


def test_programmes_of_few_outlets_are_hidden() -> None:
    columns = ["programme", "outlets", "people_trained", "people_target", "trained_share", "items_done", "shown"]
    told = pd.DataFrame(
        [("Big", 12.0, 30.0, 40.0, 0.75, 5.0, "yes"), ("Small", None, None, None, None, None, "too few")],
        columns=columns,
    )
    assert _texts(tell.follow_up_table(told, caption="After")) == [
        ["Big", "12", "30", "40", "75%", "5"],
        ["Small", "hidden", "", "", "", ""],
    ]


def test_who_took_part_and_what_was_done() -> None:
    columns = ["programme", "outlet_id", "role", "start", "end", "date", "done", "people_trained"]
    rows = [("Help", "kun", "trainee", "2020", None, "2021", "backups;two_factor", 4.0)]
    table = tell.participants_table(pd.DataFrame(rows, columns=columns), {"kun": "Kun"}, caption="Parts")
    assert _texts(table) == [["Help", "Kun", "trained", "since 2020", "2021", "backups, two_factor", "4"]]
