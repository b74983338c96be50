"""Names as sentences decline them: case endings taken off, words that go with a name told from the name.

Endings stand in `data/case_endings.csv`, by language; words of media and of offices in `data/source_words.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from mapping.names.arabic import ARABIC
from mapping.names.lists import rows, spaced
from mapping.names.skeleton import APOSTROPHES, skeleton
from mapping.names.words import generic_word

_SHORTEST = 3  # letters that a word keeps
_JOINT = f"-–{APOSTROPHES}"
_LAST = re.compile(r"[^\W_]+$")
_WORDS = re.compile(r"[^\W_]+")
_JOINED = re.compile(rf"[^\W_]+(?:[{_JOINT}][^\W_]+)*")
_NOT_OF_MEDIA = ("company", "organisation", "particle", "web_address")
_CYRILLIC = re.compile("[а-яё]+", re.IGNORECASE)


@cache
def _endings(language: str) -> tuple[str, ...]:
    """The endings of a language, of all for `""`; the longest first."""
    listed = [
        ending for row in rows("case_endings") if language in ("", row["language"]) for ending in spaced(row["endings"])
    ]
    return tuple(sorted(dict.fromkeys(listed), key=len, reverse=True))


@cache
def _known(language: str) -> bool:
    return any(row["language"] == language for row in rows("case_endings"))


@lru_cache(maxsize=1 << 16)
def undeclined(text: str, language: str = "", shortest: int = _SHORTEST) -> tuple[str, ...]:
    """What the text may be when its last word loses a case ending, the shortest ending first.

    `ТАССа` -> `ТАСС`, `Ozodlikka` -> `Ozodlik`, `BBC-дің` -> `BBC`. A word keeps `shortest` letters, unless a hyphen or
    an apostrophe parts it from its ending. Without `language` (ISO 639-1), or in another, all endings count.
    """
    last = _LAST.search(text)
    if last is None:
        return ()
    word, found = last[0].lower(), []
    for ending in _endings(language if _known(language) else ""):
        if not word.endswith(ending):
            continue
        rest = text[: len(text) - len(ending)]
        if rest and rest[-1] in _JOINT:
            found.append(rest.rstrip(_JOINT))
        elif len(word) - len(ending) >= shortest:
            found.append(rest)
    return tuple(dict.fromkeys(reversed(found)))


def without_joint(text: str) -> str:
    """The text without a case ending that a hyphen or an apostrophe parts from it: `BBC-дің` -> `BBC`."""
    joint = max(text.rfind(mark) for mark in _JOINT)
    name, ending = text[: max(joint, 0)], text[joint + 1 :].lower()
    again = any(mark in name for mark in _JOINT)  # Би-би-си
    return name if len(name) > 1 and len(ending) > 1 and not again and ending in _endings("") else text


@lru_cache(maxsize=1 << 16)
def russian_stems(text: str) -> str:
    """The skeletons of a text's words, those in Cyrillic letters without endings: equal in all cases of Russian.

    `Казахстанской правде` and `Казахстанская правда` give `kazakstansk pravd`.
    """
    return " ".join(skeleton(_russian_stem(word)) for word in _WORDS.findall(text.lower()))


def _russian_stem(word: str) -> str:
    if not _CYRILLIC.fullmatch(word):
        return word
    longest = next((end for end in _endings("ru") if word.endswith(end) and len(word) - len(end) >= _SHORTEST), "")
    return word.removesuffix(longest).rstrip("ьй") if longest else word.rstrip("ьй")


@cache
def _stems(role: str) -> frozenset[str]:
    words = [word for row in rows("source_words") if row["role"] == role for word in spaced(row["words"])]
    return frozenset(map(russian_stems, words)) | frozenset(map(skeleton, words))


@lru_cache(maxsize=1 << 16)
def is_medium_word(word: str) -> bool:
    """Whether a word says what sort of medium a name is of, in any case: `агентства`, `сайтының`, `muxbiri`.

    Words that also stand in names (`Независимая`) count only in small letters.
    """
    parts = _WORDS.findall(word)
    if parts and all(any(_is_medium(form) for form in _forms(part)) for part in parts):
        return True
    return (word.islower() or (word.isupper() and len(word) <= _SHORTEST)) and _is_listed(word, "medium")


def _is_medium(word: str) -> bool:
    generic = generic_word(_sounds(word))
    return generic is not None and generic.meaning not in _NOT_OF_MEDIA


def _forms(word: str) -> Iterator[str]:
    yield word
    yield from undeclined(word)


def _is_listed(word: str, role: str) -> bool:
    listed = _stems(role)
    return russian_stems(word) in listed or any(_sounds(form) in listed for form in _forms(word))


def _sounds(word: str) -> str:
    """Its skeleton; Arabic letters are those of Kazakh, which alone of our languages writes news in them."""
    return skeleton(word, "KZ" if ARABIC.search(word) else None)


@lru_cache(maxsize=1 << 16)
def is_official(text: str) -> bool:
    """Whether a word of the text names an office or its press service: `пресс-служба МВД`, `Adliya vazirligi`."""
    return any(_is_listed(each, role) for each in _one_and_two(text) for role in ("office", "press_office"))


@lru_cache(maxsize=1 << 16)
def offices_in(text: str) -> tuple[str, ...]:
    """What office it may be, without its press office and the words after it: `пресс-служба МВД России` -> `МВД`."""
    words = text.split()
    offices = []
    for length in (3, 2, 1, 0):
        for press, rest in ((words[:length], words[length:]), (words[-length:], words[:-length])):
            if rest and (not length or _is_listed(" ".join(press), "press_office")):
                offices += [" ".join(rest[:end]) for end in range(len(rest), 0, -1)]
    return tuple(office for office in dict.fromkeys(offices) if is_official(office))


def _one_and_two(text: str) -> Iterator[str]:
    """The words of a text, those joined by a hyphen as one, and its pairs of words."""
    words = _JOINED.findall(text)
    yield from words
    yield from map(" ".join, pairwise(words))
