"""The files that `mapping reprints` leaves: tables as CSV that spreadsheets open safely, and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from mapping.files import publish

LEVEL = "team"  # texts belong to their authors
_README = """\
Who reprints whom: made by `mapping reprints`. For the team alone: the texts belong to their authors.

{counts}

Settings
{settings}

pairs.csv: each later item with the earliest item of another outlet that it draws on, and with a nearer one where that
explains more of it. containment is the part of the shorter text's shingles (runs of words, or of letters) that stand in
the other, jaccard the part of both together; what an outlet repeats in most of its texts is left aside first. An
outlet that prints its own news again does not draw on those who took them meanwhile.
lag_seconds is the time between them; it is empty where the times do not tell which came first: both dated by the same
day, or to the same second. Such a pair counts in no other table but clusters.csv.

Times: read are 2026-01-05T10:00:00+05:00 and its kin (2026-01-05 10:00, 2026-01-05, 2026-01), 05.01.2026 10:00, the
form of feeds and mail, and seconds or milliseconds since 1970. A time without a zone is read as UTC. A date alone is
the whole day, a month the whole month: the item counts as published at its end, so that it is never called the first
where that is not certain, and lags are short by up to a day (a month).

clusters.csv: stories. A story is an item and the later ones that share at least half of the shorter text with it
directly (containment 0.5); each belongs to the story of the earliest such item. Whoever only shares text with a later
member of a story is not drawn into it: that member then also begins a story of its own. cluster_id is the id of the
first item. first: yes for the first publisher; no; unclear for those between whom the times do not decide.

ties.csv: outlets, from the one drawn on to the one that draws. n_items are the later items, weight counts each of them
once, shared equally among the items it draws on; first and last are the days of the first and last of them. Examples:
later item|earlier item. Whether a tie is more than chance is not tested here.

dependence.csv (with --groups): n of the n_items usable items of an outlet draw on an earlier item of the group; share
with the interval in which it lies with 95 % (Wilson 1927: low, high). If several groups printed a text before, all of
them count, also where pairs.csv names the first alone; an outlet is left out for the groups it belongs to.
median_lag_seconds is the time after the earliest item of the group. Items too short to be compared count as drawing on
nobody.

dependence_by_topic.csv: the same by topic, where the items have one (a column topic or theme), of those items alone.

passages.html: for the most doubtful and the surest pairs, the words that both texts share, to check with own eyes; of
texts longer than is compared, of their beginnings.

left_out.csv: rows that could not be used, with their lines in the file and the reason.

In the CSV files, a cell that a spreadsheet would run as a formula has an apostrophe before it.
"""


def write_csv(path: Path, table: pa.Table) -> None:
    """Write a table for readers of the team; what a spreadsheet would run as a formula gets an apostrophe before it."""
    sink = pa.BufferOutputStream()
    csv.write_csv(safe(table), sink)
    publish(path, sink.getvalue().to_pybytes(), LEVEL)


def safe(table: pa.Table) -> pa.Table:
    """The table with its texts as spreadsheets may hold them: `files.safe_cell` for whole columns."""
    for at, column in enumerate(table.schema):
        if pa.types.is_string(column.type):
            texts = pc.replace_substring_regex(table[column.name], r"\A([=+\-@\t\r])", r"'\1")
            table = table.set_column(at, column.name, texts)
    return table


def is_ours(path: Path) -> bool:
    """Whether a README is one that `write_readme` left."""
    return path.read_bytes().startswith(_README.partition("\n")[0].encode())


def write_readme(path: Path, counts: Sequence[str], settings: Mapping[str, object]) -> None:
    """Write what the figures rest on: sentences with counts, every setting, and how each figure is made."""
    listed = "\n".join(f"- {name}: {value}" for name, value in settings.items() if value is not None)
    publish(path, _README.format(counts="\n".join(counts), settings=listed), LEVEL)
