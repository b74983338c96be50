"""Survival curves: solid while enough are followed, dashed after, words where there are too few."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib import rc_context
from matplotlib.figure import Figure as Page
from matplotlib.text import Text

from mapping.draw.evidence import Evidence
from mapping.draw.figure import TRACES, Figure
from mapping.draw.style import PAPER
from mapping.draw.survival_curves import STEPS, survival_curves
from mapping.errors import UnknownName

CURVES = pd.DataFrame(
    [
        ("blocking", 0.0, 25, 0, 1.0, None, None, "yes"),
        ("blocking", 3.5, 18, 1, 0.94, 0.67, 0.99, "yes"),
        ("blocking", 8.0, 6, 1, 0.8, 0.5, 0.93, "no"),
        ("raid", 0.0, 4, 0, 1.0, None, None, "no"),
        ("raid", 2.0, 1, 1, 0.0, None, None, "no"),
        ("<b>$x$</b>\u202e", 0.0, 12, 0, 1.0, None, None, "yes"),
    ],
    columns=["after", *STEPS],
)


def drawn(frame: pd.DataFrame = CURVES) -> Figure:
    return survival_curves(frame, "after", caption="Going on", evidence=Evidence(41, "outlets", "2026"))


def lines(figure: Figure, dash: str | None) -> list[tuple[list[float], list[float]]]:
    found = [each for each in figure.screen.data if each.mode == "lines" and each.line.width and each.line.dash == dash]
    return [(list(each.x), list(each.y)) for each in found]


def test_a_curve_is_solid_to_the_last_step_at_which_enough_are_followed() -> None:
    assert lines(drawn(), None)[0] == ([0.0, 3.5], [1.0, 0.94])
    assert lines(drawn(), "dash")[0] == ([3.5, 8.0], [0.94, 0.8])


def test_the_band_covers_the_steps_whose_interval_is_known() -> None:
    low, high = (each for each in drawn().screen.data[:2])
    assert (list(low.x), list(low.y), list(high.y)) == ([3.5, 8.0], [0.67, 0.5], [0.99, 0.93])


def test_too_few_outlets_are_said_on_both_faces() -> None:
    figure = drawn()
    assert "too few outlets to<br>read a share from" in [note.text for note in figure.screen.layout.annotations]
    page = Page(figsize=(6, 4))
    with rc_context(PAPER):
        figure.draw(page)
    told = [text.get_text() for text in page.findobj(Text)]
    assert any(text.startswith("too few outlets") for text in told)
    assert "Blocking\n25 outlets, 2 ended" in told


def test_words() -> None:
    figure = drawn()
    assert (
        "Blocking (25 outlets, 2 ended): 94% go on (67% to 99%), years since the event: 3.5, outlets followed so long: "
        "18" in figure.alt
    )
    assert "Raid (4 outlets, 1 ended): too few outlets to read a share from" in figure.alt
    assert "Dashed" in figure.note
    assert figure.table.columns[1] == "years since the event"


def test_a_hostile_name_is_shown_as_text() -> None:
    figure = drawn()
    assert "<b>$x$" not in figure.screen.to_json().replace("\\u003c", "<").replace("\\u003e", ">")
    assert "\u202e" not in figure.screen.to_json()
    assert {trace.type for trace in figure.screen.data} <= TRACES


def test_same_input_gives_the_same_bytes() -> None:
    assert (drawn().svg, drawn().screen.to_json()) == (drawn().svg, drawn().screen.to_json())


def test_an_empty_table_is_told_in_words() -> None:
    assert drawn(CURVES.head(0)).alt == "No data: Going on"


@pytest.mark.parametrize("column", ["after", *STEPS])
def test_a_missing_column_is_named(column: str) -> None:
    with pytest.raises(UnknownName, match=f"no column '{column}'"):
        drawn(CURVES.drop(columns=column))
