"""How the list moves when a tenth of the ties is missing, when weights move, and when one source is dropped.

Each run solves the whole programme anew. Draws are seeded: the same inputs give the same numbers. Who is eligible, and
the place of a candidate in the whole network (`sourcing`, `bridging`), stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from mapping.choosing.aims import Flags, aims
from mapping.choosing.eligibility import Eligible
from mapping.choosing.fields import MEASURES
from mapping.choosing.measures import Evidence, measures
from mapping.choosing.programme import programme
from mapping.choosing.rules import Rules
from mapping.errors import InputUnreadable
from mapping.safety import host
from mapping.tables import split

RUNS, TIES_LOST, MOVED, SOURCES = 20, 0.1, 0.2, 10
Run = tuple[str, Eligible, Rules, pd.DataFrame]


@dataclass(frozen=True)
class Grounds:
    """What a list rests on: who is eligible, the rules, the ties, the evidence, and the address of each citation."""

    who: Eligible
    rules: Rules
    ties: pd.DataFrame
    evidence: Evidence
    urls: Mapping[str, str]


def stability(grounds: Grounds, merit: Flags) -> tuple[pd.DataFrame, pd.DataFrame]:
    """How steady a list by merit is.

    First, by candidate, kept_ties, kept_weights and kept_sources: the share of runs in which each is on the list (0 to
    1, missing where there was nothing to try). Second, a row for each kind of ties and weights and for each source:
    kind, what, runs, stays (mean share of the list that stays), leaves (ids of those who stay in less than half).
    """
    ids = grounds.who.candidates.index
    kept, rows = pd.DataFrame(index=ids), []
    ways: Mapping[str, Callable[[Grounds], Iterator[Run]]] = {
        "ties": _fewer_ties, "weights": _moved_weights, "sources": _fewer_sources,
    }  # fmt: skip
    for kind, way in ways.items():
        lists: dict[str, list[Flags]] = {}
        for what, who, rules, ties in way(grounds):
            lists.setdefault(what, []).append(_solved(who, rules, ties))
        every = [each for found in lists.values() for each in found]
        kept[f"kept_{kind}"] = np.mean(every, axis=0) if every else np.nan
        for what, found in lists.items() if merit.any() else ():
            stays = np.mean(found, axis=0)
            rows.append((kind, what, len(found), float(stays[merit].mean()), ";".join(ids[merit & (stays < 0.5)])))
    return kept, pd.DataFrame(rows, columns=["kind", "what", "runs", "stays", "leaves"])


def _solved(who: Eligible, rules: Rules, ties: pd.DataFrame) -> Flags:
    """The best list; nobody when what is left says nothing of what the rules aim at."""
    try:
        best = programme(who, rules, aims(who.candidates, rules, ties)).best()
    except InputUnreadable:
        best = None
    return np.zeros(len(who.candidates), dtype=bool) if best is None else best.chosen


def _fewer_ties(grounds: Grounds) -> Iterator[Run]:
    drawn = np.random.default_rng(grounds.rules.seed)
    # Without a weight of the network nothing could move.
    for _ in range(RUNS if len(grounds.ties) and grounds.rules.aims.get("network") else 0):
        left = grounds.ties[drawn.random(len(grounds.ties)) >= TIES_LOST]
        yield f"{TIES_LOST:.0%} of ties missing", grounds.who, grounds.rules, left


def _moved_weights(grounds: Grounds) -> Iterator[Run]:
    drawn = np.random.default_rng(grounds.rules.seed)

    def moved(weights: Mapping[str, float]) -> dict[str, float]:
        return {name: weight * drawn.uniform(1 - MOVED, 1 + MOVED) for name, weight in weights.items()}

    for _ in range(RUNS):
        rules = replace(grounds.rules, weights=moved(grounds.rules.weights), aims=moved(grounds.rules.aims))
        yield f"weights moved by up to {MOVED:.0%}", grounds.who, rules, grounds.ties


def _fewer_sources(grounds: Grounds) -> Iterator[Run]:
    """Without the pages of one site, for each of the sites on which most of what we know of the candidates rests."""
    candidates = grounds.who.candidates
    outlets = candidates["outlet_id"]
    own = outlets.dropna().drop_duplicates().tolist()
    pages = grounds.evidence.pages[grounds.evidence.pages["outlet_id"].isin(own)]
    sites = pages["page"].map(lambda page: host(grounds.urls.get(page, "")))
    every = pd.Series({page: host(url) for page, url in grounds.urls.items()}, dtype=object)
    names = [name for name in MEASURES if grounds.rules.weights.get(name) or name.startswith("need_")]
    for site in sites[sites != ""].value_counts().sort_index(kind="stable").nlargest(SOURCES).index:
        lost = set(every.index[every == site])
        found = measures(grounds.evidence.without(lost), own, names).reindex(outlets).set_axis(candidates.index)
        who = replace(grounds.who, candidates=candidates.assign(**{name: found[name] for name in names}))
        yield f"without {site}", who, grounds.rules, _resting_elsewhere(grounds.ties, lost)


def _resting_elsewhere(ties: pd.DataFrame, lost: set[str]) -> pd.DataFrame:
    """The ties that quote another page too, or none."""
    gone = ties["citation"].map(lambda cell: isinstance(cell, str) and set(split(cell)) <= lost)
    return ties[~gone.astype(bool)]
