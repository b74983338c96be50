"""Words made fit to be drawn: whatever comes from outside is one line, visible, escaped, and as long as it may be."""

import html
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping import schema
from mapping.draw.evidence import Evidence
from mapping.draw.labels import heading, label
from mapping.draw.lettering import (
    REPLACEMENT,
    hover,
    paper,
    plain,
    screen,
    shorten,
    widest_pt,
    width_pt,
    wrap,
    wrap_measured,
)

OURS = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі Ӯӯ Ӣӣ Ҳҳ Ҷҷ oʻ gʻ “é” – …"
VOCABULARY = sorted({word for table in schema.TABLES.values() for c in table.columns for word in c.words})


@given(st.text())
def test_plain_is_one_visible_line(text: str) -> None:
    line = plain(text)
    assert not [c for c in line if unicodedata.category(c) in {"Cc", "Cs"} or c in "\u202e\u2066\u200f"]
    assert line == plain(line) == line.strip()
    assert not re.search("[^\\S \u00a0\u202f]|  ", line)


def test_spaces_at_which_no_line_may_end_are_kept() -> None:
    assert plain("36\u202f022\u00a0чел.\n (14\u00a0%)\t") == "36\u202f022\u00a0чел. (14\u00a0%)"


@pytest.mark.parametrize(
    ("text", "most_pt", "lines", "wrapped"),
    [
        ("Kirghizistan", 20, 3, ("Kirghizistan",)),
        ("presse en ligne", 42, 3, ("presse en", "ligne")),
        ("presse en ligne", 20, 2, ("presse", "en…")),
        ("", 20, 3, ("",)),
    ],
)
def test_a_text_wrapped_to_a_width_keeps_its_words_whole(
    text: str, most_pt: float, lines: int, wrapped: tuple[str, ...]
) -> None:
    assert wrap_measured(text, most_pt, 8, lines) == wrapped


@given(st.text())
def test_screen_reads_back_as_the_text(text: str) -> None:
    assert "<" not in screen(text)
    assert html.unescape(screen(text)) == html.unescape(html.escape(plain(text), quote=False))


@given(st.text(), st.integers(2, 40))
def test_shortened_is_never_longer_than_asked(text: str, most: int) -> None:
    short = shorten(text, most)
    assert len(short) <= most
    assert short == plain(text) or (short.endswith("…") and plain(text).startswith(short[:-1]))


@given(st.text(), st.integers(5, 40), st.integers(1, 4))
def test_wrapped_lines_fit_and_say_when_something_is_left_off(text: str, width: int, lines: int) -> None:
    wrapped = wrap(text, width, lines)
    assert 1 <= len(wrapped) <= lines
    assert all(len(line) <= width for line in wrapped)
    whole = re.sub(r"\s", "", plain(text))
    assert re.sub(r"\s", "", "".join(wrapped)) == whole or wrapped[-1].endswith("…")


@given(st.text())
def test_paper_has_a_letter_for_everything(text: str) -> None:
    assert width_pt(text, 8) >= 0
    assert len(paper(text)) == len(plain(text))


def test_the_font_has_the_letters_of_the_region() -> None:
    assert REPLACEMENT not in paper(OURS)
    assert paper("字") == REPLACEMENT


def test_lines_and_widths() -> None:
    assert screen("a & b", "<i>") == "a &amp; b<br>&lt;i&gt;"
    assert paper("one", "two") == "one\ntwo"
    assert widest_pt(["i", "mm"], 8) == width_pt("mm", 8) > width_pt("i", 8)
    assert widest_pt([], 8) == 0


def test_hover_tells_more_of_a_long_name_than_an_axis() -> None:
    name = "Association " * 15
    assert len(hover(name)) > 2 * sum(map(len, wrap(name)))


@pytest.mark.parametrize("word", VOCABULARY)
def test_every_word_of_the_tables_has_a_word_for_the_reader(word: str) -> None:
    assert "_" not in label(word)


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("foreign_nonprofit", "foreign non-profit"),
        ("tv", "TV"),
        ("KG", "Kyrgyzstan"),
        ("XX", "region-wide"),
        (None, "not known"),
        (float("nan"), "not known"),
        ("", "not known"),
        ("Kaktus_media", "Kaktus_media"),
        (1990, "1990"),
    ],
)
def test_labels(code: object, word: str) -> None:
    assert label(code) == word


@pytest.mark.parametrize(
    ("column", "labels", "word"),
    [
        ("n", {"n": "outlets"}, "outlets"),
        ("ownership_type", None, "kind of owner"),
        ("some_column", None, "some column"),
    ],
)
def test_headings(column: str, labels: dict[str, str] | None, word: str) -> None:
    assert heading(column, labels) == word


@pytest.mark.parametrize(
    ("evidence", "note"),
    [
        (Evidence(1234, "outlets", "2026"), "Outlets: 1,234 (data of 2026)."),
        (
            Evidence(2, "stakes", "2026-11-21", "alleged", ("one ended.",)),
            "Stakes: 2 (data of 21 November 2026). Weakest confidence: alleged. One ended.",
        ),
        (Evidence(0, "events", "2026-11"), "Events: 0 (data of November 2026)."),
        (Evidence(3, "events", "autumn 2026"), "Events: 3 (data of autumn 2026)."),
    ],
)
def test_evidence(evidence: Evidence, note: str) -> None:
    assert evidence.note() == note
