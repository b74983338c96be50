"""What the pairs come to: ties between outlets, and how far each outlet depends on groups of sources.

The sums are made by the engine, in SQL that all engines share, over these tables in it: `items`; `sure`, the pairs
whose order is known beyond doubt; and `sure_of_groups`, the same of items with the earliest of a group (`team`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from mapping.analyse.intervals import wilson
from mapping.engine import Engine

_TIES = """
    select w.first_outlet as from_id, w.later_outlet as to_id, min(substr(i.shown, 1, 10)) as first_day,
        max(substr(i.shown, 1, 10)) as last_day, sum(w.part) as weight, count(distinct w.later_id) as n_items
    from (select *, 1.0 / count(*) over (partition by later_id) as part from sure) w
    join items i on i.id = w.later_id
    group by w.first_outlet, w.later_outlet
    order by from_id, to_id
"""
# The two ends of a tie, or a group and an outlet, with each pair that speaks for it.
_TIE_ENDS = "select first_outlet as one, later_outlet as other, later_id, first_id, containment, jaccard from sure"
_GROUP_ENDS = """
    select team as one, later_outlet as other, later_id, first_id, containment, jaccard, lag_seconds from sure_of_groups
"""
_COUNTS = "select one, other, count(*) as n, median(lag_seconds) as lag from ends group by one, other"
_TOPICS = """
    select i.outlet, trim(i.topic) as topic, count(*) as n_items from items i where trim(i.topic) <> ''
    group by i.outlet, trim(i.topic) order by i.outlet, topic
"""
_OF_TOPICS = """
    select s.team, s.later_outlet as outlet, trim(i.topic) as topic, count(distinct s.later_id) as n
    from sure_of_groups s join items i on i.id = s.later_id
    group by s.team, s.later_outlet, trim(i.topic)
"""
_EXAMPLES = """
    select r.one, r.other, coalesce(nullif(l.url, ''), l.id) as later, coalesce(nullif(f.url, ''), f.id) as source
    from (
        select *, row_number() over (
            partition by one, other order by containment desc, jaccard desc, later_id, first_id) as nth
        from ends
    ) r
    join items l on l.id = r.later_id
    join items f on f.id = r.first_id
    where r.nth <= 3
    order by r.one, r.other, r.nth
"""

Ends = tuple[str, str]


def ties(engine: Engine) -> pa.Table:
    """The ties of the layer reprint: from_id, to_id, layer, first, last, weight, n_items, examples.

    `weight` counts each later item once, shared equally among the items it draws on; `first` and `last` are days of the
    later items. Examples: up to three, address or id of the later item | of the one it draws on.
    """
    found = engine.take(_TIES)
    engine.make("ends", _TIE_ENDS)
    examples = _examples(engine)
    engine.drop("ends")
    ends = zip(found["from_id"].to_pylist(), found["to_id"].to_pylist(), strict=True)
    return pa.table(
        {
            "from_id": found["from_id"],
            "to_id": found["to_id"],
            "layer": pa.array(["reprint"] * len(found), pa.string()),
            "first": found["first_day"],
            "last": found["last_day"],
            "weight": pc.round(found["weight"].cast(pa.float64()), 6),
            "n_items": found["n_items"],
            "examples": pa.array([examples[pair] for pair in ends], pa.string()),
        }
    )


def dependence(engine: Engine, groups: Sequence[str], members: Collection[Ends]) -> pa.Table:
    """For each outlet and group: how many of the outlet's items draw on an earlier item of the group.

    `members` are outlets with a group they belong to: an outlet is left out for its own groups.
    Columns: outlet, group, n_items (all usable items of the outlet), n (of these, items that draw on the group), share
    with its Wilson interval of 95 % (low, high), median_lag_seconds (after the earliest item of the group that is drawn
    on; empty where n is 0), examples.
    """
    sizes = engine.take("select outlet, count(*) as n_items from items group by outlet order by outlet")
    engine.make("ends", _GROUP_ENDS)
    counts = {(row["one"], row["other"]): (row["n"], row["lag"]) for row in engine.take(_COUNTS).to_pylist()}
    examples = _examples(engine)
    engine.drop("ends")
    rows = list(zip(sizes["outlet"].to_pylist(), sizes["n_items"].to_pylist(), strict=True))
    cases = [(group, outlet, n) for outlet, n in rows for group in groups if (outlet, group) not in members]
    ends = [(group, outlet) for group, outlet, _ in cases]
    return pa.table(
        {
            "outlet": pa.array([outlet for _, outlet in ends], pa.string()),
            "group": pa.array([group for group, _ in ends], pa.string()),
            **_shares([counts.get(end, (0, None))[0] for end in ends], [n_items for _, _, n_items in cases]),
            "median_lag_seconds": pa.array([counts.get(end, (0, None))[1] for end in ends], pa.float64()),
            "examples": pa.array([examples.get(end, "") for end in ends], pa.string()),
        }
    )


def dependence_by_topic(engine: Engine, groups: Sequence[str], members: Collection[Ends]) -> pa.Table:
    """The same by topic, of items that have one: outlet, group, topic, n_items, n, share, low, high; empty without."""
    sizes = engine.take(_TOPICS).to_pylist()
    counts = {(row["team"], row["outlet"], row["topic"]): row["n"] for row in engine.take(_OF_TOPICS).to_pylist()}
    cases = [(group, row) for row in sizes for group in groups if (row["outlet"], group) not in members]
    return pa.table(
        {
            "outlet": pa.array([row["outlet"] for _, row in cases], pa.string()),
            "group": pa.array([group for group, _ in cases], pa.string()),
            "topic": pa.array([row["topic"] for _, row in cases], pa.string()),
            **_shares(
                [counts.get((group, row["outlet"], row["topic"]), 0) for group, row in cases],
                [row["n_items"] for _, row in cases],
            ),
        }
    )


def _shares(counted: Sequence[int], items: Sequence[int]) -> dict[str, NDArray[np.generic]]:
    """The columns n_items, n, share, low and high."""
    n, of = np.array(counted, dtype=np.int64), np.array(items, dtype=np.int64)
    low, high = wilson(n, of)
    return {"n_items": of, "n": n, "share": (n / of).round(6), "low": low.round(6), "high": high.round(6)}


def _examples(engine: Engine) -> Mapping[Ends, str]:
    """Up to three pairs of each two ends, those most alike first."""
    examples: dict[Ends, str] = {}
    for row in engine.take(_EXAMPLES).to_pylist():
        ends, told = (row["one"], row["other"]), f"{row['later']}|{row['source']}"
        examples[ends] = f"{examples[ends]};{told}" if ends in examples else told
    return examples
