"""What is known of one thing, with its pages."""

from __future__ import annotations

from mapping.commands import DONE, Add, Arguments
from mapping.paths import Places


def register(add: Add) -> None:
    """Add `explain`."""
    explain = add("explain", _explain, "everything known of one outlet or owner, with its pages")
    explain.add_argument("id", help="an id or a name, such as kloop")


def _explain(chosen: Arguments, places: Places) -> int:
    from mapping.explain import explain
    from mapping.landscape import Landscape

    print(explain(Landscape.open(places.data), chosen.id))
    return DONE
