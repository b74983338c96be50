"""Who holds an outlet, and who holds those: the tree in the terminal, with the pages of each step."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mapping.commands import DONE, Add, Arguments
from mapping.dates import is_date
from mapping.errors import UnknownName
from mapping.paths import Places

if TYPE_CHECKING:
    from mapping.explain import Pages
    from mapping.landscape import Landscape

Row = Mapping[Hashable, Any]


def register(add: Add) -> None:
    """Add `owners`."""
    owners = add("owners", _owners, "the tree of those who hold an outlet, with shares, confidence and pages")
    owners.add_argument("outlet", help="an id or a name, such as kloop")
    owners.add_argument("--as-of", metavar="DATE", help="a year, a month or a day, such as 2015-06 (default: today)")


def _owners(chosen: Arguments, places: Places) -> int:
    from mapping.landscape import Landscape

    if chosen.as_of is not None and not is_date(chosen.as_of):
        raise UnknownName(f"'{chosen.as_of}' is no date: give a year, a month or a day, such as 2015-06.")
    print("\n".join(tree(Landscape.open(places.data), chosen.outlet, chosen.as_of)))
    return DONE


def tree(land: Landscape, text: str, as_of: str | None = None) -> Iterator[str]:
    """The tree of the outlet that answers to an id, a merged id or a name, line by line, then the pages it quotes.

    `UnknownName` where no outlet, or more than one thing, answers.
    """
    from mapping.explain import Pages
    from mapping.landscape.found import find_one

    named = set(land.owners["owner_id"]) & {text}  # an owner's own id is answered with a sentence of its own
    kind, own_id = find_one(land, text, ("owner",) if named else ("outlet",))
    if kind != "outlet":
        raise UnknownName(f"'{own_id}' is an owner: give an outlet, or run `mapping explain {own_id}`.")
    found = land.measure("ownership_trees", as_of=as_of)
    rows = found[found["outlet_id"] == own_id].to_dict("records")
    pages = Pages(land.citations)
    yield f"{rows[0]['name']} ({own_id}), {'today' if as_of is None else f'at the end of {as_of}'}"
    yield from _branches(own_id, rows, pages, set())
    if past := sum(row["what"] == "past" for row in rows):
        yield f"Left out: {past} {'stake that does' if past == 1 else 'stakes that do'} not stand at this time."
    if pages.numbers:
        yield from ("", "Pages:", *pages.listed())


def _branches(held: str, rows: Sequence[Row], pages: Pages, told: set[str], edge: str = "") -> Iterator[str]:
    """The holders of a thing, each with its own holders under it; those told already are not told again."""
    told.add(held)
    here = [row for row in rows if row["held_id"] == held and row["what"] != "past"]
    for row in here:
        last = row is here[-1]
        holder = row["holder_id"]
        climbs = row["what"] == "stake" and any(other["held_id"] == holder for other in rows)
        again = " (its holders stand above)" if climbs and holder in told else ""
        yield f"{edge}{'└── ' if last else '├── '}{_told(row, pages)}{again}"
        if climbs and not again:
            yield from _branches(holder, rows, pages, told, edge + ("    " if last else "│   "))


def _told(row: Row, pages: Pages) -> str:
    """One stake in words."""
    if row["what"] == "deeper":
        return "... more above: run `mapping explain` on the holder"
    low, high = row["share_min"], row["share_max"]
    share = "share not stated" if (low, high) == (0, 100) else f"{low:g} %" if low == high else f"{low:g} to {high:g} %"
    if row["what"] == "unknown":
        return "not known: no source names a sure holder" if high == 100 else f"not known who holds the rest: {share}"
    since = f", from {row['start']}" if isinstance(row["start"], str) else ""
    until = f", until {row['end']}" if isinstance(row["end"], str) else ""
    circle = " (stands lower in this chain: the circle is cut here)" if row["what"] == "loop" else ""
    stated = "" if (low, high) == (0, 100) and row["relation"] != "owns" else f", {share}"
    terms = f"{row['relation']}{stated}{since}{until}, {row['confidence']}"
    kind = str(row["kind"]).replace("_", " ")
    return f"{row['name']} ({row['holder_id']}, {kind}): {terms} {pages.marks(row['citation'])}{circle}"
