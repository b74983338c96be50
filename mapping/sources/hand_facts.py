"""Facts that people collected by hand: outlets, owners, ownership, events, programmes, each with its page.

One folder per country (`kz/`, `kg/`, `tj/`, `uz/`) and one for outlets that speak to the whole region (`regional/`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from mapping.sources import Flaw, Page, Row, Source
from mapping.sources.lines import csv_lines
from mapping.tables import split

SOURCE = Source(
    title="Hand-collected facts",
    publisher="The Central Asia media landscape toolkit",
    licence="CC BY 4.0",
    url="",
    gives={"outlets": (500, 5000), "owners": (250, 5000), "stakes": (500, 5000), "events": (350, 5000)},
    files=tuple(f"*/{name}.csv" for name in ("outlets", "owners", "ownership", "events", "sources", "programmes")),
)

# A row known from nowhere else than the Citizen Lab's test lists carries their licence.
TEST_LISTS = "https://github.com/citizenlab/test-lists/"
TEST_LISTS_LICENCE = "CC BY-NC-SA 4.0"

COLUMNS = {
    "outlets": (
        "outlet_id", "name", "name_native", "name_ru", "aliases", "country", "medium", "languages", "website",
        "telegram", "founded", "closed", "status", "city", "region", "base_country", "ownership_type", "scope",
        "source_urls",
    ),
    "owners": ("owner_id", "name", "name_native", "kind", "country", "political_role", "source_urls"),
    "ownership": ("owner_id", "owned_id", "relation", "share_pct", "start", "end", "confidence", "source_url"),
    "events": ("date", "outlet_id", "kind", "summary", "source_url"),
    "sources": ("url", "title", "publisher", "published", "accessed"),
    "programmes": (
        "programme_id", "name", "organisation", "funder", "countries", "start", "end", "budget", "budget_currency",
        "themes", "beneficiaries_count", "selection", "source_url",
    ),
}  # fmt: skip


def parse(page: Page) -> Iterator[Row | Flaw]:
    """The rows of one CSV file; an outlet's line gives its names and channels as well."""
    kind = PurePosixPath(page.name).stem
    for found in csv_lines(page, COLUMNS[kind]):
        if isinstance(found, Flaw):
            yield found
        else:
            yield from _READERS[kind](*found)


def _citations(cells: dict[str, str], column: str) -> tuple[str, ...]:
    return tuple(split(cells.pop(column)))


def _licence(citations: tuple[str, ...]) -> str:
    only_lists = bool(citations) and all(address.startswith(TEST_LISTS) for address in citations)
    return TEST_LISTS_LICENCE if only_lists else ""


def _outlet(line: int, cells: dict[str, str]) -> Iterator[Row]:
    own_id = cells.pop("outlet_id")
    citations = _citations(cells, "source_urls")
    aliases = split(cells.pop("aliases"))
    channels = {kind: cells.pop(kind) for kind in ("website", "telegram")}
    exiled = cells["status"] == "exiled"
    values = {
        "media": cells.pop("medium"),
        **cells,
        "status": "active" if exiled else cells["status"],
        "exile_status": "exile" if exiled else "",
        "home_country": _home(cells["country"], cells["base_country"], exiled),
    }
    licence = _licence(citations)
    renamed = {"media": "medium", "citation": "source_urls"}
    yield Row("outlets", line, own_id, values, citations, licence=licence, renamed=renamed)
    for text in aliases:
        alias = {"entity_kind": "outlet", "text": text}
        yield Row("names", line, own_id, alias, citations, licence=licence, renamed={"text": "aliases"})
    for kind, address in channels.items():
        if address:
            channel = {"kind": kind, "address": address}
            yield Row("channels", line, own_id, channel, citations, licence=licence, renamed={"address": kind})


def _home(country: str, base_country: str, exiled: bool) -> str:
    """The country an outlet comes from, where the row says it: an exile left it, a newsroom at home is in it."""
    return country if exiled or country == base_country else ""


def _owner(line: int, cells: dict[str, str]) -> Iterator[Row]:
    own_id, citations = cells.pop("owner_id"), _citations(cells, "source_urls")
    yield Row("owners", line, own_id, cells, citations, renamed={"citation": "source_urls"})


def _stake(line: int, cells: dict[str, str]) -> Iterator[Row]:
    citations, share = _citations(cells, "source_url"), cells.pop("share_pct")
    values = {
        "holder_id": cells.pop("owner_id"),
        "held_id": cells.pop("owned_id"),
        "share_min": share or "0",
        "share_max": share or "100",
        **cells,
    }
    renamed = {"holder_id": "owner_id", "held_id": "owned_id", "share_min": "share_pct", "share_max": "share_pct"}
    renamed |= {"citation": "source_url"}
    yield Row("stakes", line, f"line-{line}", values, citations, values["confidence"], renamed=renamed)


def _event(line: int, cells: dict[str, str]) -> Iterator[Row]:
    citations = _citations(cells, "source_url")
    yield Row("events", line, f"line-{line}", cells, citations, renamed={"citation": "source_url"})


def _programme(line: int, cells: dict[str, str]) -> Iterator[Row]:
    own_id, citations = cells.pop("programme_id"), _citations(cells, "source_url")
    yield Row("programmes", line, own_id, cells, citations, renamed={"citation": "source_url"})


def _citation(line: int, cells: dict[str, str]) -> Iterator[Row]:
    yield Row("citations", line, cells["url"], cells, (cells["url"],))


_READERS: dict[str, Callable[[int, dict[str, str]], Iterator[Row]]] = {
    "outlets": _outlet,
    "owners": _owner,
    "ownership": _stake,
    "events": _event,
    "sources": _citation,
    "programmes": _programme,
}
