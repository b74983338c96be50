"""A source for tests: villages that each publish numbered pages of outlets, every page naming the next one."""

from __future__ import annotations

import json
from collections.abc import Iterator

from mapping.errors import InputUnreadable
from mapping.sources import Ask, Page, Row, Scope, Source, Terms

SOURCE = Source(
    title="Villages",
    publisher="Nobody",
    licence="CC0",
    url="http://village.example/",
    gives={"outlets": (1, 20_000)},
    terms=Terms(robots=False),
)


def first(scope: Scope) -> Iterator[Ask]:
    """The first page of each village of the settings: `hosts` with their countries."""
    for host, country in scope.settings["hosts"].items():
        if country in scope.countries:
            yield Ask(f"{host}/1.json", f"http://{host}/1", media=("application/json",), country=country)


def more(page: Page) -> Iterator[Ask]:
    """The page that a page names as the next."""
    told = json.loads(page.content)
    host = page.name.partition("/")[0]
    if told["next"]:
        yield Ask(f"{host}/{told['next']}.json", f"http://{host}/{told['next']}", country=page.receipt.country)


def parse(page: Page) -> Iterator[Row]:
    """One outlet a name."""
    if page.content == b"busy":
        raise InputUnreadable(f"{page.name} says that the server is busy: gather it again.")
    for line, name in enumerate(json.loads(page.content)["names"], 1):
        values = {"name": name, "country": "KG", "media": "online", "status": "active", "ownership_type": "unknown"}
        yield Row("outlets", line, name, values, (page.receipt.url,))
