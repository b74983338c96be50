"""What many outlets share: the pages most linked and forwarded, and outlets that share them within moments."""

from __future__ import annotations

import pandas as pd

from mapping.analyse import indicator, indicator_for
from mapping.analyse.networks.coordination import COLUMNS, Settings, coordinated

# Layers on which an item names the very page that it shares.
SHARING = ("link", "forward")


@indicator
def most_shared_pages(carried: pd.DataFrame, outlets: pd.DataFrame, *, most: int = 30) -> pd.DataFrame:
    """The pages and posts that most outlets link to, forward or copy: the stories that travelled furthest.

    Columns: url, from_id (whose page it is), n_outlets (that share it), n_items (in which they do), countries (of these
    outlets, joined by ;), first, last (moments of the first and the last such item).
    """
    rows = carried[carried["from_url"].fillna("") != ""]
    rows = rows.assign(country=rows["outlet_id"].map(outlets.set_index("outlet_id")["country"]))
    found = rows.groupby("from_url").agg(
        from_id=("from_id", "first"),
        n_outlets=("outlet_id", "nunique"),
        n_items=("item_id", "nunique"),
        countries=("country", lambda codes: ";".join(sorted(set(codes.dropna())))),
        first=("time", "min"),
        last=("time", "max"),
    )
    found = found[found["n_outlets"] > 1].rename_axis("url").reset_index()
    return found.sort_values(["n_outlets", "n_items", "url"], ascending=[False, False, True]).head(most)


@indicator_for("partner")
def coordinated_sharing(
    carried: pd.DataFrame, outlets: pd.DataFrame, *, level: float = 0.05, shuffles: int = 99
) -> pd.DataFrame:
    """Outlets that link to or forward the same pages within moments of each other, more often than chance gives.

    It says that they share at the same time, not why: one newsroom, one owner, one feed or one campaign look alike. So
    it is for partners, not for the public. Websites and Telegram channels are compared apart, each with a time window
    estimated from its own shares; method: `networks.coordination`.
    Columns: medium (telegram, web), window (seconds), account_a, account_b (outlets), weight (pairs of shares within
    the window), mean_delay (seconds), n_a, n_b (shares of each in them), symmetry (0 to 1), strong (weight above the
    middle one), p_value (part of the shuffled days with such a weight or more), beyond_chance (yes, no).
    """
    rows = carried[carried["layer"].isin(SHARING) & carried["outlet_id"].isin(outlets["outlet_id"])]
    shares = pd.DataFrame(
        {
            "object_id": rows["from_url"].replace("", None),
            "account_id": rows["outlet_id"],
            "content_id": rows["item_id"],
            "timestamp_share": _seconds(rows["time"]),
            "medium": rows["url"].str.startswith("https://t.me/").map({True: "telegram", False: "web"}),
        }
    )
    ties = coordinated(shares, Settings(shuffles=shuffles)).ties[list(COLUMNS)]
    return ties.assign(beyond_chance=(ties["p_value"] <= level).map({True: "yes", False: "no"}))


def _seconds(times: pd.Series) -> pd.Series:
    """Seconds since 1970 of moments written out; missing for those that are only a day."""
    moments = pd.to_datetime(times.where(times.str.len() > len("2026-01-01")), utc=True, errors="coerce")
    return (moments - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(seconds=1)
