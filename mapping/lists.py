"""Lists that people bring: CSV files with any columns, read row by row and written back whole.

Commas, semicolons and tabs are recognised. Cells are given back as they came, formulas included: the file returns to
the person who made it, who joins it to other files by these very cells. What we add begins with a word or a digit.
"""

from __future__ import annotations

import codecs
import csv
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from mapping.errors import InputUnreadable

_DELIMITERS = (",", ";", "\t")
_PIECE = 1 << 20
_LONGEST_CELL = (1 << 31) - 1
_LONGEST_LINE = 1 << 16  # characters looked at to tell the delimiter
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

Cells = list[str]
Write = Callable[[Sequence[str]], object]


@dataclass
class Outcome:
    """What came of a file: how many rows were read, how many got each answer, and what was wrong with how many."""

    rows: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Listing:
    """A CSV file of a person: where it is, its columns, and how it is written."""

    path: Path
    columns: tuple[str, ...]
    delimiter: str
    encoding: str

    def rows(self) -> Iterator[Cells]:
        """The rows in their order, each with as many cells as it has in the file; empty lines are passed over."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            next(reader)
            try:
                yield from (row for row in reader if row)
            except csv.Error as fault:
                raise InputUnreadable(f"{self.path.name}, line {reader.line_num}: {fault}.") from fault

    def at(self, column: str) -> int:
        """Where a column stands; `InputUnreadable` names the nearest when it does not."""
        if column in self.columns:
            return self.columns.index(column)
        near = get_close_matches(column, self.columns, 1, 0.0)
        raise InputUnreadable(
            f"{self.path.name} has no column '{column}'; the nearest is '{near[0]}': rename it, or name another."
        )

    def find(self, column: str) -> int | None:
        """Where a column stands; None when it does not."""
        return self.columns.index(column) if column in self.columns else None

    def without(self, added: Sequence[str]) -> None:
        """`InputUnreadable` when the file already has one of the columns that are to be added."""
        for column in added:
            if column in self.columns:
                raise InputUnreadable(f"{self.path.name} already has a column '{column}': rename or delete it.")


def open_list(path: Path, encoding: str = "utf-8") -> Listing:
    """A CSV file by its head; `InputUnreadable` for a file that is empty, no text, or has no usable head."""
    csv.field_size_limit(_LONGEST_CELL)
    used = "utf-8-sig" if encoding.lower().replace("_", "-") in ("utf-8", "utf8") else encoding
    _check_text(path, used)
    with path.open(encoding=used, newline="") as file:
        delimiter = _delimiter(file.readline(_LONGEST_LINE))
        file.seek(0)
        columns = tuple(next(csv.reader(file, delimiter=delimiter), []))
    if not any(columns):
        raise InputUnreadable(f"{path.name} is empty: its first line must name the columns.")
    twice = next((column for column in columns if columns.count(column) > 1), None)
    if twice is not None:
        raise InputUnreadable(f"{path.name} has two columns named '{twice}': rename one.")
    return Listing(path, columns, delimiter, used)


def _check_text(path: Path, encoding: str) -> None:
    """`InputUnreadable` unless the whole file is text in the encoding; says which other one it may be in."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError as fault:
        raise InputUnreadable(f"There is no encoding '{encoding}': utf-8 and cp1251 are the usual ones.") from fault
    before = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            if before == 0 and piece.startswith(_UTF16) and encoding == "utf-8-sig":
                raise InputUnreadable(f"{path.name} is UTF-16 text: add --encoding utf-16, or save it as UTF-8.")
            try:
                decoder.decode(piece)
            except UnicodeDecodeError as fault:
                raise InputUnreadable(
                    f"{path.name} is not {encoding.removesuffix('-sig')} text (byte {before + fault.start:,}); "
                    "if a Russian Windows wrote it, add --encoding cp1251, or save it as UTF-8."
                ) from fault
            before += len(piece)


def _delimiter(head: str) -> str:
    """The sign that stands most often between the columns of the head."""
    bare = "".join(head.split('"')[::2])
    return max(_DELIMITERS, key=bare.count)


@contextmanager
def writing(out: Path, like: Listing, *others: Listing) -> Iterator[Write]:
    """What writes a row in the form of a listing, as UTF-8; the file takes its place when the block ends well.

    `InputUnreadable` when the file would take the place of one that is read.
    """
    if out.exists() and any(out.samefile(read.path) for read in (like, *others)):
        raise InputUnreadable(f"{out} is a file that is read: give --out another name.")
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            yield csv.writer(file, delimiter=like.delimiter, lineterminator="\n").writerow
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)


def fitted(row: Cells, columns: int) -> tuple[Cells, str]:
    """A row with as many cells as there are columns, and what was wrong with it; empty when nothing."""
    if len(row) == columns:
        return row, ""
    return (row + [""] * columns)[:columns], f"the line has {len(row)} cells, the head has {columns}"
