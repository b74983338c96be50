"""Ties across borders and languages: who is read where, and who carries it."""

from __future__ import annotations

import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.networks.bridges import across_borders, across_languages, carriers
from mapping.analyse.networks.ends import ends, named
from mapping.analyse.networks.movers import first_shares, most_taken

# How many outlets stand for the ties between two countries at each end.
CARRIERS_SHOWN = 5
MOST_LINKED = 30


BRIDGE_COLUMNS = [
    "layer", "from_country", "to_country", "end", "place", "id", "name", "n_ties", "weight", "share",
]  # fmt: skip
MOVER_COLUMNS = [
    "layer", "id", "name", "country", "n_first", "n_later", "share_first", "low", "high", "partners", "ahead_of",
]  # fmt: skip
LINKED_COLUMNS = ["layer", "id", "name", "country", "kind", "n_takers", "n_items", "countries"]


@indicator
def cross_border_citations(
    ties: pd.DataFrame,
    outlets: pd.DataFrame,
    owners: pd.DataFrame,
    programmes: pd.DataFrame,
    outsiders: pd.DataFrame,
) -> pd.DataFrame:
    """Which country takes from which, on each layer: who in Kyrgyzstan is read in Kazakhstan stands in bridges_between.

    Columns: layer, from_country, to_country (ISO codes; unknown for addresses and for owners without a country),
    n_ties, n_items (missing on layers that pages state), weight, share (of all that the taking country takes on that
    layer, by weight).
    """
    return across_borders(ties, ends(ties, outlets, owners, programmes, outsiders))


@indicator
def cross_language_ties(
    ties: pd.DataFrame,
    outlets: pd.DataFrame,
    owners: pd.DataFrame,
    programmes: pd.DataFrame,
    outsiders: pd.DataFrame,
) -> pd.DataFrame:
    """Which language takes from which, on each layer, by the languages of the outlets, not of the single item.

    A tie whose ends have several languages is shared equally among their pairs, so that sums are ties.
    Columns: layer, from_language, to_language (ISO codes; unknown for all but outlets), n_ties, n_items (missing on
    layers that pages state), share (of all ties that the taking language has on that layer).
    """
    return across_languages(ties, ends(ties, outlets, owners, programmes, outsiders))


@indicator
def bridges_between(
    ties: pd.DataFrame,
    outlets: pd.DataFrame,
    owners: pd.DataFrame,
    programmes: pd.DataFrame,
    outsiders: pd.DataFrame,
    *,
    most: int = CARRIERS_SHOWN,
) -> pd.DataFrame:
    """Who carries the ties from one country to another: at each end the `most` with most weight.

    Ends without a known country are left out.
    Columns: layer (or joint), from_country, to_country, end (gives, takes), place (1 is the strongest), id, name,
    n_ties, weight, share (of the weight from the one country to the other).
    Example: KG, KZ, gives, 1, share 0.4: two fifths of what Kazakhstan takes from Kyrgyzstan comes from this outlet.
    """
    known = ends(ties, outlets, owners, programmes, outsiders)
    return named(carriers(ties, known, most), known, BRIDGE_COLUMNS)


@indicator
def first_movers(
    ties: pd.DataFrame,
    item_counts: pd.DataFrame,
    outlets: pd.DataFrame,
    owners: pd.DataFrame,
    programmes: pd.DataFrame,
    outsiders: pd.DataFrame,
) -> pd.DataFrame:
    """How often an outlet was first, of all items that tie it to another outlet whose items were gathered, too.

    Of others only what our outlets took from them is known: they would seem to be first always, and are left out.
    Columns: layer (reprint, forward, link, citation), id, name, country, n_first (items of others that draw on it),
    n_later (its items that draw on others), share_first, low and high (Wilson interval, 95 %), partners (outlets tied
    with it), ahead_of (of these, those that draw on it more than it on them).
    """
    known = ends(ties, outlets, owners, programmes, outsiders)
    gathered = set(item_counts.loc[item_counts["items"] > 0, "outlet_id"].dropna())
    return named(first_shares(ties, gathered), known, MOVER_COLUMNS)


@indicator
def most_linked(
    ties: pd.DataFrame,
    outlets: pd.DataFrame,
    owners: pd.DataFrame,
    programmes: pd.DataFrame,
    outsiders: pd.DataFrame,
    *,
    layer: str = "link",
    most: int = MOST_LINKED,
) -> pd.DataFrame:
    """To whom most outlets link (or whom they draw on, on another `layer`), inside the region and outside.

    Columns: layer, id, name, country, kind (outlet, owner, programme, outsider, address), n_takers (how many link to
    it), n_items (their items that do), countries (of those who link, joined by semicolons).
    """
    known = ends(ties, outlets, owners, programmes, outsiders)
    return named(most_taken(ties, known["country"], layer, most), known, LINKED_COLUMNS)
