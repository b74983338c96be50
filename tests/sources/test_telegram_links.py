"""Addresses of Telegram and of its mirrors in their one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.addresses import handle_of, post_of
from mapping.sources.telegram_links import link
from mapping.tables import cell_problem, join, split


@pytest.mark.parametrize(
    ("address", "handle", "number"),
    [
        ("https://t.me/CholponNews", "cholponnews", ""),
        ("https://t.me/CholponNews/12?single", "cholponnews", "12"),
        ("https://t.me/s/CholponNews/12", "cholponnews", "12"),
        ("https://t.me/s/CholponNews?before=12", "cholponnews", ""),
        ("http://telegram.me/cholponnews/", "cholponnews", ""),
        ("https://www.telegram.dog/cholponnews/5", "cholponnews", "5"),
        ("https://tmtr.me/s/cholponnews/5", "cholponnews", "5"),
        ("https://tlgr.org/cholponnews", "cholponnews", ""),
        ("https://xn--r1a.website/s/cholponnews", "cholponnews", ""),
        ("https://cholponnews.t.me/5", "cholponnews", "5"),
        ("https://t.me/cholpongroup/3/45", "cholpongroup", "45"),
        ("https://t.me/joinchat/AAAAAE", "", ""),
        ("https://t.me/+AbCdEf", "", ""),
        ("https://t.me/c/123456/7", "", ""),
        ("https://t.me/share/url?url=https://cholpon.kg", "", ""),
        ("https://t.me.example.org/cholponnews", "", ""),
        ("https://cholpon.kg/s/cholponnews", "", ""),
        ("https://[t.me/x", "", ""),
        ("", "", ""),
    ],
)
def test_posts_and_channels(address: str, handle: str, number: str) -> None:
    assert post_of(address) == (handle, number)
    assert handle_of(address) == handle


@pytest.mark.parametrize(
    ("written", "handle"), [("@CholponNews", "cholponnews"), ("Cholpon_1", "cholpon_1"), ("@чолпон", ""), ("@a", "")]
)
def test_bare_handles(written: str, handle: str) -> None:
    assert handle_of(written) == handle


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://cholpon.kg/a b;c#d", "https://cholpon.kg/a%20b%3Bc"),
        ("https://шов.қаз/жаңалық", "https://шов.қаз/жаңалық"),
        ("http://telegram.me/CholponNews/5?single", "https://t.me/cholponnews/5"),
        ("https://t.me/+AbCdEf", "https://t.me/+AbCdEf"),
        ("?q=%23tag", ""),
        ("mailto:a@cholpon.kg", ""),
        ("javascript:alert(1)", ""),
        ("tg://resolve?domain=cholponnews", ""),
        ("https://localhost/x", ""),
        ("https://cholpon.kg/?u=javascript:x", ""),
        ("https://[cholpon.kg/", ""),
    ],
)
def test_links(address: str, kept: str) -> None:
    assert link(address) == kept


@given(st.text() | st.text().map(lambda rest: f"https://cholpon.kg/{rest}"))
def test_any_link_fits_a_cell_as_one(address: str) -> None:
    kept = link(address)
    assert cell_problem(kept) == ""
    assert split(join([kept])) == ([kept] if kept else [])
