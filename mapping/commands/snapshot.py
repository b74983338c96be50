"""The tables of today under a name, to compare later editions with: snapshot."""

from __future__ import annotations

import datetime
from pathlib import Path

from mapping.commands import DONE, Add, Arguments
from mapping.errors import UnknownName
from mapping.paths import Places


def register(add: Add) -> None:
    """Add `snapshot`."""
    snapshot = add("snapshot", _snapshot, "keep the tables of today under a name, or list what was kept (offline)")
    snapshot.add_argument("what", choices=("save", "list"), help="save: keep the tables; list: name what was kept")
    snapshot.add_argument("name", nargs="?", default="", metavar="NAME", help="what to call it, such as 2026-11")


def _snapshot(chosen: Arguments, places: Places) -> int:
    return _save(chosen, places) if chosen.what == "save" else _list(chosen, places)


def _save(chosen: Arguments, places: Places) -> int:
    from mapping import snapshots
    from mapping.landscape import Landscape

    today = datetime.date.today()
    if not chosen.name:
        raise UnknownName(f"Say what to call it, such as `mapping snapshot save {today:%Y-%m}`.")
    stamp = snapshots.save(places, chosen.name, Landscape.open(places.data).date, today)
    print(f"Kept {len(stamp.files)} files with the data of {stamp.date} in {snapshots.folder_of(places) / stamp.name}.")
    print(f"Later, `mapping changes {stamp.name}` tells what changed. Answers of people are not kept: consent ends.")
    return DONE


def _list(_chosen: Arguments, places: Places) -> int:
    from mapping import snapshots

    names = snapshots.names(places)
    for name in names:
        print(_line(snapshots.folder_of(places) / name))
    if not names:
        print("There is no snapshot yet: keep one with `mapping snapshot save NAME`.")
    return DONE


def _line(folder: Path) -> str:
    from mapping import snapshots
    from mapping.errors import InputUnreadable

    try:
        stamp = snapshots.stamp_of(folder)
    except InputUnreadable as problem:
        return f"{folder.name}: {problem}"
    told = "" if stamp is None else f"data of {stamp.date}, made {stamp.made} by version {stamp.version} ({stamp.code})"
    return f"{folder.name}: {told}"
