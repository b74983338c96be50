"""The engine on one machine: DuckDB in this process, its tables in a temporary folder when they outgrow the memory."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from mapping.engine import PIECE, Function
from mapping.engine.plain import existing, free_name, known_name, plain_batch, plain_schema
from mapping.errors import QueryFailed

HALF = "50%"
_ROWS = 20_000  # that leave at once


class DuckEngine:
    """See `mapping.engine.Engine`. It asks the network for nothing: only what comes inside the package is loaded."""

    def __init__(self, *, memory: str = "", threads: int = 0, folder: Path | None = None) -> None:
        self._threads = threads or os.cpu_count() or 1
        self._kinds: dict[str, str] = {}
        self._folder = Path(tempfile.mkdtemp(prefix="mapping-", dir=folder))
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory or HALF,
            "threads": self._threads,
            "temp_directory": str(self._folder / "spilled"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,  # a query sees our tables, never variables of the caller
            "preserve_insertion_order": False,  # takes memory, and the protocol promises no order
        }
        try:
            self._connection = duckdb.connect(":memory:", config=settings)
        except duckdb.Error as error:
            shutil.rmtree(self._folder)
            raise _failure(error) from error
        self._run("SET TimeZone = 'UTC'; SET enable_progress_bar = false")

    def give(self, name: str, data: pa.Table | Sequence[Path]) -> None:
        """A table from Arrow, or from Parquet files of one schema."""
        free_name(name, self._kinds)
        if isinstance(data, pa.Table):
            self._connection.register(name, data)
        else:
            files = [_no_pattern(path) for path in existing(data)]
            try:
                self._connection.read_parquet(files, hive_partitioning=False).create_view(name)
            except duckdb.Error as error:
                raise _failure(error) from error
        self._kinds[name] = "VIEW"

    def map(self, name: str, source: str, columns: Sequence[str], function: Function, schema: pa.Schema) -> None:
        """A table of what a function gives for each piece of a table."""
        free_name(name, self._kinds)
        failed: list[Exception] = []
        writing = self._connection.cursor()  # the connection itself is busy with reading
        try:
            wanted = self._connection.table(source).select(*map(duckdb.ColumnExpression, columns))
            with wanted.to_arrow_reader(PIECE) as pieces:
                mapped = self._mapped(pieces, function, schema, failed)
                writing.from_arrow(pa.RecordBatchReader.from_batches(schema, mapped)).create(name)
        except duckdb.Error as error:
            raise failed[0] if failed else _failure(error) from error
        finally:
            writing.close()
        self._kinds[name] = "TABLE"

    def make(self, name: str, query: str) -> None:
        """A table from a query."""
        free_name(name, self._kinds)
        self._run(f"CREATE TABLE {name} AS {query}")
        self._kinds[name] = "TABLE"

    def take(self, query: str) -> pa.Table:
        """The rows of a query, held in memory."""
        try:
            with self._connection.sql(query).to_arrow_reader(_ROWS) as reader:
                return pa.Table.from_batches(map(plain_batch, reader), plain_schema(reader.schema))
        except (duckdb.Error, pa.ArrowException, OSError) as error:
            raise _failure(error) from error

    def save(self, query: str, path: Path) -> None:
        """The rows of a query as one Parquet file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with (
                self._connection.sql(query).to_arrow_reader(_ROWS) as reader,
                pq.ParquetWriter(unfinished, plain_schema(reader.schema), compression="zstd") as writer,
            ):
                for batch in reader:
                    writer.write_batch(plain_batch(batch))
            unfinished.replace(path)
        except (duckdb.Error, pa.ArrowException) as error:
            raise _failure(error) from error
        finally:
            unfinished.unlink(missing_ok=True)

    def drop(self, *names: str) -> None:
        """Forget tables."""
        for name in names:
            known_name(name, self._kinds)
            self._run(f"DROP {self._kinds.pop(name)} {name}")

    def close(self) -> None:
        """Forget everything, and remove the temporary folder."""
        self._connection.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self, statement: str) -> None:
        try:
            self._connection.execute(statement).fetchall()
        except duckdb.Error as error:
            raise _failure(error) from error

    def _mapped(
        self, pieces: pa.RecordBatchReader, function: Function, schema: pa.Schema, failed: list[Exception]
    ) -> Iterator[pa.RecordBatch]:
        """The function's batches, a few pieces at work at a time; what it raises is kept, as DuckDB hides it."""
        waiting: deque[Future[pa.Table]] = deque()
        with ThreadPoolExecutor(self._threads) as pool:
            try:
                for piece in pieces:
                    waiting.append(pool.submit(function, pa.Table.from_batches([plain_batch(piece)])))
                    if len(waiting) > self._threads:
                        yield from waiting.popleft().result().select(schema.names).cast(schema).to_batches()
                for each in waiting:
                    yield from each.result().select(schema.names).cast(schema).to_batches()
            except Exception as error:
                failed.append(error)
                raise


def _no_pattern(path: Path) -> str:
    """The path with the letters that DuckDB reads as patterns in brackets, so that they mean themselves."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))


def _failure(error: Exception) -> QueryFailed:
    """One sentence out of DuckDB's message, whose first line says what is wrong."""
    return QueryFailed(f"The engine could not do this: {str(error).splitlines()[0]}")
