"""Who stands behind whom, as the stakes state it: holders, who is named at all, and what is only alleged."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.chains import ownership_chains
from mapping.analyse.control import MAJORITY, controlling_owners
from mapping.analyse.holdings import HOLDING, standing_stakes
from mapping.schema import CONFIDENCES

# Why no owner is known, the nearest to an answer first.
REASONS = (
    "minority_only",
    "loop",
    "alleged_only",
    "former_only",
    "founder_only",
    "editor_only",
    "funder_only",
    "nothing_stated",
)
REASON_OF_RELATION = {"founded": "founder_only", "edits": "editor_only", "funds": "funder_only"}


class Known(NamedTuple):
    """What matters of a stake in an outlet for which no owner is found."""

    relation: str
    confidence: str
    end: object
    share_max: float


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


def _reason(about: list[Known]) -> str:
    """Why these stakes in an outlet name no owner at the top today."""
    found = {REASON_OF_RELATION[known.relation] for known in about if known.relation in REASON_OF_RELATION}
    for known in about:
        if known.relation not in HOLDING:
            continue
        if isinstance(known.end, str):
            found.add("former_only")
        elif known.confidence == "alleged":
            found.add("alleged_only")
        else:
            # A share that can be no majority; else the chain leads back to where it began.
            found.add("minority_only" if known.share_max <= MAJORITY else "loop")
    return next(reason for reason in REASONS if reason in found or reason == REASONS[-1])


@indicator
def owner_or_reason(stakes: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """For every outlet the owner or owners at the top by control, or why none is known.

    Columns: outlet_id, country, owners (ids joined by semicolons; missing where none), certainty (stated, possible;
    missing where none), weakest (confidence; missing where none), reason (where none: minority_only, loop,
    alleged_only, former_only, founder_only, editor_only, funder_only: all that is known; nothing_stated).
    """
    found = controlling_owners(stakes, outlets).groupby("outlet_id")
    named = found.agg(owners=("owner_id", ";".join), certainty=("certainty", "first"), weakest=("weakest", _least_sure))
    frame = outlets[["outlet_id", "country"]].merge(named, on="outlet_id", how="left")
    about: dict[str, list[Known]] = defaultdict(list)
    for held, *known in stakes[["held_id", *Known._fields]].itertuples(index=False):
        about[held].append(Known(*known))
    reasons = [
        None if isinstance(owners, str) else _reason(about[outlet])
        for outlet, owners in zip(frame["outlet_id"], frame["owners"], strict=True)
    ]
    return frame.assign(reason=pd.Series(reasons, dtype=object))


def _least_sure(confidences: pd.Series[str]) -> str:
    return max(confidences.tolist(), key=CONFIDENCES.index)
