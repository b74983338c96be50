"""A country of imitated villages, and someone who gathers them, in this process or in ones that can be killed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from mapping.__main__ import main
from mapping.paths import PROJECT, Places
from mapping.sources import health
from mapping.sources.intake import take_in
from mapping.tables import latest, receipts
from server import Internet, Reply

IMITATED = PROJECT / "tests" / "imitated"


class Country:
    """An imitated internet of villages, and the folder of someone who gathers them."""

    def __init__(self, internet: Internet, folder: Path) -> None:
        self.internet, self.places = internet, Places(folder / "data", folder / "reports")
        self.places.data.mkdir()

    def found(self, hosts: dict[str, str], pages: int = 3, **web: float) -> None:
        """Let villages publish pages, and settings know the villages."""
        for host in hosts:
            self.internet.pages |= {f"{host}/{page}": self.page(host, page, pages) for page in range(1, pages + 1)}
        patience = {"connect": 1, "read": 0.5, "total": 2, "attempts": 2, "backoff": 0.05, "workers": 8} | web
        lines = [
            'contact = "tests@outlets.example"',
            "[web]",
            *(f"{name} = {value}" for name, value in patience.items()),
        ]
        lines += ["[tests]", "hurried = true", f'opened = {{"*.example" = "{self.internet.address}"}}']
        lines += ["[sources.village.hosts]", *(f'"{host}" = "{country}"' for host, country in hosts.items())]
        (self.places.data / "settings.toml").write_text("\n".join(lines), encoding="utf-8")

    @staticmethod
    def page(host: str, page: int, pages: int) -> Reply:
        told = {"names": [f"{host}-{page}"], "next": page + 1 if page < pages else 0}
        return Reply(json.dumps(told).encode(), headers={"ETag": f'"{page}"'})

    def gather(self, *words: str) -> int:
        return main(["gather", *(words or ("village",)), "--data", str(self.places.data)])

    @property
    def folder(self) -> Path:
        found = latest(self.places, "village")
        assert found
        return found

    def rows(self) -> Counter[str]:
        """The record ids that `clean` would read."""
        return Counter(row["record_id"] for row in take_in(self.places).rows["outlets"])

    def received(self) -> set[str]:
        """The files that have a receipt."""
        found = latest(self.places, "village")
        return set(receipts(found)) if found else set()

    def health(self, country: str = health.ALL) -> dict[str, str]:
        return health.load(self.places)["village", country]


class Runner:
    """Starts gatherings in processes of their own, which can be killed."""

    def __init__(self, places: Places) -> None:
        words = [sys.executable, str(IMITATED / "forking.py")]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            words, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True, cwd=PROJECT
        )
        self._line = f"gather village --data {places.data}\n"

    def start(self) -> int:
        """Start one; gives its process id."""
        assert self._process.stdin
        self._process.stdin.write(self._line)
        self._process.stdin.flush()
        return int(self._said())

    def end(self) -> int:
        """Wait for its end; gives its exit status, negative for a signal."""
        return int(self._said())

    def _said(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(10)


def killed(country: Country, runner: Runner, times: int, seed: int = 4) -> set[str]:
    """Start and kill gatherings at random moments of their work; gives the addresses asked for although received."""
    chance = random.Random(seed)  # noqa: S311 - when to kill is no secret
    again: set[str] = set()
    for _ in range(times):
        kept, before = country.received(), len(country.internet.asked)
        process = runner.start()
        while len(country.internet.asked) == before:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.12))
        os.kill(process, signal.SIGKILL)
        assert runner.end() == -signal.SIGKILL, "it was done before it could be killed: publish more pages"
        again |= {f"{each.host}{each.path}.json" for each in country.internet.asked[before:]} & kept
    return again
