"""What one process keeps while it makes the same report in several languages: nothing, until `keep` is called."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar, cast

from mapping.translate import language, times_asked

_T = TypeVar("_T")
_ANY = ""  # the language of what holds no word of the reader's
_made: dict[Hashable, dict[str, object]] = {}
_keeping = False


def keep() -> None:
    """From now on `once` makes each thing once; for processes that change neither tables nor code."""
    global _keeping
    _keeping = True


@contextmanager
def keeping() -> Iterator[None]:
    """Keep in this block only, and drop what was kept at its end."""
    global _keeping
    before, _keeping = _keeping, True
    try:
        yield
    finally:
        _keeping = before
        if not before:
            _made.clear()


def once(key: Hashable, make: Callable[[], _T]) -> _T:
    """What `make` gives, made once for each key; once a language where it asks for the reader's language.

    Made each time while nothing is kept, and for keys that cannot be looked up.
    """
    if not _keeping or not _can_be_looked_up(key):
        return make()
    known = _made.setdefault(key, {})
    # Only what speaks asks here for the language, so that whatever rests on it is known to speak as well.
    slot = _ANY if _ANY in known or not known else language()
    if slot not in known:
        before = times_asked()
        made = make()
        slot = _ANY if times_asked() == before else language()
        known[slot] = made
    return cast("_T", known[slot])


def _can_be_looked_up(key: Hashable) -> bool:
    try:
        hash(key)
    except TypeError:
        return False
    return True
