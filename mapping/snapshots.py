"""The door to snapshots: the tables of one day, kept under a name, so that a later edition can be compared with them.

A snapshot is a small data folder, `data/snapshots/NAME`: the tables of `data/processed`, the hand tables, shapes and
decisions of `data/raw` they were read with, and `snapshot.json`, which says when it was made, of which day its data
are, by which code, and the hash of each file. `Landscape.open("data/snapshots/NAME")` opens it.

Answers of people and what was computed from them are never kept: their consent ends, and `mapping needs forget` must
reach every copy. Indicators are computed anew from the tables, so that two editions are counted by the same rules.

A snapshot of before a table or column was added is read from a copy beside it, `NAME~`, in which that is empty; `gaps`
says what is, so that nobody takes it for a fact.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from mapping.errors import BuildNeeded, InputUnreadable, UnknownName
from mapping.observations import OBSERVED
from mapping.paths import Places, write_whole
from mapping.schema import MADE, TABLES
from mapping.tables import read, settle, shortened, staging, to_csv

NOW = "now"
DISTRIBUTION = "central-asia-media-landscape"
STAMP = "snapshot.json"
# What every system takes as the name of a folder: Windows drops a dot at its end.
_NAME = re.compile(r"\w(?:[\w.-]{0,59}[\w-])?\Z")
_RAW = ("tables", "geo", "decisions")
_KNOWN = TABLES | MADE | OBSERVED
# Texts and answers are no tables of a landscape.
_COMPARED = tuple(name for name in _KNOWN if name not in ("items", "answers"))
# Marks the copy of a snapshot whose tables have the columns of today; no snapshot's name can end so.
_AS_TODAY = "~"
# Without these nobody can tell what is the same thing, whom a page may name, or where it must not lead.
_NEEDED = {
    "outlets": ("outlet_id", "name", "country", "place_level", "labelled_in"),
    "owners": ("owner_id", "name", "name_native", "kind", "country", "political_role"),
    "stakes": ("holder_id", "held_id", "confidence"),
    "names": ("entity_kind", "entity_id", "text"),
    "channels": ("outlet_id", "kind", "address"),
    "records": ("source", "file", "record_id", "entity_kind", "entity_id"),
    "redirects": ("old_id", "entity_id", "why"),
    "claims": ("entity_kind", "entity_id", "field", "value", "chosen", "why", "citation"),
}


@dataclass(frozen=True)
class Stamp:
    """What a snapshot says of itself: its name, the day it was made, the day of its data, the code, its files."""

    name: str
    made: str
    date: str
    version: str
    code: str
    files: Mapping[str, str]

    @property
    def data_date(self) -> datetime.date:
        """The day on which its newest fact was received."""
        return datetime.date.fromisoformat(self.date)


@cache
def code_hash() -> str:
    """A hash of the toolkit's own code: two editions with the same one were made by the same rules."""
    folder = Path(__file__).parent
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:12]


def folder_of(places: Places) -> Path:
    """Where the snapshots of a data folder stand."""
    return places.data / "snapshots"


def save(places: Places, name: str, date: datetime.date, made: datetime.date) -> Stamp:
    """Keep the tables as they are now under a name, whole or not at all.

    `UnknownName` for a name that cannot be a folder's, `InputUnreadable` where it is taken, `BuildNeeded` without
    tables.
    """
    if name.lower() == NOW or not _NAME.match(name):
        raise UnknownName(
            f"A snapshot cannot be called '{shortened(name)}': use letters, digits, dots and hyphens, at most 61, "
            "and not 'now'."
        )
    folder = folder_of(places) / name
    if (folder / STAMP).exists():
        raise InputUnreadable(f"There is a snapshot '{name}' already: choose another name, or delete {folder}.")
    settle(places.processed)
    if lost := [name for name in _COMPARED if not (places.processed / f"{name}.csv").exists()]:
        raise BuildNeeded(f"There is no table '{lost[0]}' to keep yet: run `mapping build` first.")
    contents = {path.relative_to(places.data).as_posix(): path.read_bytes() for path in _to_keep(places)}
    hashes = {path: hashlib.sha256(content).hexdigest() for path, content in contents.items()}
    stamp = Stamp(name, made.isoformat(), date.isoformat(), version(DISTRIBUTION), code_hash(), hashes)
    with staging(folder) as stage:
        for path, content in contents.items():
            write_whole(stage / path, content)
        write_whole(stage / STAMP, json.dumps(asdict(stamp), indent=1, ensure_ascii=False).encode())
    return stamp


def _to_keep(places: Places) -> Iterator[Path]:
    yield from sorted(path for path in places.processed.glob("*.csv") if path.stem in _KNOWN)
    yield from sorted(places.processed.glob("carried.parquet"))
    for name in _RAW:
        yield from sorted(path for path in (places.raw / name).rglob("*") if path.is_file())


def living(places: Places) -> Places:
    """The folders of today for those of a kept edition: whose name and colours a report carries is of today."""
    return Places(places.data.parent.parent, places.reports) if (places.data / STAMP).exists() else places


def names(places: Places) -> list[str]:
    """The names of the snapshots that there are, in the order of their names."""
    found = (path.parent.name for path in folder_of(places).glob(f"*/{STAMP}"))
    return sorted(name for name in found if _NAME.match(name))


def stamp_of(data: Path) -> Stamp | None:
    """What a snapshot's folder says of itself; None for a living data folder. `InputUnreadable` when it is damaged."""
    path = data / STAMP
    if not path.exists():
        return None
    try:
        stamp = Stamp(**json.loads(path.read_text(encoding="utf-8")))
        datetime.date.fromisoformat(stamp.date)
        return Stamp(**{**asdict(stamp), "files": dict(stamp.files)})
    except (ValueError, TypeError) as problem:
        raise _damaged(data, STAMP) from problem


def opened(places: Places, name: str) -> Places:
    """The folders of a snapshot, checked file by file; those of the data folder itself for `now`.

    A snapshot that lacks columns of today is read from its copy that has them, empty. One sentence says what to do:
    `UnknownName` where there is no such snapshot, `InputUnreadable` where a file of it is not as it was saved, or where
    it lacks what every comparison needs.
    """
    if name == NOW:
        return places
    folder = folder_of(places) / name
    stamp = stamp_of(folder) if _NAME.match(name) else None
    if stamp is None:
        there = ", ".join(names(places))
        choose = f"choose from {there}, or now" if there else "keep one first with `mapping snapshot save NAME`"
        raise UnknownName(f"There is no snapshot '{name}': {choose}.")
    for file, told in stamp.files.items():
        path = folder / file
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != told:
            raise _damaged(folder, file)
    lost = gaps(folder)
    if needed := sorted((table, column) for table, column in lost if column in _NEEDED.get(table, ())):
        table, column = needed[0]
        raise InputUnreadable(
            f"Snapshot '{name}' was made by version {stamp.version} ({stamp.code}) of the toolkit, whose table "
            f"'{table}' has no '{column}', which every comparison needs: compare it with that version, or choose "
            "another snapshot."
        )
    data = _as_today(folder, {table for table, _column in lost}) if lost else folder
    return Places(data=data, reports=places.reports)


def gaps(data: Path) -> frozenset[tuple[str, str]]:
    """The columns read today that a snapshot lacks, each with its table; none for a living data folder."""
    folder = data.with_name(data.name.removesuffix(_AS_TODAY))
    if not (folder / STAMP).exists():
        return frozenset()
    return frozenset((name, column) for name in _COMPARED for column in _lacking(folder, name))


def _lacking(folder: Path, name: str) -> list[str]:
    path = folder / "processed" / f"{name}.csv"
    there = set(read(path).columns) if path.exists() else set()
    return [column for column in _KNOWN[name].heads if column not in there]


def _as_today(folder: Path, widened: set[str]) -> Path:
    """A copy of a snapshot, made anew beside it, in which these tables have the columns of today."""
    copy = folder.with_name(folder.name + _AS_TODAY)
    shutil.rmtree(copy, ignore_errors=True)
    with staging(copy) as stage:
        for path in (folder / STAMP, *_to_keep(Places(data=folder))):
            write_whole(stage / path.relative_to(folder), path.read_bytes())
        for name in widened:
            file = f"processed/{name}.csv"
            frame = read(folder / file) if (folder / file).exists() else pd.DataFrame(dtype=str)
            write_whole(stage / file, to_csv(frame.reindex(columns=_KNOWN[name].heads, fill_value="")))
    return copy


def _damaged(folder: Path, file: str) -> InputUnreadable:
    return InputUnreadable(
        f"Snapshot '{folder.name}' is damaged ({file} is not as it was saved): put back a copy of {folder}, or delete "
        "it and choose another snapshot."
    )
