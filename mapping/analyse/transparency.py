"""How openly an outlet says who is behind it, graded from facts that anybody can check."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mapping.analyse import assessed, indicator

GRADED = dict.fromkeys(("owners_named", "answered", "register_number", "publisher_named"), ("yes", "no"))
# Shown beside the grade, which does not rest on them.
SHOWN = ("editor_named", "funding_named", "contact_named")
NOT_LOOKED_AT = "not looked at"
SEVERAL_POSSIBLE = "several_grades"
# From the most open to the least; the steps follow the Media Ownership Monitor (from memory), the rule is ours.
GRADES = ("owners_named", "told_when_asked", "public_data", "publisher_only", "unavailable")


def transparency_grade(answers: Mapping[str, str]) -> str:
    """The grade of an outlet whose four facts are known (yes or no).

    owners_named: its owners stand on its own pages; told_when_asked: it told them when asked; public_data: it gives the
    number under which a register has them; publisher_only: it names its publisher, no more; unavailable: nothing of
    this.
    """
    for question, grade in zip(
        ("owners_named", "answered", "register_number", "publisher_named"), GRADES, strict=False
    ):
        if answers[question] == "yes":
            return grade
    return GRADES[-1]


@indicator
def transparency(assessments: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """Each outlet's transparency of ownership, from four facts: does it name its publisher, its owners, its number in
    the register, and did it answer when asked who owns it.

    Where a fact is missing, the grades that it could still make are listed. Whether it names its editor, its funders
    and an address to write to is shown beside, and does not count.
    Columns: outlet_id, country, grade (owners_named, told_when_asked, public_data, publisher_only, unavailable;
    several_grades where more than one is possible; not looked at), possible (grades, joined by semicolons), facts
    (each question with its answer), looked_at (of the four), date (of the oldest answer), weakest (confidence),
    citation.
    Reference: facts as in the Media Ownership Monitor and EurOMo; the rule is ours.
    """
    answered = assessed.newest_answers(assessments, (*GRADED, *SHOWN))
    rows = []
    for outlet, country in outlets[["outlet_id", "country"]].itertuples(index=False):
        answers = answered.get(outlet, {})
        known = {name: answers[name].answer for name in GRADED if name in answers}
        possible = sorted(assessed.still_possible(transparency_grade, GRADED, known), key=GRADES.index)
        grade = (possible[0] if len(possible) == 1 else SEVERAL_POSSIBLE) if known else NOT_LOOKED_AT
        used = [answers[name] for name in (*GRADED, *SHOWN) if name in answers]
        rows.append(
            (
                *(outlet, country, grade, ";".join(possible) if known else None),
                *("; ".join(assessed.told(answers, (*GRADED, *SHOWN))), len(known)),
                *(assessed.oldest(used), assessed.weakest(used), assessed.pages(used) or None),
            )
        )
    columns = ["outlet_id", "country", "grade", "possible", "facts", "looked_at", "date", "weakest", "citation"]
    return pd.DataFrame(rows, columns=columns)
