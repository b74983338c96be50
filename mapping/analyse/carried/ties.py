"""Ties out of what items draw on, with those that pages state."""

from __future__ import annotations

import pandas as pd

from mapping.analyse.carried import UNKNOWN
from mapping.engine import Engine

EXAMPLES = 3
# An example is better when the earlier item is known, when more of it was taken, and when it is newer. No address
# holds the sign that parts examples.
BEST = "CASE WHEN from_url = '' THEN 1 ELSE 0 END, coalesce(containment, 0) DESC, time DESC, item_id"
EXAMPLE = (
    "concat(replace(url, ';', '%3B'), CASE WHEN from_url = '' THEN '' ELSE ' | ' END, replace(from_url, ';', '%3B'))"
)


def found_ties(engine: Engine) -> pd.DataFrame:
    """The ties of the item layers out of the table `carried`: text cells, `p_value` empty.

    An item's weight of 1 on a layer is shared equally among those it draws on there.
    """
    engine.make(
        "shared",
        f"SELECT *, {EXAMPLE} AS example, 1.0 / count(*) OVER (PARTITION BY item_id, layer) AS part, "
        f"row_number() OVER (PARTITION BY from_id, outlet_id, layer ORDER BY {BEST}) AS nth "
        f"FROM carried WHERE from_id NOT LIKE '{UNKNOWN}%'",
    )
    frame = engine.take(
        "SELECT from_id, outlet_id AS to_id, layer, min(CASE WHEN day <> '' THEN day END) AS first, "
        "max(CASE WHEN day <> '' THEN day END) AS last, sum(part) AS weight, count(*) AS n_items "
        "FROM shared GROUP BY from_id, outlet_id, layer"
    ).to_pandas()
    best = engine.take(
        f"SELECT from_id, outlet_id AS to_id, layer, nth, example FROM shared WHERE nth <= {EXAMPLES}"
    ).to_pandas()
    engine.drop("shared")
    return with_examples(frame, best, ["from_id", "to_id", "layer"])


def with_examples(frame: pd.DataFrame, best: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """The rows with the column `examples`: those of `best` in the order of `nth`, joined."""
    joined = best.sort_values("nth").groupby(key, sort=False)["example"].agg(";".join).rename("examples")
    return frame.merge(joined.reset_index(), on=key, how="left")


def plain_numbers(numbers: pd.Series[float], digits: int = 6) -> pd.Series[str]:
    """Numbers as cells: so many digits behind the point at most, empty where missing."""
    told = numbers.map(f"{{:.{digits}f}}".format).astype(str).str.replace(r"\.?0+$", "", regex=True)
    return told.where(numbers.notna(), "")
