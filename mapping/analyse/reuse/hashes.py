"""Hashes of shingles: 48 bits, so that with the number of a text in one portion they fit into one sortable number."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mapping.analyse.reuse.tokens import Numbers, Words, mixed

BITS = 48
# No shingle begins here, or one that is left out; greater than all hashes.
NONE = (1 << BITS) - 1
_FACTOR = np.uint64(0xD1B54A32D192ED03)


def shingles(words: Words, ends: Numbers, length: int) -> Numbers:
    """The hash of the shingle that begins at each word; `NONE` where less than `length` words are left of a text."""
    hashes = np.full(len(words), NONE, np.int64)
    count = max(len(words) - length + 1, 0)
    rolled = np.zeros(count, np.uint64)
    for step in range(length if count else 0):
        rolled = rolled * _FACTOR + words[step : step + count]
    hashes[:count] = mixed(rolled) >> np.uint64(64 - BITS)
    for step in range(1, length):
        last = ends[1:] - step
        hashes[last[last >= ends[:-1]]] = NONE
    return hashes


def owners(ends: Numbers) -> Numbers:
    """For each place the number of the text in which it stands."""
    return np.repeat(np.arange(len(ends) - 1), np.diff(ends))


def keyed(owner: Numbers, hashes: Numbers) -> Numbers:
    """A hash together with the number of its text (below 32,768)."""
    return (owner << BITS) | hashes


def unkeyed(keys: Numbers) -> tuple[Numbers, Numbers]:
    """The texts' numbers and the hashes again."""
    return keys >> BITS, keys & NONE


def distinct(keys: Numbers) -> Numbers:
    """The different values, in ascending order; on so many different ones several times faster than `np.unique`."""
    ordered = np.sort(keys)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


def among(values: Numbers, known: Numbers) -> NDArray[np.bool_]:
    """Which values are among the sorted known ones; fastest where the values are in order too."""
    found = np.zeros(len(values), bool)
    if len(known):
        found[:] = known[np.minimum(np.searchsorted(known, values), len(known) - 1)] == values
    return found
