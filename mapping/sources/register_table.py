"""Official registers of mass media, as tables downloaded by hand: none of the four countries offers an interface.

Lay each table in a folder of its country (`kz/register.xlsx`) and gather the folder. Which head stands for which field
is written in `data/raw/tables/register_columns.toml`, which anybody can extend when an office changes a head.

A register states who was registered, not who works; its founder is no owner unless it says so. Street addresses,
phones and e-mails are left out on purpose, for newsrooms are not to be found by our tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mapping.addresses import host_of
from mapping.names.legal import split_legal
from mapping.sources import Flaw, Page, Row, Source
from mapping.sources.column_maps import Handed, choose, sections_of, words_of
from mapping.sources.day import day
from mapping.sources.table_file import Grid, grid_of, read_table
from mapping.tables import join

MAP = "register_columns.toml"

SOURCE = Source(
    title="Official registers of mass media",
    publisher="The ministries and agencies that register mass media",
    licence="Official information of public bodies",
    url="",
    gives={"outlets": (10, 10_000), "owners": (1, 10_000), "stakes": (1, 20_000)},
    files=("*/*.csv", "*/*.xlsx"),
    tables=(MAP,),
)

FIELDS = frozenset({
    "number", "date", "name", "name_native", "name_ru", "media", "languages", "territory", "founder", "founder_id",
    "owner", "owner_id", "editor", "website", "frequency", "status", "status_date",
})  # fmt: skip
# How a party of an outlet holds it, by the field that names it.
RELATIONS = {"founder": "founded", "owner": "owns", "editor": "edits"}
# What the register's word for a state of things did to the outlet.
_EVENTS = {"liquidated": "liquidation", "suspended": "suspension", "closed": "closure"}
_OWNER_KINDS = {
    "limited": "company",
    "joint_stock": "company",
    "state": "state_body",
    "nonprofit": "nonprofit",
    "person": "person",
}
# Digits of a company's number: BIN, INN of .kg, EIN of .tj, STIR.
_NUMBER_DIGITS = {"KZ": 12, "KG": 14, "TJ": 9, "UZ": 9}


@dataclass(frozen=True)
class _Words:
    """The register's words for media, languages and states, folded, to ours."""

    media: Mapping[str, str]
    languages: Mapping[str, str]
    statuses: Mapping[str, str]


def parse(page: Page) -> Iterator[Row | Flaw]:
    """One outlet a line, with its names, sites, frequencies, parties as stakes, and its registration as an event."""
    grids: dict[str, Grid] = {}
    for section in sections_of(page, MAP, FIELDS):
        grids.setdefault(section.sheet, grid_of(page, section.sheet))
    table = choose(page, MAP, grids, FIELDS)
    words = _Words(*(words_of(page, MAP, name) for name in ("media", "languages", "statuses")))
    for line, cells in read_table(page, grids[table.sheet], table.map):
        if cells.get("name") and len([cell for cell in cells.values() if cell]) > 1:
            yield from _outlet(table, words, line, {**dict.fromkeys(FIELDS, ""), **cells})
        else:
            yield Flaw(
                line, "name", "; ".join(filter(None, cells.values())), "is no line of an outlet: a total, or broken"
            )


def _outlet(table: Handed, words: _Words, line: int, cells: dict[str, str]) -> Iterator[Row | Flaw]:
    own_id = _id(table, cells["number"]) or f"{table.name} line {line}"
    cited = (table.url,)
    media, unknown = _coded(cells["media"], words.media)
    languages, _ = _coded(cells["languages"], words.languages)
    status = _coded(cells["status"], words.statuses)[0] or "unknown"
    values = {
        "name": cells["name"],
        "name_native": cells["name_native"],
        "name_ru": cells["name_ru"],
        "country": table.country,
        "media": media,
        "languages": languages,
        "status": status,
        "ownership_type": "unknown",
    }
    if not media:
        yield Flaw(line, "media", unknown, f"is no kind of medium that {MAP} knows: add the word there")
        return
    yield Row("outlets", line, own_id, values, cited, "registered")
    yield from _channels(line, own_id, cells, cited)
    yield from _parties(table, line, own_id, cells, cited)
    yield from _events(line, own_id, cells, status, cited)


def _id(table: Handed, text: str) -> str:
    """A record's id made of a register's number: letters, digits and hyphens."""
    number = re.sub(r"[^\w.-]+", "-", text).strip("-")
    return f"{table.name}.{number}" if number else ""


def _coded(cell: str, words: Mapping[str, str]) -> tuple[str, str]:
    """Our codes for the words of a cell, longest word first, and what of the cell none explains."""
    rest, found = cell.casefold(), []
    for word in sorted(words, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(word)}", rest):
            rest = re.sub(rf"(?<!\w){re.escape(word)}\w*", " ", rest)
            found.append(words[word])
    return join(found), rest.strip()


def _channels(line: int, own_id: str, cells: dict[str, str], cited: tuple[str, ...]) -> Iterator[Row | Flaw]:
    for address in re.split(r"[;,\s]+", cells["website"]):
        if host := host_of(address):
            values = {"kind": "website", "address": address if "//" in address else f"https://{host}/"}
            yield Row("channels", line, own_id, values, cited, "registered", renamed={"address": "website"})
        elif "." in address:
            yield Flaw(line, "website", address, "is no web address")
    if cells["frequency"]:
        values = {"kind": "frequency", "address": cells["frequency"]}
        yield Row("channels", line, own_id, values, cited, "registered", renamed={"address": "frequency"})


def _parties(table: Handed, line: int, own_id: str, cells: dict[str, str], cited: tuple[str, ...]) -> Iterator[Row]:
    """Founders, owners and editors; an unstated share is 0 to 100."""
    for field, relation in RELATIONS.items():
        for name in filter(None, (part.strip() for part in cells[field].split(";"))):
            number = _whole_number(table.country, cells.get(f"{field}_id", ""))
            plain = re.sub(r"[^\w.-]+", "-", name)[:80]
            holder = f"{table.name}.{field}.{number or plain}"
            kind = "person" if field == "editor" else _OWNER_KINDS.get(split_legal(name).family, "unknown")
            owner = {"name": name, "kind": kind, "country": ""}
            yield Row("owners", line, holder, owner, cited, "registered", renamed={"name": field})
            stake = {"holder_id": holder, "held_id": own_id, "relation": relation, "share_min": "0", "share_max": "100"}
            stake |= {"start": "", "end": "", "confidence": "registered"}
            yield Row("stakes", line, f"{own_id} {relation} {holder}", stake, cited, "registered")


def _whole_number(country: str, cell: str) -> str:
    """A company's number with the noughts at its beginning, which spreadsheets drop; `""` where there are several."""
    number, digits = re.sub(r"\D", "", cell), _NUMBER_DIGITS.get(country, 0)
    return "" if ";" in cell else number.zfill(digits) if digits - 2 <= len(number) else number


def _events(line: int, own_id: str, cells: dict[str, str], status: str, cited: tuple[str, ...]) -> Iterator[Row | Flaw]:
    """The registration, and the day on which the register says that it ended or rests."""
    number = f", No. {cells['number']}" if cells["number"] else ""
    told = [("date", "licence_granted", f"Entered in the official register of mass media{number}")]
    if status in _EVENTS:
        told.append(("status_date", _EVENTS[status], f"The official register of mass media states: {cells['status']}"))
    for field, kind, summary in told:
        date = day(cells[field])
        if date:
            values = {"outlet_id": own_id, "date": date, "kind": kind, "summary": summary}
            yield Row("events", line, f"{own_id} {kind}", values, cited, "registered", renamed={"date": field})
        elif cells[field]:
            yield Flaw(line, field, cells[field], "is no date that can be told")
