"""One indicator = one function. Its parameters are the tables, or other indicators, that it reads; its docstring is its
codebook entry.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from typing import Protocol, runtime_checkable

import pandas as pd

from mapping.analyse.cited import pages
from mapping.countries import AUDIENCES
from mapping.errors import LevelTooHigh, UnknownName
from mapping.once import once
from mapping.safety import may_show

Indicator = Callable[..., pd.DataFrame]
_registered: dict[str, Indicator] = {}
_levels: dict[str, str] = {}
_counted_from: dict[str, str] = {}


def indicator(function: Indicator) -> Indicator:
    """Make a function an indicator: it is computed by `mapping analyse` and stands in the codebook."""
    _registered[function.__name__] = function
    return function


def indicator_for(level: str) -> Callable[[Indicator], Indicator]:
    """An indicator whose rows only readers of `level` may see, such as what a named newsroom lacks."""

    def register(function: Indicator) -> Indicator:
        _levels[function.__name__] = level
        return indicator(function)

    return register


def indicator_of(level: str) -> Callable[[Indicator], Indicator]:
    """An indicator that anybody may see, counted from rows that only readers of `level` may: it hides small groups."""

    def register(function: Indicator) -> Indicator:
        _counted_from[function.__name__] = level
        return indicator(function)

    return register


def level_of(name: str) -> str:
    """Who may see an indicator's rows."""
    return _levels.get(name, "public")


@runtime_checkable
class Leveled(Protocol):
    """Tables of one level that can also be had at another."""

    def at(self, level: str) -> object:
        """The same tables for readers of that level."""


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by name, found by listing the files of this folder."""
    for found in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{found.name}")
    return dict(sorted(_registered.items()))


def compute(name: str, tables: object, **settings: object) -> pd.DataFrame:
    """One indicator from an object that has the tables as attributes; `settings` go to its keyword parameters.

    The frame's `attrs["citations"]` are the pages that it rests on (`cited.pages` says which those are).
    `LevelTooHigh` where the object is of a level whose readers may not see the indicator.
    """
    if name not in indicators():
        raise UnknownName(f"There is no indicator '{name}': choose from {', '.join(indicators())}.")
    if not may_show(level_of(name), getattr(tables, "level", level_of(name))):
        raise LevelTooHigh(f"'{name}' is for the level '{level_of(name)}': open the landscape at that level.")
    if (level := _counted_from.get(name)) and isinstance(tables, Leveled):
        tables = tables.at(level)
    # A copy, for what is kept must stay as it is.
    return once((name, tables, tuple(settings.items())), lambda: _computed(name, tables, settings)).copy(deep=False)


def _computed(name: str, tables: object, settings: Mapping[str, object]) -> pd.DataFrame:
    function = indicators()[name]
    needed = [each.name for each in inspect.signature(function).parameters.values() if each.default is each.empty]
    given = {each: _read(each, tables) for each in needed}
    frame = function(**given, **settings)
    frame.attrs["citations"] = pages(frame, function, given, getattr(tables, "claims", None))
    if frame.columns[0] != "country":
        return frame
    # One order of countries everywhere, so that a reader finds each at its place.
    return frame.sort_values("country", key=lambda codes: codes.map(AUDIENCES.index), kind="stable", ignore_index=True)


def _read(name: str, tables: object) -> object:
    """A table, or the result of another indicator."""
    return compute(name, tables) if name in indicators() else getattr(tables, name)
