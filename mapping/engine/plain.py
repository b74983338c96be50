"""What both engines keep to: names of tables, and one Arrow type for each kind of value."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import pyarrow as pa

from mapping.errors import InputUnreadable, UnknownName

_PLAIN = (
    (pa.types.is_integer, pa.int64()),
    (pa.types.is_floating, pa.float64()),
    (lambda kind: pa.types.is_decimal(kind) and kind.scale == 0, pa.int64()),  # DuckDB's sum of whole numbers
    (pa.types.is_decimal, pa.float64()),
    (pa.types.is_large_string, pa.string()),
    (pa.types.is_string_view, pa.string()),
    (pa.types.is_timestamp, pa.timestamp("us", tz="UTC")),
)


def free_name(name: str, taken: Collection[str]) -> None:
    """`UnknownName` unless this can be the name of a new table."""
    if not (name.isascii() and name.isidentifier()):
        raise UnknownName(f"'{name}' cannot name a table: use letters a to z, digits and underscores.")
    if name in taken:
        raise UnknownName(f"The engine has a table '{name}' already: drop it first, or choose another name.")


def known_name(name: str, taken: Collection[str]) -> None:
    """`UnknownName` unless this is the name of a table."""
    if name not in taken:
        raise UnknownName(f"The engine has no table '{name}': it has {', '.join(taken) or 'none'}.")


def existing(paths: Sequence[Path]) -> Sequence[Path]:
    """The paths, when there are any and all are files; else `InputUnreadable`."""
    if not paths:
        raise InputUnreadable("No Parquet files were given: name at least one.")
    if missing := [path for path in paths if not path.is_file()]:
        raise InputUnreadable(f"{missing[0]} is not a file: name Parquet files that exist.")
    return paths


def plain_type(kind: pa.DataType) -> pa.DataType:
    """The type in which values of this type leave an engine."""
    for belongs, plain in _PLAIN:
        if belongs(kind):
            return plain
    return kind


def plain_schema(schema: pa.Schema) -> pa.Schema:
    """The schema in plain types; of its fields only names and types are kept."""
    return pa.schema([(field.name, plain_type(field.type)) for field in schema])


def plain_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch in plain types."""
    return batch.cast(plain_schema(batch.schema))
