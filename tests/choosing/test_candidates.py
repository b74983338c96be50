"""Candidates: what is known of each, what is missing, and files of candidates."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from mapping import Landscape
from mapping.__main__ import main
from mapping.analyse.carried.build import build
from mapping.choosing.candidates import outlet_candidates, read_candidates
from mapping.choosing.fields import FIELDS, MEASURES
from mapping.choosing.measures import evidence, measures
from mapping.clean.groups import GROUP_COLUMNS
from mapping.errors import InputUnreadable, LevelTooHigh, MappingError, UnknownName
from mapping.paths import PROJECT, Places
from mapping.tables import save_raw

DAY = "2026-01-02"


@pytest.fixture(scope="module")
def land(tiny_facts: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Landscape:
    """The hand-made landscape with its ties; tests only read it."""
    places = Places(tmp_path_factory.mktemp("candidates") / "data")
    for name, text in tiny_facts.items():
        save_raw(places.raw / "hand_facts" / DAY, name, text.encode(), url="", retrieved=DAY, licence="CC BY 4.0")
    shutil.copytree(PROJECT / "data" / "raw" / "tables", places.hand_tables)
    (places.hand_tables / "source_groups.csv").write_text(",".join(GROUP_COLUMNS) + "\n", encoding="utf-8")
    assert main(["clean", "--data", str(places.data)]) == 1
    build(places, Landscape.open(places.data))
    return Landscape.open(places.data)


def test_every_outlet_is_a_candidate_and_what_is_not_known_is_missing(land: Landscape) -> None:
    frame = outlet_candidates(land)
    assert sorted(frame.index) == sorted(land.outlets["outlet_id"])
    assert list(frame.columns) == ["outlet_id", "name", "said", "consent_until", *FIELDS, *MEASURES]
    bozor, chyndyk = frame.loc["bozor-tv"], frame.loc["chyndyk"]
    assert (bozor["capital"], bozor["labelled"], bozor["owner"]) == ("no", "no", "aida")
    assert (chyndyk["labelled"], chyndyk["exile_status"]) == ("yes", "exile")
    # Nobody read a list of sanctions, asked who took part, or looked for women who lead.
    assert frame[["sanctioned", "newcomer", "women_led"]].isna().all().all()


def test_measures_count_what_is_there_and_are_missing_where_nothing_is(land: Landscape) -> None:
    frame = outlet_candidates(land)
    assert frame.loc["chyndyk", "pressure"] == 20  # a label in 2024
    assert pd.isna(frame.loc["dala-radio", "pressure"])
    assert frame.loc["bozor-tv", "presence"] == 25
    assert pd.isna(frame.loc["kok-gazet", "presence"])
    known = frame[list(MEASURES)].stack().dropna()
    assert known.between(0, 100).all()


def test_without_a_page_what_rests_on_it_alone_is_gone(land: Landscape) -> None:
    known = evidence(land)
    pages = set(known.pages["page"])
    bare = measures(known.without(pages), ["bozor-tv", "chyndyk"])
    assert bare[["presence", "pressure", "evidence"]].isna().all().all()


def test_candidates_are_for_the_team(land: Landscape) -> None:
    with pytest.raises(LevelTooHigh):
        outlet_candidates(Landscape.open(land.places.data, level="public"))


HEAD = "candidate_id,kind,outlet_id,name,role,gender,status,consent_until\n"


def _file(folder: Path, text: str) -> Path:
    path = folder / "candidates.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_candidates_takes_over_what_is_known_of_their_outlets(land: Landscape, tmp_path: Path) -> None:
    lines = "bozor-tv,outlet,,,,,must,\np1,person,chyndyk,Editor One,editor,female,confirmed,2027\n"
    frame = read_candidates(_file(tmp_path, HEAD + lines + "o1,organisation,,Media Aid,,,,\n"), land)
    assert list(frame.index) == ["bozor-tv", "p1", "o1"]
    assert list(frame["name"]) == ["Bozor TV", "Editor One", "Media Aid"]
    assert list(frame["said"].fillna("")) == ["must", "confirmed", ""]
    assert (frame.loc["p1", "kind"], frame.loc["p1", "exile_status"], frame.loc["p1", "gender"]) == (
        "person",
        "exile",
        "female",
    )
    assert (frame.loc["o1", "status"], frame.loc["o1", "country"]) == ("active", None)
    assert pd.isna(frame.loc["o1", "evidence"])


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        (HEAD, InputUnreadable, "holds no candidate"),
        ("candidate_id\na\n", InputUnreadable, "no column 'kind'"),
        ("candidate_id,kind,gendr\na,outlet,\n", UnknownName, "did you mean 'gender'?"),
        (HEAD + ",person,,A,,,,\n", InputUnreadable, "line 2: candidate_id is empty"),
        (HEAD + "a,person,,A,,,,\na,person,,B,,,,\n", InputUnreadable, "'a' stands in line 2 already"),
        (HEAD + "a,persn,,A,,,,\n", UnknownName, "did you mean 'person'?"),
        (HEAD + "a,person,,A,,,confirmd,\n", UnknownName, "did you mean 'confirmed'?"),
        (HEAD + "a,person,bozor,A,,,,\n", UnknownName, "no outlet 'bozor'; did you mean 'bozor-tv'?"),
        (HEAD + "nobody-here,outlet,,,,,,\n", UnknownName, "no outlet 'nobody-here'"),
        (HEAD + "a,person,,,,,,\n", InputUnreadable, "name is empty"),
        (HEAD + "a,person,,A,,,,soon\n", InputUnreadable, "'soon' is no date"),
    ],
)
def test_a_file_that_is_wrong_is_refused(
    land: Landscape, tmp_path: Path, text: str, error: type[MappingError], said: str
) -> None:
    with pytest.raises(error, match=re.escape(said)):
        read_candidates(_file(tmp_path, text), land)
