"""CSV, JSON lines, data packages and workbooks, each read back by a reader of its own."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from small import ROWS, edition

from mapping.export import TABLES, Options

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "tabular_data_package.json").read_text(encoding="utf-8"))
# Rows of the small edition that stay in the open part.
OPEN = {
    "outlets": 5, "names": 4, "channels": 3, "owners": 6, "stakes": 10, "outsiders": 2, "relations": 2, "citations": 2,
    "claims": 1,
}  # fmt: skip


def _frame(content: bytes, **how: object) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, **how)


def test_csv_is_read_back_by_pandas(export) -> None:
    files = export("csv")
    found = {name.removesuffix(".csv"): _frame(body) for name, body in files.items() if re.fullmatch(r"\w+\.csv", name)}
    assert {name: len(frame) for name, frame in found.items()} == OPEN
    stakes = found["stakes"].set_index("stake_id")
    assert stakes.loc["s-6", ["amount", "currency", "share_max"]].tolist() == ["1500.5", "KGS", "100"]
    assert stakes.loc["s-1", ["start", "end", "amount"]].tolist() == ["2011", "2012-05", ""]


def test_csv_with_a_mark_and_semicolons(export) -> None:
    body = export("csv", options=Options(bom=True, semicolon=True))["outlets.csv"]
    assert body.startswith(b"\xef\xbb\xbfoutlet_id;name;")
    plain = _frame(export("csv")["outlets.csv"])
    pd.testing.assert_frame_equal(_frame(body, sep=";", encoding="utf-8-sig"), plain)


def test_csv_with_a_row_of_tags(export) -> None:
    body = export("csv", options=Options(hxl=True))["stakes.csv"]
    heads, tags, *lines = csv.reader(io.StringIO(body.decode()))
    assert len(heads) == len(tags)
    assert all(re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*", tag) for tag in tags)
    assert len(lines) == OPEN["stakes"]
    assert dict(zip(heads, tags, strict=True))["start"] == "#date+start"


def test_json_lines_are_read_back_by_pandas(export) -> None:
    body = export("jsonl")["outlets.jsonl"]
    found = pd.read_json(io.BytesIO(body), lines=True, dtype=False).set_index("outlet_id")
    assert found.loc["bozor", "languages"] == ["ky", "ru"]
    assert found.loc["bozor", "n_citations"] == 1
    assert all("founded" not in json.loads(line) for line in body.splitlines() if b'"lone"' in line)


def test_a_workbook_is_read_back_with_filters_and_a_frozen_head(export) -> None:
    body = export("xlsx")["landscape.xlsx"]
    book = load_workbook(io.BytesIO(body))
    assert book.sheetnames == ["read me", *OPEN]
    for name, n in OPEN.items():
        sheet = book[name]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.max_row == n + 1
        assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    stakes = pd.read_excel(io.BytesIO(body), sheet_name="stakes").set_index("stake_id")
    assert stakes.loc["s-6", "amount"] == 1500.5
    assert "Declared extremist" in " ".join(str(row[0]) for row in book["read me"].values)


@pytest.mark.parametrize("options", [Options(), Options(hxl=True), Options(semicolon=True)])
def test_a_data_package_is_of_the_profile(export, options: Options) -> None:
    about = json.loads(export("datapackage", options=options)["datapackage.json"])
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(about)] == []


@pytest.mark.parametrize("path", ["/outlets.csv", "../outlets.csv", "https://a.example/outlets.csv"])
def test_our_reading_of_the_profile_refuses_what_is_not_of_it(export, path: str) -> None:
    about = json.loads(export("datapackage")["datapackage.json"])
    about["resources"][0]["path"] = path
    assert list(Draft202012Validator(SCHEMA).iter_errors(about))


@pytest.mark.parametrize("options", [Options(), Options(hxl=True), Options(semicolon=True)])
def test_a_data_package_describes_its_files(export, options: Options) -> None:
    files = export("datapackage", options=options)
    about = json.loads(files["datapackage.json"])
    frames = {}
    for resource in about["resources"]:
        body, dialect = files[resource["path"]], resource["dialect"]
        assert len(body) == resource["bytes"]
        assert resource["hash"] == f"sha256:{hashlib.sha256(body).hexdigest()}"
        skipped = [1] if "commentChar" in dialect else None
        frame = frames[resource["name"]] = _frame(body, sep=dialect["delimiter"], skiprows=skipped)
        assert list(frame) == [field["name"] for field in resource["schema"]["fields"]]
        assert len(frame) == OPEN[resource["name"]]
        _check_cells(frame, resource["schema"])
    for resource in about["resources"]:
        for key in resource["schema"].get("foreignKeys", []):
            target = key["reference"]
            used = set(frames[resource["name"]][key["fields"]]) - {""}
            assert used <= set(frames[target["resource"]][target["fields"]])


def _check_cells(frame: pd.DataFrame, schema: dict) -> None:
    assert not frame.duplicated(schema["primaryKey"]).any()
    for field in schema["fields"]:
        cells = [cell for cell in frame[field["name"]] if cell]
        rules = field.get("constraints", {})
        assert not rules.get("required") or len(cells) == len(frame), field["name"]
        assert set(cells) <= set(rules.get("enum", cells)), field["name"]
        assert all(re.fullmatch(rules.get("pattern", ".*"), cell, re.DOTALL) for cell in cells)
        if field["type"] == "number":
            assert all(re.fullmatch(r"\d+(\.\d+)?", cell) for cell in cells)
        if field["type"] == "boolean":
            assert set(cells) <= {"yes", "no"}


def test_channels_refer_to_their_outlets(export) -> None:
    about = json.loads(export("datapackage")["datapackage.json"])
    (channels,) = [resource for resource in about["resources"] if resource["name"] == "channels"]
    expected = [{"fields": "outlet_id", "reference": {"resource": "outlets", "fields": "outlet_id"}}]
    assert channels["schema"]["foreignKeys"] == expected


def test_the_tables_that_leave_are_tables_of_the_schema_in_its_order() -> None:
    assert list(edition().frames) == list(TABLES)
    assert set(ROWS) <= set(TABLES)
