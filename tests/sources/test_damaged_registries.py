"""Pages of registries, archives and lists that were damaged on the way: rows or one sentence, never a traceback."""

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

# The page as it lies under tests/pages, and its name in the dated folder.
PAGES = [
    ("registration", "kz.txt", "shamshyraq.kz/whois.txt"),
    ("registration", "domain.json", "erkin.asia/rdap.json"),
    ("registration", "network.json", "cholpon.kg/network.json"),
    ("registration", "address.json", "cholpon.kg/address.json"),
    ("wayback", "copies.json", "cholpon.kg/1.json"),
    ("wayback", "copies.txt", "cholpon.kg/1.json"),
    ("gdelt", "stories.json", "cholpon.kg/stories.json"),
    ("gdelt", "counts.json", "cholpon.kg/counts.json"),
    ("mediacloud", "sources.json", "kg/34412420-0.json"),
    ("mediacloud", "stories.json", "kg/cholpon.kg/stories.json"),
    ("mediacloud", "days.json", "kg/cholpon.kg/days.json"),
    ("tranco", "list.csv", "list.csv"),
    ("tranco", "ranks.json", "cholpon.kg.json"),
    ("opensanctions", "targets.csv", "sanctions.csv"),
    ("opensanctions", "entities.ftm.json", "sanctions.json"),
    ("opensanctions", "matches.json", "match/1.json"),
    ("register_table", "kz/register.csv", "kz/register.csv"),
    ("ban_list", "kz/list.csv", "kz/list.csv"),
]
JSON_PAGES = [each for each in PAGES if each[1].endswith(".json") and each[1] != "entities.ftm.json"]
JUNK = (None, 0, -1, 1.5, "", "x", [], {}, [None], [[1]], {"a": 1}, True, "\ud800", 10**30)
NO_ANSWERS = (
    b"", b" \n", b"<!DOCTYPE html><title>502</title>", b"\x00\xff\xfe", b"PK\x03\x04", b"[" * 100_000,
    b'{"a":' * 50_000, b"9" * 6_000, b"404: Not Found", b'{"surprise": 1}',
)  # fmt: skip


def _read(source: str, name: str, content: bytes) -> None:
    received = page(source, name, content)
    list(sources.parser(source)(received))
    if follow := sources.follower(source):
        list(follow(received))


@pytest.mark.parametrize(("source", "name"), sorted({(source, name) for source, _, name in PAGES}))
@pytest.mark.parametrize("content", NO_ANSWERS, ids=lambda content: repr(content[:20]))
def test_what_is_no_answer(source: str, name: str, content: bytes) -> None:
    with pytest.raises((InputUnreadable, SourceChanged)) as raised:
        _read(source, name, content)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(("source", "file", "name"), JSON_PAGES)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_json_that_breaks_off(source: str, file: str, name: str, data: st.DataObject) -> None:
    content = saved(source, file).rstrip()
    with pytest.raises(InputUnreadable):
        _read(source, name, content[: data.draw(st.integers(0, len(content) - 1))])


@pytest.mark.parametrize(("source", "file", "name"), PAGES)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_bytes_that_changed_on_the_way(source: str, file: str, name: str, data: st.DataObject) -> None:
    content = bytearray(saved(source, file))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(MappingError):
        _read(source, name, bytes(content))


@pytest.mark.parametrize(("source", "file", "name"), JSON_PAGES)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_field_of_another_kind(source: str, file: str, name: str, data: st.DataObject) -> None:
    text = saved(source, file).decode().replace("\\'", "'")
    value = json.loads(text, strict=False)
    holder, key = _place(value, data)
    holder[key] = data.draw(st.sampled_from(JUNK))
    with contextlib.suppress(MappingError):
        _read(source, name, json.dumps(value).encode())


def _place(value: Any, data: st.DataObject) -> tuple[Any, Any]:
    """Some place in a JSON value: what holds it, and its key."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = data.draw(st.sampled_from(keys))
        inner = value[key]
        if not isinstance(inner, (dict, list)) or not inner or data.draw(st.booleans()):
            return value, key
        value = inner
