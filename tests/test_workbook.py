"""The workbook: made, filled, taken in; what is wrong is named by its cell, the rest is kept."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from mapping.__main__ import main
from mapping.errors import InputUnreadable
from mapping.paths import PROJECT, Places
from mapping.sources import Page, Row, hand_facts, typed
from mapping.sources.row_checks import row_problems
from mapping.tables import Receipt, receipts
from mapping.typing_in.adding import add
from mapping.typing_in.notes import NOTES, note
from mapping.typing_in.reading import read_workbook
from mapping.typing_in.sheets import NUMBERS, REQUIRED, SHEETS, WORDS
from mapping.typing_in.template import template

DAY = "2026-11-21"
PAGE = "https://page.example/one"
FACTS = PROJECT / "data" / "raw" / "hand_facts" / DAY
OUTLET = {
    "outlet_id": "tong-tv", "name": "Tong TV", "country": "UZ", "medium": "tv;online", "status": "active",
    "ownership_type": "private", "founded": "2011-05", "telegram": "@tongtv", "source_urls": PAGE, "typed_by": "AK",
}  # fmt: skip
EVENT = {
    "date": "2024-02", "outlet_id": "tong-tv", "kind": "fine", "summary": "A court fines it.", "source_url": PAGE,
    "typed_by": "AK",
}  # fmt: skip
Rows = dict[str, list[dict[str, str]]]


def _fact_rows(folder: Path) -> Rows:
    """The hand-collected facts of one country, with initials."""
    found = {}
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            found[file.stem] = [row | {"typed_by": "AK"} for row in csv.DictReader(lines)]
    return found


def _read(rows: Rows, **changed: object) -> tuple[dict[str, list[dict[str, str]]], list[str]]:
    """A filled workbook read back; `changed` are cells written over (`events_B2`)."""
    book = load_workbook(io.BytesIO(template(rows)))
    for where, value in changed.items():
        sheet, _, cell = where.partition("_")
        book[sheet][cell] = value
    content = io.BytesIO()
    book.save(content)
    filled = read_workbook("facts.xlsx", content.getvalue(), {"outlets": ["kloop"], "owners": []})
    return {sheet: [cells for _, cells in lines] for sheet, lines in filled.rows.items()}, [
        str(w) for w in filled.wrong
    ]


def _parsed(source: object, name: str, content: bytes) -> list[Row]:
    page = Page(name, content, Receipt(name, "", DAY, "", len(content), ""))
    return [each for each in source.parse(page) if isinstance(each, Row)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("country", ["kg", "regional"])
def test_the_shipped_facts_come_back_whole_and_parse_alike(tmp_path: Path, country: str) -> None:
    facts = _fact_rows(FACTS / country)
    path = tmp_path / "facts.xlsx"
    path.write_bytes(template(facts))
    places = Places(tmp_path / "data", tmp_path / "reports")
    added = add(places, path, DAY)
    assert (added.wrong, added.new) == ((), {sheet: len(facts[sheet]) for sheet in SHEETS if sheet in facts})
    folder = places.raw / "typed" / DAY / "facts"
    for sheet in facts:
        ours = _parsed(typed, f"facts/{sheet}.csv", (folder / f"{sheet}.csv").read_bytes())
        theirs = _parsed(hand_facts, f"{country}/{sheet}.csv", (FACTS / country / f"{sheet}.csv").read_bytes())
        assert ours == theirs, sheet
    assert (folder / "facts.xlsx").read_bytes() == path.read_bytes()
    assert len(receipts(places.raw / "typed" / DAY)) == len(facts) + 1


def test_the_same_rows_are_not_kept_twice(tmp_path: Path) -> None:
    places, path = Places(tmp_path / "data", tmp_path / "reports"), tmp_path / "facts.xlsx"
    path.write_bytes(template({"outlets": [OUTLET]}))
    add(places, path, DAY)
    assert (add(places, path, DAY).new, add(places, path, DAY).known) == ({}, 1)
    path.write_bytes(template({"outlets": [OUTLET], "events": [EVENT]}))
    again = add(places, path, DAY)
    assert (again.new, again.known, again.folder and again.folder.name) == ({"events": 1}, 1, "facts-2")


def test_drop_downs_notes_and_frozen_heads() -> None:
    book = load_workbook(io.BytesIO(template()))
    assert book.sheetnames == ["how to", *SHEETS, "words"]
    for sheet in SHEETS.values():
        page = book[sheet.name]
        assert ([cell.value for cell in page[1]], page.freeze_panes) == (list(sheet.heads), "B2")
        assert all(text in cell.comment.text for cell in page[1] for text in note(sheet.name, cell.value))
        text = {
            head: page.column_dimensions[cell.column_letter].number_format
            for head, cell in zip(sheet.heads, page[1], strict=True)
        }
        assert {head for head, form in text.items() if form != "@"} == NUMBERS & set(sheet.heads)
        lists = [check for check in page.data_validations.dataValidation if check.type == "list"]
        assert len(lists) == sum(of == sheet.name for of, _ in WORDS)
        assert set(REQUIRED[sheet.name]) <= set(sheet.heads)
    choices = {cell.value for cell in book["words"]["C"]} - {None}
    assert choices == {"outlets status", *WORDS["outlets", "status"]}
    said = {cell.value for row in book["how to"].iter_rows() for cell in row}
    assert {text for texts in NOTES.values() for text in texts} <= said


WRONG = {
    "unknown word": ({"events_C2": "fined"}, "events!C2: 'fined' is not one of: launch"),
    "no such day": ({"events_A2": "2024-13"}, "events!A2: '2024-13' is no date"),
    "no page": ({"events_E2": None}, "events!E2: is empty: every row names its page"),
    "no address": ({"events_E2": "a newspaper"}, "events!E2: 'a newspaper' is no web address"),
    "no initials": ({"events_F2": None}, "events!F2: is empty: write your initials"),
    "empty": ({"events_D2": None}, "events!D2: is empty: 'summary' must be filled"),
    "leads nowhere": ({"events_B2": "tong-tw"}, "events!B2: 'tong-tw' is no id that we know: did you mean 'tong-tv'?"),
    "formula": ({"events_D2": "'=cmd()"}, "events!D2: ''=cmd()' looks like a spreadsheet formula"),
    "markup": ({"events_D2": "<script>x</script>"}, "events!D2: '<script>x</script>' holds HTML"),
    "no id": ({"events_B2": "tong/tv"}, "events!B2: 'tong/tv' is no id"),
}


@pytest.mark.parametrize(("changed", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_cell_is_named_and_the_rest_is_kept(changed: Mapping[str, object], message: str) -> None:
    rows, wrong = _read({"outlets": [OUTLET], "events": [EVENT, EVENT | {"date": "2025"}]}, **changed)
    assert any(line.startswith(message) for line in wrong), wrong
    assert all(line.startswith("events!") and "2: " in line for line in wrong)
    assert (rows["outlets"], [row["date"] for row in rows["events"]]) == ([OUTLET | _rest(rows)], ["2025"])


def _rest(rows: Rows) -> dict[str, str]:
    return {head: "" for head in SHEETS["outlets"].heads if head not in OUTLET} if rows["outlets"] else {}


def test_days_and_numbers_that_a_program_made_its_own_come_back_as_text() -> None:
    stake = {"owner_id": "kloop", "owned_id": "tong-tv", "relation": "owns", "confidence": "reported"}
    stake |= {"source_url": PAGE, "typed_by": "AK"}
    day = datetime.datetime(2024, 2, 9)
    rows, wrong = _read(
        {"outlets": [OUTLET], "ownership": [stake]}, ownership_D2=51.0, ownership_E2=day, outlets_K2=2011
    )
    assert wrong == []
    assert (rows["ownership"][0]["share_pct"], rows["ownership"][0]["start"]) == ("51", "2024-02-09")
    assert rows["outlets"][0]["founded"] == "2011"


def test_changed_sheets_and_columns_are_named() -> None:
    book = load_workbook(io.BytesIO(template({"outlets": [OUTLET], "owners": [], "events": [EVENT]})))
    book["outlets"]["Z1"] = "mood"
    book["events"]["C1"] = "what"
    book.create_sheet("gossip")
    content = io.BytesIO()
    book.save(content)
    filled = read_workbook("facts.xlsx", content.getvalue(), {})
    assert [str(wrong) for wrong in filled.wrong] == [
        "sheet gossip: is no sheet of the template and was not read",
        "outlets!Z1: 'mood' is no column of this sheet and was not read",
        "sheet events: 'kind' is a column that is missing: make a new template",
        "events!C1: 'what' is no column of this sheet and was not read",
    ]
    assert (len(filled.rows["outlets"]), filled.rows["events"]) == (1, [])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"outlet_id,name\n", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(InputUnreadable, match="is no workbook"):
        read_workbook("facts.xlsx", content, {})


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(("name", "city", "aliases"), TEXT)), min_size=1, max_size=4))
def test_whatever_is_typed_comes_back_or_is_named(typed_rows: list[dict[str, str]]) -> None:
    rows = [OUTLET | {"outlet_id": f"tong-{at}"} | cells for at, cells in enumerate(typed_rows)]
    filled = read_workbook("facts.xlsx", template({"outlets": rows}), {})
    back = {line - 2: cells for line, cells in filled.rows["outlets"]}
    named = {int("".join(filter(str.isdigit, wrong.cell))) - 2 for wrong in filled.wrong}
    assert back.keys() | named == set(range(len(rows)))
    for at, cells in back.items():
        assert {head: cells[head].lstrip("'") for head in rows[at]} == {k: v.lstrip("'") for k, v in rows[at].items()}


def test_the_commands_and_their_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, path = ["--data", str(tmp_path / "data")], tmp_path / "facts.xlsx"
    assert main(["template", "--out", str(path), *data]) == 0
    assert main(["template", "--out", str(path), *data]) == 2
    assert "already there" in capsys.readouterr().err
    assert main(["add", str(path), *data]) == 2
    assert "has no filled row" in capsys.readouterr().err
    path.write_bytes(template({"outlets": [OUTLET], "events": [EVENT | {"kind": "fined"}]}))
    assert main(["add", str(path), *data]) == 1
    told = capsys.readouterr()
    assert ("events!C2: 'fined'" in told.err, "Added 1 outlets" in told.out) == (True, True)
    path.write_bytes(template({"outlets": [OUTLET | {"country": "Uzbekistan"}]}))
    assert main(["add", str(path), *data]) == 2
    assert "outlets!F2: 'Uzbekistan' is not one of" in capsys.readouterr().err
    path.write_bytes(template({"outlets": [OUTLET | {"outlet_id": "tong-radio"}]}))
    assert main(["add", str(path), *data]) == 0
    assert main(["add", str(tmp_path / "nowhere.xlsx"), *data]) == 2
    assert main(["template", "--out", str(tmp_path / "facts.csv"), *data]) == 2


def test_every_row_that_is_kept_fits_its_table(tmp_path: Path) -> None:
    places, path = Places(tmp_path / "data", tmp_path / "reports"), tmp_path / "facts.xlsx"
    assessment = {"outlet_id": "kloop", "question": "funding", "answer": "foreign_grants", "date": "2025"}
    assessment |= {"confidence": "reported", "source_url": PAGE, "typed_by": "AK"}
    path.write_bytes(template({"outlets": [OUTLET], "assessments": [assessment, assessment | {"answer": "no"}]}))
    added = add(places, path, DAY)
    assert [str(wrong).partition(":")[0] for wrong in added.wrong] == ["assessments!D3", "assessments!C3"][:1]
    file = places.raw / "typed" / DAY / "facts" / "assessments.csv"
    rows = _parsed(typed, "facts/assessments.csv", file.read_bytes())
    assert [(row.table, row.values["answer"], list(row_problems(row))) for row in rows] == [
        ("assessments", "foreign_grants", [])
    ]
