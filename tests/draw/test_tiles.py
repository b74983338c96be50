"""Tiles: each pair has its colour and its words on both faces, a pair that is not there stays blank."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib import rc_context
from matplotlib.colors import to_hex
from matplotlib.figure import Figure as Page
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from mapping.draw.evidence import Evidence
from mapping.draw.figure import TRACES, Figure
from mapping.draw.palette import READINGS, contrast
from mapping.draw.style import PAPER
from mapping.draw.tiles import tiles
from mapping.errors import UnknownName

PAIRS = pd.DataFrame(
    [
        ("legal", "KZ", "need without supply", "need 40\n0 run"),
        ("legal", "KG", "need and supply", "need 20\n2 run"),
        ("<img src=x>\u202e", "KG", "neither", "<b>"),
    ],
    columns=["theme", "country", "reading", "text"],
)


def drawn(frame: pd.DataFrame = PAIRS) -> Figure:
    evidence = Evidence(3, "outlets", "2026")
    return tiles(frame, "theme", "country", "reading", "text", caption="Gaps", evidence=evidence)


def test_a_tile_has_the_colour_of_its_word_on_both_faces() -> None:
    page = Page(figsize=(6, 4))
    with rc_context(PAPER):
        drawn().draw(page)
    faces = {to_hex(patch.get_facecolor()).upper() for patch in page.axes[0].patches if isinstance(patch, Rectangle)}
    assert faces == {READINGS[code] for code in PAIRS["reading"]}
    scales = {tint for trace in drawn().screen.data if trace.type == "heatmap" for _at, tint in trace.colorscale}
    assert scales == faces


def test_words_stand_inside_in_an_ink_that_can_be_read() -> None:
    heats = [trace for trace in drawn().screen.data if trace.type == "heatmap"]
    inked = {word: heat.textfont.color for heat in heats for line in heat.text for word in line if word}
    assert set(inked) == {"need 40<br>0 run", "need 20<br>2 run", "&lt;b&gt;"}
    assert contrast(inked["need 40<br>0 run"], READINGS["need without supply"]) >= 4.5


def test_a_pair_that_is_not_there_is_blank() -> None:
    cells = [cell for trace in drawn().screen.data if trace.type == "heatmap" for line in trace.z for cell in line]
    assert sum(cell is not None for cell in cells) == len(PAIRS)


def test_words() -> None:
    figure = drawn()
    assert figure.alt.startswith("Tiles, theme by country: Legal help, Kazakhstan: need, and no programme, need 40, 0")
    assert figure.table.iloc[0, 2] == "need, and no programme"
    assert {trace.type for trace in figure.screen.data} <= TRACES


def test_a_hostile_text_is_shown_as_text() -> None:
    assert "<img" not in drawn().screen.to_json().replace("\\u003c", "<")
    assert "\u202e" not in drawn().screen.to_json()


def test_words_on_paper_stay_inside_their_tile() -> None:
    long = PAIRS.assign(text="a rather long word of a tile " * 2)
    page = Page(figsize=(6, 4))
    with rc_context(PAPER):
        drawn(long).draw(page)
    sizes = {text.get_fontsize() for text in page.axes[0].findobj(Text) if text.get_text().startswith("a rather")}
    assert max(sizes) < 8


def test_an_empty_table_is_told_in_words() -> None:
    assert drawn(PAIRS.head(0)).alt == "No data: Gaps"


def test_a_missing_column_is_named() -> None:
    with pytest.raises(UnknownName, match="no column 'reading'"):
        drawn(PAIRS.drop(columns="reading"))
