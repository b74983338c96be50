"""From Wikidata's items to our rows: outlets with their names, channels and stakes, and the owners they name."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from mapping.countries import COUNTRIES, STATE_LANGUAGES
from mapping.dates import is_date
from mapping.names.places import find_place
from mapping.sources import Flaw, Row
from mapping.sources.wikidata_items import QID, Item, Statement, Value
from mapping.tables import join

COUNTRY = {
    "Q232": "KZ", "Q813": "KG", "Q863": "TJ", "Q265": "UZ", "Q874": "TM", "Q159": "RU", "Q184": "BY", "Q212": "UA",
    "Q227": "AZ", "Q43": "TR", "Q148": "CN", "Q30": "US", "Q145": "GB", "Q142": "FR", "Q183": "DE", "Q794": "IR",
}  # fmt: skip
LANGUAGE = {
    "Q9252": "kk", "Q9255": "ky", "Q9260": "tg", "Q9264": "uz", "Q7737": "ru", "Q1860": "en", "Q13263": "ug",
    "Q9267": "tk", "Q256": "tr", "Q188": "de", "Q9176": "ko", "Q9168": "fa", "Q150": "fr", "Q8798": "uk",
    "Q9292": "az", "Q7850": "zh", "Q13955": "ar", "Q33541": "kaa",
}  # fmt: skip
# Seats that the entity form names by QID alone.
CITY = {
    "Q9361": "Bishkek", "Q35493": "Almaty", "Q1520": "Astana", "Q269": "Tashkent", "Q9365": "Dushanbe",
    "Q486282": "Pavlodar",
}  # fmt: skip
RELATION = {
    "P127": "owns", "P749": "parent", "P112": "founded", "P98": "edits", "P137": "manages", "P123": "manages",
    "P1037": "manages", "P169": "manages", "P8324": "funds",
}  # fmt: skip
ADDRESS = {
    "P856": ("website", "{}"),
    "P3789": ("telegram", "{}"),
    "P2013": ("facebook", "https://www.facebook.com/{}"),
    "P2003": ("instagram", "https://www.instagram.com/{}"),
    "P2397": ("youtube", "https://www.youtube.com/channel/{}"),
    "P7085": ("tiktok", "https://www.tiktok.com/@{}"),
}
# The properties we read: a query asks for these, all others are left.
CLASS, REPLACED_BY = "P31", "P1366"
COUNTRIES_OF, LANGUAGES_OF, SEAT_OF = ("P17", "P495"), ("P407", "P2936"), ("P159", "P291")
STARTS, ENDS = ("P571", "P580"), ("P576", "P582", "P2669")
PROPERTIES = (
    CLASS, REPLACED_BY, *COUNTRIES_OF, *LANGUAGES_OF, *SEAT_OF, *STARTS, *ENDS, *RELATION, *ADDRESS,
)  # fmt: skip

_TIME = re.compile(r"([+-]?)(\d{1,16})-(\d\d)-(\d\d)(?:T.*)?\Z")
_YEAR_PRECISION, _MONTH_PRECISION = 9, 10
_PERCENT = Decimal(100)

# A cell of ours, and on the way to it the flaws of what cannot be said in it.
Cell = Generator[Flaw, None, str]


@dataclass(frozen=True)
class Classes:
    """What the classes of an item make of it: a medium by which an outlet reaches the public, or a kind of owner."""

    media: Mapping[str, str]
    owners: Mapping[str, str]


def rows_of(items: list[Item], classes: Classes) -> Iterator[Row | Flaw]:
    """The rows of all items of one answer, and for each item that gives none the reason."""
    described = {item.qid for item in items}
    for item in items:
        if item.missing:
            yield Flaw(item.line, "missing", item.qid, "Wikidata has no such item (any more)")
        elif not item.labels:
            yield Flaw(item.line, "label", item.qid, "the item has no label in our languages: a bare QID is no name")
        else:
            yield from _item(item, classes, described)


def _item(item: Item, classes: Classes, described: set[str]) -> Iterator[Row | Flaw]:
    own = [statement.value.text for statement in _held(item, CLASS)]
    media = [classes.media[name] for name in own if name in classes.media]
    owner = next((classes.owners[name] for name in own if name in classes.owners), "")
    if not media and not own and "P856" in item.statements:
        media = ["online"]
    if media:
        yield from _outlet(item, join(media), classes, described)
    elif owner:
        yield from _owner_item(item, owner)
        yield from _stakes(item, classes, described)
    else:
        said = join(own) or item.qid
        yield Flaw(item.line, CLASS, said, "is no class of media or owners in wikidata_classes.csv: add it there if so")


def _outlet(item: Item, media: str, classes: Classes, described: set[str]) -> Iterator[Row | Flaw]:
    said = [statement.value.text for name in COUNTRIES_OF for statement in _held(item, name)]
    ours = {COUNTRY[qid] for qid in said if COUNTRY.get(qid) in COUNTRIES}
    if not ours:
        yield Flaw(item.line, "P17", join(said) or item.qid, "is a medium of none of the four countries: left out")
        return
    country = ours.pop() if len(ours) == 1 else "XX"
    founded = yield from _date(item, STARTS)
    closed = yield from _date(item, ENDS)
    native = item.labels.get(STATE_LANGUAGES.get(country, ""), "")
    values = {
        "name": _name(item),
        "name_native": native,
        "name_ru": item.labels.get("ru", ""),
        "country": country,
        "media": media,
        "languages": (yield from _languages(item)),
        "founded": founded,
        "closed": closed,
        "status": "closed" if closed else "unknown",
        "ownership_type": "unknown",
        **_seat(item, country),
    }
    replaced_by = next((statement.value.text for statement in _held(item, REPLACED_BY)), "")
    renamed = {"country": "P17", "founded": STARTS[0], "closed": ENDS[0], "languages": "P407", "city": "P159"}
    yield Row("outlets", item.line, item.qid, values, _page(item), renamed=renamed, replaced_by=replaced_by)
    for text in item.names():
        if text not in (values["name"], values["name_native"], values["name_ru"]):
            yield Row("names", item.line, item.qid, {"entity_kind": "outlet", "text": text}, _page(item))
    yield from _channels(item)
    yield from _stakes(item, classes, described)


def _page(item: Item) -> tuple[str, ...]:
    return (f"https://www.wikidata.org/wiki/{item.qid}",)


def _name(item: Item) -> str:
    return next(item.labels[name] for name in ("en", "mul", "ru", *item.labels) if name in item.labels)


def _held(item: Item, property_id: str) -> list[Statement]:
    """What the item states and nobody withdrew, the preferred first."""
    said = [statement for statement in item.statements.get(property_id, []) if statement.rank != "deprecated"]
    return sorted(said, key=lambda statement: statement.rank != "preferred")


def _languages(item: Item) -> Cell:
    """The codes of its languages; a language that we have no code for is named."""
    found = []
    for statement in (held for name in LANGUAGES_OF for held in _held(item, name)):
        if statement.value.text in LANGUAGE:
            found.append(LANGUAGE[statement.value.text])
        else:
            said = statement.value.label or statement.value.text
            yield Flaw(item.line, "P407", said, "is a language without a code: add it to LANGUAGE in wikidata_rows.py")
    return join(found)


def _seat(item: Item, country: str) -> dict[str, str]:
    """City and region of the first seat that is a known place of the country."""
    for value in (held.value for name in SEAT_OF for held in _held(item, name)):
        if (called := value.label or CITY.get(value.text, "")) and country in COUNTRIES:
            place = find_place(called, country)
            if place is not None and place.kind == "city" and place.country == country:
                return {"city": place.name, "region": place.region}
    return {}


def _channels(item: Item) -> Iterator[Row | Flaw]:
    for property_id, (kind, form) in ADDRESS.items():
        for statement in _held(item, property_id):
            values = {"kind": kind, "address": form.format(statement.value.text.removeprefix("@"))}
            for column, qualifier in (("start", "P580"), ("end", "P582")):
                if date := (yield from _dated(item, property_id, statement.qualifiers.get(qualifier))):
                    values[column] = date
            yield Row("channels", item.line, item.qid, values, _page(item), renamed={"address": property_id})


def _stakes(item: Item, classes: Classes, described: set[str]) -> Iterator[Row | Flaw]:
    for property_id, relation in RELATION.items():
        for statement in _held(item, property_id):
            holder = statement.value
            if not QID.match(holder.text):
                yield Flaw(item.line, property_id, holder.text, "is no item of Wikidata: who is meant is not known")
                continue
            if holder.label and holder.text not in described and not holder.classes & set(classes.media):
                yield _owner(item, holder, classes, property_id)
            yield from _stake(item, property_id, relation, statement)


def _stake(item: Item, property_id: str, relation: str, statement: Statement) -> Iterator[Row | Flaw]:
    holder, qualifiers = statement.value.text, statement.qualifiers
    share = yield from _share(item, qualifiers.get("P1107"))
    confidence = "alleged" if "P1310" in qualifiers else "reported"
    values = {
        "holder_id": holder,
        "held_id": item.qid,
        "relation": relation,
        "share_min": share or "0",
        "share_max": share or "100",
        "start": (yield from _dated(item, property_id, qualifiers.get("P580"))),
        "end": (yield from _dated(item, property_id, qualifiers.get("P582"))),
        "confidence": confidence,
    }
    record_id = f"{item.qid} {property_id} {holder}"
    yield Row("stakes", item.line, record_id, values, _page(item), confidence, renamed={"holder_id": property_id})


def _share(item: Item, value: Value | None) -> Cell:
    """The share in percent: Wikidata writes 0.51 as well as 51."""
    if value is None:
        return ""
    try:
        share = Decimal(value.text)
    except InvalidOperation:
        share = Decimal(-1)
    percent = share * _PERCENT if share <= 1 else share
    if not 0 <= percent <= _PERCENT:
        yield Flaw(item.line, "P1107", value.text, "is no share")
        return ""
    return format(percent.normalize(), "f")


def _owner(item: Item, holder: Value, classes: Classes, property_id: str) -> Row:
    kind = next((classes.owners[name] for name in sorted(holder.classes) if name in classes.owners), "unknown")
    country = next((COUNTRY[qid] for qid in sorted(holder.countries) if qid in COUNTRY), "")
    values = {"name": holder.label, "kind": kind, "country": country}
    return Row("owners", item.line, holder.text, values, _page(item), renamed={"name": property_id})


def _owner_item(item: Item, kind: str) -> Iterator[Row]:
    said = [statement.value.text for name in ("P17", "P27") for statement in _held(item, name)]
    country = next((COUNTRY[qid] for qid in said if qid in COUNTRY), "")
    native = item.labels.get(STATE_LANGUAGES.get(country, ""), "")
    values = {"name": _name(item), "name_native": native, "kind": kind, "country": country}
    yield Row("owners", item.line, item.qid, values, _page(item))
    for text in item.names():
        if text not in (values["name"], native):
            yield Row("names", item.line, item.qid, {"entity_kind": "owner", "text": text}, _page(item))


def _date(item: Item, properties: tuple[str, ...]) -> Cell:
    """The earliest date of the first of the properties that has one, the preferred before all others."""
    for property_id in properties:
        said = _held(item, property_id)
        best = [statement for statement in said if statement.rank == said[0].rank]
        dates = []
        for statement in best:
            dates.append((yield from _dated(item, property_id, statement.value)))
        if any(dates):
            return min(date for date in dates if date)
    return ""


def _dated(item: Item, property_id: str, value: Value | None) -> Cell:
    """The date in our form; what cannot be said in it is named."""
    if value is None:
        return ""
    date = date_of(value)
    if not date:
        yield Flaw(item.line, property_id, value.text, "is no year, month or day of our era: left out")
    return date


def date_of(value: Value) -> str:
    """A date as fine as Wikidata knows it: `+1924-00-00` with precision 9 is 1924.

    Without a precision a first of a month may stand for a month or a year whose day nobody knows, and is read so. A day
    of the Julian calendar is read as its year. Empty for decades, centuries and years before our era.
    """
    found = _TIME.match(value.text)
    if found is None or found[1] == "-":
        return ""
    year, month, day = str(int(found[2])).zfill(4), found[3], found[4]
    precision = _finest_stated(month, day) if value.precision is None else value.precision
    if precision < _YEAR_PRECISION:
        return ""
    parts = [year] if value.julian else [year, month, day][: precision - _YEAR_PRECISION + 1]
    while parts and not is_date("-".join(parts)):
        parts.pop()
    return "-".join(parts)


def _finest_stated(month: str, day: str) -> int:
    if day not in ("00", "01"):
        return _MONTH_PRECISION + 1
    return _YEAR_PRECISION if month in ("00", "01") else _MONTH_PRECISION
