"""What several of the tellers need: lists of words, cells with a page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from mapping.draw.table import Cell
from mapping.safety import is_live
from mapping.translate import _, enumerate_words, plural

MOST_NAMED = 6


def listed(words: Iterable[str]) -> str:
    """Words as the reader joins them; beyond the first six only their number."""
    every = list(words)
    shown = every[:MOST_NAMED]
    if len(every) > MOST_NAMED:
        rest = len(every) - MOST_NAMED
        shown.append(plural("{n} more", "{n} more", rest))
    return enumerate_words(shown)


def page(url: str, warned: Collection[str]) -> Cell:
    """A page as a cell: its site with a link, or without one where opening it may bring a reader into danger."""
    site = url.split("//")[-1].split("/")[0].removeprefix("www.")
    if is_live(url, warned):
        return Cell(site, url)
    return Cell(site, None, _("labelled extremist; no link, for the reader's safety"))


def codes(cell: object, word: Callable[[str], str]) -> str:
    """The codes of a cell in the reader's words; empty for an empty cell."""
    return ", ".join(map(word, cell.split(";"))) if isinstance(cell, str) else ""
