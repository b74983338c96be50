"""BODS and FollowTheMoney: what they say of stakes, loops, unknown owners, people and labelled outlets."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from small import ROWS, edition, stake

from mapping.export import Edition

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "bods_0_4.json").read_text(encoding="utf-8"))


def _bods(export, of: Edition | None = None) -> list[dict]:
    return json.loads(export("bods", of)["bods.json"])


def _record(statements: list[dict], own: str) -> dict:
    (found,) = [statement for statement in statements if statement["recordId"] == own]
    return found


def _ftm(export, of: Edition | None = None) -> dict[str, dict]:
    lines = export("ftm", of)["entities.ftm.json"].decode().splitlines()
    return {entity["id"]: entity for entity in map(json.loads, lines)}


def test_our_reading_of_the_standard_is_a_schema() -> None:
    validator_for(SCHEMA).check_schema(SCHEMA)


def test_every_statement_is_of_the_standard(export) -> None:
    checker = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in checker.iter_errors(_bods(export))] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("statementId",), "short"),
        (("recordType",), "company"),
        (("statementDate",), "2026"),
        (("recordDetails", "interests", 0, "type"), "ownership"),
        (("recordDetails", "interests", 0, "share", "maximum"), 101),
        (("recordDetails", "interestedParty"), {"reason": "we do not know"}),
    ],
)
def test_our_reading_of_the_standard_refuses_what_is_not_of_it(export, path: tuple, value: object) -> None:
    statement = _record(_bods(export), "s-1")
    inner = statement
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    checker = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert list(checker.iter_errors([statement]))


def test_ids_are_unique_and_everything_named_was_stated_before(export) -> None:
    statements = _bods(export)
    for name in ("statementId", "recordId"):
        assert max(Counter(statement[name] for statement in statements).values()) == 1
    stated: set[str] = set()
    for statement in statements:
        stated.add(statement["recordId"])
        details = statement["recordDetails"]
        named = [statement["declarationSubject"], details.get("subject"), details.get("interestedParty")]
        assert {name for name in named if isinstance(name, str)} <= stated


@pytest.mark.parametrize(
    ("number", "interest", "share"),
    [
        (1, "shareholding", {"exact": 60, "minimum": 60, "maximum": 60}),
        (2, "shareholding", {"minimum": 25, "maximum": 50}),
        (3, "shareholding", {"minimum": 0, "maximum": 100}),
        (5, "otherInfluenceOrControl", None),
        (7, "otherInfluenceOrControl", None),
        (10, "seniorManagingOfficial", None),
    ],
)
def test_a_stake_is_an_interest_with_its_share(export, number: int, interest: str, share: dict | None) -> None:
    (found,) = _record(_bods(export), f"s-{number}")["recordDetails"]["interests"]
    assert (found["type"], found.get("share")) == (interest, share)


def test_a_loop_is_stated_both_ways(export) -> None:
    details = [_record(_bods(export), own)["recordDetails"] for own in ("s-3", "s-4")]
    assert [(each["interestedParty"], each["subject"]) for each in details] == [
        ("firm", "holding"),
        ("holding", "firm"),
    ]


def test_founding_and_funding_are_no_interest(export) -> None:
    assert "2 of 10 stakes are no interest in an entity and are left out." in export("bods")["README.md"].decode()
    assert {"s-6", "s-9"}.isdisjoint(statement["recordId"] for statement in _bods(export))


def test_an_outlet_of_which_no_holder_is_known_says_so(export) -> None:
    statements = _bods(export)
    unknown = [own for own in (each["recordId"] for each in statements) if own.endswith("-no-known-holder")]
    assert unknown == ["exile-no-known-holder", "lone-no-known-holder", "seat-no-known-holder"]
    party = _record(statements, unknown[0])["recordDetails"]["interestedParty"]
    assert party["reason"] == "informationUnknownToPublisher"


def test_what_is_uncertain_says_so(export) -> None:
    statements = _bods(export)
    loop, dated = _record(statements, "s-4"), _record(statements, "s-1")
    assert "alleged" in loop["source"]["description"]
    assert [note["description"] for note in dated["annotations"]] == [
        "The source states 2011.",
        "The source states 2012-05.",
    ]
    interest = dated["recordDetails"]["interests"][0]
    assert (interest["startDate"], interest["endDate"]) == ("2011-01-01", "2012-05-31")
    assert _record(statements, "someone")["recordDetails"]["entityType"]["type"] == "unknownEntity"


def test_a_person_is_a_person_with_a_name_and_no_more(export) -> None:
    statement = _record(_bods(export), "aida")
    assert statement["recordType"] == "person"
    assert set(statement["recordDetails"]) == {"isComponent", "personType", "names"}


def test_a_page_of_a_labelled_outlet_is_no_link(export) -> None:
    statements = _bods(export)
    assert _record(statements, "s-7")["source"]["url"] == "https://paper.example/%D0%B0%20%D0%B1?x=1"
    assert "Declared extremist in KG, TJ" in _record(statements, "exile")["annotations"][0]["description"]
    assert "https://www.exile.example" not in json.dumps(statements)


def test_a_statement_changes_its_id_only_when_it_says_something_else(export) -> None:
    stakes = [*ROWS["stakes"][1:], stake(1, "aida", "firm", share_min=61, share_max=61, start="2011", end="2012-05")]
    before, after = _bods(export), _bods(export, edition({"stakes": stakes}))
    ids = [{each["recordId"]: each["statementId"] for each in statements} for statements in (before, after)]
    assert {own for own in ids[0] if ids[0][own] != ids[1][own]} == {"s-1"}


@pytest.mark.parametrize(
    ("own", "schema", "part"),
    [
        ("bozor", "Company", {"alias": ["Bozor TV"], "previousName": ["Osh Bozor"], "weakAlias": ["BZR"]}),
        ("bozor", "Company", {"website": ["https://bozor.example"], "keywords": ["tv", "online", "ky", "ru"]}),
        ("lone", "Organization", {"name": ["Lone"], "alias": ["Жалгыз"], "country": None}),
        ("exile", "Organization", {"website": None}),
        ("aida", "Person", {"position": ["deputy"], "topics": None}),
        ("ministry", "PublicBody", {"topics": ["gov"]}),
        ("someone", "LegalEntity", {"country": None}),
        ("s-1", "Ownership", {"owner": ["aida"], "asset": ["firm"], "percentage": ["60"], "startDate": ["2011"]}),
        ("s-2", "Ownership", {"percentage": ["25-50"], "status": ["registered"]}),
        ("s-3", "Ownership", {"percentage": None}),
        ("s-5", "Directorship", {"director": ["aida"], "organization": ["bozor"], "role": ["editor"]}),
        ("s-6", "Payment", {"payer": ["ministry"], "beneficiary": ["dala"], "amount": ["1500.5"], "currency": ["KGS"]}),
        ("s-7", "Ownership", {"role": ["parent"], "sourceUrl": ["https://paper.example/а б?x=1"]}),
        ("s-8", "UnknownLink", {"subject": ["clan"], "object": ["ministry"], "role": ["controls"]}),
        ("s-9", "UnknownLink", {"role": ["founded"]}),
        ("s-10", "Directorship", {"role": ["manager"]}),
    ],
)  # fmt: skip
def test_entities_of_follow_the_money(export, own: str, schema: str, part: dict) -> None:
    entity = _ftm(export)[own]
    assert entity["schema"] == schema
    assert {name: entity["properties"].get(name) for name in part} == part


def test_a_label_is_told_as_a_note(export) -> None:
    (note,) = _ftm(export)["exile"]["properties"]["notes"]
    assert note.startswith("Declared extremist in KG, TJ")


def test_the_library_finds_nothing_to_complain_of(export) -> None:
    library = pytest.importorskip("followthemoney")
    entities = _ftm(export)
    for entity in entities.values():
        schema = library.model.get(entity["schema"])
        schema.validate(entity)
        for name, values in entity["properties"].items():
            of = schema.properties[name]
            if of.type.name == "entity":
                ends = [library.model.get(entities[value]["schema"]) for value in values]
                assert all(end.is_a(of.range) for end in ends), (entity["id"], name)
