"""`mapping analyse`, first part: from items, relations and stakes to `carried`, `ties`, `dependence`, `item_counts`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pandas as pd

from mapping.analyse.carried import CARRIED_FILE, UNKNOWN
from mapping.analyse.carried.addresses import Book, book, countries_of
from mapping.analyse.carried.counts import count_items
from mapping.analyse.carried.credited import find_citations, resolver_of
from mapping.analyse.carried.forwards import find_forwards
from mapping.analyse.carried.groups import find_dependence, members_of, teams
from mapping.analyse.carried.links import find_links
from mapping.analyse.carried.pieces import give_pieces
from mapping.analyse.carried.reprinted import find_reprints
from mapping.analyse.carried.stated import stated_ties
from mapping.analyse.carried.ties import found_ties, plain_numbers
from mapping.analyse.carried.told import find_stories
from mapping.analyse.networks.chance import tie_p_values
from mapping.engine import Engine, open_engine
from mapping.paths import Places
from mapping.schema import ITEM_LAYERS, MADE, TIES
from mapping.tables import checked, rows_of, staging, to_csv

# What each layer's table `drawn_<layer>` holds: the item, on whom it draws, and where the earlier item stands. A row of
# `drawn_reprint` has the shared part of the text (containment), too.
DRAWN = "item_id, layer, from_id, from_url, from_key"


class Tables(Protocol):
    """The tables that ties are made from, as a landscape has them."""

    @property
    def outlets(self) -> pd.DataFrame: ...
    @property
    def names(self) -> pd.DataFrame: ...
    @property
    def channels(self) -> pd.DataFrame: ...
    @property
    def outsiders(self) -> pd.DataFrame: ...
    @property
    def relations(self) -> pd.DataFrame: ...
    @property
    def stakes(self) -> pd.DataFrame: ...
    @property
    def source_groups(self) -> pd.DataFrame: ...


@dataclass
class Built:
    """What became of the items: rows of each table made, and what was left out, by reason.

    `retold` counts items that seem to tell what an outlet of another language told before.
    """

    items: int
    retold: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)


def build(places: Places, tables: Tables) -> Built:
    """Make `carried` (Parquet), `ties`, `dependence` and `item_counts` in `data/processed`, together or not at all.

    Without items the stated ties are made all the same, and the other tables are empty.
    """
    seats = countries_of(tables.outsiders, "outsider_id") | countries_of(tables.outlets, "outlet_id")
    members = members_of(tables.source_groups, seats)
    addresses = book(tables.channels, tables.outsiders)
    with open_engine() as engine, staging(places.processed) as stage:
        built = Built(0)
        _find(engine, places, tables, addresses, members, built)
        stories, built.retold = find_stories(places, addresses)
        made = {
            "ties": _ties(engine, tables, stories),
            "dependence": find_dependence(engine, members, tables.outlets),
            "item_counts": count_items(engine, frozenset(tables.outlets["outlet_id"])),
        }
        for name, frame in made.items():
            (stage / f"{name}.csv").write_bytes(to_csv(checked(MADE[name], rows_of(frame))))
            built.rows[name] = len(frame)
        _save(engine, stage / CARRIED_FILE)
    return built


def _find(engine: Engine, places: Places, tables: Tables, addresses: Book, members: pd.DataFrame, built: Built) -> None:
    """Make the tables `carried` and `carried_of_groups` out of the items' layers."""
    give_pieces(engine, places, addresses)
    built.items = _count(engine, "piece")
    find_forwards(engine)
    links = find_links(engine, addresses)
    countries = countries_of(tables.outlets, "outlet_id")
    find_citations(engine, resolver_of(tables.names, tables.channels, tables.outsiders, tables.outlets), countries)
    texts = find_reprints(engine, places, addresses, teams(engine, members))
    later = _carry_all(engine)
    unknown = int(engine.take(f"SELECT count(*) AS n FROM carried WHERE from_id LIKE '{UNKNOWN}%'")["n"][0].as_py())
    built.left_out = {**links, **texts, "later": later, "unknown": unknown}
    built.rows["carried"] = _count(engine, "carried")


def _carry_all(engine: Engine) -> int:
    """Put the layers together, and apart from them what copies draw on in groups; gives how many are not earlier."""
    named = {layer: "containment" if layer == "reprint" else "CAST(NULL AS DOUBLE)" for layer in ITEM_LAYERS}
    layers = [f"SELECT {DRAWN}, {part} AS containment FROM drawn_{layer}" for layer, part in named.items()]
    later = _carry(engine, "carried", " UNION ALL ".join(layers))
    _carry(engine, "carried_of_groups", f"SELECT {DRAWN}, containment FROM drawn_of_group")
    engine.drop("drawn_of_group", *(f"drawn_{layer}" for layer in ITEM_LAYERS if layer != "link"))
    return later


def _carry(engine: Engine, name: str, drawn: str) -> int:
    """Make the table `name` of `drawn`, each with the earlier item where the store has it; gives how many are not.

    Of several items of one giver on one layer the earliest is kept.
    """
    engine.make(
        "every",
        "SELECT p.item_id, p.taker AS outlet_id, p.time, p.day, p.month, p.language, p.url, d.layer, d.from_id, "
        "coalesce(s.url, d.from_url) AS from_url, d.containment, p.seconds - s.seconds AS lag "
        f"FROM ({drawn}) AS d JOIN piece AS p ON p.item_id = d.item_id "
        "LEFT JOIN piece AS s ON s.key = d.from_key AND d.from_key <> '' WHERE d.from_id <> p.taker",
    )
    engine.make(
        name,
        "SELECT item_id, outlet_id, time, day, month, language, url, layer, from_id, from_url, containment, lag FROM ("
        "SELECT *, row_number() OVER (PARTITION BY item_id, layer, from_id ORDER BY "
        "CASE WHEN lag IS NULL THEN 1 ELSE 0 END, lag DESC, from_url) AS nth FROM every "
        "WHERE lag IS NULL OR lag >= 0) AS ranked WHERE nth = 1",
    )
    later = int(engine.take("SELECT count(*) AS n FROM every WHERE lag < 0")["n"][0].as_py())
    engine.drop("every")
    return later


def _count(engine: Engine, table: str) -> int:
    return int(engine.take(f"SELECT count(*) AS n FROM {table}")["n"][0].as_py())


def _ties(engine: Engine, tables: Tables, stories: pd.DataFrame) -> pd.DataFrame:
    found = pd.concat([frame for frame in (found_ties(engine), stories) if len(frame)] or [stories], ignore_index=True)
    stated = pd.DataFrame(list(stated_ties(tables.relations, tables.stakes)), columns=TIES.heads, dtype=str)
    found = found.assign(
        p_value=plain_numbers(tie_p_values(found), digits=12),
        weight=plain_numbers(found["weight"]),
        n_items=found["n_items"].astype(str),
    )
    return pd.concat([found.reindex(columns=TIES.heads), stated], ignore_index=True).fillna("")


def _save(engine: Engine, path: Path) -> None:
    engine.save(
        "SELECT item_id, outlet_id, time, language, url, layer, from_id, from_url, lag AS lag_seconds, containment "
        "FROM carried ORDER BY item_id, layer, from_id",
        path,
    )
