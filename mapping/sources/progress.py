"""How far a gathering is: one line on a terminal, rewritten."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import TextIO

SECONDS_BETWEEN = 0.2
# The rate is that of so many last pages.
WINDOW = 200


class Progress:
    """Counts pages and shows their number, rate and remaining time; silent where nobody watches."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = 0.0
        self.started = time.monotonic()
        self._ends: deque[float] = deque([self.started], WINDOW)
        self._lock = threading.Lock()
        self.done = self.expected = self.failed = 0

    def add(self, asks: int) -> None:
        """More pages are to come."""
        with self._lock:
            self.expected += asks

    def step(self, source: str, failed: bool) -> None:
        """One page has come, or failed for good."""
        now = time.monotonic()
        with self._lock:
            self.done += 1
            self.failed += failed
            self._ends.append(now)
            if now - self._shown > SECONDS_BETWEEN and self._stream.isatty():
                self._shown = now
                self._stream.write(f"\r\x1b[K{self.line(now)}; {source}")
                self._stream.flush()

    def line(self, now: float) -> str:
        """What is shown: `120 of 400 pages, 3 failed, 5.2 a second, 0:54 left`."""
        rate = (len(self._ends) - 1) / max(now - self._ends[0], 0.001)
        left = int((self.expected - self.done) / rate) if rate else 0
        failed = f", {self.failed} failed" if self.failed else ""
        return f"{self.done} of {self.expected} pages{failed}, {rate:.1f} a second, {left // 60}:{left % 60:02} left"

    def end(self) -> None:
        """Leave the line."""
        if self._stream.isatty() and self._shown:
            self._stream.write("\n")
