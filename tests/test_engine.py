"""Large tables by name: the engine inside this process. The same on a cluster: `test_spark_cluster.py`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from mapping.engine import PIECE, Engine, open_engine
from mapping.errors import InputUnreadable, MappingError, QueryFailed, ToolMissing, UnknownName

LENGTHS = pa.schema([("id", pa.int64()), ("length", pa.int64())])
POSTS = pa.table({
    "id": pa.array(range(50_000), pa.int64()),
    "text": ["ж" * (number % 7) for number in range(50_000)],
    "time": pa.array([datetime(2026, 11, 21, tzinfo=UTC)] * 50_000, pa.timestamp("ms", "UTC")),
})  # fmt: skip


def lengths(piece: pa.Table) -> pa.Table:
    """The letters of each text; a piece too large is an error."""
    if piece.num_rows > PIECE:
        raise ValueError(f"{piece.num_rows} rows in a piece")
    return pa.table({"length": pc.utf8_length(piece["text"]).cast("int64"), "id": piece["id"]})


def broken(_piece: pa.Table) -> pa.Table:
    """A function that fails."""
    raise InputUnreadable("This piece cannot be read.")


@pytest.fixture
def engine() -> Iterator[Engine]:
    with open_engine(threads=2) as opened:
        opened.give("posts", POSTS)
        yield opened


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT count(*) AS n FROM posts", [{"n": 50_000}]),
        ("SELECT sum(id) AS total FROM posts WHERE id < 4", [{"total": 6}]),
        ("SELECT text FROM posts WHERE id IN (1, 2) ORDER BY text", [{"text": "ж"}, {"text": "жж"}]),
        ("SELECT max(time) AS last FROM posts", [{"last": datetime(2026, 11, 21, tzinfo=UTC)}]),
        ("SELECT id FROM posts WHERE id < 0", []),
    ],
)
def test_takes_rows_of_a_query(engine: Engine, query: str, rows: list[dict[str, object]]) -> None:
    assert engine.take(query).to_pylist() == rows


def test_types_are_those_that_all_engines_know(engine: Engine) -> None:
    taken = engine.take("SELECT sum(id) AS total, avg(id) AS mean, min(text) AS text, min(time) AS time FROM posts")
    assert taken.schema.types == [pa.int64(), pa.float64(), pa.string(), pa.timestamp("us", "UTC")]


def test_maps_every_piece_once(engine: Engine) -> None:
    engine.map("measured", "posts", ["id", "text"], lengths, LENGTHS)
    taken = engine.take("SELECT id, length FROM measured ORDER BY id")
    assert taken.schema.names == ["id", "length"]
    assert taken["length"].to_pylist() == [number % 7 for number in range(50_000)]


@pytest.mark.parametrize("name", ["posts.parquet", "strange [1] * name's.parquet", "outlet=cholpon/2026.parquet"])
def test_reads_files_where_they_lie(engine: Engine, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    engine.save("SELECT id, text FROM posts WHERE id < 3 ORDER BY id", path)
    engine.give("again", [path, path])
    assert pq.read_schema(path).types == [pa.int64(), pa.string()]
    assert sorted(path.parent.iterdir()) == [path]
    taken = engine.take("SELECT * FROM again ORDER BY id")
    assert taken.to_pydict() == {"id": [0, 0, 1, 1, 2, 2], "text": ["", "", "ж", "ж", "жж", "жж"]}


def test_a_dropped_name_is_free(engine: Engine) -> None:
    engine.make("few", "SELECT id FROM posts WHERE id < 3")
    engine.drop("posts", "few")
    engine.make("few", "SELECT 1 AS one")
    engine.give("posts", POSTS.slice(0, 5))
    assert engine.take("SELECT count(*) AS n FROM posts").to_pylist() == [{"n": 5}]
    assert engine.take("SELECT * FROM few").to_pylist() == [{"one": 1}]


@pytest.mark.parametrize(
    ("wrong", "kind", "said"),
    [
        (lambda engine: engine.take("SELECT nope FROM posts"), QueryFailed, '"nope" not found'),
        (lambda engine: engine.take("SELEC"), QueryFailed, "syntax error"),
        (lambda engine: engine.take("SELECT * FROM sys"), QueryFailed, "sys does not exist"),
        (lambda engine: engine.take("SELECT CAST(text AS INTEGER) AS n FROM posts"), QueryFailed, "convert string"),
        (lambda engine: engine.make("made", "SELECT nope FROM posts"), QueryFailed, '"nope" not found'),
        (lambda engine: engine.make("posts", "SELECT 1 AS one"), UnknownName, "'posts' already"),
        (lambda engine: engine.make("drop table", "SELECT 1 AS one"), UnknownName, "cannot name a table"),
        (lambda engine: engine.drop("nothing"), UnknownName, "no table 'nothing'"),
        (lambda engine: engine.give("none", []), InputUnreadable, "No Parquet files"),
        (lambda engine: engine.give("none", [Path("nowhere.parquet")]), InputUnreadable, "nowhere.parquet"),
        (lambda engine: engine.give("none", [Path(__file__)]), QueryFailed, "test_engine.py"),
        (lambda engine: engine.map("none", "nowhere", ["id"], lengths, LENGTHS), QueryFailed, "nowhere"),
        (lambda engine: engine.map("none", "posts", ["nope"], lengths, LENGTHS), QueryFailed, '"nope" not found'),
        (lambda engine: engine.map("none", "posts", ["id"], broken, LENGTHS), InputUnreadable, "cannot be read"),
        (lambda _engine: open_engine("postgres"), UnknownName, "choose from duckdb, spark"),
        (lambda _engine: open_engine(memory="much"), QueryFailed, "Memory"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_sentence(
    engine: Engine, wrong: Callable[[Engine], None], kind: type[MappingError], said: str
) -> None:
    with pytest.raises(kind, match=said) as caught:
        wrong(engine)
    assert "\n" not in str(caught.value)
    assert engine.take("SELECT count(*) AS n FROM posts").to_pylist() == [{"n": 50_000}]


def test_nothing_stays_on_the_disk(tmp_path: Path) -> None:
    with open_engine(folder=tmp_path, memory="50MB", threads=1) as engine:
        engine.make("many", "SELECT range AS n FROM range(1000000)")
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())


# 8 million pairs of numbers that do not compress, mapped, joined and sorted: 128 MB a table.
OUT_OF_CORE = """
import resource
from mapping.engine import open_engine
from test_engine import halved, HALVES

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open_engine(memory="60MB", threads=1) as engine:
    engine.make("many", "SELECT range AS id, CAST(hash(range) >> 1 AS BIGINT) AS code FROM range(8000000)")
    engine.map("half", "many", ["id", "code"], halved, HALVES)
    rows = engine.take("SELECT count(*) AS n, sum(a.id) AS ids FROM many AS a JOIN half AS b ON a.code = b.code")
    print(rows.to_pylist()[0]["n"], (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1000)
"""
HALVES = pa.schema([("code", pa.int64())])


def halved(piece: pa.Table) -> pa.Table:
    """The codes of even ids."""
    return piece.filter(pc.equal(pc.bit_wise_and(piece["id"], 1), 0)).select(["code"])


def test_tables_beyond_the_memory_limit_go_to_disk() -> None:
    command = [sys.executable, "-c", OUT_OF_CORE]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found, megabytes = map(int, done.stdout.split())
    assert found == 4_000_000
    assert megabytes < 200


def test_without_spark_the_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)  # the package itself may be loaded already
    with pytest.raises(ToolMissing, match=r"setup.py spark` and have Java 17"):
        open_engine("spark")
