"""Figures about groups of newsrooms that give none away: small groups are hidden, also against subtraction."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

FEWEST = 5  # newsrooms, and people where people answered
ALL = "all"
SHOWN, TOO_FEW, ALIKE, NONE = "yes", "too few", "too alike", "none"
LOWEST, HIGHEST = 0.0, 100.0
CONFIDENCE = 0.95
ANSWERED = "answers"


def means_by_country(
    scores: pd.DataFrame, group: list[str], *, also_hidden: pd.DataFrame | None = None, fewest: int = FEWEST
) -> pd.DataFrame:
    """The mean score of each group in each country and in all together, small groups hidden.

    `scores` has one row a newsroom (outlet_id, country, basis, score, n, and the columns of `group`). Columns: those of
    `group`, country (code, or all), basis, outlets, mean, low, high (95 % t interval of the mean as if the newsrooms
    were drawn from many like them, within 0 and 100; all in whole points), shown. shown is `none` where no newsroom has
    a score, `too few` where fewer than `fewest` newsrooms or people have, `too alike` where all answered the same; the
    figures are then missing. A total that would give a hidden group away by subtraction is hidden, too. `also_hidden`
    (columns of `group`, basis, country) names cells to hide whatever their size.
    """
    known = scores[scores["score"].notna()]
    both = pd.concat([known, known.assign(country=ALL)])
    keys = [*group, "basis"]
    cells = both.groupby([*keys, "country"]).agg(
        outlets=("outlet_id", "nunique"), people=("n", "sum"), mean=("score", "mean"), spread=("score", "std")
    )
    wanted = [(*key, country) for key in _keys(scores, keys) for country in (*sorted(scores["country"].unique()), ALL)]
    frame = cells.reindex(pd.MultiIndex.from_tuples(wanted, names=[*keys, "country"])).reset_index()
    frame = frame.assign(outlets=frame["outlets"].fillna(0), people=frame["people"].fillna(0))
    frame = frame.assign(shown=_shown(frame, fewest))
    if also_hidden is not None:
        named = pd.MultiIndex.from_frame(frame[[*keys, "country"]])
        hidden = named.isin(pd.MultiIndex.from_frame(also_hidden[[*keys, "country"]]))
        frame = frame.assign(shown=frame["shown"].mask(hidden & (frame["shown"] == SHOWN), TOO_FEW))
    frame = frame.assign(shown=_against_subtraction(frame, keys, fewest))
    return _with_interval(frame)[[*group, "country", "basis", "outlets", "mean", "low", "high", "shown"]]


def _keys(scores: pd.DataFrame, keys: list[str]) -> list[tuple[object, ...]]:
    return list(scores[keys].drop_duplicates().itertuples(index=False, name=None))


def _shown(frame: pd.DataFrame, fewest: int) -> np.ndarray:
    asked = frame["basis"] == ANSWERED
    few = (frame["outlets"] < fewest) | (asked & (frame["people"] < fewest))
    # Where all answered the same, the mean of the group is the answer of each.
    alike = asked & (frame["spread"] == 0)
    return np.select([frame["outlets"] == 0, few, alike], [NONE, TOO_FEW, ALIKE], SHOWN)


def _against_subtraction(frame: pd.DataFrame, keys: list[str], fewest: int) -> pd.Series:
    """The total less the groups shown is what the hidden ones have together: it must not be small, nor one group."""
    hidden = frame[(frame["country"] != ALL) & frame["shown"].isin([TOO_FEW, ALIKE])]
    rest = hidden.groupby(keys)["outlets"].agg(["size", "sum"])
    risky = rest.index[(rest["size"] == 1) | (rest["sum"] < fewest)]
    exposed = pd.MultiIndex.from_frame(frame[keys]).isin(risky) & (frame["country"] == ALL)
    return frame["shown"].mask(exposed & (frame["shown"] == SHOWN), TOO_FEW)


def _with_interval(frame: pd.DataFrame) -> pd.DataFrame:
    shown = frame["shown"] == SHOWN
    n = frame["outlets"].where(shown)
    half = stats.t.ppf((1 + CONFIDENCE) / 2, n - 1) * frame["spread"] / np.sqrt(n)
    ends = {"mean": frame["mean"], "low": frame["mean"] - half, "high": frame["mean"] + half}
    whole = {name: values.where(shown).clip(LOWEST, HIGHEST).round() for name, values in ends.items()}
    return frame.assign(**whole, outlets=n)
