"""Outlets, owners, founders and parents as Wikidata knows them: one query a country, read page by page.

A record is an item, its id the QID, so that the crosswalk to Wikidata is in `records`. What an item states with rank
"deprecated", as unknown or as none is left, as Wikidata means it; of several inceptions the earliest preferred one is
taken. Descriptions, references and all properties not named in `wikidata_rows` are left on purpose.

The query service gives each client 60 seconds of work a minute and breaks a query off after 60: a page that came back
broken off or with its stack of errors is named as a time-out. The entity interface's answers (`wbgetentities`, saved
by hand or by wptools) are read as well; they name owners by QID alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Ask, Flaw, Page, Row, Scope, Source, Terms
from mapping.sources.editable import table_of
from mapping.sources.json_answers import Fields, json_of, text_of
from mapping.sources.wikidata_entities import entities, saved_by_wptools
from mapping.sources.wikidata_items import LANGUAGES, Item
from mapping.sources.wikidata_rows import COUNTRY, PROPERTIES, Classes, rows_of
from mapping.sources.wikidata_sparql import sparql_items

CLASSES = "wikidata_classes.csv"

SOURCE = Source(
    title="Wikidata",
    publisher="Wikimedia Foundation",
    licence="CC0 1.0 (public domain)",
    url="https://query.wikidata.org/sparql",
    gives={"outlets": (40, 5000), "owners": (5, 5000)},
    files=("*.json", "*/*.json"),
    terms=Terms(rate=5.0, robots=False),
    tables=(CLASSES,),
)

# The classes whose members, down to the last subclass, are outlets: newspaper, news agency, television channel and
# station, radio station, online newspaper, news website, magazine, broadcaster.
ROOTS = (
    "Q11032", "Q192283", "Q2001305", "Q1616075", "Q14350", "Q1153191", "Q17232649", "Q41298", "Q15265344",
)  # fmt: skip
# Items a page: few enough that a page is answered well within the deadline of 60 seconds.
PAGE_SIZE = 100
_TABLE = ("class", "label", "thing", "kind")
THINGS = ("outlet", "owner")
_PAGE_NAME = re.compile(r"([a-z]{2})/items-(\d+)\.json\Z")

# The items stand in a query of their own, so that its limit counts items and not rows.
QUERY = """
SELECT ?item ?property ?value ?valueLabel ?valueClass ?valueCountry ?rank ?precision
       ?start ?startPrecision ?end ?endPrecision ?share ?disputed WHERE {{
  {{ SELECT DISTINCT ?item WHERE {{
    VALUES ?root {{ {classes} }}
    ?item wdt:P31/wdt:P279* ?root .
    {{ ?item wdt:P17 wd:{country} }} UNION {{ ?item wdt:P495 wd:{country} }}
  }} ORDER BY ?item LIMIT {limit} OFFSET {offset} }}
  {{
    VALUES (?property ?p ?ps ?psv) {{ {properties} }}
    ?item ?p ?statement . ?statement ?ps ?value ; wikibase:rank ?rank .
    FILTER(?rank != wikibase:DeprecatedRank)
    OPTIONAL {{ ?statement ?psv [ wikibase:timePrecision ?precision ] }}
    OPTIONAL {{ ?statement pqv:P580 [ wikibase:timeValue ?start ; wikibase:timePrecision ?startPrecision ] }}
    OPTIONAL {{ ?statement pqv:P582 [ wikibase:timeValue ?end ; wikibase:timePrecision ?endPrecision ] }}
    OPTIONAL {{ ?statement pq:P1107 ?share }}
    OPTIONAL {{ ?statement pq:P1310|pq:P1480 ?disputed }}
    OPTIONAL {{ ?value wdt:P31 ?valueClass }}
    OPTIONAL {{ ?value wdt:P17|wdt:P27 ?valueCountry }}
  }} UNION {{
    VALUES ?value {{ {classes} }}
    ?item wdt:P31/wdt:P279* ?value .
    BIND(wd:P31 AS ?property)
  }} UNION {{
    VALUES ?property {{ rdfs:label skos:altLabel }}
    ?item ?property ?value .
    FILTER(LANG(?value) IN ({names}))
  }}
  SERVICE wikibase:label {{ bd:serviceParam wikibase:language "{fallback}" . }}
}}
"""


def first(scope: Scope) -> Iterator[Ask]:
    """The first page of each country."""
    for country in scope.countries:
        yield _ask(country, 0)


def more(page: Page) -> Iterator[Ask]:
    """The next page of a country, while a page gives as many items as were asked for."""
    named = _PAGE_NAME.match(page.name)
    if named is not None and len(_items(page)) >= PAGE_SIZE:
        yield _ask(named[1].upper(), int(named[2]) + PAGE_SIZE)


def _ask(country: str, offset: int) -> Ask:
    query = QUERY.format(
        classes=" ".join(f"wd:{name}" for name in ROOTS),
        country=next(qid for qid, code in COUNTRY.items() if code == country),
        limit=PAGE_SIZE,
        offset=offset,
        properties=" ".join(f"(wd:{name} p:{name} ps:{name} psv:{name})" for name in PROPERTIES),
        names=", ".join(f'"{name}"' for name in LANGUAGES),
        fallback=",".join(LANGUAGES),
    )
    return Ask(
        name=f"{country.lower()}/items-{offset}.json",
        url=SOURCE.url,
        method="POST",
        body=urlencode({"query": query, "format": "json"}).encode(),
        headers={
            "Accept": "application/sparql-results+json",
            "Content-Type": "application/x-www-form-urlencoded",
        },
        media=("application/sparql-results+json", "application/json"),
        country=country,
    )


def parse(page: Page) -> Iterator[Row | Flaw]:
    """Per item an outlet with its names, channels, stakes and their holders; or an owner; or the reason for neither."""
    table = table_of(page, CLASSES, _TABLE)
    media, owners = ({row["class"]: row["kind"] for row in table if row["thing"] == thing} for thing in THINGS)
    yield from rows_of(_items(page), Classes(media, owners))


def _items(page: Page) -> list[Item]:
    """The items of an answer of any form; `InputUnreadable` names a time-out, `SourceChanged` what is new in it."""
    if b"TimeoutException" in page.content:
        raise InputUnreadable(f"{page.name}: the query ran out of its 60 seconds; lower PAGE_SIZE in wikidata.py.")
    if b"MalformedQueryException" in page.content[:2000]:
        raise InputUnreadable(f"{page.name}: the query service could not read the query; look at QUERY in wikidata.py.")
    if text_of(page).startswith("You have been banned"):
        raise InputUnreadable(f"{page.name}: the query service refuses us for asking too much; wait a day.")
    answer = json_of(page)
    if not isinstance(answer, dict):
        raise SourceChanged(f"{page.name} is JSON, but no record: this is no answer of Wikidata.")
    if "head" in answer or "results" in answer:
        return sparql_items(Fields(answer, "answer"))
    if "wikibase" in answer:
        return [saved_by_wptools(answer)]
    if "entities" in answer or "error" in answer:
        return entities(page, Fields(answer, "answer"))
    raise SourceChanged(f"{page.name} has neither 'results' nor 'entities' any more: look at wikidata.py.")
