"""The reader's language: texts, numbers, dates, names of countries and languages.

Every text that a reader sees is written in English in the code or in a notebook and passed through `_` (or `plural`);
catalogues stand in `locale/<language>/LC_MESSAGES/mapping.po`. Numbers, dates and the names of countries and languages
follow CLDR through Babel.
"""

from __future__ import annotations

import csv
import datetime
import gettext
import io
import re
from collections.abc import Iterable
from contextvars import ContextVar
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from mapping.errors import InputUnreadable, UnknownName
from mapping.paths import LOCALE

SOURCE_LANGUAGE = "en"
DOMAIN = "mapping"

_language: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)
_asked: ContextVar[int] = ContextVar("asked", default=0)

# CLDR gives these names in an old or an English form; the countries themselves use these today.
COUNTRY_NAMES = {
    ("en", "XX"): "region-wide", ("en", "TR"): "Türkiye", ("en", "CZ"): "Czechia",
    ("ru", "KG"): "Кыргызстан", ("ru", "US"): "США",
}  # fmt: skip


def languages() -> list[str]:
    """Languages that have a catalogue, English (the language of the code) first."""
    return [SOURCE_LANGUAGE, *sorted(path.parent.parent.name for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))]


def speak(language: str) -> None:
    """Choose the language of all texts made from here on; `UnknownName` when it has no catalogue."""
    if language not in languages():
        raise UnknownName(f"There is no catalogue for the language '{language}': choose from {', '.join(languages())}.")
    _language.set(language)


def language() -> str:
    """The language spoken now, as its ISO 639-1 code."""
    _asked.set(_asked.get() + 1)
    return _language.get()


def times_asked() -> int:
    """How often the language was asked for: what is made without asking is the same in every language."""
    return _asked.get()


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    path = LOCALE / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not path.exists():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _(text: str, **values: object) -> str:
    """The text in the reader's language, its `{names}` filled."""
    translated = _catalogue(language()).gettext(text) if text else ""
    return translated.format(**values) if values else translated


def plural(one: str, many: str, n: int, **values: object) -> str:
    """The text in the plural form that `n` asks for; `{n}` is the number as the reader writes it."""
    return _catalogue(language()).ngettext(one, many, n).format(n=number(n), **values)


def plural_forms(one: str, many: str) -> dict[str, str]:
    """A counted text in every plural form of the reader's language, by CLDR category, for pages that count by script.

    `{n}` and other names stay to be filled there; `other` is always among the forms.
    """
    category = Locale(language()).plural_form
    # The first numbers hold every category of every language but French's and its kin's `many`: whole millions.
    examples = {category(n): n for n in (1_000_000, *range(200, -1, -1))}
    forms = {name: _catalogue(language()).ngettext(one, many, n) for name, n in sorted(examples.items())}
    return forms if "other" in forms else forms | {"other": forms["many"]}


def number(value: float, digits: int = 0) -> str:
    """A number as the reader writes it: 1,234.5 or 1 234,5."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=language())


def percent(share: float, digits: int = 0) -> str:
    """A share between 0 and 1 as a percentage."""
    # CLDR's own pattern, as 60 % or 60%, with as many digits as asked for.
    pattern = Locale(language()).percent_formats[None].pattern
    return format_percent(share, format=pattern.replace("##0", "##0" + ("." + "0" * digits if digits else "")),
                          locale=language())  # fmt: skip


def day(value: datetime.date) -> str:
    """A day written out: 21 November 2026."""
    text = format_date(value, "d MMMM y", locale=language())
    # CLDR does not know that French counts the first day only by its order.
    return f"1er{text[1:]}" if value.day == 1 and language() == "fr" else text


def month(value: datetime.date) -> str:
    """A month written out: November 2026."""
    return format_skeleton("yMMMM", value, locale=language())


def dated(text: str) -> str:
    """A date as precise as its source, written out: 2013, November 2013, 1 November 2013.

    For a text of the form YYYY, YYYY-MM or YYYY-MM-DD; any other stays as it is.
    """
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return day(datetime.date.fromisoformat(text))
    return month(datetime.date.fromisoformat(f"{text}-01")) if re.fullmatch(r"\d{4}-\d\d", text) else text


def enumerate_words(words: list[str]) -> str:
    """Words joined as the reader joins them: a, b and c."""
    return str(format_list(words, locale=language()))


def pair(name: object, value: object) -> str:
    """A name and what it is, as the reader sets the colon."""
    return _("{name}: {value}", name=name, value=value)


def series(parts: Iterable[str]) -> str:
    """Parts of a sentence side by side, as the reader sets the semicolon."""
    return _("; ").join(parts)


def country(code: str) -> str:
    """The country's current official short name for its ISO 3166-1 code; the code itself where there is none."""
    spoken = language()
    own = COUNTRY_NAMES.get((spoken, code)) or (_("region-wide") if code == "XX" else None)
    return own or Locale(spoken).territories.get(code, code)


def place(name: str, short: bool = False) -> str:
    """A region or town by its name in our tables, as the reader's language calls it officially today.

    `short` leaves out what sort of region it is. The name as it is where `locale/places.csv` has no other.
    """
    column = language()
    if short:
        column = "short" if column == SOURCE_LANGUAGE else f"{column}_short"
    return _places().get(name, {}).get(column) or name


@cache
def _places() -> dict[str, dict[str, str]]:
    with (LOCALE / "places.csv").open(encoding="utf-8", newline="") as file:
        try:
            return {row["name"]: row for row in csv.DictReader(file)}
        except (KeyError, UnicodeDecodeError, csv.Error) as problem:
            raise InputUnreadable(f"{file.name} is no table of place names in UTF-8: restore it.") from problem


def language_name(code: str) -> str:
    """The language's name for its ISO 639 code; the code itself where there is none."""
    # Languages of the region that CLDR does not name, or names by another spelling.
    own = {
        "dng": _("Dungan"),
        "isk": _("Ishkashimi"),
        "kaa": _("Karakalpak"),
        "ky": _("Kyrgyz"),
        "paq": _("Parya"),
        "sgh": _("Shughni"),
        "wbl": _("Wakhi"),
        "yah": _("Yazghulami"),
        "yai": _("Yaghnobi"),
    }
    return own.get(code) or str(Locale(language()).languages.get(code, code))


def capitalised(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]
