"""What was read of texts once, kept as Parquet by outlet and month, so that only new items are read again.

Kept are the tokens of each item, as numbers: no text is read twice. Which of them are boilerplate hangs on all items,
old and new, and so marks and pairs are made anew from the tokens each time, which is the larger half of the work. In
return items that come in any portions and any order give the pairs that all of them at once give.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from mapping.analyse.reuse.settings import Settings
from mapping.analyse.reuse.tokens import READING, SCHEMA, read
from mapping.paths import Places, write_whole

UNDATED = "undated"


def folder(places: Places, settings: Settings) -> Path:
    """Where the tokens stand that are read with these settings."""
    return places.processed / "reuse" / f"{settings.unit}s-{settings.longest}-{READING}"


def keep(places: Places, tables: Iterable[pa.Table], settings: Settings) -> int:
    """Read the items that are not kept yet; gives their number.

    Each table has the columns id, outlet, time (timestamp in UTC, or null) and text, as `reuse.pairs` takes them, and
    is held in memory whole: best those of one outlet and month. An item keeps the text with which it first came.
    """
    return sum(
        _add(folder(places, settings) / f"outlet={quote(outlet, safe='')}" / f"{month}.parquet", part, settings)
        for table in tables
        for (outlet, month), part in _by_home(table)
    )


def files(places: Places, settings: Settings) -> list[Path]:
    """The files of all that is kept, for an engine that reads Parquet itself (`reuse.pairs_of_words`)."""
    return sorted(folder(places, settings).glob("outlet=*/*.parquet"))


def _by_home(table: pa.Table) -> Iterable[tuple[tuple[str, str], pa.Table]]:
    """The rows of each outlet and month."""
    months = pc.fill_null(pc.strftime(table["time"], "%Y-%m"), UNDATED)
    outlets = pc.fill_null(table["outlet"].cast(pa.string()), "")
    homes = pa.table({"outlet": outlets, "month": months, "row": pa.array(range(len(table)), pa.int64())})
    grouped = homes.group_by(["outlet", "month"]).aggregate([("row", "list")])
    for home in grouped.sort_by([("outlet", "ascending"), ("month", "ascending")]).to_pylist():
        yield (home["outlet"], home["month"]), table.take(home["row_list"])


def _add(path: Path, items: pa.Table, settings: Settings) -> int:
    """Read what is new of the items of one file; the file is not touched when it holds them all."""
    kept = pq.read_table(path, schema=SCHEMA, partitioning=None) if path.exists() else SCHEMA.empty_table()
    new = items.filter(pc.invert(pc.is_in(items["id"].cast(pa.string()), value_set=kept["id"].combine_chunks())))
    if not len(new):
        return 0
    whole = pa.concat_tables([kept, read(new, settings)]).sort_by([("id", "ascending"), ("text_key", "ascending")])
    sink = pa.BufferOutputStream()
    pq.write_table(whole, sink, compression="zstd")
    write_whole(path, sink.getvalue().to_pybytes())
    return len(new)
