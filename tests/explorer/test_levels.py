"""The explorer of a level holds nothing of a higher one, in any byte of its page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import test_canaries as canaries
from mapping import explorer
from mapping.countries import AUDIENCES
from mapping.errors import LevelTooHigh
from mapping.explorer.payload import payload
from mapping.landscape import Landscape
from mapping.paths import Places
from mapping.tables import read, to_csv

pytestmark = pytest.mark.slow

# A landscape with canaries in every column and row above the public.
planted = canaries.planted
CITY, EXILE_CITY = "kanarekville", "kanarekborg"
# An outlet at home that hides its place altogether.
HIDDEN = "kok-gazet"


@pytest.fixture(scope="module")
def landed(planted: Places) -> Places:
    """The same, and what only the team may read: where newsrooms sit at home and in exile, and who was given money."""
    city = {"entity_kind": "outlet", "field": "city", "source": "hand_facts", "file": "kg/outlets.csv", "row": "2"}
    city |= {"retrieved": "2026-01-02", "confidence": "reported", "chosen": "no", "why": "planted", "level": "team"}
    cities = [city | {"entity_id": own, "value": value} for own, value in (("bozor-tv", CITY), ("chyndyk", EXILE_CITY))]
    grant = {"participation_id": "a-grant", "programme_id": "help", "outlet_id": "ortaq", "role": "grantee"}
    for table, rows in (("claims", cities), ("participations", [grant | {"level": "team"}])):
        path = planted.processed / f"{table}.csv"
        there = read(path)
        added = pd.DataFrame(rows, columns=there.columns, dtype=str).fillna("")
        path.write_bytes(to_csv(pd.concat([there, added])))
    outlets = read(planted.processed / "outlets.csv")
    outlets.loc[outlets["outlet_id"] == HIDDEN, "place_level"] = "hidden"
    (planted.processed / "outlets.csv").write_bytes(to_csv(outlets))
    return planted


@pytest.mark.parametrize("level", ["public", "partner"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_canary_is_in_any_byte(landed: Places, tmp_path: Path, level: str, language: str) -> None:
    places = Places(landed.data, tmp_path)
    path = explorer.write(Landscape(places, level, AUDIENCES), language)
    assert path == tmp_path / level / language / "explorer.html"
    assert canaries.CANARY not in canaries.told(path)


def test_the_team_sees_what_was_planted(landed: Places, tmp_path: Path) -> None:
    told = canaries.told(explorer.write(Landscape(Places(landed.data, tmp_path), "team", AUDIENCES), "en"))
    assert CITY in told


@pytest.mark.parametrize("level", ["public", "partner", "team"])
@pytest.mark.parametrize(
    ("own", "finer"), [("chyndyk", {"city", "region"}), (HIDDEN, {"city", "region", "base_country"})]
)
def test_no_level_shows_a_place_finer_than_it_may(landed: Places, level: str, own: str, finer: set[str]) -> None:
    data: Any = payload(Landscape(landed, level, AUDIENCES))
    at = data["nodes"]["id"].index(own)
    facts = zip(data["facts"]["outlet"], data["facts"]["field"], strict=True)
    assert {field for outlet, field in facts if outlet == at} & finer == set()
    assert {data["outlets"][field][at] for field in finer} == {None}
    assert data["outlets"]["point"][at] is None
    assert EXILE_CITY not in str(data)


@pytest.mark.parametrize("level", ["public", "partner", "team"])
def test_only_the_team_sees_secret_grants_and_needs(landed: Places, level: str) -> None:
    data: Any = payload(Landscape(landed, level, AUDIENCES))
    assert ("grantee" in data["supports"]["role"]) == (level == "team")
    assert bool(data["needs"]["outlet"]) == (level == "team")


def test_a_page_for_the_team_is_not_written_into_the_public_folder(landed: Places, tmp_path: Path) -> None:
    places = Places(landed.data, tmp_path / "public")
    with pytest.raises(LevelTooHigh, match="of level 'team'"):
        explorer.write(Landscape(places, "team", AUDIENCES), "en")
