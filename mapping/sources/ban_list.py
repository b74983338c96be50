"""Addresses that an authority ordered to be closed to the public: its list, or its answer to a request.

The file is kept as it was received, every folder counts (a later list does not undo an earlier one), and a list names
addresses, not outlets: which outlet is meant is settled in `mapping/clean`. A ban on paper is not a measured blocking,
and the other way round.

Two forms are read. A table (CSV, XLSX) whose heads `data/raw/tables/ban_columns.toml` explains; and a letter as plain
text, of which every address is taken but those of the state's own offices. Lay a file in a folder of its country and
name it by day and authority: `kg/2025-10-27_Leninsky district court.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from mapping.addresses import host_of
from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Flaw, Page, Row, Source
from mapping.sources.charsets import decoded
from mapping.sources.column_maps import Handed, choose, country_of, sections_of
from mapping.sources.day import day
from mapping.sources.table_file import Grid, grid_of, read_table

MAP = "ban_columns.toml"

SOURCE = Source(
    title="Official lists of banned addresses",
    publisher="The courts, prosecutors and ministries that order bans",
    licence="Official documents",
    url="",
    gives={"bans": (1, 100_000)},
    files=("*/*.csv", "*/*.xlsx", "*/*.txt"),
    tables=(MAP,),
    grows=True,
)

FIELDS = frozenset({"address", "authority", "decision", "reason", "since", "until"})
_NAMED = re.compile(r"(?P<date>\d{4}(?:-\d\d(?:-\d\d)?)?)[_ ]+(?P<authority>.+)\Z")
_HOST = r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:[^\W\d_]{2,24}|xn--[a-z0-9-]+)"
# Web addresses, bare hosts and handles; not the host of an e-mail address.
_ADDRESS = re.compile(
    rf"https?://[^\s<>\"«»()\[\]]+|(?<![\w@./-]){_HOST}(?![\w@-])(?:/[^\s<>\"«»()\[\],;]*)?|(?<![\w.@/])@[A-Za-z]\w{{4,31}}"
)
_DEFANGED = ((re.compile(r"hxxp", re.IGNORECASE), "http"), (re.compile(r"\[\.\]|\(\.\)"), "."))
# Endings of file names that look like hosts in a letter.
_FILES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".txt", ".jpg", ".png", ".zip")


@dataclass(frozen=True)
class _Told:
    """What the name of the file and its map tell of every address in it."""

    list: str
    country: str
    authority: str
    since: str
    cited: str


def parse(page: Page) -> Iterator[Row | Flaw]:
    """One ban an address and list."""
    if page.name.lower().endswith(".txt"):
        yield from _letter(page)
    else:
        yield from _table(page)


def _told(page: Page, table: Handed) -> _Told:
    """What is told of the whole list: the name of the file goes before the map."""
    stem = PurePosixPath(page.name).stem
    named = _NAMED.match(stem)
    return _Told(
        list=stem,
        country=table.country,
        authority=named["authority"].replace("_", " ") if named else table.publisher,
        since=day(named["date"]) if named else "",
        cited=page.receipt.url or table.url,
    )


def _row(told: _Told, line: int, address: str, cells: dict[str, str]) -> Row:
    values = {
        "address": address,
        "country": told.country,
        "list": told.list,
        "authority": cells.get("authority") or told.authority,
        "decision": cells.get("decision", ""),
        "reason": cells.get("reason", ""),
        "since": day(cells.get("since", "")) or told.since,
        "until": day(cells.get("until", "")),
    }
    return Row("bans", line, f"{told.list} {address}", values, (told.cited,), "registered")


def _letter(page: Page) -> Iterator[Row | Flaw]:
    text = decoded(page.name, page.content)
    if re.match(r"\s*<(?:!doctype|html|\?xml)", text, re.IGNORECASE):
        raise InputUnreadable(f"{page.name} is a web page: save its text, or its table as .csv.")
    tables = [table for table in sections_of(page, MAP, FIELDS) if table.country == country_of(page)]
    if not tables:
        raise InputUnreadable(f"{page.name} lies in no folder of a country that {MAP} knows: lay it in one (kg/).")
    told, seen = _told(page, tables[0]), set()
    for line, words in enumerate(text.splitlines(), start=1):
        for address in addresses(words):
            if address not in seen and _is_office(address, tables[0]):
                yield Flaw(
                    line, "address", address, "is an office's own address, and taken for the sender's: not as banned"
                )
            elif address not in seen:
                yield _row(told, line, address, {})
            seen.add(address)
    if not seen:
        raise SourceChanged(f"{page.name} names no 'address' that we can tell: is it the list?")


def _is_office(address: str, table: Handed) -> bool:
    """Whether an address in a letter is of the state, as letterheads hold it, and not one that the letter bans."""
    host = host_of(address)
    return "gov" in host.split(".") or host == host_of(table.url)


def addresses(text: str) -> list[str]:
    """The web addresses, hosts and handles in a text, in order; `hxxp` and `[.]` are read as what they stand for."""
    for mark, meant in _DEFANGED:
        text = mark.sub(meant, text)
    found = (address.rstrip(".,;:!?)»”\"'") for address in _ADDRESS.findall(text))
    return [
        address
        for address in found
        if address.startswith("@") or (host_of(address) and not address.lower().endswith(_FILES))
    ]


def _table(page: Page) -> Iterator[Row | Flaw]:
    grids: dict[str, Grid] = {}
    for section in sections_of(page, MAP, FIELDS):
        grids.setdefault(section.sheet, grid_of(page, section.sheet))
    table = choose(page, MAP, grids, FIELDS)
    told = _told(page, table)
    for line, cells in read_table(page, grids[table.sheet], table.map):
        found = addresses(cells.get("address", ""))
        for address in found:
            yield _row(told, line, address, cells)
        if not found:
            yield Flaw(line, "address", cells.get("address", ""), "names no address")
        for field in ("since", "until"):
            if cells.get(field) and not day(cells[field]):
                yield Flaw(line, field, cells[field], "is no date that can be told")
