"""How concentrated a market is, which power stands behind it, and what changed hands."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from mapping.draw.labels import label
from mapping.draw.sourced import sourced
from mapping.draw.table import Column, Table
from mapping.draw.tell.common import between, first_page, stated
from mapping.translate import _, capitalised, country, number, percent


def _share(low: float, high: float) -> str:
    """One share, or the two between which it lies."""
    return percent(low) if abs(high - low) < 0.005 else _("{low} to {high}", low=percent(low), high=percent(high))


@sourced
def concentration_table(markets: pd.DataFrame, *, caption: str) -> Table:
    """The largest markets with the share of the four biggest owners and the Herfindahl index, between their bounds."""
    columns = (
        Column(_("Market"), width=1.8),
        Column(_("Outlets"), "right", 0.7),
        Column(_("Owner known"), "right", 0.9),
        Column(_("Four biggest owners"), "right", 1.2),
        Column(_("HHI"), "right", 1.2),
    )
    rows = [
        (
            f"{label(row['country'])}, {label(row['medium'])}",
            number(row["n"]),
            percent(row["known"]),
            _share(row["cr4_low"], row["cr4_high"]),
            _("{low} to {high}", low=number(row["hhi_low"]), high=number(row["hhi_high"])),
        )
        for row in markets.to_dict("records")
    ]
    note = _(
        "Every outlet counts alike, as no audience figures are at hand. The lower bound takes every unknown owner for "
        "another one, the upper bound all for one. HHI: sum of squared shares in percent, 10,000 at a monopoly."
    )
    return Table(columns, rows, caption, note)


@sourced
def powers_table(powers: pd.DataFrame, *, caption: str) -> Table:
    """Outlets by the power that stands behind their owners."""
    columns = (
        Column(_("Country"), width=1.4),
        Column(_("Power"), width=1.8),
        Column(_("Of which state"), width=1.2),
        Column(_("Outlets"), "right", 0.9),
        Column(_("Share of all"), "right", 1.1),
    )
    rows = [
        (
            label(row["country"]),
            capitalised(label(row["group"])),
            country(row["state"]) if isinstance(row["state"], str) else "",
            between(row["n_min"], row["n_max"]),
            _share(row["share_min"], row["share_max"]),
        )
        for row in powers.to_dict("records")
    ]
    note = _(
        "Through all stakes that control; a range where rival owners are named. An outlet may stand in several rows."
    )
    return Table(columns, rows, caption, note)


@sourced
def deals_table(
    deals: pd.DataFrame,
    names: Mapping[str, str],
    urls: Mapping[str, str],
    warned: Collection[str],
    *,
    most: int,
    caption: str,
) -> Table:
    """What changed hands, the newest first, each with a page."""
    columns = (
        Column(_("When"), width=0.9),
        Column(_("What"), width=1.8),
        Column(_("Holder"), width=1.8),
        Column(_("What changed"), width=1.6),
        Column(_("Page"), width=1.3),
    )
    rows = [
        (
            row["date"],
            names.get(row["held_id"], row["held_id"]),
            names.get(row["holder_id"], ""),
            stated(row["summary"], capitalised(label(row["what"]))),
            first_page(row["citation"], urls, warned),
        )
        for row in deals.sort_values("date", ascending=False).head(most).to_dict("records")
    ]
    return Table(columns, rows, caption, _("Only changes whose date a page states."))
