"""Executed notebooks are read into blocks, and nothing that a report cannot hold gets through."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest

from conftest import EDITION, shown, told
from mapping.documents import blocks
from mapping.documents.blocks import Cell, Column, Figure, Prose, Report, Table
from mapping.errors import InputUnreadable

TITLE = told("# A title")
SMALL = {"caption": "c", "note": None, "columns": [{"label": "a"}], "rows": [["x"]]}


def read(*cells: Any) -> Report:
    return blocks.read(nbformat.v4.new_notebook(cells=list(cells)), "1_x.ipynb", EDITION)


def test_blocks_come_in_the_notebooks_order(figure_bundle: dict[str, Any], table_bundle: dict[str, Any]) -> None:
    said = {"text/markdown": "Said.", "text/plain": "<Markdown>"}
    made = read(told("# A title\n\nLead."), shown(figure_bundle), told("## Part"), shown(said, table_bundle))
    assert made.title == "A title"
    assert [type(block) for block in made.blocks] == [Prose, Figure, Prose, Prose, Table]
    assert made.blocks[0] == Prose("Lead.")


def test_a_figure_keeps_both_faces_and_its_numbers(figure_bundle: dict[str, Any]) -> None:
    (figure,) = read(TITLE, shown(figure_bundle)).blocks
    assert isinstance(figure, Figure)
    assert figure.png.startswith(b"\x89PNG")
    assert "<svg" in figure.svg
    assert figure.plot["data"][0]["type"] == "bar"
    assert (figure.columns, len(figure.rows)) == (("Country", "Outlets", "Share"), 4)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("text", Cell("text")),
        ({"text": "t", "url": "https://x.example", "warning": None}, Cell("t", "https://x.example")),
        ({"text": "t", "url": None, "warning": "w"}, Cell("t", None, "w")),
        ({"text": "t"}, Cell("t")),
    ],
)
def test_cells_of_a_table(cell: Any, expected: Cell) -> None:
    (table,) = read(TITLE, shown({blocks.TABLE: {**SMALL, "rows": [[cell]]}})).blocks
    assert table == Table("c", "", (Column("a"),), ((expected,),))


@pytest.mark.parametrize(
    ("bundle", "complaint"),
    [
        ({"text/plain": "42"}, "shows text/plain"),
        ({"text/plain": "df", "text/html": "<table>"}, "shows text/html, text/plain"),
        ({blocks.FIGURE: {"caption": "no more"}}, "incomplete figure or table: KeyError"),
        ({blocks.TABLE: {**SMALL, "rows": [["x", "one too many"]]}}, "do not agree"),
        ({blocks.TABLE: {**SMALL, "columns": []}}, "do not agree"),
        ({blocks.TABLE: {**SMALL, "columns": [{"label": "a", "align": "justify"}]}}, "justify"),
        ({blocks.TABLE: {**SMALL, "columns": [{"label": "a", "width": 0}]}}, "width=0"),
        ({blocks.TABLE: {**SMALL, "rows": [[None]]}}, "TypeError"),
    ],
)
def test_what_a_report_cannot_hold_is_refused_with_its_cell(bundle: dict[str, Any], complaint: str) -> None:
    with pytest.raises(InputUnreadable, match=r"1_x\.ipynb, cell 4 shows") as refused:
        read(TITLE, shown(bundle))
    assert complaint in str(refused.value)


def test_a_figure_without_alternative_text_is_refused(figure_bundle: dict[str, Any]) -> None:
    about = {**figure_bundle[blocks.FIGURE], "alt": ""}
    with pytest.raises(InputUnreadable, match="no alternative text"):
        read(TITLE, shown({**figure_bundle, blocks.FIGURE: about}))


@pytest.mark.parametrize(("name", "refused"), [("stdout", True), ("stderr", False)])
def test_printing_is_refused_and_warnings_of_libraries_are_not(name: str, refused: bool) -> None:
    cell = nbformat.v4.new_code_cell("print(1)", metadata={"number": 2})
    cell.outputs = [nbformat.v4.new_output("stream", name=name, text="1")]
    if refused:
        with pytest.raises(InputUnreadable, match="cell 2 shows printed text"):
            read(TITLE, cell)
    else:
        assert read(TITLE, cell).blocks == ()


@pytest.mark.parametrize("cells", [[], [told("No heading")], [told("## Too deep")], [shown({"text/markdown": "x"})]])
def test_a_report_begins_with_its_title(cells: list[Any]) -> None:
    with pytest.raises(InputUnreadable, match="must begin with a title"):
        read(*cells)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One.\n\nTwo\nlines.", ["One.", "Two\nlines."]),
        ("# T\n\n\n\n- a\n- b\n", ["# T", "- a\n- b"]),
        ("A\r\n\r\nB", ["A", "B"]),
        (" \n\n", []),
    ],
)
def test_paragraphs_are_the_messages_of_a_catalogue(source: str, expected: list[str]) -> None:
    assert blocks.paragraphs(source) == expected
