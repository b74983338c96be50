"""The reader's words for key players: what a place in the network is called, and what a tie of each layer does."""

from __future__ import annotations

from mapping.translate import _, plural


def player_words() -> dict[str, str]:
    """The words by code."""
    return {
        "reaches": _("reaches"),
        "feeds_on": _("feeds on"),
        "bridges": _("bridges"),
        "starts": _("is first"),
        "points": _("points"),
    }


def gave(layer: str, n: int) -> str:
    """What `n` others take from an outlet on a layer, as part of a sentence: "14 others cite it"."""
    told = {
        "reprint": plural("{n} other reprints it", "{n} others reprint it", n),
        "forward": plural("{n} other forwards it", "{n} others forward it", n),
        "link": plural("{n} other links to it", "{n} others link to it", n),
        "citation": plural("{n} other cites it", "{n} others cite it", n),
        "relay": plural("{n} other carries its programmes", "{n} others carry its programmes", n),
        "cooperation": plural("{n} other works with it", "{n} others work with it", n),
        "membership": plural("{n} other is its member", "{n} others are its members", n),
        "syndication": plural("{n} other is supplied by it", "{n} others are supplied by it", n),
        "ownership": plural("{n} other is owned by it", "{n} others are owned by it", n),
        "funding": plural("{n} other is paid by it", "{n} others are paid by it", n),
    }
    return told[layer]


def took(layer: str, n: int) -> str:
    """What an outlet takes from `n` others on a layer, as part of a sentence: "cites 14 others"."""
    told = {
        "reprint": plural("reprints {n} other", "reprints {n} others", n),
        "forward": plural("forwards {n} other", "forwards {n} others", n),
        "link": plural("links to {n} other", "links to {n} others", n),
        "citation": plural("cites {n} other", "cites {n} others", n),
        "relay": plural("carries {n} other", "carries {n} others", n),
        "cooperation": plural("works with {n} other", "works with {n} others", n),
        "membership": plural("belongs to {n} network", "belongs to {n} networks", n),
        "syndication": plural("is supplied by {n} other", "is supplied by {n} others", n),
        "ownership": plural("is held by {n} owner", "is held by {n} owners", n),
        "funding": plural("is paid by {n} funder", "is paid by {n} funders", n),
    }
    return told[layer]
