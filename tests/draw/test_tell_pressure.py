"""Pressure, access and exile in sentences and tables: from data, with their conditions, never more than is known."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from mapping.draw import Table, tell
from mapping.draw.table import Cell

RATE = ["country", "pressure", "n", "outlets_hit", "outlets", "outlet_years", "years_min", "years_max", "rate", "low"]
RATES = pd.DataFrame(
    [
        ("KG", "legal_pressure", 4, 2, 10, 90.0, 30.0, 110.0, 4.4, 1.2, 11.4, 0),
        ("KG", "any_pressure", 61, 26, 125, 1054.0, 348.0, 1408.0, 5.8, 4.4, 7.4, 0),
        ("KZ", "any_pressure", 50, 26, 243, 2352.0, 713.0, 2838.0, 2.1, 1.6, 2.8, 0),
        ("TM", "any_pressure", 0, 0, 3, 36.0, 36.0, 36.0, 0.0, 0.0, 10.3, 0),
    ],
    columns=[*RATE, "high", "n_left_out"],
)
CURVE = ["after", "country", "outlets", "left_out", "ended", "censored", "years", "at_risk", "survival", "low", "high"]
CURVES = pd.DataFrame(
    [
        ("blocking", "all", 25, 0, 3, 22, 5, 13, 0.88, 0.6, 0.97, "yes"),
        ("raid", "all", 18, 1, 3, 14, 5, 6, 0.81, 0.4, 0.95, "no"),
        ("ownership_change", "all", 26, 0, 2, 24, 5, 18, 1.0, None, None, "yes"),
    ],
    columns=[*CURVE, "enough"],
)
KEPT = pd.DataFrame(
    [
        ("kloop", "KG", "measured;reported", "2023-11", "yes", "telegram", 2),
        ("orda", "KZ", "listed", None, "no", None, 0),
    ],
    columns=["outlet_id", "country", "because", "reported", "labelled", "kind", "n"],
)
NAMES = {"kloop": "Kloop", "orda": "Orda"}
COUNTS = ["days", "ok", "anomaly", "confirmed", "failure", "anomaly_share", "asns_tested", "asns_disturbed"]
VERDICTS = pd.DataFrame(
    [
        ("kloop", "kloop.example", "KG", "KG", "no", 9, 1, 8, 0, 0, 0.89, 3, 2, "2026-01-09", "likely"),
        ("orda", "orda.example", "KZ", "RU", "yes", 4, 1, 0, 3, 0, 0.0, 1, 0, "2026-01-08", "confirmed"),
        ("orda", "orda.example", "KZ", "KZ", "no", 0, 0, 0, 0, 2, None, 0, 0, None, "no_data"),
    ],
    columns=["outlet_id", "domain", "country", "probe_country", "abroad", *COUNTS, "last", "verdict"],
)
NO_BANS = pd.DataFrame({"in_force": []})


def _texts(table: Table) -> list[list[str]]:
    return [[cell.text if isinstance(cell, Cell) else cell for cell in row] for row in table.rows]


def test_the_summary_says_what_is_beyond_chance_and_for_what_too_few_were_followed() -> None:
    told = tell.pressure_summary(RATES, CURVES, KEPT, 2015).sentences
    assert told[0] == "Since 2015 pages report 111 events of pressure."
    assert told[1] == "These events fell on 52 outlets: courts and labels (4)."
    assert "Kyrgyzstan 5.8 (4.4 to 7.4) and Kazakhstan 2.1 (1.6 to 2.8)." in told[2]
    assert told[3].startswith("Kyrgyzstan lies above every other beyond chance.")
    assert told[4] == (
        "Share that goes on 5 years after the first event of a kind: blocking 88% (60% to 97%) and change of owner "
        "100%."
    )
    assert told[5] == "Kinds of event after which too few outlets were followed for 5 years: raid."
    assert told[6].endswith("readers are kept from their site.")
    assert told[7] == "Of 1 of them another channel is known to us."


def test_overlapping_intervals_let_no_country_stand_out() -> None:
    close = RATES.assign(low=1.0)
    assert not any(
        "beyond chance" in sentence for sentence in tell.pressure_summary(close, CURVES, KEPT, 2015).sentences
    )


def test_without_events_little_is_said() -> None:
    told = tell.pressure_summary(RATES.tail(1), CURVES.head(0), KEPT.head(0), 2015).sentences
    assert told == ["Since 2015 pages report 0 events of pressure."]


def test_a_share_of_too_few_is_not_given() -> None:
    rows = _texts(tell.survival_table(CURVES, caption="After"))
    assert [row[-1] for row in rows] == ["88% (60% to 97%)", "too few to say", "100%"]


def test_likely_is_never_called_blocked() -> None:
    told = " ".join(tell.access_told(VERDICTS, NO_BANS).sentences)
    assert told.startswith("Of 2 sites 2 were measured: blocking confirmed (1) and blocking likely, not proven (1).")
    rows = _texts(tell.access_table(VERDICTS, NAMES, caption="Access"))
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("Orda", "Russia (another state)", "Blocking confirmed"),
        ("Kloop", "Kyrgyzstan", "Blocking likely, not proven"),
    ]


def test_where_nothing_was_measured_the_text_says_what_measuring_adds() -> None:
    unmeasured = VERDICTS.tail(1)
    told = tell.access_told(unmeasured, NO_BANS).sentences
    assert told[0].startswith("None of 1 site has been measured yet")
    assert "mapping gather ooni" in told[0]
    assert tell.verdict_counts(unmeasured).empty


def test_the_public_table_of_other_channels_holds_kinds_and_no_address() -> None:
    rows = _texts(tell.where_to_read_table(KEPT, NAMES, caption="Ways"))
    assert rows == [
        ["Kloop", "Kyrgyzstan", "measured, reported", "2023-11", "Telegram (2)"],
        ["Orda", "Kazakhstan", "on an official list", "", "none known to us"],
    ]


@pytest.mark.parametrize(("live", "link"), [("yes", "https://t.example/kloop"), ("no", None)])
def test_an_address_that_endangers_is_no_link(live: str, link: str | None) -> None:
    row = {"outlet_id": "kloop", "labelled": "no", "kind": "telegram", "address": "https://t.example/kloop"}
    table = tell.where_to_read_addresses(pd.DataFrame([row | {"live": live}]), NAMES, caption="Addresses")
    assert table.rows[0][2].link == link


def test_the_newest_events_come_first_with_their_technique() -> None:
    columns = ["outlet_id", "country", "date", "year", "pressure", "kind", "summary", "citation", "disarm"]
    events = pd.DataFrame(
        [
            ("orda", "KZ", "2019", 2019, "legal_pressure", "lawsuit", "Sued.", "c-1", None),
            ("kloop", "KG", "2023-11", 2023, "digital_pressure", "blocking", "Blocked.", "c-1;c-2", "T0123"),
        ],
        columns=columns,
    )
    table = tell.pressure_table(events, NAMES, {"c-1": "https://page.example/1"}, (), most=1, caption="Events")
    assert _texts(table) == [["2023-11", "Kloop", "Kyrgyzstan", "Blocking (DISARM T0123)", "Blocked.", "page.example"]]
    unknowns = tell.pressure_unknowns(events, RATES, datetime.date(2026, 1, 2)).sentences
    assert "2 events are dated to a month or a year only." in unknowns
