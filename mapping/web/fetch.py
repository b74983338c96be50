"""One request through the door: checked, sent, received within bounds, and saved before anyone reads it."""

from __future__ import annotations

import errno
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from urllib3 import Retry
from urllib3.exceptions import HTTPError, InvalidHeader

from mapping.web import addresses, robots, whois
from mapping.web.answers import BUSY, Answer, Failed, Outcome, of_error, of_status
from mapping.web.asks import Ask, Terms
from mapping.web.connection import Deadline, chunks, overdue, session
from mapping.web.errand import Errand
from mapping.web.saving import Saving
from mapping.web.settings import Settings

MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
UNREADABLE_WAIT = 60.0


class Door:
    """Asks one thing at a time for each thread that calls it; what went wrong is told by an `Outcome`, never raised."""

    def __init__(self, settings: Settings, robots_folder: Path) -> None:
        self.rules = robots.Robots()
        self._settings = settings
        self._session = session(settings.user_agent, settings.opened, settings.certificate)
        self._robots_folder = robots_folder
        self._saving = Saving()

    def fetch(self, errand: Errand) -> Answer:
        """Ask once; a redirect is not followed but told. OSError when the answer cannot be written."""
        started = time.monotonic()
        deadline = Deadline(self._settings.patience.total)
        try:
            with deadline:
                answer = self._ask(errand)
        except Failed as failed:
            answer = failed.answer
        except addresses.UnsafeAddress as unsafe:
            answer = Answer(Outcome.UNSAFE, str(unsafe))
        except (requests.RequestException, HTTPError, OSError, UnicodeError) as error:
            if _is_ours(error):
                raise
            answer = of_error(error)
        if deadline.over and answer.receipt is None:
            seconds = self._settings.patience.total
            answer = Answer(Outcome.SLOW, f"it took longer than {seconds:g} seconds", passing=True)
        return replace(answer, seconds=time.monotonic() - started)

    def learn_rules(self, errand: Errand) -> Answer:
        """Read the robots.txt that the errand's address falls under, or take the one that was saved today.

        Where there is none, everything is allowed; where it cannot be read for now, the rules stay unknown (RFC 9309).
        """
        url = robots.address(errand.url)
        name = f"{urlsplit(url).scheme}_{urlsplit(url).netloc.replace(':', '_')}.txt"
        saved = self._robots_folder / name
        if saved.exists():
            self.rules.learn(errand.url, saved.read_bytes())
            return Answer(Outcome.RECEIVED)
        terms = Terms(largest=robots.LARGEST, robots=False)
        question = Errand("robots", Ask(name, url), url, terms, self._robots_folder, "")
        answer = self.fetch(question)
        while answer.moved_to:
            question = question.moved(answer.moved_to)
            answer = self.fetch(question)
        if answer.receipt or not answer.passing:
            self.rules.learn(errand.url, saved.read_bytes() if answer.receipt else b"")
            return answer
        return replace(answer, reason=f"its robots.txt cannot be read: {answer.reason}")

    def _ask(self, errand: Errand) -> Answer:
        opened, patience = self._settings.opened, self._settings.patience
        if problem := addresses.problem(errand.url, opened):
            raise Failed(Outcome.UNSAFE, f"'{errand.url[:200]}' {problem}")
        if errand.url.startswith("whois:"):
            pieces = _whole(whois.answer(errand.url, (patience.connect, patience.read), opened))
            return Answer(Outcome.RECEIVED, receipt=self._saving.body(errand, 0, {}, pieces))
        if errand.terms.robots and not self.rules.allow(errand.url):
            raise Failed(Outcome.REFUSED, "its robots.txt asks to leave this address alone")
        with closing(self._send(errand)) as response:
            return self._read(errand, response)

    def _send(self, errand: Errand) -> requests.Response:
        ask, secret = errand.ask, errand.terms.secret
        headers = dict(ask.headers)
        if secret and errand.secret and errand.host in (secret.host, *secret.also):
            headers[secret.header] = secret.form.format(errand.secret)
        if errand.before and ask.method == "GET":
            seen = errand.before[1].headers
            known = {"If-None-Match": seen.get("etag", ""), "If-Modified-Since": seen.get("last-modified", "")}
            headers |= {name: value for name, value in known.items() if value}
        return self._session.request(
            "GET" if errand.hops else ask.method,
            errand.url,
            data=None if errand.hops else ask.body or None,
            headers=headers,
            timeout=(self._settings.patience.connect, self._settings.patience.read),
            allow_redirects=False,
            stream=True,
        )

    def _read(self, errand: Errand, response: requests.Response) -> Answer:
        status, target = response.status_code, response.headers.get("location")
        if status in REDIRECTS and target:
            if errand.hops >= MOST_REDIRECTS:
                raise Failed(Outcome.BROKEN, f"it leads on more than {MOST_REDIRECTS} times")
            return Answer(Outcome.MOVED, moved_to=urljoin(errand.url, target))
        if status == 304 and errand.before:
            return Answer(Outcome.UNCHANGED, receipt=self._saving.same(errand, errand.before))
        if status not in errand.ask.statuses:
            outcome, reason = of_status(status)
            wait = _pause(response.headers.get("retry-after", "")) if status in BUSY else None
            raise Failed(outcome, reason, passing=status in BUSY, wait=wait)
        _check_kind(errand.ask, response)
        return Answer(
            Outcome.RECEIVED, receipt=self._saving.body(errand, status, response.headers, _whole(chunks(response)))
        )


def _whole(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces of a body; `Failed` when it ends because its time is over and its connection was cut."""
    yield from pieces
    if overdue():
        raise Failed(Outcome.SLOW, "it took too long", passing=True)


def _is_ours(error: Exception) -> bool:
    """Whether it is our own disk that fails, not the network: then the run had better stop."""
    full = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
    return isinstance(error, OSError) and (error.errno in full or error.filename is not None)


def _check_kind(ask: Ask, response: requests.Response) -> None:
    """Whether the body is of a content type and a coding that was asked for."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if ask.media and kind and kind not in ask.media:
        raise Failed(Outcome.CHANGED, f"its content type is '{kind[:80]}' where {' or '.join(ask.media)} was due")
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("gzip", "x-gzip", "identity", ""):
        raise Failed(Outcome.BROKEN, f"it came in the coding '{coding[:40]}', which nobody asked for")


def _pause(retry_after: str) -> float | None:
    """The seconds that a Retry-After header asks for; None where there is none."""
    if not retry_after:
        return None
    try:
        return Retry(retry_after_max=86_400).parse_retry_after(retry_after)
    except InvalidHeader:
        return UNREADABLE_WAIT
