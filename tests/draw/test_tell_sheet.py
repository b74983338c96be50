"""One outlet on one page: each fact with how sure it is, each gap with its reason, nothing beyond the level."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import pytest

from mapping.draw import Table, tell
from mapping.draw.table import Cell

HOSTILE = "<img src=x onerror=alert(1)>"
FACTS: Mapping[Hashable, Any] = {
    "outlet_id": "kloop",
    "name": "Kloop",
    "name_native": "Клооп",
    "country": "KG",
    "base_country": "PL",
    "media": "online;youtube",
    "languages": "ky;ru",
    "scope": None,
    "founded": None,
    "status": "active",
    "exile_status": "exile",
    "exile_phase": None,
    "ownership_type": "unknown",
    "labelled_in": None,
}
CLAIM = ["field", "value", "citation", "confidence", "chosen"]
CLAIMS = pd.DataFrame(
    [
        ("country", "KG", "c-1;c-2", "registered", "yes"),
        ("base_country", "PL", "c-2", "reported", "yes"),
        ("base_country", "CZ", "c-3", "reported", "no"),
        ("media", "online", "c-1", "registered", "yes"),
        ("media", "youtube", "c-2", "alleged", "yes"),
        ("ownership_type", "unknown", "c-2", "reported", "yes"),
        ("status", "unknown", "c-3", "reported", "no"),
        ("genre", "news", "c-9", "reported", "no"),
    ],
    columns=CLAIM,
)
MISSING = pd.DataFrame(
    [("scope", "not_looked_at"), ("founded", "not_stated"), ("exile_status", "not_applicable")],
    columns=["column", "reason"],
)
AGES = pd.DataFrame(
    [("kloop", "media", "2021-03", 68), ("kloop", "media", "2026-02", 9), ("kloop", "languages", "2021-03", 68)],
    columns=["entity_id", "field", "newest", "months"],
)
URLS = {"c-1": "https://24.example/a", "c-2": "https://kloop.example/b", "c-3": "https://x.example"}
WARNED = frozenset({"kloop.example"})
NAMES = {"kloop": "Kloop", "fund": "Kloop Fund", "bad": HOSTILE, "azattyk": "Azattyk", "occrp": "OCCRP", "ap": "AP"}
STAKE = ["stake_id", "holder_id", "relation", "share_min", "share_max", "start", "end", "confidence", "citation"]
STATED = ("s-1", "fund", "owns", 0, 100, "2007", None, "reported", "c-1")
ENDED = ("s-2", "occrp", "funds", 50, 50, None, "2022", "reported", "c-2")
ALLEGED = ("s-3", "bad", "controls", 25, 75, None, None, "alleged", "c-3")
EDITED = ("s-4", "ap", "edits", 0, 100, None, None, "reported", "c-1")
PRESSURE = pd.DataFrame([("2025-10", "raid"), ("2026-03-09", "extremist_label")], columns=["date", "kind"])


def _stakes(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=STAKE)


def _texts(table: Table) -> list[list[str]]:
    return [[cell.text if isinstance(cell, Cell) else cell for cell in row] for row in table.rows]


@pytest.mark.parametrize(
    ("changed", "stakes", "said"),
    [
        ({}, _stakes(STATED), "Of 9 facts asked here 6 are known, from 4 pages."),
        ({}, _stakes(STATED), "Behind it stand, as pages state: Kloop Fund."),
        ({}, _stakes(ALLEGED), f"Only alleged to stand behind it: {HOSTILE}."),
        ({}, _stakes(EDITED), "No page names anybody who holds it today"),
        ({}, _stakes(ENDED), "No page names anybody who holds it today; that is no proof of independence."),
        ({}, _stakes(), "2 events of pressure on it are on record, the last: “extremist” label (9 March 2026)."),
        (
            {"labelled_in": "KG;KZ"},
            _stakes(),
            "Warning: its materials are labelled extremist (Kyrgyzstan, Kazakhstan);",
        ),
    ],
)
def test_in_short(changed: dict[Hashable, Any], stakes: pd.DataFrame, said: str) -> None:
    assert said in tell.sheet_in_short({**FACTS, **changed}, CLAIMS, stakes, PRESSURE, NAMES).sentences[0]


def test_silence_is_not_peace_and_no_warning_stands_without_a_label() -> None:
    told = tell.sheet_in_short(FACTS, CLAIMS, _stakes(), PRESSURE.head(0), NAMES).sentences[0]
    assert "No event of pressure on it is on record; that may mean silence, not peace." in told
    assert "Warning" not in told


def test_facts_carry_confidence_pages_other_values_and_reasons() -> None:
    table = tell.sheet_facts_table(FACTS, CLAIMS, MISSING, AGES, "https://kloop.example", URLS, WARNED, caption="Facts")
    assert _texts(table) == [
        ["Country", "Kyrgyzstan", "registered", "2", "24.example"],
        ["Country of the newsroom", "Poland; also stated: Czechia", "reported", "1", "kloop.example"],
        ["Media", "online, YouTube", "alleged", "2", "24.example"],
        ["Languages", "Kyrgyz, Russian (2021)", "", "", ""],
        ["Scope", "– (not looked at yet)", "", "", ""],
        ["Date of foundation", "– (not stated)", "", "", ""],
        ["Status", "active", "", "", ""],
        ["Kind of owner", "not known", "", "", ""],
        ["Website", "kloop.example", "", "", ""],
    ]
    assert [cell.text for row in table.rows for cell in row if isinstance(cell, Cell) and cell.muted] == [
        "Kyrgyz, Russian (2021)"
    ]
    assert "In grey, with its year" in table.note
    warned = [cell for row in table.rows for cell in row if isinstance(cell, Cell) and cell.text == "kloop.example"]
    assert [cell.link for cell in warned] == [None, None]


def test_an_outlet_without_a_site_says_so() -> None:
    table = tell.sheet_facts_table(FACTS, CLAIMS, MISSING, AGES, None, URLS, WARNED, caption="Facts")
    assert _texts(table)[-1][1] == "– (seen on no page)"


def test_stakes_of_today_come_first_and_allegations_last() -> None:
    table = tell.sheet_owners_table(_stakes(ALLEGED, ENDED, STATED), NAMES, URLS, WARNED, most=3, caption="Stakes")
    assert _texts(table) == [
        ["Kloop Fund", "owns", "not stated", "2007 –", "reported", "24.example"],
        ["OCCRP", "funds", "50.0%", "… – 2022", "reported", "kloop.example"],
        [HOSTILE, "controls", "25% to 75%", "not stated", "alleged", "x.example"],
    ]
    fewer = tell.sheet_owners_table(_stakes(ALLEGED, STATED), NAMES, URLS, WARNED, most=1, caption="Stakes")
    assert fewer.note.startswith("1 of 2 stakes on record.")


def test_chains_of_more_than_one_step_with_their_weakest() -> None:
    steps = pd.DataFrame(
        [
            ("kloop", 1, "owns", "fund", "reported"),
            ("kloop", 2, "owns", "fund", "reported"),
            ("kloop", 2, "parent", "ap", "alleged"),
        ],
        columns=["outlet_id", "chain", "relation", "holder_id", "weakest"],
    )
    assert tell.sheet_chains(steps, "kloop", NAMES).sentences == [
        "Kloop → Kloop Fund (owner) → AP (parent body). Weakest step: alleged."
    ]
    assert tell.sheet_chains(steps, "azattyk", NAMES).sentences == []


FACT = {
    "outlet_id": "kloop",
    "takers_by_layer": "cooperation 1",
    "givers_by_layer": "cooperation 1;ownership 1;syndication 1",
    "taker_countries": "KG",
    "giver_countries": "KG;US",
    "sole_country_pairs": "",
    "only_tie_of": "",
    "n_only_tie": 0,
    "cuts_off": 0,
    "programmes": "media-k",
    "n_pressure": 14,
}
RANK = ["layer", "outlet_id", "measure", "rank", "of", "low_rank", "high_rank", "resamples"]
RANKS = pd.DataFrame([("joint", "kloop", "reaches", 3, 23, 2, 4, 200)], columns=RANK)
TIES = pd.DataFrame(
    [
        ("kloop", "azattyk", "cooperation"),
        ("azattyk", "kloop", "cooperation"),
        ("ap", "kloop", "syndication"),
        ("kloop", "occrp", "citation"),
        ("fund", "kloop", "ownership"),
    ],
    columns=["from_id", "to_id", "layer"],
)


def test_ties_are_told_once_without_owners_programmes_and_pressure() -> None:
    told = tell.sheet_ties("kloop", TIES, pd.DataFrame([FACT]), RANKS, NAMES).sentences[0]
    assert told == (
        "1 other works with it, in Kyrgyzstan. It is supplied by 1 other. Places: 3 of 23 as a source (2 to 4). "
        "It works with: Azattyk. It takes from: AP. It gives to: OCCRP."
    )


def test_an_outlet_without_ties_may_matter_all_the_same() -> None:
    told = tell.sheet_ties("azattyk", TIES.head(0), pd.DataFrame([FACT]), RANKS, NAMES).sentences
    assert told == ["No tie is known. It may be a key player all the same."]


def test_the_newest_events_stand_with_their_page() -> None:
    events = pd.DataFrame(
        [("2007", "launch", None, "c-1"), ("2026-03-09", "raid", "Office searched.", "c-2;c-1")],
        columns=["date", "kind", "summary", "citation"],
    )
    table = tell.sheet_events_table(events, URLS, WARNED, most=5, caption="Events")
    assert _texts(table) == [
        ["2026-03-09", "Raid", "Office searched.", "kloop.example"],
        ["2007", "Launch", "", "24.example"],
    ]
    assert "newest 1 of 2" in tell.sheet_events_table(events, URLS, WARNED, most=1, caption="Events").note


VERDICTS = pd.DataFrame([("kloop.example", "KG", 9, "likely")], columns=["domain", "probe_country", "days", "verdict"])
KEPT = pd.DataFrame({"reported": ["2023-11", "2023-11"]})
CHANNELS = pd.DataFrame({"kind": ["website", "telegram", "telegram"]})


@pytest.mark.parametrize(
    ("verdicts", "kept", "channels", "told"),
    [
        (
            VERDICTS,
            KEPT,
            CHANNELS,
            "kloop.example: blocking likely, not proven (measured in Kyrgyzstan on 9 days). Pages report a blocking "
            "(2023-11) and no end of it. Channels known: Telegram (2) and website (1).",
        ),
        (
            VERDICTS.assign(days=0),
            KEPT.head(0),
            CHANNELS.head(0),
            "Whether its site opens was not measured. No channel of it is known to us.",
        ),
    ],
)
def test_access(verdicts: pd.DataFrame, kept: pd.DataFrame, channels: pd.DataFrame, told: str) -> None:
    assert tell.sheet_access(verdicts, kept, channels).sentences == [told]


def test_support_and_needs() -> None:
    programmes = pd.DataFrame({"programme_id": ["media-k"], "name": ["Media-K"]})
    part = pd.DataFrame({"programme_id": ["media-k"], "role": ["grantee"]})
    assert tell.sheet_support(part, programmes).sentences == ["It took part in: Media-K (received a grant)."]
    assert "No page tells of a programme" in tell.sheet_support(part.head(0), programmes).sentences[0]
    scores = pd.DataFrame([("legal", 30.0), ("exile", 80.0), ("business", None)], columns=["theme", "score"])
    assert tell.sheet_needs(scores).sentences == [
        "Needs from 0 to 100, by outside evidence: work from exile 80 and legal help 30."
    ]
    assert tell.sheet_needs(scores.tail(1)).sentences[0].startswith("Nothing seen from outside")
    assert tell.sheet_needs(None).sentences == ["What a named newsroom lacks is shown to the team alone."]


DOUBTS = pd.DataFrame(
    [("outlet", "azattyk", "kloop"), ("owner", "kloop", "fund")], columns=["entity_kind", "a_id", "b_id"]
)


@pytest.mark.parametrize(
    ("stakes", "said"),
    [
        (_stakes(), "Who holds it? The register of legal persons, its imprint or its licence may tell."),
        (
            _stakes(ALLEGED),
            f"Do they hold it, as alleged: {HOSTILE}? The register or two independent witnesses may tell.",
        ),
        (_stakes(STATED), "How much does each holder hold? No page states a share; an extract of the register may."),
        (_stakes(STATED), "Does a register confirm its holders? So far they are reported only."),
        (_stakes(), "Which is right? On “country of the newsroom” some pages state otherwise: Czechia."),
        (_stakes(), "Is it the same outlet as Azattyk? A person should decide."),
        (_stakes(), "How far has it settled abroad: papers, bank account, company? Ask the newsroom, safely."),
        (_stakes(), "Since when does it exist? Its imprint or its first post tells."),
    ],
)
def test_questions_come_from_what_is_open(stakes: pd.DataFrame, said: str) -> None:
    assert said in tell.sheet_questions(FACTS, CLAIMS, stakes, DOUBTS, NAMES, most=9).sentences


def test_what_is_settled_is_not_asked() -> None:
    known = {**FACTS, "founded": "2007", "exile_phase": "sustain"}
    registered = _stakes(("s-1", "fund", "owns", 100, 100, None, None, "registered", "c-1"))
    told = tell.sheet_questions(known, CLAIMS[CLAIMS["chosen"] == "yes"], registered, DOUBTS.head(0), NAMES).sentences
    assert [question.partition("?")[0] for question in told] == ["Who reads, hears or watches it"]
