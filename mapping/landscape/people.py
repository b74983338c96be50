"""Private persons: below level team they stand under a pseudonym wherever a table names them.

`safety.is_private` says who that is. The first of Kazakhstan is `person-kz-1`, in every table of an edition; whoever
joins or leaves may shift the numbers of the next. A page that is cited may still name the person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

import pandas as pd

from mapping.paths import Places
from mapping.safety import host, is_private, may_show
from mapping.schema import Table
from mapping.tables import read
from mapping.translate import _, country

# What states nothing but a name, of owners: a pseudonym has no other spelling.
_NAMING = {"names": (), "redirects": (), "claims": ("name", "name_native"), "conflicts": ("name", "name_native")}


@dataclass(frozen=True)
class People:
    """The private persons that an edition hides: their pseudonyms by id, and every spelling with its pseudonym.

    `seats` are the country and the number that a pseudonym is told with.
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    seats: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)

    def names(self) -> dict[str, str]:
        """What each is called in the reader's language, by pseudonym."""
        return {
            own_id: _("private person ({country}) {n}", country=country(code), n=n)
            if code
            else _("private person {n}", n=n)
            for own_id, (code, n) in self.seats.items()
        }

    def hidden(self, table: Table, frame: pd.DataFrame) -> pd.DataFrame:
        """A table of text cells in which nobody of them is named; `owners` has the names of `names`."""
        if not self.ids:
            return frame
        if table.name in _NAMING:
            of_them = (frame["entity_kind"] == "owner") & frame["entity_id"].isin(self.ids)
            fields = _NAMING[table.name]
            frame = frame[~(of_them & frame["field"].isin(fields) if fields else of_them)]
        changed = [name for name in frame if self._stands_in(frame[name])]
        frame = frame.copy(deep=False)
        for name in changed:
            frame[name] = frame[name].map(self._without_names)
        if table.name == "owners":
            theirs = frame["owner_id"].isin(self.seats)
            names = frame["owner_id"].map(self.names())
            frame = frame.assign(
                name=frame["name"].mask(theirs, names), name_native=frame["name_native"].mask(theirs, "")
            )
        # By the order of rows a reader could tell between which names a pseudonym stands.
        return frame.sort_values(list(table.key), key=_natural) if set(changed) & set(table.key) else frame

    def _stands_in(self, cells: pd.Series) -> bool:
        text = "\n".join(cells).casefold()
        return any(word in text for word in self.spellings)

    def _without_names(self, cell: str) -> str:
        if cell.startswith(("https://", "http://")):
            named = any(word in cell.casefold() for word in self.spellings)
            return f"https://{host(cell)}/" if named else cell
        return self._pattern.sub(lambda found: self.spellings[found[0].casefold()], cell)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = sorted(map(re.escape, self.spellings), key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE)


def _natural(cells: pd.Series) -> pd.Series:
    """Cells of a key by which rows sort as in the tables: line 9 before line 10."""
    return cells.str.zfill(8).where(cells.str.isdigit(), cells)


def people(places: Places, level: str) -> People:
    """The private persons among the owners, to be hidden from readers of this level: none from the team."""
    if may_show("team", level):
        return People()
    owners, stakes, names = (read(places.processed / f"{name}.csv") for name in ("owners", "stakes", "names"))
    stated = {holder: set(group) for holder, group in stakes.groupby("holder_id")["confidence"]}
    told = zip(owners["owner_id"], owners["kind"], owners["political_role"], owners["country"], strict=True)
    found = [(own, code) for own, kind, role, code in told if is_private(kind, role, stated.get(own, ()))]
    ids, seats, last = {}, {}, dict[str, int]()
    # Their order says nothing of their names.
    for own, code in sorted(found, key=lambda each: sha256(each[0].encode()).digest()):
        last[code] = n = last.get(code, 0) + 1
        ids[own] = "-".join(filter(None, ("person", code.lower(), str(n))))
        seats[ids[own]] = (code, n)
    theirs = names[(names["entity_kind"] == "owner") & names["entity_id"].isin(ids)]
    own = owners[owners["owner_id"].isin(ids)]
    spelt = [*zip(theirs["entity_id"], theirs["text"], strict=True)]
    spelt += [pair for name in ("name", "name_native") for pair in zip(own["owner_id"], own[name], strict=True)]
    # One word alone may be anybody's name, or a word of the language.
    spellings = {text.casefold(): ids[own_id] for own_id, text in spelt if " " in text}
    return People(ids, seats, spellings | {own_id.casefold(): hidden for own_id, hidden in ids.items()})
