"""Events of pressure: which kinds belong together, and the dated list of them."""

from __future__ import annotations

import pandas as pd

from mapping import dates
from mapping.analyse import indicator

# A fine takes money that a newsroom lives on, whoever imposes it; other economic pressure (advertisers warned off,
# printing houses that refuse) has no kind of event of its own yet.
PRESSURE = {
    "lawsuit": "legal_pressure",
    "conviction": "legal_pressure",
    "liquidation": "legal_pressure",
    "licence_revoked": "legal_pressure",
    "foreign_agent": "legal_pressure",
    "extremist_label": "legal_pressure",
    "suspension": "legal_pressure",
    "arrest": "physical_pressure",
    "raid": "physical_pressure",
    "attack": "physical_pressure",
    "blocking": "digital_pressure",
    "cyberattack": "digital_pressure",
    "platform_block": "digital_pressure",
    "fine": "economic_pressure",
}
PRESSURES = tuple(dict.fromkeys(PRESSURE.values()))


def under_pressure(events: pd.DataFrame) -> pd.DataFrame:
    """The events of pressure, with two more columns: year, and pressure (one of `PRESSURES`)."""
    frame = events.assign(pressure=events["kind"].map(PRESSURE)).dropna(subset=["pressure"])
    return frame.assign(year=frame["date"].map(dates.year).astype(int))


def day_numbers(cells: pd.Series) -> pd.DataFrame:
    """Each date as days counted from the year 1: first, middle and last of the days it may mean.

    A year has its middle on 2 July, a month on its 15th or so; a missing date has none of the three.
    """
    spans = cells.dropna().map(dates.span)
    first = spans.map(lambda span: span.first.toordinal()).astype(float)
    last = spans.map(lambda span: span.last.toordinal()).astype(float)
    frame = pd.DataFrame({"first": first, "middle": (first + last) / 2, "last": last})
    return frame.reindex(cells.index)


@indicator
def pressure_timeline(events: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """Every recorded event of pressure on an outlet, in order of time.

    Legal: lawsuits, convictions, liquidations, revoked licences, labels, suspensions; physical: raids, arrests,
    attacks; digital: blocking, cyberattacks, blocks on platforms; economic: fines. What nobody reported is not here.
    Columns: outlet_id, country (of the outlet), date (as precise as the source), year, pressure (legal_pressure,
    physical_pressure, digital_pressure, economic_pressure), kind (of event), summary, citation, disarm (the code of a
    technique of disinformation in the DISARM framework, where a person typed one).
    """
    frame = under_pressure(events).merge(outlets[["outlet_id", "country"]], on="outlet_id")
    columns = ["outlet_id", "country", "date", "year", "pressure", "kind", "summary", "citation", "disarm"]
    return frame[columns].sort_values(["date", "outlet_id", "kind", "summary"], ignore_index=True)


@indicator
def pressure_by_year(events: pd.DataFrame, *, since: int = 2000) -> pd.DataFrame:
    """Events of pressure per year: legal (courts and labels), physical (raids, arrests, attacks), digital or economic.

    Later years are better covered, so that a rise is not yet a trend. Columns: year, pressure (legal_pressure,
    physical_pressure, digital_pressure, economic_pressure), n (events).
    """
    frame = under_pressure(events)
    return frame[frame["year"] >= since].groupby(["year", "pressure"]).size().rename("n").reset_index()
