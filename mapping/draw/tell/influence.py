"""Who carries, copies and cites whom, as tables: what the layers rest on, the ties that pages state, roles, groups."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from mapping.draw.labels import label, layer_name
from mapping.draw.sourced import sourced
from mapping.draw.table import Column, Table
from mapping.draw.tell.common import first_page, page, stated
from mapping.translate import _, capitalised, number


@sourced
def layers_table(layers: pd.DataFrame, *, caption: str) -> Table:
    """On how much each layer stands, and what would add to it."""
    columns = (
        Column(_("Layer"), width=1.5),
        Column(_("Ties"), "right", 0.6),
        Column(_("Givers"), "right", 0.7),
        Column(_("Takers"), "right", 0.7),
        Column(_("Items"), "right", 0.7),
        Column(_("First"), "center", 1),
        Column(_("Last"), "center", 1),
        Column(_("Filled by"), width=2),
    )
    rows = [
        (
            capitalised(layer_name(row["layer"])),
            *(number(row[name]) for name in ("ties", "givers", "takers")),
            "" if pd.isna(row["n_items"]) else number(row["n_items"]),
            *(stated(row[name]) for name in ("first", "last")),
            label(row["filled_by"]),
        )
        for row in layers.to_dict("records")
    ]
    note = _(
        "A tie joins one that gives and one that takes: who copies takes, who is copied gives. Items: those from which "
        "the ties of a layer were read. Of ties that pages state the first and last known day stand here."
    )
    return Table(columns, rows, caption, note)


@sourced
def relations_table(
    relations: pd.DataFrame,
    kind: str,
    names: Mapping[str, str],
    urls: Mapping[str, str],
    warned: Collection[str],
    *,
    caption: str,
) -> Table:
    """Relations of one kind, each with a page, by who gives."""
    columns = (
        Column(_("Gives"), width=1.6),
        Column(_("Takes"), width=1.6),
        Column(_("When"), width=1.1),
        Column(_("What pages state"), width=3),
        Column(_("Page"), width=1.3),
    )
    named = relations[relations["kind"] == kind]
    named = named.assign(**{end: [names.get(own_id, own_id) for own_id in named[end]] for end in ("a_id", "b_id")})
    rows = [
        (
            row["a_id"],
            row["b_id"],
            _span(row["start"], row["end"]),
            _surely(row["summary"], row["confidence"]),
            first_page(row["citation"], urls, warned),
        )
        for row in named.sort_values(["a_id", "b_id", "start"]).to_dict("records")
    ]
    both = _("In a cooperation both sides give and take.") + " " if kind == "cooperation" else ""
    return Table(columns, rows, caption, both + _("An open end does not prove that something still holds."))


def _surely(what: str, confidence: object) -> str:
    return f"{what} ({label(confidence)})" if confidence == "alleged" else what


def _span(start: object, end: object) -> str:
    """From when to when, as pages say it: 2007 – 2010-08."""
    first, last = map(stated, (start, end))
    return f"{first} – {last}".strip() if last else first


def cross_border(borders: pd.DataFrame, takers: Collection[str], most: int = 12) -> pd.DataFrame:
    """How many ties lead from which country to each of `takers`: from_country, to_country, n_ties, on all layers but
    the approximate one; the giving countries with most ties first, all but the first `most` together as "other".
    """
    taken = borders[borders["to_country"].isin(takers) & (borders["layer"] != "story")]
    sums = taken.groupby("from_country")["n_ties"].sum().sort_index().sort_values(ascending=False, kind="stable")
    order = [*sums.index[:most], "other"]
    folded = taken.assign(from_country=taken["from_country"].where(taken["from_country"].isin(order), "other"))
    counted = folded.groupby(["from_country", "to_country"])[["n_ties"]].sum().reset_index()
    return counted.sort_values("from_country", key=lambda codes: codes.map(order.index), kind="stable")


@sourced
def roles_table(roles: pd.DataFrame, *, most: int, caption: str, layer: str = "joint") -> Table:
    """Who stands where in the network of one layer, or of all joined: the best connected first."""
    columns = (
        Column(_("Name"), width=2),
        Column(_("Country"), width=1.2),
        Column(_("Kind"), width=1),
        Column(_("Gives to"), "right", 0.7),
        Column(_("Takes from"), "right", 0.7),
        Column(_("Rank as source"), "right", 0.8),
        Column(_("Rank as bridge"), "right", 0.8),
    )
    chosen = roles[roles["layer"] == layer]
    chosen = chosen.assign(n=chosen["n_in"] + chosen["n_out"]).sort_values(
        ["n", "id"], ascending=[False, True], kind="stable"
    )
    rows = [
        (
            row["name"],
            capitalised(label(row["country"])),
            capitalised(label(row["kind"])),
            *(number(row[name]) for name in ("n_out", "n_in", "rank_pagerank", "rank_betweenness")),
        )
        for row in chosen.head(most).to_dict("records")
    ]
    note = _(
        "The {shown} with most ties of {n}. Gives to, takes from: how many others. Rank as source: PageRank from taker "
        "to giver, so that who gives to givers stands first. Rank as bridge: how many shortest ways between others "
        "lead through it.",
        shown=number(len(rows)),
        n=number(len(chosen)),
    )
    return Table(columns, rows, caption, note)


@sourced
def source_groups_table(
    groups: pd.DataFrame, names: Mapping[str, str], warned: Collection[str], *, caption: str
) -> Table:
    """The groups of sources with their members and the page on which each membership rests."""
    columns = (
        Column(_("Group"), width=1.4),
        Column(_("Member"), width=2),
        Column(_("When"), width=1.1),
        Column(_("Page"), width=1.5),
        Column(_("Note"), width=2),
    )
    named = groups.assign(name=[names.get(member, member) for member in groups["member_id"]])
    named = named.assign(group=named["group"].map(label))
    rows = [
        (
            capitalised(row["group"]),
            row["name"],
            _span(row["start"], row["end"]),
            page(row["citation"], warned) if isinstance(row["citation"], str) else "",
            stated(row["note"]),
        )
        for row in named.sort_values(["group", "name"]).to_dict("records")
    ]
    note = _("Whoever disagrees edits data/raw/tables/source_groups.csv and runs the analysis again.")
    return Table(columns, rows, caption, note)
