"""The shipped facts: nothing lost, nothing twice, nothing shown that may not be."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from mapping import Landscape
from mapping.__main__ import main
from mapping.paths import Places
from mapping.schema import TABLES
from mapping.tables import dangling, read

pytestmark = pytest.mark.slow

SHARED_IDS = (
    "mir-tv", "cabar-asia", "radio-azattyq-kz", "current-time", "sputnik-kazakhstan", "bbc-kyrgyz", "fergana",
    "radio-ozodi", "radio-ozodlik", "bbc-uzbek",
)  # fmt: skip


@pytest.fixture(scope="module")
def land(shipped: Places) -> Landscape:
    return Landscape.open(shipped.data)


def test_the_number_of_outlets_is_what_two_collections_merged_give(land: Landscape) -> None:
    assert 640 <= len(land.outlets) <= 740
    assert land.outlets["outlet_id"].is_unique


def test_every_outlet_rests_on_a_page(land: Landscape) -> None:
    assert (land.outlets["n_citations"] >= 1).all()


def test_many_channels_of_the_directory_are_outlets_that_people_described(land: Landscape) -> None:
    outlets = land.records[land.records["entity_kind"] == "outlet"]
    by_hand = set(outlets.loc[outlets["source"] == "hand_facts", "entity_id"])
    listed = outlets[outlets["source"] == "broadcast_directory"]
    assert len(listed) == 212
    assert listed["entity_id"].isin(by_hand).sum() >= 70


@pytest.mark.parametrize("outlet", SHARED_IDS)
def test_an_id_that_several_folders_share_is_one_outlet_with_the_claims_of_each(land: Landscape, outlet: str) -> None:
    claims = land.claims[(land.claims["entity_kind"] == "outlet") & (land.claims["entity_id"] == outlet)]
    assert (land.outlets["outlet_id"] == outlet).sum() == 1
    assert claims["file"].nunique() >= 2


def test_the_one_shared_id_that_hides_two_outlets_is_two(land: Landscape) -> None:
    rows = land.outlets.set_index("outlet_id").loc[["ovozi-tojik", "ovozi-tojik-radio"]]
    assert list(rows["country"]) == ["UZ", "TJ"]
    assert list(rows["media"]) == ["print", "radio"]


def _lines(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(any(cells) for cells in csv.reader(file)) - 1


def test_every_line_received_became_something_or_was_rejected(shipped: Places) -> None:
    received = {}
    for source in ("hand_facts", "broadcast_directory", "relations", "participations"):
        folder = max((shipped.raw / source).glob("*"))
        received |= {(source, path.relative_to(folder).as_posix()): _lines(path) for path in folder.rglob("*.csv")}
    accounted = pd.concat([read(shipped.processed / f"{name}.csv") for name in ("records", "rejected")])
    lines = accounted[accounted["row"].astype(int) > 1][["source", "file", "row"]].drop_duplicates()
    assert Counter(lines[["source", "file"]].itertuples(index=False, name=None)) == received


def test_two_builds_are_the_same_bytes(shipped: Places, tmp_path: Path) -> None:
    shutil.copytree(shipped.raw, tmp_path / "raw")
    assert main(["clean", "--data", str(tmp_path)]) == 0
    again = {path.name: path.read_bytes() for path in (tmp_path / "processed").glob("*.csv")}
    assert again == {path.name: path.read_bytes() for path in shipped.processed.glob("*.csv")}


def test_ids_once_given_are_all_committed(shipped: Places) -> None:
    given = read(shipped.ids)
    assert given.equals(read(Places().ids))


def test_no_id_leads_nowhere(shipped: Places) -> None:
    frames = {name: read(shipped.processed / f"{name}.csv") for name in TABLES}
    assert dangling(frames, TABLES) == []


def test_the_city_of_an_exiled_newsroom_is_in_no_public_cell(shipped: Places) -> None:
    exiled = Landscape.open(shipped.data).outlets.query("exile_status in ['exile', 'hybrid']")
    assert len(exiled) >= 5
    assert exiled[["city", "region"]].isna().all(axis=None)
    public = Landscape.open(shipped.data, level="public")
    for table in (public.claims, public.conflicts):
        places = table[table["field"].isin(["city", "region"]) & (table["entity_kind"] == "outlet")]
        assert not places["entity_id"].isin(exiled["outlet_id"]).any()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("kloop", ["Kloop (kloop), outlet", "extremist_label", "liquidation", "https://en.wikipedia.org/wiki/Kloop"]),
        ("24-kg", ["24.kg (24kg), outlet", "2024-01-15 raid", "alleged|reported|registered", "https://24.kg/english/"]),
        ("24.kg", ["24.kg (24kg), outlet"]),
    ],
)
def test_explain_tells_pages_confidence_and_events(
    shipped: Places, capsys: pytest.CaptureFixture[str], asked: str, told: list[str]
) -> None:
    assert main(["explain", asked, "--data", str(shipped.data)]) == 0
    story = capsys.readouterr().out
    for words in told:
        assert any(word in story for word in words.split("|")), words
    assert "(read 2026-11-21)" in story
