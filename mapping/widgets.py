"""Filters for a notebook: choose outlets with the mouse, and go on with them as a DataFrame.

`browse(land)` shows filters over a table. Where no widget can be drawn (a notebook printed, exported, or opened without
its kernel) the table stands there alone, as it was when the cell ran.
"""

from __future__ import annotations

from typing import Any

import ipywidgets
import pandas as pd

from mapping.draw import Cell, Column, Table, label, mime
from mapping.landscape import Landscape
from mapping.safety import is_live

MOST_ROWS = 50
# The columns of `outlets` that have a filter, by its name. A cell may hold several values.
FILTERS = {"Country": "country", "Medium": "media", "Owner": "ownership_type"}
_ALL = ("all", "")


class Browser:
    """The outlets of a landscape behind filters; made by `browse`."""

    def __init__(self, land: Landscape) -> None:
        self._land = land
        self._filters = {column: _filter(name, land.outlets[column]) for name, column in FILTERS.items()}
        self._search = ipywidgets.Text(description="Search", continuous_update=False)
        self._page = ipywidgets.HTML()
        for each in (*self._filters.values(), self._search):
            each.observe(self._changed, "value")

    def choose(self, country: str = "", media: str = "", ownership_type: str = "", search: str = "") -> None:
        """Set the filters from code, by the codes of the tables; empty leaves one open."""
        for column, value in {"country": country, "media": media, "ownership_type": ownership_type}.items():
            self._filters[column].value = value
        self._search.value = search

    @property
    def chosen(self) -> pd.DataFrame:
        """The rows of `land.outlets` that pass all filters, by country and name.

        A text in the search field leaves those that `land.find` names for it, the likest first.
        """
        rows = self._land.outlets.sort_values(["country", "name"])
        for column, menu in self._filters.items():
            if menu.value:
                rows = rows[[menu.value in cell.split(";") for cell in rows[column]]]
        if text := self._search.value.strip():
            found = list(self._land.find(text)["entity_id"])
            rows = rows[rows["outlet_id"].isin(found)].sort_values("outlet_id", key=lambda ids: ids.map(found.index))
        return rows.reset_index(drop=True)

    @property
    def table(self) -> Table:
        """The first fifty of the chosen, as a table that needs no widget."""
        rows = self.chosen
        heads = [Column(head) for head in ("Outlet", "Id", *FILTERS, "Status", "Website")]
        shown = [self._cells(row) for row in rows.head(MOST_ROWS).to_dict("records")]
        note = f"{len(shown)} shown of {len(rows)} chosen; {len(self._land.outlets)} in this landscape."
        return Table(heads, shown, "Outlets", note)

    def _cells(self, row: dict[Any, Any]) -> list[str | Cell]:
        told = [", ".join(map(label, row[column].split(";"))) for column in (*FILTERS.values(), "status")]
        site = self._land.websites.get(row["outlet_id"], "")
        # Opening a labelled site may be punished where the reader is.
        warning = None if is_live(site, self._land.warned_hosts) else "labelled extremist: no link"
        return [row["name"], row["outlet_id"], *told, Cell(site, site, warning)]

    def _changed(self, _change: object = None) -> None:
        self._page.value = self.table._repr_mimebundle_()[mime.HTML]

    def _repr_mimebundle_(self, **_more: Any) -> dict[str, Any]:
        self._changed()
        box = ipywidgets.VBox([ipywidgets.HBox([*self._filters.values(), self._search]), self._page])
        return box._repr_mimebundle_() | self.table._repr_mimebundle_()  # type: ignore[no-any-return]


def browse(land: Landscape) -> Browser:
    """Filters over the outlets of a landscape: the last line of a cell shows them, `chosen` gives what they leave."""
    return Browser(land)


def _filter(name: str, cells: pd.Series[str]) -> ipywidgets.Dropdown:
    values = sorted({value for cell in cells for value in cell.split(";")}, key=label)
    return ipywidgets.Dropdown(options=[_ALL, *((label(value), value) for value in values)], description=name)
