"""Which records are worth comparing: those that share a key of a name, an address, or what a stake joins them to.

Comparing all with all grows with the square of the records; keys grow with their number. A key that too many records
share says little and is left out, and counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from mapping.clean.traits import Record
from mapping.names import bones, core, generic_word, skeleton, split_legal, title_key

COMMON = 60  # records that may share a key
_SHORTEST_BONES = 3
_SHORTEST_WORD = 4
_WORD_START = 5  # letters: the rest of a word may be an ending


@dataclass(frozen=True)
class Candidates:
    """Pairs of positions (smaller first, sorted), and the keys that too many records share with how many."""

    pairs: list[tuple[int, int]]
    too_common: dict[str, int]


def candidates(records: Sequence[Record]) -> Candidates:
    """The pairs of records that share a key, each once."""
    blocks: dict[str, dict[int, None]] = defaultdict(dict)
    for at, record in enumerate(records):
        for key in _keys(record):
            blocks[key][at] = None
    pairs = {pair for block in blocks.values() if len(block) <= COMMON for pair in combinations(block, 2)}
    too_common = {key: len(block) for key, block in blocks.items() if len(block) > COMMON}
    return Candidates(sorted(pairs), too_common)


def _keys(record: Record) -> Iterator[str]:
    for text in record.names:
        yield from _name_keys(split_legal(text).name, record.country or None)
    for address in record.addresses:
        yield f"address {address}"
    for tie in record.ties:
        yield f"tie {tie}"


def _name_keys(name: str, country: str | None) -> Iterator[str]:
    """The whole name, its core, its consonants, its meaning, and the beginnings of the words of its own."""
    whole = core(name, country).replace(" ", "")
    if whole:
        yield f"core {whole}"
    frame = bones(whole)
    if len(frame) >= _SHORTEST_BONES:
        yield f"bones {frame}"
    meaning = title_key(name, country)
    if meaning:
        yield f"title {' '.join(meaning)}"
    words = [word for word in skeleton(name, country).split() if len(word) >= _SHORTEST_WORD]
    for word in [word for word in words if generic_word(word) is None] or words:
        yield f"word {word[:_WORD_START]}"
