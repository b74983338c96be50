"""A source for tests that grows, wants a table, and observes: one line a site, `host,ok` or `name of a thing`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from mapping.errors import SourceChanged
from mapping.sources import Page, Row, Source

SOURCE = Source(
    title="Street",
    publisher="Nobody",
    licence="CC0",
    url="http://street.example/",
    gives={"access": (1, 3)},
    files=("*.txt",),
    tables=("street.toml",),
    grows=True,
)


def parse(page: Page) -> Iterator[Row]:
    """Reachability of each site, in the country that the table says."""
    country = tomllib.loads(page.tables["street.toml"].decode())["country"]
    for line, text in enumerate(page.content.decode().splitlines(), 1):
        host, _, ok = text.partition(",")
        if not ok:
            raise SourceChanged(f"{page.name} has no 'ok' in line {line}.")
        cells = {"domain": host, "probe_country": country, "asn": "", "day": "2026-01-02", "ok": ok}
        yield Row("access", line, host, cells | dict.fromkeys(("anomaly", "confirmed", "failure"), "0"), (SOURCE.url,))
