"""Needs of newsrooms: rules, points by hand, answers by hand, and small groups that stay hidden."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_needs import answer, event, evidence, key, outlets, programme, rule, stops, table

from mapping.analyse import compute
from mapping.analyse.answer_scores import read_key, scored_people
from mapping.analyse.crosswalk import crosswalk
from mapping.analyse.need_rules import (
    FRAMEWORK_COLUMNS,
    RULE_COLUMNS,
    STOP_COLUMNS,
    read_frameworks,
    read_rules,
    read_stops,
)
from mapping.analyse.need_scores import need_scores
from mapping.analyse.needs_by_country import needs_by_country
from mapping.analyse.small_cells import ALL, FEWEST, means_by_country
from mapping.errors import InputUnreadable, LevelTooHigh
from mapping.paths import Places
from mapping.schema import NEED_THEMES

NO_ANSWERS = table("answers")


def scores(found: pd.DataFrame, rules: pd.DataFrame, answers: pd.DataFrame = NO_ANSWERS) -> pd.DataFrame:
    """The scores of the newsroom aiyl, by theme and basis."""
    frame = need_scores(found, rules, outlets("aiyl"), answers, key())
    return frame.set_index(["theme", "basis"]).sort_index()


@pytest.mark.parametrize(
    ("date", "sure"),
    [
        ("2026-11-21", "yes"),
        ("2021-11-22", "yes"),
        ("2021-11-21", None),
        ("2021-11", "no"),
        ("2021", "no"),
        ("2022", "yes"),
        ("2020", None),
    ],
)
def test_an_event_counts_while_it_is_recent_and_is_unsure_at_the_edge(date: str, sure: str | None) -> None:
    found = evidence(rule("sued", "event", "lawsuit;fine", years=5), events=table("events", event("lawsuit", date)))
    assert list(found["sure"]) == ([sure] if sure else [])


def test_other_kinds_of_events_and_closed_newsrooms_are_no_evidence() -> None:
    rules = rule("sued", "event", "lawsuit", years=5)
    assert evidence(rules, events=table("events", event("award", "2026"))).empty
    closed = outlets("aiyl", status="closed")
    assert evidence(rules, closed, events=table("events", event("lawsuit", "2026"))).empty


ASSESSED = {"outlet_id": "aiyl", "date": "2025", "citation": "c-3"}
TOLD = [
    {"question": "publisher_named", "answer": "yes"},
    {"question": "owners_named", "answer": "no"},
    {"question": "register_number", "answer": "no"},
    {"question": "answered", "answer": "no"},
]


def assessed(*rows: dict[str, object], confidence: str = "reported") -> pd.DataFrame:
    """What was looked up of aiyl."""
    return table("assessments", *(ASSESSED | {"confidence": confidence} | row for row in rows))


@pytest.mark.parametrize(
    ("rules", "given_tables", "sure"),
    [
        (rule("r", "assessment", "funding=foreign_grants"),
         {"assessments": assessed({"question": "funding", "answer": "foreign_grants"})}, "yes"),
        (rule("r", "assessment", "funding=foreign_grants"),
         {"assessments": assessed({"question": "funding", "answer": "foreign_grants"}, confidence="alleged")}, "no"),
        (rule("r", "assessment", "funding=foreign_grants"),
         {"assessments": assessed({"question": "funding", "answer": "state"})}, None),
        (rule("r", "transparency", "publisher_only;unavailable"), {"assessments": assessed(*TOLD)}, "yes"),
        (rule("r", "transparency", "publisher_only;unavailable"), {"assessments": assessed(*TOLD[:3])}, "no"),
        (rule("r", "transparency", "publisher_only;unavailable"),
         {"assessments": assessed({"question": "owners_named", "answer": "yes"})}, None),
    ],
)  # fmt: skip
def test_what_was_looked_up_counts_as_surely_as_it_is_known(
    rules: pd.DataFrame, given_tables: dict[str, pd.DataFrame], sure: str | None
) -> None:
    assert list(evidence(rules, **given_tables)["sure"]) == ([sure] if sure else [])


@pytest.mark.parametrize(
    ("n", "sure"),
    # Of 100 items, more than 20 % surely: Wilson's lower bound is 0.212 for 30 and 0.137 for 21.
    [(30, "yes"), (21, "no"), (20, None)],
)
def test_dependence_counts_when_the_whole_interval_lies_above_the_bar(n: int, sure: str | None) -> None:
    counted = {"outlet_id": "aiyl", "group": "russian_state", "mechanism": "any", "n_items": 100, "n": n}
    found = evidence(rule("r", "dependence", "russian_state>0.2"), dependence=table("dependence", counted))
    assert list(found["sure"]) == ([sure] if sure else [])


@pytest.mark.parametrize(
    ("ours", "stopped", "sure"),
    [
        ({"end": "2025-06"}, (), "yes"),
        ({"end": "2024"}, (), "no"),  # it may have ended before 21 November 2024
        ({"end": "2020"}, (), None),
        ({}, (), None),
        ({"funder": "Giver"}, (("Giver", "KG", "2025-03-10", "All of it", "https://a.example"),), "no"),
        ({"funder": "Giver"}, (("Giver", "KZ", "2025-03-10", "All of it", "https://a.example"),), None),
        ({"end": "2025-06", "themes": "business"}, (), None),
    ],
)
def test_support_that_ended_counts_for_its_themes(
    ours: dict[str, str], stopped: tuple[tuple[str, ...], ...], sure: str | None
) -> None:
    found = evidence(
        rule("r", "support", "ended", years=2),
        programmes=table("programmes", programme("help", **ours)),
        participations=table("participations", {"programme_id": "help", "outlet_id": "aiyl", "level": "public"}),
        funding_ends=stops(*stopped),
    )
    assert list(found["sure"]) == ([sure] if sure else [])


def test_points_are_added_with_a_most_for_each_rule_and_100_for_all() -> None:
    rules = pd.concat(
        [
            rule("sued", "event", "lawsuit", points=20, most=50, years=5),
            rule("fined", "event", "fine", points=15, most=30, years=5),
        ]
    )
    happened = [event("lawsuit", f"2025-0{month}") for month in (1, 2, 3)] + [
        event("fine", "2025"),
        event("fine", "2021"),
    ]
    row = scores(evidence(rules, events=table("events", *happened)), rules).loc[("legal", "outside")]
    # Three lawsuits reach their most of 50, one fine is sure: 65. Without a lawsuit 40 + 15, without the fine 50.
    assert tuple(row[["score", "low", "high", "n"]]) == (65, 50, 80, 5)
    assert row["evidence"].count("sued: lawsuit e-") == 3
    assert row["citation"] == "c-1"


def test_without_evidence_there_is_no_score_but_a_reason() -> None:
    rules = rule("sued", "event", "lawsuit", years=5)
    found = scores(evidence(rules), rules)
    assert found["score"].isna().all()
    assert found.loc[("legal", "outside"), "reason"] == "no evidence"
    assert found.loc[("audience", "outside"), "reason"] == "no rule"
    unsure = scores(evidence(rules, events=table("events", event("lawsuit", "2021"))), rules).loc[("legal", "outside")]
    assert (unsure["reason"], unsure["high"], unsure["n"]) == ("only uncertain", 20, 1)
    assert pd.isna(unsure["score"])


def test_answers_are_scored_by_hand() -> None:
    told = table(
        "answers",
        answer("lawyer", "at_times"),
        answer("rules", "no"),
        answer("attacks", "phishing;break_in"),
        answer("needs", "business"),
        answer("lawyer", "own", person="p2"),
        answer("rules", "unknown", person="p2"),
        answer("lawyer", "no", outlet="other"),
    )
    rules = rule("sued", "event", "lawsuit", years=5)
    found = scores(evidence(rules), rules, told).loc[(slice(None), "answers"), :].droplevel("basis")
    # Legal: p1 (40 + 100) / 2 = 70, p2 0. Of several attacks the worst counts. What p2 does not know is no evidence.
    assert tuple(found.loc["legal", ["score", "low", "high", "n"]]) == (35, 0, 70, 2)
    assert tuple(found.loc["digital_security", ["score", "n"]]) == (100, 1)
    assert tuple(found.loc["exile", ["score", "n"]]) == (100, 1)
    assert tuple(found.loc["business", ["score", "evidence"]]) == (100, "needs")
    assert found.loc["audience", "reason"] == "no answers"
    assert set(found.index) == set(NEED_THEMES)


def test_a_person_counts_once_and_the_newest_round_stands() -> None:
    told = table(
        "answers",
        answer("lawyer", "no"),
        answer("lawyer#2", "own"),
        answer("lawyer", "no", round="needs-0", date="2025-05-01"),
        answer("lawyer", "no", person="p0", round="needs-0", date="2025-05-01"),
    )
    people = scored_people(told, key())
    assert len(people) == 3
    rules = rule("sued", "event", "lawsuit", years=5)
    row = scores(evidence(rules), rules, told).loc[("legal", "answers")]
    assert tuple(row[["score", "n"]]) == (0, 1)


def test_outside_evidence_and_answers_are_never_added_up() -> None:
    rules = rule("sued", "event", "lawsuit", years=5)
    found = evidence(rules, events=table("events", event("lawsuit", "2025")))
    alone = scores(found, rules).loc[("legal", "outside"), "score"]
    both = scores(found, rules, table("answers", answer("lawyer", "no")))["score"]
    assert (alone, both["legal", "outside"], both["legal", "answers"]) == (20, 20, 100)


def test_the_key_reads_the_shipped_questionnaire() -> None:
    shipped = read_key(Places().hand_tables / "questionnaire")
    assert set(shipped["theme"]) == set(NEED_THEMES)
    assert shipped["score"].between(0, 100).all()
    assert not shipped.duplicated(["question", "answer", "theme"]).any()


GOOD = "sued,legal,event,lawsuit,5,20,60,Sued,"


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ((GOOD, GOOD), "'sued' twice"),
        ((GOOD, GOOD.replace("sued", "")), "Line 3 .* rule is empty"),
        ((GOOD.replace("Sued", ""),), "why is empty"),
        ((GOOD.replace("legal", "law"),), "theme 'law'"),
        ((GOOD.replace("event", "rumour"),), "evidence 'rumour'"),
        ((GOOD.replace("lawsuit", "lawsuits"),), "condition 'lawsuits'"),
        ((GOOD.replace("lawsuit", ""),), "condition ''"),
        ((GOOD.replace(",5,", ",,"),), "years ''"),
        ((GOOD.replace(",20,", ",-20,"),), "points '-20'"),
        ((GOOD.replace(",20,", ",70,"),), "most (60)"),
        (("d,legal,dependence,russian_state,,20,60,x,",), "name>value"),
        (("d,legal,dependence,russian_state>half,,20,60,x,",), "name>value"),
        (("a,legal,assessment,funding,,20,60,x,",), "name=value"),
    ],
)
def test_a_rule_that_cannot_be_used_is_named_by_its_line(lines: tuple[str, ...], fault: str, tmp_path: Path) -> None:
    path = tmp_path / "need_rules.csv"
    path.write_text("\n".join([",".join(RULE_COLUMNS), *lines, ""]), encoding="utf-8")
    with pytest.raises(InputUnreadable, match=fault.replace("(", r"\(").replace(")", r"\)")):
        read_rules(path)


@pytest.mark.parametrize(
    ("reader", "head", "line", "fault"),
    [
        (read_stops, STOP_COLUMNS, "Giver,KG,soon,All of it,https://a.example", "date 'soon'"),
        (read_stops, STOP_COLUMNS, "Giver,KG,2025,All of it,", "citation is empty"),
        (read_stops, FRAMEWORK_COLUMNS, "", "The first line"),
        (read_frameworks, FRAMEWORK_COLUMNS, "VIBE,One,law,,", "theme 'law'"),
        (read_frameworks, FRAMEWORK_COLUMNS, "VIBE,,legal,,", "heading is empty"),
    ],
)
def test_a_line_of_the_other_tables_that_cannot_be_used_is_named(
    reader: Callable[[Path], pd.DataFrame], head: tuple[str, ...], line: str, fault: str, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("\n".join([",".join(head), line, ""]), encoding="utf-8")
    with pytest.raises(InputUnreadable, match=fault):
        reader(path)


def test_without_the_edited_tables_there_are_no_rules_and_no_scores(tmp_path: Path) -> None:
    rules = read_rules(tmp_path / "need_rules.csv")
    stopped, sheets = read_stops(tmp_path / "funding_ends.csv"), read_key(tmp_path)
    found = need_scores(evidence(rules, funding_ends=stopped), rules, outlets("aiyl"), NO_ANSWERS, sheets)
    assert set(found["reason"]) == {"no rule"}
    assert crosswalk(found, read_frameworks(tmp_path / "crosswalk.csv")).empty


def test_the_shipped_rules_can_be_read_and_each_gives_its_reason() -> None:
    rules = read_rules(Places().hand_tables / "need_rules.csv")
    assert rules["why"].notna().all()
    assert set(rules["theme"]) <= set(NEED_THEMES)


def group(country: str, values: list[float], basis: str = "outside", people: int = 1) -> list[dict[str, object]]:
    """Newsrooms of one country with a score each."""
    return [
        {
            "outlet_id": f"{country}-{at}",
            "country": country,
            "theme": "legal",
            "basis": basis,
            "score": value,
            "n": people,
        }
        for at, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        (group("KG", [10, 20, 30, 40, 50]), {"KG": "yes", ALL: "yes"}),
        (group("KG", [10, 20, 30, 40]), {"KG": "too few", ALL: "too few"}),
        (group("KG", [10] * 5, "answers"), {"KG": "too alike", ALL: "too alike"}),
        (group("KG", [10] * 5), {"KG": "yes", ALL: "yes"}),
        # The total less Kyrgyzstan would be the two newsrooms of Kazakhstan.
        (group("KG", [10, 20, 30, 40, 50]) + group("KZ", [10, 20]), {"KG": "yes", "KZ": "too few", ALL: "too few"}),
        (group("KG", [1, 2, 3, 4, 5]) + group("KZ", [1, 2]) + group("TJ", [3, 4]), {ALL: "too few"}),
        (group("KG", [1, 2, 3, 4, 5]) + group("KZ", [1, 2, 3]) + group("TJ", [3, 4]), {ALL: "yes"}),
    ],
)  # fmt: skip
def test_small_groups_are_hidden_and_totals_that_give_them_away(
    rows: list[dict[str, object]], shown: dict[str, str]
) -> None:
    found = needs_by_country(pd.DataFrame(rows)).set_index("country")
    assert {country: found.loc[country, "shown"] for country in shown} == shown
    assert found.loc[found["shown"] != "yes", ["outlets", "mean", "low", "high"]].isna().all(axis=None)


def test_the_interval_is_students_and_in_whole_points() -> None:
    found = needs_by_country(pd.DataFrame(group("KG", [10, 20, 30, 40, 50]))).set_index("country").loc["KG"]
    # Mean 30, standard deviation 15.81, t = 2.776 with 4 degrees of freedom: 30 ± 19.6.
    assert tuple(found[["outlets", "mean", "low", "high"]]) == (5, 30, 10, 50)


@given(
    st.dictionaries(
        st.sampled_from(["KZ", "KG", "TJ", "UZ", "TM", "XX"]),
        st.lists(st.floats(0, 100), max_size=9),
        min_size=1,
    ),
    st.sampled_from(["answers", "outside"]),
)
def test_no_group_of_fewer_than_five_can_be_had_by_subtraction(values: dict[str, list[float]], basis: str) -> None:
    rows = [row for country, told in values.items() for row in group(country, told, basis)]
    found = means_by_country(
        pd.DataFrame(rows, columns=["outlet_id", "country", "theme", "basis", "score", "n"]), ["theme"]
    )
    shown = found[found["shown"] == "yes"]
    assert (shown["outlets"] >= FEWEST).all()
    if ALL in set(shown["country"]):
        hidden = sum(map(len, values.values())) - shown.loc[shown["country"] != ALL, "outlets"].sum()
        assert hidden == 0 or hidden >= FEWEST


@dataclass(frozen=True)
class Small:
    """A landscape with the few tables that the needs read, the same at any level."""

    level: str
    frames: dict[str, object]

    def at(self, level: str) -> Small:
        return Small(level, self.frames)

    def __getattr__(self, name: str) -> object:
        return self.frames[name]


def test_readers_of_public_figures_get_them_without_seeing_what_they_are_made_of() -> None:
    rules = rule("sued", "event", "lawsuit", years=5)
    newsrooms = outlets(*(f"n{at}" for at in range(6)))
    sued = table("events", *(event("lawsuit", "2025", outlet=f"n{at}") for at in range(6)))
    found = evidence(rules, newsrooms, events=sued)
    frames = {"outlets": newsrooms, "need_rules": rules, "answers": NO_ANSWERS, "answer_scores": key()}
    empty = ("channels", "claims", "access", "assessments", "dependence", "programmes", "participations")
    frames |= {name: table(name) for name in empty} | {
        "events": sued,
        "funding_ends": stops(),
        "date": pd.Timestamp(2026, 11, 21).date(),
    }
    land = Small("public", frames)
    public = compute("needs_by_country", land).set_index(["theme", "country"])
    assert tuple(public.loc[("legal", "KG"), ["outlets", "mean"]]) == (len(found), 20)
    assert "n0" not in public.to_csv()
    with pytest.raises(LevelTooHigh):
        compute("need_scores", land)
