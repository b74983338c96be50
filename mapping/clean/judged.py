"""What people said of pairs of ids: which are one, which are two, and where their words contradict each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from mapping.clean.decisions import Decisions

Apart = frozenset[str]


@dataclass(frozen=True)
class Judged:
    """`merged` leads each id to the one that stands for it; `apart` are pairs called different; `asked` all answers."""

    merged: Mapping[str, str] = field(default_factory=dict)
    apart: Collection[Apart] = ()
    asked: Mapping[Apart, Mapping[str, str]] = field(default_factory=dict)

    def of(self, own_id: str) -> str:
        """The id that stands for this one."""
        return self.merged.get(own_id, own_id)

    def speaks_of(self, own_id: str) -> bool:
        """Whether anybody judged a pair with this id: such an id is known as one of the facts is."""
        return any(own_id in pair for pair in self.asked)


def judged(kind: str, decisions: Decisions, known: Collection[str]) -> Judged:
    """The judgements on pairs of one kind; a later row on the same pair undoes an earlier one.

    `same` is transitive: the first id named stands for all. Where `different` contradicts that, none of the rows of
    that group is followed, and each is reported.
    """
    latest: dict[Apart, dict[str, str]] = {}
    for row in decisions.of("pairs"):
        if row["entity_kind"] != kind:
            continue
        lost = [row[name] for name in ("a_id", "b_id") if row[name] not in known]
        if lost:
            decisions.stale(row, "pairs", f"there is no {kind} '{lost[0]}'")
        else:
            latest[frozenset((row["a_id"], row["b_id"]))] = row
    merged = _merged(row for row in latest.values() if row["decision"] == "same")
    torn = _torn(latest, merged)
    for row in latest.values():
        if (group := merged.get(row["a_id"])) in torn and group == merged.get(row["b_id"]):
            decisions.contradicted(row, "pairs", f"others say that {torn[group]}")
    merged = {own_id: stands for own_id, stands in merged.items() if stands not in torn}
    apart = [pair for pair, row in latest.items() if row["decision"] == "different"]
    return Judged(merged, frozenset(frozenset(merged.get(own_id, own_id) for own_id in pair) for pair in apart), latest)


def _merged(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Each id of a chain of `same` led to the id that the chain's first row names first."""
    merged: dict[str, str] = {}
    for row in rows:
        kept, lost = (merged.setdefault(row[name], row[name]) for name in ("a_id", "b_id"))
        merged.update({own_id: kept for own_id, stands in merged.items() if stands == lost})
    return merged


def _torn(latest: Mapping[Apart, Mapping[str, str]], merged: Mapping[str, str]) -> dict[str, str]:
    """The groups inside which somebody called two ids different, each with those words."""
    return {
        merged[row["a_id"]]: f"{row['a_id']} and {row['b_id']} are different ({row['who']}, {row['date']})"
        for row in latest.values()
        if row["decision"] == "different" and row["a_id"] in merged and merged[row["a_id"]] == merged.get(row["b_id"])
    }
