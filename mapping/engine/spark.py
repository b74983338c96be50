"""The engine on a cluster: Spark runs the same functions on pieces of Arrow, and the same SQL."""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from mapping.engine import PIECE, Function
from mapping.engine.plain import existing, free_name, known_name, plain_batch, plain_schema
from mapping.errors import QueryFailed, ToolMissing
from mapping.paths import write_whole

OLDEST_JAVA = 17
# Adaptive execution joins those that turn out small.
SHUFFLE_PARTITIONS = 32
_HERE = re.compile(r"local\b|spark://(127\.|localhost\b)")
_NEEDS = "run `python3 scripts/setup.py spark` and have Java 17 or newer on the machine"


class SparkEngine:
    """See `mapping.engine.Engine`. One at a time in a process.

    Tables are kept by the cluster, in memory and on the disks of its machines; `save` and `take` bring rows here.
    Parquet files are read by the cluster: their paths must mean the same on all its machines.
    """

    def __init__(self, *, master: str = "", memory: str = "", threads: int = 0, folder: Path | None = None) -> None:
        self._tables: dict[str, Any] = {}
        self._folder = Path(tempfile.mkdtemp(prefix="mapping-", dir=folder))
        try:
            self._session, self._failures = _session(master or f"local[{threads or '*'}]", memory, self._folder)
        except BaseException:
            shutil.rmtree(self._folder)
            raise

    def give(self, name: str, data: pa.Table | Sequence[Path]) -> None:
        """A table from Arrow, or from Parquet files of one schema."""
        free_name(name, self._tables)
        if isinstance(data, pa.Table):
            given = self._session.createDataFrame(data.cast(plain_schema(data.schema)))
        else:
            files = [_no_pattern(path) for path in existing(data)]
            given = self._tried(lambda: self._session.read.parquet(*files))
        given.createOrReplaceTempView(name)
        self._tables[name] = given

    def map(self, name: str, source: str, columns: Sequence[str], function: Function, schema: pa.Schema) -> None:
        """A table of what a function gives for each piece of a table."""
        from pyspark.sql.pandas.types import from_arrow_schema

        def pieces(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                piece = pa.Table.from_batches([plain_batch(batch)])
                yield from function(piece).select(schema.names).cast(schema).to_batches()

        self._keep(
            name,
            lambda: self._session.table(source).select(*columns).mapInArrow(pieces, from_arrow_schema(schema)),
        )

    def make(self, name: str, query: str) -> None:
        """A table from a query."""
        self._keep(name, lambda: self._session.sql(query))

    def take(self, query: str) -> pa.Table:
        """The rows of a query, held in memory."""
        table: pa.Table = self._tried(lambda: self._session.sql(query).toArrow())
        return table.cast(plain_schema(table.schema))

    def save(self, query: str, path: Path) -> None:
        """The rows of a query as one Parquet file; they pass through the memory of this machine."""
        table = self.take(query)
        content = pa.BufferOutputStream()
        pq.write_table(table, content, compression="zstd")
        write_whole(path, content.getvalue().to_pybytes())

    def drop(self, *names: str) -> None:
        """Forget tables."""
        for name in names:
            known_name(name, self._tables)
            self._session.catalog.dropTempView(name)
            del self._tables[name]

    def close(self) -> None:
        """Forget everything, and end what Spark started on this machine."""
        self._session.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _keep(self, name: str, make: Callable[[], Any]) -> None:
        """A table computed now and once, its origin forgotten.

        Spark would compute it again for each query that uses it; with `persist` it would still compare the whole
        origin of every table with that of every other, which takes minutes after a dozen steps.
        """
        free_name(name, self._tables)
        made = self._tried(lambda: make().localCheckpoint())
        made.createOrReplaceTempView(name)
        self._tables[name] = made

    def _tried(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except self._failures as error:
            raise _failure(error) from error


def _session(master: str, memory: str, folder: Path) -> tuple[Any, tuple[type[Exception], ...]]:
    """A session, and the errors that it raises; `ToolMissing` when the machine cannot have one."""
    connect = master.startswith("sc://")
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ToolMissing(f"Spark is not installed here: {_NEEDS}.") from error
    if not connect and java_version() < OLDEST_JAVA:
        raise ToolMissing(f"Spark finds no Java {OLDEST_JAVA} here: {_NEEDS}.")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if _HERE.match(master):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")  # rows pass as Arrow
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)
    builder = SparkSession.builder.remote(master) if connect else SparkSession.builder.master(master)
    for name, value in _settings(master, memory, folder).items():
        builder = builder.config(name, value)
    failures = (PySparkException, Py4JError)
    try:
        session = builder.getOrCreate()
        if not master.startswith("local"):
            session.addArtifacts(str(_package(folder)), pyfile=True)
    except ImportError as error:
        raise ToolMissing("Spark Connect wants packages of its own: pip install 'pyspark[connect]'.") from error
    except failures as error:
        raise _failure(error) from error
    return session, failures


def _settings(master: str, memory: str, folder: Path) -> dict[str, str]:
    """What Spark is told; a cluster's own settings hold for the rest."""
    settings = {
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(SHUFFLE_PARTITIONS),
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(PIECE),
    }
    if master.startswith("sc://"):
        return settings
    settings |= {
        "spark.app.name": "mapping",
        "spark.log.level": "OFF",  # what goes wrong is told by our own errors
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.driver.memory": _java_memory(memory) or _half_of_memory(),
    }
    if memory:
        settings["spark.executor.memory"] = _java_memory(memory)
    if _HERE.match(master):  # nobody else may reach in
        settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return settings


def _java_memory(memory: str) -> str:
    """An amount as Java writes it: "4GB" is "4g"."""
    return memory.lower().replace(" ", "").removesuffix("b")


def _half_of_memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') // 2**21}m"


def java_version() -> int:
    """The version of the Java that Spark would start; 0 without one."""
    home = os.environ.get("JAVA_HOME", "")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if not java or not Path(java).exists():
        return 0
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0


def _package(folder: Path) -> Path:
    """This package as one file, for machines of a cluster that do not have it."""
    source = Path(__file__).resolve().parent.parent
    packed = folder / "mapping.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(source.rglob("*.py")):
            file.write(path, Path(source.name) / path.relative_to(source))
    return packed


def _no_pattern(path: Path) -> str:
    """The path with the letters that Hadoop reads as patterns escaped, so that they mean themselves."""
    return "file://" + re.sub(r"([][{}*?\\])", r"\\\1", str(path.resolve()))


def _failure(error: Exception) -> QueryFailed:
    """One sentence out of Spark's message: what Java or a worker's Python says behind its first line, or that line."""
    lines = [line.strip(" :") for line in str(error).splitlines()]
    said = [line for line in lines if line and not line.startswith("SQLSTATE")] or [type(error).__name__]
    place = -1 if "Python worker" in said[0] else said[0].startswith("An error occurred while calling")
    return QueryFailed(f"The engine could not do this: {said[place]}")
