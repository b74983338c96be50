"""What an analyst asks of a landscape: one outlet, its owners, a name, an indicator; and how it shows itself."""

from __future__ import annotations

from html import escape

import pandas as pd

from mapping import analyse
from mapping.landscape.found import find_all, find_one
from mapping.landscape.kept import Kept
from mapping.landscape.loading import EVERY
from mapping.landscape.outlet import Outlet, holders


class Landscape(Kept):
    """The tables of one landscape as DataFrames, at one safety level, for some or all countries.

    Each table of `schema` is an attribute (`land.outlets`, `land.stakes`, ...): text cells as text, number columns
    as numbers, empty cells as missing values. Columns and rows above `level` are not loaded at all, so nothing made
    from this object can hold them. `land.measure(name)` gives an indicator, `land.ties("reprint")` the ties of a layer.

    Ids are stable: an id once given keeps its meaning, and one that was merged leads on wherever an id is asked for
    here (`land.redirects` lists them).
    """

    def measure(self, name: str, **settings: object) -> pd.DataFrame:
        """An indicator by its name (they stand in the codebook), computed from this landscape's own tables."""
        return analyse.compute(name, self, **settings)

    def find(self, text: str) -> pd.DataFrame:
        """The outlets and owners that a text may mean, in any script: `land.find("Клооп")`; at most ten.

        Columns: entity_kind (outlet, owner), entity_id, name, country, spelling (the name or id that is like it), score
        (0 to 100; 100: reads the same in any script; 90: holds it whole). Without rows when nothing is like it.
        """
        return find_all(self, text)

    def outlet(self, text: str) -> Outlet:
        """One outlet by its id, by an id that was merged, or by a name in any script: `land.outlet("kloop")`.

        Has facts, owners, names, channels, events, ties and claims. `UnknownName` when none answers, or several.
        """
        return Outlet(self, find_one(self, text, ("outlet",))[1])

    def owners_of(self, text: str) -> pd.DataFrame:
        """Who holds an outlet or owner directly, by id or name: `land.owners_of("kloop")`.

        Stakes that are not known to have ended, alleged ones too. Columns: holder_id, name, kind (missing for an
        outlet), relation, share_min, share_max (percent; 0 to 100 where none is stated), start, confidence, citation.
        `UnknownName` when nothing answers, or several.
        """
        return holders(self, find_one(self, text)[1])

    def __repr__(self) -> str:
        then = f", as of {self._as_of}" if self._as_of else ""
        return f"<Landscape of {len(self.outlets)} outlets in {', '.join(self.countries)}, level {self.level}{then}>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>land.{name}</td><td>{len(getattr(self, name)):,}</td><td>{escape(table.meaning)}</td></tr>"
            for name, table in EVERY.items()
            if len(getattr(self, name))
        )
        head = "<thead><tr><th>Table</th><th>Rows</th><th>What a row is</th></tr></thead>"
        return f"<p>{escape(repr(self)[1:-1])}</p><table>{head}<tbody>{rows}</tbody></table>"
