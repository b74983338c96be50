"""Whatever comes instead of an answer, reading ends in rows or in one sentence: no traceback, no empty success."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from saved import page, saved

from mapping import sources
from mapping.errors import InputUnreadable, MappingError, SourceChanged

PAGES = [
    ("wikidata", "kg/items-0.json"),
    ("wikidata", "newspapers.json"),
    ("wikidata", "entities.json"),
    ("wikipedia", "kg/en-online-news-sites.json"),
    ("wikipedia", "kz/ru-print-gazety.json"),
    ("wikipedia", "kg/en-tv-members.json"),
    ("iptv_org", "channels.csv"),
    ("iptv_org", "channels.json"),
    ("iptv_org", "feeds.json"),
    ("citizenlab", "kg.csv"),
    ("ooni", "kg/bozor.example.json"),
    ("ooni", "kg/chyndyk.example.csv"),
    ("ooni", "measurements.json"),
]
SOURCES = sorted({source for source, _ in PAGES})
JSON_PAGES = [each for each in PAGES if each[1].endswith(".json")]
JUNK = (None, 0, -1, 1.5, "", "x", [], {}, [None], {"a": 1}, True, "\ud800", 10**30, "Q1", "+0000-00-00")


def _read(source: str, name: str, content: bytes) -> list[object]:
    return list(sources.parser(source)(page(source, name, content)))


NO_ANSWERS = (
    b"", b" \n", b"\xef\xbb\xbf", b"null", b"[]", b"{}", b'"text"', b"<!DOCTYPE html><title>502</title>",
    b"\x00\xff\xfe", b"PK\x03\x04", b"[" * 100_000, b'{"a":' * 50_000, b"9" * 6_000, b'{"message": "not found"}',
    b"404: Not Found",
)  # fmt: skip


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("content", NO_ANSWERS, ids=lambda content: repr(content[:20]))
def test_what_is_no_answer(source: str, content: bytes) -> None:
    with pytest.raises((InputUnreadable, SourceChanged)) as raised:
        _read(source, "page.json", content)
    assert str(raised.value).endswith(".")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(("source", "name"), JSON_PAGES)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_json_that_breaks_off(source: str, name: str, data: st.DataObject) -> None:
    content = saved(source, name).rstrip()
    cut = content[: data.draw(st.integers(0, len(content) - 1))]
    with pytest.raises(InputUnreadable):
        _read(source, name, cut)


@pytest.mark.parametrize(("source", "name"), PAGES)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_bytes_that_changed_on_the_way(source: str, name: str, data: st.DataObject) -> None:
    content = bytearray(saved(source, name))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(MappingError):
        _read(source, name, bytes(content))


@pytest.mark.parametrize(("source", "name"), JSON_PAGES)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_json_of_another_form(source: str, name: str, data: st.DataObject) -> None:
    answer = json.loads(saved(source, name))
    holder, key = data.draw(st.sampled_from(list(_places(answer))))
    if data.draw(st.booleans()):
        del holder[key]
    else:
        holder[key] = data.draw(st.sampled_from(JUNK))
    with contextlib.suppress(MappingError):
        _read(source, name, json.dumps(answer).encode())


def _places(value: Any) -> Any:
    """Every place in a JSON value that can hold something else: its holder and its key."""
    for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _places(inner)
