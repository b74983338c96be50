"""One name read once for comparing: its keys as numbers for whole columns, its words for the pairs that need them."""

from __future__ import annotations

import csv
import re
import struct
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from mapping.clean.person_record import PersonParts, person_parts
from mapping.clean.sounds import by_ear
from mapping.names import (
    Place,
    bones,
    find_place,
    fold_twins,
    generic_word,
    places_in,
    script,
    skeleton,
    split_legal,
    title_key,
    with_digits,
)
from mapping.names.reading import Kind

LONGEST = 200  # characters of a name that are compared

KEYS = (
    *("whole", "core", "ear", "title", "numbers", "bones", "sorts", "media"),
    *("directions", "places", "place", "rank", "form", "site", "ending", "flags"),
)
HAS_WORDS, ARABIC, ONE_WORD, THIN, SEVERAL, PLACES_ONLY, NO_COUNTRY = 1, 2, 4, 8, 16, 32, 64

_DOMAIN = (
    r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)*)\.(kz|kg|tj|uz|ru|com|org|net|info|asia|tv|fm|кз|кг|тж|уз|ру|ком)"
)
_SITE = re.compile(rf"{_DOMAIN}(?:/\S*)?", re.IGNORECASE)
_SITE_INSIDE = re.compile(rf"\b{_DOMAIN}\b", re.IGNORECASE)
_ELIDED = re.compile(r"\b[dl]['’](?=[aeiouyhéèêâîô])", re.IGNORECASE)  # French: l'Orient
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_CAPITALS = re.compile(r"\b[^\W\d_]{2,5}\b")
# Generic words written together with the name, as skeletons: tengrinews, almatytv, radiotochka.
_GLUED_END = re.compile(r"(.{3,})(tv|fm|neos|nios|info|media|radio|gazeta|online)")
_GLUED_START = re.compile(r"(radio)(?!kanal|arna|kom|stan)(.{4,})")
# What a generic word makes of a body, where it excludes another sort; wider words (channel, company) exclude nothing.
_SORTS = ("tv", "radio", "print", "agency", "news", "portal", "publisher", "studio", "media", "organisation")
_SORTS_OF = {
    "tv_channel": ("tv",),
    "tv_radio": ("tv", "radio"),
    "newspaper": ("print",),
    "magazine": ("print",),
    "information": ("agency", "news"),
}
_ISLANDS = re.compile(r"\bо-ва?\b\.?", re.IGNORECASE)
_FREQUENCIES = range(87, 109)  # MHz: a number beside `FM` tells where to tune, not which station it is
_DOMAIN_ENDINGS = {"кз": "kz", "кг": "kg", "тж": "tj", "уз": "uz", "ру": "ru"}
_NATIONAL = frozenset(_DOMAIN_ENDINGS.values())
# What words carry of the identity that a name's own word carries as 1.
_TOWN, _OWN_COUNTRY, _ACRONYM, _OFFICIAL = 0.5, 0.25, 0.5, 0.35
_DIRECTIONS = ("north", "south", "east", "west")
_MEDIA = ("tv", "radio", "print", "agency")  # media that exclude each other; a site or a channel may carry any
_CLASHING = ("region", "district", "city", "village")  # ranks that exclude each other
_RANKS = {
    "region": "область обл oblast облысы облусу вилояти вилоят viloyati viloyat region province",
    "district": "район ауданы аудан району ноҳия ноҳияи туман тумани tumani tuman district rayon",
    "city": "город г қаласы қала шаары шаар шаҳри шаҳр shahri shahar city town",
    "island": "остров острова аралы аралдары арал ҷазираи ҷазираҳои oroli orollari ороли ороллари island islands",
    "state": "республика республикасы ҷумҳурии respublikasi республикаси republic",
    "territory": "территория территориясы территории аймағы аймақтары аймагы аймактары hududi hududlari territory",
    "village": "село с ауылы ауыл айылы айыл қишлоғи qishlogʻi деҳа деҳаи village посёлок поселок пгт кент кенті",
}


@dataclass(slots=True, eq=False)
class NameRecord:
    """A name as the scorer sees it; nobody changes it once it is read.

    `name` is the text without its legal form; `words` are those of its skeleton, numbers as digits; `own` those that
    carry identity, with weights (a place weighs less than a name); `form` and `family` the legal form as written and
    its sort; `site` a web address that is all of the name. `ear` holds the letters as they sound, `packed` the keys of
    `KEYS` as 64-bit numbers, 0 where there is none.
    """

    text: str
    name: str
    country: str | None
    words: tuple[str, ...]
    own: dict[str, float]
    form: str = ""
    family: str = ""
    sorts: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    title: tuple[str, ...] = ()
    places: frozenset[Place] = frozenset()
    places_only: bool = False
    ranks: frozenset[str] = frozenset()
    site: str = ""
    person: PersonParts | None = None
    place: Place | None = None
    arabic: bool = field(init=False)
    numbers: frozenset[str] = field(init=False)
    ear: str = field(init=False)
    packed: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.arabic = script(self.name) == "Arab"
        self.numbers = frozenset(word for word in self.words if word.isdecimal())
        self.ear = by_ear("".join(self.words))
        self.packed = _packed(
            whole="".join(self.words),
            core="".join(sorted(map(by_ear, self.own))),
            ear=self.ear,
            title=self.title,
            numbers=self.numbers,
            bones=bones(self.name, self.country).replace(" ", ""),
            sorts=_bits(self.sorts, _SORTS),
            media=_bits(self.media, _MEDIA),
            directions=_bits(self.directions, _DIRECTIONS),
            places=self.places,
            place=self.place,
            rank=_bits(self.ranks, _CLASHING),
            form=self.family,
            site=self.site,
            ending=self.ending,
            flags=self._flags(),
        )

    @property
    def ending(self) -> str:
        """The country's ending of a web address; empty for a general one such as com."""
        ending = self.site.rpartition(".")[2]
        national = _DOMAIN_ENDINGS.get(ending, ending)
        return national if national in _NATIONAL else ""

    @property
    def directions(self) -> frozenset[str]:
        """The directions that the name tells: north, south, east, west."""
        return frozenset(self.title).intersection(_DIRECTIONS)

    def _flags(self) -> int:
        meanings = [part for part in self.title if part.startswith("~") or generic_word(part) is None]
        return (
            HAS_WORDS * bool(self.words)
            | ARABIC * self.arabic
            | ONE_WORD * (len(self.words) == 1)
            | THIN * (not any(weight >= _TOWN for weight in self.own.values()))
            | SEVERAL * (len(meanings) > 1 or len(self.own) > 1)
            | PLACES_ONLY * self.places_only
            | NO_COUNTRY * (self.country is None)
        )


@cache
def _english() -> dict[str, str]:
    """English words as Cyrillic spells them by ear -> as English spells them, both as skeletons."""
    path = Path(__file__).parent / "data" / "english_words.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            skeleton(form): skeleton(row["word"]) for row in csv.DictReader(file) for form in row["heard"].split(";")
        }


@cache
def _rank_words() -> dict[str, str]:
    return {skeleton(word): rank for rank, words in _RANKS.items() for word in words.split()}


def _unglued(word: str) -> list[str]:
    """A word apart from the generic word written together with it."""
    if generic_word(word) is not None:
        return [word]
    found = _GLUED_END.fullmatch(word) or _GLUED_START.fullmatch(word)
    return list(found.groups()) if found else [word]


def _words(name: str, country: str | None) -> tuple[str, ...]:
    """The words of the skeleton, numbers as digits, English ones as English spells them."""
    read = [part for word in with_digits(name, country).split() for part in _unglued(word)]
    words = tuple(_english().get(word, word) for word in read)
    return tuple(word for word in words if not _is_frequency(word)) if "fm" in words else words


def _is_frequency(word: str) -> bool:
    return word.isdecimal() and len(word) <= 3 and int(word) in _FREQUENCIES


def _bare(text: str) -> str:
    """A name without what stands in brackets (but a place is kept), and without a web address beside telling words."""
    text = _ELIDED.sub(" ", text)
    rest = _BRACKETED.sub(lambda found: found.group() if places_in(found.group()) else " ", text)
    text = rest if skeleton(rest) else text
    if not _SITE_INSIDE.search(text):
        return text.strip()
    rest = _SITE_INSIDE.sub(" ", text)
    telling = any(generic_word(word) is None for word in skeleton(rest).split())
    return rest.strip() if telling else _SITE_INSIDE.sub(r"\1", text).strip()


def _weight(word: str, places: tuple[Place, ...], country: str | None) -> float:
    """How much of the identity one word carries; 0 for a word that only tells the medium."""
    common = None if word.isdecimal() else generic_word(word)
    if common is not None:
        return _OFFICIAL if common.weight >= 0.5 else 0.0
    if any(place.kind == "country" and place.country == country for place in places):
        return _OWN_COUNTRY
    return _TOWN if places else 1.0


def _own(words: tuple[str, ...], name: str, country: str | None) -> dict[str, float]:
    """The words that carry identity with their weights; all words, lightly, when none does."""
    weights = {word: _weight(word, places_in(word, country), country) for word in words}
    own = {word: weight for word, weight in weights.items() if weight > 0}
    if not own:
        return dict.fromkeys(words, 0.4)
    if max(own.values()) < _TOWN:
        return dict.fromkeys(own, _TOWN)
    if len(own) > 1 and not name.isupper():
        # An acronym beside a name is often the kind of body: КНИА Кабар, ТРК Ош.
        for found in _CAPITALS.findall(name):
            if found.isupper() and (word := skeleton(found)) in own:
                own[word] = min(own[word], _ACRONYM)
    return own


def _packed(**keys: object) -> bytes:
    """The keys as 64-bit numbers in the order of `KEYS`: numbers as they are, other values by their hash."""
    numbers = (value if isinstance(value, int) else hash(value) if value else 0 for value in map(keys.get, KEYS))
    return struct.pack(f"{len(KEYS)}q", *numbers)


def _bits(present: frozenset[str], order: tuple[str, ...]) -> int:
    return sum(1 << at for at, name in enumerate(order) if name in present)


@lru_cache(maxsize=1 << 17)
def read_record(text: str, kind: Kind, country: str) -> NameRecord:
    """The record of a name; `country` is ISO2 or `""`. Reads at most `LONGEST` characters of it."""
    plain = fold_twins(text[:LONGEST].replace("\0", " ")).text.strip()
    if kind == "person":
        return _person(text, plain, country or None)
    return _place(text, plain, country or None) if kind == "place" else _body(text, plain, country or None)


def _body(text: str, plain: str, country: str | None) -> NameRecord:
    """An outlet or a company."""
    legal = split_legal(plain)
    found = _SITE.fullmatch(legal.name)
    name = found.group(1).replace("-", " ").replace(".", " ") if found else _bare(legal.name)
    words = _words(name, country)
    towns = frozenset(word for word in words if places_in(word, country))
    # What stands in brackets is no part of the name, but may tell the medium: Respublika (newspaper).
    beside = skeleton(" ".join(_BRACKETED.findall(legal.name)), country).split()
    common = [entry for word in (*words, *beside) if (entry := generic_word(word))]
    sorts = frozenset(sort for entry in common for sort in _SORTS_OF.get(entry.meaning, (entry.meaning,)))
    media = frozenset().union(*(entry.media for entry in common)).intersection(_MEDIA)
    return NameRecord(
        text,
        name,
        country,
        words,
        _own(words, name, country),
        form=legal.written,
        family=legal.family,
        sorts=sorts.intersection(_SORTS),
        media=media,
        title=title_key(name, country) or (),
        places=frozenset(places_in(name, country)),
        places_only=bool(towns) and all(word in towns or generic_word(word) for word in words),
        site=f"{found.group(1)}.{found.group(2)}".lower() if found else "",
    )


def _place(text: str, plain: str, country: str | None) -> NameRecord:
    """A place; words such as `область` stand apart as its rank."""
    name = _bare(plain)
    every = [word for word in skeleton(_ISLANDS.sub("острова ", name), country).split() if not _is_particle(word)]
    ranks = frozenset(_rank_words()[word] for word in every if word in _rank_words())
    words = tuple(word for word in every if word not in _rank_words()) or tuple(every)
    own = dict.fromkeys(words, 1.0)
    return NameRecord(text, name, country, words, own, ranks=ranks, place=find_place(plain, country))


def _is_particle(word: str) -> bool:
    entry = generic_word(word)
    return entry is not None and entry.meaning == "particle"


def _person(text: str, plain: str, country: str | None) -> NameRecord:
    """A person, whose parts `person_clues` compares."""
    words = tuple(skeleton(plain, country).split())
    return NameRecord(text, plain, country, words, dict.fromkeys(words, 1.0), person=person_parts(plain, country))
