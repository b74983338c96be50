"""Names of hidden persons in running text: in any case, script, spelling and order, with initials, or in part.

A word is a family name in some case when it sounds like the name and an ending of `names/data/case_endings.csv`, or
like a long name and at most three more letters. A given name or an initial beside it says whose it is; alone it is
theirs unless somebody else may be meant (`bearers.Reach`). Left to other eyes: names of one word, pet names (Саша),
family names whose vowels come and go (Корец, Корца).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from mapping.landscape.bearers import LONG, WORD, Bearer, is_common_given, is_family, is_given, is_patronymic, sound

# What stands for a name that several hidden persons bear.
ANYBODY = "person"

_BESIDE = re.compile(r"[\s_-]{1,3}|\.[\s_-]{0,2}")
_HANDLE = re.compile(r"[@#_/.]")
_FULL, _INITIAL, _ALONE = 3, 2, 1  # how sure a name is


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    sound: str
    gap: str  # what stands before it
    tail: str  # the character behind it

    @property
    def joined(self) -> bool:
        """Whether it may be one name with the word before: no comma and no end of a sentence between."""
        return bool(_BESIDE.fullmatch(self.gap))

    @property
    def capital(self) -> bool:
        return not self.text.islower()

    @property
    def initial(self) -> bool:
        """Whether it is an initial with its point."""
        return len(self.text) <= 2 and self.capital and self.tail == "."

    @property
    def handle(self) -> bool:
        """Whether it is part of an address or of a name in a network."""
        return bool(_HANDLE.match(self.gap[-1:]) or self.tail == "_")


class _Found(NamedTuple):
    start: int
    end: int
    surety: int
    pseudonym: str


class Recogniser:
    """Finds the names of some bearers in texts; what it learns of a word it keeps."""

    def __init__(self, bearers: Collection[Bearer]) -> None:
        self._bearers = tuple(dict.fromkeys(bearers))
        self._seen: set[str] = set()
        self._names: set[str] = set()

    def may_hold(self, text: str) -> bool:
        """Whether a word of the text is one of their family names in some form: most texts have none."""
        words = set(WORD.findall(text))
        self._learn(words - self._seen)
        return not words.isdisjoint(self._names)

    def replaced(self, text: str, near: Collection[str] = ()) -> str:
        """The text with a pseudonym in place of each name; `near` are the pseudonyms of whom its row is about."""
        if not self.may_hold(text):
            return text
        for found in reversed(self._all(_read(text), near, cased=True)):
            text = f"{text[: found.start]}{found.pseudonym}{text[found.end :]}"
        return text

    def in_address(self, address: str, near: Collection[str] = ()) -> bool:
        """Whether an address, its percent signs resolved, names one of them: capitals and points say nothing there."""
        plain = " ".join(WORD.findall(address))
        return self.may_hold(plain) and bool(self._all(_read(plain), near, cased=False))

    def _learn(self, words: set[str]) -> None:
        self._seen |= words
        heard = ((word, sound(word)) for word in words)
        self._names |= {word for word, own in heard if any(_may_be(own, one) for one in self._bearers)}

    def _all(self, words: list[_Word], near: Collection[str], *, cased: bool) -> list[_Found]:
        """What is found, from left to right; where two overlap, the surer, then the longer."""
        at_words = (at for at, word in enumerate(words) if word.text in self._names)
        found = [one for at in at_words for one in self._at(words, at, near, cased=cased)]
        kept: list[_Found] = []
        for one in sorted(found, key=lambda each: (-each.surety, each.start - each.end, each.start)):
            if all(one.end <= other.start or one.start >= other.end for other in kept):
                same = {each.pseudonym for each in found if each[:3] == one[:3]}
                kept.append(one if len(same) == 1 else one._replace(pseudonym=ANYBODY))
        return sorted(kept)

    def _at(self, words: list[_Word], at: int, near: Collection[str], *, cased: bool) -> Iterator[_Found]:
        for one in self._bearers:
            seen = _named(words, at, one, cased=cased)
            if seen is None and _is_alone(words, at, one, one.pseudonym in near, cased=cased):
                seen = (_ALONE, at, at)
            if seen is not None:
                surety, first, last = seen
                yield _Found(words[first].start, words[last].end, surety, one.pseudonym)


def _read(text: str) -> list[_Word]:
    found = list(WORD.finditer(text))
    gaps = [text[one.end() : two.start()] for one, two in pairwise(found)]
    before = [text[: found[0].start()], *gaps] if found else []
    return [
        _Word(match.start(), match.end(), match[0], sound(match[0]), gap, text[match.end() : match.end() + 1])
        for match, gap in zip(found, before, strict=True)
    ]


def _may_be(heard: str, one: Bearer) -> bool:
    return one.family in heard and (is_family(heard, one.family) or _is_whole(heard, one))


def _is_whole(heard: str, one: Bearer) -> bool:
    """Whether a word is both names without a blank, as in handles: `alexanderklebanov`, `aklebanov`."""
    if len(one.family) < LONG:
        return False
    rests = [heard.removesuffix("a").removesuffix(one.family), heard.removeprefix(one.family)]
    beside = [rest for rest in rests if rest and len(heard) - len(rest) >= len(one.family)]
    return any(rest == one.given[:1] or is_given(rest, one.given) for rest in beside)


def _named(words: list[_Word], at: int, one: Bearer, *, cased: bool) -> tuple[int, int, int] | None:
    """How sure a given name or an initial beside the family name makes it theirs, and from which word to which."""
    if not is_family(words[at].sound, one.family):
        return (_FULL, at, at) if _is_whole(words[at].sound, one) else None
    return _before(words, at, one, cased=cased) or _behind(words, at, one, cased=cased)


def _before(words: list[_Word], at: int, one: Bearer, *, cased: bool) -> tuple[int, int, int] | None:
    """A given name or an initial, maybe another name or initial behind it, then the family name."""
    best, first = None, at
    while first > 0 and at - first < 3 and _parts(words, first, cased=cased):
        first -= 1
        if surety := _agrees(words[first], one, cased=cased):
            best = (surety, first, at)
        if cased and not (words[first].capital or is_patronymic(words[first].sound)):
            break
    return best


def _behind(words: list[_Word], at: int, one: Bearer, *, cased: bool) -> tuple[int, int, int] | None:
    """The family name, then a given name or an initial, maybe the father's behind it; lists put a comma between."""
    last = at + 1
    if last >= len(words) or not (_parts(words, last, cased=cased) or re.fullmatch(r",\s", words[last].gap)):
        return None
    if not (surety := _agrees(words[last], one, cased=cased)):
        return None
    while last + 1 < len(words) and last - at < 3 and _parts(words, last + 1, cased=cased):
        if not (words[last + 1].initial if surety == _INITIAL else is_patronymic(words[last + 1].sound)):
            break
        last += 1
    return surety, at, last


def _parts(words: list[_Word], at: int, *, cased: bool) -> bool:
    """Whether a word and the one before it may be parts of one name: a point stands behind initials alone."""
    return words[at].joined and (not cased or not words[at].gap.startswith(".") or words[at - 1].initial)


def _agrees(word: _Word, one: Bearer, *, cased: bool) -> int:
    """How sure a word beside the family name is the given name; beside a rare one a kindred given name counts."""
    if len(word.text) <= 2:
        counts = word.initial if cased else one.reach == "anywhere"
        theirs = one.given.startswith(word.sound or "-") or word.text.lower() == one.initial
        return _INITIAL * (counts and theirs)
    kindred = one.reach == "anywhere" and cased and word.capital and word.sound[:2] == one.given[:2]
    return _FULL * (is_given(word.sound, one.given) or (kindred and not is_common_given(word.sound)))


def _is_alone(words: list[_Word], at: int, one: Bearer, near: bool, *, cased: bool) -> bool:
    """Whether the family name without a given name is theirs."""
    word = words[at]
    if one.reach == "nowhere" or (one.reach == "near" and not near) or not is_family(word.sound, one.family):
        return False
    if cased and not word.capital and not (word.handle and len(one.family) >= LONG):
        return False
    return not _is_anothers(words, at, cased=cased)


def _is_anothers(words: list[_Word], at: int, *, cased: bool) -> bool:
    """Whether a given name or an initial beside the family name is another person's."""
    beside = [words[at - 1]] if at and _parts(words, at, cased=cased) else []
    if at + 1 < len(words) and _parts(words, at + 1, cased=cased):
        beside.append(words[at + 1])
    return any((word.capital or not cased) and (word.initial or is_common_given(word.sound)) for word in beside)
