"""The best list that keeps the rules: the highest sum of scores under quotas, proven with HiGHS."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import highspy
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mapping.choosing.rules import Rules
from mapping.choosing.scores import lots
from mapping.choosing.where import holds
from mapping.errors import InputUnreadable
from mapping.tables import split

# Scores that differ by less than this are tied, and the lot decides.
TIED = 1e-4
Limit = tuple[str, NDArray[np.bool_], int, int]
Points = NDArray[np.float64]


def limits(candidates: pd.DataFrame, rules: Rules) -> list[Limit]:
    """What a list must keep: a name, who counts, at least and at most how many of them."""
    seats = rules.seats
    found = [
        (
            quota.name,
            holds(quota.where, candidates).to_numpy(dtype=bool),
            quota.least.least(seats) if quota.least else 0,
            min(quota.most.most(seats) if quota.most else seats, seats),
        )
        for quota in rules.quotas
    ]
    if rules.per_owner is not None:
        owners = candidates["owner"].map(lambda cell: split(cell) if isinstance(cell, str) else [])
        for owner in sorted({owner for held in owners for owner in held}):
            held = np.array([owner in of_one for of_one in owners])
            if held.sum() > rules.per_owner:
                found.append((f"owner {owner}", held, 0, rules.per_owner))
    return found


class Picker:
    """Picks the best of some candidates by points, as often as asked; the rules are set up once."""

    def __init__(self, candidates: pd.DataFrame, rules: Rules, must_in: Collection[str] = ()) -> None:
        if len(candidates) < rules.seats:
            raise InputUnreadable(
                f"There are {rules.seats} seats, but only {len(candidates)} eligible candidates: lower the seats, or "
                "loosen the rules."
            )
        self.ids, self.seats, self.limits = candidates.index, rules.seats, limits(candidates, rules)
        self._fixed = np.isin(self.ids, list(must_in))
        places = lots(self.ids, rules.seed).to_numpy()
        # All lots of a list together stay below the smallest difference of points.
        self._lots = (len(places) - places) / (len(places) * (rules.seats + 1))
        self._model = self._made()
        if not self._solve(np.zeros(len(self.ids))).any():
            raise InputUnreadable(self._why_none())

    def order(self, points: Points) -> NDArray[np.intp]:
        """The candidates' places, the best first; the lot decides among equals."""
        return np.argsort(-self._worth(points), kind="stable")

    def best(self, points: Points) -> NDArray[np.bool_]:
        """Who is on the list with the highest sum of points that keeps the rules."""
        worth = self._worth(points)
        wanted = np.argsort(-(worth + self._fixed * 2 * worth.max(initial=1)), kind="stable")[: self.seats]
        chosen = np.zeros(len(worth), dtype=bool)
        chosen[wanted] = True
        # Nothing outdoes the highest scores where they keep the rules as they are.
        return chosen if self.keeps(chosen) else self._solve(worth)

    def keeps(self, chosen: NDArray[np.bool_]) -> bool:
        """Whether a list keeps every rule."""
        counts = ((int((chosen & group).sum()), least, most) for _, group, least, most in self.limits)
        return all(least <= count <= most for count, least, most in counts) and bool(chosen[self._fixed].all())

    def _worth(self, points: Points) -> Points:
        return np.round(points / TIED) + self._lots

    def _made(self) -> highspy.Highs:
        n = len(self.ids)
        rows = [(np.ones(n, dtype=bool), self.seats, self.seats), *(limit[1:] for limit in self.limits)]
        problem = highspy.HighsLp()
        problem.num_col_, problem.num_row_ = n, len(rows)
        problem.sense_ = highspy.ObjSense.kMaximize
        problem.col_cost_, problem.col_lower_, problem.col_upper_ = np.zeros(n), self._fixed.astype(float), np.ones(n)
        problem.row_lower_ = np.array([least for _, least, _ in rows], dtype=float)
        problem.row_upper_ = np.array([most for _, _, most in rows], dtype=float)
        problem.integrality_ = [highspy.HighsVarType.kInteger] * n
        members = [np.flatnonzero(group) for group, _, _ in rows]
        problem.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        problem.a_matrix_.start_ = np.cumsum([0, *(len(each) for each in members)])
        problem.a_matrix_.index_ = np.concatenate(members)
        problem.a_matrix_.value_ = np.ones(sum(len(each) for each in members))
        model = highspy.Highs()  # type: ignore[no-untyped-call]
        settings = {"output_flag": False, "threads": 1, "random_seed": 0, "mip_rel_gap": 0.0, "mip_abs_gap": 0.0}
        for name, value in settings.items():
            model.setOptionValue(name, value)
        model.passModel(problem)
        return model

    def _solve(self, worth: Points) -> NDArray[np.bool_]:
        """The best list; nobody when no list keeps the rules."""
        n = len(self.ids)
        self._model.changeColsCost(n, np.arange(n, dtype=np.int32), worth.astype(float))
        self._model.run()
        if self._model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return np.zeros(n, dtype=bool)
        return np.asarray(self._model.getSolution().col_value) > 0.5

    def _why_none(self) -> str:
        """Which of the rules stands in the way, in a sentence."""
        whole, names = self.limits, []
        for left_out in whole:
            self.limits = [limit for limit in whole if limit is not left_out]
            self._model = self._made()
            if self._solve(np.zeros(len(self.ids))).any():
                names.append(left_out[0])
        told = f"without {_either(names)} one does" if names else "several of them stand in each other's way"
        return f"No list of {self.seats} keeps all quotas and [must]: {told}. Loosen the rules, or change the seats."


def _either(names: Sequence[str]) -> str:
    return " or ".join(f"'{name}'" for name in names)
