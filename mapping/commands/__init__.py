"""The commands, one file a group: each file's `register` adds its commands to the command line.

Exit status: 0 done; 1 done, but rows were rejected or a source failed; 2 nothing done, with one sentence that says why.
A command gets the words it was called with and the places it works on; it calls one function and says what came of it.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Protocol

from mapping.paths import Places

DONE, DONE_WITH_LOSSES, NOTHING_DONE = 0, 1, 2

Arguments = argparse.Namespace
Command = Callable[[Arguments, Places], int]


class Add(Protocol):
    """Adds one command: its name, what runs it, one line of help, and parsers of options shared with others."""

    def __call__(
        self, name: str, command: Command, words: str, *shared: argparse.ArgumentParser
    ) -> argparse.ArgumentParser: ...


Register = Callable[[Add], None]


def registers() -> Iterator[Register]:
    """The `register` of each file of this folder, by file name."""
    for found in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        register: Register = importlib.import_module(f"{__name__}.{found.name}").register
        yield register
