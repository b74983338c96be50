"""The data files of this package: each is read when first asked for, then kept."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/<name>.csv` as column -> text, in file order."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def spaced(cell: str) -> list[str]:
    """The entries of a cell that holds several, separated by `;`."""
    return [entry for part in cell.split(";") if (entry := part.strip())]
