"""Many errands at once: each host at its own pace, tries repeated after a growing pause, hosts that fail left alone."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from urllib3 import Retry
from urllib3.util.retry import RequestHistory

from mapping.web.addresses import standing_for
from mapping.web.answers import Answer, Outcome
from mapping.web.errand import Errand
from mapping.web.fetch import Door
from mapping.web.pace import Pace
from mapping.web.settings import Settings

# After as many errands in a row that came to nothing, a host is left for the next run.
MOST_FAILURES = 3

# Gets the end of each errand; gives what it leads to.
Ended = Callable[[Errand, Answer], Iterable[Errand]]


class Crawl:
    """Runs errands until none is left. `ended` is called once for each, from several threads at once."""

    def __init__(self, door: Door, settings: Settings, ended: Ended) -> None:
        self._door, self._settings, self._ended = door, settings, ended
        self._pace: Pace[Errand] = Pace()
        self._failures: Counter[str] = Counter()
        # Hosts that are left for the next run, each with what all its errands come to.
        self._closed: dict[str, Answer] = {}
        self._retry = Retry(backoff_factor=settings.patience.backoff, backoff_jitter=settings.patience.backoff)

    def run(self, errands: Iterable[Errand]) -> None:
        """Work through the errands and all that they lead to; an error of `ended` stops the run and is raised."""
        for errand in errands:
            self._pace.put(errand.host, errand)
        with ThreadPoolExecutor(self._settings.patience.workers, "door") as pool:
            working = [pool.submit(self._work) for _ in range(self._settings.patience.workers)]
            try:
                for each in working:
                    each.result()
            finally:
                self._pace.stop()

    def _work(self) -> None:
        while turn := self._pace.take():
            host, errand = turn
            started = time.monotonic()
            try:
                pause = self._step(host, errand)
            except BaseException:
                self._pace.stop()
                raise
            self._pace.done(host, started + pause)

    def _step(self, host: str, errand: Errand) -> float:
        """Do one request for an errand; gives the seconds until the host may be asked again."""
        if host in self._closed:
            self._end(errand, self._closed[host])
            return 0.0
        if errand.terms.robots and not errand.url.startswith("whois:") and not self._door.rules.knows(errand.url):
            answer = self._door.learn_rules(errand)
            if self._door.rules.knows(errand.url):
                self._check_pause(host, errand)
                self._pace.put(host, errand, first=True)
                return self._rate(errand) if answer.seconds and host not in self._closed else 0.0
        else:
            answer = self._door.fetch(errand)
        if answer.moved_to:
            moved = errand.moved(answer.moved_to)
            self._pace.put(moved.host, moved, first=True)
        elif answer.passing and errand.attempt < self._settings.patience.attempts:
            return max(self._rate(errand), answer.seconds + self._again(host, errand, answer))
        else:
            self._count(host, answer)
            self._end(errand, answer)
        return self._rate(errand)

    def _check_pause(self, host: str, errand: Errand) -> None:
        pause = self._door.rules.pause(errand.url)
        if pause > self._settings.patience.longest_wait:
            self._close(host, Outcome.REFUSED, f"asks to be left alone for {pause:,.0f} seconds between two pages")

    def _again(self, host: str, errand: Errand, answer: Answer) -> float:
        wait = answer.wait if answer.wait is not None else self._backoff(errand.attempt)
        if wait > self._settings.patience.longest_wait:
            self._close(host, Outcome.REFUSED, f"asks to be left alone for {wait:,.0f} seconds")
            self._end(errand, self._closed[host])
            return 0.0
        again = errand.again()
        self._pace.put(again.host, again, first=True)
        return wait

    def _backoff(self, attempt: int) -> float:
        failed = RequestHistory(None, None, None, None, None)
        return self._retry.new(history=(failed,) * (attempt + 1)).get_backoff_time()

    def _count(self, host: str, answer: Answer) -> None:
        self._failures[host] = self._failures[host] + 1 if answer.passing else 0
        if self._failures[host] >= MOST_FAILURES:
            self._close(host, answer.outcome, f"failed {MOST_FAILURES} times in a row; at last {answer.reason}")

    def _close(self, host: str, outcome: Outcome, why: str) -> None:
        self._closed[host] = Answer(outcome, f"{host} {why}", passing=True)

    def _end(self, errand: Errand, answer: Answer) -> None:
        for leading in self._ended(errand, answer):
            self._pace.put(leading.host, leading)

    def _rate(self, errand: Errand) -> float:
        """The seconds from one request to the next: the longest that the source, the site or the settings want."""
        if self._settings.hurried and standing_for(errand.host, self._settings.opened):
            return 0.0
        return max(errand.terms.rate, self._door.rules.pause(errand.url))
