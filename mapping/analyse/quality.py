"""What the figures rest on: filled and empty columns, the age of the pages, how sure the facts are."""

from __future__ import annotations

import pandas as pd

from mapping import dates
from mapping.analyse import indicator


@indicator
def filled_columns(outlets: pd.DataFrame, missing: pd.DataFrame) -> pd.DataFrame:
    """How much of each column of the outlets table is filled, and why the rest is empty.

    Columns: column, reason (filled, or a reason of the table `missing`), n (outlets), share (0 to 1).
    """
    empty = missing[(missing["table"] == "outlets") & missing["id"].isin(outlets["outlet_id"])]
    counts = empty.groupby(["column", "reason"]).size()
    filled = {(name, "filled"): int(outlets[name].notna().sum()) for name in outlets.columns if name != "outlet_id"}
    frame = pd.concat([pd.Series(filled), counts]).rename("n").rename_axis(["column", "reason"]).reset_index()
    frame = frame.assign(share=frame["n"] / max(len(outlets), 1))
    return frame.sort_values(["column", "reason"], ignore_index=True)


@indicator
def age_of_pages(citations: pd.DataFrame) -> pd.DataFrame:
    """The pages that the facts rest on, by the year of their publication.

    Columns: year (missing where the page gives none), n (pages).
    """
    years = citations["published"].map(dates.year, na_action="ignore").astype("Int64")
    return years.value_counts(dropna=False).sort_index().rename_axis("year").rename("n").reset_index()


@indicator
def confidence_of_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """Claims per kind of thing and confidence.

    Columns: entity_kind, confidence, n (claims).
    """
    return claims.groupby(["entity_kind", "confidence"]).size().rename("n").reset_index()


@indicator
def coverage_by_source(records: pd.DataFrame) -> pd.DataFrame:
    """What each source gave: rows received that became each kind of thing, and how many different things they are.

    Columns: source, entity_kind, rows, things, merged (rows beyond the first of each thing).
    """
    grouped = records.groupby(["source", "entity_kind"])
    frame = grouped.agg(rows=("entity_id", "size"), things=("entity_id", "nunique")).reset_index()
    return frame.assign(merged=frame["rows"] - frame["things"])


@indicator
def how_records_were_placed(records: pd.DataFrame) -> pd.DataFrame:
    """How each record of an outlet or owner became the thing that it is.

    Columns: source, entity_kind, how (own_id: the id of the hand-collected facts; decision: a person's; clues: names,
    sites and other traits, as `records` tells; one_source: known from this source only), n (records).
    """
    things = records[records["entity_kind"].isin(("outlet", "owner"))]
    how = things["why"].map(_how).rename("how")
    return things.groupby(["source", "entity_kind", how]).size().rename("n").reset_index()


def _how(why: str) -> str:
    if why.startswith("decided"):
        return "decision"
    plain = {"the id of the hand-collected facts": "own_id", "known from this source only": "one_source"}
    return plain.get(why, "clues")
