"""A guide for one newsroom in exile, for the team only."""

from __future__ import annotations

from pathlib import Path

from mapping.commands import DONE, Add, Arguments
from mapping.errors import UnknownName
from mapping.paths import Places


def register(add: Add) -> None:
    """Add `guide`."""
    guide = add("guide", _guide, "a checklist for a newsroom in exile, as HTML, PDF or Word (level team)")
    guide.add_argument("outlet", help="an id or a name, such as kloop")
    guide.add_argument("--out", type=Path, required=True, metavar="FILE", help="FILE.docx, FILE.pdf or FILE.html")
    guide.add_argument("--language", default="en", metavar="CODE", help="en, or another language of the reports")
    guide.add_argument("--host", nargs="+", default=[], metavar="CC", help="host countries to show (default: its base)")


def _guide(chosen: Arguments, places: Places) -> int:
    from mapping.files import publish
    from mapping.guide.compose import LEVEL, guide
    from mapping.landscape import Landscape
    from mapping.landscape.found import find_one
    from mapping.report import WRITERS
    from mapping.translate import speak

    ending = chosen.out.suffix.removeprefix(".").lower()
    if ending not in WRITERS:
        raise UnknownName(f"'{chosen.out.name}' has no format that a guide can have: choose from {', '.join(WRITERS)}.")
    speak(chosen.language)
    land = Landscape.open(places.data)
    _kind, own_id = find_one(land, chosen.outlet, ("outlet",))
    made = guide(land, own_id, chosen.host)
    publish(chosen.out.resolve(), WRITERS[ending](made), LEVEL)
    print(f"{chosen.out}: {made.title}. It must not leave the team.")
    return DONE
