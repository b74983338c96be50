"""Whose turn it is: one request at a time to a host, a pause after each, all hosts side by side."""

from __future__ import annotations

import heapq
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Job = TypeVar("Job")


@dataclass
class _Host(Generic[Job]):
    jobs: deque[Job] = field(default_factory=deque)
    ready: float = 0.0
    busy: bool = False


class Pace(Generic[Job]):
    """A queue of jobs per host, shared by threads: `take` waits until some host may be asked again.

    Waiting for a host costs no thread, so that a few threads keep hundreds of hosts at their own pace.
    """

    def __init__(self) -> None:
        self._hosts: dict[str, _Host[Job]] = {}
        self._turns: list[tuple[float, str]] = []
        self._working = 0
        self._stopped = self._watched = False
        self._changed = threading.Condition()

    def put(self, host: str, job: Job, *, first: bool = False) -> None:
        """Queue a job for a host, at the end or, for another try, at the front."""
        with self._changed:
            queue = self._hosts.setdefault(host, _Host())
            idle = not queue.jobs and not queue.busy
            if first:
                queue.jobs.appendleft(job)
            else:
                queue.jobs.append(job)
            if idle:
                self._queue(queue.ready, host)

    def take(self) -> tuple[str, Job] | None:
        """The next job whose host may be asked now; None when nothing is left or the run was stopped."""
        with self._changed:
            while not self._stopped:
                now = time.monotonic()
                if self._turns and self._turns[0][0] <= now:
                    _, host = heapq.heappop(self._turns)
                    queue = self._hosts[host]
                    queue.busy = True
                    self._working += 1
                    self._changed.notify()
                    return host, queue.jobs.popleft()
                if not self._turns and not self._working:
                    return None
                self._wait(self._turns[0][0] - now if self._turns else None)
            return None

    def _wait(self, seconds: float | None) -> None:
        """Wait for a change; one thread alone watches the clock, so that the others are not woken for nothing."""
        if seconds is None or self._watched:
            self._changed.wait()
            return
        self._watched = True
        try:
            self._changed.wait(seconds)
        finally:
            self._watched = False

    def _queue(self, ready: float, host: str) -> None:
        heapq.heappush(self._turns, (ready, host))
        if self._turns[0] == (ready, host):
            self._changed.notify_all()

    def done(self, host: str, ready: float) -> None:
        """The host's job has ended; it may be asked again at `ready` (`time.monotonic`)."""
        with self._changed:
            queue = self._hosts[host]
            queue.busy, queue.ready = False, ready
            self._working -= 1
            if queue.jobs:
                self._queue(ready, host)
            elif not self._turns and not self._working:
                self._changed.notify_all()

    def stop(self) -> None:
        """Hand out nothing any more: whoever is at work finishes that one job."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
