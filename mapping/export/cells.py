"""Values as the formats want them: plain Python values, text that XML may hold, JSON that is the same every time."""

from __future__ import annotations

import datetime
import json
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from typing import SupportsFloat, TypeAlias

import pandas as pd

from mapping import dates
from mapping.schema import Column, Table
from mapping.tables import split

Value: TypeAlias = str | int | float | None
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(value: object) -> Value:
    """A cell as text or number; None for a missing one, and whole numbers without a point."""
    if isinstance(value, str):
        return value
    if not isinstance(value, SupportsFloat) or math.isnan(value):
        return None
    number = float(value)
    return int(number) if number.is_integer() else number


def text(value: object) -> str:
    """A text cell; empty for a missing one."""
    return value if isinstance(value, str) else ""


def columns(table: Table, frame: pd.DataFrame) -> list[Column]:
    """The columns of a frame, as the schema knows them."""
    return [table.by_name[name] for name in frame.columns]


def rows(frame: pd.DataFrame) -> Iterator[dict[str, Value]]:
    """The rows of a frame, one dictionary of plain values each."""
    heads = list(frame.columns)
    for row in frame.astype(object).itertuples(index=False, name=None):
        yield {head: plain(value) for head, value in zip(heads, row, strict=True)}


def several(value: object) -> list[str]:
    """The values of a cell that may hold several; none for a missing one."""
    return split(value) if isinstance(value, str) else []


def legal(value: str) -> str:
    """A text with a mark in place of each character that no XML file, and so no workbook, may hold."""
    return _NOT_XML.sub("\ufffd", value)


def xml_text(value: object) -> str:
    """A value as text on one line that an XML file may hold."""
    return " ".join(legal(str(value)).split())


def xml_bytes(root: ET.Element) -> bytes:
    """A whole XML document, an element a line."""
    ET.indent(root, " ")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode").encode()


def json_line(value: object) -> str:
    """A value as JSON on one line, its keys in the order given."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def days(start: object, end: object) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day that two dates leave possible; neither, when the end comes before the start."""
    first = dates.span(start).first if isinstance(start, str) else None
    last = dates.span(end).last if isinstance(end, str) else None
    return (None, None) if first and last and last < first else (first, last)


def filled(values: Mapping[str, object]) -> dict[str, object]:
    """The entries that say something."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}
