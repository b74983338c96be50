"""Classes by rule from what somebody looked up: what is not known stays open."""

from __future__ import annotations

import pandas as pd
import pytest
from small_ownership import outlets

from mapping.analyse.state_media import CLASSES, FACTORS, MEANT, OPEN, state_media, state_media_class
from mapping.analyse.transparency import GRADED, SHOWN, transparency
from mapping.observations import QUESTIONS

COLUMNS = ["outlet_id", "question", "answer", "date", "citation", "confidence"]


def _assessments(*answers: str) -> pd.DataFrame:
    """Answers on one outlet, each from `question answer [date [confidence]]`."""
    usual = ("", "", "2024", "reported")
    rows = []
    for at, each in enumerate(answers):
        words = each.split()
        question, answer, date, confidence = (*words, *usual[len(words) :])
        rows.append(("tv", question, answer, date, f"c{at}", confidence))
    return pd.DataFrame(rows, columns=COLUMNS)


@pytest.mark.parametrize(
    ("funding", "governance", "editorial_control", "wanted"),
    [
        ("state", "state", "government", "SC"),
        ("other", "state", "government", "CaPu"),
        ("other", "private", "government", "CaPr"),
        ("state", "private", "government", "CaPr"),
        ("state", "state", "independent", "ISFM"),
        ("state", "private", "independent", "ISF"),
        ("other", "state", "independent", "ISM"),
        ("other", "private", "independent", "IP"),
    ],
)
def test_the_seven_classes(funding: str, governance: str, editorial_control: str, wanted: str) -> None:
    answers = {"funding": funding, "governance": governance, "editorial_control": editorial_control}
    assert state_media_class(answers) == wanted


def test_every_answer_that_can_be_given_means_something_or_leaves_the_factor_open() -> None:
    for factor, domain in FACTORS.items():
        assert set(MEANT[factor]) | set(OPEN[factor]) == set(QUESTIONS[factor])
        assert set(MEANT[factor].values()) == set(domain)


@pytest.mark.parametrize(
    ("answers", "possible"),
    [
        ((), None),
        (("funding state", "governance state", "editorial_control government"), "SC"),
        (("governance state", "editorial_control government"), "SC;CaPu"),
        (("funding mixed", "governance state", "editorial_control independent"), "ISFM;ISM"),
        (("editorial_control owner",), ";".join(CLASSES)),
        (("funding state 2010", "funding private 2020", "governance private", "editorial_control independent"), "IP"),
        (("governance private", "editorial_control government 2024 alleged"), "CaPr;ISF;IP"),
    ],
    ids=["nobody looked", "all", "no money", "mixed money", "owner decides", "newest", "alleged"],
)
def test_classes_still_possible(answers: tuple[str, ...], possible: str | None) -> None:
    found = state_media(_assessments(*answers), outlets("tv")).iloc[0]
    assert (found["possible"] if isinstance(found["possible"], str) else None) == possible
    one = possible if possible and ";" not in possible else None
    assert (found["state_media_class"] if isinstance(found["state_media_class"], str) else None) == one


def test_a_class_tells_its_oldest_answer_its_pages_and_its_weakest_answer() -> None:
    answers = ("funding state 2019 registered", "governance state 2024", "editorial_control government 2023-05")
    found = state_media(_assessments(*answers), outlets("tv")).iloc[0]
    assert found[["date", "weakest", "citation"]].tolist() == ["2019", "reported", "c0;c1;c2"]


@pytest.mark.parametrize(
    ("answers", "grade", "possible"),
    [
        ((), "not looked at", None),
        (("editor_named yes",), "not looked at", None),
        (("owners_named yes",), "owners_named", "owners_named"),
        (("owners_named no", "answered yes"), "told_when_asked", "told_when_asked"),
        (("owners_named no", "answered no", "register_number yes"), "public_data", "public_data"),
        (("owners_named no", "publisher_named yes"), "several_grades", "told_when_asked;public_data;publisher_only"),
        (
            ("owners_named no", "answered no", "register_number no", "publisher_named no"),
            "unavailable",
            "unavailable",
        ),
    ],
)
def test_transparency(answers: tuple[str, ...], grade: str, possible: str | None) -> None:
    found = transparency(_assessments(*answers), outlets("tv")).iloc[0]
    assert found["grade"] == grade
    assert (found["possible"] if isinstance(found["possible"], str) else None) == possible
    assert found["facts"].count("not looked at") == len(GRADED) + len(SHOWN) - len(answers)
