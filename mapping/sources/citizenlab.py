"""The Citizen Lab's test lists: the sites that are tested for blocking in each country, with their category.

A site on a country's list is no outlet of that country: lists name foreign sites, blogs and dead addresses. So a line
gives a channel and no outlet; which outlet's it is, if any, is settled by its host in `mapping/clean`. Its record id is
list, category and address (`KG NEWS https://24.kg/`). All categories are kept: NEWS is the media, POLR, HUMR, GRP and
CULTR hold more of them. The description of the category repeats its code; who added a line, and notes on it, may name
people and are left.

The lists are under CC BY-NC-SA 4.0: rows known from nowhere else must not be mixed into freer tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapping.sources import Ask, Flaw, Page, Row, Scope, Source, Terms
from mapping.sources.csv_answers import answered_lines

SOURCE = Source(
    title="Test lists of sites",
    publisher="Citizen Lab and contributors",
    licence="CC BY-NC-SA 4.0",
    url="https://raw.githubusercontent.com/citizenlab/test-lists/master/lists/",
    gives={"channels": (300, 5000)},
    files=("*.csv", "*/*.csv"),
    terms=Terms(rate=1.0),
)

COLUMNS = ("url", "category_code", "category_description", "date_added", "source", "notes")
PAGE = "https://github.com/citizenlab/test-lists/blob/master/lists/{}.csv"
_CODE = re.compile(r"[A-Z]{2,5}\Z")


def first(scope: Scope) -> Iterator[Ask]:
    """The list of each country, and the list for the whole world where `lists = ["global"]` stands in the settings."""
    for name in (*(country.lower() for country in scope.countries), *scope.settings.get("lists", ())):
        country = name.upper() if name.upper() in scope.countries else ""
        url = f"{SOURCE.url}{name}.csv"
        yield Ask(name=f"{name}.csv", url=url, media=("text/plain", "text/csv"), country=country)


def parse(page: Page) -> Iterator[Row | Flaw]:
    """One website a line, or the reason why a line is none; `SourceChanged` names a changed column."""
    name = page.name.rpartition("/")[2].removesuffix(".csv").lower()
    citation = PAGE.format(name)
    for found in answered_lines(page, COLUMNS):
        if isinstance(found, Flaw):
            yield found
            continue
        line, cells = found
        url, category = cells["url"], cells["category_code"].upper()
        if not url.startswith(("http://", "https://")):
            yield Flaw(line, "url", url, "is no web address (http or https)")
            continue
        if not _CODE.match(category):
            yield Flaw(line, "category_code", category, "is no category code")
            continue
        values = {"kind": "website", "address": url}
        record_id = f"{name.upper()} {category} {url}"
        yield Row("channels", line, record_id, values, (citation,), renamed={"address": "url"})
