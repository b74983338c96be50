"""Which countries, regions and languages a network joins to the rest, and through whom alone."""

from __future__ import annotations

import pandas as pd

from mapping.analyse.networks.ends import REGION, UNKNOWN
from mapping.analyse.networks.graph import Ints, Network
from mapping.countries import COUNTRIES
from mapping.tables import join

# What may lose its last tie to the rest, and the column that says so.
KINDS = {
    "country": "countries_lost",
    "region": "regions_lost",
    "language": "languages_lost",
    "country_pair": "country_pairs_lost",
}


def places_of(known: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """One row for each end (`known` of `ends`, by id) and each of its groups: id, kind, group; unknown ones left out.

    Outlets stand in regions and have languages, which others do not; the whole region is no country.
    """
    region = outlets.set_index("outlet_id")["region"].reindex(known.index)
    spoken = known["languages"].astype(str).str.split(";")
    parts = {
        "country": known["country"].mask(known["country"] == REGION),
        "region": region,
        "language": spoken.explode(),
    }
    rows = pd.concat([cells.rename("group").rename_axis("id").reset_index().assign(kind=kind)
                      for kind, cells in parts.items()], ignore_index=True)  # fmt: skip
    return rows[rows["group"].notna() & (rows["group"] != UNKNOWN)].drop_duplicates(["id", "kind", "group"])


def crossings(net: Network, places: pd.DataFrame) -> pd.DataFrame:
    """One row for each tie that leads out of a group, and each group that it leads out of: tie, kind, group.

    A tie leads out of a group where one end is in it and the other is known to be in others only. A tie between two
    countries, one of them in the region, leads out of their pair, too (kind country_pair, group KG-TJ).
    """
    ends = pd.DataFrame({"giver": net.giver, "taker": net.taker}).rename_axis("tie").reset_index()
    ids = pd.Series(net.ids, dtype=object)
    sides = [
        ends[["tie"]].assign(id=ends[side].map(ids).astype(object), side=side).merge(places, on="id")
        for side in ("giver", "taker")
    ]
    rows = pd.concat(sides, ignore_index=True)
    rows = rows[rows.groupby(["tie", "kind"])["side"].transform("nunique") == 2]
    out = rows[~rows.duplicated(["tie", "kind", "group"], keep=False)][["tie", "kind", "group"]]
    abroad = out[out["kind"] == "country"].sort_values(["tie", "group"])
    ours = abroad["group"].isin(COUNTRIES).groupby(abroad["tie"]).transform("any")
    pairs = abroad[ours].groupby("tie")["group"].agg("-".join).reset_index().assign(kind="country_pair")
    return pd.concat([out, pairs], ignore_index=True)


def lost_by_each(net: Network, crossing: pd.DataFrame) -> pd.DataFrame:
    """What each node alone joins to the rest: node, kind, group, where every tie out of the group is one of its own."""
    ends = [crossing.assign(node=side[crossing["tie"]]) for side in (net.giver, net.taker)]
    own = pd.concat(ends, ignore_index=True).groupby(["node", "kind", "group"]).size().rename("own").reset_index()
    every = crossing.groupby(["kind", "group"]).size().rename("every").reset_index()
    rows = own.merge(every, on=["kind", "group"])
    return rows.loc[rows["own"] == rows["every"], ["node", "kind", "group"]]


def lost_by_all(net: Network, crossing: pd.DataFrame, gone: Ints) -> dict[str, str]:
    """What loses its last tie to the rest with these nodes together: a column of `KINDS` each, joined by semicolons."""
    ends = pd.DataFrame({"giver": net.giver, "taker": net.taker}).isin(gone.tolist()).any(axis=1)
    kept = crossing[~crossing["tie"].map(ends).astype(bool)]
    left = set(kept[["kind", "group"]].itertuples(index=False, name=None))
    lost = [each for each in crossing[["kind", "group"]].drop_duplicates().itertuples(index=False, name=None)
            if each not in left]  # fmt: skip
    return {column: join(group for kind_of, group in lost if kind_of == kind) for kind, column in KINDS.items()}
