"""On whom an outlet's items draw: shares by group of sources, in plain words."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from mapping.commands import DONE, Add, Arguments
from mapping.paths import Places
from mapping.schema import ANY, ITEM_LAYERS

if TYPE_CHECKING:
    import pandas as pd

    from mapping.landscape import Landscape

Row = Mapping[Hashable, Any]
_HOW = {
    "reprint": "repeats text of",
    "forward": "forwards",
    "link": "links to",
    "citation": "names as its source",
    ANY: "draws on in any of these ways",
}
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def register(add: Add) -> None:
    """Add `dependence`."""
    dependence = add("dependence", _dependence, "which share of an outlet's items draws on which group of sources")
    dependence.add_argument("outlet", help="an id or a name, such as kloop")
    dependence.add_argument("--by", choices=("month",), help="a line for each month instead of all together")
    dependence.add_argument("--mechanism", choices=(*ITEM_LAYERS, ANY), help="only this one (default: all)")


def _dependence(chosen: Arguments, places: Places) -> int:
    from mapping.landscape import Landscape

    land = Landscape.open(places.data)
    print("\n".join(lines(land, chosen.outlet, by_month=chosen.by == "month", mechanism=chosen.mechanism or "")))
    return DONE


def lines(land: Landscape, text: str, *, by_month: bool = False, mechanism: str = "") -> Iterator[str]:
    """What is known of the outlet that answers to an id, a merged id or a name, line by line.

    `UnknownName` where no outlet, or more than one thing, answers.
    """
    from mapping.landscape.found import find_one

    _kind, own_id = find_one(land, text, ("outlet",))
    found = land.measure("source_dependence_by_month" if by_month else "source_dependence")
    rows = found[found["outlet_id"] == own_id]
    yield f"{land.display_names[own_id]} ({own_id})"
    if rows.empty:
        yield _nothing(land, own_id)
        return
    yield _standing(land, own_id)
    if mechanism:
        rows = rows[rows["mechanism"] == mechanism]
    yield from _by_month(rows) if by_month else _together(rows)


def _nothing(land: Landscape, own_id: str) -> str:
    """Why there is nothing to tell, and what would change that."""
    if land.source_groups.empty:
        return "No group of sources has a member: add rows to data/raw/tables/source_groups.csv."
    if (land.item_counts["outlet_id"] == own_id).any():
        return "None of its items has a time that can be used, or it belongs to every group of sources itself."
    return (
        "None of its items was gathered. `mapping gather telegram website` reads its channels and site; after that run "
        "`mapping clean` and `mapping analyse`."
    )


def _standing(land: Landscape, own_id: str) -> str:
    """On how much the shares stand."""
    counts = land.item_counts[land.item_counts["outlet_id"] == own_id]
    items, undated = int(counts["items"].sum()), int(counts[["undated", "ahead"]].sum().sum())
    first, last = counts["first"].dropna().min(), counts["last"].dropna().max()
    quiet = int(counts["quiet_days"].sum())
    without = f"; {undated:,} more without a usable time are left out" if undated else ""
    silent = f"; {quiet:,} day{'s' * (quiet != 1)} too quiet for chance" if quiet else ""
    return f"{items - undated:,} dated items from {first} to {last}{without}{silent}."


def _together(rows: pd.DataFrame) -> Iterator[str]:
    for group, same in rows.groupby("group"):
        drawn = same[same["n"] > 0]
        yield f"\n{group}" + (": nothing found" if drawn.empty else "")
        for row in drawn.to_dict("records"):
            lag = "" if row["median_lag"] != row["median_lag"] else f"; half within {_span(row['median_lag'])}"
            yield f"  {_HOW[row['mechanism']]}: {_share(row)}{lag}"
            examples = row["examples"].split(";") if isinstance(row["examples"], str) else []
            yield from (f"    {example.replace(' | ', ' after ')}" for example in examples)


def _by_month(rows: pd.DataFrame) -> Iterator[str]:
    for (group, mechanism), same in rows.groupby(["group", "mechanism"]):
        if same["n"].any():
            yield f"\n{group}, {_HOW[str(mechanism)]}"
            yield from (f"  {row['month']}: {_share(row)}" for row in same.sort_values("month").to_dict("records"))
    if not rows["n"].any():
        yield "Nothing found in any month."


def _share(row: Row) -> str:
    """A share in words: with its interval, or that there are too few items for one."""
    of = f"{row['n']:,} of {row['n_items']:,} items"
    if row["enough"] == "no":
        return f"{of}; too few for a share"
    return f"{100 * row['share']:.1f} % ({of}; likely {100 * row['low']:.1f} to {100 * row['high']:.1f} %)"


def _span(seconds: float) -> str:
    """A time span in its largest unit."""
    if seconds >= 2 * _DAY:
        return f"{seconds / _DAY:.0f} days"
    return f"{seconds / _HOUR:.0f} hours" if seconds >= 2 * _HOUR else f"{seconds / _MINUTE:.0f} minutes"
