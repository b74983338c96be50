"""Which layers of influence are at hand, and whom we meet on them without knowing them."""

from __future__ import annotations

import pandas as pd

from mapping.analyse import indicator, indicator_for
from mapping.analyse.carried import UNKNOWN
from mapping.schema import ITEM_LAYERS, LAYERS, RELATION_KINDS, STATED_LAYERS

_OF_ITEMS = "mapping gather telegram website"
# What adds ties to a layer: a command, or the table that a person adds rows to.
FILLED_BY = dict.fromkeys(LAYERS, _OF_ITEMS) | dict.fromkeys(RELATION_KINDS, "relations") | dict.fromkeys(
    ("ownership", "funding"), "stakes"
)  # fmt: skip
_CHANNEL = "t.me/"


@indicator
def layers_at_hand(ties: pd.DataFrame) -> pd.DataFrame:
    """Each layer with the ties that it has.

    Columns: layer, kind (items: read in posts and articles; stated: pages state it; approximate), ties, givers, takers
    (different ends), n_items (items of takers that draw on givers; missing for stated layers), first, last (days or
    dates), filled_by (what would add more: a command that gathers, or the table to add rows to).
    """
    grouped = ties.groupby("layer")
    counted = grouped.agg(
        ties=("from_id", "size"), givers=("from_id", "nunique"), takers=("to_id", "nunique"),
        n_items=("n_items", lambda n: n.sum(min_count=1)), first=("first", _least), last=("last", _most),
    )  # fmt: skip
    frame = counted.reindex(pd.Index(LAYERS, name="layer"))
    numbers = ["ties", "givers", "takers"]
    frame[numbers] = frame[numbers].fillna(0).astype(int)
    kinds = dict.fromkeys(ITEM_LAYERS, "items") | dict.fromkeys(STATED_LAYERS, "stated")
    frame = frame.assign(kind=[kinds.get(layer, "approximate") for layer in frame.index])
    frame = frame.assign(filled_by=[FILLED_BY[layer] for layer in frame.index]).reset_index()
    return frame[["layer", "kind", *numbers, "n_items", "first", "last", "filled_by"]]


@indicator
def unresolved(
    ties: pd.DataFrame, outlets: pd.DataFrame, owners: pd.DataFrame, outsiders: pd.DataFrame
) -> pd.DataFrame:
    """Sites and channels that items draw on and that are nobody's we know, those first that most items draw on.

    Whoever recognises one adds it to the outsiders, or to an outlet's channels. Columns: from_id (a registered name or
    t.me/handle), what (site, channel), takers (outlets that draw on it), n_items.
    """
    known = {*outlets["outlet_id"], *owners["owner_id"], *outsiders["outsider_id"]}
    rows = ties[ties["layer"].isin(ITEM_LAYERS) & ~ties["from_id"].isin(known)]
    frame = rows.groupby("from_id", as_index=False).agg(takers=("to_id", "nunique"), n_items=("n_items", "sum"))
    frame.insert(1, "what", ["channel" if each.startswith(_CHANNEL) else "site" for each in frame["from_id"]])
    return frame.sort_values(["n_items", "from_id"], ascending=[False, True], ignore_index=True)


@indicator_for("team")
def unresolved_names(carried: pd.DataFrame) -> pd.DataFrame:
    """Names that items credit and by which nobody is known, as they are written, the most credited first.

    Columns: name, language (of the items), takers, n_items.
    """
    rows = carried[carried["from_id"].str.startswith(UNKNOWN)]
    rows = rows.assign(name=rows["from_id"].str.removeprefix(UNKNOWN))
    grouped = rows.groupby(["name", "language"], as_index=False, dropna=False)
    frame = grouped.agg(takers=("outlet_id", "nunique"), n_items=("item_id", "nunique"))
    return frame.sort_values(["n_items", "name", "language"], ascending=[False, True, True], ignore_index=True)


def _least(days: pd.Series[str]) -> object:
    return min(days.dropna(), default=None)


def _most(days: pd.Series[str]) -> object:
    return max(days.dropna(), default=None)
