"""The explorer: a landscape as one page that opens by a double click and asks the network for nothing."""

from __future__ import annotations

from contextvars import copy_context
from pathlib import Path

from mapping import files
from mapping.explorer.assembly import page as assembled
from mapping.explorer.columns import packed
from mapping.explorer.payload import payload
from mapping.landscape import Landscape
from mapping.translate import speak

NAME = "explorer"


def page(land: Landscape, language: str) -> bytes:
    """The page in UTF-8 for readers of the landscape's level; equal tables give equal bytes.

    `UnknownName` where there is no catalogue for the language.
    """
    # In a context of its own: the reader's language must not become that of the caller.
    return copy_context().run(_page, land, language)


def write(land: Landscape, language: str, name: str = NAME) -> Path:
    """Write `explorer.html` (or another name) for readers of the landscape's level, and give its path."""
    path = land.places.reports / land.level / language / f"{name}.html"
    files.publish(path, page(land, language), land.level)
    return path


def _page(land: Landscape, language: str) -> bytes:
    speak(language)
    return assembled(packed(payload(land)))
