"""The same work gives the same rows on a real Spark cluster as inside this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from benchmarks import planted
from cluster import cluster
from mapping.analyse.reuse import Settings, pairs, pairs_of_groups
from mapping.engine import Engine, Function, open_engine
from mapping.engine.spark import OLDEST_JAVA, java_version
from mapping.errors import InputUnreadable, MappingError, QueryFailed, ToolMissing, UnknownName

pyspark = pytest.importorskip("pyspark", reason="Spark is not installed: run python3 scripts/setup.py spark")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(java_version() < OLDEST_JAVA, reason=f"Spark wants Java {OLDEST_JAVA} or newer"),
]

START = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
POSTS = pa.table({
    "id": [f"post_{number}" for number in range(30_000)],
    "outlet": [f"outlet_{number % 7}" for number in range(30_000)],
    "time": pa.array([START + timedelta(minutes=number) for number in range(30_000)], pa.timestamp("ms", "UTC")),
    "text": ["Өзбек тили ўзбек ғазал тоҷикӣ"[: number % 29] or None for number in range(30_000)],
})  # fmt: skip
LENGTHS = pa.schema([("id", pa.string()), ("length", pa.int64()), ("share", pa.float64())])


def lengths() -> Function:
    """A function that travels to the cluster with what it needs: machines there do not have this file."""

    def measured(piece: pa.Table) -> pa.Table:
        length = pc.fill_null(pc.utf8_length(piece["text"]), 0)
        return pa.table({"id": piece["id"], "share": pc.divide(length.cast("double"), 3), "length": length})

    return measured


def broken() -> Function:
    """A function that fails on the cluster."""

    def failing(_piece: pa.Table) -> pa.Table:
        raise ValueError("this piece is odd")

    return failing


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    """One engine here and one on a cluster, with the same tables."""
    home = Path(pyspark.__file__).parent
    with (
        cluster(home, tmp_path_factory.mktemp("cluster")) as master,
        open_engine("spark", master=master) as there,
        open_engine(threads=1) as here,
    ):
        for engine in (here, there):
            engine.give("posts", POSTS)
            engine.map("measured", "posts", ["id", "text"], lengths(), LENGTHS)
        yield here, there


def rounded(table: pa.Table) -> list[tuple[object, ...]]:
    """The rows sorted, numbers to 6 digits."""
    rows = (
        tuple(round(cell, 6) if isinstance(cell, float) else cell for cell in row.values()) for row in table.to_pylist()
    )
    return sorted(rows, key=repr)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM posts",
        "SELECT * FROM measured",
        "SELECT outlet, count(*) AS n, sum(length) AS letters, avg(share) AS mean FROM posts JOIN measured USING (id) "
        "GROUP BY outlet",
        "SELECT a.id AS first_id, b.id AS later_id, a.length * 1.0 / b.length AS ratio FROM measured AS a "
        "JOIN measured AS b ON a.share = b.share AND a.id < b.id WHERE a.length > 27 AND b.id LIKE '%77'",
        "SELECT outlet, min(time) AS first, max(time) AS last, min_by(id, time) AS earliest FROM posts GROUP BY outlet",
        "SELECT id, row_number() OVER (PARTITION BY outlet ORDER BY time DESC, id) AS place FROM posts",
        "SELECT id FROM posts WHERE text IS NULL AND time < TIMESTAMP '2026-11-22 00:00:00'",
    ],
)
def test_queries_give_the_same_rows(engines: tuple[Engine, Engine], query: str) -> None:
    here, there = (engine.take(query) for engine in engines)
    assert here.schema == there.schema
    assert here.num_rows > 0
    assert rounded(here) == rounded(there)


def test_text_reuse_finds_the_same_pairs(engines: tuple[Engine, Engine]) -> None:
    (block,) = planted.blocks(1_000)
    outlets = sorted(set(block.posts["outlet"].to_pylist()))
    members = pa.table({"outlet": outlets, "team": [f"group {number % 5}" for number in range(len(outlets))]})
    found = []
    for engine in engines:
        engine.give("planted", block.posts)
        found.append((pairs(engine, "planted"), pairs_of_groups(engine, members, Settings())))
    for here, there in zip(*found, strict=True):
        assert here.schema == there.schema
        assert here.num_rows >= 150
        assert rounded(here) == rounded(there)


@pytest.mark.parametrize("name", ["posts.parquet", "strange [1] * {a} name's.parquet", "outlet=cholpon/2026.parquet"])
def test_files_written_by_one_are_read_by_the_other(engines: tuple[Engine, Engine], tmp_path: Path, name: str) -> None:
    here, there = engines
    for writer, reader in ((here, there), (there, here)):
        writer.save("SELECT id, length, share FROM measured WHERE length < 3", tmp_path / name)
        reader.give("again", [tmp_path / name])
        taken = reader.take("SELECT * FROM again")
        reader.drop("again")
        assert taken.schema == LENGTHS
        assert rounded(taken) == rounded(here.take("SELECT * FROM measured WHERE length < 3"))


def test_a_dropped_name_is_free(engines: tuple[Engine, Engine]) -> None:
    for engine in engines:
        for number in (1, 2):
            engine.make("few", f"SELECT {number} AS n")
            assert engine.take("SELECT n FROM few").to_pylist() == [{"n": number}]
            engine.drop("few")


@pytest.mark.parametrize(
    ("wrong", "kind", "said"),
    [
        (lambda engine: engine.take("SELECT nope FROM posts"), QueryFailed, "nope"),
        (lambda engine: engine.take("SELEC"), QueryFailed, "[Ss]yntax error"),
        (lambda engine: engine.make("made", "SELECT * FROM nowhere"), QueryFailed, "nowhere"),
        (lambda engine: engine.make("posts", "SELECT 1 AS one"), UnknownName, "'posts' already"),
        (lambda engine: engine.drop("nothing"), UnknownName, "no table 'nothing'"),
        (lambda engine: engine.map("none", "posts", ["id"], broken(), LENGTHS), QueryFailed, "this piece is odd"),
        (lambda engine: engine.give("none", [Path("nowhere.parquet")]), InputUnreadable, "nowhere.parquet"),
        (lambda engine: engine.give("none", [Path(__file__)]), QueryFailed, "test_spark_cluster.py"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    engines: tuple[Engine, Engine], wrong: Callable[[Engine], None], kind: type[MappingError], said: str
) -> None:
    with pytest.raises(kind, match=said) as caught:
        wrong(engines[1])
    assert "\n" not in str(caught.value)


def test_without_java_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(ToolMissing, match="Java 17"):
        open_engine("spark", master="local[1]", folder=tmp_path)
    assert not list(tmp_path.iterdir())
