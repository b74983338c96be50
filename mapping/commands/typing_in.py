"""Facts typed in by hand: template, add, add-outlet."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

from mapping.commands import DONE, DONE_WITH_LOSSES, Add, Arguments
from mapping.errors import InputUnreadable
from mapping.paths import Places

_MOST_MESSAGES = 40


def register(add: Add) -> None:
    """Add `template`, `add` and `add-outlet`."""
    template = add("template", _template, "make a workbook to type facts into, with notes in three languages")
    template.add_argument("--out", type=Path, required=True, metavar="FACTS.xlsx", help="the file to write")
    added = add("add", _add, "take in a filled workbook: what is wrong is named by its cell, the rest is kept")
    added.add_argument("file", type=Path, metavar="FACTS.xlsx", help="made by `mapping template`")
    outlet = add(
        "add-outlet", _add_outlet, "draft a row for an outlet from what its site tells, for a person to confirm"
    )
    outlet.add_argument("url", help="the address of its site, such as https://site.kg/")
    outlet.add_argument(
        "--out", type=Path, metavar="DRAFT.xlsx", help="the workbook to write (default: in reports/team)"
    )


def _template(chosen: Arguments, _places: Places) -> int:
    from mapping.files import publish
    from mapping.typing_in.template import template

    _new_workbook(chosen.out)
    publish(chosen.out, template(), "team")
    print(f"Wrote {chosen.out}: fill it, then run `mapping add {chosen.out}`.")
    return DONE


def _new_workbook(path: Path) -> None:
    """`InputUnreadable` when the file would take the place of one that may hold somebody's work."""
    if path.suffix.lower() != ".xlsx":
        raise InputUnreadable(f"{path} is no name of a workbook: give one that ends in .xlsx.")
    if path.exists():
        raise InputUnreadable(f"{path} is already there and may hold typed facts: give another name.")


def _add(chosen: Arguments, places: Places) -> int:
    from mapping.sources.lock import alone
    from mapping.typing_in.adding import add

    with alone(places.raw):
        added = add(places, chosen.file, datetime.date.today().isoformat())
    for wrong in added.wrong[:_MOST_MESSAGES]:
        print(wrong, file=sys.stderr)
    if len(added.wrong) > _MOST_MESSAGES:
        print(f"... and {len(added.wrong) - _MOST_MESSAGES} more.", file=sys.stderr)
    rows = ", ".join(f"{n} {sheet}" for sheet, n in added.new.items()) or "nothing new"
    known = f"; {added.known} rows were there already" if added.known else ""
    print(f"Added {rows}{known}." + (f" They are kept in {added.folder}: run `mapping clean`." if added.folder else ""))
    return DONE_WITH_LOSSES if added.wrong else DONE


def _add_outlet(chosen: Arguments, places: Places) -> int:
    from mapping.addresses import host_of
    from mapping.files import publish
    from mapping.typing_in.asking import draft
    from mapping.typing_in.template import template

    out = chosen.out or places.reports / "team" / f"draft_{host_of(chosen.url) or 'outlet'}.xlsx"
    _new_workbook(out)
    drafted, failed = draft(places, chosen.url)
    publish(out, template({"outlets": [drafted.outlet], "sources": [drafted.source]}, drafted.told), "team")
    for problem in failed:
        print(problem, file=sys.stderr)
    print(f"Wrote {out}: check the row, complete it, put your initials, then run `mapping add {out}`.")
    return DONE_WITH_LOSSES if failed else DONE
