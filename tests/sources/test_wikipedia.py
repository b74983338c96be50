"""Wikipedia: cards of both languages and both forms of the answer, and the wikitext in their values."""

from __future__ import annotations

import csv
import json
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saved import SAMPLES, cells, filled, page, read, saved

from mapping.dates import is_date
from mapping.errors import InputUnreadable, SourceChanged
from mapping.schema import MEDIA, OWNER_KINDS
from mapping.sources import Flaw, Row, Scope, wikipedia
from mapping.sources.infobox import MEANINGS, date_in, fold, languages_in
from mapping.sources.wikitext import addresses, templates, texts, visible

EN, RU, MEMBERS = "kg/en-online-news-sites.json", "kz/ru-print-gazety.json", "kg/en-tv-members.json"


@pytest.mark.parametrize(
    ("file", "record_id", "expected"),
    [
        (
            EN,
            "Q900031",
            {
                "name": "Bozor Online", "country": "KG", "media": "online", "languages": "ky;ru",
                "founded": "2006-07-03", "status": "active", "ownership_type": "unknown", "city": "Osh",
                "region": "KG-GO",
            },
        ),
        (
            RU,
            "ru-201",
            {
                "name": "Степная правда", "country": "KZ", "media": "print", "languages": "kk;ru",
                "founded": "1918-04-07", "closed": "2014", "status": "closed", "ownership_type": "unknown",
                "city": "Pavlodar", "region": "KZ-55",
            },
        ),
        (
            MEMBERS,
            "en-301",
            {"name": "Tolkun TV", "country": "KG", "media": "tv", "status": "unknown", "ownership_type": "unknown"},
        ),
    ],
    ids=["formatversion 2", "formatversion 1", "title in a category"],
)  # fmt: skip
def test_outlets(file: str, record_id: str, expected: dict[str, str]) -> None:
    rows, _ = read("wikipedia", file, saved("wikipedia", file))
    assert [filled(row) for row in rows if row.table == "outlets"] == [expected]
    assert {row.record_id for row in rows if row.table == "outlets"} == {record_id}


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            EN,
            [
                ("owner.Bozor-Media", "owns", "0", "100", "", ""),
                ("owner.Aigul-Example", "founded", "0", "100", "", ""),
                ("owner.Bakyt-E-Example", "founded", "0", "100", "", ""),
            ],
        ),
        (
            RU,
            [
                ("owner.ТОО-Степь-Медиа", "founded", "51", "51", "", ""),
                ("owner.Асан-Пример", "founded", "0", "100", "2005", "2015"),
            ],
        ),
    ],
)
def test_stakes(file: str, expected: list[tuple[str, ...]]) -> None:
    rows, _ = read("wikipedia", file, saved("wikipedia", file))
    stakes = [row for row in rows if row.table == "stakes"]
    assert cells(stakes, "holder_id", "relation", "share_min", "share_max", "start", "end") == expected
    assert {row.record_id for row in rows if row.table == "owners"} == {holder for holder, *_ in expected}


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (EN, [("mascot", "A donkey"), ("missing", "Lost Times")]),
        (RU, [("owner", "Иван Пример (бывший)"), ("missing", "Нет такой")]),
        (MEMBERS, [("ns", "Category:Television stations in Osh")]),
    ],
)
def test_what_is_left_is_named(file: str, expected: list[tuple[str, str]]) -> None:
    _, flaws = read("wikipedia", file, saved("wikipedia", file))
    assert [(flaw.column, flaw.value) for flaw in flaws] == expected


def test_titles_that_lead_to_an_article_are_names_of_it() -> None:
    rows, _ = read("wikipedia", EN, saved("wikipedia", EN))
    assert cells([row for row in rows if row.table == "names"], "text") == [("Bozor online",)]
    assert rows[0].citations == ("https://en.wikipedia.org/w/index.php?oldid=5001",)


def _bare(card: str, name: str = "kg/en-online-one.txt") -> tuple[list[Row], list[Flaw]]:
    return read("wikipedia", name, card.encode())


@pytest.mark.parametrize(
    ("card", "column", "expected"),
    [
        ("{{Infobox newspaper|name=A|format=[[Broadsheet]]||language=English}}", "languages", "en"),
        ("{{infobox_Newspaper\n| NAME = A\n| Founded_Date = 1892, as the ''Star''}}", "founded", "1892"),
        ("{{Infobox website|name=A <!-- {{ -->|current status=Defunct}}", "status", "closed"),
        ("{{Infobox newspaper|name=A}}{{Infobox website|url=x|launch_date=2011}}", "media", "online;print"),
        ("{{Infobox newspaper|name=A}}{{Infobox website|url=x|launch_date=2011}}", "founded", "2011"),
        ("{{Infobox website|name={{lang|ky|А}}|country={{KAZ}} Kazakhstan}}", "country", "KZ"),
        ("{{Газета|название=А|страна=Казахстан}}", "country", "KZ"),
    ],
)
def test_cards(card: str, column: str, expected: str) -> None:
    name = "kg/ru-print-one.txt" if "Газета" in card else "kg/en-online-one.txt"
    rows, _ = _bare(card, name)
    assert rows[0].values[column] == expected


@pytest.mark.parametrize(
    ("value", "holders"),
    [
        ("[[A Group]] ([[B|B Corporation]])", ["A-Group"]),
        ("A Media, JSC", ["A-Media-JSC"]),
        ("Ann Example, Ben Example", ["Ann-Example", "Ben-Example"]),
        ("{{plainlist|\n* Ann Example\n* Ben Example\n}}", ["Ann-Example", "Ben-Example"]),
        ("Ann Example<br/>Ben Example", ["Ann-Example", "Ben-Example"]),
        ("Ann Example{{efn|One.}}<ref name=x/>", ["Ann-Example"]),
        ("{{increase}} 100 %", []),
        ("", []),
    ],
)
def test_holders(value: str, holders: list[str]) -> None:
    rows, _ = _bare(f"{{{{Infobox website|name=A|owner={value}}}}}")
    assert [row.record_id for row in rows if row.table == "owners"] == [f"owner.{name}" for name in holders]


def test_a_company_is_an_owner() -> None:
    rows, _ = _bare("{{Infobox company|name=Bozor Media|founder=Ann Example}}", "kg/one.txt")
    assert [(row.table, row.values.get("kind", "")) for row in rows] == [
        ("owners", "company"), ("names", ""), ("owners", "unknown"), ("stakes", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "error", "word"),
    [
        (b'{"error":{"code":"maxlag","info":"Waiting for db1: 6 seconds lagged","lag":6}}', InputUnreadable, "maxlag"),
        (b'{"errors":[{"code":"ratelimited","text":"too fast"}]}', InputUnreadable, "ratelimited"),
        (b'{"batchcomplete":true,"query":{"pages":[]}}', SourceChanged, "'query.pages'"),
        (b'{"batchcomplete":true,"query":{"random":[]}}', SourceChanged, "neither 'pages'"),
        (b'{"query":{"pages":[{"title":"A","pageid":1,"revisions":[{}]}]}}', SourceChanged, "content"),
        (b'{"batchcomplete":true,"mood":1,"query":{"categorymembers":[]}}', SourceChanged, "'mood'"),
        (b'{"parse":{"title":"A","pageid":1,"text":{"*":"<p>"}}}', SourceChanged, "wikitext"),
        (b"Just words", InputUnreadable, "neither JSON nor wikitext"),
    ],
)  # fmt: skip
def test_refusals(content: bytes, error: type[Exception], word: str) -> None:
    with pytest.raises(error, match=word):
        read("wikipedia", EN, content)


@pytest.mark.parametrize("content", [b'{"batchcomplete":true}', b'{"batchcomplete":"","query":{"categorymembers":[]}}'])
def test_an_empty_category_is_an_answer(content: bytes) -> None:
    assert read("wikipedia", EN, content) == ([], [])


@pytest.mark.parametrize("wikitext", ["{{Infobox website|name=A}}", {"*": "{{Infobox website|name=A}}"}])
def test_parsed_article(wikitext: object) -> None:
    answer = {"parse": {"title": "A", "pageid": 7, "revid": 9, "redirects": [], "wikitext": wikitext}}
    rows, _ = read("wikipedia", "kg/en-online-a.json", json.dumps(answer).encode())
    assert [(row.record_id, row.values["name"]) for row in rows] == [("en-7", "A")]


def test_an_answer_without_any_text_is_no_success() -> None:
    answer = {"continue": {"imcontinue": "1|A"}, "query": {"pages": {"1": {"pageid": 1, "ns": 0, "title": "A"}}}}
    rows, flaws = read("wikipedia", EN, json.dumps(answer).encode())
    assert (rows, [flaw.column for flaw in flaws]) == ([], ["revisions"])


def test_shipped_tables_say_each_thing_once_and_in_our_words() -> None:
    tables = page("wikipedia", EN, b"").tables
    kinds = list(csv.DictReader(tables["infobox_templates.csv"].decode().splitlines()))
    meanings = list(csv.DictReader(tables["infobox_parameters.csv"].decode().splitlines()))
    words = {"outlet": MEDIA, "owner": OWNER_KINDS}
    assert [row for row in kinds if row["kind"] not in words[row["thing"]]] == []
    assert [row for row in meanings if row["meaning"] not in MEANINGS] == []
    for said in (
        Counter((row["language"], row["template"].casefold()) for row in kinds),
        Counter((row["language"], fold(row["parameter"])) for row in meanings),
    ):
        assert max(said.values()) == 1


def test_edited_tables_are_checked() -> None:
    received = page("wikipedia", EN, saved("wikipedia", EN))
    broken = {**received.tables, "infobox_parameters.csv": b"language,parameter,meaning\nen,owner,holder\n"}
    with pytest.raises(InputUnreadable, match="'holder' of 'owner' is no meaning"):
        list(wikipedia.parse(type(received)(received.name, received.content, received.receipt, broken)))


def test_every_page_of_a_category_is_asked_for() -> None:
    asks = list(wikipedia.first(Scope(countries=("TJ",))))
    assert asks[0].name == "tj/en-print-newspapers-published-in-tajikistan.json"
    assert len({ask.name for ask in asks}) == len(asks) == 5
    received = page("wikipedia", asks[0].name, saved("wikipedia", EN), asks[0].url)
    following = list(wikipedia.more(received))
    assert [ask.name for ask in following] == ["tj/en-print-newspapers-published-in-tajikistan.2.json"]
    assert "gcmcontinue=page%7C0001%7C2" in following[0].url
    assert "gcmtitle=Category%3ANewspapers" in following[0].url


def test_categories_may_be_given_in_the_settings() -> None:
    settings = {"categories": {"ky:Гезиттер": "KG print", "en:Elsewhere": "KZ tv"}}
    asks = list(wikipedia.first(Scope(countries=("KG",), settings=settings)))
    assert [ask.url.partition("/w/")[0] for ask in asks] == ["https://ky.wikipedia.org"]
    with pytest.raises(InputUnreadable, match="KZ print"):
        list(wikipedia.first(Scope(countries=("KG",), settings={"categories": {"en:Elsewhere": "KG"}})))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("3 July 2006 (domain)<br>18 June 2007", "2006-07-03"),
        ("{{Start date and age|2001|1|15|mf=yes}}", "2001-01-15"),
        ("{{start date|2006|07}}", "2006-07"),
        ("{{Дата|3|7|2006}}", "2006-07-03"),
        ("[[1 января]] [[1924 год|1924]] года", "1924-01-01"),
        ("{{circa|1892}}", "1892"),
        ("May 2011", "2011-05"),
        ("unknown", ""),
        ("", ""),
    ],
)
def test_dates(value: str, expected: str) -> None:
    assert date_in(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Russian, Kyrgyz and [[Uzbek language|Uzbek]]", ["ru", "ky", "uz"]),
        ("[[Русский язык|русский]], [[Киргизский язык|киргизский]]", ["ru", "ky"]),
        ("таджикский<br>узбекский", ["tg", "uz"]),
        ("3 languages", []),
    ],
)
def test_languages(value: str, expected: list[str]) -> None:
    assert languages_in(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{{URL|kloop.example|Kloop}}", ["kloop.example"]),
        ("{{URL|https://a.example/}} {{URL|https://b.example}}", ["https://a.example/", "https://b.example"]),
        ("[http://a.example a.example]", ["http://a.example"]),
        ("{{Официальный сайт|http://a.example}}", ["http://a.example"]),
        ("none yet", []),
    ],
)
def test_addresses(value: str, expected: list[str]) -> None:
    assert addresses(value) == expected


@given(st.text(alphabet="{}[]|=<>'ab/!-\n*", max_size=300))
def test_any_wikitext_leaves_plain_text(text: str) -> None:
    for template in templates(visible(text)):
        for value in template.parameters.values():
            assert all("{{" not in plain and "}}" not in plain for plain in texts(value))


@given(st.text(max_size=60))
def test_a_date_is_a_date_or_nothing(text: str) -> None:
    assert date_in(text) == "" or is_date(date_in(text))


@pytest.mark.parametrize("unit", ["{{", "[[", "{{a|", "<ref>", "<!--", "[[a|", "}}", "{{a}}", "'''"])
def test_hostile_wikitext_takes_no_time(unit: str) -> None:
    start = time.perf_counter()
    card = "{{Infobox website|name=A|owner=" + unit * 50_000 + "}}"
    assert list(wikipedia.parse(page("wikipedia", "kg/en-online-one.txt", card.encode())))
    assert time.perf_counter() - start < 5


SAMPLE_ROWS = {
    "query_revisions_en_Microsoft.json": ({"owners": 3, "names": 1, "stakes": 2}, 0),
    "query_info_ru_redirect.json": ({}, 1),
    "query_revisions_missing_template.json": ({}, 1),
    "wikitext_toronto_star.txt": ({"outlets": 1, "channels": 1, "owners": 3, "stakes": 3}, 0),
    "wikitext_BBDO.txt": ({}, 1),
}


@pytest.mark.parametrize("file", SAMPLE_ROWS)
def test_captured_answers(file: str) -> None:
    path = SAMPLES / "mediawiki" / file
    if not path.exists():
        pytest.skip("the captured answers are not here")
    found = list(wikipedia.parse(page("wikipedia", file, path.read_bytes())))
    tables, flaws = SAMPLE_ROWS[file]
    assert Counter(each.table for each in found if isinstance(each, Row)) == tables
    assert sum(isinstance(each, Flaw) for each in found) == flaws
