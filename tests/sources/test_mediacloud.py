"""Media Cloud's sources, stories and counts."""

from __future__ import annotations

import pytest
from saved import SAMPLES, cells, page, read, saved

from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Scope, mediacloud

SOURCES = saved("mediacloud", "sources.json")
STORIES = saved("mediacloud", "stories.json")
DAYS = saved("mediacloud", "days.json")
LIST = "https://search.mediacloud.org/api/sources/sources/?collection_id=34412420&limit=100&offset=0"


def test_sources_are_outlets_of_the_country_stated_or_of_the_collection() -> None:
    rows, flaws = read("mediacloud", "kg/34412420-0.json", SOURCES, LIST)
    assert [row.values["name"] for row in rows if row.table == "outlets"] == ["Cholpon", "erkin.asia"]
    assert cells(rows, "country", "media", "languages") == [("KG", "online", "ky"), ("KG", "online", "")]
    assert cells(rows, "kind", "address") == [("website", "https://cholpon.kg/"), ("website", "https://erkin.asia/")]
    assert cells(rows, "address", "measure", "value") == [("cholpon.kg", "stories_per_week", "41")]
    assert [(flaw.line, flaw.column, flaw.value) for flaw in flaws] == [(3, "pub_country", "DEU")]


def test_stories_are_items_with_the_day_stated() -> None:
    rows, _ = read("mediacloud", "kg/cholpon.kg/stories.json", STORIES)
    assert cells(rows, "channel", "time", "title", "language") == [
        ("cholpon.kg", "2026-09-18", "Бишкек", "ky"),
        ("cholpon.kg", "", "", ""),
    ]


def test_days_are_reach_of_the_site_of_the_folder() -> None:
    rows, _ = read("mediacloud", "kg/cholpon.kg/days.json", DAYS)
    assert cells(rows, "address", "measure", "date", "value") == [
        ("cholpon.kg", "stories", "2026-09-17", "7"),
        ("cholpon.kg", "stories", "2026-09-18", "0"),
    ]


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (b"", InputUnreadable, "is empty"),
        (b"<html>502</html>", InputUnreadable, "is a web page"),
        (b'{"status": "error", "note": "over quota"}', InputUnreadable, "over quota"),
        (b'{"detail": "Invalid token."}', InputUnreadable, "Invalid token"),
        (SOURCES[:-40], InputUnreadable, "no whole JSON"),
        (SOURCES.replace(b'"pub_country"', b'"country"'), SourceChanged, "'country'"),
        (SOURCES.replace(b'"results"', b'"sources"'), SourceChanged, "results"),
        (STORIES.replace(b'"url"', b'"address"'), SourceChanged, "url"),
        (DAYS.replace(b'"count":', b'"n":'), SourceChanged, "count"),
        (b"[]", SourceChanged, "is a list"),
    ],
)
def test_damage_is_one_sentence(content: bytes, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        read("mediacloud", "kg/cholpon.kg/x.json", content)


@pytest.mark.parametrize(
    ("name", "content", "url", "led"),
    [
        ("kg/34412420-0.json", SOURCES, LIST, [("kg/34412420-100.json", LIST.replace("offset=0", "offset=100"))]),
        ("kg/34412420-0.json", SOURCES.replace(b'"next": "http', b'"past": "http'), LIST, []),
        (
            "kg/a.kg/stories.json",
            STORIES,
            "https://a.test/?q=1",
            [("kg/a.kg/stories-2.json", "https://a.test/?q=1&pagination_token=bmV4dA%3D%3D")],
        ),
        ("kg/cholpon.kg/days.json", DAYS, "https://a.test/?q=1", []),
    ],
)
def test_pages_lead_on(name: str, content: bytes, url: str, led: list[tuple[str, str]]) -> None:
    assert [(ask.name, ask.url) for ask in mediacloud.more(page("mediacloud", name, content, url))] == led


def test_the_key_stands_in_no_address() -> None:
    scope = Scope(("TJ",), today="2026-11-21", hosts={"navruz.tj": "TJ"}, settings={"stories": True})
    asks = list(mediacloud.first(scope))
    assert [ask.name for ask in asks] == [
        "tj/34412129-0.json",
        "sites/navruz.tj/days.json",
        "sites/navruz.tj/stories.json",
    ]
    assert "start=2025-11-01&end=2026-11-21" in asks[1].url
    assert all("Token" not in ask.url and not ask.headers for ask in asks)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the captured answers are not here")
def test_a_captured_story_gives_no_text() -> None:
    rows, flaws = read("mediacloud", "story.json", (SAMPLES / "mediacloud" / "story_27456565.json").read_bytes())
    assert cells(rows, "channel", "time", "language") == [("globalvoicesonline.org", "2010-11-24", "en")]
    assert (flaws, "text" in rows[0].values) == ([], False)
