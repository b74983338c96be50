"""Word against word: which own words of two names answer each other, and whether one name is short for the other."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from mapping.clean.name_record import NameRecord
from mapping.clean.sounds import by_ear
from mapping.names import Place, generic_word, title_key

# Endings of Russian adjectives as they sound: Жумгальский, Уральская.
_ADJECTIVE = re.compile("(?<=.{3})sk(?:i|aia|ai|ii|aga|ia)$")
# Endings of cases and of possession, as they sound: Узбекистана, Кыргызстандын, газетасы.
_ENDINGS = frozenset(
    ["", *"aiesnmh", "da", "ta", "ni", "di", "nin", "din", "im", "am", "ami", "ah", "ii", "ai", "si", "lar"]
)
_VOWELS = re.compile("[aeiou]")
_MOST_WORDS = 24  # own words of one name that are laid against the other's
_LONGEST_ACRONYM = 12
_SHORTEST_JOINED = 6  # letters of two words written as one
_COMPOUNDS = ("tele", "radio", "foto", "kino", "avto", "bank", "inform", "gos", "nats", "agro")


class Laid(NamedTuple):
    """Two names' own words laid against each other: the share that is answered, and what is left over."""

    share: float
    left: tuple[str, ...]
    right: tuple[str, ...]
    left_weight: float
    right_weight: float
    several: bool

    @property
    def all_answered(self) -> bool:
        """Whether no word of either name is left over, and the names have several."""
        return self.several and not self.left and not self.right


@lru_cache(maxsize=1 << 17)
def alike(one: str, other: str) -> float:
    """How far two words of skeletons can be one word, 0 to 1: by ear, by ending, by meaning, by a letter or two."""
    if one.isdecimal() or other.isdecimal():
        return 0.0
    heard, heard_other = by_ear(one), by_ear(other)
    shortest = min(len(heard), len(heard_other))
    if heard == heard_other:
        return 1.0 if shortest > 2 else 0.8
    common, common_other = generic_word(one), generic_word(other)
    if common is not None and common_other is not None:
        return 0.6 if common.meaning == common_other.meaning else 0.0
    if (meaning := title_key(one)) is not None and meaning == title_key(other):
        return 0.9
    if shortest < 4:
        return 0.0
    if _ADJECTIVE.sub("", heard) == _ADJECTIVE.sub("", heard_other):
        return 0.9
    prefix = next((at for at in range(shortest) if heard[at] != heard_other[at]), shortest)
    if prefix >= 4 and {heard[prefix:], heard_other[prefix:]} <= _ENDINGS:
        return 0.85
    near = Levenshtein.normalized_similarity(heard, heard_other)
    return 2 * near - 1 if near >= (0.85 if shortest < 6 else 0.74) else 0.0


@lru_cache(maxsize=1 << 16)
def _same_consonants(one: str, other: str) -> float:
    """The same for a word in Arabic letters, which leave short vowels out."""
    frame = _VOWELS.sub("", one)
    return 0.9 if len(frame) > 1 and frame == _VOWELS.sub("", other) else alike(one, other)


def lay(a: NameRecord, b: NameRecord) -> Laid:
    """The own words of two names laid against each other, the best answers first."""
    common = a.own.keys() & b.own.keys()
    shared = 2 * sum(a.own[word] for word in common)
    left = [word for word in a.own if word not in common][:_MOST_WORDS]
    right = [word for word in b.own if word not in common][:_MOST_WORDS]
    near = _same_consonants if a.arabic != b.arabic else alike
    for one in tuple(left):
        if not right:
            break
        best = right[0] if len(right) == 1 else max(right, key=lambda other: near(one, other))
        if likeness := near(one, best):
            shared += likeness * (a.own[one] + b.own[best])
            left.remove(one)
            right.remove(best)
    if left and right and len(a.own) + len(b.own) > 2:
        shared += _lay_joined(left, a.own, right, b.own) + _lay_joined(right, b.own, left, a.own)
    share = shared / (sum(a.own.values()) + sum(b.own.values()) or 1.0)
    left_weight, right_weight = sum(a.own[word] for word in left), sum(b.own[word] for word in right)
    several = min(len(a.own), len(b.own)) > 1
    return Laid(share, tuple(left), tuple(right), left_weight, right_weight, several)


def _lay_joined(words: list[str], own: dict[str, float], parts: list[str], own_parts: dict[str, float]) -> float:
    """Words that the other name writes as two (Кыргызфильм, Kyrgyz Film): taken off both lists; gives what they share.

    A word that was answered already may be the first of the two again.
    """
    shared = 0.0
    for one in [word for word in words if len(word) >= _SHORTEST_JOINED]:
        for first, second in pairwise(own_parts):
            taken = [part for part in (first, second) if part in parts]
            if taken and one[0] == first[0] and alike(one, first + second) > 0.6:
                shared += own[one] + sum(own_parts[part] for part in taken)
                words.remove(one)
                for part in taken:
                    parts.remove(part)
                break
    return shared


def pieces(words: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The words without particles: whole, and with compounds (`teleradio...`) taken apart."""
    entries = [(word, generic_word(word)) for word in words]
    kept = [word for word, entry in entries if entry is None or entry.meaning != "particle"]
    return kept, [part for word in kept for part in _taken_apart(word)]


def _taken_apart(word: str) -> list[str]:
    start = next((start for start in _COMPOUNDS if word.startswith(start) and len(word) > len(start) + 2), "")
    return [start, word[len(start) :]] if start else [word]


def _spells(short: str, pieces: list[str]) -> bool:
    """Whether the short name takes a beginning of every piece, in order: ktrk, kaztag, kazinform."""
    if not pieces:
        return not short
    first, *rest = pieces
    for length in range(1, min(len(first), len(short)) + 1):
        if short[length - 1] != first[length - 1]:
            return False
        if _spells(short[length:], rest):
            return True
    return False


@lru_cache(maxsize=1 << 14)
def abbreviates(short: str, words: tuple[str, ...]) -> bool:
    """Whether a word of two letters or more is made of the beginnings of at least two words, all of them."""
    if not 2 <= len(short) <= _LONGEST_ACRONYM:
        return False
    return any(2 <= len(spelled) <= len(short) and _spells(short, spelled) for spelled in pieces(words))


@lru_cache(maxsize=1 << 14)
def _meet(one: Place, other: Place) -> bool:
    """Whether two places named can go together: the same, one name, or one inside the other."""
    if one == other or one.name == other.name:
        return True
    if "country" in (one.kind, other.kind):
        return one.country == other.country
    return one.region == other.region and one.kind != other.kind


def places_clash(a: NameRecord, b: NameRecord) -> bool:
    """Whether the names tell places that cannot be one."""
    return not any(_meet(one, other) for one in a.places for other in b.places)
