"""Ranks that say how steady they are: worked examples, runs without a part of the ties, and bad input."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from small_players import outlets, random_net
from small_ties import ties

from mapping.analyse.networks.between import betweenness
from mapping.analyse.player_ranks import RANK_COLUMNS, player_ranks
from mapping.analyse.players.steadiness import Runs, bridging, degrees, ranks, starting
from mapping.errors import UnknownName

NOTHING_GATHERED = pd.DataFrame({"outlet_id": pd.Series(dtype=object), "items": pd.Series(dtype=float)})


def _gathered(ids: str) -> pd.DataFrame:
    return pd.DataFrame({"outlet_id": list(ids), "items": 10.0})


@pytest.mark.parametrize(
    ("values", "places"),
    [
        ([3, 1, 2], [1, 3, 2]),
        ([2, 2, 1], [1, 1, 3]),
        ([0.3, 0.1 + 0.2, 0], [1, 1, 3]),
        ([np.nan, 1, 2], [3, 2, 1]),
        ([], []),
    ],
)
def test_places_of_values(values: list[float], places: list[int]) -> None:
    assert ranks(np.array(values, dtype=float)).tolist() == places


@pytest.mark.parametrize(
    ("n_ties", "dropped", "each"), [(100, 0.1, 10), (4, 0.1, 1), (1, 0.5, 1), (10, 1.0, 10), (0, 0.1, 0)]
)
def test_every_run_drops_the_same_part_by_chance(n_ties: int, dropped: float, each: int) -> None:
    runs = Runs(times=20, dropped=dropped)
    found = [tuple(sorted(places.tolist())) for places in runs.of(n_ties)]
    assert {len(set(places)) for places in found} == {each}
    assert found == [tuple(sorted(places.tolist())) for places in runs.of(n_ties)]
    assert (len(set(found)) > 1) == (0 < each < n_ties)


def test_degrees_of_runs_are_those_of_the_network_without_the_ties() -> None:
    net = random_net(30, 80, seed=1)
    nodes, runs = np.arange(30), Runs(times=40, top=5)
    places = []
    for dropped in runs.of(len(net.giver)):
        left = np.bincount(np.delete(net.giver, dropped), minlength=30)
        places.append([1 + int((left > own).sum()) for own in left])
    found = degrees(net, nodes, runs, gives=True)
    assert found["value"].tolist() == np.bincount(net.giver, minlength=30).tolist()
    assert found["low_rank"].tolist() == np.quantile(places, 0.05, axis=0, method="nearest").tolist()
    assert found["high_rank"].tolist() == np.quantile(places, 0.95, axis=0, method="nearest").tolist()
    assert found["in_top"].tolist() == pytest.approx((np.array(places) <= 5).mean(axis=0).tolist())


def test_nobody_is_in_the_top_with_nothing() -> None:
    net = random_net(8, 12, seed=2)
    found = degrees(net, np.arange(len(net.ids)), Runs(top=10), gives=True)
    assert (found.loc[found["value"] == 0, "in_top"] == 0).all()
    assert (found.loc[found["value"] >= 3, "in_top"] == 1).all()
    assert set(found["of"]) == {int((found["value"] > 0).sum())}


def test_betweenness_is_run_again_only_in_networks_that_are_small_enough() -> None:
    net = random_net(20, 60, seed=3)
    nodes, size = np.arange(len(net.ids)), len(net.ids) * len(net.giver)
    again, once = bridging(net, nodes, Runs(times=5), size), bridging(net, nodes, Runs(times=5), size - 1)
    assert again["value"].tolist() == once["value"].tolist() == betweenness(net).tolist()
    assert (set(again["resamples"]), set(once["resamples"])) == ({5}, {0})
    assert again["low_rank"].notna().all()
    assert once[["low_rank", "high_rank", "in_top"]].isna().all(axis=None)


def test_one_item_of_one_is_not_the_best_start() -> None:
    rows = ties(("lucky", "late", "link", 1), ("steady", "late", "link", 90), ("late", "steady", "link", 10))
    frame = player_ranks(rows, _gathered(""), outlets(lucky="KG ky", steady="KG ky", late="KZ ru"))
    assert "starts" not in set(frame["measure"])
    counts = pd.DataFrame({"outlet_id": ["lucky", "steady", "late"], "items": 100.0})
    frame = player_ranks(rows, counts, outlets(lucky="KG ky", steady="KG ky", late="KZ ru"))
    starts = frame[(frame["measure"] == "starts") & (frame["layer"] == "link")]
    assert starts[["outlet_id", "rank", "value"]].to_numpy().tolist() == [
        ["steady", 1, 0.9], ["lucky", 2, 1.0], ["late", 3, 10 / 101],
    ]  # fmt: skip


def test_each_measure_on_each_layer_and_joint() -> None:
    rows = ties(
        ("a", "b", "reprint"),
        ("a", "c", "reprint"),
        ("b", "c", "link"),
        ("c", "d", "link"),
        ("owner", "a", "ownership"),
    )
    frame = player_ranks(rows, _gathered("abcd"), outlets(a="KG ky", b="KG ky", c="KZ ru", d="KZ ru"), top=1)
    values = {(row.layer, row.measure, row.outlet_id): row.value for row in frame.itertuples()}
    assert list(frame.columns) == RANK_COLUMNS
    assert list(frame["layer"].unique()) == ["reprint", "link", "ownership", "joint"]
    assert values["reprint", "reaches", "a"] == values["joint", "reaches", "a"] == 2
    assert values["ownership", "feeds_on", "a"] == 1
    # On joined ties what comes from the owner, a and b goes to d through c: 3 of 12 ordered pairs of the others.
    assert values["joint", "bridges", "c"] == pytest.approx(3 / 12)
    assert (frame["value"] > 0).all()
    assert ("ownership", "reaches", "owner") not in values


def test_a_clear_first_place_stays_and_a_tie_for_it_does_not() -> None:
    clear = [("hub", f"n{at}") for at in range(20)]
    rows = ties(*clear, ("one", "n1"), ("two", "n2"))
    frame = player_ranks(rows, NOTHING_GATHERED, outlets(hub="KG ky", one="KG ky", two="KG ky"), top=1, dropped=0.5)
    reaches = frame[(frame["layer"] == "link") & (frame["measure"] == "reaches")].set_index("outlet_id")
    assert reaches.loc["hub", ["rank", "low_rank", "high_rank", "in_top", "of", "resamples"]].tolist() == [
        1,
        1,
        1,
        1,
        3,
        200,
    ]
    assert reaches.loc["one", ["rank", "low_rank", "high_rank"]].tolist() == [2, 2, 3]


def test_the_same_again_whatever_the_order_of_rows() -> None:
    edges = [(f"n{giver}", f"n{taker}") for giver, taker in np.random.default_rng(5).integers(0, 15, (40, 2)).tolist()]
    known = outlets(**{f"n{at}": "KG ky" for at in range(15)})
    counts = pd.DataFrame({"outlet_id": known["outlet_id"], "items": 10.0})
    rows = ties(*edges)
    again = player_ranks(rows.iloc[::-1], counts, known.iloc[::-1], resamples=20)
    pd.testing.assert_frame_equal(player_ranks(rows, counts, known, resamples=20), again)


@pytest.mark.parametrize(
    ("given_ties", "ids", "rows"),
    [
        (ties(), "a", 0),
        (ties(("a", "a")), "a", 0),
        (ties(("x", "y")), "a", 0),
        (ties(("a", "b")), "", 0),
        (ties(("a", "b")), "a", 2),
        (ties(("a", "b", "story")), "a", 1),
        (ties(("a", "b", "ownership")), "ab", 4),
    ],
)
def test_few_ties_or_outlets_are_no_trouble(given_ties: pd.DataFrame, ids: str, rows: int) -> None:
    known = outlets(**dict.fromkeys(ids or "z", "KG ky"))
    frame = player_ranks(given_ties, NOTHING_GATHERED, known)
    assert (list(frame.columns), len(frame)) == (RANK_COLUMNS, rows)


def test_without_runs_there_are_no_intervals() -> None:
    frame = player_ranks(ties(("a", "b")), _gathered("ab"), outlets(a="KG ky"), resamples=0)
    assert (set(frame["resamples"]), frame["low_rank"].isna().all()) == ({0}, True)


def test_a_status_that_does_not_exist_is_named() -> None:
    with pytest.raises(UnknownName, match="no status 'alive'"):
        player_ranks(ties(("a", "b")), NOTHING_GATHERED, outlets(a="KG ky"), statuses=("alive",))


def test_an_outlet_first_in_nothing_has_no_start() -> None:
    net = random_net(6, 10, seed=8)
    found = starting(net, np.arange(len(net.ids)), Runs(times=3))
    later_only = np.bincount(net.giver, minlength=len(net.ids)) == 0
    assert (found.loc[later_only, "value"].fillna(0) == 0).all()
