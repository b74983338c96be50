"""Pairs of place names from Unicode's CLDR, as package babel holds it: labels that nobody here wrote.

The same place in two languages, one of them of the region, against as many pairs of different places in the same two
languages, each the likest there is (rapidfuzz's ratio of the names without marks).
"""

from __future__ import annotations

import hashlib
import itertools
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from babel import Locale
from rapidfuzz import fuzz, process

REGIONAL = ("kk", "ky", "tg", "uz", "uz_Cyrl")
LANGUAGES = (*REGIONAL, "ru", "en", "fr", "tr", "fa")
PER_PLACE = 3
NOT_PLACES = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}


class PlacePair(NamedTuple):
    """Two names with their languages, and whether they name one place."""

    name_a: str
    name_b: str
    language_a: str
    language_b: str
    same: bool


def names() -> dict[str, dict[str, str]]:
    """Each place's name in each language that CLDR has it in: countries by ISO code, cities by time zone."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for code, name in locale.territories.items():
            if len(code) == 2 and code.isalpha() and code not in NOT_PLACES:
                found[code][language] = name
        for zone, forms in locale.time_zones.items():
            if "city" in forms and not zone.startswith("Etc/"):
                found[zone][language] = forms["city"]
    return found


def draw(*texts: str) -> str:
    """A number that depends on the texts alone, to draw by."""
    return hashlib.sha256("|".join(texts).encode()).hexdigest()


def folded(name: str) -> str:
    """Lower case without marks."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def place_pairs() -> list[PlacePair]:
    """All pairs, the same and the different in turn; the same from run to run of one babel."""
    places = names()
    columns = {
        language: {code: folded(forms[language]) for code, forms in places.items() if language in forms}
        for language in LANGUAGES
    }
    pairs = []
    for code, one, other in drawn(places):
        a, b = places[code][one], places[code][other]
        if (wrong := likest_other(places, columns[other], code)) is not None:
            pairs.append(PlacePair(a, b, one, other, True))
            pairs.append(PlacePair(a, places[wrong][other], one, other, False))
    return pairs


def drawn(places: Mapping[str, Mapping[str, str]]) -> Iterable[tuple[str, str, str]]:
    """Place, language and other language, one of them regional, of names that are not written alike."""
    for code, forms in sorted(places.items()):
        couples = [
            couple
            for couple in itertools.permutations(forms, 2)
            if couple[0] in REGIONAL and folded(forms[couple[0]]) != folded(forms[couple[1]])
        ]
        couples.sort(key=lambda couple: draw(code, *couple))
        yield from ((code, *couple) for couple in couples[:PER_PLACE])


def likest_other(places: Mapping[str, Mapping[str, str]], column: Mapping[str, str], code: str) -> str | None:
    """The place whose name in one language (`column`) looks most like this one's, unless the two share a name anywhere.

    Sharing a name (Luxembourg, the city and the country) would make the label a matter of taste.
    """
    own = {folded(name) for name in places[code].values()}
    found = process.extract(column[code], column, scorer=fuzz.ratio, limit=8)
    for _, _, other in found:
        if other != code and not own & {folded(name) for name in places[other].values()}:
            return str(other)
    return None
