"""From gathered measurements to tables: whose site or handle an address is, and one row for each key.

A measurement names an address. It is an outlet's when the address, or the domain above it, is a channel of exactly one
outlet; else `outlet_id` stays empty, and the row is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

import pandas as pd

from mapping.clean.decisions import Decisions
from mapping.clean.things import Cells, cited
from mapping.clean.traits import address_key
from mapping.names import skeleton
from mapping.observations import OBSERVED
from mapping.safety import host
from mapping.schema import Table
from mapping.tables import checked, rows_of

# Kept elsewhere: texts in files by outlet and month, answers encrypted.
APART = ("items", "answers")
ADDRESS_COLUMNS = ("domain", "address")
# Cells in which several rows of one key add up; of all others the newest row that fills the cell has the word.
ADDED_UP: dict[str, Callable[[list[str]], str]] = {
    "first_seen": min,
    "last_seen": max,
    "last_working": max,
    "n": lambda cells: str(sum(map(int, cells))),
}


def sole_outlets(channels: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The outlet of each domain and handle that one outlet alone has, as items name their channel."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in channels:
        name = host(row["address"]) if row["kind"] == "website" else row["address"].rpartition("/")[2].casefold()
        found[name].add(row["outlet_id"])
    return {name: next(iter(outlets)) for name, outlets in found.items() if len(outlets) == 1}


class Addresses:
    """Whose each site and handle is."""

    def __init__(self, channels: Iterable[Mapping[str, str]]) -> None:
        self._outlets: dict[str, set[str]] = defaultdict(set)
        for row in channels:
            if key := address_key(row["kind"], row["address"]):
                self._outlets[key].add(row["outlet_id"])

    def outlet(self, address: str) -> str:
        """The one outlet that an address, or the nearest domain above it, belongs to; `""` for none or several."""
        labels = (host(address) or address).casefold().removeprefix("www.").split(".")
        for at in range(max(len(labels) - 1, 1)):
            if found := self._outlets.get(".".join(labels[at:])):
                return next(iter(found)) if len(found) == 1 else ""
        return ""


def observe(
    gathered: Mapping[str, pd.DataFrame],
    tables: Mapping[str, pd.DataFrame],
    decisions: Decisions,
) -> tuple[dict[str, pd.DataFrame], list[Cells]]:
    """The observed tables, each checked and sorted, and a row of `rejected` for each that names no outlet of ours."""
    addresses = Addresses(rows_of(tables["channels"]))
    ids = dict(zip(tables["outlets"]["outlet_id"], tables["outlets"]["outlet_id"], strict=True))
    ids |= dict(zip(tables["redirects"]["old_id"], tables["redirects"]["entity_id"], strict=True))
    found, rejected = {"listings": list(_listings(gathered["channels"], tables["records"], addresses))}, []
    for name in set(OBSERVED) - set(APART) - set(found):
        rows = []
        for row in rows_of(gathered[name]):
            if row.get("outlet_id") and row["outlet_id"] not in ids:
                rejected.append(_rejection(row))
            else:
                rows.append(_placed(row, addresses, ids))
        found[name] = rows
    _tag_owners(found["owner_tags"], tables, decisions)
    merged = {name: _merged(OBSERVED[name], found[name]) for name in OBSERVED if name in found}
    return {name: checked(OBSERVED[name], rows) for name, rows in merged.items()}, rejected


def _listings(channels: pd.DataFrame, records: pd.DataFrame, addresses: Addresses) -> Iterator[Cells]:
    """The addresses that belong to no record of an outlet: lists of sites, each line with what the list calls it."""
    outlets = records[records["entity_kind"] == "outlet"]
    known = set(zip(outlets["source"], outlets["file"], outlets["record_id"], strict=True))
    for row in rows_of(channels):
        if (row["source"], row["file"], row["record_id"]) not in known:
            yield row | {
                "outlet_id": addresses.outlet(row["address"]),
                "called": row["record_id"].removesuffix(row["address"]).strip(),
                "citation": cited(row),
            }


def _placed(row: Cells, addresses: Addresses, ids: Mapping[str, str]) -> Cells:
    """The row with the outlet it speaks of, where that is known, and the ids of its pages."""
    if "outlet_id" in row:
        address = next((row[column] for column in ADDRESS_COLUMNS if row.get(column)), "")
        row["outlet_id"] = ids[row["outlet_id"]] if row["outlet_id"] else addresses.outlet(address)
    return row | {"citation": cited(row)}


def _merged(table: Table, rows: Iterable[Cells]) -> list[Cells]:
    """One row for each key: the newest received, with what older ones add."""
    together: dict[tuple[str, ...], list[Cells]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["retrieved"], reverse=True):
        together[tuple(row[name] for name in table.key)].append(row)
    return [{name: _cell(name, same) for name in table.heads} for same in together.values()]


def _cell(name: str, rows: list[Cells]) -> str:
    newest = [row for row in rows if row["retrieved"] == rows[0]["retrieved"]]
    cells = [row[name] for row in (newest if name == "n" else rows) if row.get(name)]
    if not cells:
        return ""
    return ADDED_UP[name](cells) if name in ADDED_UP else cells[0]


def _rejection(row: Mapping[str, str]) -> Cells:
    where = {name: row[name] for name in ("source", "file", "row")}
    return where | {"column": "outlet_id", "value": row["outlet_id"], "reason": "names no outlet of ours"}


def _tag_owners(rows: list[Cells], tables: Mapping[str, pd.DataFrame], decisions: Decisions) -> None:
    """Whom a tag may mean: the one owner of that name. It counts, and may be shown, only once a person said so."""
    owners: dict[str, set[str]] = defaultdict(set)
    for name in rows_of(tables["names"]):
        if name["entity_kind"] == "owner":
            owners[_name_key(name["text"])].add(name["entity_id"])
    decided = {(row["owner_id"], row["foreign_id"]): row for row in decisions.of("owner_tags")}
    for row in rows:
        meant = owners.get(_name_key(row["name"]), set())
        row["owner_id"] = row["owner_id"] or (next(iter(meant)) if len(meant) == 1 else "")
        answer = decided.get((row["owner_id"], row["foreign_id"]))
        row["decision"] = answer["decision"] if answer else ""
        row["level"] = "public" if row["decision"] == "same" else "team"


def _name_key(text: str) -> str:
    """A name in any order and script."""
    return " ".join(sorted(skeleton(text).split()))
