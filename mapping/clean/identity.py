"""Which thing of ours a source's record is.

The hand-collected facts carry our own ids. A record of another source takes the id that a decision gives it, else that
of the one outlet (or owner) its name or site points to, else that of the record that replaced it, else an id of its
own, given once and kept in `data/raw/ids.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from mapping.clean.decisions import Decisions
from mapping.clean.match import Known, Matcher, Ref, Traits, folder, reference
from mapping.errors import MappingError
from mapping.names import fold
from mapping.paths import Places, write_whole
from mapping.tables import read, rows_of, to_csv

# Sources whose record ids are our ids.
OWN_IDS = ("hand_facts",)
IDS_HEAD = ["entity_kind", "source", "record_id", "entity_id", "since"]
PLURALS = {"outlet": "outlets", "owner": "owners"}


@dataclass
class Identity:
    """Record -> id, per kind; a reference is read in the folder of the file that makes it, then anywhere in its source.

    `why` has one sentence a record; `new` the ids given in this run.
    """

    ids: dict[Ref, str] = field(default_factory=dict)
    anywhere: dict[tuple[str, str, str], str] = field(default_factory=dict)
    why: dict[Ref, str] = field(default_factory=dict)
    former: dict[Ref, str] = field(default_factory=dict)
    new: list[dict[str, str]] = field(default_factory=list)

    def give(self, kind: str, row: Mapping[str, str], entity_id: str, why: str) -> None:
        """Note that this record is that thing."""
        key = reference(kind, row)
        self.ids[key], self.why[key] = entity_id, why
        if "split" not in why:
            self.anywhere.setdefault((kind, row["source"], row["record_id"]), entity_id)

    def of(self, kind: str, row: Mapping[str, str], record_id: str) -> str | None:
        """The id that a row of this source and folder means by a record id; None when it is of another kind."""
        here = self.ids.get((kind, row["source"], folder(row["file"]), record_id))
        return here or self.anywhere.get((kind, row["source"], record_id))


def identify(gathered: Mapping[str, pd.DataFrame], decisions: Decisions, places: Places, today: str) -> Identity:
    """An id for every record of an outlet or owner; decisions whose record is gone are reported."""
    identity = Identity()
    given = _given(places)
    rows = {kind: list(rows_of(gathered[table])) for kind, table in PLURALS.items()}
    decided = {kind: _decided(kind, rows[kind], decisions) for kind in PLURALS}
    for kind, records in rows.items():
        for row in records:
            if row["source"] in OWN_IDS:
                own = (row["record_id"], "the id of the hand-collected facts")
                identity.give(kind, row, *decided[kind].get(reference(kind, row), own))
    for kind, records in rows.items():
        others = [row for row in records if row["source"] not in OWN_IDS]
        _identify_others(kind, others, gathered, decided[kind], given, identity, today)
    return identity


def _decided(kind: str, rows: Iterable[Mapping[str, str]], decisions: Decisions) -> dict[Ref, tuple[str, str]]:
    """The decisions on records of this kind, by record; stale ones are reported."""
    known = {(row["source"], row["file"], row["record_id"]): reference(kind, row) for row in rows}
    found = {}
    for decision in decisions.of("identity"):
        if decision["entity_kind"] != kind:
            continue
        key = known.get((decision["source"], decision["file"], decision["record_id"]))
        if key is None:
            decisions.stale(decision, "identity", f"there is no record '{decision['record_id']}' in {decision['file']}")
        else:
            found[key] = (
                decision["entity_id"],
                f"decided ({decision['decision']}, {decision['date']}): {decision['reason']}",
            )
    return found


def _identify_others(
    kind: str,
    rows: list[dict[str, str]],
    gathered: Mapping[str, pd.DataFrame],
    decided: Mapping[Ref, tuple[str, str]],
    given: dict[tuple[str, str, str], str],
    identity: Identity,
    today: str,
) -> None:
    """Records without an id of ours: decided, matched, replaced, or new, in that order."""
    traits = Traits(kind, gathered)
    matcher = Matcher(kind, traits, [Known(entity, key) for key, entity in identity.ids.items() if key[0] == kind])
    successors = {row["record_id"]: row for row in rows}
    settled = {reference(kind, row): decided.get(reference(kind, row)) or matcher.match(row) for row in rows}

    def settle(row: dict[str, str], seen: tuple[str, ...] = ()) -> tuple[str, str]:
        key = reference(kind, row)
        found = settled[key]
        successor = successors.get(row["replaced_by"])
        if found is None and successor is not None and successor["record_id"] not in seen:
            entity, _ = settle(successor, (*seen, row["record_id"]))
            identity.former[key] = row.get("name", "")
            found = (entity, f"replaced by {successor['record_id']}, which is this one")
        if found is None:
            found = (_new_id(kind, row, given, identity, today), "known from this source only")
        settled[key] = found
        return found

    for row in rows:
        identity.give(kind, row, *settle(row))
        if row["replaced_by"]:
            identity.former[reference(kind, row)] = row.get("name", "")


def _given(places: Places) -> dict[tuple[str, str, str], str]:
    rows = rows_of(read(places.ids)) if places.ids.exists() else ()
    return {(row["entity_kind"], row["source"], row["record_id"]): row["entity_id"] for row in rows}


def _new_id(
    kind: str, row: Mapping[str, str], given: dict[tuple[str, str, str], str], identity: Identity, today: str
) -> str:
    """The id once given to this record, else one made from its name, free of any other thing's id."""
    key = (kind, row["source"], row["record_id"])
    if key not in given:
        base = slug(row["name"]) or slug(row["record_id"]) or kind
        suffixes = ("", f"-{row['country'].lower()}" if row["country"] else "", "-tv" if kind == "outlet" else "-owner")
        taken = set(identity.ids.values()) | set(given.values())
        candidates = [base + suffix for suffix in suffixes] + [f"{base}-{n}" for n in range(2, 1000)]
        given[key] = next(candidate for candidate in candidates if candidate not in taken)
        identity.new.append(dict(zip(IDS_HEAD, (*key, given[key], today), strict=True)))
    return given[key]


def slug(name: str) -> str:
    """A name as an id: small Latin letters, digits and hyphens."""
    plain = re.sub(r"['ʻʼ‘’`]", "", name.lower())
    return re.sub(r"[^a-z0-9]+", "-", plain if plain.isascii() else fold(plain)).strip("-")


def keep_new_ids(places: Places, identity: Identity) -> None:
    """Append the ids given in this run to `data/raw/ids.csv`; those already there never change."""
    if identity.new:
        old = read(places.ids) if places.ids.exists() else pd.DataFrame(columns=IDS_HEAD, dtype=str)
        write_whole(places.ids, to_csv(pd.concat([old, pd.DataFrame(identity.new, columns=IDS_HEAD)])))


def check_kinds_apart(outlets: Iterable[str], owners: Iterable[str]) -> None:
    """Stop when one id would name both an outlet and an owner: stakes could not tell them apart."""
    if both := sorted(set(outlets) & set(owners)):
        raise MappingError(f"'{both[0]}' is the id of an outlet and of an owner: rename one in the facts.")
