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
_LONGEST_HEAD = 60  # characters of a head that are told
_MOST_COLUMNS = 1_000
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .xls begin
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

Cells = list[str]
Write = Callable[[Sequence[str]], object]


@dataclass
class Outcome:
    """What came of a file: how many rows were read, how many got each answer, and what was wrong with how many.

    `first` is the line in which each problem stands first.
    """

    rows: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)

    def complain(self, problem: str, line: int) -> None:
        """Count a problem of the row that begins in a line."""
        self.problems[problem] += 1
        self.first.setdefault(problem, line)


@dataclass(frozen=True)
class Listing:
    """A CSV file of a person: where it is, its columns, and how it is written."""

    path: Path
    columns: tuple[str, ...]
    delimiter: str
    encoding: str

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """The rows in their order with the lines in which they begin, each with as many cells as it has in the file.

        Empty lines are passed over; `InputUnreadable` names the line of a quote that never closes.
        """
        return ((line, cells) for line, cells in _rows(self.path, self.encoding, self.delimiter) if line > 1 and cells)

    def at(self, column: str) -> int:
        """Where a column stands; `InputUnreadable` names the nearest when it does not."""
        place = self.find(column)
        if place is not None:
            return place
        near = get_close_matches(column, [head[:_LONGEST_HEAD] for head in self.columns], 1, 0.0)
        raise InputUnreadable(
            f"{self.path.name} has no column '{printable(column)}'; the nearest is '{printable(near[0])}': "
            "rename it, or name another."
        )

    def find(self, column: str) -> int | None:
        """Where a column stands, its case and the spaces around it apart; None when it does not."""
        if column in self.columns:
            return self.columns.index(column)
        like = [at for at, head in enumerate(self.columns) if _folded(head) == _folded(column)]
        if len(like) > 1:
            raise InputUnreadable(f"{self.path.name} has two columns that may be '{printable(column)}': rename one.")
        return like[0] if like else None

    def without(self, added: Sequence[str]) -> None:
        """`InputUnreadable` when the file already has one of the columns that are to be added."""
        for column in added:
            if column in self.columns:
                raise InputUnreadable(f"{self.path.name} already has a column '{column}': rename or delete it.")


def printable(text: str, longest: int = _LONGEST_HEAD) -> str:
    """The beginning of a text as a terminal may show it: what is no visible sign of a line (control characters, marks
    that turn the direction of writing, broken bytes) is spelled out, such as `\\u202e`.
    """
    shown = (one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text[:longest])
    return "".join(shown) + ("…" if len(text) > longest else "")


def _folded(head: str) -> str:
    return head.strip().casefold()


def open_list(path: Path, encoding: str = "utf-8") -> Listing:
    """A CSV file by its head; `InputUnreadable` for a file that is empty, no text, or has no usable head."""
    if not path.is_file():
        raise InputUnreadable(f"{path} is no file that is there: nothing was done; give the path of a CSV file.")
    csv.field_size_limit(_LONGEST_CELL)
    used = _text_encoding(encoding)
    _check_text(path, used)
    with path.open(encoding=used, newline="") as file:
        delimiter = _delimiter(file.readline(_LONGEST_LINE))
    _, head = next(_rows(path, used, delimiter), (1, []))
    if not any(head):
        raise InputUnreadable(f"{path.name} is empty: its first line must name the columns.")
    if len(head) > _MOST_COLUMNS:
        raise InputUnreadable(
            f"{path.name} has {len(head):,} columns, the most is {_MOST_COLUMNS:,}: leave those that are wanted."
        )
    column, n = Counter(head).most_common(1)[0]
    if n > 1:
        raise InputUnreadable(f"{path.name} has two columns named '{printable(column)}': rename one.")
    return Listing(path, tuple(head), delimiter, used)


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, Cells]]:
    """All rows of a file, its head first, each with the line in which it begins."""
    with path.open(encoding=encoding, newline="") as file:
        reader, begins = csv.reader(file, delimiter=delimiter, strict=True), 1
        try:
            for row in reader:
                yield begins, row
                begins = reader.line_num + 1
        except csv.Error as fault:
            what = f"a quote stands amid a cell ({fault}): double the quotes that belong to the cell"
            if "end of data" in str(fault):
                what = "a quote that opens in this row never closes: close it, or double it if it belongs to the cell"
            raise InputUnreadable(f"{path.name}, line {begins:,}: {what}.") from fault


def _text_encoding(name: str) -> str:
    """The encoding to read with; `InputUnreadable` when there is none of this name that makes text of bytes."""
    try:
        "a".encode(name)  # says so for `hex` and `rot13`, too, which are no encodings of text
        codecs.getincrementaldecoder(name)
    except (LookupError, ValueError) as fault:
        raise InputUnreadable(
            f"There is no encoding '{printable(name)}' of text: utf-8 and cp1251 are the usual ones."
        ) from fault
    return "utf-8-sig" if codecs.lookup(name).name == "utf-8" else name


def _check_text(path: Path, encoding: str) -> None:
    """`InputUnreadable` unless the whole file is text in the encoding; says which other one it may be in."""
    decoder, before, ended = codecs.getincrementaldecoder(encoding)(), 0, False
    with path.open("rb") as file:
        while not ended:
            piece = file.read(_PIECE)
            if before == 0 and piece.startswith(_WORKBOOKS):
                raise InputUnreadable(f"{path.name} is a workbook: open it and save the table as CSV (UTF-8).")
            if before == 0 and piece.startswith(_UTF16) and encoding == "utf-8-sig":
                raise InputUnreadable(f"{path.name} is UTF-16 text: add --encoding utf-16, or save it as UTF-8.")
            ended = not piece
            held = len(decoder.getstate()[0])  # bytes of a character that the last piece has cut
            try:
                decoder.decode(piece, ended).encode("utf-8")
            except UnicodeError as fault:
                raise InputUnreadable(_no_text(path, encoding, before - held, fault)) from fault
            before += len(piece)


def _no_text(path: Path, encoding: str, before: int, fault: UnicodeError) -> str:
    """The sentence on a file that is not in an encoding; `before` are the bytes before those that are faulty."""
    where = f" (byte {before + fault.start:,})" if isinstance(fault, UnicodeDecodeError) else ""
    if encoding == "utf-8-sig":
        advice = "if a Russian Windows wrote it, add --encoding cp1251, or save it as UTF-8"
    else:
        advice = "name its own with --encoding, or save it as UTF-8"
    return f"{path.name} is not {encoding.removesuffix('-sig')} text{where}; {advice}."


def _delimiter(head: str) -> str:
    """The sign that stands most often between the columns of the head."""
    bare = "".join(head.split('"')[::2])
    return max(_DELIMITERS, key=bare.count)


@contextmanager
def writing(out: Path, like: Listing, *others: Listing) -> Iterator[Write]:
    """What writes a row in the form of a listing, as UTF-8; the file takes its place when the block ends well.

    Where `out` is a symlink, the file that it leads to is written. `InputUnreadable` when that is no file that can be
    written, or one that is read.
    """
    target = _target(out, (like, *others))
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        file = unfinished.open("w", encoding="utf-8", newline="")
    except OSError as fault:
        raise InputUnreadable(f"{out} cannot be written ({fault.strerror}): give --out another place.") from fault
    try:
        with file:
            yield csv.writer(file, delimiter=like.delimiter, lineterminator="\n").writerow
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _target(out: Path, read: Sequence[Listing]) -> Path:
    """The file that `out` names, at the end of its symlinks; `InputUnreadable` when it must not be written."""
    target = Path(os.path.realpath(out))  # `resolve` breaks on a symlink that leads back to itself
    if target.is_dir():
        raise InputUnreadable(f"{out} is a folder: name a file in it, such as --out {out / 'out.csv'}.")
    if (out.exists() and not out.is_file()) or target.is_symlink():
        raise InputUnreadable(f"{out} is no regular file: give --out the name of a file to write.")
    if out.exists() and any(out.samefile(each.path) for each in read):
        raise InputUnreadable(f"{out} is a file that is read: give --out another name.")
    return target


def fitted(row: Cells, columns: int) -> tuple[Cells, str]:
    """A row with as many cells as there are columns, and what was wrong with it; empty when nothing."""
    if len(row) == columns:
        return row, ""
    lost = " (what stands beyond it is left out)" if len(row) > columns else ""
    return (row + [""] * columns)[:columns], f"the line has {len(row)} cells, the head has {columns}{lost}"
