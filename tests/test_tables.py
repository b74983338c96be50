"""The door to the tables: cells checked, rows sorted, sets of files moved together, receipts kept."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.errors import BuildNeeded, InputUnreadable, MappingError
from mapping.paths import Places
from mapping.schema import EVENTS, OUTLETS, REJECTED, TABLES, Column
from mapping.tables import (
    LONGEST_CELL,
    cell_problem,
    checked,
    dangling,
    join,
    latest,
    read,
    receipts,
    save_raw,
    settle,
    shortened,
    split,
    staging,
    to_csv,
    value_problem,
)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("Kloop", ""),
        ("24.kg", ""),
        ("-5 degrees", ""),
        ("1 < 2", ""),
        ("3 > 2 & 1", ""),
        ("Әә Ңң Ҷҷ oʻ", ""),
        ("=cmd()", "formula"),
        ("=1", "formula"),
        ("@SUM(A1)", "formula"),
        ("+ HYPERLINK (1)", "formula"),
        ("<b>x</b>", "HTML"),
        ("&#60;", "HTML"),
        ("JavaScript:alert(1)", "HTML"),
        ("a\x00b", "control character"),
        ("a\x1bb", "control character"),
        ("a\udce9b", "not UTF-8"),
        ("x" * LONGEST_CELL, ""),
        ("x" * (LONGEST_CELL + 1), "characters long"),
    ],
)
def test_cells_unfit_for_any_table(cell: str, reason: str) -> None:
    found = cell_problem(cell)
    assert reason in found
    assert bool(found) is bool(reason)


@pytest.mark.parametrize(
    ("kind", "value", "fits"),
    [
        ("date", "2011-05", True), ("date", "2011-13-45", False),
        ("id", "24-kg", True), ("id", "a;b", False), ("id", "a/b", False),
        ("url", "https://a.example/x", True), ("url", "ftp://a.example", False), ("url", "https://nothing", False),
        ("yes_no", "yes", True), ("yes_no", "Yes", False),
        ("code", "KZ", True), ("code", "KZ-71", True), ("code", "Kazakhstan", False),
        ("number", "12.5", True), ("number", "-1", False), ("number", "1e3", False),
    ],
)  # fmt: skip
def test_values_by_the_kind_of_their_column(kind: str, value: str, fits: bool) -> None:
    assert (value_problem(Column("x", "", kind=kind), value) == "") is fits


@given(st.lists(st.text(alphabet="ab ;", max_size=5)))
def test_what_is_joined_splits_into_the_same_values(values: list[str]) -> None:
    cell = join(values)
    assert join(split(cell)) == join(part.strip() for value in values for part in value.split(";"))


@given(st.text(max_size=200))
def test_a_shortened_text_is_short_and_printable(text: str) -> None:
    told = shortened(text, longest=20)
    assert len(told) <= 21 * len("\\U00010000")
    assert not any(character in told for character in "\x00\x1b\x7f\r")


def _event(own_id: str, **more: str) -> dict[str, str]:
    cells = {"event_id": own_id, "outlet_id": "a", "date": "2020", "kind": "raid", "summary": "x", "citation": "c"}
    return dict.fromkeys(EVENTS.heads, "") | cells | more


def test_a_table_is_sorted_as_people_count() -> None:
    rows = [{"source": "s", "file": "f", "row": row, "column": "", "value": "", "reason": "bad"} for row in ("10", "9")]
    assert list(checked(REJECTED, rows)["row"]) == ["9", "10"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([_event("e"), _event("e")], "would hold e twice"),
        ([_event("e", kind="party")], "kind 'party' is not one of"),
        ([_event("e", date="")], "date '' is empty, but must be filled"),
    ],
)
def test_a_row_that_breaks_the_schema_stops_the_build(rows: list[dict[str, str]], message: str) -> None:
    with pytest.raises(MappingError, match=message):
        checked(EVENTS, rows)


def test_an_id_that_leads_nowhere_is_named() -> None:
    events = pd.DataFrame([_event("e")])
    outlets = pd.DataFrame([dict.fromkeys(OUTLETS.heads, "") | {"outlet_id": "b"}])
    assert dangling({"events": events, "outlets": outlets}, TABLES)[0] == "events.outlet_id names 'a', which is nowhere"


def test_a_table_survives_writing_and_reading(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": ["NA", "", 'x,"y"', "Ҷ\nz"], "b": ["1", "01", "null", "é"]})
    (tmp_path / "t.csv").write_bytes(to_csv(frame))
    assert read(tmp_path / "t.csv").to_dict() == frame.to_dict()


def test_a_table_not_made_yet_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(BuildNeeded, match="run `mapping build` first"):
        read(tmp_path / "outlets.csv")


def test_files_take_their_places_together(tmp_path: Path) -> None:
    with staging(tmp_path) as stage:
        (stage / "a.csv").write_text("new")
        assert not (tmp_path / "a.csv").exists()
    assert (tmp_path / "a.csv").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


class Killed(BaseException):
    """Stands for a build that ends at once."""


def _build_and_die(folder: Path, complete: bool) -> None:
    with staging(folder) as stage:
        (stage / "a.csv").write_text("new")
        if complete:
            (stage / "complete").touch()
        raise Killed


@pytest.mark.parametrize(("complete", "content"), [(False, "old"), (True, "new")])
def test_a_set_of_files_is_old_or_new(tmp_path: Path, complete: bool, content: str) -> None:
    (tmp_path / "a.csv").write_text("old")
    with pytest.raises(Killed):
        _build_and_die(tmp_path, complete)
    settle(tmp_path)
    assert (tmp_path / "a.csv").read_text() == content
    with staging(tmp_path):
        pass  # the next run drops what is left
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_who_reads_meanwhile_leaves_what_is_being_written(tmp_path: Path) -> None:
    with staging(tmp_path) as stage:
        (stage / "a.csv").write_text("new")
        settle(tmp_path)
        (stage / "b.csv").write_text("new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"]


def test_what_was_received_is_never_changed(tmp_path: Path) -> None:
    kept = save_raw(tmp_path, "a.csv", b"one", url="", retrieved="2026-01-02", licence="CC BY 4.0")
    with pytest.raises(InputUnreadable, match="never changed"):
        save_raw(tmp_path, "a.csv", b"two", url="", retrieved="2026-01-02", licence="CC BY 4.0")
    assert (tmp_path / "a.csv").read_bytes() == b"one"
    assert receipts(tmp_path) == {"a.csv": kept}


@pytest.mark.parametrize(
    ("folders", "newest"),
    [([], None), (["notes"], None), (["2026-01-02", "2026-11-21", "notes"], "2026-11-21")],
)
def test_the_newest_dated_folder_counts(tmp_path: Path, folders: list[str], newest: str | None) -> None:
    places = Places(tmp_path)
    for name in folders:
        (places.raw / "hand_facts" / name).mkdir(parents=True)
    found = latest(places, "hand_facts")
    assert (found.name if found else None) == newest
