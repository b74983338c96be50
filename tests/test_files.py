"""The door through which files for people leave."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.errors import LevelTooHigh
from mapping.files import CONTENT_POLICY, publish, publish_table, safe_cell
from mapping.safety import LEVELS
from mapping.schema import CLAIMS, DECISIONS, EVENTS


@pytest.mark.parametrize(("level", "edition"), list(itertools.combinations(reversed(LEVELS), 2)))
def test_a_level_above_the_edition_is_refused_and_nothing_is_written(tmp_path: Path, level: str, edition: str) -> None:
    path = tmp_path / edition / "en" / "report.pdf"
    with pytest.raises(LevelTooHigh, match=f"level '{level}' and may not stand in the '{edition}' edition"):
        publish(path, b"%PDF", level)
    assert not path.exists()


@pytest.mark.parametrize(("level", "edition"), list(itertools.combinations_with_replacement(LEVELS, 2)))
def test_a_level_within_the_edition_is_written(tmp_path: Path, level: str, edition: str) -> None:
    path = tmp_path / edition / "report.pdf"
    publish(path, b"%PDF", level)
    assert path.read_bytes() == b"%PDF"


@pytest.mark.parametrize("body", ["<html></html>", "<meta content=\"default-src 'self'\">"])
def test_a_page_that_may_ask_the_network_is_refused(tmp_path: Path, body: str) -> None:
    path = tmp_path / "public" / "page.html"
    with pytest.raises(LevelTooHigh, match="lacks the content policy"):
        publish(path, body, "public")
    assert not path.exists()


def test_a_page_with_the_policy_is_written(tmp_path: Path) -> None:
    publish(tmp_path / "page.html", f'<meta content="{CONTENT_POLICY}">', "public")
    assert CONTENT_POLICY in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("cell", "written"),
    [("=1+1", "'=1+1"), ("+7", "'+7"), ("-x", "'-x"), ("@a", "'@a"), ("\t=1", "'\t=1"), ("a=1", "a=1"), (-3, -3)],
)
def test_text_that_a_spreadsheet_would_run_is_quoted(cell: object, written: object) -> None:
    assert safe_cell(cell) == written


@pytest.mark.parametrize("cell", [None, float("nan"), pd.NA])
def test_a_missing_cell_is_empty(cell: object) -> None:
    assert safe_cell(cell) == ""


@given(st.text())
def test_no_text_starts_a_formula(text: str) -> None:
    assert not str(safe_cell(text)).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_table_for_readers_has_safe_cells(tmp_path: Path) -> None:
    frame = pd.DataFrame({"event_id": ["e-1"], "summary": ["=cmd()"], "partners": [None]})
    publish_table(tmp_path / "public" / "events.csv", frame, EVENTS, "public")
    with (tmp_path / "public" / "events.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["event_id", "summary", "partners"], ["e-1", "'=cmd()", ""]]


@pytest.mark.parametrize(
    ("table", "frame", "message"),
    [
        (DECISIONS["identity"], {"who": ["A"]}, "Column 'who' of 'identity' is above the level 'public'"),
        (CLAIMS, {"value": ["Warsaw"], "level": ["team"]}, "Rows of 'claims' are above the level 'public'"),
    ],
)
def test_a_table_above_the_level_is_refused(tmp_path: Path, table, frame: dict[str, list[str]], message: str) -> None:
    with pytest.raises(LevelTooHigh, match=message):
        publish_table(tmp_path / "t.csv", pd.DataFrame(frame), table, "public")
    assert not (tmp_path / "t.csv").exists()
