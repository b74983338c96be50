"""One file per place that we gather from: facts about it at its head, then `parse`, a pure function of saved bytes.

A source that is fetched over the network also has `first(scope)`, what to ask first, and may have `more(page)`, what
a received page leads to (its next page). Fetching, saving and counting belong to `gathering`, the runner.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from mapping.errors import UnknownName
from mapping.tables import Receipt
from mapping.web.asks import POLITE, Ask, Secret, Terms

__all__ = ["Ask", "Flaw", "Page", "Row", "Scope", "Secret", "Source", "Terms"]


@dataclass(frozen=True)
class Source:
    """What there is to know about a source before reading it.

    `gives` names the tables it fills with the fewest and the most rows that make sense for the whole source: outside
    that range something has changed at the source, or in our reading of it. `files` are the patterns of the files that
    people collect by hand and `mapping gather --from FOLDER` takes in; none for a source that is only fetched.
    `terms` say how it may be asked over the network. `tables` are editable tables that `parse` finds in `page.tables`:
    looked for beside the page first, then in `data/raw/tables`. With `grows`, every dated folder counts, not only the
    newest (a stream of posts, a list of bans). A `sensitive` source may not be saved unless it is encrypted.
    A `keyed` one hashes what may tell of a person with the project's key, and leaves it out where there is none.
    """

    title: str
    publisher: str
    licence: str
    url: str
    gives: Mapping[str, tuple[int, int]]
    files: tuple[str, ...] = ()
    terms: Terms = POLITE
    tables: tuple[str, ...] = ()
    grows: bool = False
    sensitive: bool = False
    keyed: bool = False


@dataclass(frozen=True)
class Scope:
    """What the asking may depend on: made by the runner from the processed tables and the settings.

    `countries` are ISO 3166-1 alpha-2 codes; `since` a day (YYYY-MM-DD) or empty; `limit` the most pages to fetch, 0
    for no limit; `today` the day of the run; `hosts` the website hosts of our outlets (without `www.`), each with its
    outlet's country; `handles` their Telegram handles in the same way; `seen` the time of the newest item at hand, by
    host or handle; `owners` our owners' names by owner id; `settings` the source's own part of `data/settings.toml`
    (`[sources.NAME]`).
    """

    countries: tuple[str, ...]
    since: str = ""
    limit: int = 0
    today: str = ""
    hosts: Mapping[str, str] = field(default_factory=dict)
    handles: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """One file as received: its name inside the dated folder, its bytes, its receipt, and the source's own tables."""

    name: str
    content: bytes
    receipt: Receipt
    tables: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """What one line of a file says of one thing, in our columns.

    `line` counts from 1: the line of a text file, the record of any other. `values` are cells of the table `table` (of
    `schema` or `observations.py`); `citations` the pages it quotes; `renamed` tells which of our columns the file
    calls otherwise, so that a message names the cell that a person can find; `replaced_by` is the record that took
    this one's place.
    """

    table: str
    line: int
    record_id: str
    values: Mapping[str, str]
    citations: tuple[str, ...] = ()
    confidence: str = "reported"
    licence: str = ""
    replaced_by: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Flaw:
    """A line, or with line 0 a whole file, that cannot be read at all."""

    line: int
    column: str
    value: str
    reason: str


Parse = Callable[[Page], Iterator[Row | Flaw]]
First = Callable[[Scope], Iterator[Ask]]
More = Callable[[Page], Iterator[Ask]]


def names() -> list[str]:
    """The sources there are: the files of this folder that have a SOURCE at their head."""
    return [name for name in _modules() if hasattr(module(name), "SOURCE")]


def _modules() -> list[str]:
    return sorted(found.name for found in pkgutil.iter_modules(__path__))


def module(name: str) -> ModuleType:
    """A source's file; `UnknownName` lists the ones there are."""
    if f"{__name__}.{name}" not in sys.modules and name not in _modules():
        raise UnknownName(f"There is no source named '{name}': choose from {', '.join(names())}.")
    return importlib.import_module(f"{__name__}.{name}")


def about(name: str) -> Source:
    """The facts at the head of a source's file; `UnknownName` for a file that is no source."""
    found: Source | None = getattr(module(name), "SOURCE", None)
    if found is None:
        raise UnknownName(f"There is no source named '{name}': choose from {', '.join(names())}.")
    return found


def parser(name: str) -> Parse:
    """A source's `parse`."""
    found: Parse = module(name).parse
    return found


def opener(name: str) -> First | None:
    """A source's `first`; None for one that is only collected by hand."""
    found: First | None = getattr(module(name), "first", None)
    return found


def follower(name: str) -> More | None:
    """A source's `more`; None where no page leads to another."""
    found: More | None = getattr(module(name), "more", None)
    return found
