"""What the items tell: on whom each outlet draws, who is first, and how well each country was gathered."""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from mapping.draw.labels import label, layer_name
from mapping.draw.lettering import shorten
from mapping.draw.sourced import sourced
from mapping.draw.table import Cell, Column, Table
from mapping.draw.tell.common import page
from mapping.translate import _, capitalised, number, percent, plural, series

MINUTE, HOUR, DAY = 60, 3600, 86_400
LONGEST = 60  # letters of an address in a cell


@sourced
def dependence_table(dependence: pd.DataFrame, names: Mapping[str, str], *, most: int, caption: str) -> Table:
    """The outlets that draw most on a group of sources, from `source_dependence`, and how they do."""
    columns = (
        Column(_("Outlet"), width=1.6),
        Column(_("Group of sources"), width=1.4),
        Column(_("How"), width=1.6),
        Column(_("Items"), "right", 0.9),
        Column(_("Share"), "right", 1.6),
        Column(_("Median delay"), "right", 1.1),
    )
    enough = _largest(dependence)
    ways = dependence[(dependence["mechanism"] != "any") & (dependence["n"] > 0)].groupby(["outlet_id", "group"])
    told = {which: series(_way(row) for row in rows.to_dict("records")) for which, rows in ways}
    rows = [
        (
            *_which(row, names),
            told.get((row["outlet_id"], row["group"]), ""),
            _("{n} of {all}", n=number(row["n"]), all=number(row["n_items"])),
            _span(row["share"], row["low"], row["high"]),
            lag(row["median_lag"]),
        )
        for row in enough.head(most).to_dict("records")
    ]
    note = _(
        "The {shown} largest of {n} shares. An item counts once, however it draws on a group: by reprint, forward, "
        "link or credit. In brackets the 95 % interval after Wilson. Outlets with too few items are left out.",
        shown=number(len(rows)),
        n=number(len(enough)),
    )
    return Table(columns, rows, caption, note)


@sourced
def pairs_table(
    dependence: pd.DataFrame, names: Mapping[str, str], warned: Collection[str], *, most: int, caption: str
) -> Table:
    """Pages to hold beside each other: up to three pairs for each of the `most` largest shares."""
    columns = (
        Column(_("Outlet"), width=1.2),
        Column(_("Group of sources"), width=1.2),
        Column(_("Its page"), width=2),
        Column(_("Earlier page"), width=2),
    )
    rows = [
        (*_which(row, names), *pair)
        for row in _largest(dependence).head(most).to_dict("records")
        for pair in pairs_of(row.get("examples"), warned)
    ]
    return Table(columns, rows, caption, _("Read them beside each other before you rely on a share."))


def _largest(dependence: pd.DataFrame) -> pd.DataFrame:
    """The shares that stand on enough items, the largest first."""
    enough = dependence[(dependence["mechanism"] == "any") & (dependence["enough"] == "yes") & (dependence["n"] > 0)]
    return enough[enough["group"] != "other"].sort_values(["share", "n"], ascending=False, kind="stable")


def _which(row: Mapping[Hashable, Any], names: Mapping[str, str]) -> tuple[str, str]:
    return names.get(row["outlet_id"], row["outlet_id"]), capitalised(label(row["group"]))


def _way(row: Mapping[Hashable, Any]) -> str:
    return f"{layer_name(row['mechanism'])} {number(row['n'])}"


def pairs_of(examples: object, warned: Collection[str]) -> list[tuple[Cell | str, Cell | str]]:
    """The examples of a tie: each page that takes and, where it is known, the page that gives."""
    found: list[tuple[Cell | str, Cell | str]] = []
    for example in examples.split(";") if isinstance(examples, str) and examples else []:
        taker, _bar, giver = (part.strip() for part in example.partition("|"))
        found.append((_page(taker, warned), _page(giver, warned) if giver else ""))
    return found


def _page(url: str, warned: Collection[str]) -> Cell:
    """A page as a cell that shows its path, too: pairs of one site would all look alike."""
    cell = page(url, warned)
    return replace(cell, text=shorten(url.partition("//")[2].removeprefix("www."), LONGEST)) if cell.url else cell


def _span(share: float, low: float, high: float) -> str:
    return f"{percent(share, 1)} ({number(100 * low, 1)}–{number(100 * high, 1)})"


def lag(seconds: float) -> str:
    """A delay as a reader says it, to the second, minute, hour or day."""
    if math.isnan(seconds):
        return ""
    if seconds < MINUTE:
        return plural("{n} second", "{n} seconds", round(seconds))
    if seconds < HOUR:
        return plural("{n} minute", "{n} minutes", round(seconds / MINUTE))
    if seconds < 2 * DAY:
        return plural("{n} hour", "{n} hours", round(seconds / HOUR))
    return plural("{n} day", "{n} days", round(seconds / DAY))


@sourced
def item_quality_table(quality: pd.DataFrame, *, caption: str) -> Table:
    """On how many items and days the figures of each country stand."""
    columns = (
        Column(_("Country"), width=1.4),
        Column(_("Outlets gathered"), "right", 1.1),
        Column(_("Channels"), "right", 0.8),
        Column(_("Items"), "right", 0.8),
        Column(_("A day"), "right", 0.7),
        Column(_("Without a time"), "right", 0.9),
        Column(_("Wrong clock"), "right", 0.8),
        Column(_("Quiet days"), "right", 0.9),
        Column(_("Forwards resolved"), "right", 1),
    )
    rows = [
        (
            capitalised(label(row["country"])),
            _("{n} of {all}", n=number(row["gathered"]), all=number(row["outlets"])),
            *(number(row[name]) for name in ("channels", "items")),
            number(row["items_a_day"], 1) if pd.notna(row["items_a_day"]) else "",
            *(_part(row[name], row["items"]) for name in ("undated", "ahead")),
            _part(row["quiet_days"], row["days"]),
            _part(row["resolved"], row["forwards"]),
        )
        for row in quality[quality["items"] > 0].to_dict("records")
    ]
    note = _(
        "Quiet days: of the days between the first and last item of each channel, those too quiet for chance; figures "
        "of such days rest on little. Forwards resolved: those whose source is known by name or address."
    )
    return Table(columns, rows, caption, note)


def _part(some: float, of: float) -> str:
    return percent(some / of, 1) if of else ""


@sourced
def first_movers_table(movers: pd.DataFrame, *, most: int, caption: str) -> Table:
    """The outlets that others follow more than they follow others, on each layer read from items."""
    columns = (
        Column(_("Layer"), width=1.2),
        Column(_("Outlet"), width=2),
        Column(_("Country"), width=1.2),
        Column(_("Was first"), "right", 0.7),
        Column(_("Came later"), "right", 0.7),
        Column(_("Share first"), "right", 1.7),
        Column(_("Ahead of"), "right", 1),
    )
    ranked = movers[movers["n_first"] > 0].sort_values(["low", "id"], ascending=[False, True], kind="stable")
    rows = [
        (
            capitalised(layer_name(row["layer"])),
            row["name"],
            capitalised(label(row["country"])),
            *(number(row[name]) for name in ("n_first", "n_later")),
            _span(row["share_first"], row["low"], row["high"]),
            _("{n} of {all}", n=number(row["ahead_of"]), all=number(row["partners"])),
        )
        for row in ranked.head(most).to_dict("records")
    ]
    note = _(
        "Was first: items of others that draw on it. Came later: its own that draw on others. Ahead of: outlets that "
        "draw on it more than it on them. Ordered by the lower end of the 95 % interval after Wilson, so that few "
        "items rank low."
    )
    return Table(columns, rows, caption, note)


@sourced
def most_linked_table(linked: pd.DataFrame, *, most: int, caption: str) -> Table:
    """To whom most outlets link."""
    columns = (
        Column(_("Name"), width=2),
        Column(_("Country"), width=1.2),
        Column(_("Kind"), width=1.2),
        Column(_("Outlets that link"), "right", 1),
        Column(_("Items"), "right", 0.8),
        Column(_("In which countries"), width=1.8),
    )
    rows = [
        (
            row["name"],
            capitalised(label(row["country"])),
            capitalised(label(row["kind"])),
            *(number(row[name]) for name in ("n_takers", "n_items")),
            ", ".join(map(label, str(row["countries"]).split(";"))),
        )
        for row in linked.head(most).to_dict("records")
    ]
    return Table(columns, rows, caption, _("Addresses of nobody known to us stand here as they are, without a link."))


def named(frame: pd.DataFrame, names: Mapping[str, str], **columns: str) -> pd.DataFrame:
    """The table with names in place of ids: `carrier="carrier_id"` adds the column `carrier`."""
    return frame.assign(
        **{
            new: frame[old].map(lambda own_id: names.get(own_id, own_id), na_action="ignore")
            for new, old in columns.items()
        }
    )
