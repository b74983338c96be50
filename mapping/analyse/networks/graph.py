"""Ties as numbered nodes and arrays: the form in which they are counted, ranked and grouped."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mapping.schema import LAYERS

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
JOINT = "joint"
# Whatever is drawn is drawn alike in every run.
SEED = 20_261_121
# Approximate, and so kept apart from what is seen or stated.
NOT_JOINED = "story"


@dataclass(frozen=True)
class Network:
    """Directed ties between nodes numbered by their place in `ids` (sorted); one tie for each giver and taker."""

    ids: list[str]
    giver: Ints
    taker: Ints
    weight: Floats


def between_two(ties: pd.DataFrame) -> pd.DataFrame:
    """The ties without those of a node to itself, which are counted in `tie_significance`."""
    return ties[ties["from_id"] != ties["to_id"]]


def sums(places: Ints, values: Floats, n: int) -> Floats:
    """The sum of the values at each of `n` places."""
    return np.bincount(places, values, n).astype(np.float64)


def network(ties: pd.DataFrame) -> Network:
    """Rows from_id, to_id, weight as one network: self-ties dropped, the weights of repeated ties added up."""
    rows = between_two(ties)
    numbers, ids = pd.factorize(pd.concat([rows["from_id"], rows["to_id"]], ignore_index=True), sort=True)
    n = len(ids)
    keys, places = np.unique(numbers[: len(rows)] * n + numbers[len(rows) :], return_inverse=True)
    weight = sums(places, rows["weight"].to_numpy(float), len(keys))
    return Network([str(each) for each in ids], keys // max(n, 1), keys % max(n, 1), weight)


def joined(ties: pd.DataFrame) -> pd.DataFrame:
    """All layers but `story` as one: from_id, to_id, weight (on how many layers the tie lies)."""
    pairs = ties.loc[ties["layer"] != NOT_JOINED, ["from_id", "to_id", "layer"]].drop_duplicates()
    return pairs.groupby(["from_id", "to_id"], as_index=False).size().rename(columns={"size": "weight"})


def by_layer(ties: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """The ties of each layer that has any between two nodes, in the order of the schema; `joint` last."""
    rows = between_two(ties)
    for layer in LAYERS:
        if (on_layer := rows["layer"] == layer).any():
            yield layer, rows[on_layer]
    if len(together := joined(rows)):
        yield JOINT, together


def networks(ties: pd.DataFrame) -> Iterator[tuple[str, Network]]:
    """The network of each layer that has any ties, and of all of them."""
    for layer, rows in by_layer(ties):
        yield layer, network(rows)


def networkit() -> Any:
    """The library networkit, loaded when first asked for: with the plotting libraries it brings it takes a second."""
    if "IPython" not in sys.modules:
        return importlib.import_module("networkit")
    # In a notebook it would show a script of its own, which no report may hold.
    with importlib.import_module("IPython.utils.capture").capture_output():
        return importlib.import_module("networkit")


def undirected(net: Network) -> Any:
    """The network without directions, as networkit has it: weights of both directions added."""
    n = len(net.ids)
    pairs = np.minimum(net.giver, net.taker) * n + np.maximum(net.giver, net.taker)
    keys, places = np.unique(pairs, return_inverse=True)
    weight = sums(places, net.weight, len(keys))
    ends = keys // max(n, 1), keys % max(n, 1)
    return networkit().GraphFromCoo((weight, ends), n=n, weighted=True, directed=False)


@contextmanager
def steady(seed: int) -> Iterator[None]:
    """networkit on one thread and with this seed, so that the same ties give the same numbers."""
    nk = networkit()
    before = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(1)
    nk.engineering.setSeed(seed, False)
    try:
        yield
    finally:
        nk.setNumberOfThreads(before)
