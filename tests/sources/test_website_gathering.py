"""Sites gathered over real sockets: what is asked, what is kept, what a second day asks again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from saved import read

from mapping import items
from mapping.__main__ import main
from mapping.paths import Places
from mapping.sources import health
from mapping.sources.intake import take_in
from mapping.tables import dated_folders
from server import Internet, Reply

HOST = "cholpon.example"
WORDS = "<p>Бүгүн айылда чоң чогулуш болуп, элдин суроолоруна жооп берилди жана көп маселелер чечилди.</p>" * 3


@pytest.fixture
def internet() -> Iterator[Internet]:
    """An imitated internet."""
    with Internet() as found:
        yield found


def html(text: str, day: str = "") -> Reply:
    """A page, in UTF-8, with the day it is dated."""
    head = f'<head><meta property="article:published_time" content="{day}"></head>' if day else ""
    return Reply(f"<html>{head}<body>{text}</body></html>".encode(), media="text/html; charset=utf-8")


def feed(*paths: str) -> Reply:
    """A feed of these addresses."""
    items = "".join(f"<item><link>http://{HOST}{path}</link></item>" for path in paths)
    return Reply(f"<rss><channel>{items}</channel></rss>".encode(), media="application/rss+xml")


def settled(folder: Path, internet: Internet) -> Places:
    """A data folder whose only outlet has this site, and settings that lead there."""
    places = Places(folder / "data", folder / "reports")
    places.processed.mkdir(parents=True)
    (places.processed / "outlets.csv").write_text("outlet_id,country\ncholpon,KG\n", encoding="utf-8")
    channels = f"channel_id,outlet_id,kind,address\nc,cholpon,website,http://{HOST}/\n"
    (places.processed / "channels.csv").write_text(channels, encoding="utf-8")
    (places.data / "settings.toml").write_text(
        'contact = "tests@outlets.example"\n[web]\nattempts = 1\nbackoff = 0.01\n[tests]\nhurried = true\n'
        f'opened = {{"*.example" = "{internet.address}"}}\n[sources.website]\nplain = ["{HOST}"]\n',
        encoding="utf-8",
    )
    tables = places.raw / "tables"
    tables.mkdir(parents=True)
    (tables / "site_rules.toml").write_bytes(b"")
    return places


def test_a_site_is_gathered_to_its_articles_and_only_once(tmp_path: Path, internet: Internet) -> None:
    places = settled(tmp_path, internet)
    internet.pages |= {
        f"{HOST}/": html('<a href="/kabar/1001/">Биринчи</a><a href="/about">Биз жөнүндө</a>'),
        f"{HOST}/robots.txt": Reply(f"Disallow: /closed/\nSitemap: http://{HOST}/map.xml".encode(), media="text/plain"),
        f"{HOST}/map.xml": Reply(f"<urlset><url><loc>http://{HOST}/kabar/1002/</loc></url></urlset>".encode()),
        f"{HOST}/rss": feed("/kabar/1001/", "/kabar/1003/"),
        f"{HOST}/about": html('<a href="https://t.me/cholpon_kg">Telegram</a>'),
        f"{HOST}/ads.txt": Reply(b"google.com, pub-1234567890123456, DIRECT", media="text/plain"),
        f"{HOST}/kabar/1001/": html(f"<h1>Биринчи чоң чогулуш</h1>{WORDS}", "2026-11-20T10:00:00+06:00"),
        f"{HOST}/kabar/1002/": html(f"<h1>Экинчи чоң чогулуш</h1>{WORDS}", "2026-11-19"),
        f"{HOST}/kabar/1003/": Reply(b"\x89PNG\r\n", media="image/png"),
    }
    assert main(["gather", "website", "--data", str(places.data)]) == 1, "one article is an image"
    asked = internet.paths(HOST)
    assert sorted(path for path in asked if "kabar" in path) == ["/kabar/1001/", "/kabar/1002/", "/kabar/1003/"]
    assert main(["gather", "website", "--data", str(places.data)]) == 1
    assert internet.paths(HOST) == asked, "what has a receipt, or failed for good, is not asked for again"
    rows = take_in(places).rows
    kept = [row for table in items.read(places, columns=("url", "time")) for row in table.to_pylist()]
    assert sorted((row["url"][-6:], row["time"]) for row in kept) == [
        ("/1001/", "2026-11-20T04:00:00Z"),
        ("/1002/", "2026-11-19"),
    ]
    assert sorted(row["address"] for row in rows["channels"]) == [f"http://{HOST}/", "https://t.me/cholpon_kg"]
    assert "image/png" in health.load(places)["website", health.ALL]["what_to_do"]
    assert len(dated_folders(places, "website")) == 1


def test_a_changed_article_is_a_new_version(tmp_path: Path) -> None:
    places, url = Places(tmp_path / "data", tmp_path / "reports"), f"http://{HOST}/kabar/1001/"
    for words in (WORDS, WORDS, f"{WORDS}<p>Кабар толукталды: чогулуш эртең да улантылат деп айтылды.</p>"):
        content = html(f"<h1>Биринчи чоң чогулуш</h1>{words}", "2026-11-20T10:00:00+06:00").body
        rows, _ = read("website", f"{HOST}/article-1.html", content, url)
        items.write(places, [row.values for row in rows])
    kept = [row for table in items.read(places, versions=True) for row in table.to_pylist()]
    assert [(row["version"], row["url"], "толукталды" in row["text"]) for row in kept] == [
        (1, url, False),
        (2, url, True),
    ]
