"""What comes in: gather, sources."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

from mapping.commands import DONE, Add, Arguments
from mapping.errors import InputUnreadable
from mapping.paths import Places


def register(add: Add) -> None:
    """Add the commands that take in what sources give, and list them."""
    gather = add("gather", _gather, "take in what a source gives: bytes as received, with receipts")
    gather.add_argument("source", help="a source of `mapping sources`")
    gather.add_argument(
        "--from", dest="folder", type=Path, required=True, metavar="FOLDER", help="where the collected files are"
    )
    gather.add_argument(
        "--date", default=datetime.date.today().isoformat(), help="the day of the collection (default: today)"
    )
    add("sources", _sources, "what there is: licence, last gathered, rows")


def _gather(chosen: Arguments, places: Places) -> int:
    from mapping.dates import is_date
    from mapping.sources.intake import gather_folder

    if not chosen.folder.is_dir():
        raise InputUnreadable(f"{chosen.folder} is no folder: give the one that holds the collected files.")
    if not is_date(chosen.date) or len(chosen.date) != len("2026-01-01"):
        raise InputUnreadable(f"'{chosen.date}' is no day: write it as YYYY-MM-DD.")
    receipts = gather_folder(places, chosen.source, chosen.folder, chosen.date)
    print(f"Took in {len(receipts)} files of '{chosen.source}' ({sum(each.bytes for each in receipts):,} bytes).")
    return DONE


def _sources(_chosen: Arguments, places: Places) -> int:
    from mapping import sources
    from mapping.tables import latest, read, rows_of

    counted: Counter[tuple[str, str]] = Counter()
    for table in sorted(places.gathered.glob("*.csv")):
        counted.update((row["source"], table.stem) for row in rows_of(read(table)))
    for name in sources.names():
        about, newest = sources.about(name), latest(places, name)
        rows = ", ".join(f"{n:,} {table}" for (source, table), n in sorted(counted.items()) if source == name)
        print(f"{name}: {about.title} ({about.publisher}; {about.licence})")
        print(f"  last gathered {newest.name if newest else 'never'}; {rows or 'not read yet: run `mapping clean`'}")
    return DONE
