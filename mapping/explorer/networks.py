"""Who stands in the explorer and how they are tied: nodes, stakes and ties."""

from __future__ import annotations

import pandas as pd

from mapping.analyse.networks.communities import grouping, members
from mapping.analyse.networks.graph import joined, network
from mapping.analyse.networks.roles import standing
from mapping.countries import AUDIENCES
from mapping.explorer.columns import Columns, Pages, cells, many, rows_at, taken
from mapping.explorer.layout import positions
from mapping.explorer.search import spellings
from mapping.landscape import Landscape
from mapping.safety import host, is_live

# So many ties keep an example: some 70 bytes each.
MOST_EXAMPLES = 500
ROLES = ("in_strength", "out_strength", "betweenness", "pagerank", "k_core")


def nodes(land: Landscape) -> pd.DataFrame:
    """All outlets in their order, then whoever else stands at an end of a tie or stake, by kind and id.

    Columns: id, kind (outlet, a kind of owner, outsider, programme, address), name, native, country (missing where not
    known). Outlets after the landscape's own are those of countries that it leaves out.
    """
    known = _known(land)
    own = land.outlets["outlet_id"]
    met = pd.concat([land.ties["from_id"], land.ties["to_id"], land.stakes["holder_id"], land.stakes["held_id"]])
    others = pd.DataFrame({"id": sorted(set(met) - set(own))}).merge(known, on="id", how="left")
    others["name"] = others["name"].fillna(others["id"])
    others["kind"] = others["kind"].fillna("address")
    first = pd.DataFrame({"id": own}).merge(known, on="id", how="left")
    order = others["kind"].map({"outlet": 0, "outsider": 2, "programme": 3, "address": 4}).fillna(1)
    return pd.concat([first, others.iloc[order.argsort(kind="stable")]], ignore_index=True)


def _known(land: Landscape) -> pd.DataFrame:
    """Everybody who may stand at an end, of all countries."""
    every = land if set(land.countries) == set(AUDIENCES) else Landscape(land.places, land.level, AUDIENCES)
    outlets = every.outlets.assign(kind="outlet").rename(columns={"outlet_id": "id"})
    owners = land.owners.rename(columns={"owner_id": "id"})
    outsiders = land.outsiders.assign(kind="outsider").rename(columns={"outsider_id": "id"})
    programmes = land.programmes.assign(kind="programme").rename(columns={"programme_id": "id"})
    columns = ["id", "kind", "name", "name_native", "country"]
    frames = [frame.reindex(columns=columns) for frame in (outlets, owners, outsiders, programmes)]
    return pd.concat(frames).drop_duplicates("id").rename(columns={"name_native": "native"})


def node_table(land: Landscape, found: pd.DataFrame) -> tuple[Columns, dict[str, str]]:
    """The table `nodes` of the page, and the name of each group of the network by its number as text."""
    groups, names = _communities(land, found)
    rows = dict(zip(found["id"], range(len(found)), strict=True))
    ties = land.ties[land.ties["from_id"] != land.ties["to_id"]]
    pairs = zip(ties["from_id"].map(rows), ties["to_id"].map(rows), strict=True)
    spots = positions(len(found), sorted({(min(pair), max(pair)) for pair in pairs}))
    native = found["native"].where(found["native"] != found["name"])
    table = taken(found.assign(native=native), ("id", "kind", "name", "native", "country"))
    return table | {
        "search": _search(land, found),
        "x": [None if spot is None else round(spot[0], 2) for spot in spots],
        "y": [None if spot is None else round(spot[1], 2) for spot in spots],
        "community": groups,
    }, names


def _communities(land: Landscape, found: pd.DataFrame) -> tuple[list[object], dict[str, str]]:
    """The group of each node in the network of all layers, the largest 1; and the name of its strongest member."""
    net = network(joined(land.ties))
    if not net.ids:
        return [None] * len(found), {}
    grouped = members(net, grouping(net).groups)
    leaders = {own: place for place, own in enumerate(grouped["community"].unique(), start=1)}
    of = dict(zip(grouped["id"], grouped["community"].map(leaders), strict=True))
    called = dict(zip(found["id"], found["name"], strict=True))
    return [of.get(own) for own in found["id"]], {str(place): called[own] for own, place in leaders.items()}


def _search(land: Landscape, found: pd.DataFrame) -> list[object]:
    """Every spelling of each node, folded: its names, its sites and its id."""
    texts: dict[str, list[str]] = {}
    sites = land.channels[land.channels["kind"].isin(("website", "mirror"))]
    said = [
        (land.names["entity_id"], land.names["text"]),
        (land.outlets["outlet_id"], land.outlets["name_ru"]),
        (land.outsiders["outsider_id"], land.outsiders["names"]),
        (sites["outlet_id"], sites["address"].map(host)),
    ]
    for ids, words in said:
        for own, cell in zip(ids, words, strict=True):
            texts.setdefault(own, []).extend(many(cell))
    own_words = found[["id", "name", "native"]].itertuples(index=False, name=None)
    return [
        spellings(text for text in (name, native, *texts.get(own, []), own) if isinstance(text, str))
        for own, name, native in own_words
    ]


def roles(land: Landscape) -> pd.DataFrame:
    """The standing of each outlet of the landscape in the network of all layers, in the order of its outlets."""
    net = network(joined(land.ties))
    found = standing(net).set_index("id") if net.ids else pd.DataFrame(dtype=float)
    return found.reindex(index=land.outlets["outlet_id"], columns=list(ROLES))


def stakes(land: Landscape, rows: dict[str, int], pages: Pages) -> Columns:
    """The table `stakes` of the page."""
    frame = land.stakes
    return {
        "holder": rows_at(frame["holder_id"], rows),
        "held": rows_at(frame["held_id"], rows),
        "relation": cells(frame["relation"]),
        "min": cells(frame["share_min"].tolist()),
        "max": cells(frame["share_max"].tolist()),
        **taken(frame, ("start", "end", "confidence")),
        "citations": pages.cited(frame["citation"]),
    }


def ties(land: Landscape, rows: dict[str, int], pages: Pages) -> Columns:
    """The table `ties` of the page; a tie of one to itself is none there.

    `example` is the address of an item that shows the tie, where it may be a link. Addresses are long: only the
    strongest `MOST_EXAMPLES` ties that have any keep one.
    """
    frame = land.ties[land.ties["from_id"] != land.ties["to_id"]]
    kept = frame[frame["examples"].notna()].nlargest(MOST_EXAMPLES, "weight")["examples"]
    shown = kept.map(lambda cell: many(cell)[0].partition(" | ")[0])
    shown = shown[shown.map(lambda address: is_live(address, land.warned_hosts))]
    return {
        "from": rows_at(frame["from_id"], rows),
        "to": rows_at(frame["to_id"], rows),
        **taken(frame, ("layer", "first", "last", "weight", "n_items")),
        "citations": pages.cited(frame["citation"]),
        "example": cells(shown.reindex(frame.index).tolist()),
    }
