"""What can come of asking: each kind of answer has a name, for each asks for something else to be done."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from requests import exceptions as requests_errors
from urllib3 import exceptions as urllib3_errors

from mapping.tables import Receipt


class Outcome(Enum):
    """What came of one ask; the value is what a person reads."""

    RECEIVED = "received"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    REFUSED = "refused"
    CHANGED = "changed"
    BROKEN = "broken"
    SLOW = "slow"
    UNSAFE = "unsafe"
    MOVED = "moved"


ADVICE = {
    Outcome.RECEIVED: "",
    Outcome.UNCHANGED: "",
    Outcome.EMPTY: "nothing was there: see whether its address has moved",
    Outcome.REFUSED: "it does not want to be asked: write to its publisher, or leave it",
    Outcome.CHANGED: "it changed its form: look at the named field and mend its adapter",
    Outcome.BROKEN: "its answer was broken: run again later",
    Outcome.SLOW: "it was too slow: run again later, or raise the times in [web] of the settings",
    Outcome.UNSAFE: "it leads to an address that is never asked: look at the named address",
}


@dataclass(frozen=True)
class Answer:
    """What came of one request.

    `receipt` is there when bytes were saved; `moved_to` is where a redirect leads. Where `passing`, another try may go
    better, after `wait` seconds if the server named a pause.
    """

    outcome: Outcome
    reason: str = ""
    receipt: Receipt | None = None
    seconds: float = 0.0
    moved_to: str = ""
    passing: bool = False
    wait: float | None = None


class Failed(Exception):
    """An answer that cannot be used, on its way to become an `Answer`."""

    def __init__(self, outcome: Outcome, reason: str, *, passing: bool = False, wait: float | None = None) -> None:
        super().__init__(reason)
        self.answer = Answer(outcome, reason, passing=passing, wait=wait)


BUSY = (429, 500, 502, 503, 504)


def of_status(status: int) -> tuple[Outcome, str]:
    """What an HTTP status says, for one that the ask did not expect."""
    if status in (204, 404, 410):
        return Outcome.EMPTY, f"nothing is there (HTTP {status})"
    if status in (401, 402, 403, 407, 429, 451, 503):
        return Outcome.REFUSED, f"it refuses (HTTP {status})"
    if status >= 500:
        return Outcome.BROKEN, f"it fails (HTTP {status})"
    return Outcome.CHANGED, f"it does not understand the request any more (HTTP {status})"


# The first line that holds the error, or one within it, tells what went wrong. A host that cannot be reached counts
# as a kind of time-out in urllib3, so it stands first.
_FAULTS: tuple[tuple[tuple[type[BaseException], ...], Answer], ...] = (
    ((urllib3_errors.NameResolutionError, socket.gaierror), Answer(Outcome.BROKEN, "there is no such host")),
    (
        (urllib3_errors.NewConnectionError, ConnectionRefusedError),
        Answer(Outcome.BROKEN, "it cannot be reached", passing=True),
    ),
    (
        (requests_errors.Timeout, urllib3_errors.TimeoutError, TimeoutError),
        Answer(Outcome.SLOW, "it did not answer in time", passing=True),
    ),
    (
        (requests_errors.SSLError, urllib3_errors.SSLError, ssl.SSLError),
        Answer(Outcome.BROKEN, "its certificate or its encryption is not valid"),
    ),
    ((urllib3_errors.DecodeError,), Answer(Outcome.BROKEN, "its compression is damaged", passing=True)),
    (
        (requests_errors.InvalidURL, requests_errors.InvalidSchema, urllib3_errors.LocationParseError, UnicodeError),
        Answer(Outcome.UNSAFE, "it is no web address"),
    ),
)


def of_error(error: BaseException) -> Answer:
    """What an error of the network libraries says."""
    chain = list(_causes(error))
    for kinds, answer in _FAULTS:
        if any(isinstance(each, kinds) for each in chain):
            return answer
    return Answer(Outcome.BROKEN, "the connection broke off", passing=True)


def _causes(error: BaseException, depth: int = 0) -> Iterator[BaseException]:
    """An error and the errors within it: the libraries hide them in arguments and reasons."""
    yield error
    inner = (*error.args, getattr(error, "reason", None), error.__cause__)
    for each in inner if depth < 5 else ():
        if isinstance(each, BaseException):
            yield from _causes(each, depth + 1)
