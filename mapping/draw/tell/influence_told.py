"""Who carries, copies and cites whom, in sentences: the summary of the ties there are, and the limits."""

from __future__ import annotations

import datetime

import pandas as pd

from mapping.draw.labels import label, layer_name
from mapping.draw.tell.common import listed
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
