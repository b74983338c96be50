"""How far layers tie the same nodes: whether those who copy also link, and those who own also are copied."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from mapping.analyse.networks.graph import JOINT, by_layer

COLUMNS = ("layer_a", "layer_b", "ties_a", "ties_b", "both", "jaccard", "expected")
Pairs = pd.MultiIndex


def _pairs(rows: pd.DataFrame) -> Pairs:
    return pd.MultiIndex.from_frame(rows[["from_id", "to_id"]]).unique()


def expected(one: Pairs, other: Pairs) -> float:
    """How many ties of the smaller layer the larger would hold, if only the numbers of ties of each node were kept.

    The sum of out_i in_j / m over the ties of the smaller, each at most 1: configuration model, Chung and Lu (2002),
    doi 10.1073/pnas.252631999.
    """
    fixed, free = sorted((one, other), key=len)
    gives = free.get_level_values(0).value_counts()
    takes = free.get_level_values(1).value_counts()
    out = gives.reindex(fixed.get_level_values(0), fill_value=0).to_numpy(float)
    into = takes.reindex(fixed.get_level_values(1), fill_value=0).to_numpy(float)
    return float(np.minimum(out * into / len(free), 1).sum())


def overlap(ties: pd.DataFrame) -> pd.DataFrame:
    """One row for each two layers that have ties: the columns of `layer_overlap`."""
    layers = {layer: _pairs(rows) for layer, rows in by_layer(ties) if layer != JOINT}
    found = []
    for (name_a, a), (name_b, b) in combinations(layers.items(), 2):
        both = len(a.intersection(b))
        found.append((name_a, name_b, len(a), len(b), both, both / (len(a) + len(b) - both), expected(a, b)))
    return pd.DataFrame(found, columns=list(COLUMNS))
