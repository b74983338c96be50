"""A person's name read once for comparing: its parts as they sound."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapping.clean.sounds import by_ear
from mapping.names import PersonName, fold, read_person, script, skeleton

_PATRONYMIC = re.compile("(?<=.{4})(?:uli|ugli|agli|kizi)$")  # as a family name: Нұрқасымұлы, Нуркасымов
_WOMAN = re.compile(r"(?:[oe]va|ovna|evna|ična|skaia|kizi)$")
_MAN = re.compile(r"(?:[oe]v|ovič|evič|ski|ogli|oli)$")


@dataclass(frozen=True)
class PersonParts:
    """The parts of a name as they sound; families are several after a marriage, `sex` is what the endings tell.

    `heard` holds all parts, `several` says whether there is more than one; `arabic` that short vowels are missing.
    """

    families: tuple[str, ...]
    given: str
    father: str
    sex: str
    heard: frozenset[str]
    several: bool
    arabic: bool


def _sex(words: list[str]) -> str:
    if any(_WOMAN.search(word) for word in words):
        return "woman"
    return "man" if any(_MAN.search(word) for word in words) else ""


def _sound(part: str, heard: dict[str, str]) -> str:
    """A part as it sounds; a family name that lost its ending is the beginning of a word that was heard."""
    found: list[str] = []
    for word in part.split():
        whole = heard.get(word)
        longer = (sound[: len(word)] for full, sound in heard.items() if full.startswith(word))
        found.append(whole if whole is not None else next(longer, by_ear(word)))
    return " ".join(found)


def person_parts(text: str, country: str | None) -> PersonParts:
    """The parts of a person's name, from the fold: the skeleton loses the difference of Марат and Мурат."""
    words = skeleton(text, country).split()
    folded = fold(text, country).split()
    # A respelled word (Alexander as Александр) is only right in the skeleton.
    heard = {
        word: by_ear(sounds if sounds.replace("u", "o") == word else word)
        for word, sounds in zip(words, folded, strict=False)
    }
    name: PersonName = read_person(text)
    families = (_PATRONYMIC.sub("", _sound(one, heard)) for one in (name.family, *name.other) if one)
    return PersonParts(
        tuple(families),
        _sound(name.given, heard),
        _sound(name.patronymic, heard),
        _sex(words),
        frozenset(heard.values()),
        len(words) > 1,
        script(text) == "Arab",
    )
