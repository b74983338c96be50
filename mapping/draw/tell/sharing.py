"""What travels together: pages that many share, outlets that share at one moment, and groups that hang together."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from mapping.draw.labels import label, layer_name
from mapping.draw.sourced import sourced
from mapping.draw.table import Column, Table
from mapping.draw.tell.common import page
from mapping.draw.tell.dependence import lag
from mapping.translate import _, capitalised, number

NAMED = 6


@sourced
def shared_pages_table(
    pages: pd.DataFrame, names: Mapping[str, str], warned: Collection[str], *, most: int, caption: str
) -> Table:
    """The pages that most outlets share, from `most_shared_pages`."""
    columns = (
        Column(_("Page"), width=2),
        Column(_("Published by"), width=1.6),
        Column(_("Outlets"), "right", 0.8),
        Column(_("Items"), "right", 0.8),
        Column(_("Countries"), width=1.6),
        Column(_("First shared"), width=1.2),
    )
    rows = [
        (
            page(row["url"], warned),
            names.get(row["from_id"], row["from_id"]),
            number(row["n_outlets"]),
            number(row["n_items"]),
            ", ".join(label(code) for code in row["countries"].split(";") if code),
            row["first"][:10],
        )
        for row in pages.head(most).to_dict("records")
    ]
    return Table(columns, rows, caption, _("Pages and posts that outlets link to, forward or reprint, by outlets."))


@sourced
def communities_table(
    communities: pd.DataFrame, stability: pd.DataFrame, *, layer: str, most: int, caption: str
) -> Table:
    """The largest groups of one layer that hang together, each with its countries and strongest names."""
    columns = (
        Column(_("Around"), width=1.8),
        Column(_("Members"), "right", 0.8),
        Column(_("Countries"), width=1.8),
        Column(_("Among them"), width=3.4),
    )
    found = communities[communities["layer"] == layer]
    rows = []
    for _id, members in found.groupby("community", sort=False):
        countries = members["country"].value_counts()
        others = [name for name in members["name"] if name != members["label"].iloc[0]]
        told = ", ".join(f"{label(code)} {number(n)}" for code, n in countries.head(3).items())
        rows.append((members["label"].iloc[0], len(members), capitalised(told), ", ".join(others[:NAMED])))
    rows.sort(key=lambda row: (-row[1], row[0]))
    steady = stability[stability["layer"] == layer]
    note = "" if steady.empty else _stability(steady.iloc[0])
    return Table(columns, [(name, number(n), *rest) for name, n, *rest in rows[:most]], caption, note)


def _stability(steady: pd.Series) -> str:
    return _(
        "Found by Leiden on the layer “{layer}”. Over {seeds} seeds two runs agree by {rand} (adjusted Rand index; 1 "
        "means the same groups each time).",
        layer=layer_name(steady["layer"]),
        seeds=number(steady["seeds"]),
        rand=number(steady["rand"], 2),
    )


@sourced
def coordination_table(sharing: pd.DataFrame, names: Mapping[str, str], *, most: int, caption: str) -> Table:
    """Outlets that share the same pages within moments and beyond chance, from `coordinated_sharing`."""
    columns = (
        Column(_("Outlet"), width=1.8),
        Column(_("Other outlet"), width=1.8),
        Column(_("Medium"), width=1),
        Column(_("Shared together"), "right", 1),
        Column(_("Mean delay"), "right", 1),
        Column(_("Within"), "right", 1),
        Column(_("Chance"), "right", 0.8),
    )
    rows = [
        (
            *(names.get(row[end], row[end]) for end in ("account_a", "account_b")),
            capitalised(label(row["medium"])),
            number(row["weight"]),
            lag(row["mean_delay"]),
            lag(row["window"]),
            number(row["p_value"], 3),
        )
        for row in sharing[sharing["beyond_chance"] == "yes"].head(most).to_dict("records")
    ]
    note = _(
        "They share at the same time; why is not said: one newsroom, one owner, one feed or one campaign look alike. "
        "Chance: in what part of days with shuffled times they would do so as often."
    )
    return Table(columns, rows, caption, note)
