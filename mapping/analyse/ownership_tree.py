"""The tree of holders above each outlet as rows: who holds it, who holds those, what leads back, what nobody names."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import rustworkx as rx

from mapping.analyse import indicator
from mapping.analyse.holdings import (
    FINAL_KINDS,
    HOLDING,
    SHARES,
    counted,
    integrated_shares,
    one_share_each,
    standing_stakes,
)
from mapping.schema import CONFIDENCES

# Told beside the holders; nobody holds anything by it, so the tree does not climb on from there.
TOLD = ("edits", "founded", "funds")
DEPTH = 4
_OF_A_THING = ("name", "name_native", "kind")
_OF_A_STAKE = ("relation", "share_min", "share_max", "confidence", "start", "end", "citation")
_THROUGH = ("through_min", "through_max")
COLUMNS = (
    "outlet_id",
    "what",
    "depth",
    "held_id",
    "holder_id",
    *_OF_A_THING,
    *_OF_A_STAKE[:3],
    *_THROUGH,
    *_OF_A_STAKE[3:],
)

Row = Mapping[Any, Any]
Range = tuple[float, float]


@indicator
def ownership_trees(
    stakes: pd.DataFrame,
    outlets: pd.DataFrame,
    owners: pd.DataFrame,
    *,
    as_of: str | None = None,
    depth: int = DEPTH,
) -> pd.DataFrame:
    """The tree of holders above each outlet, today or on the last day of `as_of`, at most `depth` steps up.

    What a row is stands in `what`: outlet (the outlet itself), stake, loop (a stake that leads back to a thing already
    on the way, where the tree is cut), unknown (nobody is named as a sure holder, or the stated shares leave a rest),
    deeper (there are holders beyond `depth`), past (a stake that does not stand at that time). Who founds, funds or
    edits is told, but the tree does not climb on from there.
    Columns: outlet_id, what, depth (steps from the outlet by the shortest way), held_id, holder_id (missing where
    unknown or deeper), name, name_native, kind (of the holder), relation, share_min, share_max (of this stake or rest,
    percent), through_min, through_max (of the outlet, over all chains that are not alleged, percent; for holders whom
    nobody holds), confidence, start, end, citation.
    """
    world = _world(stakes, outlets, owners, as_of)
    rows = [row for outlet in outlets["outlet_id"] for row in _tree(outlet, world, depth)]
    return pd.DataFrame(rows, columns=COLUMNS)


@dataclass(frozen=True)
class _World:
    """What the trees are made of, by the id of what is held."""

    things: Mapping[str, Row]
    standing: Mapping[str, list[Row]]
    past: Mapping[str, list[Row]]
    stated: Mapping[str, Range]
    through: Mapping[tuple[str, str], Range]

    def holders(self, held: str) -> list[str]:
        """Those who hold a thing, each once."""
        rows = self.standing.get(held, ())
        return list(dict.fromkeys(row["holder_id"] for row in rows if row["relation"] in HOLDING))


def _world(stakes: pd.DataFrame, outlets: pd.DataFrame, owners: pd.DataFrame, as_of: str | None) -> _World:
    told = stakes[stakes["relation"].isin((*HOLDING, *TOLD))]
    standing = standing_stakes(told, as_of, relations=(*HOLDING, *TOLD))
    shares = counted(standing[standing["relation"].isin(SHARES)], "reported")
    sums = one_share_each(shares).groupby("held_id")[["share_min", "share_max"]].sum()
    chains = integrated_shares(shares)
    names = [
        outlets.rename(columns={"outlet_id": "id"}).assign(kind="outlet"),
        owners.rename(columns={"owner_id": "id"}),
    ]
    things = pd.concat(names)[["id", "name", "name_native", "kind"]]
    return _World(
        things={row["id"]: row for row in things.to_dict("records")},
        standing=_by_held(standing),
        past=_by_held(told.drop(standing.index)),
        stated={str(held): (low, high) for held, low, high in sums.itertuples(name=None)},
        through={(held, owner): (low, high) for held, owner, low, high in chains.itertuples(index=False, name=None)},
    )


def _by_held(stakes: pd.DataFrame) -> dict[str, list[Row]]:
    """The stakes in each thing: who holds it before who is only told, the surest and the largest first."""
    found: dict[str, list[Row]] = {}
    for row in sorted(stakes.to_dict("records"), key=_rank):
        found.setdefault(row["held_id"], []).append(row)
    return found


def _rank(row: Row) -> tuple[object, ...]:
    told = row["relation"] in TOLD
    alleged = row["confidence"] == CONFIDENCES[-1]
    order = (*HOLDING, *TOLD).index(row["relation"])
    return told, alleged, -row["share_min"], -row["share_max"], order, row["holder_id"], row["stake_id"]


def _tree(outlet: str, world: _World, depth: int) -> Iterator[dict[str, object]]:
    steps = _reached(outlet, world, depth)
    back = _leading_back(world, steps)
    root = {"outlet_id": outlet, "what": "outlet", "depth": 0, "holder_id": outlet}
    yield root | _thing(outlet, world)
    for held, step in steps.items():
        at = {"outlet_id": outlet, "depth": step + 1, "held_id": held}
        if step == depth and world.holders(held):
            yield at | {"what": "deeper"}
            continue
        for row in world.standing.get(held, ()):
            what = "loop" if (held, row["holder_id"]) in back else "stake"
            yield at | _stake(row, world) | {"what": what} | _through(outlet, row, world)
        yield from (at | {"what": "unknown", "kind": "unknown"} | rest for rest in _rest(held, world))
        yield from (at | _stake(row, world) | {"what": "past"} for row in world.past.get(held, ()))


def _reached(outlet: str, world: _World, depth: int) -> dict[str, int]:
    """The outlet and all who hold it through others, with the number of steps by the shortest way."""
    steps = {outlet: 0}
    queue = deque([outlet])
    while queue:
        held = queue.popleft()
        if steps[held] == depth:
            continue
        for holder in world.holders(held):
            if holder not in steps:
                steps[holder] = steps[held] + 1
                queue.append(holder)
    return steps


def _leading_back(world: _World, steps: Mapping[str, int]) -> set[tuple[str, str]]:
    """The pairs (held, holder) whose holder is already on the way from the outlet: without them there is no circle.

    Stakes that hold are followed first, so that a circle is cut at one that is only told where there is one.
    """
    told = [(row["held_id"], row["holder_id"]) for held in steps for row in world.standing.get(held, ())]
    pairs = dict.fromkeys([*((held, holder) for held in steps for holder in world.holders(held)), *told])
    graph = rx.PyDiGraph(check_cycle=True, multigraph=False)
    index = {own_id: graph.add_node(own_id) for own_id in dict.fromkeys(end for pair in pairs for end in pair)}
    back = {(held, holder) for held, holder in pairs if held == holder}
    for held, holder in (pair for pair in pairs if pair not in back):
        try:
            graph.add_edge(index[held], index[holder], None)
        except rx.DAGWouldCycle:
            back.add((held, holder))
    return back


def _thing(own_id: str, world: _World) -> dict[str, object]:
    known = world.things.get(own_id, {"name": own_id, "kind": "unknown"})
    return {name: known.get(name) for name in _OF_A_THING}


def _stake(row: Row, world: _World) -> dict[str, object]:
    return {"holder_id": row["holder_id"]} | _thing(row["holder_id"], world) | {name: row[name] for name in _OF_A_STAKE}


def _through(outlet: str, row: Row, world: _World) -> dict[str, float]:
    found = world.through.get((outlet, row["holder_id"])) if row["relation"] in HOLDING else None
    return dict(zip(_THROUGH, found, strict=True)) if found else {}


def _rest(held: str, world: _World) -> Sequence[dict[str, float]]:
    """The share in a thing of those whom nobody names; nothing where none need be looked for."""
    sure = [
        row for row in world.standing.get(held, ()) if row["relation"] in HOLDING and row["confidence"] != "alleged"
    ]
    if not sure:
        return [] if _thing(held, world)["kind"] in FINAL_KINDS else [{"share_min": 0.0, "share_max": 100.0}]
    low, high = world.stated.get(held, (0.0, 100.0))
    return [{"share_min": 100 - high, "share_max": 100 - low}] if high < 100 else []
