"""Needs in sentences, tiles and tables: small groups stay hidden, options come only from evidence."""

from __future__ import annotations

import pandas as pd
import pytest

from mapping.draw import Table, tell
from mapping.draw.table import Cell

COLUMNS = [
    "country", "theme", "need", "need_low", "need_high", "need_outlets", "need_shown", "survey", "survey_shown",
    "running", "unknown", "planned", "ended", "reading",
]  # fmt: skip
NO = (None, "no survey")
GAPS = pd.DataFrame(
    [
        ("KZ", "legal", 40.0, 22.0, 59.0, 10, "yes", *NO, 0.0, 2.0, 0.0, 3.0, "need, supply not known to run"),
        ("KZ", "exile", None, None, None, None, "too few", *NO, 0.0, 0.0, 0.0, 1.0, "need without supply"),
        ("KG", "exile", 50.0, 46.0, 53.0, 12, "yes", *NO, 0.0, 0.0, 0.0, 2.0, "need without supply"),
        ("KG", "audience", 43.0, 21.0, 65.0, 7, "yes", *NO, None, None, None, None, "supply not looked at"),
        ("KG", "network", None, None, None, None, "none", *NO, 1.0, 0.0, 1.0, 0.0, "supply, no need on record"),
    ],
    columns=COLUMNS,
)
ENDING = pd.DataFrame({"programme": ["Media-K", "School"], "when": ["funder stopped", "ended"]})
MEANS = pd.DataFrame(
    [
        ("exile", "KG", "outside", 12.0, 50.0, 46.0, 53.0, "yes"),
        ("exile", "KZ", "outside", None, None, None, None, "too few"),
        ("exile", "all", "outside", 15.0, 100.0, 90.0, 100.0, "yes"),
        ("legal", "KG", "outside", None, None, None, None, "none"),
        ("legal", "KG", "answers", 9.0, 30.0, 20.0, 40.0, "yes"),
    ],
    columns=["theme", "country", "basis", "outlets", "mean", "low", "high", "shown"],
)


def _texts(table: Table) -> list[list[str]]:
    return [[cell.text if isinstance(cell, Cell) else cell for cell in row] for row in table.rows]


def test_the_summary_names_the_greatest_needs_and_where_nobody_is_known_to_help() -> None:
    told = tell.needs_summary(GAPS, MEANS).sentences
    assert told[0].endswith("is highest for work from exile 100 (90 to 100) for 15 newsrooms.")
    assert told[1] == ("A need is on record and no programme is known in: work from exile (Kazakhstan and Kyrgyzstan).")
    assert told[2] == "Nothing seen from outside tells of needs in: network."
    assert told[3].startswith("No newsroom has been asked yet")


def test_where_no_programme_is_known_to_run_the_summary_says_so() -> None:
    assert any("has to be asked" in sentence for sentence in tell.needs_summary(GAPS.head(3), MEANS).sentences)


def test_a_survey_changes_what_is_said() -> None:
    asked = GAPS.assign(survey=60.0, survey_shown="yes")
    assert tell.needs_summary(asked, MEANS).sentences[-1].startswith("Newsrooms were asked as well")
    assert "survey 60" in tell.gap_tiles(asked)["text"].iloc[0]


def test_themes_that_lack_supply_come_first_with_their_words() -> None:
    frame = tell.gap_tiles(GAPS)
    assert frame["theme"].tolist() == ["exile_support", "exile_support", "audience", "legal", "network"]
    assert frame["text"].tolist() == [
        "need hidden\n0 run",
        "need 50\n0 run",
        "need 43\n? run",
        "need 40\n0 run\n2 unclear",
        "need –\n1 run\n1 planned",
    ]


def test_means_become_steps_of_colour_and_small_groups_words() -> None:
    frame = tell.need_tiles(MEANS, "outside", ["KG", "KZ"])
    cells = frame.set_index(["theme", "country"])
    assert cells.loc[("exile_support", "KG")].tolist() == ["score_2", "50\n46 to 53\nn = 12"]
    assert cells.loc[("exile_support", "KZ")].tolist() == ["too few", "hidden"]
    assert cells.loc[("exile_support", "every_country"), "score"] == "score_4"
    assert cells.loc[("legal", "KG")].tolist() == ["none", "–"]


def test_options_stand_with_their_evidence() -> None:
    assert tell.options(GAPS, ENDING).sentences == [
        "Consider support for work from exile in Kazakhstan: a need is on record in fewer than five newsrooms; no "
        "programme is known to run, 1 programme ended.",
        "Consider support for work from exile in Kyrgyzstan: mean need 50 (46 to 53) in 12 newsrooms with evidence; no "
        "programme is known to run, 2 programmes ended.",
        "Before funding legal help in Kazakhstan (mean need 40), ask which of the 2 programmes without a stated end "
        "still run.",
        "Ask who takes over from funders that stopped: Media-K.",
    ]


def test_no_evidence_no_option() -> None:
    assert not tell.options(GAPS.tail(1), ENDING.tail(1)).sentences


def test_what_a_survey_would_add_names_the_command_and_the_dark_themes() -> None:
    told = " ".join(tell.survey_adds(GAPS).sentences)
    assert "mapping needs form --out FORM.xlsx" in told
    assert "first evidence on: network." in told
    assert "1 cell of theme and country is hidden" in told


def test_headings_of_frameworks_hold_the_same_scores() -> None:
    crossed = MEANS.drop(columns="theme").assign(framework="VIBE", heading=MEANS["theme"])
    rows = _texts(tell.crosswalk_table(crossed, ["KG", "KZ"], "outside", caption="Headings"))
    assert rows[0] == ["VIBE", "exile", "50 (46 to 53)", "hidden", "100 (90 to 100)"]
    assert rows[1] == ["VIBE", "legal", "–", "–", "–"]


@pytest.mark.parametrize(
    ("change", "low", "shown"), [(-12.5, -20.0, "-12.5 (-20.0 to -5.0)"), (-3.0, None, "-3.0"), (None, None, "hidden")]
)
def test_changes_between_rounds(change: float | None, low: float | None, shown: str) -> None:
    row = {"theme": "legal", "before": "2026", "after": "2027", "n_before": 9, "n_after": 8, "n_paired": 7}
    changes = pd.DataFrame([row | {"change": change, "low": low, "high": -5.0}])
    rows = _texts(tell.changes_table(changes, caption="Changes"))
    assert rows == [["Legal help", "2026 – 2027", "9, 8", "7", shown]]


def test_the_rules_are_told_in_words() -> None:
    rules = pd.DataFrame(
        [
            ("blocked", "audience", "event", "blocking;platform_block", 5.0, 30, 60, "Cut off.", None),
            ("abroad", "exile", "exile", "exile", None, 50, 50, "Abroad.", "https://page.example/x"),
            ("grants", "business", "assessment", "funding=foreign_grants", None, 30, 30, "Grants.", None),
            ("moscow", "legal", "dependence", "russian_state>0.2", None, 40, 40, "Items.", None),
            ("lost", "legal", "support", "ended", 2.0, 20, 20, "Ended.", None),
        ],
        columns=["rule", "theme", "evidence", "condition", "years", "points", "most", "why", "reference"],
    )
    rows = _texts(tell.rules_table(rules, (), caption="Rules"))
    assert rows == [
        ["Reaching the audience", "event: blocking, block by a platform", "5", "30", "60", "Cut off.", ""],
        ["Work from exile", "status: in exile", "", "50", "50", "Abroad.", "page.example"],
        ["Business", "assessment: grants from abroad", "", "30", "30", "Grants.", ""],
        ["Legal help", "more than 20% of its items from: Russian state", "", "40", "40", "Items.", ""],
        ["Legal help", "a programme that helped it ended", "2", "20", "20", "Ended.", ""],
    ]


def test_limits_name_how_much_is_unclear() -> None:
    assert any(sentence.startswith("Of 2 offers") for sentence in tell.needs_unknowns(GAPS).sentences)
