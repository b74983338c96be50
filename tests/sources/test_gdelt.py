"""GDELT's stories and counts, its broken escapes, and its refusals with status 200."""

from __future__ import annotations

import json

import pytest
from saved import cells, page, read, saved

from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Scope, gdelt

STORIES = saved("gdelt", "stories.json")
COUNTS = saved("gdelt", "counts.json")


def test_stories_are_items() -> None:
    rows, flaws = read("gdelt", "cholpon.kg/stories.json", STORIES)
    assert flaws == []
    assert cells(rows, "channel", "time", "language", "url") == [
        ("cholpon.kg", "2026-09-18T03:15:00Z", "ky", "https://cholpon.kg/news/1/"),
        ("cholpon.kg", "2026-09-18T03:00:00Z", "ru", "https://cholpon.kg/news/2/"),
    ]
    assert [row.citations for row in rows] == [(row.values["url"],) for row in rows]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (rb"it\'s", "it's"),
        (rb"a \"b\" c", 'a "b" c'),
        (b"a \x01\t b", "a    b"),
        (rb"\u0442\u0430\u043a", "так"),
        (rb"back\\'slash", "back\\'slash"),
        (rb"\uZZ \x", "uZZ x"),
    ],
)
def test_escapes_that_json_does_not_know_are_repaired(written: bytes, title: str) -> None:
    story = b'{"articles": [{"url": "https://a.kg/1", "title": "' + written + b'", "seendate": "20260918T031500Z"}]}'
    rows, _ = read("gdelt", "a.kg/stories.json", story)
    assert rows[0].values["title"] == title


@pytest.mark.parametrize(
    ("name", "url"),
    [("cholpon.kg/counts.json", ""), ("x/counts.json", "https://api.gdeltproject.org/?query=domainis%3Acholpon.kg")],
)
def test_counts_are_of_the_site_asked_about(name: str, url: str) -> None:
    rows, _ = read("gdelt", name, COUNTS, url)
    assert cells(rows, "address", "measure", "date", "value") == [
        ("cholpon.kg", "stories", "2026-09-17", "3"),
        ("cholpon.kg", "stories", "2026-09-18", "0"),
    ]


def test_a_share_of_all_coverage_is_another_measure() -> None:
    content = COUNTS.replace(b"Article Count", b"Volume Intensity").replace(b'"value": 3', b'"value": 0.00004')
    rows, _ = read("gdelt", "cholpon.kg/counts.json", content)
    assert cells(rows, "measure", "value")[0] == ("coverage", "0.00004")


def test_nothing_seen_is_an_answer() -> None:
    assert read("gdelt", "cholpon.kg/stories.json", b"{}") == ([], [])


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (b"", InputUnreadable, "is empty"),
        (b"Please limit requests to one every 5 seconds", InputUnreadable, "Please limit requests"),
        (b"The specified phrase is too short.\n", InputUnreadable, "too short"),
        (b"<html>504</html>", InputUnreadable, "is a web page"),
        (STORIES[:-30], InputUnreadable, "no whole JSON"),
        ('{"articles": ["Ошибка"]}'.encode("cp1251"), InputUnreadable, "not UTF-8"),
        (STORIES.replace(b'"seendate"', b'"seen"'), SourceChanged, "seendate"),
        (STORIES.replace(b"20260918T031500Z", b"yesterday"), SourceChanged, "seendate"),
        (STORIES.replace(b'"socialimage"', b'"picture"'), SourceChanged, "picture"),
        (COUNTS.replace(b"Article Count", b"Average Tone"), SourceChanged, "Average Tone"),
        (COUNTS.replace(b'"value": 3', b'"value": "many"'), SourceChanged, "value"),
        (b'{"tonechart": []}', SourceChanged, "tonechart"),
    ],
)
def test_damage_is_one_sentence(content: bytes, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        read("gdelt", "cholpon.kg/stories.json", content)


@pytest.mark.parametrize(
    ("n", "url", "led"),
    [
        (250, "startdatetime=20260101000000&enddatetime=20261121000000", ["a.kg/stories-20260918031500.json"]),
        (249, "startdatetime=20260101000000&enddatetime=20261121000000", []),
        (250, "startdatetime=20260101000000&enddatetime=20260918031500", []),
        (250, "timespan=3months", []),
    ],
)
def test_a_full_answer_leads_to_the_time_before_it(n: int, url: str, led: list[str]) -> None:
    story = {"url": "https://a.kg/1", "title": "", "seendate": "20260918T031500Z"}
    content = json.dumps({"articles": [story] * n}).encode()
    asks = list(gdelt.more(page("gdelt", "a.kg/stories.json", content, f"https://a.test/?{url}")))
    assert [ask.name for ask in asks] == led
    assert all("enddatetime=20260918031500" in ask.url for ask in asks)


@pytest.mark.parametrize(
    ("since", "window"), [("", "timespan=3months"), ("2026-01-02", "startdatetime=20260102000000")]
)
def test_each_site_is_asked_for_stories_and_counts(since: str, window: str) -> None:
    asks = list(gdelt.first(Scope(("KG",), since=since, today="2026-11-21", hosts={"cholpon.kg": "KG"})))
    assert [ask.name for ask in asks] == ["cholpon.kg/stories.json", "cholpon.kg/counts.json"]
    assert all(window in ask.url and "domainis%3Acholpon.kg" in ask.url for ask in asks)
