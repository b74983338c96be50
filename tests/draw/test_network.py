"""The network of owners: places that do not change, words that are escaped, ends that must be known."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.draw.evidence import Evidence
from mapping.draw.figure import Figure
from mapping.draw.network import Network, ownership_network, places
from mapping.errors import UnknownName

HOSTILE = "<img src=x onerror=alert(1)>"
NODES = pd.DataFrame(
    [
        ("a", "Asia Holding", "company", "KZ", 2.0),
        ("b", HOSTILE, "outlet", "KZ", None),
        ("c", "Radio C", "outlet", "KG", 0.0),
        ("d", "Someone", "wizard", None, 1.0),
    ],
    columns=["id", "label", "kind", "country", "size"],
)
EDGES = pd.DataFrame(
    [("a", "b", "owns", "registered"), ("a", "c", "controls", "alleged")],
    columns=["from_id", "to_id", "relation", "confidence"],
)


def drawn(nodes: pd.DataFrame = NODES, edges: pd.DataFrame = EDGES) -> Figure:
    return ownership_network(nodes, edges, caption="Who owns whom", evidence=Evidence(len(nodes), "nodes", "2026"))


def test_traces_are_two_sorts_of_line_and_the_kinds() -> None:
    traces = drawn().screen.data
    assert [trace.name for trace in traces] == ["registered, reported", "alleged", "outlet", "company", "not known"]
    assert [trace.line.dash for trace in traces[:2]] == ["solid", "dash"]


def test_hover_tells_the_ties_and_is_escaped() -> None:
    page = drawn().screen.to_dict()["data"]
    told = {trace["name"]: trace["hovertext"] for trace in page[2:]}
    assert "Asia Holding controls Radio C (alleged)" in told["company"][0]
    assert all("<img" not in text and "&lt;img" in text for text in (told["company"][0], told["outlet"][0]))


def test_words_and_data() -> None:
    figure = drawn()
    assert figure.alt.startswith("Network of 4 owners and outlets: 2 ties; Asia Holding 2 ties; ")
    assert figure.table.iloc[1].tolist() == ["Asia Holding", "controls", "Radio C", "alleged"]


def test_same_input_in_any_order_gives_the_same_bytes() -> None:
    assert drawn().png == drawn(NODES.iloc[::-1]).png


def test_no_nodes_is_said_in_words() -> None:
    assert drawn(NODES.head(0), EDGES.head(0)).alt.startswith("No data")


def test_no_edges_still_draws_the_nodes() -> None:
    assert drawn(edges=EDGES.head(0)).svg.startswith("<?xml")


def test_an_end_that_is_no_node() -> None:
    with pytest.raises(UnknownName, match="'b'"):
        drawn(NODES[NODES["id"] != "b"])


@given(st.lists(st.integers(1, 12), min_size=1, max_size=12))
def test_groups_do_not_overlap(sizes: list[int]) -> None:
    groups = [[f"{g}-{i}" for i in range(n)] for g, n in enumerate(sizes)]
    pairs = [(group[0], other) for group in groups for other in group[1:]]
    spots = places([node for group in groups for node in group], pairs)
    assert all(0 <= value <= 1 for spot in spots.values() for value in spot)
    boxes = [[(min(axis), max(axis)) for axis in zip(*(spots[n] for n in group), strict=True)] for group in groups]
    for one, other in combinations(boxes, 2):
        assert any(a[1] < b[0] or b[1] < a[0] for a, b in zip(one, other, strict=True))


def test_names_do_not_overlap() -> None:
    n = 60
    dots = pd.DataFrame({"label": [f"Television of place {i}" for i in range(n)], "kind": "outlet", "size": range(n)})
    dots = dots.assign(country="KZ", x=[i % 10 / 10 for i in range(n)], y=[i // 10 / 10 for i in range(n)], wide=5.0)
    boxes = [box for _text, box in Network(dots, EDGES.head(0))._names(16.0, 12.0)]
    assert len(boxes) > 5
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
