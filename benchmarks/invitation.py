"""What proof is worth beside greedy choosing, how long it takes, and how long the lottery takes.

    .venv/bin/python -m benchmarks.invitation

Candidates are made up: four countries of unequal size, eight regions each, five languages, three media, owners who
have one or a few, a score; each takes from others, four of five times inside its own community of 25. Quotas: shares
of countries, of one language, outside capitals, one of an owner. The list is to reach the
network (half of its value), merit, regions and languages.

Methods for the task `list`: `mapping` (proven optimum), `greedy` (each time whoever adds most and still fits), `greedy
and swaps` (then exchanges of one for one until none is better). Greedy choosing keeps upper quotas as it goes and fills
lower ones first where it has to; an empty value says that it ended without a list. The task `lottery` draws 45 seats
among 300, so that the smallest chance is the largest possible; the published figure for maximin of that size is 9.6 s
(another machine and other people). Writes `benchmarks/results/invitation.csv`: task, method, candidates, seats, seed,
value (0 to 1; of a lottery: the smallest chance), share (of the proven value), gap, seconds (of the processor).
"""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mapping.choosing.aims import Flags, aims
from mapping.choosing.alternatives import replacement
from mapping.choosing.eligibility import Eligible
from mapping.choosing.fields import FIELDS, MEASURES
from mapping.choosing.lottery import draw
from mapping.choosing.picking import limits
from mapping.choosing.programme import Programme, programme
from mapping.choosing.rules import Amount, Quota, Rules
from mapping.choosing.where import Condition

Row: TypeAlias = tuple[str, str, int, int, int, float, float, float, float]
HEADS = ("task", "method", "candidates", "seats", "seed", "value", "share", "gap", "seconds")
RESULTS = Path(__file__).parent / "results" / "invitation.csv"
COUNTRIES = {"KZ": 0.45, "UZ": 0.30, "KG": 0.15, "TJ": 0.10}
LANGUAGES = ("ru", "kk", "uz", "ky", "tg")
COMMUNITY, TIES_EACH, INSIDE = 25, 6, 0.8
SIZES = ((100, 20), (200, 20), (300, 20), (500, 20), (500, 60), (1_000, 60))
SEEDS = (1, 2, 3)
AIMS = {"merit": 0.3, "network": 0.5, "regions": 0.1, "languages": 0.1}


def candidates(n: int, seed: int) -> pd.DataFrame:
    """Candidates with the fields that the quotas ask about, and one measure."""
    drawn = np.random.default_rng(seed)
    country = drawn.choice(list(COUNTRIES), n, p=list(COUNTRIES.values()))
    region = [f"{code}-{number}" for code, number in zip(country, drawn.geometric(0.4, n).clip(max=8), strict=True)]
    frame = pd.DataFrame({name: [None] * n for name in ("outlet_id", "name", "said", *FIELDS)}, dtype=object)
    frame = frame.assign(
        outlet_id=[f"o{number}" for number in range(n)],
        country=country,
        region=region,
        capital=np.where([code.endswith("-1") for code in region], "yes", "no"),
        languages=drawn.choice(LANGUAGES, n, p=(0.4, 0.2, 0.2, 0.12, 0.08)),
        media=drawn.choice(("online", "tv", "print"), n, p=(0.6, 0.25, 0.15)),
        owner=[f"p{number}" for number in drawn.integers(0, n, n)],
        newcomer="yes",
        **dict.fromkeys(MEASURES, np.nan),
    )
    return frame.assign(evidence=drawn.integers(0, 101, n).astype(float)).set_index("outlet_id", drop=False)


def ties(n: int, seed: int) -> pd.DataFrame:
    """Who takes from whom among twice as many outlets as there are candidates; some give far more than others."""
    drawn = np.random.default_rng(seed + 1)
    everybody = 2 * n
    taker = np.repeat(np.arange(everybody), TIES_EACH)
    loud = (drawn.pareto(1.5, everybody) + 0.1) / 1.0
    community = np.arange(everybody) * 7919 % everybody // COMMUNITY
    inside = drawn.random(len(taker)) < INSIDE
    giver = drawn.choice(everybody, len(taker), p=loud / loud.sum())
    for own in range(community.max() + 1):
        members = np.flatnonzero(community == own)
        wanted = np.flatnonzero(inside & (community[taker] == own))
        giver[wanted] = drawn.choice(members, len(wanted), p=loud[members] / loud[members].sum())
    frame = pd.DataFrame({"from_id": [f"o{own}" for own in giver], "to_id": [f"o{own}" for own in taker]})
    return frame.assign(layer="citation", weight=1.0).drop_duplicates()


def rules(seats: int, by_lot: int = 0) -> Rules:
    """Quotas as a forum has them."""

    def quota(field: str, word: str, least: float, most: float) -> Quota:
        return Quota(word, (Condition(field, (word,)),), Amount(least, True), Amount(most, True))

    countries = tuple(quota("country", code, share * 0.8, share * 1.2) for code, share in COUNTRIES.items())
    others = quota("capital", "no", 0.5, 1.0), quota("languages", "tg", 0.1, 1.0), quota("media", "tv", 0.2, 0.4)
    return Rules(
        origin="benchmark", sha256="", seats=seats, reserves=0, seed=1, least_coverage=0, status=("active",), allow=(),
        quotas=(*countries, *others), weights={"evidence": 1.0}, aims=AIMS, per_owner=1, lottery_seats=by_lot,
    )  # fmt: skip


@dataclass(frozen=True)
class Room:
    """The limits of a programme as arrays, for choosing one by one."""

    plan: Programme
    groups: NDArray[np.int64]
    least: NDArray[np.int64]
    most: NDArray[np.int64]

    @classmethod
    def of(cls, plan: Programme) -> Room:
        """The room that the limits of a programme leave."""
        groups = np.array([limit[1] for limit in plan.limits], dtype=np.int64)
        least, most = (np.array([limit[end] for limit in plan.limits]) for end in (2, 3))
        return cls(plan, groups, least, most)

    def fits(self, chosen: Flags) -> Flags:
        """Who may be added: no limit is broken upwards, and the seats left still do for each lower limit alone."""
        counts, left = self.groups @ chosen, self.plan.seats - int(chosen.sum()) - 1
        after = counts[:, None] + self.groups
        return np.asarray((after <= self.most[:, None]).all(axis=0) & (self.least[:, None] - after <= left).all(axis=0))

    def keeps(self, chosen: Flags) -> bool:
        """Whether a list keeps every limit."""
        counts = self.groups @ chosen
        return bool(((self.least <= counts) & (counts <= self.most)).all())


def greedy(plan: Programme) -> Flags | None:
    """Each time whoever adds most and fits; who belongs to more groups that still lack somebody goes first when the
    lacking places need all seats that are left. None where this leads nowhere."""
    room, chosen = Room.of(plan), plan.fixed.copy()
    while (left := plan.seats - int(chosen.sum())) > 0:
        lacking = np.maximum(room.least - room.groups @ chosen, 0)
        able = room.fits(chosen) & ~chosen
        if not able.any():
            return None
        helps = (lacking > 0) @ room.groups
        if lacking.sum() >= left:
            able &= helps == helps[able].max()
        chosen[np.where(able, plan.aims.gains(chosen), -np.inf).argmax()] = True
    return chosen if room.keeps(chosen) else None


def swapped(plan: Programme, chosen: Flags) -> Flags:
    """Exchanges of one for one, the best for each member in turn, until none is better."""
    chosen, moved = chosen.copy(), True
    while moved:
        moved = False
        for gone in map(int, np.flatnonzero(chosen)):
            before = plan.aims.value(chosen)
            taker = replacement(plan.aims, plan.limits, chosen, gone, ~chosen)
            if taker is None:
                continue
            then = chosen.copy()
            then[[gone, taker]] = False, True
            if plan.aims.value(then) > before + 1e-9:
                chosen, moved = then, True
    return chosen


def compared(n: int, seats: int, seed: int) -> Iterator[Row]:
    """The proven optimum, greedy choosing, and greedy choosing with swaps on one set of candidates."""
    frame, asked = candidates(n, seed), rules(seats)
    plan = programme(Eligible(frame, frame.head(0), ()), asked, aims(frame, asked, ties(n, seed)))
    started = time.process_time()
    best = plan.best()
    if best is None:
        raise SystemExit(f"No list of {seats} of {n} keeps the quotas with seed {seed}: choose another seed.")
    yield "list", "mapping", n, seats, seed, best.value, 1.0, best.gap, time.process_time() - started
    started = time.process_time()
    first = greedy(plan)
    found = {"greedy": (first, time.process_time() - started)}
    better = None if first is None else swapped(plan, first)
    found["greedy and swaps"] = better, time.process_time() - started
    for method, (chosen, seconds) in found.items():
        value = float("nan") if chosen is None else plan.aims.value(chosen)
        yield "list", method, n, seats, seed, value, value / best.value, float("nan"), seconds


def by_lot(n: int, seats: int, seed: int, owners: bool) -> Row:
    """The lottery alone: all seats drawn, with or without the limit on owners."""
    frame, asked = candidates(n, seed), rules(seats, seats)
    kept = limits(frame, asked if owners else replace(asked, per_owner=None))
    everybody = np.ones(n, dtype=bool)
    started = time.process_time()
    found = draw(kept, everybody, ~everybody, seats, seed)
    seconds = time.process_time() - started
    if found is None:
        raise SystemExit(f"No list of {seats} of {n} keeps the quotas with seed {seed}: choose another seed.")
    method = "one of an owner" if owners else "quotas alone"
    return "lottery", method, n, seats, seed, found.least, float("nan"), found.gap, seconds


def main() -> None:
    """Measure, print and keep."""
    rows = [row for n, seats in SIZES for seed in SEEDS for row in compared(n, seats, seed)]
    rows += [by_lot(300, 45, seed, owners) for seed in SEEDS for owners in (False, True)]
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADS)
        for row in rows:
            shown = [f"{cell:.4f}" if isinstance(cell, float) else cell for cell in row]
            writer.writerow(["" if cell == "nan" else cell for cell in shown])
            print(*(f"{head} {cell}" for head, cell in zip(HEADS, shown, strict=True) if cell != "nan"), sep=", ")


if __name__ == "__main__":
    main()
