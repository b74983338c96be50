"""Reprints: items that hold text of an earlier item of another outlet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from shutil import rmtree

import pyarrow as pa
import pyarrow.compute as pc

from mapping import items
from mapping.analyse.carried.addresses import Book
from mapping.analyse.carried.pieces import takers, times
from mapping.analyse.reuse import Settings, forget, left_out, pairs_of_groups, pairs_of_words, repeat_store
from mapping.analyse.reuse.tokens import SCHEMA
from mapping.engine import Engine
from mapping.paths import Places

# What `left_out` tells that is a reason to leave an item out.
_REASONS = ("undated", "empty", "short")
_STALE = (
    "SELECT count(*) AS n FROM words AS w LEFT JOIN piece AS p ON p.item_id = w.id AND p.taker = w.outlet "
    "WHERE p.item_id IS NULL"
)
_MOMENT = pa.timestamp("us", tz="UTC")
_DRAWN = (
    "SELECT r.later_id AS item_id, 'reprint' AS layer, f.taker AS from_id, f.url AS from_url, "
    "f.key AS from_key, r.containment FROM {pairs} AS r JOIN piece AS f ON f.item_id = r.first_id"
)


def find_reprints(engine: Engine, places: Places, book: Book, members: pa.Table) -> dict[str, int]:
    """Make the table `drawn_reprint` (see `build.DRAWN`) from `piece` and the store: each copy with its first source.

    Gives how many items could not be compared, by reason. A nearer source that explains more of a copy stands beside
    the first one. `drawn_of_group` holds each copy with its earliest source of each group of `members` (outlet, team).
    Texts read in an earlier run are not read again, unless some of them are gone since or have another outlet.
    """
    settings = Settings()
    _give_words(engine, places, book, settings)
    pairs_of_words(engine, "words", settings)
    pairs_of_groups(engine, members, settings)
    forget(engine)
    engine.make("drawn_reprint", _DRAWN.format(pairs="reuse_pairs"))
    engine.make("drawn_of_group", _DRAWN.format(pairs="reuse_team_pairs"))
    counts = asdict(left_out(engine, settings, "words"))
    engine.drop("words")
    return {f"{reason}_texts": counts[reason] for reason in _REASONS}


def _give_words(engine: Engine, places: Places, book: Book, settings: Settings) -> None:
    """Make the table `words` (`tokens.SCHEMA`) of all items, from the store of what was read before."""
    for _try in range(2):
        repeat_store.keep(places, _texts(places, book), settings)
        engine.give("words", repeat_store.files(places, settings) or SCHEMA.empty_table())
        if not engine.take(_STALE)["n"][0].as_py():
            return
        # What is gone would stand before the copies that it was the source of, and hide them.
        engine.drop("words")
        rmtree(repeat_store.folder(places, settings))


def _texts(places: Places, book: Book) -> Iterator[pa.Table]:
    """The texts of one outlet and month after the other, as `repeat_store.keep` takes them."""
    columns = ("item_id", "outlet_id", "channel", "time", "retrieved", "kind", "text")
    for stored in items.read(places, columns=columns):
        table = stored.filter(pc.not_equal(stored["kind"], "service"))
        frame = table.drop_columns(["text"]).to_pandas()
        taker, moment = takers(frame, book).astype(str), times(frame)["moment"]
        yield pa.table(
            {
                "id": table["item_id"],
                "outlet": pa.array(taker, pa.string()),
                "time": pa.array(moment, _MOMENT),
                "text": table["text"],
            }
        )
