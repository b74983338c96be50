"""What can go wrong, named by what the reader does next. Each message is one sentence for a person."""

from __future__ import annotations


class MappingError(Exception):
    """Nothing was done; the message says why and what to do (exit status 2)."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows of it: the sentence alone."""
        return [f"{type(self).__name__}: {self}"]


class InputUnreadable(MappingError):
    """A file cannot be read as what it should be: mend the named file and run again."""


class SourceChanged(MappingError):
    """A source no longer has the form or the size that its adapter knows: look at the named field."""


class LevelTooHigh(MappingError):
    """Something above the edition's safety level was about to be written: nothing was written."""


class UnknownName(MappingError):
    """A name given on the command line or in a call is not one that exists: choose from those listed."""


class BuildNeeded(MappingError):
    """A table is asked for that has not been made yet: run the named command first."""


class ToolMissing(MappingError):
    """A program or an optional package is not on this machine: install what the message names."""


class QueryFailed(MappingError):
    """A query over large tables could not run: look at the named column, table or limit."""
