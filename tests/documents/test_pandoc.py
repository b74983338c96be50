"""Text is read safely and blocks are numbered once for all formats."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import EDITION, HOSTILE
from mapping.documents import nodes, pandoc
from mapping.documents.blocks import Prose, Report

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
