"""When no list keeps all quotas: the smallest change of the quotas with which one does.

The cost of a change is the sum of |factor - 1| over all quotas: 5 -> 3 costs 0.4, 10 -> 9 costs 0.1, as in the public
discussion of sortition software (sortitionfoundation/stratification-app, pull requests 1 and 4). Seats and [must] stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import block_array, csr_array, eye_array

from mapping.choosing.aims import Flags
from mapping.choosing.picking import Limit
from mapping.choosing.programme import INFINITY, problem, solver


@dataclass(frozen=True)
class Change:
    """One end of a quota: what is asked, what would do, how many eligible candidates belong to it and must be in."""

    name: str
    end: str
    asked: int
    enough: int
    eligible: int
    must: int

    def __str__(self) -> str:
        why = f"{self.eligible} eligible" if self.end == "at least" else f"{self.must} of {self.eligible} must be in"
        return f"'{self.name}': {self.end} {self.enough} instead of {self.asked} ({why})"


def smallest_change(limits: Sequence[Limit], seats: int, fixed: Flags) -> list[Change]:
    """The cheapest changes of the limits that leave a list of so many seats, with those who must be in.

    There must be at least as many candidates as seats, and as many seats as candidates who must be in.
    """
    n, rows = len(fixed), len(limits)
    groups = csr_array(np.array([group for _, group, _, _ in limits], dtype=float).reshape(rows, n))
    least, most = (np.array([limit[end] for limit in limits], dtype=float) for end in (2, 3))
    down, up = -1 / np.maximum(least, 1), -1 / np.maximum(most, 1)
    matrix = block_array(
        [
            [csr_array(np.ones((1, n))), None, None],
            [groups, eye_array(rows), None],
            [groups, None, -eye_array(rows)],
        ],
        format="csr",
    )
    model = solver()
    model.passModel(
        problem(
            matrix,
            lower=[seats, *least, *[-INFINITY] * rows],
            upper=[seats, *[INFINITY] * rows, *most],
            costs=np.concatenate([np.zeros(n), down, up]),
            least=np.concatenate([fixed.astype(float), np.zeros(2 * rows)]),
            most=np.concatenate([np.ones(n), least, np.full(rows, float(seats))]),
            whole=n + 2 * rows,
        )
    )
    model.run()
    moved = np.rint(model.getSolution().col_value[n:]).astype(int).reshape(2, rows)
    changes = []
    for (name, group, low, high), fewer, more in zip(limits, *moved, strict=True):
        eligible, must = int(group.sum()), int((group & fixed).sum())
        if fewer:
            changes.append(Change(name, "at least", low, low - int(fewer), eligible, must))
        if more:
            changes.append(Change(name, "at most", high, high + int(more), eligible, must))
    return changes


def refusal(limits: Sequence[Limit], seats: int, fixed: Flags) -> str:
    """Why no list keeps all limits, and with which change one does, in a sentence for the organiser."""
    changes = "; ".join(map(str, smallest_change(limits, seats, fixed)))
    return f"No list of {seats} keeps all quotas and [must]. The smallest change with which one does: {changes}."
