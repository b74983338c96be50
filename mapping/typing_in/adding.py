"""What was typed goes to the received things: the workbook as it came, and its new usable rows as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mapping.errors import InputUnreadable
from mapping.paths import Places
from mapping.sources import typed
from mapping.tables import dated_folders, read, rows_of, save_raw
from mapping.typing_in.reading import Cells, Filled, Wrong, read_workbook, rows_in, table_of
from mapping.typing_in.sheets import SHEETS

SOURCE = "typed"


@dataclass(frozen=True)
class Added:
    """What came of a workbook: new rows by sheet, how many stood there already, and what is wrong."""

    folder: Path | None
    new: Mapping[str, int]
    known: int
    wrong: tuple[Wrong, ...]


def add(places: Places, path: Path, day: str) -> Added:
    """Keep a filled workbook and its new rows in `data/raw/typed/<day>/<name>`.

    Rows that were added before are not kept twice, so a mended workbook may be added again whole. `InputUnreadable`
    when nothing in it can be used.
    """
    content = path.read_bytes()
    filled = read_workbook(path.name, content, _known(places))
    if not any(filled.rows.values()):
        said = f": {filled.wrong[0]} ({len(filled.wrong)} such)" if filled.wrong else ": it has no filled row"
        raise InputUnreadable(f"Nothing in {path.name} can be used{said}.")
    new, known = _news(filled, _added_before(places))
    folder = _keep(places, path, content, new, day) if any(new.values()) else None
    return Added(folder, {sheet: len(rows) for sheet, rows in new.items() if rows}, known, tuple(filled.wrong))


def _known(places: Places) -> dict[str, set[str]]:
    """The ids of our tables, by sheet; none before the first build."""
    paths = {table: places.processed / f"{table}.csv" for table in ("outlets", "owners", "outsiders")}
    if not all(path.exists() for path in paths.values()):
        return {}
    return {table: {row[f"{table[:-1]}_id"] for row in rows_of(read(path))} for table, path in paths.items()}


def _added_before(places: Places) -> Counter[tuple[str, ...]]:
    """Every row that was ever added, as a tuple of its sheet and cells."""
    found: Counter[tuple[str, ...]] = Counter()
    for folder in dated_folders(places, SOURCE):
        for file in sorted(folder.glob(typed.SOURCE.files[0])):
            if file.stem in SHEETS:
                found.update(_key(file.stem, cells) for cells in rows_in(file.stem, file.read_bytes()))
    return found


def _key(sheet: str, cells: Cells) -> tuple[str, ...]:
    return (sheet, *(cells[head] for head in SHEETS[sheet].heads))


def _news(filled: Filled, before: Counter[tuple[str, ...]]) -> tuple[dict[str, list[Cells]], int]:
    """The rows that were not added before, by sheet, and how many were."""
    rows = {sheet: [cells for _, cells in lines] for sheet, lines in filled.rows.items()}
    new = {sheet: [each for each in found if _key(sheet, each) not in before] for sheet, found in rows.items()}
    return new, sum(map(len, rows.values())) - sum(map(len, new.values()))


def _keep(places: Places, path: Path, content: bytes, new: Mapping[str, list[Cells]], day: str) -> Path:
    """Save the workbook as received and a table for each sheet with new rows, each with its receipt."""
    target, name, number = places.raw / SOURCE / day, path.stem, 1
    while (target / name).exists():
        number += 1
        name = f"{path.stem}-{number}"
    files = {path.name: content} | {f"{sheet}.csv": table_of(sheet, rows) for sheet, rows in new.items() if rows}
    for file, body in files.items():
        about = typed.SOURCE
        save_raw(target, f"{name}/{file}", body, url=about.url, retrieved=day, licence=about.licence)
    return target / name
