"""Who stands behind whom, as the stakes state it: holders, chains to the top, and what is only alleged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from mapping.analyse import indicator
from mapping.schema import CONFIDENCES

# Relations by which one holds another today; founding, funding and editing are told, but hold nothing.
HOLDING = ("owns", "controls", "parent", "family", "nominee", "manages", "licence", "state_appointment")
LONGEST_CHAIN = 12


class Hop(NamedTuple):
    """One step up a chain: from what is held to who holds it."""

    holder_id: str
    relation: str
    confidence: str
    stake_id: str


def standing_stakes(stakes: pd.DataFrame) -> pd.DataFrame:
    """The stakes of holding that are not known to have ended."""
    return stakes[stakes["relation"].isin(HOLDING) & stakes["end"].isna()]


def _surest(hops: list[Hop]) -> list[Hop]:
    """Per holder the surest hop, so that a stake stated twice is one step."""
    best: dict[str, Hop] = {}
    for hop in sorted(hops, key=lambda hop: (CONFIDENCES.index(hop.confidence), HOLDING.index(hop.relation))):
        best.setdefault(hop.holder_id, hop)
    return list(best.values())


def _holders_of(stakes: pd.DataFrame) -> Mapping[str, list[Hop]]:
    above: dict[str, list[Hop]] = defaultdict(list)
    steps = standing_stakes(stakes)
    for held, *hop in zip(*(steps[name].tolist() for name in ("held_id", *Hop._fields)), strict=True):
        above[held].append(Hop(*hop))
    return {held: _surest(hops) for held, hops in above.items()}


def _upwards(held: str, above: Mapping[str, list[Hop]], seen: tuple[str, ...] = ()) -> Iterator[list[Hop]]:
    """Every chain from a thing to a holder that nobody is known to hold; a loop ends where it would begin again."""
    hops = [hop for hop in above.get(held, []) if hop.holder_id not in (*seen, held)]
    if not hops or len(seen) >= LONGEST_CHAIN:
        yield []
        return
    for hop in hops:
        for rest in _upwards(hop.holder_id, above, (*seen, held)):
            yield [hop, *rest]


@indicator
def ownership_chains(stakes: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """Chains of holders from each outlet to the top, by stakes not known to have ended. A loop is cut where it closes.

    A chain is as sure as its weakest step. Stakes without a stated end may have ended unnoticed.
    Columns: outlet_id, chain (number within the outlet), step (1 is the direct holder), holder_id, relation, confidence
    (of the step), weakest (of the chain up to this step), stake_id, top (yes on the last step).
    Reference: methods of EurOMo (https://media-ownership.eu/about/methodology/), without shares.
    """
    above = _holders_of(stakes)
    rows = []
    for outlet in outlets["outlet_id"]:
        for number, hops in enumerate(filter(None, _upwards(outlet, above)), start=1):
            weakest = CONFIDENCES[0]
            for step, hop in enumerate(hops, start=1):
                weakest = max(weakest, hop.confidence, key=CONFIDENCES.index)
                top = "yes" if step == len(hops) else "no"
                rows.append(
                    (outlet, number, step, hop.holder_id, hop.relation, hop.confidence, weakest, hop.stake_id, top)
                )
    columns = ["outlet_id", "chain", "step", "holder_id", "relation", "confidence", "weakest", "stake_id", "top"]
    return pd.DataFrame(rows, columns=columns)


@indicator
def holders(stakes: pd.DataFrame, outlets: pd.DataFrame, owners: pd.DataFrame) -> pd.DataFrame:
    """How many outlets each owner stands behind, directly and through others; alleged chains are counted apart.

    Columns: owner_id, name, kind, country (of the owner), direct (outlets held by itself), outlets (held by itself or
    through others), alleged (of these, only through an alleged step), at_top (yes when nobody is known to hold it).
    """
    chains = ownership_chains(stakes, outlets)
    sure = chains[chains["weakest"] != "alleged"]
    above = set(standing_stakes(stakes)["held_id"])
    counts = {
        "direct": chains[chains["step"] == 1].groupby("holder_id")["outlet_id"].nunique(),
        "outlets": chains.groupby("holder_id")["outlet_id"].nunique(),
        "surely": sure.groupby("holder_id")["outlet_id"].nunique(),
    }
    frame = (
        owners[["owner_id", "name", "kind", "country"]].set_index("owner_id").join(pd.DataFrame(counts), how="inner")
    )
    frame = frame.fillna({"direct": 0, "surely": 0}).astype({"direct": int, "outlets": int, "surely": int})
    frame["alleged"] = frame["outlets"] - frame.pop("surely")
    frame["at_top"] = ["no" if owner in above else "yes" for owner in frame.index]
    return frame.reset_index().sort_values(["outlets", "direct", "owner_id"], ascending=[False, False, True])


@indicator
def outlets_without_holder(stakes: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """Outlets per country for which no source names a holder today, beside all outlets.

    Columns: country, n (outlets), without (outlets without a known holder), share (of n, 0 to 1).
    """
    held = set(standing_stakes(stakes)["held_id"])
    frame = outlets.assign(n=1, without=[int(outlet not in held) for outlet in outlets["outlet_id"]])
    frame = frame.groupby("country", as_index=False)[["n", "without"]].sum()
    return frame.assign(share=frame["without"] / frame["n"])


@indicator
def holders_named(stakes: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """Outlets per country by whether any source names a holder today.

    Columns: country, holder (named, unnamed), n (outlets).
    """
    held = outlets["outlet_id"].isin(standing_stakes(stakes)["held_id"])
    frame = outlets.assign(holder=held.map({True: "named", False: "unnamed"}))
    return frame.groupby(["country", "holder"]).size().rename("n").reset_index()


@indicator
def alleged_stakes(stakes: pd.DataFrame, outlets: pd.DataFrame, owners: pd.DataFrame) -> pd.DataFrame:
    """Stakes that someone alleges and that are contested or not shown by any register: never part of a total.

    Columns: holder_id, holder, held_id, held, relation, start, end, citation.
    """
    names = pd.concat([outlets.set_index("outlet_id")["name"], owners.set_index("owner_id")["name"]])
    known = set(outlets["outlet_id"]) | set(owners["owner_id"])
    rows = stakes[(stakes["confidence"] == "alleged") & stakes["held_id"].isin(known)]
    frame = rows.assign(holder=rows["holder_id"].map(names), held=rows["held_id"].map(names))
    columns = ["holder_id", "holder", "held_id", "held", "relation", "start", "end", "citation"]
    return frame[columns].sort_values(["held", "holder"], ignore_index=True)


@indicator
def stakes_by_confidence(stakes: pd.DataFrame) -> pd.DataFrame:
    """How sure the stakes are: registered, reported, alleged.

    Columns: relation, confidence, n (stakes), with_share (of these, with a stated share).
    """
    frame = stakes.assign(n=1, with_share=(stakes["share_min"] == stakes["share_max"]).astype(int))
    return frame.groupby(["relation", "confidence"], as_index=False)[["n", "with_share"]].sum()


@indicator
def network_nodes(stakes: pd.DataFrame, outlets: pd.DataFrame, owners: pd.DataFrame) -> pd.DataFrame:
    """The outlets and owners that stakes of holding tie together, by stakes not known to have ended.

    Columns: id, label (name), kind (outlet, or a kind of owner), country, size (stakes that it is part of).
    """
    standing = _among(standing_stakes(stakes), outlets, owners)
    size = pd.concat([standing["holder_id"], standing["held_id"]]).value_counts()
    things = pd.concat(
        [
            outlets.rename(columns={"outlet_id": "id", "name": "label"}).assign(kind="outlet"),
            owners.rename(columns={"owner_id": "id", "name": "label"}),
        ]
    )[["id", "label", "kind", "country"]]
    nodes = things[things["id"].isin(size.index)]
    return nodes.assign(size=nodes["id"].map(size)).sort_values("id", ignore_index=True)


@indicator
def network_edges(stakes: pd.DataFrame, outlets: pd.DataFrame, owners: pd.DataFrame) -> pd.DataFrame:
    """The stakes of holding not known to have ended, one row per holder, held and relation with its surest confidence.

    Columns: from_id (holder), to_id (held), relation, confidence.
    """
    standing = _among(standing_stakes(stakes), outlets, owners)
    ranked = standing.assign(sure=standing["confidence"].map(CONFIDENCES.index)).sort_values("sure")
    edges = ranked.drop_duplicates(["holder_id", "held_id", "relation"]).rename(
        columns={"holder_id": "from_id", "held_id": "to_id"}
    )
    columns = ["from_id", "to_id", "relation", "confidence"]
    return edges[columns].sort_values(columns, ignore_index=True)


def _among(stakes: pd.DataFrame, outlets: pd.DataFrame, owners: pd.DataFrame) -> pd.DataFrame:
    """The stakes both of whose ends are among these outlets and owners."""
    known = set(outlets["outlet_id"]) | set(owners["owner_id"])
    return stakes[stakes["holder_id"].isin(known) & stakes["held_id"].isin(known)]
