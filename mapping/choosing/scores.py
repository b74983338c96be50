"""Scores by open weights. A score is the weighted mean of measures, 0 to 100.

A missing measure counts as the middle (median) of those known among the candidates: neither a reward nor a penalty, and
the score stays linear in the weights. How much of a score is known stands beside it as its coverage. A measure that is
known of nobody takes no part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pandas as pd


def usable(candidates: pd.DataFrame, weights: Mapping[str, float]) -> dict[str, float]:
    """The weights above 0 of measures that are known of at least one candidate."""
    return {name: weight for name, weight in weights.items() if weight and candidates[name].notna().any()}


def coverage(candidates: pd.DataFrame, weights: Mapping[str, float]) -> pd.Series:
    """Which share of the usable weights is known of each candidate, 0 to 1."""
    used = pd.Series(usable(candidates, weights), dtype=float)
    known = candidates[list(used.index)].notna()
    return known.mul(used).sum(axis=1) / used.sum() if len(used) else pd.Series(0.0, index=candidates.index)


def filled(candidates: pd.DataFrame, weights: Mapping[str, float]) -> pd.DataFrame:
    """The usable measures of the candidates, a missing one replaced by the median of those known."""
    known = candidates[list(usable(candidates, weights))].astype(float)
    return known.fillna(known.median())


def scores(candidates: pd.DataFrame, weights: Mapping[str, float]) -> pd.Series:
    """The score of each candidate, 0 to 100; all 0 when no measure can be used."""
    used = pd.Series(usable(candidates, weights), dtype=float)
    return (
        filled(candidates, weights).mul(used).sum(axis=1) / used.sum() if len(used) else 0.0 * coverage(candidates, {})
    )


def lots(ids: pd.Index, seed: int) -> pd.Series:
    """The place of each candidate in the draw that breaks ties, 1 first: it hangs on the seed and the ids alone."""
    drawn = [hashlib.sha256(f"{seed}:{own}".encode()).hexdigest() for own in ids]
    return pd.Series(drawn, index=ids).rank(method="first").astype(int)
