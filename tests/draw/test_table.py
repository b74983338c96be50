"""Tables and sentences of a report: what came from outside is text, whatever it looks like."""

from html.parser import HTMLParser

import pypandoc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.draw import Cell, Column, Table, Text, mime
from mapping.draw.lettering import plain
from mapping.draw.text import literal

HOSTILE = (
    "<script>alert(1)</script> [x](javascript:alert(1)) & *b* _i_ `c` $x$ https://evil.example @a #b ~~s~~ | \\ 1."
)
NAMED = "application/vnd.mapping.table+json"


class Seen(HTMLParser):
    """Tags, links and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str | None] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def table(*cells: str | Cell) -> Table:
    columns = [Column("Outlet"), Column("Share", "right", 0.5)][: len(cells)]
    return Table(columns, [list(cells)], "Owners & outlets", "n = 1 outlet.")


@given(st.text())
def test_a_table_shows_any_text_as_it_is(text: str) -> None:
    seen = Seen(table(text, Cell(text, "https://outlet.example"))._repr_mimebundle_()["text/html"])
    assert seen.tags <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "p", "a"}
    assert seen.links == ["https://outlet.example"]
    assert seen.text.count(plain(text)) >= 2


@pytest.mark.parametrize(
    ("cell", "links"),
    [
        (Cell("Bozor", "https://bozor.example/?a=1&b=2"), ["https://bozor.example/?a=1&b=2"]),
        (Cell("Bozor", 'https://bozor.example/"onclick="x'), ['https://bozor.example/"onclick="x']),
        (Cell("Bozor"), []),
        (Cell("Bozor", "javascript:alert(1)"), []),
        (Cell("Bozor", "data:text/html,x"), []),
        (Cell("Bozor", "https://bozor.example", "labelled extremist"), []),
    ],
)
def test_only_web_pages_without_a_warning_are_links(cell: Cell, links: list[str]) -> None:
    bundle = table(cell)._repr_mimebundle_()
    assert Seen(bundle["text/html"]).links == links
    assert bundle[NAMED]["rows"][0][0]["url"] == (links[0] if links else None)
    assert bundle[NAMED]["rows"][0][0]["warning"] == cell.warning
    assert (cell.warning or "") in bundle["text/html"]


def test_a_table_as_the_report_reads_it() -> None:
    assert table("Bozor", "50%")._repr_mimebundle_()[NAMED] == {
        "caption": "Owners & outlets",
        "note": "n = 1 outlet.",
        "columns": [
            {"label": "Outlet", "align": "left", "width": 1.0},
            {"label": "Share", "align": "right", "width": 0.5},
        ],
        "rows": [["Bozor", "50%"]],
        "sources": [],
    }


def test_a_table_as_plain_text() -> None:
    bundle = table("Bozor", Cell("50%"))._repr_mimebundle_()
    assert bundle["text/plain"] == "Owners & outlets\nOutlet | Share\nBozor | 50%\nn = 1 outlet."


@pytest.mark.parametrize("form", ["commonmark", "gfm", "markdown"])
@pytest.mark.parametrize(
    "text", [HOSTILE, "- no list", "+ no list", "2026. no list", "# no head", "> no quote", "a\n\nb"]
)
def test_sentences_are_read_back_as_written(text: str, form: str) -> None:
    marked = Text([text])._repr_mimebundle_()["text/markdown"]
    seen = Seen(pypandoc.convert_text(marked, "html", form, extra_args=["--wrap=none"]))
    assert seen.tags == {"p"}
    assert seen.text.strip() == plain(text)


def test_a_list_has_a_point_for_each_sentence() -> None:
    bundle = Text(["One.", HOSTILE], listed=True)._repr_mimebundle_()
    page = pypandoc.convert_text(bundle["text/markdown"], "html", "commonmark")
    assert page.count("<li>") == 2
    assert bundle["text/plain"] == f"One.\n{HOSTILE}"


def test_literal_leaves_words_alone() -> None:
    assert literal("Oʻzbekiston, Қазақстан, été") == "Oʻzbekiston, Қазақстан, été"


def test_a_table_without_rows_says_so() -> None:
    empty = Table([Column("Outlet"), Column("Date")], [], "Closed since then")
    assert empty._repr_mimebundle_()[mime.TABLE]["rows"] == [["none known", ""]]
