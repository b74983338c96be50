"""What answers to the questionnaire say of needs: each choice has a score, each question its themes."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from mapping.tables import read, split

KEY = ["question", "answer", "theme", "score"]
# A question in a group that was filled in again is called name#2, name#3 ...
AGAIN = "#"


def read_key(folder: Path) -> pd.DataFrame:
    """The scoring key from the sheets survey.csv and choices.csv in a folder; without them no answer has a score."""
    if not (folder / "survey.csv").exists():
        return pd.DataFrame(columns=KEY, dtype=object)
    survey, choices = (read(folder / f"{name}.csv") for name in ("survey", "choices"))
    return scoring_key(survey.where(survey != ""), choices.where(choices != ""))


def scoring_key(survey: pd.DataFrame, choices: pd.DataFrame) -> pd.DataFrame:
    """Which answer to which question counts how much for which theme: question, answer, theme, score (0 to 100).

    Read from the sheets of the questionnaire (`data/raw/tables/questionnaire/survey.csv`, `choices.csv`). A choice with
    a theme of its own (as under "with what do you need help") counts for that, the others for those of the question.
    """
    asked = survey.assign(list_name=survey["type"].str.split().str[1])[["name", "theme", "list_name"]]
    scored = choices[choices["score"].notna()].rename(columns={"name": "answer", "theme": "own"})
    key = asked.rename(columns={"name": "question"}).merge(scored, on="list_name")
    key = key.assign(theme=key["own"].fillna(key["theme"]).fillna("").map(split))
    key = key.explode("theme").dropna(subset="theme")
    return key.assign(score=pd.to_numeric(key["score"]))[KEY].reset_index(drop=True)


def scored_people(answers: pd.DataFrame, answer_scores: pd.DataFrame) -> pd.DataFrame:
    """Each person's score per theme: round, outlet_id, respondent_hash, date, theme, score, questions (joined by ;).

    A person counts once in a round and an outlet: of a question that was answered again the last answer stands. The
    score is the mean over the questions on the theme; of several choices of one question the highest counts. An answer
    without a score (such as "I do not know") is no evidence.
    """
    person = ["round", "outlet_id", "respondent_hash"]
    given = answers.dropna(subset=["outlet_id", "answer"]).sort_values(["date", "question"], kind="stable")
    given = given.assign(question=given["question"].str.split(AGAIN).str[0])
    given = given.drop_duplicates([*person, "question"], keep="last")
    given = (
        given.assign(answer=given["answer"].map(split))
        .explode("answer")
        .merge(answer_scores, on=["question", "answer"])
    )
    best = given.groupby([*person, "theme", "question"], as_index=False).agg(
        score=("score", "max"), date=("date", "max")
    )
    grouped = best.groupby([*person, "theme"], as_index=False)
    return grouped.agg(date=("date", "max"), score=("score", "mean"), questions=("question", ";".join))
