"""The numbers that sentences about an outlet are made of: who takes from it and from whom it takes, by layer."""

from __future__ import annotations

import pandas as pd

from mapping.analyse.networks.ends import REGION, UNKNOWN
from mapping.analyse.networks.graph import NOT_JOINED, Network, between_two
from mapping.analyse.players.chosen import ids_of
from mapping.schema import LAYERS
from mapping.tables import join


def partners(ties: pd.DataFrame, known: pd.DataFrame, *, gives: bool) -> pd.DataFrame:
    """By outlet: how many take from it (`gives`) or give to it, their countries where known, how many on each layer.

    Columns n, countries (codes), by_layer (`citation 14;link 3`, in the order of the schema); the approximate layer
    `story` is left out.
    """
    own, other = ("from_id", "to_id") if gives else ("to_id", "from_id")
    rows = between_two(ties)
    rows = rows[rows["layer"] != NOT_JOINED]
    country = rows[other].map(known["country"])
    placed = rows.assign(country=country.where(~country.isin((UNKNOWN, REGION)), ""))
    each = placed.groupby([own, "layer"])[other].nunique().rename("n").reset_index()
    each = each.sort_values("layer", key=lambda names: names.map(LAYERS.index))
    each = each.assign(told=each["layer"] + " " + each["n"].astype(str))
    return pd.DataFrame(
        {
            "n": placed.groupby(own)[other].nunique(),
            "countries": placed.groupby(own)["country"].agg(join),
            "by_layer": each.groupby(own)["told"].agg(";".join),
        }
    )


def only_ties(net: Network) -> pd.DataFrame:
    """Nodes whose every tie is with one other: id, and of, the id of that other."""
    pairs = pd.DataFrame({"node": [*net.giver, *net.taker], "of": [*net.taker, *net.giver]}, dtype="int64")
    pairs = pairs.drop_duplicates()
    single = pairs[~pairs["node"].duplicated(keep=False)]
    return pd.DataFrame({end: ids_of(net, single[column].to_numpy()) for end, column in (("id", "node"), ("of", "of"))})
