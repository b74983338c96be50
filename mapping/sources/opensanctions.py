"""Names on lists of sanctions and of persons in public office (OpenSanctions): questions for a person, never findings.

A name alike is a candidate. It needs a second fact (birth year, office, company number) and a recorded decision before
it counts anywhere; a person in public office has done no wrong. Phones, e-mails, addresses and aliases are left out on
purpose; birth date and countries are kept to tell people apart, for the team alone.

Three forms are read: the list of targets as CSV, entities as FollowTheMoney JSON (one a line), and the answers of the
matching service, which alone say which owner of ours was asked about. The whole list of persons in office has about a
million names: ask the matching service, or name smaller data sets in the settings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Ask, Flaw, Page, Row, Scope, Secret, Source, Terms
from mapping.sources.csv_answers import answered_lines
from mapping.sources.day import day
from mapping.sources.json_answers import Fields, json_of, refuse_html, text_of, value_of
from mapping.tables import join, split

SOURCE = Source(
    title="Sanctions and public offices",
    publisher="OpenSanctions",
    licence="CC BY-NC 4.0",
    url="https://www.opensanctions.org/",
    gives={"owner_tags": (1, 2_000_000)},
    files=("*.csv", "*.json", "*/*.csv", "*/*.json"),
    terms=Terms(
        rate=2.0,
        largest=2_000_000_000,
        secret=Secret("OPENSANCTIONS_API_KEY", "api.opensanctions.org", form="ApiKey {}", optional=True),
        robots=False,
    ),
)

BULK = "https://data.opensanctions.org/datasets/latest/{dataset}/targets.simple.csv"
ENTITY = "https://www.opensanctions.org/entities/{id}/"
BATCH = 50  # owners in one question to the matching service
NEEDED = (
    "id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions", "phones",
    "emails", "dataset", "first_seen", "last_seen", "last_change",
)  # fmt: skip
# What can hold a stake; all else (addresses, vessels, payments, links) is left out on purpose.
HOLDERS = frozenset({"Person", "Organization", "Company", "LegalEntity", "PublicBody"})
# The tag of an entity that stands in a list without a topic of its own.
LISTED = "listed"


def first(scope: Scope) -> Iterator[Ask]:
    """The data sets of the settings (`datasets`, else `sanctions`), or our owners where `match` names a service."""
    service = str(scope.settings.get("match", ""))
    if not service:
        for dataset in scope.settings.get("datasets", ["sanctions"]):
            yield Ask(f"{dataset}.csv", BULK.format(dataset=dataset))
        return
    owners = sorted(scope.owners.items())
    for start in range(0, len(owners), BATCH):
        queries = {
            key: {"schema": "LegalEntity", "properties": {"name": [name]}} for key, name in owners[start:][:BATCH]
        }
        body = json.dumps({"queries": queries}, ensure_ascii=False).encode()
        url = f"{service}/match/default?algorithm=best&threshold=0.7&limit=5"
        yield Ask(f"match/{start // BATCH + 1}.json", url, "POST", body, {"Content-Type": "application/json"})


def parse(page: Page) -> Iterator[Row | Flaw]:
    """One row an entity and tag."""
    if page.content.lstrip()[:1] not in (b"{", b"["):
        yield from _targets(page)
        return
    text = text_of(page)
    beginning = text.strip().partition("\n")[0]
    if not (beginning.endswith("}") and '"schema"' in beginning) or '"responses"' in beginning:
        yield from _matches(page, Fields(json_of(page), "opensanctions"))
        return
    for line, entity in enumerate(text.splitlines(), start=1):
        if entity.strip():
            yield from _entity(line, Fields(value_of(page, entity), "opensanctions"))


def _targets(page: Page) -> Iterator[Row | Flaw]:
    refuse_html(page, text_of(page))
    for found in answered_lines(page, NEEDED, optional=("program_ids",)):
        if isinstance(found, Flaw):
            yield found
            continue
        line, cells = found
        if not cells["id"] or not cells["name"]:
            yield Flaw(line, "name" if cells["id"] else "id", "", "is empty, but must be filled")
        elif cells["schema"] in HOLDERS:
            sanctioned = cells["sanctions"] or cells.get("program_ids")
            detail = _detail(cells["schema"], [cells["birth_date"]], split(cells["countries"]), [])
            yield _row(line, cells["id"], {
                "tag": "sanction" if sanctioned else LISTED,
                "name": cells["name"],
                "dataset": join(split(cells["dataset"])),
                "detail": detail,
                "date": day(cells["last_change"]),
            })  # fmt: skip


def _row(line: int, foreign_id: str, values: dict[str, str], owner_id: str = "") -> Row:
    values = {"owner_id": owner_id, "foreign_id": foreign_id, "source": "opensanctions", **values}
    cited = (ENTITY.format(id=foreign_id),)
    return Row("owner_tags", line, f"{foreign_id} {values['tag']}", values, cited, renamed={"tag": "topics"})


def _detail(schema: str, births: list[str], countries: list[str], positions: list[str]) -> str:
    """The facts by which to tell people of one name apart."""
    facts = {"born": births, "countries": countries, "office": positions[:3]}
    told = (f"{what} {', '.join(values)}" for what, values in facts.items() if any(values))
    return "; ".join([schema, *told])


def _entity(line: int, entity: Fields, owner_id: str = "") -> Iterator[Row]:
    own_id, schema = entity.text("id", required=True), entity.text("schema", required=True)
    properties, caption = entity.record("properties", required=True), entity.text("caption")
    datasets, changed = entity.texts("datasets"), entity.text("last_change") or entity.text("last_seen")
    target = entity.text("target")
    entity.nothing_left(
        "referents", "first_seen", "last_seen", "last_change", "score", "match", "features", "explanations"
    )
    topics = properties.texts("topics") or ([LISTED] if target != "False" else [])
    names = [caption, *properties.texts("name")]
    if schema not in HOLDERS:
        return
    if not any(names):
        raise SourceChanged(f"'opensanctions.properties.name' of {own_id} is missing: look at its adapter.")
    countries = sorted(
        {*properties.texts("country"), *properties.texts("citizenship"), *properties.texts("nationality")}
    )
    values = {
        "name": next(filter(None, names)),
        "dataset": join(datasets),
        "detail": _detail(schema, properties.texts("birthDate"), countries, properties.texts("position")),
        "date": day(changed),
    }
    for topic in topics:
        yield _row(line, own_id, {"tag": topic, **values}, owner_id)


def _matches(page: Page, answer: Fields) -> Iterator[Row]:
    """The candidates for each owner that was asked about."""
    if "responses" not in answer:
        said = answer.text("detail") or answer.text("message") or answer.text("error")
        if said:
            raise InputUnreadable(
                f"{page.name}: OpenSanctions refused ('{said[:80]}'): check the key, or ask again later."
            )
        raise SourceChanged(f"{page.name} has neither entities nor 'responses' of a matching: look at its adapter.")
    for line, (owner_id, value) in enumerate(sorted(answer.record("responses").named().items()), start=1):
        response = Fields(value, "opensanctions.responses")
        for candidate in response.records("results", required=True):
            yield from _entity(line, candidate, owner_id)
        response.nothing_left("status", "total", "query")
    answer.nothing_left("matcher", "limit")
