"""Which addresses are never asked, however they are written."""

from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.web.addresses import UnsafeAddress, connect, is_public, problem, resolve, standing_for

OPENED = {"*.example": "127.0.0.1:8000", "one.test": "127.0.0.1:8001"}


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://kloop.kg/", ""),
        ("https://kloop.kg:443/a?b=c#d", ""),
        ("https://сайт.қаз/", ""),
        ("whois://whois.kg/kloop.kg", ""),
        ("http://a.example:9999/", ""),
        ("file:///etc/passwd", "neither http nor https"),
        ("ftp://kloop.kg/", "neither http nor https"),
        ("gopher://kloop.kg/", "neither http nor https"),
        ("http:///path", "neither http nor https"),
        ("//kloop.kg/", "neither http nor https"),
        ("http://kloop.kg@127.0.0.1/", "user name"),
        ("http://:secret@kloop.kg/", "user name"),
        ("http://kloop.kg:22/", "port 22"),
        ("https://kloop.kg:80/", "port 80"),
        ("http://kloop.kg:99999/", "no web address"),
        ("http://[::1", "no web address"),
        ("http://kloop.kg\\@127.0.0.1/", "spaces or control"),
        ("http://kloop.kg/ HTTP/1.1\r\nHost: x", "spaces or control"),
        ("http://kloop.kg/" + "a" * 5000, "longer"),
        ("http://127.0.0.1/", "no public address"),
        ("http://169.254.169.254/latest/meta-data/", "no public address"),
        ("http://[::1]/", "no public address"),
        ("http://[::ffff:10.0.0.1]/", "no public address"),
        ("http://[fe80::1%25eth0]/", "no public address"),
    ],
)
def test_an_address_is_judged_by_its_letters(url: str, reason: str) -> None:
    assert (reason in problem(url, OPENED)) if reason else (problem(url, OPENED) == "")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2a00:1450:4010::65", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - no address to listen on
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("100.100.100.200", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("240.0.0.1", False),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("2002:7f00:1::", False),
        ("2002:a9fe:a9fe::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
        ("2001:0:7f00:1::80ff:fffe", False),
    ],
)
def test_what_belongs_to_the_public_internet(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0"])
def test_whatever_resolves_to_this_machine_is_refused_at_the_connection(host: str) -> None:
    with pytest.raises(UnsafeAddress, match="no public address"):
        connect(host, 80, 1, {})


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(UnsafeAddress, match=r"10\.0\.0\.1"):
        resolve("rebinding.kg", 80, {})


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that says one thing at the check and another at the connection is asked only once."""
    answers = iter(["8.8.8.8", "127.0.0.1"])
    connected: list[tuple[str, int]] = []

    def lookup(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 80))]

    def create(target: tuple[str, int], _timeout: float) -> socket.socket:
        connected.append(target)
        return socket.socket()

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(socket, "create_connection", create)
    connect("rebinding.kg", 80, 1, {}).close()
    assert connected == [("8.8.8.8", 80)]


@pytest.mark.parametrize(
    ("host", "stands"),
    [
        ("a.example", "127.0.0.1:8000"),
        ("A.B.EXAMPLE", "127.0.0.1:8000"),
        ("one.test", "127.0.0.1:8001"),
        ("example", ""),
        ("two.test", ""),
        ("aexample", ""),
        ("a.example.kg", ""),
    ],
)
def test_only_hosts_that_a_setting_opens_are_led_elsewhere(host: str, stands: str) -> None:
    assert standing_for(host, OPENED) == stands


@given(st.text(max_size=60))
def test_no_text_stops_the_check(text: str) -> None:
    assert isinstance(problem(f"http://{text}", {}), str)
    assert isinstance(problem(text, {}), str)
