"""The explorer's data: whole, in columns, and the same for the same tables."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from mapping import explorer
from mapping.__main__ import main
from mapping.countries import AUDIENCES
from mapping.errors import UnknownName
from mapping.explorer.columns import TABLES, cells, packed
from mapping.explorer.payload import payload
from mapping.explorer.search import fold
from mapping.landscape import Landscape
from mapping.paths import Places
from mapping.tables import read, to_csv

Data = Mapping[str, Any]


@pytest.fixture(scope="module")
def data(tiny_data: Data) -> Data:
    """The public payload of the hand-made landscape."""
    return tiny_data


def row(data: Data, own_id: str) -> int:
    found: int = data["nodes"]["id"].index(own_id)
    return found


def test_a_page_of_an_earlier_day_says_so(places: Places, data: Data) -> None:
    then: Data = payload(Landscape(places, "public", AUDIENCES, "2015"))
    assert "as it stood on 31 December 2015" in then["build"]["then"]
    assert data["build"]["then"] == ""


@pytest.mark.parametrize("table", TABLES)
def test_columns_of_a_table_are_equally_long(data: Data, table: str) -> None:
    assert len({len(column) for column in data[table].values()}) == 1


def test_outlets_come_first_and_have_a_row_each(data: Data) -> None:
    n = data["n_outlets"]
    assert data["nodes"]["id"][:n] == ["bozor-tv", "chyndyk", "dala-radio", "kok-gazet", "ortaq"]
    assert set(data["nodes"]["kind"][:n]) == {"outlet"}
    assert len(data["outlets"]["status"]) == n


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("facts", ["outlet"]), ("missing", ["outlet"]), ("events", ["outlet"]), ("channels", ["outlet"]),
        ("access", ["outlet"]), ("supports", ["outlet"]), ("stakes", ["holder", "held"]), ("ties", ["from", "to"]),
    ],
)  # fmt: skip
def test_rows_point_to_nodes_that_there_are(data: Data, table: str, columns: list[str]) -> None:
    last = data["n_outlets"] if columns == ["outlet"] else len(data["nodes"]["id"])
    assert [at for name in columns for at in data[table][name] if not 0 <= at < last] == []


def test_citations_point_to_pages_that_there_are_and_none_is_idle(data: Data) -> None:
    cited = {at for table in TABLES for cell in data[table].get("citations", []) for at in cell}
    assert cited == set(range(len(data["citations"]["url"])))


def test_a_conflict_is_several_values_of_one_field(data: Data) -> None:
    facts, ortaq = data["facts"], row(data, "ortaq")
    founded = [
        (value, chosen)
        for outlet, field, value, chosen in zip(
            facts["outlet"], facts["field"], facts["value"], facts["chosen"], strict=True
        )
        if (outlet, field) == (ortaq, "founded")
    ]
    assert founded == [("2003-05-01", True), ("2001", False)] or founded == [("2001", True), ("2003-05-01", False)]


def test_a_reason_names_publishers_and_no_file_of_ours(places: Places, tmp_path: Path) -> None:
    copied = Places(Path(shutil.copytree(places.data, tmp_path / "data")))
    at = copied.processed / "claims.csv"
    claims = read(at)
    told = (claims["entity_kind"] == "outlet") & (claims["field"] == "name")
    why = "nothing else decides: hand_facts (kz/outlets.csv) is read first"
    at.write_bytes(to_csv(claims.assign(why=claims["why"].mask(told, why))))
    reasons = payload(Landscape(copied, "public", AUDIENCES))["reasons"]
    first = [text for text in reasons if "read first" in text]
    assert first
    assert [text for text in reasons if "hand_facts" in text or ".csv" in text] == []


def test_what_is_labelled_extremist_has_no_link(data: Data) -> None:
    chyndyk, channels = row(data, "chyndyk"), data["channels"]
    links = dict(zip(channels["outlet"], channels["link"], strict=True))
    assert data["outlets"]["warned"][chyndyk]
    assert links[chyndyk] is None
    assert links[row(data, "bozor-tv")] == "https://bozor.example"


def test_an_outlet_is_found_by_every_spelling(data: Data) -> None:
    spellings = {fold(text) for text in ("Bozor TV", "Bozor TB", "БОЗОР", "bozor.example", "bozor-tv")}
    assert spellings <= set(data["nodes"]["search"][row(data, "bozor-tv")].split("\n"))


def test_stakes_keep_what_is_not_known_about_a_share(data: Data) -> None:
    stakes = data["stakes"]
    held = {
        (stakes["holder"][at], stakes["held"][at]): (stakes["min"][at], stakes["max"][at])
        for at in range(len(stakes["min"]))
    }
    assert held[row(data, "aida"), row(data, "bozor-media")] == (60, 60)
    assert held[row(data, "dala-holding"), row(data, "dala-radio")] == (0, 100)


def test_every_code_in_the_data_has_a_label(data: Data) -> None:
    used = {
        "media": [code for cell in data["outlets"]["media"] for code in cell],
        "status": data["outlets"]["status"],
        "ownership_type": data["outlets"]["ownership_type"],
        "country": [*data["nodes"]["country"], *data["outlets"]["base_country"]],
        "node_kind": data["nodes"]["kind"],
        "layer": data["ties"]["layer"],
        "relation": data["stakes"]["relation"],
        "event_kind": data["events"]["kind"],
        "channel_kind": data["channels"]["kind"],
        "field": [*data["facts"]["field"], *data["missing"]["field"]],
        "missing": data["missing"]["reason"],
    }
    unnamed = {kind: {code for code in codes if code} - set(data["labels"][kind]) for kind, codes in used.items()}
    assert {kind: codes for kind, codes in unnamed.items() if codes} == {}


def test_every_code_of_a_filter_has_a_label(data: Data) -> None:
    listed = {kind: set(codes) - set(data["labels"][kind]) for kind, codes in data["order"].items()}
    assert {kind: codes for kind, codes in listed.items() if codes} == {}


def test_equal_tables_give_an_equal_page(places: Places) -> None:
    land = Landscape(places, "public", AUDIENCES)
    assert explorer.page(land, "en") == explorer.page(Landscape(places, "public", AUDIENCES), "en")


def test_a_build_is_known_by_its_data_not_by_its_language(places: Places, data: Data) -> None:
    page = explorer.page(Landscape(places, "public", AUDIENCES), "ru").decode()
    assert f'"id":"{data["build"]["id"]}"' in page
    assert '"language":"ru"' in page


def test_some_countries_show_their_outlets_and_who_holds_them(places: Places) -> None:
    shown = payload(Landscape(places, "public", ("KG",)))
    assert isinstance(nodes := shown["nodes"], dict)
    assert nodes["id"][:2] == ["bozor-tv", "chyndyk"]
    assert shown["n_outlets"] == 2
    assert "bozor-media" in nodes["id"]


def test_a_language_without_catalogue_is_refused(places: Places) -> None:
    with pytest.raises(UnknownName, match="xx"):
        explorer.page(Landscape(places, "public", AUDIENCES), "xx")


@pytest.mark.parametrize("asked", [["--only", "explorer"], ["--only", "explorer", "--countries", "KG"]])
def test_the_command_writes_the_page_alone(places: Places, tmp_path: Path, asked: list[str]) -> None:
    words = ["report", "--data", str(places.data), "--reports", str(tmp_path), *asked]
    assert main(words) == 0
    assert [path.name for path in (tmp_path / "public" / "en").iterdir()] == ["explorer.html"]


@pytest.mark.parametrize(
    ("column", "short"),
    [
        ([], []),
        (["a"], ["a"]),
        ([None] * 9, {"of": [None], "at": [0] * 9}),
        (["active", "closed"], ["active", "closed"]),
        (["active", "closed", *["active"] * 8], {"of": ["active", "closed"], "at": [0, 1, *[0] * 8]}),
        ([[1, 2]] * 9, {"of": [[1, 2]], "at": [0] * 9}),
        ([*[False] * 9, True], {"of": [False, True], "at": [*[0] * 9, 1]}),
        (list(range(9)), list(range(9))),
    ],
)
def test_columns_are_packed_where_that_is_shorter(column: list[object], short: object) -> None:
    assert packed({"nodes": {"x": column}})["nodes"] == {"x": short}


def test_packing_loses_nothing(data: Data) -> None:
    short: Any = json.loads(json.dumps(packed(data)))
    for table in TABLES:
        for name, column in short[table].items():
            whole = [column["of"][at] for at in column["at"]] if isinstance(column, dict) else column
            assert whole == json.loads(json.dumps(data[table][name]))


def test_numbers_are_as_short_as_they_are_exact() -> None:
    assert cells(pd.Series([1.0, 2.5, None]).tolist()) == [1, 2.5, None]
