"""Citations: whom items name as their source, found among outlets, outsiders and owners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import partial

import pandas as pd
import pyarrow as pa

from mapping.addresses import handle_of, host_of
from mapping.analyse.carried import UNKNOWN
from mapping.analyse.carried.addresses import cells, countries_of
from mapping.engine import Engine
from mapping.names.credited import Resolver
from mapping.tables import split

_CREDITED = pa.schema([(name, pa.string()) for name in ("item_id", "from_id")])


def find_citations(engine: Engine, resolver: Resolver, countries: Mapping[str, str]) -> None:
    """Make the table `drawn_citation` (see `build.DRAWN`) from `piece`.

    A name by which nobody is known gives `name:` and the name. `countries` are those of outlets, to tell namesakes
    apart.
    """
    function = partial(_read, resolver=resolver, countries=dict(countries))
    engine.map("credits", "piece", ("item_id", "taker", "language", "credited"), function, _CREDITED)
    engine.make(
        "drawn_citation",
        "SELECT item_id, 'citation' AS layer, from_id, '' AS from_url, '' AS from_key FROM credits",
    )
    engine.drop("credits")


def _read(table: pa.Table, resolver: Resolver, countries: Mapping[str, str]) -> pa.Table:
    frame = table.filter(pa.compute.not_equal(table["credited"], "")).to_pandas()
    frame = frame.assign(name=frame["credited"].str.split(";")).explode("name", ignore_index=True)
    frame = frame.assign(name=frame["name"].astype(str).str.strip(), country=frame["taker"].map(countries).fillna(""))
    frame = frame[frame["name"] != ""]
    asked = frame[["name", "country", "language"]].drop_duplicates()
    found = [resolver.resolve(*row) or f"{UNKNOWN}{row[0]}" for row in asked.itertuples(index=False, name=None)]
    read = frame.merge(asked.assign(from_id=found), how="left")
    return pa.Table.from_pandas(read[_CREDITED.names].drop_duplicates(), schema=_CREDITED, preserve_index=False)


def resolver_of(
    names: pd.DataFrame, channels: pd.DataFrame, outsiders: pd.DataFrame, outlets: pd.DataFrame
) -> Resolver:
    """Who is known by which names, sites and channels."""
    known: dict[str, list[str]] = defaultdict(list)
    domains: dict[str, list[str]] = defaultdict(list)
    handles: dict[str, list[str]] = defaultdict(list)
    for kind, own_id, text in cells(names, "entity_kind", "entity_id", "text"):
        if kind in ("outlet", "owner"):
            known[own_id].append(text)
    for outlet, kind, address in cells(channels, "outlet_id", "kind", "address"):
        if kind == "telegram":
            handles[outlet].append(handle_of(address))
        elif kind in ("website", "mirror"):
            domains[outlet].append(host_of(address))
    for own_id, name, native, others, sites, own in cells(
        outsiders, "outsider_id", "name", "name_native", "names", "domains", "handles"
    ):
        known[own_id] = [each for each in (name, native, *split(others)) if each]
        domains[own_id], handles[own_id] = split(sites), split(own)
    countries = countries_of(outsiders, "outsider_id") | countries_of(outlets, "outlet_id")
    return Resolver(known, domains, handles, countries, preferred=frozenset(outlets["outlet_id"]))
