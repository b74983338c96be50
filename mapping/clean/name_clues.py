"""The clues that two names give for and against being one thing, as columns of strengths from 0 to 1.

What each clue weighs, and the sentence it says, stand in `data/name_clues.csv`; this module only measures them.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from mapping.clean.name_record import (
    ARABIC,
    HAS_WORDS,
    KEYS,
    NO_COUNTRY,
    ONE_WORD,
    PLACES_ONLY,
    SEVERAL,
    THIN,
    NameRecord,
)
from mapping.clean.name_words import abbreviates, lay, places_clash
from mapping.clean.person_clues import PERSON_CLUES, person_strengths
from mapping.names import skeleton, title_languages
from mapping.names.reading import Kind

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
TABLE = Path(__file__).parent / "data" / "name_clues.csv"


@dataclass(frozen=True)
class Clue:
    """One row of the table: what a clue weighs for a kind of thing (as expected; as learnt), and what it says."""

    kind: Kind
    name: str
    prior: float
    weight: float
    sentence: str


@cache
def clues(kind: Kind) -> dict[str, Clue]:
    """The clues of a kind by name, in the order of the table; `bias` is where the scale begins."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == kind]
    return {
        row["clue"]: Clue(kind, row["clue"], float(row["prior"]), float(row["weight"]), row["sentence"]) for row in rows
    }


class Pairs:
    """Pairs of read names of one kind, with their keys as columns."""

    def __init__(self, left: Sequence[NameRecord], right: Sequence[NameRecord]) -> None:
        self.left, self.right = left, right
        self._left, self._right = _columns(left), _columns(right)
        self.comparable = self.both(HAS_WORDS)

    def __len__(self) -> int:
        return len(self.left)

    def keys(self, key: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """One key of both sides."""
        return self._left[KEYS.index(key)], self._right[KEYS.index(key)]

    def equal(self, key: str) -> Flags:
        """Where both sides have the key and it is the same."""
        a, b = self.keys(key)
        found: Flags = (a == b) & (a != 0)
        return found

    def unequal(self, key: str) -> Flags:
        """Where both sides have the key and it differs."""
        a, b = self.keys(key)
        found: Flags = (a != b) & (a != 0) & (b != 0)
        return found

    def one_sided(self, key: str) -> Flags:
        """Where only one side has the key."""
        a, b = self.keys(key)
        found: Flags = (a == 0) != (b == 0)
        return found

    def disjoint(self, key: str) -> Flags:
        """Where both sides have marks of a set and share none."""
        a, b = self.keys(key)
        found: Flags = ((a & b) == 0) & (a != 0) & (b != 0)
        return found

    def both(self, flag: int) -> Flags:
        """Where the flag is up on both sides."""
        a, b = self.keys("flags")
        found: Flags = (a & b & flag) != 0
        return found

    def either(self, flag: int) -> Flags:
        """Where the flag is up on one side or both."""
        a, b = self.keys("flags")
        found: Flags = ((a | b) & flag) != 0
        return found

    def ask(self, question: Callable[[NameRecord, NameRecord], bool], where: Flags) -> Floats:
        """The answer, pair by pair, where it is worth asking; 0 elsewhere."""
        answers = np.zeros(len(self))
        for at in np.flatnonzero(where).tolist():
            answers[at] = question(self.left[at], self.right[at])
        return answers


def _columns(records: Sequence[NameRecord]) -> NDArray[np.int64]:
    packed = b"".join([record.packed for record in records])
    return np.frombuffer(packed, dtype=np.int64).reshape(len(records), len(KEYS)).T.copy()


def _letters(pairs: Pairs) -> Floats:
    """How near the letters are as they are heard: 0 where more than two of five differ (Levenshtein), 1 at none."""
    heard = [record.ear for record in pairs.left], [record.ear for record in pairs.right]
    near = process.cpdist(*heard, scorer=Levenshtein.normalized_similarity, dtype=np.float64)
    return np.clip((near - 0.6) / 0.4, 0.0, 1.0)


def _words(pairs: Pairs, settled: Flags) -> dict[str, Floats]:
    """The own words laid against each other; where the cores are equal there is nothing left to lay."""
    count = len(pairs)
    shared, each, extra, answered = np.ones(count), np.zeros(count), np.zeros(count), np.zeros(count)
    for at in np.flatnonzero(~settled).tolist():
        laid = lay(pairs.left[at], pairs.right[at])
        shared[at] = laid.share
        each[at] = min(1.0, laid.left_weight, laid.right_weight)
        extra[at] = min(1.0, abs(laid.left_weight - laid.right_weight))
        answered[at] = laid.all_answered
    return {"shared_words": shared, "own_words_each": each, "extra_words": extra, "all_words_answered": answered}


def _short_for(a: NameRecord, b: NameRecord) -> bool:
    one, other = (a, b) if len(a.words) == 1 else (b, a)
    return one.words[0] not in other.words and abbreviates(one.words[0], other.words)


def _synonyms(a: NameRecord, b: NameRecord) -> bool:
    """Whether all that the names do not share are words of one language: `Dunyo` and `Jahon` are both Uzbek."""
    left, right = ([found for word in words if (found := title_languages(word))] for words in _unshared(a, b))
    return bool(left and right and frozenset.intersection(*left, *right))


def _unshared(a: NameRecord, b: NameRecord) -> tuple[set[str], set[str]]:
    return set(a.own) - set(b.own), set(b.own) - set(a.own)


def _site_of(a: NameRecord, b: NameRecord) -> bool:
    """Whether a site's name begins the other name, or is one of its own words."""
    site, name = (a, b) if a.site else (b, a)
    stem, joined = "".join(site.words), "".join(name.words)
    if joined == stem + skeleton(site.site.rpartition(".")[2]):
        return True
    begins = len(stem) > 2 and stem.startswith(tuple(name.words[:1])) and joined.startswith(stem)
    return (
        begins
        or (not stem.isdecimal() and not title_languages(stem) and name.own.get(stem, 0.0) > 0.5)
        or (len(stem) > 5 and joined.startswith(stem))
    )


def _written(pairs: Pairs) -> dict[str, Floats | Flags]:
    """The clues that lie in the writing of names that are not persons'."""
    whole = pairs.equal("whole")
    core = pairs.equal("core") & ~pairs.either(THIN) & ~whole
    unlike = ~whole & ~core
    return {
        "same_skeleton": whole,
        "same_core": core,
        "same_by_ear": pairs.equal("ear") & unlike,
        "letters": _letters(pairs) * unlike,
        "same_consonants": pairs.equal("bones") & unlike & pairs.either(ARABIC),
        **_words(pairs, whole | core),
        "different_numbers": pairs.unequal("numbers"),
        "one_number": pairs.one_sided("numbers"),
    }


def _body(pairs: Pairs) -> dict[str, Floats | Flags]:
    """The clues of outlets and companies."""
    found = _written(pairs)
    unlike = ~(pairs.equal("whole") | (found["same_core"] > 0))
    title = pairs.equal("title") & unlike
    title = title & ~(pairs.ask(_synonyms, title) > 0)
    several = title & pairs.either(SEVERAL)
    short = pairs.ask(_short_for, pairs.either(ONE_WORD) & ~pairs.both(ONE_WORD) & unlike)
    site = pairs.ask(_site_of, pairs.one_sided("site") & unlike)
    one_medium, bare_place = pairs.one_sided("media"), pairs.both(PLACES_ONLY)
    # A translation is one outlet's only inside one country: each has its Азаттык and its Озодӣ.
    known = np.where(pairs.both(NO_COUNTRY), 0.5, 1.0)
    unanswered = 1 - np.maximum(title, np.maximum(short, site))
    return found | {
        "own_words_each": found["own_words_each"] * unanswered,
        "extra_words": found["extra_words"] * unanswered,
        "one_number": found["one_number"] * unanswered,
        "same_meaning": several * known,
        "same_meaning_short": (title & ~several) * known,
        "short_for": short,
        "site_of": site,
        "different_sites": pairs.unequal("ending"),
        "different_media": pairs.disjoint("media"),
        "different_sorts": pairs.disjoint("sorts") & ~pairs.disjoint("media"),
        "one_medium": one_medium & ~bare_place,
        "one_medium_of_place": (one_medium | pairs.one_sided("sorts")) & bare_place,
        "different_directions": pairs.disjoint("directions"),
        "different_places": pairs.ask(places_clash, pairs.unequal("places")),
    }


def _company(pairs: Pairs) -> dict[str, Floats | Flags]:
    return _body(pairs) | {"same_form": pairs.equal("form"), "different_form": pairs.unequal("form")}


def _place(pairs: Pairs) -> dict[str, Floats | Flags]:
    found = _written(pairs)
    namesakes = pairs.ask(_namesakes, pairs.unequal("place")) > 0
    ranks = pairs.unequal("rank") | pairs.one_sided("rank")
    apart = pairs.unequal("place") & ~namesakes
    # Two places that are known to be two may well have letters alike: Ақтау, Ақтөбе.
    alike = ("letters", "shared_words", "all_words_answered")
    return found | {
        **{name: found[name] * ~apart for name in alike},
        "same_place": pairs.equal("place") | (namesakes & ~ranks),
        "different_places": apart,
        "region_or_city": (namesakes & ranks) | pairs.disjoint("rank"),
        "one_rank": pairs.one_sided("rank") & ~pairs.equal("place"),
        "one_known": pairs.one_sided("place"),
    }


def _namesakes(a: NameRecord, b: NameRecord) -> bool:
    """Whether one is the region and the other the town of its name, as far as the gazetteer can tell."""
    return (
        a.place is not None
        and b.place is not None
        and (a.place.name, a.place.country) == (b.place.name, b.place.country)
    )


def _person(pairs: Pairs) -> dict[str, Floats | Flags]:
    columns = np.zeros((len(PERSON_CLUES), len(pairs)))
    for at in np.flatnonzero(pairs.comparable).tolist():
        columns[:, at] = person_strengths(pairs.left[at], pairs.right[at])
    return dict(zip(PERSON_CLUES, columns, strict=True))


_MEASURES: dict[Kind, Callable[[Pairs], dict[str, Floats | Flags]]] = {
    "outlet": _body,
    "company": _company,
    "person": _person,
    "place": _place,
}


def strengths(kind: Kind, pairs: Pairs) -> dict[str, Floats]:
    """The strength of every clue of a kind for every pair, 0 to 1."""
    return {name: np.asarray(strength, dtype=np.float64) for name, strength in _MEASURES[kind](pairs).items()}
