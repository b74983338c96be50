"""The rules of a choice and the list of an invitation as a report shows them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from mapping.choosing.eligibility import Eligible
from mapping.choosing.invitation import Invitation
from mapping.choosing.rules import read_rules
from mapping.choosing.told import list_table, rules_table
from mapping.paths import PROJECT

SHIPPED = PROJECT / "data/raw/tables/rules_invitation.toml"


def _told(folder: Path, text: str) -> dict[str, str]:
    path = folder / "rules.toml"
    path.write_text(f"[selection]\nseats = 20\n{text}", "utf-8")
    return {str(name): str(what) for name, what in rules_table(read_rules(path), caption="Rules").rows}


@pytest.mark.parametrize(
    ("text", "name", "what"),
    [
        ("", "Seats", "20 seats. None is drawn by lot."),
        ("[lottery]\nseats = 4", "Seats", "20 seats. 4 of them are drawn by lot."),
        ('status = ["active", "suspended"]', "Who may come", "Outlets that are active or suspended."),
        ("", "Never, unless named", "Whoever is under sanctions and voices of a foreign state."),
        ('allow = ["foreign_state"]', "Never, unless named", "Whoever is under sanctions."),
        (
            'least_coverage = "40 %"',
            "Known well enough",
            "Whoever is known for less than 40% of what counts is left out.",
        ),
        (
            '[[exclude]]\nname = "by a state"\nwhere = { ownership_type = ["state", "party"], capital = true }',
            "Not: by a state",
            "Kind of owner: state or party; in the capital: yes.",
        ),
        (
            '[[quota]]\nname = "in Tajik"\nwhere = { languages = "tg" }\nmin = 2\nmax = "40 %"',
            "In Tajik",
            "2 to 8 seats (languages: Tajik).",
        ),
        (
            '[[quota]]\nname = "known"\nwhere = { evidence = { min = 20 } }\nmin = "25 %"',
            "Known",
            "At least 5 of the seats (evidence at hand: at least 20).",
        ),
        (
            '[[quota]]\nname = "few"\nwhere = { country = { not = "KZ" }, pressure = { min = 20, max = 80 } }\nmax = 3',
            "Few",
            "At most 3 of the seats (country: not Kazakhstan; pressure: 20 to 80).",
        ),
        ("[per_owner]\nmost = 2", "One owner", "At most 2 of the same owner."),
        ('[must]\nin = ["kloop"]', "Fixed", "1 name."),
        (
            "[aims]\nmerit = 3\nnetwork = 1",
            "What the list is to reach",
            "Merit of each name 75% and reach of the network 25%.",
        ),
        (
            "[weights]\nneed_legal = 1\nbridging = 3",
            "What speaks for somebody",
            "Standing between others 75% and need for legal help 25%.",
        ),
    ],
)
def test_each_rule_is_told_in_words(tmp_path: Path, text: str, name: str, what: str) -> None:
    assert _told(tmp_path, text)[name] == what


def test_nothing_is_told_that_the_rules_do_not_say(tmp_path: Path) -> None:
    told = _told(tmp_path, 'allow = ["sanctioned", "foreign_state"]')
    assert list(told) == ["Seats", "Who may come"]


def test_the_shipped_rules_are_told_without_a_code() -> None:
    rules = read_rules(SHIPPED)
    table = rules_table(rules, caption="Rules")
    told = " ".join(str(cell) for row in table.rows for cell in row)
    assert "_" not in told
    assert len([row for row in table.rows if str(row[0]).startswith("Not:")]) == len(rules.excludes)
    assert SHIPPED.name in table.note


LISTED = pd.DataFrame(
    [
        ("kaz", "Kazinform", "KZ", "merit", 65.4, 2.6, 1.0, 0.95, 0.9),
        ("kloop", "Kloop", "KG", "must", None, 3.9, None, None, None),
        ("uza", "<b>UzA</b>", "UZ", "lottery", 10.0, 0.4, None, 0.5, None),
    ],
    columns=[
        "candidate_id",
        "name",
        "country",
        "way",
        "score",
        "adds",
        "kept_ties",
        "kept_weights",
        "kept_sources",
    ],
).set_index("candidate_id")


@pytest.mark.parametrize(
    ("gap", "told"),
    [(0.0, "No other list that keeps the rules is better."), (0.012, "A list better by up to 1.2% may exist.")],
)
def test_the_list_says_how_firm_each_name_is_and_whether_it_is_proven(gap: float, told: str) -> None:
    none = pd.DataFrame()
    made = Invitation(
        rules=read_rules(SHIPPED),
        who=Eligible(none, none, ()),
        listed=LISTED,
        reserves=none,
        excluded=none,
        quotas=none,
        terms=none,
        chances=none,
        lottery=None,
        alternatives=none,
        stability=none,
        meetings=none,
        settings={},
        value=54.1,
        gap=gap,
        seconds=1.0,
    )
    table = list_table(made, caption="List")
    assert table.rows == [
        ("Kazinform", "Kazakhstan", "by merit", "65.4", "2.6", "90%"),
        ("Kloop", "Kyrgyzstan", "fixed", "", "3.9", ""),
        ("<b>UzA</b>", "Uzbekistan", "by lot", "10.0", "0.4", "50%"),
    ]
    assert table.note.startswith("The list comes to 54 of 100.")
    assert table.note.endswith(told)
