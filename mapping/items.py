"""The door to the texts: posts and articles kept for analysis, as Parquet by outlet and month; never published.

A file holds the items of one outlet - of one channel, while its outlet is not known - that appeared in one month. Only
what is new is added: an item whose text changed gets a new version, which stays in the month of its first one. Each
file is written whole, its rows in one order, so that the same items give the same bytes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from mapping.errors import UnknownName
from mapping.observations import ITEMS
from mapping.paths import Places, write_whole

# Items held in memory at once; more of them make fewer files to write again.
AT_ONCE = 20_000
UNDATED = "undated"
QUOTED_WORDS, QUOTED_LETTERS = 25, 250
_NUMBERS = {"views": pa.int64(), "version": pa.int32()}
SCHEMA = pa.schema([(column.name, _NUMBERS.get(column.name, pa.string())) for column in ITEMS.columns])
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])\b")

Item = dict[str, str | int | None]


@dataclass(frozen=True)
class Written:
    """What became of the items given: new ones, new versions of known ones, those at hand already.

    `left_out` counts mentions: items of which only title and address are known, from others than who published them.
    """

    new: int = 0
    versions: int = 0
    known: int = 0
    left_out: int = 0

    def __add__(self, other: Written) -> Written:
        left_out = self.left_out + other.left_out
        return Written(self.new + other.new, self.versions + other.versions, self.known + other.known, left_out)


def folder(places: Places) -> Path:
    """Where the texts stand."""
    return places.processed / "items"


def item_id(url: str) -> str:
    """The id of the item with this address."""
    return f"i-{sha256(url.encode()).hexdigest()[:16]}"


def text_hash(item: Mapping[str, str]) -> str:
    """The sha256 of an item's words: title, text and what it quotes."""
    words = "\0".join(item.get(name, "") for name in ("title", "text", "quoted"))
    return sha256(words.encode("utf-8", errors="replace")).hexdigest()


def write(places: Places, items: Iterable[Mapping[str, str]], outlets: Mapping[str, str] | None = None) -> Written:
    """Add the items that are new, or changed since; each is a row of the table `items`, with its `url`.

    Rows without a `kind` are mentions of items (a title, as GDELT lists it) and are left out. `outlets` are outlet ids
    by channel (domain or handle), for items that do not say theirs. Items may come in any order and number, 20,000 are
    held in memory at once; those of one channel together are written fastest.
    """
    waiting, written = iter(items), Written()
    while batch := list(islice(waiting, AT_ONCE)):
        homes: dict[str, list[Item]] = defaultdict(list)
        told = [item for item in batch if item.get("kind")]
        written += Written(left_out=len(batch) - len(told))
        for item in told:
            outlet = item.get("outlet_id") or (outlets or {}).get(item["channel"], "")
            homes[home(outlet, item["channel"])].append(_row({**item, "outlet_id": outlet}))
        for name in sorted(homes):
            written += _add(folder(places) / name, homes[name])
    return written


def adopt(places: Places, outlets: Mapping[str, str]) -> int:
    """Move what was kept by channel to the outlet that the channel turned out to be; gives the number of files moved.

    `outlets` are outlet ids by channel (domain or handle).
    """
    moved = 0
    for channel, outlet in sorted(outlets.items()):
        for path in sorted((folder(places) / home("", channel)).glob("*.parquet")):
            rows = [row | {"outlet_id": outlet} for row in _rows(path)]
            _add(folder(places) / home(outlet, channel), rows)
            path.unlink()
            moved += 1
    return moved


def home(outlet_id: str, channel: str) -> str:
    """The folder of an outlet's items, or of a channel's whose outlet is not known."""
    return f"outlet={quote(outlet_id, safe='')}" if outlet_id else f"channel={quote(channel, safe='')}"


def read(
    places: Places,
    *,
    outlets: Iterable[str] = (),
    channels: Iterable[str] = (),
    months: tuple[str, str] = ("", ""),
    columns: Iterable[str] = (),
    versions: bool = False,
) -> Iterator[pa.Table]:
    """The items, a table for each outlet and month: only the files, and of them only the columns, that are asked for.

    Without `outlets` and `channels` (those whose outlet is not known) all are read. `months` are the first and the
    last (`2026-01`), both included; with either given, items without a date are left out. The newest version of each
    item is given, or with `versions` all. `UnknownName` for a column that there is not.
    """
    wanted = list(columns) or ITEMS.heads
    if unknown := sorted(set(wanted) - set(ITEMS.heads)):
        raise UnknownName(f"Items have no column '{unknown[0]}': choose from {', '.join(ITEMS.heads)}.")
    for path in _files(places, [home(each, "") for each in outlets] + [home("", each) for each in channels], months):
        table = _table(path, list(dict.fromkeys([*wanted, "item_id", "version"])))
        yield (table if versions else _newest(table)).select(wanted)


def seen(places: Places) -> dict[str, str]:
    """The time of the newest item of each channel, as a gathering needs it that goes on from there."""
    newest: dict[str, str] = {}
    for table in read(places, columns=("channel", "time"), versions=True):
        last = table.group_by("channel").aggregate([("time", "max")])
        for channel, time in zip(last["channel"].to_pylist(), last["time_max"].to_pylist(), strict=True):
            newest[channel] = max(time, newest.get(channel, ""))
    return newest


def dataset(places: Places) -> ds.Dataset:
    """All items with all versions, for engines that read Parquet themselves (DuckDB, Spark, Arrow); reads nothing."""
    return ds.dataset(_files(places, [], ("", "")), schema=SCHEMA, format="parquet")


def excerpts(tables: Iterable[pa.Table]) -> Iterator[dict[str, str]]:
    """What may be passed on of each item of `read`: hashes, counts, a quotation of at most 25 words; not its text."""
    for table in tables:
        for row in table.to_pylist():
            text = row["text"] or row["title"]
            yield {
                **{name: row[name] for name in ("item_id", "outlet_id", "channel", "time", "language", "kind", "url")},
                "text_hash": row["text_hash"],
                "words": str(len(text.split())),
                "characters": str(len(text)),
                "n_links": str(len(list(filter(None, row["links"].split(";"))))),
                "views": "" if row["views"] is None else str(row["views"]),
                "quotation": quotation(text),
            }


def quotation(text: str) -> str:
    """The beginning of a text, at most 25 words and 250 characters; `…` where something follows."""
    words = text.split()
    short = " ".join(words[:QUOTED_WORDS])[:QUOTED_LETTERS]
    return short if short == " ".join(words) else f"{short.rstrip()}…"


def _files(places: Places, homes: list[str], months: tuple[str, str]) -> list[Path]:
    first, last = months[0], months[1] or "9999-12"
    limited = any(months)
    found = sorted(path for name in homes or ["*"] for path in folder(places).glob(f"{name}/*.parquet"))
    return [path for path in found if not limited or (path.stem != UNDATED and first <= path.stem <= last)]


def _newest(table: pa.Table) -> pa.Table:
    newest = table.group_by("item_id").aggregate([("version", "max")])
    if len(newest) == len(table):
        return table
    keys = set(zip(newest["item_id"].to_pylist(), newest["version_max"].to_pylist(), strict=True))
    own = zip(table["item_id"].to_pylist(), table["version"].to_pylist(), strict=True)
    return table.filter(pa.array([key in keys for key in own]))


def _row(item: Mapping[str, str]) -> Item:
    """An item as it is kept: every column, counts as numbers, half characters as question marks."""
    row: Item = {name: item.get(name, "").encode("utf-8", errors="replace").decode() for name in ITEMS.heads}
    views = item.get("views", "")
    counted = {"views": int(float(views)) if views else None, "version": 1}
    return row | counted | {"item_id": item_id(item["url"]), "text_hash": text_hash(item)}


def _add(home_folder: Path, rows: list[Item]) -> Written:
    """Add rows to the files of one home, each to the month where its item stands already, or else to its own."""
    months = {path.stem: path for path in sorted(home_folder.glob("*.parquet"))}
    standing: dict[str, str] = {}
    for month, path in months.items():
        standing |= dict.fromkeys(_table(path, ["item_id"])["item_id"].to_pylist(), month)
    by_month: dict[str, list[Item]] = defaultdict(list)
    for row in rows:
        month = standing.setdefault(str(row["item_id"]), _month(str(row["time"])))
        by_month[month].append(row)
    return sum((_merge(home_folder / f"{month}.parquet", by_month[month]) for month in sorted(by_month)), Written())


def _month(time: str) -> str:
    return time[:7] if _MONTH.match(time) else UNDATED


def _merge(path: Path, rows: list[Item]) -> Written:
    """Put rows into one file; it is not touched when it holds them all."""
    kept = {(row["item_id"], row["text_hash"]): row for row in _rows(path)}
    ids = {key[0] for key in kept}
    before = dict(kept)
    new = versions = 0
    for row in rows:
        key = (row["item_id"], row["text_hash"])
        if key not in kept:
            new, versions = new + (key[0] not in ids), versions + (key[0] in ids)
            ids.add(key[0])
        kept[key] = _same(kept[key], row) if key in kept else row
    if kept != before:
        write_whole(path, _parquet(_numbered(kept.values())))
    return Written(new, versions, len(rows) - new - versions)


def _same(one: Item, other: Item) -> Item:
    """Two receptions of one version: the earlier one, with the most views that were seen."""
    earlier, later = sorted((one, other), key=lambda row: str(row["retrieved"]))
    views = [row["views"] for row in (earlier, later) if isinstance(row["views"], int)]
    return earlier | {"views": max(views, default=None), "outlet_id": earlier["outlet_id"] or later["outlet_id"]}


def _numbered(rows: Iterable[Item]) -> list[Item]:
    """The rows in order, the versions of each item numbered from 1 as they were received."""
    order = sorted(rows, key=lambda row: (str(row["item_id"]), str(row["retrieved"]), str(row["text_hash"])))
    seen: dict[str, int] = defaultdict(int)
    numbered = []
    for row in order:
        seen[str(row["item_id"])] += 1
        numbered.append(row | {"version": seen[str(row["item_id"])]})
    return sorted(numbered, key=lambda row: (str(row["time"]), str(row["item_id"]), int(row["version"] or 0)))


def _rows(path: Path) -> list[Item]:
    rows: list[Item] = _table(path, SCHEMA.names).to_pylist() if path.exists() else []
    return rows


def _table(path: Path, columns: list[str]) -> pa.Table:
    return pq.read_table(path, columns=columns, schema=SCHEMA, partitioning=None)


def _parquet(rows: list[Item]) -> bytes:
    """Rows as the bytes of a Parquet file."""
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content
