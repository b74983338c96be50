"""The tables as they stood on an earlier day, as far as their dates tell.

What is known today is read by its dates: nothing here says what was known then. A date is an interval, and what may
have been so is kept: an outlet founded in 2015 stands in the view of June 2015. What has no date is kept and counted.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pandas as pd

from mapping import dates
from mapping.analyse.holdings import standing_stakes
from mapping.schema import RELATIONS, STATED_LAYERS

# The column by whose date a row had happened by then.
HAPPENED = {"events": "date", "assessments": "date", "reach": "date", "access": "day", "programmes": "start"}
ENDED = ("closed", "liquidated")
AWAY = ("exile", "hybrid")


@dataclass(frozen=True)
class View:
    """The rows of a table on a day, how many of them stand there without a date, and how many were left out."""

    frame: pd.DataFrame
    undated: int
    left_out: int


def view(name: str, frame: pd.DataFrame, moment: datetime.date, moves: pd.DataFrame) -> View | None:
    """A table as of a day; None where its rows have no dates, so that they stand as they are today.

    `moves` are the events of kind relocation (outlet_id, date), of all times. Outlets: those that may have begun and
    may not have ended; `status` is active where a founding day before and no closing day before are stated, else
    unknown; `exile_status` and `base_country` are told only where a dated relocation tells. Stakes, channels, relations
    and stated ties stand by their interval, an end that was still to come is empty, and a stake whose start is not
    stated may be anything from 0. Ties counted in items stand with their whole weight once they were seen first.
    """
    if name == "outlets":
        then = _outlets(frame, moment, moves)
        undated = then["founded"].isna()
    elif name == "stakes":
        then = standing_stakes(frame, moment.isoformat(), relations=RELATIONS).drop(columns="dated")
        then, undated = then.assign(end=_still_to_come(then["end"], moment)), then["start"].isna()
    elif name in ("channels", "relations"):
        then = frame[_begun(frame["start"], moment) & ~_over(frame["end"], moment)]
        then, undated = then.assign(end=_still_to_come(then["end"], moment)), then["start"].isna()
        then = then.assign(status=None) if "status" in then else then
    elif name == "ties":
        over = _over(frame["last"], moment) & frame["layer"].isin(STATED_LAYERS)
        then = frame[_begun(frame["first"], moment) & ~over]
        then, undated = then.assign(last=_still_to_come(then["last"], moment)), then["first"].isna()
    elif name == "dependence":
        # Counts over all months hold later ones, too.
        then = frame[frame["month"].notna() & _begun(frame["month"], moment)]
        undated = then["month"].isna()
    elif name in HAPPENED:
        then = frame[_begun(frame[HAPPENED[name]], moment)]
        undated = then[HAPPENED[name]].isna()
    else:
        return None
    return View(then, int(undated.sum()), len(frame) - len(then))


def _begun(cells: pd.Series, moment: datetime.date) -> pd.Series:
    """Whether a date may lie on the day or before; also where none is stated."""
    return ~_later(cells, moment)


def _later(cells: pd.Series, moment: datetime.date) -> pd.Series:
    """Whether a date surely lies after the day."""
    told = [isinstance(cell, str) and dates.span(cell).first > moment for cell in cells]
    return pd.Series(told, cells.index, dtype=bool)


def _over(cells: pd.Series, moment: datetime.date) -> pd.Series:
    """Whether a date surely lies on the day or before."""
    told = [isinstance(cell, str) and dates.span(cell).last <= moment for cell in cells]
    return pd.Series(told, cells.index, dtype=bool)


def _still_to_come(ends: pd.Series, moment: datetime.date) -> pd.Series:
    """Ends without those that lie after the day: on that day nobody could know them."""
    return ends.where(_over(ends, moment))


def _outlets(outlets: pd.DataFrame, moment: datetime.date, moves: pd.DataFrame) -> pd.DataFrame:
    then = outlets[_begun(outlets["founded"], moment) & ~_over(outlets["closed"], moment)]
    working = _over(then["founded"], moment) & (
        _later(then["closed"], moment) | (then["closed"].isna() & (then["status"] == "active"))
    )
    gone = set(moves.loc[_over(moves["date"], moment), "outlet_id"])
    stayed = set(moves.loc[_later(moves["date"], moment), "outlet_id"]) - gone
    away = then["exile_status"].isin(AWAY)
    home = then["exile_status"].mask(away & then["outlet_id"].isin(stayed), "home")
    untold = away & ~then["outlet_id"].isin(gone | stayed)
    return then.assign(
        status=working.map({True: "active", False: "unknown"}),
        closed=_still_to_come(then["closed"], moment),
        exile_status=home.mask(untold),
        base_country=then["base_country"].mask(away & ~then["outlet_id"].isin(gone)),
        # `labelled_in` stays: whom a page endangers is a matter of today.
    )
