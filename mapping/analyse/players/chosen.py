"""Which outlets may be key players: those with one of the statuses asked for; others stay in the network as ends."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from mapping.analyse.networks.graph import Ints, Network
from mapping.errors import UnknownName
from mapping.schema import STATUSES

ACTIVE = ("active",)


def with_status(outlets: pd.DataFrame, statuses: Collection[str]) -> pd.DataFrame:
    """The outlets of these statuses: outlet_id, name, country, by id. `UnknownName` where there is no such status."""
    if unknown := [status for status in statuses if status not in STATUSES]:
        raise UnknownName(f"There is no status '{unknown[0]}': choose from {', '.join(STATUSES)}.")
    chosen = outlets.loc[outlets["status"].isin(statuses), ["outlet_id", "name", "country"]]
    return chosen.sort_values("outlet_id", ignore_index=True)


def standing_in(net: Network, chosen: pd.DataFrame) -> Ints:
    """The numbers of the nodes that are one of the chosen outlets, in the order of their ids."""
    return np.flatnonzero(np.isin(np.array(net.ids, dtype=object), chosen["outlet_id"].to_numpy(object)))


def ids_of(net: Network, nodes: Ints) -> list[str]:
    """The ids of some nodes."""
    return [net.ids[node] for node in nodes.tolist()]
