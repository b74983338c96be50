"""Make the tables of influence, then compute every indicator and write it as a table of its own."""

from __future__ import annotations

from dataclasses import dataclass

from mapping import vault
from mapping.analyse import compute, indicators, level_of
from mapping.analyse.carried.build import Built, Tables, build
from mapping.paths import Places
from mapping.tables import staging, to_csv

SEALED = ".sealed"


@dataclass(frozen=True)
class Analysed:
    """What `analyse` made: the tables of influence, and the number of rows of each indicator."""

    built: Built
    indicators: dict[str, int]


def analyse(places: Places, tables: Tables) -> Analysed:
    """Make `ties`, `dependence`, `item_counts` and `carried`, then `data/processed/indicators/<name>.csv` of them all.

    `tables` is a landscape of all countries at level team; it must not have read the tables made here before. Where
    there is a key, what rests on people's answers is sealed with it: indicators of level team stand as
    `<name>.csv.sealed` (`vault.read_sealed` opens them).
    """
    built = build(places, tables)
    key = vault.load_key(places.data) if vault.has_key(places.data) else None
    rows = {}
    with staging(places.indicators) as stage:
        for name in indicators():
            frame = compute(name, tables)
            content, plain, sealed = to_csv(frame.round(6)), f"{name}.csv", f"{name}.csv{SEALED}"
            if key and level_of(name) == "team":
                vault.write_sealed(stage / sealed, content, key)
                (places.indicators / plain).unlink(missing_ok=True)
            else:
                (stage / plain).write_bytes(content)
            rows[name] = len(frame)
    return Analysed(built, rows)
