"""Who is first and who is linked most, as far as ties tell."""

from __future__ import annotations

import pandas as pd

from mapping.analyse.intervals import wilson
from mapping.analyse.networks.ends import UNKNOWN
from mapping.analyse.networks.graph import between_two
from mapping.schema import ITEM_LAYERS

FIRST = ("layer", "id", "n_first", "n_later", "share_first", "low", "high", "partners", "ahead_of")
LINKED = ("layer", "id", "n_takers", "n_items", "countries")


def _both_ways(ties: pd.DataFrame) -> pd.DataFrame:
    """Per layer, node and partner: items in which the node was first, and in which the partner was."""
    first = ties.rename(columns={"from_id": "id", "to_id": "partner", "n_items": "n_first"})
    later = ties.rename(columns={"to_id": "id", "from_id": "partner", "n_items": "n_later"})
    rows = pd.concat([first, later]).reindex(columns=["layer", "id", "partner", "n_first", "n_later"])
    return rows.groupby(["layer", "id", "partner"], as_index=False)[["n_first", "n_later"]].sum()


def first_shares(ties: pd.DataFrame, gathered: set[str]) -> pd.DataFrame:
    """How often each of the `gathered` outlets was first of two of them: the columns of `FIRST`, by layer."""
    rows = between_two(ties)
    rows = rows[rows["layer"].isin(ITEM_LAYERS) & rows["from_id"].isin(gathered) & rows["to_id"].isin(gathered)]
    pairs = _both_ways(rows.assign(n_items=rows["n_items"].astype(float)))
    pairs = pairs.assign(partners=1, ahead_of=(pairs["n_first"] > pairs["n_later"]).astype(int))
    counts = ["n_first", "n_later", "partners", "ahead_of"]
    found = pairs.groupby(["layer", "id"], as_index=False)[counts].sum().astype(dict.fromkeys(counts, int))
    of = found["n_first"] + found["n_later"]
    low, high = wilson(found["n_first"], of)
    found = found.assign(share_first=found["n_first"] / of, low=low, high=high)[list(FIRST)]
    return found.sort_values(["layer", "n_first", "id"], ascending=[True, False, True], ignore_index=True)


def most_taken(ties: pd.DataFrame, countries: pd.Series, layer: str, most: int) -> pd.DataFrame:
    """The `most` nodes from whom most take on a layer: the columns of `LINKED`."""
    rows = between_two(ties)
    rows = rows[rows["layer"] == layer].assign(country=lambda each: each["to_id"].map(countries))
    found = rows.groupby("from_id").agg(
        n_takers=("to_id", "nunique"),
        n_items=("n_items", "sum"),
        countries=("country", lambda codes: ";".join(sorted(set(codes) - {UNKNOWN}))),
    )
    found = found.rename_axis("id").reset_index().assign(layer=layer)[list(LINKED)]
    return found.sort_values(["n_takers", "n_items", "id"], ascending=[False, False, True]).head(most)
