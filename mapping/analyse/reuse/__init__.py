"""Text reuse: which item of one outlet repeats, cuts, edits or quotes an earlier item of another.

Texts become numbers (`tokens`), numbers marks (`fingerprints`), each outlet's boilerplate is left out, and the engine
joins what shares marks (`joining`). Time and memory grow with the number of items, not with its square.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import partial

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mapping.analyse.reuse import boilerplate, grouped, joining
from mapping.analyse.reuse.settings import CHARACTERS, Settings
from mapping.analyse.reuse.tokens import SCHEMA, read
from mapping.engine import Engine

__all__ = [
    "CHARACTERS", "GROUP_PAIRS", "PAIRS", "LeftOut", "Settings", "doubles", "forget", "left_out", "pairs",
    "pairs_of_groups", "pairs_of_words",
]  # fmt: skip

PAIRS = pa.schema(
    {
        "first_id": pa.string(),
        "later_id": pa.string(),
        "first_outlet": pa.string(),
        "later_outlet": pa.string(),
        "containment": pa.float64(),
        "jaccard": pa.float64(),
        "lag_seconds": pa.int64(),
        "shared": pa.int64(),
    }
)
GROUP_PAIRS = PAIRS.append(pa.field("team", pa.string()))
WORDS = "reuse_words"
DIGITS = 6
# Two outlets are one under two ids if so much of what either printed stands in the other within the hour.
_DOUBLE, _AT_ONCE, _EQUAL, _FEWEST = 0.9, 3600, 0.95, 5


@dataclass(frozen=True)
class LeftOut:
    """How many items there were, and how many could not be compared, each for the first reason that holds.

    `duplicates` have the id of another item; `undated` have no time, `ahead` one later than now; `empty` have neither
    letters nor digits, `short` too few words. `shortened` are compared by their beginning; `compared` is the rest.
    """

    items: int
    duplicates: int
    undated: int
    ahead: int
    empty: int
    short: int
    shortened: int
    compared: int


def pairs(engine: Engine, source: str, settings: Settings | None = None) -> pa.Table:
    """Who repeats whom: one row a pair, as `PAIRS`, in the order of later_id and first_id.

    `source` is a table of the engine with the columns id, outlet, time (timestamp in UTC, or null) and text. Each later
    item stands with the earliest item of another outlet that it draws on, and with a nearer one if that explains more
    of it (`Settings.gain`). `containment` is the shared part of the shorter text, `jaccard` of both together, 0 to 1;
    `shared` counts shingles. Items of one outlet make no pair, nor do items with those who took from that outlet what
    both share: who brings own news up to date draws on nobody. The tokens stay in the engine as `reuse_words`, the
    items compared as `reuse_items`, the pairs as `reuse_pairs`, and what `pairs_of_groups` needs, until `forget`.
    """
    settings = settings or Settings()
    engine.map(WORDS, source, ["id", "outlet", "time", "text"], partial(read, settings=settings), SCHEMA)
    return pairs_of_words(engine, WORDS, settings)


def pairs_of_words(engine: Engine, words: str, settings: Settings) -> pa.Table:
    """The same from a table of tokens (`tokens.SCHEMA`), as `repeat_store` keeps them."""
    joining.texts(engine, words, settings)
    joining.links(engine, settings, boilerplate.learn(engine, settings))
    joining.prints(engine, settings)
    joining.openers(engine, settings)
    joining.own_words(engine)
    joining.couples_of_items(engine, settings)
    return _taken(engine, "reuse_pairs", PAIRS, "later_id, first_id")


def pairs_of_groups(engine: Engine, members: pa.Table, settings: Settings | None = None) -> pa.Table:
    """Who repeats a group of outlets: one row a later item and group, as `GROUP_PAIRS`, in the order of both.

    After `pairs` with the same settings; `members` has the columns outlet and team, the group's name; an outlet may be
    in several. Each later item stands with the earliest item of a member that it draws on, also where the text was
    first printed by others and `pairs` names only these. Items of a member make no pair with its own group. Items are
    looked for among those that draw on the same first or nearer source, the first `grouped.EARLIEST` texts of each
    group there. The pairs stay in the engine as `reuse_team_pairs`.
    """
    grouped.find(engine, members, settings or Settings())
    return _taken(engine, "reuse_team_pairs", GROUP_PAIRS, "later_id, team")


def forget(engine: Engine) -> None:
    """Free the room of what `pairs` keeps for `pairs_of_groups`."""
    engine.drop("reuse_own", "reuse_prints", "reuse_links", "reuse_sizes", "reuse_texts", "reuse_repeated")


def _taken(engine: Engine, name: str, schema: pa.Schema, order: str) -> pa.Table:
    found = engine.take(f"SELECT {', '.join(schema.names)} FROM {name} ORDER BY {order}").cast(schema)
    # Rounded here: engines break ties differently.
    for column in ("containment", "jaccard"):
        place = schema.get_field_index(column)
        found = found.set_column(place, schema.field(column), pc.round(found[column], DIGITS))
    return found


def left_out(engine: Engine, settings: Settings, words: str = WORDS) -> LeftOut:
    """What of the items in a table of tokens is not compared, and why."""
    shortest = settings.fewest + settings.shingle - 1
    reason = (
        "CASE WHEN copy > 1 THEN 'duplicates' WHEN moment IS NULL THEN 'undated'"
        f" WHEN moment > {joining.now(settings)} THEN 'ahead' WHEN n = 0 THEN 'empty' WHEN n < {shortest} THEN 'short'"
        " WHEN shortened THEN 'shortened' ELSE 'compared' END"
    )
    found = engine.take(
        f"SELECT reason, count(*) AS n FROM (SELECT {reason} AS reason FROM (SELECT moment, n, shortened,"
        " row_number() OVER (PARTITION BY id ORDER BY moment NULLS LAST, text_key, outlet) AS copy"
        f" FROM {words}) numbered) reasoned GROUP BY reason"
    )
    counts = dict(zip(found["reason"].to_pylist(), found["n"].to_pylist(), strict=True))
    named = {field.name: counts.get(field.name, 0) for field in fields(LeftOut)}
    compared = named["compared"] + named["shortened"]
    return LeftOut(**named | {"items": sum(counts.values()), "compared": compared})


def doubles(found: pa.Table, items: Mapping[str, int]) -> pd.DataFrame:
    """Pairs of outlets that look like one outlet under two ids: nearly all items of one in the other within the hour.

    `found` are pairs, `items` the number of items of each outlet. Columns: outlet_a, outlet_b (in the order of the
    alphabet), n (equal items at once), share (of the items of the one that has fewer). What both copy from a third is
    paired with the third, so that outlets which mostly copy are not found.
    """
    frame = found.select(["first_outlet", "later_outlet", "later_id", "containment", "lag_seconds"]).to_pandas()
    frame = frame[(frame["containment"] >= _EQUAL) & (frame["lag_seconds"] <= _AT_ONCE)]
    ends = frame[["first_outlet", "later_outlet"]]
    frame = frame.assign(outlet_a=ends.min(axis=1), outlet_b=ends.max(axis=1))
    n: pd.DataFrame = frame.groupby(["outlet_a", "outlet_b"])["later_id"].nunique().rename("n").reset_index()
    fewer = [min(items[a], items[b]) for a, b in zip(n["outlet_a"], n["outlet_b"], strict=True)]
    n["share"] = n["n"] / pd.Series(fewer, index=n.index, dtype="float64")
    return n[(n["share"] >= _DOUBLE) & (n["n"] >= _FEWEST)].reset_index(drop=True)
