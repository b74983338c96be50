"""Private persons: below level team they stand under a pseudonym wherever a table names them.

`safety.is_private` says who that is. The first of Kazakhstan is `person-kz-1`, in every table of an edition; whoever
joins or leaves may shift the numbers of the next. In texts every form of a name is replaced (`in_text`), and an address
that names somebody is cut to its host: nothing of ours says who it is, though a page that is cited may.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from urllib.parse import unquote

import pandas as pd

from mapping.landscape.bearers import Bearer, bearers, words_of
from mapping.landscape.in_text import Recogniser
from mapping.paths import Places
from mapping.safety import is_private, may_show
from mapping.schema import Column, Table
from mapping.tables import join, read, split
from mapping.translate import _, country

# What states nothing but a name, of owners: a pseudonym has no other spelling.
_NAMING = {"names": (), "redirects": (), "claims": ("name", "name_native"), "conflicts": ("name", "name_native")}
# Kinds of columns in which somebody may be named in words, and in which nobody can be named.
_WORDED = ("text", "name", "quoted")
_NAMELESS = ("code", "date", "number", "yes_no")
_ADDRESS = re.compile(r"(https?://[^\s;<>\"]*[^\s;<>\".,:!?)])", re.IGNORECASE)


@dataclass(frozen=True)
class People:
    """The private persons that an edition hides: their pseudonyms by id, and every spelling with its pseudonym.

    `seats` are the country and the number that a pseudonym is told with; `bearers` says how texts name them, and
    `about` whom a thing is about, by its id: in its rows a common family name alone is theirs.
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    seats: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    bearers: Collection[Bearer] = ()
    about: Mapping[str, frozenset[str]] = field(default_factory=dict)

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
        changed = {
            column.name: self._changed(frame, column)
            for column in (table.by_name.get(name, Column(name, "")) for name in map(str, frame))
            if column.kind not in _NAMELESS and self._stands_in("\n".join(frame[column.name].tolist()))
        }
        frame = frame.assign(**changed)
        if table.name == "owners":
            theirs = frame["owner_id"].isin(self.seats)
            names = frame["owner_id"].map(self.names())
            frame = frame.assign(
                name=frame["name"].mask(theirs, names), name_native=frame["name_native"].mask(theirs, "")
            )
        # By the order of rows a reader could tell between which names a pseudonym stands.
        return frame.sort_values(list(table.key), key=_natural) if set(changed) & set(table.key) else frame

    def _stands_in(self, text: str) -> bool:
        """Whether somebody may be named in a text; most name nobody."""
        plain = unquote(text)
        return self._holds_id(plain) or bool(self._pattern.search(plain)) or self._recogniser.may_hold(plain)

    def _holds_id(self, text: str) -> bool:
        """Whether somebody's id is anywhere in a text, as in an address: `who-is-ada-lo`."""
        small = text.casefold()
        return any(own in small for own in self.ids)

    def _changed(self, frame: pd.DataFrame, column: Column) -> list[str]:
        """The cells of a column without names; where it holds several values, one without a blank may be an id."""
        cells = []
        for at, cell in enumerate(frame[column.name].tolist()):
            if self._stands_in(cell):
                near, worded = self._near(frame.iloc[at]), column.kind in _WORDED
                parts = split(cell) if column.many else [cell]
                cell = join(self._told(part, near, worded and (" " in part or not column.many)) for part in parts)
            cells.append(cell)
        return cells

    def _near(self, row: pd.Series) -> frozenset[str]:
        """Whom a row is about, by the ids in it."""
        return frozenset().union(*(self.about.get(part, ()) for cell in row.tolist() for part in split(cell)))

    def _told(self, text: str, near: Collection[str], worded: bool) -> str:
        """A text in which nobody is named; what stands between its addresses is read as words where it is `worded`."""
        parts = _ADDRESS.split(text)
        parts[1::2] = [self._address(part, near) for part in parts[1::2]]
        parts[::2] = [self._words(part, near) if worded else self._spelt(part) for part in parts[::2]]
        return "".join(parts)

    def _words(self, text: str, near: Collection[str]) -> str:
        return self._spelt(self._recogniser.replaced(text, near))

    def _spelt(self, text: str) -> str:
        return self._pattern.sub(lambda found: self.spellings[found[0].casefold()], text)

    def _address(self, address: str, near: Collection[str]) -> str:
        site, behind = re.split(r"(?=[/?#])|$", address.partition("//")[2], maxsplit=1)
        named = self._holds_id(unquote(behind)) or self._recogniser.in_address(unquote(behind), near)
        return f"https://{site.rpartition('@')[2].lower().removeprefix('www.')}/" if named else address

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = sorted(map(re.escape, self.spellings), key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE)

    @cached_property
    def _recogniser(self) -> Recogniser:
        return Recogniser(self.bearers)


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
    spelt = _spelt(owners, names, ids)
    # One word alone may be anybody's name, or a word of the language.
    spellings = {text.casefold(): ids[own_id] for own_id, text in spelt if " " in text}
    spellings |= {own_id.casefold(): hidden for own_id, hidden in ids.items()} | _stake_ids(stakes, ids)
    others, brands = _others(owners, names, ids)
    recognised = [one for own, text in spelt for one in bearers(ids[own], text, others, brands)]
    return People(ids, seats, spellings, tuple(dict.fromkeys(recognised)), _about(stakes, ids))


def _spelt(owners: pd.DataFrame, names: pd.DataFrame, ids: Mapping[str, str]) -> list[tuple[str, str]]:
    """Every spelling of a hidden person's name, behind the person's id."""
    theirs = names[(names["entity_kind"] == "owner") & names["entity_id"].isin(ids)]
    own = owners[owners["owner_id"].isin(ids)]
    spelt = [*zip(theirs["entity_id"], theirs["text"], strict=True)]
    return spelt + [pair for name in ("name", "name_native") for pair in zip(own["owner_id"], own[name], strict=True)]


def _stake_ids(stakes: pd.DataFrame, ids: Mapping[str, str]) -> dict[str, str]:
    """New ids of the stakes of hidden persons: the old ones are hashes of the holder's id, which confirm a guess."""
    last, found = dict[str, int](), {}
    theirs = stakes[stakes["holder_id"].isin(ids)].sort_values(["held_id", "stake_id"])
    for stake, holder in zip(theirs["stake_id"], theirs["holder_id"], strict=True):
        last[holder] = n = last.get(holder, 0) + 1
        found[stake] = f"s-{ids[holder]}-{n}"
    return found


def _others(owners: pd.DataFrame, names: pd.DataFrame, ids: Mapping[str, str]) -> tuple[frozenset[str], frozenset[str]]:
    """The words in the names of other persons, and in those of outlets, companies and bodies."""
    persons = set(owners.loc[owners["kind"] == "person", "owner_id"])
    of_persons = (names["entity_kind"] == "owner") & names["entity_id"].isin(persons)
    shown = of_persons & ~names["entity_id"].isin(ids)
    return words_of(names.loc[shown, "text"]), words_of(names.loc[~of_persons, "text"])


def _about(stakes: pd.DataFrame, ids: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Whom outlets, companies and pages are about: who holds them, and whose stakes they state; also persons."""
    found = defaultdict(set, {own: {hidden} for own, hidden in ids.items()})
    theirs = stakes[stakes["holder_id"].isin(ids)]
    for holder, held, cited in zip(theirs["holder_id"], theirs["held_id"], theirs["citation"], strict=True):
        for thing in (held, *split(cited)):
            found[thing].add(ids[holder])
    return {thing: frozenset(whom) for thing, whom in found.items()}
