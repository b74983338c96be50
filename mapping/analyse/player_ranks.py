"""What each outlet reaches, feeds on, bridges and starts, as ranks that say how steady they are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.networks.graph import Network, between_two, network, networks
from mapping.analyse.players.chosen import ACTIVE, ids_of, standing_in, with_status
from mapping.analyse.players.steadiness import COLUMNS, MOST_RESAMPLED, Runs, bridging, degrees, starting
from mapping.schema import ITEM_LAYERS

RANK_COLUMNS = ["layer", "measure", "outlet_id", "name", "country", *COLUMNS]
MEASURES = ("reaches", "feeds_on", "bridges", "starts")


@indicator
def player_ranks(
    ties: pd.DataFrame,
    item_counts: pd.DataFrame,
    outlets: pd.DataFrame,
    *,
    statuses: tuple[str, ...] = ACTIVE,
    top: int = 10,
    resamples: int = 200,
    dropped: float = 0.1,
    most_resampled: int = MOST_RESAMPLED,
) -> pd.DataFrame:
    """What each outlet reaches, feeds on, bridges and starts, on each layer and on all joined: ranks, never one score.

    Outlets with one of the `statuses` are ranked among themselves, within the network of all; those of whom a measure
    is 0 have no row, as a place among those with nothing says nothing. Every rank is computed `resamples` times more,
    each time without `dropped` of the ties, by chance but always the same: where 5 % and 95 % of these ranks lie, and
    how often it is among the `top`. Betweenness is computed again only up to `most_resampled` nodes times ties; above,
    resamples is 0 and the three are missing.
    Columns: layer (or joint), measure, outlet_id, name, country, value, rank (1 is the highest; equals share the better
    rank), of (outlets ranked), low_rank, high_rank, in_top (0 to 1), resamples. The measures: reaches (value: how many
    take from it), feeds_on (from how many it takes), bridges (betweenness of `roles`, 0 to 1), starts (share_first of
    `first_movers`, ranked by its lower bound; on layers read in items, among outlets whose items were gathered).
    Example: reaches, value 14, rank 3, low_rank 2, high_rank 5, in_top 1: fourteen take from it, and it stays between
    the second and the fifth place whichever ties are missing.
    """
    chosen = with_status(outlets, statuses)
    runs = Runs(resamples, dropped, top)
    gathered = set(item_counts.loc[item_counts["items"] > 0, "outlet_id"].dropna())
    frames = [
        frame.assign(layer=layer, measure=measure)
        for layer, net in networks(ties)
        for measure, frame in _measured(net, _items(ties, layer, gathered), chosen, runs, most_resampled)
    ]
    if not frames:
        return pd.DataFrame(columns=RANK_COLUMNS)
    found = pd.concat(frames, ignore_index=True).query("value > 0").merge(chosen, on="outlet_id")
    order = [found["layer"].map({layer: at for at, layer in enumerate(found["layer"].unique())}),
             found["measure"].map(MEASURES.index), found["rank"], found["outlet_id"]]  # fmt: skip
    return found.iloc[np.lexsort(order[::-1])][RANK_COLUMNS].reset_index(drop=True)


def _items(ties: pd.DataFrame, layer: str, gathered: set[str]) -> Network | None:
    """The items that tie gathered outlets on a layer, as a network whose weights are items."""
    if layer not in ITEM_LAYERS:
        return None
    rows = between_two(ties)
    rows = rows[(rows["layer"] == layer) & rows["from_id"].isin(gathered) & rows["to_id"].isin(gathered)]
    return network(rows.assign(weight=rows["n_items"].astype(float)))


def _measured(
    net: Network, items: Network | None, chosen: pd.DataFrame, runs: Runs, most: int
) -> Iterator[tuple[str, pd.DataFrame]]:
    nodes = standing_in(net, chosen)
    found = [
        ("reaches", degrees(net, nodes, runs, gives=True)),
        ("feeds_on", degrees(net, nodes, runs, gives=False)),
        ("bridges", bridging(net, nodes, runs, most)),
    ]
    for measure, frame in found:
        yield measure, frame.assign(outlet_id=ids_of(net, nodes))
    if items is not None:
        nodes = standing_in(items, chosen)
        yield "starts", starting(items, nodes, runs).assign(outlet_id=ids_of(items, nodes))
