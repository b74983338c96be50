"""The door over real sockets: what each way in which a server goes wrong is called, and that it stays bounded."""

from __future__ import annotations

import hashlib
import json
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

import pytest

import server
from mapping.tables import receipts
from mapping.web.answers import Outcome
from mapping.web.asks import Secret, Terms
from mapping.web.fetch import Door
from raw_servers import Dripper, Registry
from server import Internet, Reply
from visitor import Visitor


@pytest.fixture
def internet() -> Iterator[Internet]:
    """An empty internet: every `*.example` leads to it."""
    with Internet() as made:
        yield made


@pytest.fixture
def visitor(internet: Internet, tmp_path: Path) -> Visitor:
    """Someone in a hurry who asks the imitated internet."""
    return Visitor(internet, tmp_path)


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("газета", "utf-8"),
        ("газета", "cp1251"),
        ("газета", "koi8-r"),
        ("газета", "cp866"),
        ("Кыргыз Туусу: өлкө, үн, таң", "ptcp154"),
        ("Қазақ әдебиеті", "kz1048"),
    ],
)
def test_an_answer_is_saved_with_its_receipt_and_asked_for_honestly(
    internet: Internet, visitor: Visitor, text: str, charset: str
) -> None:
    body = text.encode(charset)
    internet.pages["a.example/x"] = Reply(
        body, 200, {"ETag": '"1"', "Set-Cookie": "id=1"}, "text/html; charset=iso-8859-1"
    )
    answer = visitor.fetch(visitor.errand("http://a.example/x?q=1", country="KG"))
    assert answer.outcome is Outcome.RECEIVED
    kept = receipts(visitor.raw)["a/page.json"]
    assert answer.receipt == kept
    assert (visitor.raw / "a/page.json").read_bytes() == body, "bytes are kept as they came, whatever their charset"
    assert kept.sha256 == hashlib.sha256(body).hexdigest()
    assert (kept.url, kept.status, kept.bytes, kept.country) == ("http://a.example/x?q=1", 200, len(body), "KG")
    assert kept.headers["etag"] == '"1"'
    assert "set-cookie" not in kept.headers
    assert kept.time.startswith(kept.retrieved)
    asked = internet.asked[0]
    assert "tests@outlets.example" in asked.headers["User-Agent"]
    assert asked.headers["Host"] == "a.example"
    assert visitor.left_behind.count("page.json") == 1
    assert sorted(visitor.left_behind) == ["page.json", "receipts.jsonl"]


@pytest.mark.parametrize(
    ("page", "outcome", "reason", "passing"),
    [
        (Reply(b""), Outcome.EMPTY, "the answer is empty", False),
        (Reply(status=204), Outcome.EMPTY, "nothing is there", False),
        (Reply(status=404), Outcome.EMPTY, "nothing is there", False),
        (Reply(status=403), Outcome.REFUSED, "it refuses (HTTP 403)", False),
        (Reply(status=451), Outcome.REFUSED, "it refuses (HTTP 451)", False),
        (Reply(status=429), Outcome.REFUSED, "it refuses (HTTP 429)", True),
        (Reply(status=503), Outcome.REFUSED, "it refuses (HTTP 503)", True),
        (Reply(status=500), Outcome.BROKEN, "it fails (HTTP 500)", True),
        (Reply(status=400), Outcome.CHANGED, "does not understand", False),
        (Reply(b"<html>", media="text/html"), Outcome.CHANGED, "content type is 'text/html'", False),
        (Reply(b"x", headers={"Content-Encoding": "br"}), Outcome.BROKEN, "coding 'br'", False),
        (server.silent, Outcome.SLOW, "did not answer in time", True),
        (server.dripping, Outcome.SLOW, "took longer than 1 seconds", True),
        (server.dripping_without_length, Outcome.SLOW, "took longer than 1 seconds", True),
        (server.dripping_head, Outcome.SLOW, "took longer than 1 seconds", True),
        (server.reset, Outcome.BROKEN, "the connection broke off", True),
        (server.truncated, Outcome.BROKEN, "the connection broke off", True),
        (server.endless, Outcome.BROKEN, "larger than 1,000,000 bytes", False),
        (server.endless_chunks, Outcome.BROKEN, "larger than 1,000,000 bytes", False),
        (server.bomb(), Outcome.BROKEN, "larger than 1,000,000 bytes", False),
        (server.bomb(2), Outcome.BROKEN, "coding 'gzip, gzip'", False),
        (server.damaged_gzip, Outcome.BROKEN, "compression is damaged", True),
        (server.to("http://a.example/x"), Outcome.BROKEN, "leads on more than 5 times", False),
        (server.to("http://127.0.0.1/"), Outcome.UNSAFE, "no public address", False),
        (server.to("http://169.254.169.254/latest/"), Outcome.UNSAFE, "no public address", False),
        (server.to("http://localhost/"), Outcome.UNSAFE, "no public address", False),
        (server.to("http://2130706433/"), Outcome.UNSAFE, "no public address", False),
        (server.to("file:///etc/passwd"), Outcome.UNSAFE, "neither http nor https", False),
        (server.to("http://b.example@10.0.0.1/"), Outcome.UNSAFE, "user name", False),
        (server.to("http://kloop.kg:22/"), Outcome.UNSAFE, "port 22", False),
        (server.to("http://" + "a" * 70 + ".kg/"), Outcome.UNSAFE, "no web address", False),
    ],
)
def test_each_way_to_go_wrong_has_its_name(
    internet: Internet, visitor: Visitor, page: Reply | server.Answerer, outcome: Outcome, reason: str, passing: bool
) -> None:
    internet.pages["a.example/x"] = page
    started = time.monotonic()
    answer = visitor.fetch(visitor.errand("http://a.example/x", media=("application/json",)))
    assert (answer.outcome, answer.passing) == (outcome, passing)
    assert reason in answer.reason
    assert answer.receipt is None
    assert visitor.left_behind == [], "what is not whole is not kept"
    assert time.monotonic() - started < 3


def test_a_body_of_three_gigabytes_costs_neither_time_nor_memory(internet: Internet, visitor: Visitor) -> None:
    internet.pages["a.example/x"] = server.endless
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = visitor.fetch(visitor.errand("http://a.example/x", terms=Terms(largest=20_000_000, robots=False)))
    assert "larger than 20,000,000 bytes" in answer.reason
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000, "more than 50 MB (in kB)"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://no-such-host.invalid/", "there is no such host"),
        ("https://a.example/", "certificate or its encryption"),
        ("http://closed.test/", "cannot be reached"),
    ],
)
def test_hosts_that_do_not_speak_our_language(visitor: Visitor, url: str, reason: str) -> None:
    visitor.settings = replace(visitor.settings, opened={**visitor.settings.opened, "closed.test": "127.0.0.1:1"})
    answer = visitor.fetch(url)
    assert (answer.outcome, reason in answer.reason) == (Outcome.BROKEN, True), answer.reason


@pytest.mark.parametrize(
    ("host", "trusted", "good"), [("a.example", True, True), ("a.example", False, False), ("b.example", True, False)]
)
def test_a_certificate_must_be_vouched_for_and_name_the_host(
    tmp_path: Path, host: str, trusted: bool, good: bool
) -> None:
    """The connection goes to an address, but the handshake and the request name the host."""
    secured = Internet()
    certificate = secured.secure(tmp_path, "a.example")
    secured.pages["/x"] = Reply(b"{}")
    with secured:
        visitor = Visitor(secured, tmp_path)
        visitor.settings = replace(visitor.settings, certificate=certificate if trusted else "")
        answer = visitor.fetch(f"https://{host}/x")
    assert secured.greeted == [host]
    assert [each.host for each in secured.asked] == [host] * good
    assert answer.outcome is (Outcome.RECEIVED if good else Outcome.BROKEN)
    assert good or "certificate" in answer.reason


@pytest.mark.parametrize("url", ["https://drip.example/", "http://drip.example/", "whois://drip.example/kloop.kg"])
def test_drops_before_any_head_or_handshake_end_in_time(visitor: Visitor, url: str) -> None:
    with Dripper() as dripper:
        visitor.settings = replace(visitor.settings, opened={"drip.example": dripper.address})
        started = time.monotonic()
        answer = visitor.fetch(url)
    assert (answer.outcome, answer.receipt) == (Outcome.SLOW, None)
    assert time.monotonic() - started < 2


def test_a_redirect_is_followed_and_both_addresses_are_kept(internet: Internet, visitor: Visitor) -> None:
    internet.pages["a.example/x"] = server.to("//b.example/y", 301)
    internet.pages["b.example/y"] = Reply(b"{}")
    answer = visitor.fetch(visitor.errand("http://a.example/x", method="POST", body=b"q=1"))
    assert answer.receipt is not None
    assert (answer.receipt.url, answer.receipt.final_url) == ("http://a.example/x", "http://b.example/y")
    assert [(each.method, each.body) for each in internet.asked] == [("POST", b"q=1"), ("GET", b"")]


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        (Reply(b"User-agent: *\nDisallow: /private"), "/private/x", False),
        (Reply(b"User-agent: *\nDisallow: /private"), "/public", True),
        (Reply(b"User-agent: central-asia-media-landscape\nDisallow: /\n\nUser-agent: *\nAllow: /"), "/x", False),
        (Reply(b"User-agent: other\nDisallow: /"), "/x", True),
        (Reply(status=404), "/x", True),
        (Reply(status=403), "/x", True),
        (Reply(b"\xff\xfe\x00<html>"), "/x", True),
        (server.to("http://b.example/robots.txt"), "/x", False),
    ],
)
def test_robots_txt_is_obeyed(internet: Internet, visitor: Visitor, rules: Reply, path: str, allowed: bool) -> None:
    internet.pages["a.example/robots.txt"] = rules
    internet.pages["b.example/robots.txt"] = Reply(b"User-agent: *\nDisallow: /")
    internet.pages["a.example" + path] = Reply(b"{}")
    answer = visitor.fetch(visitor.errand(f"http://a.example{path}", terms=Terms()))
    assert answer.outcome is (Outcome.RECEIVED if allowed else Outcome.REFUSED)
    assert internet.paths("a.example") == [path] * allowed


def test_robots_txt_is_kept_with_a_receipt_and_read_once_a_day(internet: Internet, visitor: Visitor) -> None:
    internet.pages["a.example/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 3")
    for _ in range(2):
        door = Door(visitor.settings, visitor.folder / "robots")
        errand = visitor.errand("http://a.example/x", terms=Terms())
        door.learn_rules(errand)
        assert door.rules.pause(errand.url) == 3
    assert [each.path for each in internet.asked] == ["/robots.txt"]
    assert list(receipts(visitor.folder / "robots")) == ["http_a.example.txt"]


@pytest.mark.parametrize("page", [Reply(status=503), server.silent])
def test_where_robots_txt_cannot_be_read_the_rules_stay_unknown(
    internet: Internet, visitor: Visitor, page: Reply | server.Answerer
) -> None:
    internet.pages["a.example/robots.txt"] = page
    door = Door(visitor.settings, visitor.folder / "robots")
    errand = visitor.errand("http://a.example/x", terms=Terms())
    assert "robots.txt cannot be read" in door.learn_rules(errand).reason
    assert not door.rules.knows(errand.url)


def test_nothing_is_sent_twice_that_has_not_changed(internet: Internet, visitor: Visitor) -> None:
    internet.pages["a.example/x"] = server.with_etag(b'{"a": 1}', '"v1"')
    first = visitor.fetch("http://a.example/x")
    assert first.receipt is not None
    again = replace(visitor.errand("http://a.example/x"), folder=visitor.folder / "2026-01-03")
    second = visitor.fetch(replace(again, before=(visitor.raw, first.receipt)))
    assert second.outcome is Outcome.UNCHANGED
    assert (visitor.folder / "2026-01-03" / "a/page.json").read_bytes() == b'{"a": 1}'
    assert receipts(visitor.folder / "2026-01-03")["a/page.json"].sha256 == first.receipt.sha256


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("7", 7, 7),
        (formatdate(time.time() + 3000, usegmt=True), 2000, 3000),
        (formatdate(time.time() - 3000, usegmt=True), 0, 0),
        ("soon", 60, 60),
    ],
    ids=["seconds", "a day to come", "a day past", "unreadable"],
)
def test_a_server_says_when_to_come_back(
    internet: Internet, visitor: Visitor, header: str, least: float, most: float
) -> None:
    internet.pages["a.example/x"] = Reply(status=429, headers={"Retry-After": header})
    wait = visitor.fetch("http://a.example/x").wait
    assert wait is not None
    assert least <= wait <= most


def test_a_key_goes_to_its_host_alone_and_is_nowhere_on_disk(internet: Internet, visitor: Visitor) -> None:
    key = "s3cr3t-key"
    terms = Terms(robots=False, secret=Secret("X", "a.example", form="Token {}"))
    internet.pages["a.example/x"] = server.to(f"http://b.example/y?echo={key}")
    internet.pages["b.example/y"] = Reply(b"{}", headers={"ETag": key})
    errand = replace(visitor.errand("http://a.example/x", terms=terms), secret=key)
    answer = visitor.fetch(errand)
    assert [each.headers.get("Authorization") for each in internet.asked] == [f"Token {key}", None]
    assert answer.receipt is not None
    assert answer.receipt.final_url == "http://b.example/y?echo=(key)"
    written = [path.read_bytes() for path in visitor.folder.rglob("*") if path.is_file()]
    assert len(written) == 2
    assert not any(key.encode() in content for content in written)


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("whois://whois.example/kloop.kg", Outcome.RECEIVED),
        ("whois://whois.example/kloop.kg%0d%0aevil", Outcome.UNSAFE),
        ("whois://127.0.0.1/kloop.kg", Outcome.UNSAFE),
        ("whois://localhost/kloop.kg", Outcome.UNSAFE),
        ("whois://whois.example:80/kloop.kg", Outcome.RECEIVED),
    ],
)
def test_port_43(visitor: Visitor, url: str, outcome: Outcome) -> None:
    with Registry({"kloop.kg": "Domain KLOOP.KG\nОрганизация\n".encode("koi8-r")}) as registry:
        visitor.settings = replace(visitor.settings, opened={"whois.example": registry.address})
        answer = visitor.fetch(visitor.errand(url, name="kloop.kg.txt", terms=Terms()))
    assert answer.outcome is outcome
    if answer.receipt:
        assert "Организация" in (visitor.raw / "kloop.kg.txt").read_bytes().decode("koi8-r")


def test_half_a_line_of_a_journal_is_no_receipt_and_is_mended(internet: Internet, visitor: Visitor) -> None:
    internet.pages["/x"] = Reply(b"{}")
    visitor.fetch(visitor.errand("http://a.example/x", name="one.json"))
    journal = visitor.raw / "receipts.jsonl"
    whole = journal.read_bytes()
    journal.write_bytes(whole + whole[:-9])
    assert list(receipts(visitor.raw)) == ["one.json"]
    visitor.fetch(visitor.errand("http://a.example/x", name="two.json"))
    assert [json.loads(line)["file"] for line in journal.read_bytes().splitlines()] == ["one.json", "two.json"]


def test_a_disk_that_cannot_be_written_is_no_fault_of_the_server(internet: Internet, visitor: Visitor) -> None:
    internet.pages["a.example/x"] = Reply(b"{}")
    visitor.raw.write_bytes(b"a file where a folder should be")
    with pytest.raises(FileExistsError):
        visitor.fetch("http://a.example/x")
