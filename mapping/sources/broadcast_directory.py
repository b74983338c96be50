"""Television channels of the four countries as an open directory knows them (iptv-org database, public domain).

Its ids are its own; which of its channels is which outlet of ours is settled in `mapping/clean`. A first of January in
`launched` or `closed` stands for a year whose day is not known, and is read as that year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapping.sources import Flaw, Page, Row, Source
from mapping.sources.lines import csv_lines
from mapping.tables import join, split

SOURCE = Source(
    title="Open directory of television channels",
    publisher="iptv-org",
    licence="Unlicense (public domain)",
    url="https://github.com/iptv-org/database",
    gives={"outlets": (150, 1000)},
    files=("channels.csv",),
)

COLUMNS = (
    "record_id", "name", "other_names", "network", "owners", "country", "languages", "broadcast_area", "launched",
    "closed", "replaced_by", "website", "source_url",
)  # fmt: skip

# ISO 639-3, as the directory writes languages, to the two-letter codes that we use; Karakalpak has none.
LANGUAGES = {
    "eng": "en", "fas": "fa", "kaz": "kk", "kir": "ky", "rus": "ru", "tgk": "tg", "tur": "tr", "uig": "ug", "uzb": "uz",
}  # fmt: skip


def parse(page: Page) -> Iterator[Row | Flaw]:
    """One outlet a channel, with its other names, its website, and its owners as stakes of 0 to 100 percent."""
    for found in csv_lines(page, COLUMNS):
        if isinstance(found, Flaw):
            yield found
        else:
            yield from _channel(*found)


def _channel(line: int, cells: dict[str, str]) -> Iterator[Row]:
    own_id, citations = cells["record_id"], tuple(split(cells["source_url"]))
    closed = _date(cells["closed"])
    values = {
        "name": cells["name"],
        "country": cells["country"],
        "media": "tv",
        "languages": join(LANGUAGES.get(code, code) for code in split(cells["languages"])),
        "broadcast_area": cells["broadcast_area"],
        "founded": _date(cells["launched"]),
        "closed": closed,
        "status": "closed" if closed else "unknown",
        "ownership_type": "unknown",
        "network": cells["network"],
    }
    replaced_by = cells["replaced_by"].partition("@")[0]
    renamed = {"founded": "launched", "media": "record_id", "status": "closed"}
    yield Row("outlets", line, own_id, values, citations, renamed=renamed, replaced_by=replaced_by)
    for text in split(cells["other_names"]):
        yield Row(
            "names", line, own_id, {"entity_kind": "outlet", "text": text}, citations, renamed={"text": "other_names"}
        )
    if cells["website"]:
        address = {"kind": "website", "address": cells["website"]}
        yield Row("channels", line, own_id, address, citations, renamed={"address": "website"})
    for name in split(cells["owners"]):
        yield from _owner(line, own_id, name, citations)


def _owner(line: int, held: str, name: str, citations: tuple[str, ...]) -> Iterator[Row]:
    holder = "owner." + re.sub(r"\W+", "-", name)
    owner = {"name": name, "kind": "unknown", "country": ""}
    yield Row("owners", line, holder, owner, citations, renamed={"name": "owners"})
    stake = {"holder_id": holder, "held_id": held, "relation": "owns", "share_min": "0", "share_max": "100"}
    stake |= {"start": "", "end": "", "confidence": "reported"}
    yield Row("stakes", line, f"{held} {holder}", stake, citations)


def _date(text: str) -> str:
    return re.sub(r"-01-01\Z", "", text)
