"""The picture of one outlet's holders: what stands on its boxes and lines, and that nothing covers anything."""

from __future__ import annotations

import html
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import rc_context
from matplotlib.figure import Figure as Page
from matplotlib.text import Text

from mapping.analyse.ownership_tree import COLUMNS, ownership_trees
from mapping.draw.branches import MOST_IN_A_LAYER, MOST_LAYERS, share_words, tree_of
from mapping.draw.evidence import Evidence
from mapping.draw.figure import TRACES, Figure
from mapping.draw.style import PAPER, WIDTH_CM
from mapping.draw.tree import PENS, ownership_tree
from mapping.draw.tree_plan import Area, plan
from mapping.errors import UnknownName

HOSTILE = "<img src=x onerror=alert(1)> \u202e$x_2$ " + "Ө" * 500
ROOT = {"outlet_id": "tv", "what": "outlet", "depth": 0, "holder_id": "tv", "name": "TV", "kind": "outlet"}
Row = dict[str, object]


def stake(
    holder: str, held: str = "tv", relation: str = "owns", low: float = 0, high: float = 100, **more: object
) -> Row:
    row: Row = {"outlet_id": "tv", "what": "stake", "held_id": held, "holder_id": holder, "name": holder.title()}
    row |= {"kind": "person", "relation": relation, "share_min": low, "share_max": high, "confidence": "reported"}
    return row | {"depth": 1, "citation": "c-1;c-2"} | more


def unknown(held: str, low: float = 0, high: float = 100) -> Row:
    own: Row = {"outlet_id": "tv", "what": "unknown", "held_id": held, "kind": "unknown", "depth": 1}
    return own | {"share_min": low, "share_max": high}


def frame(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame([ROOT, *rows], columns=COLUMNS)


def drawn(*rows: Row) -> Figure:
    return ownership_tree(frame(*rows), caption="Who holds TV", evidence=Evidence(1, "outlets", "2026", "alleged"))


def page_of(figure: Figure) -> Page:
    page = Page(figsize=(WIDTH_CM / 2.54, figure.height_cm / 2.54), layout="constrained")
    with rc_context(PAPER):
        figure.draw(page)
    return page


def on_paper(figure: Figure) -> list[str]:
    return [text.get_text().replace("\n", " ") for text in page_of(figure).findobj(Text)]


def on_screen(figure: Figure) -> list[str]:
    bars = [trace for trace in figure.screen.data if trace.type == "bar"]
    return [html.unescape(text.replace("<br>", " ")) for trace in bars for text in trace.text]


def screen_dashes(figure: Figure) -> set[str]:
    return {trace.line.dash for trace in figure.screen.data if trace.type == "scatter" and trace.x}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([stake("ann", low=60, high=60)], {"60%"}),
        ([stake("ann", low=25, high=50)], {"25–50%"}),
        ([stake("ann", low=33.3, high=33.3)], {"33.3%"}),
        ([stake("ann")], {"share not stated"}),
        ([stake("ann", relation="family")], {"family"}),
        ([stake("ann", relation="edits")], {"edits"}),
        ([stake("ann", relation="founded", low=50, high=50)], {"founded, 50%"}),
        ([stake("ann", relation="nominee")], {"holds for another"}),
        ([stake("ann", low=60, high=60), unknown("tv", 40, 40)], {"60%", "40%", "not known"}),
        ([stake("ann", low=60, high=60), stake("ann", relation="founded")], {"60%; founded"}),
        ([stake("a"), stake("tv", "a", what="loop", name="TV")], {"↻ TV the circle closes"}),
        ([stake("a"), {"outlet_id": "tv", "what": "deeper", "held_id": "a"}], {"A more above"}),
        ([stake("a"), stake("ann", "a", through_min=30, through_max=30)], {"Ann in all 30%"}),
        ([stake("ann", name_native="Анна")], {"Ann Анна"}),
    ],
)
def test_what_stands_on_boxes_and_lines_of_both_faces(rows: list[Row], words: set[str]) -> None:
    figure = drawn(*rows)
    assert words <= set(on_screen(figure))
    still = " ".join(on_paper(figure))
    assert all(word in still for word in words)


@pytest.mark.parametrize(
    ("row", "sort"),
    [
        (stake("ann"), "share"),
        (stake("ann", relation="parent"), "share"),
        (stake("ann", relation="manages"), "control"),
        (stake("ann", relation="state_appointment"), "control"),
        (stake("ann", relation="funds"), "told"),
        (stake("ann", confidence="alleged"), "alleged"),
        (stake("ann", relation="controls", confidence="alleged"), "alleged"),
    ],
)
def test_sorts_of_line(row: Row, sort: str) -> None:
    assert [line.sort for line in tree_of(frame(row)).lines] == [sort]
    assert screen_dashes(drawn(row)) == {next(pen.screen for name, pen in PENS.items() if name == sort)}


def test_hover_tells_confidence_dates_and_pages() -> None:
    hovers = [
        text for trace in drawn(stake("ann", start="2015", end="2027")).screen.data for text in trace.hovertext or ()
    ]
    told = "Ann owns TV, share not stated, reported, from 2015, until<br>2027, 2 pages"
    assert sum(told in text for text in hovers) == 2


@pytest.mark.parametrize(
    ("rows", "top"),
    [
        ([stake("ann")], ["ann"]),
        ([stake("a"), stake("ann", "a")], ["ann"]),
        ([stake("a"), unknown("a")], []),
        ([stake("ann", relation="founded"), unknown("tv")], []),
        ([stake("ann", relation="edits"), unknown("tv")], []),
        ([stake("ann", confidence="alleged"), unknown("tv")], []),
    ],
)
def test_only_a_sure_named_holder_is_the_top(rows: list[Row], top: list[str]) -> None:
    assert [key for key, box in tree_of(frame(*rows)).boxes.items() if box.top] == top


def test_no_holder_is_said_in_a_sentence() -> None:
    figure = drawn(unknown("tv"), stake("ann", what="past", end="2020"))
    assert figure.alt == "No data: no source names who holds TV"
    assert figure.caption == "Who holds TV"
    assert figure.note.endswith("1 stake that does not stand at this time is left out.")


def test_the_note_counts_the_stakes_of_this_tree_alone() -> None:
    rows = (stake("anna"), stake("bek", relation="controls"), stake("old", what="past", confidence="alleged"))
    assert drawn(*rows).note.startswith("Outlets: 2 (data of 2026). Weakest confidence: reported.")


def test_no_rows_are_said_in_words() -> None:
    figure = ownership_tree(frame().head(0), caption="Nothing", evidence=Evidence(0, "outlets", "2026"))
    assert figure.alt == "No data: Nothing"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (frame(stake("ann") | {"outlet_id": "radio"}), "tell of 2 outlets"),
        (frame(stake("a"), stake("b", "a"), stake("a", "b")), "lead in a circle"),
        (frame(stake("ann")).drop(columns="kind"), "no column 'kind'"),
    ],
)
def test_rows_that_are_no_tree(rows: pd.DataFrame, message: str) -> None:
    with pytest.raises(UnknownName, match=message):
        ownership_tree(rows, caption="", evidence=Evidence(1, "outlets", "2026"))


def test_the_smallest_of_many_stand_together() -> None:
    figure = drawn(*(stake(f"h{n}", low=n, high=n) for n in range(1, 31)), stake("x", "h1"))
    words = on_screen(figure)
    assert "19 more" in words
    assert sum(word.startswith("H") for word in words) == MOST_IN_A_LAYER - 1
    assert "H30" in words
    assert "H1" not in words
    assert "For 1 box further up there was no room." in figure.note


def test_what_hangs_on_a_box_that_is_folded_is_left_out_with_it() -> None:
    rows = [stake(f"h{n}", low=n, high=n) for n in range(1, 15)]
    figure = drawn(*rows, *(stake(f"x{n}", "h1") for n in range(20)))
    assert "3 more" in on_screen(figure)
    assert "For 20 boxes further up there was no room." in figure.note


def test_what_is_too_far_up_is_marked_on_the_box_below() -> None:
    figure = drawn(*(stake(f"h{n}", f"h{n - 1}" if n else "tv") for n in range(8)))
    assert f"H{MOST_LAYERS - 2} more above" in on_screen(figure)
    assert "For 4 boxes further up there was no room." in figure.note


def test_a_hostile_name_is_shown_as_text() -> None:
    figure = drawn(stake("ann", name=HOSTILE, name_native=HOSTILE), stake("a", "ann", name=HOSTILE))
    assert "<img" not in figure.screen.to_json().replace("\\u003c", "<")
    assert "\u202e" not in figure.screen.to_json()
    assert figure.svg.startswith("<?xml")
    assert len(figure.alt) < 600


def test_traces_are_known_to_the_page() -> None:
    assert {trace.type for trace in drawn(stake("ann")).screen.data} <= TRACES


def test_same_rows_give_the_same_bytes() -> None:
    rows = [stake("a"), stake("b"), stake("ann", "a"), stake("ann", "b"), unknown("b")]
    one, other = drawn(*rows), drawn(*rows)
    assert (one.svg, one.screen.to_json()) == (other.svg, other.screen.to_json())


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0, 100, ""), (100, 100, "100%"), (0, 50, "0–50%"), (12.5, 12.5, "12.5%"), (0.04, 1, "0.04–1%")],
)
def test_shares_in_words(low: float, high: float, words: str) -> None:
    assert share_words(low, high) == words


IDS = ["tv", *(f"h{n}" for n in range(39))]
GRAPHS = st.lists(
    st.tuples(st.integers(0, 39), st.integers(0, 39), st.sampled_from(["owns", "manages", "funds"])), max_size=60
)


def meet(one: Area, other: Area) -> bool:
    """Whether two areas cover more than a common edge."""
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    up = min(one.low + one.height, other.low + other.height) - max(one.low, other.low)
    return across > 1e-6 and up > 1e-6


def upwards(graph: list[tuple[int, int, str]]) -> pd.DataFrame:
    """Rows of a random tree without loops: everyone holds something that comes earlier."""
    pairs = [(min(one, other), max(one, other), relation) for one, other, relation in graph if one != other]
    return frame(*(stake(IDS[upper], IDS[lower], relation) for lower, upper, relation in pairs), unknown("tv", 10, 40))


@settings(deadline=None, max_examples=60)
@given(GRAPHS)
def test_boxes_and_words_of_any_graph_cover_nothing_and_stay_on_the_page(graph: list[tuple[int, int, str]]) -> None:
    tree = tree_of(upwards(graph))
    placed = plan(tree)
    marks = [*placed.areas.values(), *(track.place for track in placed.tracks)]
    assert not [pair for pair in combinations(marks, 2) if meet(*pair)]
    for area in marks:
        assert area.left >= -1e-6
        assert area.left + area.width <= WIDTH_CM + 1e-6
        assert area.low >= -1e-6
        assert area.low + area.height <= placed.height + 1e-6


@settings(deadline=None, max_examples=60)
@given(GRAPHS)
def test_no_line_of_any_graph_runs_through_a_box(graph: list[tuple[int, int, str]]) -> None:
    tree = tree_of(upwards(graph))
    placed = plan(tree)
    for track in placed.tracks:
        for (x0, y0), (x1, y1) in zip(track.corners, track.corners[1:], strict=False):
            points = [(x0 + (x1 - x0) * n / 20, y0 + (y1 - y0) * n / 20) for n in range(1, 20)]
            inside = [
                (key, x, y)
                for key, a in placed.areas.items()
                for x, y in points
                if a.left + 1e-6 < x < a.left + a.width - 1e-6 and a.low + 1e-6 < y < a.low + a.height - 1e-6
            ]
            assert not inside


@settings(deadline=None, max_examples=8)
@given(GRAPHS)
def test_any_graph_is_drawn_on_both_faces_within_its_boxes(graph: list[tuple[int, int, str]]) -> None:
    rows = upwards(graph)
    figure = ownership_tree(rows, caption="Any", evidence=Evidence(1, "outlets", "2026"))
    if not graph or figure.alt.startswith("No data"):
        return
    page = page_of(figure)
    page.draw_without_rendering()
    boxes = page.axes[0].patches
    assert len(boxes) == len(tree_of(rows).boxes)
    extents = [box.get_window_extent() for box in boxes]
    for text in page.axes[0].texts:
        middle = text.get_window_extent()
        around = [box for box in extents if box.contains((middle.x0 + middle.x1) / 2, (middle.y0 + middle.y1) / 2)]
        assert all(box.x0 <= middle.x0 and middle.x1 <= box.x1 for box in around)


@settings(deadline=None, max_examples=30)
@given(GRAPHS)
def test_any_stakes_with_their_circles_are_drawn(graph: list[tuple[int, int, str]]) -> None:
    stakes = pd.DataFrame(
        [(IDS[held], IDS[holder], relation, f"s-{n}") for n, (held, holder, relation) in enumerate(graph)],
        columns=["held_id", "holder_id", "relation", "stake_id"],
    ).assign(share_min=0, share_max=100, start=None, end=None, confidence="reported", citation="c-1")
    outlets = pd.DataFrame({"outlet_id": ["tv"], "name": ["TV"], "name_native": [None]})
    owners = pd.DataFrame({"owner_id": IDS[1:], "name": IDS[1:], "name_native": None, "kind": "company"})
    rows = ownership_trees(stakes, outlets, owners)
    figure = ownership_tree(rows, caption="Any", evidence=Evidence(len(graph), "stakes", "2026"))
    circles = len(rows[(rows["what"] == "loop") & (rows["depth"] < MOST_LAYERS)])
    assert (sum(text.startswith("↻") for text in on_screen(figure)) > 0) <= (circles > 0)
    assert figure.screen.layout.height > 0
