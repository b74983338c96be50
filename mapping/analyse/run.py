"""Compute every indicator and write it as a table of its own."""

from __future__ import annotations

from mapping.analyse import compute, indicators
from mapping.paths import Places
from mapping.tables import staging, to_csv


def analyse(places: Places, tables: object) -> dict[str, int]:
    """Write `data/processed/indicators/<name>.csv` for every indicator; gives the number of rows of each."""
    rows = {}
    with staging(places.indicators) as stage:
        for name in indicators():
            frame = compute(name, tables)
            (stage / f"{name}.csv").write_bytes(to_csv(frame.round(6)))
            rows[name] = len(frame)
    return rows
