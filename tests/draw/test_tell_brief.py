"""A country on two pages: every number from its cell, every sentence only where its number is."""

from __future__ import annotations

import datetime
from collections.abc import Hashable
from typing import Any

import pandas as pd
import pytest

from mapping.draw import Table, mime, tell
from mapping.draw.table import Cell

BY_COUNTRY = pd.DataFrame([("KG", 132, 57, 59)], columns=["country", "n", "working", "unknown"])
POWERS = pd.DataFrame(
    [("KG", "state", 24, 26, 0.2, 0.22), ("KG", "unknown", 74, 74, 0.638, 0.638)],
    columns=["country", "group", "n_min", "n_max", "share_min", "share_max"],
)
RATE = ["country", "pressure", "n", "outlets_hit", "outlet_years", "years_min", "years_max", "rate", "low", "high"]
RATES = pd.DataFrame(
    [
        ("KG", "legal_pressure", 40, 20, 1054.0, 348.0, 1408.0, 3.8, 2.7, 5.2),
        ("KG", "digital_pressure", 21, 9, 1054.0, 348.0, 1408.0, 2.0, 1.2, 3.0),
        ("KG", "any_pressure", 61, 26, 1054.0, 348.0, 1408.0, 5.8, 4.4, 7.4),
        ("KZ", "any_pressure", 50, 26, 2352.0, 713.0, 2838.0, 2.1, 1.6, 2.8),
        ("TJ", "any_pressure", 18, 12, 872.0, 202.0, 1101.0, 2.1, 1.2, 3.3),
        ("UZ", "any_pressure", 0, 0, 1588.0, 311.0, 2095.0, 0.0, 0.0, 0.2),
        ("TM", "any_pressure", 0, 0, 36.0, 36.0, 36.0, 0.0, 0.0, 10.3),
    ],
    columns=RATE,
)
GAP = ["country", "theme", "need", "need_low", "need_high", "need_outlets", "need_shown", "survey_shown", "running"]
GAPS = pd.DataFrame(
    [
        ("KG", "legal", 48.0, 27.0, 68.0, 11, "yes", "no survey", 0, 5, 3, "need, supply not known to run"),
        ("KG", "physical_safety", 27.0, 17.0, 36.0, 6, "yes", "no survey", 0, 0, 3, "need without supply"),
        ("KG", "exile", None, None, None, None, "too few", "no survey", 0, 5, 0, "need, supply not known to run"),
        ("KG", "audience", 43.0, 21.0, 65.0, 7, "yes", "no survey", None, None, None, "supply not looked at"),
        ("KG", "investigation", None, None, None, None, "none", "no survey", 0, 0, 0, "neither"),
        ("TJ", "exile", 50.0, 50.0, 50.0, 12, "yes", "no survey", 0, 5, 2, "need, supply not known to run"),
    ],
    columns=[*GAP, "unknown", "ended", "reading"],
)
OWN_GAPS = GAPS[GAPS["country"] == "KG"]


def _texts(table: Table) -> list[list[str]]:
    return [[cell.text if isinstance(cell, Cell) else cell for cell in row] for row in table.rows]


def test_a_title_is_plain_text_on_one_line() -> None:
    shown = tell.brief_title("KG")._repr_mimebundle_()
    assert shown[mime.MARKDOWN] == "# Kyrgyzstan: country brief"
    facts: dict[Hashable, Any] = {"name": "A\n\n# B", "name_native": None}
    assert tell.sheet_title(facts)._repr_mimebundle_()[mime.MARKDOWN] == "# A # B: outlet sheet"


def test_four_points_hold_the_numbers_with_their_bounds() -> None:
    size, control, pressure, need = tell.brief_in_short(BY_COUNTRY, POWERS, RATES, GAPS, "KG", 2015).sentences
    assert "132 outlets are known to us. 57 outlets work today." in size
    assert "between 57 and 116" in size
    assert "The state controls 24 to 26 of the outlets" in control
    assert "Of 74 outlets (64%) nobody knows who controls them" in control
    assert pressure.startswith(
        "Since 2015 pages report 61 events of pressure. These events fell on 26 outlets. Events a year for every 100 "
        "outlets: 5.8 (95 % interval 4.4 to 7.4)."
    )
    assert "Beyond chance more than in: Kazakhstan, Tajikistan, and Uzbekistan." in pressure
    assert "greatest is legal help: 48 (27 to 68) of 100 on average in 11 newsrooms." in need
    assert need.endswith("no programme known for: physical safety.")


@pytest.mark.parametrize(
    ("code", "said", "unsaid"),
    [
        ("KZ", "Beyond chance less than in: Kyrgyzstan.", "Chance alone"),
        ("TJ", "Beyond chance more than in: Uzbekistan. Beyond chance less than in: Kyrgyzstan.", "Chance alone"),
        ("UZ", "Since 2015 no event of pressure is on record; that may mean silence, not peace.", "Beyond"),
    ],
)
def test_a_rate_is_compared_by_its_interval(code: str, said: str, unsaid: str) -> None:
    point = tell.brief_in_short(BY_COUNTRY, POWERS, RATES, GAPS, code, 2015).sentences[2]
    assert said in point
    assert unsaid not in point


def test_rates_that_overlap_differ_by_chance_only() -> None:
    close = RATES[RATES["country"].isin(["KZ", "TJ"])]
    point = tell.brief_in_short(BY_COUNTRY, POWERS, close, GAPS, "KZ", 2015).sentences[2]
    assert point.endswith("Chance alone may explain the difference from the other countries.")


def test_players_name_whom_nobody_serves_only_where_somebody_is_not_served() -> None:
    media = pd.DataFrame([("KG", "tv", 50), ("KG", "online", 48)], columns=["country", "medium", "n"])
    languages = pd.DataFrame([("ky", "KG", 94)], columns=["language", "country", "n"])
    served = pd.DataFrame(
        [("KG", "dng", 72240.0, 0), ("KG", "ky", 5e6, 94)], columns=["country", "language", "people", "n"]
    )
    silent = pd.DataFrame({"code": ["KG-B"], "name": ["Batken"]})
    facts = pd.DataFrame({"n_takers": [2, 0, 0], "n_givers": [0, 1, 0]})
    told = " ".join(tell.brief_players(media, languages, served, silent, facts).sentences)
    assert "By medium: TV (50) and online (48). By language: Kyrgyz (94)." in told
    assert "No outlet is known in: Dungan (72,240 people)." in told
    assert "in these regions: Batken." in told
    assert "A tie is known for 2 of 3 active outlets." in told
    served_all = tell.brief_players(media, languages, served.tail(1), silent.head(0), facts).sentences
    assert "No outlet is known" not in " ".join(served_all)


def test_the_players_table_orders_by_takers_and_shows_intervals() -> None:
    facts = pd.DataFrame(
        [("a", "Alpha", 1, 0, 0), ("b", "Beta", 9, 5, 4), ("c", "Gamma", 0, 0, 0)],
        columns=["outlet_id", "name", "n_takers", "n_givers", "n_pressure"],
    )
    outlets = pd.DataFrame(
        {
            "outlet_id": ["a", "b", "c"],
            "media": "tv;radio",
            "languages": ["ky", None, "ru"],
            "ownership_type": "state",
            "labelled_in": [None, "KG", None],
        }
    )
    ranks = pd.DataFrame(
        [("joint", "reaches", "b", 2, 1, 3, 200), ("relay", "reaches", "a", 1, 1, 1, 200)],
        columns=["layer", "measure", "outlet_id", "rank", "low_rank", "high_rank", "resamples"],
    )
    table = tell.brief_players_table(facts, ranks, outlets, most=5, caption="Players")
    assert table.rows[0][0] == Cell("Beta", None, "materials labelled extremist")
    assert _texts(table) == [
        ["Beta", "TV, radio", "", "state", "9", "5", "2 (1 to 3)", "4"],
        ["Alpha", "TV, radio", "Kyrgyz", "state", "1", "0", "–", "0"],
    ]


def test_owners_carry_shares_allegations_and_the_bounds_of_the_largest_market() -> None:
    without = pd.DataFrame([("KG", 132, 88, 0.67)], columns=["country", "n", "without", "share"])
    sure = pd.DataFrame(
        [("owns", "reported", 168, 8), ("owns", "alleged", 11, 0)],
        columns=["relation", "confidence", "n", "with_share"],
    )
    markets = pd.DataFrame(
        [("KG", "online", 46, 0.11, 0.96), ("KG", "tv", 41, 0.37, 0.96)],
        columns=["country", "medium", "n", "cr4_low", "cr4_high"],
    )
    told = tell.brief_owners(without, sure, markets).sentences[0]
    assert told.startswith(
        "A holder is named for 44 of 132 outlets. A share is stated for 8 of 179 stakes. 11 stakes are only"
    )
    assert "online (46 outlets), the four biggest owners hold 11% to 96%" in told
    bare = tell.brief_owners(without, sure.head(1), markets.head(0)).sentences[0]
    assert "alleged" not in bare
    assert "market" not in bare


@pytest.mark.parametrize(
    ("years", "told"),
    [
        (
            [2026, 2025, 2024, 2020, 2015],
            "3 events. From 2017 to 2021 pages report 1 event. Later years are better covered, so a rise",
        ),
        (
            [2026, 2020, 2019],
            "1 event. From 2017 to 2021 pages report 2 events. Fewer reports may mean fewer who dare to report.",
        ),
        ([2026, 2020], "1 event. From 2017 to 2021 pages report 1 event."),
    ],
)
def test_pressure_by_class_and_the_last_years_beside_those_before(years: list[int], told: str) -> None:
    timeline, day = pd.DataFrame({"year": years}), datetime.date(2026, 11, 21)
    text = tell.brief_pressure(RATES, timeline, "KG", 2015, day).sentences[0]
    assert text.startswith("Since 2015: courts and labels (40) and blocking and cyberattacks (21).")
    assert f"From 2022 to 2026 pages report {told}" in text
    assert tell.brief_pressure(RATES, timeline, "UZ", 2015, day).sentences == []


EXILED = pd.DataFrame(
    [("kloop", "Kloop", "PL", "not_looked_at"), ("temirov", "Temirov Live", "not_stated", "not_looked_at")],
    columns=["outlet_id", "name", "base_country", "exile_phase"],
)
OUTLETS = pd.DataFrame({"name": ["Kloop", "24.kg"], "labelled_in": ["KG", None]})
KEPT = pd.DataFrame([("kloop", 2), ("24kg", 0)], columns=["outlet_id", "n"])


@pytest.mark.parametrize(
    ("exiled", "kept", "said"),
    [
        (
            EXILED,
            KEPT,
            "2 outlets that they work from exile or partly so: Kloop and Temirov Live. The host country is stated for "
            "1 outlet.",
        ),
        (EXILED, KEPT, "Host countries: Poland (1)."),
        (EXILED, KEPT, "the sites of 2 working outlets. Another channel is known of 1 such outlet."),
        (EXILED, KEPT, "may be punished, as they are labelled extremist: Kloop."),
        (EXILED.head(0), KEPT, "Of no outlet a page says that it works from exile."),
        (EXILED, KEPT.head(0), "Of no working outlet a report, list or measurement says"),
    ],
)
def test_exile_and_access(exiled: pd.DataFrame, kept: pd.DataFrame, said: str) -> None:
    assert said in tell.brief_exile(exiled, kept, OUTLETS).sentences[0]


def test_needs_stand_beside_programmes_and_small_groups_are_hidden() -> None:
    rows = _texts(tell.brief_needs_table(OWN_GAPS, caption="Needs"))
    assert rows == [
        ["Legal help", "48 (27 to 68)", "11", "0", "5", "3", "need; unsure if any programme runs"],
        ["Reaching the audience", "43 (21 to 65)", "7", "–", "–", "–", "need; programmes not looked at"],
        ["Physical safety", "27 (17 to 36)", "6", "0", "0", "3", "need, and no programme"],
        ["Work from exile", "hidden", "", "0", "5", "0", "need; unsure if any programme runs"],
    ]


def test_support_counts_each_programme_once() -> None:
    who = pd.DataFrame(
        [("p1", "CFI", "unknown"), ("p1", "CFI", "unknown"), ("p2", "Internews;IWPR", "no"), ("p3", "DW", "yes")],
        columns=["programme_id", "organisation", "running"],
    )
    ending = pd.DataFrame([("Media-K", "funder stopped")], columns=["programme", "when"])
    told = tell.brief_support(OWN_GAPS, who, ending).sentences[0]
    assert told.startswith(
        "3 programmes are on record. 1 programme runs: its stated end is still to come. Of 1 other programme no page "
        "states an end."
    )
    assert "stand: CFI and DW." in told
    assert "not stated: Media-K. No newsroom has been asked yet." in told


@pytest.mark.parametrize(
    ("running", "told"),
    [
        (
            ["unknown"],
            "Of none a page states an end that is still to come. Of 1 programme no page states any end. Behind",
        ),
        (["no", "no"], "2 programmes are on record. Of none a page states an end that is still to come."),
        (["yes"], "1 programme is on record. 1 programme runs: its stated end is still to come. Behind"),
    ],
)
def test_support_says_no_number_where_there_is_none(running: list[str], told: str) -> None:
    rows = [(f"p{n}", "CFI", state) for n, state in enumerate(running)]
    who = pd.DataFrame(rows, columns=["programme_id", "organisation", "running"])
    ending = pd.DataFrame(columns=["programme", "when"])
    assert told in tell.brief_support(OWN_GAPS, who, ending).sentences[0]


BORDERS = pd.DataFrame(
    [
        ("relay", "RU", "KG", 3),
        ("relay", "KG", "KG", 7),
        ("syndication", "unknown", "KG", 1),
        ("ownership", "RU", "KG", 6),
        ("relay", "RU", "UZ", 9),
    ],
    columns=["layer", "from_country", "to_country", "n_ties"],
)
BRIDGES = pd.DataFrame(
    [("relay", "RU", "KG", "gives", "NTV", 2), ("relay", "RU", "KG", "takes", "KTRK", 2)],
    columns=["layer", "from_country", "to_country", "end", "name", "n_ties"],
)
GROUPS = pd.DataFrame(
    [
        ("KG", "other", "any", 90, 0.9, 0.8, 0.95, "yes"),
        ("KG", "foreign_state", "any", 30, 0.3, 0.25, 0.36, "yes"),
        ("KG", "foreign_state", "link", 30, 0.3, 0.25, 0.36, "yes"),
    ],
    columns=["country", "group", "mechanism", "n", "share", "low", "high", "enough"],
)


def test_what_a_country_feeds_on_counts_content_alone_and_calls_nothing_unknown_foreign() -> None:
    quiet = pd.DataFrame([("KG", 0)], columns=["country", "items"])
    told = tell.brief_sources(BORDERS, BRIDGES, GROUPS.head(0), quiet, "KG").sentences[0]
    assert told == (
        "11 ties of content are on record (channels carried, copy supplied, cooperation). 3 ties lead from abroad. Of "
        "1 tie nobody knows from where it leads. Countries of origin: Russia (3). Carried or supplied from abroad: "
        "NTV. No text was gathered, so nobody can say which share of the copy comes from where."
    )


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        (
            GROUPS,
            "Of 100 gathered items these shares draw on groups of sources (95 % interval): foreign state 30.0% (25.0% "
            "to 36.0%).",
        ),
        (GROUPS.assign(enough="no"), "Of 100 gathered items too few are dated to say on whom they draw."),
    ],
)
def test_shares_of_copy_carry_their_interval(groups: pd.DataFrame, said: str) -> None:
    gathered = pd.DataFrame([("KG", 100)], columns=["country", "items"])
    assert tell.brief_sources(BORDERS.head(0), BRIDGES.head(0), groups, gathered, "KG").sentences[0].endswith(said)


def test_limits_hold_their_numbers() -> None:
    filled = pd.DataFrame(
        [("founded", "filled", 0.32), ("founded", "not_stated", 0.68)], columns=["column", "reason", "share"]
    )
    without = pd.DataFrame([("KG", 132, 88)], columns=["country", "n", "without"])
    told = tell.brief_unknowns(filled, without, RATES, "KG", datetime.date(2026, 11, 21))
    assert told.listed
    text = " ".join(told.sentences)
    for said in ("up to 21 November 2026", "32% of the outlets", "88 of 132 outlets", "348 to 1,408 outlet-years"):
        assert said in text


def test_a_country_is_found_among_codes() -> None:
    rows = pd.DataFrame({"countries": ["KG;KZ", "KZ", None]}).dropna()
    assert tell.of_country(rows, "countries", "KG").index.tolist() == [0]
