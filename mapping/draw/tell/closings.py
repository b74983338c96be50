"""What breaks when outlets close: those on whom a bridge rests alone, and what past closings teach of the method."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from mapping.draw.labels import label
from mapping.draw.sourced import sourced
from mapping.draw.table import Column, Table
from mapping.draw.tell.common import codes
from mapping.draw.tell.player_cards import pairs_told
from mapping.draw.text import Text
from mapping.translate import _, capitalised, dated, enumerate_words, language_name, number, percent, plural, series

Row = Mapping[Hashable, Any]
LOST = ("countries_lost", "regions_lost", "languages_lost", "country_pairs_lost")


def together_told(broken: pd.DataFrame, names: Mapping[str, str], regions: Mapping[str, str]) -> Text:
    """What closing a set at once would break, from the one row of what_breaks(closing=...)."""
    told = []
    for row in broken.to_dict("records"):
        who = enumerate_words([names.get(own, own) for own in row["closing"].split(";")])
        told.append(
            plural(
                "If {names} closed together, {n} other would be cut off from the rest of its network, and pairs of "
                "others between which no way leads would be {after} of all, not {before}.",
                "If {names} closed together, {n} others would be cut off from the rest of their network, and pairs of "
                "others between which no way leads would be {after} of all, not {before}.",
                row["cut_off"],
                names=who,
                after=percent(row["fragmentation_after"]),
                before=percent(row["fragmentation_before"]),
            )
        )
        if lost := _lost(row, regions):
            told.append(_("No known tie would be left of: {lost}.", lost=lost))
    return Text(told)


def _lost(row: Row, regions: Mapping[str, str]) -> str:
    """The countries, regions and languages of a row that would have no tie left, and pairs of countries."""
    parts = [
        codes(row["countries_lost"] or None, label),
        codes(row["regions_lost"] or None, lambda code: regions.get(code, code)),
        _in_language(row["languages_lost"]),
        _("ties between {pairs}", pairs=_between(row["country_pairs_lost"])) if row["country_pairs_lost"] else "",
    ]
    return series(part for part in parts if part)


def _in_language(cell: str) -> str:
    return _("outlets in {languages}", languages=codes(cell, language_name)) if cell else ""


def _between(cell: str) -> str:
    return pairs_told([pair.split("-") for pair in cell.split(";") if pair])


@sourced
def cut_off_table(breaks: pd.DataFrame, *, most: int, caption: str) -> Table:
    """The single outlets without which most others would be cut off, from what_breaks."""
    columns = (
        Column(_("Outlet"), width=2),
        Column(_("Country"), width=1.3),
        Column(_("Cut off"), "right", 0.8),
        Column(_("Pairs cut"), "right", 0.8),
        Column(_("Without a way"), "right", 1),
    )
    rows = [
        (
            row["name"],
            capitalised(label(row["country"])),
            number(row["cut_off"]),
            number(row["pairs_cut"]),
            percent(row["fragmentation_after"], 1),
        )
        for row in breaks[breaks["pairs_cut"] > 0].head(most).to_dict("records")
    ]
    before = percent(breaks["fragmentation_before"].iloc[0], 1) if len(breaks) else ""
    note = _(
        "Cut off: others that would no longer be joined to the largest piece of their network. Pairs cut: of others "
        "that were joined and no longer would be. Without a way: the share of pairs between which none leads; {before} "
        "today.",
        before=before,
    )
    return Table(columns, rows, caption, note)


@sourced
def sole_bridges_table(breaks: pd.DataFrame, regions: Mapping[str, str], *, caption: str) -> Table:
    """Countries, regions, languages and pairs of countries whose every known tie has one outlet at an end."""
    columns = (
        Column(_("Only through"), width=1.5),
        Column(_("Countries"), width=1.5),
        Column(_("Regions"), width=1.2),
        Column(_("Languages"), width=1),
        Column(_("Pairs of countries"), width=2.2),
    )
    alone = breaks[(breaks[list(LOST)] != "").any(axis=1)]
    rows = [
        (
            f"{row['name']} ({label(row['country'])})",
            capitalised(codes(row["countries_lost"] or None, label)),
            codes(row["regions_lost"] or None, lambda code: regions.get(code, code)),
            codes(row["languages_lost"] or None, language_name),
            _between(row["country_pairs_lost"]),
        )
        for row in alone.to_dict("records")
    ]
    note = _(
        "Each has ties to others today, and would have none that is known if this one outlet closed. Regions and "
        "languages are those of outlets."
    )
    return Table(columns, rows, caption, note)


def closures_told(closures: pd.DataFrame) -> Text:
    """How far past closings bear out what the network says, from closures_checked; nothing where it had no ties."""
    seen = closures[closures["its_ties"] > 0]
    if seen.empty:
        return Text([])
    told = [
        plural(
            "{n} closing, liquidation or move abroad is on record.",
            "{n} closings, liquidations and moves abroad are on record.",
            len(closures),
        ),
        plural(
            "In {n} case ties of the outlet were known at that time; in the others the network was silent.",
            "In {n} cases ties of the outlet were known at that time; in the others the network was silent.",
            len(seen),
        ),
    ]
    told += _cutting(seen[seen["cut_off"] > 0])
    if after := int((seen["ties_after"] > 0).sum()):
        told.append(
            plural(
                "In {n} case ties are on record for the time after: it went on, so less was lost than the network "
                "says.",
                "In {n} cases ties are on record for the time after: they went on, so less was lost than the network "
                "says.",
                after,
            )
        )
    return Text([" ".join(told)])


def _cutting(closures: pd.DataFrame) -> list[str]:
    if closures.empty:
        return []
    most = closures.sort_values(["cut_off", "event_id"], ascending=[False, True]).iloc[0]
    return [
        plural(
            "In {n} case it would have said that others are cut off: {name} ({date}) with {most}.",
            "In {n} cases it would have said that others are cut off, in that of {name} ({date}) most, {most}.",
            len(closures),
            name=most["name"],
            date=dated(most["date"]),
            most=number(most["cut_off"]),
        )
    ]


@sourced
def closures_table(closures: pd.DataFrame, regions: Mapping[str, str], *, most: int, caption: str) -> Table:
    """The past closings of which the network tells most, the latest first."""
    columns = (
        Column(_("When"), width=0.9),
        Column(_("Outlet"), width=1.6),
        Column(_("What"), width=1),
        Column(_("Its ties"), "right", 0.6),
        Column(_("No date"), "right", 0.6),
        Column(_("Cut off"), "right", 0.6),
        Column(_("Later"), "right", 0.6),
        Column(_("Lost its last tie"), width=2),
    )
    broke = closures[(closures["cut_off"] > 0) | (closures[list(LOST)] != "").any(axis=1)]
    broke = broke.nlargest(most, "pairs_cut").sort_values(["date", "event_id"], ascending=[False, True])
    rows = [
        (
            row["date"],
            f"{row['name']} ({label(row['country'])})",
            label(row["kind"]),
            *(number(row[name]) for name in ("its_ties", "undated", "cut_off", "ties_after")),
            capitalised(_lost(row, regions)),
        )
        for row in broke.to_dict("records")
    ]
    note = _(
        "What the network of ties as it stood then would have said. No date: ties of unknown time, taken to have "
        "stood. Later: ties on record for the time after; the outlet went on, or its tie did."
    )
    return Table(columns, rows, caption, note)
