"""What the network of ties loses when outlets close: pairs cut, and groups left without a tie to the rest."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mapping.analyse.networks.graph import NOT_JOINED, Ints, Network, between_two
from mapping.analyse.players.fragments import (
    components,
    fragmentation,
    graph_of,
    joined_pairs,
    pairs_of,
    parts_without_each,
    without,
)
from mapping.analyse.players.groups import KINDS, lost_by_all, lost_by_each
from mapping.analyse.pressure import day_numbers
from mapping.tables import join

COLUMNS = ("fragmentation_before", "fragmentation_after", "pairs_cut", "cut_off", *KINDS.values())


def broken_together(net: Network, crossing: pd.DataFrame, gone: Ints) -> dict[str, object]:
    """What is lost when all these nodes go at once: the columns of `COLUMNS`.

    pairs_cut counts pairs of others that were joined before and no longer are; cut_off counts others that no longer are
    joined to the largest piece left of their part. `crossing` is that of `groups.crossings`.
    """
    part = components(net)
    left = without(net, gone)
    stays = np.setdiff1d(np.arange(len(net.ids)), gone)
    pieces = components(left)
    before, largest = np.bincount(part[stays]), np.zeros(int(part.max(initial=-1)) + 1, dtype=np.int64)
    np.maximum.at(largest, part[stays], np.bincount(pieces)[pieces])
    return {
        "fragmentation_before": fragmentation(net),
        "fragmentation_after": fragmentation(net, gone),
        "pairs_cut": int(pairs_of(before).sum()) - joined_pairs(left),
        "cut_off": int(before.sum() - largest.sum()),
        **lost_by_all(net, crossing, gone),
    }


def broken_by_each(net: Network, crossing: pd.DataFrame, nodes: Ints) -> pd.DataFrame:
    """What is lost when each of the nodes goes alone: the columns of `COLUMNS`, one row a node, in their order."""
    n = len(net.ids)
    parts = parts_without_each(net, graph_of(net))
    whole = joined_pairs(net)
    after = whole - pairs_of(parts.size) + parts.pairs
    pairs = (n - 1) * (n - 2) // 2
    frame = pd.DataFrame(
        {
            "fragmentation_before": fragmentation(net),
            "fragmentation_after": 1 - after / pairs if pairs else 1.0,
            "pairs_cut": pairs_of(parts.size - 1) - parts.pairs,
            "cut_off": parts.size - 1 - parts.largest,
        },
        index=range(n),
    )
    lost = lost_by_each(net, crossing)
    for kind, column in KINDS.items():
        groups = lost[lost["kind"] == kind].groupby("node")["group"].agg(join)
        frame[column] = groups.reindex(range(n), fill_value="")
    return frame.loc[nodes].reset_index(drop=True)


def dated(ties: pd.DataFrame) -> pd.DataFrame:
    """The ties between two, without the layer `story`, with day numbers: begins (at the earliest), goes_on (at least
    until then), ends (at the latest); missing where nothing is stated.
    """
    rows = between_two(ties)
    rows = rows[rows["layer"] != NOT_JOINED]
    first, last = day_numbers(rows["first"]), day_numbers(rows["last"])
    return rows.assign(begins=first["first"], goes_on=last["first"], ends=last["last"])


def standing_at(ties: pd.DataFrame, first: float, last: float) -> pd.DataFrame:
    """The ties (of `dated`) that stood on any day from the first to the last; those without dates count, too."""
    stood: pd.Series[bool] = ~(ties["begins"] > last) & ~(ties["ends"] < first)
    return ties[stood]


def history(ties: pd.DataFrame, own_id: str, first: float, last: float) -> dict[str, int]:
    """How much is known of the ties of one from the first day to the last: its_ties, undated (of these), ties_after.

    Ties (of `dated`) are counted once, whatever their layers. `ties_after` are those that were seen after the last day,
    or are said to have begun or gone on then.
    """
    every = ties[(ties["from_id"] == own_id) | (ties["to_id"] == own_id)]
    own = standing_at(every, first, last)
    undated = own["first"].isna() & own["last"].isna()
    after = (every["begins"] > last) | (every["goes_on"] > last)
    counts = {"its_ties": own, "undated": own[undated], "ties_after": every[after]}
    return {name: len(rows.drop_duplicates(["from_id", "to_id"])) for name, rows in counts.items()}
