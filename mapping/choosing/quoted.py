"""Sentences with the pages they rest on, and the pages quoted about one name, numbered as they are quoted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

from mapping.choosing.measures import YEARS
from mapping.draw.labels import label
from mapping.landscape import Landscape
from mapping.safety import host, is_live
from mapping.tables import split
from mapping.translate import enumerate_words, plural, series

# Pages quoted behind one sentence, and names told in it; how many more there are is said.
MOST_PAGES, MOST_NAMES = 3, 3
_MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>()#+-.!|~^$@&"})


class Said(NamedTuple):
    """A sentence, and the cells with the citation ids on which it rests."""

    text: str
    citations: tuple[object, ...] = ()


@dataclass
class Pages:
    """The pages quoted about one name: `numbers` has each citation id with its number."""

    land: Landscape
    numbers: dict[str, int] = field(default_factory=dict)

    def quoted(self, said: Said) -> str:
        """The sentence as Markdown, with the numbers of its pages; of more than a few the others are counted."""
        ids = sorted(set(_ids(said.citations)))
        # Pages that are quoted already come first: fewer stand below the card.
        shown = sorted(ids, key=lambda own: own not in self.numbers)[:MOST_PAGES]
        left = len(ids) - len(shown)
        more = [plural("{n} more page", "{n} more pages", left)] if left else []
        return plain(said.text) + self._numbered(shown, more)

    def marks(self, *cells: object) -> str:
        """The numbers of all pages in some cells, as Markdown, with a space before; nothing when there are none."""
        return self._numbered(_ids(cells))

    def _numbered(self, ids: Iterable[str], more: Iterable[str] = ()) -> str:
        numbers = sorted({self.numbers.setdefault(own, len(self.numbers) + 1) for own in ids})
        return f" \\[{', '.join([*map(str, numbers), *more])}\\]" if numbers else ""

    def listed(self) -> str:
        """The pages as Markdown, by their sites; those dangerous to open are no links."""
        told = []
        for own, place in self.numbers.items():
            url = self.land.urls[own]
            shown = plain(host(url))
            linked = f"[{shown}]({quote(url, safe=':/?&=%#~,;@!+$*-._')})"
            told.append(f"\\[{place}\\] {linked if is_live(url, self.land.warned_hosts) else shown}")
        return series(told)


def _ids(cells: Iterable[object]) -> list[str]:
    """The citation ids in some cells, in their order."""
    return [own for cell in cells if isinstance(cell, str) for own in split(cell)]


def plain(text: str) -> str:
    """A text that Markdown shows as it stands."""
    return " ".join(text.split()).translate(_MARKDOWN)


def words(cell: object) -> str:
    """The reader's words for the codes in a cell, joined; nothing for an empty cell."""
    return enumerate_words([label(code) for code in split(cell)]) if isinstance(cell, str) else ""


def lately() -> str:
    """The years whose events of pressure are told, as the part of a sentence that says when."""
    return plural("in the last {n} year", "in the last {n} years", YEARS)


def named(names: list[str]) -> str:
    """Names joined; of more than a few the others are counted."""
    shown, left = names[:MOST_NAMES], len(names) - MOST_NAMES
    return enumerate_words([*shown, plural("{n} more", "{n} more", left)] if left > 0 else shown)
