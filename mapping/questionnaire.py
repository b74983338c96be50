"""The questionnaire on needs as an XLSForm (https://xlsform.org), from the tables in `data/raw/tables/questionnaire`.

`survey.csv` and `choices.csv` have the columns of an XLSForm, and for ourselves block, theme and score, which stay out
of the form. A hint or message without a draft in a language stands there in Russian.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from mapping.errors import InputUnreadable
from mapping.files import publish
from mapping.paths import Places
from mapping.tables import read

FOLDER = "questionnaire"
SHEETS = ("survey", "choices", "settings")
# Whose texts stand in for those that have no draft yet.
LENT = "Русский (ru)"
_PLAIN = {
    "survey": ("type", "name", "required", "relevant", "constraint"),
    "choices": ("list_name", "name"),
    "settings": ("form_title", "form_id", "version", "default_language", "style", "public_key", "submission_url"),
}
_TRANSLATED = {"survey": ("label", "hint", "constraint_message"), "choices": ("label",), "settings": ()}
_LABEL = "label::"


def write_form(places: Places, path: Path) -> int:
    """Write the form as a workbook; gives how many questions it has. `InputUnreadable` names what is wrong in it."""
    tables = {name: read(places.hand_tables / FOLDER / f"{name}.csv") for name in SHEETS}
    if wrong := next(_faults(tables["survey"], tables["choices"]), ""):
        raise InputUnreadable(f"The questionnaire cannot be made: {wrong}.")
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, frame in tables.items():
        shown = _sheet(name, frame)
        sheet = book.create_sheet(name)
        sheet.append(list(shown.columns))
        for row in shown.itertuples(index=False):
            sheet.append(list(row))
        sheet.freeze_panes = "C2"
    content = io.BytesIO()
    book.save(content)
    publish(path, content.getvalue(), "public")
    return len(questions(tables["survey"]))


def questions(survey: pd.DataFrame) -> pd.DataFrame:
    """The lines that ask something: no groups and no notes."""
    return survey[~survey["type"].isin(("begin_group", "end_group", "note"))]


def languages(survey: pd.DataFrame) -> list[str]:
    """The languages of the form as it names them, such as `Русский (ru)`."""
    return [head.removeprefix(_LABEL) for head in survey.columns if head.startswith(_LABEL)]


def _faults(survey: pd.DataFrame, choices: pd.DataFrame) -> Iterator[str]:
    """What no form may have, each as half a sentence."""
    for name, frame in (("survey", survey), ("choices", choices)):
        wanted = [*_PLAIN[name], f"{_LABEL}{LENT}"]
        yield from (f"{name}.csv has lost its column '{head}'" for head in wanted if head not in frame.columns)
    asked = questions(survey)
    yield from (f"survey.csv has '{name}' twice" for name in asked.loc[asked["name"].duplicated(), "name"])
    lists = set(choices["list_name"])
    for kind, name in zip(asked["type"], asked["name"], strict=True):
        chosen = kind.partition(" ")[2]
        if chosen and chosen not in lists:
            yield f"'{name}' chooses from '{chosen}', which choices.csv does not have"
    twice = choices[choices.duplicated(["list_name", "name"])]
    yield from (f"choices.csv has '{name}' twice in one list" for name in twice["name"])
    for language in languages(survey):
        shown = survey[survey["type"] != "end_group"]
        empty = shown.loc[shown[f"{_LABEL}{language}"] == "", "name"]
        yield from (f"'{name}' has no text in {language}" for name in empty)


def _sheet(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The columns that belong in the form, every text in every language."""
    shown = frame[list(_PLAIN[name])].copy()
    for kind in _TRANSLATED[name]:
        for language in languages(frame):
            shown[f"{kind}::{language}"] = _texts(frame, kind, language)
    return shown


def _texts(frame: pd.DataFrame, kind: str, language: str) -> Sequence[str]:
    """The texts of one kind in one language."""
    lent = frame[f"{kind}::{LENT}"]
    own = frame.get(f"{kind}::{language}")
    return list(lent if own is None else own.where(own != "", lent))
