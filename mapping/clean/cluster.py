"""Groups of records that are one thing: joined from the surest pair down, never across an impossible pair.

A match is transitive only when nothing speaks against it: before two groups join, each record of one is held against
each of the other, and one pair that cannot be one keeps them apart. What is likely but not sure, or cannot be decided
between two known things, is left apart and listed for a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mapping.clean.candidates import candidates
from mapping.clean.record_clues import Evidence, Pair, forbids, weigh
from mapping.clean.traits import Record

SAME_FROM, DOUBT_FROM = 1.5, -0.5  # log-odds from which two records are one, and from which a person should look
TWO_IDS_FROM = 4.0  # log-odds from which a person should look at two that the facts keep apart
UNLIKE, MEAN_FROM = -3.0, -1.0  # log-odds of a pair that shares no key; the least mean between groups that join
MARGIN = 1.0  # lead in log-odds by which one known thing must beat another
Apart = frozenset[str]  # two ids that a person called different


@dataclass(frozen=True)
class Doubt:
    """A pair (positions of records) that a person should look at."""

    a: int
    b: int
    score: float
    what: str
    why: str


@dataclass(frozen=True)
class Clusters:
    """`labels[i]` is the position of the first record of i's group; `why[i]` tells what joined a record to it."""

    labels: list[int]
    why: dict[int, str]
    doubts: list[Doubt]
    too_common: Mapping[str, int]


def _crowded(records: Sequence[Record]) -> frozenset[str]:
    """The addresses under which one list has more than one thing, such as the site of a company with three channels."""
    seen: dict[tuple[tuple[str, ...], str], set[str]] = defaultdict(set)
    for record in records:
        for address in record.addresses:
            seen[record.list, address].add(record.own_id or record.ref[3])
    return frozenset(address for (_, address), things in seen.items() if len(things) > 1)


class _Groups:
    """Which records stand together so far; each group knows the ids it holds."""

    def __init__(self, records: Sequence[Record], apart: Collection[Apart]) -> None:
        self.records, self.apart = records, apart
        self.crowded = _crowded(records)
        self.label = list(range(len(records)))
        self.members = {at: [at] for at in self.label}
        first: dict[str, int] = {}
        for at, record in enumerate(records):
            if record.own_id and (known := first.setdefault(record.own_id, at)) != at:
                self.join(known, at)

    def join(self, a: int, b: int) -> None:
        kept, lost = sorted((self.label[a], self.label[b]))
        for at in self.members.pop(lost):
            self.label[at] = kept
            self.members[kept].append(at)

    def ids(self, at: int) -> set[str]:
        """The ids that the group of this record holds: one at most, as two are never joined."""
        return {self.records[one].own_id for one in self.members[self.label[at]]} - {""}

    def pair(self, a: int, b: int) -> Pair:
        return Pair(self.records[a], self.records[b], self.crowded)

    def impossible(self, a: int, b: int) -> str:
        """Why the groups of two records cannot be one; `""` when nothing forbids it."""
        left, right = self.ids(a), self.ids(b)
        if left and right and left != right:
            return "both are known, by ids of their own"
        for one in self.members[self.label[a]]:
            for other in self.members[self.label[b]]:
                if reason := forbids(self.pair(one, other)):
                    return reason
        return ""


def cluster(records: Sequence[Record], apart: Collection[Apart] = ()) -> Clusters:
    """Group the records; those of one `own_id` are together from the start, two such ids never come together.

    `apart` holds pairs of ids that a person called different: they are not offered as doubts again.
    """
    groups = _Groups(records, apart)
    found = candidates(records)
    possible = [(a, b) for a, b in found.pairs if groups.label[a] != groups.label[b] and not forbids(groups.pair(a, b))]
    evidence = dict(zip(possible, weigh([groups.pair(a, b) for a, b in possible]), strict=True))
    ranked = sorted(evidence, key=lambda pair: (-evidence[pair].log_odds, pair))
    contested = _contested(records, evidence)
    why: dict[int, str] = {}
    for a, b in ranked:
        sure = evidence[a, b].log_odds >= SAME_FROM and (a, b) not in contested
        two = groups.label[a] != groups.label[b]
        if sure and two and not groups.impossible(a, b) and _agree(groups, evidence, a, b):
            newcomer = b if groups.ids(a) or not groups.ids(b) else a
            why[newcomer] = evidence[a, b].why()
            groups.join(a, b)
    return Clusters(groups.label, why, list(_doubts(ranked, evidence, groups, contested)), found.too_common)


def _agree(groups: _Groups, evidence: Mapping[tuple[int, int], Evidence], a: int, b: int) -> bool:
    """Whether two groups are alike on the whole, not only where they touch; what was not compared is unlike."""
    if groups.pair(a, b).a.addresses & groups.pair(a, b).b.addresses - groups.crowded:
        return True
    left, right = groups.members[groups.label[a]], groups.members[groups.label[b]]
    crossed = [evidence.get((min(one, other), max(one, other))) for one in left for other in right]
    return sum(found.log_odds if found else UNLIKE for found in crossed) >= MEAN_FROM * len(crossed)


def _contested(records: Sequence[Record], evidence: Mapping[tuple[int, int], Evidence]) -> set[tuple[int, int]]:
    """The pairs of a record without an id and two known things that it fits about equally well."""
    best: dict[int, dict[str, float]] = defaultdict(dict)
    for pair, found in evidence.items():
        for at, other in (pair, pair[::-1]):
            known = records[other].own_id
            if known and not records[at].own_id:
                best[at][known] = max(found.log_odds, best[at].get(known, DOUBT_FROM))
    torn = {at for at, scores in best.items() if _close(sorted(scores.values(), reverse=True))}
    return {(a, b) for a, b in evidence if (a in torn and records[b].own_id) or (b in torn and records[a].own_id)}


def _close(scores: list[float]) -> bool:
    """Whether the second best is too near the best to choose between them."""
    return len(scores) > 1 and scores[0] >= SAME_FROM and scores[0] - scores[1] < MARGIN


def _doubts(
    ranked: Sequence[tuple[int, int]],
    evidence: Mapping[tuple[int, int], Evidence],
    groups: _Groups,
    contested: Collection[tuple[int, int]],
) -> Iterator[Doubt]:
    """The best pair between any two groups that may still be one, the likeliest first."""
    seen: set[frozenset[int]] = set()
    for a, b in ranked:
        weight, between = evidence[a, b].log_odds, frozenset((groups.label[a], groups.label[b]))
        ids = frozenset(groups.ids(a) | groups.ids(b))
        least = TWO_IDS_FROM if len(ids) > 1 else DOUBT_FROM
        if len(between) == 1 or weight < least or between in seen or ids in groups.apart:
            continue
        seen.add(between)
        what = _what(a, b, ids, groups, contested, sure=weight >= SAME_FROM)
        yield Doubt(a, b, evidence[a, b].score, what, evidence[a, b].why())


def _what(
    a: int, b: int, ids: Collection[str], groups: _Groups, contested: Collection[tuple[int, int]], *, sure: bool
) -> str:
    """What makes the pair doubtful, in a sentence."""
    if (a, b) in contested:
        return "It fits another known one about as well."
    if len(ids) > 1:
        return "Both have an id of their own, yet look alike."
    if sure:
        return f"They look alike, but would join what cannot be one: {groups.impossible(a, b)}."
    return "Some clues speak for it and some against."
