"""What tests of the explorer share: the payload of a page, cut to as many and as hostile outlets as a test wants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from mapping.explorer.columns import TABLES
from mapping.explorer.search import spellings

if TYPE_CHECKING:
    from playwright.sync_api import Page

Data = dict[str, Any]
OpenPage = Callable[..., "Page"]
# The tables that have a row for each outlet.
_KEPT = ("nodes", "outlets")


def of_outlets(data: Data, names: Sequence[str]) -> Data:
    """The payload with only outlets, which are called so; each has the fields of one of the outlets there."""
    of = range(data["n_outlets"])
    rows = [of[at % len(of)] for at in range(len(names))]
    kept = {table: {name: [cells[row] for row in rows] for name, cells in data[table].items()} for table in _KEPT}
    kept["nodes"] |= {
        "id": [f"outlet-{at}" for at in range(len(names))],
        "name": list(names),
        "search": [spellings([name]) for name in names],
    }
    bare = {table: {name: [] for name in data[table]} for table in TABLES if table not in _KEPT}
    rules = data["rules"] | {"quotas": [], "barred": {key: [] for key in data["rules"]["barred"]}}
    rules |= {"owners": [], "out": []}
    return data | bare | kept | {"n_outlets": len(names), "rules": rules}
