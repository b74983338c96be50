"""Make `pairs.csv` from the families written by hand and from the names in the fact tables.

    .venv/bin/python benchmarks/resolution/make_pairs.py [TARGET]

The same files always give the same pairs: what is drawn is drawn by a hash of the names, not by chance.
"""

from __future__ import annotations

import csv
import itertools
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from fact_families import fact_families, likeness
from families import Entity, Family, Spelling, bare, draw, folded, read_families

HERE = Path(__file__).parent
COLUMNS = ("name_a", "name_b", "kind", "country", "same", "group", "entity_a", "entity_b", "half", "why")
SAME_PER_ENTITY = 2
TITLES_PER_ENTITY = 3
FACTS_PER_ENTITY = 1
LANGUAGES = {"kk", "ky", "tg", "uz", "kaa", "ru", "en", "fr", "fa"}
WHY = {
    "easy": "the same letters, case and punctuation apart",
    "spelling": "one name in two spellings or alphabets of one script",
    "script": "one name in two scripts",
    "translation": "one name said in two languages",
    "renamed": "an earlier or later name of the same",
    "short": "a name and its short form",
    "typo": "a slip of the typist",
    "homoglyph": "a letter of the other script that looks the same",
    "informal": "typed without the letters of the language",
    "french": "the French spelling",
    "initials": "given names as initials",
    "number": "the number written as a word or in another language",
}
# Marks of a spelling that name a group under another word.
MARKS = {"old": "renamed", "new": "renamed", "former": "renamed", "married": "renamed", "sub": "short"}


class Pair(NamedTuple):
    """Two spellings, their entities and why they pair."""

    a: tuple[Entity, Spelling]
    b: tuple[Entity, Spelling]
    group: str
    why: str


def script(text: str) -> str:
    """The script of most letters: Cyrl, Latn or Arab."""
    letters = [letter for letter in text if letter.isalpha()]
    counts = {
        "Arab": sum("\u0600" <= letter <= "\u06ff" for letter in letters),
        "Cyrl": sum("\u0400" <= letter <= "\u052f" for letter in letters),
    }
    counts["Latn"] = len(letters) - sum(counts.values())
    return max(counts, key=lambda name: counts[name])


def same_group(a: Spelling, b: Spelling) -> str:
    """Why two spellings of one entity differ."""
    for mark in (a.mark, b.mark):
        if mark in LANGUAGES or mark.startswith("tr-"):
            return "translation"
        if mark:
            return MARKS.get(mark, mark)
    if bare(a.text) == bare(b.text):
        return "easy"
    return "spelling" if script(a.text) == script(b.text) else "script"


def language(spelling: Spelling) -> str:
    """The language that a mark names, if any."""
    return spelling.mark if spelling.mark in LANGUAGES else ""


def wanted(family: Family) -> int:
    """How many pairs of the same an entity of the family gives at most."""
    if family.group == "translation":
        return TITLES_PER_ENTITY
    return FACTS_PER_ENTITY if family.likest_first else SAME_PER_ENTITY


def same_pairs(family: Family) -> Iterable[Pair]:
    """Two spellings of one entity each, as drawn."""
    for entity in family.entities:
        pairs = [
            (a, b)
            for a, b in itertools.combinations(entity.spellings, 2)
            if a.text != b.text and not (a.mark and a.mark == b.mark)
        ]
        pairs.sort(key=lambda ab: draw(ab[0].text + ab[1].text))
        for a, b in pairs[: wanted(family)]:
            group = same_group(a, b)
            yield Pair((entity, a), (entity, b), group, WHY.get(group, group))


def different_pairs(family: Family, most: int) -> list[Pair]:
    """Two spellings of two entities of the family, in turn from each couple of entities, drawn or the likest first."""
    couples = []
    for one, other in itertools.combinations(family.entities, 2):
        pairs = [
            Pair((one, a), (other, b), family.group, family.why)
            for a, b in itertools.product(one.spellings, other.spellings)
            if bare(a.text) != bare(b.text) and not (language(a) and language(a) == language(b))
        ]
        pairs.sort(key=lambda pair: draw(pair.a[1].text + pair.b[1].text))
        if family.likest_first:
            pairs.sort(key=lambda pair: -likeness(pair.a[1].text, pair.b[1].text))
        couples.append(pairs)
    couples.sort(key=lambda pairs: draw(pairs[0].a[0].id + pairs[0].b[0].id) if pairs else "")
    in_turn = [pair for row in itertools.zip_longest(*couples) for pair in row if pair is not None]
    return in_turn[:most]


def row(pair: Pair, half: str) -> tuple[str, ...]:
    """One line of `pairs.csv`; the draw decides which name comes first."""
    first, second = (pair.a, pair.b) if draw(pair.a[1].text) < draw(pair.b[1].text) else (pair.b, pair.a)
    same = "yes" if first[0].id == second[0].id else "no"
    country = first[0].country if first[0].country == second[0].country else ""
    entities = (first[0].id, second[0].id)
    return (first[1].text, second[1].text, first[0].kind, country, same, pair.group, *entities, half, pair.why)


def family_rows(family: Family, half: str) -> Iterable[tuple[str, ...]]:
    """As many pairs of different entities as of the same, where the family has so many."""
    same = list(same_pairs(family))
    for pair in (*same, *different_pairs(family, len(same))):
        yield row(pair, half)


def bundles(families: list[Family]) -> list[list[Family]]:
    """Families that share a spelling, directly or through others, stand together."""
    groups: list[tuple[set[str], list[Family]]] = []
    for family in families:
        names = {folded(spelling.text) for entity in family.entities for spelling in entity.spellings}
        members = [family]
        apart = []
        for known, group in groups:
            if known & names:
                names |= known
                members = group + members
            else:
                apart.append((known, group))
        groups = [*apart, (names, members)]
    return [members for _, members in groups]


def stratum(bundle: list[Family]) -> str:
    """What both halves should hold alike: kind, country and whether the titles are translated."""
    first = bundle[0].entities[0]
    return f"{first.kind} {first.country} {bundle[0].group == 'translation'}"


def rows(families: list[Family]) -> Iterable[tuple[str, ...]]:
    """Every pair; bundles go in turn to the train and the test half, stratum by stratum in the order drawn."""
    order = sorted(bundles(families), key=lambda bundle: (stratum(bundle), draw(bundle[0].entities[0].id)))
    for place, bundle in enumerate(order):
        for family in bundle:
            yield from family_rows(family, ("train", "test")[place % 2])


def main(target: Path) -> None:
    """Write the pairs, each couple of names once."""
    by_hand = [family for path in sorted(HERE.glob("families_*.txt")) for family in read_families(path)]
    taken = {folded(spelling.text) for family in by_hand for entity in family.entities for spelling in entity.spellings}
    once = {frozenset(line[:2]): line for line in rows([*by_hand, *fact_families(taken)])}
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(once.values(), key=lambda line: (line[8], line[2], line[3], line[6:8], line[:2])))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "pairs.csv")
