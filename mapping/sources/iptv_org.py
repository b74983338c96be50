"""Television channels of the four countries from the iptv-org database, fetched: `channels` and `feeds`, CSV or JSON.

The hand-collected cut of the same database is the source `broadcast_directory`. Record ids are the same there and here
(`24KZ.kz`, `owner.Khabar-Agency`), so that a decision on a record of one can be taken over for the other.

Languages and broadcast area stand in `feeds` since March 2025, and in `channels` before: both are read. The country of
a feed is the ending of its channel's id. A first of January in `launched` or `closed` stands for a year whose day is
not known. Left on purpose: feeds' own names, formats and time zones, logos, and the adult mark. The blocklist tells
which channels the directory no longer links to (a rights holder asked, or adult content); it is not fetched, and its
lines are named and left, for they say nothing of the channel itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mapping.countries import COUNTRIES
from mapping.errors import SourceChanged
from mapping.sources import Ask, Flaw, Page, Row, Scope, Source, Terms
from mapping.sources.broadcast_directory import LANGUAGES
from mapping.sources.csv_answers import answered_lines, heads_of
from mapping.sources.json_answers import Fields, json_of, text_of
from mapping.tables import join, split

DATABASE = "https://github.com/iptv-org/database"

SOURCE = Source(
    title="iptv-org database of television channels",
    publisher="iptv-org",
    licence="Unlicense (public domain)",
    url="https://raw.githubusercontent.com/iptv-org/database/master/data/",
    gives={"outlets": (150, 3000), "stakes": (20, 2000)},
    files=("channels.csv", "feeds.csv", "channels.json", "feeds.json"),
    terms=Terms(rate=1.0),
)

CHANNEL = (
    "id", "name", "alt_names", "network", "owners", "country", "categories", "is_nsfw", "launched", "closed",
    "replaced_by", "website",
)  # fmt: skip
# Columns of older files, which still stand in some copies.
CHANNEL_BEFORE = ("subdivision", "city", "broadcast_area", "languages", "logo")
FEED = (
    "channel", "id", "name", "alt_names", "is_main", "broadcast_area", "timezones", "languages", "format",
)  # fmt: skip
BLOCKED = ("channel", "reason", "ref")
# Columns without which a record says nothing: the JSON form leaves others out at times.
NEEDED = {CHANNEL: ("id", "name", "country"), FEED: ("channel", "id"), BLOCKED: BLOCKED}
# What a channel makes, where its category is one of our genres; the others tell the audience or the theme.
GENRES = {"news": "news", "culture": "culture", "entertainment": "entertainment", "legislative": "official"}

Cells = dict[str, str]


def first(scope: Scope) -> Iterator[Ask]:
    """The two tables, as CSV: a quarter of the size of the JSON."""
    del scope
    for name in ("channels", "feeds"):
        yield Ask(name=f"{name}.csv", url=f"{SOURCE.url}{name}.csv", media=("text/plain", "text/csv"))


def parse(page: Page) -> Iterator[Row | Flaw]:
    """Channels give outlets, names, websites, owners and stakes; feeds give outlets their languages and areas."""
    form, lines = _lines(page)
    if form is FEED:
        yield from _feeds(lines)
        return
    for found in lines:
        if isinstance(found, Flaw):
            yield found
        elif form is CHANNEL and found[1]["country"] in COUNTRIES:
            yield from channel_rows(*found)
        elif form is BLOCKED and _country(found[1]["channel"]):
            reason = f"the directory does not link to the channel ({found[1]['reason']}): says nothing of the channel"
            yield Flaw(found[0], "channel", found[1]["channel"], reason)


def _lines(page: Page) -> tuple[tuple[str, ...], Iterable[tuple[int, Cells] | Flaw]]:
    """The columns of the table that this page is, and its lines with lists joined as in a CSV file."""
    if text_of(page).lstrip()[:1] in ("[", "{"):
        return _records(page, json_of(page))
    heads = heads_of(page)
    form = _form(page, heads)
    return form, answered_lines(page, form, CHANNEL_BEFORE if form is CHANNEL else ())


def _records(page: Page, answer: object) -> tuple[tuple[str, ...], Iterable[tuple[int, Cells]]]:
    records = list(Fields({page.name: answer}, "answer").records(page.name, required=True))
    if not records:
        raise SourceChanged(f"{page.name} is an empty list: the directory was never empty; gather it again.")
    form = _form(page, [name for name in (*CHANNEL, *FEED, *BLOCKED) if name in records[0]])
    return form, [(line, _cells(record, form)) for line, record in enumerate(records, start=1)]


def _form(page: Page, heads: list[str]) -> tuple[str, ...]:
    """Which table it is: the columns that it needs are there."""
    for form in (BLOCKED, FEED, CHANNEL):
        if set(NEEDED[form]) <= set(heads):
            return form
    raise SourceChanged(
        f"{page.name} holds neither channels (id, name, country) nor feeds (channel, id): its columns are "
        f"{', '.join(heads)[:120] or 'none of theirs'}."
    )


def _cells(record: Fields, form: tuple[str, ...]) -> Cells:
    cells = {}
    for name in (*form, *CHANNEL_BEFORE) if form is CHANNEL else form:
        value = record.any(name)
        required = name in NEEDED[form]
        told = Fields({name: value}, "answer")
        cells[name] = join(told.texts(name)) if isinstance(value, list) else told.text(name, required=required)
    record.nothing_left("logo", "website_is_dead")
    return cells


def _country(channel: str) -> str:
    """The country that the ending of a channel's id tells; empty for one of no country of ours."""
    country = channel.rpartition(".")[2].upper()
    return country if country in COUNTRIES else ""


def _feeds(lines: Iterable[tuple[int, Cells] | Flaw]) -> Iterator[Row | Flaw]:
    """One row a channel of ours, at its first feed, with the languages and areas of all its feeds."""
    told: dict[str, tuple[int, set[str], set[str]]] = {}
    for found in lines:
        if isinstance(found, Flaw):
            yield found
            continue
        line, cells = found
        if _country(cells["channel"]):
            _, languages, areas = told.setdefault(cells["channel"], (line, set(), set()))
            languages |= set(split(cells["languages"]))
            areas |= set(split(cells["broadcast_area"]))
    for channel, (line, languages, areas) in told.items():
        values = {
            "country": _country(channel),
            "media": "tv",
            "languages": _codes(languages),
            "broadcast_area": join(areas),
        }
        yield Row("outlets", line, channel, values, (DATABASE,), renamed={"country": "channel", "media": "channel"})


def channel_rows(line: int, cells: Cells) -> Iterator[Row]:
    """One outlet, with its other names, its website, and its owners as stakes of 0 to 100 percent."""
    own_id, closed = cells["id"], _date(cells["closed"])
    values = {
        "name": cells["name"],
        "country": cells["country"],
        "media": "tv",
        "genre": join(GENRES.get(name, "") for name in split(cells["categories"])),
        "languages": _codes(split(cells.get("languages", ""))),
        "broadcast_area": cells.get("broadcast_area", ""),
        "founded": _date(cells["launched"]),
        "closed": closed,
        "status": "closed" if closed else "unknown",
        "ownership_type": "unknown",
        "network": cells["network"],
    }
    replaced_by = cells["replaced_by"].partition("@")[0]
    renamed = {"founded": "launched", "media": "id", "status": "closed", "genre": "categories"}
    yield Row("outlets", line, own_id, values, (DATABASE,), renamed=renamed, replaced_by=replaced_by)
    for text in split(cells["alt_names"]):
        name = {"entity_kind": "outlet", "text": text}
        yield Row("names", line, own_id, name, (DATABASE,), renamed={"text": "alt_names"})
    if cells["website"]:
        address = {"kind": "website", "address": cells["website"]}
        yield Row("channels", line, own_id, address, (DATABASE,), renamed={"address": "website"})
    for name_of_owner in split(cells["owners"]):
        yield from _owner(line, own_id, name_of_owner)


def _owner(line: int, held: str, name: str) -> Iterator[Row]:
    holder = "owner." + re.sub(r"\W+", "-", name)
    owner = {"name": name, "kind": "unknown", "country": ""}
    yield Row("owners", line, holder, owner, (DATABASE,), renamed={"name": "owners"})
    stake = {"holder_id": holder, "held_id": held, "relation": "owns", "share_min": "0", "share_max": "100"}
    stake |= {"start": "", "end": "", "confidence": "reported"}
    yield Row("stakes", line, f"{held} {holder}", stake, (DATABASE,))


def _codes(languages: Iterable[str]) -> str:
    return join(LANGUAGES.get(code, code) for code in languages)


def _date(text: str) -> str:
    return re.sub(r"-01-01\Z", "", text)
