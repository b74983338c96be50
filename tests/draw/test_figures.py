"""Every kind of figure: two faces with the same words and colours, escaped, repeatable, with its evidence."""

import base64
import html
import json
import struct
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import geopandas as gpd
import pandas as pd
import pytest
from matplotlib import rc_context
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure as Page
from matplotlib.patches import Patch
from matplotlib.text import Text
from shapely.geometry import box

from mapping.draw import Evidence, bars, matrix, ownership_network, region_map, small_multiples, timeline
from mapping.draw.figure import TRACES, Figure
from mapping.draw.palette import COUNTRIES, NODE_KINDS, OWNERSHIP_TYPES, UNKNOWN
from mapping.draw.style import PAPER, legend_columns
from mapping.errors import UnknownName

HOSTILE = "<img src=x onerror=alert(1)></script> \u202e$x_2$ %{y} & " + "Ө" * 500
WORDS = {"caption": "Who owns what", "evidence": Evidence(6, "outlets", "2026-11", "reported", ("one is left out.",))}
EMPTY = pd.DataFrame({"name": [], "country": [], "kind": [], "n": [], "year": [], "code": []})
TIDY = pd.DataFrame(
    [
        ("Asia", "KZ", "state", 2, 1991, "KZ-1"),
        ("Asia", "KG", "private", 1, 1993, "KZ-1"),
        ("Europe", "KZ", "private", 3, 1993, "KG-C"),
    ],
    columns=["name", "country", "kind", "n", "year", "code"],
)
REGIONS = gpd.GeoDataFrame(
    {"code": ["KZ-1", "KZ-2", "KG-C"], "country": ["KZ", "KZ", "KG"], "name": ["Asia", "Far", "Europe"]},
    geometry=[box(60, 45, 75, 55), box(50, 45, 60, 55), box(67, 48, 67.4, 48.3)],
    crs="EPSG:4326",
)
NODES = pd.DataFrame({"id": ["a", "b"], "kind": ["state_body", "outlet"], "country": "KZ", "size": [2, 1]})
EDGES = pd.DataFrame({"from_id": ["a"], "to_id": ["b"], "relation": ["owns"], "confidence": ["alleged"]})
Chart = Callable[[pd.DataFrame], Figure]


def _map(frame: pd.DataFrame) -> Figure:
    names = dict(zip(TIDY["name"], frame["name"].head(3), strict=False))
    regions = REGIONS.assign(name=REGIONS["name"].map(lambda name: names.get(name, name)))
    return region_map(regions, frame.drop_duplicates("code"), "n", **WORDS)


def _network(frame: pd.DataFrame) -> Figure:
    names = list(dict.fromkeys(frame["name"]))[:2]
    nodes = NODES.head(len(names)).assign(label=names)
    return ownership_network(nodes, EDGES.head(len(names) // 2), **WORDS)


CHARTS: dict[str, Chart] = {
    "bars": lambda frame: bars(frame, "name", "n", **WORDS),
    "stacked bars": lambda frame: bars(frame, "name", "n", "kind", **WORDS),
    "shares": lambda frame: bars(frame, "name", "n", "kind", share=True, **WORDS),
    "panels": lambda frame: small_multiples(frame, "country", "name", "n", "kind", **WORDS),
    "matrix": lambda frame: matrix(frame, "name", "country", "n", **WORDS),
    "timeline of years": lambda frame: timeline(frame, "year", "n", "kind", **WORDS),
    "timeline of words": lambda frame: timeline(frame, "name", "n", **WORDS),
    "map": _map,
    "network": _network,
}
NAMING = [kind for kind in CHARTS if kind not in ("timeline of years",)]
COLOURED = ["stacked bars", "shares", "panels", "timeline of years"]
every = pytest.mark.parametrize("kind", CHARTS)


def leaves(value: object) -> Iterator[str]:
    """Every text in a plotly figure."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)


def on_screen(figure: Figure) -> list[str]:
    """Every text of the screen face as a reader sees it."""
    return [html.unescape(text.replace("<br>", " ")).strip() for text in leaves(json.loads(figure.screen.to_json()))]


def tags(svg: str) -> list[str]:
    """The names of all elements; fails where the text is no XML."""
    return [node.tag.rpartition("}")[2] for node in ElementTree.fromstring(svg).iter()]


def drawn(figure: Figure) -> Page:
    page = Page(figsize=(6, 4), layout="constrained")
    with rc_context(PAPER):
        figure.draw(page)
    return page


def on_paper(figure: Figure) -> list[str]:
    """Every text of the still face as a reader sees it."""
    return [text.get_text().replace("\n", " ").strip() for text in drawn(figure).findobj(Text)]


def paper_colours(figure: Figure) -> set[str]:
    page = drawn(figure)
    patches = {to_hex(patch.get_facecolor()).upper() for patch in page.findobj(Patch)}
    dots = {to_hex(c).upper() for dots in page.findobj(PathCollection) for c in dots.get_facecolors()}
    return patches | dots


@every
def test_offers_both_faces_and_its_words(kind: str) -> None:
    bundle = CHARTS[kind](TIDY)._repr_mimebundle_()
    plot, about = bundle["application/vnd.plotly.v1+json"], bundle["application/vnd.mapping.figure+json"]
    assert {"data", "layout"} <= set(plot)
    assert {trace["type"] for trace in plot["data"]} <= TRACES
    png = base64.b64decode(bundle["image/png"])
    wide, high = struct.unpack(">II", png[16:24])
    assert png.startswith(b"\x89PNG")
    assert wide == pytest.approx(about["width_cm"] / 2.54 * 200, abs=1)
    assert high == pytest.approx(about["height_cm"] / 2.54 * 200, abs=2)
    assert tags(bundle["image/svg+xml"])[0] == "svg"
    assert about["caption"] == "Who owns what"
    assert about["caption"] in bundle["text/plain"]
    assert about["note"].startswith(
        "Outlets: 6 (data of November 2026). Weakest confidence: reported. One is left out."
    )
    assert len(about["data"]["columns"]) == len(about["data"]["rows"][0])
    json.dumps(bundle, allow_nan=False)


def test_all_kinds_together_need_all_trace_types() -> None:
    assert {trace.type for chart in CHARTS.values() for trace in chart(TIDY).screen.data} == TRACES


@every
def test_same_input_gives_the_same_bytes(kind: str) -> None:
    one, other = CHARTS[kind](TIDY), CHARTS[kind](TIDY.copy())
    assert (one.svg, one.png, one.screen.to_json()) == (other.svg, other.png, other.screen.to_json())


@every
def test_only_the_faces_asked_for_are_made(kind: str) -> None:
    assert set(CHARTS[kind](TIDY)._repr_mimebundle_(include={"image/png", "text/plain"}, exclude={"image/png"})) == {
        "text/plain"
    }


@pytest.mark.parametrize("kind", [kind for kind in NAMING if kind != "map"])
def test_both_faces_name_the_same_things(kind: str) -> None:
    figure = CHARTS[kind](TIDY)
    for name in ("Asia", "Europe"):
        assert any(name in text for text in on_screen(figure))
        assert name in on_paper(figure)
        assert name in figure.alt


def test_both_faces_of_a_map_name_the_same_places() -> None:
    figure = CHARTS["map"](TIDY)
    for words in ("Asia 2", "Far –", "Europe 3", "none known"):
        assert words in on_screen(figure)
        assert words in on_paper(figure)


@pytest.mark.parametrize("kind", COLOURED)
def test_both_faces_have_the_same_colours_and_legend(kind: str) -> None:
    figure = CHARTS[kind](TIDY)
    for code in ("state", "private"):
        assert code in on_screen(figure)
        assert code in on_paper(figure)
        assert OWNERSHIP_TYPES[code] in on_screen(figure)
        assert OWNERSHIP_TYPES[code] in paper_colours(figure)


def test_both_faces_of_a_network_have_the_same_colours() -> None:
    figure = CHARTS["network"](TIDY)
    assert {NODE_KINDS["state_body"], NODE_KINDS["outlet"]} <= paper_colours(figure) & set(on_screen(figure))


@pytest.mark.parametrize("kind", NAMING)
def test_a_hostile_name_is_shown_as_text(kind: str) -> None:
    figure = CHARTS[kind](TIDY.assign(name=TIDY["name"].replace("Asia", HOSTILE)))
    for text in leaves(json.loads(figure.screen.to_json())):
        assert "<" not in text.replace("<br>", "")
        assert "\u202e" not in text
    assert any("<img" in text for text in on_screen(figure))
    assert not {"img", "script"} & set(tags(figure.svg))
    assert all(len(line) <= 60 for text in drawn(figure).findobj(Text) for line in text.get_text().split("\n"))
    assert len(figure.alt) < 500


@every
def test_an_empty_table_is_told_in_words(kind: str) -> None:
    figure = CHARTS[kind](EMPTY)
    words = "No data: Who owns what"
    assert figure.alt == words
    assert words in on_screen(figure)
    assert words in on_paper(figure)
    assert figure._repr_mimebundle_()["application/vnd.mapping.figure+json"]["data"]["rows"] == []


@pytest.mark.parametrize("kind", [kind for kind in CHARTS if kind != "network"])
def test_a_missing_column_is_named(kind: str) -> None:
    with pytest.raises(UnknownName, match="no column 'n'"):
        CHARTS[kind](TIDY.drop(columns="n"))


@pytest.mark.parametrize("kind", COLOURED)
def test_what_nobody_knows_is_grey_and_said(kind: str) -> None:
    figure = CHARTS[kind](TIDY.assign(kind=TIDY["kind"].where(TIDY["kind"] != "state")))
    assert UNKNOWN in on_screen(figure)
    assert UNKNOWN in paper_colours(figure)
    assert "not known" in on_screen(figure)
    assert "not known" in on_paper(figure)


@pytest.mark.parametrize(
    ("kind", "numbers", "said"),
    [
        ("bars", [2, 1, None], "not known"),
        ("stacked bars", [2, None, 3], "2, part not known"),
        ("shares", [2, None, 3], "n = 2, part not known"),
        ("panels", [2, 1, None], "not known"),
        ("matrix", [2, 1, None], "?"),
        ("map", [2, 1, None], "Europe –"),
    ],
)
def test_a_missing_number_is_never_zero(kind: str, numbers: list[float | None], said: str) -> None:
    figure = CHARTS[kind](TIDY.assign(n=numbers))
    assert None in [
        row[-1] for row in figure._repr_mimebundle_()["application/vnd.mapping.figure+json"]["data"]["rows"]
    ]
    assert said in on_screen(figure)
    assert said in on_paper(figure)


def test_missing_numbers_of_a_timeline_are_counted_in_the_note() -> None:
    figure = timeline(TIDY.assign(n=[2, 1, None]), "year", "n", "kind", **WORDS)
    assert figure.note.endswith("1 number is not known.")


def test_pairs_that_a_matrix_lacks_are_grey() -> None:
    figure = CHARTS["matrix"](TIDY)
    assert "– none known" in on_paper(figure)
    assert "– none known" in on_screen(figure)
    assert UNKNOWN in paper_colours(figure)


def test_shares_print_their_n_and_add_up() -> None:
    figure = CHARTS["shares"](TIDY)
    assert {"n = 3", "67%", "33%", "100%"} <= set(on_screen(figure)) & set(on_paper(figure))
    lengths = [trace.x for trace in figure.screen.data if trace.type == "bar"]
    assert [sum(parts) for parts in zip(*lengths, strict=True)] == pytest.approx([1.0, 1.0])


@pytest.mark.parametrize(
    ("shares", "shown"), [([0.12, 0.004, 0.0], ["12.0%", "0.4%", "0.0%"]), ([1, 0.5, 0], ["100%"])]
)
def test_a_small_share_is_not_rounded_to_nothing(shares: list[float], shown: list[str]) -> None:
    figure = matrix(TIDY.assign(n=shares), "name", "country", "n", share=True, **WORDS)
    assert set(shown) <= set(on_paper(figure)) & set(on_screen(figure))


def test_order_of_categories_is_the_callers() -> None:
    figure = bars(TIDY, "name", "n", order=["Europe", "Asia"], **WORDS)
    assert [text.strip() for text in figure.screen.layout.yaxis.ticktext] == ["Europe", "Asia"]


@pytest.mark.parametrize(
    ("kinds", "shown"),
    [
        (["arrest", "unknown", "raid", "raid"], ["raid", "arrest", "not known"]),
        (["agency", "tv", "tv", "radio"], ["TV", "news agency", "radio"]),
        (["alleged", "registered", "alleged"], ["registered", "alleged"]),
        (["Zonakz", "Azattyk", "Azattyk"], ["Zonakz", "Azattyk"]),
    ],
)
def test_kinds_stand_in_their_order_or_by_their_sums(kinds: list[str], shown: list[str]) -> None:
    frame = pd.DataFrame({"kind": kinds, "country": "KZ", "n": 1})
    assert [
        text.strip() for text in matrix(frame, "kind", "country", "n", **WORDS).screen.layout.yaxis.ticktext
    ] == shown


@pytest.mark.parametrize(
    ("names", "columns"),
    [(["short", "short", "x" * 60], 3), (["x" * 40, "y" * 40, "z"], 2), (["x" * 60] * 3, 1), (["a"], 1)],
)
def test_a_legend_has_as_many_columns_as_its_names_leave_room_for(names: list[str], columns: int) -> None:
    assert legend_columns(names, 16.0) == columns


def test_panels_stand_in_the_order_of_the_countries() -> None:
    titles = [note.text for note in CHARTS["panels"](TIDY.iloc[::-1]).screen.layout.annotations]
    assert titles == ["Kazakhstan", "Kyrgyzstan"]


def test_two_sides_of_a_timeline_count_from_the_line() -> None:
    frame = pd.DataFrame({"year": [1991, 1991, 2001], "turn": ["founded", "closed", "closed"], "n": [4, -2, -3]})
    figure = timeline(frame, "year", "n", "turn", **WORDS)
    assert {"2", "4"} <= set(figure.screen.layout.yaxis.ticktext)
    assert not any(text.startswith("-") for text in figure.screen.layout.yaxis.ticktext)
    assert "closed 5" in figure.alt


def test_months_stand_in_order_with_those_between() -> None:
    frame = pd.DataFrame({"month": ["2026-02", "2026-03", "2025-12"], "kind": ["x", "y", "x"], "n": [1, 2, 3]})
    figure = timeline(frame, "month", "n", "kind", **WORDS)
    assert list(figure.screen.layout.xaxis.ticktext) == ["2025-12", "2026-01", "2026-02", "2026-03"]
    heights = [sum(column) for column in zip(*(t.y for t in figure.screen.data if t.y != (None,)), strict=True)]
    assert heights == [3, 0, 1, 2]


def test_rows_without_a_time_are_counted_in_the_note() -> None:
    assert (
        "Not drawn, as the time is not known: 3."
        in timeline(TIDY.assign(year=[1991, 1993, None]), "year", "n", **WORDS).note
    )


def test_years_of_a_century_have_few_ticks_to_scale() -> None:
    frame = pd.DataFrame({"year": range(1917, 2027), "n": 1})
    axis = timeline(frame, "year", "n", **WORDS).screen.layout.xaxis
    assert axis.ticktext[0] == "1920"
    assert 5 <= len(axis.ticktext) <= 13
    assert axis.tickvals[0] == 1920


def test_cities_are_drawn_after_the_regions_around_them() -> None:
    traces = CHARTS["map"](TIDY).screen.data
    areas = [i for i, trace in enumerate(traces) if trace.fill == "toself"]
    cities = [i for i, trace in enumerate(traces) if trace.mode == "markers" and trace.x[0] is not None]
    assert len(areas) == 2
    assert len(cities) == 1
    assert cities[0] > max(areas)


def test_a_map_says_that_its_shapes_are_approximate() -> None:
    assert "Shapes are approximate and only for display." in CHARTS["map"](TIDY).note


def test_countries_have_their_colours() -> None:
    figure = bars(TIDY, "country", "n", "country", **WORDS)
    assert {COUNTRIES["KZ"], COUNTRIES["KG"]} <= paper_colours(figure) & set(on_screen(figure))
