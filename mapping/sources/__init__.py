"""One file per place that we gather from: facts about it at its head, then `parse`, a pure function of saved bytes."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType

from mapping.errors import UnknownName
from mapping.tables import Receipt


@dataclass(frozen=True)
class Source:
    """What there is to know about a source before reading it.

    `gives` names the tables it fills with the fewest and the most rows that make sense for the whole source: outside
    that range something has changed at the source, or in our reading of it. `files` are the patterns of the files that
    people collect by hand and `mapping gather --from FOLDER` takes in.
    """

    title: str
    publisher: str
    licence: str
    url: str
    gives: Mapping[str, tuple[int, int]]
    files: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """One file as received: its name inside the dated folder, its bytes and its receipt."""

    name: str
    content: bytes
    receipt: Receipt


@dataclass(frozen=True)
class Row:
    """What one line of a file says of one thing, in our columns.

    `values` are cells of the table `table`; `citations` the pages it quotes; `renamed` tells which of our columns the
    file calls otherwise, so that a message names the cell that a person can find; `replaced_by` is the record that
    took this one's place.
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


def names() -> list[str]:
    """The sources there are: the files of this folder that have a SOURCE at their head."""
    return [name for name in _modules() if hasattr(module(name), "SOURCE")]


def _modules() -> list[str]:
    return sorted(found.name for found in pkgutil.iter_modules(__path__))


def module(name: str) -> ModuleType:
    """A source's file; `UnknownName` lists the ones there are."""
    if name not in _modules():
        raise UnknownName(f"There is no source named '{name}': choose from {', '.join(names())}.")
    return importlib.import_module(f"{__name__}.{name}")


def about(name: str) -> Source:
    """The facts at the head of a source's file."""
    found: Source = module(name).SOURCE
    return found


def parser(name: str) -> Parse:
    """A source's `parse`."""
    found: Parse = module(name).parse
    return found
