"""The best sets of outlets: who together reach most, and who together hold the network together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from mapping.analyse import indicator, indicator_for
from mapping.analyse.networks.graph import Ints, Network, joined, network, sums
from mapping.analyse.players.chosen import ACTIVE, ids_of, standing_in, with_status
from mapping.analyse.players.fragments import distance_fragmentation, fragment_scores, fragmentation
from mapping.analyse.players.reach import both_ways as passable
from mapping.analyse.players.reach import distances, nearness, reach_scores, reach_value, reached
from mapping.analyse.players.search import best_set
from mapping.errors import UnknownName

SET_COLUMNS = ["objective", "k", "place", "outlet_id", "name", "country", "gain", "value", "reached", "distance_value"]
SIZES = (5, 10, 20)
# Ends up to which the ways between all pairs are measured again for every place of a set.
MOST_MEASURED = 2_000
# Of the whole network: node, value, reached, distance_value of the set up to each place.
Found = tuple[Ints, list[float], list[float], list[float]]


@indicator
def key_sets(
    ties: pd.DataFrame,
    outlets: pd.DataFrame,
    *,
    k: tuple[int, ...] = SIZES,
    statuses: tuple[str, ...] = ACTIVE,
    both_ways: bool = False,
) -> pd.DataFrame:
    """The best sets of so many outlets to spread something: who together reach most.

    Only outlets with one of the `statuses` can be in a set; ways lead through all ends of joined ties, from giver to
    taker (`both_ways`: also back). Search: `best_sets`.
    Columns: objective (reach), k (asked for), place (1 is who alone adds most of the set), outlet_id, name, country,
    gain (value less that of the place before), value (D_R, 0 to 1: how near the set up to here is to all ends), reached
    (share of ends to which any way leads, members included), distance_value (missing).
    Method: Borgatti (2006), doi 10.1007/s10588-006-7084-x.
    """
    return best_sets(ties, outlets, k=k, objectives=("reach",), statuses=statuses, both_ways=both_ways)


@indicator_for("partner")
def holding_sets(
    ties: pd.DataFrame, outlets: pd.DataFrame, *, k: tuple[int, ...] = SIZES, statuses: tuple[str, ...] = ACTIVE
) -> pd.DataFrame:
    """The sets of so many outlets that together hold the network together.

    Not for the public: whoever wants to break it could read here where. Search: `best_sets`.
    Columns: objective (fragments), k (asked for), place, outlet_id, name, country, gain (value less that of the place
    before), value (F: share of pairs of ends between which no way leads once the set is gone), reached (missing),
    distance_value (D_F, where long ways hold less; missing above 2,000 ends).
    Method: Borgatti (2006), doi 10.1007/s10588-006-7084-x.
    """
    return best_sets(ties, outlets, k=k, objectives=("fragments",), statuses=statuses)


def best_sets(
    ties: pd.DataFrame,
    outlets: pd.DataFrame,
    *,
    k: tuple[int, ...] = SIZES,
    objectives: tuple[str, ...] = ("reach", "fragments"),
    statuses: tuple[str, ...] = ACTIVE,
    both_ways: bool = False,
) -> pd.DataFrame:
    """The best sets of so many outlets: to spread something (reach), and to hold the network together (fragments).

    Only outlets with one of the `statuses` can be in a set; ways lead through all ends of joined ties. Reach follows
    ties from giver to taker (`both_ways`: also back). One by one, then swaps until none is better; where there are few
    outlets, every set. Of equals the outlet with more ties is taken, then the smaller id; a set that asks for more
    outlets than there are holds them all.
    Columns: objective, k (asked for), place (1 is who alone adds most of the set), outlet_id, name, country, gain
    (value less that of the place before), value (of the set up to here; reach: D_R, 0 to 1, how near it is to all ends;
    fragments: F, the share of pairs of ends between which no way leads once the set is gone), reached (reach: share of
    ends to which any way leads, members included), distance_value (fragments: D_F, where long ways hold less; missing
    above 2,000 ends). Method: Borgatti (2006), doi 10.1007/s10588-006-7084-x.
    """
    if unknown := [each for each in objectives if each not in _OBJECTIVES]:
        raise UnknownName(f"There is no objective '{unknown[0]}': choose from {', '.join(_OBJECTIVES)}.")
    chosen = with_status(outlets, statuses)
    net = network(joined(ties))
    nodes = standing_in(net, chosen)
    strength = sums(np.r_[net.giver, net.taker], np.ones(2 * len(net.giver)), len(net.ids))
    nodes = nodes[np.argsort(-strength[nodes], kind="stable")]
    if not len(nodes):
        return pd.DataFrame(columns=SET_COLUMNS)
    paths = passable(net) if both_ways else net
    frames = [_rows(objective, size, net, found)
              for objective in objectives for size, found in _OBJECTIVES[objective](paths, nodes, k)]  # fmt: skip
    if not frames:
        return pd.DataFrame(columns=SET_COLUMNS)
    return pd.concat(frames, ignore_index=True).merge(chosen, on="outlet_id", how="left")[SET_COLUMNS]


def _rows(objective: str, size: int, net: Network, found: Found) -> pd.DataFrame:
    nodes, value, reached_so_far, distance_value = found
    before = 0.0 if objective == "reach" else fragmentation(net)
    return pd.DataFrame(
        {
            "objective": objective,
            "k": size,
            "place": range(1, len(nodes) + 1),
            "outlet_id": ids_of(net, nodes),
            "gain": np.diff(value, prepend=before),
            "value": value,
            "reached": reached_so_far,
            "distance_value": distance_value,
        }
    )


def _reach_sets(net: Network, nodes: Ints, sizes: tuple[int, ...]) -> list[tuple[int, Found]]:
    steps = distances(net, nodes)
    scores = reach_scores(nearness(steps))
    found = []
    for size in sizes:
        members = best_set(scores, len(nodes), size)
        sets = [members[:place] for place in range(1, len(members) + 1)]
        values = [reach_value(steps, each) for each in sets]
        missing = [np.nan] * len(sets)
        found.append((size, (nodes[members], values, [reached(steps, each) for each in sets], missing)))
    return found


def _fragment_sets(net: Network, nodes: Ints, sizes: tuple[int, ...]) -> list[tuple[int, Found]]:
    scores = fragment_scores(net, nodes)
    measured = len(net.ids) <= MOST_MEASURED
    found = []
    for size in sizes:
        members = nodes[best_set(scores, len(nodes), size)]
        sets = [members[:place] for place in range(1, len(members) + 1)]
        values = [fragmentation(net, each) for each in sets]
        distant = [distance_fragmentation(net, each) if measured else np.nan for each in sets]
        found.append((size, (members, values, [np.nan] * len(sets), distant)))
    return found


_OBJECTIVES: dict[str, Callable[[Network, Ints, tuple[int, ...]], list[tuple[int, Found]]]] = {
    "reach": _reach_sets,
    "fragments": _fragment_sets,
}
