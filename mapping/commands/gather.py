"""What comes in: gather, sources."""

from __future__ import annotations

import datetime
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from mapping.commands import DONE, DONE_WITH_LOSSES, Add, Arguments
from mapping.countries import COUNTRIES
from mapping.errors import InputUnreadable, UnknownName
from mapping.paths import Places

if TYPE_CHECKING:
    from mapping.sources.gathering import Forecast
    from mapping.sources.plans import Wish


def register(add: Add) -> None:
    """Add the commands that take in what sources give, and tell how the sources are."""
    gather = add("gather", _gather, "fetch what sources give, or take in collected files: bytes with receipts")
    gather.add_argument("source", nargs="*", help="sources of `mapping sources`")
    gather.add_argument("--all", action="store_true", help="every source that is fetched over the network")
    gather.add_argument("--from", dest="folder", type=Path, metavar="FOLDER", help="take in files collected by hand")
    gather.add_argument("--date", default="", metavar="DAY", help="with --from: the day of the collection (today)")
    gather.add_argument(
        "--since", default="", metavar="DAY", help="nothing older than YYYY-MM-DD, where it can be told"
    )
    gather.add_argument("--limit", type=int, default=0, metavar="N", help="at most N new pages a source; run on later")
    gather.add_argument("--only-country", default="", metavar="KG,KZ", help="only these countries")
    gather.add_argument("--dry-run", action="store_true", help="say what would be fetched, and how long it takes")
    gather.add_argument("--warc", type=Path, metavar="OUT.warc.gz", help="fetch nothing; write what was received there")
    add("sources", _sources, "what there is: licence, last gathered, rows, health")


def _gather(chosen: Arguments, places: Places) -> int:
    from mapping.sources.gathering import fetched, forecast, gather
    from mapping.web import settings as web_settings

    if chosen.folder:
        return _take_in(chosen, places)
    if chosen.all == bool(chosen.source):
        raise InputUnreadable("Name the sources to gather, or give --all; `mapping sources` lists them.")
    names = list(dict.fromkeys(chosen.source)) or fetched()
    _known(names, "There is no source named '{}'")
    if chosen.warc:
        return _export(places, names, chosen.warc)
    wish = _wish(chosen)
    _known(web_settings.load(places.data).sources, "data/settings.toml has [sources.{}], which is no source")
    if chosen.dry_run:
        return _say_forecast(forecast(places, names, wish))
    try:
        health = gather(places, names, wish)
    except KeyboardInterrupt:
        print("Stopped; what was received is kept: run the same command again to go on.", file=sys.stderr)
        return DONE_WITH_LOSSES
    _print_table(("source", "country", "last success", "rows", "expected", "seconds", "what to do"), health.values())
    return DONE_WITH_LOSSES if any(line["what_to_do"] for line in health.values()) else DONE


def _known(names: Iterable[str], sentence: str) -> None:
    """`UnknownName` says the sentence of a name that no source has, and the nearest one that there is."""
    from mapping import sources

    known = sources.names()
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 1, 0.0)[0]
            raise UnknownName(f"{sentence.format(name)}; the nearest is '{near}': `mapping sources` lists them.")


def _say_forecast(forecasts: Iterable[Forecast]) -> int:
    status = DONE
    for each in forecasts:
        if each.problem:
            print(f"{each.source}: {each.problem}", file=sys.stderr)
            status = DONE_WITH_LOSSES
            continue
        hosts = f"{each.hosts} host{'s' * (each.hosts != 1)}"
        last = f" and what they lead to ({each.last_time:,} pages were there the last time)" * bool(each.last_time)
        print(f"{each.source}: {each.pages:,} pages of {hosts}{last}, at least {_minutes(each.seconds)}")
    return status


def _wish(chosen: Arguments) -> Wish:
    from mapping.sources.plans import Wish

    countries = tuple(code.strip().upper() for code in chosen.only_country.split(",") if code.strip())
    if unknown := sorted(set(countries) - set(COUNTRIES)):
        raise InputUnreadable(f"'{unknown[0]}' is none of our countries: choose from {', '.join(COUNTRIES)}.")
    if chosen.only_country and not countries:
        raise InputUnreadable(f"--only-country names no country: choose from {', '.join(COUNTRIES)}.")
    if chosen.limit < 0:
        raise InputUnreadable("--limit takes a number of pages from 1, or 0 for all.")
    return Wish(countries, day_of(chosen.since) if chosen.since else "", chosen.limit)


def day_of(text: str) -> str:
    """The text, when it is a day that has come; `InputUnreadable` for any other."""
    from mapping.dates import is_date

    if not is_date(text) or len(text) != len("2026-01-01"):
        raise InputUnreadable(f"'{text}' is no day: write it as YYYY-MM-DD.")
    if text > datetime.date.today().isoformat():
        raise InputUnreadable(f"'{text}' has not come yet: give a day up to today.")
    return text


def _take_in(chosen: Arguments, places: Places) -> int:
    from mapping.sources.intake import gather_folder
    from mapping.sources.lock import alone

    if len(chosen.source) != 1:
        raise InputUnreadable("Name the one source whose files the folder holds: gather SOURCE --from FOLDER.")
    _known(chosen.source, "There is no source named '{}'")
    if not chosen.folder.is_dir():
        raise InputUnreadable(f"{chosen.folder} is no folder: give the one that holds the collected files.")
    source, day = chosen.source[0], day_of(chosen.date or datetime.date.today().isoformat())
    with alone(places.raw):
        receipts = gather_folder(places, source, chosen.folder, day)
    print(f"Took in {len(receipts)} files of '{source}' ({sum(each.bytes for each in receipts):,} bytes).")
    return DONE


def _export(places: Places, names: Sequence[str], path: Path) -> int:
    from mapping.sources import about
    from mapping.sources.warc import export

    for name in names:
        if about(name).sensitive:
            raise InputUnreadable(f"'{name}' holds answers of people: it is not written to an archive.")
    written, differing = export(places, names, path)
    print(f"Wrote {written:,} answers to {path}.")
    for file in differing:
        print(f"{file} is not the file that was received: it was left out.", file=sys.stderr)
    return DONE_WITH_LOSSES if differing else DONE


def _sources(_chosen: Arguments, places: Places) -> int:
    from mapping import sources
    from mapping.sources import health
    from mapping.tables import latest, read, rows_of

    counted: Counter[tuple[str, str]] = Counter()
    for table in sorted(places.gathered.glob("*.csv")):
        counted.update((row["source"], table.stem) for row in rows_of(read(table)))
    known = health.load(places)
    for name in sources.names():
        about, newest = sources.about(name), latest(places, name)
        rows = [
            f"{n:,} {table}{_expected(about.gives.get(table))}"
            for (source, table), n in counted.items()
            if source == name
        ]
        print(f"{name}: {about.title} ({about.publisher}; {about.licence})")
        if newest:
            print(f"  last gathered {newest.name}; {', '.join(rows) or 'not read yet: run `mapping clean`'}")
        else:
            way = f"mapping gather {name}" + ("" if sources.opener(name) else " --from FOLDER")
            print(f"  never gathered: run `{way}`")
        if advice := known.get((name, health.ALL), {}).get("what_to_do"):
            print(f"  {advice}")
    return DONE


def _expected(bounds: tuple[int, int] | None) -> str:
    """The rows that make sense, where the source says so."""
    return f" ({bounds[0]:,} to {bounds[1]:,} expected)" if bounds else ""


def _minutes(seconds: float) -> str:
    return f"{seconds:,.0f} s" if seconds < 120 else f"{seconds / 60:,.0f} min"


def _print_table(heads: Sequence[str], lines: Iterable[Mapping[str, str]]) -> None:
    """Print the columns of these heads, each as wide as its widest cell; the last may run on."""
    rows = [heads, *([line[head.replace(" ", "_")] for head in heads] for line in lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(heads) - 1)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        print("  ".join([*cells, row[-1] or "-"]).rstrip())
