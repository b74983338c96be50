"""What closures break: groups without a bridge, single outlets against definition, lists, and closures of the past."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_players import EDGES, around, digraph, net_of, outlets
from small_ties import ties

from mapping.analyse.players.closures import broken_by_each, broken_together
from mapping.analyse.players.groups import crossings, places_of
from mapping.analyse.what_breaks import BREAK_COLUMNS, CLOSURE_COLUMNS, closures_checked, what_breaks
from mapping.errors import UnknownName

NOWHERE = pd.DataFrame(columns=["id", "kind", "group"], dtype=object)
COUNTRIES = st.lists(st.sampled_from(["KG", "KZ", "TJ", None]), min_size=20, max_size=20)


def _places(countries: list[str | None]) -> pd.DataFrame:
    rows = [(f"{at:02}", "country", country) for at, country in enumerate(countries) if country]
    return pd.DataFrame(rows, columns=["id", "kind", "group"])


@given(EDGES, COUNTRIES, st.lists(st.integers(0, 19), max_size=5, unique=True))
@settings(deadline=None, max_examples=30)
def test_what_is_lost_together_is_what_the_definition_says(
    edges: list[tuple[int, int]], countries: list[str | None], closing: list[int]
) -> None:
    net = net_of(edges)
    gone = np.array([node for node in closing if node < len(net.ids)], dtype=np.int64)
    found = broken_together(net, crossings(net, _places(countries)), gone)
    before = digraph(net).to_undirected()
    after = before.copy()
    after.remove_nodes_from(gone.tolist())
    joined = [(a, b) for a in after for b in after if a < b and nx.has_path(before, a, b)]
    assert found["pairs_cut"] == sum(not nx.has_path(after, a, b) for a, b in joined)
    parts = [set(part) - set(gone.tolist()) for part in nx.connected_components(before)]
    pieces = [max((len(piece & part) for piece in nx.connected_components(after)), default=0) for part in parts]
    assert found["cut_off"] == sum(map(len, parts)) - sum(pieces)
    at = dict(enumerate(countries[int(own_id)] for own_id in net.ids))

    def tied(graph: nx.Graph) -> set[str]:
        return {"-".join(sorted((at[a], at[b]))) for a, b in graph.edges if at[a] and at[b] and at[a] != at[b]}

    lost = tied(before) - tied(after)
    assert found["country_pairs_lost"] == ";".join(sorted(lost))
    alone = {code for pair in tied(before) for code in pair.split("-")} - {
        code for pair in tied(after) for code in pair.split("-")
    }
    assert found["countries_lost"] == ";".join(sorted(alone))


@given(EDGES, COUNTRIES)
@settings(deadline=None, max_examples=20)
def test_each_alone_breaks_what_a_list_of_one_does(edges: list[tuple[int, int]], countries: list[str | None]) -> None:
    net = net_of(edges)
    crossing = crossings(net, _places(countries))
    nodes = np.arange(len(net.ids))
    frame = broken_by_each(net, crossing, nodes)
    for node, row in zip(nodes, frame.to_dict("records"), strict=True):
        wanted = broken_together(net, crossing, np.array([node]))
        assert {
            name: pytest.approx(value) if isinstance(value, float) else value for name, value in wanted.items()
        } == row


def _tables() -> dict[str, pd.DataFrame]:
    # Two in Kyrgyzstan, of which b alone speaks Kyrgyz, and a pair in Tajikistan that k alone joins to them.
    known = outlets(a="KG ru KG-GB", b="KG ky;ru KG-O", k="KZ ru KZ-75", t="TJ tg;ru TJ-DU", u="TJ tg TJ-SU")
    return around(outlets=known, ties=ties(("a", "b"), ("a", "k"), ("k", "t"), ("t", "u"), ("agency", "a")))


def test_who_alone_joins_a_country_a_region_and_a_language() -> None:
    frame = what_breaks(**_tables()).set_index("closing")
    assert list(frame.reset_index().columns) == BREAK_COLUMNS
    assert frame.loc["k", ["pairs_cut", "cut_off", "countries_lost", "country_pairs_lost"]].tolist() == [
        6, 2, "KG;KZ;TJ", "KG-KZ;KZ-TJ",
    ]  # fmt: skip
    assert frame.loc["b", ["regions_lost", "languages_lost", "country_pairs_lost"]].tolist() == ["KG-O", "ky", ""]
    assert frame.loc["u", ["pairs_cut", "regions_lost"]].tolist() == [0, "TJ-SU"]
    # Of 15 pairs all are joined; without k, of ten there are those of agency, a, b and that of t and u.
    assert frame.loc["k", ["fragmentation_before", "fragmentation_after"]].tolist() == pytest.approx([0, 1 - 4 / 10])
    assert frame.index[0] == "a"


def test_a_list_is_closed_together_whatever_its_status() -> None:
    tables = _tables()
    tables["outlets"].loc[0, "status"] = "closed"
    frame = what_breaks(**tables, closing=("k", "a"))
    assert frame[["closing", "n_closing", "pairs_cut", "cut_off"]].to_numpy().tolist() == [["a;k", 2, 5, 2]]
    assert frame.loc[0, ["name", "country"]].isna().all()
    assert "a" not in set(what_breaks(**tables)["closing"])
    assert what_breaks(**tables, closing=("k",)).loc[0, "name"] == "K"


def test_a_tie_to_nobody_knows_where_is_no_bridge() -> None:
    tables = around(outlets=outlets(a="KG ky"), ties=ties(("a", "t.me/x"), ("t.me/y", "a")))
    assert what_breaks(**tables)[["countries_lost", "languages_lost"]].to_numpy().tolist() == [["", ""]]


def test_the_whole_region_is_no_country_and_pairs_far_away_do_not_count() -> None:
    known = outlets(a="KG ky", r="XX ru")
    others = {"outsiders": pd.DataFrame({"outsider_id": ["tass", "bbc"], "name": "", "country": ["RU", "GB"]})}
    tables = around(outlets=known, ties=ties(("r", "a"), ("tass", "bbc"))) | others
    found = what_breaks(**tables, closing=("a", "r"))
    assert found[["countries_lost", "country_pairs_lost"]].to_numpy().tolist() == [["", ""]]
    net = net_of([(0, 1)])
    known_ends = pd.DataFrame({"country": ["RU", "GB"], "languages": "unknown"}, index=["00", "01"])
    crossing = crossings(net, places_of(known_ends, known))
    assert set(crossing["kind"]) == {"country"}


@pytest.mark.parametrize(
    ("given_ties", "ids", "rows"),
    [
        (ties(), "a", 0),
        (ties(("a", "a")), "a", 0),
        (ties(("x", "y")), "a", 0),
        (ties(("a", "b")), "a", 1),
        (ties(("a", "b"), ("c", "d")), "abcd", 4),
    ],
)
def test_few_ties_or_outlets_are_no_trouble(given_ties: pd.DataFrame, ids: str, rows: int) -> None:
    tables = around(outlets=outlets(**dict.fromkeys(ids, "KG ky")), ties=given_ties)
    frame = what_breaks(**tables)
    assert (list(frame.columns), len(frame)) == (BREAK_COLUMNS, rows)
    assert len(what_breaks(**tables, closing=("a",))) == 1


def test_an_id_that_does_not_exist_is_named() -> None:
    with pytest.raises(UnknownName, match="no outlet 'nobody'"):
        what_breaks(**_tables(), closing=("k", "nobody"))


def _past(*events: tuple[str, str, str]) -> pd.DataFrame:
    rows = [(f"e-{at}", *event) for at, event in enumerate(events)]
    return pd.DataFrame(rows, columns=["event_id", "outlet_id", "kind", "date"])


def _dated(*days: tuple[str | None, str | None]) -> dict[str, pd.DataFrame]:
    """The ties of `_tables` with these first and last days."""
    tables = _tables()
    first, last = (pd.Series([each[at] for each in days], dtype=object) for at in (0, 1))
    return tables | {"ties": tables["ties"].assign(first=first, last=last)}


ALWAYS = (None, None)


@pytest.mark.parametrize(
    ("days", "date", "known"),
    [
        # (ties_then, its_ties, undated, ties_after, pairs_cut) of k, which closes
        ([ALWAYS] * 5, "2020-05-01", [5, 2, 2, 0, 6]),
        ([ALWAYS, ("2019", "2020-04-30"), ("2019", "2021-01-01"), ALWAYS, ALWAYS], "2020-05-01", [5, 2, 0, 1, 6]),
        ([ALWAYS, ("2019", "2019-06-01"), ("2010", "2012"), ALWAYS, ALWAYS], "2020-05-01", [4, 1, 0, 0, 0]),
        ([ALWAYS, ("2020-05-02", None), ("2020-06", None), ALWAYS, ALWAYS], "2020-05-01", [3, 0, 0, 2, 0]),
        ([ALWAYS, ("2020-12", None), ALWAYS, ALWAYS, ALWAYS], "2020", [5, 2, 1, 0, 6]),
    ],
)
def test_a_past_closure_is_seen_in_the_ties_of_its_time(
    days: list[tuple[str | None, str | None]], date: str, known: list[int]
) -> None:
    frame = closures_checked(**_dated(*days), events=_past(("k", "closure", date)))
    assert list(frame.columns) == CLOSURE_COLUMNS
    assert frame.loc[0, ["ties_then", "its_ties", "undated", "ties_after", "pairs_cut"]].tolist() == known


def test_only_ends_and_departures_are_checked_in_order_of_time() -> None:
    past = _past(
        ("k", "relocation", "2021"), ("a", "raid", "2019"), ("a", "liquidation", "2020-03"), ("b", "closure", "2020")
    )
    frame = closures_checked(**_dated(*[ALWAYS] * 5), events=past)
    assert frame[["outlet_id", "kind"]].to_numpy().tolist() == [
        ["b", "closure"], ["a", "liquidation"], ["k", "relocation"],
    ]  # fmt: skip
    assert frame["country_pairs_lost"].tolist() == ["", "KG-KZ", "KG-KZ;KZ-TJ"]


def test_without_events_or_ties_there_is_nothing_to_check() -> None:
    tables = _dated(*[ALWAYS] * 5)
    assert list(closures_checked(**tables, events=_past()).columns) == CLOSURE_COLUMNS
    none = tables | {"ties": tables["ties"].head(0)}
    frame = closures_checked(**none, events=_past(("k", "closure", "2020")))
    assert frame[["its_ties", "pairs_cut", "countries_lost"]].to_numpy().tolist() == [[0, 0, ""]]
