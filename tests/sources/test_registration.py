"""RDAP and WHOIS: what the registries say, without a private person in it."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saved import SAMPLES, filled, page, read, saved

from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Scope, registration
from mapping.sources.whois_text import organisation, read_whois

ACTIVE = {"status": "ACTIVE"}


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            "kz.txt",
            {
                "domain": "shamshyraq.kz",
                "registered": "2009-07-01",
                "updated": "2022-08-04",
                "registrar": "HOSTER.KZ",
                "holder": "Shamshyraq Media LLP",
                "status": "clientDeleteProhibited;clientTransferProhibited",
                "name_servers": "ns1.hoster.kz;ns2.hoster.kz",
            },
        ),
        (
            "kg.txt",
            ACTIVE
            | {
                "domain": "cholpon.kg",
                "registered": "2004-02-10",
                "updated": "2025-03-05",
                "expires": "2026-03-28",
                "name_servers": "ns1.cholpon.kg;ns2.cholpon.kg",
            },
        ),
        (
            "uz.txt",
            ACTIVE
            | {
                "domain": "yangilik.uz",
                "registered": "2006-04-13",
                "updated": "2025-04-25",
                "expires": "2026-05-01",
                "registrar": "Test Registrar",
                "name_servers": "ns1.yangilik.uz",
            },
        ),
        (
            "uz_old.txt",
            ACTIVE
            | {
                "domain": "eski.uz",
                "registered": "2006-04-13",
                "expires": "2011-05-01",
                "name_servers": "ns1.eski.uz;ns2.eski.uz",
            },
        ),
        (
            "ru.txt",
            {
                "domain": "primer.ru",
                "registered": "1997-09-23",
                "expires": "2027-09-30",
                "registrar": "TEST-RU",
                "holder": "PRIMER, LLC.",
                "status": "DELEGATED;REGISTERED;VERIFIED",
                "name_servers": "ns1.primer.ru",
            },
        ),
        ("uz_free.txt", {"domain": "nobody.uz", "status": "not registered"}),
        ("kg_free.txt", {"domain": "nobody.kg", "status": "not registered"}),
        (
            "domain.json",
            {
                "domain": "erkin.asia",
                "registered": "2010-03-04",
                "expires": "2027-03-04",
                "registrar": "Test Registrar Inc.",
                "holder": "Erkin Media Foundation",
                "status": "active;client transfer prohibited",
                "name_servers": "ns1.erkin.asia",
            },
        ),
    ],
)
def test_registration(file: str, expected: dict[str, str]) -> None:
    rows, flaws = read("registration", file, saved("registration", file))
    assert ([filled(row) for row in rows], flaws) == ([expected], [])


def test_a_day_that_nobody_can_tell_stays_a_year_and_one_that_is_none_is_named() -> None:
    rows, flaws = read("registration", "navruz.tj/whois.txt", saved("registration", "tj.txt"))
    assert [(row.values["registered"], row.values["registrar"]) for row in rows] == [("2011", "Test Net")]
    assert [(flaw.line, flaw.column, flaw.value) for flaw in flaws] == [(5, "updated", "unknown")]


@pytest.mark.parametrize("file", ["kz.txt", "kg.txt", "uz_old.txt", "tj.txt", "domain.json"])
def test_no_person_mail_or_phone_is_kept(file: str) -> None:
    rows, _ = read("registration", file, saved("registration", file))
    assert not re.search(r"Testov|@|\+\d|tel:", " ".join(rows[0].values.values()))


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "utf-16"])
def test_an_answer_in_an_old_code_page(encoding: str) -> None:
    content = saved("registration", "kz.txt").decode().encode(encoding)
    rows, _ = read("registration", "shamshyraq.kz/whois.txt", content)
    assert rows[0].values["holder"] == "Shamshyraq Media LLP"


def test_the_network_belongs_to_the_site_of_its_folder() -> None:
    rows, _ = read("registration", "cholpon.kg/network.json", saved("registration", "network.json"))
    expected = {"domain": "cholpon.kg", "network": "TEST-NET", "asn": "AS64496", "network_country": "KZ"}
    assert [filled(row) for row in rows] == [expected]


def test_a_name_that_rdap_does_not_know_is_not_registered() -> None:
    rows, _ = read("registration", "nobody.asia/rdap.json", b'{"errorCode": 404, "title": "Not Found"}')
    assert [filled(row) for row in rows] == [{"domain": "nobody.asia", "status": "not registered"}]


DOMAIN = saved("registration", "domain.json")


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (b"", InputUnreadable, "is empty"),
        (b"<!DOCTYPE html><html>503</html>", InputUnreadable, "is a web page"),
        (b"You have exceeded your query limit. Try again later\n", InputUnreadable, "is a refusal"),
        (b"\x00\x01\x02", InputUnreadable, "holds binary data"),
        (b"hello\n", SourceChanged, "'registered'"),
        (DOMAIN[:-200], InputUnreadable, "no whole JSON"),
        (b'{"errorCode": 429, "title": "Too many"}', InputUnreadable, "429 Too many"),
        (b'{"objectClassName": "entity"}', SourceChanged, "objectClassName"),
        (DOMAIN.replace(b'"events"', b'"happenings"'), SourceChanged, "happenings"),
        (DOMAIN.replace(b'"fred_nsset"', b'"other_thing"'), SourceChanged, "other_thing"),
        (DOMAIN.replace(b'"eventAction"', b'"action"'), SourceChanged, "eventAction"),
        (b'[{"domain": 1}]', SourceChanged, "is a list"),
    ],
)
def test_damage_is_one_sentence(content: bytes, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        read("registration", "erkin.asia/rdap.json", content)


@pytest.mark.parametrize(
    ("name", "contact", "kept"),
    [
        ("Google Inc.", "Google Inc.", "Google Inc."),
        ("Test Testov", "Test Testov", ""),
        ("Erkin Media", "Test Testov", "Erkin Media"),
        ("ИП Тестов", "", ""),
        ("REDACTED FOR PRIVACY", "", ""),
        ("desk@erkin.asia", "", ""),
        ("", "", ""),
    ],
)
def test_only_organisations_hold(name: str, contact: str, kept: str) -> None:
    assert organisation(name, contact) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Registrant Name: Test Testov\nRegistrant Organization: Test Testov\n", ""),
        ("Registrant Name: Test Testov\nRegistrant Organization: Erkin Media\n", "Erkin Media"),
        ("Registrant:\n   Test Testov\n   Organization: Testov\n", ""),
        ("Registrant:\n   Test Testov\n   Organization: Testov Ltd\n", "Testov Ltd"),
        ("Administrative Contact:\n   Name: Test\n   Organization: Erkin Media LLC\n", ""),
        ("organisation: Erkin Media\nperson: Test Testov\n", "Erkin Media"),
    ],
)
def test_the_holder_of_an_answer(text: str, kept: str) -> None:
    assert read_whois(f"Domain: a.kg\n{text}\ncreated: 2010\n").holder == kept


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_stop(text: str) -> None:
    assert read_whois(text).domain == read_whois(text).domain.strip()


def test_registries_without_rdap_are_asked_on_port_43() -> None:
    scope = Scope(("KG",), hosts={"ru.cholpon.kg": "KG", "erkin.asia": "KG"}, settings={"whois": {"kg": "whois.test"}})
    assert {ask.name: ask.url for ask in registration.first(scope)} == {
        "cholpon.kg/whois.txt": "whois://whois.test/cholpon.kg",
        "erkin.asia/rdap.json": "https://rdap.org/domain/erkin.asia",
        "ru.cholpon.kg/address.json": "https://dns.google/resolve?name=ru.cholpon.kg&type=A",
        "erkin.asia/address.json": "https://dns.google/resolve?name=erkin.asia&type=A",
    }


def test_a_site_s_address_leads_to_its_network() -> None:
    received = page("registration", "cholpon.kg/address.json", saved("registration", "address.json"))
    asked = [(ask.name, ask.url) for ask in registration.more(received)]
    assert asked == [("cholpon.kg/network.json", "https://rdap.org/ip/192.0.2.7")]
    assert list(registration.parse(received)) == []


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the captured answers are not here")
@pytest.mark.parametrize("path", sorted((SAMPLES / "rdap").glob("*.json")), ids=lambda path: path.name)
def test_captured_answers(path: str) -> None:
    content = SAMPLES.joinpath("rdap", path).read_bytes()
    rows, flaws = read("registration", SAMPLES.joinpath("rdap", path).name, content)
    stated = json.loads(content)
    domain = stated.get("ldhName") or stated["domain_name"]
    assert [row.record_id for row in rows] == [domain.lower()]
    assert flaws == []
