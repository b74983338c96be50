"""Families of names that are easily taken for each other, and the files they are written in."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from anyascii import anyascii


class Spelling(NamedTuple):
    """One name of an entity and its mark: a language, `typo`, `homoglyph`, `old` and so on ("" for none)."""

    text: str
    mark: str = ""


@dataclass
class Entity:
    """What the spellings name."""

    id: str
    kind: str
    country: str
    spellings: list[Spelling]


@dataclass
class Family:
    """Entities that are easily taken for each other; the whole family goes to one half.

    `likest_first` asks for the likest pairs of different entities instead of those drawn.
    """

    group: str
    why: str
    entities: list[Entity]
    likest_first: bool = False


def draw(text: str) -> str:
    """A number that depends on the text alone, to draw by."""
    return hashlib.sha256(text.encode()).hexdigest()


def bare(text: str) -> str:
    """Letters and digits alone, in lower case: what makes two spellings equal to any reader."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def folded(text: str) -> str:
    """The bare letters in ASCII: a crude key, the same for most spellings of one name."""
    return bare(anyascii(text))


def read_families(path: Path) -> list[Family]:
    """The families of one hand-written file (its form stands in README.md)."""
    blocks = re.split(r"\n\s*\n", re.sub(r"(?m)^#.*\n?", "", path.read_text(encoding="utf-8")).strip())
    return [read_family(block.strip().splitlines(), f"{path.stem[9:]}-{number}") for number, block in enumerate(blocks)]


def read_family(lines: list[str], family_id: str) -> Family:
    """One block: the head line `kind country group: why`, then an entity a line."""
    head, why = lines[0].split(": ", 1)
    kind, country, group = head.split()
    entities = []
    for number, line in enumerate(lines[1:]):
        own, line = (line[1:3], line[4:]) if line.startswith("@") else (country, line)
        spellings = [Spelling(*part.strip().split("|")) for part in line.split(" ; ")]
        entities.append(Entity(f"{family_id}-{number}", kind, own, spellings))
    return Family(group, why, entities)
