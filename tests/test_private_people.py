"""Persons whose name no reader needs stand under a pseudonym below level team; whose labels count for whom."""

from __future__ import annotations

import shutil
from contextvars import copy_context
from pathlib import Path

import pandas as pd
import pytest

from mapping.errors import InputUnreadable, UnknownName
from mapping.landscape import Landscape
from mapping.landscape.bearers import bearers
from mapping.landscape.people import People, people
from mapping.landscape.readers import FILE, labels_that_count
from mapping.paths import PROJECT, Places
from mapping.safety import is_private
from mapping.schema import TABLES
from mapping.tables import read
from mapping.translate import speak

HIDDEN = People(
    {"ada-lo": "person-kg-1"},
    {"person-kg-1": ("KG", 1)},
    {"ada lo": "person-kg-1", "ада ло": "person-kg-1", "ada-lo": "person-kg-1"},
    [*bearers("person-kg-1", "Ada Lo"), *bearers("person-kg-1", "Ада Ло")],
)


@pytest.mark.parametrize(
    ("kind", "role", "confidences", "private"),
    [
        ("person", "", (), True),
        ("person", "", ("alleged",), True),
        ("person", "", ("alleged", "reported"), False),
        ("person", "", ("registered",), False),
        ("person", "minister", ("alleged",), False),
        ("company", "", ("alleged",), False),
    ],
)
def test_who_is_private(kind: str, role: str, confidences: tuple[str, ...], private: bool) -> None:
    assert is_private(kind, role, confidences) is private


@pytest.mark.parametrize(
    ("table", "row", "shown"),
    [
        ("stakes", {"holder_id": "ada-lo"}, {"holder_id": "person-kg-1"}),
        ("stakes", {"holder_id": "ada-lo-media"}, {"holder_id": "ada-lo-media"}),
        ("events", {"partners": "x;ada-lo;ada-lo-2"}, {"partners": "ada-lo-2;person-kg-1;x"}),
        ("events", {"summary": "Police ask ADA LO, and Ada Lom."}, {"summary": "Police ask person-kg-1, and Ada Lom."}),
        ("citations", {"title": "Кто такая Ада Ло?"}, {"title": "Кто такая person-kg-1?"}),
        ("citations", {"url": "https://www.page.example/who-is-ada-lo?x=1"}, {"url": "https://page.example/"}),
        ("citations", {"url": "https://page.example/adalog"}, {"url": "https://page.example/adalog"}),
        ("citations", {"url": "https://page.example/%D0%90%D0%B4%D0%B0_%D0%9B%D0%BE"}, {"url": "https://page.example/"}),
        ("events", {"summary": "See https://page.example/ada_lo, https://x.example/a"},
         {"summary": "See https://page.example/, https://x.example/a"}),
        ("events", {"summary": "Аду Ло спросили, Ada Lo’s aide"},
         {"summary": "person-kg-1 спросили, person-kg-1 aide"}),
        ("citations", {"url": "HTTPS://Page.example?q=Ada+Lo"}, {"url": "https://page.example/"}),
        ("citations", {"url": "https://x@WWW.Page.example?q=Ada+Lo"}, {"url": "https://page.example/"}),
        ("events", {"summary": "https://[a/ada-lo"}, {"summary": "https://[a/"}),
        ("events", {"date": "ada-lo"}, {"date": "ada-lo"}),
        ("owners", {"owner_id": "ada-lo", "name": "Ada Lo", "name_native": "Ада Ло"},
         {"owner_id": "person-kg-1", "name": "private person (Kyrgyzstan) 1", "name_native": ""}),
        ("names", {"entity_kind": "owner", "entity_id": "ada-lo", "text": "A. Lo"}, None),
        ("names", {"entity_kind": "outlet", "entity_id": "x", "text": "X"}, {"text": "X"}),
        ("claims", {"entity_kind": "owner", "entity_id": "ada-lo", "field": "name", "value": "Lo"}, None),
        ("claims", {"entity_kind": "owner", "entity_id": "ada-lo", "field": "country"}, {"entity_id": "person-kg-1"}),
        ("redirects", {"entity_kind": "owner", "old_id": "a-lo", "entity_id": "ada-lo"}, None),
    ],
)  # fmt: skip
def test_what_is_left_of_a_name(table: str, row: dict[str, str], shown: dict[str, str] | None) -> None:
    described = TABLES[table]
    frame = pd.DataFrame([dict.fromkeys(described.heads, "") | row])
    found = HIDDEN.hidden(described, frame)
    assert found[list(shown or ())].to_dict("records") == ([] if shown is None else [shown])


def test_a_pseudonym_stands_in_the_order_of_its_own_letters() -> None:
    ids = ("ada-lo", "b", "z")
    found = HIDDEN.hidden(
        TABLES["owners"], pd.DataFrame([dict.fromkeys(TABLES["owners"].heads, "") | {"owner_id": own} for own in ids])
    )
    assert list(found["owner_id"]) == ["b", "person-kg-1", "z"]


@pytest.fixture
def alleged(tiny: Places) -> Places:
    """The small landscape, in which nobody but an allegation knows its only person."""
    stakes = read(tiny.processed / "stakes.csv")
    stakes.assign(confidence="alleged").to_csv(tiny.processed / "stakes.csv", index=False)
    return tiny


@pytest.mark.parametrize("level", ["public", "partner"])
def test_below_the_team_no_table_and_no_indicator_names_a_private_person(alleged: Places, level: str) -> None:
    land = Landscape.open(alleged.data, level)
    for name in TABLES:
        assert "aida" not in getattr(land, name).to_csv().lower(), name
    assert "person-kg-1" in set(land.stakes["holder_id"])
    assert "private person (Kyrgyzstan) 1" in set(land.measure("alleged_stakes")["holder"])
    with pytest.raises(UnknownName):
        land.owners_of("aida")
    assert land.find("Aida Example").empty


@pytest.mark.parametrize("common", [False, True])
def test_texts_of_the_tables_name_nobody_in_any_form(alleged: Places, common: bool) -> None:
    """The only person, renamed; a family name that many bear is theirs alone where a row is about what they hold."""
    family = "Karimova" if common else "Exampleva"
    for name in ("owners", "names"):
        table = read(alleged.processed / f"{name}.csv")
        table.replace({"Aida Example": f"Aida {family}"}).to_csv(alleged.processed / f"{name}.csv", index=False)
    stakes, events = (read(alleged.processed / f"{name}.csv") for name in ("stakes", "events"))
    held = stakes.loc[stakes["holder_id"] == "aida", "held_id"].iloc[0]
    about = [{"outlet_id": held, "summary": f"{family}’s paper"}, {"outlet_id": "z", "summary": f"{family}’s paper"}]
    added = pd.concat([events, pd.DataFrame(about)]).fillna("")
    added.to_csv(alleged.processed / "events.csv", index=False)
    shown = people(alleged, "public").hidden(TABLES["events"], added)
    texts = dict(zip(shown["outlet_id"], shown["summary"], strict=True))
    assert texts["z"] == (f"{family}’s paper" if common else "person-kg-1 paper")
    assert f"{family}’s paper" not in set(shown.loc[shown["outlet_id"] == held, "summary"])


def test_no_id_confirms_a_guess_at_who_it_is(alleged: Places) -> None:
    stakes = read(alleged.processed / "stakes.csv")
    theirs = set(stakes.loc[stakes["holder_id"] == "aida", "stake_id"])
    shown = Landscape.open(alleged.data, "public").stakes
    assert theirs
    assert theirs.isdisjoint(shown["stake_id"])
    assert {f"s-person-kg-1-{n}" for n in range(1, len(theirs) + 1)} <= set(shown["stake_id"])


def test_the_team_sees_the_name(alleged: Places) -> None:
    land = Landscape.open(alleged.data, "team")
    assert land.display_names["aida"] == "Aida Example"
    assert "Aida Example" in set(land.measure("alleged_stakes")["holder"])


def test_one_landscape_tells_a_pseudonym_in_each_readers_language(alleged: Places) -> None:
    land = Landscape.open(alleged.data, "public")

    def told(language: str) -> tuple[str, str]:
        speak(language)
        names = dict(zip(land.owners["owner_id"], land.owners["name"], strict=True))
        return names["person-kg-1"], land.display_names["person-kg-1"]

    for language, country in (("en", "Kyrgyzstan"), ("fr", "Kirghizstan"), ("en", "Kyrgyzstan")):
        assert all(country in name for name in copy_context().run(told, language))


@pytest.mark.parametrize(
    ("told", "public", "team"),
    [
        (None, None, None),
        ("", None, None),
        ('[labels]\npublic = "all"', None, None),
        ('[labels]\npublic = ["KG", "TJ"]', {"KG", "TJ"}, None),
        ('[labels]\npublic = []\nteam = ["KZ"]', set(), {"KZ"}),
    ],
)
def test_whose_labels_count(tmp_path: Path, told: str | None, public: set[str] | None, team: set[str] | None) -> None:
    if told is not None:
        (tmp_path / FILE).write_text(told, encoding="utf-8")
    assert labels_that_count(tmp_path, "public") == public
    assert labels_that_count(tmp_path, "team") == team


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        ("labels", "cannot be read as TOML"),
        ('public = "all"', r"may hold \[labels\] alone"),
        ("labels = 1", r"may hold \[labels\] alone"),
        ('[labels]\neverybody = "all"', r"may hold \[labels\] alone"),
        ('[labels]\npartner = "kg"', "partner must be"),
        ('[labels]\npublic = ["kg"]', "public must be"),
        ("[labels]\nteam = true", "team must be"),
    ],
)
def test_what_is_wrong_with_the_readers_is_said(tmp_path: Path, told: str, complaint: str) -> None:
    (tmp_path / FILE).write_text(told, encoding="utf-8")
    with pytest.raises(InputUnreadable, match=complaint):
        labels_that_count(tmp_path, "public")


def test_only_a_label_that_counts_for_the_reader_takes_links_away(tiny: Places) -> None:
    tiny.hand_tables.mkdir(parents=True, exist_ok=True)
    shutil.copy(PROJECT / "data" / "raw" / "tables" / FILE, tiny.hand_tables)
    assert warnings(tiny, "public") == (["KG"], {"chyndyk.example"})
    (tiny.hand_tables / FILE).write_text('[labels]\npublic = ["TJ"]', encoding="utf-8")
    assert warnings(tiny, "public") == ([], set())
    assert warnings(tiny, "team") == (["KG"], {"chyndyk.example"})


def warnings(places: Places, level: str) -> tuple[list[str], set[str]]:
    """In which countries outlets are labelled, and which hosts are not linked, in an edition."""
    land = Landscape.open(places.data, level)
    return list(land.outlets["labelled_in"].dropna()), set(land.warned_hosts)
