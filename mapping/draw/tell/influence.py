"""Who carries, copies and cites whom: what the layers rest on, the ties that pages state, roles, and the limits."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping

import pandas as pd

from mapping.draw.labels import label, layer_name
from mapping.draw.sourced import sourced
from mapping.draw.table import Cell, Column, Table
from mapping.draw.tell.common import listed, page
from mapping.draw.text import Text
from mapping.translate import _, capitalised, day, enumerate_words, number, percent, plural

# How many countries, and how many groups, a sentence names.
NAMED = 3


def influence_summary(layers: pd.DataFrame, borders: pd.DataFrame, groups: pd.DataFrame, quality: pd.DataFrame) -> Text:
    """Half a page on the ties there are, from layers_at_hand, cross_border_citations, group_dependence, item_quality.

    Without gathered items it says so, and what gathering them would add.
    """
    held = layers[layers["ties"] > 0]
    counts = [f"{layer_name(row['layer'])} ({number(row['ties'])})" for row in held.to_dict("records")]
    sentences = [
        plural("{n} tie is known", "{n} ties are known", int(held["ties"].sum()))
        + (_(", by layer: {layers}.", layers=enumerate_words(counts)) if counts else "."),
        *_carried_from(borders),
        *_across(borders),
    ]
    items = int(quality["items"].sum())
    if not items:
        sentences.append(
            _(
                "No texts are gathered yet, so nothing is known of who reprints, forwards, links to or names whom, of "
                "the share of each outlet's copy that comes from where, nor of who is first. The commands “mapping "
                "gather telegram website” and “mapping analyse” add these parts to this report."
            )
        )
        return Text(sentences)
    outlets = int(quality["gathered"].sum())
    sentences.append(
        plural("{n} item is gathered", "{n} items are gathered", items)
        + plural(", of {n} outlet.", ", of {n} outlets.", outlets)
    )
    return Text([*sentences, *_drawn_on(groups)])


def _carried_from(borders: pd.DataFrame) -> list[str]:
    """From which countries the channels that our outlets and networks relay come."""
    relays = borders[(borders["layer"] == "relay") & (borders["from_country"] != borders["to_country"])]
    relays = relays[relays["from_country"] != "unknown"]
    if relays.empty:
        return []
    ranked = relays.groupby("from_country")["n_ties"].sum().sort_index().sort_values(ascending=False, kind="stable")
    named = [f"{_origin(code)} ({number(n)})" for code, n in ranked.head(NAMED).items()]
    return [
        plural(
            "{n} broadcast relay crosses a border; most channels come from {countries}.",
            "{n} broadcast relays cross a border; most channels come from {countries}.",
            int(ranked.sum()),
            countries=listed(named),
        )
    ]


def _origin(code: object) -> str:
    """Where a channel comes from; some broadcast to the whole region."""
    return _("broadcasters to the whole region") if code == "XX" else label(code)


def _across(borders: pd.DataFrame) -> list[str]:
    """How many ties of all layers come from another country."""
    known = borders[(borders[["from_country", "to_country"]] != "unknown").all(axis=1) & (borders["layer"] != "joint")]
    n = int(known["n_ties"].sum())
    if not n:
        return []
    crossing = int(known.loc[known["from_country"] != known["to_country"], "n_ties"].sum())
    return [
        _(
            "Of {n} ties whose countries are known, {share} cross a border.",
            n=number(n),
            share=percent(crossing / n),
        )
    ]


def _drawn_on(groups: pd.DataFrame) -> list[str]:
    """For each country the groups of sources on which most of its items draw."""
    counted = groups[(groups["mechanism"] == "any") & (groups["n"] > 0) & (groups["group"] != "other")]
    sentences = []
    for country, rows in counted.groupby("country", sort=False):
        first = rows.sort_values("n", ascending=False, kind="stable").head(NAMED)
        named = [
            f"{label(group)} ({percent(share, 1)})" for group, share in zip(first["group"], first["share"], strict=True)
        ]
        sentences.append(
            _(
                "{country}: of {n} dated items the largest parts draw on {groups}.",
                country=capitalised(label(country)),
                n=number(int(rows["n_items"].max())),
                groups=listed(named),
            )
        )
    return sentences


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
            *(str(row[name]) if isinstance(row[name], str) else "" for name in ("first", "last")),
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
            page(urls[row["citation"].partition(";")[0]], warned),
        )
        for row in named.sort_values(["a_id", "b_id", "start"]).to_dict("records")
    ]
    both = _("In a cooperation both sides give and take.") + " " if kind == "cooperation" else ""
    return Table(columns, rows, caption, both + _("An open end does not prove that something still holds."))


def _surely(what: str, confidence: object) -> str:
    return f"{what} ({label(confidence)})" if confidence == "alleged" else what


def _span(start: object, end: object) -> str:
    """From when to when, as pages say it: 2007 – 2010-08."""
    first, last = (date if isinstance(date, str) else "" for date in (start, end))
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
            row["note"] if isinstance(row["note"], str) else "",
        )
        for row in named.sort_values(["group", "name"]).to_dict("records")
    ]
    note = _("Whoever disagrees edits data/raw/tables/source_groups.csv and runs the analysis again.")
    return Table(columns, rows, caption, note)


def influence_unknowns(layers: pd.DataFrame, quality: pd.DataFrame, date: datetime.date) -> Text:
    """What a reader must know of the limits of the figures on influence."""
    items = int(quality["items"].sum())
    stated = int(layers.loc[layers["kind"] == "stated", "ties"].sum())
    sentences = [
        plural(
            "{n} tie was read from public pages up to {date}; relations that nobody wrote down are missing.",
            "{n} ties were read from public pages up to {date}; relations that nobody wrote down are missing.",
            stated,
            date=day(date),
        ),
        _("Most pages do not say when a relation began, and fewer when it ended: an old one may be over."),
        _("A tie says who gives and who takes. It does not say why, nor whether anyone was convinced."),
        _("Carrying a channel is not agreeing with it; a relay tells who can be seen, not who is watched."),
    ]
    if items:
        sentences += [
            _(
                "Only public channels and sites were read, and only while they were gathered: what was deleted before, "
                "sent in closed groups or shown on air is not among the items."
            ),
            _(
                "Who published first is the first among the outlets gathered. A source that nobody gathered, such as a "
                "press service, may stand behind both."
            ),
            _("Rewritten, translated or spoken copy is seen only where it names its source."),
            *_clocks(quality, items),
        ]
    return Text(sentences, listed=True)


def _clocks(quality: pd.DataFrame, items: int) -> list[str]:
    undated, ahead = (int(quality[name].sum()) for name in ("undated", "ahead"))
    return [
        _(
            "{undated} of the items carry no time and {ahead} a time in the future; neither can be first or later.",
            undated=percent(undated / items, 1),
            ahead=percent(ahead / items, 1),
        )
    ]


def pages_of(examples: object, warned: Collection[str]) -> tuple[Cell | str, Cell | str]:
    """The first example of a tie: the page that takes and, where it is known, the page that gives."""
    if not isinstance(examples, str) or not examples:
        return "", ""
    taker, _bar, giver = examples.partition(";")[0].partition("|")
    return page(taker.strip(), warned), page(giver.strip(), warned) if giver.strip() else ""
