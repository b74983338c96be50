"""Chains of holders from an outlet to the top, step by step, each with its share, its pages and its sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from typing import NamedTuple

import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.holdings import HOLDING, SHARES, standing_stakes
from mapping.schema import CONFIDENCES

LONGEST_CHAIN = 12
# In a thicket of cross-holdings chains multiply without telling more; the shares are counted elsewhere, whole.
MOST_CHAINS = 200
# One step up a chain in words.
STEPS = {
    "owns": "owned by",
    "controls": "controlled by",
    "parent": "part of",
    "family": "held through family by",
    "nominee": "held for",
    "manages": "managed by",
    "licence": "licensed to",
    "state_appointment": "headed by an appointee of",
}


class Hop(NamedTuple):
    """One step up a chain: from what is held to who holds it; shares in percent."""

    holder_id: str
    relation: str
    confidence: str
    share_min: float
    share_max: float
    stake_id: str
    citation: str


def _surest(hops: list[Hop]) -> list[Hop]:
    """Per holder the surest hop, so that a stake stated twice is one step."""
    best: dict[str, Hop] = {}
    for hop in sorted(hops, key=lambda hop: (CONFIDENCES.index(hop.confidence), HOLDING.index(hop.relation))):
        best.setdefault(hop.holder_id, hop)
    return list(best.values())


def _holders_of(stakes: pd.DataFrame, as_of: str | None) -> Mapping[str, list[Hop]]:
    above: dict[str, list[Hop]] = defaultdict(list)
    steps = standing_stakes(stakes, as_of)
    for held, *hop in zip(*(steps[name].tolist() for name in ("held_id", *Hop._fields)), strict=True):
        above[held].append(Hop(*hop))
    return {held: _surest(hops) for held, hops in above.items()}


def _upwards(held: str, above: Mapping[str, list[Hop]], seen: tuple[str, ...] = ()) -> Iterator[list[Hop]]:
    """Every chain from a thing to a holder that nobody is known to hold; a loop ends where it would begin again."""
    hops = [hop for hop in above.get(held, []) if hop.holder_id not in (*seen, held)]
    if not hops or len(seen) >= LONGEST_CHAIN:
        yield []
        return
    for hop in hops:
        for rest in _upwards(hop.holder_id, above, (*seen, held)):
            yield [hop, *rest]


def _steps(hops: list[Hop]) -> Iterator[tuple[object, ...]]:
    """The steps of one chain as cells, with what they amount to up to each step."""
    weakest, low, high = CONFIDENCES[0], 1.0, 1.0
    for step, hop in enumerate(hops, start=1):
        weakest = max(weakest, hop.confidence, key=CONFIDENCES.index)
        # Control without shares gives no share, nor denies one.
        stated = (hop.share_min, hop.share_max) if hop.relation in SHARES else (0.0, 100.0)
        low, high = low * stated[0] / 100, high * stated[1] / 100
        top = "yes" if step == len(hops) else "no"
        shares = (hop.share_min, hop.share_max, round(100 * low, 12), round(100 * high, 12))
        yield step, hop.holder_id, hop.relation, hop.confidence, weakest, hop.stake_id, top, *shares, hop.citation


@indicator
def ownership_chains(stakes: pd.DataFrame, outlets: pd.DataFrame, *, as_of: str | None = None) -> pd.DataFrame:
    """Chains of holders from each outlet to the top, today (by stakes not known to have ended) or on the last day of
    `as_of`. A loop is cut where it closes.

    A chain is as sure as its weakest step. Stakes without a stated end may have ended unnoticed. The shares of one
    chain multiply; what an owner has over all chains stands in ultimate_owners.
    Columns: outlet_id, chain (number within the outlet), step (1 is the direct holder), holder_id, relation, confidence
    (of the step), weakest (of the chain up to this step), stake_id, top (yes on the last step), share_min, share_max
    (of the step, percent), through_min, through_max (of the outlet, along this chain, percent), citation, complete (no
    where the outlet has more chains than the 200 listed).
    Reference: methods of EurOMo (https://media-ownership.eu/about/methodology/).
    """
    above = _holders_of(stakes, as_of)
    rows: list[tuple[object, ...]] = []
    for outlet in outlets["outlet_id"]:
        found = list(islice(filter(None, _upwards(outlet, above)), MOST_CHAINS + 1))
        complete = "yes" if len(found) <= MOST_CHAINS else "no"
        for number, hops in enumerate(found[:MOST_CHAINS], start=1):
            rows.extend((outlet, number, *cells, complete) for cells in _steps(hops))
    columns = ["outlet_id", "chain", "step", "holder_id", "relation", "confidence", "weakest", "stake_id", "top"]
    columns += ["share_min", "share_max", "through_min", "through_max", "citation", "complete"]
    return pd.DataFrame(rows, columns=columns)


@indicator
def chain_sentences(
    stakes: pd.DataFrame, outlets: pd.DataFrame, owners: pd.DataFrame, *, as_of: str | None = None
) -> pd.DataFrame:
    """Each chain of holders as one sentence, with the shares that are stated, how sure each step is, and its pages.

    Columns: outlet_id, chain, sentence (citation ids stand in brackets after each step), weakest (confidence), steps.
    """
    things = pd.concat([outlets.set_index("outlet_id")["name"], owners.set_index("owner_id")["name"]])
    names = things.to_dict()
    rows = []
    columns = ["outlet_id", "chain", "weakest", *Hop._fields]
    steps = ownership_chains(stakes, outlets, as_of=as_of)[columns].itertuples(index=False, name=None)
    for (outlet, number), chain in groupby(steps, key=lambda row: row[:2]):
        hops = list(chain)
        told = ", which is ".join(_in_words(Hop(*hop[3:]), names) for hop in hops)
        rows.append((outlet, number, f"{names[outlet]} is {told}.", hops[-1][2], len(hops)))
    return pd.DataFrame(rows, columns=["outlet_id", "chain", "sentence", "weakest", "steps"])


def _in_words(hop: Hop, names: Mapping[str, str]) -> str:
    low, high = hop.share_min, hop.share_max
    share = "" if (low, high) == (0, 100) else f"{low:g} %, " if low == high else f"{low:g} to {high:g} %, "
    pages = hop.citation.replace(";", ", ")
    return f"{STEPS[hop.relation]} {names.get(hop.holder_id, hop.holder_id)} ({share}{hop.confidence}) [{pages}]"
