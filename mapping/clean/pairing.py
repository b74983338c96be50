"""Which names of two lists are worth scoring: those that share a key or a site, or whose letters are near.

Comparing the letters of all with all is cheap (rapidfuzz does some ten million pairs a second), scoring is not: only
what is near is scored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from mapping.clean.name_record import NameRecord
from mapping.clean.name_words import pieces
from mapping.clean.sounds import by_ear
from mapping.names import bones

_NEAR = 0.86
_COMMON = 100  # names that may share the beginning of a word
_WORD_START = 5
_AT_ONCE = 512  # names whose letters are compared with the other list at a time


def near_pairs(left: Sequence[NameRecord], right: Sequence[NameRecord]) -> list[tuple[int, int]]:
    """The positions of names worth scoring, sorted, each pair once."""
    index: dict[str, list[int]] = defaultdict(list)
    for at, record in enumerate(right):
        for key in set(_keys(record)):
            index[key].append(at)
    found = {
        (at, other)
        for at, record in enumerate(left)
        for key in set(_keys(record))
        for other in _met(key, index.get(key, ()))
    }
    found.update(_near_letters(left, right))
    return sorted(found)


def _met(key: str, positions: Sequence[int]) -> Sequence[int]:
    return () if key.startswith("word ") and len(positions) > _COMMON else positions


def _keys(record: NameRecord) -> Iterator[str]:
    """What two names of one thing may share: the own words, consonants, meaning, initials, beginnings of words."""
    if not record.words:
        return
    yield f"core {' '.join(sorted(map(by_ear, record.own)))}"
    yield f"whole {''.join(record.words)}"
    if len(frame := bones(record.name, record.country).replace(" ", "")) > 2:
        yield f"bones {frame}"
    if record.title:
        yield f"title {' '.join(record.title)}"
    for spelled in pieces(record.words):
        if len(spelled) > 1:
            yield f"whole {''.join(piece[0] for piece in spelled)}"
    for word in record.own:
        yield f"word {by_ear(word)[:_WORD_START]}"


def _near_letters(left: Sequence[NameRecord], right: Sequence[NameRecord]) -> Iterable[tuple[int, int]]:
    heard = [record.ear for record in right]
    for start in range(0, len(left), _AT_ONCE):
        some = [record.ear for record in left[start : start + _AT_ONCE]]
        near = process.cdist(some, heard, scorer=JaroWinkler.similarity, score_cutoff=_NEAR, dtype=np.float32)
        for at, other in np.argwhere(near > 0).tolist():
            yield start + at, other
