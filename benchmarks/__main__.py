"""How long the build takes on this machine: each step three times, and the size of what it makes.

    .venv/bin/python -m benchmarks        (or: make benchmarks)

Writes `benchmarks/results/build.csv`: step, run, seconds. Cost grows with the rows received (cleaning) and with the
number of figures (reports).
"""

from __future__ import annotations

import csv
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from mapping.analyse.run import analyse
from mapping.clean.run import clean
from mapping.landscape import Landscape
from mapping.paths import PROJECT, Places
from mapping.report import make
from mapping.sources.intake import take_in

RUNS = 3
RESULTS = Path(__file__).parent / "results" / "build.csv"


def steps(places: Places) -> dict[str, Callable[[], object]]:
    """The steps of a build, in their order."""
    return {
        "take in": lambda: take_in(places),
        "clean": lambda: clean(places),
        "analyse": lambda: analyse(places, Landscape.open(places.data), fresh=True),
        "report": lambda: make(places, progress=str, fresh=True),
    }


def main() -> None:
    """Measure on a copy of the shipped facts, print and keep the seconds."""
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder) / "data", Path(folder) / "reports")
        shutil.copytree(PROJECT / "data" / "raw", places.raw)
        rows = []
        for run in range(1, RUNS + 1):
            for step, work in steps(places).items():
                started = time.perf_counter()
                work()
                rows.append((step, run, round(time.perf_counter() - started, 2)))
                print(f"run {run}: {step} {rows[-1][2]} s")
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("step", "run", "seconds"))
        writer.writerows(rows)


if __name__ == "__main__":
    main()
