"""Baseline and endline: how the needs of the same newsrooms, and of the same people, changed between two rounds."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from mapping.analyse import indicator_for, indicator_of
from mapping.analyse.answer_scores import scored_people
from mapping.analyse.small_cells import FEWEST, SHOWN, TOO_FEW

CONFIDENCE = 0.95
PAIRED_BY = {"outlet": ["outlet_id"], "person": ["respondent_hash"]}
COLUMNS = [
    "theme", "paired_by", "before", "after", "n_before", "n_after", "n_paired", "mean_before", "mean_after", "change",
    "low", "high",
]  # fmt: skip


def paired_change(before: npt.NDArray[np.float64], after: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    """The mean difference after - before of pairs, with its 95 % interval by Student's t; nan bounds below two pairs.

    `ValueError` when both are not of one length. Method: Student (1908), doi 10.1093/biomet/6.1.1. Example: before
    (60, 80, 70), after (40, 70, 60) is -13.3 (-27.7 to 1.0).
    """
    differences = np.subtract(after, before)
    if differences.size == 0:
        return float("nan"), float("nan"), float("nan")
    mean = float(differences.mean())
    if differences.size == 1:
        return mean, float("nan"), float("nan")
    reach = stats.t.ppf((1 + CONFIDENCE) / 2, differences.size - 1)
    half = float(reach * differences.std(ddof=1) / np.sqrt(differences.size))
    return mean, mean - half, mean + half


@indicator_for("team")
def need_changes(answers: pd.DataFrame, answer_scores: pd.DataFrame) -> pd.DataFrame:
    """How needs changed between each two rounds that follow each other: paired differences with intervals.

    Newsrooms are paired by their id, people by the code that they chose; who took part in one round only counts in its
    n and in nothing else. A person who answered for several newsrooms, and a newsroom with several people, counts once.
    Columns: theme, paired_by (outlet, person), before, after (rounds, in order of their first day), n_before, n_after,
    n_paired, mean_before, mean_after (of the pairs), change (after - before: below 0 the need fell), low, high (95 %
    interval by Student's t, not cut at -100 and 100; missing below two pairs).
    """
    people = scored_people(answers, answer_scores)
    order = people.groupby("round")["date"].min().sort_values(kind="stable").index
    rows = [
        row
        for before, after in pairwise(order)
        for paired_by in PAIRED_BY
        for row in _themes(people, paired_by, before, after)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _themes(people: pd.DataFrame, paired_by: str, before: str, after: str) -> list[tuple[object, ...]]:
    means = people.groupby([*PAIRED_BY[paired_by], "theme", "round"])["score"].mean().unstack("round")
    rounds = means.reindex(columns=[before, after])
    rows: list[tuple[object, ...]] = []
    for theme, cells in rounds.groupby(level="theme"):
        both = cells.dropna()
        counts = int(cells[before].notna().sum()), int(cells[after].notna().sum()), len(both)
        change = paired_change(both[before].to_numpy(float), both[after].to_numpy(float))
        rows.append((theme, paired_by, before, after, *counts, both[before].mean(), both[after].mean(), *change))
    return rows


@indicator_of("team")
def need_changes_shown(need_changes: pd.DataFrame) -> pd.DataFrame:
    """The same for everybody to read: newsrooms only, and nothing of fewer than five pairs.

    A round whose newsrooms are not all paired shows its n only where five or more are left over, so that no single one
    can be found by subtraction.
    Columns: theme, before, after, n_before, n_after, n_paired, mean_before, mean_after, change, low, high, shown (yes,
    too few); where it is not yes, the figures are missing. Means and ends in whole points.
    """
    frame = need_changes[need_changes["paired_by"] == "outlet"].drop(columns="paired_by").reset_index(drop=True)
    enough = frame["n_paired"] >= FEWEST
    for name in ("n_before", "n_after"):
        left_over = frame[name] - frame["n_paired"]
        frame[name] = frame[name].where((left_over == 0) | (left_over >= FEWEST))
    figures = [name for name in COLUMNS if name not in ("theme", "paired_by", "before", "after")]
    frame[figures] = frame[figures].where(enough).astype(float).round()
    return frame.assign(shown=enough.map({True: SHOWN, False: TOO_FEW}).astype(object))
