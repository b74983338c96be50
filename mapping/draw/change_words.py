"""The reader's words for what changed, and for whether the world changed or what we know of it."""

from __future__ import annotations

from mapping.draw.labels import field_name
from mapping.translate import _, capitalised


def change_word(what: str) -> str:
    """The reader's word for a code of `schema.CHANGED`."""
    return {
        "new": _("New"),
        "closed": _("Closed"),
        "reopened": _("Works again"),
        "sold": _("Changed hands"),
        "blocked": _("Blocked"),
        "unblocked": _("Unblocked"),
        "exile": _("Went into exile"),
        "returned": _("Came home"),
        "event": _("Other event"),
        "merged": _("Merged: two were one"),
        "split": _("Told apart: one was two"),
        "gone": _("No longer stated"),
        "corrected": _("Put right"),
        "learned": _("Learned"),
        "lost": _("Withdrawn"),
        "rank": _("Rank moved"),
    }[what]


def origin_word(origin: str) -> str:
    """The reader's word for a code of `schema.ORIGINS`."""
    return {
        "world": _("The world changed"),
        "data": _("Our knowledge changed"),
        "unclear": _("One or the other"),
        "computed": _("Figures that rest on these"),
    }[origin]


def field_word(field: str) -> str:
    """The reader's word for the column, kind of event or relation that a change or a fact is about."""
    own = {
        "holders": _("Holders"),
        "start": _("Start"),
        "end": _("End"),
        "political_role": _("Public office"),
        "": "",
    }
    return own[field] if field in own else capitalised(field_name(field))
