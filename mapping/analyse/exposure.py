"""Owners who hold or held public office, or stand on a list of sanctions: only with source, date and a decision."""

from __future__ import annotations

import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.control import EDITS, controllers

# A person confirmed that the entry of the list means our owner.
CONFIRMED = "same"
COLUMNS = ["owner_id", "name", "kind", "tag", "detail", "source", "date", "citation"]


def _from_lists(owners: pd.DataFrame, owner_tags: pd.DataFrame) -> pd.DataFrame:
    decided = owner_tags[owner_tags["decision"] == CONFIRMED]
    frame = decided[["owner_id", "tag", "dataset", "source", "date"]].rename(columns={"dataset": "detail"})
    return frame.merge(owners[["owner_id", "name", "kind"]], on="owner_id").assign(citation=None)[COLUMNS]


def _from_pages(owners: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    roles = claims[
        (claims["entity_kind"] == "owner") & (claims["field"] == "political_role") & (claims["chosen"] == "yes")
    ]
    frame = roles.rename(columns={"entity_id": "owner_id", "value": "detail", "retrieved": "date"})
    frame = frame[["owner_id", "detail", "source", "date", "citation"]].assign(tag="political_role")
    return frame.merge(owners[["owner_id", "name", "kind"]], on="owner_id")[COLUMNS]


@indicator
def exposure(
    owners: pd.DataFrame,
    owner_tags: pd.DataFrame,
    claims: pd.DataFrame,
    stakes: pd.DataFrame,
    outlets: pd.DataFrame,
    *,
    as_of: str | None = None,
) -> pd.DataFrame:
    """Political and sanctions exposure of owners: what lists and pages say of them, and what they control.

    An entry of a list counts only after somebody decided that it means this owner. A role is quoted from the pages that
    state it; holding or having held office is no wrong, and a role may be long past.
    Columns: owner_id, name, kind, tag (as the list has it; political_role where pages state it), detail (lists, or the
    role in a few words), source, date (when the list was last changed for it, or when the page's row was received),
    citation (pages; missing for lists), outlets (that it controls, alleged left out), alleged (further outlets, by
    alleged control only).
    """
    frame = pd.concat([_from_lists(owners, owner_tags), _from_pages(owners, claims)], ignore_index=True)
    found = controllers(stakes, outlets, as_of=as_of)
    found = found[found["routes"] != EDITS]
    said = found["weakest"] == "alleged"
    for name, rows in (("outlets", found[~said]), ("alleged", found[said])):
        counts = rows.groupby("owner_id")["outlet_id"].nunique()
        frame = frame.assign(**{name: frame["owner_id"].map(counts).fillna(0).astype(int)})
    return frame.sort_values(["owner_id", "tag", "detail"], ignore_index=True)
