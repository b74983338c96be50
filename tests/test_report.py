"""Notebooks become files: found by listing, run with the reader's parameters, failing in one sentence."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pytest

from mapping import report
from mapping.errors import InputUnreadable, UnknownName
from mapping.paths import Places

DECLARED = 'countries, level, language, data = ["KZ"], "public", "en", None'
SHOW = (
    "import sys, os\nfrom IPython.display import Markdown, display\n"
    'display(Markdown(f"{countries} {level} {language} {data} {sys.executable} {os.getcwd()}"))'
)
DATED = date(2026, 11, 21)


def notebook(folder: Path, name: str, *code: str, tags: tuple[str, ...] = ("parameters",)) -> Path:
    """A notebook with a title, its parameters and these code cells."""
    cells: list[Any] = [nbformat.v4.new_markdown_cell(f"# Title of {name}")]
    cells.append(nbformat.v4.new_code_cell(DECLARED, metadata={"tags": list(tags)}))
    cells += [nbformat.v4.new_code_cell(source) for source in code]
    path = folder / name
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


@pytest.fixture
def places(tmp_path: Path) -> Places:
    for day in ("2026-11-02", "2026-11-21", "notes"):
        (tmp_path / "data" / "raw" / "hand_facts" / day).mkdir(parents=True)
    return Places(data=tmp_path / "data", reports=tmp_path / "reports")


def test_a_notebook_runs_in_this_python_with_the_readers_parameters(tmp_path: Path, places: Places) -> None:
    path = notebook(tmp_path, "1_landscape.ipynb", SHOW)
    before = path.read_bytes()
    page = report.render(path, places, "partner", "en", ["KG", "TJ"], DATED, ["html"])["html"].decode()
    for expected in ("[‘KG’, ‘TJ’] partner en", str(places.data), sys.executable, f" {tmp_path}</p>"):
        assert expected in page
    assert "Partner edition" in page
    assert DECLARED not in page
    assert path.read_bytes() == before


def test_reports_are_found_by_listing_and_written_whole(tmp_path: Path, places: Places) -> None:
    notebook(tmp_path, "0_guide.ipynb", "1 / 0")
    notebook(tmp_path, "10_needs.ipynb", SHOW)
    notebook(tmp_path, "2_ownership.ipynb", SHOW)
    assert list(report.notebooks(tmp_path)) == ["ownership", "needs"]
    said: list[str] = []
    written = report.make(places, formats=["html", "docx"], progress=said.append, folder=tmp_path)
    folder = places.reports / "public" / "en"
    assert written == [folder / name for name in ("ownership.html", "ownership.docx", "needs.html", "needs.docx")]
    assert all(path.stat().st_size > 10_000 for path in written)
    assert "Data of 21 November 2026" in written[0].read_text("utf-8")
    assert sorted(said) == ["needs: html, docx", "ownership: html, docx"]


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("x = 1\n1 / 0", r"1_x.ipynb, cell 3 (x = 1) failed: ZeroDivisionError: division by zero."),
        ("# why\nraise ValueError('two\\nlines')", "1_x.ipynb, cell 3 (# why) failed: ValueError: two."),
        ("import os; os._exit(1)", "failed: the Python that ran it died"),
        ("1 + 1", "1_x.ipynb, cell 3 shows text/plain"),
    ],
)
def test_a_failing_cell_is_named_in_one_sentence(tmp_path: Path, places: Places, code: str, complaint: str) -> None:
    with pytest.raises(InputUnreadable) as refused:
        report.render(notebook(tmp_path, "1_x.ipynb", code), places, "public", "en", ["KZ"], DATED)
    assert complaint in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"no json", b"{}", b"<<<<<<< ours"])
def test_a_file_that_is_no_notebook(tmp_path: Path, places: Places, content: bytes) -> None:
    path = tmp_path / "1_x.ipynb"
    path.write_bytes(content)
    with pytest.raises(InputUnreadable, match=r"1_x\.ipynb"):
        report.render(path, places, "public", "en", ["KZ"], DATED)


def test_a_notebook_declares_its_parameters(tmp_path: Path, places: Places) -> None:
    with pytest.raises(InputUnreadable, match="exactly one code cell tagged 'parameters'; it has 0"):
        report.render(notebook(tmp_path, "1_x.ipynb", tags=()), places, "public", "en", ["KZ"], DATED)


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ({"only": ["weather"]}, "no report 'weather': choose from landscape"),
        ({"formats": ["epub"]}, "no format 'epub': choose from html, pdf, docx"),
        ({"level": "secret"}, "no level 'secret'"),
        ({"language": "tlh"}, "no catalogue for the language 'tlh'"),
    ],
)
def test_unknown_names_are_answered_with_the_known(
    tmp_path: Path, places: Places, asked: dict[str, Any], complaint: str
) -> None:
    notebook(tmp_path, "1_landscape.ipynb", SHOW)
    with pytest.raises(UnknownName, match=complaint):
        report.make(places, folder=tmp_path, **asked)
    assert not places.reports.exists()
