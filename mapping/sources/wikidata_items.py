"""What Wikidata says, in one form whatever the answer: items with their labels and statements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

Qualifiers = Mapping[str, "Value"]

QID = re.compile(r"Q[1-9]\d*\Z")
# Languages whose names we keep; `mul` stands for the same name in many.
LANGUAGES = ("en", "mul", "ru", "kk", "ky", "tg", "uz")
# The wikis whose titles are names in our languages.
WIKIS = {f"{language}wiki": language for language in ("en", "ru", "kk", "ky", "tg", "uz")}


@dataclass(frozen=True)
class Value:
    """One value: a QID, an address, a name, or a date as it was written.

    `precision` is Wikidata's (9 a year, 10 a month, 11 a day), None where the answer does not say. `classes` and
    `countries` are those of a QID, where the answer tells them.
    """

    text: str
    label: str = ""
    precision: int | None = None
    julian: bool = False
    classes: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Statement:
    """A value with its rank and the qualifiers that we read: since, until, share, and doubts about it."""

    value: Value
    rank: str = "normal"
    qualifiers: Qualifiers = field(default_factory=dict)


@dataclass
class Item:
    """An item: its place in the answer, labels and aliases by language, statements by property."""

    qid: str
    line: int
    labels: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, None] = field(default_factory=dict)
    statements: dict[str, list[Statement]] = field(default_factory=dict)
    missing: bool = False

    def name(self, text: str, language: str) -> None:
        """Note a label; a bare QID, which stands for "no label", is no name."""
        if text and not QID.match(text):
            self.labels.setdefault(language, text)

    def names(self) -> list[str]:
        """Its labels in our languages (`kk-latn` is one of them) and its aliases, each once."""
        ours = [text for language, text in self.labels.items() if language.partition("-")[0] in LANGUAGES]
        return list(dict.fromkeys((*ours, *filter(None, self.aliases))))

    def state(self, property_id: str, statement: Statement) -> None:
        """Note a statement, once; rows that differ only in what they tell of its value are one."""
        said = self.statements.setdefault(property_id, [])
        for at, other in enumerate(said):
            if _same(other, statement):
                said[at] = _joined(other, statement)
                return
        said.append(statement)


def _same(one: Statement, other: Statement) -> bool:
    told = (one.value.text, one.value.precision, one.rank) == (other.value.text, other.value.precision, other.rank)
    return told and one.qualifiers == other.qualifiers


def _joined(one: Statement, other: Statement) -> Statement:
    value = Value(
        one.value.text,
        one.value.label or other.value.label,
        one.value.precision,
        one.value.julian,
        one.value.classes | other.value.classes,
        one.value.countries | other.value.countries,
    )
    return Statement(value, one.rank, one.qualifiers)
