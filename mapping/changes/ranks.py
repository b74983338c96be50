"""Ranks that moved further than missing ties explain."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mapping.changes.two import Row, Two
from mapping.schema import COMPUTED

KEYS = ["layer", "measure", "outlet_id"]
RANKED = ["rank", "low_rank", "high_rank"]
RANKS = [f"{state}_{name.removesuffix('_rank')}" for state in ("old", "new") for name in RANKED]
COLUMNS = [*KEYS, "name", *RANKS]


def moved(two: Two) -> pd.DataFrame:
    """The ranks of `player_ranks` whose ranges in the two states do not meet, the longest move first.

    A range is where 90 of 100 ranks lie when every tenth tie is left out by chance: where two ranges do not meet, what
    is missing from either state does not explain the move. Both are computed by the code of today. Outlets that had no
    place in one of the states (the measure was 0) are not here.
    Columns: layer, measure, outlet_id, name, old_rank, old_low, old_high, new_rank, new_low, new_high.
    """
    if not two.compares("ranks"):
        return pd.DataFrame(columns=COLUMNS)
    old, new = (land.measure("player_ranks").query("resamples > 0") for land in (two.old, two.new))
    old = old.assign(outlet_id=old["outlet_id"].map(lambda own_id: two.led.get(own_id, own_id))).drop_duplicates(KEYS)
    both = old[[*KEYS, *RANKED]].merge(new[[*KEYS, "name", *RANKED]], on=KEYS, suffixes=("_old", "_new"))
    apart = (both["low_rank_old"] > both["high_rank_new"]) | (both["high_rank_old"] < both["low_rank_new"])
    # Measured before the rows are chosen: to a frame without rows a longer column would add its own.
    found = both.assign(by=(both["rank_old"] - both["rank_new"]).abs())[apart]
    found = found.sort_values(["by", *KEYS], ascending=[False, True, True, True], ignore_index=True)
    renamed = {
        f"{name}_{state}": f"{state}_{name.removesuffix('_rank')}" for name in RANKED for state in ("old", "new")
    }
    return found.rename(columns=renamed)[COLUMNS].astype(dict.fromkeys(RANKS, int))


def rows(found: pd.DataFrame, two: Two) -> Iterator[Row]:
    """The moved ranks as rows of the table of changes; each rank with its range."""
    for row in found.to_dict("records"):
        old, new = (f"{row[f'{at}_rank']} ({row[f'{at}_low']}-{row[f'{at}_high']})" for at in ("old", "new"))
        cells = {"field": f"{row['measure']}, {row['layer']}", "old": old, "new": new}
        yield two.row("rank", COMPUTED, "outlet", str(row["outlet_id"]), **cells)
