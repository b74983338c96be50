"""Every format of the shipped landscape, read back: nothing is lost on the way."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path

import geopandas as gpd
import networkx as nx
import pandas as pd
import pytest
from jsonschema import Draft202012Validator

from mapping import Landscape
from mapping.__main__ import main
from mapping.export import FORMATS
from mapping.export.edition import NON_COMMERCIAL
from mapping.paths import Places

pytestmark = pytest.mark.slow
SCHEMAS = Path(__file__).parent / "schemas"


@pytest.fixture(scope="module")
def exported(shipped: Places, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the public edition in every format."""
    folder = tmp_path_factory.mktemp("exports")
    for form in FORMATS:
        command = ["export", form, "--level", "public", "--out", str(folder), "--data", str(shipped.data)]
        assert main(command) == 0
    return folder / "public"


@pytest.fixture(scope="module")
def land(shipped: Places) -> Landscape:
    return Landscape.open(shipped.data, "public")


@cache
def _both(folder: Path, name: str) -> tuple[bytes, ...]:
    """A file of the open part, and the one of the same name that stands apart."""
    return tuple(path.read_bytes() for path in (folder / name, folder / "non_commercial" / name) if path.exists())


@pytest.mark.parametrize("name", ["outlets", "names", "channels", "owners", "stakes", "events", "citations", "claims"])
def test_no_row_is_lost_between_the_open_part_and_the_other(exported: Path, land: Landscape, name: str) -> None:
    expected = len(getattr(land, name))
    csv = [pd.read_csv(io.BytesIO(body), dtype=str) for body in _both(exported / "csv", f"{name}.csv")]
    lines = [body.count(b"\n") for body in _both(exported / "jsonl", f"{name}.jsonl")]
    assert (sum(map(len, csv)), sum(lines)) == (expected, expected)


def test_no_open_row_is_under_a_non_commercial_licence(exported: Path, land: Landscape) -> None:
    bound = land.outlets["licence"].str.contains(NON_COMMERCIAL, regex=False)
    frames = [pd.read_csv(io.BytesIO(body)) for body in _both(exported / "csv", "outlets.csv")]
    assert set(frames[0]["outlet_id"]) == set(land.outlets.loc[~bound, "outlet_id"])


def test_statements_are_of_the_standard(exported: Path) -> None:
    schema = json.loads((SCHEMAS / "bods_0_4.json").read_text(encoding="utf-8"))
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for body in _both(exported / "bods", "bods.json"):
        statements = json.loads(body)
        assert [error.message for error in checker.iter_errors(statements)] == []
        stated = {statement["recordId"] for statement in statements}
        assert len(stated) == len(statements)
        parties = [statement["recordDetails"].get("interestedParty") for statement in statements]
        assert {party for party in parties if isinstance(party, str)} <= stated


def test_packages_are_of_the_profile(exported: Path) -> None:
    schema = json.loads((SCHEMAS / "tabular_data_package.json").read_text(encoding="utf-8"))
    for body in _both(exported / "datapackage", "datapackage.json"):
        assert [error.message for error in Draft202012Validator(schema).iter_errors(json.loads(body))] == []


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_the_joint_network_holds_everything(exported: Path, land: Landscape, form: str) -> None:
    reads = {"gexf": lambda body: nx.read_gexf(body, version="1.3"), "graphml": nx.read_graphml}
    graphs = [reads[form](io.BytesIO(body)) for body in _both(exported / form, f"joint.{form}")]
    assert sum(graph.number_of_edges() for graph in graphs) == len(land.stakes) + len(land.relations)
    nodes = set().union(*(graph.nodes for graph in graphs))
    assert len(nodes) == len(land.outlets) + len(land.owners) + len(land.outsiders)


def test_the_map_places_most_outlets_at_home(exported: Path, land: Landscape) -> None:
    outlets = pd.concat([gpd.read_file(io.BytesIO(body)) for body in _both(exported / "geojson", "outlets.geojson")])
    placed = outlets[outlets.geometry.notna()]
    assert set(outlets["outlet_id"]) == set(land.outlets["outlet_id"])
    assert placed["outlet_id"].isin(land.outlets.loc[land.outlets["region"].notna(), "outlet_id"]).all()
    assert (placed["grain"] == "city").sum() > 300


def test_entities_name_only_entities(exported: Path, land: Landscape) -> None:
    bodies = _both(exported / "ftm", "entities.ftm.json")
    entities = [json.loads(line) for body in bodies for line in body.decode().splitlines()]
    ids = {entity["id"] for entity in entities}
    assert len(entities) == len(ids) == len(land.outlets) + len(land.owners) + len(land.stakes)
    ends = ("owner", "asset", "director", "organization", "payer", "beneficiary", "subject", "object")
    assert {value for each in entities for end in ends for value in each["properties"].get(end, [])} <= ids


def test_no_address_of_a_labelled_outlet_is_a_link(exported: Path, land: Landscape) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in exported.rglob("*") if path.suffix not in ("", ".xlsx"))
    assert land.warned_hosts
    for host in land.warned_hosts:
        assert f"http://{host}" not in text
        assert f"https://{host}" not in text
