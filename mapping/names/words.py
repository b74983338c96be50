"""Words of a media name that tell the medium or the kind of body rather than which one it is.

They weigh less than a name's own words but never nothing: `Радио Астана` and `Astana TV` share the name and differ in
medium. Words, media and weights stand in `data/words.csv`; weights are set by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from mapping.names.lists import rows, spaced
from mapping.names.skeleton import skeleton


@dataclass(frozen=True)
class GenericWord:
    """What a generic word means: `media` as in the outlets table (tv, radio, print, online, agency ...), maybe none."""

    meaning: str
    media: frozenset[str]
    weight: float


def _entry(row: dict[str, str]) -> GenericWord:
    return GenericWord(row["meaning"], frozenset(spaced(row["media"])), float(row["weight"]))


@cache
def _exact() -> dict[str, GenericWord]:
    table: dict[str, GenericWord] = {}
    for row in rows("words"):
        entry = _entry(row)
        for word in spaced(row["words"]):
            table.setdefault(skeleton(word), entry)
    return table


@cache
def _starts() -> tuple[tuple[str, GenericWord], ...]:
    table = [(skeleton(start), _entry(row)) for row in rows("words") for start in spaced(row["starts"])]
    return tuple(sorted(table, key=lambda entry: -len(entry[0])))


@lru_cache(maxsize=1 << 16)
def generic_word(word: str) -> GenericWord | None:
    """The generic meaning of one word of a skeleton; None for a word that carries identity."""
    found = _exact().get(word)
    if found is not None:
        return found
    return next((entry for start, entry in _starts() if word.startswith(start)), None)


@lru_cache(maxsize=1 << 16)
def weighed_words(text: str, country: str | None = None) -> tuple[tuple[str, float], ...]:
    """The words of the skeleton, each with its weight: 1 for a word of its own, less for a generic one, never 0."""
    words = skeleton(text, country).split()
    return tuple((word, entry.weight if (entry := generic_word(word)) else 1.0) for word in words)


@lru_cache(maxsize=1 << 16)
def core(text: str, country: str | None = None) -> str:
    """The skeleton without generic words; all of it when nothing else would be left."""
    words = skeleton(text, country).split()
    return " ".join(word for word in words if generic_word(word) is None) or " ".join(words)


@lru_cache(maxsize=1 << 16)
def media_words(text: str, country: str | None = None) -> frozenset[str]:
    """The media that the name itself tells: `Радио Хабар` -> radio, `Xabar telekanali` -> tv, `Хабар` -> none."""
    found = (generic_word(word) for word in skeleton(text, country).split())
    return frozenset().union(*(entry.media for entry in found if entry))
