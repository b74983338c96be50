"""How old the facts are, and which of them to look at again first."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import pandas as pd

from mapping import dates
from mapping.analyse import indicator
from mapping.analyse.holdings import HOLDING
from mapping.tables import split

# What may change while nobody looks; a founding day or a name does not grow old.
CHANGING = {
    "outlet": ("status", "ownership_type", "base_country", "city", "media", "languages", "exile_status"),
    "owner": ("political_role",),
}
SAYS_NOTHING = ("unknown",)
MONTHS = 12
TOP = 10
DAYS_A_MONTH = 365.25 / 12


@indicator
def fact_ages(claims: pd.DataFrame, stakes: pd.DataFrame, citations: pd.DataFrame, date: datetime.date) -> pd.DataFrame:
    """How old each fact is that may have changed since: what tables show of outlets and owners, and stakes of today.

    A fact is as old as the newest page that states it: by the day the page was published or, where it names none, the
    day we read it (basis: read), which is the least it can be. Founding days, names and past events do not age, and
    "unknown" is no fact.
    Columns: entity_kind (outlet, owner, stake), entity_id (for a stake what is held), field (for a stake its relation),
    value (for a stake the holder's id), newest (day), basis (published, read), months (to the date of the data),
    confidence, citation, stake_id (missing for others).
    """
    shown = claims[(claims["chosen"] == "yes") & ~claims["value"].isin(SAYS_NOTHING)]
    ageing = pd.Series(
        [field in CHANGING.get(kind, ()) for kind, field in zip(shown["entity_kind"], shown["field"], strict=True)],
        index=shown.index,
        dtype=bool,
    )
    keys = ["entity_kind", "entity_id", "field", "value"]
    facts = (
        shown[ageing]
        .groupby(keys, sort=True)
        .agg(read=("retrieved", "max"), confidence=("confidence", "first"), citation=("citation", _joined))
    )
    held = stakes[stakes["relation"].isin(HOLDING) & stakes["end"].isna()]
    edges = held.rename(columns={"held_id": "entity_id", "relation": "field", "holder_id": "value"})
    edges = edges.assign(entity_kind="stake", read=None)[[*keys, "stake_id", "read", "confidence", "citation"]]
    frame = pd.concat([facts.reset_index(), edges], ignore_index=True)
    published, accessed = (
        {page: day for page, day in zip(citations["citation_id"], citations[name], strict=True) if pd.notna(day)}
        for name in ("published", "accessed")
    )
    newest = [
        _newest(cited, read, published, accessed) for cited, read in zip(frame["citation"], frame["read"], strict=True)
    ]
    days = [dates.span(day).last for day, _basis in newest]
    months = [max(0, int((date - min(day, date)).days / DAYS_A_MONTH)) for day in days]
    frame = frame.assign(newest=[day for day, _basis in newest], basis=[basis for _day, basis in newest], months=months)
    return frame[[*keys, "newest", "basis", "months", "confidence", "citation", "stake_id"]]


def _joined(cells: Iterable[object]) -> str:
    return ";".join(sorted({page for cell in cells if isinstance(cell, str) for page in split(cell)}))


def _newest(cited: object, read: object, published: dict[str, str], accessed: dict[str, str]) -> tuple[str, str]:
    """The newest day that a fact's pages give, and whether it is that of a publication or of a reading."""
    pages = split(cited) if isinstance(cited, str) else []
    told = [(published[page], "published") for page in pages if page in published]
    told += [(accessed[page], "read") for page in pages if page not in published and page in accessed]
    if not told and isinstance(read, str):
        told = [(read, "read")]
    return max(told, key=lambda each: (dates.span(each[0]).last, each[1]))


@indicator
def outlet_ages(fact_ages: pd.DataFrame, outlets: pd.DataFrame, *, months: int = MONTHS) -> pd.DataFrame:
    """By outlet, the newest of its facts that may change, and whether even that is old.

    Columns: outlet_id, country, newest (day; missing where nothing is told of it that may change), months, facts,
    old_facts (older than `months`), old (yes: the newest is older than `months`, or there is none).
    """
    about = fact_ages[fact_ages["entity_kind"] == "outlet"]
    about = about.assign(aged=about["months"] > months)
    newest = about.sort_values("months", kind="stable").drop_duplicates("entity_id").set_index("entity_id")
    counts = about.groupby("entity_id")["aged"].agg(["size", "sum"])
    ids = outlets["outlet_id"]
    frame = outlets[["outlet_id", "country"]].assign(
        newest=ids.map(newest["newest"]),
        months=ids.map(newest["months"]).astype("Int64"),
        facts=ids.map(counts["size"]).fillna(0).astype(int),
        old_facts=ids.map(counts["sum"]).fillna(0).astype(int),
    )
    fresh = (frame["months"] <= months).fillna(False).astype(bool)
    return frame.assign(old=(~fresh).map({True: "yes", False: "no"}))


@indicator
def facts_by_age(fact_ages: pd.DataFrame) -> pd.DataFrame:
    """Facts that may have changed since, by the years that have passed since the newest page that states them.

    Columns: years (whole years passed: 0 to 4, then 5 or more), basis (published, read), n (facts).
    """
    frame = fact_ages.assign(years=(fact_ages["months"] // 12).clip(upper=5))
    return frame.groupby(["years", "basis"]).size().rename("n").reset_index()


@indicator
def to_check(
    fact_ages: pd.DataFrame,
    ties: pd.DataFrame,
    ownership_chains: pd.DataFrame,
    player_ranks: pd.DataFrame,
    *,
    months: int = MONTHS,
    top: int = TOP,
) -> pd.DataFrame:
    """The facts older than `months`, those first on which most rests: what to look at again before the next edition.

    Columns: those of `fact_ages` (the old values of one field in one row, joined by semicolons, with the age of the
    oldest), then ties (that begin or end at the thing), chains (of ownership that lead over the
    stake or to the outlet), lists (rankings where the outlet is among the first `top`), used (their sum). Equal use:
    the older first.
    """
    old = _together(fact_ages[fact_ages["months"] > months])
    ends = pd.concat([ties["from_id"], ties["to_id"]]).value_counts()
    chains = ownership_chains.drop_duplicates(["outlet_id", "chain"])["outlet_id"].value_counts()
    steps = ownership_chains["stake_id"].value_counts()
    first = player_ranks[player_ranks["rank"] <= top]["outlet_id"].value_counts()
    old["ties"] = _counts(old["entity_id"], ends)
    edge = old["entity_kind"] == "stake"
    old["chains"] = _counts(old["stake_id"], steps).where(edge, _counts(old["entity_id"], chains))
    old["lists"] = _counts(old["entity_id"], first)
    old["used"] = old[["ties", "chains", "lists"]].sum(axis=1)
    order = ["used", "months", "entity_id", "field", "value"]
    return old.sort_values(order, ascending=[False, False, True, True, True], ignore_index=True)


def _together(old: pd.DataFrame) -> pd.DataFrame:
    """One row a field: whoever looks at one of its values again looks at all."""
    told = old.sort_values(["months", "value"], ascending=[False, True], kind="stable")
    keys = ["entity_kind", "entity_id", "field"]
    parts = told.assign(stake=told["stake_id"].fillna("")).groupby([*keys, "stake"], sort=False)
    joined = parts.agg({name: "first" for name in told.columns if name not in keys})
    joined = joined.assign(value=parts["value"].agg(";".join), citation=parts["citation"].agg(_joined))
    return joined.reset_index()[list(old.columns)]


def _counts(ids: pd.Series, counted: pd.Series) -> pd.Series:
    return ids.map(counted).fillna(0).astype(int)
