"""How long a full clean takes as the records grow.

    .venv/bin/python -m benchmarks.clean

The hand-collected facts are written several times over, each copy with ids and names of its own (a made-up word goes
before each name), and cleaned together with the directory. Writes `benchmarks/results/clean.csv`: copies, records (of
outlets and owners), rows, seconds. The target is 5,000 records in 10 s.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from mapping.clean.run import clean
from mapping.paths import PROJECT, Places
from mapping.sources.intake import take_in
from mapping.tables import read, save_raw

RESULTS = Path(__file__).parent / "results" / "clean.csv"
COPIES = (1, 2, 4, 5)
IDS = ("outlet_id", "owner_id", "owned_id")
NAMES = ("name", "name_native", "name_ru")
SYLLABLES = ("ba", "do", "ku", "ri", "ze", "mo", "ta", "shu", "le", "gi")


def word(copy: int, text: str) -> str:
    """A made-up word that the same text gets in the same copy."""
    digest = sum(map(ord, text)) * 31 + copy * 7919
    return "".join(SYLLABLES[digest // 10**place % 10] for place in range(4)).capitalize()


def changed(row: Mapping[str, str], copy: int) -> dict[str, str]:
    """A row of the facts as another thing's: other ids, other names, no address."""
    cells = dict(row)
    for column in IDS:
        if cells.get(column):
            cells[column] += f"-{copy}"
    own = cells.get("outlet_id") or cells.get("owner_id") or ""
    for column in NAMES:
        if cells.get(column):
            cells[column] = f"{word(copy, own)} {cells[column]}"
    return cells | dict.fromkeys({"aliases", "website", "telegram"} & set(cells), "")


def multiply(places: Places, copies: int) -> None:
    """Write the facts `copies` times into one folder, beside the directory as it is."""
    raw = PROJECT / "data" / "raw"
    day = raw / "hand_facts" / "2026-11-21"
    shutil.copytree(raw / "broadcast_directory", places.raw / "broadcast_directory")
    for path in sorted(day.glob("*/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        alone = path.name in ("sources.csv", "programmes.csv")
        more = [changed(row, copy) for copy in range(2, copies + 1) for row in rows] if not alone else []
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows([*rows, *more])
        name = path.relative_to(day).as_posix()
        licence = "CC BY 4.0"
        save_raw(
            places.raw / "hand_facts" / day.name,
            name,
            text.getvalue().encode(),
            url="",
            retrieved=day.name,
            licence=licence,
        )


def measure(copies: int) -> tuple[int, int, int, float]:
    """Copies, records, rows and the seconds of one clean."""
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder) / "data", Path(folder) / "reports")
        multiply(places, copies)
        intake = take_in(places)
        started = time.perf_counter()
        clean(places)
        seconds = time.perf_counter() - started
        records = sum(len(read(places.gathered / f"{table}.csv")) for table in ("outlets", "owners"))
        return copies, records, sum(intake.received.values()), round(seconds, 1)


def main() -> None:
    """Measure, print and keep."""
    frame = pd.DataFrame([measure(copies) for copies in COPIES], columns=["copies", "records", "rows", "seconds"])
    frame.to_csv(RESULTS, index=False, lineterminator="\n")
    print(frame.to_string(index=False))


if __name__ == "__main__":
    main()
