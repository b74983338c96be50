"""Whose turn it is, without a network."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from itertools import pairwise

from mapping.web.pace import Pace


def _work(pace: Pace[int], rate: float, threads: int, seconds: float) -> dict[str, list[tuple[float, float]]]:
    """Let threads take turns; gives when each job of each host began and ended."""
    spans: dict[str, list[tuple[float, float]]] = defaultdict(list)

    def run() -> None:
        while turn := pace.take():
            host, _job = turn
            began = time.monotonic()
            time.sleep(seconds)
            spans[host].append((began, time.monotonic()))
            pace.done(host, began + rate)

    workers = [threading.Thread(target=run) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(20)
        assert not worker.is_alive()
    return spans


def test_a_host_is_asked_one_at_a_time_and_not_too_often_while_others_go_on() -> None:
    pace: Pace[int] = Pace()
    for host in "abcde":
        for job in range(4):
            pace.put(host, job)
    began = time.monotonic()
    spans = _work(pace, rate=0.1, threads=3, seconds=0.005)
    assert {host: len(jobs) for host, jobs in spans.items()} == dict.fromkeys("abcde", 4)
    for jobs in spans.values():
        assert all(later[0] - earlier[0] >= 0.099 for earlier, later in pairwise(jobs))
        assert all(later[0] >= earlier[1] for earlier, later in pairwise(jobs))
    assert time.monotonic() - began < 1.2, "the hosts waited for one another"


def test_what_a_job_leads_to_is_done_before_the_end() -> None:
    pace: Pace[int] = Pace()
    pace.put("a", 3)
    done: list[tuple[str, int]] = []
    while turn := pace.take():
        host, job = turn
        done.append(turn)
        if job:
            pace.put("b" if host == "a" else "a", job - 1)
        pace.done(host, 0.0)
    assert done == [("a", 3), ("b", 2), ("a", 1), ("b", 0)]


def test_another_try_comes_first_and_a_stop_ends_all() -> None:
    pace: Pace[int] = Pace()
    for job in (1, 2):
        pace.put("a", job)
    assert pace.take() == ("a", 1)
    pace.put("a", 1, first=True)
    pace.done("a", 0.0)
    assert pace.take() == ("a", 1)
    pace.stop()
    pace.done("a", 0.0)
    assert pace.take() is None
