"""Groups of sources, as a person lists them: which outlet is in which group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from mapping.errors import InputUnreadable
from mapping.lists import fitted, open_list
from mapping.reprints.reading import beginning, encoding_of

MEMBERS = pa.schema([("member", pa.string()), ("team", pa.string())])


@dataclass(frozen=True)
class Groups:
    """The names of the groups in the order of the file, and who is in which, in the form `MEMBERS`, each once."""

    names: Sequence[str]
    members: pa.Table


def read_groups(path: Path) -> Groups:
    """The groups of a CSV file with the columns group and member (an outlet, written as in the items).

    An outlet may be in several groups. `InputUnreadable` names the line that lacks either.
    """
    listing = open_list(path, encoding_of(path, beginning(path)))
    group_at, member_at = listing.at("group"), listing.at("member")
    found: dict[tuple[str, str], None] = {}
    for line, row in listing.rows():
        cells, _ = fitted(row, len(listing.columns))
        group, member = cells[group_at].strip(), cells[member_at].strip()
        if not group or not member:
            raise InputUnreadable(f"{path.name}, line {line:,}: a group and a member must stand there; fill in both.")
        found[member, group] = None
    if not found:
        raise InputUnreadable(f"{path.name} names no group: give a line for each member of each group.")
    names = list(dict.fromkeys(group for _, group in found))
    return Groups(names, pa.table([list(column) for column in zip(*found, strict=True)], schema=MEMBERS))
