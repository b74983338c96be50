"""From what was received to the reports: clean, analyse, report, build, sweep."""

from __future__ import annotations

import argparse
import datetime
import shutil
import sys
import time
from collections import Counter
from contextlib import suppress

from mapping.commands import DONE, DONE_WITH_LOSSES, Add, Arguments
from mapping.countries import AUDIENCES
from mapping.errors import InputUnreadable, UnknownName
from mapping.paths import Places
from mapping.safety import LEVELS

MOST_MESSAGES = 20
# Why something that an item holds makes no tie.
LEFT_OUT = {
    "repeated": "links that stand in many items of one channel",
    "nobody": "links to pages of platforms and share buttons",
    "own": "links of outlets to themselves",
    "later": "draws on items that appeared later",
    "undated_texts": "items without a time that can be trusted, when texts were compared",
    "empty_texts": "items without words, when texts were compared",
    "short_texts": "items too short to be compared",
    "unknown": "credits of names by which nobody is known",
}


def register(add: Add) -> None:
    """Add the commands that need nothing but what is on disk."""
    editions = argparse.ArgumentParser(add_help=False)
    editions.add_argument(
        "--level", choices=LEVELS, default="public", help="who may read the reports (default: public)"
    )
    editions.add_argument("--language", default="en", metavar="CODE", help="language of the reports (default: en)")
    editions.add_argument("--countries", default="", metavar="KZ,KG", help="only these countries (default: all)")
    editions.add_argument("--only", default="", metavar="NAME,NAME", help="only these reports, such as landscape")
    add("clean", _clean, "read what was received, merge it, and make the tables (offline)")
    add("analyse", _analyse, "compute every indicator from the tables (offline)")
    add("report", _report, "make the reports from the tables (offline)", editions)
    add("build", _build, "clean, analyse and report in one go (offline)", editions)
    add("sweep", _sweep, "delete what was made: tables and reports")


def _clean(_chosen: Arguments, places: Places) -> int:
    from mapping.clean.run import clean
    from mapping.sources import erasure
    from mapping.sources.intake import take_in

    started = time.perf_counter()
    with suppress(InputUnreadable):  # a key that is missing, or another one, is named by the intake
        if erased := erasure.expire(places, datetime.date.today().isoformat()).forms:
            print(f"Deleted {erased} form{'s' * (erased != 1)} of a survey that may not be kept any more.")
    intake = take_in(places)
    tables = clean(places)
    sizes = ", ".join(f"{len(frame):,} {name}" for name, frame in tables.items())
    print(f"Cleaned {sum(intake.received.values()):,} rows in {time.perf_counter() - started:.1f} s: {sizes}.")
    return _say_rejected(list(tables["rejected"].itertuples(index=False)), places)


def _say_rejected(rejected: list[tuple[str, str, str, str, str, str]], places: Places) -> int:
    """Name what was not used: one line for each thing wrong, with the first line of the file where it stands."""
    if not rejected:
        return DONE
    alike: Counter[tuple[str, str, str, str]] = Counter()
    first: dict[tuple[str, str, str, str], tuple[str, str]] = {}
    for source, file, row, column, value, reason in rejected:
        key = (source, file, column, reason)
        alike[key] += 1
        first.setdefault(key, (row, value))
    for key, n in list(alike.items())[:MOST_MESSAGES]:
        source, file, column, reason = key
        row, value = first[key]
        where = f"{source}/{file}" + (f", line {row}" if row != "0" else "") + (f", {column}" if column else "")
        more = f" (and {n - 1} more such)" if n > 1 else ""
        quoted = f"'{value}' " if value else ""
        print(f"{where}: {quoted}{reason}{more}", file=sys.stderr)
    if len(alike) > MOST_MESSAGES:
        print(f"... and {len(alike) - MOST_MESSAGES} other kinds.", file=sys.stderr)
    n = len(rejected)
    print(f"{n} complaint{'s' * (n != 1)}; all stand in {places.processed / 'rejected.csv'}.", file=sys.stderr)
    return DONE_WITH_LOSSES


def _analyse(_chosen: Arguments, places: Places) -> int:
    from mapping import answers
    from mapping.analyse.carried import told
    from mapping.analyse.run import analyse
    from mapping.landscape import Landscape

    started = time.perf_counter()
    if closed := answers.unreadable(places):
        print(f"Computed without the answers of surveys: {closed}", file=sys.stderr)
    done = analyse(places, Landscape.open(places.data))
    tables = ", ".join(f"{n:,} {name}" for name, n in done.built.rows.items())
    print(f"Found in {done.built.items:,} items and the stated facts: {tables}.")
    if left := [f"{n:,} {LEFT_OUT[why]}" for why, n in done.built.left_out.items() if n]:
        print(f"Left out: {'; '.join(left)}.")
    if done.built.retold:
        alike = f"likeness of {told.SCORE} or more, {told.SHARED} names or numbers in common"
        print(
            f"Same story: {done.built.retold:,} items seem to tell what an outlet told in another language up to "
            f"{told.HOURS} hours before (approximate: {alike})."
        )
    print(f"Computed {len(done.indicators)} indicators in {time.perf_counter() - started:.1f} s.")
    return DONE


def _report(chosen: Arguments, places: Places) -> int:
    from mapping import codebook, report
    from mapping.landscape import Landscape

    started = time.perf_counter()
    countries, only = _wanted(chosen)
    made = report.make(
        places,
        level=chosen.level,
        language=chosen.language,
        countries=countries or list(AUDIENCES),
        only=only,
        progress=print,
    )
    made.append(codebook.write(Landscape(places, chosen.level, AUDIENCES), chosen.language))
    print(f"Made {len(made)} files in {time.perf_counter() - started:.1f} s; begin with {made[0]}.")
    return DONE


def _wanted(chosen: Arguments) -> tuple[list[str], list[str]]:
    """The countries and reports asked for; `UnknownName` before anything is done where there is no such one."""
    from mapping.report import notebooks

    asked = []
    for option, known in ((chosen.countries, list(AUDIENCES)), (chosen.only, list(notebooks()))):
        names = [name for name in option.split(",") if name]
        if lost := [name for name in names if name not in known]:
            raise UnknownName(f"There is no '{lost[0]}': choose from {', '.join(known)}.")
        asked.append(names)
    return asked[0], asked[1]


def _build(chosen: Arguments, places: Places) -> int:
    _wanted(chosen)
    status = _clean(chosen, places)
    _analyse(chosen, places)
    _report(chosen, places)
    return status


def _sweep(_chosen: Arguments, places: Places) -> int:
    for folder in (places.processed, places.reports):
        for path in sorted(folder.glob("*")):
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "README.md":
                path.unlink()
    print(f"Deleted what was made in {places.processed} and {places.reports}.")
    return DONE
