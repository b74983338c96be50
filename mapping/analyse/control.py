"""Who controls an outlet: another question than who has which share of it. 60 % of 60 % is 36 %, and controls."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.holdings import HOLDING, SHARES, one_share_each, standing_stakes
from mapping.schema import CONFIDENCES

# An editor controls what is published: told beside the owners, and no step of a chain.
EDITS = "edits"
# More than this percentage decides.
MAJORITY = 50
# From the surest finding to the least: what is only alleged comes after what is only possible.
LEVELS = (
    ("registered", "stated"),
    ("reported", "stated"),
    ("registered", "possible"),
    ("reported", "possible"),
    ("alleged", "stated"),
    ("alleged", "possible"),
)
FIRST_ALLEGED = 4


class Step(NamedTuple):
    """One stake read as control: `certainty` is stated, possible (the share may be a majority) or minority."""

    holder_id: str
    held_id: str
    route: str
    certainty: str
    confidence: str
    share_min: float
    share_max: float
    citation: str


Chain = tuple[Step, ...]
Reached = dict[str, tuple[int, Chain]]


def control_steps(stakes: pd.DataFrame, as_of: str | None = None, majority: float = MAJORITY) -> list[Step]:
    """The stakes as steps of control, today or as of a day; a majority is more than `majority` percent.

    A stake's largest share is what the others' smallest leave of 100 %.
    """
    standing = standing_stakes(stakes, as_of, relations=HOLDING)
    shares = one_share_each(standing[standing["relation"].isin(SHARES)])
    least = shares.groupby("held_id")["share_min"].sum().to_dict()
    columns = ["holder_id", "held_id", "relation", "confidence", "share_min", "share_max", "citation"]
    steps = []
    for holder, held, relation, confidence, low, high, citation in standing[columns].itertuples(index=False):
        route, certainty = relation, "stated"
        if relation in SHARES and (relation == "owns" or (low, high) != (0, 100)):
            high = max(low, min(high, 100 - least[held] + low))
            route = "majority"
            certainty = "stated" if low > majority else "possible" if high > majority else "minority"
        steps.append(Step(holder, held, route, certainty, confidence, low, high, citation))
    return steps


def _controlled(holder: str, downwards: Mapping[str, list[Step]], certainty: str, majority: float) -> dict[str, Chain]:
    """Each thing that a holder controls, with a shortest chain of steps down to it.

    Shares of several things that it controls count together.
    """
    chains: dict[str, Chain] = {holder: ()}
    together: dict[str, float] = defaultdict(float)
    queue = deque([holder])
    while queue:
        here = queue.popleft()
        for step in downwards.get(here, ()):
            if step.held_id in chains:
                continue
            if step.certainty != "stated" and step.certainty != certainty:
                together[step.held_id] += step.share_min if certainty == "stated" else step.share_max
                if together[step.held_id] <= majority:
                    continue
                step = step._replace(route="together")
            chains[step.held_id] = (*chains[here], step)
            queue.append(step.held_id)
    del chains[holder]
    return chains


def control(steps: list[Step], majority: float = MAJORITY) -> dict[str, Reached]:
    """For each holder what it controls: the rank of the surest level (of `LEVELS`) that shows it, and the chain."""
    found: dict[str, Reached] = defaultdict(dict)
    for rank, (confidence, certainty) in enumerate(LEVELS):
        sure = CONFIDENCES[: CONFIDENCES.index(confidence) + 1]
        downwards: dict[str, list[Step]] = defaultdict(list)
        for step in steps:
            if step.confidence in sure:
                downwards[step.holder_id].append(step)
        for holder in downwards:
            for held, chain in _controlled(holder, downwards, certainty, majority).items():
                found[holder].setdefault(held, (rank, chain))
    return found


def _is_top(holder: str, rank: int, found: Mapping[str, Reached], above: Mapping[str, set[str]]) -> bool:
    """Whether no other controls the holder; those who control each other are all at the top.

    An allegation about the holder takes it from the top of what is alleged only.
    """
    alleged = rank >= FIRST_ALLEGED

    def holds(one: str, other: str) -> bool:
        return other in found[one] and (alleged or found[one][other][0] < FIRST_ALLEGED)

    return not any(holds(other, holder) and not holds(holder, other) for other in above.get(holder, ()))


def _rows(found: Mapping[str, Reached], outlets: set[str]) -> Iterator[tuple[object, ...]]:
    above: dict[str, set[str]] = defaultdict(set)
    for holder, reached in found.items():
        for held in reached:
            above[held].add(holder)
    for holder, reached in found.items():
        for outlet in outlets & reached.keys():
            rank, chain = reached[outlet]
            confidence, certainty = LEVELS[rank]
            top = "yes" if _is_top(holder, rank, found, above) else "no"
            through = ";".join(step.holder_id for step in reversed(chain[1:]))
            routes = ";".join(step.route for step in reversed(chain))
            pages = ";".join(dict.fromkeys(page for step in reversed(chain) for page in step.citation.split(";")))
            yield outlet, holder, certainty, confidence, len(chain), through, routes, top, pages


def _editors(stakes: pd.DataFrame, outlets: set[str], as_of: str | None) -> Iterator[tuple[object, ...]]:
    standing = standing_stakes(stakes, as_of, relations=[EDITS])
    columns = ["held_id", "holder_id", "confidence", "citation"]
    for outlet, holder, confidence, citation in standing[columns].itertuples(index=False):
        if outlet in outlets:
            yield outlet, holder, "stated", confidence, 1, "", EDITS, "no", citation


@indicator
def controllers(
    stakes: pd.DataFrame, outlets: pd.DataFrame, *, as_of: str | None = None, majority: float = MAJORITY
) -> pd.DataFrame:
    """Who controls each outlet, apart from shares: by a chain of majorities, family, nominees, management, licence,
    appointment by the state or parent bodies; and, in rows of their own, who edits it.

    Shares held through several things that one controls count together. A majority is more than `majority` percent.
    Example: 60 % of a company that has 60 % of an outlet is 36 % of the outlet and controls it.
    Columns: outlet_id, owner_id, certainty (stated; possible: a share on the way is not stated and may be a majority),
    weakest (confidence of the least sure step), steps, through (those between, from the outlet upwards, joined by
    semicolons),
    routes (how, from the outlet upwards: majority, together, controls, parent, family, ..., edits), top (no: another
    controls it in turn; editors are no owners), citation.
    """
    known = set(outlets["outlet_id"])
    rows = [*_rows(control(control_steps(stakes, as_of, majority), majority), known), *_editors(stakes, known, as_of)]
    columns = ["outlet_id", "owner_id", "certainty", "weakest", "steps", "through", "routes", "top", "citation"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["outlet_id", "steps", "owner_id", "routes"], ignore_index=True
    )


@indicator
def controlling_owners(
    stakes: pd.DataFrame,
    outlets: pd.DataFrame,
    *,
    as_of: str | None = None,
    majority: float = MAJORITY,
    alleged: bool = False,
) -> pd.DataFrame:
    """The owner or owners at the top of each outlet by control, the surest finding of each outlet; editors left out.

    Where several are named and nothing shows who decides, all stand here. Alleged control is left out unless `alleged`.
    Columns: outlet_id, owner_id, certainty (stated, possible), weakest, candidates (owners named for this outlet).
    """
    found = controllers(stakes, outlets, as_of=as_of, majority=majority)
    found = found[found["top"] == "yes"]
    found = found if alleged else found[found["weakest"] != "alleged"]
    ranks = [LEVELS.index(level) for level in zip(found["weakest"], found["certainty"], strict=True)]
    # A registered stake and a reported one both name an owner; a stated majority outdoes one that is only possible.
    found = found.assign(strength=[(rank // 2) for rank in ranks])
    found = found[found["strength"] == found.groupby("outlet_id")["strength"].transform("min")]
    found = found.assign(candidates=found.groupby("outlet_id")["owner_id"].transform("nunique"))
    return found[["outlet_id", "owner_id", "certainty", "weakest", "candidates"]].reset_index(drop=True)
