"""The clues that two names of persons give: family name, given name, initials, the father's name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from mapping.clean.name_record import NameRecord
from mapping.clean.person_record import PersonParts

PERSON_CLUES = (
    "same_family",
    "near_family",
    "different_family",
    "same_given",
    "initial_of_given",
    "near_given",
    "different_given",
    "no_given",
    "same_father",
    "different_father",
    "different_sex",
    "same_parts",
)
_ADDED = ("bik", "bai", "jan", "gul", "kul", "ali", "han", "aka", "iddin")  # Нарын, Нарынбек
_NEAR, _SHORTEST_NEAR = 0.74, 4  # Levenshtein similarity, and the letters that it needs


@dataclass(frozen=True)
class _Agreement:
    """How two parts agree: the same as they sound, one the other's initial, or nearly so (0 to 1).

    What agrees better has the higher `rank`.
    """

    same: bool = False
    initial: bool = False
    near: float = 0.0
    rank: float = 0.0


_NONE, _SAME = _Agreement(), _Agreement(same=True, rank=3.0)


@lru_cache(maxsize=1 << 16)
def _agree(one: str, other: str, consonants: bool) -> _Agreement:
    """How two parts agree; `consonants` where one is in Arabic letters, which leave short vowels out."""
    short, long = sorted((one.replace(" ", ""), other.replace(" ", "")), key=len)
    if not short:
        return _NONE
    if len(short) == 1:
        return _Agreement(initial=True, rank=2.0) if long.startswith(short) else _NONE
    if long == short or (long[:-1] == short and long[-1] in "ai"):
        return _SAME
    if consonants and re.sub("[aeiou]", "", short) == re.sub("[aeiou]", "", long):
        return _SAME
    if long.startswith(short) and long[len(short) :] in _ADDED:
        return _Agreement(near=_NEAR, rank=_NEAR)
    near = Levenshtein.normalized_similarity(short, long)
    return _Agreement(near=near, rank=near) if near >= _NEAR and len(short) >= _SHORTEST_NEAR else _NONE


def _families(one: PersonParts, other: PersonParts, consonants: bool) -> _Agreement:
    if len(one.families) == len(other.families) == 1:
        return _agree(one.families[0], other.families[0], consonants)
    met = (_agree(x, y, consonants) for x in one.families for y in other.families)
    return max(met, key=lambda found: found.rank, default=_NONE)


def _turned(parts: PersonParts) -> PersonParts:
    """The other reading of a name whose order nothing tells: given name first or last."""
    if not parts.families:
        return parts
    first, *others = parts.families
    return replace(parts, families=(parts.given, *others), given=first)


def _father(one: PersonParts, other: PersonParts, consonants: bool) -> _Agreement:
    """The fathers' names; the second letter of `К.-Ж.` is the given name's, not the father's."""
    if not one.father or not other.father:
        return _NONE
    found = _agree(one.father, other.father, consonants)
    for initial, full in ((one.father, other.given), (other.father, one.given)):
        second = full.split()[1:2]
        if found.rank == 0 and len(initial) == 1 and second and second[0].startswith(initial):
            return _Agreement(initial=True, rank=2.0)
    return found


def person_strengths(a: NameRecord, b: NameRecord) -> tuple[float, ...]:
    """The strengths of `PERSON_CLUES` for one pair."""
    # One order of the two, so that the answer does not hang on which name is asked first.
    one, other = (a.person, b.person) if a.text <= b.text else (b.person, a.person)
    if one is None or other is None:
        return (0.0,) * len(PERSON_CLUES)
    consonants = one.arabic != other.arabic
    family, given = _families(one, other, consonants), _agree(one.given, other.given, consonants)
    if not (family.same and given.same):
        turned = _turned(other)
        again = _families(one, turned, consonants), _agree(one.given, turned.given, consonants)
        family, given = max((family, given), again, key=lambda found: found[0].rank + found[1].rank)
    father = _father(one, other, consonants)
    both_given = bool(one.given and other.given)
    return (
        float(family.same or family.initial),
        family.near,
        float(family.rank == 0),
        float(given.same),
        float(given.initial),
        given.near,
        float(both_given and given.rank == 0),
        float(not both_given),
        float(father.rank > 0),
        float(bool(one.father and other.father) and father.rank == 0),
        float(bool(one.sex and other.sex) and one.sex != other.sex),
        float(one.several and one.heard == other.heard),
    )
