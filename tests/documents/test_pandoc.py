"""Text is read safely and blocks are numbered once for all formats."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import EDITION, HOSTILE
from mapping.documents import nodes, pandoc
from mapping.documents.blocks import Cell, Column, Prose, Report, Table

ACTING = {"RawInline", "RawBlock", "Image"}


def kinds(node: Any) -> set[str]:
    """The kinds of all nodes in a node."""
    if isinstance(node, list):
        return {kind for part in node for kind in kinds(part)}
    return {node["t"], *kinds(node.get("c", []))} if isinstance(node, dict) else set()


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("a <b onclick=x>bold</b>", "a <b onclick=x>bold</b>"),
        ("[go](javascript:alert(1))", "go"),
        ("[go](data:text/html,x)", "go"),
        ("[file](file:///etc/passwd)", "file"),
        ("![spy](http://spy.example/p.png)", "spy"),
        ("\\textbf{x} $x^2$ #panic()", "\\textbf{x} $x^2$ #panic()"),
        ("`x`{=html}", "x{=html}"),
        ("```{=typst}\n#panic()\n```", "#panic()"),
        ("Ұ Ғ Ӯ ʻ", "Ұ Ғ Ӯ ʻ"),
    ],
)
def test_nothing_in_a_text_can_act(text: str, letters: str) -> None:
    found = pandoc.read(text)
    assert kinds(found) & (ACTING | {"Link"}) == set()
    assert nodes.plain(found).strip() == letters or letters in json.dumps(found, ensure_ascii=False)


@given(st.text(alphabet="<>[](){}!`$#\\=:/ \nabj*_-'\"&;%@~^|", max_size=80))
def test_no_text_brings_raw_code_or_pictures(text: str) -> None:
    assert kinds(pandoc.read(text)) & ACTING == set()


@pytest.mark.parametrize("url", ["https://a.example/x", "http://a.example", "mailto:a@a.example"])
def test_links_to_the_web_stay(url: str) -> None:
    assert "Link" in kinds(pandoc.read(f"[a]({url})"))


def test_sections_are_numbered_and_anchored() -> None:
    text = "## One\n\n### Part *a*\n\n### Part b\n\n#### Deep\n\n## “Two”"
    arranged = pandoc.arrange(Report("t", (Prose(text),), EDITION), lambda _figure, _number, _note: [])
    assert [(entry.anchor, entry.depth, entry.number, entry.text) for entry in arranged.contents] == [
        ("section-1", 1, "1", "One"),
        ("section-1-1", 2, "1.1", "Part a"),
        ("section-1-2", 2, "1.2", "Part b"),
        ("section-1-2-1", 3, "1.2.1", "Deep"),
        ("section-2", 1, "2", "“Two”"),
    ]


def test_hostile_text_is_written_as_letters_in_every_markup() -> None:
    html = pandoc.write(pandoc.read(HOSTILE), "html5", [], EDITION).decode()
    assert "<script" not in html
    assert "href" not in html
    assert "<img" not in html
    assert "#panic" not in pandoc.write(pandoc.read(HOSTILE), "typst", [], EDITION).decode().replace("\\#panic", "")


def table(widths: list[float], rows: list[list[str]], note: str = "") -> Table:
    """A table of such columns, none of which has a label."""
    cells = tuple(tuple(Cell(text) for text in row) for row in rows)
    return Table("Caption", note, tuple(Column("", width=width) for width in widths), cells)


def drawn(*blocks: Prose | Table) -> list[nodes.Node]:
    return pandoc.arrange(Report("t", blocks, EDITION), lambda _figure, _number, _note: []).nodes


@pytest.mark.parametrize(("rows", "kept"), [(3, True), (11, True), (12, False), (80, False)])
def test_only_a_short_table_stays_on_one_page_and_with_its_note(rows: int, kept: bool) -> None:
    text = pandoc.write(drawn(table([1, 1], [["a", "b"]] * rows, "The note.")), "typst", [], EDITION).decode()
    assert text.startswith("#block(breakable: false)[") == kept
    assert text.index("The note.") < text.rindex("]")
    assert text.count("[") == text.count("]")


@pytest.mark.parametrize(
    ("widths", "row", "shares"),
    [
        ([1, 1], ["a", "b"], [0.5, 0.5]),
        ([1, 9], ["a", "b"], [0.1, 0.9]),
        ([1, 19], ["2026-03-20", "b"], [11 / 90, 79 / 90]),
        ([1, 17, 2], ["Kazakhstan", "b", "Kyrgyzstan"], [11 / 90, 68 / 90, 11 / 90]),
        ([1, 29], ["w" * 40, "b"], [13 / 90, 77 / 90]),
        ([1] * 9, ["w" * 40] * 9, [1 / 9] * 9),
        ([1, 1, 8], ["Kazakhstan", "Kyrgyzstan", "b"], [11 / 90, 11 / 90, 68 / 90]),
        ([1, 1, 1, 2], ["Kyrgyzstan", "w" * 40, "w" * 40, "a b"], [18 / 90, 18 / 90, 18 / 90, 36 / 90]),
        ([1, 1, 1, 1, 9], [*["Kyrgyzstan"] * 4, "a b"], [1 / 13, 1 / 13, 1 / 13, 1 / 13, 9 / 13]),
    ],
)
def test_a_column_takes_its_longest_word_where_others_can_give_it(
    widths: list[float], row: list[str], shares: list[float]
) -> None:
    framed = next(node for node in drawn(table(widths, [row])) if node["t"] == "Div")
    columns = framed["c"][1][0]["c"][2]
    assert [width["c"] for _align, width in columns] == pytest.approx(shares, abs=1e-4)


@pytest.mark.parametrize(
    ("texts", "leads"),
    [
        (["A sentence.", "- one\n- two"], 1),
        (["A sentence.\n\n1. one\n2. two"], 1),
        (["A sentence.", "Another."], 0),
        (["- one", "A sentence."], 0),
    ],
)
def test_a_sentence_stays_with_the_list_to_which_it_leads(texts: list[str], leads: int) -> None:
    text = pandoc.write(drawn(*map(Prose, texts)), "typst", [], EDITION).decode()
    assert text.count("#lead[") == leads
