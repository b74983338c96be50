"""A draft of an outlet from an imitated site and registry: what is told stands in it, the rest is left empty."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mapping.__main__ import main
from mapping.paths import PROJECT, Places
from mapping.sources import Page
from mapping.tables import Receipt, receipts
from mapping.typing_in.draft import compose
from raw_servers import Registry
from server import Internet, Reply

FRONT = """<html lang="ky"><head><title>Таң</title><meta property="og:site_name" content="Таң ТВ">
<link rel="alternate" hreflang="ru" href="http://tong.example/ru/">
<script type="application/ld+json">{"@type": "NewsMediaOrganization", "name": "Tong TV", "legalName": "Tong Media LLC"}
</script></head><body><main>Жаңылыктар</main><footer><a href="https://t.me/tongtv">Telegram</a>
<a href="https://www.instagram.com/tong.tv/">Instagram</a><a href="/contacts">Контакты</a></footer></body></html>"""
RUSSIAN = (
    """<html lang="ru"><head><meta property="og:site_name" content="Телеканал «Рассвет»"></head><body></body></html>"""
)
CONTACTS = """<html lang="ru"><body><h1>Контакты</h1><p>ИНН: 01234567890123</p><p>Адрес: г. Ош, ул. Ленина, 5, кв. 7</p>
<p>Тел.: +996 555 010 203</p></body></html>"""
WHOIS = b"Domain Name: TONG.EXAMPLE\nCreation Date: 2009-04-01\nRegistrar: Example Registrar\n"
PRIVATE = ("555", "Ленина")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Places]:
    """The data folder of someone who may ask an imitated site and its registry, and nobody else."""
    places = Places(tmp_path / "data", tmp_path / "reports")
    shutil.copytree(PROJECT / "data" / "raw" / "tables", places.raw / "tables")
    with Internet() as internet, Registry({"tong.example": WHOIS}) as registry:
        pages = {"tong.example/": FRONT, "tong.example/ru/": RUSSIAN, "tong.example/contacts": CONTACTS}
        internet.pages |= {path: Reply(text.encode(), media="text/html") for path, text in pages.items()}
        opened = {
            "*.example": internet.address,
            "whois.registry.test": registry.address,
            "web.archive.org": internet.address,
        }
        lines = ['contact = "tests@outlets.example"', "[web]", "connect = 1", "read = 1", "total = 3", "attempts = 1"]
        lines += ["[tests]", "hurried = true", "[tests.opened]", *(f'"{name}" = "{at}"' for name, at in opened.items())]
        lines += ["[sources.registration.whois]", 'example = "whois.registry.test"']
        (places.data / "settings.toml").write_text("\n".join(lines), encoding="utf-8")
        yield places


def _run(places: Places, *words: str) -> int:
    return main([*words, "--data", str(places.data), "--reports", str(places.reports)])


def test_a_draft_holds_what_the_site_tells(site: Places, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(site, "add-outlet", "http://tong.example/") == 1
    assert "web.archive.org" in capsys.readouterr().err
    path = site.reports / "team" / "draft_tong.example.xlsx"
    book = load_workbook(path)
    heads, row = ([cell.value for cell in line] for line in list(book["outlets"].iter_rows())[:2])
    assert {head: cell for head, cell in zip(heads, row, strict=True) if cell} == {
        "outlet_id": "tong",
        "name": "Tong TV",
        "name_ru": "Телеканал «Рассвет»",
        "aliases": "Таң ТВ",
        "medium": "online",
        "languages": "ky;ru",
        "website": "https://tong.example/",
        "telegram": "https://t.me/tongtv",
        "status": "active",
        "ownership_type": "unknown",
        "source_urls": "http://tong.example/;http://tong.example/contacts;http://tong.example/ru/",
    }
    told = {(line[0], line[1]) for line in book["what the site tells"].iter_rows(min_row=2, values_only=True)}
    assert {
        ("its instagram", "https://www.instagram.com/tong.tv"),
        ("number in a register", "01234567890123"),
        ("publisher, by its structured data", "tong media llc"),
        ("domain registered", "2009-04-01"),
        ("its telephone", "stands on the page; it is not copied"),
    } <= told
    assert [private for private in PRIVATE if private in repr(told)] == []


def test_a_draft_is_no_fact_until_a_person_signs_it(site: Places, capsys: pytest.CaptureFixture[str]) -> None:
    _run(site, "add-outlet", "http://tong.example/")
    path = site.reports / "team" / "draft_tong.example.xlsx"
    capsys.readouterr()
    assert _run(site, "add", str(path)) == 2
    assert not (site.raw / "typed").exists()
    book = load_workbook(path)
    heads = [cell.value for cell in book["outlets"][1]]
    for head, value in {"country": "KG", "typed_by": "AK"}.items():
        book["outlets"].cell(2, heads.index(head) + 1).value = value
    book.save(path)
    assert _run(site, "add", str(path)) == 1
    assert "sources!F2: is empty: write your initials" in capsys.readouterr().err
    assert len(list((site.raw / "typed").glob("*/draft_tong.example/outlets.csv"))) == 1


def test_what_was_asked_is_kept_where_no_adapter_reads(site: Places) -> None:
    _run(site, "add-outlet", "http://tong.example/")
    (folder,) = (site.raw / "drafts").iterdir()
    assert {"tong.example/whois.txt"} <= {name.replace(f"/{folder.name}", "") for name in receipts(folder)}
    assert not (site.raw / "website").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["tong.example"], "is no web address"),
        (["ftp://tong.example/"], "is no web address"),
        (["http://gone.example/"], "Nothing could be read at http://gone.example/"),
        (["http://tong.example/", "--out", "draft.csv"], "no name of a workbook"),
    ],
)
def test_what_cannot_be_drafted_is_one_sentence(
    site: Places, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert _run(site, "add-outlet", *words) == 2
    assert said in capsys.readouterr().err


def test_a_site_that_is_ours_already_is_not_drafted(tiny: Places, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(tiny, "add-outlet", "https://www.bozor.example/news") == 2
    assert "'bozor-tv' already" in capsys.readouterr().err


def test_the_first_copy_in_the_archive_is_told() -> None:
    copies = b'[["urlkey","timestamp","original","mimetype","statuscode","digest","length"],' + (
        b'["example,tong)/","20100203040506","http://tong.example/","text/html","200","AAAA","99"]]'
    )
    front = Page(
        "tong.example/2026-11-21/front.html", FRONT.encode(), Receipt("f", "http://tong.example/", "", "", 1, "")
    )
    cdx = "https://web.archive.org/cdx/search/cdx?url=tong.example&output=json"
    archive = Page("tong.example/copies.json", copies, Receipt("c", cdx, "", "", 1, ""))
    drafted = compose("tong.example", "2026-11-21", [("website", front), ("wayback", archive)])
    assert ("first copy in the web archive", "2010-02-03", cdx) in drafted.told
    assert (drafted.outlet["country"], drafted.outlet["name_native"], drafted.source["accessed"]) == (
        "",
        "",
        "2026-11-21",
    )
    kyrgyz = compose("tong.kg", "2026-11-21", [("website", front)])
    assert (kyrgyz.outlet["country"], kyrgyz.outlet["outlet_id"]) == ("KG", "tong")
