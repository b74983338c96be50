"""On how much the figures stand: the table `item_counts`."""

from __future__ import annotations

from datetime import date

import pandas as pd

from mapping.engine import Engine
from mapping.repeats import days
from mapping.schema import ITEM_COUNTS


def count_items(engine: Engine, known: frozenset[str]) -> pd.DataFrame:
    """The rows of `item_counts` from the tables `piece` and `drawn_link`, as text cells; `known` are outlets' ids."""
    frame = engine.take(
        "SELECT channel, max(taker) AS taker, count(*) AS items, "
        "sum(CASE WHEN is_undated THEN 1 ELSE 0 END) AS undated, "
        "sum(CASE WHEN is_ahead THEN 1 ELSE 0 END) AS ahead, sum(CASE WHEN is_forward THEN 1 ELSE 0 END) AS forwards, "
        "sum(CASE WHEN is_forward AND forwarded <> '' THEN 1 ELSE 0 END) AS resolved, "
        "sum(CASE WHEN credited <> '' THEN 1 ELSE 0 END) AS crediting, "
        "min(CASE WHEN day <> '' THEN day END) AS first, max(CASE WHEN day <> '' THEN day END) AS last "
        "FROM piece GROUP BY channel"
    ).to_pandas()
    linking = engine.take(
        "SELECT p.channel, count(DISTINCT d.item_id) AS linking FROM drawn_link AS d "
        "JOIN piece AS p ON p.item_id = d.item_id GROUP BY p.channel"
    ).to_pandas()
    by_day = engine.take("SELECT channel, day FROM piece WHERE day <> ''").to_pandas()
    quiet = [_quiet(channel, rows["day"]) for channel, rows in by_day.groupby("channel")]
    silence = pd.DataFrame(quiet, columns=["channel", "days", "quiet_days"])
    frame = frame.merge(linking, on="channel", how="left").merge(silence, on="channel", how="left")
    numbers = [name for name in ITEM_COUNTS.heads if name not in ("channel", "outlet_id", "first", "last")]
    told = frame.assign(outlet_id=frame["taker"].where(frame["taker"].isin(known), ""))
    told[numbers] = told[numbers].fillna(0).astype(int)
    told = told.reindex(columns=ITEM_COUNTS.heads).fillna("").astype(str)
    return pd.DataFrame(told)


def _quiet(channel: object, found: pd.Series[str]) -> tuple[object, int, int]:
    span = days(found, date.fromisoformat(found.min()), date.fromisoformat(found.max()))
    return channel, len(span), sum(day.is_gap for day in span)
