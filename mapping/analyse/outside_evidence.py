"""Evidence of what newsrooms need, from outside them: events, access, transparency, dependence, exile, lost support.

Each rule of `data/raw/tables/need_rules.csv` turns one kind of fact into points for one theme. A fact that may not hold
(its date may lie before the years that count, its grade is still open, its page calls it alleged) is kept as unsure.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mapping import dates
from mapping.analyse import indicator_for
from mapping.analyse.access_verdicts import access_verdicts
from mapping.analyse.assessed import newest_answers
from mapping.analyse.programme_times import Ended, ended, months_from
from mapping.analyse.source_dependence import source_dependence
from mapping.analyse.transparency import transparency
from mapping.schema import ANY
from mapping.tables import split

# An outlet that is gone needs nothing.
GONE = ("closed", "liquidated")
COLUMNS = ["outlet_id", "theme", "rule", "points", "sure", "what", "date", "citation", "why"]


@dataclass(frozen=True)
class Fact:
    """One fact about an outlet to which rules may apply.

    One of its `words` holds; a rule that names them all surely counts it, one that names some perhaps. A fact with
    `themes` counts for these only. `share` is what surely holds and what may hold of a share that was counted.
    """

    outlet_id: str
    words: tuple[str, ...]
    what: str
    date: str | None = None
    citation: str | None = None
    sure: bool = True
    themes: tuple[str, ...] = ()
    share: tuple[float, float] = (1.0, 1.0)


Rule = Mapping[Hashable, Any]


def _text(cell: object) -> str | None:
    return cell if isinstance(cell, str) else None


def _events(events: pd.DataFrame) -> Iterator[Fact]:
    cells = events[["outlet_id", "kind", "event_id", "date", "citation"]].itertuples(index=False, name=None)
    for outlet, kind, event, date, citation in cells:
        yield Fact(outlet, (kind,), f"{kind} {event}", _text(date), _text(citation))


def _exile(outlets: pd.DataFrame, claims: pd.DataFrame) -> Iterator[Fact]:
    told = claims[(claims["field"] == "exile_status") & (claims["chosen"] == "yes")]
    pages = told.groupby("entity_id")["citation"].agg(lambda cells: ";".join(cells.dropna().unique()))
    for own_id, status in outlets[["outlet_id", "exile_status"]].dropna().itertuples(index=False, name=None):
        yield Fact(own_id, (status,), f"exile_status {status}", citation=pages.get(own_id) or None)


def _access(verdicts: pd.DataFrame) -> Iterator[Fact]:
    at_home = verdicts[(verdicts["abroad"] == "no") & verdicts["outlet_id"].notna()]
    cells = at_home[["outlet_id", "domain", "verdict", "last"]].itertuples(index=False, name=None)
    for outlet, domain, verdict, last in cells:
        # What is likely blocked may be what a rule on confirmed blocking asks for.
        words = ("confirmed", "likely") if verdict == "likely" else (verdict,)
        yield Fact(outlet, words, f"{verdict} {domain}", _text(last))


def _transparency(graded: pd.DataFrame) -> Iterator[Fact]:
    known = graded.dropna(subset="possible")[["outlet_id", "grade", "possible", "date", "citation"]]
    for outlet, grade, possible, date, citation in known.itertuples(index=False, name=None):
        yield Fact(outlet, tuple(split(possible)), f"transparency {grade}", _text(date), _text(citation))


def _assessments(assessments: pd.DataFrame) -> Iterator[Fact]:
    for outlet, answers in newest_answers(assessments, assessments["question"].unique()).items():
        for question, given in answers.items():
            word = f"{question}={given.answer}"
            sure = given.confidence != "alleged"
            yield Fact(outlet, (word,), word, given.date, given.citation or None, sure=sure)


def _dependence(shares: pd.DataFrame) -> Iterator[Fact]:
    known = shares[(shares["mechanism"] == ANY) & shares["share"].notna()]
    cells = known[["outlet_id", "group", "n", "n_items", "low", "share"]].itertuples(index=False, name=None)
    for outlet, group, n, n_items, low, share in cells:
        yield Fact(outlet, (group,), f"{group} {n} of {n_items} items", share=(low, share))


def _support(participations: pd.DataFrame, over: Mapping[str, Ended]) -> Iterator[Fact]:
    once = participations.drop_duplicates(["programme_id", "outlet_id"])
    for programme, outlet in once[["programme_id", "outlet_id"]].itertuples(index=False, name=None):
        if end := over.get(programme):
            what = f"support ended {programme}"
            yield Fact(outlet, ("ended",), what, end.day, end.citation, sure=end.stated, themes=end.themes)


def _meets(rule: Rule, fact: Fact, today: datetime.date) -> bool | None:
    """Whether a rule counts a fact: surely (True), perhaps (None) or not at all (False)."""
    condition, least = str(rule["condition"]), 0.0
    if rule["evidence"] == "dependence":
        condition, bar = condition.split(">")
        least = float(bar)
    if not set(split(condition)) & set(fact.words) or (fact.themes and rule["theme"] not in fact.themes):
        return False
    sure = fact.sure and fact.share[0] > least and set(fact.words) <= set(split(condition))
    possible = fact.share[1] > least
    if not math.isnan(rule["years"]):
        if fact.date is None:
            return None
        since, when = months_from(today, -12 * int(rule["years"])), dates.span(fact.date)
        sure, possible = sure and when.first > since, possible and when.last > since
    return True if sure else None if possible else False


def gathered(facts: Mapping[str, Iterable[Fact]], rules: pd.DataFrame, today: datetime.date) -> pd.DataFrame:
    """Each fact that a rule counts, with the rule's points: the columns of `need_evidence`."""
    by_kind = {kind: list(found) for kind, found in facts.items()}
    rows = [
        (
            *(fact.outlet_id, rule["theme"], rule["rule"], rule["points"], "yes" if counts else "no"),
            *(fact.what, fact.date, fact.citation, rule["why"]),
        )
        for rule in rules.to_dict("records")
        for fact in by_kind[rule["evidence"]]
        if (counts := _meets(rule, fact, today)) is not False
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS).drop_duplicates(["outlet_id", "rule", "what"])
    return frame.sort_values(["outlet_id", "theme", "rule", "what"], ignore_index=True)


@indicator_for("team")
def need_evidence(
    outlets: pd.DataFrame,
    channels: pd.DataFrame,
    events: pd.DataFrame,
    claims: pd.DataFrame,
    access: pd.DataFrame,
    assessments: pd.DataFrame,
    dependence: pd.DataFrame,
    programmes: pd.DataFrame,
    participations: pd.DataFrame,
    funding_ends: pd.DataFrame,
    need_rules: pd.DataFrame,
    date: datetime.date,
) -> pd.DataFrame:
    """Every fact from outside that counts as evidence of a newsroom's need, by the rules of need_rules.csv.

    Outlets that closed or were liquidated are left out. Columns: outlet_id, theme, rule, points (what one such fact
    counts; need_scores caps them), sure (no: its date, grade or claim may not hold), what (kind of fact and its id),
    date (as precise as the source), citation (pages; missing for measurements), why (the rule's reason).
    Reference: rules and points are ours; the column `reference` of the table names what they lean on.
    """
    alive = outlets[~outlets["status"].isin(GONE)]
    facts = {
        "event": _events(events),
        "exile": _exile(alive, claims),
        "access": _access(access_verdicts(access, alive, channels)),
        "transparency": _transparency(transparency(assessments, alive)),
        "assessment": _assessments(assessments),
        "dependence": _dependence(source_dependence(dependence, alive)),
        "support": _support(participations, ended(programmes, funding_ends, date)),
    }
    found = gathered(facts, need_rules, date)
    return found[found["outlet_id"].isin(alive["outlet_id"])].reset_index(drop=True)
