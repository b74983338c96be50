"""Pages are numbered once for a whole report, told in its annex, and never linked where that is dangerous."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import EDITION
from mapping.documents import annex, html, nodes, word
from mapping.documents.blocks import Cell, Column, Report, Table
from mapping.documents.office import unpacked
from mapping.documents.sources import Source, known, ranges, spoken
from mapping.documents.sources import annex as made_of

PAGES = {f"c-{n}": Source(f"https://page.example/{n}", accessed="2026-11-21") for n in range(9)}
CITATIONS = pd.DataFrame(
    {
        "citation_id": ["c-1", "c-2", "c-3"],
        "url": ["https://page.example/1", "https://kloop.kg/2", "javascript:alert(1)"],
        "publisher": ["Page", None, "<b>Odd</b>"],
        "title": ["One", "Two", None],
        "published": ["2024-05", None, None],
        "accessed": ["2026-11-21", "2026-11-21", "2026-11-20"],
        "saved": [f"pages/2026-11-21/one.html {'ab' * 32}", None, None],
    }
)
STATED = pd.DataFrame({"citation": ["https://stat.example/pop;https://page.example/1"], "accessed": ["2026-01-02"]})


@pytest.fixture(scope="module")
def cited() -> Report:
    sources = known(CITATIONS, {"kloop.kg"}, STATED)
    edition = replace(EDITION, known=sources)
    pages = ("c-1", "c-2", "c-3", "https://stat.example/pop", "c-hidden")
    tables = tuple(Table("t", "", (Column("a"),), ((Cell("x"),),), own) for own in (pages, ("c-2",), ()))
    return Report("T", tables, edition)


@pytest.mark.parametrize(
    ("cited", "numbers"),
    [
        ([], ()),
        ([("c-1", "c-2")], ((1, 2),)),
        ([("c-1", "c-2", "c-3"), ("c-3", "c-4"), ("c-1", "c-3")], ((1, 2, 3), (1, 4), (1, 2))),
        ([(), ("c-5",), ("nobody",)], ((), (1,), ())),
    ],
)
def test_sources_are_numbered_by_first_use_and_those_used_together_stand_together(
    cited: list[tuple[str, ...]], numbers: tuple[tuple[int, ...], ...]
) -> None:
    assert made_of(cited, PAGES).numbers == numbers


@given(st.lists(st.lists(st.sampled_from([*PAGES, "nobody"])), max_size=6))
def test_every_known_page_has_one_number_and_every_other_is_counted(cited: list[list[str]]) -> None:
    made = made_of(cited, PAGES)
    assert len(set(made.sources)) == len(made.sources)
    for pages, numbers, hidden in zip(cited, made.numbers, made.hidden, strict=True):
        assert {made.sources[n - 1] for n in numbers} == {PAGES[page] for page in pages if page in PAGES}
        assert hidden == ("nobody" in pages)


@given(st.sets(st.integers(1, 60)))
def test_ranges_hold_the_same_numbers(numbers: set[int]) -> None:
    runs = ranges(sorted(numbers))
    assert {n for first, last in runs for n in range(first, last + 1)} == numbers
    assert all(one[1] + 1 < other[0] for one, other in pairwise(runs))


def test_ranges_are_written_with_a_dash() -> None:
    assert spoken([1, 2, 3, 7, 9, 10]) == ["1–3", "7", "9–10"]


def test_an_address_is_the_same_source_as_its_citation() -> None:
    found = known(CITATIONS, (), STATED)
    assert found["https://page.example/1"] is found["c-1"]
    assert found["https://stat.example/pop"].accessed == "2026-01-02"


def test_the_annex_tells_each_page_with_its_copy_and_links_no_dangerous_one(cited: Report) -> None:
    text = nodes.plain(annex.told(cited.annex))
    assert "Page · One · May 2024 · saved on 21 November 2026, SHA-256 abababababababab" in text
    assert "Two · labelled extremist; no link, for the reader's safety" in text
    assert "read on 20 November 2026" in text
    page = html.page(cited).decode()
    assert page.count('href="https://page.example/1"') == 1
    assert "kloop.kg" not in page
    assert "javascript:" not in page
    assert "<b>Odd" not in page


def test_a_line_under_each_table_leads_to_its_sources(cited: Report) -> None:
    first, second, third = annex.lines(cited)
    assert nodes.plain(first) == "Sources: 1–4. 1 page behind it is not for readers of this edition."
    assert nodes.plain(second) == "Sources: 1."
    assert third == []
    page = html.page(cited).decode()
    assert '<span class="cited" data-of="table-1">' in page
    assert all(page.count(f'id="source-{n}"') == 1 for n in range(1, 5))


def test_anchors_of_the_word_document_are_bookmarks(cited: Report) -> None:
    document = unpacked(word.document(cited))["word/document.xml"].decode()
    for name in ("source-1", "table-1", "section-1"):
        assert f'w:name="{name}"' in document
    assert 'w:anchor="source-1"' in document
