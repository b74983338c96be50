"""Bars from a lower to an upper bound: both numbers on both faces, and what is not known is said."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib import rc_context
from matplotlib.figure import Figure as Page
from matplotlib.text import Text

from mapping.draw.evidence import Evidence
from mapping.draw.figure import Figure
from mapping.draw.intervals import ranges
from mapping.draw.style import PAPER
from mapping.errors import UnknownName

BOUNDS = pd.DataFrame(
    [("KZ", 0.12, 0.55), ("KG", 0.3, 0.3), ("UZ", None, 0.4), ("<b>$x$</b>", 0.0, 0.0)],
    columns=["market", "low", "high"],
)


def drawn(frame: pd.DataFrame = BOUNDS, far: float | None = 1.0) -> Figure:
    evidence, value = Evidence(4, "markets", "2026"), "share of the four largest"
    return ranges(frame, "market", "low", "high", value=value, caption="CR4", evidence=evidence, share=True, far=far)


def on_screen(figure: Figure) -> list[str]:
    return [text.strip() for trace in figure.screen.data if trace.type == "scatter" for text in trace.text]


def on_paper(figure: Figure) -> list[str]:
    page = Page(figsize=(6, 4))
    with rc_context(PAPER):
        figure.draw(page)
    return [text.get_text() for text in page.findobj(Text)]


def test_both_numbers_stand_on_both_faces_and_equal_bounds_are_one_number() -> None:
    figure = drawn()
    assert on_screen(figure) == ["12%", "", "", "", "55%", "30%", "not known", "0%"]
    assert {"12%", "55%", "30%", "not known", "0%"} <= set(on_paper(figure))


def test_bars_run_from_bound_to_bound_and_equal_bounds_are_seen() -> None:
    bar = drawn().screen.data[0]
    assert list(bar.base) == [0.12, 0.3, 0.0]
    assert list(bar.x) == pytest.approx([0.43, 0.006, 0.006])
    assert list(bar.y) == [0, 1, 3]


def test_words() -> None:
    figure = drawn()
    assert figure.alt.startswith(
        "Bars from the lower to the upper bound of share of the four largest by market: Kazakhstan 12% to 55%; "
        "Kyrgyzstan 30%; Uzbekistan not known;"
    )
    assert "Kazakhstan<br>share of the four largest: 12% to 55%" in figure.screen.data[0].hovertext
    assert figure.table.iloc[0].tolist() == ["Kazakhstan", 0.12, 0.55]


def test_a_category_of_several_columns_with_its_number_of_things() -> None:
    frame = pd.DataFrame({"country": ["KZ"], "medium": ["tv"], "n": [1200], "low": [1875], "high": [6250.5]})
    words = {"value": "HHI", "caption": "HHI"}
    figure = ranges(
        frame, ["country", "medium"], "low", "high", n="n", evidence=Evidence(1, "markets", "2026"), **words
    )
    assert figure.alt.endswith("of HHI by country, medium: Kazakhstan, TV (n = 1,200) 1,875 to 6,250.")
    assert figure.table.columns.tolist() == ["country", "medium", "number", "lower bound", "upper bound"]


def test_a_hostile_name_is_shown_as_text() -> None:
    figure = drawn()
    assert "<b>" not in figure.screen.to_json()
    assert figure.svg.startswith("<?xml")


@pytest.mark.parametrize(("far", "end"), [(1.0, 1.12), (None, 0.55 * 1.12)])
def test_the_axis_ends_where_it_is_told_or_at_the_largest_bound(far: float | None, end: float) -> None:
    assert drawn(far=far).screen.layout.xaxis.range[1] == pytest.approx(end)


@pytest.mark.parametrize(
    ("bounds", "places"),
    [
        ([(1, 2), (4, 11)], ["1", "2", "4", "6", "8", "10"]),
        ([(2, 2), (1, 3)], ["1", "2", "3"]),
        ([(0.4, 2.5)], ["0", "0.50", "1", "1.5", "2", "2.5"]),
        ([(6.4, 8.4)], ["6.5", "7", "7.5", "8"]),
    ],
)
def test_ranks_are_whole_and_begin_at_one(bounds: list[tuple[float, float]], places: list[str]) -> None:
    frame = pd.DataFrame(bounds, columns=["low", "high"]).assign(name=[f"Name {i}" for i, _ in enumerate(bounds)])
    words = {"value": "place", "caption": "Places", "evidence": Evidence(1, "ties", "2026")}
    assert list(ranges(frame, "name", "low", "high", **words).screen.layout.xaxis.ticktext) == places


def test_only_unknown_bounds_are_drawn() -> None:
    assert on_screen(drawn(BOUNDS.iloc[[2]], far=None)) == ["", "not known"]


def test_an_empty_table_is_told_in_words() -> None:
    assert drawn(BOUNDS.head(0)).alt == "No data: CR4"


def test_a_missing_column_is_named() -> None:
    with pytest.raises(UnknownName, match="no column 'high'"):
        drawn(BOUNDS.drop(columns="high"))
