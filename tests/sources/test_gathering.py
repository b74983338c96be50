"""A whole gathering over real sockets: what is kept, what is asked again, what is said; killed at any moment."""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import server
from country import IMITATED, Country, Runner, killed
from mapping import sources
from mapping.__main__ import main
from mapping.sources import Secret, Terms, gathering
from mapping.sources.lock import alone
from mapping.tables import UNFINISHED, dated_folders, note
from server import Internet, Reply


@pytest.fixture
def country(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Country]:
    """A country without villages yet, whose source is known."""
    monkeypatch.setattr(sources, "__path__", [*sources.__path__, str(IMITATED)])
    with Internet() as internet:
        yield Country(internet, tmp_path)


def test_everything_is_gathered_once_and_read(country: Country, capsys: pytest.CaptureFixture[str]) -> None:
    country.found({"a.example": "KG", "b.example": "KZ"})
    assert country.gather() == 0
    assert country.rows() == {f"{host}.example-{page}": 1 for host in "ab" for page in (1, 2, 3)}
    assert not (country.folder / UNFINISHED).exists()
    assert [country.health(each)["rows"] for each in ("all", "KG", "KZ")] == ["6", "3", "3"]
    assert "village  all      20" in capsys.readouterr().out
    asked = len(country.internet.asked)
    assert country.gather() == 0
    assert len(country.internet.asked) == asked, "what has a receipt is not asked for again"


def test_the_next_day_asks_whether_anything_changed(country: Country) -> None:
    country.found({"a.example": "KG"})
    assert country.gather() == 0
    country.folder.rename(country.folder.with_name("2026-01-02"))
    body = json.loads(country.page("a.example", 1, 3).body)
    country.internet.pages["a.example/1"] = server.with_etag(json.dumps(body).encode(), '"1"')
    assert country.gather() == 0
    assert [each.headers.get("If-None-Match") for each in country.internet.asked[3:]] == ['"1"', '"2"', '"3"']
    assert len(dated_folders(country.places, "village")) == 2
    assert sum(country.rows().values()) == 3


def test_one_village_that_fails_does_not_stop_the_others(country: Country, capsys: pytest.CaptureFixture[str]) -> None:
    faults = {
        "empty": Reply(status=404),
        "refused": Reply(status=403),
        "changed": Reply(b'{"nam": [], "next": 0}'),
        "broken": server.truncated,
        "slow": server.silent,
        "unsafe": server.to("http://127.0.0.1/"),
    }
    country.found({"good.example": "KG"} | {f"{fault}.example": "KZ" for fault in faults})
    country.internet.pages |= {f"{fault}.example/1": page for fault, page in faults.items()}
    assert country.gather() == 1
    advice = country.health()["what_to_do"]
    assert all(f"1 {fault} (" in advice for fault in faults), advice
    assert "no 'names'" in advice or "no 'next'" in advice, "the missing field is named"
    assert country.rows() == {f"good.example-{page}": 1 for page in (1, 2, 3)}
    said = capsys.readouterr()
    assert "what to do" in said.out
    assert "Traceback" not in said.out + said.err


def test_what_failed_for_now_is_tried_again_and_what_failed_for_good_is_not(country: Country) -> None:
    country.found({"broken.example": "KG", "gone.example": "KG", "good.example": "KG"}, pages=1)
    mended = country.internet.pages["broken.example/1"]
    country.internet.pages |= {"broken.example/1": server.truncated, "gone.example/1": Reply(status=404)}
    assert country.gather() == 1
    assert (country.folder / UNFINISHED).exists()
    country.internet.pages["broken.example/1"] = mended
    before = len(country.internet.asked)
    assert country.gather() == 1
    assert [each.host for each in country.internet.asked[before:]] == ["broken.example"]
    assert "gone.example" in country.health()["what_to_do"], "what is missing is still named"
    assert sorted(country.rows()) == ["broken.example-1", "good.example-1"]
    assert not (country.folder / UNFINISHED).exists()


def test_a_page_that_came_damaged_is_fetched_again_in_this_run_or_the_next(country: Country) -> None:
    country.found({"a.example": "KG", "b.example": "KG", "c.example": "KG"}, pages=1)
    good = country.internet.pages["a.example/1"]
    country.internet.pages["a.example/1"] = server.one_after_another(Reply(b"busy"), good)
    country.internet.pages["b.example/1"] = Reply(b"busy")
    assert country.gather() == 1
    assert (
        "1 broken (http://b.example/1: b.example/1.json says that the server is busy" in country.health()["what_to_do"]
    )
    assert Counter(each.host for each in country.internet.asked) == {"a.example": 2, "b.example": 2, "c.example": 1}
    country.internet.pages["b.example/1"] = good
    assert country.gather() == 0
    assert Counter(each.host for each in country.internet.asked) == {"a.example": 2, "b.example": 3, "c.example": 1}
    assert country.gather() == 0
    assert len(country.internet.asked) == 6


@pytest.mark.parametrize(
    ("words", "asked", "left"),
    [
        (["--limit", "2"], 2, True),
        (["--only-country", "KZ"], 3, True),
        (["--only-country", "kg,KZ"], 6, True),
        (["--since", "2026-01-01"], 6, True),
        (["--dry-run"], 0, False),
        ([], 6, False),
    ],
)
def test_less_can_be_wanted(
    country: Country, capsys: pytest.CaptureFixture[str], words: list[str], asked: int, left: bool
) -> None:
    country.found({"a.example": "KG", "b.example": "KZ"})
    country.gather("village", *words)
    assert len(country.internet.asked) == asked
    marks = list((country.places.raw / "village").glob(f"*/{UNFINISHED}"))
    assert bool(marks) is left
    if words == ["--dry-run"]:
        assert capsys.readouterr().out == "village: 2 pages of 2 hosts, at least 1 s\n"
    if words == ["--limit", "2"]:
        assert country.gather("village", *words) == 0
        assert country.gather() == 0
        assert len(country.rows()) == 6
        assert max(Counter((each.host, each.path) for each in country.internet.asked).values()) == 1


def test_a_part_adds_to_what_was_there_and_a_whole_takes_its_place(country: Country) -> None:
    country.found({"a.example": "KG", "b.example": "KZ"})
    assert country.gather() == 0
    country.folder.rename(country.folder.with_name("2026-01-02"))
    country.internet.pages["b.example/1"] = Reply(json.dumps({"names": ["new"], "next": 0}).encode())
    assert country.gather("village", "--only-country", "KZ") == 0
    assert sorted(country.rows()) == [*(f"a.example-{n}" for n in (1, 2, 3)), "b.example-2", "b.example-3", "new"]
    assert country.gather() == 0
    assert sorted(country.rows()) == [*(f"a.example-{n}" for n in (1, 2, 3)), "new"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Name the sources to gather"),
        (["village", "--all"], "Name the sources to gather"),
        (["nobody"], "no source named 'nobody'"),
        (["villag"], "There is no source named 'villag'; the nearest is 'village': `mapping sources` lists them."),
        (["villag", "--from", "."], "the nearest is 'village'"),
        (["village", "--only-country", ","], "--only-country names no country"),
        (["village", "--since", "9999-01-01"], "'9999-01-01' has not come yet"),
        (["hand_facts"], "collected by hand"),
        (["village", "--only-country", "XY"], "none of our countries"),
        (["village", "--since", "yesterday"], "is no day"),
        (["village", "--limit", "-1"], "takes a number"),
        (["village", "--from", "/nowhere"], "is no folder"),
    ],
)
def test_wrong_words_end_with_a_sentence(
    country: Country, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    country.found({"a.example": "KG"})
    assert main(["gather", *words, "--data", str(country.places.data)]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert country.internet.asked == []


def test_without_a_contact_nobody_is_asked(country: Country, capsys: pytest.CaptureFixture[str]) -> None:
    assert country.gather() == 2
    assert "Say who is asking" in capsys.readouterr().err
    assert country.gather("villag") == 2
    assert "no source named 'villag'" in capsys.readouterr().err


def test_settings_of_no_source_are_named(country: Country, capsys: pytest.CaptureFixture[str]) -> None:
    country.found({"a.example": "KG"})
    settings = country.places.data / "settings.toml"
    settings.write_text(settings.read_text().replace("[sources.village.", "[sources.vilage."))
    assert country.gather() == 2
    assert "has [sources.vilage], which is no source; the nearest is 'village'" in capsys.readouterr().err
    assert country.internet.asked == []


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("secrets.toml", "", "village: It wants a key"),
        ("secrets.toml", "TESTS_KEY = ", "is not TOML"),
        ("settings.toml", "[sources.village]\nhosts = 3\n", "village: "),
    ],
)
def test_a_trial_run_that_finds_a_problem_does_not_end_well(
    country: Country,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    file: str,
    text: str,
    said: str,
) -> None:
    monkeypatch.delenv("TESTS_KEY", raising=False)
    if file == "secrets.toml":
        terms = Terms(robots=False, secret=Secret("TESTS_KEY", "a.example"))
        monkeypatch.setattr(sources.module("village"), "SOURCE", replace(sources.about("village"), terms=terms))
    country.found({"a.example": "KG"})
    (country.places.data / file).write_text(text, encoding="utf-8")
    assert country.gather("village", "--dry-run") == 1
    told = capsys.readouterr()
    assert said in told.err
    assert (told.out, told.err.count("\n")) == ("", 1)


def test_two_at_once_do_not_meet(country: Country, capsys: pytest.CaptureFixture[str]) -> None:
    country.found({"a.example": "KG"})
    with alone(country.places.raw):
        assert country.gather() == 2
    assert "is gathering into" in capsys.readouterr().err
    assert country.internet.asked == []
    assert country.gather() == 0


def test_two_processes_at_once_do_not_meet(country: Country, capsys: pytest.CaptureFixture[str]) -> None:
    hosts = {f"h{n}.example": "KG" for n in range(5)}
    country.found(hosts, pages=40, workers=2)
    gathering.fetched()  # so that this process has read its modules before the other one begins
    with Runner(country.places) as runner:
        process = runner.start()
        while not country.internet.asked:
            time.sleep(0.001)
        assert country.gather() == 2
        assert f"Process {process}" in capsys.readouterr().err
        assert runner.end() == 0
    assert country.rows() == {f"{host}-{page}": 1 for host in hosts for page in range(1, 41)}
    assert len(country.internet.asked) == 200


def test_what_was_received_goes_into_an_archive(country: Country, tmp_path: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    country.found({"a.example": "KG"})
    assert country.gather() == 0
    archive = tmp_path / "a.warc.gz"
    receipt = {
        "file": "q.json",
        "url": "http://a.example/q",
        "retrieved": "2026-01-02",
        "licence": "CC0",
        "status": 200,
    }
    receipt |= {"sha256": sha256(b"{}").hexdigest(), "bytes": 2, "sent": "query=1", "time": "2026-01-02T03:04:05Z"}
    (country.folder / "q.json").write_bytes(b"{}")
    note(country.folder / "receipts.jsonl", receipt)
    assert country.gather("village", "--warc", str(archive)) == 0
    with archive.open("rb") as file:
        found = {
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI")): record.content_stream().read()
            for record in ArchiveIterator(file)
            if record.rec_type in ("request", "response")
        }
    pages = {("response", f"http://a.example/{page}"): country.page("a.example", page, 3).body for page in (1, 2, 3)}
    asked = {("request", "http://a.example/q"): b"query=1", ("response", "http://a.example/q"): b"{}"}
    assert found == pages | asked
    (country.folder / "a.example/1.json").write_bytes(b"changed")
    assert country.gather("village", "--warc", str(archive)) == 1


def test_twenty_kills_lose_and_double_nothing(country: Country) -> None:
    hosts = {f"h{n}.example": "KG" for n in range(40)}
    country.found(hosts, pages=40, workers=4)
    with Runner(country.places) as runner:
        assert killed(country, runner, 20) == set(), "what was received is asked for again"
        assert len(country.received()) > 100, "the kills did not meet it at work"
        runner.start()
        assert runner.end() == 0
    assert country.rows() == {f"{host}-{page}": 1 for host in hosts for page in range(1, 41)}
    assert [path.name for path in country.folder.rglob("*.part")] == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"sensitive": True}, "kept only encrypted"),
        ({"terms": Terms(robots=False, secret=Secret("TESTS_KEY", "a.example"))}, "environment variable TESTS_KEY"),
        ({"gives": {"outlets": (7, 9)}}, "6 rows of 'outlets' where 7 to 9 make sense"),
        ({"gives": {"outlets": (1, 5)}}, "6 rows of 'outlets' where 1 to 5 make sense"),
    ],
)
def test_a_source_that_is_not_as_it_should_be_says_so(
    country: Country, monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], said: str
) -> None:
    monkeypatch.delenv("TESTS_KEY", raising=False)
    monkeypatch.setattr(sources.module("village"), "SOURCE", replace(sources.about("village"), **changed))
    country.found({"a.example": "KG", "b.example": "KZ"})
    assert country.gather() == 1
    assert said in country.health()["what_to_do"]
    assert bool(country.internet.asked) is ("rows" in said)


def test_a_key_stands_in_no_file(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    terms = Terms(robots=False, secret=Secret("TESTS_KEY", "a.example"))
    monkeypatch.setenv("TESTS_KEY", "s3cr3t-key")
    monkeypatch.setattr(sources.module("village"), "SOURCE", replace(sources.about("village"), terms=terms))
    country.found({"a.example": "KG", "b.example": "KZ"})
    country.internet.pages["a.example/2"] = server.to("http://a.example/s3cr3t-key")
    assert country.gather() == 1
    assert {each.headers.get("Authorization") for each in country.internet.asked if each.host == "a.example"} == {
        "s3cr3t-key"
    }
    assert not any("Authorization" in each.headers for each in country.internet.asked if each.host == "b.example")
    written = [path.read_bytes() for path in country.places.raw.rglob("*") if path.is_file()]
    assert len(written) > 5
    assert not any(b"s3cr3t-key" in content for content in written)


def test_where_nothing_is_to_be_asked_that_is_said(country: Country) -> None:
    country.found({"a.example": "KG"})
    assert country.gather("village", "--only-country", "UZ") == 1
    assert "nothing to ask" in country.health()["what_to_do"]


def test_sources_tell_their_health(country: Country, capsys: pytest.CaptureFixture[str]) -> None:
    country.found({"a.example": "KG"})
    country.internet.pages["a.example/2"] = Reply(status=403)
    assert country.gather() == 1
    capsys.readouterr()
    assert main(["sources", "--data", str(country.places.data)]) == 0
    assert "1 refused (http://a.example/2: it refuses (HTTP 403))" in capsys.readouterr().out


def test_the_next_day_goes_on_with_what_was_cut_off_but_not_with_a_part_that_is_done(country: Country) -> None:
    country.found({"a.example": "KG"})
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    for words, asked in ((["--only-country", "KG"], 6), (["--limit", "2"], 3)):
        assert country.gather("village", *words) == 0
        country.folder.rename(country.folder.with_name(yesterday))
        assert country.gather() == 0
        assert len(country.internet.asked) == asked
        shutil.rmtree(country.places.raw / "village")
        country.internet.asked.clear()
