"""Access told: which sites can be opened where, how sure that is, and by which other ways outlets are reached."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from mapping.draw.labels import label
from mapping.draw.sourced import sourced
from mapping.draw.table import Cell, Column, Table
from mapping.draw.tell.common import codes, stated
from mapping.draw.text import Text
from mapping.translate import _, capitalised, country, enumerate_words, number, percent, plural

# The verdicts on sites that were measured, the surest first.
VERDICTS = ("confirmed", "likely", "unclear")


def verdict_counts(verdicts: pd.DataFrame) -> pd.DataFrame:
    """Sites by verdict and the country where they were measured: probe_country, verdict, n; empty where none was."""
    measured = verdicts[verdicts["probe_country"].isin(verdicts.loc[verdicts["days"] > 0, "probe_country"])]
    return measured.groupby(["probe_country", "verdict"])["domain"].nunique().rename("n").reset_index()


def access_told(verdicts: pd.DataFrame, bans: pd.DataFrame) -> Text:
    """What measurements and official lists say of access, or what measuring would add."""
    sites, measured = verdicts["domain"].nunique(), verdicts[verdicts["days"] > 0]
    if measured.empty:
        sentences = [
            plural("None of {n} site has been measured", "None of {n} sites has been measured", sites)
            + _(
                " yet: whether a site can be opened is known here from reports only. “mapping gather ooni” and "
                "“mapping build” add, for each site and network, on how many days it could be opened, looked "
                "disturbed, or met a known block page."
            )
        ]
    else:
        counts = measured.groupby("verdict")["domain"].nunique()
        told = [f"{label(verdict)} ({number(counts[verdict])})" for verdict in VERDICTS if verdict in counts]
        sentences = [
            _("Of {sites} sites {n} were measured: {told}.", sites=number(sites),
              n=number(measured["domain"].nunique()), told=enumerate_words(told)),
            _(
                "Confirmed: a known block page was met. Likely: on two or more networks most measurements of five or "
                "more days look disturbed, which proves no blocking. Unclear: neither; the site may well be open."
            ),
        ]  # fmt: skip
    in_force = int((bans["in_force"] == "yes").sum())
    if in_force:
        sentences.append(
            plural("{n} address stands on an official list of bans that is in force.",
                   "{n} addresses stand on official lists of bans that are in force.", in_force)
        )  # fmt: skip
    return Text(sentences)


@sourced
def access_table(verdicts: pd.DataFrame, names: Mapping[str, str], *, caption: str) -> Table:
    """Each measured site and country with its verdict and what it rests on; blocking by another state says so."""
    columns = (
        Column(_("Outlet"), width=1.5),
        Column(_("Site"), width=1.5),
        Column(_("Measured in"), width=1.4),
        Column(_("Verdict"), width=1.5),
        Column(_("Days"), "right", 0.6),
        Column(_("Disturbed"), "right", 0.8),
        Column(_("Networks"), "right", 0.9),
        Column(_("Last day"), width=0.9),
    )
    measured = verdicts[verdicts["days"] > 0]
    order = measured["verdict"].map(VERDICTS.index)
    rows = [
        (
            names.get(row["outlet_id"], ""),
            row["domain"],
            country(row["probe_country"]) + (_(" (another state)") if row["abroad"] == "yes" else ""),
            capitalised(label(row["verdict"])),
            number(row["days"]),
            percent(row["anomaly_share"]),
            _("{disturbed} of {n}", disturbed=number(row["asns_disturbed"]), n=number(row["asns_tested"])),
            row["last"],
        )
        for row in measured.assign(order=order).sort_values("order", kind="stable").to_dict("records")
    ]
    note = _("Disturbed: share of the measurements that worked, and on how many of the networks it is high.")
    return Table(columns, rows, caption, note)


@sourced
def where_to_read_table(kinds: pd.DataFrame, names: Mapping[str, str], *, caption: str) -> Table:
    """By which channels, other than its blocked site, an outlet can be reached: kinds only, never an address."""
    columns = (
        Column(_("Outlet"), width=1.8),
        Column(_("Country"), width=1.3),
        Column(_("Kept from the public"), width=1.4),
        Column(_("Reported"), width=1),
        Column(_("Other channels known"), width=2.2),
    )
    rows = [_ways(rows, names) for _id, rows in kinds.groupby("outlet_id", sort=False)]
    note = _(
        "A reported blocking may have ended unreported. Other channels become known when sites and Telegram are "
        "gathered. Addresses stand in the edition for partners: passing them on can be an offence where the reader is."
    )
    return Table(columns, rows, caption, note)


def _ways(kinds: pd.DataFrame, names: Mapping[str, str]) -> tuple[str | Cell, ...]:
    first = kinds.iloc[0]
    ways = [f"{label(kind)} ({number(n)})" for kind, n in zip(kinds["kind"], kinds["n"], strict=True) if n]
    return (
        warned_name(first, names),
        capitalised(label(first["country"])),
        codes(first["because"], label),
        stated(first["reported"]),
        ", ".join(ways) or _("none known to us"),
    )


def warned_name(row: Mapping[Hashable, Any] | pd.Series, names: Mapping[str, str]) -> str | Cell:
    """The name, with a warning where the outlet's materials are labelled."""
    name = names.get(str(row["outlet_id"]), str(row["outlet_id"]))
    return Cell(name, None, _("materials labelled extremist")) if row["labelled"] == "yes" else name


@sourced
def where_to_read_addresses(ways: pd.DataFrame, names: Mapping[str, str], *, caption: str) -> Table:
    """The addresses themselves, for partners and the team; those of labelled outlets are never links."""
    columns = (Column(_("Outlet"), width=1.6), Column(_("Channel"), width=1), Column(_("Address"), width=2.4))
    rows = [
        (
            warned_name(row, names),
            capitalised(label(row["kind"])),
            Cell(row["address"], row["address"] if row["live"] == "yes" else None),
        )
        for row in ways.to_dict("records")
    ]
    return Table(columns, rows, caption, _("Do not pass on what may endanger the reader where the reader is."))
