"""Verdicts on access, lists of bans beside them, and where outlets that are kept from the public can still be read."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_ownership import outlets

from mapping.analyse import compute
from mapping.analyse.access_verdicts import access_by_network, access_verdicts, bans_listed
from mapping.analyse.where_to_read import where_to_read, where_to_read_kinds
from mapping.errors import LevelTooHigh
from mapping.landscape import Landscape
from mapping.observations import ACCESS, BANS
from mapping.paths import Places
from mapping.sources import Page, Row, ooni
from mapping.tables import Receipt

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "ooni"
DATE = datetime.date(2026, 1, 1)


@dataclass(frozen=True)
class Measured:
    """Days of measurement of one site in one network: so many measurements of each sort on each day."""

    asn: str | None = "AS1"
    days: int = 5
    ok: int = 0
    anomaly: int = 0
    confirmed: int = 0
    failure: int = 0
    probe_country: str = "KG"
    domain: str = "a.example"


def access(*networks: Measured) -> pd.DataFrame:
    rows = [
        {name: value for name, value in asdict(each).items() if name != "days"} | {"day": f"2025-03-{day + 1:02}"}
        for each in networks
        for day in range(each.days)
    ]
    frame = pd.DataFrame(rows, columns=ACCESS.heads)
    whole = dict.fromkeys(("ok", "anomaly", "confirmed", "failure"), int)
    return frame.astype({"asn": object, "outlet_id": object, **whole})


def channels(*rows: tuple[str, str, str], **more: object) -> pd.DataFrame:
    """Channels from outlet, kind and address."""
    frame = pd.DataFrame(rows, columns=["outlet_id", "kind", "address"])
    return frame.assign(**{"end": None, "status": None} | more)


A = outlets("a", labelled_in=None)
SITE = channels(("a", "website", "https://www.a.example/ky"))
DISTURBED = Measured(anomaly=1, ok=1)


@pytest.mark.parametrize(
    ("measured", "verdict"),
    [
        ([], "no_data"),
        ([Measured(failure=9)], "no_data"),
        ([Measured(ok=9)], "unclear"),
        ([Measured(ok=99), Measured(asn="AS2", confirmed=1, days=1)], "confirmed"),
        ([Measured(asn=None, confirmed=1)], "confirmed"),
        ([DISTURBED], "unclear"),
        ([DISTURBED, Measured(asn="AS2", anomaly=3)], "likely"),
        ([DISTURBED, Measured(asn="AS2", anomaly=3, days=4)], "unclear"),
        ([DISTURBED, Measured(asn="AS2", anomaly=1, ok=2)], "unclear"),
        # Failures are no measurement of the site, neither as a share nor as a day.
        ([DISTURBED, Measured(asn="AS2", anomaly=1, failure=50)], "likely"),
        # All networks together are no network.
        ([DISTURBED, Measured(asn=None, anomaly=3, domain="www2.example")], "unclear"),
    ],
)
def test_the_verdict(measured: list[Measured], verdict: str) -> None:
    found = access_verdicts(access(*measured), A, SITE).set_index("domain")
    assert found.loc["a.example", "verdict"] == verdict
    assert found.loc["a.example", ["outlet_id", "probe_country", "abroad"]].tolist() == ["a", "KG", "no"]


@pytest.mark.parametrize(
    ("thresholds", "verdict"),
    [
        ({}, "likely"),
        ({"high": 0.6}, "unclear"),
        ({"fewest_days": 6}, "unclear"),
        ({"fewest_networks": 3}, "unclear"),
        ({"since": "2025-03-02"}, "unclear"),
        ({"since": "2025-03-02", "fewest_days": 4}, "likely"),
        ({"since": "2025-04"}, "no_data"),
    ],
)
def test_its_thresholds_are_settings(thresholds: dict[str, object], verdict: str) -> None:
    measured = access(DISTURBED, Measured(asn="AS2", anomaly=1, ok=1))
    assert access_verdicts(measured, A, SITE, **thresholds)["verdict"].tolist() == [verdict]


def test_what_a_verdict_rests_on() -> None:
    measured = access(
        Measured(asn="AS2", days=3, ok=2, failure=1),
        Measured(asn="AS1", days=2, confirmed=1, anomaly=1),
        Measured(asn=None, days=4, ok=5),
    )
    row = access_verdicts(measured, A, SITE).loc[0]
    # The first three days are known by network, so that only the fourth of all together adds anything.
    assert row[["days", "ok", "anomaly", "confirmed", "failure"]].tolist() == [4, 11, 2, 2, 3]
    assert row["anomaly_share"] == pytest.approx(2 / 15)
    assert row[["asns_tested", "asns_disturbed", "asns_confirmed"]].tolist() == [2, 0, "AS1"]
    assert row[["first", "last", "last_confirmed"]].tolist() == ["2025-03-01", "2025-03-04", "2025-03-02"]
    by_network = access_by_network(measured, A, SITE).set_index("asn", drop=False)
    assert by_network.loc["AS2", ["days", "ok", "failure"]].tolist() == [3, 6, 3]
    assert by_network["asn"].isna().sum() == 1


@pytest.mark.parametrize(
    ("country", "probed", "abroad"),
    [("KG", "KG", "no"), ("KG", "KZ", "yes"), ("KG", "RU", "yes"), ("XX", "KZ", "no"), ("XX", "RU", "yes")],
)
def test_another_states_networks_are_marked(country: str, probed: str, abroad: str) -> None:
    known = outlets("a", country=country)
    found = access_verdicts(access(Measured(confirmed=1, probe_country=probed)), known, SITE)
    measured = found[found["verdict"] == "confirmed"]
    assert measured[["probe_country", "abroad"]].to_numpy().tolist() == [[probed, abroad]]
    if abroad == "yes":
        assert set(found.loc[found["abroad"] == "no", "verdict"]) == {"no_data"}


def test_which_sites_have_a_row() -> None:
    known = outlets(
        "a", "b", "c", "d", status=["active", "active", "closed", "active"], country=["KG", "KZ", "KG", "XX"]
    )
    sites = channels(
        ("a", "website", "shared.example"),
        ("b", "mirror", "https://shared.example"),
        ("c", "website", "c.example"),
        ("d", "website", "d.example"),
        ("a", "telegram", "a_channel"),
    )
    found = access_verdicts(access(Measured(domain="shared.example"), Measured(domain="nobody.example")), known, sites)
    rows = found[["outlet_id", "domain", "probe_country"]].fillna("").to_numpy().tolist()
    assert sorted(rows) == [
        ["", "nobody.example", "KG"],
        ["a", "shared.example", "KG"],
        ["b", "shared.example", "KG"],
        ["b", "shared.example", "KZ"],
        *(["d", "d.example", code] for code in ("KG", "KZ", "TJ", "UZ")),
    ]
    assert found.loc[found["domain"] == "nobody.example", "abroad"].isna().all()


counts = st.integers(0, 3)
networks = st.builds(
    Measured, asn=st.sampled_from(("AS1", "AS2", "AS3", None)), days=st.integers(1, 8), ok=counts, anomaly=counts,
    confirmed=st.sampled_from((0, 0, 0, 1)), failure=counts, probe_country=st.sampled_from(("KG", "RU")),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(networks, max_size=5, unique_by=lambda each: (each.asn, each.probe_country)))
def test_confirmed_needs_a_block_page_and_likely_needs_anomalies(measured: list[Measured]) -> None:
    found = access_verdicts(access(*measured), A, SITE)
    assert ((found["verdict"] == "confirmed") == (found["confirmed"] > 0)).all()
    assert (found.loc[found["verdict"] == "likely", "asns_disturbed"] >= 2).all()
    worked = found["ok"] + found["anomaly"] + found["confirmed"]
    assert ((found["verdict"] == "no_data") == (worked == 0)).all()


def bans(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    """Bans of a.example from outlet, country and day of lifting."""
    frame = pd.DataFrame([{"outlet_id": who, "country": where, "until": until} for who, where, until in rows])
    return frame.reindex(columns=BANS.heads).astype(object).assign(address="a.example", list="a list", since="2024")


@pytest.mark.parametrize(
    ("country", "until", "abroad", "in_force"),
    [("KG", None, "no", "yes"), ("RU", None, "yes", "yes"), ("KG", "2025-12", "no", "no"), ("KG", "2026", "no", "yes")],
)
def test_bans_stand_beside(country: str, until: str | None, abroad: str, in_force: str) -> None:
    found = bans_listed(bans(("a", country, until)), A, DATE)
    assert found[["outlet_id", "country", "abroad", "in_force"]].to_numpy().tolist() == [
        ["a", country, abroad, in_force]
    ]
    assert access_verdicts(access(), A, SITE)["verdict"].tolist() == ["no_data"]


def turns(*rows: tuple[str, str]) -> pd.DataFrame:
    """What happened to outlet a, from date and kind."""
    return pd.DataFrame([("a", *row) for row in rows], columns=["outlet_id", "date", "kind"])


BLOCKED = turns(("2025-01", "blocking"))


@pytest.mark.parametrize(
    ("events", "because"),
    [
        (turns(), []),
        (BLOCKED, ["reported"]),
        (turns(("2024", "blocking"), ("2025-01", "unblocking")), []),
        (turns(("2024", "unblocking"), ("2025-01", "blocking")), ["reported"]),
        (turns(("2025-01", "blocking"), ("2025-01-17", "unblocking")), []),
        (turns(("2025-01-17", "blocking"), ("2025-01", "unblocking")), []),
        (turns(("2024-01", "raid")), []),
    ],
)
def test_a_reported_blocking_holds_until_it_may_have_ended(events: pd.DataFrame, because: list[str]) -> None:
    found = where_to_read_kinds(events, access(), bans(), A, SITE, DATE)
    assert found["because"].tolist() == because


def test_each_sort_of_evidence_is_named() -> None:
    measured = access(Measured(confirmed=1))
    found = where_to_read_kinds(BLOCKED, measured, bans(("a", "KG", None)), A, SITE, DATE)
    assert found[["because", "reported", "n"]].to_numpy().tolist() == [["measured;reported;listed", "2025-01", 0]]
    assert found["kind"].isna().all()
    abroad = access(Measured(confirmed=1, probe_country="RU"))
    assert where_to_read_kinds(turns(), abroad, bans(("a", "RU", None)), A, SITE, DATE).empty
    # Blocked long ago by measurement, and a closed outlet that nobody can read.
    assert where_to_read_kinds(turns(), measured, bans(), A, SITE, datetime.date(2026, 6, 1)).empty
    assert where_to_read_kinds(BLOCKED, access(), bans(), A.assign(status="closed"), SITE, DATE).empty


WAYS = channels(
    ("a", "website", "https://a.example"),
    ("a", "mirror", "https://mirror.example/a"),
    ("a", "telegram", "https://t.me/a_news"),
    ("a", "telegram", "a_second"),
    ("a", "youtube", "https://video.example/a"),
    ("a", "tiktok", "a_gone"),
    end=[None, None, None, None, "2024", None],
    status=[None, None, "active", None, None, "gone"],
)


def test_channels_still_open_are_counted_for_all() -> None:
    found = where_to_read_kinds(BLOCKED, access(), bans(), A, WAYS, DATE)
    assert found[["kind", "n"]].to_numpy().tolist() == [["mirror", 1], ["telegram", 2]]
    assert not any("a_news" in str(cell) for cell in found.to_numpy().ravel())


@pytest.mark.parametrize(
    ("labelled", "expected"),
    [
        (None, [("https://mirror.example/a", "yes"), ("a_second", "yes"), ("https://t.me/a_news", "yes")]),
        ("KG", [("mirror.example/a", "no"), ("a_second", "no"), ("t.me/a_news", "no")]),
    ],
)
def test_partners_see_addresses_and_no_link_to_a_labelled_outlet(
    labelled: str | None, expected: list[tuple[str, str]]
) -> None:
    found = where_to_read(BLOCKED, access(), bans(), A.assign(labelled_in=labelled), WAYS, DATE)
    assert list(zip(found["address"], found["live"], strict=True)) == expected


def test_the_public_is_refused_the_addresses() -> None:
    tables = SimpleNamespace(
        level="public", events=BLOCKED, access=access(), bans=bans(), outlets=A, channels=WAYS, date=DATE
    )
    with pytest.raises(LevelTooHigh, match="where_to_read"):
        compute("where_to_read", tables)
    tables.level = "partner"
    assert len(compute("where_to_read", tables)) == 3


def test_a_landscape_without_measurements(tiny: Places) -> None:
    land = Landscape.open(tiny.data, level="public")
    found = land.measure("access_verdicts")
    assert set(found["outlet_id"]) == {"bozor-tv", "chyndyk"}
    assert set(found["verdict"]) == {"no_data"}
    assert land.measure("access_by_network").empty
    assert land.measure("bans_listed").empty
    assert land.measure("where_to_read_kinds").empty


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
def test_measurements_as_ooni_gives_them() -> None:
    name = "measurements_webconnectivity_p1.json"
    content = (SAMPLES / name).read_bytes()
    parsed = ooni.parse(Page(name, content, Receipt(name, "", "2026-11-21", "", len(content), "")))
    rows = pd.DataFrame([row.values for row in parsed if isinstance(row, Row)]).reindex(columns=ACCESS.heads)
    numbers = {each: pd.to_numeric(rows[each]) for each in ("ok", "anomaly", "confirmed", "failure")}
    found = access_verdicts(rows.assign(**numbers), A, SITE)
    assert len(found) > 1
    assert found.loc[found["domain"] == "a.example", "verdict"].tolist() == ["no_data"]
    total = found[["ok", "anomaly", "confirmed", "failure"]].sum().sum()
    assert total == sum(each.sum() for each in numbers.values())
