"""Which stakes stand on a day, and what shares they give the owners at the top of each outlet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mapping import dates
from mapping.analyse import indicator
from mapping.analyse.shares import Found, Stakes, ultimate_shares
from mapping.schema import CONFIDENCES

# Relations by which one holds another today; founding, funding and editing are told, but hold nothing.
HOLDING = ("owns", "controls", "parent", "family", "nominee", "manages", "licence", "state_appointment")
# Of these, those that are shares of the capital; the others are control without shares.
SHARES = ("owns", "parent")
# Kinds of owner that end the question; a company at the top has holders whom nobody names.
FINAL_KINDS = ("person", "family", "state_body", "foreign_state_body", "party")


def standing_stakes(
    stakes: pd.DataFrame, as_of: str | None = None, *, relations: Sequence[str] = HOLDING
) -> pd.DataFrame:
    """The stakes of these relations that may stand on the last day of `as_of` (a year, a month or a day), or today.

    Today's stakes are those without a stated end. On a past day, a stake of unknown start may have begun later: it
    stays, with `dated` = no and a lowest share of 0. Adds the column dated (yes, no; today: whether a start is stated).
    """
    chosen = stakes[stakes["relation"].isin(relations)]
    if as_of is None:
        standing = chosen[chosen["end"].isna()]
        return standing.assign(dated=standing["start"].notna().map({True: "yes", False: "no"}))
    moment = dates.span(as_of).last
    starts = [None if pd.isna(cell) else dates.span(cell) for cell in chosen["start"]]
    ends = [None if pd.isna(cell) else dates.span(cell) for cell in chosen["end"]]
    may = [
        (start is None or start.first <= moment) and (end is None or end.last > moment)
        for start, end in zip(starts, ends, strict=True)
    ]
    sure = [
        start is not None and start.last <= moment and (end is None or end.first > moment)
        for start, end in zip(starts, ends, strict=True)
    ]
    dated = pd.Series(sure, index=chosen.index, dtype=bool)
    standing = chosen.assign(dated=dated.map({True: "yes", False: "no"}), share_min=chosen["share_min"].where(dated, 0))
    return standing[np.array(may, dtype=bool)]


def counted(stakes: pd.DataFrame, confidence: str) -> pd.DataFrame:
    """The stakes at least as sure as this: `registered`, those and `reported`, or all with `alleged`."""
    return stakes[stakes["confidence"].isin(CONFIDENCES[: CONFIDENCES.index(confidence) + 1])]


def one_share_each(stakes: pd.DataFrame) -> pd.DataFrame:
    """One row per holder and thing held: holder_id, held_id, share_min, share_max (percent).

    Several statements of one share are taken together: the range that all allow, or, where they contradict each other,
    the range that covers them all.
    """
    grouped = stakes.groupby(["holder_id", "held_id"])
    frame = grouped.agg(
        low=("share_min", "max"), high=("share_max", "min"), least=("share_min", "min"), most=("share_max", "max")
    ).reset_index()
    agree = frame["low"] <= frame["high"]
    return frame[["holder_id", "held_id"]].assign(
        share_min=frame["low"].where(agree, frame["least"]).astype(float),
        share_max=frame["high"].where(agree, frame["most"]).astype(float),
    )


def integrated_shares(stakes: pd.DataFrame) -> pd.DataFrame:
    """The share of each ultimate holder in each thing held, through all companies between them.

    `stakes` has holder_id, held_id, share_min, share_max (percent). Columns: held_id, owner_id, share_min, share_max
    (percent).
    """
    edges = one_share_each(stakes)
    numbers, ids = pd.factorize(pd.concat([edges["holder_id"], edges["held_id"]]), sort=True)
    n = len(edges)
    found = ultimate_shares(
        len(ids),
        Stakes(
            held=np.asarray(numbers[n:], dtype=np.intp),
            holder=np.asarray(numbers[:n], dtype=np.intp),
            low=edges["share_min"].to_numpy(float) / 100,
            high=edges["share_max"].to_numpy(float) / 100,
        ),
    )
    return _as_frame(found, np.asarray(ids, dtype=object))


def _as_frame(found: Found, ids: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "held_id": ids[found.held],
            "owner_id": ids[found.top],
            # Twelve digits hide what arithmetic adds: a third of 30 % is 10 %.
            "share_min": np.round(100 * found.low, 12),
            "share_max": np.round(100 * found.high, 12),
        }
    )


@indicator
def direct_holders(stakes: pd.DataFrame, outlets: pd.DataFrame, *, as_of: str | None = None) -> pd.DataFrame:
    """Who holds each outlet itself, today or on the last day of `as_of`; one row a stake.

    Columns: outlet_id, holder_id, relation, share_min, share_max (percent; 0 to 100 where not stated), confidence,
    start, end, dated (no where no start is stated: on a past day it may have begun later), stake_id, citation.
    """
    standing = standing_stakes(stakes, as_of)
    frame = standing[standing["held_id"].isin(outlets["outlet_id"])].rename(columns={"held_id": "outlet_id"})
    columns = ["outlet_id", "holder_id", "relation", "share_min", "share_max", "confidence", "start", "end", "dated"]
    columns += ["stake_id", "citation"]
    return frame[columns].sort_values(["outlet_id", "confidence", "holder_id", "stake_id"], ignore_index=True)


@indicator
def ultimate_owners(
    stakes: pd.DataFrame,
    outlets: pd.DataFrame,
    owners: pd.DataFrame,
    *,
    as_of: str | None = None,
    threshold: float = 5,
) -> pd.DataFrame:
    """The owners at the top of each outlet and the range of their share, through companies, cross-holdings and loops.

    Each total is given three ways: from registered stakes alone, with reported ones, with alleged ones. An owner whose
    share cannot reach `threshold` (percent; 5, 25 and 50 are usual) is left out. A range is what the stated shares
    allow: where none is stated it is 0 to 100. Shares of several owners of one outlet cannot all be at their upper end.
    Example: 50 % of a company that has 50 % of an outlet gives 25 to 25.
    Columns: outlet_id, owner_id, counting (registered, reported, alleged: the least sure stakes counted), share_min,
    share_max (percent), reaches (surely, possibly: the threshold), final (no: a company, non-profit or unknown body
    whose own holders nobody names).
    Reference: EurOMo (https://media-ownership.eu/about/methodology/); ranges and loops are ours.
    """
    standing = standing_stakes(stakes, as_of, relations=SHARES)
    kinds = owners.set_index("owner_id")["kind"]
    frames = []
    for confidence in CONFIDENCES:
        found = integrated_shares(counted(standing, confidence)).rename(columns={"held_id": "outlet_id"})
        found = found[found["outlet_id"].isin(outlets["outlet_id"]) & (found["share_max"] >= threshold)]
        frames.append(found.assign(counting=confidence))
    frame = pd.concat(frames, ignore_index=True)
    frame = frame.assign(
        reaches=(frame["share_min"] >= threshold).map({True: "surely", False: "possibly"}),
        final=frame["owner_id"].map(kinds).isin(FINAL_KINDS).map({True: "yes", False: "no"}),
    )
    order = frame["counting"].map(CONFIDENCES.index)
    frame = frame.assign(order=order).sort_values(["outlet_id", "order", "owner_id"], ignore_index=True)
    return frame[["outlet_id", "owner_id", "counting", "share_min", "share_max", "reaches", "final"]]


@indicator
def unknown_shares(stakes: pd.DataFrame, outlets: pd.DataFrame, *, as_of: str | None = None) -> pd.DataFrame:
    """How much of each held outlet belongs to owners at the top who are named, and how much to nobody known.

    Columns: outlet_id, counting (registered, reported, alleged: the least sure stakes counted), named_min, named_max,
    unknown_min, unknown_max (percent of the outlet; the two pairs mirror each other).
    """
    standing = standing_stakes(stakes, as_of, relations=SHARES)
    frames = []
    for confidence in CONFIDENCES:
        level = one_share_each(counted(standing, confidence))
        tops = ~level["holder_id"].isin(level["held_id"])
        excess = (level.groupby("held_id")["share_min"].transform("sum") - 100).clip(lower=0)
        # All tops as one owner: what it holds is what anybody named holds.
        together = level.assign(
            holder_id=level["holder_id"].mask(tops, ""), share_min=(level["share_min"] - excess).clip(lower=0)
        )
        together = together.groupby(["holder_id", "held_id"], as_index=False)[["share_min", "share_max"]].sum()
        found = integrated_shares(together.assign(share_max=together["share_max"].clip(upper=100)))
        frames.append(found[found["held_id"].isin(outlets["outlet_id"])].assign(counting=confidence))
    frame = pd.concat(frames, ignore_index=True)
    frame = frame.rename(columns={"held_id": "outlet_id", "share_min": "named_min", "share_max": "named_max"})
    frame = frame.assign(unknown_min=100 - frame["named_max"], unknown_max=100 - frame["named_min"])
    frame = frame.sort_values(["outlet_id", "counting"], key=_in_order, ignore_index=True)
    return frame[["outlet_id", "counting", "named_min", "named_max", "unknown_min", "unknown_max"]]


def _in_order(cells: pd.Series) -> pd.Series:
    return cells.map(CONFIDENCES.index) if cells.name == "counting" else cells


def differences(before: pd.DataFrame, after: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    """What changes between two versions of one table: after another threshold, date or confidence.

    Columns: those of `key`, change (added, removed, changed), column (empty where a whole row comes or goes), before,
    after (as text).
    """
    names = [name for name in after.columns if name not in key]
    both = before.merge(after, on=list(key), how="outer", suffixes=(" before", " after"), indicator=True)
    rows = []
    for row in both.to_dict("records"):
        own = tuple(row[name] for name in key)
        if row["_merge"] != "both":
            rows.append((*own, "added" if row["_merge"] == "right_only" else "removed", "", "", ""))
            continue
        pairs = ((name, str(row[f"{name} before"]), str(row[f"{name} after"])) for name in names)
        rows.extend((*own, "changed", name, old, new) for name, old, new in pairs if old != new)
    return pd.DataFrame(rows, columns=[*key, "change", "column", "before", "after"])
