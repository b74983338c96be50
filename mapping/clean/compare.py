"""Whether two names can be one thing's: a score, a plain answer, and the reasons in a sentence.

The score is a logistic sum of clues (`name_clues`), each with the weight of `data/name_clues.csv`; the weights are
learnt by `scripts/learn_clues.py` and rounded, so that a person can read and change them. Method: logistic regression
as in Fellegi and Sunter's theory of record linkage (JASA 64, 1969), where each agreement adds its own weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from mapping.clean.name_clues import Flags, Floats, Pairs, clues, strengths
from mapping.clean.name_reasons import because
from mapping.clean.name_record import NameRecord, read_record
from mapping.errors import UnknownName
from mapping.names.reading import Kind

Same = Literal["true", "false", "unsure"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SAME_FROM, DIFFERENT_BELOW = 0.5, 0.25  # between them precision is too low to answer: a person should look


@dataclass(frozen=True)
class Scores:
    """Scores of pairs: `score` 0 to 1, `same` the answer for each, `why` the reasons for one on demand."""

    score: Floats
    same: list[Same]
    left: Sequence[NameRecord]
    right: Sequence[NameRecord]
    kinds: Sequence[Kind]

    def why(self, at: int) -> str:
        """One English sentence: the clues for and against the pair at this place, with the words they rest on."""
        return because(self.kinds[at], self.left[at], self.right[at], self.same[at])


def score_pairs(
    names_a: Sequence[str], names_b: Sequence[str], kinds: Sequence[Kind], countries: Sequence[str]
) -> Scores:
    """Score each pair (names_a[i], names_b[i]) as names of a kind in a country (ISO2, or `""` where it is not known).

    Names may be empty, very long or of any script: two that leave nothing to compare are `unsure`. A kind that does not
    exist raises `UnknownName`; sequences of different lengths raise `ValueError`.
    """
    for kind in set(kinds).difference(KINDS):
        raise UnknownName(f"There is no kind of name '{kind}': choose from {', '.join(KINDS)}.")
    if not len(names_a) == len(names_b) == len(kinds) == len(countries):
        raise ValueError("names_a, names_b, kinds and countries must be of one length.")
    left, right = list(map(read_record, names_a, kinds, countries)), list(map(read_record, names_b, kinds, countries))
    score, comparable = np.full(len(left), 0.5), np.zeros(len(left), dtype=bool)
    column = np.array(kinds, dtype="U9")
    for kind in sorted(set(kinds)):
        at = np.flatnonzero(column == kind)
        pairs = Pairs([left[i] for i in at], [right[i] for i in at])
        score[at], comparable[at] = _scored(kind, pairs), pairs.comparable
    return Scores(score, _answers(score, comparable), left, right, kinds)


def _scored(kind: Kind, pairs: Pairs) -> Floats:
    """The score of each pair; a half where one side has nothing to compare."""
    table = clues(kind)
    total = np.full(len(pairs), table["bias"].weight)
    for name, strength in strengths(kind, pairs).items():
        total += table[name].weight * strength
    return np.where(pairs.comparable, 1.0 / (1.0 + np.exp(-total)), 0.5)


def answer(score: float) -> Same:
    """The plain answer that a score stands for."""
    return "true" if score >= SAME_FROM else "unsure" if score >= DIFFERENT_BELOW else "false"


def _answers(score: Floats, comparable: Flags) -> list[Same]:
    return [answer(one) if there else "unsure" for one, there in zip(score.tolist(), comparable.tolist(), strict=True)]
