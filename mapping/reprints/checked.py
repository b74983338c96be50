"""The items of a file as Parquet that an engine reads, and the rows that cannot be used, each with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from mapping.reprints.garbled import garbled
from mapping.reprints.reading import Row
from mapping.reprints.times import Moment, moment

_UTC = pa.timestamp("us", tz="UTC")
# `time` is the latest moment at which an item can have appeared, `since` the earliest, `shown` either or both as text.
ITEMS = pa.schema(
    [
        ("line", pa.int64()), ("id", pa.string()), ("outlet", pa.string()), ("time", _UTC), ("since", _UTC),
        *((name, pa.string()) for name in ("shown", "text", "language", "title", "url", "topic")),
    ]
)  # fmt: skip
LEFT_OUT = pa.schema([("id", pa.string()), ("line", pa.int64()), ("reason", pa.string())])
# Clocks that are wrong by a zone are no news from the future.
AHEAD = timedelta(days=1)
_MOST_ROWS, _MOST_CHARACTERS = 20_000, 32_000_000  # held in memory at a time
_SAID_EVERY = 200_000

# What makes a text useless, and the test of a column of texts; the first that holds is told.
_TEXT_FAULTS: tuple[tuple[str, Callable[[pa.Array], pa.Array]], ...] = (
    ("no text", lambda texts: pc.equal(pc.utf8_trim_whitespace(texts), "")),
    ("no words, only signs such as emoji", lambda texts: pc.invert(pc.match_substring_regex(texts, r"[\pL\pN]"))),
    ("its text was read in a wrong encoding before", garbled),
)


@dataclass
class Checked:
    """What a file held: rows read, items that can be used, times without a zone and without an hour among them, and
    the rows left out, in pieces of the form `LEFT_OUT`."""

    rows: int = 0
    usable: int = 0
    unzoned: int = 0
    days_only: int = 0
    left_out: list[pa.Table] = field(default_factory=list)

    def leave_out(self, rows: pa.Table) -> None:
        """Keep rows of the form `LEFT_OUT`."""
        if len(rows):
            self.left_out.append(rows)

    def reasons(self) -> Counter[str]:
        """How many rows were left out for which reason."""
        found: Counter[str] = Counter()
        for piece in self.left_out:
            for count in pc.value_counts(piece["reason"]).to_pylist():
                found[count["values"]] += count["counts"]
        return found


def check_items(rows: Iterable[Row], target: Path, now: datetime, say: Callable[[str], None]) -> Checked:
    """Write the usable rows to `target` in the form `ITEMS`, a piece at a time; `now` tells what lies in the future."""
    checked = Checked()
    with pq.ParquetWriter(target, ITEMS, compression="zstd") as writer:
        for piece in _pieces(rows):
            before = checked.rows
            items = _usable(piece, now, checked)
            if len(items):
                writer.write_table(items)
            checked.rows += len(piece)
            checked.usable += len(items)
            if checked.rows // _SAID_EVERY > before // _SAID_EVERY:
                say(f"Read {checked.rows:,} rows.")
    return checked


def _pieces(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows, as many at a time as memory should hold: texts may be megabytes long."""
    piece: list[Row] = []
    characters = 0
    for row in rows:
        piece.append(row)
        characters += len(row.text)
        if len(piece) == _MOST_ROWS or characters > _MOST_CHARACTERS:
            yield piece
            piece, characters = [], 0
    if piece:
        yield piece


def _usable(piece: list[Row], now: datetime, checked: Checked) -> pa.Table:
    """The usable rows of a piece; the others are left out, and the inexact times counted."""
    kept: list[Row] = []
    moments: list[Moment] = []
    problems: list[tuple[str, int, str]] = []
    for row in piece:
        when = moment(row.time)
        problem = _problem(row, when, now)
        if problem or when is None:
            problems.append((row.id.strip(), row.line, problem))
        else:
            kept.append(row)
            moments.append(when)
    checked.leave_out(_left_out(problems))
    return _with_text(_table(kept, moments), checked)


def _problem(row: Row, when: Moment | None, now: datetime) -> str:
    if row.problem:
        return row.problem
    if missing := next((name for name in ("id", "outlet") if not getattr(row, name).strip()), ""):
        return f"no {missing}"
    if when is None:
        return "its time cannot be read" if str(row.time or "").strip() else "no time"
    return "its time lies in the future" if when.earliest > now + AHEAD else ""


def _table(rows: list[Row], moments: list[Moment]) -> pa.Table:
    texts = {name: [getattr(row, name) for row in rows] for name in ("text", "language", "title", "url", "topic")}
    columns = {
        "line": [row.line for row in rows],
        "id": [row.id.strip() for row in rows],
        "outlet": [row.outlet.strip() for row in rows],
        "time": [when.latest for when in moments],
        "since": [when.earliest for when in moments],
        "shown": [str(when) for when in moments],
        **texts,
        "zoned": [when.zoned for when in moments],
    }
    return pa.table(columns, schema=ITEMS.append(pa.field("zoned", pa.bool_())))


def _with_text(items: pa.Table, checked: Checked) -> pa.Table:
    """The items whose text can be compared, in the form `ITEMS`."""
    for reason, test in _TEXT_FAULTS:
        faulty = test(items["text"].combine_chunks())
        out = items.filter(faulty).select(["id", "line"])
        checked.leave_out(out.append_column("reason", pa.array([reason] * len(out), pa.string())))
        items = items.filter(pc.invert(faulty))
    checked.unzoned += pc.sum(pc.invert(items["zoned"])).as_py() or 0
    checked.days_only += pc.sum(pc.not_equal(items["time"], items["since"])).as_py() or 0
    return items.select(ITEMS.names)


def _left_out(problems: list[tuple[str, int, str]]) -> pa.Table:
    columns = zip(*problems, strict=True) if problems else ((), (), ())
    return pa.table([pa.array(list(column), kind) for column, kind in zip(columns, LEFT_OUT.types, strict=True)],
                    schema=LEFT_OUT)  # fmt: skip
