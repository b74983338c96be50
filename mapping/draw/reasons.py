"""Why a value is shown, in the reader's words: the cleaning gives its reasons in English, of a few known forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from mapping.draw.labels import label
from mapping.translate import _

_Fields = Mapping[str, str | None]


def reason(why: str) -> str:
    """A reason of `claims.why`, `conflicts.why` or `doubts.what`, translated; a decision's own words stay."""
    if why in (fixed := _fixed()):
        return fixed[why]
    for pattern, told in _FORMS:
        if match := pattern.fullmatch(why):
            return told(match.groupdict())
    return why


def _fixed() -> dict[str, str]:
    return {
        "the only value stated": _("the only value stated"),
        "all that state it agree": _("all that state it agree"),
        "one of the values that the sources state": _("one of the values that the sources state"),
        "says nothing": _("says nothing"),
        "says more than 'unknown'": _("says more than “unknown”"),
        "more files state it": _("more files state it"),
        "the more precise date": _("the more precise date"),
        "Both have an id of their own, yet look alike.": _("Both have an id of their own, yet look alike."),
        "Some clues speak for it and some against.": _("Some clues speak for it and some against."),
    }


def _first_read(found: _Fields) -> str:
    return _("nothing else decides: {file} is read first", file=found["file"])


def _surer(found: _Fields) -> str:
    one, other = label(found["one"]), label(found["other"])
    return _("stated with more confidence ({one}, not {other})", one=one, other=other)


def _newer(found: _Fields) -> str:
    return _("received later ({date})", date=found["date"])


def _former(found: _Fields) -> str:
    return _("speaks of the former name {name}", name=found["name"])


def _alike(found: _Fields) -> str:
    return _("agrees with “{value}”, which is shown", value=label(found["value"]))


def _other(found: _Fields) -> str:
    value = label(found["value"])
    if found["why"] is None:
        return _("“{value}” is shown", value=value)
    return _("“{value}” is shown: {why}", value=value, why=reason(found["why"]))


_FORMS: tuple[tuple[re.Pattern[str], Callable[[_Fields], str]], ...] = (
    (re.compile(r"nothing else decides: (?P<file>.+) is read first"), _first_read),
    (re.compile(r"(?P<one>\w+) outweighs (?P<other>\w+)"), _surer),
    (re.compile(r"received later \((?P<date>.+)\)"), _newer),
    (re.compile(r"speaks of the former name (?P<name>.+)"), _former),
    (re.compile(r"agrees with '(?P<value>.*)', which is shown"), _alike),
    (re.compile(r"'(?P<value>.*?)' is shown(?:: (?P<why>.+))?"), _other),
)
