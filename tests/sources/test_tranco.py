"""Ranks of registered names, and of subdomains as another measure."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saved import cells, read, saved

from mapping.addresses import host_of, registered_name
from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Scope, tranco

LIST = saved("tranco", "list.csv")
RANKS = saved("tranco", "ranks.json")


def _zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


@pytest.mark.parametrize("content", [LIST, LIST.replace(b"\r\n", b"\n"), _zipped(list=LIST)], ids=["csv", "lf", "zip"])
def test_a_list_tells_names_from_subdomains(content: bytes) -> None:
    rows, flaws = read("tranco", "top-1m.csv", content)
    assert flaws == []
    assert cells(rows, "address", "measure", "value", "date") == [
        ("example.com", "rank", "1", "2026-11-21"),
        ("cholpon.kg", "rank", "2", "2026-11-21"),
        ("ru.shamshyraq.kz", "subdomain_rank", "3", "2026-11-21"),
        ("inform.com.kz", "rank", "4", "2026-11-21"),
    ]


def test_the_ranks_of_one_name_by_day() -> None:
    rows, _ = read("tranco", "cholpon.kg.json", RANKS)
    assert cells(rows, "date", "value") == [("2026-11-20", "48211"), ("2026-11-19", "48377")]


def test_a_name_in_no_list_is_an_answer() -> None:
    assert read("tranco", "a.kg.json", b'{"ranks": [], "domain": "a.kg"}') == ([], [])


def test_a_strange_line_is_named() -> None:
    _, flaws = read("tranco", "list.csv", b"1,a.kg\nx,b.kg\n3,c.kg\n")
    assert [(flaw.line, flaw.value) for flaw in flaws] == [(2, "x,b.kg")]


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (b"", InputUnreadable, "is empty"),
        (b"<html>503</html>", InputUnreadable, "is a web page"),
        (LIST[:-8], InputUnreadable, "breaks off in line 4"),
        (_zipped(list=LIST)[:50], InputUnreadable, "damaged archive"),
        (_zipped(one=LIST, two=LIST), InputUnreadable, "archive of one list"),
        (b"rank,domain\n1,a.kg\n", SourceChanged, "rank,domain"),
        (RANKS.replace(b'"ranks"', b'"places"'), SourceChanged, "ranks"),
        (RANKS.replace(b'"rank":', b'"place":'), SourceChanged, "rank"),
        (b'{"detail": "Rate limit exceeded"}', InputUnreadable, "Rate limit"),
    ],
)
def test_damage_is_one_sentence(content: bytes, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        read("tranco", "list.csv", content)


@pytest.mark.parametrize(
    ("address", "host", "registered"),
    [
        ("https://www.Cholpon.kg:8080/a?b", "cholpon.kg", "cholpon.kg"),
        ("ru.shamshyraq.kz", "ru.shamshyraq.kz", "shamshyraq.kz"),
        ("www.inform.com.kz", "inform.com.kz", "inform.com.kz"),
        ("kaz.inform.com.kz", "kaz.inform.com.kz", "inform.com.kz"),
        ("bbc.co.uk", "bbc.co.uk", "bbc.co.uk"),
        ("com.kz", "com.kz", "com.kz"),
        ("қазақстан.қаз", "қазақстан.қаз", "қазақстан.қаз"),
        ("xn--80ao21a.xn--80ao21a", "xn--80ao21a.xn--80ao21a", "xn--80ao21a.xn--80ao21a"),
        ("http://desk@cholpon.kg/", "", ""),
        ("192.0.2.1", "", ""),
        ("http://[::1/", "", ""),
        ("cholpon", "", ""),
        ("", "", ""),
    ],
)
def test_hosts(address: str, host: str, registered: str) -> None:
    assert (host_of(address), registered_name(address)) == (host, registered)


@given(st.text(max_size=60))
def test_the_registered_name_of_a_registered_name_is_itself(text: str) -> None:
    assert registered_name(registered_name(text)) == registered_name(text)


def test_each_registered_name_is_asked_once() -> None:
    scope = Scope(("KZ",), hosts={"shamshyraq.kz": "KZ", "ru.shamshyraq.kz": "KZ"})
    asks = [(ask.name, ask.url) for ask in tranco.first(scope)]
    assert asks == [("shamshyraq.kz.json", "https://tranco-list.eu/api/ranks/domain/shamshyraq.kz")]
