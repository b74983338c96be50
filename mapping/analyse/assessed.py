"""What somebody looked up about an outlet, and which classes of a scheme its answers still allow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

import pandas as pd

from mapping import dates
from mapping.schema import CONFIDENCES


class Answer(NamedTuple):
    """One answer with its date, page and confidence."""

    answer: str
    date: str
    citation: str
    confidence: str


def newest_answers(assessments: pd.DataFrame, questions: Iterable[str]) -> dict[str, dict[str, Answer]]:
    """The newest answer of each outlet to each of these questions; of two of one day the surer."""
    rows = assessments[assessments["question"].isin(list(questions))]
    ranked = sorted(
        rows[["outlet_id", "question", *Answer._fields]].fillna("").itertuples(index=False, name=None),
        key=lambda row: (dates.span(row[3]).last, -CONFIDENCES.index(row[5])),
    )
    found: dict[str, dict[str, Answer]] = {}
    for outlet, question, *answer in ranked:
        found.setdefault(outlet, {})[question] = Answer(*answer)
    return found


def still_possible(
    rule: Callable[[Mapping[str, str]], str], domains: Mapping[str, Sequence[str]], known: Mapping[str, str]
) -> list[str]:
    """The classes that a rule gives over all ways to fill in what is not known, in the order found.

    `domains` has the possible answers of each question; an answer outside its domain counts as not known.
    """
    choices = [[known[name]] if known.get(name) in domain else domain for name, domain in domains.items()]
    return list(dict.fromkeys(rule(dict(zip(domains, filled, strict=True))) for filled in product(*choices)))


def told(answers: Mapping[str, Answer], questions: Iterable[str]) -> Iterator[str]:
    """Each question with its answer, or "not looked at"."""
    for question in questions:
        given = answers.get(question)
        yield f"{question}: {'not looked at' if given is None else given.answer}"


def pages(answers: Iterable[Answer]) -> str:
    """The pages of several answers, each once, joined by semicolons."""
    return ";".join(dict.fromkeys(page for each in answers for page in each.citation.split(";") if page))


def weakest(answers: Iterable[Answer]) -> str | None:
    """The least sure confidence of several answers; None without any."""
    return max((each.confidence for each in answers), key=CONFIDENCES.index, default=None)


def oldest(answers: Iterable[Answer]) -> str | None:
    """The oldest date of several answers, which is how old a class derived from them may be; None without any."""
    return min((each.date for each in answers), key=dates.span, default=None)
