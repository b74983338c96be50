"""Finding who copied whom: our pairs beside MinHash with datasketch and rensa, on the same posts in the same run.

    python3 scripts/setup.py benchmarks spark
    .venv/bin/python -m benchmarks.reprints                          (50,000, 500,000 and 2,000,000 posts)
    .venv/bin/python -m benchmarks.reprints --sizes 5000 --spark 0 --out FILE  (a look)

The posts are those of `benchmarks/planted.py`. Writes `benchmarks/results/reprints.csv`, a row a method and size:

- method; posts: how many,
- start: seconds until the method stands ready (for Spark: Java, and the session),
- seconds: by the clock, from the Parquet files to the table of pairs; processor: seconds of all cores,
- peak_mb: the most memory of the process, and of those that it started, added up (each counts the libraries it loads),
- pairs; precision: the part of them that is of one family,
- recall: the part of the copies (whole, edited, cut, prefixed) that stands in a right pair; quotes: the same of quotes,
- slower, hungrier: seconds and memory by those of our method on the same posts.

Each method runs in a process of its own. Ours has all cores and 256 MB for DuckDB's tables (1 GB for more than 500,000
posts), and writes to disk what does not fit; the peers, in the two settings of `benchmarks/reprint_peers.py`, use one
core and stand in memory, so look at `processor` as well, and run up to the sizes of `MOST`. Spark runs on this machine
alone: that shows what a cluster costs before it gains. Linux only: memory is read from /proc.
"""

from __future__ import annotations

import argparse
import csv
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks import planted
from benchmarks.reprint_peers import WIDE, by_datasketch, by_rensa
from mapping.analyse.reuse import pairs
from mapping.engine import open_engine
from mapping.errors import QueryFailed, ToolMissing

RESULTS = Path(__file__).parent / "results" / "reprints.csv"
SIZES = (50_000, 500_000, 2_000_000)
SPARK_SIZE = 500_000
OURS, ROOMY = "mapping", "mapping, 1 GB"
# Beyond, their indexes fill the memory of a laptop, or their pairs by footers grow with the square of the posts.
MOST = {OURS: 500_000, "datasketch": 500_000, "rensa": 500_000, "datasketch, wide": 50_000, "rensa, wide": 50_000}
LEAST = {ROOMY: 500_001}

Method = Callable[[list[Path]], pa.Table]


@dataclass(frozen=True)
class Line:
    """One row of the results."""

    method: str
    posts: int
    start: float
    seconds: float
    processor: float
    peak_mb: int
    pairs: int
    recall: float
    quotes: float
    precision: float
    slower: float = 1.0
    hungrier: float = 1.0


HEADER = [field.name for field in fields(Line)]


@dataclass(frozen=True)
class Judged:
    """Parts of 1: copies found (whole, edited, cut, prefixed), quotes found, pairs that are right; how many pairs."""

    recall: float
    quotes: float
    precision: float
    pairs: int


def judge(found: pa.Table, truth: pa.Table) -> Judged:
    """Hold pairs (first_id, later_id) against the truth, whose rows stand in the order of ids.

    A pair is right if both posts are of one family; a copy is found if it stands in a right pair.
    """
    family = truth["family"].to_numpy()
    kind = truth["kind"].to_numpy(zero_copy_only=False)
    first, later = (found[name].cast("int64").to_numpy() for name in ("first_id", "later_id"))
    right = family[first] == family[later]
    reached = np.zeros(len(family), dtype=bool)
    reached[first[right]] = reached[later[right]] = True
    quote = kind == "quote"
    copy = (kind != "") & ~quote
    precision = float(right.mean()) if len(right) else 1.0
    return Judged(float(reached[copy].mean()), float(reached[quote].mean()), precision, len(first))


@contextmanager
def ours(kind: str, **settings: Any) -> Iterator[Method]:
    """Our own method on an engine."""
    with open_engine(kind, **settings) as engine:

        def work(paths: list[Path]) -> pa.Table:
            engine.give("posts", paths)
            return pairs(engine, "posts")

        yield work


METHODS: dict[str, Callable[[], AbstractContextManager[Method]]] = {
    OURS: partial(ours, "duckdb", memory="256MB"),
    ROOMY: partial(ours, "duckdb", memory="1GB"),
    "rensa": partial(nullcontext, by_rensa),
    "datasketch": partial(nullcontext, by_datasketch),
    "rensa, wide": lambda: nullcontext(partial(by_rensa, setting=WIDE)),
    "datasketch, wide": lambda: nullcontext(partial(by_datasketch, setting=WIDE)),
    "mapping, Spark on 1 core": partial(ours, "spark", master="local[1]"),
    "mapping, Spark on 2 cores": partial(ours, "spark", master="local[2]"),
}


@dataclass(frozen=True)
class Cost:
    """Seconds of the start, of the work and of all processors, and the most memory in MB."""

    start: float
    seconds: float
    processor: float
    peak_mb: int


def alone(method: str, paths: list[Path], result: Path) -> Cost:
    """Run a method and write its pairs; called in a process of its own."""
    begun = time.perf_counter()
    with METHODS[method]() as work:
        started, before = time.perf_counter(), used()[0]
        found = work(paths)
        seconds = time.perf_counter() - started
        processor, peak = used()
    pq.write_table(found.select(["first_id", "later_id"]), result)
    return Cost(started - begun, seconds, processor - before, peak)


def used() -> tuple[float, int]:
    """Processor seconds of this process and of all below it, and the sum of the most memory of each, in MB."""
    own, jiffies, kilobytes = {str(os.getpid())}, 0, 0
    for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda path: int(path.name)):
        try:
            stat = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            status = (folder / "status").read_text(encoding="utf-8")
        except OSError:  # it has ended meanwhile
            continue
        if folder.name in own or stat[1] in own:
            own.add(folder.name)
            jiffies += sum(map(int, stat[11:15]))
            kilobytes += sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return jiffies / os.sysconf("SC_CLK_TCK"), kilobytes // 1000


def measured(method: str, posts: int, paths: list[Path], truth: pa.Table) -> Line | None:
    """A row of the results; nothing, and a word on the screen, when the method does not survive."""
    result = paths[0].with_name("found.parquet")
    try:
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
            cost = pool.submit(alone, method, paths, result).result()
    except (BrokenProcessPool, MemoryError, ImportError, QueryFailed, ToolMissing) as error:
        print(f"{posts:>9,} {method}: not measured, {type(error).__name__}: {error}", flush=True)
        return None
    judged = judge(pq.read_table(result), truth)
    return Line(method, posts, **asdict(cost), **asdict(judged))


def methods(posts: int, spark: int) -> Iterator[str]:
    """The methods that run at a size, ours first."""
    for method in METHODS:
        if LEAST.get(method, 0) <= posts <= MOST.get(method, posts) and ("Spark" not in method or posts == spark):
            yield method


def compared(posts: int, spark: int) -> Iterator[Line]:
    """All methods on the same posts."""
    with tempfile.TemporaryDirectory() as folder:
        paths, truth = planted.write(posts, Path(folder))
        known = pq.read_table(truth)
        base = None
        for method in methods(posts, spark):
            line = measured(method, posts, paths, known)
            if line and method in (OURS, ROOMY):
                base = line
            if line and base:
                yield replace(line, slower=line.seconds / base.seconds, hungrier=line.peak_mb / base.peak_mb)


def cells(line: Line) -> list[object]:
    """The cells of a row, parts of 1 to five digits and the rest to two."""
    exact = ("recall", "quotes", "precision")
    found = asdict(line).items()
    return [round(value, 5 if name in exact else 2) if isinstance(value, float) else value for name, value in found]


def main() -> None:
    """Measure, print and keep all."""
    parser = argparse.ArgumentParser(prog="benchmarks.reprints", description="Who copied whom, by three methods.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many posts")
    parser.add_argument("--spark", type=int, default=SPARK_SIZE, help="the size at which Spark runs too; 0 for none")
    parser.add_argument("--out", type=Path, default=RESULTS, help="the file of results")
    wanted = parser.parse_args()
    print(*HEADER)
    with wanted.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for posts in wanted.sizes:
            for line in compared(posts, wanted.spark):
                writer.writerow(cells(line))
                file.flush()
                print(*cells(line), flush=True)


if __name__ == "__main__":
    main()
