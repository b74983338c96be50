"""Tags from lists of sanctions and offices: candidates, each with what tells people apart."""

from __future__ import annotations

import json

import pytest
from saved import SAMPLES, cells, read, saved

from mapping.errors import InputUnreadable, SourceChanged
from mapping.sources import Scope, opensanctions

TARGETS = saved("opensanctions", "targets.csv")
ENTITIES = saved("opensanctions", "entities.ftm.json")
MATCHES = saved("opensanctions", "matches.json")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            TARGETS,
            [
                ("", "Q000001", "listed", "Person; born 1960; countries kz, ru", "2025-01-02"),
                ("", "NK-test", "sanction", "Company; countries kz", "2026-03-10"),
            ],
        ),
        (
            ENTITIES,
            [
                ("", "Q000001", "role.pep", "Person; born 1960; countries kz, ru; office Deputy", "2025-01-02"),
                ("", "Q000001", "role.oligarch", "Person; born 1960; countries kz, ru; office Deputy", "2025-01-02"),
            ],
        ),
        (MATCHES, [("testov-test", "Q000001", "role.pep", "Person; born 1960", "2025-01-02")]),
    ],
    ids=["targets", "entities", "matches"],
)
def test_tags(content: bytes, expected: list[tuple[str, ...]]) -> None:
    rows, flaws = read("opensanctions", "sanctions.csv", content)
    assert flaws == []
    assert cells(rows, "owner_id", "foreign_id", "tag", "detail", "date") == expected


@pytest.mark.parametrize("content", [TARGETS, ENTITIES, MATCHES], ids=["targets", "entities", "matches"])
def test_nothing_is_decided_and_no_phone_mail_or_street_is_kept(content: bytes) -> None:
    rows, _ = read("opensanctions", "sanctions.csv", content)
    assert all("decision" not in row.values for row in rows)
    assert not any(private in str(row.values) for row in rows for private in ("+7 700", "@", "Almaty", "Тест"))


def test_a_list_from_before_programmes_had_ids() -> None:
    head, first, *_ = TARGETS.decode().splitlines()
    old = head.replace('"program_ids",', "") + "\n" + first.replace('"t@example.kz","",', '"t@example.kz",') + "\n"
    assert len(read("opensanctions", "targets.csv", old.encode())[0]) == 1


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (b"", InputUnreadable, "is empty"),
        (b"<html>403</html>", InputUnreadable, "is a web page"),
        (TARGETS[:-60], InputUnreadable, "breaks off in line 4"),
        (TARGETS.splitlines(keepends=True)[0], InputUnreadable, "no line"),
        (TARGETS.replace(b'"schema"', b'"kind"'), SourceChanged, "'schema'"),
        (TARGETS.replace(b'"phones"', b'"phones","faxes"'), SourceChanged, "'faxes'"),
        (ENTITIES[:-60], InputUnreadable, "no whole JSON"),
        (ENTITIES.replace(b'"properties"', b'"facts"'), SourceChanged, "properties"),
        (ENTITIES.replace(b'"referents"', b'"others"'), SourceChanged, "'others'"),
        (MATCHES.replace(b'"results"', b'"hits"'), SourceChanged, "results"),
        (MATCHES[:-20], InputUnreadable, "no whole JSON"),
        (b'{"detail": "Invalid API key"}', InputUnreadable, "Invalid API key"),
        (b'{"datasets": []}', SourceChanged, "neither entities"),
    ],
)
def test_damage_is_one_sentence(content: bytes, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        read("opensanctions", "sanctions.csv", content)


def test_data_sets_are_asked_for_or_owners_where_a_service_is_named() -> None:
    plain = [ask.url for ask in opensanctions.first(Scope(("KZ",)))]
    assert plain == ["https://data.opensanctions.org/datasets/latest/sanctions/targets.simple.csv"]
    owners = {f"owner-{n:02}": f"Имя {n}" for n in range(60)}
    scope = Scope(("KZ",), owners=owners, settings={"match": "https://yente.test"})
    asks = list(opensanctions.first(scope))
    asked = [json.loads(ask.body)["queries"] for ask in asks]
    assert [ask.name for ask in asks] == ["match/1.json", "match/2.json"]
    assert {key: query["properties"]["name"][0] for queries in asked for key, query in queries.items()} == owners


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the captured answers are not here")
@pytest.mark.parametrize(("file", "n"), [("targets.simple.small.csv", 5), ("parteispenden.entities.ftm.json", 96)])
def test_captured_answers(file: str, n: int) -> None:
    rows, flaws = read("opensanctions", file, (SAMPLES / "opensanctions" / file).read_bytes())
    assert (len(rows), flaws) == (n, [])
