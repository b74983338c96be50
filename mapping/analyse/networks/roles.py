"""The standing of each node in a network of ties: what it gives and takes, who rests on it, what passes through it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mapping.analyse.networks.between import MOST_EXACT, betweenness
from mapping.analyse.networks.graph import SEED, Floats, Ints, Network, networkit, steady, undirected

DAMPING = 0.85
MEASURES = ("in_strength", "out_strength", "n_in", "n_out", "pagerank", "betweenness", "k_core")
RANKS = {"rank_in": "in_strength", "rank_out": "out_strength", "rank_pagerank": "pagerank",
         "rank_betweenness": "betweenness"}  # fmt: skip


def pagerank(net: Network) -> Floats:
    """PageRank of each node, in sum 1: a taker passes its rank on to those from whom it takes, by weight.

    Highest where those take who are themselves taken from. Who takes from nobody passes its rank on to all alike.
    Method: Brin and Page (1998), doi 10.1016/S0169-7552(98)00110-X.
    """
    nk = networkit()
    votes = nk.GraphFromCoo((net.weight, (net.taker, net.giver)), n=len(net.ids), weighted=True, directed=True)
    found = nk.centrality.PageRank(
        votes, damp=DAMPING, tol=1e-10, distributeSinks=nk.centrality.SinkHandling.DistributeSinks
    )
    with steady(SEED):
        found.run()
    return np.array(found.scores())


def cores(net: Network) -> Ints:
    """For each node the largest k such that it is one of a group whose members each have ties with k of the others.

    Directions and weights ignored. Method: Seidman (1983), doi 10.1016/0378-8733(83)90028-X.
    """
    found = networkit().centrality.CoreDecomposition(undirected(net))
    with steady(SEED):
        found.run()
    return np.array(found.scores(), dtype=np.int64)


def standing(net: Network, *, most_exact: int = MOST_EXACT) -> pd.DataFrame:
    """One row a node: id, the columns of `MEASURES` and of `RANKS` (1 is the highest; equals share the better rank)."""
    n = len(net.ids)
    frame = pd.DataFrame(
        {
            "id": net.ids,
            "in_strength": np.bincount(net.taker, net.weight, n),
            "out_strength": np.bincount(net.giver, net.weight, n),
            "n_in": np.bincount(net.taker, minlength=n),
            "n_out": np.bincount(net.giver, minlength=n),
            "pagerank": pagerank(net),
            "betweenness": betweenness(net, most_exact=most_exact),
            "k_core": cores(net),
        }
    )
    # Sums that differ by rounding alone share their rank.
    ranks = {name: frame[of].round(9).rank(method="min", ascending=False).astype(int) for name, of in RANKS.items()}
    return frame.assign(**ranks)
