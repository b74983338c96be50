"""The card (infobox) of a Wikipedia article: which of its parameters means what, and our rows out of it.

Both are tables that people edit: `infobox_templates.csv` (which template is the card of what) and
`infobox_parameters.csv` (what a parameter means, `left` for those that we do not take). Spellings are compared without
case, spaces, underscores and hyphens; a number behind a parameter (`owner2`) does not matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from babel import Locale

from mapping.countries import COUNTRIES
from mapping.dates import is_date
from mapping.errors import InputUnreadable
from mapping.names.places import find_place
from mapping.sources import Flaw, Page, Row
from mapping.sources.day import day
from mapping.sources.editable import table_of
from mapping.sources.wikitext import Template, addresses, templates, texts, visible
from mapping.tables import join

TEMPLATES, PARAMETERS = "infobox_templates.csv", "infobox_parameters.csv"
RELATIONS = {"owner": "owns", "founder": "founded", "parent": "parent", "publisher": "manages", "editor": "edits"}
LEFT = "left"
MEANINGS = frozenset(
    {"name", "native_name", "language", "start", "end", "status", "country", "seat", "website", LEFT, *RELATIONS}
)
_NUMBER = re.compile(r"\d+\Z")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_NOTE = re.compile(r"\(([^()]*)\)")
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%")
_BETWEEN = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)\s*[-–—]\s*((?:1[89]|20)\d\d)?(?!\d)")
_FORMER = re.compile(r"\b(?:former(?:ly)?|until|defunct|бывш\w*|ранее|до)\b", re.IGNORECASE)
_CLOSED = re.compile(r"\b(?:defunct|closed|inactive|offline|shut ?down|закрыт\w*|не ?действует|не ?работает)\b", re.I)
_WORKS = re.compile(r"\b(?:active|online|работает|действует|активен|активный|доступен)\b", re.IGNORECASE)
_LANGUAGE_WORDS = re.compile(r"\b(?:languages?|язык\w*)\b", re.IGNORECASE)
_LEGAL = frozenset(
    {"inc", "ltd", "llc", "llp", "jsc", "cjsc", "ojsc", "plc", "co", "corp", "gmbh"}
    | {"ао", "зао", "оао", "ооо", "тоо", "осоо", "пао"}
)
# Names of our languages that the common ones do not cover.
_MORE_LANGUAGES = {
    "кыргызский": "ky",
    "kirghiz": "ky",
    "kirgiz": "ky",
    "farsi": "fa",
    "қазақша": "kk",
    "кыргызча": "ky",
}


def fold(text: str) -> str:
    """A parameter's spelling without case, spaces, underscores, hyphens and points."""
    return re.sub(r"[\s_.-]+", "", text.casefold())


@dataclass
class Card:
    """One article's card: what it is of (`outlet` or `owner`), the media or kind, and its values by meaning."""

    thing: str
    kind: str
    values: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)

    def take(self, template: Template, parameters: Mapping[str, str]) -> None:
        """Read a template's parameters; the first filled one of a meaning stands."""
        for name, value in template.parameters.items():
            meaning = parameters.get(fold(name)) or parameters.get(_NUMBER.sub("", fold(name)))
            if not value or name.isdecimal() or meaning == LEFT:
                continue
            if meaning is None:
                self.unknown[name] = value
            elif not self.values.get(meaning):
                self.values[meaning] = value
            elif meaning in RELATIONS and fold(name)[-1:].isdecimal():
                self.values[meaning] += f"<br>{value}"


@dataclass(frozen=True)
class Article:
    """An article: where it stands in the answer, its record id, title, pages to cite, and what its category tells."""

    line: int
    record_id: str
    title: str
    citation: tuple[str, ...]
    language: str = ""
    country: str = ""
    media: str = ""
    other_titles: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The title without the bracket that tells it from others of its name."""
        return re.sub(r" \([^()]*\)\Z", "", self.title)


class Tables:
    """The two editable tables, by language."""

    def __init__(self, page: Page) -> None:
        self.kinds: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
        for row in table_of(page, TEMPLATES, ("language", "template", "thing", "kind")):
            self.kinds[row["language"]][row["template"].casefold()] = (row["thing"], row["kind"])
        self.parameters: dict[str, dict[str, str]] = defaultdict(dict)
        for row in table_of(page, PARAMETERS, ("language", "parameter", "meaning")):
            if row["meaning"] not in MEANINGS:
                raise InputUnreadable(
                    f"{PARAMETERS}: '{row['meaning']}' of '{row['parameter']}' is no meaning; choose from "
                    f"{', '.join(sorted(MEANINGS))}."
                )
            self.parameters[row["language"]][fold(row["parameter"])] = row["meaning"]

    def read(self, language: str, wikitext: str) -> tuple[str, Card | None]:
        """The card of a text, and its language: the one known, or else the first whose cards it has."""
        found = list(templates(visible(wikitext)))
        for tried in [language] if language else list(self.kinds):
            if card := card_of(found, self.kinds[tried], self.parameters[tried]):
                return tried, card
        return language or "en", None


def card_of(
    templates: Iterable[Template], kinds: Mapping[str, tuple[str, str]], parameters: Mapping[str, str]
) -> Card | None:
    """The card of an article, None for one without; several cards of media are read as one, the first leading."""
    card: Card | None = None
    for template in templates:
        thing, kind = kinds.get(template.name, ("", ""))
        if not thing or (card is not None and thing != card.thing):
            continue
        if card is None:
            card = Card(thing, kind)
        elif thing == "outlet":
            card.kind = join([*card.kind.split(";"), kind])
        card.take(template, parameters)
    return card


def rows_of(article: Article, card: Card | None) -> Iterator[Row | Flaw]:
    """The rows of an article: an outlet or an owner with its stakes; an outlet by its category alone where no card is.

    Parameters that the table does not know, and past owners without a year, are named as flaws.
    """
    if card is None and not article.media:
        yield Flaw(article.line, "infobox", article.title, "has no card that infobox_templates.csv knows")
        return
    card = card or Card("outlet", article.media)
    for name, value in card.unknown.items():
        yield Flaw(article.line, name, value, "is no parameter of infobox_parameters.csv: add what it means, or `left`")
    name = next(iter(texts(card.values.get("name", ""))), article.name)
    natives = texts(card.values.get("native_name", ""))
    if card.thing == "owner":
        country = _country(card, article)
        values = {"name": name, "name_native": next(iter(natives), ""), "kind": card.kind, "country": country}
        yield Row("owners", article.line, article.record_id, values, article.citation)
    else:
        yield Row("outlets", article.line, article.record_id, _outlet(name, card, article), article.citation)
        yield from _channels(article, card)
    others = dict.fromkeys((article.name, *natives, *article.other_titles))
    for text in others:
        if text and text != name:
            cells = {"entity_kind": card.thing, "text": text}
            yield Row("names", article.line, article.record_id, cells, article.citation)
    for meaning, relation in RELATIONS.items():
        for text in _several(card.values.get(meaning, "")):
            yield from _stake(article, meaning, relation, text)


def _outlet(name: str, card: Card, article: Article) -> dict[str, str]:
    country, closed = _country(card, article), date_in(card.values.get("end", ""))
    values = {
        "name": name,
        "country": country,
        "media": card.kind,
        "languages": join(languages_in(card.values.get("language", ""))),
        "founded": date_in(card.values.get("start", "")),
        "closed": closed,
        "status": _status(card, closed),
        "ownership_type": "unknown",
    }
    for text in texts(card.values.get("seat", "")):
        for part in (text, *text.split(",")):
            place = find_place(part.strip(), country or None)
            if place is not None and place.kind == "city" and place.country == country:
                return values | {"city": place.name, "region": place.region}
    return values


def _country(card: Card, article: Article) -> str:
    """The one of the four countries that the card names, else the one whose category the article is in."""
    for text in texts(card.values.get("country", "")):
        place = find_place(text)
        if place is not None and place.country in COUNTRIES:
            return place.country
    return article.country


def _status(card: Card, closed: str) -> str:
    said = " ".join(texts(card.values.get("status", "")))
    if closed or _CLOSED.search(said):
        return "closed"
    return "active" if _WORKS.search(said) else "unknown"


def _channels(article: Article, card: Card) -> Iterator[Row]:
    for address in addresses(card.values.get("website", "")):
        cells = {"kind": "website", "address": address}
        yield Row("channels", article.line, article.record_id, cells, article.citation)


def _stake(article: Article, meaning: str, relation: str, text: str) -> Iterator[Row | Flaw]:
    notes = " ".join(_NOTE.findall(text))
    name = " ".join(_SHARE.sub("", _NOTE.sub("", text)).split()).strip(" ,;:–—-")
    share, years = _SHARE.search(text), _BETWEEN.search(notes)
    if not re.search(r"[^\W\d_]", name):
        yield Flaw(article.line, meaning, text, "names nobody")
        return
    if _FORMER.search(notes) and not years:
        yield Flaw(article.line, meaning, text, "is past, but no year says until when: left out")
        return
    holder = "owner." + re.sub(r"\W+", "-", name).strip("-")
    owner = {"name": name, "kind": "person" if relation == "edits" else "unknown", "country": ""}
    yield Row("owners", article.line, holder, owner, article.citation, renamed={"name": meaning})
    percent = share[1].replace(",", ".") if share and float(share[1].replace(",", ".")) <= 100 else ""
    values = {
        "holder_id": holder,
        "held_id": article.record_id,
        "relation": relation,
        "share_min": percent or "0",
        "share_max": percent or "100",
        "start": years[1] if years else "",
        "end": (years[2] or "") if years else "",
        "confidence": "reported",
    }
    yield Row("stakes", article.line, f"{article.record_id} {meaning} {holder}", values, article.citation)


def _several(value: str) -> Iterator[str]:
    """The people or bodies in a value: one a line, and where a comma parts names and not a name from its legal form."""
    for line in texts(value):
        parts = [part.strip() for part in re.split(r"[,;](?![^()]*\))", line)]
        joined = any(fold(part) in _LEGAL or not re.search(r"[^\W\d_]", part) for part in parts)
        yield from [line] if joined else parts


def date_in(value: str) -> str:
    """The first date in a value as far as it is stated; a bare year where words stand around it; empty for none."""
    for text in texts(value):
        for part in (text, *re.split(r"[(/,;]", text)):
            if found := day(re.sub(r"\s*(?:года|год|г\.)\s*\Z", "", part.strip())):
                return found
        year = _YEAR.search(text)
        if year is not None and is_date(year[1]):
            return year[1]
    return ""


@cache
def _language_names() -> Mapping[str, str]:
    """English and Russian names of languages, and the languages' own, to their codes."""
    known = dict(_MORE_LANGUAGES)
    for locale in ("en", "ru"):
        for code, name in Locale(locale).languages.items():
            if re.fullmatch("[a-z]{2,3}", code):
                known.setdefault(name.casefold(), code)
    for code in ("ru", "kk", "ky", "tg", "uz", "en", "tr"):
        known.setdefault((Locale(code).get_language_name(code) or code).casefold(), code)
    return known


def languages_in(value: str) -> list[str]:
    """The codes of the languages that a value names; words that name none are passed over."""
    found = []
    for text in texts(value):
        for part in re.split(r"[,;/()]|\band\b|\bи\b|\bжана\b|\bжәне\b", _LANGUAGE_WORDS.sub("", text)):
            if code := _language_names().get(" ".join(part.split()).casefold()):
                found.append(code)
    return found
