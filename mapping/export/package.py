"""A Frictionless data package: CSV files with a `datapackage.json` that says what every column holds.

Written to the Tabular Data Package profile 1 (specs.frictionlessdata.io), which readers of version 2 take as well.
"""

from __future__ import annotations

import hashlib
import json

import pandas as pd

from mapping.export.cells import columns, filled, several
from mapping.export.edition import LICENCES, TABLES, Edition
from mapping.export.flat import Options, csv_table
from mapping.schema import Column, Table
from mapping.schema.model import DATE

_TYPES = {"number": "number", "yes_no": "boolean"}
_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"


def package_files(edition: Edition, options: Options) -> dict[str, bytes]:
    """`datapackage.json` and a CSV file for each table that has rows."""
    filled_tables = edition.filled
    files = {f"{name}.csv": csv_table(TABLES[name], frame, options) for name, frame in filled_tables.items()}
    about = {
        "profile": "tabular-data-package",
        "name": "central-asia-media-landscape" + "-non-commercial" * edition.non_commercial,
        "title": "The media of Kazakhstan, Kyrgyzstan, Tajikistan and Uzbekistan",
        "version": edition.date.isoformat(),
        "licenses": [filled({"name": _short(name), "path": LICENCES.get(name), "title": name})
                     for name in edition.licences],
        "sources": [{"title": title} for title in edition.sources.values()],
        "resources": [_resource(name, filled_tables, files[f"{name}.csv"], options) for name in filled_tables],
    }  # fmt: skip
    return files | {"datapackage.json": json.dumps(about, ensure_ascii=False, indent=1).encode()}


def _short(licence: str) -> str:
    return licence.split(" (")[0].replace(" ", "-")


def _resource(name: str, frames: dict[str, pd.DataFrame], content: bytes, options: Options) -> dict[str, object]:
    table, frame = TABLES[name], frames[name]
    schema: dict[str, object] = {
        "fields": [_field(column) for column in columns(table, frame)],
        "missingValues": [""],
        "primaryKey": list(table.key),
        "foreignKeys": _foreign_keys(table, frames),
    }
    # A row of tags begins with `#`, as no id of ours does: readers pass over it as a remark.
    remark = {"commentChar": "#"} if options.hxl else {}
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ";" if options.semicolon else ",", "lineTerminator": "\n", **remark},
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": filled(schema),
    }


def _field(column: Column) -> dict[str, object]:
    meaning = f"{column.meaning} (several, separated by ;)" if column.many else column.meaning
    field = {"name": column.name, "type": _TYPES.get(column.kind, "string"), "description": meaning}
    constraints: dict[str, object] = {"required": True} if column.required else {}
    if column.words and not column.many:
        constraints["enum"] = list(column.words)
    if column.kind == "date":
        field["description"] = f"{column.meaning}: {DATE}"
        constraints["pattern"] = _DAY
    words = {"trueValues": ["yes"], "falseValues": ["no"]} if column.kind == "yes_no" else {}
    return filled({**field, **words, "constraints": constraints})


def _foreign_keys(table: Table, frames: dict[str, pd.DataFrame]) -> list[dict[str, object]]:
    """The columns whose every id stands in one other table of this package."""
    found: list[dict[str, object]] = []
    for column in table.columns:
        if len(column.refers) != 1 or column.many or column.refers[0] not in frames:
            continue
        target = TABLES[column.refers[0]]
        key = target.key[0]
        used = {part for cell in frames[table.name].get(column.name, pd.Series()) for part in several(cell)}
        if used <= set(frames[target.name][key]):
            found.append({"fields": column.name, "reference": {"resource": target.name, "fields": key}})
    return found
