"""The ways that items go: from their first publisher, through a carrier, to an outlet."""

from __future__ import annotations

import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.carried import UNKNOWN
from mapping.analyse.carried.addresses import countries_of
from mapping.analyse.carried.groups import members_of
from mapping.schema import ITEM_LAYERS

# Steps that are followed back from a carrier's item.
STEPS = 5
_WAY = ["country", "language", "group", "first_id", "carrier_id", "outlet_id", "layer"]


@indicator
def pathways(
    carried: pd.DataFrame, source_groups: pd.DataFrame, outlets: pd.DataFrame, outsiders: pd.DataFrame
) -> pd.DataFrame:
    """How many items of an outlet go back to which first publisher, and through whom they came.

    An item that draws on an item which itself draws on another is followed back, up to five steps; who published the
    one it was taken from is its carrier. Columns: country (of the outlet), language (of the items), group (of sources
    to which the first publisher belonged on that day; missing for none; of several the first by name), first_id,
    carrier_id (missing where the outlet draws on the first publisher itself), outlet_id, layer (by which the outlet
    drew), n (items).
    """
    known = carried[~carried["from_id"].str.startswith(UNKNOWN)]
    rows = _followed(known.merge(outlets[["outlet_id", "country"]], on="outlet_id"), known)
    rows = rows.assign(group=_groups(rows, source_groups, outlets, outsiders))
    counted = rows.groupby(_WAY, dropna=False)["item_id"].nunique().rename("n").reset_index()
    return counted.sort_values(["n", *_WAY[2:]], ascending=[False, *[True] * 5], ignore_index=True)[[*_WAY, "n"]]


def _followed(rows: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The rows with first_id and carrier_id: where each item's source goes back to."""
    ranked = known.assign(rank=known["layer"].map(ITEM_LAYERS.index))
    ranked = ranked.sort_values(["rank", "lag_seconds", "from_id"], ascending=[True, False, True])
    above = ranked.drop_duplicates("url").set_index("url")[["from_id", "from_url"]]
    first, page = rows["from_id"], rows["from_url"]
    for _step in range(STEPS):
        higher, higher_page = page.map(above["from_id"]), page.map(above["from_url"])
        goes_on = higher.notna() & (higher != rows["outlet_id"])
        first, page = higher.where(goes_on, first), higher_page.where(goes_on)
    rows = rows.assign(first_id=first, carrier_id=rows["from_id"].where(first != rows["from_id"]))
    # An item taken from a carrier also matches the first publisher's: that is one way, not two.
    best = rows.sort_values("carrier_id", na_position="last", kind="stable")
    return best.drop_duplicates(["item_id", "layer", "first_id"])


def _groups(
    rows: pd.DataFrame, source_groups: pd.DataFrame, outlets: pd.DataFrame, outsiders: pd.DataFrame
) -> pd.Series[str]:
    """The group of each row's first publisher, by the row's index."""
    seats = countries_of(outsiders, "outsider_id") | countries_of(outlets, "outlet_id")
    members = members_of(source_groups, seats)
    asked = rows[["first_id", "country", "time"]].assign(row=rows.index, day=rows["time"].str[:10])
    found = asked.merge(members, left_on="first_id", right_on="member_id")
    home = found["seat"] == found["country"]
    fits = (found["seat_is"] == "") | (found["seat_is"] == "same") & home | (found["seat_is"] == "other") & ~home
    found = found[fits & (found["day"] >= found["first"]) & (found["day"] <= found["last"])]
    return found.groupby("row")["grp"].min().reindex(rows.index)
