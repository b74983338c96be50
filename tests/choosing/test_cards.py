"""The cards and the workbook of an invitation: every sentence comes from the data, and says no more than it may."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from mapping.__main__ import main
from mapping.analyse.carried.build import build
from mapping.choosing.candidates import outlet_candidates, read_candidates
from mapping.choosing.cards import cards
from mapping.choosing.invitation import Invitation, invite
from mapping.choosing.invitation_book import workbook
from mapping.choosing.known import known
from mapping.choosing.rules import Amount, Quota, Rules
from mapping.choosing.where import read_where
from mapping.choosing.why import MOST, why
from mapping.clean.groups import GROUP_COLUMNS
from mapping.landscape import Landscape
from mapping.paths import PROJECT, Places
from mapping.schema import ITEM_LAYERS, TIES
from mapping.tables import save_raw

RULES = replace(
    Rules("rules.toml", "", 2, 0, 1, 0.0, ("active", "unknown"), ()),
    weights={"evidence": 1.0},
    aims={"merit": 1.0, "countries": 1.0},
    must_in=("bozor-tv",),
)
Tied = tuple[tuple[str, str, str], ...]
DAY = "2026-01-02"


@pytest.fixture(scope="module")
def whole(tiny_facts: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The hand-made landscape with the shipped tables and what `analyse` makes; copied before it is changed."""
    places = Places(tmp_path_factory.mktemp("cards") / "data")
    for name, text in tiny_facts.items():
        save_raw(places.raw / "hand_facts" / DAY, name, text.encode(), url="", retrieved=DAY, licence="CC BY 4.0")
    for folder in ("tables", "geo"):
        shutil.copytree(PROJECT / "data" / "raw" / folder, places.raw / folder)
    (places.hand_tables / "source_groups.csv").write_text(",".join(GROUP_COLUMNS) + "\n", encoding="utf-8")
    assert main(["clean", "--data", str(places.data)]) == 1
    build(places, Landscape.open(places.data))
    return places


@pytest.fixture
def places(whole: Places, tmp_path: Path) -> Places:
    """A copy of it."""
    shutil.copytree(whole.data, tmp_path / "data")
    return Places(tmp_path / "data")


def _tie(places: Places, tied: Tied) -> Landscape:
    """The landscape with these ties (giver, taker, layer) and no others."""
    rows = [(*ends, "1", "1" if ends[2] in ITEM_LAYERS else "") for ends in tied]
    frame = pd.DataFrame(rows, columns=["from_id", "to_id", "layer", "weight", "n_items"])
    frame.reindex(columns=TIES.heads, fill_value="").to_csv(places.processed / "ties.csv", index=False)
    return Landscape.open(places.data)


def _hide(places: Places, own: str) -> None:
    path = places.processed / "outlets.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    frame.loc[frame["outlet_id"] == own, "place_level"] = "hidden"
    frame.to_csv(path, index=False)


def _made(land: Landscape, rules: Rules = RULES) -> Invitation:
    return invite(land, rules, outlet_candidates(land))


def _told(land: Landscape, made: Invitation) -> str:
    """The text of all cards, without the marks of Markdown."""
    text = "\n".join(block.text for block in cards(made, known(land)).blocks)
    return text.replace("\\", "")


CITED: Tied = (
    ("bozor-tv", "dala-radio", "citation"),
    ("bozor-tv", "ortaq", "citation"),
    ("bozor-tv", "chyndyk", "link"),
)


@pytest.mark.parametrize(
    ("tied", "said"),
    [
        (CITED, "1 other links to it and 2 others cite it"),
        (CITED, "1 pair of countries is tied by it alone, as far as we know: Kyrgyzstan – Kazakhstan."),
        (CITED, "others take from it: rank 1 of 1"),
        ((("dala-radio", "bozor-tv", "relay"),), "It carries 1 other (Kazakhstan)."),
        ((("chyndyk", "bozor-tv", "ownership"),), "No need is on record"),
    ],
)
def test_ties_are_told_as_they_are(places: Places, tied: Tied, said: str) -> None:
    land = _tie(places, tied)
    assert said in _told(land, _made(land))


def test_what_is_not_in_the_data_is_not_said(places: Places) -> None:
    land = _tie(places, ())
    told = _told(land, _made(land))
    assert not re.search(r"cite it|links to it|tied by it alone|cut off", told)
    assert "No tie of it is known" in told


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"brings": "regions:KG-O;languages:ky;languages:ru;needs:legal"},
            "it alone brings the region Osh Region, the languages Kyrgyz and Russian, and a need for legal help.",
        ),
        ({"brings": "network:14"}, "it alone brings a way to 14 ends of the network."),
        ({"brings": "", "kept_ties": 0.94}, "94% of runs when ties are missing"),
        ({"way": "must"}, "The seat is fixed: the rules or the file of candidates say so."),
    ],
)
def test_the_list_gives_reasons_of_its_own(places: Places, changes: dict[str, object], said: str) -> None:
    land = _tie(places, ())
    made = _made(land)
    listed = made.listed.astype(object)
    for name, cell in changes.items():
        listed[name] = cell
    assert said in _told(land, replace(made, listed=listed))


def test_a_quota_without_a_seat_to_spare_defends_a_name(places: Places) -> None:
    land = _tie(places, ())
    quota = Quota("Kyrgyz", read_where({"country": "KG"}, "rule"), Amount(2), None)
    told = _told(land, _made(land, replace(RULES, quotas=(quota,))))
    assert "It keeps the quota “Kyrgyz”: 2 of the seats must go there" in told


def test_each_name_has_up_to_four_sentences(places: Places) -> None:
    land = _tie(places, CITED)
    made, about = _made(land, replace(RULES, seats=3)), known(land)
    for own in made.list:
        assert 0 < len(why(made, about, own)) <= MOST
        assert all(re.search(r"\d|fixed", said.text) for said in why(made, about, own))


def test_risks_are_told_and_places_of_exile_are_not(places: Places) -> None:
    land = _tie(places, CITED)
    made = _made(land, replace(RULES, must_in=("bozor-tv", "chyndyk")))
    told = _told(land, made)
    assert "labelled extremist in Kyrgyzstan" in told
    assert "It works from exile" in told
    assert "Place: Poland." in told
    assert "Warsaw" not in told
    assert b"Warsaw" not in workbook(made, known(land), land.date)
    assert "](https://chyndyk.example" not in told


def test_a_hidden_place_is_nowhere(places: Places) -> None:
    _hide(places, "chyndyk")
    land = _tie(places, CITED)
    told = _told(land, _made(land, replace(RULES, must_in=("bozor-tv", "chyndyk"))))
    assert "Place: kept hidden." in told
    assert "Poland" not in told


def test_a_person_has_the_role_of_the_file_and_no_more(places: Places, tmp_path: Path) -> None:
    land = _tie(places, CITED)
    path = tmp_path / "people.csv"
    path.write_text(
        "candidate_id,kind,outlet_id,name,role,gender,status,consent_until\n"
        "one,person,bozor-tv,Aziza Example,editor,female,must,2031\n"
        'two,organisation,,"=SUM(1) [x](http://evil.example) <b>",trainer,,must,\n',
        encoding="utf-8",
    )
    made = invite(land, replace(RULES, must_in=()), read_candidates(path, land))
    told = _told(land, made)
    assert "Editor." in told
    assert "All that follows is about Bozor TV." in told
    assert "The consent to be kept here ends 2031" in told
    assert "female" not in told
    marked = "\n".join(block.text for block in cards(made, known(land)).blocks)
    assert "](http://evil" not in marked
    assert "<b>" not in marked


def test_each_number_in_brackets_is_a_page_below(places: Places) -> None:
    land = _tie(places, CITED)
    for block in cards(_made(land), known(land)).blocks[1:]:
        above, _, below = block.text.replace("\\", "").partition("**Pages.**")
        quoted = {part for marks in re.findall(r"\[(\d[^\]]*)\]", above) for part in marks.split(", ")}
        listed = set(re.findall(r"\[(\d+)\] ", below))
        assert {part for part in quoted if part.isdecimal()} == listed
        assert listed
