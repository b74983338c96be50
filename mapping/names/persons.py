"""Names of persons: order, initials, patronymics and married names of the four countries.

`Сейтқазы Матаев`, `Матаев Сейтказы Бейсенгазыевич` and `S. Matayev` are one person's name as far as a name can tell.
Rules after the civil registry forms of the four countries: family name endings -ов/-ев/-ин (with -а for women), Tajik
and Uzbek -зода/-zoda, patronymics in -ович/-овна, -ұлы/-қызы, уулу/кызы, o‘g‘li/qizi. Tajik law (2016) lets the Russian
endings fall away, so `Раҳмонов` and `Раҳмон` share a stem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from mapping.names.lists import rows, spaced
from mapping.names.skeleton import APOSTROPHES, skeleton

_PART = re.compile(rf"[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*(?:-[^\W\d_]+)*\.?")
_BRACKETED = re.compile(r"[(\[]([^)\]]*)[)\]]")
_FORMER = re.compile(r"\b(?:née|nee|born|урождённая|урожденная|в девичестве|бывшая)\b", re.IGNORECASE)


@dataclass(frozen=True)
class PersonName:
    """A person's name in parts, each as a skeleton.

    `family` is without its ending (-ov, -ova, -zoda); `given` may be one letter; `patronymic` is the father's name
    without its ending; `other` holds further family names (married, maiden, pen names in brackets).
    """

    family: str
    given: str
    patronymic: str = ""
    other: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Family and given name in a fixed order: equal for one name in any order, script and gender of the ending."""
        return " ".join(sorted(part for part in (self.family, self.given) if part))


@cache
def _whole(kind: str) -> frozenset[str]:
    return frozenset(
        skeleton(word) for row in rows("person_words") if row["kind"] == kind for word in spaced(row["words"])
    )


@cache
def _end(*kinds: str) -> re.Pattern[str]:
    """The endings of those kinds in skeletons, behind a stem of two letters or more."""
    ends = {skeleton(word) for row in rows("person_words") if row["kind"] in kinds for word in spaced(row["words"])}
    return re.compile(f"(?<=..)(?:{'|'.join(sorted(ends, key=len, reverse=True))})$")


def stem(family: str) -> str:
    """A family name's skeleton without its ending: `Назарбаева`, `Nazarbayev` and `Назарбай` -> `nazarba`."""
    return re.sub("(?<=[aeo])i$", "", _end("family", "family_or_given").sub("", skeleton(family)))


def _father(part: str, *kinds: str) -> str:
    """The father's name in a patronymic of those kinds; `""` when the part is none."""
    key = skeleton(part)
    name = _end(*kinds).sub("", key)
    return name if name != key else ""


def _is_patronymic(part: str) -> bool:
    return bool(_father(part, "patronymic", "patronymic_turkic"))


def _take_patronymic(parts: list[str]) -> tuple[list[str], str]:
    """The parts without the patronymic, and the father's name: one word with an ending, or a name and its word."""
    for at, part in enumerate(parts):
        if at and skeleton(part) in _whole("patronymic_word") and len(parts) > 2:
            return parts[: at - 1] + parts[at + 1 :], skeleton(parts[at - 1])
    for at, part in enumerate(parts):
        if len(parts) > 2 and _is_patronymic(part) and not (at == 0 and len(parts) == 3 and _is_patronymic(parts[2])):
            return parts[:at] + parts[at + 1 :], _father(part, "patronymic", "patronymic_turkic")
    for at, part in enumerate(parts):
        if len(parts) == 2 and _father(part, "patronymic_turkic"):
            return parts[:at] + parts[at + 1 :], _father(part, "patronymic_turkic")
    return parts, ""


def _family_at(parts: list[str], official: bool) -> int:
    """Where the family name stands: first in the official order, where its ending says so, else last; no initial."""
    if len(parts) == 1:
        return 0
    full = [at for at, part in enumerate(parts) if len(part.rstrip(".")) > 1]
    typical = [at for at in full if _end("family").search(skeleton(parts[at]))]
    return (typical or (full[:1] if official else full[-1:]) or [0])[-1]


@lru_cache(maxsize=1 << 14)
def read_person(text: str) -> PersonName:
    """A person's name taken apart, in any script and order; empty parts where there is nothing to read."""
    bracketed = tuple(stem(inside) for inside in _BRACKETED.findall(text) if skeleton(inside))
    plain = _FORMER.split(_BRACKETED.sub(" ", text))
    former = tuple(stem(name) for name in plain[1:] if skeleton(name))
    parts = [part for part in _PART.findall(plain[0]) if skeleton(part) not in _whole("title")]
    parts = [piece for part in parts for piece in ([part] if not re.fullmatch(r"(?:\w\.){2,}", part) else list(part))]
    if not parts:
        return PersonName("", "", "", bracketed + former)
    # Papers write the family name first and the father's last: Сейтқали Айгүл Маратқызы.
    official = len(parts) == 3 and _is_patronymic(parts[2])
    parts, patronymic = _take_patronymic(parts)
    if len(parts) == 1 and patronymic:
        return PersonName(stem(patronymic), skeleton(parts[0]), "", bracketed + former)
    at = 0 if "," in plain[0].rstrip(", ") else _family_at(parts, official)
    first, *hyphened = parts[at].split("-")
    rest = parts[:at] + parts[at + 1 :]
    given = skeleton(rest[0]) if rest else ""
    if len(rest) > 1 and not patronymic:
        patronymic = skeleton(rest[1])
    return PersonName(stem(first), given, patronymic, (*map(stem, hyphened), *bracketed, *former))


def _by_ear(part: str) -> str:
    """Uzbek and Tajik o is Russian a, and Kazakh names vary likewise: Gulnora, Gulnara."""
    return part.replace("o", "a")


def _given_agree(one: str, other: str) -> bool:
    """Equal but for vowels heard alike, a feminine or linking vowel at the end, or an initial."""
    short, long = sorted((_by_ear(one), _by_ear(other)), key=len)
    return long in (short, f"{short}a", f"{short}i") or (len(short) == 1 and long.startswith(short))


def _keys(name: PersonName) -> set[str]:
    """The key under the family name and under each other one, when there is a given name beside it or nothing else."""
    keys = {" ".join(sorted((family, name.given))) for family in (name.family, *name.other) if family and name.given}
    return keys or ({name.key} - {""})


def same_person_name(one: str, other: str) -> bool:
    """Whether two names can be one person's: a shared family name and given names that agree, initials included."""
    a, b = read_person(one), read_person(other)
    families_a = {_by_ear(name) for name in (a.family, *a.other) if name}
    families_b = {_by_ear(name) for name in (b.family, *b.other) if name}
    if families_a & families_b and a.given and b.given:
        fathers_differ = bool(a.patronymic and b.patronymic) and not _given_agree(a.patronymic, b.patronymic)
        return _given_agree(a.given, b.given) and not fathers_differ
    return bool(_keys(a) & _keys(b))
