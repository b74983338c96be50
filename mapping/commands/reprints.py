"""Who reprints whom in a file of one's own."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from mapping.commands import DONE, DONE_WITH_LOSSES, Add, Arguments
from mapping.errors import UnknownName
from mapping.lists import printable
from mapping.paths import Places

_LONGEST_LINE = 800


def register(add: Add) -> None:
    """Add `reprints`."""
    reprints = add("reprints", _reprints, "find who reprints whom in any file of texts")
    reprints.add_argument(
        "items",
        type=Path,
        metavar="ITEMS",
        help="CSV, JSON lines or Parquet with the columns id, outlet, time, text (and topic, where there is one)",
    )
    reprints.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write to")
    reprints.add_argument(
        "--groups", type=Path, metavar="GROUPS.csv", help="groups of sources: columns group, member (an outlet)"
    )
    reprints.add_argument(
        "--shingles",
        choices=("words", "letters"),
        default="words",
        help="what is compared in rows: words, or letters, which suit Kazakh and Kyrgyz better (default: words)",
    )
    reprints.add_argument(
        "--days", type=_count, default=30, metavar="N", help="how much older a source may be (default: 30)"
    )
    reprints.add_argument(
        "--passages", type=_count, default=20, metavar="N", help="how many pairs to show side by side (default: 20)"
    )
    reprints.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="what compares them")
    reprints.add_argument(
        "--master", default="", metavar="ADDRESS", help="the Spark cluster, such as spark://host:7077"
    )
    reprints.add_argument("--memory", default="", metavar="4GB", help="the most memory that the engine may take")


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number of 0 or more")
    return int(text)


def _reprints(chosen: Arguments, _places: Places) -> int:
    from mapping.analyse.reuse import CHARACTERS, Settings
    from mapping.engine import open_engine
    from mapping.reprints import Asked, find_reprints

    if chosen.master and chosen.engine != "spark":
        raise UnknownName("--master names a Spark cluster: say --engine spark as well.")
    started = time.perf_counter()
    settings = replace(CHARACTERS if chosen.shingles == "letters" else Settings(), longest_lag_days=chosen.days)
    asked = Asked(chosen.items, chosen.out, chosen.groups, settings, chosen.passages)
    opened = partial(open_engine, chosen.engine, memory=chosen.memory, master=chosen.master)
    found = find_reprints(asked, lambda folder: opened(folder=folder), partial(print, flush=True))
    for sentence in found.sentences:
        print(printable(sentence, _LONGEST_LINE))
    took = time.perf_counter() - started
    print(f"Took {took:.1f} s: {printable(str(chosen.out), _LONGEST_LINE)}/README.md says what stands where.")
    if found.left_out:
        print(f"{'rows':>9}  left out, because (left_out.csv names each)", file=sys.stderr)
    for reason, n in sorted(found.left_out.items(), key=lambda each: (-each[1], each[0])):
        print(f"{n:>9,}  {reason}", file=sys.stderr)
    return DONE_WITH_LOSSES if found.left_out else DONE
