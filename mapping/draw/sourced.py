"""From a figure or table back to the pages behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps
from typing import ParamSpec, TypeVar

import pandas as pd

from mapping.draw.figure import Figure
from mapping.draw.table import Table

Given = ParamSpec("Given")
Made = TypeVar("Made", Figure, Table)


def sourced(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """A function that makes a figure or table of frames, so that what it makes knows the pages behind those frames."""

    @wraps(make)
    def with_sources(*args: Given.args, **named: Given.kwargs) -> Made:
        return replace(make(*args, **named), sources=pages_behind((*args, *named.values())))

    return with_sources


def pages_behind(given: Iterable[object]) -> tuple[str, ...]:
    """The citations of all frames among these, each once: those of the rows, or those that the indicator rests on."""
    frames = [each for each in given if isinstance(each, pd.DataFrame)]
    return tuple(dict.fromkeys(page for frame in frames for page in _of(frame)))


def _of(frame: pd.DataFrame) -> Iterable[str]:
    known: tuple[str, ...] = frame.attrs.get("citations", ())
    if "citation" not in frame:
        return known
    own = [page for cell in frame["citation"].dropna().unique() for page in cell.split(";") if page]
    # Rows may name the page of one of their numbers alone, by its address.
    return own if any(page.startswith("c-") for page in own) else (*own, *known)
