"""An invitation from a landscape: everything in it agrees, and rules that cannot be are answered in plain words."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from few import few

from mapping import Landscape
from mapping.__main__ import main
from mapping.analyse.carried.build import build
from mapping.choosing.invitation import Invitation, invite
from mapping.choosing.meetings import meetings
from mapping.choosing.rules import AIMS, Rules, read_rules
from mapping.clean.groups import GROUP_COLUMNS
from mapping.errors import InputUnreadable, LevelTooHigh, MappingError, UnknownName
from mapping.paths import PROJECT, Places
from mapping.tables import save_raw

DAY = "2026-01-02"
SHIPPED = PROJECT / "data" / "raw" / "tables" / "rules_invitation.toml"
TEXT = """
[selection]
seats = 4
seed = 3
allow = ["foreign_state"]
[[quota]]
name = "Kazakhstan"
where = { country = "KZ" }
min = 1
max = 2
[weights]
evidence = 2
presence = 1
[aims]
merit = 2
network = 1
regions = 1
media = 1
[per_owner]
most = 2
"""


@pytest.fixture(scope="module")
def land(tiny_facts: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Landscape:
    """The hand-made landscape with its ties; tests only read it."""
    places = Places(tmp_path_factory.mktemp("invitation") / "data")
    for name, text in tiny_facts.items():
        save_raw(places.raw / "hand_facts" / DAY, name, text.encode(), url="", retrieved=DAY, licence="CC BY 4.0")
    shutil.copytree(PROJECT / "data" / "raw" / "tables", places.hand_tables)
    shutil.copytree(PROJECT / "data" / "raw" / "geo", places.raw / "geo")
    (places.hand_tables / "source_groups.csv").write_text(",".join(GROUP_COLUMNS) + "\n", encoding="utf-8")
    assert main(["clean", "--data", str(places.data)]) == 1
    build(places, Landscape.open(places.data))
    return Landscape.open(places.data)


def _rules(folder: Path, text: str = TEXT) -> Rules:
    path = folder / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return read_rules(path)


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    """Four seats."""
    return _rules(tmp_path)


def _pool(n: int = 8) -> pd.DataFrame:
    """Candidates who are no outlets of the landscape."""
    return few(
        country=["KZ", "KZ", "KG", "UZ", "TJ", "TJ", "UZ", "KG"][:n],
        region=["KZ-71", None, "KG-O", "UZ-AN", "TJ-DU", None, None, "KG-GB"][:n],
        media=["online", "tv", "print", "radio", "online", "tv;online", "print", "online"][:n],
        evidence=[float(points) for points in (90, 80, 70, 60, 50, 40, 30, 20)][:n],
        owner=[None, None, "x", "x", "x", None, None, None][:n],
    )


def test_an_invitation_agrees_with_itself(land: Landscape, rules: Rules) -> None:
    found = invite(land, rules, _pool())
    assert len(found.list) == len(set(found.list)) == 4
    assert found.gap == 0
    assert found.quotas["met"].all()
    assert found.reserves["refuses"].sort_values().tolist() == sorted(found.list)
    assert not set(found.reserves["replaced_by"].dropna()) & set(found.list)
    assert (found.reserves["value"].dropna() <= found.value + 1e-3).all()
    assert (found.terms["weight"] * found.terms["value"]).sum() * 100 == pytest.approx(found.value)
    assert set(found.chances.index[found.chances["chance"] == 1]) == set(found.list)
    assert found.listed[["kept_weights"]].apply(lambda kept: kept.between(0, 1)).all().all()


def _told(found: Invitation) -> tuple[object, ...]:
    frames = (found.listed, found.reserves, found.chances, found.alternatives, found.stability, found.meetings)
    return *(frame.to_csv() for frame in frames), found.settings


def test_the_same_inputs_give_the_same_invitation(land: Landscape, rules: Rules) -> None:
    by_lot = replace(rules, lottery_seats=2)
    assert _told(invite(land, by_lot, _pool())) == _told(invite(land, by_lot, _pool()))


def test_outlets_of_the_landscape_are_the_candidates_when_none_are_named(land: Landscape, rules: Rules) -> None:
    found = invite(land, replace(rules, seats=3))
    assert set(found.list) <= set(land.outlets["outlet_id"])
    assert len(found.chances) + found.excluded["candidate_id"].nunique() == len(land.outlets)


def test_seats_by_lot_have_chances_that_sum_to_them(land: Landscape, rules: Rules) -> None:
    found = invite(land, replace(rules, lottery_seats=2), _pool())
    pool = found.chances[found.chances["way"] == "lottery"]
    assert pool["chance"].sum() == pytest.approx(2)
    assert (found.listed["way"] == "lottery").sum() == 2
    assert found.quotas["met"].all()


def test_who_is_confirmed_stays_and_who_refused_goes(land: Landscape, rules: Rules) -> None:
    said = _pool().assign(said=["refused", *[None] * 6, "confirmed"])
    found = invite(land, rules, said)
    assert found.listed.loc["h", "way"] == "must"
    assert found.excluded[["candidate_id", "rule"]].to_numpy().tolist() == [["a", "refused"]]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("max = 2", "max = 2\n[[quota]]\nname = 'Tajikistan'\nwhere = { country = 'TJ' }\nmin = 3",
         "'Tajikistan': at least 2 instead of 3 (2 eligible)"),
        ("seats = 4", "seats = 9", "There are 9 seats, but only 8 of 8 candidates are eligible: ask for 8 seats"),
        ("[per_owner]", "[must]\nin = ['c', 'd', 'e']\n[per_owner]",
         "'owner x': at most 3 instead of 2 (3 of 3 must be in)"),
        ("[per_owner]", "[must]\nin = ['a', 'c']\n[lottery]\nseats = 3\n[per_owner]",
         "2 candidates must be in, but only 1 of 4 seats are not drawn by lot"),
        ("[per_owner]", "[must]\nin = ['zz']\n[per_owner]", "[must] names nobody here by 'zz'"),
        ("[aims]", "[aims]\nreach = 3", "[aims] has no aim 'reach'"),
        ("[per_owner]", "[panel]\nlong_list = 6\n[per_owner]", "leave [panel] out"),
        ("merit = 2", "merit = 0", ""),
        ("merit = 2\nnetwork = 1\nregions = 1\nmedia = 1", "needs = 1", "Nothing that rules.toml aims at is known"),
    ],
)  # fmt: skip
def test_rules_that_cannot_be_are_answered(land: Landscape, tmp_path: Path, old: str, new: str, told: str) -> None:
    text = TEXT.replace(old, new)
    assert text != TEXT
    if not told:
        assert "merit" not in set(invite(land, _rules(tmp_path, text), _pool()).terms["term"])
        return
    with pytest.raises(MappingError) as problem:
        invite(land, _rules(tmp_path, text), _pool())
    assert told in str(problem.value)
    assert isinstance(problem.value, InputUnreadable | UnknownName)


def test_all_seats_by_lot(land: Landscape, rules: Rules) -> None:
    found = invite(land, replace(rules, lottery_seats=4), _pool())
    assert set(found.listed["way"]) == {"lottery"}
    assert found.chances["chance"].sum() == pytest.approx(4)
    assert found.alternatives.empty
    assert found.stability.empty


def test_without_the_only_source_nobody_stays(land: Landscape, rules: Rules) -> None:
    found = invite(land, replace(rules, seats=2, aims={}, weights={"evidence": 1.0}))
    lost = found.stability.set_index("what").loc["without page.example"]
    assert lost["stays"] == 0
    assert set(lost["leaves"].split(";")) == set(found.list)


def test_one_candidate_only(land: Landscape, rules: Rules) -> None:
    found = invite(land, replace(rules, seats=1), _pool(1))
    assert found.list == ["a"]
    assert found.reserves["replaced_by"].isna().all()
    assert found.alternatives.empty
    assert found.meetings.empty


def test_invitations_are_for_the_team(land: Landscape, rules: Rules) -> None:
    with pytest.raises(LevelTooHigh):
        invite(Landscape.open(land.places.data, level="public"), rules, _pool())


def test_the_shipped_rules_can_be_read_and_use_known_aims() -> None:
    rules = read_rules(SHIPPED)
    assert rules.seats == 20
    assert set(rules.aims) <= set(AIMS)


def test_who_shares_a_need_or_a_border_meets_and_sits_together(land: Landscape) -> None:
    listed = few(
        region=["KG-O", "UZ-AN", "KZ-71", None],
        need_legal=[80.0, float("nan"), 60.0, 40.0],
        languages=["ky;ru", "uz;ru", "kk", "ru"],
    )
    found = meetings(listed, land)
    pairs = dict(zip(found["a_id"] + found["b_id"], found["why"], strict=True))
    assert pairs == {"ab": "border:KG-O|UZ-AN;language:ru", "ac": "need:legal"}
    assert found["table"].dropna().tolist() == [1]
    assert found["reason"].iloc[0] == (
        "No tie between them is known; their regions Osh Region and Andijan Region share a border; "
        "both publish in Russian."
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"outlet_id": ["bozor-media", "bozor-tv"]},  # who holds and who is held
        {"owner": ["aida", "aida"]},
        {"exile_status": ["exile", "home"], "ownership_type": ["nonprofit", "state"]},
        {"outlet_id": ["chyndyk", "b"], "base_country": ["PL", "KG"]},  # labelled in Kyrgyzstan
        {"need_legal": [80.0, 20.0]},
    ],
    ids=["tied", "one owner", "left that state", "labelled", "nothing in common"],
)
def test_some_pairs_should_not_be_sent_to_one_table(land: Landscape, changed: dict[str, list[object]]) -> None:
    plain: dict[str, list[object]] = {
        "need_legal": [80.0, 90.0], "country": ["KG", "KG"], "home_country": ["KG", "KG"],
    }  # fmt: skip
    assert len(meetings(few(**plain), land)) == 1
    assert meetings(few(**(plain | changed)), land).empty


def test_who_sued_the_other_does_not_sit_with_it(land: Landscape) -> None:
    pair = few(outlet_id=["bozor-tv", "dala-radio"], need_legal=[80.0, 90.0])
    assert len(meetings(pair, land)) == 1
    suit = {"event_id": "e-1", "outlet_id": "dala-radio", "date": "2024", "kind": "lawsuit", "partners": "x;bozor-tv"}
    sued = Landscape.open(land.places.data)
    sued.events = pd.concat([land.events, pd.DataFrame([suit])], ignore_index=True)
    assert meetings(pair, sued).empty
