"""Which records are put together, which stay apart, and what is left to a person."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping.clean.candidates import COMMON, candidates
from mapping.clean.cluster import cluster
from mapping.clean.record_clues import FUNCTIONS, table
from mapping.clean.traits import Record, address_key, sites_in


def record(at: int, *names: str, source: str = "", own_id: str = "", **traits: str) -> Record:
    """A record of a list of its own, unless a source is named; traits as words with spaces between."""
    ref = ("outlet", source or f"source-{at}", "", f"r{at}")
    sets = {name: frozenset(words.split()) for name, words in traits.items()}
    return Record(ref, "outlet", names, own_id=own_id, **sets)


KG = {"countries": "KG", "media": "tv"}


@pytest.mark.parametrize(
    ("a", "b", "together"),
    [
        (record(0, "Бозор ТВ", **KG), record(1, "Bozor TV", **KG), True),
        (record(0, "Егемен Қазақстан", countries="KZ"), record(1, "Yegemen Kazakhstan", countries="KZ"), True),
        (record(0, "Казахстанская правда", countries="KZ"), record(1, "Kazakhstan Truth", countries="KZ"), True),
        (record(0, "Bozor", **KG), record(1, "Bozor", countries="UZ", media="tv"), False),
        (record(0, "Bozor", **KG), record(1, "Bozor", countries="KG", media="radio"), False),
        (record(0, "Radio Bozor", **KG), record(1, "Bozor TV", countries="KG"), False),
        (record(0, "31 канал", **KG), record(1, "7 канал", **KG), False),
        (record(0, "Bozor", **KG), record(1, "Dala", **KG), False),
        (record(0, "Bozor", addresses="b.example", **KG), record(1, "Dala", addresses="b.example", **KG), True),
        (record(0, "Bozor", own_id="a", **KG), record(1, "Bozor", own_id="b", **KG), False),
        (record(0, "Bozor", own_id="a", **KG), record(1, "Dala", own_id="a", **KG), True),
        (record(0, "Bozor Kids", source="s", **KG), record(1, "Bozor", source="s", **KG), False),
        (
            record(0, "Народное слово", countries="UZ", media="print", languages="ru"),
            record(1, "Xalq so‘zi", countries="UZ", media="print", languages="uz"),
            False,
        ),
    ],
    ids=[
        "scripts", "alphabets", "translation", "country", "medium", "medium in the name", "number", "other name",
        "a site of their own", "two ids", "one id", "listed apart", "twin papers in two languages",
    ],
)  # fmt: skip
def test_two_records(a: Record, b: Record, together: bool) -> None:
    found = cluster([a, b])
    assert (found.labels[0] == found.labels[1]) is together
    assert (1 in found.why or 0 in found.why or a.own_id == b.own_id != "") is together


def test_one_impossible_pair_keeps_two_groups_apart() -> None:
    """The middle record fits both sides; the sides are a radio and a newspaper."""
    sides = record(0, "Bozor", countries="KG", media="radio"), record(1, "Bozor", countries="KG", media="print")
    labels = cluster([*sides, record(2, "Бозор", countries="KG")]).labels
    assert labels[0] != labels[1]
    assert labels[2] in labels[:2]


def test_a_record_that_fits_two_known_ones_is_left_to_a_person() -> None:
    known = [record(at, "Bozor", own_id=own_id, **KG) for at, own_id in enumerate(("bozor-1", "bozor-2"))]
    found = cluster([*known, record(2, "Бозор ТВ", **KG)])
    assert len(set(found.labels)) == 3
    assert any("fits another known one" in doubt.what and 2 in (doubt.a, doubt.b) for doubt in found.doubts)


def test_two_ids_that_look_alike_are_asked_about_until_called_different() -> None:
    known = [record(at, "Bozor TV", own_id=own_id, **KG) for at, own_id in enumerate(("bozor", "bozor-tv"))]
    assert [doubt.what for doubt in cluster(known).doubts] == ["Both have an id of their own, yet look alike."]
    assert cluster(known, apart=[frozenset({"bozor", "bozor-tv"})]).doubts == []


def test_a_key_that_too_many_share_is_counted_and_not_followed() -> None:
    crowd = [record(at, f"Bozor {chr(0x430 + at % 32)}{at}x") for at in range(COMMON + 1)]
    found = candidates(crowd)
    assert found.too_common == {"word bozor": COMMON + 1}


@pytest.mark.parametrize(
    ("kind", "address", "key"),
    [
        ("website", "https://www.Bozor.example/", "bozor.example"),
        ("website", "http://bozor.example/ru/news", "bozor.example"),
        ("website", "https://t.me/bozor", "t.me/bozor"),
        ("website", "https://t.me/", ""),
        ("telegram", "@Bozor", "telegram bozor"),
    ],
)
def test_addresses_are_compared_however_they_are_typed(kind: str, address: str, key: str) -> None:
    assert address_key(kind, address) == key


def test_a_name_that_is_an_address_is_read_as_one() -> None:
    assert sites_in(["Bozor", "www.bozor.kg", "Bozor.kg"]) == {"bozor.kg"}


def test_every_clue_of_the_table_has_its_function_and_a_sentence() -> None:
    rows = table()
    assert set(FUNCTIONS) == set(rows) - {"name"}
    assert all("{detail}" in row.sentence for row in rows.values())


TRAITS = st.builds(
    lambda name, country, medium, own_id: (name, country, medium, own_id),
    st.sampled_from(["Bozor", "Бозор", "Bozor TV", "Радио Бозор", "Dala", "Дала", "31 канал", "", "🎙", "x" * 300]),
    st.sampled_from(["KG", "KZ", "", "UZ"]),
    st.sampled_from(["tv", "radio", "print", ""]),
    st.sampled_from(["", "", "", "a", "b"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TRAITS, max_size=14))
def test_no_group_ever_holds_what_cannot_be_one(told: list[tuple[str, str, str, str]]) -> None:
    records = [
        record(at, name, countries=country, media=medium, own_id=own_id)
        for at, (name, country, medium, own_id) in enumerate(told)
    ]
    found = cluster(records)
    assert found.labels == cluster(records).labels
    for label in set(found.labels):
        group = [each for each, own in zip(records, found.labels, strict=True) if own == label]
        assert len({each.own_id for each in group} - {""}) <= 1
        if not any(each.own_id for each in group):
            assert len({each.countries for each in group} - {frozenset()}) <= 1
    for own_id in ("a", "b"):
        assert len({label for each, label in zip(records, found.labels, strict=True) if each.own_id == own_id}) <= 1
