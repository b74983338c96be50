"""How many outlets the state, foreign states and politics hold, by those who control them."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.control import controlling_owners
from mapping.analyse.markets import RUNNING

GROUPS = {"state_body": "state", "foreign_state_body": "foreign_state", "party": "political"}
# What a source says of an outlet as a whole, where it names no owner.
GROUP_OF_TYPE = {"state": "state", "foreign_state": "foreign_state", "party": "political"}
UNKNOWN = "unknown"


class Power(NamedTuple):
    """A group of owners; `state` is the country code of a foreign state, else empty."""

    group: str
    state: str


def _power(kind: str, country: object, outlet_country: str, role: object) -> Power:
    group = GROUPS.get(kind, "private")
    home = country if isinstance(country, str) else ""
    if group == "foreign_state" or (group == "state" and home not in ("", outlet_country) and outlet_country != "XX"):
        return Power("foreign_state", home)
    if group == "private" and isinstance(role, str):
        return Power("political_role", "")
    return Power(group, "")


def _powers(stakes: pd.DataFrame, outlets: pd.DataFrame, owners: pd.DataFrame, as_of: str | None) -> pd.DataFrame:
    """One row per outlet and group named for it: outlet_id, country, group, state, basis."""
    found = controlling_owners(stakes, outlets, as_of=as_of)[["outlet_id", "owner_id"]]
    facts = owners[["owner_id", "kind", "country", "political_role"]].rename(columns={"country": "owner_country"})
    known = outlets[["outlet_id", "country", "ownership_type"]].merge(found, how="left").merge(facts, how="left")
    rows = []
    for row in known.to_dict("records"):
        if isinstance(row["kind"], str):
            power = _power(row["kind"], row["owner_country"], row["country"], row["political_role"])
            rows.append((row["outlet_id"], row["country"], *power, "owner"))
        else:
            group = GROUP_OF_TYPE.get(row["ownership_type"], UNKNOWN)
            rows.append((row["outlet_id"], row["country"], group, "", "type" if group != UNKNOWN else "none"))
    return pd.DataFrame(rows, columns=["outlet_id", "country", "group", "state", "basis"]).drop_duplicates()


@indicator
def power_shares(
    stakes: pd.DataFrame, outlets: pd.DataFrame, owners: pd.DataFrame, *, as_of: str | None = None
) -> pd.DataFrame:
    """How many outlets of each country the state, foreign states (by state), parties and owners with a political role
    control, as a range: at least those where nobody else is named, at most all for which one of the group is named.

    Where no owner is named, an outlet that a source calls the state's or a party's counts by that word. A political
    role is what sources note of an owner (an office, a tie, sometimes long past): it is no finding of capture. Alleged
    control is left out, and so are outlets that have stopped. Outlets whose owner is unknown may belong to any group.
    Columns: country, group (state, foreign_state, political, political_role, private, unknown), state (of a foreign
    state; missing where not known), n_min, n_max (outlets), by_type (of n_max, known by the outlet's type only),
    share_min, share_max (of the country's outlets, 0 to 1).
    """
    running = outlets[outlets["status"].isin(RUNNING)]
    powers = _powers(stakes, running, owners, as_of)
    alone = powers.groupby("outlet_id")["group"].transform("size") == 1
    counted = powers.assign(alone=alone.astype(int), typed=(powers["basis"] == "type").astype(int))
    grouped = counted.groupby(["country", "group", "state"])
    frame = grouped.agg(n_min=("alone", "sum"), n_max=("outlet_id", "nunique"), by_type=("typed", "sum")).reset_index()
    total = frame["country"].map(running.groupby("country").size())
    frame = frame.assign(share_min=frame["n_min"] / total, share_max=frame["n_max"] / total)
    return frame.assign(state=frame["state"].where(frame["state"] != ""))
