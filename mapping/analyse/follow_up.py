"""What became of those who took part in a programme: what was done by when, people trained against the target."""

from __future__ import annotations

import pandas as pd

from mapping.analyse import indicator_for, indicator_of
from mapping.analyse.programme_times import pages
from mapping.analyse.small_cells import FEWEST, SHOWN, TOO_FEW
from mapping.tables import join, split

COUNTS = ("people_trained", "people_target")


@indicator_for("team")
def follow_up(participations: pd.DataFrame, programmes: pd.DataFrame) -> pd.DataFrame:
    """Each newsroom in each programme over the months: which items of the checklist were done, who was trained.

    Columns: programme_id, programme, outlet_id, start, end, role, date (as of when; missing where no page says), done
    (items), newly_done (items that the row before did not have), people_trained, people_target, trained_share (0 to 1,
    more where more came), citation.
    """
    frame = participations.merge(
        programmes[["programme_id", "name"]].rename(columns={"name": "programme"}), on="programme_id"
    )
    who = ["programme_id", "outlet_id"]
    frame = frame.sort_values([*who, "date"], na_position="first", kind="stable", ignore_index=True)
    before = frame.groupby(who)["done"].shift()
    new = [_newly(now, then) for now, then in zip(frame["done"], before, strict=True)]
    frame = frame.assign(
        newly_done=pd.Series(new, frame.index, dtype=object),
        trained_share=frame["people_trained"] / frame["people_target"],
    )
    columns = ["programme_id", "programme", "outlet_id", "start", "end", "role", "date", "done", "newly_done"]
    return frame[[*columns, *COUNTS, "trained_share", "citation"]]


def _newly(now: object, before: object) -> str | None:
    known = split(before) if isinstance(before, str) else []
    done = split(now) if isinstance(now, str) else []
    return join(item for item in done if item not in known) or None


@indicator_of("team")
def follow_up_by_programme(follow_up: pd.DataFrame) -> pd.DataFrame:
    """The same per programme, by the newest row of each newsroom; nothing is told of fewer than five newsrooms.

    Columns: programme_id, programme, outlets (that are known to have taken part), people_trained, people_target,
    trained_share (of the newsrooms that state both), items_done (items of the checklist, of all newsrooms together),
    shown (yes, too few), citation. Where shown is not yes, the figures are missing.
    """
    newest = follow_up.drop_duplicates(["programme_id", "outlet_id"], keep="last")
    both = newest[list(COUNTS)].notna().all(axis=1)
    newest = newest.assign(
        items=newest["done"].fillna("").map(split).map(len), **{name: newest[name].where(both) for name in COUNTS}
    )
    grouped = newest.groupby(["programme_id", "programme"])
    frame = grouped.agg(
        outlets=("outlet_id", "nunique"),
        people_trained=("people_trained", lambda cells: cells.sum(min_count=1)),
        people_target=("people_target", lambda cells: cells.sum(min_count=1)),
        items_done=("items", "sum"),
        citation=("citation", lambda cells: pages(*cells)),
    ).reset_index()
    enough = frame["outlets"] >= FEWEST
    frame = frame.assign(trained_share=frame["people_trained"] / frame["people_target"])
    told = ["outlets", "people_trained", "people_target", "trained_share", "items_done"]
    frame[told] = frame[told].where(enough)
    shown = enough.map({True: SHOWN, False: TOO_FEW})
    return frame.assign(shown=shown)[["programme_id", "programme", *told, "shown", "citation"]]
