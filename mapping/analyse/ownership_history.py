"""Who held an outlet when: time lines, deals between two dates, maps of owners as of several years, public money."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mapping import dates
from mapping.analyse import indicator
from mapping.analyse.control import controlling_owners
from mapping.analyse.holdings import HOLDING, standing_stakes

YEARS = ("2010", "2015", "2020")
NOW = "now"
PUBLIC_KINDS = ("state_body", "foreign_state_body")
# Where no date is stated the row comes last, not first.
LATE = "9999"


@indicator
def ownership_timeline(stakes: pd.DataFrame, outlets: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """All that is known of an outlet's holders, founders, editors and funders over time, and its changes of owner.

    Columns: outlet_id, start, end (as stated; missing is not known), what (a relation, or ownership_change for an
    event), holder_id (missing for events), share_min, share_max (percent; missing for events), confidence (missing for
    events), summary (of an event), citation.
    """
    held = stakes[stakes["held_id"].isin(outlets["outlet_id"])]
    held = held.rename(columns={"held_id": "outlet_id", "relation": "what"}).assign(summary=None)
    deals = events[(events["kind"] == "ownership_change") & events["outlet_id"].isin(outlets["outlet_id"])]
    deals = deals.rename(columns={"date": "start", "kind": "what"}).assign(end=deals["date"])
    columns = ["outlet_id", "start", "end", "what", "holder_id", "share_min", "share_max", "confidence", "summary"]
    frame = pd.concat([held, deals], ignore_index=True).reindex(columns=[*columns, "citation"])
    order = frame["start"].fillna(frame["end"]).fillna(LATE)
    frame = frame.assign(order=order).sort_values(["outlet_id", "order", "what", "holder_id"], ignore_index=True)
    return frame.drop(columns="order")


@indicator
def deals(
    stakes: pd.DataFrame, events: pd.DataFrame, *, since: str = "1991", until: str = LATE, alleged: bool = False
) -> pd.DataFrame:
    """What changed hands between two dates: stakes of holding that began or ended, and events of change of owner.

    A date counts when any day of it lies between the first day of `since` and the last of `until`. Alleged stakes are
    left out unless `alleged`. A stake that began or ended on an unstated day is not here.
    Columns: date, held_id (outlet or owner), what (began, ended, ownership_change), holder_id (missing for events),
    relation (missing for events), confidence (missing for events), summary (of an event), citation.
    """
    held = stakes[stakes["relation"].isin(HOLDING) & (alleged | (stakes["confidence"] != "alleged"))]
    sides = [held.assign(date=held[side], what=what) for side, what in (("start", "began"), ("end", "ended"))]
    changes = events[events["kind"] == "ownership_change"].rename(columns={"outlet_id": "held_id", "kind": "what"})
    columns = ["date", "held_id", "what", "holder_id", "relation", "confidence", "summary", "citation"]
    frame = pd.concat([*sides, changes], ignore_index=True).reindex(columns=columns).dropna(subset="date")
    first, last = dates.span(since).first, dates.span(until).last
    spans = [dates.span(day) for day in frame["date"]]
    within = np.array([span.first <= last and span.last >= first for span in spans], dtype=bool)
    return frame[within].sort_values(["date", "held_id", "what", "holder_id"], ignore_index=True)


def _alive(outlets: pd.DataFrame, as_of: str | None) -> pd.DataFrame:
    """The outlets not known to have begun later or ended before."""
    if as_of is None:
        return outlets[outlets["closed"].isna() & ~outlets["status"].isin(("closed", "liquidated"))]
    moment = dates.span(as_of).last
    alive = [
        (pd.isna(founded) or dates.span(founded).first <= moment)
        and (pd.isna(closed) or dates.span(closed).last > moment)
        for founded, closed in zip(outlets["founded"], outlets["closed"], strict=True)
    ]
    return outlets[np.array(alive, dtype=bool)]


@indicator
def owner_map(
    stakes: pd.DataFrame, outlets: pd.DataFrame, owners: pd.DataFrame, *, years: Sequence[str] = YEARS
) -> pd.DataFrame:
    """The owners at the top of each outlet by control, at the end of several years and now.

    Only owners whose stake in the outlet or in what lies between is not known to have ended by then; where a start is
    not stated, `dated` is no and the owner may have come later. Outlets not known to exist then are left out.
    Columns: as_of (a year, or now), outlet_id, country, owner_id (missing where nobody is named), owner_kind, certainty
    (stated, possible), weakest (confidence), candidates (owners named), dated (yes: the outlet's own stakes of that day
    all have a stated start).
    """
    kinds = owners.set_index("owner_id")["kind"]
    frames = []
    for label in (*years, NOW):
        as_of = None if label == NOW else label
        alive = _alive(outlets, as_of)[["outlet_id", "country"]]
        undated = standing_stakes(stakes, as_of).query("dated == 'no'")["held_id"]
        frame = alive.merge(controlling_owners(stakes, outlets, as_of=as_of), on="outlet_id", how="left")
        dated = (~frame["outlet_id"].isin(undated)).map({True: "yes", False: "no"}).where(frame["owner_id"].notna())
        frames.append(frame.assign(as_of=label, owner_kind=frame["owner_id"].map(kinds), dated=dated))
    columns = ["as_of", "outlet_id", "country", "owner_id", "owner_kind", "certainty", "weakest", "candidates", "dated"]
    frame = pd.concat(frames, ignore_index=True)[columns]
    return frame.astype({"candidates": "Int64"}).sort_values(["as_of", "outlet_id", "owner_id"], ignore_index=True)


@indicator
def funding(stakes: pd.DataFrame, outlets: pd.DataFrame, owners: pd.DataFrame) -> pd.DataFrame:
    """Who pays for outlets and for those who hold them: state orders, grants, donors, as dated stakes of funding.

    Funding is no ownership and enters no share. An amount counts only where a page states one.
    Columns: holder_id (who pays), funder_kind, public (yes: a state body, home or foreign), held_id (who receives),
    country (of the outlet; missing for owners), start, end, amount, currency, confidence, citation.
    """
    paid = stakes[stakes["relation"] == "funds"]
    kinds = paid["holder_id"].map(owners.set_index("owner_id")["kind"])
    frame = paid.assign(
        funder_kind=kinds,
        public=kinds.isin(PUBLIC_KINDS).map({True: "yes", False: "no"}),
        country=paid["held_id"].map(outlets.set_index("outlet_id")["country"]),
    )
    columns = ["holder_id", "funder_kind", "public", "held_id", "country", "start", "end", "amount", "currency"]
    columns += ["confidence", "citation"]
    return frame[columns].sort_values(["held_id", "holder_id", "start"], ignore_index=True)
