"""What counts as reuse: every number that the comparison of texts rests on, so that a report can print them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

DAY = 86_400


@dataclass(frozen=True)
class Settings:
    """The levels at which two texts count as one drawing on the other.

    A token is a word or, with `unit="character"`, a letter or digit; a shingle is `shingle` tokens in a row. Of each
    `window` consecutive shingles the one with the least hash is a mark: texts that share `window + shingle - 1` tokens
    in a row share a mark (winnowing: Schleimer, Wilkerson and Aiken 2003, doi 10.1145/872757.872770). Texts of at most
    `short` shingles have denser marks, of each `short_window`.

    Texts with common marks are then compared by all their shingles. The later one draws on the earlier one if they
    share at least `fewest` shingles and either these are the part `containment` of the shorter text or `passage` of
    them stand in a row (16 of five words: a quotation of 20 words).
    """

    unit: Literal["word", "character"] = "word"
    shingle: int = 5
    window: int = 10
    short: int = 40
    short_window: int = 3
    # Texts are looked at together from two common marks on, from one if the shorter has less than `few` shingles.
    few: int = 24
    # A mark that many texts carry leads each of them to the first few and to the nearest few before it: no limit drops
    # it, and the work grows with the texts, not with their square.
    heads: int = 5
    before: int = 3
    fewest: int = 5
    containment: float = 0.3
    # With fewer in common, half of the shorter text: a set phrase and the common word beside it are no reuse.
    many: int = 8
    passage: int = 16
    # A nearer source is named beside the earliest if it explains so much more of the later text (part of its shingles).
    gain: float = 0.1
    longest_lag_days: int = 30
    # Boilerplate of an outlet: shingles in so many, and in such a part, of up to `sample` of its distinct texts; or in
    # twice so many that are half of all. What is boilerplate in `shared_outlets` outlets is so in all.
    boilerplate_texts: int = 5
    boilerplate_share: float = 0.05
    sample: int = 100
    shared_outlets: int = 2
    # What of a text is read, in characters.
    longest: int = 200_000
    # Items dated later have a wrong clock; without it none is looked for. In UTC.
    now: datetime | None = None

    @property
    def longest_lag(self) -> int:
        """The longest time between source and copy, in seconds."""
        return self.longest_lag_days * DAY


# For agglutinative languages, where the same root takes many endings: letters instead of words. A mark needs 74
# letters in common, and a quotation 120.
CHARACTERS = Settings(
    unit="character", shingle=25, window=50, short=200, short_window=15, passage=96, fewest=25, many=40, few=120
)
