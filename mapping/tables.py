"""The door to the tables on disk: read, check, write whole and sorted; receipts of what was received.

A set of tables is written to a folder of its own first, then moved into place behind a marker. A build that is killed
before the marker leaves the old tables whole; one that is killed after it is finished by whoever comes next.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from mapping.dates import is_date
from mapping.errors import BuildNeeded, InputUnreadable, MappingError
from mapping.paths import Places, write_whole
from mapping.schema import Column, Table

LONGEST_CELL = 20_000
QUOTES = "put a cell that holds a comma or a quote in quotes"
SEPARATOR = ";"
_STAGE, _MARKER = ".staged", "complete"
_ID = re.compile(r"[\w.@ -]+\Z")
_FORMULA = re.compile(r"=|[+@-]\s*[A-Za-z_]+\s*\(")
_MARKUP = re.compile(r"<[/!?]?[A-Za-z]|&#|javascript:", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_NOT_UTF8 = re.compile(r"[\udc80-\udcff]")


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell: the column, what stands there, and a sentence."""

    column: str
    value: str
    reason: str


def shortened(text: str, longest: int = 80) -> str:
    """The beginning of a text, safe to print and to open in a spreadsheet: no control characters, no formula."""
    beginning = text[:longest] + ("…" if len(text) > longest else "")
    beginning = f"'{beginning}" if beginning.startswith(("=", "+", "-", "@")) else beginning
    return beginning.encode("unicode_escape").decode("ascii") if _unprintable(beginning) else beginning


def _unprintable(text: str) -> bool:
    return bool(_CONTROL.search(text) or _NOT_UTF8.search(text))


def split(cell: str) -> list[str]:
    """The values of a cell that holds several."""
    return [part for part in (part.strip() for part in cell.split(SEPARATOR)) if part]


def join(values: Iterable[str]) -> str:
    """Several values as one cell: each once, sorted."""
    return SEPARATOR.join(sorted({value for value in values if value}))


def cell_problem(value: str) -> str:
    """What makes a cell unfit for any table, whatever its column; empty when nothing."""
    if len(value) > LONGEST_CELL:
        return f"is {len(value):,} characters long; the most is {LONGEST_CELL:,}"
    if _NOT_UTF8.search(value):
        return "is not UTF-8 text: save the file as UTF-8"
    if _CONTROL.search(value):
        return "holds a control character"
    if _FORMULA.match(value):
        return "looks like a spreadsheet formula"
    return "holds HTML" if _MARKUP.search(value) else ""


def value_problem(column: Column, value: str) -> str:
    """What is wrong with one value of a column by its kind and vocabulary; empty when nothing."""
    if column.words and value not in column.words:
        return f"is not one of: {', '.join(column.words)}"
    if column.kind == "date" and not is_date(value):
        return "is no date of the form YYYY, YYYY-MM or YYYY-MM-DD"
    if column.kind == "id" and not _ID.match(value):
        return "is no id: letters, digits and hyphens only"
    if column.kind == "url" and not re.match(r"https?://[^\s/]+\.[^\s/]+", value):
        return "is no web address (http or https)"
    if column.kind == "yes_no" and value not in ("yes", "no"):
        return "is neither yes nor no"
    if column.kind == "code" and not column.words and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Z0-9]{1,3})?", value):
        return "is no code"
    if column.kind == "number" and not re.fullmatch(r"\d+(\.\d+)?", value):
        return "is no number"
    return ""


def _flaw(column: Column, cell: str) -> str:
    """What is wrong with a cell of this column; empty when nothing."""
    # What was rejected is quoted as it stood; `shortened` has made it harmless.
    reason = "" if column.kind == "quoted" else cell_problem(cell)
    if not reason and column.required and not cell:
        return "is empty, but must be filled"
    if reason or not cell:
        return reason
    values = split(cell) if column.many else [cell]
    return next(filter(None, (value_problem(column, value) for value in values)), "")


def problems(columns: Iterable[Column], row: Mapping[str, str]) -> list[Problem]:
    """All that is wrong with these cells of a row."""
    found = ((column, _flaw(column, row[column.name])) for column in columns)
    return [Problem(column.name, row[column.name], reason) for column, reason in found if reason]


def checked(table: Table, rows: Iterable[Mapping[str, str]]) -> pd.DataFrame:
    """The rows as a table: its columns, sorted by its key; a row that breaks the schema is our own mistake."""
    frame = pd.DataFrame(list(rows), columns=table.heads, dtype=str).fillna("")
    for column in table.columns:
        # Most cells of a column repeat: each is looked at once.
        for cell in frame[column.name].unique():
            if reason := _flaw(column, cell):
                row = frame[frame[column.name] == cell].iloc[0]
                where = ", ".join(row[name] for name in table.key)
                raise MappingError(f"Table '{table.name}', {where}: {column.name} '{cell}' {reason}.")
    twice = frame[frame.duplicated(list(table.key))]
    if len(twice):
        where = ", ".join(twice.iloc[0][name] for name in table.key)
        raise MappingError(f"Table '{table.name}' would hold {where} twice.")
    order = frame[list(table.key)].map(_natural)
    return frame.loc[order.sort_values(list(table.key)).index].reset_index(drop=True)


def rows_of(frame: pd.DataFrame) -> Iterator[dict[str, str]]:
    """The rows of a frame of text cells, one dictionary each."""
    heads = list(frame.columns)
    return (dict(zip(heads, row, strict=True)) for row in frame.itertuples(index=False, name=None))


def _natural(cell: str) -> str:
    """A key cell by which rows sort as people count: line 9 before line 10."""
    return cell.zfill(8) if cell.isdigit() else cell


def dangling(frames: Mapping[str, pd.DataFrame], tables: Mapping[str, Table]) -> list[str]:
    """Sentences on ids that lead nowhere, over a whole set of tables."""
    known = {name: set(frame[tables[name].key[0]]) for name, frame in frames.items()}
    found = []
    for name, frame in frames.items():
        for column in tables[name].columns:
            targets = set().union(*(known[target] for target in column.refers if target in known))
            used = {part for cell in frame[column.name] for part in split(cell)} if column.refers else set()
            found += [f"{name}.{column.name} names '{lost}', which is nowhere" for lost in sorted(used - targets)]
    return found


def to_csv(frame: pd.DataFrame) -> bytes:
    """A frame as CSV bytes: UTF-8, one form of line end, the same bytes for the same rows."""
    text = io.StringIO(newline="")
    frame.to_csv(text, index=False, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    return text.getvalue().encode("utf-8")


def read(path: Path) -> pd.DataFrame:
    """A table as text cells, the empty cell as an empty text.

    `BuildNeeded` when it has not been made; `InputUnreadable` when a hand has broken its form.
    """
    if not path.exists():
        raise BuildNeeded(f"There is no {path.name} yet: run `mapping build` first.")
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except pd.errors.EmptyDataError as problem:
        raise InputUnreadable(f"{path} is empty: restore it, or delete it.") from problem
    except UnicodeDecodeError as problem:
        raise InputUnreadable(f"{path} is not UTF-8 text: save it as CSV in UTF-8.") from problem
    except pd.errors.ParserError as problem:
        why = shortened(str(problem).removeprefix("Error tokenizing data. C error: "))
        raise InputUnreadable(f"{path} is no table any more ({why}): {QUOTES}.") from problem
    if not isinstance(frame.index, pd.RangeIndex):  # every line has a cell more than the head
        raise InputUnreadable(f"{path} is no table any more (its lines are longer than its head): {QUOTES}.")
    return frame


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """A folder to write a set of files in; they take their places in `folder` together when the block ends well."""
    settle(folder)
    stage = folder / _STAGE
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    yield stage
    write_whole(stage / _MARKER, b"")
    settle(folder)


def settle(folder: Path) -> None:
    """Finish the move that an earlier, killed run had begun.

    What is not wholly written stays: a run may be writing it now, and the next one drops it.
    """
    stage = folder / _STAGE
    if not (stage / _MARKER).exists():
        return
    for file in sorted(stage.rglob("*")):
        if file.is_file() and file.name != _MARKER:
            target = folder / file.relative_to(stage)
            target.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # another process finishes the same move
                file.replace(target)
    shutil.rmtree(stage, ignore_errors=True)


@dataclass(frozen=True)
class Receipt:
    """What is known of one file received: where from, when, and the hash of its bytes.

    Only an answer from the network has what follows `licence`: the address that answered in the end, the moment (UTC),
    the HTTP status, the headers worth keeping, the body that was sent, and the country that it is about.
    """

    file: str
    url: str
    retrieved: str
    sha256: str
    bytes: int
    licence: str
    final_url: str = ""
    time: str = ""
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    sent: str = ""
    country: str = ""

    def cells(self) -> dict[str, object]:
        """The receipt as its line in the journal, without what is not known."""
        told = ("file", "url", "retrieved", "sha256", "bytes", "licence")
        return {name: value for name, value in self.__dict__.items() if value or name in told}


RECEIPTS = "receipts.jsonl"
# Stands in a dated folder that does not hold all that the source has: older folders still count. It says PART when that
# was all that was wanted, and nothing when the gathering has not come to its end.
UNFINISHED = "unfinished"
PART = b"part of the source, as wished"


def save_raw(folder: Path, file: str, content: bytes, *, url: str, retrieved: str, licence: str) -> Receipt:
    """Keep bytes as received, with their receipt; a file already there is never changed."""
    target = folder / file
    receipt = Receipt(file, url, retrieved, hashlib.sha256(content).hexdigest(), len(content), licence)
    if target.exists():
        raise InputUnreadable(f"{target} is already there: what was received is never changed; use a new date.")
    write_whole(target, content)
    note(folder / RECEIPTS, receipt.cells())
    return receipt


def keep(folder: Path, receipt: Receipt, received: Path) -> None:
    """Put bytes from the network in their place, then note their receipt: bytes without one were never received."""
    target = folder / receipt.file
    target.parent.mkdir(parents=True, exist_ok=True)
    received.replace(target)
    note(folder / RECEIPTS, receipt.cells())


def note(path: Path, record: Mapping[str, object]) -> None:
    """Add one record to a journal of JSON lines, in one write; half a line left by a killed run is cut off first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
    with path.open("ab+", buffering=0) as journal:
        if end := journal.tell():
            journal.seek(end - 1)
            if journal.read(1) != b"\n":
                journal.truncate(path.read_bytes().rfind(b"\n") + 1)
        journal.write(line)


def noted(path: Path) -> list[dict[str, Any]]:
    """The records of a journal; half a line at its end, left by a killed run, is none."""
    whole, _, _half = (path.read_bytes() if path.exists() else b"").rpartition(b"\n")
    found = []
    for number, line in enumerate(whole.splitlines(), start=1):
        try:
            found.append(dict(json.loads(line)))
        except (ValueError, TypeError) as problem:
            raise InputUnreadable(
                f"{path}, line {number} is damaged: restore the file, or delete the line."
            ) from problem
    return found


def receipts(folder: Path) -> dict[str, Receipt]:
    """The receipts of one dated folder, by file name; empty where nothing was kept."""
    try:
        return {receipt.file: receipt for receipt in (Receipt(**record) for record in noted(folder / RECEIPTS))}
    except TypeError as problem:
        raise InputUnreadable(f"{folder / RECEIPTS} holds a line that is no receipt: restore the file.") from problem


def dated_folders(places: Places, source: str) -> list[Path]:
    """The dated folders of a source's raw bytes, the oldest first."""
    return sorted(path for path in (places.raw / source).glob("*") if path.is_dir() and is_date(path.name))


def latest(places: Places, source: str) -> Path | None:
    """The newest dated folder of a source's raw bytes; None when nothing was ever received."""
    return max(dated_folders(places, source), default=None)
