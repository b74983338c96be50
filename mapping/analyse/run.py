"""Make the tables of influence, then compute every indicator and write it as a table of its own."""

from __future__ import annotations

import inspect
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

import geopandas as gpd
import pandas as pd

from mapping import items, made, vault
from mapping.analyse import compute, indicators, level_of
from mapping.analyse.carried import CARRIED_FILE
from mapping.analyse.carried.build import Built, Tables, build
from mapping.made import Receipt
from mapping.once import keeping
from mapping.paths import Places
from mapping.schema import MADE
from mapping.tables import staging, to_csv

SEALED = ".sealed"
_OF_TIES = ("outlets", "names", "channels", "outsiders", "relations", "stakes", "source_groups")


@dataclass(frozen=True)
class Analysed:
    """What `analyse` made: the tables of influence (none where they are as before), and each indicator's rows.

    `unchanged` are indicators that would be computed the same again, and were not.
    """

    built: Built | None
    indicators: dict[str, int]
    unchanged: tuple[str, ...] = ()


def analyse(places: Places, tables: Tables, fresh: bool = False) -> Analysed:
    """Make `ties`, `dependence`, `item_counts` and `carried`, then `data/processed/indicators/<name>.csv` of them all.

    `tables` is a landscape of all countries at level team; it must not have read the tables made here before. Only
    what rests on code or tables that changed is made again (everything if `fresh`). Where there is a key, what rests
    on people's answers is sealed with it: indicators of level team stand as `<name>.csv.sealed` (`vault.read_sealed`
    opens them).
    """
    digests = _Digests(tables)
    kept = not fresh and made.may_keep(places)
    with keeping():
        built = _ties(places, tables, digests, kept)
        receipts = {name: _receipt(places, name, digests.of(_tables_read(name))) for name in indicators()}
        unchanged = tuple(name for name, receipt in receipts.items() if kept and receipt.holds())
        rows = _compute(places, tables, [name for name in receipts if name not in unchanged], receipts)
    return Analysed(built, rows, unchanged)


def _ties(places: Places, tables: Tables, digests: _Digests, kept: bool) -> Built | None:
    texts = items.folder(places)
    asked = digests.of(_OF_TIES) | {"items": made.hash_of_all(texts.rglob("*.parquet"), texts)}
    receipt, since = _receipt(places, "ties", asked), time.time()
    if kept and receipt.holds():
        return None
    built = build(places, tables)
    files = [*(places.processed / f"{name}.csv" for name in MADE), places.processed / CARRIED_FILE]
    receipt.write((), files, since)
    return built


def _compute(places: Places, tables: Tables, names: list[str], receipts: Mapping[str, Receipt]) -> dict[str, int]:
    key = vault.load_key(places.data) if vault.has_key(places.data) else None
    rows, since = {}, time.time()
    with staging(places.indicators) as stage:
        for name in names:
            frame = compute(name, tables)
            content, plain, sealed = to_csv(frame.round(6)), f"{name}.csv", f"{name}.csv{SEALED}"
            if key and level_of(name) == "team":
                vault.write_sealed(stage / sealed, content, key)
                (places.indicators / plain).unlink(missing_ok=True)
            else:
                (stage / plain).write_bytes(content)
            rows[name] = len(frame)
    for name in names:
        receipts[name].write((), [places.indicators / f"{name}.csv"], since)
    return rows


def _receipt(places: Places, name: str, read: Mapping[str, str]) -> Receipt:
    asked = {"code": made.code(), "key": str(vault.has_key(places.data)), **read}
    return Receipt(places.processed / made.FOLDER / "indicators" / f"{name}.json", places, asked)


@cache
def _tables_read(name: str) -> tuple[str, ...]:
    """The tables that an indicator reads, itself or through other indicators."""
    return tuple(sorted(set(_read_by(name))))


def _read_by(name: str) -> Iterator[str]:
    for each in inspect.signature(indicators()[name]).parameters.values():
        if each.default is each.empty:
            yield from _tables_read(each.name) if each.name in indicators() else [each.name]


class _Digests:
    """Hashes of tables by name, each taken when it is first asked for."""

    def __init__(self, tables: Tables) -> None:
        self._tables, self._known = tables, dict[str, str]()

    def of(self, names: Iterable[str]) -> dict[str, str]:
        for name in names:
            if name not in self._known:
                self._known[name] = _digest(getattr(self._tables, name))
        return {name: self._known[name] for name in names}


def _digest(value: object) -> str:
    if not isinstance(value, pd.DataFrame):
        return repr(value)
    frame = value.to_wkb() if isinstance(value, gpd.GeoDataFrame) else value
    head = repr([(column, str(kind)) for column, kind in frame.dtypes.items()])
    return sha256(head.encode() + pd.util.hash_pandas_object(frame).to_numpy().tobytes()).hexdigest()
