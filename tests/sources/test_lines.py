"""Reading typed tables: every line comes out, or is named."""

from __future__ import annotations

import csv
import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping import sources
from mapping.errors import UnknownName
from mapping.sources import Flaw, Page
from mapping.sources.lines import csv_lines
from mapping.tables import Receipt


def _page(content: bytes) -> Page:
    return Page("a.csv", content, Receipt("a.csv", "", "2026-01-02", "", 0, "CC BY 4.0"))


_QUOTE = "a quote opens that never closes, or stands amid a cell ({}): mend it"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"a,b\n1,2\n", [(2, {"a": "1", "b": "2"})]),
        (b"\xef\xbb\xbfa,b\r\n1,2\r\n", [(2, {"a": "1", "b": "2"})]),
        (b"b,a\n 2 ,1", [(2, {"a": "1", "b": "2"})]),
        (b'a,b\n"1\n1",2\n\n3,4\n', [(2, {"a": "1\n1", "b": "2"}), (5, {"a": "3", "b": "4"})]),
        (
            b"a,b\n1\n3,4\n",
            [Flaw(2, "", "", "the line has 1 cells; the head of the file has 2"), (3, {"a": "3", "b": "4"})],
        ),
        (b'a,b\n1,"2\n3,4\n', [Flaw(2, "", "", _QUOTE.format("unexpected end of data"))]),
        (
            b'a,b\n"1"x,2\n3,4\n',
            [Flaw(2, "", "", _QUOTE.format("',' expected after '\"'")), (3, {"a": "3", "b": "4"})],
        ),
        (
            b"a,b,b\n1,2,3\n",
            [Flaw(1, "b", "", "the column 'b' stands twice: only its last cells were read"), (2, {"a": "1", "b": "3"})],
        ),
        (b"a\n1\n", [Flaw(1, "b", "", "the column 'b' is missing"), (2, {"a": "1", "b": ""})]),
        (b"a,b\n\xe9,2\n", [(2, {"a": "\udce9", "b": "2"})]),
    ],
    ids=[
        "plain",
        "BOM and CRLF",
        "other order",
        "cell of two lines",
        "too few",
        "open quote",
        "quote amid a cell",
        "column twice",
        "missing column",
        "bad byte",
    ],
)
def test_lines(content: bytes, found: list[object]) -> None:
    assert list(csv_lines(_page(content), ("a", "b"))) == found


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"a;b\n1;2\n",
        b"b,c\n1,2\n",
        b'"a,b\n1,2\n',
        "a,b\n1,2\n".encode("utf-16"),
        gzip.compress(b"a,b\n1,2\n")[:20],
        b"PK\3\4" + b"\0\xff\r,\n" * 50,
    ],
    ids=["empty", "blank", "semicolons", "no first column", "open quote", "UTF-16", "cut gzip", "binary"],
)
def test_another_table_is_named_once_and_none_of_it_read(content: bytes) -> None:
    reason = "it is not this table: its first line must name a, b; save it as CSV, commas and UTF-8"
    assert list(csv_lines(_page(content), ("a", "b"))) == [Flaw(1, "", "", reason)]


@given(st.binary(max_size=300))
def test_no_bytes_stop_the_reader(content: bytes) -> None:
    for found in csv_lines(_page(b"a,b\n" + content), ("a", "b")):
        assert isinstance(found, Flaw) or set(found[1]) == {"a", "b"}


@given(st.lists(st.tuples(st.text("aЯ,\n\"'", min_size=1), st.text("ҷ;", min_size=1)), max_size=5))
def test_what_a_writer_wrote_is_read_back(rows: list[tuple[str, str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([("a", "b"), *rows])
    found = list(csv_lines(_page(text.getvalue().encode()), ("a", "b")))
    assert [cells for _, cells in found] == [{"a": a.strip(), "b": b} for a, b in rows]


@pytest.mark.parametrize("name", sources.names())
def test_each_source_says_who_it_is_and_on_what_terms(name: str) -> None:
    about = sources.about(name)
    assert all((about.title, about.publisher, about.licence, about.files))
    assert all(0 <= fewest < most for fewest, most in about.gives.values())


def test_an_unknown_source_names_those_there_are() -> None:
    with pytest.raises(UnknownName, match=r"broadcast_directory, .*hand_facts"):
        sources.about("nobody")
