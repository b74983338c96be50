"""What may never leave, what stands apart, and names that mean harm."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import cache

import networkx as nx
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from small import BOUND, DAY, ROWS, edition, outlet, owner, stake

from mapping.errors import LevelTooHigh, UnknownName
from mapping.export import FORMATS, Options, write
from mapping.export.cells import xml_text

FORMS = list(FORMATS)
# Letters of any script, marks that turn the line around, pictures, quotes, markup and ends of lines.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)
HARMFUL = (
    '=HYPERLINK("http://a")', "+1+1", "-2", "@SUM(A1)", "<script>alert(1)</script>", "]]>", "&amp;", 'a"b\';,\n"',
    "\u202eevil", "👩\u200d🚀", "قلم", "\x00\x07", "a\r\nb", "\u2028", "#N/A", "`x`", "[a](http://b.example)", "\ufffe",
)  # fmt: skip
HOSTILE = st.one_of(TEXT, st.sampled_from(HARMFUL))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_rows_give_the_same_bytes(export, form: str) -> None:
    assert export(form) == export(form, edition())


@pytest.mark.parametrize("form", FORMS)
def test_every_folder_says_what_it_holds_and_under_which_licence(export, form: str) -> None:
    files = export(form)
    pages = {name: body.decode() for name, body in files.items() if name.endswith("README.md")}
    assert set(pages) == {"README.md", "non_commercial/README.md"}
    assert BOUND not in pages["README.md"]
    assert f"- {BOUND}: https://creativecommons.org/licenses/by-nc-sa/4.0/" in pages["non_commercial/README.md"]
    assert "Facts (Toolkit; CC BY 4.0): 1 claims" in pages["README.md"]
    assert "6 more rows, under a non-commercial licence, stand apart" in pages["README.md"]
    assert "Date of the data: 2026-01-02" in pages["README.md"]


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"xlsx"}))
def test_rows_under_a_non_commercial_licence_stand_in_files_of_their_own(export, form: str) -> None:
    files = export(form)
    apart = {name: body.decode() for name, body in files.items() if name.startswith("non_commercial/")}
    rest = "".join(body.decode() for name, body in files.items() if name not in apart)
    assert "bound" not in rest.casefold().replace("by hand", "")
    assert "bound" in "".join(apart.values())
    assert "bozor" not in "".join(apart.values())


def test_rows_under_a_non_commercial_licence_stand_in_a_workbook_of_their_own(export) -> None:
    files = export("xlsx")
    told = {
        name: pd.read_excel(io.BytesIO(body), sheet_name="outlets") for name, body in files.items() if "xlsx" in name
    }
    assert {name: set(frame["outlet_id"]) for name, frame in told.items()} == {
        "landscape.xlsx": {"bozor", "dala", "exile", "lone", "seat"},
        "non_commercial/landscape.xlsx": {"bound"},
    }


def test_a_page_that_only_bound_rows_cite_is_bound_too(export) -> None:
    files = export("csv")
    assert b"list.example" not in files["citations.csv"]
    assert b"list.example" in files["non_commercial/citations.csv"]


def test_a_stake_of_a_bound_owner_is_bound_and_told_with_both_ends(export) -> None:
    bound = {"owners": [*ROWS["owners"], owner("guild", "nonprofit", licence=BOUND)]}
    of = edition(bound | {"stakes": [*ROWS["stakes"], stake(11, "guild", "bozor")]})
    files = export("gexf", of)
    apart = nx.read_gexf(io.BytesIO(files["non_commercial/ownership.gexf"]), version="1.3")
    assert set(apart.edges) == {("guild", "bozor")}
    assert b"guild" not in files["joint.gexf"]


def test_without_such_rows_there_is_no_such_folder(export) -> None:
    of = edition(
        {"outlets": [row for row in ROWS["outlets"] if row["outlet_id"] != "bound"], "names": [], "claims": []}
    )
    of = replace(of, frames={**of.frames, "channels": of.frames["channels"].iloc[:3]})
    assert not [name for name in export("csv", of) if "non_commercial" in name]


def test_what_was_withdrawn_does_not_stay_behind(tmp_path) -> None:
    write("csv", edition(), tmp_path, Options())
    own = tmp_path / "public" / "csv" / "mine.csv"
    own.write_text("a person's own file")
    fewer = edition({"outlets": ROWS["outlets"][:1], "stakes": [], "relations": [], "claims": []})
    fewer = replace(fewer, frames={**fewer.frames, "channels": fewer.frames["channels"].iloc[:1]})
    fewer = replace(fewer, frames={**fewer.frames, "names": fewer.frames["names"].iloc[:4]})
    write("csv", fewer, tmp_path, Options())
    left = {path.relative_to(own.parent).as_posix() for path in own.parent.rglob("*") if path.is_file()}
    expected = {"outlets", "names", "channels", "owners", "outsiders", "citations", "mine"}
    assert left == {"README.md", *(f"{name}.csv" for name in expected)}


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"xlsx"}))
def test_addresses_of_a_labelled_outlet_are_no_links(export, form: str) -> None:
    text = "".join(body.decode() for body in export(form).values())
    for address in ("exile.example", "t.example/exile"):
        assert f"http://{address}" not in text
        assert f"https://{address}" not in text
        assert f"https://www.{address}" not in text


def test_addresses_of_a_labelled_outlet_stay_readable(export) -> None:
    files = export("csv")
    assert b"hxxps://exile.example," in files["channels.csv"]
    assert b"hxxps://t.example/exile," in files["channels.csv"]
    assert b"see hxxps://exile.example/a and https://paper.example" in files["claims.csv"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("table", "cells", "message"),
    [
        ("claims", {"level": "team"}, "Rows of 'claims' are above the level 'public'"),
        ("outlets", {"editor_phone": "1"}, "Column 'editor_phone' of 'outlets' is in no schema"),
        ("outlets", {"place_level": "country"}, "The city of 'bozor' may not be shown"),
        ("outlets", {"place_level": "hidden", "city": None}, "The region of 'bozor' may not be shown"),
        ("outlets", {"place_level": "hidden", "city": None, "region": None}, "The base_country of 'exile' may not"),
    ],
)
def test_what_is_above_the_level_is_refused_and_nothing_is_written(
    tmp_path, form: str, table: str, cells: dict, message: str
) -> None:
    of = edition()
    frame = of.frames[table].assign(
        **{name: pd.Series(cell, of.frames[table].index, "str") for name, cell in cells.items()}
    )
    with pytest.raises(LevelTooHigh, match=message):
        write(form, replace(of, frames={**of.frames, table: frame}), tmp_path, Options())
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize(("level", "folder"), [("team", "public"), ("team", "partner"), ("partner", "public")])
def test_an_export_for_few_may_not_stand_in_the_edition_for_many(tmp_path, level: str, folder: str) -> None:
    with pytest.raises(LevelTooHigh, match=f"level '{level}' and may not stand in the '{folder}' edition"):
        write("csv", edition(level=level), tmp_path / folder, Options())
    assert list(tmp_path.rglob("*.csv")) == []


@pytest.mark.parametrize(
    ("form", "options", "message"),
    [
        ("gexff", Options(), "no format 'gexff': did you mean 'gexf'"),
        ("GeoJSON", Options(), "did you mean 'geojson'"),
        ("excel", Options(), "no format 'excel'"),
        ("zzzz", Options(), "the formats are bods, csv"),
        ("gexf", Options(hxl=True), "'gexf' knows no --hxl: it is an option of csv, datapackage"),
        ("datapackage", Options(bom=True), "'datapackage' knows no --bom: it is an option of csv"),
    ],
)
def test_a_format_or_option_that_does_not_exist_is_named(tmp_path, form: str, options: Options, message: str) -> None:
    with pytest.raises(UnknownName, match=message):
        write(form, edition(), tmp_path, options)
    assert list(tmp_path.rglob("*")) == []


@cache
def _one_of_each():
    empty = {name: [] for name in ("names", "channels", "claims", "citations")}
    rows = {"outlets": [outlet("a", labelled_in="KG")], "owners": [owner("b", "person")]}
    return edition(rows | empty | {"stakes": [stake(1, "b", "a")]})


def _named(name: str):
    """An edition whose outlet and owner bear this name."""
    of = _one_of_each()
    named = {table: of.frames[table].assign(name=pd.Series([name], dtype="str")) for table in ("outlets", "owners")}
    return replace(of, frames={**of.frames, **named})


PATIENT = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@PATIENT
@given(name=HOSTILE)
def test_no_name_runs_in_a_spreadsheet(export, name: str) -> None:
    cell = pd.read_csv(io.BytesIO(export("csv", _named(name))["outlets.csv"]), keep_default_na=False)["name"][0]
    assert not str(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    book = load_workbook(io.BytesIO(export("xlsx", _named(name))["landscape.xlsx"]))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


@PATIENT
@given(name=HOSTILE)
def test_a_name_survives_in_json(export, name: str) -> None:
    files = {form: export(form, _named(name)) for form in ("jsonl", "ftm", "bods", "geojson")}
    assert json.loads(files["jsonl"]["outlets.jsonl"].decode())["name"] == name
    entities = [json.loads(line) for line in files["ftm"]["entities.ftm.json"].decode().split("\n") if line]
    assert [entity["properties"]["name"] for entity in entities[:2]] == [[name], [name]]
    statements = json.loads(files["bods"]["bods.json"])
    assert [statements[0]["recordDetails"]["name"], statements[1]["recordDetails"]["names"][0]["fullName"]] == [
        name
    ] * 2
    assert json.loads(files["geojson"]["outlets.geojson"])["features"][0]["properties"]["name"] == name


@PATIENT
@given(name=HOSTILE)
def test_a_name_survives_in_networks_on_one_line(export, name: str) -> None:
    gexf = nx.read_gexf(io.BytesIO(export("gexf", _named(name))["joint.gexf"]), version="1.3")
    graphml = nx.read_graphml(io.BytesIO(export("graphml", _named(name))["joint.graphml"]))
    assert {gexf.nodes[own]["label"] for own in "ab"} == {xml_text(name)}
    # An empty element is read as nothing.
    assert {graphml.nodes[own].get("label") or "" for own in "ab"} == {xml_text(name)}


@given(text=TEXT)
def test_text_for_xml_can_be_parsed_and_has_no_line_end(text: str) -> None:
    element = ET.Element("a", {"b": xml_text(text)})
    assert ET.fromstring(ET.tostring(element)).get("b") == xml_text(text)
    assert len(xml_text(text).splitlines()) <= 1


def test_the_day_of_an_edition_is_the_day_of_its_files(export) -> None:
    book = load_workbook(io.BytesIO(export("xlsx")["landscape.xlsx"]))
    assert book.properties.created.date() == book.properties.modified.date() == DAY
