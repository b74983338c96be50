"""The items as the counting needs them: newest versions, whose each is, when it appeared, the key of its address."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa

from mapping import items
from mapping.addresses import is_telegram, post_of
from mapping.analyse.carried.addresses import Book
from mapping.engine import Engine
from mapping.paths import Places

# What was published before the web is a wrong date.
EARLIEST = pd.Timestamp("1990-01-01", tz="UTC")
# What is kept of an item as it stands in the store.
_AS_STORED = (
    "item_id", "outlet_id", "channel", "time", "language", "url", "kind", "forward", "forwarded_from", "forwarded_url",
    "credited", "links", "retrieved",
)  # fmt: skip
PIECE = pa.schema(
    [
        *((name, pa.string()) for name in ("item_id", "taker", "channel", "time", "day", "month", "language", "url")),
        ("moment", pa.timestamp("us", tz="UTC")),
        ("seconds", pa.int64()),
        *((name, pa.string()) for name in ("key", "forwarded", "forwarded_url", "forwarded_key", "credited", "links")),
        *((name, pa.bool_()) for name in ("is_undated", "is_ahead", "is_forward")),
    ]
)


def give_pieces(engine: Engine, places: Places, book: Book) -> None:
    """Make the table `piece` (columns `PIECE`): one row an item, service notices left out.

    `taker` is the outlet, or the address of the channel while its outlet is not known; `time`, `day`, `month`,
    `moment` and `seconds` are empty for items without a usable time.
    """
    files = items.dataset(places).files
    engine.give("stored", [Path(file) for file in files] if files else items.SCHEMA.empty_table())
    columns = ", ".join(_AS_STORED)
    engine.make(
        "newest",
        f"SELECT {columns} FROM (SELECT {columns}, row_number() OVER (PARTITION BY item_id ORDER BY version DESC, "
        "outlet_id DESC) AS nth FROM stored WHERE kind <> 'service') AS ranked WHERE nth = 1",
    )
    engine.map("piece", "newest", _AS_STORED, partial(_read, book=book), PIECE)
    engine.drop("newest", "stored")


def _read(table: pa.Table, book: Book) -> pa.Table:
    frame = table.to_pandas()
    when = times(frame)
    told = when["moment"].dt.strftime("%Y-%m-%dT%H:%M:%SZ").fillna("")
    named = {handle: book.of_handle(handle) for handle in frame["forwarded_from"].unique()}
    read = frame.assign(
        taker=takers(frame, book),
        time=told,
        day=told.str[:10],
        month=told.str[:7],
        seconds=((when["moment"] - pd.Timestamp(0, tz="UTC")) // pd.Timedelta(seconds=1)).astype("Int64"),
        key=keys(frame["url"]),
        forwarded=frame["forwarded_from"].map(named),
        forwarded_key=keys(frame["forwarded_url"]),
        is_forward=frame["forward"] != "",
        **when,
    )
    return pa.Table.from_pandas(read[PIECE.names], schema=PIECE, preserve_index=False)


def takers(frame: pd.DataFrame, book: Book) -> pd.Series[str]:
    """Whose each item is, of outlet_id and channel: the outlet, else who has the channel, else its address."""
    whose = {channel: book.of_channel(channel) or channel for channel in frame["channel"].unique()}
    return frame["outlet_id"].where(frame["outlet_id"] != "", frame["channel"].map(whose))


def times(frame: pd.DataFrame) -> pd.DataFrame:
    """Of the columns time and retrieved: moment (missing where no time can be used), is_undated, is_ahead."""
    time = pd.to_datetime(frame["time"], format="ISO8601", utc=True, errors="coerce")
    received = pd.to_datetime(frame["retrieved"], format="ISO8601", utc=True, errors="coerce")
    # A day of reception without an hour lasts until its end.
    received += pd.to_timedelta((frame["retrieved"].str.len() == len("2026-01-01")).astype(int), unit="D")
    undated = time.isna() | (time < EARLIEST)
    ahead = ~undated & (time > received)
    return pd.DataFrame({"moment": time.where(~undated & ~ahead), "is_undated": undated, "is_ahead": ahead})


def hosts(addresses: pd.Series[str]) -> pd.Series[str]:
    """The host of each web address, with port and `www.`; empty where there is none."""
    return addresses.str.extract(r"^https?://([^/?#]+)", expand=False).fillna("").str.lower()


def keys(addresses: pd.Series[str]) -> pd.Series[str]:
    """What two ways of writing one address share: no scheme, `www.`, fragment or last `/`.

    Channels and posts of Telegram are `t.me/handle` and `t.me/handle/number`, what else it has is `t.me`.
    """
    plain = addresses
    # One after another, without looking ahead: so they run in Arrow.
    for part in (r"^https?://(?:www\.)?", "#.*$", "/+$"):
        plain = plain.str.replace(part, "", regex=True)
    host = hosts(addresses)
    telegram = host.isin({each for each in host.unique() if is_telegram(each)})
    posts = addresses[telegram].map(lambda address: "/".join(("t.me", *filter(None, post_of(address)))))
    return plain.where(~telegram, posts.reindex(addresses.index))
