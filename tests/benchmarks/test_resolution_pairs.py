"""The labelled pairs are sound: enough of each sort, no entity in both halves, no label against another."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from benchmarks.cldr import REGIONAL, folded, names, place_pairs
from benchmarks.clusters import BCubed, alias_records, b_cubed
from mapping.clean.traits import sites_in

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks" / "resolution"
HEADER = ["name_a", "name_b", "kind", "country", "same", "group", "entity_a", "entity_b", "half", "why"]


@pytest.fixture(scope="module")
def pairs() -> list[dict[str, str]]:
    with (FOLDER / "pairs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("kind", {"outlet", "company", "person", "place"}),
        ("country", {"KZ", "KG", "TJ", "UZ", ""}),
        ("same", {"yes", "no"}),
        ("half", {"train", "test"}),
    ],
)
def test_only_known_values_and_enough_of_each(pairs: list[dict[str, str]], column: str, values: set[str]) -> None:
    counts = Counter(pair[column] for pair in pairs)
    assert set(counts) == values
    assert min(count for value, count in counts.items() if value) >= 400


def test_every_cell_is_filled(pairs: list[dict[str, str]]) -> None:
    assert list(pairs[0]) == HEADER
    assert not [pair for pair in pairs if not all(pair[column].strip() for column in HEADER if column != "country")]


@pytest.mark.parametrize(("group", "least"), [("", 1400), ("translation", 300)])
def test_half_of_the_pairs_are_different(pairs: list[dict[str, str]], group: str, least: int) -> None:
    chosen = [pair["same"] for pair in pairs if pair["group"] == group or not group]
    assert len(chosen) >= least
    assert 0.45 <= chosen.count("yes") / len(chosen) <= 0.56


def test_no_entity_is_in_both_halves(pairs: list[dict[str, str]]) -> None:
    halves = defaultdict(set)
    for pair in pairs:
        halves[pair["entity_a"]].add(pair["half"])
        halves[pair["entity_b"]].add(pair["half"])
    assert {entity for entity, found in halves.items() if len(found) > 1} == set()


def test_no_name_is_in_both_halves(pairs: list[dict[str, str]]) -> None:
    halves = defaultdict(set)
    for pair in pairs:
        for column in ("name_a", "name_b"):
            halves[pair[column].casefold()].add(pair["half"])
    assert {name for name, found in halves.items() if len(found) > 1} == set()


def test_same_means_one_entity_and_no_pair_stands_twice(pairs: list[dict[str, str]]) -> None:
    assert all((pair["same"] == "yes") == (pair["entity_a"] == pair["entity_b"]) for pair in pairs)
    couples = Counter(frozenset((pair["name_a"], pair["name_b"])) for pair in pairs)
    assert max(couples.values()) == 1
    assert min(map(len, couples)) == 2


def test_no_place_of_the_pairs_is_a_name_of_cldr(pairs: list[dict[str, str]]) -> None:
    held_out = {name.casefold() for forms in names().values() for name in forms.values()}
    places = {pair[column].casefold() for pair in pairs if pair["kind"] == "place" for column in ("name_a", "name_b")}
    assert places & held_out == set()


def test_the_pairs_are_what_the_families_give(tmp_path: Path) -> None:
    pytest.importorskip("anyascii")
    made = tmp_path / "pairs.csv"
    subprocess.run([sys.executable, FOLDER / "make_pairs.py", made], check=True)
    assert made.read_bytes() == (FOLDER / "pairs.csv").read_bytes()


def test_cldr_pairs_are_half_different_and_regional() -> None:
    found = place_pairs()
    assert len(found) >= 3000
    assert sum(pair.same for pair in found) * 2 == len(found)
    assert all(pair.language_a in REGIONAL for pair in found)
    assert not [pair for pair in found if pair.same and folded(pair.name_a) == folded(pair.name_b)]


@pytest.mark.parametrize(
    ("labels", "outlets", "expected"),
    [
        ("aabb", "xxyy", BCubed(1.0, 1.0, 0)),
        ("aaaa", "xxyy", BCubed(0.5, 1.0, 4)),
        ("abcd", "xxyy", BCubed(1.0, 0.5, 0)),
        ("aaab", "xxyy", BCubed(2 / 3, 0.75, 3)),
    ],
)
def test_b_cubed_of_groupings_done_by_hand(labels: str, outlets: str, expected: BCubed) -> None:
    found = b_cubed(labels, outlets)
    assert (found.precision, found.recall) == pytest.approx((expected.precision, expected.recall))
    assert found.biggest_wrong == expected.biggest_wrong


def test_every_fourth_alias_record_keeps_the_domain() -> None:
    records, outlets = alias_records()
    assert len(records) == len(outlets) >= 2500
    assert len({record.ref for record in records}) == len(records)
    told = [record.addresses - sites_in(record.names) for record in records]
    assert all(at % 4 == 0 for at, addresses in enumerate(told) if addresses)
    assert sum(map(bool, told)) >= 200
