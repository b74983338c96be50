"""Links: where the texts of items lead, without what stands in a channel's every item."""

from __future__ import annotations

from functools import partial

import pandas as pd
import pyarrow as pa

from mapping.addresses import is_telegram
from mapping.analyse.carried.addresses import Book
from mapping.analyse.carried.pieces import hosts, keys
from mapping.engine import Engine
from mapping.repeats import FEWEST_ARTICLES, SHARE

_LINKED = pa.schema([(name, pa.string()) for name in ("item_id", "taker", "channel", "link", "key", "from_id")])


def find_links(engine: Engine, book: Book) -> dict[str, int]:
    """Make the table `drawn_link` (see `build.DRAWN`) from `piece`; gives how many links were left out, by reason.

    Left out are links that stand in a twentieth, and in five, of a channel's items (buttons, footers), those that carry
    the channel's own address in their query (share buttons), those to pages on platforms, which name nobody, and an
    outlet's links to itself.
    """
    engine.map("linked", "piece", ("item_id", "taker", "channel", "links"), partial(_read, book=book), _LINKED)
    engine.make(
        "repeated",
        "SELECT l.channel, l.key FROM linked AS l JOIN (SELECT channel, count(*) AS items FROM piece GROUP BY channel) "
        f"AS c ON c.channel = l.channel GROUP BY l.channel, l.key, c.items "
        f"HAVING count(DISTINCT l.item_id) >= {FEWEST_ARTICLES} AND count(DISTINCT l.item_id) >= {SHARE} * c.items",
    )
    engine.make(
        "sorted_links",
        "SELECT l.*, CASE WHEN r.key IS NOT NULL THEN 'repeated' WHEN l.from_id = '' THEN 'nobody' "
        "WHEN l.from_id = l.taker THEN 'own' ELSE '' END AS why "
        "FROM linked AS l LEFT JOIN repeated AS r ON r.channel = l.channel AND r.key = l.key",
    )
    engine.make(
        "drawn_link",
        "SELECT item_id, 'link' AS layer, from_id, link AS from_url, key AS from_key FROM sorted_links WHERE why = ''",
    )
    counts = engine.take("SELECT why, count(*) AS n FROM sorted_links WHERE why <> '' GROUP BY why").to_pylist()
    engine.drop("linked", "repeated", "sorted_links")
    return {row["why"]: int(row["n"]) for row in counts}


def _read(table: pa.Table, book: Book) -> pa.Table:
    frame = table.filter(pa.compute.not_equal(table["links"], "")).to_pandas()
    frame = frame.assign(link=frame["links"].str.split(";")).explode("link", ignore_index=True)
    frame = frame[frame["link"].astype(str) != ""].drop_duplicates(["item_id", "link"], ignore_index=True)
    link = frame["link"].astype(str)
    shared = [channel in address.partition("?")[2] for channel, address in zip(frame["channel"], link, strict=True)]
    key, host = keys(link), hosts(link)
    whose = {each: "" if is_telegram(each) else book.of_host(each) for each in host.unique()}
    handle = key.str.extract(r"^t\.me/([^/]+)", expand=False).fillna("")
    named = {each: book.of_handle(each) for each in handle.unique()}
    from_id = host.map(whose).where(handle == "", handle.map(named)).where(~pd.Series(shared, dtype=bool), "")
    read = frame.assign(link=link, key=key, from_id=from_id)
    return pa.Table.from_pandas(read[_LINKED.names], schema=_LINKED, preserve_index=False)
