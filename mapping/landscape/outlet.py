"""One outlet, with all that the landscape holds of it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from mapping.landscape.kept import Kept


@dataclass(frozen=True, repr=False)
class Outlet:
    """One outlet: `facts` (its row of the table `outlets`), and below it what other tables hold of it.

    Made by `Landscape.outlet`, at that landscape's level and day.
    """

    land: Kept
    outlet_id: str

    @property
    def facts(self) -> pd.Series:
        """Its row of the table `outlets`."""
        return self.land.outlets[self.land.outlets["outlet_id"] == self.outlet_id].iloc[0]

    @property
    def owners(self) -> pd.DataFrame:
        """Who holds it directly (see `Landscape.owners_of`)."""
        return holders(self.land, self.outlet_id)

    @property
    def names(self) -> pd.DataFrame:
        """Every spelling of its name: rows of the table `names`."""
        of_it = (self.land.names["entity_kind"] == "outlet") & (self.land.names["entity_id"] == self.outlet_id)
        return self.land.names[of_it].reset_index(drop=True)

    @property
    def channels(self) -> pd.DataFrame:
        """The addresses by which the public reaches it: rows of the table `channels`."""
        return self._rows(self.land.channels)

    @property
    def events(self) -> pd.DataFrame:
        """What happened to it, the earliest first: rows of the table `events`."""
        return self._rows(self.land.events).sort_values("date", ignore_index=True)

    @property
    def ties(self) -> pd.DataFrame:
        """The ties that begin or end at it: rows of the table `ties`."""
        return self._rows(self.land.ties, "from_id", "to_id")

    @property
    def claims(self) -> pd.DataFrame:
        """Every value that a source states of it, shown or not: rows of the table `claims`."""
        of_it = (self.land.claims["entity_kind"] == "outlet") & (self.land.claims["entity_id"] == self.outlet_id)
        return self.land.claims[of_it].reset_index(drop=True)

    def _rows(self, frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
        ends = list(columns) or ["outlet_id"]
        return pd.DataFrame(frame[(frame[ends] == self.outlet_id).any(axis=1)].reset_index(drop=True))

    def __repr__(self) -> str:
        facts = self.facts
        return f"<Outlet {self.outlet_id}: {facts['name']}, {facts['country']}, {facts['status']}>"

    def _repr_html_(self) -> str:
        facts = self.facts.dropna()
        rows = "".join(
            f"<tr><th>{escape(str(name))}</th><td>{escape(str(cell))}</td></tr>" for name, cell in facts.items()
        )
        counted = {"holders": self.owners, "events": self.events, "ties": self.ties, "claims": self.claims}
        told = ", ".join(f"{len(frame)} {what}" for what, frame in counted.items())
        return f"<table><caption>{escape(str(facts['name']))}</caption><tbody>{rows}</tbody></table><p>{told}</p>"


def holders(land: Kept, held_id: str) -> pd.DataFrame:
    """The stakes in an outlet or owner that are not known to have ended, with the holders' names."""
    rows = land.stakes[(land.stakes["held_id"] == held_id) & land.stakes["end"].isna()]
    kinds = dict(zip(land.owners["owner_id"], land.owners["kind"], strict=True))
    frame = rows.assign(name=rows["holder_id"].map(land.display_names), kind=rows["holder_id"].map(kinds))
    columns = ["holder_id", "name", "kind", "relation", "share_min", "share_max", "start", "confidence", "citation"]
    return frame[columns].sort_values(["relation", "holder_id"], ignore_index=True)
