"""From what was received to the reports: clean, analyse, report, build, sweep."""

from __future__ import annotations

import argparse
import datetime
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mapping.commands import DONE, DONE_WITH_LOSSES, Add, Arguments
from mapping.countries import AUDIENCES
from mapping.errors import InputUnreadable, UnknownName
from mapping.paths import Places
from mapping.safety import LEVELS

if TYPE_CHECKING:
    from mapping.analyse.carried.build import Built
    from mapping.landscape import Landscape
    from mapping.report import Wish

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
    fresh = argparse.ArgumentParser(add_help=False)
    fresh.add_argument("--fresh", action="store_true", help="make everything anew, also what has not changed")
    editions = argparse.ArgumentParser(add_help=False)
    editions.add_argument(
        "--level", choices=LEVELS, default="public", help="who may read the reports (default: public)"
    )
    editions.add_argument("--language", default="en", metavar="CODE", help="language of the reports (default: en)")
    editions.add_argument("--languages", default="", metavar="en,fr,ru", help="several languages, or: all")
    editions.add_argument("--countries", default="", metavar="KZ,KG", help="only these countries (default: all)")
    editions.add_argument("--only", default="", metavar="NAME,NAME", help="only these, such as landscape or explorer")
    editions.add_argument("--outlets", default="", metavar="ID,ID", help="outlets that get a sheet of their own")
    editions.add_argument("--as-of", default="", metavar="DATE", help="as things stood then: 2015, 2015-06, 2015-06-30")
    add("clean", _clean, "read what was received, merge it, and make the tables (offline)", fresh)
    add("analyse", _analyse, "compute every indicator from the tables (offline)", fresh)
    add("report", _report, "make the reports from the tables (offline)", editions, fresh)
    add("build", _build, "clean, analyse and report in one go (offline)", editions, fresh)
    add("sweep", _sweep, "delete what was made: tables and reports")


def _clean(chosen: Arguments, places: Places) -> int:
    from mapping import made
    from mapping.clean.run import clean
    from mapping.schema import MADE
    from mapping.sources import erasure
    from mapping.sources.intake import take_in
    from mapping.tables import read

    started, since = time.perf_counter(), time.time()
    with suppress(InputUnreadable):  # a key that is missing, or another one, is named by the intake
        if erased := erasure.expire(places, datetime.date.today().isoformat()).forms:
            print(f"Deleted {erased} form{'s' * (erased != 1)} of a survey that may not be kept any more.")
    before = made.of_the_tables(places)
    if not chosen.fresh and made.may_keep(places) and before.holds():
        print("Tables: unchanged.")
    else:
        intake = take_in(places)
        tables = clean(places)
        sizes = ", ".join(f"{len(frame):,} {name}" for name, frame in tables.items())
        print(f"Cleaned {sum(intake.received.values()):,} rows in {time.perf_counter() - started:.1f} s: {sizes}.")
        after = made.of_the_tables(places)
        # What was received or decided while we cleaned, also by ourselves, is read the next time.
        if after.asked["raw"] == before.asked["raw"]:
            made_here = {path for path in places.processed.glob("*.csv") if path.stem not in MADE}
            after.write((), sorted(made_here | set(places.gathered.glob("*.csv"))), since)
    return _say_rejected(list(read(places.processed / "rejected.csv").itertuples(index=False)), places)


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


def _analyse(chosen: Arguments, places: Places) -> int:
    from mapping import answers
    from mapping.analyse.run import analyse
    from mapping.landscape import Landscape

    started = time.perf_counter()
    if closed := answers.unreadable(places):
        print(f"Computed without the answers of surveys: {closed}", file=sys.stderr)
    done = analyse(places, Landscape.open(places.data), chosen.fresh)
    if done.built:
        _say_built(done.built)
    unchanged = f"; {len(done.unchanged)} unchanged" if done.unchanged else ""
    print(f"Computed {len(done.indicators)} indicators in {time.perf_counter() - started:.1f} s{unchanged}.")
    return DONE


def _say_built(built: Built) -> None:
    from mapping.analyse.carried import told

    tables = ", ".join(f"{n:,} {name}" for name, n in built.rows.items())
    print(f"Found in {built.items:,} items and the stated facts: {tables}.")
    if left := [f"{n:,} {LEFT_OUT[why]}" for why, n in built.left_out.items() if n]:
        print(f"Left out: {'; '.join(left)}.")
    if built.retold:
        alike = f"likeness of {told.SCORE} or more, {told.SHARED} names or numbers in common"
        print(
            f"Same story: {built.retold:,} items seem to tell what an outlet told in another language up to "
            f"{told.HOURS} hours before (approximate: {alike})."
        )


def _report(chosen: Arguments, places: Places) -> int:
    from mapping import codebook, explorer, report
    from mapping.landscape import Landscape

    started = time.perf_counter()
    wish, only = _wanted(chosen)
    notebooks = [name for name in only if name != explorer.NAME]
    written: list[Path] = []
    if notebooks or not only:
        written += report.make(places, wish, notebooks, fresh=chosen.fresh)
        written += _pages("codebook", chosen, wish, places, codebook.write, Landscape(places, wish.level, AUDIENCES))
    if explorer.NAME in only or not only:
        name = explorer.NAME + (f"_as_of_{wish.as_of}" if wish.as_of else "")
        land = Landscape(places, wish.level, wish.countries, wish.as_of)
        written += _pages(name, chosen, wish, places, partial(explorer.write, name=name), land)
    took = f"in {time.perf_counter() - started:.1f} s"
    print(
        f"Made {len(written)} file{'s' * (len(written) != 1)} {took}; begin with {written[0]}."
        if written
        else f"Nothing to make, found {took}."
    )
    return DONE


def _pages(
    name: str, chosen: Arguments, wish: Wish, places: Places, write: Callable[[Landscape, str], Path], land: Landscape
) -> list[Path]:
    """Write a page that is no notebook in each language where it would not be the same again."""
    from mapping import made, report
    from mapping.translate import speak

    def written_in(code: str) -> Path:
        speak(code)
        return write(land, code)

    receipts = {code: report.receipt(places, wish, name, code) for code in wish.languages}
    kept = not chosen.fresh and made.may_keep(places)
    written = made.renew(receipts, lambda code: copy_context().run(written_in, code), kept)
    spoken = [path.parent.name for path in written]
    print(f"{name}: " + (f"html ({', '.join(spoken)})" if spoken else "unchanged"))
    return written


def _wanted(chosen: Arguments) -> tuple[Wish, list[str]]:
    """What is asked for, and of which reports; `UnknownName` before anything is done where there is no such thing."""
    from mapping.report import Wish
    from mapping.translate import languages

    asked = ",".join(languages()) if chosen.languages == "all" else chosen.languages or chosen.language
    spoken = _named(asked, languages())
    if not spoken:
        raise UnknownName(f"Name a language: choose from {', '.join(languages())}.")
    countries = _named(chosen.countries, AUDIENCES) or AUDIENCES
    wish = Wish(chosen.level, spoken, countries, chosen.as_of, _listed(chosen.outlets))
    only = list(_named(chosen.only, _reports()))
    if "outlet_sheet" in only and not wish.outlets:
        raise UnknownName("Say for which outlets, such as --outlets kloop,24kg.")
    return wish, only


def _reports() -> list[str]:
    from mapping import explorer
    from mapping.report import names

    return [*names(), explorer.NAME]


def _named(option: str, known: Sequence[str]) -> tuple[str, ...]:
    names = _listed(option)
    if lost := [name for name in names if name not in known]:
        raise UnknownName(f"There is no '{lost[0]}': choose from {', '.join(known)}.")
    return names


def _listed(option: str) -> tuple[str, ...]:
    """The words of an option, each once, without the blanks around them."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, option.split(",")))))


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
