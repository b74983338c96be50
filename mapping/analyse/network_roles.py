"""The standing of outlets in the network of ties, and the groups into which it falls."""

from __future__ import annotations

import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.networks.between import MOST_EXACT
from mapping.analyse.networks.communities import SEEDS, grouping, members
from mapping.analyse.networks.ends import ends, named
from mapping.analyse.networks.graph import networks
from mapping.analyse.networks.roles import MEASURES, RANKS, standing

ROLE_COLUMNS = ["layer", "id", "name", "country", "kind", *MEASURES, *RANKS]
MEMBER_COLUMNS = ["layer", "community", "label", "members", "id", "name", "country", "kind"]
STABILITY_COLUMNS = ["layer", "nodes", "ties", "communities", "modularity", "seeds", "rand", "nmi"]


@indicator
def roles(
    ties: pd.DataFrame,
    outlets: pd.DataFrame,
    owners: pd.DataFrame,
    programmes: pd.DataFrame,
    outsiders: pd.DataFrame,
    *,
    most_exact: int = MOST_EXACT,
) -> pd.DataFrame:
    """The standing of every end of a tie, on each layer and on all joined: who gives, who takes, what passes through.

    Joint, the weight of a tie is the number of layers on which it lies; the approximate layer `story` is left out. Ties
    of one to itself are left out and counted in `tie_significance`. PageRank passes from taker to giver, so that it is
    highest where those take who are taken from themselves. Betweenness ignores weights; it is exact up to `most_exact`
    nodes times ties, and above within 0.05 with a chance of 0.9.
    Columns: layer (or joint), id, name (the address where no more is known), country (or unknown), kind (outlet, owner,
    programme, outsider, address), in_strength and out_strength (weight taken and given), n_in and n_out (from how many
    it takes, how many take from it), pagerank (sum 1), betweenness (0 to 1), k_core, rank_in, rank_out, rank_pagerank,
    rank_betweenness (1 is the highest).
    Example: n_out 12 and n_in 0 on the layer reprint is an agency that twelve outlets reprint and that reprints none.
    """
    known = ends(ties, outlets, owners, programmes, outsiders)
    frames = []
    for layer, net in networks(ties):
        found = standing(net, most_exact=most_exact).assign(layer=layer)
        frames.append(named(found.sort_values(["rank_pagerank", "id"]), known, ROLE_COLUMNS))
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=ROLE_COLUMNS)


@indicator
def communities(
    ties: pd.DataFrame,
    outlets: pd.DataFrame,
    owners: pd.DataFrame,
    programmes: pd.DataFrame,
    outsiders: pd.DataFrame,
    *,
    seeds: int = SEEDS,
) -> pd.DataFrame:
    """Groups with more ties among themselves than chance would give, on each layer and on all joined.

    Directions are left aside. The best of `seeds` runs of the Leiden method is shown; how far the runs agree stands in
    `community_stability`: do not build on groups that change from run to run.
    Columns: layer (or joint), community (id of its strongest member), label (that member's name), members (how many),
    id, name, country, kind; the largest first, in each the strongest first.
    """
    known = ends(ties, outlets, owners, programmes, outsiders)
    frames = []
    for layer, net in networks(ties):
        found = members(net, grouping(net, seeds).groups)
        found = found.assign(layer=layer, label=found["community"].map(known["name"]))
        frames.append(named(found, known, MEMBER_COLUMNS))
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=MEMBER_COLUMNS)


@indicator
def community_stability(ties: pd.DataFrame, *, seeds: int = SEEDS) -> pd.DataFrame:
    """How good and how sure the groups of `communities` are.

    Columns: layer (or joint), nodes, ties, communities (groups), modularity (0: no more ties inside than by chance),
    seeds (runs), rand and nmi (mean adjusted Rand index and normalised mutual information between the groups shown and
    those of each other run; 1 is equal).
    """
    rows = []
    for layer, net in networks(ties):
        found = grouping(net, seeds)
        groups = len(set(found.groups.tolist()))
        size = len(net.ids), len(net.giver), groups
        rows.append((layer, *size, found.modularity, seeds, found.rand, found.nmi))
    return pd.DataFrame(rows, columns=STABILITY_COLUMNS)
