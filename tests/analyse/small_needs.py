"""Small tables around newsrooms, programmes and answers, as a landscape gives them."""

from __future__ import annotations

import datetime

import pandas as pd

from mapping.analyse.need_rules import RULE_COLUMNS
from mapping.analyse.outside_evidence import need_evidence
from mapping.observations import OBSERVED
from mapping.schema import MADE, TABLES

TODAY = datetime.date(2026, 11, 21)
KNOWN = TABLES | MADE | OBSERVED
STOPS = ["funder", "countries", "date", "what", "citation"]


def table(name: str, *rows: dict[str, object]) -> pd.DataFrame:
    """Rows as a table of the schema, empty cells missing, number columns as numbers."""
    frame = pd.DataFrame(list(rows), columns=KNOWN[name].heads, dtype=object)
    frame = frame.where(frame.notna(), None)
    numbers = [column.name for column in KNOWN[name].columns if column.kind == "number"]
    return frame.assign(**{column: pd.to_numeric(frame[column]) for column in numbers})


def outlets(*ids: str, country: str = "KG", **more: object) -> pd.DataFrame:
    """Active newsrooms of one country."""
    plain = {"country": country, "status": "active", "place_level": "city"}
    return table("outlets", *({"outlet_id": own_id, **plain, **more} for own_id in ids))


def event(kind: str, date: str, outlet: str = "aiyl") -> dict[str, object]:
    """One event with one page."""
    return {"event_id": f"e-{kind}-{date}", "outlet_id": outlet, "kind": kind, "date": date, "citation": "c-1"}


def programme(own_id: str, **more: object) -> dict[str, object]:
    """One programme of legal help in Kyrgyzstan, without dates."""
    plain = {"name": own_id.title(), "organisation": "Helpers", "countries": "KG", "themes": "legal"}
    return {"programme_id": own_id, **plain, "selection": "open", "citation": "c-2", **more}


def stops(*rows: tuple[str, ...]) -> pd.DataFrame:
    """Funders that stopped."""
    return pd.DataFrame(list(rows), columns=STOPS)


def rule(
    name: str, evidence: str, condition: str, points: float = 20, most: float = 60, **more: object
) -> pd.DataFrame:
    """One rule on legal needs; years as given, else none."""
    cells = {"rule": name, "theme": "legal", "evidence": evidence, "condition": condition, "why": "because"}
    frame = pd.DataFrame([cells | {"points": points, "most": most, "years": None} | more], columns=list(RULE_COLUMNS))
    return frame.assign(years=pd.to_numeric(frame["years"]))


def evidence(rules: pd.DataFrame, newsrooms: pd.DataFrame | None = None, **given: pd.DataFrame) -> pd.DataFrame:
    """The evidence that rules find in these tables; tables not given are empty."""
    names = ("channels", "events", "claims", "access", "assessments", "dependence", "programmes", "participations")
    tables = {name: table(name) for name in names} | {"funding_ends": stops()} | given
    own = outlets("aiyl") if newsrooms is None else newsrooms
    return need_evidence(outlets=own, need_rules=rules, date=TODAY, **tables)


def answer(question: str, told: str, person: str = "p1", outlet: str = "aiyl", **more: str) -> dict[str, object]:
    """One answer of one person in the first round."""
    plain = {"round": "needs-1", "outlet_id": outlet, "respondent_hash": person, "date": "2026-05-01"}
    return {**plain, "question": question, "answer": told, **more}


def key() -> pd.DataFrame:
    """What answers count: two questions on the law, one with several choices, one on the theme needed."""
    rows = [
        ("lawyer", "own", "legal", 0), ("lawyer", "at_times", "legal", 40), ("lawyer", "no", "legal", 100),
        ("rules", "yes", "legal", 0), ("rules", "no", "legal", 100), ("rules", "no", "exile", 100),
        ("attacks", "none", "digital_security", 0), ("attacks", "phishing", "digital_security", 40),
        ("attacks", "break_in", "digital_security", 100),
        ("needs", "legal", "legal", 100), ("needs", "business", "business", 100),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["question", "answer", "theme", "score"])
