"""Measurements find their outlet, rows of one key become one, and a tag counts only after a person's word."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

import pandas as pd
import pytest

from mapping import Landscape
from mapping.__main__ import main
from mapping.clean.decisions import Decisions
from mapping.clean.named import named
from mapping.clean.observed import Addresses, observe
from mapping.observations import OBSERVED
from mapping.paths import Places
from mapping.schema import TABLES
from mapping.sources.intake import COMMON
from mapping.tables import RECEIPTS, note, read

WriteTiny = Callable[..., Places]
Rows = list[dict[str, str]]

CHANNELS = [
    {"outlet_id": "bozor", "kind": "website", "address": "https://www.bozor.example/"},
    {"outlet_id": "dala", "kind": "website", "address": "https://shared.example"},
    {"outlet_id": "kun", "kind": "website", "address": "http://shared.example/kun"},
    {"outlet_id": "kun", "kind": "telegram", "address": "kun_tj"},
]


@pytest.mark.parametrize(
    ("address", "outlet"),
    [
        ("bozor.example", "bozor"),
        ("https://ru.bozor.example/news/1", "bozor"),
        ("WWW.BOZOR.EXAMPLE", "bozor"),
        ("notbozor.example", ""),
        ("shared.example", ""),
        ("example", ""),
        ("", ""),
    ],
)
def test_an_address_is_of_the_one_outlet_that_has_it_or_a_domain_above(address: str, outlet: str) -> None:
    assert Addresses(CHANNELS).outlet(address) == outlet


def _frame(name: str, rows: Rows) -> pd.DataFrame:
    table = OBSERVED.get(name) or TABLES[name]
    heads = list(dict.fromkeys((*COMMON, *table.heads)))
    cells = [{"source": "s", "file": "f", "row": "1", "retrieved": "2026-01-02", "citations": ""} | row for row in rows]
    return pd.DataFrame(cells, columns=heads, dtype=str).fillna("")


def _observe(observed: Mapping[str, Rows], decided: Rows | None = None) -> tuple[dict[str, pd.DataFrame], Rows]:
    gathered = {name: _frame(name, observed.get(name, [])) for name in (*OBSERVED, "channels")}
    tables = {
        "channels": pd.DataFrame(CHANNELS),
        "outlets": pd.DataFrame({"outlet_id": ["bozor", "dala", "kun"]}),
        "redirects": pd.DataFrame({"old_id": ["bozor-2"], "entity_id": ["bozor"]}),
        "records": pd.DataFrame(columns=["entity_kind", "source", "file", "record_id"], dtype=str),
        "names": pd.DataFrame({"entity_kind": ["owner"], "entity_id": ["aida"], "text": ["Аида Пример"]}),
    }
    return observe(gathered, tables, Decisions({"owner_tags": decided or []}))


MEASURED = {"domain": "ru.bozor.example", "probe_country": "KG", "asn": "AS1", "day": "2026-01-01"}
COUNTS = {"ok": "3", "anomaly": "1", "confirmed": "0", "failure": "0"}


def test_the_newest_measurement_of_a_day_stands() -> None:
    older = MEASURED | COUNTS | {"ok": "1"}
    tables, rejected = _observe({"access": [older, MEASURED | COUNTS | {"retrieved": "2026-02-01"}]})
    (row,) = tables["access"].to_dict("records")
    assert (row["ok"], row["outlet_id"], rejected) == ("3", "bozor", [])


def test_copies_of_several_pages_add_up_and_older_days_widen_the_span() -> None:
    copies = {"address": "bozor.example", "status": "found"}
    first = copies | {"first_seen": "2010", "last_seen": "2012-05", "n": "4"}
    second = copies | {"first_seen": "2012-06", "last_seen": "2020-01-01", "n": "6"}
    (row,) = _observe({"snapshots": [first, second]})[0]["snapshots"].to_dict("records")
    assert (row["first_seen"], row["last_seen"], row["n"]) == ("2010", "2020-01-01", "10")


@pytest.mark.parametrize(("own_id", "kept"), [("bozor-2", "bozor"), ("dala", "dala"), ("gone", None)])
def test_an_id_leads_to_the_one_that_stands_today(own_id: str, kept: str | None) -> None:
    row = {
        "outlet_id": own_id,
        "question": "publisher_named",
        "date": "2026",
        "answer": "yes",
        "confidence": "reported",
    }
    page = {"citations": "https://page.example/one"}
    tables, rejected = _observe({"assessments": [row | page]})
    assert list(tables["assessments"]["outlet_id"]) == ([kept] if kept else [])
    assert [each["value"] for each in rejected] == ([] if kept else ["gone"])


TAG = {"tag": "sanction", "foreign_id": "Q1", "name": "Primer Aida"}


@pytest.mark.parametrize(
    ("decision", "level"), [(None, "team"), ("different", "team"), ("same", "public")], ids=["open", "no", "yes"]
)
def test_a_tag_is_for_the_team_until_a_person_says_that_it_is_the_owner(decision: str | None, level: str) -> None:
    decided = [{"owner_id": "aida", "foreign_id": "Q1", "decision": decision}] if decision else []
    (row,) = _observe({"owner_tags": [TAG]}, decided)[0]["owner_tags"].to_dict("records")
    assert (row["owner_id"], row["decision"], row["level"]) == ("aida", decision or "", level)


def test_an_address_of_a_list_is_kept_with_what_the_list_calls_it() -> None:
    url = "https://bozor.example/x"
    listed = {"record_id": f"KG NEWS {url}", "kind": "website", "address": url, "citations": "https://page.example/one"}
    (row,) = _observe({"channels": [listed]})[0]["listings"].to_dict("records")
    assert (row["called"], row["outlet_id"]) == ("KG NEWS", "bozor")


def test_what_is_called_nothing_is_reported_with_all_that_hangs_on_it() -> None:
    gathered = {
        "outlets": _frame("outlets", [{"record_id": "x"}, {"record_id": "y", "name": "Why"}]),
        "owners": _frame("owners", []),
        "names": _frame("names", []),
        "channels": _frame("channels", [{"record_id": "x"}, {"record_id": "y"}]),
        "stakes": _frame("stakes", [{"holder_id": "o", "held_id": "x"}]),
        "events": _frame("events", []),
    }
    kept, rejected = named(gathered)
    assert [len(kept[name]) for name in ("outlets", "channels", "stakes")] == [1, 1, 0]
    assert [row["reason"] for row in rejected] == ["no row tells the name of this outlet"]


def test_a_page_that_was_received_is_named_beside_its_citation(write_tiny: WriteTiny) -> None:
    places = write_tiny()
    folder = places.raw / "pages" / "2026-01-03"
    body = b"<html>"
    receipt = {"file": "one.html", "url": "https://page.example/one", "retrieved": "2026-01-03", "bytes": len(body)}
    receipt |= {"sha256": hashlib.sha256(body).hexdigest(), "licence": "", "status": 200}
    note(folder / RECEIPTS, receipt)
    (folder / "one.html").write_bytes(body)
    assert main(["clean", "--data", str(places.data)]) == 1
    pages = read(places.processed / "citations.csv").set_index("url")
    assert pages.loc["https://page.example/one", "saved"] == f"pages/2026-01-03/one.html {receipt['sha256']}"


def test_observed_tables_are_tables_of_the_landscape(tiny: Places) -> None:
    assert Landscape.open(tiny.data).access.empty
