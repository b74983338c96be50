"""The command line: thin; each command calls one function and says what came of it.

Exit status: 0 done; 1 done, but rows were rejected or a source failed; 2 nothing done, with one sentence that says why.
"""

from __future__ import annotations

import argparse
import datetime
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from mapping.countries import AUDIENCES
from mapping.errors import InputUnreadable, MappingError
from mapping.paths import PROJECT, Places
from mapping.safety import LEVELS

DONE, DONE_WITH_LOSSES, NOTHING_DONE = 0, 1, 2
MOST_MESSAGES = 20

Arguments = argparse.Namespace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit status."""
    chosen = _parser().parse_args(arguments)
    try:
        status: int = chosen.command(chosen, Places(chosen.data, chosen.reports))
    except MappingError as problem:
        print(problem, file=sys.stderr)
        return NOTHING_DONE
    except OSError as problem:
        print(f"{problem.filename or 'A file'} could not be read or written: {problem.strerror}.", file=sys.stderr)
        return NOTHING_DONE
    return status


def _parser() -> argparse.ArgumentParser:
    places = argparse.ArgumentParser(add_help=False)
    places.add_argument(
        "--data", type=Path, default=PROJECT / "data", metavar="DIR", help="work on another data folder"
    )
    places.add_argument(
        "--reports", type=Path, default=PROJECT / "reports", metavar="DIR", help="write reports elsewhere"
    )
    editions = argparse.ArgumentParser(add_help=False)
    editions.add_argument(
        "--level", choices=LEVELS, default="public", help="who may read the reports (default: public)"
    )
    editions.add_argument("--language", default="en", metavar="CODE", help="language of the reports (default: en)")
    editions.add_argument("--countries", default="", metavar="KZ,KG", help="only these countries (default: all)")
    editions.add_argument("--only", default="", metavar="NAME,NAME", help="only these reports, such as landscape")

    parser = argparse.ArgumentParser(
        prog="mapping",
        description="Maps the media of Kazakhstan, Kyrgyzstan, Tajikistan and Uzbekistan. "
        "New here? Run `mapping build`, then open reports/public/en/landscape.html.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(
        name: str, command: Callable[[Arguments, Places], int], words: str, *more: argparse.ArgumentParser
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=words, description=words, parents=[places, *more])
        added.set_defaults(command=command)
        return added

    gather = add("gather", _gather, "take in what a source gives: bytes as received, with receipts")
    gather.add_argument("source", help="a source of `mapping sources`")
    gather.add_argument(
        "--from", dest="folder", type=Path, required=True, metavar="FOLDER", help="where the collected files are"
    )
    gather.add_argument(
        "--date", default=datetime.date.today().isoformat(), help="the day of the collection (default: today)"
    )
    add("clean", _clean, "read what was received, merge it, and make the tables (offline)")
    add("analyse", _analyse, "compute every indicator from the tables (offline)")
    add("report", _report, "make the reports from the tables (offline)", editions)
    add("build", _build, "clean, analyse and report in one go (offline)", editions)
    add("sources", _sources, "what there is: licence, last gathered, rows")
    explain = add("explain", _explain, "everything known of one outlet or owner, with its pages")
    explain.add_argument("id", help="an id or a name, such as kloop")
    add("sweep", _sweep, "delete what was made: tables and reports")
    return parser


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


def _clean(_chosen: Arguments, places: Places) -> int:
    from mapping.clean.run import clean
    from mapping.sources.intake import take_in

    started = time.perf_counter()
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
    print(f"{len(rejected)} complaints; all of them stand in {places.processed / 'rejected.csv'}.", file=sys.stderr)
    return DONE_WITH_LOSSES


def _analyse(_chosen: Arguments, places: Places) -> int:
    from mapping.analyse.run import analyse
    from mapping.landscape import Landscape

    started = time.perf_counter()
    rows = analyse(places, Landscape.open(places.data))
    print(f"Computed {len(rows)} indicators in {time.perf_counter() - started:.1f} s.")
    return DONE


def _report(chosen: Arguments, places: Places) -> int:
    from mapping import codebook, report
    from mapping.landscape import Landscape

    started = time.perf_counter()
    made = report.make(
        places,
        level=chosen.level,
        language=chosen.language,
        countries=[code for code in chosen.countries.split(",") if code] or list(AUDIENCES),
        only=[name for name in chosen.only.split(",") if name],
        progress=print,
    )
    made.append(codebook.write(Landscape(places, chosen.level, AUDIENCES), chosen.language))
    print(f"Made {len(made)} files in {time.perf_counter() - started:.1f} s; begin with {made[0]}.")
    return DONE


def _build(chosen: Arguments, places: Places) -> int:
    status = _clean(chosen, places)
    _analyse(chosen, places)
    _report(chosen, places)
    return status


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


def _explain(chosen: Arguments, places: Places) -> int:
    from mapping.explain import explain
    from mapping.landscape import Landscape

    print(explain(Landscape.open(places.data), chosen.id))
    return DONE


def _sweep(_chosen: Arguments, places: Places) -> int:
    for folder in (places.processed, places.reports):
        for path in sorted(folder.glob("*")):
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "README.md":
                path.unlink()
    print(f"Deleted what was made in {places.processed} and {places.reports}.")
    return DONE


if __name__ == "__main__":
    raise SystemExit(main())
