"""From a result back to the pages that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import CodeType, FunctionType
from typing import Any, TypeAlias

import pandas as pd

from mapping.schema import TABLES

# Things whose pages stand in the claims, field by field.
STATED = {"outlets": "outlet", "owners": "owner"}
# What counts our own tables rests on no page.
OWN_BOOKS = frozenset({"citations", "claims", "conflicts", "doubts", "missing", "records", "redirects", "set_aside"})
# What names a thing and places it is taken as given wherever anything else is told of it.
_GIVEN = frozenset({"name", "country"})

Frames: TypeAlias = Mapping[str, object]


class Pages(tuple[str, ...]):
    """Citations that stand in a frame's `attrs`; pandas copies those at every step, and need not copy these."""

    __slots__ = ()

    def __deepcopy__(self, _seen: object) -> Pages:
        return self


def pages(result: pd.DataFrame, function: Callable[..., object], given: Frames, claims: pd.DataFrame | None) -> Pages:
    """The citations behind what `function` made of the tables and results `given`, in the order of their rows.

    Rows that carry citations say it themselves. Else they are those of the rows given that touch an id of the result
    (of all rows where the result names none). Where no row given carries any, they are those of the claims on the
    fields of outlets and owners that the function names: what merely sorts stakes, events and ties by country or
    language is not cited beside them. Nothing for a result without rows, and for what counts our own books, such as
    the records by source.
    """
    own = _cells(result["citation"]) if "citation" in result else []
    if _of_the_table(own):
        return Pages(own)
    if result.empty or OWN_BOOKS & set(given):
        return Pages()
    shown = {cell for column in result if _names_things(column) for cell in result[column].dropna().unique()}
    frames = {name: frame for name, frame in given.items() if isinstance(frame, pd.DataFrame)}
    found = own or [page for frame in frames.values() for page in _of_rows(frame, shown)]
    if claims is not None and not _of_the_table(found):
        found += _of_claims(claims, frames, shown, frozenset(_words(function)))
    return Pages(dict.fromkeys(found))


def _of_rows(frame: pd.DataFrame, shown: set[object]) -> Iterable[str]:
    """What a frame's own rows cite; what an indicator's result rests on as a whole."""
    if "citation" not in frame:
        known = frame.attrs.get("citations", ())
        return known if isinstance(known, Pages) else ()
    return _cells(_touched(frame, shown)["citation"])


def _of_claims(
    claims: pd.DataFrame, frames: Mapping[str, pd.DataFrame], shown: set[object], read: frozenset[str]
) -> Iterator[str]:
    for name, kind in STATED.items():
        if name in frames:
            things = _touched(frames[name], shown)[TABLES[name].key[0]]
            fields = (read & set(frames[name].columns)) - _GIVEN or {"name"}
            told = claims[(claims["entity_kind"] == kind) & claims["entity_id"].isin(things)]
            yield from _cells(told.loc[told["field"].isin(fields), "citation"])


def _of_the_table(found: Iterable[str]) -> bool:
    """Whether any of these is an id of `citations`; a figure of a hand-made table names its page by the address."""
    return any(page.startswith("c-") for page in found)


def _touched(frame: pd.DataFrame, shown: set[object]) -> pd.DataFrame:
    ids = [column for column in frame if _names_things(column)]
    rows = frame[frame[ids].isin(shown).any(axis=1)] if ids and shown else frame
    return frame if rows.empty else rows


def _names_things(column: Any) -> bool:
    return column == "id" or str(column).endswith("_id")


def _cells(citations: pd.Series) -> list[str]:
    cells = citations.dropna().unique()
    return list(dict.fromkeys(page for cell in cells for page in str(cell).split(";") if page))


def _words(function: object, seen: set[object] | None = None) -> Iterator[str]:
    """Every name and text in the code of a function, and of those of this room that it calls."""
    seen = set() if seen is None else seen
    if not isinstance(function, FunctionType) or function in seen or not function.__module__.startswith(__package__):
        return
    seen.add(function)
    for word in _in_code(function.__code__):
        yield word
        known = function.__globals__.get(word)
        if isinstance(known, tuple):
            yield from (each for each in known if isinstance(each, str))
        yield from _words(known, seen)


def _in_code(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _in_code(constant)
        else:
            yield from (each for each in (constant if isinstance(constant, tuple) else [constant]) if type(each) is str)
