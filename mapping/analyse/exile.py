"""Outlets that work from abroad because they cannot work at home: who, since when, after what, and how they are read.

Phases are those of the JX Fund (arrival, rebuild, sustain; https://jx-fund.org/programs/). Nothing is guessed: where no
page states a base or a phase, the cell says so. A base whose place is to stay hidden is not in the tables at all.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from mapping import dates
from mapping.analyse import indicator
from mapping.analyse.pressure import under_pressure

ABROAD = ("exile", "hybrid")
MOVE = "relocation"
HIDDEN, NOT_STATED, NOT_LOOKED_AT, NOT_APPLICABLE = "hidden", "not_stated", "not_looked_at", "not_applicable"
NOT_MEASURED = "not_measured"


def abroad(outlets: pd.DataFrame) -> pd.DataFrame:
    """The outlets that a page calls exiled or partly exiled; a base that is hidden or stated nowhere says so."""
    exiled = outlets[outlets["exile_status"].isin(ABROAD)]
    base = exiled["base_country"].fillna(NOT_STATED)
    return exiled.assign(
        base_country=base.mask(exiled["place_level"] == HIDDEN, HIDDEN),
        home_country=exiled["home_country"].fillna(NOT_STATED),
        exile_phase=exiled["exile_phase"].fillna(NOT_LOOKED_AT),
    )


@indicator
def exile_outlets(
    outlets: pd.DataFrame, events: pd.DataFrame, channels: pd.DataFrame, claims: pd.DataFrame
) -> pd.DataFrame:
    """Outlets in exile: from where to where, after which pressure, and what of them can be reached.

    `since` is the first dated relocation, of which few are known. `reason` is what happened before it, in kinds of
    event; where no day of the move is known, it is all pressure known, some of which may have come later.
    Columns: outlet_id, name, country, home_country, base_country (or hidden, not_stated), exile_status, exile_phase
    (or not_looked_at), since (date), pressed_since (date of the first pressure known), reason (event kinds), channels
    (kinds in use), citation (pages that state status, base or one of these events).
    """
    exiled = abroad(outlets)
    stated = _stated(exiled, claims)
    rows = [
        {"outlet_id": own_id, **_story(events[events["outlet_id"] == own_id], stated[stated["entity_id"] == own_id])}
        for own_id in exiled["outlet_id"]
    ]
    kinds = in_use(channels).groupby("outlet_id")["kind"].agg(_joined).rename("channels")
    told = pd.DataFrame(rows, columns=["outlet_id", "since", "pressed_since", "reason", "citation"])
    named = ["outlet_id", "name", "country", "home_country", "base_country", "exile_status", "exile_phase"]
    frame = exiled[named].merge(told, on="outlet_id").merge(kinds, on="outlet_id", how="left")
    return frame[[*named, "since", "pressed_since", "reason", "channels", "citation"]]


@indicator
def exile_by_status(outlets: pd.DataFrame) -> pd.DataFrame:
    """Outlets at home, partly or wholly in exile, by the phase of settling abroad.

    Columns: country, exile_status (home, hybrid, exile, not_stated), exile_phase (arrival, rebuild, sustain,
    not_looked_at; not_applicable at home), n (outlets).
    """
    status = outlets["exile_status"].fillna(NOT_STATED)
    phase = outlets["exile_phase"].fillna(NOT_LOOKED_AT).where(status.isin(ABROAD), NOT_APPLICABLE)
    counted = pd.DataFrame({"country": outlets["country"], "exile_status": status, "exile_phase": phase})
    return counted.groupby(list(counted)).size().rename("n").reset_index()


@indicator
def exile_audience(outlets: pd.DataFrame, channels: pd.DataFrame, reach: pd.DataFrame) -> pd.DataFrame:
    """By which channels the public still reaches an exiled outlet, and how far, where that was measured.

    Columns: outlet_id, name, country, kind (of channel), n (addresses in use), blocked (of these), measure (of reach,
    or not_measured), value (the newest; the largest where several addresses were measured), date (of the value).
    """
    used = in_use(channels).merge(abroad(outlets)[["outlet_id", "name", "country"]], on="outlet_id")
    by = ["outlet_id", "name", "country", "kind"]
    counted = (
        used.assign(blocked=used["status"] == "blocked")
        .groupby(by)
        .agg(n=("channel_id", "size"), blocked=("blocked", "sum"))
    )
    frame = counted.reset_index().merge(_newest(used, reach), on=["outlet_id", "kind"], how="left")
    return frame.assign(measure=frame["measure"].fillna(NOT_MEASURED))


def in_use(channels: pd.DataFrame) -> pd.DataFrame:
    """The channels that nothing calls ended or gone."""
    return channels[channels["end"].isna() & (channels["status"] != "gone")]


def _stated(exiled: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The claims shown on status and base; none on a base that is hidden, whose pages would give it away."""
    shown = claims[(claims["entity_kind"] == "outlet") & (claims["chosen"] == "yes")]
    hidden = exiled.loc[exiled["base_country"] == HIDDEN, "outlet_id"]
    base = (shown["field"] == "base_country") & ~shown["entity_id"].isin(hidden)
    return shown[base | (shown["field"] == "exile_status")]


def _story(events: pd.DataFrame, stated: pd.DataFrame) -> dict[str, object]:
    """What is known of one outlet's way abroad, from its events and the claims on it."""
    moves = events[events["kind"] == MOVE].sort_values("date").head(1)
    pressure = under_pressure(events).sort_values("date")
    before = pressure[pressure["date"].map(lambda date: _not_after(date, moves["date"])).astype(bool)]
    return {
        "since": next(iter(moves["date"]), None),
        "pressed_since": next(iter(pressure["date"]), None),
        "reason": _joined(before["kind"]) or None,
        "citation": _joined([*stated["citation"], *moves["citation"], *before["citation"]]),
    }


def _not_after(date: str, moves: Iterable[str]) -> bool:
    """Whether something of this date may have come before the move, dates being as precise as their sources."""
    return all(dates.span(date).first <= dates.span(move).last for move in moves)


def _newest(used: pd.DataFrame, reach: pd.DataFrame) -> pd.DataFrame:
    """The newest number of each measure, per outlet and kind of channel."""
    measured = reach.merge(used[["channel_id", "outlet_id", "kind"]], on="channel_id", suffixes=("_named", ""))
    ordered = measured.sort_values(["date", "value"]).drop_duplicates(["outlet_id", "kind", "measure"], keep="last")
    return ordered[["outlet_id", "kind", "measure", "value", "date"]]


def _joined(cells: Iterable[str]) -> str:
    """The values of cells that hold several, each once, in the order of the alphabet."""
    return ";".join(sorted({value for cell in cells for value in str(cell).split(";")}))
