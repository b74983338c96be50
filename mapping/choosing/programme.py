"""The best list as a mixed-integer programme, proven with HiGHS: whose names, under which quotas, and how surely.

    max  Σ points_i x_i + Σ worth_t y_t     with  Σ x_i = seats,   y_t ≤ Σ x_i over those who cover t,
    least ≤ Σ x_i + z_i over a group ≤ most,    x_i + z_i ≤ 1,    Σ z_i = seats by lot,

x being those who are on the list by merit, z a filling of the lottery seats, which shows that the quotas can be kept.
Coverage as in Church and ReVelle (1974), doi 10.1007/BF01942293.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from scipy.sparse import block_array, csr_array, eye_array

from mapping.analyse.networks.graph import Floats
from mapping.choosing.aims import Aims, Cover, Flags
from mapping.choosing.eligibility import Eligible
from mapping.choosing.picking import Limit, limits
from mapping.choosing.rules import Rules
from mapping.choosing.scores import lots
from mapping.errors import InputUnreadable

# Lists whose values (0 to 1) differ by less than this count as equal, and the lot decides.
TIED = 1e-6
# The value in the solver: its own tolerances are absolute.
SCALE = 1e4
# Seconds after which the best list so far is given, with the gap that is left.
PATIENCE = 60.0
INFINITY = highspy.kHighsInf
Cut = tuple[Flags, int]


@dataclass(frozen=True)
class Best:
    """A list: who is on it, what it is worth, the share by which a better one may exist (0: none), and the seconds."""

    chosen: Flags
    value: float
    gap: float
    seconds: float


@dataclass(frozen=True)
class Programme:
    """Whom to choose from: aims, limits on groups, seats by merit and by lot, who must be in, and a lot for ties."""

    aims: Aims
    limits: Sequence[Limit]
    seats: int
    by_lot: int
    fixed: Flags
    lots: Floats

    def best(self, cuts: Sequence[Cut] = ()) -> Best | None:
        """The best list by merit; none when no list keeps all limits.

        `cuts`: of these at most so many are on it. `InputUnreadable` when the time ends before any list is found.
        """
        started = time.perf_counter()
        gone = np.asarray(self.aims.cover @ self.fixed.astype(np.int64)) > 0
        points, cover, worth = _merged(self.aims.points, self.aims.cover[~gone], self.aims.worth[~gone])
        model = solver()
        model.setOptionValue("time_limit", PATIENCE)
        model.passModel(self._problem(points + self.lots * TIED, cover, worth, cuts))
        model.run()
        n, info = len(points), model.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            if model.getModelStatus() == highspy.HighsModelStatus.kTimeLimit:
                raise InputUnreadable(f"No list was found within {PATIENCE:g} seconds: ask for fewer quotas.")
            return None
        chosen = np.asarray(model.getSolution().col_value[:n]) > 0.5
        proven = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        gap = 0.0 if proven else float(info.mip_gap)
        return Best(chosen, self.aims.value(chosen), gap, time.perf_counter() - started)

    def _problem(self, points: Floats, cover: Cover, worth: Floats, cuts: Sequence[Cut]) -> highspy.HighsLp:
        n, things = len(points), len(worth)
        one, each = csr_array(np.ones((1, n))), eye_array(n)
        groups, banned = _rows([limit[1] for limit in self.limits], n), _rows([cut[0] for cut in cuts], n)
        least, most = [limit[2] for limit in self.limits], [limit[3] for limit in self.limits]
        rows: list[tuple[list[Any], Sequence[float], Sequence[float]]] = [
            ([one, None, None], [self.seats], [self.seats]),
            ([None, one, None], [self.by_lot], [self.by_lot]),
            ([each, each, None], [0] * n, [1] * n),
            ([groups, groups, None], least, most),
            ([cover, None, -eye_array(things)], [0] * things, [INFINITY] * things),
            ([banned, None, None], [0] * len(cuts), [cut[1] for cut in cuts]),
        ]
        may_fill = np.full(n, float(self.by_lot > 0))
        return problem(
            block_array([blocks for blocks, _, _ in rows], format="csr"),
            lower=[end for _, ends, _ in rows for end in ends],
            upper=[end for _, _, ends in rows for end in ends],
            costs=np.concatenate([points, np.zeros(n), worth]) * SCALE,
            least=np.concatenate([self.fixed, np.zeros(n + things)]),
            most=np.concatenate([np.ones(n), may_fill, np.ones(things)]),
            whole=2 * n,
        )


def _rows(groups: Sequence[Flags], n: int) -> Any:
    return csr_array(np.array(groups, dtype=float).reshape(-1, n))


def _merged(points: Floats, cover: Cover, worth: Floats) -> tuple[Floats, Cover, Floats]:
    """The same with one row for all things that the same candidates cover; what one alone covers is its own points."""
    points = points.copy()
    rows: dict[bytes, tuple[int, float]] = {}
    for thing, value in enumerate(worth):
        who = cover.indices[cover.indptr[thing] : cover.indptr[thing + 1]]
        if len(who) == 1:
            points[who[0]] += value
            continue
        key = np.sort(who).tobytes()
        first, sum_before = rows.get(key, (thing, 0.0))
        rows[key] = first, sum_before + value
    firsts = [first for first, _ in rows.values()]
    return points, cover[firsts], np.array([value for _, value in rows.values()])


def solver() -> highspy.Highs:
    """HiGHS, silent, on one thread and with a fixed seed, so that the same programme gives the same list."""
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    settings = {"output_flag": False, "threads": 1, "random_seed": 0, "mip_rel_gap": 0.0, "mip_abs_gap": 0.0}
    for name, value in settings.items():
        model.setOptionValue(name, value)
    return model


def problem(
    matrix: Any,
    *,
    lower: Sequence[float],
    upper: Sequence[float],
    costs: Floats,
    least: Floats,
    most: Floats,
    whole: int = 0,
) -> highspy.HighsLp:
    """A programme that maximises `costs`: sparse rows between both ends, the first `whole` columns whole."""
    made = highspy.HighsLp()
    made.num_row_, made.num_col_ = matrix.shape
    made.sense_ = highspy.ObjSense.kMaximize
    made.col_cost_, made.col_lower_, made.col_upper_ = costs, least, most
    made.row_lower_, made.row_upper_ = np.array(lower, dtype=float), np.array(upper, dtype=float)
    made.integrality_ = [
        highspy.HighsVarType.kInteger if place < whole else highspy.HighsVarType.kContinuous
        for place in range(len(costs))
    ]
    made.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    made.a_matrix_.start_ = matrix.indptr
    made.a_matrix_.index_ = matrix.indices
    made.a_matrix_.value_ = matrix.data.astype(float)
    return made


def programme(who: Eligible, rules: Rules, reached: Aims) -> Programme:
    """The programme of the rules: seats by merit, and beside them those drawn by lot."""
    places = lots(who.candidates.index, rules.seed).to_numpy(dtype=float)
    return Programme(
        aims=reached,
        limits=limits(who.candidates, rules),
        seats=rules.seats - rules.lottery_seats,
        by_lot=rules.lottery_seats,
        fixed=np.isin(who.candidates.index, list(who.must_in)),
        # All lots of a list together stay below 1.
        lots=(len(places) - places) / (len(places) * rules.seats),
    )
