"""Who may see what, and which links may be live."""

from __future__ import annotations

import itertools

import pytest

from mapping.errors import UnknownName
from mapping.safety import LEVELS, host, is_live, may_show, place_level, rank

WARNED = {"kloop.example", "t.me.example"}


@pytest.mark.parametrize(
    ("address", "live"),
    [
        ("https://kloop.example", False),
        ("https://www.kloop.example/story?x=1", False),
        ("http://ky.kloop.example/", False),
        ("https://KLOOP.EXAMPLE/", False),
        ("kloop.example/story", False),
        ("//kloop.example", False),
        ("https://user@kloop.example:8080/", False),
        ("https://notkloop.example", True),
        ("https://kloop.example.org", True),
        ("https://other.example/kloop.example", True),
    ],
)
def test_a_link_to_a_labelled_outlet_is_never_live(address: str, live: bool) -> None:
    assert is_live(address, WARNED) is live


def test_without_warnings_every_link_is_live() -> None:
    assert is_live("https://kloop.example", ())


@pytest.mark.parametrize(
    ("exiled", "country", "base_country", "ownership_type", "city", "level"),
    [
        (False, "KG", "KG", "private", "Osh", "city"),
        (False, "KG", "KG", "private", "", "region"),
        (True, "KG", "PL", "nonprofit", "Warsaw", "country"),
        (True, "KG", "", "nonprofit", "Warsaw", "country"),
        (True, "KG", "KG", "private", "Osh", "country"),
        (True, "XX", "US", "foreign_state", "Prague", "country"),
        (False, "KG", "PL", "private", "Warsaw", "country"),
        (False, "XX", "RU", "private", "Moscow", "country"),
        (False, "KG", "CZ", "foreign_state", "Prague", "city"),
        (False, "UZ", "GB", "foreign_nonprofit", "London", "city"),
        (False, "KG", "", "private", "Osh", "city"),
    ],
)
def test_how_finely_a_place_may_show(
    exiled: bool, country: str, base_country: str, ownership_type: str, city: str, level: str
) -> None:
    found = place_level(
        exiled=exiled, country=country, base_country=base_country, ownership_type=ownership_type, city=city
    )
    assert found == level


@pytest.mark.parametrize(("level", "edition"), list(itertools.product(LEVELS, LEVELS)))
def test_an_edition_shows_its_own_level_and_what_is_freer(level: str, edition: str) -> None:
    hidden = {("partner", "public"), ("team", "public"), ("team", "partner")}
    assert may_show(level, edition) is ((level, edition) not in hidden)


def test_a_level_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownName, match="choose from public, partner, team"):
        rank("secret")


@pytest.mark.parametrize(
    ("address", "name"),
    [("https://www.a.example/x", "a.example"), ("a.example", "a.example"), ("A.Example:80", "a.example"), ("", "")],
)
def test_host(address: str, name: str) -> None:
    assert host(address) == name
