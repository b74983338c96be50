"""A whole run: sites and channels of six languages and three charsets gathered over real sockets, cleaned, read."""

from __future__ import annotations

import io
import sys
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from country import IMITATED
from mapping import items
from mapping.__main__ import main
from mapping.names import identify
from mapping.paths import Places
from mapping.tables import read, rows_of
from server import Internet, Reply

sys.path.append(str(IMITATED))
import sites

Address = tuple[str, str]
Row = dict[str, str]


@dataclass(frozen=True)
class Run:
    """What came of a run: how its parts ended, what they said, what each gathering asked, the items, what was named."""

    ends: list[int]
    said: str
    first: list[Address]
    second: list[Address]
    items: list[Row]
    versions: int
    rejected: list[Row]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Gathered twice, then cleaned."""
    folder, said = tmp_path_factory.mktemp("run"), io.StringIO()
    with Internet() as internet, redirect_stdout(said), redirect_stderr(said):
        internet.pages |= {name: Reply(page.body, media=page.media) for name, page in sites.pages().items()}
        places = settled(folder, internet)
        words = ["website", "telegram", "--data", str(places.data)]
        ends = [main(["gather", *words])]
        first = asked(internet)
        ends.append(main(["gather", *words]))
        second = asked(internet)[len(first) :]
        ends.append(main(["clean", "--data", str(places.data)]))
    kept = [row for table in items.read(places) for row in table.to_pylist()]
    versions = sum(len(table) for table in items.read(places, columns=("url",), versions=True))
    rejected = [dict(row) for row in rows_of(read(places.processed / "rejected.csv"))]
    return Run(ends, said.getvalue(), first, second, kept, versions, rejected)


def asked(internet: Internet) -> list[Address]:
    """The hosts and paths asked for, without robots.txt: it is both obeyed and read for sitemaps."""
    return [(each.host, each.path) for each in internet.asked if each.path != "/robots.txt"]


def settled(folder: Path, internet: Internet) -> Places:
    """A data folder that knows every site and channel, and settings that lead there."""
    places = Places(folder / "data", folder / "reports")
    places.processed.mkdir(parents=True)
    hosts, handles = [*sites.GOOD, *sites.HOSTILE], [*sites.CHANNELS, *sites.LOST]
    outlets = "".join(f"{name},{sites.country(name)}\n" for name in (*hosts, *handles))
    channels = "".join(f"{name},{name},website,https://{name}/\n" for name in hosts)
    channels += "".join(f"{name},{name},telegram,https://t.me/{name}\n" for name in handles)
    (places.processed / "outlets.csv").write_text(f"outlet_id,country\n{outlets}", encoding="utf-8")
    (places.processed / "channels.csv").write_text(f"channel_id,outlet_id,kind,address\n{channels}", encoding="utf-8")
    certificate = internet.secure(folder, "t.me", *hosts)
    (places.data / "settings.toml").write_text(
        'contact = "tests@outlets.example"\n[web]\nattempts = 1\nbackoff = 0.01\n[tests]\nhurried = true\n'
        f'certificate = "{certificate}"\n'
        f'opened = {{"*.example" = "{internet.address}", "t.me" = "{internet.address}"}}\n',
        encoding="utf-8",
    )
    (places.raw / "tables").mkdir(parents=True)
    (places.raw / "tables" / "site_rules.toml").write_bytes(b"")
    return places


def test_it_ends_with_losses_and_breaks_nowhere(run: Run) -> None:
    assert len({*sites.GOOD, *sites.HOSTILE, *sites.CHANNELS, *sites.LOST}) >= 30
    assert run.ends == [1, 1, 1]
    assert "Traceback" not in run.said
    assert "Cleaned" in run.said


def test_every_good_article_and_post_is_read_once(run: Run) -> None:
    wanted = sites.good_articles() | sites.good_posts()
    assert Counter(row["url"] for row in run.items) == dict.fromkeys(wanted, 1)
    assert run.versions == len(wanted) + 1, "two articles under one address are two versions"
    assert {row["url"] for row in run.items if not row["time"]} == {"https://future.example/news/1001/"}
    moment = sites.YESTERDAY.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert {row["time"] for row in run.items} == {moment, ""}


def test_every_language_and_credit_is_known_whatever_the_charset(run: Run) -> None:
    wanted = sites.good_articles() | sites.good_posts()
    read_as = {row["url"]: identify(f"{row['title']}\n{row['text']}").language for row in run.items}
    assert read_as == wanted
    articles = [row for row in run.items if row["kind"] == "article"]
    assert {row["url"]: row["language"] for row in articles} == sites.good_articles()
    credited = {row["url"]: row["credited"] for row in articles}
    assert credited == {url: sites.TONGUES[tongue].credited for url, tongue in sites.good_articles().items()}


def test_the_same_words_are_read_in_every_charset(run: Run) -> None:
    for host, (tongue, _) in sites.GOOD.items():
        told = sites.TONGUES[tongue]
        texts = [row["text"].splitlines() for row in run.items if row["channel"] == host]
        assert [text[0] for text in texts] == [told.first] * 2
        assert all(text[1].endswith(told.second) and text[2] == told.credit for text in texts)


@pytest.mark.parametrize("name", [name for name, reason in (sites.HOSTILE | sites.LOST).items() if reason])
def test_what_is_hostile_is_named(run: Run, name: str) -> None:
    reasons = [row["reason"] for row in run.rejected if f"/{name}/" in row["file"]]
    assert len(reasons) == 1
    assert (sites.HOSTILE | sites.LOST)[name] in reasons[0]


def test_nothing_good_is_named(run: Run) -> None:
    named = {row["file"].split("/")[1] for row in run.rejected}
    assert named == {name for name, reason in (sites.HOSTILE | sites.LOST).items() if reason}


def test_no_markup_of_a_script_stands_in_a_title(run: Run) -> None:
    (script,) = [row for row in run.items if row["channel"] == "script.example"]
    assert sites.TONGUES["ru"].title in script["title"]
    assert "<" not in script["title"]
    assert "alert" not in script["title"]


def test_nothing_is_fetched_twice(run: Run) -> None:
    assert set(Counter(run.first).values()) == {1}
    assert run.second == [("t.me", "/s/blocked_channel")], "only what may come right is asked again"
