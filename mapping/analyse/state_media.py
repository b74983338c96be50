"""The typology of state media (State Media Matrix), by rule from three answers; what is open stays open."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mapping.analyse import assessed, indicator

# The three factors and the answers that decide.
FACTORS = {
    "funding": ("state", "other"),
    "governance": ("state", "private"),
    "editorial_control": ("government", "independent"),
}
CLASSES = ("SC", "CaPu", "CaPr", "ISFM", "ISF", "ISM", "IP")
# What the answers that people look up (`observations.QUESTIONS`) say of each factor; a foreign state is a state. Mixed
# money, a party that governs and an owner who decides settle nothing: those leave the factor open.
MEANT = {
    "funding": {
        "state": "state",
        "mostly_state": "state",
        "foreign_state": "state",
        "mostly_private": "other",
        "private": "other",
        "foreign_grants": "other",
    },
    "governance": {
        "state": "state",
        "state_appointed": "state",
        "foreign_state": "state",
        "foreign_public": "state",
        "private": "private",
        "nonprofit": "private",
    },
    "editorial_control": {"government": "government", "foreign_state": "government", "independent": "independent"},
}
OPEN = {"funding": ("mixed", "unknown"), "governance": ("party", "unknown"), "editorial_control": ("owner", "unknown")}


def state_media_class(answers: Mapping[str, str]) -> str:
    """The class of an outlet whose three factors are known (words of `FACTORS`).

    Source: https://statemediamonitor.com/typology/; the order of the questions is our reading of it.
    """
    pays, governs = answers["funding"] == "state", answers["governance"] == "state"
    if answers["editorial_control"] == "government":
        if not governs:
            return "CaPr"
        return "SC" if pays else "CaPu"
    if pays:
        return "ISFM" if governs else "ISF"
    return "ISM" if governs else "IP"


@indicator
def state_media(assessments: pd.DataFrame, outlets: pd.DataFrame, *, alleged: bool = False) -> pd.DataFrame:
    """Each outlet's class in the State Media Matrix: SC state-controlled, CaPu captured public, CaPr captured private,
    ISFM independent but state-funded and state-managed, ISF state-funded, ISM state-managed, IP independent.

    By rule from three answers; where one is missing, every class that it could still make is listed: never a guess.
    Alleged answers settle nothing unless `alleged`.
    Columns: outlet_id, country, state_media_class (missing while more than one is possible), possible (classes, joined
    by semicolons; missing where nobody looked), funding, governance, editorial_control (answers; missing where not
    looked at), date (of the oldest answer used), weakest (confidence), citation.
    Reference: https://statemediamonitor.com/typology/.
    """
    counted = assessments[alleged | (assessments["confidence"] != "alleged")]
    answered = assessed.newest_answers(counted, FACTORS)
    rows = []
    for outlet, country in outlets[["outlet_id", "country"]].itertuples(index=False):
        answers = answered.get(outlet, {})
        known = {name: MEANT[name].get(each.answer, "") for name, each in answers.items()}
        possible = assessed.still_possible(state_media_class, FACTORS, known)
        possible = sorted(possible, key=CLASSES.index) if answers else []
        given = [answers[name].answer if name in answers else None for name in FACTORS]
        used = [answers[name] for name in FACTORS if name in answers]
        one = possible[0] if len(possible) == 1 else None
        evidence = (assessed.oldest(used), assessed.weakest(used), assessed.pages(used) or None)
        rows.append((outlet, country, one, ";".join(possible) or None, *given, *evidence))
    columns = ["outlet_id", "country", "state_media_class", "possible", *FACTORS, "date", "weakest", "citation"]
    return pd.DataFrame(rows, columns=columns)
