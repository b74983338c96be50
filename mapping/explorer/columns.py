"""The form of the explorer's data: tables as columns, ids as row numbers, what is not known as null."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from mapping.landscape import Landscape
from mapping.safety import is_live
from mapping.tables import split

# One table of the page: its columns by name, all of one length.
Columns = dict[str, list[object]]
# Which parts of the payload are tables.
TABLES = (
    "nodes", "outlets", "facts", "missing", "stakes", "ties", "events", "channels", "access", "supports", "needs",
    "citations",
)  # fmt: skip
_PAGE = ("title", "publisher", "published", "accessed", "saved")


@dataclass
class Pages:
    """The pages quoted in the explorer: `numbers` has each citation id with its row in the table `citations`."""

    land: Landscape
    numbers: dict[str, int] = field(default_factory=dict)

    def cited(self, cells: Iterable[object]) -> list[object]:
        """For each cell with citation ids the rows of those pages."""
        known = self.land.urls
        return [
            [self.numbers.setdefault(own, len(self.numbers)) for own in many(cell) if own in known] for cell in cells
        ]

    def table(self) -> Columns:
        """The pages quoted so far: url, title, publisher, published, accessed, saved, warned (to be no link)."""
        pages = self.land.citations.set_index("citation_id").reindex(list(self.numbers))
        warned = [not is_live(url, self.land.warned_hosts) for url in pages["url"]]
        return {"url": cells(pages["url"]), **taken(pages, _PAGE), "warned": list(warned)}


def cells(column: Iterable[object]) -> list[object]:
    """The cells as JSON has them: missing is null, and whole numbers have no point."""
    return [_cell(value) for value in column]


def _cell(value: object) -> object:
    if isinstance(value, float):
        return None if pd.isna(value) else int(value) if value.is_integer() else round(value, 6)
    return None if value is None or value is pd.NA else value


def taken(frame: pd.DataFrame, names: Sequence[str]) -> Columns:
    """These columns of a frame."""
    return {name: cells(frame[name].tolist()) for name in names}


def many(cell: object) -> list[str]:
    """The values of a cell that holds several; none for an empty one."""
    return split(cell) if isinstance(cell, str) else []


def rows_at(ids: Iterable[object], rows: Mapping[str, int]) -> list[object]:
    """The row that each id stands for."""
    return [rows[str(own)] for own in ids]


def packed(payload: Mapping[str, object]) -> dict[str, object]:
    """The payload with the columns of its `TABLES` as short as may be.

    A column that repeats itself becomes `{"of": its different cells, "at": the place of each row's cell in them}`.
    """
    return {
        name: {column: _packed(values) for column, values in part.items()}
        if name in TABLES and isinstance(part, dict)
        else part
        for name, part in payload.items()
    }


def _packed(column: list[object]) -> object:
    counts = Counter(map(_json, column))
    # The commonest cell first: its place is the shortest to write.
    places = {text: place for place, text in enumerate(sorted(counts, key=lambda text: (-counts[text], text)))}
    short = {"of": [json.loads(text) for text in places], "at": [places[_json(cell)] for cell in column]}
    return min(column, short, key=lambda form: len(_json(form)))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
