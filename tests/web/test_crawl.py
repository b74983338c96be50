"""Many errands at once over real sockets: pace, other tries, hosts left alone."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import server
from mapping.web.answers import Answer, Outcome
from mapping.web.asks import Ask, Terms
from mapping.web.crawl import Crawl
from mapping.web.errand import Errand
from mapping.web.fetch import Door
from mapping.web.settings import Patience, Settings
from server import Internet, Reply

PATIENCE = Patience(connect=1, read=0.3, total=1.0, longest_wait=2, attempts=2, backoff=0.05, workers=8)


@pytest.fixture
def internet() -> Iterator[Internet]:
    """An empty internet: every `*.example` leads to it."""
    with Internet() as made:
        yield made


class Walk:
    """Runs errands and remembers how each ended."""

    def __init__(self, internet: Internet, folder: Path, *, hurried: bool = True) -> None:
        self.settings = Settings("t@outlets.example", PATIENCE, {"*.example": internet.address}, hurried=hurried)
        self.folder = folder
        self.ends: dict[str, Answer] = {}
        self.leads: dict[str, list[str]] = {}
        self._lock = threading.Lock()

    def errand(self, address: str, rate: float = 0.0, *, robots: bool = False) -> Errand:
        url = f"http://{address}"
        return Errand("tests", Ask(address, url), url, Terms(rate, robots=robots), self.folder / "2026-01-02", "CC0")

    def ended(self, errand: Errand, answer: Answer) -> list[Errand]:
        with self._lock:
            assert errand.ask.name not in self.ends, "an errand ends once"
            self.ends[errand.ask.name] = answer
        return [self.errand(address) for address in self.leads.get(errand.ask.name, [])]

    def run(self, *errands: Errand) -> Counter[Outcome]:
        Crawl(Door(self.settings, self.folder / "robots"), self.settings, self.ended).run(errands)
        return Counter(answer.outcome for answer in self.ends.values())


@pytest.mark.parametrize(
    ("rules", "rate", "pause"),
    [
        (b"", 0.15, 0.15),
        (b"User-agent: *\nCrawl-delay: 0.3", 0.15, 0.3),
        (b"User-agent: *\nCrawl-delay: 0.1", 0.2, 0.2),
    ],
)
def test_each_host_at_its_pace_and_all_side_by_side(
    internet: Internet, tmp_path: Path, rules: bytes, rate: float, pause: float
) -> None:
    hosts = [f"h{n}.example" for n in range(6)]
    internet.pages["/robots.txt"] = Reply(rules) if rules else Reply(status=404)
    internet.pages.update({f"/{n}": Reply(b"{}") for n in range(3)})
    walk = Walk(internet, tmp_path, hurried=False)
    started = time.monotonic()
    ends = walk.run(*(walk.errand(f"{host}/{n}", rate, robots=True) for host in hosts for n in range(3)))
    assert ends == {Outcome.RECEIVED: 18}
    for host in hosts:
        times = internet.times(host)
        assert len(times) == 4, "robots.txt once and each page once"
        # Three pauses; a busy machine may hear of the first request up to a pause late, never of the last one early.
        assert times[-1] - times[0] > 2 * pause
    assert time.monotonic() - started < len(hosts) * 3 * pause, "hosts must not wait for one another"


def test_a_busy_server_is_asked_again_when_it_said(internet: Internet, tmp_path: Path) -> None:
    for status in (429, 503):
        busy = Reply(status=status, headers={"Retry-After": "1"})
        internet.pages[f"h{status}.example/x"] = server.one_after_another(busy, Reply(b"{}"))
    walk = Walk(internet, tmp_path)
    assert walk.run(walk.errand("h429.example/x"), walk.errand("h503.example/x")) == {Outcome.RECEIVED: 2}
    for host in ("h429.example", "h503.example"):
        first, second = internet.times(host)
        assert 1.0 <= second - first < 2.0


def test_a_server_that_asks_for_too_long_a_pause_is_left_for_the_next_run(internet: Internet, tmp_path: Path) -> None:
    internet.pages["a.example/1"] = Reply(status=503, headers={"Retry-After": "3600"})
    internet.pages["a.example/2"] = internet.pages["b.example/1"] = Reply(b"{}")
    walk = Walk(internet, tmp_path)
    ends = walk.run(walk.errand("a.example/1"), walk.errand("a.example/2"), walk.errand("b.example/1"))
    assert ends == {Outcome.REFUSED: 2, Outcome.RECEIVED: 1}
    assert "left alone for 3,600 seconds" in walk.ends["a.example/2"].reason
    assert internet.paths("a.example") == ["/1"]


@pytest.mark.parametrize("fault", [server.reset, server.truncated, server.silent, Reply(status=500)])
def test_what_breaks_once_is_asked_once_more(
    internet: Internet, tmp_path: Path, fault: Reply | server.Answerer
) -> None:
    internet.pages["a.example/x"] = server.one_after_another(fault, Reply(b"{}"))
    internet.pages["b.example/x"] = fault
    walk = Walk(internet, tmp_path)
    walk.run(walk.errand("a.example/x"), walk.errand("b.example/x"))
    assert walk.ends["a.example/x"].outcome is Outcome.RECEIVED
    assert walk.ends["b.example/x"].outcome in (Outcome.BROKEN, Outcome.SLOW)
    assert len(internet.paths("b.example")) == PATIENCE.attempts


def test_a_site_that_wants_pauses_of_a_day_is_left_alone(internet: Internet, tmp_path: Path) -> None:
    internet.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 86400")
    walk = Walk(internet, tmp_path, hurried=False)
    ends = walk.run(*(walk.errand(f"a.example/{n}", robots=True) for n in range(3)))
    assert ends == {Outcome.REFUSED: 3}
    assert "left alone for 86,400 seconds" in walk.ends["a.example/0"].reason
    assert internet.paths() == []


def test_what_will_not_change_is_asked_once(internet: Internet, tmp_path: Path) -> None:
    internet.pages["a.example/1"] = Reply(status=403)
    walk = Walk(internet, tmp_path)
    assert walk.run(walk.errand("a.example/1"), walk.errand("a.example/2")) == {Outcome.REFUSED: 1, Outcome.EMPTY: 1}
    assert internet.paths() == ["/1", "/2"]


def test_a_dead_host_is_left_alone_and_holds_nobody_up(internet: Internet, tmp_path: Path) -> None:
    internet.pages["b.example/1"] = Reply(b"{}")
    walk = Walk(internet, tmp_path)
    walk.settings = replace(walk.settings, opened={"dead.example": "127.0.0.1:1", **walk.settings.opened})
    ends = walk.run(*(walk.errand(f"dead.example/{n}") for n in range(10)), walk.errand("b.example/1"))
    assert ends == {Outcome.BROKEN: 10, Outcome.RECEIVED: 1}
    assert walk.ends["dead.example/9"].reason == "dead.example failed 3 times in a row; at last it cannot be reached"
    assert all(answer.passing for name, answer in walk.ends.items() if name.startswith("dead"))


def test_a_redirect_waits_its_turn_at_the_other_host(internet: Internet, tmp_path: Path) -> None:
    internet.pages["a.example/x"] = server.to("http://b.example/y")
    internet.pages.update({"b.example/y": Reply(b"{}"), "b.example/z": Reply(b"{}")})
    walk = Walk(internet, tmp_path, hurried=False)
    walk.run(walk.errand("a.example/x", 0.3), walk.errand("b.example/z", 0.3))
    first, second = internet.times("b.example")
    assert second - first > 0.27


def test_pages_lead_to_pages_until_none_is_left(internet: Internet, tmp_path: Path) -> None:
    internet.pages.update({f"/{n}": Reply(b"{}") for n in range(4)})
    walk = Walk(internet, tmp_path)
    walk.leads = {"a.example/0": ["a.example/1", "b.example/2"], "b.example/2": ["a.example/3"]}
    assert walk.run(walk.errand("a.example/0")) == {Outcome.RECEIVED: 4}


def test_our_own_mistake_stops_the_run_and_is_told(internet: Internet, tmp_path: Path) -> None:
    internet.pages.update({f"/{n}": Reply(b"{}") for n in range(20)})
    walk = Walk(internet, tmp_path)
    walk.ends["a.example/5"] = Answer(Outcome.EMPTY)
    with pytest.raises(AssertionError, match="ends once"):
        walk.run(*(walk.errand(f"a.example/{n}") for n in range(20)))
    assert len(internet.paths()) < 20
