"""Which thing of ours a source's record is.

The hand-collected facts carry our own ids, and decisions give or change some. All other records join the thing that the
clues point to (`cluster`), or become one of their own: its id is given once and kept in `data/raw/ids.csv`. An id that
is merged into another lives on as a redirect.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from mapping.clean.cluster import Clusters, cluster
from mapping.clean.decisions import Decisions
from mapping.clean.judged import Judged, judged
from mapping.clean.traits import PLURALS, Record, Ref, records_of, reference
from mapping.errors import InputUnreadable, MappingError
from mapping.names import fold
from mapping.paths import Places, write_whole
from mapping.schema import OWN_IDS
from mapping.tables import read, rows_of, to_csv

IDS_HEAD = ["entity_kind", "source", "record_id", "entity_id", "since"]

Given = dict[tuple[str, str, str], str]
Rows = list[dict[str, str]]


@dataclass
class Identity:
    """Record -> id, per kind; a reference is read in the folder of the file that makes it, then anywhere in its source.

    `why` has a sentence a record; `former` the name of each record that another replaced; `new` the ids given in this
    run; `redirects` and `doubts` are rows of their tables.
    """

    ids: dict[Ref, str] = field(default_factory=dict)
    anywhere: dict[tuple[str, str, str], str] = field(default_factory=dict)
    why: dict[Ref, str] = field(default_factory=dict)
    former: dict[Ref, str] = field(default_factory=dict)
    new: Rows = field(default_factory=list)
    redirects: Rows = field(default_factory=list)
    doubts: Rows = field(default_factory=list)

    def give(self, ref: Ref, entity_id: str, why: str) -> None:
        """Note that this record is that thing."""
        kind, source, _, record_id = ref
        self.ids[ref], self.why[ref] = entity_id, why
        if "split" not in why:
            self.anywhere.setdefault((kind, source, record_id), entity_id)

    def of(self, kind: str, row: Mapping[str, str], record_id: str) -> str | None:
        """The id that a row of this source and folder means by a record id; None when it is of another kind."""
        ref = reference(kind, {**row, "record_id": record_id})
        if here := self.ids.get(ref) or self.anywhere.get((kind, ref[1], record_id)):
            return here
        others = OWN_IDS if row["source"] in OWN_IDS else ()
        return next(filter(None, (self.anywhere.get((kind, source, record_id)) for source in others)), None)


def identify(gathered: Mapping[str, pd.DataFrame], decisions: Decisions, places: Places, today: str) -> Identity:
    """An id for every record of an outlet or owner; decisions whose case is gone are reported."""
    identity, given = Identity(), _given(places)
    for kind, table in PLURALS.items():
        rows = list(rows_of(gathered[table]))
        fixed = _fixed(kind, rows, decisions)
        first = {ref: own_id for ref, (own_id, _) in fixed.items()} | _given_to(kind, rows, fixed, given)
        judgements = judged(kind, decisions, set(first.values()))
        own = {ref: judgements.of(one) for ref, one in first.items() if ref in fixed or judgements.speaks_of(one)}
        records = records_of(kind, gathered, own, _ties(kind, gathered, identity))
        clusters = cluster(records, judgements.apart)
        names = _Ids(kind, records, clusters, first, identity, today)
        _give(records, clusters, names.of_groups(given), fixed, identity)
        identity.former |= _former(records, clusters)
        identity.redirects += _redirects(kind, given, identity, judgements)
        identity.doubts += _doubts(kind, records, clusters, judgements, identity)
    return identity


def _fixed(kind: str, rows: Rows, decisions: Decisions) -> dict[Ref, tuple[str, str]]:
    """The records whose id is known from the start: by a decision, or because it is one of the hand-collected facts."""
    found = {
        reference(kind, row): (row["record_id"], "the id of the hand-collected facts")
        for row in rows
        if row["source"] in OWN_IDS
    }
    known = {(row["source"], row["file"], row["record_id"]): reference(kind, row) for row in rows}
    decided: dict[Ref, Mapping[str, str]] = {}
    for decision in decisions.of("identity"):
        if decision["entity_kind"] != kind:
            continue
        ref = known.get((decision["source"], decision["file"], decision["record_id"]))
        if ref is None:
            where = f"'{decision['record_id']}' in {decision['source']}/{decision['file']}"
            decisions.stale(decision, "identity", f"there is no record {where}")
        else:
            decided[ref] = decision
    for ref, judgement in decided.items():
        if wrong := _unusable(ref, judgement, found, decided):
            decisions.contradicted(judgement, "identity", wrong)
        else:
            why = f"decided ({judgement['decision']}, {judgement['date']}): {judgement['reason']}"
            found[ref] = (judgement["entity_id"], why)
    return found


def _unusable(
    ref: Ref,
    decision: Mapping[str, str],
    facts: Mapping[Ref, tuple[str, str]],
    decided: Mapping[Ref, Mapping[str, str]],
) -> str:
    """What another row or record says against a decision; `""` when nothing does."""
    own_id = decision["entity_id"]
    bearers = [other for other in facts if other[3] == own_id and other != ref]
    if decision["decision"] == "split":
        return f"'{own_id}' is the id of another record" if bearers else ""
    leaving = [other for other in bearers if other in decided and decided[other]["entity_id"] != own_id]
    return f"'{own_id}' is led elsewhere by another row" if leaving and len(leaving) == len(bearers) else ""


def _given(places: Places) -> Given:
    """The ids once given; `InputUnreadable` when the file gives one record two ids, or one id to two records."""
    rows = list(rows_of(read(places.ids))) if places.ids.exists() else []
    given = {(row["entity_kind"], row["source"], row["record_id"]): row["entity_id"] for row in rows}
    if len(given) < len(rows) or len({(key[0], own) for key, own in given.items()}) < len(given):
        raise InputUnreadable(f"{places.ids} gives one id, or one record, twice: restore it, its rows never change.")
    return given


def _given_to(kind: str, rows: Rows, fixed: Mapping[Ref, object], given: Given) -> dict[Ref, str]:
    """The ids once given to records that have none fixed."""
    refs = dict.fromkeys(reference(kind, row) for row in rows)
    return {ref: own for ref in refs if ref not in fixed and (own := given.get((kind, ref[1], ref[3])))}


def _ties(kind: str, gathered: Mapping[str, pd.DataFrame], identity: Identity) -> dict[Ref, frozenset[str]]:
    """The outlets in which each record of an owner has a stake."""
    held: dict[Ref, set[str]] = defaultdict(set)
    for row in rows_of(gathered["stakes"]) if kind == "owner" else ():
        if outlet := identity.of("outlet", row, row["held_id"]):
            held[reference(kind, {**row, "record_id": row["holder_id"]})].add(outlet)
    return {ref: frozenset(outlets) for ref, outlets in held.items()}


def _former(records: Sequence[Record], clusters: Clusters) -> dict[Ref, str]:
    """The names of records that gave way to another record of the same thing."""
    at = {(record.list, record.ref[3]): label for record, label in zip(records, clusters.labels, strict=True)}
    return {
        record.ref: record.names[0]
        for record, label in zip(records, clusters.labels, strict=True)
        if record.replaced_by and at.get((record.list, record.replaced_by)) == label
    }


def _give(
    records: Sequence[Record],
    clusters: Clusters,
    of_group: Mapping[int, str],
    fixed: Mapping[Ref, tuple[str, str]],
    identity: Identity,
) -> None:
    alone = "known from this source only"
    for at, record in enumerate(records):
        _, why = fixed.get(record.ref, ("", clusters.why.get(at, alone)))
        identity.give(record.ref, of_group[clusters.labels[at]], why)


@dataclass
class _Ids:
    """Chooses the id of each group: one of the facts, else the first once given, else a new one made from a name."""

    kind: str
    records: Sequence[Record]
    clusters: Clusters
    first: Mapping[Ref, str]
    identity: Identity
    today: str

    def of_groups(self, given: Given) -> dict[int, str]:
        """Group label -> id; new ids are noted in `given` and in the identity."""
        members: dict[int, list[Record]] = defaultdict(list)
        for at, record in enumerate(self.records):
            members[self.clusters.labels[at]].append(record)
        found = {label: self._known(group) for label, group in members.items()}
        taken = {*self.identity.ids.values(), *given.values(), *self.first.values(), *found.values()}
        for label, group in members.items():
            if not found[label]:
                found[label] = self._new(group[0], given, taken)
        return found

    def _known(self, group: Sequence[Record]) -> str:
        own = next((record.own_id for record in group if record.own_id), "")
        return own or next((self.first[record.ref] for record in group if record.ref in self.first), "")

    def _new(self, record: Record, given: Given, taken: set[str]) -> str:
        """An id made from the record's name, free of any other thing's id."""
        _, source, _, record_id = record.ref
        base = slug(record.names[0]) or slug(record_id) or self.kind
        endings = (
            "",
            f"-{record.country.lower()}" if record.country else "",
            "-tv" if self.kind == "outlet" else "-owner",
        )
        candidates = [base + ending for ending in endings] + [f"{base}-{n}" for n in range(2, 1000)]
        entity_id = next(candidate for candidate in candidates if candidate not in taken)
        taken.add(entity_id)
        given[self.kind, source, record_id] = entity_id
        row = (self.kind, source, record_id, entity_id, self.today)
        self.identity.new.append(dict(zip(IDS_HEAD, row, strict=True)))
        return entity_id


def _redirects(kind: str, given: Given, identity: Identity, judgements: Judged) -> Iterator[dict[str, str]]:
    """The ids that no longer stand for a thing of their own, and where each leads."""
    here = {ref: own_id for ref, own_id in identity.ids.items() if ref[0] == kind}
    own = {ref[3]: ref for ref in here if ref[1] in OWN_IDS}
    once = {given[kind, ref[1], ref[3]]: ref for ref in here if (kind, ref[1], ref[3]) in given}
    live = set(here.values())
    for old, ref in (own | once).items():
        if old not in live:
            answer = judgements.asked.get(frozenset((old, here[ref])))
            why = f"decided (same, {answer['date']}): {answer['reason']}" if answer else identity.why[ref]
            yield {"entity_kind": kind, "old_id": old, "entity_id": here[ref], "why": why}


def _doubts(
    kind: str, records: Sequence[Record], clusters: Clusters, judgements: Judged, identity: Identity
) -> Iterator[dict[str, str]]:
    """The doubtful pairs as rows, those that a person has already called different left out."""
    for doubt in clusters.doubts:
        a, b = (identity.ids[records[at].ref] for at in (doubt.a, doubt.b))
        answer = judgements.asked.get(frozenset((a, b)))
        if not answer or answer["decision"] == "unsure":
            said = f" {answer['who']} was unsure ({answer['date']}): {answer['reason']}" if answer else ""
            cells = {
                "entity_kind": kind,
                "a_id": a,
                "b_id": b,
                "score": f"{doubt.score:.3f}",
                "what": doubt.what + said,
            }
            yield cells | {"why": doubt.why}


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
