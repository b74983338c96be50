"""The questionnaire: a form that validates, in seven languages, and equal to what the adapters read."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from pyxform.xls2xform import convert

from mapping import questionnaire
from mapping.__main__ import main
from mapping.errors import InputUnreadable
from mapping.paths import PROJECT, Places
from mapping.schema.needs import NEED_THEMES
from mapping.sources import Page
from mapping.sources.survey_forms import TABLES, Form, folded, forms
from mapping.tables import Receipt, read

FOLDER = PROJECT / "data/raw/tables/questionnaire"
SURVEY, CHOICES, SETTINGS = (read(FOLDER / f"{name}.csv") for name in questionnaire.SHEETS)
DRAFTS = ("kk", "ky", "tg", "uz")
CHECKLIST = (
    "two_factor", "two_factor_personal", "staff_trained", "software", "backups", "site_protection", "page_recovery",
    "device_plan",
)  # fmt: skip


def form() -> Form:
    """The form as the adapters read it."""
    tables = {name: (Places().hand_tables / name).read_bytes() for name in TABLES}
    (found,) = forms(Page("none", b"", Receipt("none", "", "2026-11-21", "", 0, ""), tables))
    return found


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "form.xlsx"
    assert main(["needs", "form", "--out", str(path)]) == 0
    return path


def test_the_form_validates_without_a_warning(written: Path) -> None:
    made = convert(xlsform=str(written), validate=False)
    assert made.warnings == []
    assert made.xform.count("<translation ") == 7
    # What pyxform shows where a text is missing.
    assert "<value>-</value>" not in made.xform
    assert "media_needs" in made.xform


def test_scores_and_themes_are_not_sent_to_those_who_answer(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    heads = {str(cell.value) for sheet in book.worksheets for cell in sheet[1]}
    assert not heads & {"score", "theme", "block"}
    assert [sheet.title for sheet in book.worksheets] == list(questionnaire.SHEETS)


def test_consent_is_asked_first_and_everything_else_hangs_on_it() -> None:
    asked = questionnaire.questions(SURVEY)
    assert list(asked["name"][:3]) == ["consent", "consent_until", "respondent_code"]
    groups = SURVEY[SURVEY["type"] == "begin_group"]
    assert groups["relevant"].iloc[0] == ""
    assert all(relevant.startswith("${consent} = 'yes'") for relevant in groups["relevant"][1:])
    assert "works_abroad" in groups.set_index("name").loc["abroad", "relevant"]


def test_the_size_the_languages_and_the_checklist() -> None:
    asked = questionnaire.questions(SURVEY)
    assert 45 <= len(asked) <= 61
    assert [name for name in questionnaire.languages(SURVEY) if "draft" in name] == [
        name for name in questionnaire.languages(SURVEY) if name.endswith(tuple(f"({code})" for code in DRAFTS))
    ]
    assert len(questionnaire.languages(SURVEY)) == 7
    assert set(CHECKLIST) <= set(asked.loc[asked["theme"].str.contains("digital_security"), "name"])


def test_drafts_say_so_where_a_person_reads_it_first() -> None:
    purpose = SURVEY.set_index("name").loc["purpose"]
    drafts = [purpose[f"label::{name}"] for name in questionnaire.languages(SURVEY) if "draft" in name]
    assert [text.split(":")[0] for text in drafts] == ["Жоба", "Долбоор", "Лоиҳа", "Loyiha"]


@pytest.mark.parametrize("language", questionnaire.languages(SURVEY))
def test_no_two_questions_and_no_two_choices_of_a_list_read_alike(language: str) -> None:
    asked = questionnaire.questions(SURVEY)[f"label::{language}"].map(folded)
    assert list(asked[asked.duplicated()]) == []
    texts = CHOICES.assign(text=CHOICES[f"label::{language}"].map(folded))
    assert list(texts.loc[texts.duplicated(["list_name", "text"]), "name"]) == []


def test_no_head_of_an_export_can_be_taken_for_another() -> None:
    groups = set(SURVEY.loc[SURVEY["type"] == "begin_group", "name"])
    asked = questionnaire.questions(SURVEY)
    assert not groups & set(asked["name"])
    assert not any("/" in text for head in asked if head.startswith("label::") for text in asked[head])


def test_themes_are_those_of_the_needs_and_scores_lie_between_0_and_100() -> None:
    themes = {theme for cell in [*SURVEY["theme"], *CHOICES["theme"]] for theme in cell.split(";") if theme}
    assert themes <= set(NEED_THEMES)
    assert set(CHOICES.loc[CHOICES["list_name"] == "needs", "name"]) == set(NEED_THEMES)
    assert all(0 <= int(score) <= 100 for score in CHOICES["score"] if score)


@pytest.mark.parametrize("word", ["name", "phone", "email", "address", "gps", "city"])
def test_nothing_that_tells_who_or_where_is_asked(word: str) -> None:
    asked = questionnaire.questions(SURVEY)
    assert not set(asked["type"]) & {"geopoint", "image", "audio", "deviceid", "phonenumber", "username", "barcode"}
    assert not any(word in name.split("_") for name in asked["name"])


def test_the_adapters_read_the_form_that_is_sent_out() -> None:
    ours, asked = form(), questionnaire.questions(SURVEY)
    assert set(asked["name"]) == set(ours.questions)
    assert SETTINGS["form_id"].iloc[0] in ours.ids
    lists = {name: set(rows["name"]) for name, rows in CHOICES.groupby("list_name")}
    for kind, name in zip(asked["type"], asked["name"], strict=True):
        if " " in kind and name != ours.consent:
            assert set(ours.choices[name]) == lists[kind.split()[1]]
    agreed = CHOICES[(CHOICES["list_name"] == "agree") & (CHOICES["name"] == "yes")].iloc[0]
    assert all(ours.agrees(text) for head, text in agreed.items() if str(head).startswith("label::"))
    refused = CHOICES[(CHOICES["list_name"] == "agree") & (CHOICES["name"] == "no")].iloc[0]
    assert not any(ours.agrees(text) for head, text in refused.items() if str(head).startswith("label::"))


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("survey", "select_one skill", "select_one skil", "chooses from 'skil'"),
        ("survey", "integer,staff", "integer,outlet", "'outlet' twice"),
        ("survey", "What worries you most?", "", "'worst_threat' has no text in English"),
        ("choices", "list_name,name", "list,name", "lost its column 'list_name'"),
        ("choices", "agree,no", "agree,yes", "'yes' twice"),
    ],
)
def test_a_broken_questionnaire_is_named(tmp_path: Path, table: str, old: str, new: str, said: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "data/raw/tables/questionnaire")
    places = Places(tmp_path / "data")
    path = places.hand_tables / f"questionnaire/{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputUnreadable, match=said):
        questionnaire.write_form(places, tmp_path / "form.xlsx")
    assert not (tmp_path / "form.xlsx").exists()


@pytest.mark.parametrize("words", [[], ["--out", "form.csv"], ["x", "--out", "form.xlsx"]])
def test_the_file_to_write_is_asked_for(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["needs", "form", *words]) == 2
    assert "--out FORM.xlsx" in capsys.readouterr().err


def test_the_tables_are_csv_of_one_width() -> None:
    for name in questionnaire.SHEETS:
        lines = list(csv.reader(io.StringIO((FOLDER / f"{name}.csv").read_text(encoding="utf-8"), newline="")))
        assert {len(line) for line in lines} == {len(lines[0])}
