"""Tables as everyone reads them: CSV with what spreadsheets of this or that country expect, and JSON lines."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import pandas as pd

from mapping.export.cells import Value, columns, filled, json_line, rows, several
from mapping.export.edition import TABLES, Edition
from mapping.export.hxl import tags
from mapping.files import safe_cell
from mapping.schema import Table


@dataclass(frozen=True)
class Options:
    """What a person may wish of a format: an HXL row, a byte-order mark, semicolons between cells."""

    hxl: bool = False
    bom: bool = False
    semicolon: bool = False


def csv_files(edition: Edition, options: Options) -> dict[str, bytes]:
    """One CSV file for each table that has rows (RFC 4180, UTF-8), cells safe to open in a spreadsheet."""
    return {f"{name}.csv": csv_table(TABLES[name], frame, options) for name, frame in edition.filled.items()}


def csv_table(table: Table, frame: pd.DataFrame, options: Options) -> bytes:
    """One table as CSV bytes; with `hxl`, the second line holds the tags of the columns."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if options.semicolon else ",", lineterminator="\n")
    writer.writerow(frame.columns)
    if options.hxl:
        writer.writerow(tags(columns(table, frame)))
    writer.writerows([safe(value) for value in row.values()] for row in rows(frame))
    return out.getvalue().encode("utf-8-sig" if options.bom else "utf-8")


def safe(value: Value) -> object:
    """A value as a spreadsheet may hold it: no text of it is run, a number stays one, a missing one is empty."""
    return safe_cell(value) if isinstance(value, str) else "" if value is None else value


def jsonl_files(edition: Edition, _options: Options) -> dict[str, bytes]:
    """A file for each table that has rows: an object a row without its empty cells, several values as a list."""
    return {f"{name}.jsonl": _jsonl(TABLES[name], frame) for name, frame in edition.filled.items()}


def _jsonl(table: Table, frame: pd.DataFrame) -> bytes:
    many = {column.name for column in columns(table, frame) if column.many}
    lines = []
    for row in rows(frame):
        told = {name: several(value) if name in many else value for name, value in row.items()}
        lines.append(json_line(filled(told)) + "\n")
    return "".join(lines).encode()
