"""Ranks of sites by popularity (Tranco): a rank of visits as several rankings see them, never a number of readers.

Ranks are of registered names: `ru.sputnik.kz` counts as sputnik.kz, so a newsroom on a subdomain of a portal has no
rank of its own. A list that was ordered with subdomains ranks those by themselves; they are another measure
(`subdomain_rank`) and are not compared with the first. Cite the list by its id, and the paper (Le Pochat et al., NDSS
2019).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import quote

from mapping.addresses import host_of, registered_name, registered_names
from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Ask, Flaw, Page, Row, Scope, Source, Terms
from mapping.sources.day import day
from mapping.sources.json_answers import Fields, json_of, refuse_html, text_of

SOURCE = Source(
    title="Tranco list of popular sites",
    publisher="Tranco (KU Leuven, TU Delft, Université Grenoble Alpes)",
    licence="Free to use; cite the list's id and Le Pochat et al. (NDSS 2019)",
    url="https://tranco-list.eu/",
    gives={"reach": (20, 1_100_000)},
    # A list taken by hand, whole or cut; names are otherwise asked for one by one.
    files=("*.csv", "*.zip", "*.csv.zip"),
    # The interface asks for no more than one question a second.
    terms=Terms(rate=1.5, robots=False),
)

API = "https://tranco-list.eu/api/ranks/domain/"
LARGEST_UNPACKED = 100_000_000
_LINE = re.compile(r"\s*(\d{1,8})\s*,\s*\"?([^\s,\"]+)\"?\s*\Z")


def first(scope: Scope) -> Iterator[Ask]:
    """The ranks of the last month of each registered name."""
    countries = {registered_name(host): country for host, country in scope.hosts.items()}
    for name in registered_names(scope.hosts):
        yield Ask(f"{name}.json", f"{API}{quote(name)}", country=countries[name])


def parse(page: Page) -> Iterator[Row | Flaw]:
    """One row a name and day; a name that is in no list gives none."""
    if page.content.startswith(b"PK"):
        yield from _list(page, _unpacked(page))
    elif page.content.lstrip()[:1] == b"{":
        yield from _ranks(page, Fields(json_of(page), "tranco"))
    else:
        yield from _list(page, text_of(page))


def _unpacked(page: Page) -> str:
    """The text of the one file in a ZIP archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(page.content)) as archive:
            inside = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(inside) != 1 or inside[0].file_size > LARGEST_UNPACKED:
                raise InputUnreadable(f"{page.name} is not the archive of one list that it should be: gather it again.")
            return archive.read(inside[0]).decode("utf-8-sig")
    except (zipfile.BadZipFile, EOFError, UnicodeDecodeError, NotImplementedError, RuntimeError) as fault:
        raise InputUnreadable(f"{page.name} is a damaged archive: gather it again.") from fault


def _row(page: Page, line: int, name: str, rank: str, date: str) -> Row:
    measure = "rank" if registered_name(name) == name else "subdomain_rank"
    values = {"address": name, "measure": measure, "date": date, "value": rank, "source": "tranco"}
    return Row("reach", line, f"{name} {date}", values, (page.receipt.url or SOURCE.url,))


def _ranks(page: Page, answer: Fields) -> Iterator[Row | Flaw]:
    if "ranks" not in answer and (said := answer.text("detail") or answer.text("error") or answer.text("message")):
        raise InputUnreadable(f"{page.name}: Tranco refused ('{said[:80]}'): ask again more slowly.")
    name = host_of(answer.text("domain", required=True))
    if not name:
        raise SourceChanged("'tranco.domain' is no domain: look at its adapter.")
    for line, record in enumerate(answer.records("ranks", required=True), start=1):
        date, rank = day(record.text("date", required=True)), record.count("rank", required=True)
        record.nothing_left()
        yield _row(page, line, name, rank, date) if date else Flaw(line, "date", "", "is no date that can be told")
    answer.nothing_left()


def _list(page: Page, text: str) -> Iterator[Row | Flaw]:
    """The lines `rank,domain` of a list; its day is the day it was received."""
    refuse_html(page, text)
    date, lines = day(page.receipt.retrieved), text.splitlines()
    if not lines or not _LINE.match(lines[0]):
        raise SourceChanged(f"{page.name} does not begin with 'rank,domain': look at the adapter tranco.")
    for number, line in enumerate(lines, start=1):
        found = _LINE.match(line)
        name = host_of(found[2]) if found else ""
        if found and name:
            yield _row(page, number, name, found[1], date)
        elif number == len(lines) and not text.endswith("\n"):
            raise InputUnreadable(f"{page.name} breaks off in line {number:,}: gather it again.")
        elif line.strip():
            yield Flaw(number, "domain", line, "is no rank and domain")
