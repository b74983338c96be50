"""The table of ties, which can also be asked for one layer."""

from __future__ import annotations

import pandas as pd

from mapping.errors import UnknownName
from mapping.schema import LAYERS


class Ties(pd.DataFrame):
    """The table `ties` as any DataFrame; `land.ties("reprint")` gives the ties of one layer, the strongest first."""

    def __call__(self, layer: str) -> pd.DataFrame:
        """The ties of one layer, the heaviest first; `UnknownName` for a layer that is none."""
        if layer not in LAYERS:
            raise UnknownName(f"There is no layer '{layer}': choose from {', '.join(LAYERS)}.")
        chosen = self[self["layer"] == layer]
        return chosen.sort_values(["weight", "from_id", "to_id"], ascending=[False, True, True], ignore_index=True)
