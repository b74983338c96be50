"""Which outlet an answer speaks for, and which of several answers of one person counts.

An outlet is known by our id, its site, or a name that has the same skeleton within the country answered. What stays
open is asked of a person in `reports/team/answered_outlets.csv`: fill `outlet_id` (an id of ours, or `none`) and run
`mapping clean`. Answers and decisions lie sealed.
"""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz, process

from mapping import answers, vault
from mapping.clean.observed import Addresses
from mapping.clean.things import Cells
from mapping.countries import COUNTRIES
from mapping.errors import InputUnreadable
from mapping.files import publish, safe_cell
from mapping.names import skeleton
from mapping.observations import ANSWERS
from mapping.paths import Places
from mapping.tables import read, rows_of, shortened, to_csv

QUEUE, DECIDED = "answered_outlets.csv", "answered_outlets.sealed"
HEADS = ("answered", "country", "forms", "nearest", "outlet_id")
NONE = "none"
# The question that names the country of the outlet.
COUNTRY = "country"
_SHOWN = 3  # outlets that are near an undecided name
_DECISION = ("answered", "country", "outlet_id")

Case = tuple[str, str]  # an outlet as answered, and the country
Decided = dict[Case, str]


@dataclass(frozen=True)
class Placed:
    """The answers with their outlets, sealed, where there are any to be written; and complaints on them."""

    sealed: bytes = b""
    rejected: Sequence[Cells] = ()

    def write(self, folder: Path) -> None:
        """Put the answers into the folder of the tables."""
        if self.sealed:
            (folder / answers.FILE).write_bytes(self.sealed)


def place_answers(places: Places, tables: Mapping[str, pd.DataFrame]) -> Placed:
    """The answers that were gathered, each with its outlet; the list of names to decide is made anew.

    Without the key that they were sealed with, those of the last time stay: the intake has named that already.
    """
    try:
        gathered = list(rows_of(answers.unsealed(places, places.gathered)))
        decided = _decided(places)
    except InputUnreadable:
        return Placed()
    if not gathered:
        (places.processed / answers.FILE).unlink(missing_ok=True)
        (places.reports / "team" / QUEUE).unlink(missing_ok=True)
        return Placed()
    outlets = Outlets(tables)
    wrong = _take_decisions(places, outlets, decided)
    forms = _forms(gathered)
    undecided = _name_outlets(forms, outlets, decided)
    newest, repeated = _newest(forms)
    frame = pd.DataFrame([row for rows in newest for row in rows], columns=ANSWERS.heads, dtype=str)
    frame = frame.sort_values([*ANSWERS.key, "outlet"], ignore_index=True)
    if not wrong:
        _write_queue(places, Counter(_case(rows) for rows in undecided), outlets)
    reason = f"names an outlet by a name that is not ours: say which it is in reports/team/{QUEUE}"
    rejected = [*wrong, *repeated, *(_complaint(rows[0], "outlet", reason) for rows in undecided)]
    return Placed(vault.seal(to_csv(frame), vault.load_key(places.data)), rejected)


class Outlets:
    """Our outlets, by what people call them."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        self._countries = dict(zip(tables["outlets"]["outlet_id"], tables["outlets"]["country"], strict=True))
        self._names = dict(zip(tables["outlets"]["outlet_id"], tables["outlets"]["name"], strict=True))
        redirects = zip(tables["redirects"]["old_id"], tables["redirects"]["entity_id"], strict=True)
        self._ids: dict[str, str] = {own: own for own in self._countries}
        self._ids |= {old: own for old, own in redirects if own in self._countries}
        self._addresses = Addresses(rows_of(tables["channels"]))
        self._called: dict[str, set[str]] = defaultdict(set)
        for name in rows_of(tables["names"]):
            if name["entity_kind"] == "outlet" and (key := skeleton(name["text"])):
                self._called[key].add(name["entity_id"])

    def id(self, text: str) -> str:
        """Our id that this is, or that took its place; `""` for another text."""
        return self._ids.get(text.strip().casefold(), "")

    def known(self, answered: str, country: str) -> str:
        """The one outlet that is called so; `""` for none or several."""
        site = self._addresses.outlet(answered.strip()) if "." in answered else ""
        called = {own for own in self._called.get(skeleton(answered), ()) if self._fits(own, country)}
        return self.id(answered) or site or (next(iter(called)) if len(called) == 1 else "")

    def nearest(self, answered: str, country: str) -> str:
        """The outlets whose names are nearest, each with its id."""
        keys = [key for key, called in self._called.items() if any(self._fits(own, country) for own in called)]
        near = process.extract(skeleton(answered), keys, scorer=fuzz.ratio, limit=_SHOWN)
        found = (own for key, _, _ in near for own in sorted(self._called[key]) if self._fits(own, country))
        return "; ".join(f"{own} ({self._names[own]})" for own in dict.fromkeys(found))

    def _fits(self, own_id: str, country: str) -> bool:
        return own_id in self._countries and (country not in COUNTRIES or self._countries[own_id] == country)


def _forms(rows: Iterable[Cells]) -> list[list[Cells]]:
    """The answers of each form together."""
    found: dict[tuple[str, ...], list[Cells]] = defaultdict(list)
    for row in rows:
        found[row["source"], row["file"], row["row"]].append(row)
    return list(found.values())


def _case(form: list[Cells]) -> Case:
    return form[0]["outlet"], next((row["answer"] for row in form if row["question"] == COUNTRY), "")


def _name_outlets(forms: Iterable[list[Cells]], outlets: Outlets, decided: Decided) -> list[list[Cells]]:
    """Fill in the outlet of each form; gives those of which it is not known yet."""
    undecided = []
    for rows in forms:
        answered, country = _case(rows)
        own_id = outlets.known(answered, country) or decided.get((skeleton(answered), country), "")
        if not own_id:
            undecided.append(rows)
        for row in rows:
            row["outlet_id"] = "" if own_id == NONE else own_id
    return undecided


def _newest(forms: Iterable[list[Cells]]) -> tuple[list[list[Cells]], list[Cells]]:
    """One form for each person, outlet and round, the newest; and a complaint for each other that said something else.

    A form that was received twice, and says the same, is no complaint.
    """
    same: dict[tuple[str, ...], list[list[Cells]]] = defaultdict(list)
    for rows in forms:
        first = rows[0]
        same[first["round"], first["outlet_id"] or skeleton(first["outlet"]), first["respondent_hash"]].append(rows)
    complaints = []
    for several in same.values():
        several.sort(key=lambda rows: (rows[0]["date"], rows[0]["retrieved"], rows[0]["file"], int(rows[0]["row"])))
        newest = several[-1][0]
        reason = f"the same person answered again in this round ({newest['file']}, line {newest['row']}): that counts"
        complaints += [_complaint(rows[0], "", reason) for rows in several[:-1] if _said(rows) != _said(several[-1])]
    return [several[-1] for several in same.values()], complaints


def _said(form: list[Cells]) -> set[tuple[str, str]]:
    return {(row["question"], row["answer"]) for row in form}


def _complaint(row: Cells, column: str, reason: str) -> Cells:
    # Nothing that was answered is quoted: complaints are read by more people than answers.
    where = {name: row[name] for name in ("source", "file", "row")}
    return where | {"column": column, "value": "", "reason": reason}


def _decided(places: Places) -> Decided:
    path = places.raw / DECIDED
    if not path.exists():
        return {}
    content = vault.read_sealed(path, vault.load_key(places.data))
    frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    return {(row["answered"], row["country"]): row["outlet_id"] for row in rows_of(frame)}


def _take_decisions(places: Places, outlets: Outlets, decided: Decided) -> list[Cells]:
    """Move what a person filled in to the sealed decisions; gives a complaint for each that names no outlet."""
    path = places.reports / "team" / QUEUE
    frame = read(path) if path.exists() else pd.DataFrame(columns=HEADS)
    if lost := [head for head in HEADS if head not in frame.columns]:
        raise InputUnreadable(f"reports/team/{QUEUE} has lost its column '{lost[0]}': restore it, or delete the file.")
    wrong, found = [], dict(decided)
    for line, row in enumerate(rows_of(frame), start=2):
        said = row["outlet_id"].strip()
        own_id = NONE if said.casefold() == NONE else outlets.id(said)
        if own_id:
            found[skeleton(row["answered"]), row["country"]] = own_id
        elif said:
            where = {"source": "decisions", "file": QUEUE, "row": str(line), "column": "outlet_id"}
            wrong.append(where | {"value": shortened(said), "reason": f"is no outlet of ours, and not '{NONE}'"})
    if found != decided:
        rows = [(answered, country, own_id) for (answered, country), own_id in sorted(found.items())]
        content = to_csv(pd.DataFrame(rows, columns=list(_DECISION)))
        vault.write_sealed(places.raw / DECIDED, content, vault.load_key(places.data))
        decided.update(found)
    return wrong


def _write_queue(places: Places, open_cases: Mapping[Case, int], outlets: Outlets) -> None:
    """Make the list of names that are still open; without any, it is removed."""
    path = places.reports / "team" / QUEUE
    if not open_cases:
        path.unlink(missing_ok=True)
        return
    rows = list(_asked(open_cases, outlets))
    publish(path, b"\xef\xbb\xbf" + to_csv(pd.DataFrame(rows, columns=list(HEADS))), "team")


def _asked(open_cases: Mapping[Case, int], outlets: Outlets) -> Iterator[tuple[object, ...]]:
    for (answered, country), n in sorted(open_cases.items()):
        cells = (answered, country, str(n), outlets.nearest(answered, country), "")
        yield tuple(safe_cell(cell) for cell in cells)
