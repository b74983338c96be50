"""The sentences of the explorer, part by part: the page's scripts hold none of their own."""

from __future__ import annotations

from mapping.explorer.words import cards, shell, views

Words = dict[str, str | dict[str, str]]


def words() -> Words:
    """Every text of the page by its key, in the reader's language; counted texts as {plural category: form}."""
    return {**shell.words(), **views.words(), **cards.words()}
