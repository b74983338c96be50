"""One indicator = one function. Its parameters are the tables it reads; its docstring is its codebook entry."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from functools import cache

import pandas as pd

from mapping.countries import AUDIENCES
from mapping.errors import UnknownName

Indicator = Callable[..., pd.DataFrame]
_registered: dict[str, Indicator] = {}


def indicator(function: Indicator) -> Indicator:
    """Make a function an indicator: it is computed by `mapping analyse` and stands in the codebook."""
    _registered[function.__name__] = function
    return function


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by name, found by listing the files of this folder."""
    for found in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{found.name}")
    return dict(sorted(_registered.items()))


def compute(name: str, tables: object, **settings: object) -> pd.DataFrame:
    """One indicator from an object that has the tables as attributes; `settings` go to its keyword parameters."""
    if name not in indicators():
        raise UnknownName(f"There is no indicator '{name}': choose from {', '.join(indicators())}.")
    function = indicators()[name]
    needed = [each.name for each in inspect.signature(function).parameters.values() if each.default is each.empty]
    frame = function(**{table: getattr(tables, table) for table in needed}, **settings)
    if frame.columns[0] != "country":
        return frame
    # One order of countries everywhere, so that a reader finds each at its place.
    return frame.sort_values("country", key=lambda codes: codes.map(AUDIENCES.index), kind="stable", ignore_index=True)
