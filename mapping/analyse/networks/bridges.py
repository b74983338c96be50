"""Ties across borders and languages, and the outlets that carry them."""

from __future__ import annotations

import pandas as pd

from mapping.analyse.networks.ends import UNKNOWN
from mapping.analyse.networks.graph import between_two, by_layer

BORDERS = ("layer", "from_country", "to_country", "n_ties", "n_items", "weight", "share")
LANGUAGES = ("layer", "from_language", "to_language", "n_ties", "n_items", "share")
CARRIERS = ("layer", "from_country", "to_country", "end", "place", "id", "n_ties", "weight", "share")


def _placed(ties: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The ties between two nodes with the countries of both."""
    rows = between_two(ties)
    return rows.assign(
        from_country=rows["from_id"].map(known["country"]), to_country=rows["to_id"].map(known["country"]), n_ties=1
    )


def across_borders(ties: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Ties and items from country to country on each layer: `BORDERS`; share of all that the taking country takes."""
    keys = ["layer", "from_country", "to_country"]
    found = _placed(ties, known).groupby(keys, as_index=False)[["n_ties", "n_items", "weight"]].sum(min_count=1)
    taken = found.groupby(["layer", "to_country"])["weight"].transform("sum")
    return found.assign(share=found["weight"] / taken)[list(BORDERS)]


def _spoken(rows: pd.DataFrame, column: str, end: str, known: pd.DataFrame) -> pd.DataFrame:
    """One row for each language of one end, which share its tie equally."""
    languages = rows[end].map(known["languages"]).astype(str).str.split(";")
    parts = {name: rows[name] / languages.map(len) for name in ("n_ties", "n_items")}
    return rows.assign(**{column: languages}, **parts).explode(column)


def across_languages(ties: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Ties and items from language to language on each layer: `LANGUAGES`; share of all that the taking one takes.

    A tie of ends with several languages is shared equally among their pairs.
    """
    rows = between_two(ties).assign(n_ties=1.0)
    rows = _spoken(rows, "from_language", "from_id", known)
    rows = _spoken(rows, "to_language", "to_id", known)
    found = rows.groupby(["layer", "from_language", "to_language"], as_index=False)[["n_ties", "n_items"]].sum(
        min_count=1
    )
    taken = found.groupby(["layer", "to_language"])["n_ties"].transform("sum")
    return found.assign(share=found["n_ties"] / taken)[list(LANGUAGES)]


def carriers(ties: pd.DataFrame, known: pd.DataFrame, most: int) -> pd.DataFrame:
    """The `most` nodes at each end of the ties between two known countries: `CARRIERS`, joint ties at the end."""
    layered = [rows.assign(layer=layer) for layer, rows in by_layer(ties)]
    if not layered:
        return pd.DataFrame(columns=list(CARRIERS))
    placed = _placed(pd.concat(layered, ignore_index=True), known)
    abroad = placed[
        (placed["from_country"] != placed["to_country"])
        & (placed["from_country"] != UNKNOWN)
        & (placed["to_country"] != UNKNOWN)
    ]
    pair = ["layer", "from_country", "to_country"]
    found = []
    for end, column in (("gives", "from_id"), ("takes", "to_id")):
        sums = abroad.rename(columns={column: "id"}).groupby([*pair, "id"], as_index=False)[["n_ties", "weight"]].sum()
        sums = sums.assign(end=end, share=sums["weight"] / sums.groupby(pair)["weight"].transform("sum"))
        sums = sums.sort_values([*pair, "weight", "id"], ascending=[True, True, True, False, True])
        sums = sums.assign(place=sums.groupby(pair).cumcount() + 1)
        found.append(sums[sums["place"] <= most])
    frame = pd.concat(found, ignore_index=True).sort_values([*pair, "end", "place"], ignore_index=True)
    return frame[list(CARRIERS)]
