"""Items out of anybody's file: CSV of the usual separators and code pages, JSON lines, or Parquet, row by row.

The kind of a file is told by how it begins, not by its name. A row that is none is given with what is wrong with it.
"""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from mapping.errors import InputUnreadable
from mapping.lists import printable
from mapping.sources.charsets import CYRILLIC_PAGES, decoded

# Our columns, and the heads that they may have; passim's are series and date, our own store's item_id and outlet_id.
HEADS = {
    "id": ("id", "item_id"),
    "outlet": ("outlet", "series", "outlet_id"),
    "time": ("time", "date"),
    "text": ("text",),
    "language": ("language",),
    "title": ("title",),
    "url": ("url",),
    "topic": ("topic", "theme"),
}
NEEDED = ("id", "outlet", "time", "text")
_SEPARATORS = ",;\t|"
_SAMPLE = 1 << 20
_LONGEST_CELL = (1 << 31) - 1
_MOST_SHOWN = 20  # columns that a message names
_DAMAGED = 0.05  # so large a part of the letters may be broken in a file that is UTF-8 for the rest
_AT_ONCE = 500  # rows of a Parquet file that are unpacked at a time: texts may be megabytes long
_MOST_NULS = 0.1  # text has none, save by a slip; UTF-16 half of its bytes
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"Rar!")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Row(NamedTuple):
    """One item as it stands in the file, or what is wrong with it; `line` is where it begins, in Parquet its number."""

    line: int
    problem: str = ""
    id: str = ""
    outlet: str = ""
    time: object = None
    text: str = ""
    language: str = ""
    title: str = ""
    url: str = ""
    topic: str = ""


def read_items(path: Path) -> Iterator[Row]:
    """The rows of a file, read piece by piece; `InputUnreadable` when it is no table with the columns of `NEEDED`."""
    sample = beginning(path)
    if sample.startswith(b"PAR1"):
        return _parquet(path)
    if sample.startswith(_PACKED):
        raise InputUnreadable(f"{path.name} is a workbook or an archive: unpack it, or save its table as CSV (UTF-8).")
    encoding = encoding_of(path, sample)
    start = sample.decode(encoding, errors="replace").lstrip()[:1]
    if start == "[":
        raise InputUnreadable(f"{path.name} is one JSON list: write it as JSON lines, one object a line.")
    return _json_lines(path, encoding) if start == "{" else _csv(path, encoding)


def beginning(path: Path) -> bytes:
    """The first megabyte of a file; `InputUnreadable` when there is no such file."""
    try:
        with path.open("rb") as file:
            return file.read(_SAMPLE)
    except OSError as fault:
        raise InputUnreadable(f"{path} cannot be read ({fault.strerror}): give the path of a file.") from fault


def encoding_of(path: Path, sample: bytes) -> str:
    """The code page of a file that begins so: by its mark; UTF-8, where few letters are broken; or the likeliest
    Cyrillic one. `InputUnreadable` for a file that is empty, or no text."""
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    if sample.count(0) > _MOST_NULS * len(sample):
        raise InputUnreadable(f"{path.name} is no text, or UTF-16 without its mark: save it as text (UTF-8).")
    text = sample.decode("utf-8", errors="replace")
    foreign = sum(not letter.isascii() for letter in text)
    if text.strip() and text.count("\N{REPLACEMENT CHARACTER}") <= max(4, _DAMAGED * foreign):
        return "utf-8"
    likeliest = decoded(path.name, sample)
    return next((page for page in CYRILLIC_PAGES if sample.decode(page, errors="replace") == likeliest), "utf-8")


def _csv(path: Path, encoding: str) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        head = file.readline()
        separator = max(_SEPARATORS, key=lambda one: len(_places(next(csv.reader([head], delimiter=one), []))))
        file.seek(0)
        lines = _lines(path, file, separator)
        _, heads = next(lines, (1, []))
        places = _needed(path, heads)
        for line, cells in lines:
            if not cells:
                continue
            if len(cells) == len(heads):
                yield Row(line, **{field: cells[at] for field, at in places.items()})
            else:
                yield Row(line, "the line has more or fewer cells than the head")


def _lines(path: Path, file: TextIO, separator: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The lines of a CSV file with the numbers at which they begin."""
    whole = (line.replace("\0", "") for line in file)
    reader, begins = csv.reader(whole, delimiter=separator, strict=True), 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as fault:
        raise InputUnreadable(
            f"{path.name}, line {begins:,}: a quote never closes, or stands amid a cell ({fault}): double the quotes "
            "that belong to the text."
        ) from fault


def _json_lines(path: Path, encoding: str) -> Iterator[Row]:
    with path.open(encoding=encoding, errors="replace") as file:
        places: Mapping[str, str] = {}
        for line, content in enumerate(file, start=1):
            if not content.strip():
                continue
            try:
                item = json.loads(content)
            except (ValueError, RecursionError):
                item = None
            if not isinstance(item, dict):
                yield Row(line, "the line is no whole JSON object")
                continue
            if not places:
                heads = list(item)
                places = {field: heads[at] for field, at in _needed(path, heads).items()}
            yield _typed(line, {field: item.get(head) for field, head in places.items()})
    if not places:
        raise InputUnreadable(f"No line of {path.name} is a whole JSON object: write one object a line.")


def _parquet(path: Path) -> Iterator[Row]:
    try:
        with pq.ParquetFile(path) as file:
            heads = file.schema_arrow.names
            places = _needed(path, heads)
            line = 0
            for batch in file.iter_batches(_AT_ONCE, columns=[heads[at] for at in places.values()]):
                columns = [batch[heads[at]].to_pylist() for at in places.values()]
                for values in zip(*columns, strict=True):
                    line += 1
                    yield _typed(line, dict(zip(places, values, strict=True)))
    except (pa.ArrowException, OSError) as fault:
        raise InputUnreadable(f"{path.name} is a damaged Parquet file: receive it again.") from fault


def _typed(line: int, values: Mapping[str, object]) -> Row:
    """A row of typed values: numbers make ids as they are written, lists and objects make no text."""
    texts = {field: _text(value) for field, value in values.items() if field != "time"}
    wrong = next((field for field, text in texts.items() if text is None), "")
    if wrong:
        return Row(line, f"its {wrong} is no text")
    return Row(line, time=values.get("time"), **{field: text or "" for field, text in texts.items()})


def _text(value: object) -> str | None:
    if isinstance(value, bytes):  # of Parquet files whose writer did not say that it is text
        return _text(value.decode("utf-8", errors="replace"))
    if isinstance(value, str):
        # NUL ends a text for many readers; half characters (lone surrogates, which JSON can spell) cannot be kept.
        value = value.replace("\0", "")
        return value if value.isascii() else value.encode("utf-8", errors="replace").decode()
    if value is None:
        return ""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _places(heads: Sequence[str]) -> dict[str, int]:
    """Where our columns stand, by the first of their heads that is there."""
    folded = [head.strip().casefold() for head in heads]
    found = {
        field: next((folded.index(name) for name in names if name in folded), -1) for field, names in HEADS.items()
    }
    return {field: at for field, at in found.items() if at >= 0}


def _needed(path: Path, heads: Sequence[str]) -> dict[str, int]:
    """Where our columns stand; `InputUnreadable` names what is missing and what there is."""
    places = _places(heads)
    missing = [f"'{field}'" for field in NEEDED if field not in places]
    if missing:
        shown = ", ".join(printable(head) for head in heads[:_MOST_SHOWN]) or "none"
        raise InputUnreadable(
            f"{path.name} has no column {' and no column '.join(missing)} (columns found: {shown}): name them id, "
            "outlet, time, text; or id, series, date, text."
        )
    return places
