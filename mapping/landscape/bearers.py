"""Names of hidden persons as they are heard: what a family name's cases begin with, and where it alone is theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from mapping.names import read_person, skeleton
from mapping.names.lists import rows, spaced
from mapping.names.persons import stem
from mapping.names.skeleton import APOSTROPHES

# Where a family name alone is the person's: in any text; where the row is about what they hold; nowhere.
Reach = Literal["anywhere", "near", "nowhere"]

LONG = 6  # letters of a family name that is hardly another word by chance
SHORT = 4
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
WORD = re.compile(rf"[^\W\d_](?:[{APOSTROPHES}\u0300-\u036f{_UNSEEN}]*[^\W\d_])*[\u0300-\u036f]*")
_STRIPPED = re.compile(f"[{_UNSEEN}]")
_SPELT_V = re.compile("(?<=[oe])(?:ff|w)$")  # Klebanoff, Klebanow
_SPELT_TS = re.compile("ц|ts", re.IGNORECASE)
_BY_EAR = str.maketrans("eo", "aa")


def sound(word: str) -> str:
    """A word as it is heard, whatever its letters, vowels that neighbours hear alike as one; `""` without letters."""
    return _key(word).translate(_BY_EAR)


def _key(word: str) -> str:
    return skeleton(_SPELT_V.sub("v", _STRIPPED.sub("", word).lower())).replace(" ", "")


def _base(name: str) -> str:
    """What all cases and both genders of a name begin with, as it is heard."""
    key = re.sub("sk(?:i|ai?a)$", "sk", _key(name))
    if len(key) > SHORT:
        key = key.removesuffix("a") if key.endswith("a") else re.sub("(?<=[aeio])i$", "", key)
    return key.translate(_BY_EAR)


@cache
def _endings() -> frozenset[str]:
    """Every case ending of every language as it is heard, and none; behind a feminine name they follow its vowel."""
    return frozenset(sound(ending) for row in rows("case_endings") for ending in spaced(row["endings"])) | {""}


@cache
def _listed(kind: str) -> tuple[str, ...]:
    """Names that many people bear: `family` or `given`."""
    return tuple(name for row in rows("common_names") if row["kind"] == kind for name in spaced(row["names"]))


@cache
def _patronymics() -> tuple[frozenset[str], re.Pattern[str]]:
    """Words that make a name the father's (уулу), and how one word does it (-ович), in any case."""
    table = [(row["kind"], set(map(sound, spaced(row["words"])))) for row in rows("person_words")]
    whole = frozenset(word for kind, words in table if kind == "patronymic_word" for word in words)
    ends = sorted(
        {word for kind, words in table if kind.startswith("patronymic_t") or kind == "patronymic" for word in words},
        key=len,
        reverse=True,
    )
    return whole, re.compile(f"(?<=..)(?:{'|'.join(ends)})(?:am|im|i|a|ni|nin|din|ga|dan)?$")


def is_patronymic(heard: str) -> bool:
    """Whether a word is a father's name or the word behind it."""
    whole, ending = _patronymics()
    return heard in whole or bool(ending.search(heard))


def is_family(heard: str, base: str) -> bool:
    """Whether a word is the family name of this base in some case; long names may have an ending that is not listed."""
    if not base or not heard.startswith(base):
        return False
    rest = heard.removeprefix(base)
    return not {rest, rest.removeprefix("a")}.isdisjoint(_endings()) or (len(base) >= LONG and len(rest) <= LONG // 2)


def is_given(heard: str, given: str) -> bool:
    """Whether a word is this given name in some case and spelling: Александру, Aleksandr, Alexander."""
    pairs = zip(heard, given, strict=False)
    shared = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(heard), len(given)))
    return shared >= min(len(given), max(3, len(given) - 2)) and len(heard) - shared <= 4


@cache
def _given_bases() -> tuple[frozenset[str], frozenset[str]]:
    """Common given names as they are heard, and what all their cases begin with where that is long enough."""
    heard = frozenset(map(sound, _listed("given")))
    return heard, frozenset(base for base in map(_base, _listed("given")) if len(base) >= SHORT)


@lru_cache(maxsize=1 << 14)
def is_common_given(heard: str) -> bool:
    """Whether a word is a given name that many bear, in some case; a family name made of it (Каримов) is none."""
    names, bases = _given_bases()
    endings = _endings() - {sound("ов")}
    return heard in names or any(heard[:at] in bases and heard[at:] in endings for at in range(SHORT, len(heard) + 1))


@dataclass(frozen=True)
class Bearer:
    """A hidden person's name in one spelling: the `pseudonym` that replaces it, its parts as they are heard."""

    pseudonym: str
    family: str
    given: str
    initial: str
    reach: Reach


def bearers(pseudonym: str, name: str, others: Iterable[str] = (), brands: Iterable[str] = ()) -> list[Bearer]:
    """How a person's name is recognised, twice where ц may be written c; a name of one word may be anybody's: none.

    `others` and `brands` are the words in the names of other persons, and of outlets and companies.
    """
    spelt = dict.fromkeys((name, _SPELT_TS.sub("c", name)))
    return [_bearer(pseudonym, each, others, brands) for each in spelt if len(WORD.findall(each)) > 1]


def _bearer(pseudonym: str, name: str, others: Iterable[str], brands: Iterable[str]) -> Bearer:
    words = WORD.findall(name)
    read = read_person(name)
    family = next((word for word in words if stem(word) == read.family), words[-1])
    rest = [word for word in words if word != family] or words
    given = next((word for word in rest if skeleton(word) == read.given), rest[0])
    base = _base(family)
    return Bearer(pseudonym, base, sound(given), given[:1].lower(), _reach(base, others, brands))


def _reach(base: str, others: Iterable[str], brands: Iterable[str]) -> Reach:
    names, _cases = _given_bases()
    if len(base) < SHORT or base in names or any(is_family(sound(word), base) for word in brands):
        return "nowhere"
    borne = any(is_family(sound(word), base) for word in (*_listed("family"), *others))
    return "near" if borne else "anywhere"


def words_of(names: Iterable[str]) -> frozenset[str]:
    """The words in names, each once."""
    return frozenset(word for name in names for word in WORD.findall(name))
