"""Large tables by name: DuckDB inside this process, or a Spark cluster; the same functions and the same SQL on both.

    with open_engine() as engine:
        engine.give("posts", [Path("posts.parquet")])
        engine.map("hashes", "posts", ["id", "text"], fingerprints, SCHEMA)
        engine.make("twice", "SELECT hash FROM hashes GROUP BY hash HAVING count(*) > 1")
        table = engine.take("SELECT * FROM twice")

Rows leave, and reach a function, as bool, int64, float64, string, date32 or timestamp (microseconds of UTC), whatever
the engine holds inside. Hash in Python: the engines' own `hash` differ, as do `unnest`, `epoch`, `arg_min` (`min_by` is
in both) and the place of nulls in an order. Rows have no order but the one that a query asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import pyarrow as pa

from mapping.errors import UnknownName

PIECE = 5_000
KINDS = ("duckdb", "spark")

Function = Callable[[pa.Table], pa.Table]


class Engine(Protocol):
    """Holds named tables. A name is given once; `drop` frees it. A query that cannot run is `QueryFailed`."""

    def give(self, name: str, data: pa.Table | Sequence[Path]) -> None:
        """A table from Arrow, or from Parquet files of one schema, read where they lie."""

    def map(self, name: str, source: str, columns: Sequence[str], function: Function, schema: pa.Schema) -> None:
        """A table of what a pure function gives for each piece of these columns of `source`.

        A piece has at most 5,000 rows, which ones and in which order is not said. The function is called in other
        threads or on other machines: it is a function of a module (or a `partial` of one) and keeps nothing.
        """

    def make(self, name: str, query: str) -> None:
        """A table from a query."""

    def take(self, query: str) -> pa.Table:
        """The rows of a query, held in memory."""

    def save(self, query: str, path: Path) -> None:
        """The rows of a query as one Parquet file, put in place whole."""

    def drop(self, *names: str) -> None:
        """Forget tables, and free the room they take."""

    def close(self) -> None:
        """Forget everything; given files stay."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_engine(
    kind: str = "duckdb", *, memory: str = "", threads: int = 0, folder: Path | None = None, master: str = ""
) -> Engine:
    """An engine, to be closed by `with`.

    `memory` is the most that DuckDB takes, as "4GB" (of a machine's memory a half when not said); what does not fit
    goes to a temporary folder made in `folder` and removed on close. `threads`: all cores when 0. `master` is for
    Spark: "local[2]", "spark://host:7077", or "sc://host" for Spark Connect; "local[*]" when not said. Spark wants the
    extra `spark` and Java (`ToolMissing` without), and numpy and pyarrow on the machines of the cluster.
    """
    if kind == "duckdb":
        from mapping.engine.duck import DuckEngine

        return DuckEngine(memory=memory, threads=threads, folder=folder)
    if kind == "spark":
        from mapping.engine.spark import SparkEngine

        return SparkEngine(master=master, memory=memory, threads=threads, folder=folder)
    raise UnknownName(f"There is no engine '{kind}': choose from {', '.join(KINDS)}.")
