"""What is told of influence: with no items, with few, with hostile names, and only where there is something to show."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest
from IPython.testing.globalipapp import get_ipython

from mapping.draw import Evidence, bars, section
from mapping.draw.figure import Figure
from mapping.draw.table import Table
from mapping.draw.tell import (
    cross_border,
    dependence_table,
    first_movers_table,
    influence_summary,
    influence_unknowns,
    item_quality_table,
    layers_table,
    most_linked_table,
    named,
    pairs_table,
    relations_table,
    roles_table,
    source_groups_table,
)
from mapping.draw.tell.dependence import lag, pairs_of
from mapping.draw.text import Text

HOSTILE = "<img src=x onerror=alert(1)>"
NAMES = {"kaz": "Kazinform", "rt": HOSTILE, "kloop": "Kloop"}
LAYERS = pd.DataFrame(
    [
        ("reprint", "items", 0, 0, 0, None, None, None, "mapping gather telegram website"),
        ("relay", "stated", 24, 13, 16, None, "1996", "2024-01-03", "relations"),
        ("ownership", "stated", 1444, 217, 364, None, "1953", None, "stakes"),
    ],
    columns=["layer", "kind", "ties", "givers", "takers", "n_items", "first", "last", "filled_by"],
)
BORDERS = pd.DataFrame(
    [
        ("relay", "RU", "KZ", 3),
        ("relay", "RU", "KG", 1),
        ("relay", "XX", "KG", 2),
        ("relay", "KG", "KG", 9),
        ("ownership", "KZ", "KZ", 5),
        ("ownership", "unknown", "KZ", 7),
        ("ownership", "TR", "UZ", 1),
        ("story", "RU", "KZ", 90),
    ],
    columns=["layer", "from_country", "to_country", "n_ties"],
)
GROUPS = pd.DataFrame(
    [
        ("KZ", "russian_state", "any", 200, 50, 0.25),
        ("KZ", "western_public", "any", 200, 10, 0.05),
        ("KZ", "other", "any", 200, 90, 0.45),
        ("KZ", "russian_state", "reprint", 200, 30, 0.15),
    ],
    columns=["country", "group", "mechanism", "n_items", "n", "share"],
)
QUALITY = pd.DataFrame(
    [("KZ", 251, 2, 3, 200, 2, 1, 10, 8, 100, 3, 2.0), ("KG", 132, 0, 0, 0, 0, 0, 0, 0, 0, 0, None)],
    columns=[
        "country",
        "outlets",
        "gathered",
        "channels",
        "items",
        "undated",
        "ahead",
        "forwards",
        "resolved",
        "days",
        "quiet_days",
        "items_a_day",
    ],
)
NONE_GATHERED = QUALITY.tail(1)
RELATIONS = pd.DataFrame(
    [
        ("rt", "kaz", "relay", "2007", "2010-08", "Carried in full.", "alleged", "c-1"),
        ("kaz", "kloop", "cooperation", None, None, "A joint series.", "reported", "c-2;c-1"),
    ],
    columns=["a_id", "b_id", "kind", "start", "end", "summary", "confidence", "citation"],
)
URLS = {"c-1": "https://www.reports.example/1", "c-2": "https://warned.example/2"}
WARNED = frozenset({"warned.example"})
DEPENDENCE = pd.DataFrame(
    [
        (
            "kaz",
            "russian_state",
            "any",
            200,
            50,
            0.25,
            0.195,
            0.314,
            "yes",
            5400.0,
            "https://a.example/1 | https://b.example/2;https://x.example",
        ),
        ("kaz", "russian_state", "reprint", 200, 30, 0.15, 0.1, 0.2, "yes", 5400.0, None),
        ("kaz", "other", "any", 200, 90, 0.45, 0.4, 0.5, "yes", None, None),
        ("kloop", "western_public", "any", 12, 6, None, None, None, "no", None, None),
        ("rt", "western_public", "any", 100, 6, 0.06, 0.028, 0.125, "yes", None, "https://warned.example/3"),
    ],
    columns=[
        "outlet_id",
        "group",
        "mechanism",
        "n_items",
        "n",
        "share",
        "low",
        "high",
        "enough",
        "median_lag",
        "examples",
    ],
)


def cells(table: Table) -> list[list[str]]:
    return [[cell if isinstance(cell, str) else cell.text for cell in row] for row in table.rows]


def test_without_items_the_summary_says_what_gathering_would_add() -> None:
    said = influence_summary(LAYERS, BORDERS, GROUPS.head(0), NONE_GATHERED).sentences
    assert said[0] == "1,468 ties are known, by layer: relay (24) and ownership (1,444)."
    assert said[1].startswith("6 broadcast relays cross a border; most channels come from Russia (4) and broadcasters")
    assert said[2] == "Of 111 ties whose countries are known, 87% cross a border."
    assert "“mapping gather telegram website” and “mapping analyse” add these parts" in said[-1]


def test_with_items_the_summary_says_on_whom_each_country_draws() -> None:
    said = influence_summary(LAYERS, BORDERS, GROUPS, QUALITY).sentences
    assert said[-2] == "200 items are gathered, of 2 outlets."
    assert said[-1] == (
        "Kazakhstan: of 200 dated items the largest parts draw on Russian state (25.0%) and Western public (5.0%)."
    )
    assert not any("mapping gather" in sentence for sentence in said)


def test_with_nothing_at_all_the_summary_still_speaks() -> None:
    said = influence_summary(LAYERS.head(0), BORDERS.head(0), GROUPS.head(0), QUALITY.head(0)).sentences
    assert said[0] == "0 ties are known."
    assert len(said) == 2


def test_a_layer_without_items_has_no_number_of_items() -> None:
    rows = cells(layers_table(LAYERS, caption=""))
    assert rows[0] == ["Reprint", "0", "0", "0", "", "", "", "mapping gather telegram website"]
    assert rows[1] == ["Relay", "24", "13", "16", "", "1996", "2024-01-03", "relations that pages state"]


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("relay", [[HOSTILE, "Kazinform", "2007 – 2010-08", "Carried in full. (alleged)", "reports.example"]]),
        ("cooperation", [["Kazinform", "Kloop", "", "A joint series.", "warned.example"]]),
        ("membership", []),
    ],
)
def test_relations_of_a_kind_with_a_page(kind: str, rows: list[list[str]]) -> None:
    table = relations_table(RELATIONS, kind, NAMES, URLS, WARNED, caption="")
    assert cells(table) == rows
    assert ("both sides give" in table.note) == (kind == "cooperation")


def test_a_page_of_a_labelled_outlet_is_no_link() -> None:
    table = relations_table(RELATIONS, "cooperation", NAMES, URLS, WARNED, caption="")
    assert "href" not in table._repr_mimebundle_()["text/html"]
    assert "<img" not in relations_table(RELATIONS, "relay", NAMES, URLS, WARNED, caption="")._html()


def test_dependence_leaves_out_few_items_and_others_and_tells_how() -> None:
    table = dependence_table(DEPENDENCE, NAMES, most=9, caption="")
    assert cells(table) == [
        ["Kazinform", "Russian state", "reprint 30", "50 of 200", "25.0% (19.5–31.4)", "2 hours"],
        [HOSTILE, "Western public", "", "6 of 100", "6.0% (2.8–12.5)", ""],
    ]
    assert "The 2 largest of 2 shares." in table.note


def test_pairs_of_pages_show_their_paths_and_a_labelled_site_no_link() -> None:
    table = pairs_table(DEPENDENCE, NAMES, WARNED, most=9, caption="")
    assert cells(table) == [
        ["Kazinform", "Russian state", "a.example/1", "b.example/2"],
        ["Kazinform", "Russian state", "x.example", ""],
        [HOSTILE, "Western public", "warned.example", ""],
    ]
    assert [getattr(row[2], "link", None) for row in table.rows] == ["https://a.example/1", "https://x.example", None]


def test_pairs_without_the_column_of_examples() -> None:
    assert cells(pairs_table(DEPENDENCE.drop(columns="examples"), NAMES, WARNED, most=1, caption="")) == []


@pytest.mark.parametrize("examples", [None, "", float("nan")])
def test_no_examples_are_no_pairs(examples: object) -> None:
    assert pairs_of(examples, WARNED) == []


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (59.4, "59 seconds"),
        (150, "2 minutes"),
        (3600, "1 hour"),
        (86_400, "24 hours"),
        (260_000, "3 days"),
        (float("nan"), ""),
    ],
)
def test_delays_in_words(seconds: float, words: str) -> None:
    assert lag(seconds) == words


def test_quality_of_what_was_gathered() -> None:
    table = item_quality_table(QUALITY, caption="")
    assert cells(table) == [["Kazakhstan", "2 of 251", "3", "200", "2.0", "1.0%", "0.5%", "3.0%", "80.0%"]]


def test_ties_across_borders_fold_the_smallest_and_leave_the_approximate_layer_out() -> None:
    found = cross_border(BORDERS, ("KZ", "KG"), most=2)
    assert found.to_numpy().tolist() == [["KG", "KG", 9], ["unknown", "KZ", 7], ["other", "KG", 3], ["other", "KZ", 8]]
    assert cross_border(BORDERS.head(0), ("KZ",)).empty


def test_roles_show_the_best_connected_of_one_layer() -> None:
    columns = ["layer", "id", "name", "country", "kind", "n_in", "n_out", "rank_pagerank", "rank_betweenness"]
    roles = pd.DataFrame(
        [
            ("joint", "kaz", "Kazinform", "KZ", "outlet", 30, 20, 5, 2),
            ("joint", "t.me/x", "t.me/x", "unknown", "address", 0, 1, 90, 80),
            ("relay", "rt", "RT", "RU", "outsider", 0, 99, 1, 1),
        ],
        columns=columns,
    )
    table = roles_table(roles, most=1, caption="")
    assert cells(table) == [["Kazinform", "Kazakhstan", "Outlet", "20", "30", "5", "2"]]
    assert "The 1 with most ties of 2." in table.note
    assert cells(roles_table(roles, most=9, caption=""))[1][:3] == ["t.me/x", "Not known", "Unknown address"]


def test_who_is_first_and_who_is_linked() -> None:
    movers = pd.DataFrame(
        [
            ("reprint", "kaz", "Kazinform", "KZ", 8, 2, 0.8, 0.49, 0.94, 5, 4),
            ("link", "x", "X", "KG", 0, 9, 0, 0, 0.3, 1, 0),
        ],
        columns=[
            "layer",
            "id",
            "name",
            "country",
            "n_first",
            "n_later",
            "share_first",
            "low",
            "high",
            "partners",
            "ahead_of",
        ],
    )
    rows = cells(first_movers_table(movers, most=5, caption=""))
    assert rows == [["Reprint", "Kazinform", "Kazakhstan", "8", "2", "80.0% (49.0–94.0)", "4 of 5"]]
    linked = pd.DataFrame(
        [("link", "tass", "TASS", "RU", "outsider", 11, 27, "KG;KZ")],
        columns=["layer", "id", "name", "country", "kind", "n_takers", "n_items", "countries"],
    )
    rows = cells(most_linked_table(linked, most=5, caption=""))
    assert rows == [["TASS", "Russia", "Medium or body abroad", "11", "27", "Kyrgyzstan, Kazakhstan"]]


def test_source_groups_with_their_pages() -> None:
    groups = pd.DataFrame(
        [
            ("russian_state", "rt", "2005", None, "https://warned.example/x", None),
            ("my_group", "kaz", None, None, None, "ours"),
        ],
        columns=["group", "member_id", "start", "end", "citation", "note"],
    )
    rows = cells(source_groups_table(groups, NAMES, WARNED, caption=""))
    assert rows == [
        ["Russian state", HOSTILE, "2005", "warned.example", ""],
        ["My_group", "Kazinform", "", "", "ours"],
    ]


@pytest.mark.parametrize(("quality", "points"), [(NONE_GATHERED, 4), (QUALITY, 8)])
def test_limits_speak_of_items_only_where_there_are_some(quality: pd.DataFrame, points: int) -> None:
    said = influence_unknowns(LAYERS, quality, datetime.date(2026, 11, 21))
    assert len(said.sentences) == points
    assert said.sentences[0].startswith("1,468 ties were read from public pages up to 21 November 2026;")


def test_names_in_place_of_ids() -> None:
    frame = named(pd.DataFrame({"carrier_id": ["kaz", None, "news.example"]}), NAMES, carrier="carrier_id")
    assert frame["carrier"].where(frame["carrier"].notna(), "").tolist() == ["Kazinform", "", "news.example"]


def chart(frame: pd.DataFrame) -> Figure:
    return bars(frame, "name", "n", caption="Bars", evidence=Evidence(1, "items", "2026"))


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ((), 0),
        ((Table((), (), "t"), Text([]), chart(pd.DataFrame({"name": [], "n": []}))), 0),
        ((Table((), (), "t"), chart(pd.DataFrame({"name": ["a"], "n": [1]}))), 1),
        ((Text(["One."]), Table((), [()], "t")), 2),
    ],
)
def test_a_section_stands_only_where_a_part_has_something_to_show(parts: tuple[Text, ...], shown: int) -> None:
    from IPython.utils.capture import capture_output

    get_ipython()
    part = section("Who is *first*", "A sentence.", *parts)
    with capture_output() as captured:
        part._ipython_display_()
    outputs = [output.data for output in captured.outputs]
    assert len(part.shown) == shown
    assert len(outputs) == (1 + shown if shown else 0)
    if shown:
        assert outputs[0]["text/markdown"] == "## Who is \\*first\\*\n\nA sentence\\."
