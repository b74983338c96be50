"""Bands between columns: sizes that add up, names that fit, small ones together, the same on both faces."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Page

from mapping.draw.bands import fold, laid_out
from mapping.draw.evidence import Evidence
from mapping.draw.figure import TRACES, Figure
from mapping.draw.palette import SOURCE_GROUPS
from mapping.draw.sankey import sankey
from mapping.draw.style import CM, PAPER, WIDTH_CM
from mapping.errors import UnknownName

HOSTILE = "<img src=x onerror=alert(1)>\u202e"
STEPS = ["group", "carrier", "outlet"]
WAYS = pd.DataFrame(
    [
        ("russian_state", "Sputnik", "Kun", 6),
        ("russian_state", None, "Kun", 3),
        ("western_public", "Azattyq", HOSTILE, 2),
        ("western_public", None, "Kun", None),
        ("western_public", None, "Kun", 0),
    ],
    columns=[*STEPS, "n"],
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from("abcdefgh"),
        st.one_of(st.none(), st.sampled_from("klmnop")),
        st.sampled_from("stuvwxyz"),
        st.integers(1, 1000),
    ),
    min_size=1,
    max_size=40,
)


def drawn(frame: pd.DataFrame = WAYS, most: int = 12) -> Figure:
    return sankey(frame, STEPS, "n", caption="Ways", evidence=Evidence(11, "items", "2026"), most=most)


def test_words_and_data() -> None:
    figure = drawn()
    assert figure.alt.startswith("Flows from group of sources to outlet: group of sources: Russian state 9, Western")
    assert figure.note.endswith("2 ways of no or unknown size are not drawn.")
    assert figure.table.iloc[0].tolist() == ["Russian state", "Sputnik", "Kun", 6]


def test_bands_have_the_colour_of_the_group_that_they_come_from() -> None:
    fills = {trace.fillcolor for trace in drawn().screen.data}
    red, green, blue = (int(SOURCE_GROUPS["russian_state"][i : i + 2], 16) for i in (1, 3, 5))
    assert f"rgba({red},{green},{blue},0.45)" in fills
    assert {trace.type for trace in drawn().screen.data} <= TRACES


def test_a_step_that_is_not_taken_is_passed() -> None:
    told = [trace.text for trace in drawn().screen.data]
    assert "Russian state → Kun<br>3" in told


def test_a_step_that_nobody_takes_has_no_head() -> None:
    figure = drawn(WAYS[WAYS["carrier"].isna()])
    assert "<b>carrier</b>" in [note.text for note in drawn().screen.layout.annotations]
    assert "<b>carrier</b>" not in [note.text for note in figure.screen.layout.annotations]
    assert "carrier" not in figure.alt


def test_the_smallest_are_drawn_together_with_their_number() -> None:
    frame = pd.DataFrame({"group": "other", "carrier": None, "outlet": [f"o{i}" for i in range(20)], "n": range(1, 21)})
    words = [note.text for note in drawn(frame, most=5).screen.layout.annotations]
    assert any(text.startswith("15 others") for text in words)
    assert any(text.startswith("o19") for text in words)
    assert not any(text.startswith("o3") for text in words)


def test_a_hostile_name_is_shown_as_text() -> None:
    figure = drawn()
    assert "<img" not in figure.screen.to_json().replace("\\u003c", "<")
    assert "\u202e" not in figure.screen.to_json()
    assert figure.svg.startswith("<?xml")


@pytest.mark.parametrize("frame", [WAYS.head(0), WAYS.tail(2)])
def test_nothing_that_flows_is_said_in_words(frame: pd.DataFrame) -> None:
    assert drawn(frame).alt.startswith("No data")
    assert drawn(frame).table.empty


def test_a_missing_column_is_named() -> None:
    with pytest.raises(UnknownName, match="no column 'carrier'"):
        drawn(WAYS.drop(columns="carrier"))


def test_same_input_gives_the_same_bytes() -> None:
    one, other = drawn(), drawn(WAYS.iloc[::-1])
    assert (one.svg, one.screen.to_json()) == (other.svg, other.screen.to_json())


@given(ROWS, st.integers(1, 6))
def test_bars_keep_apart_and_bands_fill_them(rows: list[tuple[str, str | None, str, int]], most: int) -> None:
    flows, folded = fold(pd.DataFrame(rows, columns=[*STEPS, "n"]), STEPS, "n", most, "*")
    flow = laid_out(flows, STEPS, "n", folded, 0.02)
    total = sum(row[3] for row in rows)
    for place in (0, 2):
        assert sum(bar.value for bar in flow.bars.values() if bar.column == place) == total
    for place in range(3):
        bars = sorted((bar for bar in flow.bars.values() if bar.column == place), key=lambda bar: bar.top)
        assert len(bars) <= most + 1
        assert all(0 <= bar.top < bar.low <= 1 + 1e-9 for bar in bars)
        assert all(one.low < other.top for one, other in pairwise(bars))
        named = [bar.value for bar in bars if not bar.folded]
        assert named == sorted(named, reverse=True)
    for key, bar in flow.bars.items():
        leaving = sum(band.value for band in flow.bands if band.start == key)
        arriving = sum(band.value for band in flow.bands if band.end == key)
        assert {leaving, arriving} <= {0, bar.value}


def test_names_on_paper_stay_on_the_page() -> None:
    long = WAYS.head(3).assign(
        group=["A very long group of sources indeed " * 3] * 3, outlet=[f"{i} " + "Outlet " * 30 for i in range(3)]
    )
    figure = drawn(long)
    with rc_context(PAPER):
        page = Page(figsize=(WIDTH_CM * CM, figure.height_cm * CM))
        figure.draw(page)
        pen = FigureCanvasAgg(page).get_renderer()
        for text in page.axes[0].texts:
            extent = text.get_window_extent(pen)
            assert page.bbox.x0 <= extent.x0
            assert extent.x1 <= page.bbox.x1
            assert extent.y1 <= page.bbox.y1
