"""How much each newsroom needs help with each theme, 0 to 100: from its answers and, apart from them, from outside."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mapping.analyse import indicator_for
from mapping.analyse.answer_scores import scored_people
from mapping.analyse.outside_evidence import GONE
from mapping.analyse.programme_times import pages
from mapping.schema import NEED_THEMES

ANSWERS, OUTSIDE = "answers", "outside"
HIGHEST = 100.0
COLUMNS = [
    "outlet_id", "country", "theme", "basis", "score", "low", "high", "n", "evidence", "citation", "reason",
]  # fmt: skip
NO_RULE, NO_EVIDENCE, UNCERTAIN, NO_ANSWERS = "no rule", "no evidence", "only uncertain", "no answers"


@indicator_for("team")
def need_scores(
    need_evidence: pd.DataFrame,
    need_rules: pd.DataFrame,
    outlets: pd.DataFrame,
    answers: pd.DataFrame,
    answer_scores: pd.DataFrame,
) -> pd.DataFrame:
    """Each newsroom's need for help with each theme: 0 none, 100 the greatest. Answers and outside are never added up.

    outside: the points of all facts that surely hold, no rule above its `most`, the sum not above 100; low without its
    strongest single fact, high with those that may hold. answers: the mean over the people who answered in its newest
    round; low and high are the person with the lowest and the highest score. No evidence is no score, and does not mean
    no need: much pressure is never reported.
    Columns: outlet_id, country, theme, basis (answers, outside), score, low, high, n (facts, or people), evidence
    (rules with what they met, or questions, joined by ;), citation (pages; none for answers), reason (why there is no
    score: no rule, no evidence, only uncertain, no answers). Outlets that closed are left out; rows of the basis
    answers stand for outlets that answered.
    Reference: rules and points are ours (need_rules.csv); themes after the programmes of support.
    """
    alive = outlets[~outlets["status"].isin(GONE)][["outlet_id", "country"]]
    found = pd.concat([_outside(need_evidence, need_rules, alive), _answered(answers, answer_scores)])
    frame = found.merge(alive, on="outlet_id").reindex(columns=COLUMNS)
    return frame.sort_values(["outlet_id", "theme", "basis"], ignore_index=True)


def _outside(evidence: pd.DataFrame, rules: pd.DataFrame, alive: pd.DataFrame) -> pd.DataFrame:
    """One row for each living outlet and theme."""
    cells = pd.MultiIndex.from_product([alive["outlet_id"], NEED_THEMES], names=["outlet_id", "theme"])
    facts = evidence.merge(rules[["rule", "most"]], on="rule").assign(
        certain=lambda frame: frame["points"].where(frame["sure"] == "yes", 0.0),
        told=lambda frame: frame["rule"] + ": " + frame["what"],
    )
    by_rule = facts.groupby(["outlet_id", "theme", "rule"]).agg(
        certain=("certain", "sum"), possible=("points", "sum"), points=("points", "max"), most=("most", "max")
    )
    # By how much the rule's share falls when its strongest fact is left out.
    without = (by_rule["certain"] - by_rule["points"]).clip(lower=0, upper=by_rule["most"])
    capped = by_rule[["certain", "possible"]].clip(upper=by_rule["most"], axis=0)
    capped = capped.assign(loss=capped["certain"] - without)
    totals = capped.groupby(["outlet_id", "theme"]).agg(
        certain=("certain", "sum"), high=("possible", "sum"), loss=("loss", "max")
    )
    told = facts.groupby(["outlet_id", "theme"]).agg(
        n=("rule", "size"), evidence=("told", ";".join), citation=("citation", lambda cells: pages(*cells))
    )
    frame = totals.join(told).reindex(cells).reset_index()
    score = frame["certain"].where(frame["certain"] > 0).clip(upper=HIGHEST)
    low = (frame["certain"] - frame["loss"]).clip(upper=HIGHEST).where(score.notna())
    ruled = frame["theme"].isin(rules["theme"])
    reason = np.select([~ruled, frame["n"].isna(), score.isna()], [NO_RULE, NO_EVIDENCE, UNCERTAIN], "")
    n, high = frame["n"].fillna(0).astype(int), frame["high"].clip(upper=HIGHEST)
    frame = frame.assign(basis=OUTSIDE, score=score, low=low, high=high, n=n, reason=reason)
    return frame.assign(reason=frame["reason"].where(frame["reason"] != "", None))


def _answered(answers: pd.DataFrame, answer_scores: pd.DataFrame) -> pd.DataFrame:
    """One row for each outlet that answered and each theme."""
    people = newest_round(scored_people(answers, answer_scores))
    cells = pd.MultiIndex.from_product([people["outlet_id"].unique(), NEED_THEMES], names=["outlet_id", "theme"])
    grouped = people.groupby(["outlet_id", "theme"])
    frame = grouped.agg(
        score=("score", "mean"), low=("score", "min"), high=("score", "max"), n=("respondent_hash", "nunique"),
        evidence=("questions", lambda lists: ";".join(dict.fromkeys(";".join(lists).split(";")))),
    )  # fmt: skip
    frame = frame.reindex(cells).reset_index()
    frame = frame.assign(basis=ANSWERS, citation=None, n=frame["n"].fillna(0).astype(int))
    return frame.assign(reason=frame["score"].isna().map({True: NO_ANSWERS, False: None}).astype(object))


def newest_round(people: pd.DataFrame) -> pd.DataFrame:
    """Of each outlet the people of the round in which it answered last."""
    last = people.sort_values(["date", "round"]).groupby("outlet_id")["round"].last()
    return people[people["round"] == people["outlet_id"].map(last)]
