"""What changed since a snapshot, as a table and a report: changes."""

from __future__ import annotations

from pathlib import Path

from mapping.commands import DONE, Add, Arguments
from mapping.countries import AUDIENCES
from mapping.errors import UnknownName
from mapping.paths import Places
from mapping.safety import LEVELS

NAME = "changes"


def register(add: Add) -> None:
    """Add `changes`."""
    changes = add(NAME, _changes, "what changed between two snapshots, or a snapshot and now (offline)")
    changes.add_argument("old", help="the older snapshot; `mapping snapshot list` names them")
    changes.add_argument("new", nargs="?", default="now", help="the newer snapshot, or now (default)")
    changes.add_argument("--level", choices=LEVELS, default="public", help="who may read it (default: public)")
    changes.add_argument("--language", default="en", metavar="CODE", help="language of the report (default: en)")
    changes.add_argument("--countries", default="", metavar="KZ,KG", help="only these countries (default: all)")
    changes.add_argument("--watch", type=Path, metavar="FILE", help="outlets and owners to put first, one a line")


def _changes(chosen: Arguments, places: Places) -> int:
    from mapping import files, report, snapshots
    from mapping.changes import between
    from mapping.schema import CHANGES

    countries = tuple(code for code in chosen.countries.split(",") if code)
    if unknown := [code for code in countries if code not in AUDIENCES]:
        raise UnknownName(f"There is no country '{unknown[0]}': choose from {', '.join(AUDIENCES)}.")
    watch = str(chosen.watch.resolve()) if chosen.watch else ""
    found = between(places.data, chosen.old, chosen.new, level=chosen.level, countries=countries, watch=watch)
    wish = report.Wish(chosen.level, (chosen.language,), countries or AUDIENCES)
    own = {"data": str(places.data.resolve()), "old": chosen.old, "new": chosen.new, "watch": watch}
    subject = report.Subject(NAME, wish.countries, own)
    # The newer state is what the report is about: its date and its pages stand in it.
    about = Places(snapshots.opened(places, chosen.new).data, places.reports)
    written = report.make_subjects(report.notebooks()[NAME], about, wish, [subject], lambda _said: None, fresh=True)
    path = places.reports / chosen.level / chosen.language / f"{NAME}.csv"
    files.publish_table(path, found.table, CHANGES, chosen.level)
    counts = found.table["origin"].value_counts()
    print(
        f"From {found.old.date} to {found.new.date}: {counts.get('world', 0)} changes of the world, "
        f"{counts.get('data', 0)} of what we know, {counts.get('unclear', 0)} that may be either, "
        f"{counts.get('computed', 0)} ranks that moved."
    )
    if found.left_out:
        print(f"One of the two does not hold all that it takes to compare: {', '.join(found.left_out)}.")
    for made in (*written, path):
        print(f"  {made}")
    return DONE
