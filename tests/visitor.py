"""Someone in a hurry who asks the imitated internet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mapping.web.answers import Answer
from mapping.web.asks import Ask, Terms
from mapping.web.errand import Errand
from mapping.web.fetch import Door
from mapping.web.settings import Patience, Settings
from server import Internet

PATIENCE = Patience(connect=1, read=0.4, total=1.0, longest_wait=5, attempts=2, backoff=0.05, workers=4)
BOUND = 1_000_000


class Visitor:
    """Fetches addresses with one door, redirects included."""

    def __init__(self, internet: Internet, folder: Path) -> None:
        self.settings = Settings("tests@outlets.example", PATIENCE, {"*.example": internet.address}, hurried=True)
        self.folder = folder
        self.raw = folder / "2026-01-02"

    def errand(self, url: str, *, terms: Terms | None = None, name: str = "a/page.json", **more: object) -> Errand:
        terms = terms or Terms(largest=BOUND, robots=False)
        ask = replace(Ask(name, url), **more)
        return Errand("tests", ask, url, terms, self.raw, "CC0")

    def fetch(self, errand: Errand | str) -> Answer:
        errand = self.errand(errand) if isinstance(errand, str) else errand
        door = Door(self.settings, self.folder / "robots")
        if errand.terms.robots:
            door.learn_rules(errand)
        answer = door.fetch(errand)
        while answer.moved_to:
            errand = errand.moved(answer.moved_to)
            answer = door.fetch(errand)
        return answer

    @property
    def left_behind(self) -> list[str]:
        return [path.name for path in self.raw.rglob("*") if path.is_file()]
