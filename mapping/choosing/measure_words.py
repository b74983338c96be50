"""The measures of a choice in the reader's words: one name each, in rules, reasons and cards alike."""

from __future__ import annotations

from collections.abc import Mapping

from mapping.choosing.support import PANEL
from mapping.draw.labels import theme_name
from mapping.translate import _


def measure_name(code: str) -> str:
    """A measure of `[weights]`, or a need, in the reader's words."""
    if code.startswith("need_"):
        return _("need for {theme}", theme=theme_name(code.removeprefix("need_")))
    return measure_names()[code]


def measure_names() -> Mapping[str, str]:
    """The measures that are no needs, each with its words."""
    return {
        "presence": _("channels to the public"),
        "reach": _("counted reach"),
        "transparency": _("transparency of ownership"),
        "pressure": _("pressure"),
        "evidence": _("evidence at hand"),
        "sourcing": _("being drawn on by others"),
        "bridging": _("standing between others"),
        PANEL: _("the panel's scores"),
    }
