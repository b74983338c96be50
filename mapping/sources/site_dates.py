"""When an article was published, as its page says, in UTC where the page or its country tells the zone.

The order of trust is that of `candidates`: structured data, head of the page, `<time>`, visible text, address. A time
of midnight is a day without a time. A time without a zone is read as local to the outlet's country; where that is not
known, only the day is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

from mapping.sources.day import day
from mapping.sources.site_data import Records, texts

ZONES = {"KZ": "Asia/Almaty", "KG": "Asia/Bishkek", "TJ": "Asia/Dushanbe", "UZ": "Asia/Tashkent"}
EARLIEST = date(1990, 1, 1)
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:[.,]\d+)?\s*(Z|UTC|[+-]\d\d:?(?:\d\d)?)?)?(?!\d)", re.IGNORECASE
)
_CLOCK = re.compile(r"(?<![\d.:])([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?(?![\d.:]|\s*\d{4})")
_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=\D|\Z)")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?\Z")
_RFC = re.compile(r"(?:[A-Z][a-z]{2}, *)?\d\d? [A-Z][a-z]{2} \d{4} \d\d:\d\d")
# Endings that day() does not know: Tajik ezafe, Kyrgyz possessive, Russian soft sign; Uzbek months written with y.
_ENDING = re.compile(r"\b(январ|феврал|март|апрел|май|июн|июл|август|сентябр|октябр|ноябр|декабр)[иьуүы]\b")
_UZBEK = re.compile(r"\b(sent|okt)ya(br)", re.IGNORECASE)
_YEAR_WORD = re.compile(
    r"(?:(?<=\d{4})[ -]*(?:ж|г|й|с|y|жыл\w*|год\w*|йил\w*|yil\w*)\b\.?,?|\bсоли\b) *", re.IGNORECASE
)
_TODAY = re.compile(r"\b(сегодня|бүгін|бүгүн|имрӯз|бугун|bugun|today)\b", re.IGNORECASE)
_YESTERDAY = re.compile(r"\b(вчера|кеше|кечээ|дирӯз|кеча|kecha|yesterday)\b", re.IGNORECASE)
_META = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "pubdate",
    "publishdate", "publish_date", "publication_date", "mediator_published_time", "dc.date", "dc.date.issued",
    "dcterms.created", "parsely-pub-date", "sailthru.date", "date",
)  # fmt: skip
_NAMED = "contains(translate(concat(@class,' ',@id),'DTP','dtp'),'{}')"
_DATED = " or ".join(_NAMED.format(word) for word in ("date", "time", "publish", "news-info"))
_VISIBLE = f".//*[not(self::meta or self::script or self::time or self::a)][{_DATED}]"
_LONGEST_VISIBLE = 120


@dataclass(frozen=True)
class Moment:
    """`time` as YYYY-MM-DDThh:mm:ssZ or YYYY-MM-DD, empty when none can be believed; then `said` is what was refused
    and `reason` why.
    """

    time: str = ""
    said: str = ""
    reason: str = ""


def published(tree: Any, records: Records, url: str, country: str, retrieved: str, chosen: str = "") -> Moment:
    """The first believable moment among the page's candidates; `chosen` is what the site's own rule points at."""
    zone = ZoneInfo(ZONES[country]) if country in ZONES else None
    doubted = Moment()
    for said in [chosen] if chosen else candidates(tree, records, url):
        if not (time := moment(said, zone, retrieved)):
            continue
        if not (reason := _unbelievable(time, retrieved)):
            return Moment(time, said)
        doubted = doubted if doubted.said else Moment("", said[:80], reason)
    return doubted


def _unbelievable(time: str, retrieved: str) -> str:
    told = date.fromisoformat(time[:10])
    if told < EARLIEST:
        return "is before 1990: its time is not kept"
    tomorrow = date.fromisoformat(retrieved[:10]) + timedelta(days=1)
    return "is in the future: its time is not kept" if told > tomorrow else ""


def candidates(tree: Any, records: Records, url: str) -> Iterator[str]:
    """What the page says of its date, the most trusted first."""
    for record in records.articles:
        yield from texts(record.get("datePublished"))
    heads = {
        str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower(): str(meta.get("content"))
        for meta in reversed(tree.xpath(".//meta[@content]"))
    }
    yield from (heads[name] for name in _META if name in heads)
    for element in tree.xpath(".//*[@itemprop='datePublished'] | .//time"):
        yield str(element.get("datetime") or element.get("content") or element.text_content())
    for element in tree.xpath(_VISIBLE)[:40]:
        text = " ".join(str(element.text_content()).split())
        if 4 < len(text) <= _LONGEST_VISIBLE:
            yield text
    if found := _ADDRESS.search(url):
        yield "-".join(found.groups())


def moment(said: str, zone: ZoneInfo | None, retrieved: str) -> str:
    """A moment in UTC or a day, from the way a page writes it; empty where none can be told."""
    said = " ".join(said.split())[:200]
    if found := _ISO.search(said):
        return _from_iso(found, zone)
    if _EPOCH.fullmatch(said):
        return _in_utc(datetime.fromtimestamp(int(said[:10]), UTC), zone)
    if _RFC.match(said):
        try:
            return _in_utc(parsedate_to_datetime(said), zone)
        except ValueError:
            return ""
    return _from_words(said, zone, retrieved)


def _from_iso(found: re.Match[str], zone: ZoneInfo | None) -> str:
    """A moment of ISO 8601, also with a blank before the time or a zone without a colon."""
    day_of, clock, seconds, offset = found.groups()
    offset = {"Z": "+00:00", "UTC": "+00:00"}.get((offset or "").upper(), offset or "")
    try:
        if not clock:
            return date.fromisoformat(day_of).isoformat()
        return _in_utc(datetime.fromisoformat(f"{day_of}T{clock}{seconds or ':00'}{offset}"), zone)
    except ValueError:
        return ""


def _in_utc(when: datetime, zone: ZoneInfo | None) -> str:
    if when.hour == when.minute == when.second == 0 or (when.tzinfo is None and zone is None):
        return when.date().isoformat()
    try:
        return (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        return ""


def _from_words(said: str, zone: ZoneInfo | None, retrieved: str) -> str:
    """A date in words, with a time of day before or behind it: `14:05, 12 қараша 2026`, `Бүгүн, 09:30`."""
    told = _YEAR_WORD.sub(" ", _UZBEK.sub(r"\1a\2", _ENDING.sub(r"\1", said.lower())))
    starts = [found.start() for found in re.finditer(r"(?<![\w:.])\w", told)]
    day_of = next((found for start in starts if len(found := day(told[start:])) == len("YYYY-MM-DD")), "")
    if not day_of and (back := 0 if _TODAY.search(told) else 1 if _YESTERDAY.search(told) else None) is not None:
        day_of = (date.fromisoformat(retrieved[:10]) - timedelta(days=back)).isoformat()
    clock = _CLOCK.search(said)
    if not day_of or not clock:
        return day_of
    when = datetime.fromisoformat(f"{day_of}T{clock[1].zfill(2)}:{clock[2]}:00")
    return _in_utc(when, zone)
