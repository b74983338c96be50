"""Candidates made by hand, for rules to choose from."""

from __future__ import annotations

import pandas as pd

from mapping.choosing.fields import FIELDS, MEASURES

OTHERS = ("outlet_id", "name", "said", "consent_until")


def few(**columns: list[object]) -> pd.DataFrame:
    """Candidates a, b, c, ... with these columns, all others empty; all active."""
    n = len(next(iter(columns.values())))
    ids = [chr(ord("a") + number) for number in range(n)]
    words = {name: [None] * n for name in (*OTHERS, *FIELDS)} | {"status": ["active"] * n, "name": ids}
    numbers = {name: [float("nan")] * n for name in MEASURES}
    frame = pd.DataFrame(words | {"outlet_id": ids}, dtype=object).assign(**numbers, candidate_id=ids)
    return frame.assign(**columns).set_index("candidate_id")
