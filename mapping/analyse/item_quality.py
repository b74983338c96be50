"""On how many items and days the figures about influence stand."""

from __future__ import annotations

import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.intervals import wilson

_SUMS = [
    "items", "undated", "ahead", "forwards", "resolved", "crediting", "linking", "days", "quiet_days",
]  # fmt: skip


@indicator
def item_quality(item_counts: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """What was gathered of each country's outlets, and what is wrong with it.

    Columns: country, outlets (all), gathered (of these, with items), channels (their sites and channels with items),
    items, undated, ahead, forwards, resolved, crediting, linking, days (of all channels together, from each one's first
    to its last dated item), quiet_days (all as in the table `item_counts`), items_a_day (dated items by day of a
    channel). Channels of no known outlet stand in items_by_channel alone.
    """
    rows = item_counts.merge(outlets[["outlet_id", "country"]], on="outlet_id")
    grouped = rows.groupby("country")
    counted = grouped.agg(gathered=("outlet_id", "nunique"), channels=("channel", "size")).join(grouped[_SUMS].sum())
    frame = outlets.groupby("country").size().rename("outlets").to_frame().join(counted)
    frame = frame.fillna(0).astype(int)
    return frame.assign(items_a_day=_a_day(frame)).reset_index()


@indicator
def items_by_channel(item_counts: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """What was gathered of each site and channel.

    Columns: channel (domain or handle), outlet_id, country (missing where the outlet is not known), items, undated,
    ahead, first, last, days, quiet_days (as in the table `item_counts`), items_a_day (dated items by day),
    share_undated (0 to 1).
    """
    rows = item_counts.merge(outlets[["outlet_id", "country"]], on="outlet_id", how="left")
    rows = rows.assign(items_a_day=_a_day(rows), share_undated=rows["undated"] / rows["items"])
    columns = ["channel", "outlet_id", "country", "items", "undated", "ahead", "first", "last", "days", "quiet_days"]
    return rows[[*columns, "items_a_day", "share_undated"]].sort_values("channel", ignore_index=True)


@indicator
def items_by_month(dependence: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """How many dated items of each outlet were gathered, by month.

    Columns: outlet_id, country, month (YYYY-MM), n_items.
    """
    rows = dependence[dependence["month"].notna()].merge(outlets[["outlet_id", "country"]], on="outlet_id")
    columns = ["outlet_id", "country", "month", "n_items"]
    return rows[columns].drop_duplicates().sort_values(columns, ignore_index=True)


@indicator
def resolved_forwards(
    item_counts: pd.DataFrame, ties: pd.DataFrame, outlets: pd.DataFrame, outsiders: pd.DataFrame
) -> pd.DataFrame:
    """Of the posts that a country's outlets forwarded, how many come from a channel that can be found, and whose.

    Columns: country, forwards, resolved (from a channel that can be found), share (of forwards, 0 to 1), low, high
    (Wilson interval of 95 %), from_outlets, from_outsiders, from_unknown (posts forwarded from channels of outlets, of
    outsiders, of nobody that we know; an outlet's own channels left out).
    """
    country = outlets.set_index("outlet_id")["country"]
    counts = item_counts.assign(country=item_counts["outlet_id"].map(country)).groupby("country")
    frame = counts[["forwards", "resolved"]].sum().astype(int)
    low, high = wilson(frame["resolved"].to_numpy(), frame["forwards"].to_numpy())
    frame = frame.assign(share=frame["resolved"] / frame["forwards"].where(frame["forwards"] > 0), low=low, high=high)
    forwards = ties[ties["layer"] == "forward"]
    kinds = {"from_outlets": outlets["outlet_id"], "from_outsiders": outsiders["outsider_id"]}
    known = pd.Series({each: kind for kind, ids in kinds.items() for each in ids}, dtype=object)
    kind = forwards["from_id"].map(known).fillna("from_unknown")
    sums = forwards.groupby([forwards["to_id"].map(country), kind])["n_items"].sum().unstack()
    names = [*kinds, "from_unknown"]
    posts = sums.reindex(index=frame.index, columns=names).fillna(0).astype(int)
    return frame.join(posts).rename_axis("country").reset_index()


def _a_day(frame: pd.DataFrame) -> pd.Series[float]:
    return (frame["items"] - frame["undated"] - frame["ahead"]) / frame["days"].where(frame["days"] > 0)
