"""Outlets that share something their sites carry: a hint to ask about, never ownership and part of no total."""

from __future__ import annotations

from itertools import combinations
from math import comb, log2

import pandas as pd

from mapping import dates
from mapping.analyse import indicator_for

# What more outlets share than this says where they are hosted, not whose they are.
TOO_COMMON = 20


def _holders(signals: pd.DataFrame) -> pd.DataFrame:
    """One row per outlet and shared thing with the time over which it was seen."""
    known = signals[signals["outlet_id"].notna()]
    grouped = known.groupby(["kind", "value_hash", "outlet_id"])
    return grouped.agg(
        first_seen=("first_seen", "min"),
        last_seen=("last_seen", "max"),
        citation=("citation", lambda cells: ";".join(dict.fromkeys(cells.dropna()))),
    ).reset_index()


@indicator_for("team")
def common_signals(signals: pd.DataFrame, *, too_common: int = TOO_COMMON) -> pd.DataFrame:
    """Each thing that several outlets share, and how rare it is.

    Columns: kind, value_hash, n (outlets that share it), of (outlets seen to carry anything of this kind), bits (how
    surprising it is that two outlets share it: log2 of all pairs of `of` over the pairs of `n`), used (no where more
    than `too_common` outlets share it).
    """
    holders = _holders(signals)
    frame = holders.groupby(["kind", "value_hash"]).size().rename("n").reset_index()
    frame = frame.assign(of=frame["kind"].map(holders.groupby("kind")["outlet_id"].nunique()))
    frame = frame[frame["n"] > 1]
    bits = [log2(comb(of, 2) / comb(n, 2)) for n, of in zip(frame["n"], frame["of"], strict=True)]
    used = (frame["n"] <= too_common).map({True: "yes", False: "no"})
    return frame.assign(bits=pd.Series(bits, index=frame.index, dtype=float), used=used).reset_index(drop=True)


@indicator_for("team")
def shared_signals(signals: pd.DataFrame, *, too_common: int = TOO_COMMON) -> pd.DataFrame:
    """Pairs of outlets tied by shared analytics or advertising numbers, servers, imprint phones or addresses.

    Weak evidence: an agency, a template or a host explains many of these; it is never counted as ownership. The score
    adds, for each kind, the bits of the rarest thing of that kind that both carry; 10 bits is one pair in about 1,000.
    Columns: a_id, b_id (outlets), kinds (shared, joined by semicolons), n (things shared), score (bits), together (yes:
    seen on both at one time; no; unknown where a date is missing), citation.
    Reference: ours; the rarer the shared thing, the more it says (as in inverse document frequency).
    """
    rare = common_signals(signals, too_common=too_common)
    rare = rare[rare["used"] == "yes"]
    holders = _holders(signals).merge(rare[["kind", "value_hash", "bits"]], on=["kind", "value_hash"])
    rows = []
    for (kind, _value), group in holders.groupby(["kind", "value_hash"]):
        for one, other in combinations(group.sort_values("outlet_id").to_dict("records"), 2):
            pages = f"{one['citation']};{other['citation']}"
            times = (one["first_seen"], one["last_seen"], other["first_seen"], other["last_seen"])
            rows.append((one["outlet_id"], other["outlet_id"], kind, one["bits"], _overlap(*times), pages))
    pairs = pd.DataFrame(rows, columns=["a_id", "b_id", "kind", "bits", "together", "citation"])
    told = [(a, b, *_pair(group)) for (a, b), group in pairs.groupby(["a_id", "b_id"])]
    frame = pd.DataFrame(told, columns=["a_id", "b_id", "kinds", "n", "score", "together", "citation"])
    return frame.sort_values(["score", "a_id", "b_id"], ascending=[False, True, True], ignore_index=True)


def _pair(group: pd.DataFrame) -> tuple[str, int, float, str, str]:
    score = float(group.groupby("kind")["bits"].max().sum())
    together = next(word for word in ("yes", "unknown", "no") if word in set(group["together"]))
    pages = ";".join(dict.fromkeys(page for cell in group["citation"] for page in cell.split(";") if page))
    return ";".join(sorted(set(group["kind"]))), len(group), score, together, pages


def _overlap(first: object, last: object, other_first: object, other_last: object) -> str:
    if not all(isinstance(cell, str) for cell in (first, last, other_first, other_last)):
        return "unknown"
    starts = max(dates.span(str(first)).first, dates.span(str(other_first)).first)
    return "yes" if starts <= min(dates.span(str(last)).last, dates.span(str(other_last)).last) else "no"
