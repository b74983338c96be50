"""What a list is worth: the mean merit of those on it, and what they cover together, each as a share from 0 to 1.

Merit adds up; what is covered does not: a region that two cover counts once. Where nothing is known for an aim (no tie,
no score), it takes no part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from mapping.analyse.networks.graph import Floats, joined, network
from mapping.choosing.fields import MEASURES
from mapping.choosing.rules import Rules
from mapping.choosing.scores import scores, usable
from mapping.errors import InputUnreadable
from mapping.tables import split

Flags: TypeAlias = NDArray[np.bool_]
# scipy has no types: a matrix of things by candidates, 1 where a candidate covers a thing.
Cover: TypeAlias = Any
Told: TypeAlias = dict[str, list[int]]

# Which field of a candidate says what it covers.
_FIELDS = {"regions": "region", "countries": "country", "languages": "languages", "media": "media"}
_WHOLE_REGION = "XX"
# From this need on somebody stands for a theme.
NEEDY = 50


@dataclass(frozen=True)
class Aims:
    """Who of the candidates adds what: `points` each by itself, `worth` each thing that is covered (`things`: its aim
    and its name), all weighed, so that a list that had everything would be worth 1. `parts`: points by aim, unweighed.
    """

    ids: pd.Index
    weights: Mapping[str, float]
    parts: Mapping[str, Floats]
    cover: Cover
    things: list[tuple[str, str]]
    points: Floats
    worth: Floats

    def value(self, chosen: Flags) -> float:
        """What a list is worth, 0 to 1."""
        return float(self.points[chosen].sum() + self.worth[self.counts(chosen) > 0].sum())

    def counts(self, chosen: Flags) -> NDArray[np.int64]:
        """By how many of a list each thing is covered."""
        return np.asarray(self.cover @ chosen.astype(np.int64))

    def gains(self, chosen: Flags) -> Floats:
        """What each candidate would add to a list that it is not on."""
        return np.asarray(self.points + self.cover.T @ (self.worth * (self.counts(chosen) == 0)))

    def losses(self, chosen: Flags) -> Floats:
        """What a list would lose without each of its members; of others, what they add by themselves."""
        return np.asarray(self.points + self.cover.T @ (self.worth * (self.counts(chosen) == 1)))

    def reached(self, chosen: Flags) -> pd.DataFrame:
        """Each aim with its weight, its value for a list (0 to 1), how many things are covered, and of how many.

        Columns: term, weight, value, covered, of (both missing for an aim that counts no things).
        """
        covered = self.counts(chosen) > 0
        rows: list[tuple[str, float, float, int | None, int | None]] = []
        for aim, weight in self.weights.items():
            if aim in self.parts:
                rows.append((aim, weight, float(self.parts[aim][chosen].sum()), None, None))
                continue
            its = np.array([name == aim for name, _ in self.things], dtype=bool)
            rows.append((aim, weight, float(covered[its].mean()), int(covered[its].sum()), int(its.sum())))
        frame = pd.DataFrame(rows, columns=["term", "weight", "value", "covered", "of"])
        return frame.astype({"covered": "Int64", "of": "Int64"})

    def alone(self, chosen: Flags) -> dict[str, list[tuple[str, str]]]:
        """For each on a list the things that nobody else on it covers, as aim and name."""
        once = self.counts(chosen) == 1
        found: dict[str, list[tuple[str, str]]] = {str(own): [] for own in self.ids[chosen]}
        rows, columns = self.cover.nonzero()
        for thing, place in zip(rows, columns, strict=True):
            if once[thing] and chosen[place]:
                found[str(self.ids[place])].append(self.things[thing])
        return found


def aims(candidates: pd.DataFrame, rules: Rules, ties: pd.DataFrame) -> Aims:
    """The aims of the rules for these candidates; without [aims] merit alone counts.

    `InputUnreadable` when nothing is known of any that has a weight.
    """
    wanted = {aim: weight for aim, weight in (rules.aims or {"merit": 1.0}).items() if weight}
    parts = {aim: part / rules.seats for aim, part in _parts(candidates, rules) if aim in wanted}
    told = {aim: _covering(aim, candidates, ties) for aim in wanted if aim not in ("merit", "newcomers")}
    known = {aim: wanted[aim] for aim in wanted if aim in parts or told.get(aim)}
    if not known:
        raise InputUnreadable(
            f"Nothing that {rules.origin} aims at is known of any eligible candidate: set other [aims] or [weights]."
        )
    weights = {aim: weight / sum(known.values()) for aim, weight in known.items()}
    things = [(aim, name) for aim in told for name in told[aim]]
    members = [told[aim][name] for aim, name in things]
    worth = [weights[aim] / len(told[aim]) for aim, _ in things]
    points = sum((weights[aim] * part for aim, part in parts.items()), np.zeros(len(candidates)))
    return Aims(
        ids=candidates.index,
        weights=weights,
        parts=parts,
        cover=_matrix(members, len(candidates)),
        things=things,
        points=points,
        worth=np.array(worth, dtype=float),
    )


def _matrix(members: list[list[int]], n: int) -> Cover:
    starts = np.cumsum([0, *map(len, members)])
    columns = np.array([place for each in members for place in each], dtype=np.int64)
    return csr_array((np.ones(len(columns), dtype=np.int64), columns, starts), shape=(len(members), n))


def _parts(candidates: pd.DataFrame, rules: Rules) -> Iterator[tuple[str, Floats]]:
    """The aims that add up, 0 to 1 for each candidate."""
    if usable(candidates, rules.weights):
        yield "merit", scores(candidates, rules.weights).to_numpy(dtype=float) / 100
    if candidates["newcomer"].notna().any():
        yield "newcomers", (candidates["newcomer"] == "yes").to_numpy().astype(np.float64)


def _covering(aim: str, candidates: pd.DataFrame, ties: pd.DataFrame) -> Told:
    """Which things count for an aim, and the places of the candidates that cover each."""
    if aim == "network":
        return _reaching(candidates["outlet_id"], ties)
    if aim == "needs":
        themes = [name for name in MEASURES if name.startswith("need_")]
        needy = {name: np.flatnonzero(candidates[name] >= NEEDY).tolist() for name in themes}
        return {name.removeprefix("need_"): places for name, places in needy.items() if places}
    told: Told = {}
    for place, cell in enumerate(candidates[_FIELDS[aim]]):
        for word in dict.fromkeys(split(cell)) if isinstance(cell, str) else ():
            if word != _WHOLE_REGION:
                told.setdefault(word, []).append(place)
    return dict(sorted(told.items()))


def _reaching(outlets: pd.Series, ties: pd.DataFrame) -> Told:
    """The nodes of the network of ties, each with the candidates who are it or from whom it takes."""
    net = network(joined(ties))
    takers: dict[str, list[str]] = {own: [own] for own in net.ids}
    for giver, taker in zip(net.giver, net.taker, strict=True):
        takers[net.ids[giver]].append(net.ids[taker])
    told: Told = {}
    for place, outlet in enumerate(outlets):
        for node in takers.get(outlet, ()) if isinstance(outlet, str) else ():
            told.setdefault(node, []).append(place)
    return dict(sorted(told.items()))
