"""Which names of two lists are worth scoring: those that share a key or a site, or whose letters are near.

Comparing the letters of all with all is cheap (rapidfuzz does some ten million pairs a second), scoring is not: only
what is near is scored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from mapping.clean.name_record import NameRecord
from mapping.clean.name_words import pieces
from mapping.clean.sounds import by_ear
from mapping.names import bones

MOST_NEAR = 50  # names of the right list that one of the left list is scored with
_NEAR = 0.86
_COMMON = 100  # names that may share the beginning of a word
_WORD_START = 5
_AT_ONCE = 512  # names whose letters are compared with the other list at a time

Likeness = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Near:
    """The positions of names worth scoring, sorted, each pair once; `cut` are the names of the left list that have
    more near ones than `MOST_NEAR`, of which only the nearest are among the pairs."""

    pairs: list[tuple[int, int]]
    cut: list[int]


def near_pairs(left: Sequence[NameRecord], right: Sequence[NameRecord]) -> Near:
    """The names of the right list that may be those of the left: most shared keys first, then likest in letters.

    Names of different countries are not near.
    """
    index = _index(right)
    country = np.array([record.country or "" for record in right], dtype="U2")
    found = Near([], [])
    for at, (record, likeness) in enumerate(zip(left, _letters(left, right), strict=True)):
        for key in set(_keys(record)):
            likeness[index.get(key, [])] += 1
        if record.country:
            likeness[(country != "") & (country != record.country)] = 0
        near = np.flatnonzero(likeness)
        if len(near) > MOST_NEAR:
            found.cut.append(at)
            near = np.sort(near[np.argsort(-likeness[near], kind="stable")[:MOST_NEAR]])
        found.pairs.extend((at, other) for other in near.tolist())
    return found


def _index(records: Sequence[NameRecord]) -> dict[str, list[int]]:
    """The positions of the names with each key; beginnings of words that are too common are left out."""
    index: dict[str, list[int]] = defaultdict(list)
    for at, record in enumerate(records):
        for key in set(_keys(record)):
            index[key].append(at)
    return {
        key: positions for key, positions in index.items() if not key.startswith("word ") or len(positions) <= _COMMON
    }


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


def _letters(left: Sequence[NameRecord], right: Sequence[NameRecord]) -> Iterator[Likeness]:
    """How like in letters each name of the right list is, for each of the left: 0 below `_NEAR`, else up to 1."""
    heard = [record.ear for record in right]
    for start in range(0, len(left), _AT_ONCE):
        some = [record.ear for record in left[start : start + _AT_ONCE]]
        yield from process.cdist(some, heard, scorer=JaroWinkler.similarity, score_cutoff=_NEAR, dtype=np.float32)
