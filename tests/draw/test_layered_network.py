"""Ties of many layers on a ring: who stands where, what is left out and said, and switches that work offline."""

from __future__ import annotations

import math
import shutil
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Page

from mapping.documents import html
from mapping.documents.blocks import Edition, Report
from mapping.documents.blocks import Figure as Block
from mapping.draw.evidence import Evidence
from mapping.draw.figure import TRACES, Figure
from mapping.draw.layered_network import CHANCE_COLOUR, layered_network
from mapping.draw.palette import LAYERS
from mapping.draw.ring import apart, around, bent, spot, spread
from mapping.draw.style import CM, PAPER, WIDTH_CM
from mapping.draw.tie_choice import strongest
from mapping.errors import UnknownName

HOSTILE = "<img src=x onerror=alert(1)>\u202e"
NODES = pd.DataFrame(
    [
        ("tass", "TASS", "agency", "RU"),
        ("kaz", HOSTILE, "outlet", "KZ"),
        ("kg", "Radio K", "outlet", "KG"),
        ("t.me/x", "t.me/x", "address", "unknown"),
        ("lonely", "Nobody’s", "outlet", "UZ"),
    ],
    columns=["id", "label", "kind", "country"],
)
TIES = pd.DataFrame(
    [
        ("tass", "kaz", "reprint", 40.0, 0.001, None),
        ("tass", "kg", "reprint", 1.0, 0.4, None),
        ("kaz", "kg", "relay", 1.0, None, "alleged"),
        ("t.me/x", "kg", "forward", 3.0, 0.04, None),
    ],
    columns=["from_id", "to_id", "layer", "weight", "p_value", "confidence"],
)


def drawn(nodes: pd.DataFrame = NODES, ties: pd.DataFrame = TIES) -> Figure:
    return layered_network(nodes, ties, caption="Ties", evidence=Evidence(len(ties), "ties", "2026"))


def many(ends: int, layers: int) -> pd.DataFrame:
    """Two ties of falling weight from each end to the next two, on each layer."""
    rows = [
        (f"e{i:03}", f"e{(i + step) % ends:03}", layer, float(ends - i), None, None)
        for layer in list(LAYERS)[:layers]
        for i in range(ends)
        for step in (1, 2)
    ]
    return pd.DataFrame(rows, columns=TIES.columns)


def nodes_of(ties: pd.DataFrame) -> pd.DataFrame:
    ids = sorted({*ties["from_id"], *ties["to_id"]})
    return pd.DataFrame({"id": ids, "label": ids, "kind": "outlet", "country": "KZ"})


def test_each_layer_is_a_switch_of_its_own() -> None:
    traces = drawn().screen.data
    switches = [(trace.name, trace.legendgroup) for trace in traces if trace.showlegend]
    assert switches == [("reprint", "reprint"), ("forward", "forward"), ("relay", "relay")]
    assert {trace.legendgroup for trace in traces if trace.showlegend is False} == {None, "reprint", "forward", "relay"}
    assert {trace.type for trace in traces} <= TRACES


@pytest.mark.parametrize(
    ("layer", "colour", "dash"),
    [
        ("reprint", LAYERS["reprint"], "solid"),
        ("reprint", CHANCE_COLOUR, "solid"),
        ("forward", LAYERS["forward"], "solid"),
        ("relay", LAYERS["relay"], "dash"),
    ],
)
def test_chance_is_grey_and_what_is_alleged_is_dashed(layer: str, colour: str, dash: str) -> None:
    lines = [t for t in drawn().screen.data if t.mode == "lines" and t.legendgroup == layer and t.x[0] is not None]
    assert (colour, dash) in [(line.line.color, line.line.dash) for line in lines]


def test_words_and_data() -> None:
    figure = drawn()
    assert figure.alt.startswith("Ties between 4 outlets and others by layer: reprint 2; forward 1; relay 1; Radio K 3")
    assert "Dashed ties are only alleged. Grey ties are no stronger than the size of both ends explains" in figure.note
    assert "left out" not in figure.note
    assert figure.table.iloc[1].tolist()[:4] == ["TASS", "reprint", "Radio K", 1.0] or "TASS" in set(
        figure.table["from"]
    )
    assert "Nobody’s" not in figure.screen.to_json()


def test_a_hostile_name_is_shown_as_text() -> None:
    figure = drawn()
    assert "<img" not in figure.screen.to_json().replace("\\u003c", "<")
    assert "\u202e" not in figure.screen.to_json()
    assert figure.svg.startswith("<?xml")


def test_hovering_tells_the_ties() -> None:
    told = drawn().screen.data[-1].hovertext
    assert any("TASS → Radio K: reprint" in text and "outlet, Kyrgyzstan" in text for text in told)


def test_same_input_in_any_order_gives_the_same_bytes() -> None:
    one, other = drawn(), drawn(NODES.iloc[::-1], TIES.iloc[::-1])
    assert (one.png, one.screen.to_json()) == (other.png, other.screen.to_json())


@pytest.mark.parametrize(
    ("nodes", "ties", "message"),
    [
        (NODES[NODES["id"] != "kg"], TIES, "ends at 'kg'"),
        (NODES, TIES.assign(layer="gossip"), "no layer 'gossip'"),
        (NODES, TIES.drop(columns="p_value"), "no column 'p_value'"),
        (NODES.drop(columns="country"), TIES, "no column 'country'"),
    ],
)
def test_what_cannot_be_drawn_is_named(nodes: pd.DataFrame, ties: pd.DataFrame, message: str) -> None:
    with pytest.raises(UnknownName, match=message):
        drawn(nodes, ties)


@pytest.mark.parametrize("ties", [TIES.head(0), TIES.assign(to_id=TIES["from_id"])])
def test_no_ties_is_said_in_words(ties: pd.DataFrame) -> None:
    assert drawn(ties=ties).alt.startswith("No data")


def test_ties_of_one_to_itself_are_counted_and_not_drawn() -> None:
    own = pd.DataFrame([("nobody", "nobody", "link", 9.0, None, None)], columns=TIES.columns)
    figure = drawn(ties=pd.concat([TIES, own]))
    assert figure.note.endswith("1 tie of one to itself is not drawn.")
    assert len(figure.table) == len(TIES)


def test_of_many_ties_the_strongest_of_each_layer_are_drawn_and_the_others_counted() -> None:
    ties = many(ends=300, layers=3)
    chosen = strongest(ties, 0.05, most_ends=40, most_ties=60)
    assert len(chosen.ties) + chosen.left_ties == len(ties)
    assert len(chosen.ends) + chosen.left_ends == 300
    assert len(chosen.ends) <= 40
    counts = chosen.ties["layer"].value_counts()
    assert counts.max() - counts.min() <= 3
    assert chosen.ties["weight"].min() > ties["weight"].median()
    figure = drawn(nodes_of(ties), ties)
    assert "weaker ties are left out." in figure.note
    assert len(figure.table) <= 180


def test_what_chance_explains_comes_last() -> None:
    kept = strongest(TIES[TIES["layer"] == "reprint"].assign(weight=[1.0, 99.0]), 0.05, 10, 1).ties
    assert kept["to_id"].tolist() == ["kaz"]


@given(st.lists(st.integers(1, 20), min_size=1, max_size=9))
def test_no_two_names_or_headings_stand_nearer_than_a_step(sizes: list[int]) -> None:
    groups = {f"g{g}": [f"{g}-{i}" for i in range(n)] for g, n in enumerate(sizes)}
    pairs = [("0-0", name) for members in groups.values() for name in members[1:]]
    ring = around(groups, pairs)
    angles = sorted([*ring.angles.values(), *ring.heads.values()])
    assert len(ring.angles) == sum(sizes)
    assert all(later - earlier >= ring.step * 0.999 for earlier, later in pairwise(angles))
    assert angles[-1] - angles[0] < 2 * math.pi
    for group, members in groups.items():
        # A group's heading stands directly before its members.
        assert min(ring.angles[name] for name in members) == pytest.approx(ring.heads[group] + ring.step)
        assert max(ring.angles[name] for name in members) == pytest.approx(ring.heads[group] + len(members) * ring.step)


@given(st.floats(0, 6.28), st.floats(0, 6.28))
def test_lines_stay_inside_the_ring_and_end_at_their_names(one: float, other: float) -> None:
    points = bent(one, other)
    assert (points**2).sum(axis=1).max() < 1.0
    for end, angle in ((points[0], one), (points[-1], other)):
        assert math.dist(end, spot(angle)) < 0.05


@given(st.lists(st.floats(0, 6.28), max_size=40), st.integers(0, 3))
def test_names_shown_first_keep_apart(angles: list[float], fixed: int) -> None:
    kept = spread(angles, 0.2, min(fixed, len(angles)))
    free = [angles[i] for i in kept if i >= fixed]
    assert all(apart(one, other) >= 0.2 for i, one in enumerate(free) for other in free[i + 1 :])


def test_names_on_paper_stay_on_the_page() -> None:
    long = NODES.assign(label="A name that is much longer than it has any right to be, " * 3)
    figure = drawn(long)
    with rc_context(PAPER):
        page = Page(figsize=(WIDTH_CM * CM, figure.height_cm * CM))
        figure.draw(page)
        box, pen = page.bbox, FigureCanvasAgg(page).get_renderer()
        for text in page.axes[0].texts:
            extent = text.get_window_extent(pen)
            assert (box.x0 <= extent.x0, extent.x1 <= box.x1, extent.y1 <= box.y1) == (True, True, True)


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromium") is None, reason="no Chromium on this machine")
def test_a_click_on_a_layer_hides_it_and_a_button_shows_all_names(tmp_path: Path) -> None:
    from datetime import date

    from playwright.sync_api import expect, sync_playwright

    ties = many(ends=80, layers=1)
    figure = drawn(nodes_of(ties), ties)
    bundle = figure._repr_mimebundle_()
    about = bundle["application/vnd.mapping.figure+json"]
    block = Block(
        caption="Ties",
        alt=figure.alt,
        note=figure.note,
        width_cm=about["width_cm"],
        height_cm=about["height_cm"],
        plot=bundle["application/vnd.plotly.v1+json"],
        svg=figure.svg,
        png=figure.png,
        columns=tuple(about["data"]["columns"]),
        rows=tuple(map(tuple, about["data"]["rows"])),
    )
    edition = Edition("public", "en", ("KZ",), date(2026, 11, 21))
    file = tmp_path / "report.html"
    file.write_bytes(html.page(Report("Ties", (block,), edition)))
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        tab = browser.new_page(viewport={"width": 1300, "height": 1000})
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda problem: complaints.append(str(problem)))
        tab.goto(file.as_uri())
        tab.wait_for_selector("#figure-1.drawn")
        names, lines = tab.locator(".annotation"), tab.locator(".scatterlayer .trace")
        few, all_lines = names.count(), lines.count()
        tab.locator(".legendtoggle").first.click()
        expect(lines).not_to_have_count(all_lines)
        hidden = tab.evaluate(
            "document.querySelector('.plot').data.filter(t => t.visible === 'legendonly').map(t => t.legendgroup)"
        )
        tab.locator(".updatemenu-button").nth(1).click()
        expect(names).not_to_have_count(few)
        shown = names.count()
        browser.close()
    assert set(hidden) == {"reprint"}
    assert shown == 81  # eighty names and one heading
    assert complaints == []
