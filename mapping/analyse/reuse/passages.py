"""Which passages two texts share, word for word, so that a person can check a pair with own eyes.

Runs of shared words grow from four equal words on (as BLAST grows alignments from seeds); between two runs that lie
close together in both texts, equal words are aligned as well, so that a light edit shows as a hole and not as an end.
Time is linear in the lengths of the texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from mapping.analyse.reuse.tokens import APOSTROPHES, LOOK_ALIKE

SEED = 4  # words in a row that begin a run
NEAR = 30  # words between two runs, in both texts, over which they are one passage
_MOST_PLACES = 8  # places of one seed that are tried: texts that repeat themselves stay linear
# Inside a word these tell nothing: apostrophes, accents that stand alone, invisible signs.
_PASSED_OVER = f"{APOSTROPHES}\u00ad\u200b-\u200f\u2060\u0300-\u036f\u0483-\u0489\u064b-\u065f"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_PASSED_OVER}](?=[^\W_{_PASSED_OVER}]))*")


@dataclass(frozen=True)
class Run:
    """Equal words in a row: where they stand in each text (characters, end excluded), and how many they are."""

    first_start: int
    first_end: int
    later_start: int
    later_end: int
    words: int


@dataclass(frozen=True)
class Passage:
    """Runs that follow each other closely in both texts; never empty."""

    runs: tuple[Run, ...]

    @property
    def words(self) -> int:
        """How many words are equal."""
        return sum(run.words for run in self.runs)

    @property
    def in_first(self) -> tuple[int, int]:
        """Where the passage stands in the first text, in characters, end excluded."""
        return self.runs[0].first_start, self.runs[-1].first_end

    @property
    def in_later(self) -> tuple[int, int]:
        """Where the passage stands in the later text, in characters, end excluded."""
        return self.runs[0].later_start, self.runs[-1].later_end


@dataclass(frozen=True)
class Alignment:
    """What two texts share, in the order of the later one, and how many words each has."""

    passages: tuple[Passage, ...]
    first_words: int
    later_words: int

    @property
    def share(self) -> float:
        """The part of the shorter text's words that stand in shared passages, 0 to 1; 0 where a text has no words."""
        shorter = min(self.first_words, self.later_words)
        return min(1.0, sum(passage.words for passage in self.passages) / shorter) if shorter else 0.0


def words(text: str) -> list[str]:
    """The words of a text as they are compared: small letters without marks (ё is е, ӯ is у) and apostrophes, Latin
    letters that look like Cyrillic ones as these."""
    return [word for word, _, _ in _words(text)]


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    for found in _WORD.finditer(text):
        letters = unicodedata.normalize("NFKD", found[0]).lower()
        bare = "".join(letter for letter in letters if letter.isalnum() and letter not in APOSTROPHES)
        if word := bare.translate(LOOK_ALIKE):
            yield word, found.start(), found.end()


@dataclass(frozen=True)
class _Text:
    """A text as words with the places where they stand."""

    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str) -> _Text:
        found = list(_words(text))
        return cls([word for word, _, _ in found], [start for _, start, _ in found], [end for _, _, end in found])


# Word numbers: where equal words begin in the first and in the later text, and how many they are.
_Block = tuple[int, int, int]


def align(first: str, later: str) -> Alignment:
    """The passages of a later text that stand in an earlier one, word for word.

    Each word of the later text is used once at most; a passage of the first may be found in several places of the
    later one. Passages shorter than four words in a row are not looked for.
    """
    one, other = _Text.of(first), _Text.of(later)
    passages: list[list[_Block]] = []
    for block in _blocks(one.words, other.words):
        if passages and _follows(passages[-1][-1], block):
            passages[-1] += [*_between(one.words, other.words, passages[-1][-1], block), block]
        else:
            passages.append([block])
    found = tuple(Passage(tuple(_run(one, other, block) for block in blocks)) for blocks in passages)
    return Alignment(found, len(one.words), len(other.words))


def _blocks(one: Sequence[str], other: Sequence[str]) -> Iterator[_Block]:
    """The longest runs of equal words, from the left of the later text; those of four words and more."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(one) - SEED + 1):
        same = places[tuple(one[at : at + SEED])]
        if len(same) < _MOST_PLACES:
            same.append(at)
    at, goes_on = 0, 0
    while at <= len(other) - SEED:
        start, length = _longest(one, other, places, at, goes_on)
        if length:
            yield start, at, length
            goes_on = start + length
        at += max(1, length)


def _longest(
    one: Sequence[str], other: Sequence[str], places: Mapping[tuple[str, ...], Sequence[int]], at: int, goes_on: int
) -> tuple[int, int]:
    """Where the longest run that begins at a word of the later text stands in the first, and its length; or 0.

    Of runs equally long, the one nearest after the place where the last run ended.
    """
    best, best_length = 0, 0
    for start in places.get(tuple(other[at : at + SEED]), ()):
        length = SEED
        while start + length < len(one) and at + length < len(other) and one[start + length] == other[at + length]:
            length += 1
        if (length, -abs(start - goes_on)) > (best_length, -abs(best - goes_on)):
            best, best_length = start, length
    return best, best_length


def _follows(before: _Block, block: _Block) -> bool:
    """Whether a run comes soon after another in both texts."""
    return all(0 <= block[side] - before[side] - before[2] <= NEAR for side in (0, 1))


def _between(one: Sequence[str], other: Sequence[str], before: _Block, block: _Block) -> Iterator[_Block]:
    """The equal words in the hole between two runs, aligned with the fewest insertions and deletions."""
    from_one, from_other = before[0] + before[2], before[1] + before[2]
    hole = one[from_one : block[0]], other[from_other : block[1]]
    for step in Indel.opcodes(*hole):
        if step.tag == "equal":
            yield from_one + step.src_start, from_other + step.dest_start, step.src_end - step.src_start


def _run(one: _Text, other: _Text, block: _Block) -> Run:
    start, at, length = block
    return Run(one.starts[start], one.ends[start + length - 1], other.starts[at], other.ends[at + length - 1], length)
